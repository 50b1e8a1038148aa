"""How long does it take to draw a picture or a brief? The payload is made before; from it to the bytes of the file."""

import time
from collections.abc import Callable

from bench import records
from layers import brief, picture
from layers.payload import payload
from layers.profiles import reduce
from routes.build import build

LEGS = (300, 10_000)
AIMS = {300: {"png": 1.5, "svg": 1.5, "pdf": 2.5}, 10_000: {"png": 5.0, "svg": 5.0, "pdf": 5.0}}  # seconds
SIZES = ("article", "a4")
LAYERS = ("paths", "flows")
ROUNDS = 5


def measure() -> list[tuple[int, str, str, float, int]]:
    """Legs, what is drawn, format, seconds, bytes; in Korean, which takes two fonts more than English."""
    return [(legs, *row) for legs in LEGS for row in _of(legs)]


def _of(legs: int):
    people = legs // (records.STINTS_A_PERSON - 1)
    ladder = build(records.events(people * records.STINTS_A_PERSON), records.places())
    content, part = payload(ladder, lang="ko", inputs=()), reduce(ladder, "internal")
    for size in SIZES:
        for layer in LAYERS:
            for form in picture.FORMATS:
                look = {"format": form, "size": size, "layers": {name: name == layer for name in LAYERS}}
                yield f"{layer}, {size}", form, *_best(lambda look=look: picture.draw(content, **look))
    person, place = ladder.paths["person_id"][0], part.places["place_id"][part.place_persons.argmax()]
    for what, look in (("brief of a person", {"person": person}), ("brief of the first place", {"place": place})):
        yield what, "pdf", *_best(lambda look=look: brief.draw(content, part, **look))


def _best(draw: Callable[[], bytes]) -> tuple[float, int]:
    """The best of all rounds, because what else the machine does only adds to a time; fonts and basemap are read once a
    process, before."""
    data, times = draw(), []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        draw()
        times.append(time.perf_counter() - start)
    return min(times), len(data)


def words(measured: list[tuple[int, str, str, float, int]]) -> str:
    """The table."""
    rows = [
        f"| {legs:,} | {what} | {form.upper()} | {seconds:.2f} | {AIMS[legs][form]:.1f} | {size / 1000:,.0f} |"
        for legs, what, form, seconds, size in measured
    ]
    return "\n".join(
        [
            "## Pictures and briefs",
            "",
            "In Korean, from the payload of the map document to the bytes of the file; an article's picture is of",
            "1200 × 800 pixels, one of A4 of 300 dots an inch. The first place is the one that most people were at.",
            f"The best of {ROUNDS} rounds, fonts and basemap read before.",
            "",
            "| legs | what | format | s | aim, s | kB |",
            "|---|---|---|---|---|---|",
            *rows,
        ]
    )

"""How long does a picture take to draw? The payload is made before; from it to the bytes of the file."""

import statistics
import time

from bench import records
from layers import picture
from layers.payload import payload
from routes.build import build

LEGS = (300, 10_000)
AIMS = {300: {"png": 1.5, "svg": 1.5, "pdf": 2.5}, 10_000: {"png": 5.0, "svg": 5.0, "pdf": 5.0}}  # seconds
ROUNDS = 5


def measure() -> dict:
    """Seconds of each format, of paths and of flows, in Korean (which takes two fonts more than English)."""
    return {legs: {layer: _times(legs, layer) for layer in ("paths", "flows")} for legs in LEGS}


def _times(legs: int, layer: str) -> dict[str, tuple[float, int]]:
    places = records.places()
    people = legs // (records.STINTS_A_PERSON - 1)
    ladder = build(records.events(people * records.STINTS_A_PERSON), places)
    content = payload(ladder, lang="ko")
    layers = {"paths": layer == "paths", "flows": layer == "flows"}
    found = {}
    for form in picture.FORMATS:
        picture.draw(content, format=form, layers=layers)  # fonts and basemap are read once a process
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            data = picture.draw(content, format=form, layers=layers)
            times.append(time.perf_counter() - start)
        found[form] = (statistics.median(times), len(data))
    return found


def words(measured: dict) -> str:
    """The table."""
    rows = [
        f"| {legs:,} | {layer} | {form.upper()} | {seconds:.2f} | {AIMS[legs][form]:.1f} | {size / 1000:,.0f} |"
        for legs, layers in measured.items()
        for layer, forms in layers.items()
        for form, (seconds, size) in forms.items()
    ]
    return "\n".join(
        [
            "## Pictures",
            "",
            "An article's picture (1200 × 800) in Korean, from the payload of the map document to the bytes;",
            f"medians of {ROUNDS}, fonts and basemap read before.",
            "",
            "| legs | layer | format | s | aim, s | kB |",
            "|---|---|---|---|---|---|",
            *rows,
        ]
    )

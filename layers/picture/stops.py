"""One person's path, stop by stop: numbers on the map, and the same stops in words beside it."""

import re
from typing import NamedTuple

import numpy as np

from layers.picture import signs
from layers.picture.content import Content, line_of
from layers.picture.labels import Seats
from layers.picture.mercator import Box, View
from layers.picture.sheet import Sheet

AWAY_PT = 5.0
# Where a number may stand: how far off, and to which side; the nearest that is free is taken.
SEATS = tuple(
    (away, across, down)
    for away in (AWAY_PT, 12.0, 20.0, 30.0, 42.0, 56.0)
    for across, down in (
        (-1, -0.6),
        (1, -0.6),
        (-1, 0.6),
        (1, 0.6),
        (0, -1),
        (0, 1),
        (-1, 0),
        (1, 0),
        (-0.5, -1),
        (0.5, -1),
    )
)
DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
MARKS = ((r"[~%]", "about"), (r"[?%]", "uncertain"), (r"X", "digits"), (r"^(\.\.|/)|(\.\.|/)$", "open"))


class Stop(NamedTuple):
    """A stop in words. ``leg``: evidence of the leg that leaves it (0, 1, 2), -1 where none does."""

    number: int
    place: str
    known: bool
    details: str
    leg: int
    remark: str
    detention: int  # 0, or the number of the detention that begins here


def numbered(content: Content, person: int) -> dict[int, str]:
    """Places of a person with the numbers of the stops there."""
    found: dict[int, list[str]] = {}
    for number, stint in enumerate(content.stints_of(person), start=1):
        place = int(content.stints.place[stint])
        if place >= 0:
            found.setdefault(place, []).append(str(number))
    return {place: ", ".join(numbers) for place, numbers in found.items()}


def draw(sheet: Sheet, view: View, content: Content, person: int, seats: Seats) -> None:
    """Numbers beside the signs, each on the first side that is free, with a line to its sign."""
    spots = []
    for place, text in numbered(content, person).items():
        for copy in view.copies:
            x = float(view.x(content.places.x[place] + copy))
            y = float(view.y(content.places.y[place]))
            if view.frame.left <= x <= view.frame.right and view.frame.top <= y <= view.frame.bottom:
                spots.append((text, x, y))
    placed: list[tuple[Box, np.ndarray, str]] = []
    for text, x, y in spots:
        offered = [_offer(view, seats, [box for box, _, _ in placed], (text, x, y), at) for at in range(len(SEATS))]
        _, _, box, leader = min(offered, key=lambda offer: offer[:2])
        seats.keep(box)
        seats.mark([leader])
        placed.append((box, leader, text))
    with sheet.group("stop-numbers"):
        for _, leader, _ in placed:
            sheet.line(leader, signs.BLACK, 0.8)
        for _, leader, text in placed:
            signs.pill(sheet, *leader[1], text)


def _offer(view: View, seats: Seats, numbers: list[Box], spot: tuple[str, float, float], at: int):
    """How bad a seat for a number is, with its box and the line to its sign: nothing under it, no number on the way."""
    away, across, down = SEATS[at]
    text, *sign = spot
    half = signs.pill_half(text)
    x, y = sign[0] + across * (half + away), sign[1] + down * (6.4 + away)
    box = Box(x - half - 1, y - 7.4, x + half + 1, y + 7.4)
    leader = np.array([sign, (x, y)])
    way = [
        Box(*point, *point).grown(0.5) for point in leader[0] + np.linspace(0, 1, 16)[:, None] * np.diff(leader, axis=0)
    ]
    hidden = any(step.meets(other) for other in numbers for step in way)
    outside = not view.frame.grown(-1).holds(box)
    return 4 * outside + 2 * (not seats.free(box)) + hidden + seats.on_lines(box) + 0.02 * at, at, box, leader


def in_words(content: Content, person: int) -> list[Stop]:
    """The stops of a person in their order, each with how it was left."""
    told, before = [], None
    for number, stint in enumerate(content.stints_of(person), start=1):
        place, detention = int(content.stints.place[stint]), int(content.stints.detention[stint])
        leaving = np.flatnonzero(np.array(content.legs["from"]) == stint)
        told.append(
            Stop(
                number,
                content.name(place, 80) if place >= 0 else content.t("panel.place_unknown"),
                place >= 0,
                _details(content, stint),
                int(content.legs.evidence[leaving[0]]) if len(leaving) else -1,
                " ".join(_remarks(content, leaving)),
                detention if before not in (None, detention) else 0,
            )
        )
        before = detention
    return told


def _details(content: Content, stint: int) -> str:
    """What happened, when, by whom."""
    table = content.stints
    events = [content.code("event", content.string(at) if isinstance(at, int) else at) for at in table.events[stint]]
    arrived, left = (date_in_words(content, int(column[stint])) for column in (table.arrived, table.departed))
    dates = f"{arrived} – {left}" if arrived and left and arrived != left else arrived or (f"– {left}" if left else "")
    authority = content.code("authority", content.string(table.authority[stint]))
    parts = (", ".join(events), dates, _duration(content, content.string(table.duration[stint])), authority)
    return " · ".join(line_of(part, 120) for part in parts if part)


def _remarks(content: Content, legs: np.ndarray) -> list[str]:
    """Of legs that no source documents: their evidence, the crossing, the stops that they hide."""
    told = []
    for leg in legs.tolist():
        if content.legs.evidence[leg] == 0:
            continue
        parts = [content.t(f"legend.{content.evidence(leg)}_short")]
        if content.legs.via[leg] >= 0:
            parts.append(f"{content.t('panel.via')} {content.name(int(content.legs.via[leg]), 50)}")
        if content.legs.hidden[leg] > 0:
            parts.append(content.t("panel.hidden_stops", n=int(content.legs.hidden[leg])))
        text = " · ".join(parts)
        if text not in told:
            told.append(text)
    return told


def date_in_words(content: Content, position: int, length: int = 40) -> str:
    """The date as it is recorded, and what its signs mean."""
    text = content.string(content.dates.text[position]) if position >= 0 else ""
    notes = [content.t(f"panel.date_{word}") for mark, word in MARKS if re.search(mark, text)]
    return f"{line_of(text, length)} ({', '.join(notes)})" if notes and text else line_of(text, length)


def _duration(content: Content, text: str) -> str:
    """ "8 months" for P8M; anything else as it is."""
    match = DURATION.fullmatch(text)
    if not match or text in ("", "P"):
        return text
    words = [
        content.t(f"picture.{unit}", n=number)
        for number, unit in zip(match.groups(), ("years", "months", "weeks", "days"), strict=True)
        if number
    ]
    return ", ".join(words)

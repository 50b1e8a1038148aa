"""How are flows drawn? Legs between the same two places as one band: its width is the number of people.

A band is as solid as the best-evidenced of its legs. Where there are more than MANY, the widest are bands and the rest
thin lines.
"""

from typing import NamedTuple

import numpy as np

from layers.picture import signs
from layers.picture.content import Content
from layers.picture.fonts import BOLD, width
from layers.picture.geometry import apart
from layers.picture.labels import Seats
from layers.picture.mercator import Box, View
from layers.picture.paths import LOOPS_APART_PT, SHORT_PT, THIN_DASHES, THIN_PT, reach
from layers.picture.sheet import Sheet

COLOUR = "#33658a"
COLOURS = (COLOUR, signs.INFERRED, signs.GAP)  # by evidence
MOST_PT = 10.0
LEAST_PT = 1.0
MANY = 1500
LOOP_AWAY_PT = 6.8
ALPHA, THIN_ALPHA = 0.8, 0.5
NUMBERED = 80
NUMBER_PT = 7.6
LEAST_FOR_NUMBER_PT = 26.0


class Band(NamedTuple):
    """One flow in one copy of the world."""

    persons: int
    evidence: int
    start: np.ndarray
    end: np.ndarray


def most(content: Content) -> int:
    """People of the widest flow."""
    return int(max(content.flows.persons, default=0))


def look(evidence: int) -> dict:
    """Colour and alpha of a band."""
    return {"colour": COLOURS[evidence], "alpha": ALPHA}


class Plan(NamedTuple):
    """What is to be drawn: bands, and thin lines for the rest of very many."""

    wide: list[Band]
    rest: list[Band]
    widest: float

    @property
    def dense(self) -> bool:
        """Whether there are too many to follow one."""
        return bool(self.rest)

    @property
    def lines(self) -> list[np.ndarray]:
        """Where lines will run."""
        return [_curve(band, self.width(band)) for band in self.wide]

    def width(self, band: Band) -> float:
        """Points; in proportion to people, so that a band of twice the people is twice as wide."""
        return max(LEAST_PT, MOST_PT * band.persons / self.widest)


def plan(view: View, content: Content) -> Plan:
    """All flows in view, the widest first."""
    bands = _bands(content, view)
    return Plan(_without_hidden_loops(bands[:MANY]), bands[MANY:], max(most(content), MOST_PT))


def signs_of(planned: Plan) -> set[str]:
    """The legend's words for what will be there besides bands."""
    return {"loop"} if any(_is_short(band) for band in planned.wide) else set()


def draw(sheet: Sheet, planned: Plan) -> None:
    """All flows, the widest below."""
    with sheet.group("flows"):
        kinds = [band.evidence for band in planned.rest]
        lines = [np.array([band.start, band.end]) for band in planned.rest]
        sheet.lines(lines, [COLOURS[k] for k in kinds], THIN_PT, [THIN_DASHES[k] for k in kinds], THIN_ALPHA)
        for band in planned.wide:
            _band(sheet, band, planned.width(band))


def numbers(sheet: Sheet, view: View, planned: Plan, seats: Seats) -> None:
    """The numbers of people on the widest bands, where there is room."""
    with sheet.group("flow-numbers"):
        for band in planned.wide[:NUMBERED]:
            _number(sheet, view, band, _curve(band, planned.width(band)), seats)


def _without_hidden_loops(bands: list[Band]) -> list[Band]:
    """Of bands too short to draw, the widest where several would be one loop over another."""
    short = [at for at, band in enumerate(bands) if _is_short(band)]
    firsts = apart([tuple(bands[at].start) for at in short], LOOPS_APART_PT)
    hidden = {at for at, first in zip(short, firsts, strict=True) if at != short[first]}
    return [band for at, band in enumerate(bands) if at not in hidden]


def _is_short(band: Band) -> bool:
    return reach(np.array([band.start, band.end])) < SHORT_PT


def _bands(content: Content, view: View) -> list[Band]:
    """Flows whose line touches the view, most people first."""
    flows, lines = content.flows, content.lines
    bands = []
    order = sorted(range(len(flows.line)), key=lambda i: (-int(flows.persons[i]), int(flows.line[i])))
    for row in order:
        line, persons = int(flows.line[row]), int(flows.persons[row])
        if line < 0 or persons <= 0:
            continue
        west, north, east, south = lines.box[line]
        if not (north <= view.world.bottom and south >= view.world.top):
            continue
        for copy in view.copies:
            if west + copy <= view.world.right and east + copy >= view.world.left:
                first, last = lines.start[line], lines.start[line + 1] - 1
                ends = [
                    np.array([float(view.x(lines.x[at] + copy)), float(view.y(lines.y[at]))]) for at in (first, last)
                ]
                bands.append(Band(persons, int(flows.evidence[row]), *ends))
    return bands


def _band(sheet: Sheet, band: Band, width_pt: float) -> None:
    if _is_short(band):
        at = tuple(band.start + LOOP_AWAY_PT)
        signs.loop(sheet, at, 5.2, evidence=band.evidence, width=min(width_pt, 3.8), colour=COLOURS[band.evidence])
    else:
        signs.band(sheet, (band.start, _knee(band, width_pt), band.end), width_pt, band.evidence, look(band.evidence))


def _knee(band: Band, width_pt: float) -> np.ndarray:
    """A bow to the right of the way, so that there and back lie apart."""
    step = band.end - band.start
    length = float(np.hypot(*step))
    return band.start + step / 2 + np.array([-step[1], step[0]]) / length * (min(30.0, 0.13 * length) + width_pt / 2)


def _curve(band: Band, width_pt: float) -> np.ndarray:
    """Some points of a band."""
    if _is_short(band):
        return np.array([(-5, 0), (5, 0)]) + band.start + LOOP_AWAY_PT
    share, knee = np.linspace(0, 1, 13)[:, None], _knee(band, width_pt)
    return (1 - share) ** 2 * band.start + 2 * share * (1 - share) * knee + share**2 * band.end


def _number(sheet: Sheet, view: View, band: Band, curve: np.ndarray, seats: Seats) -> None:
    """The number of people on a band, where nothing else stands."""
    if band.persons < 2 or np.hypot(*(band.end - band.start)) < LEAST_FOR_NUMBER_PT:
        return
    inside = [spot for spot in curve if view.frame.grown(-8).holds(Box(*spot, *spot))]
    if not inside:
        return
    x, y = inside[len(inside) // 2]
    text = f"{band.persons:,}"
    half = width(text, NUMBER_PT, BOLD) / 2 + 1.5
    box = Box(x - half, y - 4.6, x + half, y + 4.6)
    if view.frame.grown(-2).holds(box) and seats.take(box):
        base = y + NUMBER_PT * signs.CAP_HEIGHT
        sheet.text(x, base, text, NUMBER_PT, "#17324a", weight=BOLD, align="center", halo=signs.WHITE)

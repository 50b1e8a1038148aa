"""How are flows drawn? Legs between the same two places as one band: its width is the number of people.

A band is as solid as the best-evidenced of its legs. Where there are more than MANY, the widest are bands and the rest
thin lines.
"""

from typing import NamedTuple

import numpy as np

from layers.picture import signs
from layers.picture.content import Content
from layers.picture.fonts import BOLD, width
from layers.picture.labels import Seats
from layers.picture.mercator import Box, View
from layers.picture.paths import SHORT_PT, THIN_DASHES, THIN_PT, Drawn, reach
from layers.picture.sheet import Sheet

COLOUR = "#33658a"
COLOURS = (COLOUR, signs.INFERRED, signs.GAP)  # by evidence
MOST_PT = 10.0
LEAST_PT = 1.0
MANY = 1500
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


def draw(sheet: Sheet, view: View, content: Content, seats: Seats) -> Drawn:
    """All flows, the widest below; their numbers where there is room."""
    bands = _bands(content, view)
    widest = max(most(content), MOST_PT)
    wide, rest = bands[:MANY], bands[MANY:]
    middles, curves = [], []
    with sheet.group("flows"):
        kinds = [band.evidence for band in rest]
        lines = [np.array([band.start, band.end]) for band in rest]
        sheet.lines(lines, [COLOURS[k] for k in kinds], THIN_PT, [THIN_DASHES[k] for k in kinds], THIN_ALPHA)
        for band in wide:
            middle, curve = _band(sheet, band, max(LEAST_PT, MOST_PT * band.persons / widest))
            middles.append(middle)
            curves.append(curve)
    with sheet.group("flow-numbers"):
        for band, middle in list(zip(wide, middles, strict=True))[:NUMBERED]:
            _number(sheet, view, band, middle, seats)
    return Drawn([*curves, *lines], len(bands) > MANY)


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


def _band(sheet: Sheet, band: Band, width_pt: float) -> tuple[tuple[float, float], np.ndarray]:
    """Draws a band; its middle and some points of it."""
    step = band.end - band.start
    length = float(np.hypot(*step))
    if reach(np.array([band.start, band.end])) < SHORT_PT:
        x, y = band.start + 6.8
        signs.loop(sheet, (x, y), 5.2, evidence=band.evidence, width=min(width_pt, 3.8), colour=COLOURS[band.evidence])
        return (x, y), np.array([(x - 5, y), (x + 5, y)])
    bow = min(30.0, 0.13 * length) + width_pt / 2
    unit = step / length
    knee = band.start + step / 2 + np.array([-unit[1], unit[0]]) * bow
    signs.band(sheet, (band.start, knee, band.end), width_pt, band.evidence, look(band.evidence))
    share = np.linspace(0, 1, 13)[:, None]
    curve = (1 - share) ** 2 * band.start + 2 * share * (1 - share) * knee + share**2 * band.end
    return tuple(curve[6]), curve


def _number(sheet: Sheet, view: View, band: Band, middle: tuple[float, float], seats: Seats) -> None:
    """The number of people on a band, where nothing else stands."""
    if band.persons < 2 or np.hypot(*(band.end - band.start)) < LEAST_FOR_NUMBER_PT:
        return
    x, y = middle
    text = str(band.persons)
    half = width(text, NUMBER_PT, BOLD) / 2 + 1.5
    box = Box(x - half, y - 4.6, x + half, y + 4.6)
    if view.frame.grown(-2).holds(box) and seats.take(box):
        base = y + NUMBER_PT * signs.CAP_HEIGHT
        sheet.text(x, base, text, NUMBER_PT, "#17324a", weight=BOLD, align="center", halo=signs.WHITE)

"""How are the legs of the people shown drawn? One line for each two places, direction and kind of evidence.

With more lines in view than anybody can follow (MANY) they are thin, without arrows; dashes stay, so that the evidence
can be told in grey too.
"""

from typing import NamedTuple

import numpy as np

from layers.picture import signs
from layers.picture.content import Content
from layers.picture.geometry import along, apart, beside, lengths, visible
from layers.picture.mercator import View
from layers.picture.sheet import Sheet
from routes.reasons import EVIDENCE

MANY = 1500
SHORT_PT = 7.0  # a shorter leg would hide under the signs of its places and is drawn as a loop
LOOPS_APART_PT = 8.0  # loops of places nearer to each other are one loop
SIDE_PT = 1.9  # to the right of the way, so that A to B and B to A are both seen
LANE_PT = 2.5  # between two kinds of evidence on the same line
WIDTH_PT, FOCUS_PT, PALE_PT, THIN_PT = 1.35, 1.9, 0.6, 0.4
THIN_DASHES = ((), (2.2, 1.2), (0.4, 1.4))
PALE = ("#c9d6de", "#ecd3ba", "#d8cce4")  # lines beside a chosen path
ARROW_PT = 2.6
ARROW_AT, MARK_AT = 0.62, 0.4  # share of the visible line
LEAST_FOR_ARROW_PT, LEAST_FOR_MARK_PT = 10.0, 25.0
FINE_PT = 1.5  # thin lines have no nearer bends


class Item(NamedTuple):
    """One line in one copy of the world."""

    line: int
    evidence: int
    copy: int
    points: np.ndarray  # on the sheet
    side: float
    hidden: bool  # a stop without a place lies on it


class Plan(NamedTuple):
    """What is to be drawn. ``others``: legs of people beside those in focus; ``dense``: too many to follow one."""

    main: list[Item]
    others: list[Item]
    dense: bool
    width: float

    @property
    def lines(self) -> list[np.ndarray]:
        """Where lines will run."""
        return [item.points for item in self.main]


def plan(view: View, content: Content, focus: set[int] | None) -> Plan:
    """All legs in view; with ``focus`` (persons) the others apart."""
    legs = content.legs
    shown = np.array(legs.line, dtype=int) >= 0
    chosen = np.isin(legs.person, list(focus)) if focus is not None else np.ones(len(shown), dtype=bool)
    main, others = _items(content, view, shown & chosen), _items(content, view, shown & ~chosen)
    dense = len(main) > MANY
    return Plan(main if dense else _loops_apart(main), others, dense, WIDTH_PT if focus is None else FOCUS_PT)


def signs_of(planned: Plan) -> set[str]:
    """The legend's words for what will be there besides lines."""
    others = {"others"} if planned.others else set()
    if planned.dense:
        return others
    loops = any(_is_short(item) for item in planned.main)
    unknown = any(item.hidden and item.evidence == 2 for item in planned.main)
    return others | {name for name, there in (("loop", loops), ("unknown", unknown)) if there}


def draw(sheet: Sheet, view: View, planned: Plan) -> None:
    """Draw what is planned, gaps below, documented legs on top."""
    with sheet.group("paths"):
        if planned.others:
            with sheet.group("paths-others"):
                _thin(sheet, planned.others, PALE, PALE_PT)
        if planned.dense:
            _thin(sheet, planned.main, signs.EVIDENCE_COLOURS, THIN_PT)
            return
        for evidence in (2, 1, 0):
            with sheet.group(f"paths-{EVIDENCE[evidence]}"):
                for item in planned.main:
                    if item.evidence == evidence:
                        _detailed(sheet, view, item, planned.width)


def _items(content: Content, view: View, legs: np.ndarray) -> list[Item]:
    """Each line, evidence and copy of the world of these legs that touches the view."""
    table, lines = content.legs, content.lines
    if not legs.any():
        return []
    keys = 3 * np.array(table.line)[legs] + np.array(table.evidence)[legs]
    hides = np.zeros(3 * len(lines.a), dtype=bool)
    hides[keys[np.array(table.hidden)[legs] > 0]] = True
    keys = np.unique(keys)
    line, evidence = keys // 3, keys % 3
    first = np.append(True, line[1:] != line[:-1])
    lane = np.arange(len(keys)) - np.maximum.accumulate(np.where(first, np.arange(len(keys)), 0))
    items = []
    for copy in view.copies:
        west, north, east, south = lines.box[line].T
        inside = (west + copy <= view.world.right) & (east + copy >= view.world.left)
        inside &= (north <= view.world.bottom) & (south >= view.world.top)
        for at in np.flatnonzero(inside).tolist():
            points = _points(content, view, int(line[at]), copy)
            side = SIDE_PT + LANE_PT * float(lane[at])
            items.append(Item(int(line[at]), int(evidence[at]), copy, points, side, bool(hides[keys[at]])))
    return sorted(items, key=lambda item: (item.line, item.evidence, item.copy))


def _points(content: Content, view: View, line: int, copy: int) -> np.ndarray:
    at = slice(content.lines.start[line], content.lines.start[line + 1])
    return np.column_stack([view.x(content.lines.x[at] + copy), view.y(content.lines.y[at])])


def _is_short(item: Item) -> bool:
    return reach(item.points) < SHORT_PT


def reach(points: np.ndarray) -> float:
    """How far a line gets from its beginning: the diagonal of its box."""
    return float(np.hypot(*np.ptp(points, axis=0)))


def _loops_apart(items: list[Item]) -> list[Item]:
    """Of legs too short to draw, one for each kind of evidence and neighbourhood, on lanes of their own."""
    short = [at for at, item in enumerate(items) if _is_short(item)]
    firsts = apart([tuple(items[at].points[0]) for at in short], LOOPS_APART_PT)
    kinds: dict[int, dict[int, Item]] = {}
    for at, first in zip(short, firsts, strict=True):
        item, here = items[at], kinds.setdefault(first, {})
        kept = here.setdefault(item.evidence, item._replace(points=items[short[first]].points))
        here[item.evidence] = kept._replace(hidden=kept.hidden or item.hidden)
    loops = [
        item._replace(side=SIDE_PT + LANE_PT * lane)
        for here in kinds.values()
        for lane, (_, item) in enumerate(sorted(here.items()))
    ]
    others = set(range(len(items))) - set(short)
    return [*(items[at] for at in sorted(others)), *loops]


def _thin(sheet: Sheet, items: list[Item], colours: tuple[str, ...], width: float) -> None:
    lines = [_plain(item.points) for item in items]
    kinds = [item.evidence for item in items]
    sheet.lines(lines, [colours[kind] for kind in kinds], width, [THIN_DASHES[kind] for kind in kinds])


def _plain(points: np.ndarray) -> np.ndarray:
    """Without the bends that are nearer to each other than FINE_PT."""
    if len(points) < 4:
        return points
    far = np.cumsum(np.hypot(*np.diff(points, axis=0).T)) // FINE_PT
    kept = np.append(True, np.append(True, far[1:] != far[:-1]))
    kept[-1] = True
    return points[kept]


def _detailed(sheet: Sheet, view: View, item: Item, width: float) -> None:
    colour = signs.EVIDENCE_COLOURS[item.evidence]
    if _is_short(item):
        _loop(sheet, item, width, colour)
        return
    points = beside(item.points, item.side)
    segments = visible(points, view.frame)
    total = float(lengths(segments).sum()) if len(segments) else 0.0
    if not total:
        return
    sheet.line(points, colour, **signs.stroke(item.evidence, width))
    if total > LEAST_FOR_ARROW_PT:
        signs.arrow(sheet, along(segments, ARROW_AT), ARROW_PT + width * 0.75, colour)
    if item.evidence == 2 and item.hidden and total > LEAST_FOR_MARK_PT:
        signs.unknown(sheet, *along(segments, MARK_AT)[:2], colour)


def _loop(sheet: Sheet, item: Item, width: float, colour: str) -> None:
    """Back at the same place, or at one too near to see a line: a loop, one in the other for each evidence."""
    x, y = item.points[0] + 6
    radius = signs.LOOP_PT + 2.2 * (item.side - SIDE_PT) / LANE_PT
    signs.loop(sheet, (x, y), radius, evidence=item.evidence, width=width, colour=colour)
    if item.hidden:
        signs.unknown(sheet, x + 5.2, y + 5.2, colour)

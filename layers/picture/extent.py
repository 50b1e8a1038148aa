"""Which part of the world does the data take up? Its lines and its places, cut where the world has its widest gap.

Longitudes run round, so the box begins behind the widest stretch of longitudes that nothing lies in: data on both sides
of the antimeridian is not torn apart.
"""

import numpy as np

from layers.picture.content import Content
from layers.picture.mercator import Box, View

LEAST = 0.04 / 360  # of the world: a single place is not a box without size
LEFT_OUT = 0.02  # share of the weight that may be left out at each side ...
READABLE_PT = 150.0  # ... where the rest would be drawn smaller than this ...
WORTH = 0.6  # ... and leaving out makes it larger: its side is at most this share of the whole


def of(content: Content, rows: np.ndarray, lines: np.ndarray) -> Box | None:
    """Box of places (rows) and lines; None where none has a position."""
    x, y = content.places.x[rows], content.places.y[rows]
    known = np.isfinite(x)
    boxes = content.lines.box[lines]
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    west = np.concatenate([x[known], boxes[:, 0]])
    east = np.concatenate([x[known], boxes[:, 2]])
    if not len(west):
        return None
    left, right = _span(west, east)
    ys = np.concatenate([y[known], boxes[:, 1], boxes[:, 3]])
    return grown(Box(left, float(ys.min()), right, float(ys.max())))


def middle(content: Content) -> Box | None:
    """Box of the places as the page opens: without the few far ones. A place counts once, and once for each person."""
    known = np.flatnonzero(np.isfinite(content.places.x))
    if not len(known):
        return None
    weight = 1.0 + content.places.people[known]
    sides = [_quantiles(column[known], weight) for column in (content.places.x, content.places.y)]
    return grown(Box(sides[0][0], sides[1][0], sides[0][1], sides[1][1]))


def crowded(view: View, whole: Box, inner: Box) -> bool:
    """Whether a few far places press all others into too small a part of the map: ``inner`` is the better view."""
    small = max(inner.width, inner.height) * view.scale < READABLE_PT
    return small and max(inner.width, inner.height) < WORTH * max(whole.width, whole.height)


def grown(box: Box) -> Box:
    """A box of at least the least size."""
    wide, high = max(0.0, LEAST - box.width) / 2, max(0.0, LEAST - box.height) / 2
    return Box(box.left - wide, box.top - high, box.right + wide, box.bottom + high)


def _span(west: np.ndarray, east: np.ndarray) -> tuple[float, float]:
    """From where to where the stretches (west, east) reach, begun behind their widest gap on the round world."""
    start = np.mod(west, 1.0)
    end = start + np.minimum(east - west, 1.0)
    order = np.argsort(start, kind="stable")
    start, reached = start[order], np.maximum.accumulate(end[order])
    reached = np.maximum(reached, reached[-1] - 1.0)  # what reaches round into the beginning
    gaps = np.append(start[1:], start[0] + 1.0) - reached
    widest = int(np.argmax(gaps))
    if gaps[widest] <= 0:
        return 0.0, 1.0
    left = start[(widest + 1) % len(start)]
    right = left + 1.0 - gaps[widest]
    turns = np.floor((left + right) / 2)  # the copy of the world around Greenwich
    return float(left - turns), float(right - turns)


def _quantiles(values: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    order = np.argsort(values, kind="stable")
    share = np.cumsum(weight[order]) / weight.sum()
    low, high = (int(np.searchsorted(share, at)) for at in (LEFT_OUT, 1 - LEFT_OUT))
    return float(values[order][low]), float(values[order][min(high, len(values) - 1)])

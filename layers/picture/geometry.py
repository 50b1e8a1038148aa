"""Lines on the sheet: moved to their right, the part inside the frame, a point along it. All in points."""

import numpy as np

from layers.picture.mercator import Box


def apart(points: list[tuple[float, float]], least: float) -> list[int]:
    """For each point the first of the points before it that is nearer than ``least``, or itself.

    >>> apart([(0, 0), (9, 0), (2, 0)], 5)
    [0, 1, 0]
    """
    firsts: list[int] = []
    for at, (x, y) in enumerate(points):
        near = (i for i in range(at) if firsts[i] == i and np.hypot(points[i][0] - x, points[i][1] - y) < least)
        firsts.append(next(near, at))
    return firsts


def beside(points: np.ndarray, side: float) -> np.ndarray:
    """The line moved to the right of its way by so many points."""
    ahead = np.vstack([points[1:], points[-1:]]) - np.vstack([points[:1], points[:-1]])
    length = np.hypot(ahead[:, 0], ahead[:, 1])
    ahead = ahead / np.where(length > 0, length, 1)[:, None]
    return points + side * np.column_stack([-ahead[:, 1], ahead[:, 0]])


def visible(points: np.ndarray, frame: Box) -> np.ndarray:
    """The segments (x0, y0, x1, y1) of a line as far as they lie inside the frame (Liang and Barsky, on arrays)."""
    start, step = points[:-1], np.diff(points, axis=0)
    enter, leave = np.zeros(len(start)), np.ones(len(start))
    edges = (
        (-step[:, 0], start[:, 0] - frame.left),
        (step[:, 0], frame.right - start[:, 0]),
        (-step[:, 1], start[:, 1] - frame.top),
        (step[:, 1], frame.bottom - start[:, 1]),
    )
    for p, q in edges:
        share = np.divide(q, p, out=np.zeros(len(p)), where=p != 0)
        enter = np.where(p < 0, np.maximum(enter, share), enter)
        leave = np.where(p > 0, np.minimum(leave, share), leave)
        leave = np.where((p == 0) & (q < 0), -1.0, leave)
    kept = enter < leave
    return np.hstack([start + enter[:, None] * step, start + leave[:, None] * step])[kept]


def lengths(segments: np.ndarray) -> np.ndarray:
    """Length of each segment."""
    return np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])


def along(segments: np.ndarray, share: float) -> tuple[float, float, float, float]:
    """Point and direction (x, y, dx, dy) at a share of the length of segments that have one."""
    length = lengths(segments)
    ends = np.cumsum(length)
    at = min(int(np.searchsorted(ends, share * ends[-1])), len(segments) - 1)
    x0, y0, x1, y1 = segments[at]
    part = (share * ends[-1] - (ends[at] - length[at])) / length[at]
    dx, dy = (x1 - x0) / length[at], (y1 - y0) / length[at]
    return x0 + part * (x1 - x0), y0 + part * (y1 - y0), dx, dy

"""Where may a name stand? Nothing over anything else: each name takes the best seat that is free, or is left out.

``Seats`` knows what is taken (signs, numbers, names: boxes) and where lines run (a grid): a seat on lines is worse than
one beside them, and for what is not needed (towns of the basemap) not good enough.
"""

import numpy as np

from layers.picture.fonts import REGULAR, width
from layers.picture.mercator import Box

CELL_PT = 2.0  # of the grid of lines
STEP_PT = 1.5  # between two points that are marked on a line
# Where the text lies from its point: to the right or left (1, -1; 0 in the middle), below or above (likewise); how much
# worse a seat is than the one before, in shares of its area that lie on lines.
SIDES = (
    (1, 0, 0.0), (-1, 0, 0.04), (1, -1, 0.08), (1, 1, 0.08), (0, -1, 0.1), (0, 1, 0.1), (-1, -1, 0.14), (-1, 1, 0.14),
)  # fmt: skip


class Seats:
    """What is taken on the map of ``frame``."""

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self.taken = np.empty((0, 4))
        shape = (int(frame.height / CELL_PT) + 2, int(frame.width / CELL_PT) + 2)
        self.lines = np.zeros(shape, dtype=bool)

    def free(self, box: Box) -> bool:
        """Whether nothing that is taken meets the box."""
        left, top, right, bottom = self.taken.T
        return not (
            (box.left < right) & (box.right > left) & (box.top < bottom) & (box.bottom > top)
        ).any()  # as Box.meets, for all at once

    def take(self, box: Box) -> bool:
        """Take the box if it is free; whether it was."""
        if not self.free(box):
            return False
        self.keep(box)
        return True

    def keep(self, *boxes: Box) -> None:
        """Take boxes whatever lies there."""
        if boxes:
            self.taken = np.vstack([self.taken, np.array(boxes)])

    def mark(self, lines: list[np.ndarray]) -> None:
        """Remember where lines run (points on the sheet)."""
        for points in lines:
            steps = np.hypot(*np.diff(points, axis=0).T)
            count = np.minimum(np.ceil(steps / STEP_PT), 2000).astype(int) + 1
            segment = np.repeat(np.arange(len(steps)), count)
            share = (np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)) / count[segment]
            spots = points[segment] + share[:, None] * (points[segment + 1] - points[segment])
            column = ((spots[:, 0] - self.frame.left) / CELL_PT).astype(int)
            row = ((spots[:, 1] - self.frame.top) / CELL_PT).astype(int)
            inside = (column >= 0) & (row >= 0) & (row < self.lines.shape[0]) & (column < self.lines.shape[1])
            self.lines[row[inside], column[inside]] = True

    def on_lines(self, box: Box) -> float:
        """Which share of a box lies on lines."""
        left, right = (max(0, int((x - self.frame.left) / CELL_PT)) for x in (box.left, box.right))
        top, bottom = (max(0, int((y - self.frame.top) / CELL_PT)) for y in (box.top, box.bottom))
        cells = self.lines[top : bottom + 1, left : right + 1]
        return float(cells.mean()) if cells.size else 0.0

    def seat(self, x: float, y: float, text: str, size: float, *, gap: float, weight=REGULAR, most=0.3, sides=SIDES):
        """Takes the best free seat for a text beside a point and returns its box, or None.

        ``most``: the share of it that may lie on lines.
        """
        wide, half = width(text, size, weight) + 1.0, size * 0.62
        best, best_cost = None, most
        for right, down, worse in sides:
            left = x + right * gap - (wide if right < 0 else wide / 2 if right == 0 else 0)
            left -= right * gap * 0.3 if down and right else 0
            middle = y + down * (gap * 0.6 + half if right else gap + half)
            box = Box(left, middle - half, left + wide, middle + half)
            if not self.frame.grown(-2).holds(box) or not self.free(box):
                continue
            cost = self.on_lines(box)
            if cost <= most and (best is None or cost + worse < best_cost):
                best, best_cost = box, cost + worse
        if best is not None:
            self.keep(best)
        return best

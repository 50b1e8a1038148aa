"""Blocks of words beside and below the map: how high is each in a given width, and how is it drawn?

A block wraps its words to the width that it gets. Type is never smaller than LEAST_PT.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from layers.picture import signs
from layers.picture.content import Content
from layers.picture.fonts import BOLD, LINE_HEIGHT, REGULAR, wrapped
from layers.picture.legend import SIGN_PT, Row
from layers.picture.mercator import Box
from layers.picture.sheet import Sheet
from layers.picture.stops import Stop

LEAST_PT = 7.0
INK, SOFT, ALARM = "#1b1f23", "#3d4950", "#8c1d18"
ASCENT = 0.93  # base line below the top of a line, as a share of the size
GAP_PT = 2.2  # between two rows


@dataclass
class Piece:
    """Something that is as wide as it is told to be and so high."""

    height: float
    draw: Callable[[Sheet, float, float], None]  # at its left and top


@dataclass
class Block:
    """Pieces made for a width, one below the other, in columns where there are several."""

    make: Callable[[float], list[Piece]]
    name: str
    heading: str = ""
    size: float = 8.0
    made: dict = field(default_factory=dict)

    def pieces(self, wide: float) -> list[Piece]:
        """The pieces for that width, made once."""
        key = round(wide, 3)
        if key not in self.made:
            self.made[key] = self.make(wide)
        return self.made[key]

    def columns(self, wide: float, count: int, gap: float = 12.0) -> tuple[list[list[Piece]], float]:
        """The pieces in so many columns of equal width, in reading order, as level as can be; the width of one."""
        each = (wide - gap * (count - 1)) / count
        pieces = self.pieces(each)
        heights = [piece.height + GAP_PT for piece in pieces]
        low, high = max(heights, default=0.0), sum(heights)
        for _ in range(24):
            half = (low + high) / 2
            low, high = (low, half) if len(_filled(heights, half)) <= count else (half, high)
        groups, at = [], 0
        for size in _filled(heights, high + 0.01):
            groups.append(pieces[at : at + size])
            at += size
        return groups, each

    def height(self, wide: float, count: int = 1) -> float:
        """Height in so many columns, with the heading."""
        groups, _ = self.columns(wide, count)
        tallest = max((sum(piece.height + GAP_PT for piece in group) for group in groups), default=0.0)
        return tallest + self._heading_height()

    def _heading_height(self) -> float:
        return self.size * LINE_HEIGHT + GAP_PT if self.heading else 0.0

    def draw(self, sheet: Sheet, box: Box, count: int = 1, gap: float = 12.0) -> None:
        """Draw it from the top of a box on, as wide as that is."""
        groups, each = self.columns(box.width, count, gap)
        x, y = box.left, box.top
        with sheet.group(self.name):
            if self.heading:
                sheet.text(x, y + self.size * ASCENT, self.heading, self.size, INK, weight=BOLD)
            for column, group in enumerate(groups):
                top = y + self._heading_height()
                for piece in group:
                    piece.draw(sheet, x + column * (each + gap), top)
                    top += piece.height + GAP_PT


def _filled(heights: list[float], most: float) -> list[int]:
    """How many pieces go into each column that is at most so high."""
    counts, used = [], 0.0
    for height in heights:
        if not counts or used + height > most:
            counts.append(0)
            used = 0.0
        counts[-1] += 1
        used += height
    return counts


def paragraphs(
    texts: list[str], size: float, colour: str = SOFT, weight: int = REGULAR
) -> Callable[[float], list[Piece]]:
    """Sentences, each wrapped."""

    def make(wide: float) -> list[Piece]:
        return [_lines(wrapped(text, size, wide, weight), size, colour, weight) for text in texts]

    return make


def _lines(lines: list[str], size: float, colour: str, weight: int, indent: float = 0.0) -> Piece:
    step = size * LINE_HEIGHT

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for number, line in enumerate(lines):
            sheet.text(x + indent, y + number * step + size * ASCENT, line, size, colour, weight=weight)

    return Piece(step * len(lines), draw)


def legend(rows: list[Row], size: float) -> Callable[[float], list[Piece]]:
    """A sign at the left of each row, its words beside it."""

    def make(wide: float) -> list[Piece]:
        return [_legend_row(row, wrapped(row.text, size, wide - SIGN_PT - 5), size) for row in rows]

    return make


def _legend_row(row: Row, lines: list[str], size: float) -> Piece:
    words = size * LINE_HEIGHT * len(lines)
    height = max(words, row.height)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        row.draw(sheet, x + SIGN_PT / 2, y + height / 2)
        _lines(lines, size, INK, REGULAR).draw(sheet, x + SIGN_PT + 5, y + (height - words) / 2)

    return Piece(height, draw)


def stops(told: list[Stop], size: float, content: Content) -> Callable[[float], list[Piece]]:
    """Numbered stops; between two of them the line of the leg, as it is drawn on the map."""

    def make(wide: float) -> list[Piece]:
        return [_stop(stop, size, wide, content) for stop in told]

    return make


def _stop(stop: Stop, size: float, wide: float, content: Content) -> Piece:
    left = 2 * signs.pill_half("00") + 5
    small = max(LEAST_PT, size - 0.6)
    head = [content.t("panel.new_detention", n=stop.detention)] if stop.detention else []
    pieces = [
        _lines(wrapped(" ".join(head), small, wide), small, SOFT, REGULAR) if head else None,
        _lines(wrapped(stop.place, size, wide - left, BOLD), size, INK, BOLD, left),
        _lines(wrapped(stop.details, small, wide - left), small, SOFT, REGULAR, left) if stop.details else None,
        _lines(wrapped(stop.remark, small, wide - left), small, SOFT, REGULAR, left) if stop.remark else None,
    ]
    height = sum(piece.height for piece in pieces if piece) + (5 if head else 2)
    above = pieces[0].height + 3 if pieces[0] else 0.0

    def draw(sheet: Sheet, x: float, y: float) -> None:
        middle = x + signs.pill_half("00") + 0.5
        if stop.leg >= 0:
            ends = np.array([(middle, y + above + 14.5), (middle, y + height + 1)])
            sheet.line(ends, signs.EVIDENCE_COLOURS[stop.leg], **signs.stroke(stop.leg, 1.35))
        signs.pill(sheet, middle, y + above + size * LINE_HEIGHT / 2 + 1, str(stop.number))
        top = y
        for piece in pieces:
            if piece:
                piece.draw(sheet, x, top)
                top += piece.height + (3 if piece is pieces[0] else 0)

    return Piece(max(height, above + 16), draw)

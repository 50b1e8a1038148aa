"""How do words become pages? Rows that are never divided, one below the other, broken between pages.

A line of text is a row, and so is a line of several cells side by side: whatever its length, a text wraps and goes on
on the next page. Nothing is cut, nothing covers anything else.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from layers.picture.blocks import ASCENT, INK
from layers.picture.fonts import LINE_HEIGHT, REGULAR, wrapped
from layers.picture.sheet import Sheet

BODY_PT = 8.8


class Row(NamedTuple):
    """Something as wide as the page. ``glued``: never the last of a page, nor is a space below it; ``space``: left away
    at the top of one."""

    height: float
    draw: Callable[[Sheet, float, float], None]  # at its left and top
    glued: bool = False
    space: bool = False


class Cell(NamedTuple):
    """A text that starts ``left`` points from the margin and wraps at ``wide`` points."""

    text: str
    left: float
    wide: float
    size: float = BODY_PT
    colour: str = INK
    weight: int = REGULAR


def space(height: float) -> Row:
    """Nothing, so high."""
    return Row(height, lambda sheet, x, y: None, space=True)


def cells(told: Sequence[Cell], *, glued: bool = False) -> list[Row]:
    """Texts side by side, a row a line; ``glued``: all of them stay with what follows."""
    return columns([[cell] for cell in told], glued=glued)


def columns(told: Sequence[Sequence[Cell]], *, glued: bool = False) -> list[Row]:
    """Columns side by side, each of texts one below the other, a row a line. The first two lines stay together, so
    that no page ends with the first line of something."""
    lines = [
        [(cell, line) for cell in column for line in wrapped(cell.text, cell.size, cell.wide, cell.weight)]
        for column in told
    ]
    high = max(cell.size for column in told for cell in column) * LINE_HEIGHT
    count = max(map(len, lines))
    return [
        Row(high, _line([column[at] for column in lines if at < len(column)], high), glued or at == 0 < count - 1)
        for at in range(count)
    ]


def _line(parts: list[tuple[Cell, str]], high: float) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        base = y + high / LINE_HEIGHT * ASCENT
        for cell, text in parts:
            if text:
                sheet.text(x + cell.left, base, text, cell.size, cell.colour, weight=cell.weight)

    return draw


def pages(rows: Iterable[Row], most: float) -> list[list[Row]]:
    """The rows on pages that hold ``most`` points of them.

    >>> line, heading = Row(10, print), Row(10, print, glued=True)
    >>> [len(page) for page in pages([line, line, heading, line], 30)]
    [2, 2]
    """
    done: list[list[Row]] = []
    page: list[Row] = []
    for row in rows:
        if page and sum(one.height for one in page) + row.height > most:
            kept = _may_end(page) or len(page)  # a page of glued rows alone breaks where it is full
            done.append(page[:kept])
            page = page[kept:]
        if page or not row.space:
            page.append(row)
    return [*done, page] if page or not done else done


def _may_end(page: Sequence[Row]) -> int:
    """How many rows of a page stay on it: up to the last that nothing holds to the next."""
    kept = len(page)
    while kept and (page[kept - 1].glued or (page[kept - 1].space and kept > 1 and page[kept - 2].glued)):
        kept -= 1
    return kept

"""Which rows do headings, sentences, facts and tables make? The few forms of text that a brief has."""

from collections.abc import Sequence

from layers.brief.flow import BODY_PT, Cell, Row, cells, columns, space
from layers.picture.blocks import ALARM, INK, SOFT
from layers.picture.content import line_of
from layers.picture.fonts import BOLD, REGULAR
from layers.picture.mercator import Box
from layers.picture.sheet import Sheet

TITLE_PT, LEAD_PT, HEADING_PT, SMALL_PT = 17.0, 10.6, 10.6, 7.6
MOST_LETTERS = 3000  # of one text of somebody's file; how many more there are is said
RULE = "#9aa4ab"
PAIR = ((0.0, 68.0, 0.42), (0.42, 92.0, 1.0))  # begin (share of the width), points of the label, end (share)


def whole(text: object, more: str) -> str:
    """A text on one line, without signs that nobody sees. ``more``: words for how many letters follow ({n}).

    >>> whole("a\\n b", "{n} more"), whole("a" * 3005, "[{n} more]")[-8:]
    ('a b', '[5 more]')
    """
    said = str("" if text is None else text)
    head, left = said[:MOST_LETTERS], len(said) - MOST_LETTERS
    plain = line_of(head, MOST_LETTERS + 1)
    return f"{plain} {more.replace('{n}', f'{left:,}')}" if left > 0 else plain


class Text:
    """Rows under construction, ``wide`` points wide."""

    def __init__(self, wide: float) -> None:
        self.wide = wide
        self.rows: list[Row] = []

    def space(self, height: float) -> None:
        """Nothing, so high."""
        self.rows.append(space(height))

    def heading(self, text: str) -> None:
        """The heading of a section, below a thin line; it stays with what follows."""
        self.space(11)
        wide = self.wide
        rule = Row(5, lambda sheet, x, y: sheet.box(Box(x, y, x + wide, y + 0.6), fill=RULE), glued=True)
        self.rows += [rule, *cells([Cell(text, 0, wide, HEADING_PT, INK, BOLD)], glued=True)]
        self.rows.append(Row(2.5, _nothing, glued=True))

    def line(self, text: str, size: float = BODY_PT, colour: str = INK, weight: int = REGULAR, *, left: float = 0.0,
             glued: bool = False) -> None:  # fmt: skip
        """A paragraph; nothing where there are no words."""
        if text:
            self.rows += cells([Cell(text, left, self.wide - left, size, colour, weight)], glued=glued)

    def alarm(self, text: str) -> None:
        """A sentence that nobody may miss."""
        self.line(text, BODY_PT, ALARM, BOLD)

    def small(self, text: str, *, left: float = 0.0) -> None:
        """A paragraph of less weight."""
        self.line(text, SMALL_PT, SOFT, left=left)

    def note(self, text: str) -> None:
        """What a section is, below its heading; it stays with what follows."""
        self.line(text, SMALL_PT, SOFT, glued=True)

    def fact(self, label: str, value: str, *, left: float = 0.0, label_wide: float = 118.0) -> None:
        """A label and what the record says; nothing where it says nothing."""
        if value:
            beside = left + label_wide + 6
            self.rows += cells([Cell(label, left, label_wide, colour=SOFT), Cell(value, beside, self.wide - beside)])

    def pairs(self, told: Sequence[tuple[str, str]], *, left: float) -> None:
        """Labels and what the record says, two beside each other."""
        for first in range(0, len(told), 2):
            row = []
            for (label, value), (begin, label_wide, end) in zip(told[first : first + 2], PAIR, strict=False):
                at = left + begin * (self.wide - left)
                beside = at + label_wide + 4
                room = left + end * (self.wide - left) - beside - 8
                row += [Cell(label, at, label_wide, SMALL_PT, SOFT), Cell(value, beside, room, SMALL_PT + 0.4)]
            self.rows += cells(row)

    def item(self, text: str, sign: str = "•", *, left: float = 0.0, size: float = BODY_PT, hang: float = 11.0) -> None:
        """One of a list."""
        beside = left + hang
        self.rows += cells([Cell(sign, left, hang, size, SOFT), Cell(text, beside, self.wide - beside, size)])

    def columns(self, *told: Sequence[Cell]) -> None:
        """Columns side by side, each of texts one below the other."""
        self.rows += columns(told)


def _nothing(sheet: Sheet, x: float, y: float) -> None:
    """Room that is kept."""

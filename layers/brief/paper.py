"""What is a brief printed on? Sheets of A4 or Letter with margins and a foot that says what it is, as one PDF."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import matplotlib

from geodata.errors import DataError
from layers.brief.flow import Row, pages
from layers.picture.blocks import ALARM, ASCENT, LEAST_PT, SOFT
from layers.picture.fonts import BOLD, LINE_HEIGHT, shortened, width
from layers.picture.formats import LOCK, pdf, settings
from layers.picture.sheet import Sheet
from layers.sizes import NAMED, Size

SIZES = ("a4", "letter")
MARGIN, HEAD, FOOT = 44.0, 40.0, 30.0  # points: at the sides, above, below the foot


class Foot(NamedTuple):
    """What stands below each page. ``alarm``: in red, before the rest."""

    alarm: str
    text: str


class Paper(NamedTuple):
    """A sheet's size in points."""

    width: float
    height: float

    @property
    def wide(self) -> float:
        """Points between the margins."""
        return self.width - 2 * MARGIN

    @property
    def high(self) -> float:
        """Points that rows may take on a page."""
        return self.height - HEAD - FOOT - 2.4 * LEAST_PT * LINE_HEIGHT


def paper(size: str | Size | None = None) -> Paper:
    """The paper of a name, ``a4`` (unless said otherwise) or ``letter``, or of a size that is one of them, upright;
    DataError for any other.

    >>> [round(side) for side in paper("letter")], paper(NAMED["a4"]) == paper("a4-portrait") == paper()
    ([612, 792], True)
    """
    told = size if isinstance(size, Size) else NAMED.get((size or SIZES[0]).lower())
    for name in SIZES:
        upright = NAMED[f"{name}-portrait"]
        if told and told.unit == upright.unit and {told.width, told.height} == {upright.width, upright.height}:
            return Paper(*upright.points)
    raise DataError("is no paper of a brief", field="--size", value=str(size), remedy=f"write {' or '.join(SIZES)}")


def write(rows: Sequence[Row], on: Paper, foot: Foot, about: Mapping, *, grey: bool = False) -> bytes:
    """The rows as a PDF. ``about``: as of a picture (layers/picture/formats.py)."""
    with LOCK, matplotlib.rc_context(settings()):
        return pdf([sheet.figure for sheet in sheets(rows, on, foot, grey=grey)], about)


def sheets(rows: Sequence[Row], on: Paper, foot: Foot, *, grey: bool = False) -> list[Sheet]:
    """The pages, drawn."""
    drawn = []
    broken = pages(rows, on.high)
    for number, page in enumerate(broken, start=1):
        sheet = Sheet(on.width, on.height, grey=grey)
        y = HEAD
        for row in page:
            row.draw(sheet, MARGIN, y)
            y += row.height
        with sheet.group("foot"):
            _foot(sheet, on, foot, f"{number} / {len(broken)}")
        drawn.append(sheet)
    return drawn


def _foot(sheet: Sheet, on: Paper, foot: Foot, number: str) -> None:
    base = on.height - FOOT + LEAST_PT * (ASCENT - LINE_HEIGHT)
    sheet.text(on.width - MARGIN, base, number, LEAST_PT, SOFT, align="right")
    room = on.wide - width(number, LEAST_PT) - 12
    if foot.alarm:
        above = base - LEAST_PT * LINE_HEIGHT
        sheet.text(MARGIN, above, shortened(foot.alarm, LEAST_PT, on.wide, BOLD), LEAST_PT, ALARM, weight=BOLD)
    sheet.text(MARGIN, base, shortened(foot.text, LEAST_PT, room), LEAST_PT, SOFT)

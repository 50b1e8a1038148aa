"""Which line holds the names of the columns? Certain, or a question with the lines that might.

The first record is the header where it names each column that the records below it fill; the first column may lack a
name, as an index does. Columns without a name are those below a title, or below a name that spans several; more numbers
than names are a table without a header.
"""

import re
from collections.abc import Sequence

from geodata.tables import NO_HEADER
from routes.sheets.model import CHOSEN, Option, Question, Unclear
from routes.sheets.sentences import tell
from routes.sheets.separators import preview

LOOKED_AT = 60  # records at the beginning
OPTIONS = 8
FILLED = 0.5  # of the records hold something in a column: it needs a name
FIGURES = 0.5  # of the cells that are filled; more numbers or dates than that are no names
FIGURE_LONG = 40  # characters
FIGURE = re.compile(r"[+-]?[\d.,:/\-\s]*\d[\d.,:/\-\sTZ]*%?")
Record = tuple[int, Sequence[str]]  # number of the line or row, cells


def header(records: list[Record], file: str = "", said: int | None = None, word: str = "line") -> tuple[int, str]:
    """(line of the header, why it is certain); Unclear where a person must say it.

    >>> header([(1, ["name", "place"]), (2, ["A", "Onsong"])])
    (1, 'the first line that holds anything has a name for each column')
    """
    if said is not None:
        return said, CHOSEN
    records = [record for record in records[:LOOKED_AT] if _filled(record)]
    if not records:
        return 1, tell("nothing")
    if _nameless(records):
        raise Unclear((_titled(records, word),), file=file or None)
    if _figures(records[0]) > FIGURES * _filled(records[0]):
        raise Unclear((_without_names(records, word),), file=file or None)
    return records[0][0], tell(f"first_{word}_names")


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record[1])


def _figures(record: Record) -> int:
    return sum(len(cell) <= FIGURE_LONG and bool(FIGURE.fullmatch(cell.strip())) for cell in record[1])


def _nameless(records: list[Record]) -> bool:
    """Whether the first record leaves a column behind the first without a name that those below it fill."""
    names, *below = [cells for _, cells in records]
    for number in range(1, max(map(len, below), default=0)):
        if number >= len(names) or not names[number].strip():
            filled = sum(number < len(cells) and bool(cells[number].strip()) for cells in below)
            if filled and filled >= FILLED * len(below):
                return True
    return False


def _titled(records: list[Record], word: str) -> Question:
    full = next((n for n in range(1, len(records) - 1) if not _nameless(records[n:])), 1)
    order = [full, *range(full + 1, min(full + 2, len(records))), *range(full - 1, -1, -1)]
    options = [_option(records, n) for n in order[:OPTIONS]]
    if _figures(records[full]) > FIGURES * _filled(records[full]):
        options.reverse()
    reason = tell(f"{word}_is_title", line=records[0][0])
    return Question("header", reason, tuple(options))


def _without_names(records: list[Record], word: str) -> Question:
    none = Option(str(NO_HEADER), tuple(preview(cells) for _, cells in records[:2]))
    reason = tell(f"{word}_of_numbers", line=records[0][0])
    return Question("header", reason, (_option(records, 0), none))


def _option(records: list[Record], n: int) -> Option:
    """A line as the header: the names that it gives, and the record below it."""
    return Option(str(records[n][0]), tuple(preview(cells) for _, cells in records[n : n + 2]))

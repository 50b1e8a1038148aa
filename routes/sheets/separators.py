"""Which character stands between the cells of a text? Certain, or a question with the cells as each would give them.

It is certain where only one divides the first line, and where only one gives all records as many cells as the first
line has. A comma within names or decimals divides unevenly, so that it seldom competes with the true separator.
"""

import csv
import io
from collections import Counter
from typing import NamedTuple

from geodata.errors import DataError, printable
from geodata.sentences import Sentence, joined
from geodata.tables import DELIMITERS
from routes.sheets.model import CHOSEN, NAMED, Option, Question, Unclear
from routes.sheets.sentences import tell

USUAL = (*DELIMITERS, "|")
UNUSUAL = (
    "^",
    "~",
    "\x1f",
    "\x01",
    "§",
    "¦",
    "¬",
)  # taken only where they divide all records alike, and no usual one does
SAMPLE = 1 << 18  # characters looked at
SAMPLE_RECORDS = 1_000
EVEN = 0.9  # of the records have as many cells as the first line: a separator, with some faults
UNEVEN = 0.5  # at most: no competitor
PREVIEW_RECORDS = 3
DECLARED = "sep="  # how Excel declares a separator on a line of its own
ONE_COLUMN = tell("one_column")


class Divided(NamedTuple):
    """How a separator divides the sample."""

    delimiter: str
    first: int  # cells of the first line
    share: float  # of the records that have as many cells as the first line
    usual: int  # cells of most records
    usual_share: float  # of the records from the first of so many cells on: those above it are titles


def separator(
    text: str, file: str = "", delimiter: str | None = None, header: int | None = None
) -> tuple[str, str, int]:
    """(delimiter, why it is certain, line on which the table may begin); Unclear where a person must say it.

    Lines above a `header` that is said are not looked at.

    >>> separator("name;place\\nA;Onsong, near the bridge\\n")
    (';', 'only semicolon divides the first line', 1)
    """
    declared = _declared(text)
    if delimiter is not None:
        return _checked(delimiter, file), CHOSEN, 2 if declared else 1
    if declared:
        return declared, tell("declared"), 2
    start = _start(text, header) if header else 0
    sample = text[start : start + SAMPLE]
    if len(text) - start > SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    found = [divided for each in USUAL if each in sample and (divided := _divided(sample, each))]
    dividing = [divided for divided in found if divided.first > 1]
    # What stands in the title above a table divides the title; the separator divides what is below.
    below = [divided for divided in found if divided.first == 1 < divided.usual and divided.usual_share >= EVEN]
    if len(dividing) == 1 and (not below or dividing[0].share >= EVEN):
        return dividing[0].delimiter, tell("first_line", sign=_name(dividing[0].delimiter)), 1
    if dividing:
        return _evenly(dividing, below, sample, file)
    return _below_a_title([divided for divided in found if divided.usual > 1], sample, file)


def _declared(text: str) -> str | None:
    line = text[:8].splitlines()[0].strip('"') if text[:4].strip('"').startswith(DECLARED[:3]) else ""
    return line[len(DECLARED)] if line.startswith(DECLARED) and len(line) == len(DECLARED) + 1 else None


def _start(text: str, line: int) -> int:
    """Where a line begins; 0 where there is none such, which the reader of the table will tell."""
    end = "\n" if "\n" in text else "\r"
    start = 0
    for _ in range(line - 1):
        start = text.find(end, start) + 1
        if not start:
            break
    return start


def _checked(delimiter: str, file: str) -> str:
    """The character that is meant; people also write its name."""
    character = {name: each for each, name in NAMED.items()} | {"tab": "\t", "\\t": "\t"}
    character = character.get(delimiter.casefold().strip() or delimiter, delimiter)
    if len(character) != 1 or character in '"\n\r' or character.isalnum():
        raise DataError("cannot be a separator", file=file, field="delimiter", value=delimiter,
                        remedy="say one character, such as a comma, a semicolon or a tabulator")  # fmt: skip
    return character


def _records(sample: str, delimiter: str) -> list[list[str]]:
    records = []
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in record):
                records.append(record)
            if len(records) == SAMPLE_RECORDS:
                break
    except csv.Error:
        return records
    return records


def _divided(sample: str, delimiter: str) -> Divided | None:
    widths = [len(record) for record in _records(sample, delimiter)]
    if not widths:
        return None
    below = Counter(widths[1:] or widths)
    usual, times = max(below.items(), key=lambda item: (item[1], item[0]))
    under_titles = len(widths) - widths.index(usual, 1 if len(widths) > 1 else 0)
    return Divided(delimiter, widths[0], below[widths[0]] / below.total(), usual, times / under_titles)


def _evenly(dividing: list[Divided], below: list[Divided], sample: str, file: str) -> tuple[str, str, int]:
    """The separator of several that alone divides the records as the first line."""
    even = [divided for divided in dividing if divided.share >= EVEN]
    others = [divided for divided in dividing if divided.share > UNEVEN]
    if len(even) == 1 and others == even:
        return (
            even[0].delimiter,
            tell("as_first_line", sign=_name(even[0].delimiter)),
            1,
        )
    reason = tell("separator", signs=_and([*dividing, *below]))
    options = others if len(others) > 1 else [*dividing, *below]
    raise Unclear((_question(reason, options, sample),), file=file or None)


def _below_a_title(found: list[Divided], sample: str, file: str) -> tuple[str, str, int]:
    """The separator where the first line has none: it is a title, or there is one column."""
    if not found:
        unusual = [divided for each in UNUSUAL if each in sample and (divided := _divided(sample, each))]
        unusual = [divided for divided in unusual if divided.first > 1 and divided.share == 1]
        if len(unusual) == 1:
            return unusual[0].delimiter, tell("all_records", sign=_name(unusual[0].delimiter)), 1
        if not unusual:
            return ",", ONE_COLUMN, 1
        found = unusual
    even = [divided for divided in found if divided.usual_share >= EVEN]
    if len(even) == 1 and even[0].usual > 2:
        return even[0].delimiter, tell("most_records", sign=_name(even[0].delimiter)), 1
    absent = next((each for each in (*USUAL, *UNUSUAL) if each not in sample), "\x1e")
    alone = Divided(absent, 1, 1.0, 1, 1.0)
    reason = tell("separator_below", signs=_and(found), count=len(found))
    raise Unclear((_question(reason, [*found, alone], sample),), file=file or None)


def _and(found: list[Divided]) -> str:
    return joined([_name(divided.delimiter) for divided in found], ", ")


def _name(delimiter: str) -> str:
    word = NAMED.get(delimiter)
    return Sentence(f"yours.delimiter.{word}", word, {}) if word else printable(delimiter)


def _question(reason: str, found: list[Divided], sample: str) -> Question:
    order = sorted(found, key=lambda divided: (-divided.share, -divided.first))
    options = []
    for divided in order:
        records = _records(sample, divided.delimiter)[:PREVIEW_RECORDS]
        options.append(Option(divided.delimiter, tuple(preview(record) for record in records)))
    return Question("delimiter", reason, tuple(options))


def preview(cells: list[str]) -> str:
    """A record on one line, its cells told apart.

    >>> preview(["A", " 127,5 ", ""])
    '[A] [127,5] []'
    """
    return printable(" ".join(f"[{cell.strip()}]" for cell in cells))

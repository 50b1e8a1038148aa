"""Which table does a text with separators hold? Its encoding, separator and header, each of them certain or asked."""

import csv
import io
import re

import pandas as pd

from geodata.tables import parse_csv
from routes.sheets.encodings import decoded
from routes.sheets.headers import LOOKED_AT, Record, header
from routes.sheets.limits import cells_allowed
from routes.sheets.model import Choices
from routes.sheets.separators import SAMPLE, separator


def read_text(data: bytes, file: str, choices: Choices) -> tuple[pd.DataFrame, Choices, dict[str, str]]:
    """(table, what was understood, why) of the bytes of a CSV file."""
    text, encoding, encoding_why = decoded(data, file, choices.encoding)
    del data
    delimiter, delimiter_why, first = separator(text, file, choices.delimiter, choices.header)
    if first > 1:  # a line that declares the separator is no record
        text = _without_first_line(text)
    beginning = _beginning(text, delimiter)
    line, line_why = header(beginning, file, choices.header)
    cells_allowed(text.count("\n"), max((len(cells) for _, cells in beginning), default=0), file)
    # A header on the first line with anything is what the reader takes by itself, without a copy of the text.
    table = parse_csv(text, file, delimiter=delimiter, header=None if _is_first(text, line) else line)
    understood = Choices(encoding=encoding, delimiter=delimiter, header=line)
    return table, understood, {"encoding": encoding_why, "delimiter": delimiter_why, "header": line_why}


def _without_first_line(text: str) -> str:
    """The text with nothing on its first line, so that the others keep their numbers."""
    end = re.search("\r\n|\r|\n", text)
    return text[end.start() :] if end else ""


def _beginning(text: str, delimiter: str) -> list[Record]:
    """The first records that hold anything, each with the line on which it begins."""
    sample = text[:SAMPLE]
    sample = sample if "\n" in sample else sample.replace("\r", "\n")
    records, start = [], 1
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((start, cells))
            start = reader.line_num + 1
            if len(records) == LOOKED_AT:
                break
    except csv.Error:  # a cell over the limit; parse_csv names it
        pass
    return records


def _is_first(text: str, line: int) -> bool:
    return line == 1 and bool(text[:SAMPLE].lstrip("\ufeff").split("\n", 1)[0].strip())

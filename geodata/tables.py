"""Which cells does a CSV file hold, and on which line does each record begin?

Every cell is text, without the white space around it; an empty cell is missing (NaN). Read where that is certain:
comma, semicolon or tabulator by what the header says, any line ends (also bare CR), texts in quotation marks with line
ends in them. A record without any cell is no record. A record with more or fewer cells than the header keeps the cells
that it has, and a column `row_fault` says so; the column is there only when some record has a fault.

Most files are plain: as many lines as records. These go through pyarrow; all others through the csv module, which is
ten times slower and knows the line that each record begins on.
"""

import csv
import io
import itertools
import re
from collections.abc import Collection

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from geodata.errors import DataError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tabulator"}
NO_HEADER = 0  # in place of the line of the header: the first record holds cells, and the columns have no names
CELL_LIMIT = 10_000_000  # characters; a longer cell is an opened quotation mark that nothing closes
HEADER_LIMIT = 1 << 20  # characters in which the names of the columns stand
CHUNK_ROWS = 50_000  # records held as Python texts at one time
BLOCK = 1 << 24  # bytes that pyarrow parses in one go; a longer record goes the careful way
OURS = ("row", "row_fault")
TEXT = pd.StringDtype(na_value=np.nan)

csv.field_size_limit(max(csv.field_size_limit(), CELL_LIMIT))


def parse_csv(
    text: str,
    file: str | None = None,
    known: Collection[str] = (),
    *,
    delimiter: str | None = None,
    header: int | None = None,
) -> pd.DataFrame:
    """The cells by header, and `row`, the line on which the record begins (the header is on line 1 as a rule).

    `known` are names that the header may hold; they decide between delimiters where more than one would do. Whoever
    knows them says the `delimiter`, one character, and the line of the `header`; lines above it are no records.

    >>> parse_csv('id;name\\na;"x\\ny"\\nb;\\n').to_dict("list")
    {'id': ['a', 'b'], 'name': ['x\\ny', nan], 'row': [2, 4]}
    """
    if not text.strip():
        raise DataError("is empty", file=file, remedy="the first line must hold the names of the columns")
    text, stand_in = _carriage_returns(text)
    if header:
        text = _from_line(text, header, file)
    delimiter, cells, first, last = _header(text, file, known, (delimiter,) if delimiter else DELIMITERS)
    if header == NO_HEADER:
        cells, first, last = [""] * len(cells), 0, 0
    names = column_names([name.replace(stand_in, "\r") for name in cells] if stand_in else cells, file, first)
    table = _plain(text, delimiter, len(cells), last) if first == last and delimiter.isascii() else None
    if table is None:
        table = _careful(text, file, delimiter, len(cells), last)
    columns, rows, faults = table
    if stand_in:
        columns = [pc.replace_substring(column, stand_in, "\r") for column in columns]
    return table_of(columns, names, rows, faults)


def _carriage_returns(text: str) -> tuple[str, str]:
    """The text with \\n or \\r\\n as its line ends, and what stands for a carriage return that is none.

    A file that has \\n does not end lines with a lone \\r; such a one is text that some writers do not quote.
    """
    if "\n" not in text:
        return text.replace("\r", "\n"), ""
    if text.count("\r") == text.count("\r\n"):
        return text, ""
    stand_in = next(c for c in map(chr, range(0xFDD0, 0x110000)) if c not in text)  # the first are no characters
    return re.sub("\r(?!\n)", stand_in, text), stand_in


def _from_line(text: str, line: int, file) -> str:
    """The text with nothing on the lines above this one, so that the lines below keep their numbers."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            raise DataError("there is no such line", file=file, line=line, remedy="check the line of the header")
    end = text.find("\n", start)
    if not text[start : end if end >= 0 else None].strip():
        raise DataError("is empty and cannot name the columns", file=file, line=line, remedy="name another line")
    return "\n" * (line - 1) + text[start:]


def _header(text: str, file, known: Collection[str], delimiters) -> tuple[str, list[str], int, int]:
    """(delimiter, header cells, first line, last line) of the first record that holds anything."""
    found = []
    for order, delimiter in enumerate(delimiters):
        start = 0
        reader = csv.reader(io.StringIO(text[:HEADER_LIMIT], newline=""), delimiter=delimiter)
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    break
                start = reader.line_num
        except csv.Error:
            continue
        cells = [cell.strip() for cell in cells]
        score = sum(cell.casefold().replace(" ", "_") in known for cell in cells)
        found.append((score, len(cells), -order, delimiter, cells, start + 1, reader.line_num))
    if not found:
        raise DataError("the names of the columns cannot be read", file=file, line=1, remedy="save it as CSV in UTF-8")
    return max(found)[3:]


def column_names(header: list[str], file, line: int) -> list[str]:
    """A name for each column of a header; DataError where two have the same.

    >>> column_names(["id", "", "row"], "f.csv", 1)
    ['id', 'column 2', 'row_in_file']
    """
    names = [name or f"column {number}" for number, name in enumerate(header, 1)]
    seen = {}
    for number, name in enumerate(names, 1):
        if name in seen:
            raise DataError(
                f"columns {seen[name]} and {number} have the same name",
                file=file,
                line=line,
                value=name,
                remedy="give each column its own name",
            )
        seen[name] = number
    return [f"{name}_in_file" if name in OURS else name for name in names]


def _plain(text: str, delimiter: str, width: int, last: int):
    """(columns, rows, faults) through pyarrow, or None where a line may be more or less than one record."""
    data = text.encode()
    array = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(array == ord("\n"))
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    if b'"' in data:
        quotes = np.bincount(np.searchsorted(ends, np.flatnonzero(array == ord('"'))), minlength=len(ends))
        if (quotes % 2).any():
            return None
    starts = np.append(0, ends[:-1] + 1)
    lengths = ends - starts
    ended_by_cr = (lengths > 0) & (array[np.maximum(ends - 1, 0)] == ord("\r"))
    rows = np.flatnonzero(lengths - ended_by_cr > 0) + 1
    rows = rows[rows > last]
    names = [f"c{number}" for number in range(width)]
    if not len(rows):
        return [pa.chunked_array([], pa.string()) for _ in names], rows, None
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(data),
            arrow_csv.ReadOptions(block_size=BLOCK, skip_rows=last, column_names=names),
            arrow_csv.ParseOptions(delimiter=delimiter),
            arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowException:
        return None
    if table.num_rows != len(rows):
        return None
    return table.columns, rows, None


def _careful(text: str, file, delimiter: str, width: int, last: int):
    """(columns, rows, faults) through the csv module."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    numbered = _numbered(reader)
    columns, rows, faults, start = [[] for _ in range(width)], [], {}, 0
    blank = ("",) * width
    try:
        while chunk := list(itertools.islice(numbered, CHUNK_ROWS)):
            cells = []
            for start, record in chunk:
                if start <= last or not any(record):
                    continue
                if len(record) != width:
                    if len(record) < width or any(cell.strip() for cell in record[width:]):
                        faults[len(rows)] = f"has {len(record)} cells where the header has {width}"
                    record = (*record, *blank)[:width]  # noqa: PLW2901
                cells.append(record)
                rows.append(start)
            for column, values in zip(columns, zip(*cells, strict=True) if cells else [], strict=False):
                column.append(pa.array(values, pa.string()))
    except csv.Error as error:
        raise DataError(
            f"cannot be read ({error})", file=file, line=reader.line_num, remedy="save it as CSV again"
        ) from None
    _closed(text, file, delimiter, start)
    fault = pd.Series(faults, dtype=TEXT).reindex(range(len(rows))) if faults else None
    return [pa.chunked_array(column, pa.string()) for column in columns], np.array(rows, np.int64), fault


def _numbered(reader):
    start = 1
    for record in reader:
        yield start, record
        start = reader.line_num + 1


def _closed(text: str, file, delimiter: str, start: int) -> None:
    """DataError when the last record opened a quotation mark that nothing closes: it would have swallowed rows."""
    if text.count('"') % 2 == 0:
        return
    record = itertools.islice(io.StringIO(text, newline=""), start - 1, None)
    try:
        list(csv.reader(record, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise DataError(
                "a quotation mark opens here and nothing closes it", file=file, line=start, remedy="close or remove it"
            ) from None


def table_of(
    columns, names: list[str], rows: np.ndarray, faults: pd.Series | None = None, *, empty: bool = False
) -> pd.DataFrame:
    """The table of columns of texts (of pyarrow) under their names: trimmed, with `row`; `empty` records if asked."""
    trimmed = []
    for column in columns:
        column = pc.utf8_trim_whitespace(column)  # noqa: PLW2901
        trimmed.append(pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column))
    frame = pa.table(trimmed, names=names).to_pandas(types_mapper={pa.string(): TEXT}.get)
    frame["row"] = np.asarray(rows, np.int64)
    if faults is not None:
        frame["row_fault"] = faults.to_numpy()
    nothing = [column.null_count == len(frame) for column in trimmed]
    unnamed = [name for n, name in enumerate(names, 1) if name == f"column {n}" and nothing[n - 1]]
    if not empty and all(column.null_count for column in trimmed):  # else a column is full, and no record is empty
        frame = frame[~frame[names].isna().all(axis=1)].reset_index(drop=True)
    return frame.drop(columns=unnamed)

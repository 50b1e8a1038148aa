"""Which table does a worksheet hold? Cells as texts: dates as in ISO 8601, whole numbers without a point, errors too.

A workbook with one visible worksheet that holds anything is certain; of several, a person names one. A worksheet that
is hidden is never read unasked, and never passed over without a word. The row of a record is that of the worksheet.
"""

import datetime
import io
import itertools
import zipfile
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import python_calamine
from python_calamine import CalamineSheet, SheetTypeEnum, SheetVisibleEnum

from geodata.errors import DataError
from geodata.sentences import joined
from geodata.tables import NO_HEADER, column_names, table_of
from routes.sheets import limits
from routes.sheets.headers import LOOKED_AT, header
from routes.sheets.model import CHOSEN, Choices, Option, Question, Unclear
from routes.sheets.sentences import tell
from routes.sheets.separators import preview
from routes.sheets.workbook_parts import AS_XLSX, harmless

CHUNK_ROWS = 20_000  # rows held as Python objects at one time
PREVIEW_ROWS = 3
MERGED = 100_000  # merged cells
SHEETS = 200  # each is looked at
Merged = list[tuple[tuple[int, int], tuple[int, int]]]  # (first row, column), (last row, column), from 0


def read_workbook(
    archive: zipfile.ZipFile, packed: int, file: str, choices: Choices
) -> tuple[pd.DataFrame, Choices, dict[str, str]]:
    """(table, what was understood, why) of a workbook whose archive has `packed` bytes."""
    book = _calamine(lambda: python_calamine.load_workbook(io.BytesIO(harmless(archive, packed, file))), file)
    name, sheet, why = _chosen(book, file, choices.sheet)
    called = f"{file}, sheet {name}" if len(book.sheet_names) > 1 else file
    try:
        table, line, line_why, filled = _calamine(lambda: _table(sheet, called, choices.header), called)
    except Unclear as unclear:
        raise Unclear(unclear.questions, file=file or None) from None
    if filled:
        why = joined([why, tell("merged", number=filled)])
    return table, Choices(sheet=name, header=line), {"sheet": why, "header": line_why}


def _calamine(work, file: str):
    """What `work` gives; DataError for all that the library raises on a broken workbook.

    Its PanicException is no Exception but a BaseException, told by its name since the library does not export it.
    """
    try:
        return work()
    except python_calamine.PasswordError:
        raise DataError(
            "is protected with a password", file=file or None, remedy="save it without a password"
        ) from None
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        if isinstance(error, DataError):
            raise
        raise _broken(error, file) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _broken(error, file) from None


def _broken(error: BaseException, file: str) -> DataError:
    reason = " ".join(str(error).split())[:120]
    return DataError(f"is a workbook that cannot be read ({reason})", file=file or None, remedy=AS_XLSX)


def _chosen(book: python_calamine.CalamineWorkbook, file: str, said: str | None) -> tuple[str, CalamineSheet, str]:
    """(name, worksheet, why it is certain)."""
    kinds = {sheet.name: sheet for sheet in book.sheets_metadata}
    if any(sheet.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba) for sheet in kinds.values()):
        raise DataError("is a workbook that holds macros", file=file or None, remedy="save it without macros (.xlsx)")
    names = [name for name, sheet in kinds.items() if sheet.typ == SheetTypeEnum.WorkSheet]
    if len(names) > SHEETS:
        raise DataError(f"has {len(names)} worksheets, and at most {SHEETS} are looked at", file=file or None,
                        remedy="save the one with the table alone")  # fmt: skip
    if said is not None and said not in names:
        raise DataError("there is no such worksheet", file=file or None, field="sheet", value=said,
                        remedy=f"the worksheets are {', '.join(names)}")  # fmt: skip
    if said is not None:
        sheet = _calamine(lambda: book.get_sheet_by_name(said), file)
        if sheet.start is None:
            raise DataError("is a worksheet that holds nothing", file=file or None, field="sheet", value=said,
                            remedy="name another one")  # fmt: skip
        return said, sheet, CHOSEN
    full, area = {}, 0
    for name in names:
        sheet = _calamine(lambda name=name: book.get_sheet_by_name(name), file)
        area += sheet.height * sheet.width
        if area > limits.CELLS:
            raise DataError("has worksheets that hold too many cells together", file=file or None,
                            remedy="save the one with the table alone")  # fmt: skip
        if sheet.start is not None:
            full[name] = sheet
    if not full:
        raise DataError(
            "has no worksheet that holds anything", file=file or None, remedy="bring the one that was meant"
        )
    hidden = [name for name in full if kinds[name].visible != SheetVisibleEnum.Visible]
    visible = [name for name in full if name not in hidden]
    if len(visible) != 1:
        raise Unclear((_question(full, hidden),), file=file or None)
    others = tell("hidden", names=", ".join(hidden)) if hidden else ""
    return visible[0], full[visible[0]], joined([tell("only_sheet"), others])


def _question(full: dict[str, CalamineSheet], hidden: list[str]) -> Question:
    options = []
    for name, sheet in full.items():
        rows = [preview(_line(row)) for row in itertools.islice(_rows(sheet), PREVIEW_ROWS)]
        options.append(Option(name, ("(hidden)", *rows) if name in hidden else tuple(rows)))
    return Question("sheet", tell("worksheets", number=len(full)), tuple(options))


def _rows(sheet: CalamineSheet):
    """The rows from the first with a cell on, each from the first column with a cell on."""
    return itertools.islice(sheet.iter_rows(), sheet.start[0], None)


def _line(row: Sequence) -> list[str]:
    return [_text(cell).strip() for cell in row]


def _table(sheet: CalamineSheet, file: str, said: int | None) -> tuple[pd.DataFrame, int, str, int]:
    """(table, row of the header, why it is certain, merged cells that were filled)."""
    first, left = sheet.start[0] + 1, sheet.start[1]
    merged = [((up - first + 1, start - left), (down - first + 1, end - left))
              for (up, start), (down, end) in sheet.merged_cell_ranges or []]  # fmt: skip
    limits.columns_allowed(sheet.width, file)
    if len(merged) > MERGED or sum(down - up for (up, _), (down, _) in merged) > limits.CELLS:
        raise DataError(f"has {len(merged):,} merged cells, more than are read", file=file or None,
                        remedy="unmerge them, or save the sheet as CSV")  # fmt: skip
    beginning = [_line(row) for row in itertools.islice(_rows(sheet), LOOKED_AT)]
    line, why = header(list(enumerate(beginning, first)), file, said, "row")
    above = line - first  # rows above the header, from the first with a cell
    if line != NO_HEADER and not 0 <= above < sheet.end[0] + 2 - first:
        raise DataError("there is nothing on the row of the header", file=file or None, line=line,
                        remedy=f"the table begins on row {first}")  # fmt: skip
    rows = _rows(sheet)
    heading = [_line(row) for row in itertools.islice(rows, above + 1)] if line != NO_HEADER else []
    names = column_names(_names(heading, merged) if heading else [""] * len(beginning[0]), file or None, line)
    start = above + 1 if heading else 0
    columns, filled = _columns(rows, len(names), start, merged)
    numbers = np.arange(len(columns[0]), dtype=np.int64) + first + start
    return table_of(columns, names, numbers), line, why, filled


def _names(heading: list[list[str]], merged: Merged) -> list[str]:
    """Names of the columns: a cell merged down to the header names its column; one merged across names a group.

    The name of a group goes before that of a column where two columns would have the same name.

    >>> _names([["Who", "Arrest", "", "Release", ""], ["", "date", "place", "date", "place"]],
    ...        [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))])
    ['Who', 'Arrest: date', 'Arrest: place', 'Release: date', 'Release: place']
    """
    line = len(heading) - 1
    names, groups = list(heading[line]), [""] * len(heading[line])
    for (up, start), (down, end) in merged:
        if not 0 <= up <= line or not 0 <= start < len(names):
            continue
        text = heading[up][start]
        if down >= line > up:
            names[start] = text
        elif line - 1 <= down < line:
            groups[start : min(end + 1, len(names))] = [text] * (min(end + 1, len(names)) - start)
    if len({name for name in names if name}) < sum(map(bool, names)):
        names = [f"{group}: {name}" if group and name else name for group, name in zip(groups, names, strict=True)]
    return names


def _columns(rows, width: int, start: int, merged: Merged) -> tuple[list[pa.ChunkedArray], int]:
    """(columns of texts, how many merged cells were filled) of the rows below the header, which begin at `start`."""
    parts = [[] for _ in range(width)]
    spanning = sorted((up, column, down) for (up, column), (down, _) in merged if down > up and 0 <= column < width)
    filled, at = 0, start
    while chunk := list(itertools.islice(rows, CHUNK_ROWS)):
        for part, cells in zip(parts, zip(*chunk, strict=True), strict=True):
            part.append(pa.array(_texts(cells), pa.string()))
        at += len(chunk)
    columns = [pa.chunked_array(part, pa.string()) for part in parts]
    below = [(up - start, column, min(down, at - 1) - start) for up, column, down in spanning if start <= up < at]
    for number in {column for _, column, _ in below}:
        texts = columns[number].to_pylist()
        for up, column, down in below:
            if column == number and texts[up]:
                texts[up + 1 : down + 1] = [texts[up]] * (down - up)
                filled += 1
        columns[number] = pa.chunked_array([pa.array(texts, pa.string())])
    return columns, filled


def _texts(cells: Sequence) -> Sequence[str]:
    return cells if set(map(type, cells)) == {str} else list(map(_text, cells))


def _text(cell: object) -> str:
    """A cell as text; numbers as short as they can be, times without what is zero.

    >>> [_text(cell) for cell in (1998.0, 0.1, True, datetime.datetime(2001, 2, 3), datetime.timedelta(hours=30))]
    ['1998', '0.1', 'true', '2001-02-03', '30:00:00']
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        hours, rest = divmod(cell, datetime.timedelta(hours=1))
        return f"{hours}:{rest.seconds // 60:02}:{rest.seconds % 60:02}"
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)

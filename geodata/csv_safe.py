"""How does a table become CSV that no spreadsheet takes for a program? Guarded texts, quoting, and the way back.

A spreadsheet runs a text that begins with = + - @ (or with their full-width and small forms) as a formula, on some of
them also behind white space or a quotation mark. Such a text gets an apostrophe in front, which a spreadsheet takes for
"this is text"; so does one that begins with a tabulator or a line end. Only texts are guarded: a number in a column of
numbers stays one, and -71.6 is not touched.

A spreadsheet set to another delimiter splits texts at semicolons, tabulators and line ends, whatever the quotation
marks, and runs what stands behind them. There an apostrophe goes in before a formula that could call anything; other
texts are not changed inside.

The rule can be undone: `plain(guarded(text)) == text` for every text. An apostrophe that the text had already counts as
white space does, so that one more is put in front of it. JSON in a cell needs no apostrophe, see `json_cell`.
"""

import json
import re
from collections.abc import Callable

import pandas as pd

QUOTES = "'\"`´‘’‚“”„«»"
INVISIBLE = (  # white space, controls, and marks that take no room
    r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\xad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
)
SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
RUNS = rf"[{QUOTES}{INVISIBLE}]*[{SIGNS}]"
BREAK = r"[;\t\r\n]"  # where a program set to another delimiter begins a cell
CALLS = r"[^;\t\r\n]*[(|!]"  # a function, another program, another file
TO_GUARD = re.compile(rf"^(?={RUNS})|(?<={BREAK})(?={RUNS}{CALLS})")
TO_TAKE_OFF = re.compile(rf"^'(?={RUNS})|(?<={BREAK})'(?={RUNS}{CALLS})")
BEGINS_WITH_BREAK = re.compile(r"'*[\t\r\n]")
BREAK_IN_JSON = re.compile(rf";(?={RUNS})")
TO_QUOTE = re.compile(r'[,;"\t\r\n]|^\s|\s$')
BOM = "\ufeff"  # by which Excel knows UTF-8


def guarded(text: str) -> str:
    """The text as it can stand in a cell.

    >>> guarded("=1+1"), guarded('"@x'), guarded("a;=f(1)"), guarded("41.2; -126.3")
    ("'=1+1", '\\'"@x', "a;'=f(1)", '41.2; -126.3')
    """
    safe = TO_GUARD.sub("'", text)
    return "'" + safe if BEGINS_WITH_BREAK.match(text) else safe


def plain(cell: str) -> str:
    """The text that `guarded` made a cell of.

    >>> plain("'=1+1"), plain("''=1+1"), plain("'Ali")
    ('=1+1', "'=1+1", "'Ali")
    """
    if cell.startswith("'") and BEGINS_WITH_BREAK.match(cell):
        cell = cell[1:]
    return TO_TAKE_OFF.sub("", cell)


def guard(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text in it guarded; numbers, dates and what is missing stay as they are.

    Lists become texts first (`json_cell`).

    >>> guard(pd.DataFrame({"name": ["-x", None], "longitude": [-71.6, 2.0]})).to_dict("list")
    {'name': ["'-x", None], 'longitude': [-71.6, 2.0]}
    """
    return table.apply(_each_text, args=(guarded,))


def unguard(table: pd.DataFrame) -> pd.DataFrame:
    """The table that `guard` made another of."""
    return table.apply(_each_text, args=(plain,))


def json_cell(value: object) -> str:
    """A list or an object as JSON, in which a semicolon that a formula could follow is written as JSON may write it.

    >>> print(json_cell(["=1", "a;=1"]))
    ["=1", "a\\u003b=1"]
    """
    return BREAK_IN_JSON.sub(r"\\u003b", json.dumps(value, ensure_ascii=False, allow_nan=False))


def dumps(table: pd.DataFrame, bom: bool = False) -> str:
    r"""The table as CSV: commas, a line feed behind each row, texts guarded, what is missing empty. `bom`: for Excel.

    >>> dumps(pd.DataFrame({"name": ["a,b", None], "at": [1.5, float("nan")]}))
    'name,at\n"a,b",1.5\n,\n'
    """
    safe = guard(table)
    columns = [[_quoted(guarded(str(name))), *_cells(safe[name])] for name in safe.columns]
    rows = map(",".join, zip(*columns, strict=True))
    return (BOM if bom else "") + "".join(f"{row}\n" for row in rows)


def _each_text(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """A column with its texts changed; a text that is met often is changed once."""
    if column.dtype.kind in "biufmMc":
        return column
    codes, labels = pd.factorize(column.astype(object))
    changed = pd.Series([change(label) if isinstance(label, str) else label for label in labels], dtype=object)
    return changed.reindex(codes).where(codes >= 0, None).set_axis(column.index)


def _cells(column: pd.Series) -> list[str]:
    """repr and str of a float read back as the same float."""
    missing = column.isna().tolist()
    return ["" if nothing else _quoted(str(item)) for item, nothing in zip(column.tolist(), missing, strict=True)]


def _quoted(cell: str) -> str:
    """csv.writer leaves a lone carriage return without quotation marks, and readers take it for the end of the row."""
    return '"' + cell.replace('"', '""') + '"' if TO_QUOTE.search(cell) else cell

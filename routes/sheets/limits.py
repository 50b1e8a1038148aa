"""How large may a file be that somebody brings? More than this is refused with a sentence before memory is used up."""

import pandas as pd

from geodata.errors import DataError
from geodata.tables import OURS

GIVEN = 1_000_000_000  # bytes as given; a million events are some 0.2 GB of CSV
UNPACKED = 1_000_000_000  # bytes of what was packed
WORKBOOK = 600_000_000  # bytes of XML in a workbook; a full worksheet of ten columns has some 0.5 GB
RATIO = 200  # unpacked bytes a packed one; tables reach 30, worksheets of one repeated value 100, bombs 1,000
RATIO_FROM = 10_000_000  # bytes; what unpacks to less does no harm at any ratio
ENTRIES = 10_000  # files in an archive
ROWS = 50_000_000  # records; texts of so many fill some 10 GB
COLUMNS = 2_000  # a case file has some 50, a table of stops some 300; each is held as a column of texts
CELL = 1_000_000  # characters; a spreadsheet holds 32,767, an account of a witness some 100,000
TABLE_CELLS = 500_000_000  # of a text or Parquet file; ten million events of 22 columns have 220 million
CELLS = 20_000_000  # of a worksheet, from its first to its last row and column, the empty ones too
PARQUET = 4_000_000_000  # bytes of a Parquet file before compression, as it claims; ten million events are some 0.6 GB
TEXTS = 6_000_000_000  # bytes of all texts of a table in the memory
FOOTER = 20_000_000  # bytes of the description at the end of a Parquet file; a thousand row groups have some 2 MB


def columns_allowed(number: int, file: str) -> None:
    """DataError where a table has too many columns."""
    if number > COLUMNS:
        raise DataError(f"has {number:,} columns, and at most {COLUMNS:,} are read", file=file or None,
                        remedy="leave out those that are not needed")  # fmt: skip


def rows_allowed(number: int, file: str) -> None:
    """DataError where a table has too many records."""
    if number > ROWS:
        raise DataError(f"has {number:,} records, and at most {ROWS:,} are read", file=file or None,
                        remedy="split it by person")  # fmt: skip


def cells_allowed(rows: int, columns: int, file: str) -> None:
    """DataError where a table has too many records, columns or cells."""
    rows_allowed(rows, file)
    columns_allowed(columns, file)
    if rows * columns > TABLE_CELLS:
        raise DataError(f"has {rows * columns:,} cells, and at most {TABLE_CELLS:,} are read", file=file or None,
                        remedy="leave out the columns that are not needed, or split it by person")  # fmt: skip


def table_allowed(table: pd.DataFrame, file: str) -> None:
    """DataError where a table that was read has too many records or columns, or a cell that is too long."""
    cells_allowed(*table.shape, file)
    for name in table.columns:
        if name in OURS or table[name].isna().all():
            continue
        lengths = table[name].str.len()
        if lengths.max() > CELL:
            at = lengths.idxmax()
            raise DataError(f"a cell has {int(lengths[at]):,} characters, and at most {CELL:,} are read", field=name,
                            file=file or None, line=int(table["row"][at]), value=table[name][at],
                            remedy="shorten it, or leave the column out")  # fmt: skip

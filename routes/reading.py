"""Which custody events does a file hold? CSV or Parquet as one table of texts, nothing judged yet.

Columns out: those of the file, ours under our names (COLUMNS; DESIGN section 3 says what each means), every cell a text
without white space around it or missing (NaN); `row`, the line of the file on which the record begins (in a Parquet
file the number of the record, the first is 2, as if a header stood above it); and `row_fault`, only when some record
has more or fewer cells than the header: a sentence for each of those. What a cell means is asked by routes.events.
"""

from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from geodata.errors import DataError
from geodata.files import decode, read_bytes
from geodata.tables import OURS, TEXT, parse_csv

COLUMNS = (
    "person_id", "case_id", "detention_id", "seq", "event", "place_id", "longitude", "latitude", "place_name",
    "arrival", "departure", "duration", "authority", "reason", "outcome", "source", "source_relation", "reliability",
    "consent", "age", "sex", "note",
)  # fmt: skip
SIZE_LIMIT = 1_000_000_000  # bytes of CSV; a million events are some 0.2 GB, and more belong in Parquet
PARQUET_ROWS_LIMIT = 50_000_000  # records; texts of so many fill some 10 GB


def read_events(path: str | Path, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The events of a file; `columns` maps our names to the headers of the file.

    `attrs["sha256"]` of the table is the hash of the file, which names the data wherever they are shown. DataError
    where the file is none that can be read with certainty, or a required column is missing: `person_id` and one of
    `place_id`, `longitude` with `latitude`, `event`.
    """
    path = Path(path)
    if is_parquet(path):
        table = _parquet(path)
    else:
        data = read_bytes(path, SIZE_LIMIT)
        text = decode(data, path)
        del data
        known = {*COLUMNS, *((columns or {}).values())}
        table = parse_csv(text, str(path), {name.casefold() for name in known})
    table = under_our_names(table, columns or {}, path)
    with path.open("rb") as file:
        table.attrs["sha256"] = file_digest(file, "sha256").hexdigest()
    return table


def read_some_events(path: str | Path, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The same, for whoever has nothing to do without a record: DataError where there is none."""
    events = read_events(path, columns)
    if events.empty:
        raise no_record(path)
    return events


def no_record(path: Path) -> DataError:
    """What is said of a file with a header alone."""
    return DataError("holds the names of columns and no record", file=path, remedy="add a row for each event")


def is_parquet(path: Path) -> bool:
    """Whether a file begins as Parquet does."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except (OSError, ValueError):
        return False


def _parquet(path: Path) -> pd.DataFrame:
    try:
        file = parquet.ParquetFile(path)
        if file.metadata.num_rows > PARQUET_ROWS_LIMIT:
            raise DataError(f"holds more than {PARQUET_ROWS_LIMIT:,} records", file=path, remedy="split it by person")
        table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise unreadable_parquet(path, error) from error
    return records(table, path)


def unreadable_parquet(path: Path, error: Exception) -> DataError:
    """What is said of a file that Arrow cannot read."""
    return DataError(f"is not a Parquet file that can be read ({error})"[:200], file=path, remedy="write it again")


def records(table: pa.Table, path: Path, before: int = 0) -> pd.DataFrame:
    """The records of a Parquet file, every cell as text: numbers as Python writes them, times as ISO 8601.

    `before`: how many records stand before these.
    """
    names = table.column_names
    for name in names:
        if names.count(name) > 1:
            raise DataError("two columns have the same name", file=path, value=name, remedy="rename one of them")
    texts = {f"{name}_in_file" if name in OURS else name: _texts(table[name], name, path) for name in names}
    frame = pa.table(texts).to_pandas(types_mapper={pa.string(): TEXT}.get)
    frame["row"] = np.arange(2, len(frame) + 2, dtype=np.int64) + before
    return frame


def _texts(column: pa.ChunkedArray, name: str, path: Path) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    try:
        if pa.types.is_floating(kind):
            # A whole number that became a float because others are missing: 1998.0 is the year 1998.
            whole = pc.equal(column, pc.round(column))
            texts = pc.if_else(pc.fill_null(pc.and_(whole, pc.less(pc.abs(column), 1e15)), False),
                               pc.cast(pc.cast(column, pa.int64(), safe=False), pa.string()),
                               pc.cast(column, pa.string()))  # fmt: skip
            texts = pc.if_else(pc.is_nan(column), pa.scalar(None, pa.string()), texts)
        elif pa.types.is_timestamp(kind):
            texts = pc.strftime(pc.cast(column, pa.timestamp("s", kind.tz), safe=False), "%Y-%m-%dT%H:%M:%S")
        else:
            texts = pc.cast(column, pa.string())
    except pa.ArrowException as error:
        raise DataError(f"a column of {kind} cannot be read as text", file=path, field=name,
                        remedy="write it as text") from error  # fmt: skip
    texts = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def under_our_names(table: pd.DataFrame, columns: Mapping[str, str], path: Path) -> pd.DataFrame:
    """The columns that are ours under our names; `columns` maps these to headers of the file. DataError where a
    required one is missing."""
    return _required(_rename(table, columns, path), path)


def _rename(table: pd.DataFrame, columns: Mapping[str, str], path: Path) -> pd.DataFrame:
    headers = [name for name in table.columns if name not in OURS]
    for ours, theirs in columns.items():
        if ours not in COLUMNS:
            raise DataError("is none of our columns", file=path, field="--columns", value=ours,
                            remedy=f"use one of {', '.join(COLUMNS)}")  # fmt: skip
        if theirs not in headers:
            raise DataError("there is no such column", file=path, line=1, field=ours, value=theirs,
                            remedy=f"the columns are {', '.join(headers[:40])}")  # fmt: skip
    names = {theirs: ours for ours, theirs in columns.items()}
    for header in headers:
        plain = header.casefold().replace(" ", "_").replace("-", "_")
        if header not in names and plain in COLUMNS:
            # A header that the caller mapped elsewhere keeps ours free; the column of that name is kept beside it.
            names[header] = f"{header}_in_file" if plain in columns else plain
    renamed = table.rename(columns=names)
    twice = renamed.columns[renamed.columns.duplicated()]
    if len(twice):
        raise DataError("two columns have the same name", file=path, line=1, value=twice[0],
                        remedy="rename one of them")  # fmt: skip
    return renamed


def _required(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    have = set(table.columns)
    remedy = f"name it, or map it with --columns; the columns are {', '.join([c for c in table if c not in OURS][:40])}"
    if "person_id" not in have:
        raise DataError("the column person_id is missing", file=path, line=1, remedy=remedy)
    if not (have & {"place_id", "event"} or {"longitude", "latitude"} <= have):
        raise DataError("no column says where: place_id, or longitude with latitude, is missing", file=path, line=1,
                        remedy=remedy)  # fmt: skip
    return table

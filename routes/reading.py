"""Which custody events does a file hold? CSV or Parquet as one table of texts, nothing judged yet.

Columns out: those of the file, ours under our names (COLUMNS; DESIGN section 3 says what each means), every cell a text
without white space around it or missing (NaN); `row`, the line of the file on which the record begins (in a Parquet
file the number of the record, the first is 2, as if a header stood above it); and `row_fault`, only when some record
has more or fewer cells than the header: a sentence for each of those. What a cell means is asked by routes.events.
"""

from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path

import pandas as pd

from geodata.errors import DataError
from geodata.files import decode, read_bytes
from geodata.tables import OURS, parse_csv
from routes.sheets.parquets import read_parquet, records, unreadable_parquet  # noqa: F401 - also for routes.parts

COLUMNS = (
    "person_id", "case_id", "detention_id", "seq", "event", "place_id", "longitude", "latitude", "place_name",
    "arrival", "departure", "duration", "authority", "reason", "outcome", "source", "source_relation", "reliability",
    "consent", "age", "sex", "note",
)  # fmt: skip
SIZE_LIMIT = 1_000_000_000  # bytes of CSV; a million events are some 0.2 GB, and more belong in Parquet


def read_events(path: str | Path, columns: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The events of a file; `columns` maps our names to the headers of the file.

    `attrs["sha256"]` of the table is the hash of the file, which names the data wherever they are shown. DataError
    where the file is none that can be read with certainty, or a required column is missing: `person_id` and one of
    `place_id`, `longitude` with `latitude`, `event`.
    """
    path = Path(path)
    if is_parquet(path):
        table = read_parquet(path, path)
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

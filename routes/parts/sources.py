"""Which rows does a file, or a folder of files, of any size hold? Chunks of the table that routes.reading gives.

A Parquet file is read by its row groups, a folder of Parquet files of the same columns in the order of their names, and
`row` counts through them. A CSV file is read in blocks of whole lines where that is sure to give the same (routes.parts
.lines); any other is read whole, up to the limit of routes.reading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Protocol

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from geodata.errors import DataError
from routes.parts.lines import plain_blocks
from routes.progress import SILENT, Progress
from routes.reading import is_parquet, read_some_events, records, under_our_names, unreadable_parquet

CHUNK_ROWS = 1 << 18
# What Arrow raises on a file that is no longer what its maker wrote.
BROKEN = (pa.ArrowException, OSError, MemoryError, UnicodeError, OverflowError, KeyError, IndexError)


class Chunk(Protocol):
    """A piece of a source that any worker that sees the file can read by itself."""

    def tables(self) -> Iterator[pd.DataFrame]:
        """The rows, as routes.reading.read_events gives them, CHUNK_ROWS or so at a time."""


@dataclass(frozen=True)
class Groups:
    """Neighbouring row groups of a Parquet file."""

    path: Path
    columns: Mapping[str, str]  # our names → headers of the file
    order: tuple[str, ...]  # of the headers
    first: int
    last: int  # the one behind
    before: int  # rows in front of them

    def tables(self) -> Iterator[pd.DataFrame]:
        """See Chunk."""
        before = self.before
        try:
            with parquet.ParquetFile(self.path) as file:
                for batch in file.iter_batches(CHUNK_ROWS, range(self.first, self.last)):
                    table = pa.Table.from_batches([batch]).select(self.order)
                    yield under_our_names(records(table, self.path, before), self.columns, self.path)
                    before += len(batch)
        except BROKEN as error:
            raise unreadable_parquet(self.path, error) from error


@dataclass(frozen=True)
class Rows:
    """A table in memory, of no use to another process."""

    table: pd.DataFrame

    def tables(self) -> Iterator[pd.DataFrame]:
        """See Chunk."""
        for start in range(0, len(self.table), CHUNK_ROWS):
            yield self.table.iloc[start : start + CHUNK_ROWS].reset_index(drop=True)


@dataclass(frozen=True)
class Source:
    """Events as chunks, most of them not read yet."""

    chunks: tuple[Chunk, ...]
    name: str  # in messages
    sha256: str
    rows: int  # in a CSV file at most so many: lines
    whole: pd.DataFrame | None = None  # where it had to be read whole


def of_table(table: pd.DataFrame, name: str, digest: str) -> Source:
    """A table of events that is in memory, whose file has that hash."""
    return Source((Rows(table),), name, digest, len(table), table)


def open_events(path: str | Path, columns: Mapping[str, str] | None = None, progress: Progress = SILENT) -> Source:
    """The source that a path names. DataError where it is none that can be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "e.csv").write_text("person_id,place_id\\np,A\\n")
    ...     source = open_events(Path(folder, "e.csv"))
    >>> source.name, source.rows, next(source.chunks[0].tables())["row"].tolist()
    ('e.csv', 1, [2])
    """
    path, columns = Path(path), dict(columns or {})
    if path.is_dir():
        return _folder(path, columns, progress)
    if is_parquet(path):
        chunks, rows = _groups(path, columns, tuple(_names(path)), 0)
        return Source(chunks, path.name, _digest(path), rows)
    blocks = plain_blocks(path, columns, progress)
    if blocks:
        return Source(blocks.blocks, path.name, blocks.sha256, blocks.lines)
    table = read_some_events(path, columns)
    return of_table(table, path.name, table.attrs["sha256"])


def _folder(path: Path, columns: dict, progress: Progress) -> Source:
    files = sorted(file for file in path.rglob("*.parquet") if not _hidden(file.relative_to(path)) and file.is_file())
    if not files:
        raise DataError("holds no Parquet file", file=path, remedy="give a file, or a folder of .parquet files")
    order = _names(files[0])
    chunks, rows, digest = [], 0, sha256()
    for file in files:
        progress("reading", rows)
        if sorted(_names(file)) != sorted(order):
            raise DataError("has other columns than the first file of the folder", file=file, remedy="write them alike")
        more, count = _groups(file, columns, tuple(order), rows)
        chunks, rows = chunks + list(more), rows + count
        digest.update(f"{file.relative_to(path).as_posix()}\0{_digest(file)}\n".encode())
    return Source(tuple(chunks), path.name, digest.hexdigest(), rows)


def _hidden(path: Path) -> bool:
    """As other readers of such folders have it: what begins so is being written, or tells of the others."""
    return any(part.startswith((".", "_")) for part in path.parts)


def _names(path: Path) -> list[str]:
    try:
        return _about(path).schema.to_arrow_schema().names
    except BROKEN as error:
        raise unreadable_parquet(path, error) from error


def _about(path: Path) -> parquet.FileMetaData:
    try:
        return parquet.read_metadata(path)
    except BROKEN as error:
        raise unreadable_parquet(path, error) from error


def _groups(path: Path, columns: dict, order: tuple[str, ...], before: int) -> tuple[list[Groups], int]:
    """Chunks of at most CHUNK_ROWS rows (a larger row group is one by itself), and the rows of the file."""
    about = _about(path)
    chunks, first, rows, start = [], 0, 0, before
    for number in range(about.num_row_groups):
        more = max(about.row_group(number).num_rows, 0)
        if rows and rows + more > CHUNK_ROWS:
            chunks.append(Groups(path, columns, order, first, number, before))
            first, before, rows = number, before + rows, 0
        rows += more
    return [*chunks, Groups(path, columns, order, first, about.num_row_groups, before)], before + rows - start


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()

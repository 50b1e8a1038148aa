"""Which table does a Parquet file hold? Every cell as text: numbers as Python writes them, times as ISO 8601.

What the description at the end of the file claims is looked at before a value is read: records, columns, bytes, types.
Texts that are written once and referred to many times are counted before they are written out.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from geodata.errors import DataError
from geodata.tables import OURS, TEXT
from routes.sheets import limits

AGAIN = "write it again"
AS_TEXT = "write it as text"
MAGIC = b"PAR1"
BATCH = 1 << 16  # records written out as texts at one time
PREFIXED_BATCH = 256  # records, where a column has the encoding that follows
PREFIXED = "DELTA_BYTE_ARRAY"  # an encoding of texts that repeat the beginning of the one before: it may grow unseen


def read_parquet(source: str | Path | bytes, file: str | Path) -> pd.DataFrame:
    """The records of a Parquet file, given as its path or its bytes, with `row` from 2 on as if under a header."""
    return next(parquet_pieces(source, file))


def parquet_pieces(source: str | Path | bytes, file: str | Path, rows: int | None = None) -> Iterator[pd.DataFrame]:
    """The same piece by piece, each of so many records or a few more; there is one piece at least."""
    _footer(source, file)
    try:
        opened = parquet.ParquetFile(_handle(source))
        names = _described(opened, file)
        parts, held, before = {name: [] for name in names}, 0, 0
        for texts in _batches(source, opened, names, file):
            for name, column in texts.items():
                parts[name].append(column)
            held += max(map(len, texts.values()), default=0)
            if rows and held >= rows:
                yield _frame_of(parts, before)
                parts, held, before = {name: [] for name in names}, 0, before + held
        if held or not before:
            yield _frame_of(parts, before)
    except (pa.ArrowException, OSError, MemoryError, UnicodeError, OverflowError, KeyError, IndexError) as error:
        raise unreadable_parquet(file, error) from error


def _frame_of(parts: dict[str, list[pa.Array]], before: int) -> pd.DataFrame:
    return _frame({_beside(name): pa.chunked_array(texts, pa.string()) for name, texts in parts.items()}, before)


def records(table: pa.Table, file: str | Path, before: int = 0) -> pd.DataFrame:
    """The same of a table that was read of a Parquet file; `before` is how many records stand before these."""
    _all_different(table.column_names, file)
    return _frame({_beside(name): _texts(table[name], name, file) for name in table.column_names}, before)


def unreadable_parquet(file: str | Path, error: BaseException) -> DataError:
    """What is said of a file that Arrow cannot read."""
    reason = " ".join(str(error).split()) or type(error).__name__
    return DataError(f"is not a Parquet file that can be read ({reason})"[:200], file=file, remedy=AGAIN)


def _frame(texts: dict[str, pa.ChunkedArray], before: int = 0) -> pd.DataFrame:
    frame = pa.table(texts).to_pandas(types_mapper={pa.string(): TEXT}.get)
    frame["row"] = np.arange(2, len(frame) + 2, dtype=np.int64) + before
    return frame


def _beside(name: str) -> str:
    """A name of ours that the file has gives way."""
    return f"{name}_in_file" if name in OURS else name


def _all_different(names: list[str], file) -> None:
    for name in names:
        if names.count(name) > 1:
            raise DataError("two columns have the same name", file=file, value=name, remedy="rename one of them")


def _handle(source: str | Path | bytes):
    return pa.BufferReader(source) if isinstance(source, bytes) else source


def _footer(source: str | Path | bytes, file) -> None:
    """DataError where the end of the file is cut off or claims to be absurdly long."""
    if isinstance(source, bytes):
        size, end = len(source), source[-8:]
    else:
        with open(source, "rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(max(0, size - 8))
            end = opened.read()
    length = int.from_bytes(end[:4], "little")
    if size < 12 or not end.endswith(MAGIC) or length > size - 12:
        raise DataError("is not a Parquet file that can be read (its end is cut off)", file=file, remedy=AGAIN)
    if length > limits.FOOTER:
        raise DataError(f"has a description of {length / 1e6:,.0f} MB, and at most {limits.FOOTER / 1e6:,.0f} MB "
                        "are read", file=file, remedy="write it again without notes for other programs")  # fmt: skip


def _described(opened: parquet.ParquetFile, file) -> list[str]:
    """The names of the columns; DataError where what the file says of itself cannot be or is too much."""
    about = opened.metadata
    limits.cells_allowed(about.num_rows, about.num_columns, file)
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    counts = [group.num_rows for group in groups]
    if about.num_rows < 0 or min(counts, default=0) < 0 or sum(counts) != about.num_rows:
        raise DataError("says of itself how many records it has, and the numbers cannot be", file=file, remedy=AGAIN)
    size = sum(max(group.total_byte_size, 0) for group in groups)
    if size > limits.PARQUET:
        raise DataError(f"unpacks to {size / 1e6:,.0f} MB or more, and at most {limits.PARQUET / 1e6:,.0f} MB are read",
                        file=file, remedy="split it into several files")  # fmt: skip
    schema = opened.schema_arrow
    for column in schema:
        if pa.types.is_nested(column.type):
            raise _no_text(column.name, column.type, file)
    _all_different(schema.names, file)
    return schema.names


def _no_text(name: str, kind: pa.DataType, file) -> DataError:
    return DataError(f"a column of {str(kind)[:60]} cannot be read as text", file=file, field=name, remedy=AS_TEXT)


def _batches(source, opened: parquet.ParquetFile, names: list[str], file) -> Iterator[dict[str, pa.Array]]:
    """The columns as texts by name, some records at a time."""
    referred, batch_rows = _growing(source, opened, file)
    opened = parquet.ParquetFile(_handle(source), read_dictionary=referred)
    size = 0
    for batch in opened.iter_batches(batch_rows):
        found = {}
        for name in names:
            column = batch.column(name)
            if pa.types.is_dictionary(column.type):
                _written_out(column, size, file)
            found[name] = _texts(column, name, file)
            size += found[name].nbytes
            if size > limits.TEXTS:
                raise _too_much(file)
        yield found


def _growing(source, opened: parquet.ParquetFile, file) -> tuple[list[str], int]:
    """(columns whose texts may fill the memory once each reference to a distinct one is written out, records a batch).

    The first record of each row group is read before its columns are asked what they say of themselves: reading tells
    of a broken description, where asking would end the program.
    """
    about, growing, prefixed = opened.metadata, set(), 0
    texts = {column.name for column in opened.schema_arrow if _is_text(column.type)}
    for number in range(about.num_row_groups):
        group = about.row_group(number)
        if next(opened.iter_batches(1, row_groups=[number]), None) is None or not group.num_rows:
            continue
        columns = dict(zip(opened.schema_arrow.names, map(group.column, range(group.num_columns)), strict=True))
        prefixed = max([prefixed, *(c.total_uncompressed_size for c in columns.values() if PREFIXED in c.encodings)])
        referred = [name for name, column in columns.items()
                    if name in texts and column.has_dictionary_page and PREFIXED not in column.encodings]  # fmt: skip
        growing.update(name for name, longest in _longest(source, number, referred).items()
                       if longest * group.num_rows > limits.TEXTS / 10)  # fmt: skip
    if prefixed * PREFIXED_BATCH > limits.TEXTS:
        raise DataError(f"has texts in the encoding {PREFIXED}, too many for it to be read safely", file=file,
                        remedy="write it again with a plain encoding, or as CSV")  # fmt: skip
    return sorted(growing), PREFIXED_BATCH if prefixed else BATCH


def _longest(source, number: int, referred: list[str]) -> dict[str, int]:
    """Bytes of the longest text to which each of these columns refers in a row group."""
    if not referred:
        return {}
    opened = parquet.ParquetFile(_handle(source), read_dictionary=referred)
    first = next(opened.iter_batches(1, row_groups=[number], columns=referred))
    return {name: pc.max(pc.binary_length(first.column(name).dictionary)).as_py() or 0 for name in referred}


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or (pa.types.is_dictionary(kind) and pa.types.is_string(kind.value_type))


def _written_out(column: pa.DictionaryArray, size: int, file) -> None:
    """DataError where the texts that these references stand for would not go into the memory."""
    if pa.types.is_string(column.type.value_type) and len(column.dictionary):
        lengths = pc.binary_length(column.dictionary).to_numpy(zero_copy_only=False).astype(np.int64)
        numbers = column.indices.drop_null().to_numpy(zero_copy_only=False)
        if size + int(lengths[numbers].sum()) > limits.TEXTS:
            raise _too_much(file)


def _too_much(file) -> DataError:
    return DataError(f"holds more than {limits.TEXTS / 1e6:,.0f} MB of text, the most that is read", file=file,
                     remedy="split it by person")  # fmt: skip


def _texts(column: pa.Array, name: str, file) -> pa.Array:
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
        raise _no_text(name, kind, file) from error
    texts = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)

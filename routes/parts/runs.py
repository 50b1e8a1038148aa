"""How do chunks of rows become parts of people? Each chunk is sorted by person and laid on the disk as a *run*.

A part is a range of person ids: the rows of these people in all runs, run after run, so a person's rows stand in the
order of the file. Rows without a person belong to the first part. Runs are Arrow files that are mapped, not read:
whoever builds a part touches its own rows only.
"""

import os
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.tables import OURS, TEXT
from routes.codes import decode, encode
from routes.placing import brought_by_rows

SAMPLES = 256  # ids of a run that the bounds of parts are chosen from
UNTIL_END = None


@dataclass(frozen=True)
class Run:
    """A chunk on the disk, and what has to be known of it to plan."""

    path: Path
    rows: int
    columns: tuple[str, ...]
    sample: tuple[str, ...]  # ids at equal distances, sorted; "" is no person
    brought: pd.DataFrame  # places that its rows bring (routes.placing.brought_by_rows)


@dataclass(frozen=True)
class Part:
    """The people from one id to the one before another."""

    number: int
    low: str
    high: str | None


def write_run(table: pd.DataFrame, path: Path, places: pd.DataFrame) -> Run:
    """Lay a chunk on the disk. Under its name only when it is whole, so that it can be done again after a kill.

    >>> import tempfile
    >>> table = pd.DataFrame({"person_id": ["q", None, "p", "q"], "place_id": "A", "row": [2, 3, 4, 5]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     run = write_run(table, Path(folder, "run"), pd.DataFrame({"place_id": ["A"]}))
    ...     read_part([run], plan([run], 1)[0])["row"].tolist()
    [3, 4, 2, 5]
    """
    texts = {name: _texts(table[name]) for name in table if name != "row"}
    cells = pa.table({**texts, "row": pa.array(table["row"].to_numpy(np.int64))})
    cells = _by_person(cells)
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    with pa.ipc.new_file(draft, cells.schema) as file:
        file.write_table(cells, max_chunksize=max(len(cells), 1))
    os.replace(draft, path)
    at = np.linspace(0, len(cells), SAMPLES, endpoint=False).astype(int) if len(cells) else []
    sample = tuple(_key(cells["person_id"], number) for number in at)
    return Run(path, len(cells), tuple(cells.column_names), sample, brought_by_rows(table, places))


def _texts(column: pd.Series) -> pa.Array:
    """A column as the builder reads it (routes.codes.encode), whatever holds its texts."""
    if not isinstance(column.dtype, pd.StringDtype):
        column = pd.Series(decode(*encode(column, len(column))), dtype=TEXT)
    cells = pa.array(column, from_pandas=True)
    cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    return cells.cast(pa.large_string())


def _by_person(cells: pa.Table) -> pa.Table:
    """The rows sorted by person, those without one first, each person's in the order that they had."""
    coded = cells["person_id"].combine_chunks().dictionary_encode()
    rank = np.empty(len(coded.dictionary) + 1, dtype=np.int64)
    rank[:-1][pc.array_sort_indices(coded.dictionary).to_numpy()] = np.arange(len(coded.dictionary))
    rank[-1] = -1
    codes = rank[pc.fill_null(coded.indices, -1).to_numpy()]
    if (codes[1:] >= codes[:-1]).all():
        return cells
    return cells.take(pa.array(np.argsort(codes, kind="stable")))


def _key(ids: pa.ChunkedArray, row: int) -> str:
    return ids[row].as_py() or ""


def plan(runs: Sequence[Run], parts: int) -> list[Part]:
    """So many parts of about as many rows each; fewer where there are not so many people.

    >>> runs = [Run(Path("a"), 4, (), ("p", "q", "r", "s"), None), Run(Path("b"), 1, (), ("t",), None)]
    >>> [(part.low, part.high) for part in plan(runs, 2)]
    [('', 'r'), ('r', None)]
    """
    drawn = [(key, run.rows / len(run.sample)) for run in runs for key in run.sample]
    drawn.sort()
    rows = np.cumsum([weight for _, weight in drawn])
    whole = rows[-1] if len(rows) else 0
    wanted = np.searchsorted(rows, whole * np.arange(1, parts) / parts)
    bounds = sorted({drawn[at][0] for at in wanted} - {"", drawn[0][0]}) if drawn else []
    return [Part(n, low, high) for n, (low, high) in enumerate(zip(["", *bounds], [*bounds, UNTIL_END], strict=True))]


def read_part(runs: Sequence[Run], part: Part) -> pd.DataFrame:
    """The rows of a part as routes.reading.read_events gives them."""
    names = list(dict.fromkeys(name for run in runs for name in run.columns if name not in OURS))
    if any("row_fault" in run.columns for run in runs):
        names.append("row_fault")
    slices = [_slice(run, part, [*names, "row"]) for run in runs]
    cells = pa.concat_tables(slices).combine_chunks()
    return cells.to_pandas(types_mapper={pa.large_string(): TEXT}.get)


def _slice(run: Run, part: Part, names: list[str]) -> pa.Table:
    with pa.memory_map(str(run.path)) as file:
        cells = pa.ipc.open_file(file).read_all()
    ids = cells["person_id"]
    low, high = (
        len(cells) if key is UNTIL_END else bisect_left(range(len(cells)), key, key=lambda row: _key(ids, row))
        for key in (part.low, part.high)
    )
    cells = cells.slice(low, high - low)
    missing = pa.nulls(len(cells), pa.large_string())
    return pa.table({name: cells[name] if name in cells.column_names else missing for name in names})

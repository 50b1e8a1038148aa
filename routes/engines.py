"""What runs the builder? One piece where the records are few, parts where they are many, Dask where that is asked for.

The rows are the same whatever runs it. `local` holds one part at a time and writes every format; `dask` runs parts side
by side, on this machine or on a cluster, and writes folders of partitioned Parquet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import DataError
from routes.build import build
from routes.output import write
from routes.parts.cluster import build_on_cluster
from routes.parts.joining import Figures
from routes.parts.local import build_in_parts
from routes.parts.sources import Source, of_table, open_events
from routes.progress import SILENT, Progress
from routes.reading import read_some_events

ENGINES = ("local", "dask")
ONE_PIECE_ROWS = 200_000  # events; more are built in parts, which takes less memory and no more time


@dataclass(frozen=True)
class Engine:
    """What was chosen. None: not said."""

    name: str = "local"
    workers: int | None = None
    scheduler: str | None = None
    parts: int | None = None

    def form(self, form: str | None) -> str:
        """The format that is written; DataError where the choices do not fit each other.

        >>> Engine().form(None), Engine("dask").form(None)
        ('geojson', 'parquet')
        >>> Engine("spark").form("csv")
        Traceback (most recent call last):
        geodata.errors.DataError: --engine: there is no such engine here ("spark"); write local or dask.
        """
        dask = self.name == "dask"
        if self.name not in ENGINES:
            raise DataError("there is no such engine here", field="--engine", value=self.name,
                            remedy=f"write {' or '.join(ENGINES)}")  # fmt: skip
        for field, value in (("--workers", self.workers), ("--parts", self.parts)):
            if value is not None and value < 1:
                raise DataError("is no number of them", field=field, value=value, remedy="write 1 or more")
        if not dask and (self.scheduler or (self.workers or 1) > 1):
            field = "--scheduler" if self.scheduler else "--workers"
            raise DataError("the local engine works alone", field=field, value=self.scheduler or self.workers,
                            remedy=f"add --engine dask, or leave {field} away")  # fmt: skip
        if self.scheduler and self.workers:
            raise DataError("a scheduler has its own workers", field="--workers", value=self.workers,
                            remedy="leave --workers away")  # fmt: skip
        if dask and form not in (None, "parquet"):
            raise DataError("this engine writes Parquet", field="--format", value=form,
                            remedy="write parquet, or leave --engine away")  # fmt: skip
        return "parquet" if dask else form or "geojson"


def run(
    path: Path,
    columns: Mapping[str, str],
    places: pd.DataFrame,
    folder: Path,
    form: str | None,
    *,
    engine: Engine = Engine(),
    place_problems: pd.DataFrame | None = None,
    progress: Progress = SILENT,
    **how,
) -> Figures:
    """Build the events of a file, or of a folder of Parquet files, into a folder; the report and what is grave in it.

    `how`: infer_crossings and silence_days of routes.build.build.
    """
    form = engine.form(form)
    progress("reading", 0)
    source = open_events(path, columns, progress)
    told = {"place_problems": place_problems, "progress": progress, **how}
    small = source.whole is None and source.rows <= ONE_PIECE_ROWS and path.is_file()
    if small and engine.name != "dask" and not engine.parts:
        table = read_some_events(path, columns)
        source = of_table(table, path.name, table.attrs["sha256"])
    return run_source(source, folder, places=places, form=form, engine=engine, **told)


def run_source(source: Source, folder: Path, *, places: pd.DataFrame, form: str, engine: Engine, **told) -> Figures:
    """The same of a source that is open; `form` as the engine has it, `told` what else `run` takes."""
    told |= {"parts": engine.parts}
    if engine.name == "dask":
        return build_on_cluster(source, places, folder, workers=engine.workers or 2, scheduler=engine.scheduler, **told)
    return _run_here(source, places, folder, form, **told)


def _run_here(
    source: Source,
    places: pd.DataFrame,
    folder: Path,
    form: str,
    *,
    parts: int | None = None,
    place_problems: pd.DataFrame | None = None,
    progress: Progress = SILENT,
    **how,
) -> Figures:
    """The local engine, in one piece where the rows are few and in memory."""
    told = {"place_problems": place_problems, **how}
    if parts or source.whole is None or source.rows > ONE_PIECE_ROWS:
        return build_in_parts(source, places, folder, form, parts=parts, progress=progress, **told)
    progress("building", 0, source.rows)
    ladder = build(source.whole, places, file=source.name, **told)
    progress("writing", 0, source.rows)
    write(ladder, folder, form)
    return Figures.of(ladder)

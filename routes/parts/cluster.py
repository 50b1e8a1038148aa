"""How do several processes, or several machines, build together? The same parts, each built and written by a worker.

Dask hands the parts out and gives a part to another worker where one dies. A worker writes what a part gives under a
hidden name and renames it when it is whole, so that a part may be done twice. All that comes back to the caller are
figures; flows are summed in a tree, rejected rows and findings are files that are put one behind the other. The folder
of results must be one that every worker sees under the same path; so must the file of events.
"""

import csv
import heapq
import logging
import os
import pickle
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.errors import DataError
from routes import VERSION
from routes.build import build
from routes.folder import whole, work_folder
from routes.leaving import flow_table, parquet_tables
from routes.lines import Drawn
from routes.output import CsvFile, LineFeeds, ParquetFile, write_csv, write_report
from routes.parts.joining import Figures, Ground, Sums
from routes.parts.local import PART_ROWS, place_findings
from routes.parts.runs import Part, Run, plan, read_part, write_run
from routes.parts.sources import Chunk, Source
from routes.progress import SILENT, Progress
from routes.reading import no_record

LOCAL = "127.0.0.1"
TIMES = 5  # workers that a part may cost before the run is given up
SETTINGS = {
    "distributed.scheduler.allowed-failures": TIMES,
    "distributed.comm.timeouts.connect": "30s",
    # The servers of HTTP that Dask starts have nothing to show.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.preload": ["routes.parts.cluster"],
}
FAN_IN = 8  # flows of so many parts are summed by one task
LOOK_EVERY_S = 0.2  # for a wish to stop
TABLES = ("stints", "legs", "paths")


@dataclass(frozen=True)
class Job:
    """What every part needs; it lies in the working folder, each worker reads it once."""

    folder: Path  # the draft of the results
    file: str
    places: pd.DataFrame
    runs: tuple[Run, ...]
    ground: Ground
    how: dict
    sha256: str


def build_on_cluster(
    source: Source,
    places: pd.DataFrame,
    folder: Path,
    *,
    workers: int = 2,
    scheduler: str | None = None,
    parts: int | None = None,
    place_problems: pd.DataFrame | None = None,
    progress: Progress = SILENT,
    **how,
) -> Figures:
    """Build what routes.build.build does into a folder of partitioned Parquet: `legs/part-0000.parquet` and so on.

    `workers`: processes on this machine, where no address of a `scheduler` is given. `parts`: so many, by default of
    PART_ROWS rows. `how`: infer_crossings and silence_days of routes.build.build.
    """
    with whole(folder) as draft, _client(workers, scheduler, work_folder(draft)) as client:
        work = work_folder(draft)
        _check_shared(client, draft)
        runs = _split(client, source, places, work, progress)
        rows = sum(run.rows for run in runs)
        if not rows:
            raise no_record(Path(source.name))
        ground = Ground(places, runs)
        bare = tuple(replace(run, brought=run.brought.iloc[:0]) for run in runs)
        job = _write_job(Job(draft, source.name, places, bare, ground, how, source.sha256), work)
        planned = plan(runs, parts or -(-rows // PART_ROWS))
        for name in TABLES:
            (draft / name).mkdir()
        tasks = [client.submit(_build_part, job, part, pure=False) for part in planned]
        figures = _results(client, tasks, _Told(progress, "building", rows, lambda done: done.report["events_read"]))
        progress("joining", rows, rows)
        flows = _flows(client, job, len(planned), progress).table(ground)
        problems = place_findings(place_problems)
        joined = Figures.together(figures).with_findings(problems)
        joined.report.update(flows=len(flows), data_sha256=source.sha256)
        _join(draft, len(planned), flows, problems)
        write_report(joined.report, draft)
        return joined


def dask_setup(worker) -> None:
    """In each worker that is started here: Ctrl-C in the terminal reaches it too, and is for the caller to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _distributed():
    try:
        import distributed  # noqa: PLC0415 - only where it is asked for
    except ImportError as error:
        raise DataError(
            "Dask is not installed here", field="--engine", value="dask",
            remedy='install it with: pip install "dask[distributed]", or leave --engine away',
        ) from error  # fmt: skip
    return distributed


@contextmanager
def _client(workers: int, scheduler: str | None, work: Path) -> Iterator:
    """A client of the scheduler at the address, or of one on this machine that nobody else can reach."""
    distributed = _distributed()
    import dask  # noqa: PLC0415

    with dask.config.set(SETTINGS):
        if scheduler:
            try:
                client = distributed.Client(scheduler, timeout="30s")
            except (OSError, ValueError) as error:
                raise DataError("no scheduler answers there", field="--scheduler", value=scheduler,
                                remedy="start one with: dask scheduler") from error  # fmt: skip
            with client:
                yield client
            return
        with (
            distributed.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host=LOCAL,
                # No dashboard; the bare server that Dask starts all the same takes any port that is free.
                scheduler_kwargs={"dashboard": False, "dashboard_address": f"{LOCAL}:0"},
                worker_dashboard_address=None,
                local_directory=str(work),  # what does not fit into memory is no business of other folders
                silence_logs=logging.CRITICAL,
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client


def _check_shared(client, draft: Path) -> None:
    """DataError where a worker does not see the folder, or is of another version."""
    token = work_folder(draft) / "seen"
    token.write_text(str(os.getpid()))
    try:
        found = client.run(_look, str(token))
    except ImportError as error:
        raise DataError("the workers do not have this program", field="--scheduler",
                        remedy="start them in the folder of this repository") from error  # fmt: skip
    if not found:
        raise DataError("the scheduler has no workers", field="--scheduler", remedy="start some with: dask worker")
    blind = [address for address, (text, _) in found.items() if text != str(os.getpid())]
    if blind:
        raise DataError(f"the worker {blind[0]} does not see this folder", file=draft.parent,
                        remedy="give a folder that all workers share, under the same path")  # fmt: skip
    other = [version for _, version in found.values() if version != VERSION]
    if other:
        raise DataError(f"a worker has version {other[0]} of this program, here is {VERSION}", field="--scheduler",
                        remedy="use one version everywhere")  # fmt: skip


def _look(token: str) -> tuple[str, str]:
    try:
        return Path(token).read_text(), VERSION
    except OSError:
        return "", VERSION


def _split(client, source: Source, places: pd.DataFrame, work: Path, progress: Progress) -> list[Run]:
    """The runs of all chunks; a table that is in this process's memory is cut here."""
    progress("splitting", 0, source.rows)
    if source.whole is not None:
        return [run for chunk in source.chunks for run in _write_runs(chunk, 0, places, work)]
    tasks = [client.submit(_write_runs, chunk, n, places, work, pure=False) for n, chunk in enumerate(source.chunks)]
    told = _Told(progress, "splitting", source.rows, lambda runs: sum(run.rows for run in runs))
    found = _results(client, tasks, told)
    return [run for runs in found for run in runs]


def _write_runs(chunk: Chunk, number: int, places: pd.DataFrame, work: Path) -> list[Run]:
    written = (
        write_run(table, work / f"run-{number:06d}-{n:03d}.arrow", places) for n, table in enumerate(chunk.tables())
    )
    return [run for run in written if run.rows]


@dataclass(frozen=True)
class _Told:
    """How the results of tasks count as progress."""

    progress: Progress
    stage: str
    rows: int | None
    count: Callable[[object], int] = lambda _: 0


def _results(client, tasks: list, told: _Told) -> list:
    """What the tasks give, in their order; all are called off where the run is stopped."""
    distributed = _distributed()
    found: dict = {}
    done = 0
    try:
        while len(found) < len(tasks):
            told.progress(told.stage, done, told.rows)
            left = [task for task in tasks if task.key not in found]
            try:
                ready = distributed.wait(left, timeout=LOOK_EVERY_S, return_when="FIRST_COMPLETED").done
            except TimeoutError:
                continue
            for task in ready:
                found[task.key] = task.result()
                done += told.count(found[task.key])
        told.progress(told.stage, done, told.rows)
        return [found[task.key] for task in tasks]
    except distributed.KilledWorker as error:
        raise DataError("worker after worker died on one part, most likely for want of memory",
                        field="--parts", remedy="make more parts, or start fewer workers") from error  # fmt: skip
    finally:
        client.cancel([task for task in tasks if task.key not in found])


def _write_job(job: Job, work: Path) -> Path:
    path = work / "job"
    path.write_bytes(pickle.dumps(job))
    return path


@lru_cache(maxsize=1)
def _job(path: Path) -> Job:
    return pickle.loads(path.read_bytes())  # noqa: S301 - our own file, in the hidden folder of this run


@lru_cache(maxsize=1)
def _drawn(path: Path) -> Drawn:
    """The lines that this worker has drawn for the job."""
    return Drawn(len(_job(path).places))


def _build_part(path: Path, part: Part) -> Figures:
    """Build one part and lay what it gives where it belongs."""
    job = _job(path)
    raw = read_part(job.runs, part)
    raw.attrs["sha256"] = job.sha256
    ladder = build(raw, job.places, file=job.file, crowded=job.ground.crowded, drawn=_drawn(path), **job.how)
    draft = path.parent / f"part-{part.number:04d}-{os.getpid()}"
    draft.mkdir(exist_ok=True)
    for name, (table, geometry) in parquet_tables(ladder).items():
        file = ParquetFile(draft / f"{name}.parquet")
        file.add(table, geometry)
        file.close()
    write_csv(ladder.rejected, draft / "rejected.csv")
    write_csv(ladder.audit, draft / "audit.csv")
    _save(Sums.of(ladder, job.ground), draft / "flows.npy")
    for name in TABLES:
        os.replace(draft / f"{name}.parquet", job.folder / name / f"part-{part.number:04d}.parquet")
    for name in ("rejected.csv", "audit.csv", "flows.npy"):
        os.replace(draft / name, path.parent / _piece(part.number, name))
    shutil.rmtree(draft)
    return Figures.of(ladder)


def _piece(number: int, name: str) -> str:
    return f"{number:04d}-{name}"


def _save(sums: Sums, path: Path) -> None:
    np.save(path, np.column_stack([sums.pair, sums.counts]))


def _load(path: Path) -> Sums:
    cells = np.load(path, allow_pickle=False)
    return Sums(cells[:, 0], cells[:, 1:])


def _flows(client, job: Path, parts: int, progress: Progress) -> Sums:
    """The flows of all parts, FAN_IN at a time until few are left."""
    files = [job.parent / _piece(number, "flows.npy") for number in range(parts)]
    level = 0
    while len(files) > FAN_IN:
        level += 1
        groups = [files[start : start + FAN_IN] for start in range(0, len(files), FAN_IN)]
        sums = [job.parent / f"sum-{level}-{n:04d}.npy" for n in range(len(groups))]
        tasks = [client.submit(_sum, *both, pure=False) for both in zip(groups, sums, strict=True)]
        _results(client, tasks, _Told(progress, "joining", None))
        files = sums
    return Sums.together([_load(file) for file in files])


def _sum(files: Sequence[Path], to: Path) -> None:
    draft = to.with_suffix(f".{os.getpid()}.npy")
    _save(Sums.together([_load(file) for file in files]), draft)
    os.replace(draft, to)


def _join(draft: Path, parts: int, flows, problems: pd.DataFrame) -> None:
    """The files that are one for all parts."""
    work = work_folder(draft)
    file = ParquetFile(draft / "flows.parquet")
    file.add(flow_table(flows))
    file.close()
    with (draft / "audit.csv").open("wb") as audit:
        for number in range(parts):
            with (work / _piece(number, "audit.csv")).open("rb") as piece:
                header = piece.readline()
                if not number:
                    audit.write(header)
                shutil.copyfileobj(piece, audit)
    more = CsvFile(draft / "audit.csv", further=True)
    more.add(problems)
    more.close()
    _merge_rejected([work / _piece(number, "rejected.csv") for number in range(parts)], draft / "rejected.csv")


def _merge_rejected(pieces: Sequence[Path], to: Path) -> None:
    """Rows in the order of the file, a row at a time."""
    files = [piece.open(encoding="utf-8", newline="") for piece in pieces]
    try:
        readers = [csv.reader(file) for file in files]
        headers = [next(reader) for reader in readers]
        at = headers[0].index("row")
        with to.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(LineFeeds(out), lineterminator="\r\n")
            writer.writerow(headers[0])
            writer.writerows(heapq.merge(*readers, key=lambda cells: int(cells[at])))
    finally:
        for file in files:
            file.close()

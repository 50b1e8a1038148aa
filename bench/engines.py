"""The engines on one machine: CSV or Parquet in, Parquet out, against plain pandas with Shapely; time, memory, growth.

Every run is a process of its own (`python -m bench.engines RUN …`), from the file on the disk to the files on the disk,
its own imports not counted. CPU is that of the process and its workers; memory is the peak of the sum over all of them
(proportional set size, so that what they share counts once), looked at every 0.1 s.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import geopandas as gpd
import pandas as pd

from bench import records, route_ways
from geodata.places import read_places
from routes.engines import Engine
from routes.engines import run as run_engine

ROOT = Path(__file__).parents[1]
RUNS = {  # events: (what runs, times)
    10_000: (("local",), 3),
    100_000: (("local", "dask", "plain"), 3),
    1_000_000: (("local", "local_parquet", "one_piece", "dask", "floor", "plain"), 2),
    10_000_000: (("local_parquet", "dask"), 1),
}
ONCE = ("plain",)  # at the largest size that it is asked for
NAMES = {
    "local": "`--engine local`, from CSV",
    "local_parquet": "`--engine local`, from Parquet",
    "one_piece": "the builder in one piece, from CSV",
    "dask": "`--engine dask --workers 2`, from Parquet",
    "floor": "numpy + Shapely floor, from CSV",
    "plain": "plain pandas + Shapely, from CSV",
}
LOOK_EVERY_S = 0.1


def measure() -> dict:
    """`{events: {what: {seconds, cpu, megabytes}}}`: the best of runs that take turns (BENCH_MOST: largest size)."""
    most, found = int(os.environ.get("BENCH_MOST", max(RUNS))), {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        records.places().assign(names=None)[
            ["place_id", "name", "kind", "country", "admin1", "longitude", "latitude"]
        ].to_csv(folder / "places.csv", index=False)
        for size, (ways, times) in RUNS.items():
            if size > most:
                continue
            _write(folder, size)
            done: dict[str, list] = {way: [] for way in ways}
            for number in range(times):
                for way in ways:
                    if number == 0 or way not in ONCE or size < 1_000_000:
                        done[way].append(_run(way, folder))
            found[str(size)] = {way: _best(runs) for way, runs in done.items()}
    return found


def _best(runs: list[dict]) -> dict:
    best = {name: min(run[name] for run in runs) for name in ("seconds", "cpu", "megabytes")}
    return best | {"load": max(run["load"] for run in runs)}


def _write(folder: Path, size: int) -> None:
    table = records.events(size).drop(columns="row")
    table.to_parquet(folder / "events.parquet", row_group_size=1 << 18)
    if {"local", "floor", "plain"} & set(RUNS[size][0]):
        table.to_csv(folder / "events.csv", index=False)


def _run(way: str, folder: Path) -> dict:
    command = [sys.executable, "-m", "bench.engines", way, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main(way: str, name: str) -> None:
    """One run, told as JSON."""
    folder = Path(name)
    places = read_places(folder / "places.csv")
    memory = _Memory()
    began, cpu = time.perf_counter(), _cpu()
    if way in ("plain", "floor"):
        _other_way(way, folder, places)
    else:
        source = folder / ("events.csv" if way in ("local", "one_piece") else "events.parquet")
        engine = Engine("dask", workers=2) if way == "dask" else Engine()
        if way == "one_piece":
            _one_piece(source, places, folder / way)
        else:
            run_engine(source, {}, places, folder / way, "parquet", engine=engine)
    seconds, used = time.perf_counter() - began, _cpu() - cpu
    print(json.dumps({"seconds": seconds, "cpu": used, "megabytes": memory.stop(), "load": os.getloadavg()[0]}))


def _one_piece(source: Path, places: pd.DataFrame, out: Path) -> None:
    from routes.build import build  # noqa: PLC0415
    from routes.output import write  # noqa: PLC0415
    from routes.reading import read_some_events  # noqa: PLC0415

    write(build(read_some_events(source), places, file=source.name), out, "parquet")


def _other_way(way: str, folder: Path, places: pd.DataFrame) -> None:
    """What one writes without thinking of speed, or the least that arrays need: read_csv, bench.route_ways, to_parquet.

    The floor reads by pyarrow.
    """
    reads = {"engine": "pyarrow", "dtype_backend": "pyarrow"} if way == "floor" else {}
    events = pd.read_csv(folder / "events.csv", dtype=str, **reads)
    stints, legs, paths, flows = getattr(route_ways, way)(events, places)
    out = folder / way
    out.mkdir(exist_ok=True)
    stints.to_parquet(out / "stints.parquet")
    if way == "plain":
        flows.columns = ["_".join(part for part in name if part) for name in flows.columns]
        flows = gpd.GeoDataFrame(flows.rename(columns={"geometry_first": "geometry"}), crs=4326)
    for name, table in {"legs": legs, "paths": paths, "flows": flows}.items():
        table.to_parquet(out / f"{name}.parquet")


def _cpu() -> float:
    """Seconds of this process and of children that have ended."""
    return sum(os.times()[:4])


class _Memory:
    """The peak of the memory of this process and all below it, in megabytes."""

    def __init__(self):
        self.peak, self.done = 0.0, threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while not self.done.wait(LOOK_EVERY_S):
            self.peak = max(self.peak, sum(_held(process) for process in _family(os.getpid())))

    def stop(self) -> float:
        self.done.set()
        self.thread.join()
        return self.peak


def _family(process: int) -> list[int]:
    found = [process]
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += _family(int(child))
    except OSError:  # it has ended
        pass
    return found


def _held(process: int) -> float:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def words(found: dict) -> str:
    """The figures as Markdown."""
    loads = [run["load"] for runs in found.values() for run in runs.values()]
    lines = [
        "## Engines: from a file on the disk to files on the disk",
        "",
        "Generated records (`bench/records.py`), Parquet written, two cores. A process a run, imports not counted; the "
        "best of three runs (two at 1,000,000, one at 10,000,000 and of plain pandas there), which take turns. CPU is "
        "that of all processes together, memory the peak of their sum. *Growth*: the exponent of CPU seconds from the "
        "size before; n log n would be "
        + ", ".join(f"{_n_log_n(size):.2f} to {size:,}" for size in sorted(RUNS)[1:])
        + f". The load of the machine was {min(loads):.0f} to {max(loads):.0f}; where that is more than its cores, "
        "compare CPU rather than seconds. Plain pandas and the floor make fewer columns: no checks, no vague dates, no "
        "evidence, no reasons, no audit; the floor is the least that numpy, Shapely and geopandas need on one core.",
        "",
        "| events | what | seconds | CPU s | MB | rows a second | growth | plain to it, seconds | CPU |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    before: dict[str, tuple[int, float]] = {}
    for size in sorted(map(int, found)):
        plain = found[str(size)].get("plain")
        for way, run in found[str(size)].items():
            growth = math.log(run["cpu"] / before[way][1]) / math.log(size / before[way][0]) if way in before else None
            before[way] = size, run["cpu"]
            to_plain = " | ".join(
                f"{plain[kind] / run[kind]:.1f} ×" if plain and way != "plain" else "" for kind in ("seconds", "cpu")
            )
            lines.append(
                f"| {size:,} | {NAMES[way]} | {run['seconds']:.1f} | {run['cpu']:.1f} | {run['megabytes']:,.0f} | "
                f"{size / run['seconds']:,.0f} | {'' if growth is None else f'{growth:.2f}'} | {to_plain} |"
            )
    return "\n".join(lines) + "\n"


def _n_log_n(size: int) -> float:
    before = size // 10
    return math.log(size * math.log(size) / (before * math.log(before))) / math.log(10)


if __name__ == "__main__":
    main(*sys.argv[1:])

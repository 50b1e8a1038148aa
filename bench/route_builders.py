"""The route builder against its peers and the floor: the same generated records, one process a way, in one run."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

from bench import records

ROOT = Path(__file__).parents[1]
SIZES = {  # events: (ways, times that each is started, runs at each start)
    10_000: (("floor", "ours", "plain", "plain_straight", "trackintel", "movingpandas"), 3, 3),
    100_000: (("floor", "ours", "ours_with_borders", "plain", "plain_straight", "trackintel"), 3, 3),
    1_000_000: (("floor", "ours", "ours_with_borders"), 2, 2),
}
SLOW = ("plain", "plain_straight", "trackintel")  # one run a start
ONCE = ("movingpandas",)  # a minute a run
NAMES = {
    "floor": "numpy + Shapely floor",
    "ours": "**this builder**",
    "ours_with_borders": "this builder, a third of the places abroad, crossings inferred",
    "plain": "plain pandas + Shapely",
    "plain_straight": "plain pandas + Shapely, straight lines",
    "trackintel": "trackintel, straight lines",
    "movingpandas": "MovingPandas, straight lines",
}


def measure() -> dict:
    """`{events: {way: {seconds, megabytes, total_megabytes, rows}}, "command": {…}}`, the best of all runs."""
    found: dict = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size, (ways, starts, runs) in SIZES.items():
            _write(folder, size)
            done: dict[str, list] = {way: [] for way in ways}
            for number in range(starts):  # the ways take turns, so that a slow moment of the machine meets all of them
                for way in ways:
                    if number == 0 or way not in ONCE:
                        done[way].append(_run(way, folder, 1 if way in SLOW + ONCE else runs))
            found[str(size)] = {way: _best(parts) for way, parts in done.items()}
        found["command"] = _command(folder)
    return found


def _best(parts: list[dict]) -> dict:
    """The least of seconds over all runs and of megabytes over all starts: what others do on the machine only adds."""
    figures = {name: min(part[name] for part in parts) for name in ("megabytes", "total_megabytes")}
    return {"seconds": min(second for part in parts for second in part["seconds"]), **figures, "rows": parts[0]["rows"]}


def _write(folder: Path, size: int) -> None:
    records.events(size).to_parquet(folder / "events.parquet")
    records.places().to_pickle(folder / "places.pickle")


def _run(way: str, folder: Path, rounds: int) -> dict:
    command = [sys.executable, "-m", "bench.measure", way, str(folder), str(rounds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _command(folder: Path) -> dict:
    """The whole command on the largest file: CSV in, Parquet out."""
    pd.read_parquet(folder / "events.parquet").drop(columns="row").to_csv(folder / "events.csv", index=False)
    columns = ["place_id", "name", "kind", "country", "admin1", "longitude", "latitude"]
    records.places()[columns].to_csv(folder / "places.csv", index=False)
    arguments = ["build", str(folder / "events.csv"), "--places", str(folder / "places.csv"), "--format", "parquet"]
    program = (
        "import resource, sys, time; from routes.cli import main; start = time.perf_counter(); "
        "code = main(sys.argv[1:]); seconds = time.perf_counter() - start; "
        "print(code, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", program, *arguments, "--out", str(folder / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    code, seconds, megabytes = done.stdout.split()
    return {"exit_code": int(code), "seconds": float(seconds), "total_megabytes": float(megabytes)}


def words(found: dict) -> str:
    """The figures as Markdown."""
    lines = [
        "## From custody events to stints, legs, paths and flows",
        "",
        f"Generated records (`bench/records.py`): {records.STINTS_A_PERSON} events a person, {records.PLACES:,} places "
        f"by Zipf's law (exponent {records.ZIPF}), rows shuffled. Every way starts from the same tables in memory and "
        "makes all four tables with their lines; each in a process of its own after a run on ten people, the ways "
        "taking turns; the best of nine runs (of four at 1,000,000, of three for plain and trackintel, one of "
        "MovingPandas), because what else the machine does only adds to a time. Memory is the peak above what was "
        "held before. What the ways do is told in `bench/route_ways.py`; only ours checks the rows, reads vague dates, "
        "states evidence and audits.",
        "",
        "| events | way | seconds | to ours | MB | to the floor |",
        "|---|---|---|---|---|---|",
    ]
    for size in (key for key in found if key != "command"):
        ours, floor = found[size]["ours"]["seconds"], found[size]["floor"]
        for way, figures in found[size].items():
            lines.append(
                f"| {int(size):,} | {NAMES[way]} | {figures['seconds']:.3f} | {figures['seconds'] / ours:,.2f} × | "
                f"{figures['megabytes']:,.0f} | {figures['seconds'] / floor['seconds']:,.2f} × time, "
                f"{figures['megabytes'] / max(floor['megabytes'], 1):,.2f} × memory |"
            )
    command = found["command"]
    lines += [
        "",
        f"The whole command at {max(SIZES):,} events, CSV to Parquet, crossings inferred where need be: "
        f"{command['seconds']:.1f} s, {command['total_megabytes']:,.0f} MB in all.",
    ]
    return "\n".join(lines) + "\n"

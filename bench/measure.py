"""How long does one way take, and how much memory more than before? Run in a process of its own.

`python -m bench.measure WAY FOLDER ROUNDS` reads events.parquet and places.pickle from FOLDER, runs the way and prints
JSON: seconds of each round, megabytes at the peak of the first round above what was held before it, and the rows made.
"""

import json
import os
import sys
import time
import warnings
from pathlib import Path

import pandas as pd

from bench import route_ways


def main(way: str, folder: str, rounds: str) -> None:
    """Measure and print."""
    events = _table(Path(folder) / "events.parquet")
    places = pd.read_pickle(Path(folder) / "places.pickle")  # noqa: S301 - our own file of a moment ago
    warnings.simplefilter("ignore")
    # Libraries load and caches fill before anything is measured: a service builds more than once.
    few = events[events["person_id"].isin(events["person_id"].head(10))]
    getattr(route_ways, way)(few, places)
    before = _forget_peak()
    seconds, peak, made = [], 0.0, None
    for number in range(int(rounds)):
        start = time.perf_counter()
        made = getattr(route_ways, way)(events, places)
        seconds.append(time.perf_counter() - start)
        if number == 0:
            peak = _megabytes("VmHWM") - before
        made = [len(table) for table in made if table is not None]
    print(json.dumps({"seconds": seconds, "megabytes": peak, "total_megabytes": peak + before, "rows": made}))


def _table(path: Path) -> pd.DataFrame:
    table = pd.read_parquet(path)
    return table.astype({name: "str" for name in table if table[name].dtype == object})


def _forget_peak() -> float:
    """Megabytes held now; the kernel's mark of the highest is set back to it."""
    Path("/proc/self/clear_refs").write_text("5")
    return _megabytes("VmRSS")


def _megabytes(line: str) -> float:
    for text in Path("/proc/self/status").read_text().splitlines():
        if text.startswith(line + ":"):
            return int(text.split()[1]) / 1024
    raise OSError(f"no {line} in /proc/self/status")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main(*sys.argv[1:])

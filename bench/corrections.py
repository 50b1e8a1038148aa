"""How long until a correction is acknowledged? Against the floor: the same bytes, appended and synced."""

import json
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from geodata.store import Store

SIZES = (300, 10_000)  # places
EDITS = 40  # a proposal and its acceptance each
SOURCE = {"title": "A report of 2024", "coords_as_published": "41.5 N, 129.5 E"}


def measure() -> dict:
    """Milliseconds by number of places: median and worst of ours (proposal, acceptance), median of the floor."""
    return {size: _one(size) for size in SIZES}


def words(told: dict) -> str:
    """The table."""
    rows = []
    for size, times in told.items():
        for name, one in times.items():
            to_floor = one["median"] / times["floor"]["median"]
            rows.append(f"| {size:,} | {name} | {one['median']:.1f} | {one['worst']:.1f} | {to_floor:.1f} × |")
    return "\n".join(
        [
            "## Until a correction is acknowledged",
            "",
            "A proposal and its acceptance by another person, in turns with the floor, on one disk: the journal line",
            "is on the disk (fsync), and the GeoJSON file of all places is replaced. The floor does no more than that",
            "with bytes that are ready.",
            "",
            "| places | what | median, ms | worst, ms | to the floor |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )


def _one(size: int) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "places.geojson"
        base.write_text(json.dumps({"type": "FeatureCollection", "features": [_feature(n) for n in range(size)]}))
        store = Store.open(Path(folder) / "store", [base])
        times = {"floor": [], "a proposal": [], "an acceptance": []}
        for turn in range(EDITS + 1):
            place, values = f"place-{turn * 7 % size}", {"position": [129 + turn / 100, 41.5]}
            proposed, first = _timed(store.propose, place, values, who="A", source=SOURCE, reason="seen there")
            _, second = _timed(store.accept, proposed.n, who="B", comment="agreed")
            line, whole = b"x" * 600 + b"\n", store.paths[0].read_bytes()
            _, floor = _timed(_floor, Path(folder), line, whole)
            if turn:  # the first one makes the folder
                for name, seconds in zip(times, (floor, first, second), strict=True):
                    times[name].append(1000 * seconds)
    return {name: {"median": statistics.median(all_), "worst": max(all_)} for name, all_ in times.items()}


def _timed(work, *arguments, **named):
    start = time.perf_counter()
    done = work(*arguments, **named)
    return done, time.perf_counter() - start


def _floor(folder: Path, line: bytes, whole: bytes) -> None:
    with (folder / "floor.jsonl").open("ab") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    (folder / "floor.new").write_bytes(whole)
    os.replace(folder / "floor.new", folder / "floor.geojson")


def _feature(number: int) -> dict:
    draw = random.Random(number)
    longitude, latitude = round(draw.uniform(125, 130), 6), round(draw.uniform(38, 42), 6)
    said = {"coords_as_published": f"{latitude}", "longitude": longitude, "latitude": latitude}
    sources = [{"title": f"Source {n}", "url": f"https://example.org/{number}/{n}", **said} for n in range(2)]
    told = {"name": f"Place {number}", "names": {"ko": f"장소 {number}"}, "kind": "holding_centre", "precision": "site",
            "country": "KP", "sources": sources, "chosen_because": "The only position known."}  # fmt: skip
    return {"type": "Feature", "id": f"place-{number}", "properties": told,
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]}}  # fmt: skip

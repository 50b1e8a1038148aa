"""Is every acknowledged correction still there after `kill -9` and a failing disk? `python -m tests.geodata.soak`.

Kills: two writers propose, accept, decline and undo on one store, as fast as they can, and write down each line that was
acknowledged. One is killed at a random moment, the other goes on, and is killed as well. Their disk takes a line in
several pieces, so that kills fall into the middle of one. Then the store is opened as after a crash and checked: every
acknowledged line is there with its hash, the chain holds, every file is whole and what the journal makes.

Faults: one writer on a disk that now and then is full, read-only, breaks off in the middle of a write, or fails in fsync,
truncate or rename, several of them at a time.
"""

import argparse
import errno
import json
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path

from geodata import geojson
from geodata.corrections.disk import Disk, NotRecorded
from geodata.errors import DataError
from geodata.journal import FILE
from geodata.store import Store

PLACES = 40
KILLS_A_STORE, EDITS_A_STORE = 50, 200  # then a new one is begun, or reading it would take longer than writing to it
PEOPLE = ("Kim", "Lee", "Park")
ALIVE = (0.0, 0.2)  # seconds from the start of a writer to its end
CODES = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EDQUOT)


class PiecewiseDisk(Disk):
    """A disk that takes what is written in pieces, with a pause after each."""

    def write(self, handle, data, at):
        taken = super().write(handle, data[: max(97, len(data) // 4)], at)
        time.sleep(random.random() * 0.0005)  # noqa: S311 - not for secrets
        return taken


class FlakyDisk(Disk):
    """A disk on which each call fails with a chance of `chance`; a write that fails may have taken a part."""

    def __init__(self, dice: random.Random):
        self.dice, self.chance = dice, 0.0

    def _may_fail(self):
        if self.dice.random() < self.chance:
            code = self.dice.choice(CODES)
            raise OSError(code, os.strerror(code))

    def open(self, path, flags):
        if flags & (os.O_WRONLY | os.O_RDWR):
            self._may_fail()
        return super().open(path, flags)

    def write(self, handle, data, at):
        if self.dice.random() < self.chance:
            return super().write(handle, data[: self.dice.randint(1, len(data))], at)
        self._may_fail()
        return super().write(handle, data, at)

    def fsync(self, handle):
        self._may_fail()
        super().fsync(handle)

    def truncate(self, handle, length):
        self._may_fail()
        super().truncate(handle, length)

    def rename(self, old, new):
        self._may_fail()
        super().rename(old, new)

    def mkdir(self, folder):
        self._may_fail()
        super().mkdir(folder)


def base_file(folder: Path) -> Path:
    """Some synthetic places."""
    rows = [
        {"type": "Feature", "id": f"p{n}", "properties": {"name": f"Place {n}", "big": 10**20 + n}, "geometry": None}
        for n in range(PLACES)
    ]
    path = folder / "places.geojson"
    geojson.write(path, {"type": "FeatureCollection", "features": rows})
    return path


def step(store: Store, dice: random.Random):
    """One edit at random; the entry, or None where the store says that it cannot be done now."""
    who, waiting = dice.choice(PEOPLE), store.pending()
    what = dice.choice(("propose", "accept", "accept", "decline", "undo"))
    try:
        if what == "undo":
            return store.undo(dice.randint(1, max(1, store.version_of_all)), who=who, reason="x")
        if what in ("accept", "decline") and waiting:
            return getattr(store, what)(dice.choice(waiting).n, who=who, comment="집결소")
        place = f"p{dice.randrange(PLACES)}"
        values = {"position": [round(dice.uniform(124, 131), 5), round(dice.uniform(38, 43), 5)]}
        if dice.random() < 0.5:
            values = {"name": f"곳 {dice.random()}", "note": "x" * dice.randint(0, 900)}
        return store.propose(place, values, who=who, source="Report", reason="seen")
    except NotRecorded:
        raise
    except DataError:  # decided meanwhile, undone already, one's own proposal
        return None


def write_forever(folder: Path, places: Path, told: int, seed: int) -> None:
    """A writer: every acknowledged line goes to the handle `told`, once the call has returned."""
    dice = random.Random(seed)  # noqa: S311
    store = Store.open(folder, [places], PiecewiseDisk())
    while True:
        entry = step(store, dice)
        if entry:
            os.write(told, f"{entry.n} {entry.hash}\n".encode())


def started(*arguments) -> int:
    """The number of a new process that writes forever."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # numpy's threads do nothing in the child
        number = os.fork()
    if number:
        return number
    try:
        write_forever(*arguments)
    finally:
        os._exit(1)  # a writer ends by being killed


def checked(folder: Path, acknowledged: dict[int, str]) -> tuple[list[str], int, bool]:
    """Open a store as after a crash: what is wrong in it (nothing, if all is well), its lines, and whether a torn line
    was mended."""
    store = Store.open(folder)
    found = [text for text in (store.damaged, store.warning) if text]
    found += [str(fault) for fault in store.verify()]
    data = (folder / FILE).read_bytes() if (folder / FILE).exists() else b""
    lines = {told["n"]: told["hash"] for told in map(json.loads, data.splitlines())}
    found += [f"line {n} was acknowledged and is lost" for n, digest in acknowledged.items() if lines.get(n) != digest]
    for path in store.paths if lines else ():
        features = json.loads(path.read_bytes())["features"]
        found += [f"{feature['id']} differs" for feature in features if feature != store.feature(feature["id"])]
    return found, len(lines), store.repaired is not None


def kills(times: int, seed: int) -> tuple[Counter, list[str]]:
    """Kill writers so many times, the store checked after every second kill."""
    dice, count, found = random.Random(seed), Counter(), []  # noqa: S311
    while count["kills"] < times and not found:
        with tempfile.TemporaryDirectory() as name:
            folder, places, told = Path(name) / "store", base_file(Path(name)), Path(name) / "told"
            handle = os.open(told, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
            until = min(times, count["kills"] + KILLS_A_STORE)
            while count["kills"] < until and not found:
                writers = [started(folder, places, handle, dice.randrange(1 << 30)) for _ in range(2)]
                for writer in writers:
                    time.sleep(dice.uniform(*ALIVE))
                    os.kill(writer, signal.SIGKILL)
                    found += [] if os.WIFSIGNALED(os.waitpid(writer, 0)[1]) else ["a writer ended by itself"]
                    count["kills"] += 1
                said = [line.split() for line in told.read_text(encoding="ascii").splitlines()]
                acknowledged = {int(n): digest for n, digest in said}
                wrong, lines, mended = checked(folder, acknowledged)
                found += wrong
                count["torn lines mended"] += mended
            os.close(handle)
            count["acknowledged"] += len(acknowledged)
            count["there without an acknowledgement"] += max(lines - 1, 0) - len(acknowledged)  # the first is the base
    return count, found


def faults(times: int, seed: int) -> tuple[Counter, list[str]]:
    """So many edits on a disk that fails now and then; the store is checked after every one that was refused."""
    dice, count, found = random.Random(seed), Counter(), []  # noqa: S311
    while count["edits"] < times and not found:
        with tempfile.TemporaryDirectory() as name:
            disk, places, acknowledged = FlakyDisk(dice), base_file(Path(name)), {}
            store, until = Store.open(Path(name) / "store", [places], disk), min(times, count["edits"] + EDITS_A_STORE)
            while count["edits"] < until and not found:
                count["edits"] += 1
                disk.chance = dice.choice((0.0, 0.02, 0.1, 0.5, 1.0))
                try:
                    entry = step(store, dice)
                except NotRecorded as refused:
                    count["refused" if refused.certain else "refused, not certain"] += 1
                    disk.chance = 0.0
                    found += checked(store.folder, acknowledged)[0]
                    continue
                if entry:
                    count["acknowledged"] += 1
                    acknowledged[entry.n] = entry.hash
            found += checked(store.folder, acknowledged)[0]
    return count, found


def main() -> int:
    """Run both and print what was counted; 1 where something was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.geodata.soak", description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--faults", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=None, help="the moments of the kills differ all the same")
    options = parser.parse_args()
    seed = random.randrange(1 << 30) if options.seed is None else options.seed  # noqa: S311
    all_found = []
    for what, run, times in (("kill -9", kills, options.kills), ("failing disk", faults, options.faults)):
        begun = time.monotonic()
        count, found = run(times, seed)
        told = ", ".join(f"{name} {number:,}" for name, number in sorted(count.items()))
        print(f"{what} (seed {seed}, {time.monotonic() - begun:.0f} s): {told}; lost {len(found)}", flush=True)
        all_found += found
    print("\n".join(all_found[:20]) or "Nothing acknowledged was lost.")
    return 1 if all_found else 0


if __name__ == "__main__":
    sys.exit(main())

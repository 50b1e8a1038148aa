"""Are the rebuilt files of a store those that its journal makes, and what if they are not?

A file made from fewer lines is stale and made again. One made from more lines than the journal holds is a witness that
recorded lines are missing. One that somebody changed by hand is put aside under another name, never overwritten.
"""

from pathlib import Path

from geodata.corrections.disk import Disk
from geodata.corrections.splice import stamp
from geodata.corrections.state import State
from geodata.errors import DataError
from geodata.journal import FROM_A_COPY

ASIDE = ".changed-"  # in the name of a file that somebody changed and that was put aside


def witness(held: dict[str, bytes], hashes: list[str], journal: Path) -> DataError | None:
    """What rebuilt files, with the bytes that they hold, know of lines that the journal does not hold (`hashes` of its
    lines); None: nothing."""
    for name, data in held.items():
        told = stamp(data)
        if told is None:
            continue
        if told.lines > len(hashes):
            return DataError(
                f"{told.lines} lines were recorded, as {name} knows, but only {len(hashes)} are here",
                file=journal,
                line=len(hashes) + 1,
                remedy=f"{FROM_A_COPY}; or, to go on without what is missing, move {name} away",
            )
        if told.intact and told.lines and hashes[told.lines - 1] != told.head:
            return DataError(
                f"{name} was made from another journal than this one",
                file=journal,
                line=told.lines,
                remedy=f"{FROM_A_COPY}; or, to go on with this one, move {name} away",
            )
    return None


def lines_of(data: bytes) -> int:
    """From how many lines a rebuilt file was made; -1 where that is not known for certain."""
    told = stamp(data)
    return told.lines if told and told.intact else -1


def contents(folder: Path) -> dict[str, bytes]:
    """The GeoJSON files in a store that may be rebuilt ones, with their bytes; those put aside are not."""
    paths = [path for path in sorted(folder.glob("*.geojson")) if ASIDE not in path.name]
    return {path.name: data for path in paths if (data := _bytes(path)) is not None}


def faults(folder: Path, state: State, held: dict[str, bytes]) -> list[DataError]:
    """Where the rebuilt files, with the bytes that they `held`, are not what base and journal make."""
    found = []
    for name, data in state.rebuilt().items():
        there = held.get(name)
        if there == data:
            continue
        remedy = "open the store once, and it is made again"
        if there is None:
            found.append(DataError("is missing", file=folder / name, remedy=remedy))
            continue
        told = stamp(there)
        if told and told.intact and told.lines < state.lines:
            reason = f"was made from {told.lines} of {state.lines} lines"
        else:
            reason = "was changed after it was made from the journal"
        alike = next((at for at, pair in enumerate(zip(there, data, strict=False)) if pair[0] != pair[1]), len(there))
        found.append(DataError(reason, file=folder / name, line=there.count(b"\n", 0, alike) + 1, remedy=remedy))
    return found


def made_again(folder: Path, state: State, disk: Disk, known: dict[str, tuple]) -> tuple[str | None, str | None]:
    """Make all rebuilt files anew. Sentences for a person: what was put aside, what failed. Call it under the lock.

    `known` holds the marks (inode, size, time) of the files that were made here last, so that a file is read again
    only where somebody else wrote it; it is brought up to date.
    """
    aside, failed = [], []
    for name, data in state.rebuilt().items():
        path = folder / name
        try:
            if known.get(name) is None or known[name] != mark(path):
                before = _bytes(path)
                if before == data:
                    known[name] = mark(path)
                    continue
                if before is not None and not _ours(before):
                    aside.append(_put_aside(path, state.lines, disk))
            disk.replace(path, data, durable=False)
            known[name] = mark(path)
        except OSError as error:
            known.pop(name, None)
            failed.append(
                f"Everything is recorded, but {name} could not be made again ({error.strerror or error}). "
                "It is made again with the next correction or at the next start."
            )
    return " ".join(aside) or None, " ".join(failed) or None


def _put_aside(path: Path, lines: int, disk: Disk) -> str:
    number, aside = 1, path.with_name(f"{path.stem}{ASIDE}{lines}{path.suffix}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}{ASIDE}{lines}-{number}{path.suffix}")
    disk.rename(path, aside)
    return (
        f"{path.name} is not as it was made from the journal: another program changed it, or the machine went down. "
        f"What it held is kept as {aside.name}, and the file was made again. Bring changes in with propose."
    )


def _ours(data: bytes) -> bool:
    found = stamp(data)
    return found is not None and found.intact


def mark(path: Path) -> tuple | None:
    """Inode, size and time of a file; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None

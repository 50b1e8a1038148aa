"""What does the folder of a store hold when it is opened, and what of it can be mended?

A torn end was never acknowledged and is put aside; a last line that lacks nothing but its line end gets one. Anything
else that is not as it was written is damage, and stays as it is for a person to look at.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from geodata import journal
from geodata.corrections import rebuilt
from geodata.corrections.base import Base, read_copy
from geodata.corrections.base import read as read_base
from geodata.corrections.disk import Disk
from geodata.corrections.review import fitting
from geodata.corrections.state import State
from geodata.errors import DataError
from geodata.journal import BEGINNING, FILE, Entry

BASE_LINE = b'"kind":"base"'


class Found(NamedTuple):
    """What was found: the state to show; `end` (bytes) of the good lines; the tail behind them and what it is; the
    fault, where the journal is damaged; and whether the state is from the rebuilt files and not from the journal."""

    state: State
    end: int
    tail: bytes
    kind: str
    fault: DataError | None
    from_rebuilt: bool


class Prepared(NamedTuple):
    """The base that a journal names last, read before the lock is taken: it never changes, and may take a second."""

    folder: str
    files: tuple
    state: State


def prepared(folder: Path, disk: Disk) -> Prepared | None:
    """The state of the base that the journal seems to stand on; None where that is not plain to see."""
    try:
        data = disk.read(folder / FILE)
        at = data.rindex(BASE_LINE)
        told = json.loads(data[data.rfind(b"\n", 0, at) + 1 : data.index(b"\n", at)])
        files = tuple(told["files"])
        return Prepared(told["folder"], files, State(read_copy(folder, told["folder"], files)))
    except (DataError, ValueError, KeyError, TypeError):
        return None  # whatever is wrong is found, and told, under the lock


def found(folder: Path, disk: Disk, begins_from: Callable[[], Base], ready: Prepared | None, lines: int) -> Found:
    """Read the journal and what it stands on. `lines` were here before: where there are none now, some are missing."""
    path = folder / FILE
    data = disk.read(path) if path.exists() else b""
    reading = journal.read(data, str(path))
    entries, fault = fitting(reading, str(path))
    head = entries[-1].hash if entries else BEGINNING
    kind = "nothing" if fault else journal.what_the_tail_is(reading.tail, str(path), len(entries), head)
    if kind == "damaged":
        fault = journal.faults(data, str(path))[0]
    if kind == "unended":
        entries = [*entries, journal.parse(reading.tail.rstrip(b"\0"), str(path), len(entries) + 1, head)]
    held = rebuilt.contents(folder)
    fault = fault or rebuilt.witness(held, [entry.hash for entry in entries], path)
    if not fault and lines and not entries:
        fault = DataError("was here and is gone", file=path, line=1, remedy=journal.FROM_A_COPY)
    if not fault:
        try:
            state = _replayed(folder, entries, begins_from, ready)
            return Found(state, reading.end, reading.tail, kind, None, False)
        except DataError as error:
            if not entries:  # the files that somebody named hold no places; nothing is damaged
                raise
            fault = error
    state, from_rebuilt = _shown(folder, entries, held, begins_from)
    return Found(state, reading.end, reading.tail, kind, fault, from_rebuilt)


def _replayed(folder: Path, entries: list[Entry], begins_from: Callable[[], Base], ready: Prepared | None) -> State:
    if not entries:
        return State(begins_from())
    last = [entry for entry in entries if entry.kind == "base"][-1]
    if ready and (ready.folder, ready.files) == (last.folder, last.files):
        return ready.state.after(entries)
    return State(read_copy(folder, last.folder, last.files)).after(entries)


def _shown(
    folder: Path, entries: list[Entry], held: dict[str, bytes], begins_from: Callable[[], Base]
) -> tuple[State, bool]:
    """What a damaged store shows, and whether that is from the rebuilt files. They hold every acknowledged correction,
    and are shown where they know more lines than the journal has good ones."""
    lines = {name: rebuilt.lines_of(data) for name, data in held.items()}
    made = [name for name in lines if lines[name] > len(entries)]
    if not made:
        try:
            return _replayed(folder, entries, begins_from, None), False
        except DataError:  # a copy of the base was changed
            made = [name for name in lines if lines[name] == len(entries)]
            if not made:
                raise
    state = State(read_base([folder / name for name in made]))
    for entry in entries:
        state.review.add(entry)
    return state, True


def mended(folder: Path, disk: Disk, what: Found) -> tuple[int, str]:
    """Set the end of a journal right: where its last line then ends, and what was done, in a sentence. OSError or
    NotRecorded where that fails."""
    path, lines = folder / FILE, what.state.lines
    if what.kind == "unended":
        text = what.tail.rstrip(b"\0")
        end = what.end + len(text)
        if len(text) != len(what.tail):
            _cut(disk, path, end)
        disk.append(path, b"\n", end)
        return end + 1, f"The last line of {FILE} (line {lines}) was whole but had no end; its end was added."
    kept = _free(folder, f"journal.torn-{lines + 1}")
    disk.replace(kept, what.tail)
    _cut(disk, path, what.end)
    return what.end, (
        f"A write to {FILE} had been cut short before it was recorded. The {len(what.tail):,} bytes behind line "
        f"{lines} were put aside as {kept.name}; nothing that was acknowledged is lost."
    )


def _cut(disk: Disk, path: Path, length: int) -> None:
    if not disk.cut(path, length):
        raise OSError("its end could not be cut")


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}"
    return path

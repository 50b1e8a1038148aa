"""Is a store what it says? The chain of the journal, the copies of the base, and the files rebuilt from both."""

from pathlib import Path

from geodata import journal, rebuilt, settings
from geodata.base import read_copy
from geodata.errors import DataError
from geodata.review import fitting
from geodata.state import State


def faults(folder: Path) -> list[DataError]:
    """Everything that is not as it was written, each with file and line; nothing is mended. Call it under the lock."""
    path = folder / journal.FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        data = b""
    found = journal.faults(data, str(path))
    reading = journal.read(data, str(path))
    entries, unfit = fitting(reading, str(path))
    if unfit and not found:
        found.append(unfit)
    if not found:
        missing = rebuilt.witness(folder, rebuilt.names(folder), [entry.hash for entry in entries], path)
        found += [missing] if missing else []
    found += [fault for entry in entries if entry.kind == "base" for fault in _copies(folder, entry)]
    try:
        settings.read(folder)
    except DataError as fault:
        found.append(fault)
    if entries and not found:
        found += rebuilt.faults(folder, State.replayed(folder, entries))
    return found


def _copies(folder: Path, entry: journal.Entry) -> list[DataError]:
    try:
        read_copy(folder, entry.folder, entry.files)
    except DataError as fault:
        return [fault]
    return []

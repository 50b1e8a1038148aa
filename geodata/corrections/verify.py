"""Is a store what it says? The chain of the journal, the copies of the base, and the files rebuilt from both."""

from pathlib import Path
from typing import NamedTuple

from geodata import journal
from geodata.corrections import base, rebuilt, settings
from geodata.corrections.disk import Disk
from geodata.corrections.review import fitting
from geodata.corrections.state import State
from geodata.errors import DataError


class Held(NamedTuple):
    """What a store holds at one moment: the bytes of its journal and of its GeoJSON files."""

    folder: Path
    journal: bytes
    files: dict[str, bytes]


def held(folder: Path, disk: Disk) -> Held:
    """Read a store while nobody writes; what takes longer is done afterwards."""
    with disk.lock(folder, exclusive=False):
        path = folder / journal.FILE
        return Held(folder, path.read_bytes() if path.exists() else b"", rebuilt.contents(folder))


def faults(store: Held) -> list[DataError]:
    """Everything that is not as it was written, each with file and line. Nothing is mended."""
    path = store.folder / journal.FILE
    found = journal.faults(store.journal, str(path))
    reading = journal.read(store.journal, str(path))
    entries, unfit = fitting(reading, str(path))
    if unfit and not found:
        found.append(unfit)
    if not found:
        missing = rebuilt.witness(store.files, [entry.hash for entry in entries], path)
        found += [missing] if missing else []
    bases = [entry for entry in entries if entry.kind == "base"]
    found += [fault for entry in bases for fault in base.faults(store.folder, entry.folder, entry.files)]
    try:
        settings.read(store.folder)
    except DataError as fault:
        found.append(fault)
    if entries and not found:
        copy = base.read_copy(store.folder, bases[-1].folder, bases[-1].files)
        found += rebuilt.faults(store.folder, State(copy).after(entries), store.files)
    return found

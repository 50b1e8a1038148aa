"""Who let what out of the team's hands, when and for whom? One line an export, on the disk before the file is given.

``log.jsonl`` in a folder of its own has one JSON object a line: ``n`` (1, 2, …), ``time`` (UTC), ``who``, ``purpose``,
what was made (members of the caller), ``previous`` (the hash of the line before) and ``hash``, as in the journal of
corrections (geodata/journal.py): a line that is changed or taken out later is found. Nothing leaves where nothing can
be recorded.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from geodata.corrections.disk import Disk, not_recorded
from geodata.errors import DataError
from geodata.journal import BEGINNING, line, now

FILE = "log.jsonl"
MOST = 500  # characters of a name or a purpose


def record(folder: Path, who: str, purpose: str, what: Mapping, disk: Disk | None = None) -> int:
    """Write one line durably; its number. DataError where nobody is named, or where it cannot be written."""
    told = {"who": _said(who, "who takes it"), "purpose": _said(purpose, "for whom and what for")}
    disk, path = disk or Disk(), folder / FILE
    try:
        disk.mkdir(folder)
        with disk.lock(folder):
            if not path.exists():
                disk.create(path)
            data = disk.read(path)
            whole = data[: data.rfind(b"\n") + 1]  # what a crash tore off was never acknowledged
            lines = _lines(whole, path)
            number = len(lines) + 1
            previous = lines[-1]["hash"] if lines else BEGINNING
            members = {"n": number, "time": now(), **told, **what, "previous": previous}
            if len(whole) < len(data):
                disk.cut(path, len(whole))
            disk.append(path, line(members), len(whole))
    except OSError as error:
        raise not_recorded(path, error) from error
    return number


def read(folder: Path) -> list[dict]:
    """All lines, oldest first. DataError that names the line which is not as it was written."""
    path = folder / FILE
    data = path.read_bytes() if path.exists() else b""
    return _lines(data[: data.rfind(b"\n") + 1], path)


def _lines(data: bytes, path: Path) -> list[dict]:
    lines, previous = [], BEGINNING
    for number, text in enumerate(data.splitlines(keepends=True), 1):
        try:
            members = json.loads(text)
            good = members.pop("hash") and line(members) == text and members["previous"] == previous
            members["hash"] = previous = json.loads(text)["hash"]
        except (ValueError, KeyError, AttributeError, TypeError):
            good = False
        if not good or members["n"] != number:
            raise DataError(
                "was changed after it was written",
                file=path,
                line=number,
                remedy="nothing is let out until whoever looks after this program has put the log right from a backup",
            )
        lines.append(members)
    return lines


def _said(text: str, field: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise DataError("is empty", field=field, remedy="write it down; the log keeps it")
    return said[:MOST]

"""What is packed in a gzip file or a ZIP archive? Unpacked in memory within limits; nothing is written to the disk.

Before a byte is unpacked, the table of contents is looked at: names that lead out of the archive, links, encryption,
names met twice and sizes over the limit are refused. Sizes are counted again while unpacking, since the table of
contents may lie.
"""

import gzip
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import IO

from geodata.errors import DataError, printable
from geodata.sentences import joined
from routes.sheets import limits
from routes.sheets.kinds import OTHER_NAMES, TABLES
from routes.sheets.model import CHOSEN, Option, Question, Unclear
from routes.sheets.sentences import tell

CHUNK = 1 << 20  # bytes unpacked in one go
COMPRESSED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what every program writes; others need memory before a limit
BESIDE = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.I)  # left by file managers
AGAIN = "pack it again"
WORKBOOK_PARTS = {  # a part, and what an archive with it is
    "xl/workbook.xml": "xlsx", "xl/workbook.bin": ".xlsb", "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation", "index/document.iwa": "a Numbers or Pages document", "doc.kml": ".kmz",
    "meta-inf/manifest.mf": "a program",
}  # fmt: skip
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


def gunzip(data: bytes, file: str) -> bytes:
    """What a gzip file holds.

    >>> import gzip
    >>> gunzip(gzip.compress(b"a,b"), "f.csv.gz")
    b'a,b'
    """
    return _unpacked(lambda: gzip.GzipFile(fileobj=io.BytesIO(data)), Budget(len(data), limits.UNPACKED, file))


class Budget:
    """How much may still be unpacked from an archive of `packed` bytes; DataError once it is more."""

    def __init__(self, packed: int, limit: int, file: str):
        self.packed, self.limit, self.file, self.taken = packed, limit, file, 0

    def take(self, size: int) -> None:
        """Count so many bytes more."""
        self.taken += size
        if self.taken > self.limit:
            raise DataError(f"unpacks to more than {self.limit / 1e6:,.0f} MB, the most that is read",
                            file=self.file or None, remedy="split it into several files")  # fmt: skip
        if self.taken > limits.RATIO_FROM and self.taken > limits.RATIO * self.packed:
            raise DataError(f"unpacks to more than {limits.RATIO} times its size, as no table of records does",
                            file=self.file or None, remedy="bring the table as it is, not packed")  # fmt: skip


def opened(data: bytes, file: str, limit: int) -> zipfile.ZipFile:
    """The archive in the bytes, its table of contents found in order."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except BROKEN as error:
        raise DataError(f"is a ZIP archive that cannot be read ({error})"[:200], file=file or None,
                        remedy=AGAIN) from None  # fmt: skip
    if len(entries) > limits.ENTRIES:
        raise DataError(f"holds {len(entries):,} files, and at most {limits.ENTRIES:,} are looked at",
                        file=file or None, remedy="pack the table alone")  # fmt: skip
    seen = set()
    for entry in entries:
        fault = _fault(entry, seen)
        if fault:
            raise DataError(fault[0], file=file or None, value=entry.orig_filename, remedy=fault[1])
        seen.add(entry.filename.casefold())
    Budget(len(data), limit, file).take(sum(entry.file_size for entry in entries))
    return archive


def _fault(entry: zipfile.ZipInfo, seen: set[str]) -> tuple[str, str] | None:
    """(what is wrong, remedy) of one line of the table of contents."""
    name = entry.orig_filename
    parts = re.split(r"[/\\]", name)
    if "\0" in name or ".." in parts or name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        return "holds a file whose name leads out of the archive", "pack the table alone, without a path"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "holds a link or a device in place of a file", "pack the file itself"
    if entry.flag_bits & 0x41:
        return "is protected with a password", "pack it without a password"
    if entry.filename.casefold() in seen:
        return "holds two files of the same name", "pack it again with each file once"
    if entry.compress_type not in COMPRESSED:
        return "is packed in a way that is not read here", "pack it again as a plain ZIP archive"
    return None


def inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of one file in the archive."""
    return _unpacked(lambda: archive.open(entry), budget, entry.filename)


def _unpacked(begin: Callable[[], IO[bytes]], budget: Budget, name: str | None = None) -> bytes:
    """All that a packed stream holds, within the budget; `name` is that of a file in an archive."""
    parts = []
    try:
        with begin() as stream:
            while part := stream.read(CHUNK):
                budget.take(len(part))
                parts.append(part)
    except DataError:
        raise
    except BROKEN as error:
        raise DataError(f"cannot be unpacked ({error})"[:200], file=budget.file or None, value=name,
                        remedy=AGAIN) from None  # fmt: skip
    return b"".join(parts)


def is_workbook(archive: zipfile.ZipFile, file: str) -> bool:
    """Whether the archive is an Excel workbook; DataError where it is another kind of document."""
    names = {name.casefold().replace("\\", "/") for name in archive.namelist()}
    if "mimetype" in names and "content.xml" in names:
        raise DataError("is an OpenDocument file", file=file or None, remedy=OTHER_NAMES[".ods"][1])
    for part, kind in WORKBOOK_PARTS.items():
        if part in names:
            if kind == "xlsx":
                return True
            what, remedy = OTHER_NAMES.get(kind, (kind, "save the table as CSV in UTF-8"))
            raise DataError(f"is {what}, not a table that can be read", file=file or None, remedy=remedy)
    return False


def member(archive: zipfile.ZipFile, packed: int, file: str, said: str | None) -> tuple[bytes, str, str]:
    """(bytes, name, why it is certain) of the one table in an archive of `packed` bytes; Unclear of several."""
    entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
    entries = {name: entry for name, entry in entries.items() if not BESIDE.search(name)}
    tables = [name for name in entries if PurePosixPath(name).suffix.lower() in TABLES]
    if said is not None:
        if said not in entries:
            raise DataError("there is no such file in the archive", file=file or None, field="member", value=said,
                            remedy=f"the archive holds {_some(entries)}")  # fmt: skip
        name, why = said, CHOSEN
    elif len(tables) == 1:
        name, why = tables[0], tell("only_table")
        others = [other for other in entries if other != name]
        why = joined([why, tell("beside", names=_some(others)) if others else ""])
    elif len(entries) == 1:
        name, why = next(iter(entries)), tell("only_file")
    elif tables:
        raise Unclear((_question(archive, [entries[name] for name in tables]),), file=file or None)
    else:
        raise DataError(f"holds no table, but {_some(entries)}" if entries else "is an archive without any file",
                        file=file or None, remedy="pack a table as CSV, XLSX, Parquet or GeoJSON")  # fmt: skip
    content = inflate(archive, entries[name], Budget(packed, limits.UNPACKED, file))
    return content, name, why


def _some(names) -> str:
    names = list(names)
    told = ", ".join(names[:10])
    return tell("and_more", names=told, number=len(names) - 10) if len(names) > 10 else told


def _question(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Question:
    options = []
    for entry in entries[:20]:
        options.append(Option(entry.filename, (f"{entry.file_size:,} bytes", *_first_lines(archive, entry))))
    return Question("member", tell("tables", number=len(entries)), tuple(options))


def _first_lines(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[str, ...]:
    """The first lines of a text, nothing of what is none."""
    try:
        with archive.open(entry) as stream:
            head = stream.read(400)
    except BROKEN:
        return ()
    return () if b"\0" in head else tuple(map(printable, head.decode("utf-8", "replace").splitlines()[:2]))

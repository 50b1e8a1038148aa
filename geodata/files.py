"""What text does a file hold? Bytes read within a limit, decoded only where the encoding is certain; written whole.

Certain is UTF-8, with or without a byte order mark, and UTF-16 with one. Nothing else is guessed: a wrong guess turns
a Korean name into another name without anyone noticing.
"""

import codecs
import os
import stat
import tempfile
from pathlib import Path

from geodata.errors import DataError

KINDS = {  # first bytes of files that people bring by mistake, and what to do
    b"PK\x03\x04": ("a spreadsheet workbook or a ZIP archive", "save the sheet as CSV in UTF-8"),
    b"\xd0\xcf\x11\xe0": ("an old Excel workbook", "save the sheet as CSV in UTF-8"),
    b"\x1f\x8b": ("compressed with gzip", "unpack it first"),
    b"%PDF": ("a PDF document", "take the table out of it as CSV in UTF-8"),
    b"SQLite format 3": ("an SQLite or GeoPackage database", "export the table as CSV or GeoJSON"),
}
NEW_FILE_MODE = 0o644
NUL_SHARE = 0.1  # of the bytes; UTF-16 without its mark has some 0.5 in Latin text, an honest text file has none


def read_bytes(path: str | Path, limit: int) -> bytes:
    """The bytes of a plain file of at most `limit` bytes; DataError for a missing, special or larger one."""
    path = Path(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # a device or a pipe may never end
            raise DataError("is not a plain file", file=path, remedy="give the path of a file")
        if status.st_size > limit:
            raise too_large(path, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except DataError:
        raise
    except FileNotFoundError as error:
        raise DataError("there is no such file", file=path, remedy="check the path") from error
    except PermissionError as error:
        raise DataError("may not be read", file=path, remedy="check the permissions of the file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise DataError(f"cannot be read ({error})", file=path, remedy="check the path") from error
    if len(data) > limit:
        raise too_large(path, limit)
    return data


def write_whole(path: str | Path, data: bytes) -> None:
    """Put the bytes in place of the file at once: a reader sees the old file or the new one, never half of it.

    The folder is made if need be. OSError where that cannot be done; then nothing was changed.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else NEW_FILE_MODE)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def too_large(path, limit: int) -> DataError:
    """The error for a file over the limit."""
    return DataError(
        f"is larger than {limit / 1e6:,.0f} MB, the most that is read", file=path, remedy="split it into several files"
    )


def decode(data: bytes, file: str | Path = "") -> str:
    r"""The text of the bytes, without a byte order mark; DataError that names line and byte where they are not text.

    >>> decode(b"\xef\xbb\xbfperson_id")
    'person_id'
    >>> decode(b"a,b\nM\xe4rz,1\n", "events.csv")
    Traceback (most recent call last):
    geodata.errors.DataError: events.csv, line 2: is not UTF-8 text: byte 0xe4 at byte 2 of the line; save it as UTF-8.
    """
    for start, (kind, remedy) in KINDS.items():
        if data.startswith(start):
            raise DataError(f"is {kind}, not a text file", file=file or None, remedy=remedy)
    encoding = "utf-8"
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.count(b"\0") > NUL_SHARE * len(data):
        raise DataError(
            "holds many NUL bytes, as binary files and UTF-16 without a mark do",
            file=file or None,
            remedy="save it as UTF-8",
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            reason, line = f"is marked as UTF-16 but is broken at byte {error.start + 1}", None
        else:
            end = b"\n" if b"\n" in data else b"\r"
            line = data.count(end, 0, error.start) + 1
            column = error.start - data.rfind(end, 0, error.start)
            reason = f"is not UTF-8 text: byte 0x{data[error.start]:02x} at byte {column} of the line"
        raise DataError(reason, file=file or None, line=line, remedy="save it as UTF-8") from error

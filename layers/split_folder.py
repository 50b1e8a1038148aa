"""Which files is a page that was split, on the disk? ``index.html`` and its parts, each named by a hash of its content.

A part is called such as ``data-0123456789abcdef.json``: what it is, the first 16 digits of its SHA-256, its ending.
``index.html`` names each part with its whole hash (Subresource Integrity) and has a seal (layers/seal.py), so that the
seal holds for all of them.

A folder is written whole or not at all: made beside its place under a name that begins with a dot, then renamed. An
older page of ours is moved into that folder first, so that for a moment there is none; whoever pulls the plug in that
moment finds the older one there, as ``older``.
"""

import base64
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from geodata.errors import DataError
from geodata.files import read_bytes, write_whole

INDEX = "index.html"
MANIFEST = re.compile(rb'<meta name="manifest" content="([^"<]*)">')
LISTED = re.compile(rb'(?:src|href)="([^"]*)" integrity="sha256-([^"]*)"')
NAME = re.compile(r"[a-z]+-([0-9a-f]{16})\.(?:js|css|json)")
DIGITS = 16  # of a hash in a name
FOLDER_MODE = 0o755  # whoever runs the web server reads it
MOST_BYTES = 1_000_000_000  # of a part
MOST_BYTES_INDEX = 20_000_000  # some thousand times what one takes


class Parts(NamedTuple):
    """The parts of a page: ``listed``, name → integrity as index.html has it; ``files``, name → bytes, None where there
    is none; ``others``, what else is in the folder."""

    listed: dict[str, str]
    files: dict[str, bytes | None]
    others: list[str]

    @property
    def missing(self) -> list[str]:
        """Parts that are not there."""
        return [name for name, data in self.files.items() if data is None]

    @property
    def changed(self) -> list[str]:
        """Parts that have another hash than index.html or their own name says."""
        return [
            name
            for name, data in self.files.items()
            if data is not None and (integrity(data) != self.listed[name] or NAME.fullmatch(name)[1] != _digits(data))
        ]

    @property
    def whole(self) -> bool:
        """Whether every part, and nothing else, is there as it was written."""
        return not (self.missing or self.changed or self.others)


def name_of(what: str, ending: str, data: bytes) -> str:
    """What a part is called.

    >>> name_of("data", ".json", b"{}")
    'data-44136fa355b3678a.json'
    """
    return f"{what}-{_digits(data)}{ending}"


def _digits(data: bytes) -> str:
    return sha256(data).hexdigest()[:DIGITS]


def integrity(data: bytes) -> str:
    """The hash of a part as a browser checks it.

    >>> integrity(b"{}")
    'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o='
    """
    return "sha256-" + base64.b64encode(sha256(data).digest()).decode()


def is_index(data: bytes) -> bool:
    """Whether a document is the index.html of a page that was split."""
    return bool(MANIFEST.search(data))


def listed(data: bytes, path: Path | None = None) -> dict[str, str]:
    """The parts that an index.html names, with their integrity; DataError where a name is not one of ours.

    >>> listed(b'<script src="map-44136fa355b3678a.js" integrity="sha256-RBNv"></script>')
    {'map-44136fa355b3678a.js': 'sha256-RBNv'}
    """
    found = {}
    for name, digest in LISTED.findall(data):
        if not NAME.fullmatch(text := name.decode("utf-8", "replace")):
            raise DataError("names a file that no page of ours has", file=path, value=text[:80])
        found[text] = "sha256-" + digest.decode("utf-8", "replace")
    return found


def parts(index: Path, data: bytes) -> Parts:
    """The parts of a page whose index.html was read. Only what it names is opened."""
    named = listed(data, index)
    try:
        files = {name: _bytes(index.with_name(name)) for name in named}
        found = os.listdir(index.parent)
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", file=index.parent) from error
    return Parts(named, files, sorted(set(found) - {index.name} - set(named)))


def _bytes(path: Path) -> bytes | None:
    return read_bytes(path, MOST_BYTES) if path.exists() else None


def folder_of(out: Path) -> Path:
    """The folder that ``--out NAME.html --split`` means. DataError where the name gives none.

    >>> folder_of(Path("out/site.html")).as_posix()
    'out/site'
    """
    name = out.name[: -len(".html")]
    if name.strip(". ") in ("", "index"):
        remedy = "name the folder: --out site.html makes site/index.html"
        raise DataError("gives the folder no name", file=out, field="--out", value=out.name, remedy=remedy)
    return out.with_name(name)


def check(folder: Path) -> None:
    """DataError where something else than an older page of ours, or an empty folder, is in the place of the folder."""
    try:
        if not os.path.lexists(folder):
            return
        other = _other(folder)
    except OSError as error:
        raise DataError(f"cannot be read ({error.strerror})", file=folder, field="--out") from error
    if other:
        remedy = "give another name, or take it away yourself"
        raise DataError(other[0], file=folder, field="--out", value=other[1], remedy=remedy)


def _other(folder: Path) -> tuple[str, str | None] | None:
    """What in the place of a folder is none of ours: a reason, and the name of a file."""
    if folder.is_symlink() or not folder.is_dir():
        return "is there already, and is no folder", None
    with os.scandir(folder) as entries:
        found = {entry.name: entry.is_file(follow_symlinks=False) for entry in entries}
    if not found:
        return None
    if not found.get(INDEX):
        return f"is there already, and is no page that was split: it has no {INDEX}", None
    index = folder / INDEX
    data = read_bytes(index, MOST_BYTES_INDEX)
    if not is_index(data):
        return f"is there already, and is no page that was split: its {INDEX} is another one", None
    named = listed(data, index)
    strange = sorted(name for name, plain in found.items() if not plain or name not in (INDEX, *named))
    return ("is there already, and has a file in it that is not of the page", strange[0]) if strange else None


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files in place as that folder, whole or not at all; its own folder is made if need be.

    DataError where something else is there; OSError where it cannot be written. Then nothing was changed.
    """
    check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    held = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    made, before = held / "new", held / "older"
    try:
        for name, data in files.items():
            write_whole(made / name, data)
        made.chmod(folder.stat().st_mode & 0o777 if folder.exists() else FOLDER_MODE)
        _put_in_place(made, folder, before)
    finally:
        if not (made.exists() and before.exists()):  # else the older page could not be put back: it is kept
            shutil.rmtree(held)


def _put_in_place(made: Path, folder: Path, before: Path) -> None:
    """The folder that was made in place of what is there, which goes to ``before``, or comes back."""
    try:
        if folder.exists():
            os.rename(folder, before)
            check(before)  # whatever came in while we wrote
        os.rename(made, folder)
    except BaseException:
        if before.exists() and not folder.exists():
            os.rename(before, folder)
        raise

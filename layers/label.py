"""What does a file that somebody got say of itself? Its manifest, and whether it is as it was written.

The file may come from anybody. Nothing in it is run, drawn or unpacked: the manifest stands as plain text at a known
place (layers/picture/formats.py, layers/payload.py, layers/split.py), or in the sidecar beside a file that has no place
for it (layers/datafile/sidecar.py). What cannot be ours is a DataError in a sentence.
"""

import re
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import NamedTuple

from geodata.errors import DataError
from geodata.files import decode, read_bytes
from geodata.strict_json import parse
from layers import seal, split_folder
from layers.datafile.sidecar import ENDING
from layers.manifest import PLACES, RECORDS
from layers.profiles import PROFILES

MOST_BYTES = 1_000_000_000
MOST_BYTES_BESIDE = 20_000_000  # of a sidecar or of a manifest: some thousand times what one takes
MOST_CHUNKS = 100_000  # of a PNG; an A2 at 600 dots an inch has some thousands
STARTS = {"png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-", "html": b"<!DOCTYPE html>", "svg": b"<?xml"}
MARKS = {  # what stands around a manifest; none of these can be part of a text of the data
    "html": re.compile(rb'<script type="application/json" id="payload">([^<]*)</script>'),
    "svg": re.compile(rb'<metadata id="manifest">([^<]*)</metadata>'),
    "pdf": re.compile(rb"/Manifest \(((?:[^\\()]|\\.)*)\)", re.DOTALL),
    "split": split_folder.MANIFEST,  # of index.html, in place of that of html
}
SHAPE = {  # of a manifest, as far as anything here relies on it
    "title": str, "profile": PROFILES, "program": str, "synthetic": bool, "cut": [str],
    "filters": [str], "filters_in_words": [str], "inputs": [{"role": (RECORDS, PLACES), "sha256": str}],
    "shown": {"persons": {"shown": int, "of": int}, "legs": {"shown": int, "of": int}, "places": {"shown": int}},
}  # fmt: skip
BEFORE_A_SIDECAR = "give the file together with the one beside it, whose name ends in " + ENDING


class Label(NamedTuple):
    """``form``: a key of layers.seal.SEALS, of the file itself, or ``json`` of its sidecar. ``seal``: whether it holds;
    None where there is none. ``described``: what the sidecar says of the file, and ``beside`` its bytes. ``parts``: the
    other files of a page that was split, whose index.html it is."""

    name: str
    data: bytes
    form: str
    manifest: dict
    seal: bool | None
    described: dict | None = None
    beside: bytes | None = None
    parts: split_folder.Parts | None = None

    @property
    def whole(self) -> bool:
        """Whether the file is as it was written, as far as it can tell by itself."""
        as_described = self.described is None or not misfits(self)
        return self.seal is True and as_described and (self.parts is None or self.parts.whole)


def read(path: Path) -> Label:
    """The label of a file; of a sidecar, that of the file which it describes; of a folder, that of its index.html."""
    if path.is_dir() and not (path / split_folder.INDEX).exists():
        raise DataError("is a folder without a page in it", file=path, remedy="give a file, or a page that was split")
    path = path / split_folder.INDEX if path.is_dir() else path
    if path.name.lower().endswith(ENDING):
        path = path.with_name(path.name[: -len(ENDING)])
    data = read_bytes(path, MOST_BYTES)
    beside = path.with_name(path.name + ENDING)
    if beside.exists():
        return _described(path, data, beside)
    form = next((form for form, start in STARTS.items() if data.startswith(start)), None)
    if not form or (form == "svg" and b"<svg " not in data[:2000]):
        raise DataError("says nothing of itself", file=path, remedy=BEFORE_A_SIDECAR)
    parts = split_folder.parts(path, data) if form == "html" and split_folder.is_index(data) else None
    return Label(path.name, data, form, manifest_in(data, form, path), seal.holds(data, form), parts=parts)


def manifest_in(data: bytes, form: str, path: Path | None = None) -> dict:
    """The manifest in the bytes of a file or of a sidecar; DataError where there is none."""
    form = "split" if form == "html" and split_folder.is_index(data) else form
    if form == "png":
        text = _png_text(data, path)
    elif form == "json":
        text = data
    else:
        found = MARKS[form].findall(data)
        text = found[0] if len(found) == 1 else None
    if text is None:
        raise DataError("has no manifest of this program in it", file=path, remedy="it may be another program's file")
    if form == "pdf":
        text = re.sub(rb"\\(.)", lambda found: b"\n" if found[1] == b"n" else found[1], text, flags=re.DOTALL)
    words = decode(text, path or "")
    told = parse(unescape(words) if form in ("svg", "split") else words, str(path) if path else None)
    for step in {"html": ("meta", "manifest"), "json": ("manifest",)}.get(form, ()):
        told = told.get(step) if isinstance(told, dict) else None
    if not _fits(told, SHAPE) or not _fits(_not_always_there(told), {"made": dict, "names": [str]}):
        raise DataError("what it says of itself cannot be read", file=path, remedy="it is damaged, or no file of ours")
    return told


def _not_always_there(told: dict) -> dict:
    names = [one.get(member, "") for one in told["inputs"] for member in ("name", "version")]
    return {"made": told.get("made", {}), "names": names}


def misfits(label: Label) -> list[str]:
    """In what the file is not the one that its sidecar describes: ``bytes``, ``hash``."""
    told = label.described
    real = {"bytes": len(label.data), "hash": f"sha256:{sha256(label.data).hexdigest()}"}
    return [name for name, value in real.items() if told.get(name) != value]


def _described(path: Path, data: bytes, beside: Path) -> Label:
    told = read_bytes(beside, MOST_BYTES_BESIDE)
    manifest = manifest_in(told, "json", beside)
    package = parse(decode(told, beside), str(beside))
    files = package.get("resources")
    if not isinstance(files, list) or not files or not _fits(files, [{"path": str, "bytes": int, "hash": str}]):
        raise DataError("describes no file", file=beside, remedy="it is damaged, or no file of ours")
    known = [{name: one[name] for name in ("path", "bytes", "hash")} for one in files]
    if any(one != known[0] for one in known):
        raise DataError("describes more than one file", file=beside, remedy="it is no file of ours")
    return Label(path.name, data, "json", manifest, seal.holds(told, "json"), known[0], told)


def _png_text(data: bytes, path: Path | None) -> bytes | None:
    """The text ``Manifest`` of a PNG. Only its plain texts are looked at: nothing is unpacked."""
    at = len(STARTS["png"])
    for _ in range(MOST_CHUNKS):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            raise DataError("is cut short", file=path, remedy="get the whole file again")
        if kind == b"tEXt" and data.startswith(b"Manifest\0", at + 8):
            return data[at + 8 + len(b"Manifest\0") : at + 8 + size]
        if kind == b"IEND":
            return None
        at += 12 + size
    raise DataError("is in more pieces than a picture of ours", file=path)


def _fits(value: object, shape: object) -> bool:
    """Whether a value from JSON has a shape: a type, a tuple of values, a list of one shape, an object of shapes.

    >>> _fits({"a": [1, 2], "b": 3}, {"a": [int]}), _fits({"a": [True]}, {"a": [int]})
    (True, False)
    """
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(name in value and _fits(value[name], one) for name, one in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(one, shape[0]) for one in value)
    if isinstance(shape, tuple):
        return isinstance(value, str) and value in shape
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))

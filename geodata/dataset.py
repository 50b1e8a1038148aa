"""Of which data is an exported file, and on which terms? The same facts in every format, and never the time of writing.

`files` are those that it was made from and their SHA-256, which `sha256sum` gives too. `journal` is set where there are
corrections: from how many lines, the hash of the last (which fixes all before it, see geodata.journal) and its time.
Together they say exactly which content this is. Terms and credits are known of the bundled data alone; of somebody's
own files none are claimed.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from geodata.places import BUNDLED, DATA

PACKAGE = DATA / "datapackage.json"


class Dataset(NamedTuple):
    """What is told of the data. `name`: a short one for addresses and file names; `files`: name → SHA-256."""

    title: str
    places: int
    files: Mapping[str, str]
    name: str = "places"
    version: str | None = None
    licence: str | None = None
    credits: str | None = None
    journal: Mapping[str, object] | None = None

    def members(self) -> dict:
        """As an object for JSON; what is not known is left out."""
        told = self._asdict() | {"files": [{"name": name, "sha256": hash_} for name, hash_ in self.files.items()]}
        del told["name"]
        return {key: value for key, value in told.items() if value is not None}

    def words(self) -> str:
        """In one line.

        >>> journal = {"lines": 3, "head": "c0de", "time": "2026-11-25T…"}
        >>> Dataset("Camps", 2, {"camps.csv": "5e1f"}, journal=journal).words()
        'Camps. 2 places. Made from camps.csv (sha256 5e1f), corrected up to line 3 of 2026-11-25 (sha256 c0de).'
        """
        made = ", ".join(f"{name} (sha256 {hash_})" for name, hash_ in self.files.items())
        told = [self.title, f"Version {self.version}"] if self.version else [self.title]
        told += [f"{self.places:,} place{'' if self.places == 1 else 's'}", f"Made from {made}"]
        if self.journal:
            date = str(self.journal["time"])[:10]
            told[-1] += f", corrected up to line {self.journal['lines']} of {date} (sha256 {self.journal['head']})"
        return ". ".join(told) + "."

    def rights(self) -> str | None:
        """Licence and credits in one line; None where nothing is claimed."""
        told = [f"Licence: {self.licence}"] * bool(self.licence) + [f"Credits: {self.credits}"] * bool(self.credits)
        return ". ".join(told) + "." if told else None


def about(files: Mapping[str, str]) -> dict:
    """`title, name, version, licence, credits` of data that were made from these files (name → SHA-256).

    The version is known where the files are those that ship now, byte by byte.

    >>> about({"camps.geojson": "5e1f"})
    {'title': 'camps.geojson', 'name': 'camps'}
    """
    if tuple(files) != BUNDLED:
        return {"title": ", ".join(files), "name": "-".join(Path(name).stem for name in files)}
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    shipped = {part["path"]: part for part in package["resources"]}
    parts = [shipped[name] for name in BUNDLED]
    licences = {_licence(licence): None for part in parts for licence in part["licenses"]}
    return {
        "title": "; ".join(part["title"] for part in parts),
        "name": package["name"],
        "version": package["version"] if [part["hash"] for part in parts] == _hashes(files) else None,
        "licence": "; ".join(licences),
        "credits": "; ".join(f"{source['title']} ({source['path']})" for source in package["sources"]),
    }


def shipped(sha256: str) -> dict | None:
    """What is told of the file with that hash where it is one that ships now: its entry of the data package, and the
    ``version`` of the package; None for any other file."""
    package = json.loads(PACKAGE.read_text(encoding="utf-8"))
    found = (part for part in package["resources"] if part["hash"] == f"sha256:{sha256}")
    return next((part | {"version": package["version"]} for part in found), None)


def package() -> dict:
    """What is told of all that ships together: ``name, title, version, created`` (a day)."""
    told = json.loads(PACKAGE.read_text(encoding="utf-8"))
    return {field: told[field] for field in ("name", "title", "version", "created")}


def credits() -> list[dict]:
    """Whom the shipped data thank: ``title`` and ``path`` of each source."""
    return json.loads(PACKAGE.read_text(encoding="utf-8"))["sources"]


def hashes(paths: list[Path]) -> dict[str, str]:
    """The files' names and their SHA-256; of two files of one name the later is numbered."""
    found: dict[str, str] = {}
    for path in paths:
        name, number = path.name, 1
        while name in found:
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def _hashes(files: Mapping[str, str]) -> list[str]:
    return [f"sha256:{hash_}" for hash_ in files.values()]


def _licence(licence: Mapping[str, str]) -> str:
    where = f" ({licence['path']})" if "path" in licence else ""
    return f"{licence['title']}{where}"

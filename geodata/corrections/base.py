"""From which files does a store begin? Copies that never change, each with its hash; tables as GeoJSON.

A GeoJSON file is the base as it is, byte by byte. A CSV becomes GeoJSON: every cell a property (text, as in the file;
where it is the JSON of a list or an object, that), the two cells of a good position a Point instead. A position that
cannot be read stays in its two cells, and the *problem* (geodata.places) is told until the position is corrected. Both
the file and what it became are kept, in `base/<begin of a hash>/`, so that a store read years later does not lean on
how a program reads CSV then.
"""

import hashlib
import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from geodata import geojson, place_rows
from geodata.corrections.disk import Disk
from geodata.corrections.splice import Collection, collected
from geodata.csv_safe import unguard
from geodata.errors import DataError, printable
from geodata.files import decode, read_bytes
from geodata.headings import ID_NAMES, LATITUDE_NAMES, LONGITUDE_NAMES, TEXTS
from geodata.places import position
from geodata.tables import parse_csv

FOLDER = "base"
PLACE = re.compile(f"{FOLDER}/[0-9a-f]{{16}}")
TAKEN = ("journal.jsonl", "settings.toml", "lock", FOLDER)
KNOWN = frozenset({*ID_NAMES, *LONGITUDE_NAMES, *LATITUDE_NAMES, *TEXTS})


class BaseFile(NamedTuple):
    """One file of the base. `name`: what it is called in the base; `made`: the GeoJSON that is rebuilt from it;
    `data`: its bytes; `text`, `document`: the GeoJSON; `problems`: number of a feature → what was wrong in its row."""

    name: str
    made: str
    data: bytes
    text: str
    document: dict
    problems: dict[int, tuple]

    def collection(self) -> Collection:
        """The features, to be corrected."""
        return Collection(self.text, self.document)

    @property
    def converted(self) -> bytes | None:
        """The GeoJSON where it is not the file itself."""
        data = self.text.encode()
        return None if data == self.data else data


class Base(NamedTuple):
    """The files, and the folder of the store in which their copies lie or will lie."""

    files: tuple[BaseFile, ...]
    folder: str

    def members(self) -> dict:
        """What the journal says of them."""
        told = []
        for file in self.files:
            one = {"name": file.name, "sha256": sha256(file.data), "made": file.made}
            converted = file.converted
            told.append(one if converted is None else one | {"geojson_sha256": sha256(converted)})
        return {"folder": self.folder, "files": told}

    def write(self, disk: Disk, store: Path) -> None:
        """Put the copies into the store, durably; files that are there already are left alone."""
        folder = store / self.folder
        disk.mkdir(folder)
        for file in self.files:
            for name, data in _copies(file):
                path = folder / name
                if not path.exists() or path.read_bytes() != data:
                    disk.replace(path, data)
        for above in (folder, folder.parent, store, store.parent):
            disk.sync_folder(above)


def read(paths: Iterable[str | Path]) -> Base:
    """The base that these files make; DataError for a file that holds no places."""
    files, names, made = [], set(), set()
    for path in map(Path, paths):
        name = _free(path.name, names)
        names.add(name)
        target = _free(f"{path.stem}.geojson", made)
        made.add(target)
        data = read_bytes(path, geojson.SIZE_LIMIT)
        files.append(_file(name, target, data, str(path)))
    if not files:
        raise DataError("no file of places is named", remedy="name one or more GeoJSON or CSV files")
    digest = sha256("".join(f"{file.name}\n{sha256(file.data)}\n" for file in files).encode())
    return Base(tuple(files), f"{FOLDER}/{digest[:16]}")


def read_copy(store: Path, folder: str, files: Iterable[dict]) -> Base:
    """The base that a line of the journal names, from the copies in the store; DataError where one was changed."""
    read = []
    for told in files:
        name, made = told["name"], told["made"]
        if Path(name).name != name or Path(made).name != made or not PLACE.fullmatch(folder):
            # A folder of corrections that somebody was sent must not make this program read or write elsewhere.
            raise DataError("names a file outside of the store", file=store, value=f"{folder}/{name}, {made}")
        data = _copy(store, folder, name, told["sha256"])
        file = _file(name, made, data, str(store / folder / name))
        if "geojson_sha256" in told:
            copy = _copy(store, folder, _converted_name(name), told["geojson_sha256"])
            text = copy.decode()
            file = file._replace(text=text, document=geojson.parse(text, str(store / folder / _converted_name(name))))
        read.append(file)
    return Base(tuple(read), folder)


def faults(store: Path, folder: str, files: Iterable[dict]) -> list[DataError]:
    """The copies that a line of the journal names and that are not as they were copied."""
    found = []
    for told in files:
        names = {told["name"]: told["sha256"], _converted_name(told["name"]): told.get("geojson_sha256")}
        for name, digest in names.items():
            try:
                if digest:
                    _copy(store, folder, name, digest)
            except DataError as fault:
                found.append(fault)
    return found


def hashes(base: Base) -> list[tuple[str, str]]:
    """Name and hash of each file: whether two bases are one."""
    return [(file.name, sha256(file.data)) for file in base.files]


def sha256(data: bytes) -> str:
    """The hash of some bytes, as text."""
    return hashlib.sha256(data).hexdigest()


def place_id(feature: dict) -> str | None:
    """The id of a feature as geodata.places takes it: the Feature's own, or that of a property; None without one.

    >>> place_id({"properties": {"facility_id": 7}})
    '7'
    """
    properties = feature.get("properties") or {}
    found = feature.get("id")
    for name in ID_NAMES:
        found = properties.get(name) if found is None else found
    good = isinstance(found, str | int | float) and not isinstance(found, bool) and str(found).strip()
    return str(found) if good else None


def _file(name: str, made: str, data: bytes, path: str) -> BaseFile:
    text = decode(data, path)
    if text.lstrip()[:1] in ("{", "[") or name.lower().endswith((".geojson", ".json")):
        document = geojson.parse(text, path)
        joined = collected(text, document, path)
        if joined is not text:
            document = {"type": "FeatureCollection", "features": [document]}
        return BaseFile(name, made, data, joined, document, {})
    document, problems = from_rows(text, path)
    return BaseFile(name, made, data, geojson.dumps(document), document, problems)


def from_rows(text: str, path: str) -> tuple[dict, dict[int, tuple]]:
    """The document that a CSV makes, and by number of a feature what was wrong (line, id, field, value, reason, …).

    >>> document, problems = from_rows("id,lon,lat,Beds\\na,129.5,42,7\\nb,x,42,\\n", "p.csv")
    >>> document["features"][0]["properties"], document["features"][0]["geometry"]["coordinates"]
    ({'id': 'a', 'Beds': '7'}, [129.5, 42.0])
    >>> document["features"][1]["properties"], problems[1][4]
    ({'id': 'b', 'lon': 'x', 'lat': '42'}, 'is not a number')
    """
    table = unguard(parse_csv(text, path, KNOWN))
    header = [name for name in table.columns if name not in ("row", "row_fault")]
    names = {name.casefold(): name for name in reversed(header)}
    if not any(name in names for name in ID_NAMES):
        raise DataError("no column holds the id of the place", file=path, line=1, field="id",
                        remedy=f"give each place an id, in {' or '.join(ID_NAMES)}")  # fmt: skip
    lon, lat = (next((names[n] for n in group if n in names), None) for group in (LONGITUDE_NAMES, LATITUDE_NAMES))
    features, problems = [], {}
    for record in table.astype(object).where(table.notna(), None).to_dict("records"):
        row, fault = record.pop("row"), record.pop("row_fault", None)
        properties = {_named(key): value for key, value in record.items() if value is not None}
        extra, member = place_rows.further(properties, header)
        told, degrees = [], (math.nan, math.nan)
        if fault:
            told.append((None, None, fault, "put texts that hold the delimiter in quotation marks", "uneven_row"))
        else:
            degrees = position(record.get(lon), record.get(lat), lambda *one, told=told: told.append(one))
        geometry = None
        if not math.isnan(degrees[0]):
            geometry = {"type": "Point", "coordinates": list(degrees)}
            for column in (lon, lat):
                properties.pop(_named(column))
        properties = place_rows.unpacked(properties) | extra
        feature = {"type": "Feature", "properties": properties, "geometry": geometry} | member
        if told:
            field, value, *rest = told[0]
            shown = None if value is None else printable(value)
            problems[len(features)] = (row, place_id(feature), field, shown, *rest)
        features.append(feature)
    return {"type": "FeatureCollection", "features": features}, problems


def _named(heading: str) -> str:
    return heading.casefold() if heading.casefold() in KNOWN else heading


def _copies(file: BaseFile) -> list[tuple[str, bytes]]:
    converted = file.converted
    return [(file.name, file.data)] + ([] if converted is None else [(_converted_name(file.name), converted)])


def _converted_name(name: str) -> str:
    return f"{name}.as.geojson"


def _copy(store: Path, folder: str, name: str, digest: str) -> bytes:
    path = store / folder / name
    data = read_bytes(path, 2 * geojson.SIZE_LIMIT)
    if sha256(data) != digest:
        raise DataError("was changed after it was copied here: its hash does not fit", file=path,
                        remedy="put the file from which the store was begun in its place")  # fmt: skip
    return data


def _free(name: str, taken: set[str]) -> str:
    """A name that no other file has: places.geojson, places-2.geojson, …"""
    path, number, free = Path(name), 1, name
    while free.casefold() in {one.casefold() for one in taken} or free in TAKEN:
        number += 1
        free = f"{path.stem}-{number}{path.suffix}"
    return free

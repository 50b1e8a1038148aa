"""How do the places become a file to take away? GeoJSON, CSV, KML and Linked Places; the same bytes each time.

Every format tells of which data it is (geodata.dataset). What each keeps:

- GeoJSON: the documents themselves, with ids, order, unknown members and numbers as they are. Several files become one
  collection, because one file is what people open, send and cite; what the files said of themselves beside their
  features goes with their names. All that we add is one member of the collection, `gazetteer`.
- CSV: every column of a place, a row each (geodata.place_rows), safe for spreadsheets (geodata.csv_safe).
- KML for Google Earth and QGIS (geodata.kml), Linked Places for gazetteers of historians (geodata.linked_places).
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from geodata import csv_safe, geojson, kml, linked_places, place_rows
from geodata.dataset import Dataset, about, hashes
from geodata.errors import DataError
from geodata.place_rows import FURTHER, KINDS

FORMATS = MappingProxyType({"geojson": "GeoJSON", "csv": "CSV", "kml": "KML", "lpf.json": "Linked Places"})
MEMBER = "gazetteer"
PROPERTIES = tuple(
    column for column in place_rows.COLUMNS
    if column not in ("place_id", "longitude", "latitude", *FURTHER, *place_rows.ABOUT)
)  # fmt: skip


def form_of(name: str | Path) -> str:
    """The format that the ending of a name asks for; DataError for any other.

    >>> form_of("out/camps.KML"), form_of("camps.lpf.json")
    ('kml', 'lpf.json')
    """
    for form in FORMATS:
        if Path(name).name.lower().endswith(f".{form}"):
            return form
    raise DataError(
        "this kind of file cannot be written", file=name, field="--out", value=Path(name).suffix or Path(name).name,
        remedy=f"end the name in one of {', '.join(f'.{form}' for form in FORMATS)}",
    )  # fmt: skip


def of(store) -> tuple[pd.DataFrame, pd.DataFrame, dict]:
    """`(places, problems, told)` of a geodata.store.Store: `dump(places, form, **told)` writes them."""
    while True:
        lines = store.version_of_all
        places, problems = store.places()
        documents = store.documents()
        if store.version_of_all == lines:  # else somebody recorded a correction between two of these
            break
    told = {"documents": documents}
    if lines:
        last = store.entry(lines)
        base = next(entry for number in range(lines, 0, -1) if (entry := store.entry(number)).kind == "base")
        files = {file["name"]: file["sha256"] for file in base.files}
        told["journal"] = {"lines": lines, "head": last.hash, "time": last.time}
    else:
        files = hashes(store.paths)
    return places, problems, told | about(files) | {"files": files}


def dump(
    places: pd.DataFrame,
    form: str,
    *,
    title: str,
    version: str | None = None,
    documents: list[dict] | None = None,
    files: Mapping[str, str] | None = None,
    bom: bool = False,
    **told,
) -> bytes:
    """The places as a file in one of FORMATS.

    `documents` are those that the places were read from, in the order of `files`; without them GeoJSON is made from the
    table. `told`: name, licence, credits, journal (geodata.dataset.Dataset). `bom`: a byte order mark before the CSV.

    >>> places = pd.DataFrame({"place_id": ["a"], "name": ["=1"], "longitude": [126.5], "latitude": [39.0]})
    >>> dump(places, "csv", title="Camps").decode().splitlines()[1].split(",")[:2]
    ['a', "'=1"]
    """
    documents = documents or [document(places)]
    if not files:
        files = {"places": sha256(encoded(geojson.dumps(document(places)))).hexdigest()}
    dataset = Dataset(title, len(places), files, version=version, **told)
    if form == "csv":
        return encoded(csv_safe.dumps(place_rows.rows(places, dataset.words(), dataset.rights()), bom))
    if form == "kml":
        return encoded(kml.dumps(places, dataset))
    made = collection(documents, dataset) if form == "geojson" else linked_places.collection(places, dataset)
    return encoded(geojson.dumps(made))


def collection(documents: list[dict], dataset: Dataset) -> dict:
    """One FeatureCollection of all the documents' features, with `gazetteer` in front; the features are shared."""
    told = dataset.members()
    if len(documents) == 1 and documents[0]["type"] == "FeatureCollection":
        own = documents[0]
    else:
        own = {"features": [feature for one in documents for feature in geojson.features(one)]}
        for file, one in zip(told["files"], documents, strict=False):
            rest = {key: value for key, value in one.items() if key not in ("type", "features")}
            if rest and one["type"] == "FeatureCollection":
                file["members"] = rest
    name = MEMBER
    while name in own and not _ours(own[name]):
        name += "_"
    rest = {key: value for key, value in own.items() if key not in ("type", name)}
    return {"type": "FeatureCollection", name: told, **rest}


def document(places: pd.DataFrame) -> dict:
    """The GeoJSON document of a table of geodata.places; read again it gives the same table.

    >>> document(pd.DataFrame({"place_id": ["a"], "longitude": [126.5], "latitude": [39.0], "aliases": [["b"]]}))
    {'type': 'FeatureCollection', 'features': [{'type': 'Feature', 'id': 'a', 'properties': {'aliases': ['b']}, \
'geometry': {'type': 'Point', 'coordinates': [126.5, 39.0]}}]}
    """
    return {"type": "FeatureCollection", "features": [_feature(row) for row in places.to_dict("records")]}


def _feature(row: dict) -> dict:
    extra, member = (row.get(name) or {} for name in FURTHER)
    told = {name: row.get(name) for name in PROPERTIES}
    metres = told["uncertainty_m"]
    if isinstance(metres, float) and metres.is_integer():
        told["uncertainty_m"] = int(metres)
    properties = {name: value for name, value in told.items() if not _missing(name, value)}
    at = [row["longitude"], row["latitude"]]
    geometry = None if pd.isna(at).any() else {"type": "Point", "coordinates": at}
    made = {"type": "Feature", "id": row["place_id"], "properties": properties | extra, "geometry": geometry}
    return made | member


def _missing(name: str, value: object) -> bool:
    if name in KINDS:
        return value is None or (name != "verified" and not len(value))
    return bool(pd.isna(value))


def _ours(member: object) -> bool:
    """Whether a member is what an earlier export of ours told, which this one replaces."""
    return isinstance(member, dict) and {"title", "places", "files"} <= set(member)


def encoded(text: str) -> bytes:
    """UTF-8 of a text. Half a character (a lone surrogate), which UTF-8 has no bytes for, is shown as U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()

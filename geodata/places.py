"""Which places are known, and where are they? Place files (GeoJSON, CSV) and the bundled gazetteer as one table.

One row a place, RangeIndex. Columns (DESIGN section 3 has the meaning of each):
place_id, name, names (dict by language), aliases (list), group (`facility` | `crossing`), kind, authority, country,
countries (list), admin1 (ISO 3166-2), admin1_name, locality, precision, uncertainty_m (metres), status, opened, closed
(EDTF), sources (list of dicts), chosen_because, verified (dict), note, longitude, latitude (degrees, WGS 84, NaN where
there is no position), extra (dict of the properties that are none of these), member (dict of the Feature's own further
members, such as bbox). What is missing is None, NaN, an empty list or an empty dict.

A name under a heading in another language (`nombre`, `name_local`, `이름`: geodata.headings) is an alias, and the name
where no other is given. A file that somebody brings needs an id a place and nothing else. One bad place does not lose
the file: a position that cannot be right is left out (the place stays, without a position), a place without an id is
left out, and each of them comes back as a *problem*: file, row (line of a CSV, number of a feature), place_id, field,
value, reason, remedy, code (of geodata.findings).
"""

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd

from geodata import geojson, headings, place_rows
from geodata.csv_safe import unguard
from geodata.errors import DataError, printable
from geodata.files import decode, read_bytes
from geodata.headings import ID_NAMES, LATITUDE_NAMES, LONGITUDE_NAMES, TEXTS
from geodata.tables import parse_csv

DATA = Path(__file__).resolve().parent.parent / "data"
BUNDLED = ("facilities.geojson", "border_crossings.geojson")
COLUMNS = (
    "place_id", "name", "names", "aliases", "group", "kind", "authority", "country", "countries", "admin1",
    "admin1_name", "locality", "precision", "uncertainty_m", "status", "opened", "closed", "sources",
    "chosen_because", "verified", "note", "longitude", "latitude", "extra", "member",
)  # fmt: skip
NOTHING = MappingProxyType({})
READ_COLUMNS = ("decimals", "row")  # further ones, of a file read alone
PROBLEM_COLUMNS = ("file", "row", "place_id", "field", "value", "reason", "remedy", "code")
PRECISIONS = ("site", "locality", "admin1", "country")  # from the finest
STATUSES = ("open", "closed", "unknown")
CROSSING_KINDS = {"road_bridge", "rail_bridge", "road_rail_bridge", "river_ford", "land_checkpoint", "airport", "port"}
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
NUMBER_LENGTH = 50  # characters; a text of so many or more is no number


def chosen(paths: list | None) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The places of these files and what is wrong in them; with no file the bundled ones, where nothing is."""
    return read_places_with_problems(paths) if paths else (bundled(), None)


def bundled() -> pd.DataFrame:
    """The shipped gazetteer, facilities before crossings. One shared table: look at it, never change it in place."""
    paths = tuple(str(DATA / name) for name in BUNDLED)
    return _bundled(paths, tuple(Path(path).stat().st_mtime_ns for path in paths))


def read_places(paths: str | Path | Iterable[str | Path]) -> pd.DataFrame:
    """The places of one file or several, in their order; DataError for a file that is none, or an id met twice.

    What was left out is told by `read_places_with_problems`; use that wherever a person can be told.
    """
    return read_places_with_problems(paths)[0]


def read_places_with_problems(paths: str | Path | Iterable[str | Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`(places, problems)` of one file or several."""
    paths = [paths] if isinstance(paths, str | Path) else list(paths)
    return joined((path, *read_place_file(path)) for path in paths)


def joined(read: Iterable[tuple]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`(places, problems)` of several files, each given as its path or name, its places and its problems."""
    tables, problems, seen = [], [], {}
    for path, table, bad in read:
        for place_id, row in zip(table["place_id"], table["row"], strict=True):
            if place_id in seen:
                file, line = seen[place_id]
                raise DataError(
                    f"the id is met twice: {Path(file).name} row {line} and {Path(path).name} row {row}",
                    file=path,
                    field="id",
                    value=place_id,
                    remedy="give each place its own id, or leave one of the two out",
                )
            seen[place_id] = path, row
        tables.append(table.drop(columns=list(READ_COLUMNS)))
        problems.append(bad)
    if not tables:
        return _table([]).drop(columns=list(READ_COLUMNS)), _problems([])
    return pd.concat(tables, ignore_index=True), pd.concat(problems, ignore_index=True)


def read_place_file(
    path: str | Path, columns: Mapping[str, str] | None = None, *, each: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`(places, problems)` of one file as it stands, ids met twice included.

    `places` has two columns more: `decimals`, how many digits behind the point the finer of the two degrees is written
    with (of a CSV zeros at the end count, of GeoJSON they cannot be seen), and `row`. `columns` maps our names (id,
    longitude, latitude, name, ...) to the headings of a CSV or the properties of a GeoJSON. With `each`, a feature that
    RFC 7946 forbids is a problem of its own; without, the file is refused.
    """
    return parse_place_file(read_bytes(path, geojson.SIZE_LIMIT), path, columns, each=each)


def parse_place_file(
    data: bytes, path: str | Path, columns: Mapping[str, str] | None = None, *, each: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The same of a file's bytes; `path` is its name, in messages and for its ending.

    >>> parse_place_file(b"id,lon,lat\\na,129.5,42\\n", "mine.csv")[0][["place_id", "longitude"]].values.tolist()
    [['a', 129.5]]
    """
    text = decode(data, path)
    del data
    columns = headings.of_places(columns or {})
    if text.lstrip()[:1] in ("{", "["):
        document, faults = geojson.parse_each(text, str(path)) if each else (geojson.parse(text, str(path)), {})
        return parse_features(document, str(path), columns, faults)
    if str(path).lower().endswith((".geojson", ".json")):
        geojson.parse(text, str(path))  # raises: no GeoJSON begins so
    return _parse_rows(text, str(path), columns)


def parse_features(
    document: dict, file: str = "", columns: Mapping[str, str] = NOTHING, faults: Mapping[int, tuple] = NOTHING
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`(places, problems)` of a GeoJSON document; `columns` maps our names to those of its properties, `faults` are
    those that geojson.parse_each tells of.

    >>> point = {"type": "Point", "coordinates": [42.0, 129.0]}
    >>> feature = {"type": "Feature", "id": "a", "properties": {"name": "Onsong"}, "geometry": point}
    >>> places, problems = parse_features({"type": "FeatureCollection", "features": [feature]})
    >>> places[["place_id", "name", "group", "longitude"]].to_dict("records")
    [{'place_id': 'a', 'name': 'Onsong', 'group': 'facility', 'longitude': nan}]
    >>> problems["reason"].item()
    'latitude and longitude look swapped'
    """
    rows, problems = [], []
    features = geojson.features(document)
    headings.all_there(columns, {name for feature in features for name in feature["properties"] or {}}, file)
    for number, feature in enumerate(features, 1):
        told = _Told(file, number, problems)
        properties = headings.ours(dict(feature["properties"] or {}), columns)
        place_id = properties.pop("id") if "id" in columns and "id" in properties else feature.get("id")
        written = [properties.pop(name, None) if name in columns else None for name in ("longitude", "latitude")]
        member = {k: v for k, v in feature.items() if k not in ("type", "id", "properties", "geometry")}
        _place(rows, properties, place_id, member, told)
        if number in faults:
            told(*faults[number], "feature_unreadable")
        elif rows and rows[-1]["row"] == number:
            geometry = feature["geometry"]
            _put(rows[-1], *(written if geometry is None else _point(geometry, told)), told)
    if problems and not rows:
        raise DataError("no feature has an id", file=file or None, field="id", remedy=_no_id_remedy())
    return _table(rows), _problems(problems)


def _parse_rows(text: str, file: str, columns: Mapping[str, str] = NOTHING):
    known = {*ID_NAMES, *LONGITUDE_NAMES, *LATITUDE_NAMES, *TEXTS}
    table = unguard(parse_csv(text, file, known | {theirs.casefold() for theirs in columns.values()}))
    header = [c for c in table.columns if c not in ("row", "row_fault")]
    headings.all_there(columns, header, file)
    # A heading that somebody maps to another of our names is not taken for its own.
    names = {name.casefold(): name for name in reversed([c for c in header if c not in columns.values()])}
    names |= columns
    if not any(name in names for name in ID_NAMES):
        raise DataError("no column holds the id of the place", file=file, line=1, field="id", remedy=_no_id_remedy())
    lon, lat = (next((names[n] for n in group if n in names), None) for group in (LONGITUDE_NAMES, LATITUDE_NAMES))
    rows, problems = [], []
    cells = table.astype(object).where(table.notna(), None)
    for record in cells.to_dict("records"):
        told = _Told(file, record.pop("row"), problems)
        fault = record.pop("row_fault", None)
        longitude, latitude = record.pop(lon, None), record.pop(lat, None)
        said = headings.ours({key: value for key, value in record.items() if value is not None}, columns)
        properties = {key.casefold() if key.casefold() in known else key: v for key, v in said.items()}
        extra, member = place_rows.further(properties, header)
        _place(rows, properties, properties.pop("id", None) if "id" in columns else None, member, told)
        if fault:
            told(None, None, fault, "put texts that hold the delimiter in quotation marks", "uneven_row")
        if rows and rows[-1]["row"] == told.row:
            rows[-1]["extra"] |= extra
            if not fault:
                _put(rows[-1], longitude, latitude, told)
    return _table(rows), _problems(problems)


def _put(row: dict, longitude: object, latitude: object, told) -> None:
    row["longitude"], row["latitude"] = position(longitude, latitude, told)
    if row["longitude"] == row["longitude"]:  # not NaN
        row["decimals"] = max(_decimals(longitude), _decimals(latitude))


def _decimals(written: object) -> int:
    """How many digits stand behind the point of a number as it is written.

    >>> _decimals("129.50"), _decimals(129.5), _decimals(129), _decimals("1.5e1")
    (2, 1, 0, 0)
    """
    digits, _, power = str(written).strip().lower().partition("e")
    behind = digits.partition(".")[2]
    behind = "" if isinstance(written, float) and behind == "0" else behind
    return max(0, len(behind) - int(power or 0))


def position(longitude: object, latitude: object, told) -> tuple[float, float]:
    """Two cells or numbers as degrees, or (NaN, NaN) with `told(field, value, reason, remedy, code)` called to say why.

    >>> position("129,75", "42.0", print)
    longitude 129,75 decimals are written with a comma write 129.75 decimal_comma
    (nan, nan)
    """
    nowhere = (np.nan, np.nan)
    if longitude is None and latitude is None:
        return nowhere
    degrees = []
    for field, value in (("longitude", longitude), ("latitude", latitude)):
        if value is None:
            told(field, None, f"has no {field}", "give both or leave both empty", "half_position")
            return nowhere
        number = _number(value)
        if number is None and re.fullmatch(r"\s*[+-]?[0-9]+,[0-9]+\s*", str(value)):
            told(field, value, "decimals are written with a comma", f"write {str(value).strip().replace(',', '.')}",
                 "decimal_comma")  # fmt: skip
            return nowhere
        if number is None:
            told(field, value, "is not a number", "write decimal degrees such as 129.75", "not_a_number")
            return nowhere
        degrees.append(number)
    lon, lat = degrees
    if lon == 0 and lat == 0:
        told("longitude", f"{longitude}, {latitude}", "0, 0 lies in the Atlantic and stands for a missing position",
             "leave both empty", "zero_zero")  # fmt: skip
    elif abs(lon) <= 180 and abs(lat) <= 90:
        return lon, lat
    elif abs(lat) <= 180 and abs(lon) <= 90:
        told("latitude", f"{longitude}, {latitude}", "latitude and longitude look swapped", "longitude comes first",
             "swapped")  # fmt: skip
    elif max(abs(lon), abs(lat)) > geojson.DEGREES_LIMIT:
        told("longitude", f"{longitude}, {latitude}", "looks like metres in a projected system", geojson.TO_WGS84,
             "projected_metres")  # fmt: skip
    else:
        field = "latitude" if abs(lat) > 90 else "longitude"
        told(field, latitude if abs(lat) > 90 else longitude, "lies outside the globe",
             "latitude is -90 to 90, longitude -180 to 180", "out_of_range")  # fmt: skip
    return nowhere


def _number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 1e300 else None
    text = str(value).strip()
    return float(text) if len(text) < NUMBER_LENGTH and NUMBER.fullmatch(text) else None


def _point(geometry: dict, told) -> tuple[object, object]:
    """The two numbers of a point; None, None where the geometry is none."""
    if geometry["type"] == "MultiPoint" and len(geometry["coordinates"]) == 1:
        geometry = {"type": "Point", "coordinates": geometry["coordinates"][0]}
    if geometry["type"] != "Point":
        told("geometry", geometry["type"], "only a Point says where a place is", "give a point, or null", "not_a_point")
        return None, None
    return tuple(geometry["coordinates"][:2])


def _place(rows: list[dict], properties: dict, place_id: object, member: dict, told) -> None:
    """Add the place that the properties tell of to `rows`; a place without an id is told of instead."""
    properties = place_rows.unpacked(properties)
    for name in ID_NAMES:
        if place_id is None:
            place_id = properties.pop(name, None)
        elif properties.get(name) == place_id:
            del properties[name]
    if not isinstance(place_id, str | int | float) or isinstance(place_id, bool) or not str(place_id).strip():
        told("id", place_id, "the place has no id and is left out", _no_id_remedy(), "no_id")
        return
    told.place_id = str(place_id)
    row = {"place_id": str(place_id), "row": told.row, "decimals": np.nan, "member": member}
    row |= {"longitude": np.nan, "latitude": np.nan}
    row |= {field: _text(properties, field) for field in TEXTS}
    row["names"] = _names(properties)
    row["name"], row["aliases"] = _with_other_names(row["name"], _list(properties, "aliases", ";", str), properties)
    row["countries"] = _list(properties, "countries", ";", str) or ([row["country"]] if row["country"] else [])
    row["sources"] = _list(properties, "sources", None, dict)
    verified = properties.get("verified")
    row["verified"] = properties.pop("verified", None) if isinstance(verified, dict | None) else None
    row["uncertainty_m"] = _metres(properties, told)
    crossing = row["kind"] in CROSSING_KINDS or len(row["countries"]) > 1
    group = properties.get("group")
    if group in ("facility", "crossing"):
        row["group"] = properties.pop("group")
    else:
        row["group"] = "crossing" if crossing else "facility"
    row["extra"] = properties
    rows.append(row)


def _text(properties: dict, field: str) -> str | None:
    value = properties.get(field)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        del properties[field]
        return str(value) or None
    if field in properties and value is None:
        del properties[field]
    return None


def _names(properties: dict) -> dict[str, str]:
    names = properties.get("names")
    told = {}
    if isinstance(names, dict) and all(isinstance(name, str | None) for name in names.values()):
        told = {language: name for language, name in properties.pop("names").items() if name}
    for column in [key for key in properties if re.fullmatch(r"name_[a-z]{2,3}", key)]:
        if isinstance(properties[column], str):
            told.setdefault(column.removeprefix("name_"), properties.pop(column))
    return told


def _list(properties: dict, field: str, separator: str | None, kind: type) -> list:
    value = properties.get(field)
    if separator and isinstance(value, str):
        del properties[field]
        return [part.strip() for part in value.split(separator) if part.strip()]
    if isinstance(value, list) and all(isinstance(part, kind) for part in value):
        return properties.pop(field)
    if field in properties and value is None:
        del properties[field]
    return []


def _with_other_names(name: str | None, aliases: list, properties: dict) -> tuple[str | None, list]:
    """`(name, aliases)` with the names under headings in other languages, which stay in the properties too."""
    told = [value for key, value in properties.items() if isinstance(value, str) and headings.is_other_name(key)]
    others = [part.strip() for value in told for part in value.split(";") if part.strip()]
    if not others:
        return name, aliases
    first = name or others[0]
    return first, [other for other in dict.fromkeys([*aliases, *others]) if other != first]


def _metres(properties: dict, told) -> float:
    value = properties.pop("uncertainty_m", None)
    if value is None:
        return np.nan
    metres = _number(value)
    if metres is None or metres < 0:
        told("uncertainty_m", value, "is not a distance in metres", "write a number such as 500",
             "uncertainty_unreadable")  # fmt: skip
        return np.nan
    return metres


class _Told:
    """Collects the problems of one row."""

    def __init__(self, file: str, row: int, problems: list):
        self.file, self.row, self.problems, self.place_id = file, row, problems, None

    def __call__(self, field, value, reason, remedy, code):
        value = None if value is None else printable(value)
        self.problems.append((self.file, self.row, self.place_id, field, value, reason, remedy, code))


def _no_id_remedy() -> str:
    return f"give each place an id, in {' or '.join(ID_NAMES)}"


def _table(rows: list[dict]) -> pd.DataFrame:
    # As objects: a missing text stays None, whatever pandas takes a list of texts for.
    columns = {column: pd.Series([row[column] for row in rows], dtype=object) for column in (*COLUMNS, *READ_COLUMNS)}
    table = pd.DataFrame(columns)
    numbers = dict.fromkeys(("longitude", "latitude", "uncertainty_m", "decimals"), float)
    return table.astype(numbers | {"row": np.int64})


def _problems(problems: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(problems, columns=list(PROBLEM_COLUMNS)).astype({"row": np.int64})


@functools.lru_cache(maxsize=2)
def _bundled(paths: tuple[str, ...], _stamps: tuple[int, ...]) -> pd.DataFrame:
    return read_places(paths)

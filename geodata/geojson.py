"""What does a GeoJSON file say? Our own reader and writer of RFC 7946; GDAL never sees a file from outside.

A *document* is the parsed JSON object: members in the order of the file, unknown ones kept, ids with their type, whole
numbers exact at any size, other numbers as 64-bit floats (as RFC 8259 expects). Nothing is dropped on the way through.

Refused, in one sentence with feature number and member: what is not JSON (NaN and Infinity included), members named
twice, structure that RFC 7946 forbids, coordinates in metres. Read although the RFC frowns: winding order, nested
collections, more than three numbers a position, a Feature without `geometry` or `properties` (read as null).
Whether a single position makes sense is not asked here; geodata.places does.
"""

import json
from pathlib import Path

from geodata import strict_json
from geodata.errors import DataError
from geodata.files import decode, read_bytes, write_whole

SIZE_LIMIT = 100_000_000  # bytes; 10,000 places with five sources each are some 10 MB
DEGREES_LIMIT = 360  # beyond this no longitude, wrapped or not, is meant: the numbers are metres
NESTING = {  # how deep positions lie in `coordinates`
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
GEOMETRIES = (*NESTING, "GeometryCollection")
FORBIDDEN = {  # RFC 7946 section 7.1: members that would change what an object means
    "Feature": ("coordinates", "geometries", "features"),
    "FeatureCollection": ("coordinates", "geometries", "geometry", "properties"),
    "geometry": ("geometry", "properties", "features"),
}
WGS84_NAMES = ("crs84", "4326", "wgs84", "wgs 84")
TO_WGS84 = "convert the file to WGS 84 longitude and latitude in degrees (EPSG:4326)"


def read(path: str | Path, limit: int = SIZE_LIMIT) -> dict:
    """The document in a file; DataError where it cannot be one."""
    return parse(read_bytes(path, limit), str(path))


def parse(data: bytes | str, file: str | None = None) -> dict:
    """The document in bytes or text.

    >>> parse('{"type": "FeatureCollection", "features": [], "note": 10000000000000000000000001}')["note"]
    10000000000000000000000001
    >>> parse('{"type": "Feature", "id": 1, "properties": {}, "geometry": {"type": "Point", "coordinates": ["1", 2]}}')
    Traceback (most recent call last):
    geodata.errors.DataError: geometry.coordinates: a position must be numbers ("['1', 2]"); write longitude, latitude.
    """
    text = data if isinstance(data, str) else decode(data, file or "")
    document = strict_json.parse(text, file)
    check(document, file)
    return document


def parse_each(text: str, file: str | None = None) -> tuple[dict, dict[int, tuple]]:
    """The document, and what is wrong in which of its features: number (from 1) → (field, value, reason, remedy).

    A feature that RFC 7946 forbids does not lose the file: what is left of it, its id and its properties if it has any,
    stands in its place without a geometry. Positions in metres are left to whoever reads them.

    >>> document, faults = parse_each('{"type": "FeatureCollection", "features": [{"type": "Feature", "id": {}}]}')
    >>> document["features"], faults[1][:3]
    ([{'type': 'Feature', 'properties': None, 'geometry': None}], ('id', {}, 'must be a text or a number'))
    """
    document = strict_json.parse(text, file)
    try:
        check(document, file)
    except DataError as error:
        if error.feature is None:
            raise
    else:
        return document, {}
    left, faults = [], {}
    for number, feature in enumerate(document["features"], 1):
        try:
            _feature(feature, file, number)
            left.append(feature)
        except DataError as error:
            left.append(_rest(feature))
            faults[number] = error.field, error.value, error.reason, error.remedy
    return {**document, "features": left}, faults


def _rest(feature: object) -> dict:
    """The id and the properties of a feature, as far as they are any."""
    rest = {"type": "Feature"}
    told = feature if isinstance(feature, dict) else {}
    if isinstance(told.get("id"), str | int | float) and not isinstance(told["id"], bool):
        rest["id"] = told["id"]
    properties = told.get("properties")
    return rest | {"properties": properties if isinstance(properties, dict) else None, "geometry": None}


def features(document: dict) -> list[dict]:
    """The features of a document, also of a lone Feature; a bare geometry has none."""
    if document["type"] == "FeatureCollection":
        return document["features"]
    return [document] if document["type"] == "Feature" else []


def dumps(document: dict) -> str:
    """The document as text: a feature a line, so that a changed place is one changed line; the same bytes each time.

    >>> print(dumps({"type": "FeatureCollection", "features": [], "v": "é"}), end="")
    {"type": "FeatureCollection", "features": [
    ], "v": "é"}
    """
    if document.get("type") != "FeatureCollection":
        return _line(document) + "\n"
    members = []
    for key, value in document.items():
        if key == "features":
            rows = ",\n".join(_line(feature) for feature in value)
            members.append(f'"features": [\n{rows}\n]' if rows else '"features": [\n]')
        else:
            members.append(f"{_line(key)}: {_line(value)}")
    return "{" + ", ".join(members) + "}\n"


def write(path: str | Path, document: dict) -> None:
    """Put the document in place of the file at once: a reader sees the old file or the new one, never half of it."""
    write_whole(path, dumps(document).encode())


def check(document: object, file: str | None = None) -> None:
    """DataError at the first thing in a parsed document that RFC 7946 forbids."""
    if not isinstance(document, dict):
        raise DataError("the file must hold one JSON object", file=file, remedy="save it as a FeatureCollection")
    kind = document.get("type")
    if kind == "FeatureCollection":
        _members(document, "FeatureCollection", file, None)
        if not isinstance(document.get("features"), list):
            raise DataError("must be an array", file=file, field="features", remedy="save it as a FeatureCollection")
        for number, feature in enumerate(document["features"], 1):
            _feature(feature, file, number)
    elif kind == "Feature":
        _feature(document, file, None)
    elif kind in GEOMETRIES if isinstance(kind, str) else False:
        _geometry(document, file, None, kind)
    else:
        raise DataError(
            "is not a GeoJSON type" if "type" in document else "is missing",
            file=file,
            field="type",
            value=kind,
            remedy="save the file as a GeoJSON FeatureCollection",
        )
    _degrees(document, file)


def _feature(feature: object, file, number) -> None:
    if not isinstance(feature, dict):
        raise DataError("a feature must be an object", file=file, feature=number, value=feature)
    if feature.get("type") != "Feature":
        raise DataError(
            "a feature must say so", file=file, feature=number, field="type", value=feature.get("type"),
            remedy='write "type": "Feature"',
        )  # fmt: skip
    _members(feature, "Feature", file, number)
    if "id" in feature and (not isinstance(feature["id"], str | int | float) or isinstance(feature["id"], bool)):
        raise DataError("must be a text or a number", file=file, feature=number, field="id", value=feature["id"])
    feature.setdefault("properties", None)
    feature.setdefault("geometry", None)
    if not isinstance(feature["properties"], dict | None):
        raise DataError(
            "must be an object or null", file=file, feature=number, field="properties", value=feature["properties"]
        )
    if feature["geometry"] is not None:
        _geometry(feature["geometry"], file, number, "geometry")


def _geometry(geometry: object, file, number, where: str) -> None:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or kind not in GEOMETRIES:
        raise DataError(
            "must be a geometry: an object with a type such as Point, or null",
            file=file,
            feature=number,
            field=where,
            value=kind if isinstance(geometry, dict) else geometry,
        )
    _members(geometry, "geometry", file, number)
    if kind == "GeometryCollection":
        if not isinstance(geometry.get("geometries"), list):
            raise DataError("must be an array", file=file, feature=number, field=f"{where}.geometries")
        for position, part in enumerate(geometry["geometries"]):
            _geometry(part, file, number, f"{where}.geometries[{position}]")
        return
    if "coordinates" not in geometry:
        raise DataError("is missing", file=file, feature=number, field=f"{where}.coordinates")
    fault = _coordinates(geometry["coordinates"], NESTING[kind], kind)
    if fault:
        reason, value, remedy = fault
        raise DataError(reason, file=file, feature=number, field=f"{where}.coordinates", value=value, remedy=remedy)


def _coordinates(part: object, depth: int, kind: str):  # noqa: PLR0911 - one return a fault reads best
    """(reason, value, remedy) of the first fault below `part`, or None."""
    if not isinstance(part, list):
        return "must be nested arrays, as deep as the type asks for", part, f"check that it is a {kind}"
    if depth == 0:
        if kind == "Point" and not part:
            return "an empty position", part, "write null as the geometry of a place without a position"
        return _position(part)
    for child in part:
        fault = _coordinates(child, depth - 1, kind)
        if fault:
            return fault
    if depth == 1 and kind.endswith("LineString") and len(part) < 2:
        return "a line needs two positions or more", part, None
    if depth == 1 and kind.endswith("Polygon"):
        if len(part) < 4:
            return "a ring of a polygon needs four positions or more", part, None
        if part[0] != part[-1]:
            return "a ring of a polygon must end where it begins", part[-1], "repeat the first position at the end"
    return None


def _position(part: list):
    for number in part:
        if not isinstance(number, int | float) or isinstance(number, bool):
            return "a position must be numbers", part, "write longitude, latitude"
    if len(part) < 2:
        return "a position needs longitude and latitude", part, "write longitude, latitude"
    return None


def _members(thing: dict, kind: str, file, number) -> None:
    for key in FORBIDDEN[kind]:
        if key in thing:
            raise DataError(
                f"a {kind} may not have this member (RFC 7946, 7.1)", file=file, feature=number, field=key,
                remedy="rename it",
            )  # fmt: skip
    if "bbox" in thing:
        box = thing["bbox"]
        numbers = isinstance(box, list) and all(isinstance(n, int | float) and not isinstance(n, bool) for n in box)
        if not numbers or len(box) not in (4, 6):
            raise DataError("must be four or six numbers", file=file, feature=number, field="bbox", value=box)


def _degrees(document: dict, file) -> None:
    """DataError when the file is in a projected system: by its old-style `crs`, or because most numbers say so."""
    crs = document.get("crs")
    if isinstance(crs, dict) and isinstance(crs.get("properties"), dict):
        name = str(crs["properties"].get("name") or crs["properties"].get("code") or "")
        if name and not any(known in name.lower() for known in WGS84_NAMES):
            raise DataError("coordinates are in another system", file=file, field="crs", value=name, remedy=TO_WGS84)
    found = [(number, _first(feature["geometry"])) for number, feature in enumerate(features(document), 1)]
    if document["type"] in GEOMETRIES:
        found = [(None, _first(document))]
    found = [(number, position) for number, position in found if position]
    far = [(n, p) for n, p in found if max(abs(p[0]), abs(p[1])) > DEGREES_LIMIT]
    if far and 2 * len(far) > len(found):
        raise DataError(
            "coordinates look like metres in a projected system, not degrees",
            file=file,
            feature=far[0][0],
            field="geometry.coordinates",
            value=far[0][1],
            remedy=TO_WGS84,
        )


def _first(geometry: dict | None) -> list | None:
    """The first position of a geometry."""
    while geometry and geometry["type"] == "GeometryCollection":
        geometry = geometry["geometries"][0] if geometry["geometries"] else None
    part = geometry["coordinates"] if geometry else None
    while part and isinstance(part[0], list):
        part = part[0]
    return part or None


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

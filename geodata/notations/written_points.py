"""Which place does a machine's notation name? WKT, GeoJSON, ISO 6709, and the coordinates of Wikipedia's templates.

In WKT and GeoJSON the longitude comes first, in the others the latitude. Each function gives `(readings, warnings)`, or
None where the text does not have that shape; Refused where it has, but names no place.
"""

import functools
import math
import re
from decimal import Decimal

from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from geodata import geojson
from geodata.errors import DataError
from geodata.notations import pairs
from geodata.notations.readings import Reading, precision, rounded_m
from geodata.notations.tokens import LATITUDE
from geodata.notations.words import Refused, Warned, warned

Found = tuple[list[Reading], list[Warned]] | None
WGS84 = 4326
NUMBER = r"[+-]?(?:[0-9]{1,30}\.?[0-9]{0,30}|\.[0-9]{1,30})(?:e[+-]?[0-9]{1,2})?"
WKT = re.compile(
    r"(?:<(?P<crs>[^<>]*)> *|SRID *= *(?P<srid>[0-9]{1,6}) *; *)?"
    rf"POINT *(?:ZM?|M)? *(?:\((?P<numbers> *{NUMBER}(?: +{NUMBER}){{1,3}}) *\)|(?P<empty>EMPTY)) *;?",
    re.I,
)
OTHER_WKT = re.compile(
    r"(?:SRID *= *[0-9]+ *; *)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\b.*[()]", re.I | re.S
)
ISO_6709 = re.compile(
    r"(?P<latitude>[+-][0-9]{2,6}(?:\.[0-9]{1,15})?)(?P<longitude>[+-][0-9]{3,7}(?:\.[0-9]{1,15})?)"
    r"(?P<height>[+-][0-9]{1,6}(?:\.[0-9]{1,6})?)?(?P<crs>CRS\w*)?(?P<end>/)?"
)
PARAMS = re.compile(r"(?:.*[?&])?params=(?P<params>[^&#]+).*", re.I | re.S)
TEMPLATE = re.compile(r"\{\{ *(?:coord|коорд|координаты|좌표)[^|{}]*\|(?P<params>[^{}]*)\}\}", re.I)
PARAM = re.compile(r"[+-]?[0-9]{1,4}(?:\.[0-9]{1,20})?|[NSEWO]", re.I)


def wkt(text: str) -> Found:
    """A POINT of WKT or EWKT; one of another system that PROJ knows is converted.

    >>> wkt("SRID=4326;POINT(129.7758 41.7983)")[0][0][:3]
    (129.7758, 41.7983, 'wkt')
    """
    found = WKT.fullmatch(text)
    if not found:
        if OTHER_WKT.fullmatch(text):
            raise Refused("wkt")
        return None
    if found["crs"] and not found["crs"].upper().endswith("CRS84"):
        raise Refused("system", value=found["crs"])
    if found["empty"]:
        raise Refused("no_position")
    numbers = found["numbers"].split()
    told = _height(numbers[2:])
    srid = int(found["srid"] or WGS84)
    if srid == WGS84:
        return [lon_lat(numbers[0], numbers[1], "wkt")], told
    return [_converted(srid, numbers)], [warned("converted", value=f"EPSG:{srid}"), *told]


def _converted(srid: int, numbers: list[str]) -> Reading:
    try:
        crs = _crs(srid)
        x, y = map(float, numbers[:2])
        longitude, latitude = Transformer.from_crs(crs, WGS84, always_xy=True).transform(x, y)
    except ProjError:
        raise Refused("system", value=f"EPSG:{srid}") from None
    if not (crs.is_projected or crs.is_geographic):
        raise Refused("system", value=f"EPSG:{srid}")
    if not (math.isfinite(longitude) and math.isfinite(latitude)) or abs(latitude) > 90 or abs(longitude) > 180:
        raise Refused("system_range", value=f"EPSG:{srid}")
    unit = max(_unit(number) for number in numbers[:2])
    if crs.is_geographic:
        return Reading(longitude, latitude, "wkt", precision(latitude, unit, unit))
    return Reading(longitude, latitude, "wkt", rounded_m(unit * crs.axis_info[0].unit_conversion_factor))


@functools.lru_cache(maxsize=16)
def _crs(srid: int) -> CRS:
    return CRS.from_epsg(srid)


def geo_json(text: str) -> Found:
    """A GeoJSON Point, or a Feature (also the only one of a collection) with a Point.

    >>> geo_json('{"type": "Point", "coordinates": [129.7758, 41.7983]}')[0][0][:3]
    (129.7758, 41.7983, 'geojson')
    """
    if not text.startswith("{") or text.startswith("{{"):
        return None
    try:
        document = geojson.parse(text)
    except DataError as error:
        raise Refused("geojson", value=str(error).rstrip(".")) from None
    geometry = document
    if document["type"] in ("Feature", "FeatureCollection"):
        features = geojson.features(document)
        if len(features) != 1:
            raise Refused("geojson_features", value=len(features))
        geometry = features[0]["geometry"]
    if geometry is None:
        raise Refused("no_position")
    if geometry["type"] != "Point":
        raise Refused("geojson_type", value=geometry["type"])
    numbers = [repr(number) for number in geometry["coordinates"]]
    return [lon_lat(numbers[0], numbers[1], "geojson")], _height(numbers[2:])


def lon_lat(longitude: str, latitude: str, notation: str) -> Reading:
    """The reading of two numbers of which the longitude is known to come first; Refused out of range."""
    x, y = float(longitude), float(latitude)
    if abs(y) > 90 and abs(x) <= 90 and abs(y) <= 180:
        raise Refused("swapped", value=latitude)
    if not abs(y) <= 90:
        raise Refused("latitude_range", value=latitude)
    if not abs(x) <= 180:
        raise Refused("longitude_range", value=longitude)
    return Reading(x, y, notation, precision(y, _unit(latitude), _unit(longitude)))


def _unit(number: str) -> float:
    """One unit of the last digit of a number."""
    return 10.0 ** Decimal(number).as_tuple().exponent


def _height(numbers: list[str]) -> list[Warned]:
    return [warned("height_left_out", value=numbers[0])] if numbers else []


def iso_6709(text: str) -> Found:
    """A position of ISO 6709: degrees, degrees and minutes, or with seconds, with signs and without spaces.

    >>> iso_6709("+414754+1294633/")[0][0][:3]
    (129.7758..., 41.7983..., 'iso6709')
    """
    found = ISO_6709.fullmatch(text)
    if not found or (found["crs"] or "CRSWGS_84").upper() not in ("CRSWGS_84", "CRSWGS84"):
        return None
    numbers = found["latitude"], found["longitude"]
    level = (len(numbers[0].partition(".")[0]) - 3) / 2
    if level not in (0, 1, 2) or len(numbers[1].partition(".")[0]) != 4 + 2 * level:
        return None
    if level == 0 and not found["end"] and numbers[1].startswith("-"):
        return None  # the dash of -33.9-151.2 may stand between: pairs.py lists both
    letters = "S" if numbers[0][0] == "-" else "N", "W" if numbers[1][0] == "-" else "E"
    text = ", ".join(f"{letter} {number[1:]}" for letter, number in zip(letters, numbers, strict=True))
    readings = [reading._replace(notation="iso6709") for reading in pairs.readings(text)[0]]
    return readings, _height([found["height"]] if found["height"] else [])


def wiki(text: str) -> Found:
    """What `params=` of GeoHack or a template {{coord|…}} says.

    >>> wiki("params=41_47_54_N_129_46_33_E_region:KP")[0][0][:3]
    (129.7758..., 41.7983..., 'geohack')
    """
    found, notation = PARAMS.fullmatch(text), "geohack"
    if not found:
        found, notation = TEMPLATE.fullmatch(text), "wikitext"
    if not found:
        return None
    parts = []
    for part in re.split(r"[_|; ]+", found["params"].strip("_|; ")):
        if not PARAM.fullmatch(part.strip()):
            break
        parts.append(part)
    if not parts:
        return None
    readings, warnings = pairs.readings(" ".join(parts), LATITUDE, halves=False)
    return [reading._replace(notation=notation) for reading in readings], warnings

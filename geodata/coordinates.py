"""Which place does a text mean? One coordinate in any usual notation, and never a silent choice.

Where a text allows two readings, there is no answer but the list of `readings`, the usual one first, and `warnings` say
why; a person chooses. What is no coordinate is refused with the reason (geodata.notations.words.Refused, a
DataError). Nothing is fetched.

Read are: decimal degrees, degrees and minutes, degrees, minutes and seconds, in many scripts (angles.py, pairs.py);
MGRS, UTM, plus codes (grids.py); WKT, GeoJSON, ISO 6709, coordinates of Wikipedia (written_points.py); links of maps
and geo: addresses (map_links.py); and several of these that name one place, with a line or a slash between them.
"""

import re

from geodata.notations import grids, map_links, pairs, written_points
from geodata.notations.readings import ELLIPSOID, Coordinate, Reading, agreeing, coordinate
from geodata.notations.shifted_maps import SYSTEMS, offered, to_wgs84
from geodata.notations.tokens import LATITUDE, LONGITUDE, plain
from geodata.notations.words import Refused, Warned, warned

__all__ = ["Coordinate", "Reading", "read"]

LENGTH_LIMIT = 2000  # characters; the longest map links are some 1,000
SEPARATORS = ("\n", "/", "|", ";", "=")  # between notations of one place
SEGMENTS_LIMIT = 4
HEADING = re.compile(
    r"(?:coordinates?|coords?|gps|position|location|wgs ?84|좌표|위치|坐标|座標|координаты)(?![^\W\d_]) *[:=]? *", re.I
)
LAT_WORD, LON_WORD = r"(?:lat\w*|위도|纬度|緯度|широта|y)", r"(?:lo?ng?\w*|lon\w*|경도|经度|經度|経度|долгота|x)"
ORDERS = (
    (LATITUDE, re.compile(rf"\W*{LAT_WORD}\W+{LON_WORD}(?!\w)[ :=()\[\]]*", re.I)),
    (LONGITUDE, re.compile(rf"\W*{LON_WORD}\W+{LAT_WORD}(?!\w)[ :=()\[\]]*", re.I)),
)
NOTE = re.compile(r"(?P<before>.*?)\((?P<note>[^()]*[^\W\d_]{2}[^()]*)\)\W*", re.S)
BRACKETS = str.maketrans(dict.fromkeys("()[]{}<>«»", " "))
QUOTES, OUTSIDE = ('"', "'"), " .,;\n"


def read(text: str, system: str = "wgs84") -> Coordinate:
    """The coordinate that a text writes, in degrees of WGS 84; Refused where it writes none.

    `system`: the system in which the text's numbers are known to be, `wgs84`, `gcj02` or `bd09`; they are converted.

    >>> read("41°47′54″N 129°46′33″E")[:4]
    (129.77583333333334, 41.79833333333333, 'dms', 30.9)
    >>> ambiguous = read("23.4 14.2")
    >>> ambiguous.longitude, len(ambiguous.readings), str(ambiguous.warnings[0])
    (None, 2, 'Either number can be the latitude.')
    """
    if system not in SYSTEMS:
        raise ValueError(f"There is no system {system!r} here. Choose one of: {', '.join(SYSTEMS)}.")
    if len(text) > LENGTH_LIMIT:
        raise Refused("too_long", value=f"{LENGTH_LIMIT:,}")
    if not text.strip():
        raise Refused("empty")
    link = None
    found = _for_machines(text.strip())
    if not found and (link := map_links.link(text.strip())):
        found = link[:2]
    readings, warnings = found or _written(text)
    if any(reading[:2] == (0, 0) for reading in readings):
        warnings = [*warnings, warned("null_island")]
    if system != "wgs84":
        return _converted(readings, warnings, system)
    if link and link.system != "wgs84":
        return _of_shifted_map(readings, warnings, link.system)
    return offered(coordinate(readings, warnings))


def _converted(readings: list[Reading], warnings: list[Warned], system: str) -> Coordinate:
    """The readings in WGS 84; a half cannot be converted and stays."""
    if any(not reading.whole for reading in readings):
        warnings = [*warnings, warned("half_not_converted")]
    return coordinate([to_wgs84(one, system) if one.whole else one for one in readings], warnings)


def _of_shifted_map(readings: list[Reading], warnings: list[Warned], system: str) -> Coordinate:
    """Each place of a link to a map that is known to be shifted: converted, and as it is; a person chooses."""
    both = [way for one in readings for way in (to_wgs84(one, system), one._replace(note="as_it_is"))]
    found = coordinate(both, warnings)
    if len(found.readings) == len(readings):  # outside of China nothing is shifted
        return found
    return found._replace(warnings=(warned(f"link_{system}"), *found.warnings))


def _written(text: str) -> tuple[list[Reading], list[Warned]]:
    """`(readings, warnings)` of a text that is no link."""
    try:
        return _one(text)
    except Refused as refused:
        several = _segments(text)
        if several is None:
            raise refused
    places = agreeing(several)
    if len(places) == 1:
        return places, []
    return places, [warned("differ", value=f"{_farthest_m(places):,.0f}")]


def _segments(text: str) -> list[Reading] | None:
    """The places of a text that gives one in several notations, as Wikipedia does with a slash between; or None."""
    for separator in SEPARATORS:
        parts = [part for part in plain(text).split(separator) if part.strip()]
        if not 2 <= len(parts) <= SEGMENTS_LIMIT:
            continue
        try:
            found = [_one(part)[0] for part in parts]
        except Refused:
            continue
        if all(len(readings) == 1 and readings[0].whole for readings in found):
            return [readings[0] for readings in found]
    return None


def _farthest_m(places: list[Reading]) -> float:
    ends = ((one, other) for one in places for other in places)
    return max(ELLIPSOID.inv(one[0], one[1], other[0], other[1])[2] for one, other in ends)


def _one(text: str) -> tuple[list[Reading], list[Warned]]:
    """`(readings, warnings)` of one coordinate in one notation."""
    if found := _for_machines(text.strip()):
        return found
    text = plain(text)
    try:
        return _bare(text, None)
    except Refused as refused:
        behind = NOTE.fullmatch(text)
        if not behind or not re.search(r"[0-9]", behind["before"]):
            raise refused
    note = behind["note"].strip()
    order = next((axis for axis, words in ORDERS if words.search(note)), None)
    readings, warnings = _bare(behind["before"], order)
    return readings, warnings if order else [*warnings, warned("left_out", value=note)]


def _for_machines(text: str) -> written_points.Found:
    """What a notation says that no person writes by hand, and of which each sign counts."""
    notations = (written_points.geo_json, written_points.wkt, written_points.iso_6709, written_points.wiki)
    return next((found for notation in notations if (found := notation(text))), None)


def _bare(text: str, order: str | None) -> tuple[list[Reading], list[Warned]]:
    """`(readings, warnings)` of a plain text without a note behind it; `order`: the axis that is known to be first."""
    text = text.strip(OUTSIDE)
    if text[:1] in QUOTES and text[-1:] == text[:1]:
        text = text[1:-1].strip(OUTSIDE)
    if heading := HEADING.match(text):
        text = text[heading.end() :]
    for axis, words in ORDERS:
        if heading := words.match(text):
            text, order = text[heading.end() :], axis
    text = text.translate(BRACKETS).strip(OUTSIDE)
    if "deg" in text.lower():
        return _degrees_or_square(text, order)
    for notation in (grids.plus_code, grids.mgrs, grids.utm):
        if found := notation(text):
            return found
    return pairs.readings(text, order)


def _degrees_or_square(text: str, order: str | None) -> tuple[list[Reading], list[Warned]]:
    """What a text with deg says: it may also be a square DEG of MGRS, as in 52DEG12."""
    found, refusals = [], []
    for notation in (lambda text: pairs.readings(text, order), grids.mgrs):
        try:
            found += [way] if (way := notation(text)) else []
        except Refused as refused:
            refusals.append(refused)
    if not found:
        raise refusals[0]
    both = [warned("degrees_or_square")] if len(found) > 1 else []
    return [one for readings, _ in found for one in readings], [*both, *(one for _, told in found for one in told)]

"""In which words is a reading of a coordinate told? Codes of warnings, refusals and notes, and their English sentences.

The Korean words, and these again for the page, stand in `layers/locale/*/LC_MESSAGES/coordinates.po`: a warning or a
refusal under `coordinate.<code>`, what to do about a refusal under `coordinate.<code>.remedy`, a notation under
`notation.<key>`, what tells readings of one text apart under `coordinate.note.<key>`.
"""

from types import MappingProxyType
from typing import NamedTuple

from geodata.errors import DataError, printable

WARNINGS = MappingProxyType(
    {
        "order": "Either number can be the latitude.",
        "number_or_pair": "This can be one angle or two.",
        "axis_unknown": "Only one angle is given, and nothing says whether it is the latitude or the longitude.",
        "longitude_missing": "Only a latitude is given; the longitude is missing.",
        "latitude_missing": "Only a longitude is given; the latitude is missing.",
        "longitude_first": "The longitude stands first: {value} cannot be a latitude.",
        "null_island": "0, 0 lies in the Atlantic and often stands for a missing position.",
        "height_left_out": "The third number ({value}) is taken for a height and left out.",
        "sign_and_letter": "Both a minus and a letter say {value}; they are taken to say the same.",
        "comma": "A comma can be a decimal mark or stand between two numbers.",
        "dash": "The dash can be a minus or stand between the two numbers.",
        "degrees_or_square": "DEG can be degrees or a square of MGRS.",
        "left_out": "Not read: {value}.",
        "china": "Many maps of China are shifted. If these numbers come from one, the place lies where the other "
        "readings say; they also say where such a map shows it. GCJ-02: Amap, Tencent, Google's roads; BD-09: Baidu.",
        "link_gcj02": "This map draws in GCJ-02, shifted by some hundred metres in China; the numbers may be shifted "
        "or not.",
        "link_bd09": "This map draws in BD-09, shifted by up to 2 km in China; the numbers may be shifted or not.",
        "half_not_converted": "A half of a position cannot be converted.",
        "differ": "The notations say different places, {value} m apart.",
        "link_view": "The link names no place; this is the middle of the map that it shows.",
        "link_several": "The link names more than one place.",
        "converted": "The position was converted from {value} to WGS 84.",
        "utm_letter_s": "S behind a zone of UTM can be a band (32° to 40° north) or the southern hemisphere.",
        "utm_hemisphere": "The zone of UTM does not say which hemisphere.",
        "letter_o": "O can mean west (ouest, oeste) or east (Ost).",
    }
)


class Refusal(NamedTuple):
    """Why a text is not read, and what to do; both with places for values."""

    words: str
    remedy: str


WRITE = "write it like 41.7983, 129.7758 or 41°47′54″N 129°46′33″E"
REFUSALS = MappingProxyType(
    {
        "empty": Refusal("there is nothing to read", WRITE),
        "too_long": Refusal("the text is longer than {value} characters", "paste the coordinate alone"),
        "no_number": Refusal("there is no number in it", WRITE),
        "unknown_word": Refusal("it holds a word or sign that is no part of a coordinate: {value}", WRITE),
        "number": Refusal("{value} is no number", "write numbers like 41.7983"),
        "exponent": Refusal("a number has an exponent", "write plain decimals such as 41.7983"),
        "too_many": Refusal("it holds more than two angles", "paste one coordinate at a time"),
        "unreadable": Refusal("these numbers and signs do not make a coordinate", WRITE),
        "degrees_missing": Refusal("minutes or seconds stand where degrees should", "write degrees first: 41°47′54″"),
        "marks": Refusal("the signs for degrees, minutes and seconds are not in that order", "write 41°47′54″"),
        "decimals_before": Refusal(
            "{value} has decimals but another part of the angle follows",
            "give decimals to the last part only, or put a comma between two numbers",
        ),
        "minutes": Refusal("{value} minutes: there are at most 59", "check the number against the source"),
        "seconds": Refusal("{value} seconds: there are at most 59", "check the number against the source"),
        "latitude_range": Refusal("no latitude is {value}", "a latitude lies between -90 and 90"),
        "longitude_range": Refusal("no longitude is {value}", "a longitude lies between -180 and 180"),
        "sign": Refusal("the sign and the letter contradict each other: {value}", "leave one of the two out"),
        "two_sides": Refusal("one angle has two letters of direction", "give each angle one of N, S, E, W"),
        "two_latitudes": Refusal("both angles are latitudes", "give one latitude and one longitude"),
        "two_longitudes": Refusal("both angles are longitudes", "give one latitude and one longitude"),
        "metres": Refusal(
            "{value} is no angle; numbers this large are metres of a projected system",
            "give the zone with them (UTM 52T 412345 4512345), or convert them to degrees of WGS 84",
        ),
        "mgrs_digits": Refusal(
            "a reference of MGRS has as many digits for the easting as for the northing, at most five each: {value}",
            "check it against the source",
        ),
        "mgrs_square": Refusal("there is no square {value} in MGRS", "check the letters against the source"),
        "utm_zone": Refusal("there is no zone {value}", "zones of UTM are 1 to 60"),
        "utm_letter": Refusal("{value} is no band of UTM", "write a band (C to X, without I and O), N or S"),
        "utm_easting": Refusal(
            "no easting of UTM is {value}", "eastings are 100,000 to 999,999 m and come before the northing"
        ),
        "utm_northing": Refusal("no northing of UTM is {value}", "northings are 0 to 10,000,000 m"),
        "utm_band": Refusal(
            "the northing lies at latitude {latitude}, not in band {value}", "check the band and the northing"
        ),
        "pluscode": Refusal("{value} is no plus code", "check it against the source"),
        "pluscode_short": Refusal(
            "{value} is a short plus code: without its town it names no place",
            "write the whole code, with the four characters that are left out",
        ),
        "swapped": Refusal(
            "no latitude is {value}; in this notation the longitude comes first",
            "swap the two numbers if that is what was meant",
        ),
        "wkt": Refusal("only a POINT of WKT names one place", "write it like POINT(129.7758 41.7983)"),
        "geojson": Refusal("this is no GeoJSON: {value}", "paste a Point or a Feature"),
        "geojson_type": Refusal("a {value} is not one place", "paste a Point, or a Feature with a Point"),
        "geojson_features": Refusal("it holds {value} features, not one", "paste one of them"),
        "no_position": Refusal("it holds no position", "give it one"),
        "system": Refusal("the system of coordinates is not known: {value}", "convert it to WGS 84 (EPSG:4326)"),
        "system_range": Refusal("these numbers lie outside of {value}", "check the numbers and the system"),
        "link": Refusal("the address cannot be taken apart", "copy the link again"),
        "links": Refusal("there is more than one link in it", "paste one link at a time"),
        "link_empty": Refusal(
            "there is no coordinate in this link", "open it, mark the place, and copy the coordinate or the longer link"
        ),
        "link_short": Refusal(
            "a short link of {value} does not hold the coordinate, and nothing is fetched here",
            "open it in a browser and copy the long address that it leads to",
        ),
        "link_metres": Refusal(
            "the link gives metres of the map's own projection", "mark the place on that map and copy its degrees"
        ),
        "two_angles": Refusal("these are two angles, not one", "give one angle"),
    }
)

NOTATIONS = MappingProxyType(
    {
        "decimal": "decimal degrees",
        "dm": "degrees and minutes",
        "dms": "degrees, minutes and seconds",
        "mgrs": "MGRS",
        "utm": "UTM",
        "pluscode": "plus code",
        "wkt": "WKT",
        "geojson": "GeoJSON",
        "iso6709": "ISO 6709",
        "geohack": "GeoHack",
        "link": "map link",
        "gcj02": "if the numbers are GCJ-02",
        "bd09": "if the numbers are BD-09",
        "on_gcj02": "the same place on a map in GCJ-02",
        "on_bd09": "the same place on a map in BD-09",
        "geo_uri": "geo: address",
        "wikitext": "Wikipedia template",
    }
)

NOTES = MappingProxyType(
    {
        "latitude_first": "latitude first",
        "longitude_first": "longitude first",
        "as_latitude": "one angle, as a latitude",
        "as_longitude": "one angle, as a longitude",
        "decimal_comma": "the comma as a decimal mark",
        "minus": "the dash as a minus",
        "dash": "the dash as what stands between",
        "as_it_is": "the numbers as they are",
        "utm_band": "the letter as a band",
        "utm_north": "northern hemisphere",
        "utm_south": "southern hemisphere",
        "o_west": "O for west",
        "o_east": "O for east",
    }
)


class Warned(NamedTuple):
    """A warning; `str(warned)` is its English sentence.

    >>> str(Warned("longitude_first", {"value": "129.77"}))
    'The longitude stands first: 129.77 cannot be a latitude.'
    """

    code: str
    values: dict

    def __str__(self) -> str:
        return fill(WARNINGS[self.code], self.values)

    def __hash__(self) -> int:
        return hash((self.code, *sorted(self.values.items())))


class Refused(DataError):
    """A text that is no coordinate: `code` and `values` tell why, `str(error)` in an English sentence.

    >>> print(Refused("minutes", value="61"))
    61 minutes: there are at most 59; check the number against the source.
    """

    def __init__(self, code: str, **values: object):
        self.code, self.values = code, {name: printable(value) for name, value in values.items()}
        words, remedy = REFUSALS[code]
        super().__init__(fill(words, self.values), remedy=fill(remedy, self.values))

    def __reduce__(self):
        return _again, (self.code, self.values)


def _again(code: str, values: dict) -> Refused:
    return Refused(code, **values)


def warned(code: str, **values: object) -> Warned:
    """A warning whose values are fit to be shown."""
    return Warned(code, {name: printable(value) for name, value in values.items()})


def fill(words: str, values: dict) -> str:
    """The words with each `{name}` filled, values never filled again."""
    parts = words.split("{")
    return parts[0] + "".join(f"{values[name]}{rest}" for name, _, rest in (part.partition("}") for part in parts[1:]))

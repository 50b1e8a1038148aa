"""Which place does a reference of a grid name? MGRS, UTM and plus codes.

A square of MGRS and of a plus code is read as its centre, `precision_m` is its (longer) side. Each function gives
`(readings, warnings)`, or None where the text does not have that shape; Refused where it has, but names no place.
"""

import functools
import re
import warnings as python_warnings

from mgrs import MGRS, core
from openlocationcode import openlocationcode
from pyproj import Transformer

from geodata.notations.readings import Reading, precision, rounded_m
from geodata.notations.words import Refused, Warned, warned

Found = tuple[list[Reading], list[Warned]] | None
BANDS = "CDEFGHJKLMNPQRSTUVWX"  # of 8° of latitude from 80° S; the last, X, of 12°
UTM_LATITUDES = (-80, 84)
EASTINGS_M, NORTHINGS_M = (100_000, 1_000_000), (0, 10_000_000)
ZONE_DEGREES, WIDEST_ZONE_DEGREES = 6, 12  # zones around Norway and Svalbard are wider
DEGREE_M = 111_000

MGRS_TEXT = re.compile(
    r"(?:MGRS[ :=]*)?(?P<grid>(?P<zone>\d{1,2}) ?(?P<band>[A-Z])|(?P<pole>[ABYZ])) ?"
    r"(?P<square>[A-Z]{2})(?P<digits>(?: ?\d+){0,2})"
)
PLUS_CODE = re.compile(r"(?<![\w+.])(?P<code>[23456789CFGHJMPQRVWX0]{2,8}\+[23456789CFGHJMPQRVWX]{0,7})(?![\w+]|\.\d)")
METRES = (
    r"(?P<NAME>(?<!,)\d{1,3}(?:,\d{3})+(?!,)(?:\.\d+)?|\d{LEAST,8}(?:[.,]\d+)?)"  # 4,512,345 or 4512345
    r"(?: ?M(?:ET(?:ER|RE)S?)?(?![A-DF-MO-Z]))?"
)
EASTING = METRES.replace("NAME", "east").replace("LEAST", "4")
NORTHING = METRES.replace("NAME", "north").replace("LEAST", "1")  # just beyond the equator it has few digits
HEMISPHERE = r"(?P<band>N(?:ORTH(?:ERN)?)?|S(?:OUTH(?:ERN)?)?|[A-Z])(?![A-Z])(?: ?HEMISPHERE)?"
ZONE = rf"(?:ZONE ?:? ?)?(?P<zone>\d{{1,2}})(?!\d)(?:,? ?{HEMISPHERE})?"
EAST, NORTH = r"(?:E(?:AST(?:ING)?)?|X)", r"(?:N(?:ORTH(?:ING)?)?|Y)"
BETWEEN = "[ ,;:/]+"
LABEL = "[ :=]*"
PAIRS = tuple(
    first + BETWEEN + second
    for east, north in [
        (f"{EAST}{LABEL}{EASTING}", f"{NORTH}{LABEL}{NORTHING}"),
        (f"{EASTING} ?{EAST}", f"{NORTHING} ?{NORTH}"),
        (EASTING, NORTHING),
    ]
    for first, second in [(east, north), (north, east)]
)[:-1]  # without letters the easting comes first
UTM_TEXTS = tuple(
    re.compile(form)
    for pair in PAIRS
    for form in (rf"{ZONE}(?:{BETWEEN}){pair}", rf"{pair}{BETWEEN}{ZONE}")
)  # fmt: skip
UTM_TEXT_LIMIT = 100  # characters; the forms take some 60
UTM_NAMES = re.compile(r"\b(?:UTM|WGS ?(?:19)?84)\b[ /:,]*")
EPSG = re.compile(r"^EPSG ?: ?32(?P<hemisphere>[67])(?P<zone>\d\d)\b")

# GEOTRANS warns of a square that lies outside of its band; _touches says so in a sentence.
python_warnings.filterwarnings("ignore", 'Warning in "Convert_MGRS', RuntimeWarning)


def mgrs(text: str) -> Found:
    """A reference of MGRS, also with spaces, in small letters, or without a zone at the poles.

    >>> mgrs("52t em 63979 26747")[0][0][:4]
    (129.77..., 41.79..., 'mgrs', 1.0)
    """
    found = MGRS_TEXT.fullmatch(text.upper())
    if not found:
        return None
    digits = found["digits"].split()
    if len(digits) == 1 and len(digits[0]) % 2 == 0:
        digits = [digits[0][: len(digits[0]) // 2], digits[0][len(digits[0]) // 2 :]]
    if digits and (len(digits) != 2 or len(digits[0]) != len(digits[1]) or len(digits[0]) > 5):
        raise Refused("mgrs_digits", value=found["digits"].strip())
    side_m = 10.0 ** (5 - len(digits[0] if digits else ""))
    grid = found["pole"] or f"{int(found['zone']):02}{found['band']}"
    latitude, longitude = _centre(grid + found["square"] + "".join(digits))
    if not found["pole"] and not _touches(int(found["zone"]), found["band"], longitude, latitude, side_m):
        raise Refused("mgrs_square", value=grid + found["square"])
    return [Reading(longitude, latitude, "mgrs", rounded_m(side_m))], []


def _centre(reference: str) -> tuple[float, float]:
    """(latitude, longitude) of the middle of a square."""
    try:
        return MGRS().toLatLon(reference)
    except core.MGRSError:
        raise Refused("mgrs_square", value=reference) from None


def _touches(zone: int, band: str, longitude: float, latitude: float, side_m: float) -> bool:
    """Whether a square can reach into its zone and band; its centre may lie outside of both."""
    south, north = _band(band)
    reach = side_m / DEGREE_M
    away = abs((longitude - (zone * ZONE_DEGREES - 183) + 180) % 360 - 180)
    wide = WIDEST_ZONE_DEGREES if band in "VX" else ZONE_DEGREES
    # Of a square that a zone cuts off the rest is in the next; at 80° a degree of longitude has a sixth of its length.
    return south - reach <= latitude <= north + reach and away <= wide / 2 + 6 * reach


def _band(letter: str) -> tuple[float, float]:
    """South and north edge of a band of latitude."""
    south = UTM_LATITUDES[0] + 8 * BANDS.index(letter)
    return south, 84 if letter == "X" else south + 8


def utm(text: str) -> Found:
    """Easting and northing with a zone, with a letter of the band, a hemisphere, or neither.

    >>> [reading[:2] + reading[4:] for reading in utm("52S 335000 4140000")[0]]
    [(127.1..., 37.3..., 'utm_band'), (126.5..., -52.8..., 'utm_south')]
    """
    if len(text) > UTM_TEXT_LIMIT:
        return None
    text = UTM_NAMES.sub("", " ".join(text.upper().split()))
    text = EPSG.sub(lambda epsg: f"{epsg['zone']} {'NORTH' if epsg['hemisphere'] == '6' else 'SOUTH'}", text)
    found = next((match for form in UTM_TEXTS if (match := form.fullmatch(text))), None)
    if not found:
        return None
    (east, east_m), (north, north_m) = _metres(found["east"]), _metres(found["north"])
    zone, band = int(found["zone"]), found["band"] or ""
    if not 1 <= zone <= 60:
        raise Refused("utm_zone", value=zone)
    if not EASTINGS_M[0] <= east < EASTINGS_M[1]:
        raise Refused("utm_easting", value=found["east"])
    if not NORTHINGS_M[0] <= north <= NORTHINGS_M[1]:
        raise Refused("utm_northing", value=found["north"])
    readings = []
    metres = rounded_m(max(east_m, north_m))
    for note, northern in _utm_ways(band):
        longitude, latitude = _transformer((32600 if northern else 32700) + zone).transform(east, north)
        inside = note != "utm_band" or _in_band(band, latitude, metres)
        if not inside and band != "S":
            raise Refused("utm_band", value=band, latitude=f"{latitude:.2f}")
        if inside and UTM_LATITUDES[0] <= latitude <= UTM_LATITUDES[1]:
            readings.append(Reading(longitude, latitude, "utm", metres, note))
    if not readings:
        raise Refused("utm_northing", value=found["north"])
    code = "utm_letter_s" if band == "S" else "utm_hemisphere"
    return readings, [warned(code)] if len(readings) > 1 else []


def _utm_ways(band: str) -> list[tuple[str, bool]]:
    """(note, northern) of what the letter behind a zone can mean."""
    if band == "":
        return [("utm_north", True), ("utm_south", False)]
    if band == "S":
        return [("utm_band", True), ("utm_south", False)]
    if band.startswith(("S", "N")):
        return [("utm_north", True) if band.startswith("N") else ("utm_south", False)]
    if band not in BANDS:
        raise Refused("utm_letter", value=band)
    return [("utm_band", band > "N")]


def _in_band(letter: str, latitude: float, slack_m: float) -> bool:
    """Whether a latitude lies in a band, or beside it no more than the digits of its northing allow."""
    south, north = _band(letter)
    return south - slack_m / DEGREE_M <= latitude <= north + slack_m / DEGREE_M


def _metres(text: str) -> tuple[float, float]:
    """(metres, metres of one unit of the last digit): 412,345 has groups, 412345,5 a decimal comma."""
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    text = text.replace(",", "" if grouped else ".")
    return float(text), 10.0 ** -len(text.partition(".")[2])


@functools.lru_cache(maxsize=128)
def _transformer(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, 4326, always_xy=True)


def plus_code(text: str) -> Found:
    """A whole plus code; a short one is refused, as it needs a town.

    >>> plus_code("8QHHQQXG+8G")[0][0][2:4]
    ('pluscode', 13.9)
    """
    found = PLUS_CODE.search(text.upper())
    if not found:
        return None
    code = found["code"]
    if openlocationcode.isShort(code):
        if code.replace("+", "").isdecimal():
            return None  # 23+45 are two numbers with a sign
        raise Refused("pluscode_short", value=code)
    if not openlocationcode.isFull(code):
        raise Refused("pluscode", value=code)
    rest = text[: found.start()] + text[found.end() :]
    area = openlocationcode.decode(code)
    height, width = area.latitudeHi - area.latitudeLo, area.longitudeHi - area.longitudeLo
    metres = precision(area.latitudeCenter, height, width)
    reading = Reading(area.longitudeCenter, area.latitudeCenter, "pluscode", metres)
    return [reading], [warned("left_out", value=rest.strip())] if rest.strip(" ,;") else []

"""What may a text mean? A coordinate: the answer, or every way to read it between which a person has to choose.

`precision_m` is one unit of the last digit that the text gives, in metres on the WGS 84 ellipsoid at that latitude, of
latitude and longitude the coarser; for the square of a grid its side. So it covers digits that were rounded or cut off.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from geodata.notations.words import Warned
from geodata.provenance import ELLIPSOID

FINEST_M = 0.001  # nobody surveys a place to less than a millimetre, whatever the digits say


class Reading(NamedTuple):
    """One way to read a text: degrees of WGS 84 (but see `in_wgs84`), None for the half that is not told.

    `notation` and `note` are keys of geodata.notations.words; `note` says what is special about this way, or None.
    """

    longitude: float | None
    latitude: float | None
    notation: str
    precision_m: float
    note: str | None = None

    @property
    def whole(self) -> bool:
        """Whether both halves are told."""
        return self.longitude is not None and self.latitude is not None

    @property
    def in_wgs84(self) -> bool:
        """Whether the numbers are a position in WGS 84; those of the same place on a shifted map are not."""
        return not self.notation.startswith("on_")


class Coordinate(NamedTuple):
    """What a text says. longitude and latitude (degrees of WGS 84) are None where a person must choose or a half is
    missing; `readings` are all ways to read the text, the answer or the usual way first; `warnings` say what to mind.
    """

    longitude: float | None
    latitude: float | None
    notation: str
    precision_m: float
    readings: tuple[Reading, ...]
    warnings: tuple[Warned, ...]


def coordinate(readings: Iterable[Reading], warnings: Iterable[Warned]) -> Coordinate:
    """The coordinate of these readings: the answer if there is only one, whole or half; else none."""
    readings, warnings = tuple(distinct(readings)), tuple(dict.fromkeys(warnings))
    longitude = latitude = None
    if len(readings) == 1:
        readings = (readings[0]._replace(note=None),)  # there is nothing to tell it apart from
        longitude, latitude = readings[0][:2]
    return Coordinate(longitude, latitude, readings[0].notation, readings[0].precision_m, readings, warnings)


def distinct(readings: Iterable[Reading]) -> list[Reading]:
    """The readings without those that say the same position as one before them."""
    found = {}
    for reading in readings:
        key = tuple(None if part is None else round(part, 10) + 0.0 for part in reading[:2])
        found.setdefault(key, reading)
    return list(found.values())


def agreeing(readings: Iterable[Reading]) -> list[Reading]:
    """One reading of each place, the finest: two that lie apart no more than their digits allow are the same place."""
    readings, kept = list(readings), []
    for reading in sorted(readings, key=lambda reading: reading.precision_m):
        if not any(_apart_m(reading, other) <= reading.precision_m + other.precision_m for other in kept):
            kept.append(reading)
    return [reading for reading in dict.fromkeys(readings) if reading in kept]


def _apart_m(one: Reading, other: Reading) -> float:
    return ELLIPSOID.inv(one.longitude, one.latitude, other.longitude, other.latitude)[2]


def precision(latitude: float | None, latitude_unit: float | None, longitude_unit: float | None) -> float:
    """Metres of the coarser of two units in degrees; None for the half that is not told.

    >>> precision(0.0, 0.01, 0.01), precision(60.0, 0.01, 0.01), precision(None, None, 1)
    (1110.0, 1110.0, 111000.0)
    """
    sine = math.sin(math.radians(latitude or 0.0))
    curve = 1 - ELLIPSOID.es * sine**2
    north = math.radians(latitude_unit or 0) * ELLIPSOID.a * (1 - ELLIPSOID.es) / curve**1.5
    east = math.radians(longitude_unit or 0) * ELLIPSOID.a / math.sqrt(curve) * math.sqrt(1 - sine**2)
    return rounded_m(max(north, east))


def rounded_m(metres: float) -> float:
    """Metres to three digits, never finer than FINEST_M."""
    return max(FINEST_M, float(f"{metres:.3g}"))

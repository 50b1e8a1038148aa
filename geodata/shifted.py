"""Where does a place lie on a Chinese map? GCJ-02, the shifted system that maps of China must use, and Baidu's BD-09.

GCJ-02 moves a position of WGS 84 by up to some 700 m; BD-09 moves that of GCJ-02 by up to some 1,000 m more. The shift
of GCJ-02 is applied in a box around China (`shifts`), not outside; the formulas were never published and are known from
programs. Functions take longitude and latitude in degrees, arrays or numbers, and give `(longitude, latitude)` arrays.
"""

import numpy as np

WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271  # degrees; the box in which GCJ-02 shifts
AXIS_M = 6378245.0  # metres; semi-major axis of Krasovsky's ellipsoid
SQUARED_ECCENTRICITY = 0.00669342162296594323
CLOSE_DEGREES = 1e-9  # some 0.1 mm; DESIGN asks for a centimetre
STEPS_LIMIT = 20  # of an iteration; it takes three to six
BAIDU_TURN = np.pi * 3000 / 180  # as in coordtransform and most programs; eviltransform has np.pi, up to 60 m off
BAIDU_EAST, BAIDU_NORTH = 0.0065, 0.006  # degrees


def shifts(longitude, latitude) -> np.ndarray:
    """Whether GCJ-02 shifts a position: whether it lies in the box around China, borders included."""
    longitude, latitude = np.asarray(longitude, float), np.asarray(latitude, float)
    return (longitude >= WEST) & (longitude <= EAST) & (latitude >= SOUTH) & (latitude <= NORTH)


def gcj02_from_wgs84(longitude, latitude) -> tuple[np.ndarray, np.ndarray]:
    """GCJ-02 of WGS 84; the same numbers where GCJ-02 does not shift.

    >>> [float(round(degrees, 6)) for degrees in gcj02_from_wgs84(129.5, 42.9)]
    [129.506965, 42.902489]
    """
    longitude, latitude = np.asarray(longitude, float), np.asarray(latitude, float)
    inside = shifts(longitude, latitude)
    east, north = _shift(np.where(inside, longitude, EAST), np.where(inside, latitude, NORTH))
    return longitude + np.where(inside, east, 0), latitude + np.where(inside, north, 0)


def wgs84_from_gcj02(longitude, latitude) -> tuple[np.ndarray, np.ndarray]:
    """WGS 84 of GCJ-02, by iteration to under a centimetre; the same numbers outside of the box."""
    return _inverse(gcj02_from_wgs84, longitude, latitude, shifts(longitude, latitude))


def bd09_from_gcj02(longitude, latitude) -> tuple[np.ndarray, np.ndarray]:
    """BD-09 of GCJ-02; Baidu does this everywhere, so it does not ask for the box."""
    longitude, latitude = np.asarray(longitude, float), np.asarray(latitude, float)
    radius = np.hypot(longitude, latitude) + 0.00002 * np.sin(latitude * BAIDU_TURN)
    angle = np.arctan2(latitude, longitude) + 0.000003 * np.cos(longitude * BAIDU_TURN)
    return radius * np.cos(angle) + BAIDU_EAST, radius * np.sin(angle) + BAIDU_NORTH


def gcj02_from_bd09(longitude, latitude) -> tuple[np.ndarray, np.ndarray]:
    """GCJ-02 of BD-09, by iteration to under a centimetre."""
    return _inverse(bd09_from_gcj02, longitude, latitude, np.ones(np.shape(longitude), bool))


def _inverse(forward, longitude, latitude, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The position that `forward` brings to this one, where `inside`; a shift hardly changes over its own length."""
    longitude, latitude = np.asarray(longitude, float), np.asarray(latitude, float)
    east, north = longitude.copy(), latitude.copy()
    for _ in range(STEPS_LIMIT):
        there = forward(east, north)
        missing = np.where(inside, longitude - there[0], 0), np.where(inside, latitude - there[1], 0)
        east, north = east + missing[0], north + missing[1]
        if not np.any(np.hypot(*missing) > CLOSE_DEGREES):
            break
    return east, north


def _shift(longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Degrees east and north by which GCJ-02 moves a position of WGS 84."""
    x, y = longitude - 105, latitude - 35
    root = np.sqrt(np.abs(x))
    common = (20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)) * 2 / 3
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    north_m += (20 * np.sin(np.pi * y) + 40 * np.sin(np.pi / 3 * y)) * 2 / 3
    north_m += (160 * np.sin(np.pi / 12 * y) + 320 * np.sin(np.pi / 30 * y)) * 2 / 3
    east_m = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    east_m += (20 * np.sin(np.pi * x) + 40 * np.sin(np.pi / 3 * x)) * 2 / 3
    east_m += (150 * np.sin(np.pi / 12 * x) + 300 * np.sin(np.pi / 30 * x)) * 2 / 3
    sine = np.sin(np.radians(latitude))
    curve = 1 - SQUARED_ECCENTRICITY * sine * sine
    north = north_m * 180 / (AXIS_M * (1 - SQUARED_ECCENTRICITY) / curve**1.5 * np.pi)
    east = east_m * 180 / (AXIS_M / np.sqrt(curve) * np.cos(np.radians(latitude)) * np.pi)
    return east, north

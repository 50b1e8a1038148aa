"""What is the line between two places? Geodesics on the WGS 84 ellipsoid, each distinct pair once.

In: longitudes and latitudes of both ends (degrees). Out: exact lengths (metres) and lines (EPSG:4326) that are never
more than a kilometre off the geodesic: a point every STEP_M, more of them near a pole, where meridians crowd. A line
over the antimeridian is a MultiLineString cut there (RFC 7946, section 3.1.9). Two ends at one position give a line of
two equal points and length 0. Between antipodes every direction is equally short; the one of pyproj is drawn.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

ELLIPSOID = Geod(ellps="WGS84")
STEP_M = 100_000.0  # some 0.4 km off at most in latitudes up to 60 degrees
STEEP_LATITUDE = 70.0  # degrees; from here on each step is checked
OFF_M = 800.0  # a step further off than this is halved
MOST_DRAWN = 1_000_000  # lines that are kept to be used again, some 0.5 GB
DIGITS = 7  # decimals of the points in between: a centimetre


def distinct_pairs(origin: np.ndarray, destination: np.ndarray, places: int) -> tuple[np.ndarray, ...]:
    """`(origin, destination, number of the pair a leg)` with the pairs sorted.

    >>> distinct_pairs(np.array([2, 0, 2]), np.array([1, 1, 1]), 3)
    (array([0, 2]), array([1, 1]), array([1, 0, 1]))
    """
    key = origin.astype(np.int64) * places + destination
    if places * places <= max(4 * len(key), 1 << 16):
        # Few places: a table of all pairs is smaller than a sort of all legs.
        met = np.zeros(places * places, dtype=bool)
        met[key] = True
        pairs = np.flatnonzero(met)
        number = (np.cumsum(met) - 1)[key]
    else:
        codes, pairs = pd.factorize(key)
        rank = np.argsort(pairs, kind="stable")
        pairs = pairs[rank]
        place = np.empty_like(rank)
        place[rank] = np.arange(len(rank))
        number = place[codes]
    return pairs // places, pairs % places, number


def geodesics(lon1, lat1, lon2, lat2) -> tuple[np.ndarray, np.ndarray]:
    """`(lengths in metres, geometries)` of the geodesics between two arrays of positions.

    >>> lengths, lines = geodesics(np.array([179.0]), np.array([0.0]), np.array([-179.0]), np.array([0.0]))
    >>> round(lengths[0]), lines[0].wkt
    (222639, 'MULTILINESTRING ((179 0, 179.6666667 0, 180 0), (-180 0, -179.6666667 0, -179 0))')
    """
    lon1, lat1, lon2, lat2 = (np.ascontiguousarray(a, dtype=float) for a in (lon1, lat1, lon2, lat2))
    azimuth, _, length = ELLIPSOID.inv(lon1, lat1, lon2, lat2)
    arcs = _Arcs(lon1, lat1, lon2, lat2, np.asarray(azimuth), np.asarray(length))
    length = arcs.length
    steps = np.maximum(np.ceil(length / STEP_M), 1).astype(np.int64)
    line = np.repeat(np.arange(len(length)), steps + 1)
    first = np.cumsum(steps + 1) - (steps + 1)
    share = (np.arange(len(line)) - first[line]) / steps[line]
    points = _points(arcs, line, share)
    if (abs(points[:, 1]) > STEEP_LATITUDE).any():
        line, points = _refined(arcs, line, share, points)
    return length, _cut(points, line, len(length))


class Drawn:
    """Geodesics between places of one gazetteer that were drawn before: parts of the records meet the same pairs.

    >>> drawn = Drawn(2)
    >>> ends = np.array([129.0, 130.0]), np.array([42.0, 42.0]), np.array([0]), np.array([1])
    >>> drawn.geodesics(*ends)[1][0] is drawn.geodesics(*ends)[1][0]
    True
    """

    def __init__(self, places: int):
        """`places`: how many of the first places are the same each time."""
        self.places = places
        self.pair = np.empty(0, dtype=np.int64)  # sorted
        self.length, self.geometry = np.empty(0), np.empty(0, dtype=object)

    def geodesics(self, lon: np.ndarray, lat: np.ndarray, origin: np.ndarray, destination: np.ndarray):
        """`(lengths, geometries)` between places (positions in `lon` and `lat`), as `geodesics` gives them."""
        pair = origin.astype(np.int64) * self.places + destination
        lasting = (origin < self.places) & (destination < self.places)
        at = np.minimum(np.searchsorted(self.pair, pair), max(len(self.pair) - 1, 0))
        known = lasting & (self.pair[at] == pair) if len(self.pair) else np.zeros(len(pair), dtype=bool)
        length, geometry = np.empty(len(pair)), np.empty(len(pair), dtype=object)
        length[known], geometry[known] = self.length[at[known]], self.geometry[at[known]]
        new = np.flatnonzero(~known)
        here, there = origin[new], destination[new]
        length[new], geometry[new] = geodesics(lon[here], lat[here], lon[there], lat[there])
        kept = new[lasting[new]]
        if len(kept) and len(self.pair) + len(kept) <= MOST_DRAWN:
            self._keep(pair[kept], length[kept], geometry[kept])
        return length, geometry

    def _keep(self, pair: np.ndarray, length: np.ndarray, geometry: np.ndarray) -> None:
        pair, first = np.unique(pair, return_index=True)
        place = np.searchsorted(self.pair, pair)
        self.pair = np.insert(self.pair, place, pair)
        self.length = np.insert(self.length, place, length[first])
        self.geometry = np.insert(self.geometry, place, geometry[first])


class _Arcs(NamedTuple):
    """Geodesics, one entry each: both ends (degrees), direction at the first (degrees), length (metres)."""

    lon1: np.ndarray
    lat1: np.ndarray
    lon2: np.ndarray
    lat2: np.ndarray
    azimuth: np.ndarray
    length: np.ndarray


def _points(arcs: _Arcs, line: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Longitude and latitude at each share (0 to 1) of its line; the ends are the given positions to the last digit."""
    points = np.empty((len(line), 2))
    begin, end = share == 0, share == 1
    inner = np.flatnonzero(~(begin | end))
    at = line[inner]
    lon, lat, _ = ELLIPSOID.fwd(arcs.lon1[at], arcs.lat1[at], arcs.azimuth[at], arcs.length[at] * share[inner])
    points[inner, 0], points[inner, 1] = np.round(lon, DIGITS), np.round(lat, DIGITS)
    points[begin, 0], points[begin, 1] = arcs.lon1[line[begin]], arcs.lat1[line[begin]]
    points[end, 0], points[end, 1] = arcs.lon2[line[end]], arcs.lat2[line[end]]
    return points


def _refined(arcs: _Arcs, line: np.ndarray, share: np.ndarray, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Halve the steps whose straight middle lies more than OFF_M off the geodesic, until none does."""
    steep = np.abs(points[:, 1]) > STEEP_LATITUDE
    # By the two ends of the step alone: a line is the same whatever other lines are made with it.
    suspect = np.flatnonzero((line[1:] == line[:-1]) & (steep[1:] | steep[:-1]))
    while len(suspect):
        middle = (share[suspect] + share[suspect + 1]) / 2
        true = _points(arcs, line[suspect], middle)
        step = _turn(points[suspect + 1, 0] - points[suspect, 0])
        straight_lon = points[suspect, 0] + step / 2
        straight_lat = (points[suspect, 1] + points[suspect + 1, 1]) / 2
        off = np.asarray(ELLIPSOID.inv(straight_lon, straight_lat, true[:, 0], true[:, 1])[2])
        worse = off > OFF_M
        at = suspect[worse]
        line = np.insert(line, at + 1, line[at])
        share = np.insert(share, at + 1, middle[worse])
        points = np.insert(points, at + 1, true[worse], axis=0)
        first = at + np.arange(len(at))  # where the first half of each halved step now begins
        suspect = np.sort(np.concatenate([first, first + 1]))
    return line, points


def _turn(degrees: np.ndarray) -> np.ndarray:
    """Differences of longitude the short way round, from -180 to 180."""
    return degrees - 360 * np.round(degrees / 360)


def _cut(points: np.ndarray, line: np.ndarray, count: int) -> np.ndarray:
    """Lines of the points; those that step over the antimeridian in parts."""
    jump = np.flatnonzero((np.abs(np.diff(points[:, 0])) > 180) & (line[1:] == line[:-1]))
    if not len(jump):
        return shapely.linestrings(points, indices=line)
    over = np.zeros(count, dtype=bool)
    over[line[jump]] = True
    crossing = over[line]
    lines = np.empty(count, dtype=object)
    lines[~over] = shapely.linestrings(points[~crossing], indices=np.cumsum(~over)[line[~crossing]] - 1)
    lines[over] = _cut_all(points[crossing], np.cumsum(over)[line[crossing]] - 1)
    return lines


def _cut_all(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    points = _one_side(points, line)
    jump = np.flatnonzero((np.abs(np.diff(points[:, 0])) > 180) & (line[1:] == line[:-1]))
    before, after = points[jump], points[jump + 1]
    side = np.copysign(180.0, before[:, 0])
    reach = (side - before[:, 0]) / _turn(after[:, 0] - before[:, 0])
    lat = np.round(before[:, 1] + reach * (after[:, 1] - before[:, 1]), DIGITS)
    doubled = np.repeat(jump + 1, 2)
    edges = np.column_stack([np.column_stack([side, -side]).ravel(), np.repeat(lat, 2)])
    begins = np.zeros(len(points), dtype=bool)
    begins[1:] = line[1:] != line[:-1]
    begins = np.insert(begins, doubled, np.tile([False, True], len(jump)))
    line = np.insert(line, doubled, np.repeat(line[jump], 2))
    points = np.insert(points, doubled, edges, axis=0)
    part = np.cumsum(begins)
    pieces = shapely.linestrings(points, indices=part)
    owner = line[np.flatnonzero(np.append(True, part[1:] != part[:-1]))]
    pieces_a_line = np.bincount(owner)
    whole = pieces_a_line[owner] == 1
    made = np.empty(len(pieces_a_line), dtype=object)
    made[owner[whole]] = pieces[whole]
    several = np.flatnonzero(pieces_a_line > 1)
    made[several] = shapely.multilinestrings(pieces[~whole], indices=np.searchsorted(several, owner[~whole]))
    return made


def _one_side(points: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Points on the antimeridian itself take the sign of the side that the line comes from (or starts out to)."""
    on = np.abs(points[:, 0]) == 180
    if not on.any():
        return points
    points = points.copy()
    begins = np.append(True, line[1:] != line[:-1])
    rows = np.arange(len(points))
    # The last point before that lies off the meridian on the same line; where there is none, the first one after.
    before = np.maximum.accumulate(np.where(~on | begins, rows, 0))
    following = np.minimum.accumulate(np.where(~on, rows, len(points) - 1)[::-1])[::-1]
    source = np.where(on[before] & (line[following] == line), following, before)
    points[on, 0] = np.copysign(180.0, points[source[on], 0])
    return points

"""Which outline does a point lie in, and how far is it from one? The polygons of `data/basemap`, with a search tree.

Degrees of WGS 84, arrays. A distance is the geodesic to the nearest point of the outline. That point is sought in a
plane in which a degree of longitude is as long as at the point's own latitude; up to some 500 km this is right to 1 %
(5 % beyond 80° of latitude), farther away the distance may come out too long, never too short.
"""

import functools
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from geodata.provenance import ELLIPSOID

BASEMAP = Path(__file__).resolve().parent.parent / "data" / "basemap"
DEGREE_M = 110_000.0  # metres of a degree of latitude, rounded down so that the search reaches far enough
FAR_M = 100_000.0  # a distance beyond this is measured around the other side of the antimeridian too
FLATTENING = ELLIPSOID.es / (1 - ELLIPSOID.es)


class Outlines(NamedTuple):
    """Polygons, each part by itself; to which feature a part belongs; what the features' properties say."""

    parts: np.ndarray
    owner: np.ndarray
    tree: shapely.STRtree
    properties: list[dict]

    def texts(self, name: str) -> np.ndarray:
        """A property by feature; the last one, which -1 takes, is None."""
        return np.array([*(one.get(name) for one in self.properties), None], dtype=object)

    def of(self, features: np.ndarray) -> "Outlines":
        """Only some of the features, given by their numbers; these stay as they are."""
        kept = np.flatnonzero(np.isin(self.owner, features))
        return Outlines(self.parts[kept], self.owner[kept], shapely.STRtree(self.parts[kept]), self.properties)

    def containing(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """The part that each point lies in, -1 for none; of two that share a border, the first in the file."""
        found = np.full(len(lon), -1)
        point, part = self.tree.query(shapely.points(lon, lat), predicate="intersects")
        order = np.argsort(-part, kind="stable")
        found[point[order]] = part[order]
        return found

    def nearest(self, lon: np.ndarray, lat: np.ndarray, reach_m: float) -> tuple[np.ndarray, np.ndarray]:
        """(feature, metres outside of it) for each point; -1 and NaN where none is within reach."""
        part = self.containing(lon, lat)
        metres = np.where(part >= 0, 0.0, np.nan)
        # A degree of longitude shrinks towards the poles; so does what a search in degrees reaches.
        reach = reach_m / DEGREE_M / np.maximum(np.cos(np.radians(lat)), 0.01)
        for turn in (0, -360, 360):  # the second and third for points beside the antimeridian
            left = np.flatnonzero((part < 0) & (np.abs(lon + turn) <= 180 + reach))
            points = shapely.points(lon[left] + turn, lat[left])
            point, near = self.tree.query(points, predicate="dwithin", distance=reach[left])
            away = gaps_m(lon[left[point]] + turn, lat[left[point]], self.parts, near)
            order = np.argsort(-away, kind="stable")  # a point's nearest is written last
            order = order[away[order] <= reach_m]
            part[left[point[order]]], metres[left[point[order]]] = near[order], away[order]
        return np.where(part >= 0, self.owner[part] if len(self.owner) else -1, -1), metres

    def away_m(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Metres from each point to the nearest of all the outlines, however far; 0 inside."""
        metres = np.zeros(len(lon))
        outside = np.flatnonzero(self.containing(lon, lat) < 0)
        whole = np.array([shapely.multipolygons(self.parts)], dtype=object)
        for turn in (0, 360):
            left = outside if not turn else outside[metres[outside] > FAR_M]
            turned = lon[left] - turn * np.sign(lon[left])
            found = gaps_m(turned, lat[left], whole, np.zeros(len(left), int))
            metres[left] = np.fmin(metres[left], found) if turn else found
        return metres


def gaps_m(lon: np.ndarray, lat: np.ndarray, shapes: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Metres from each point to `shapes[which]`, pair by pair; 0 inside of a polygon.

    >>> gaps_m(np.array([0.0]), np.array([60.0]), np.array([shapely.box(1, 59, 2, 61)]), np.array([0])).round()
    array([55799.])
    """
    # Each shape is drawn anew for each whole degree of latitude from which it is looked at.
    band = np.rint(lat)
    pair, at, member = np.unique(which * 1000.0 + band, return_index=True, return_inverse=True)
    cosine = np.maximum(np.cos(np.radians(band[at])), 0.01)
    shrink = cosine * (1 + FLATTENING * cosine**2)  # a degree of longitude in degrees of latitude, on the ellipsoid
    drawn = shapes[which[at]] if len(pair) else np.array([], dtype=object)
    points, owner = shapely.get_coordinates(drawn, return_index=True)
    points[:, 0] *= shrink[owner]
    drawn = shapely.set_coordinates(drawn.copy(), points)
    shrink = shrink[member]
    lines = shapely.shortest_line(shapely.points(lon * shrink, lat), drawn[member])
    ends = shapely.get_coordinates(lines).reshape(-1, 4)
    ends[:, ::2] /= shrink[:, None]
    return np.asarray(ELLIPSOID.inv(*ends.T)[2]).reshape(-1)


def outlines(name: str, basemap: Path = BASEMAP) -> Outlines:
    """The polygons of one file of the base map; read when first asked for, and again when the file has changed."""
    return _outlines(str(_path(name, basemap)), stamp(name, basemap))


def stamp(name: str, basemap: Path = BASEMAP) -> int:
    """When the file of this name was written; another number than before means that it has changed."""
    return _path(name, basemap).stat().st_mtime_ns


def _path(name: str, basemap: Path) -> Path:
    return Path(basemap) / f"{name}.geojson"


@functools.lru_cache(maxsize=16)
def _outlines(path: str, _changed: int) -> Outlines:
    # One Feature a line (data/build.py, and a test): the geometry is left to GEOS, three times as fast as json.
    lines = Path(path).read_text(encoding="utf-8").splitlines()[1:-1]
    features = [line.removesuffix(",").partition(',"geometry":') for line in lines if line]
    shapes = shapely.from_geojson([geometry[:-1] for _, _, geometry in features])
    parts, owner = shapely.get_parts(shapes, return_index=True)
    properties = [json.loads(head + "}")["properties"] or {} for head, _, _ in features]
    return Outlines(parts, owner, shapely.STRtree(parts), properties)

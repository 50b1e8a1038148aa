"""In which country and province does a point lie?

Two outlines are asked: the provinces of East Asia (fine, with ISO 3166-2 codes) and all countries of the world
(coarser). Both are simplified, the borders by up to some 2 km, so a point just off a coast or in a river between two
outlines belongs to the nearest one. What is farther off than NEAR_M from every outline lies in no country: None.
"""

import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry import shape

from geodata import geojson

BASEMAP = Path(__file__).resolve().parent.parent / "data" / "basemap"
NEAR_M = 5000.0  # metres; DESIGN: a mismatch within 5 km of a border is a note, not an error
DEGREE_M = 110_000.0  # metres of a degree of latitude, rounded down so that the search reaches far enough
ELLIPSOID = Geod(ellps="WGS84")
COLUMNS = ("country", "admin1", "admin1_name")


def locate(longitude, latitude, basemap: Path = BASEMAP) -> pd.DataFrame:
    """One row a point: country (ISO 3166-1 alpha-2), admin1 (ISO 3166-2), admin1_name, None where not known; and
    outside_m, the metres by which the point lies outside of the outline (0 = inside, NaN = no country).

    Degrees of WGS 84, arrays or Series (whose index is kept). A longitude beyond ±180 is taken around the globe.

    >>> locate([129.78, -30.0], [41.80, 0.0])[["country", "admin1"]].values.tolist()
    [['KP', 'KP-09'], [None, None]]
    """
    index = longitude.index if isinstance(longitude, pd.Series) else None
    lon, lat = np.asarray(longitude, float), np.asarray(latitude, float)
    known = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) <= 90)
    lon = (np.where(known, lon, 0) + 180) % 360 - 180
    lat = np.where(known, lat, 0)
    provinces, countries = _outlines(str(basemap), _stamp(basemap))
    fine, fine_m = provinces.nearest(lon, lat)
    coarse, coarse_m = countries.nearest(lon, lat)
    # Where a point lies just outside the provinces but inside a country of which no province is drawn, it is that
    # country's; where provinces are drawn, they are the better outline.
    undrawn = ~np.isin(countries.texts("country")[coarse], provinces.texts("country")[:-1])
    other = (fine >= 0) & (fine_m > 0) & (coarse >= 0) & (coarse_m == 0) & undrawn
    fine = np.where(known & ~other, fine, -1)
    coarse = np.where(known & (fine < 0), coarse, -1)
    by_province = fine >= 0
    columns = {
        "country": np.where(by_province, provinces.texts("country")[fine], countries.texts("country")[coarse]),
        "admin1": provinces.texts("admin1")[fine],
        "admin1_name": provinces.texts("name")[fine],
    }
    table = pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in columns.items()})
    table["outside_m"] = np.where(by_province, fine_m, np.where(coarse >= 0, coarse_m, np.nan))
    return table if index is None else table.set_axis(index)


class _Outlines(NamedTuple):
    """Polygons with a search tree, and what their properties say."""

    polygons: np.ndarray
    tree: shapely.STRtree
    properties: list[dict]

    def texts(self, name: str) -> np.ndarray:
        """A property by polygon; the last one, which -1 takes, is None."""
        return np.array([*(one.get(name) for one in self.properties), None], dtype=object)

    def nearest(self, lon: np.ndarray, lat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(polygon, metres outside of it) for each point; -1 and NaN where none is within NEAR_M."""
        found, metres = np.full(len(lon), -1), np.full(len(lon), np.nan)
        point, polygon = self.tree.query(shapely.points(lon, lat), predicate="intersects")
        found[point[::-1]] = polygon[::-1]  # of two that share a border, the first in the file
        metres[point] = 0
        # A degree of longitude shrinks towards the poles; so does what a search in degrees reaches.
        reach = NEAR_M / DEGREE_M / np.maximum(np.cos(np.radians(lat)), 0.01)
        for turn in (0, -360, 360):  # the second and third for points beside the antimeridian
            left = np.flatnonzero((found < 0) & (np.abs(lon + turn) <= 180 + reach))
            point, polygon, away = self._within(lon[left] + turn, lat[left], reach[left])
            found[left[point]], metres[left[point]] = polygon, away
        return found, metres

    def _within(self, lon: np.ndarray, lat: np.ndarray, reach: np.ndarray):
        """(point, polygon, metres between them) of the pairs within NEAR_M, a point's nearest as its last."""
        points = shapely.points(lon, lat)
        point, polygon = self.tree.query(points, predicate="dwithin", distance=reach)
        ends = shapely.get_coordinates(shapely.shortest_line(points[point], self.polygons[polygon])).reshape(-1, 4)
        metres = np.asarray(ELLIPSOID.inv(*ends.T)[2])
        order = np.argsort(-metres, kind="stable")
        order = order[metres[order] <= NEAR_M]
        return point[order], polygon[order], metres[order]


def _stamp(basemap: Path) -> tuple[int, ...]:
    return tuple((Path(basemap) / name).stat().st_mtime_ns for name in ("provinces.geojson", "world_countries.geojson"))


@functools.lru_cache(maxsize=2)
def _outlines(basemap: str, _changed: tuple[int, ...]) -> tuple[_Outlines, _Outlines]:
    return tuple(_read(Path(basemap) / name) for name in ("provinces.geojson", "world_countries.geojson"))


def _read(path: Path) -> _Outlines:
    features = [feature for feature in geojson.features(geojson.read(path)) if feature["geometry"]]
    polygons = np.array([shape(feature["geometry"]) for feature in features], dtype=object)
    return _Outlines(polygons, shapely.STRtree(polygons), [feature["properties"] or {} for feature in features])

"""In which country and province does a point lie, how far is it from one, and does it lie in water?

Outlines are asked from fine to coarse: the provinces of East Asia (ISO 3166-2 codes), those of the whole world, and the
countries of the world where no province is drawn. All are simplified: around North Korea the borders are off by up to
some 2 km, elsewhere nine tenths of the lines by less than 1.1 km, fjords and skerries by more; how exact they are and
whose word decides where borders are disputed is in data/sources/basemap/README.md. So a point just off a coast or in a
river between two outlines belongs to the nearest one. What is farther off than NEAR_M from every outline lies in no
country: None.
"""

import functools
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geodata.outlines import BASEMAP, Outlines, gaps_m, outlines, stamp

NEAR_M = 5000.0  # metres; DESIGN: a mismatch within 5 km of a border is a note, not an error
SEA_M = 50_000.0  # metres; how far from a shore is measured, beyond it is the open sea
COLUMNS = ("country", "admin1", "admin1_name", "region")
FINE, WORLD, COUNTRIES = "provinces", "world_provinces", "world_countries"
LAND, LAKES = (FINE, WORLD, "land"), ("lakes", "world_lakes")


def locate(longitude, latitude, basemap: Path = BASEMAP) -> pd.DataFrame:
    """One row a point: country (ISO 3166-1 alpha-2), admin1 (ISO 3166-2), admin1_name, region (the coarser ISO 3166-2
    code, such as GB-ENG, of a country that has two levels), None where not known; and outside_m, the metres by which
    the point lies outside of the outline (0 = inside, NaN = no country).

    Degrees of WGS 84, arrays or Series (whose index is kept). A longitude beyond ±180 is taken around the globe.

    >>> locate([129.78, 9.19, -30.0], [41.80, 45.46, 0.0])[["country", "admin1", "region"]].values.tolist()
    [['KP', 'KP-09', None], ['IT', 'IT-MI', 'IT-25'], [None, None, None]]
    """
    index = longitude.index if isinstance(longitude, pd.Series) else None
    lon, lat, known = _points(longitude, latitude)
    told, metres = np.full((len(lon), len(COLUMNS)), None, dtype=object), np.full(len(lon), np.nan)
    fine = outlines(FINE, basemap)
    feature, away = fine.nearest(lon[known], lat[known], NEAR_M)
    told[known], metres[known] = _told(fine)[feature], away
    for ask in (_by_the_world, _by_the_countries):
        at = np.flatnonzero(known & (metres != 0))
        if len(at):
            there, away, better = ask(lon[at], lat[at], told[at], metres[at], basemap)
            told[at[better]], metres[at[better]] = there[better], away[better]
    table = pd.DataFrame(told, columns=list(COLUMNS), dtype=object)
    table["outside_m"] = metres
    return table if index is None else table.set_axis(index)


def distance_m(longitude, latitude, codes, basemap: Path = BASEMAP) -> np.ndarray:
    """Metres from each point to the outline of the country or province with the code beside it.

    A code is that of a country (ISO 3166-1 alpha-2), of a province (ISO 3166-2, today's or one given up since) or of
    the coarser level. 0 inside, NaN where no outline has the code or the point has no position. Where several outlines
    have it, the nearest counts: Crimea lies in UA and in RU, Puerto Rico in PR and in US. Nothing is cut off. Up to
    some 500 km the metres are right to 1 %, apart from what the outline itself is off; beyond that they may be too
    many.

    >>> distance_m([9.19, 9.19, 9.19], [45.46, 45.46, 45.46], ["IT-25", "CH", "IT-XX"]).round(-3)
    array([    0., 43000.,    nan])
    """
    lon, lat, known = _points(longitude, latitude)
    metres = np.full(len(lon), np.nan)
    group, distinct = pd.factorize(np.where(known, np.asarray(codes, dtype=object), None))
    stamps = tuple(stamp(name, basemap) for name in (FINE, WORLD, COUNTRIES))
    for number, code in enumerate(distinct):
        found = _outline_of(code, str(basemap), stamps)
        if found is not None:
            at = np.flatnonzero(group == number)
            metres[at] = found.away_m(lon[at], lat[at])
    return metres


def water(longitude, latitude, basemap: Path = BASEMAP) -> pd.DataFrame:
    """One row a point: water_m, the metres by which it lies in the sea or in a lake, 0 on land, NaN without position;
    water, "sea", "lake" or None; water_name, the lake's name if known.

    Metres are to the nearest land (a province or an island), or to the lake's own shore. inf: land is farther than
    SEA_M away. What is to be believed: a shore is off by less than 1.1 km for nine tenths of its length; islands where
    a thousand people live are land, smaller ones may be missing. Outside East Asia only the 250 largest lakes are
    known, off by some 1 km, and their islands only where people live. More than 5 km off shore or 2 km inside of a
    lake is water almost for certain; less can be the drawing.

    >>> water([-30.0, -87.5, 129.78], [30.0, 47.7, 41.80])["water"].tolist()
    ['sea', 'lake', None]
    """
    index = longitude.index if isinstance(longitude, pd.Series) else None
    lon, lat, known = _points(longitude, latitude)
    metres, kind = np.where(known, np.inf, np.nan), np.full(len(lon), None, dtype=object)
    for name in LAND:
        left = np.flatnonzero(metres > 0)
        metres[left] = np.fmin(metres[left], outlines(name, basemap).nearest(lon[left], lat[left], SEA_M)[1])
    kind[metres > 0] = "sea"
    lake_name = np.full(len(lon), None, dtype=object)
    for name in LAKES:
        lakes, at = outlines(name, basemap), np.flatnonzero(metres == 0)
        part = lakes.containing(lon[at], lat[at])
        at, part = at[part >= 0], part[part >= 0]
        metres[at] = gaps_m(lon[at], lat[at], shapely.boundary(lakes.parts), part)
        kind[at], lake_name[at] = "lake", lakes.texts("name")[lakes.owner[part]]
    table = pd.DataFrame({"water": kind, "water_name": lake_name}, dtype=object)
    table.insert(0, "water_m", metres)
    return table if index is None else table.set_axis(index)


def _points(longitude, latitude) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Degrees within ±180 and ±90, and which of the points have both; the others are set to 0."""
    lon, lat = np.asarray(longitude, float), np.asarray(latitude, float)
    known = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) <= 90)
    return np.where(known, (lon + 180) % 360 - 180, 0.0), np.where(known, lat, 0.0), known


def _told(found: Outlines) -> np.ndarray:
    """The columns of the answer, one row a feature; the last one, which -1 takes, is None."""
    return np.column_stack([found.texts(name) for name in ("country", "admin1", "name", "region")])


def _by_the_world(lon, lat, told, metres, basemap) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(columns, metres, whether better than what is told so far) by the provinces of the world."""
    fine, world = outlines(FINE, basemap), outlines(WORLD, basemap)
    feature, away = world.nearest(lon, lat, NEAR_M)
    there = _told(world)[feature]
    west, south, east, north = shapely.total_bounds(fine.parts)
    in_box = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    # Beside a fine outline the fine one is right, unless the point lies in a province of which there is none.
    drawn = in_box & pd.Series(there[:, 1]).isin(fine.texts("admin1")[:-1]).to_numpy()
    inside = (away == 0) & (~drawn | (there[:, 1] == told[:, 1]))
    return there, away, (feature >= 0) & (np.isnan(metres) | inside)


def _by_the_countries(lon, lat, told, metres, basemap) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same by the outlines of countries: where no province is near, or none of the country is drawn."""
    countries = outlines(COUNTRIES, basemap)
    feature, away = countries.nearest(lon, lat, NEAR_M)
    there = _told(countries)[feature]
    there[:, 1:] = None  # the name of a country is no name of a province
    drawn = np.concatenate([outlines(name, basemap).texts("country")[:-1] for name in (FINE, WORLD)])
    undrawn = (away == 0) & ~pd.Series(there[:, 0]).isin(drawn).to_numpy()
    return there, away, (feature >= 0) & (np.isnan(metres) | undrawn)


@functools.lru_cache(maxsize=1024)
def _outline_of(code: str, basemap: str, stamps: tuple[int, ...]) -> Outlines | None:
    """Every outline that has the code, from all three files."""
    kept = [
        outlines(name, Path(basemap)).of(features).parts
        for name, features in _features_by_code(basemap, stamps).get(code, {}).items()
    ]
    parts = np.concatenate(kept) if kept else []
    return Outlines(parts, np.zeros(len(parts), int), shapely.STRtree(parts), [{}]) if kept else None


@functools.lru_cache(maxsize=2)
def _features_by_code(basemap: str, _stamps: tuple[int, ...]) -> dict[str, dict[str, list[int]]]:
    """Code → file → its features. Puerto Rico, which ISO 3166-2 lists as US-PR too, is a part of US as well."""
    found = defaultdict(lambda: defaultdict(list))
    for name in (FINE, WORLD, COUNTRIES):
        for feature, told in enumerate(outlines(name, Path(basemap)).properties):
            region = told.get("region")
            for code in {told.get("country"), told.get("admin1"), region, region and region[:2], *told.get("also", ())}:
                found[code][name].append(feature)
    return found

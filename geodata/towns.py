"""Where is the town that a place names, and how far is it? Towns of East Asia with all their names, towns of the world.

A locality is a text such as `Kaechon (Yaksu-dong)` or `Namyang / Tumen`: each part of it may be a town. The towns of
East Asia (GeoNames, `towns.geojson`) are found by their sounds (geodata.names.key) and by their Hangul, Hanzi and
Cyrillic names; those of the world, 170,000 places of a thousand people or more (`world_towns.csv`), by their name and
some other Latin spellings, letter by letter when accents, hyphens and words such as `city` are left aside.
"""

import functools
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from geodata import geojson
from geodata.names import folded, key, town_spellings
from geodata.outlines import BASEMAP
from geodata.provenance import ELLIPSOID

LENGTH_LIMIT = 200  # characters of a locality that are looked at
PARTS = re.compile(r"[()/,;–]+")
SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "-": " "})
APART = "|"  # between the names of one town in world_towns.csv


class Town(NamedTuple):
    """A town of East Asia; spellings: all its names as `town_spellings` gives them."""

    country: str
    longitude: float
    latitude: float
    spellings: frozenset[str]


def distance_m(longitude, latitude, localities, countries, basemap: Path = BASEMAP) -> np.ndarray:
    """Metres (geodesic, WGS 84) from each point to the nearest town of the name beside it, in the country beside it.

    A locality may have several parts; the nearest town of any part counts. A country is an ISO 3166-1 alpha-2 code, a
    list of several, or None: any. NaN where no town of the name is known there or the point has no position. A town is
    one point, somewhere in its middle, right to some 100 m.

    >>> distance_m([129.7, -97.7, 0], [42.4, 30.3, 0], ["회령시", "Austin", "Ruritania"], ["KP", "US", None]).round(-3)
    array([6000., 6000.,   nan])
    """
    lon, lat = np.asarray(longitude, float), np.asarray(latitude, float)
    asked = [(_text(locality), _codes(codes)) for locality, codes in zip(localities, countries, strict=True)]
    group, distinct = pd.factorize(pd.Series(asked, dtype=object))
    found = positions(distinct, basemap)
    counts = np.array([len(each) for each in found], dtype=int)
    row = np.repeat(np.arange(len(lon)), counts[group])
    metres = np.full(len(lon), np.nan)
    if len(row):
        there = np.concatenate([found[each] for each in group])
        away = np.asarray(ELLIPSOID.inv(lon[row], lat[row], *there.T)[2])
        np.fmin.at(metres, row, np.where(np.isfinite(lon[row]) & np.isfinite(lat[row]), away, np.nan))
    return metres


def positions(asked, basemap: Path = BASEMAP) -> list[np.ndarray]:
    """Longitude and latitude of every town that may be meant, one array (rows of two) a pair of locality and countries.

    >>> positions([("Onsong", ("KP",)), ("Ruritania", ())])[0][0].round(1)
    array([130.,  43.])
    """
    spelled = [{_plain(name) for part in parts(locality) for name in town_spellings(part)} for locality, _ in asked]
    world = _world_by_name(set().union(*spelled), basemap)
    found = []
    for (locality, countries), wanted in zip(asked, spelled, strict=True):
        near = [
            (town.longitude, town.latitude)
            for part in parts(locality)
            for town in _meant(part, _east_asia(basemap))
            if not countries or town.country in countries
        ]
        far = [at for name in wanted for country, at in world.get(name, ()) if not countries or country in countries]
        found.append(np.array(near + far, dtype=float).reshape(-1, 2))
    return found


@functools.lru_cache(maxsize=4096)
def names(locality: str, countries: tuple[str, ...], basemap: Path = BASEMAP) -> tuple[tuple[str, str], ...]:
    """(spelling, the part as written) for every name of every town of East Asia that a locality names."""
    found = {}
    for part in parts(locality):
        for spelling in town_spellings(part):
            found.setdefault(spelling, part)
            for town in _east_asia(basemap).by_key.get(key(spelling), ()):
                if town.country in countries or not countries:
                    for name in town.spellings:
                        found.setdefault(name, part)
    return tuple(found.items())


def parts(locality: str) -> list[str]:
    """The names in a locality.

    >>> parts("Kaechon (Yaksu-dong)"), parts("Namyang / Tumen")
    (['Kaechon', 'Yaksu-dong'], ['Namyang', 'Tumen'])
    """
    return [part for part in map(str.strip, PARTS.split(locality[:LENGTH_LIMIT])) if part]


def _text(locality) -> str:
    return locality if isinstance(locality, str) else ""


def _codes(countries) -> tuple[str, ...]:
    if isinstance(countries, str):
        return (countries,)
    return tuple(countries) if isinstance(countries, list | tuple) else ()


# --- East Asia --------------------------------------------------------------------------------------------------------


class _EastAsia(NamedTuple):
    by_key: dict[str, list[Town]]  # by the sounds of the name
    by_spelling: dict[str, list[Town]]  # by every name


def _meant(part: str, towns: _EastAsia) -> set[Town]:
    return {
        town
        for spelling in town_spellings(part)
        for town in (*towns.by_key.get(key(spelling), ()), *towns.by_spelling.get(spelling, ()))
    }


def _east_asia(basemap: Path) -> _EastAsia:
    path = Path(basemap) / "towns.geojson"
    return _read_east_asia(str(path), path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=2)
def _read_east_asia(path: str, _changed: int) -> _EastAsia:
    towns = _EastAsia(defaultdict(list), defaultdict(list))
    for feature in geojson.features(geojson.read(path)):
        told = feature["properties"]
        texts = [told["name"], *told.get("alternates", ()), *told.get("names", {}).values()]
        spellings = frozenset().union(*(town_spellings(text) for text in texts))
        town = Town(told["country"], *feature["geometry"]["coordinates"], spellings)
        for sound in {key(spelling) for spelling in town_spellings(told["name"])} - {""}:
            towns.by_key[sound].append(town)
        for spelling in spellings:
            towns.by_spelling[spelling].append(town)
    return towns


# --- the world --------------------------------------------------------------------------------------------------------


class _World(NamedTuple):
    names: pa.Array  # every name of every town
    town: np.ndarray  # the row that a name belongs to
    country: np.ndarray
    positions: np.ndarray  # longitude, latitude


def plain(name: str) -> str:
    """A name as `world_towns.csv` has it: folded, without hyphens and letters that only some alphabets have.

    >>> plain("Łódź"), plain("St. Louis"), plain("Saint-Denis")
    ('lodz', 'saint louis', 'saint denis')
    """
    return _plain(folded(name))


def _plain(spelling: str) -> str:
    return " ".join(SHORT.get(word, word) for word in spelling.translate(LETTERS).split())


def _world_by_name(asked: set[str], basemap: Path) -> dict[str, list[tuple[str, np.ndarray]]]:
    """Name → (country, position) of each town of that name; names of which there is none are left out."""
    found = defaultdict(list)
    if not asked - {""}:
        return found
    path = Path(basemap) / "world_towns.csv"
    world = _read_world(str(path), path.stat().st_mtime_ns)
    rows = pc.indices_nonzero(pc.is_in(world.names, value_set=pa.array(sorted(asked), pa.string()))).to_numpy()
    for name, town in zip(world.names.take(pa.array(rows)).to_pylist(), world.town[rows].tolist(), strict=True):
        found[name].append((world.country[town], world.positions[town]))
    return found


@functools.lru_cache(maxsize=2)
def _read_world(path: str, _changed: int) -> _World:
    table = csv.read_csv(
        path,
        convert_options=csv.ConvertOptions(
            column_types={
                "names": pa.string(),
                "country": pa.string(),
                "longitude": pa.float64(),
                "latitude": pa.float64(),
            },
            strings_can_be_null=False,  # NA is Namibia
        ),
    ).combine_chunks()
    names = pc.split_pattern(table["names"], APART).combine_chunks()
    at = table["longitude"].to_numpy(), table["latitude"].to_numpy()
    country = np.array(table["country"].to_pylist(), dtype=object)
    return _World(names.flatten(), pc.list_parent_indices(names).to_numpy(), country, np.column_stack(at))

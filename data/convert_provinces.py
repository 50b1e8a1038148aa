"""How do Natural Earth's provinces become `world_provinces.geojson`? Called by convert_world.

The codes are mended by `sources/decisions/world_provinces.csv`, one outline is made of the parts of a code, neighbours
are simplified together so that no gap opens between them, and land is added where people live and none is drawn.
"""

import fnmatch
import functools
import json
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import shape

from data.build_places import read_rows
from data.convert_shapes import disc, feature, geonames, written
from geodata.outlines import Outlines

SOURCES = Path(__file__).resolve().parent / "sources"
TOLERANCE = 0.031  # degrees, the root of the area that may be lost at a vertex; README.md says what it does
ISLAND_M, ISLAND_RADIUS_M = 1000, 3000  # metres; a town farther off all outlines stands on land that is not drawn
ISLAND_REACH_M = 50_000  # metres; how far from a province an island may be to be taken for a part of it
SURE = 0.9  # of the towns of GeoNames' division lie in one province
NO_ISLANDS = {3785489}  # La Aguada in Venezuela, by mistake 80 km out in the sea
RADIAN = 180 / np.pi


def provinces(source: Path, wheel: Path) -> list[dict]:
    """Natural Earth's first-order divisions: mended codes, one outline a code, neighbours simplified together."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    told = [_decided(feature["properties"]) for feature in features]
    outlines = shapely.make_valid([shape(feature["geometry"]) for feature in features])
    outlines, told = _joined(outlines, told)
    # Vertices are dropped by the area they stand for, so the coordinates are those of an equal-area projection.
    outlines = shapely.transform(outlines, _equal_area)
    outlines = shapely.transform(shapely.coverage_simplify(outlines, TOLERANCE), _degrees)
    outlines, told = _with_islands(written(outlines), told, geonames(wheel, 500))
    pairs = zip(told, written(outlines), strict=True)
    return [feature(*pair) for pair in sorted(pairs, key=lambda pair: _order(pair[0])) if not pair[1].is_empty]


def _decided(told: dict) -> dict:
    """country, admin1, name, region, also of one division, by the table of decisions; a later row wins."""
    code = told["iso_3166_2"]
    found = {"country": told["iso_a2"], "admin1": code, "name": told.get("name"), "region": None, "also": set()}
    for row in _decisions():
        if not _meant(told, row):
            continue
        for column in ("country", "admin1", "name", "region"):
            if row[column]:
                found[column] = {"-": None, "=": told.get("region_cod")}.get(row[column], row[column])
        found["also"] |= {row["also"]} - {""}
    return found


def _meant(told: dict, row: dict) -> bool:
    values = [str(told.get(field) or "") for field in row["field"].split("+")]
    return fnmatch.fnmatchcase("+".join(values), row["matches"])


def _joined(outlines: np.ndarray, told: list[dict]) -> tuple[np.ndarray, list[dict]]:
    """One outline a code; divisions without a code stay apart."""
    groups: dict = {}
    for at, properties in enumerate(told):
        groups.setdefault(properties["admin1"] or at, []).append(at)
    also = [sorted(set().union(*(told[at]["also"] for at in members))) for members in groups.values()]
    first = [told[members[0]] for members in groups.values()]
    names = {e["properties"]["admin1"]: e["properties"]["name"] for e in _fine()}
    merged = [
        {
            "country": each["country"],
            "admin1": each["admin1"],
            "name": names.get(each["admin1"], each["name"]),
            "region": each["region"],
            **({"also": codes} if codes else {}),
        }
        for each, codes in zip(first, also, strict=True)
    ]
    unions = [
        shapely.union_all(outlines[members]) if len(members) > 1 else outlines[members[0]]
        for members in groups.values()
    ]
    return np.array(unions, dtype=object), merged


@functools.cache
def _decisions() -> list[dict]:
    return read_rows(SOURCES / "decisions" / "world_provinces.csv")


def _fine() -> list[dict]:
    return json.loads((SOURCES / "basemap" / "provinces.geojson").read_text(encoding="utf-8"))["features"]


def _equal_area(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points[:, 0], np.sin(points[:, 1] / RADIAN) * RADIAN])


def _degrees(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points[:, 0], np.arcsin(np.clip(points[:, 1] / RADIAN, -1, 1)) * RADIAN])


def _with_islands(outlines: list, told: list[dict], towns: list[dict]) -> tuple[list, list[dict]]:
    """Land around every town that lies off all outlines: on a small island, or on a coast that was simplified.

    It is joined to the province in which GeoNames' other towns of the same division lie, else to the nearest one of the
    country; where none is near it stands alone.
    """
    lon, lat = (np.array([town[name] for town in towns]) for name in ("longitude", "latitude"))
    parts, owner = shapely.get_parts(outlines, return_index=True)
    search = Outlines(parts, owner, shapely.STRtree(parts), told)
    feature, metres = search.nearest(lon, lat, ISLAND_M)
    division = [(town["countrycode"], town["admin1code"]) for town in towns]
    voices = defaultdict(Counter)
    for at in np.flatnonzero(metres == 0):
        voices[division[at]][feature[at]] += 1
    grown, apart = defaultdict(list), defaultdict(list)
    off = np.flatnonzero(feature < 0)
    nearest = search.nearest(lon[off], lat[off], ISLAND_REACH_M)[0].tolist()
    for at, near in zip(off.tolist(), nearest, strict=True):
        land = disc(lon[at], lat[at], ISLAND_RADIUS_M)
        land = land.difference(shapely.union_all(parts[search.tree.query(land)]))
        heard = voices[division[at]].most_common(1)
        likely = [province for province, count in heard if count > SURE * voices[division[at]].total()]
        home = [one for one in (*likely, near) if one >= 0 and told[one]["country"] == division[at][0]]
        if towns[at]["geonameid"] not in NO_ISLANDS:
            (grown[home[0]] if home else apart[division[at][0]]).append(land)
    alone = [{"country": country, "admin1": None, "name": None, "region": None} for country in apart]
    joined = [shapely.union_all([outline, *grown[number]]) for number, outline in enumerate(outlines)]
    return [*joined, *map(shapely.union_all, apart.values())], told + alone


def _order(told: dict) -> tuple:
    return (told["country"] or "~", told["admin1"] or "~", told["name"] or "")

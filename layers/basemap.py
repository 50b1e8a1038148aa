"""Land, borders, provinces, rivers, lakes and towns for the map document: how, in few bytes?

``data/basemap/*.geojson`` (degrees, WGS 84) becomes one dict of number texts (layers/numbers.py). A line or ring is
``[x0, y0, dx1, dy1, …]``: the first pair absolute, the others differences, in units of ``1 / scale`` degree; the last
point of a ring, equal to the first, is left out. The rings of a layer are filled together by the even-odd rule, so
that a hole is just another ring.

======================  ====================================================================================
``scale``, ``box``      units a degree; west, south, east, north of the detailed part
``land``                rings
``lakes``               ``name``, ``ring``
``rivers``              ``name``, ``rank`` (1 great … 12 brook), ``line``
``borders``             ``kind`` (0 settled, 1 disputed or line of control), ``line``
``provinces``           ``line``: inner boundaries, each once; ``id``, ``name``, ``x``, ``y``: where a label may stand
``countries``           where the name of each may stand: code → longitude, latitude (degrees)
``towns``               ``name``, ``ko``, ``x``, ``y``, ``rank`` (0 five million … 4 under 100,000), great ones first
``world``               coarse land outside the box: ``scale``, ``land`` (rings), ``borders`` (lines)
======================  ====================================================================================
"""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import shapely

from layers.numbers import differences, number_texts

FOLDER = Path(__file__).parents[1] / "data" / "basemap"
SCALE = 10_000  # units a degree: 11 m, as exact as the sources' four decimals
WORLD_SCALE = 100  # units a degree: 1.1 km
BOX = (95, 18, 150, 58)  # degrees: what the detailed files cover
OVERLAP_DEGREES = 0.05  # the coarse land reaches under the detailed land, so that no seam shows
TOLERANCE_DEGREES = 0.001  # 0.1 km: one pixel at zoom 10; the sources are off by up to 2 km
WORLD_TOLERANCE_DEGREES = 0.08  # 9 km: one pixel at zoom 4
NEIGHBOUR_DEGREES = 0.03  # outlines of two countries this near to each other are their border
SMALLEST_WORLD_RING = 0.02  # square degrees: islands under some 250 km² are left out far away
TOWN_RANKS = (5_000_000, 1_000_000, 300_000, 100_000)  # people
COUNTRIES = {  # our choice; the words are in the catalogue
    "CN": (108, 34.5), "RU": (105, 60), "MN": (103.5, 46.7), "KR": (127.9, 36.4), "JP": (138.6, 36.6),
    "KP": (126.7, 40.1), "TH": (101, 15.5), "LA": (103.5, 19.2), "VN": (106, 16.3), "MM": (96, 21),
}  # fmt: skip
HANGUL = re.compile(r"[가-힣]+$")


@cache
def basemap(folder: Path = FOLDER) -> dict:
    """The basemap as the browser gets it. Made once a process; do not change what it returns."""
    return {
        "scale": SCALE,
        "box": list(BOX),
        "world": _world(*_read(folder, "world_countries")),
        "land": _texts(_rings(_simple(_read(folder, "land")[0]))[0], SCALE),
        "lakes": _named(*_read(folder, "lakes"), "ring"),
        "rivers": _named(*_read(folder, "rivers"), "line"),
        "borders": _borders(*_read(folder, "country_boundaries")),
        "provinces": _provinces(*_read(folder, "provinces")),
        "towns": _towns(*_read(folder, "towns")),
        "countries": {code: list(point) for code, point in COUNTRIES.items()},
    }


def _read(folder: Path, name: str) -> tuple[np.ndarray, list[dict]]:
    """Geometries and properties of one file."""
    features = json.loads((folder / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
    geometries = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
    return geometries, [feature["properties"] for feature in features]


def _simple(geometries: np.ndarray) -> np.ndarray:
    return shapely.simplify(geometries, TOLERANCE_DEGREES, preserve_topology=True)


def _rings(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All rings of polygons, and the geometry that each belongs to."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    return rings, owner[part]


def _texts(lines: np.ndarray, scale: int) -> list[str]:
    """Lines or rings as number texts; points that fall together are written once."""
    if not len(lines):
        return []
    points, line = shapely.get_coordinates(lines, return_index=True)
    points = np.rint(points * scale).astype(np.int64)
    closing = np.append(line[1:] != line[:-1], True) & shapely.is_closed(lines)[line]
    again = np.append(False, (line[1:] == line[:-1]) & (points[1:] == points[:-1]).all(axis=1))
    points, line = points[~(closing | again)], line[~(closing | again)]
    starts = np.searchsorted(line, np.arange(len(lines)))
    return number_texts(differences(points, starts).ravel(), starts * 2)


def _named(geometries: np.ndarray, properties: list[dict], part_name: str) -> dict:
    """Rivers or lakes, one row a line or ring."""
    if part_name == "ring":
        parts, owner = _rings(_simple(geometries))
    else:
        parts, owner = shapely.get_parts(_simple(geometries), return_index=True)
    first = np.append(True, owner[1:] != owner[:-1])
    table = {"name": [(properties[i]["name"] or "") * bool(f) for i, f in zip(owner.tolist(), first, strict=True)]}
    if part_name == "line":
        table["name"] = [properties[i]["name"] or "" for i in owner.tolist()]
        table["rank"] = [int(properties[i]["scalerank"]) for i in owner.tolist()]
    return {**table, part_name: _texts(parts, SCALE)}


def _borders(geometries: np.ndarray, properties: list[dict]) -> dict:
    """Borders between countries; an overlay limit (a line at sea inside one country) is none."""
    settled = np.array([p["kind"].startswith("International") for p in properties])
    real = np.array([not p["kind"].startswith("Overlay") for p in properties])
    parts, owner = shapely.get_parts(_simple(geometries[real]), return_index=True)
    return {"kind": (~settled[real])[owner].astype(int).tolist(), "line": _texts(parts, SCALE)}


def _shared(geometries: np.ndarray, scale: int) -> np.ndarray:
    """The boundary between neighbours, each stretch once: the segments that two polygons have in common."""
    points, ring = shapely.get_coordinates(_rings(geometries)[0], return_index=True)
    points = np.rint(points * scale).astype(np.int64)
    inside = ring[1:] == ring[:-1]
    segments = np.stack([points[:-1][inside], points[1:][inside]], axis=1)
    turn = (segments[:, 0] > segments[:, 1])[:, 0] | (
        (segments[:, 0, 0] == segments[:, 1, 0]) & (segments[:, 0, 1] > segments[:, 1, 1])
    )
    segments[turn] = segments[turn][:, ::-1]
    distinct, count = np.unique(segments.reshape(-1, 4), axis=0, return_counts=True)
    lines = shapely.linestrings(distinct[count > 1].reshape(-1, 2, 2) / scale)
    return shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))


def _provinces(geometries: np.ndarray, properties: list[dict]) -> dict:
    """Inner boundaries, and a point inside the largest part of each province for its name."""
    spots = np.rint(shapely.get_coordinates(shapely.point_on_surface(geometries)) * SCALE).astype(int)
    return {
        "line": _texts(_simple(_shared(geometries, SCALE)), SCALE),
        "id": [p["admin1"] or "" for p in properties],
        "name": [p["name"] or "" for p in properties],
        "x": spots[:, 0].tolist(),
        "y": spots[:, 1].tolist(),
    }


def _towns(geometries: np.ndarray, properties: list[dict]) -> dict:
    """Towns by size, the greatest first; each with its name and its name in Hangul."""
    people = np.array([p["population"] or 0 for p in properties])
    points = np.rint(shapely.get_coordinates(geometries) * SCALE).astype(int)
    order = np.lexsort((np.array([p["geonameid"] for p in properties]), -people))
    rank = np.searchsorted(-np.array(TOWN_RANKS), -people)
    return {
        "name": [properties[i]["name"] for i in order],
        "ko": [next((a for a in properties[i]["alternates"] or () if HANGUL.match(a)), "") for i in order],
        "x": points[order, 0].tolist(),
        "y": points[order, 1].tolist(),
        "rank": rank[order].tolist(),
    }


def _world(geometries: np.ndarray, _: list[dict]) -> dict:
    """The rest of the world: enough to see where Tule Lake or Vladivostok's railway leads."""
    west, south, east, north = BOX
    box = shapely.box(west + OVERLAP_DEGREES, south + OVERLAP_DEGREES, east - OVERLAP_DEGREES, north - OVERLAP_DEGREES)
    countries = shapely.make_valid(shapely.coverage_simplify(geometries, WORLD_TOLERANCE_DEGREES))
    rings, _ = _rings(shapely.difference(countries, box))
    borders = shapely.get_parts(shapely.difference(_between(countries), box))
    return {
        "scale": WORLD_SCALE,
        "land": _texts(rings[shapely.area(shapely.polygons(rings)) > SMALLEST_WORLD_RING], WORLD_SCALE),
        "borders": _texts(borders[~shapely.is_empty(borders)], WORLD_SCALE),
    }


def _between(countries: np.ndarray) -> np.ndarray:
    """The outlines that are near another country, once for each two. (They do not share each point in the source.)"""
    rings, owner = _rings(countries)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[1:] == ring[:-1]
    segments = np.stack([points[:-1][inside], points[1:][inside]], axis=1)
    owner = owner[ring[1:][inside]]
    middles = shapely.points(segments.mean(axis=1))
    near, other = shapely.STRtree(countries).query(middles, predicate="dwithin", distance=NEIGHBOUR_DEGREES)
    kept = np.unique(near[other < owner[near]])
    return shapely.get_parts(shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments[kept]))))

"""What the map is drawn on: `sources/basemap/` made small enough to travel inside every exported page.

Simplified here: land, country_boundaries, rivers, lakes. A vertex is left out where the line stays within the tolerance
of its area: fine around North Korea, coarse elsewhere. Every vertex stays in provinces and the files of the world, in
which places are looked up. WGS 84 degrees, longitude first, rings turned as RFC 7946 wants them.
"""

import itertools
import json
import re
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.polygon import orient

from data.build_places import read_rows
from geodata.towns import APART, plain

SOURCES = Path(__file__).parent / "sources"
FINE_BOX = (123.5, 37.0, 131.5, 44.0)  # degrees; North Korea, its coast and the border with China and Russia
FINE, COARSE = 0.001, 0.01  # degrees; 0.001 is some 100 m, a twentieth of the error of the border line itself
SMALL = 0.002  # square degrees, some 20 square km; smaller islands and lakes are drawn in the fine box only
DECIMALS = 4
HAN, HANGUL, RUSSIAN = r"[一-鿿]{2,}", r"[가-힣]{2,}", r"[А-ЯЁа-яё -]{2,}"


def layers() -> dict[str, list[dict]]:
    """The features of each file, by its name."""
    return {
        "land": land(),
        "country_boundaries": borders(),
        "rivers": rivers(),
        "lakes": lakes(),
        "towns": towns(),
        "provinces": looked_up("provinces"),
        "world_countries": looked_up("world_countries"),
        "world_provinces": looked_up("world_provinces"),
        "world_lakes": looked_up("world_lakes"),
    }


def border_lines(country: str) -> list:
    """The land borders of one country (ISO 3166-1 alpha-3) as shapely lines, as in the source."""
    return [shape(each["geometry"]) for each in _read("country_boundaries") if country in _sides(each)]


def looked_up(name: str) -> list[dict]:
    """Polygons as in the source, ring directions put right."""
    return [_feature(each["properties"], _oriented(shape(each["geometry"]))) for each in _read(name)]


def land() -> list[dict]:
    """The coast of East Asia; islands under SMALL only in the fine box."""
    return [
        _feature({}, polygon)
        for each in _read("land")
        for polygon in _polygons(simplify(shape(each["geometry"])))
        if polygon.area >= SMALL or polygon.intersects(shapely.box(*FINE_BOX))
    ]


def borders() -> list[dict]:
    """Land borders: `kind` as in the source (settled ones begin with International), `left` and `right` (alpha-3)."""
    drawn = [each for each in _read("country_boundaries") if each["properties"]["kind"] != "Overlay limit"]
    return [_feature(each["properties"], simplify(shape(each["geometry"]))) for each in drawn]


def rivers() -> list[dict]:
    """Rivers with their names; outside the fine box only those of rank 6 or larger."""
    near = shapely.box(*FINE_BOX)
    return [
        _feature(each["properties"], simplify(line))
        for each in _read("rivers")
        if (line := shape(each["geometry"])).intersects(near) or each["properties"]["scalerank"] <= 6
    ]


def lakes() -> list[dict]:
    """Lakes and reservoirs with their names; those under ten times SMALL only in the fine box."""
    near = shapely.box(*FINE_BOX)
    return [
        _feature(each["properties"], simplify(lake))
        for each in _read("lakes")
        if (lake := shape(each["geometry"])).area >= 10 * SMALL or lake.intersects(near)
    ]


def towns() -> list[dict]:
    """Towns; `names` has the name to show in ko, zh and ru where one is known, and `alternates` begins with these."""
    by_hand = {
        (int(row["geonameid"]), row["language"]): row["name"]
        for row in read_rows(SOURCES / "decisions" / "town_names.csv")
    }
    return [_town(each, by_hand) for each in _read("towns")]


def world_towns() -> bytes:
    """Towns of the world as CSV: `names` are those of a town as they are looked up (geodata.towns), between bars."""
    lines = ["names,country,longitude,latitude"]
    for row in read_rows(SOURCES / "basemap" / "world_towns.csv"):
        spelled = dict.fromkeys(map(plain, [row["name"], *row["others"].split(APART)]))
        names = APART.join(name for name in spelled if name)
        lines.append(f"{names},{row['country']},{row['longitude']},{row['latitude']}")
    return ("\n".join(lines) + "\n").encode()


def simplify(geometry):
    """Lines and rings without the vertices that their area does not need, four decimals, nothing empty or crossed."""
    return _oriented(shapely.set_precision(shapely.make_valid(_each_line(geometry)), 10.0**-DECIMALS))


def _each_line(geometry):
    if geometry.geom_type == "Polygon":
        rings = [_thinned(ring, closed=True) for ring in (geometry.exterior, *geometry.interiors)]
        rings = [ring for ring in rings if len(ring) >= 4]
        return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()
    if geometry.geom_type == "LineString":
        return shapely.LineString(_thinned(geometry))
    return type(geometry)([_each_line(part) for part in geometry.geoms])


def _thinned(line, closed: bool = False) -> np.ndarray:
    """The vertices of a line that stay: run by run inside and outside of the fine box, each with its own tolerance."""
    points = shapely.get_coordinates(line)
    west, south, east, north = FINE_BOX
    x, y = points.T
    fine = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    cuts = [0, *np.flatnonzero(np.diff(fine)) + 1, len(points) - 1]
    if closed and len(cuts) == 2:  # a ring's two ends are one point: simplified as one line it would collapse
        cuts.insert(1, int(np.argmax(np.abs(points - points[0]).sum(axis=1))))
    runs = []
    for start, stop in itertools.pairwise(cuts):
        if start < stop:
            run = shapely.LineString(points[start : stop + 1])
            runs.append(shapely.get_coordinates(run.simplify(FINE if fine[start] else COARSE)))
    return np.concatenate([runs[0], *(run[1:] for run in runs[1:])])


def _oriented(geometry):
    """Outer rings against the clock, holes with it (RFC 7946, 3.1.6)."""
    if geometry.geom_type == "Polygon":
        return orient(geometry)
    if geometry.geom_type == "MultiPolygon":
        return shapely.MultiPolygon([orient(part) for part in geometry.geoms])
    return geometry


def _polygons(geometry) -> list:
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and not part.is_empty]


def _town(each: dict, by_hand: dict) -> dict:
    told = each["properties"]
    names = {}
    for language, letters in (("ko", HANGUL), ("zh", HAN), ("ru", RUSSIAN)):
        # Elsewhere a Cyrillic name may as well be Bulgarian or Ukrainian, and nothing in the source tells which.
        picked = _pick(told["alternates"], letters) if language != "ru" or told["country"] in ("KP", "RU") else None
        name = by_hand.get((told["geonameid"], language), picked)
        if name:
            names[language] = name
    alternates = list(dict.fromkeys([*names.values(), *told["alternates"]]))
    return _feature({**told, "names": names, "alternates": alternates}, shape(each["geometry"]))


def _pick(alternates: list[str], letters: str) -> str | None:
    """The name to show: written in today's characters, short, and the first of these in Unicode order.

    >>> _pick(["上海", "上海市", "中国上海", "沪"], HAN), _pick(["平壌", "平壤"], HAN), _pick(["Шангај"], RUSSIAN)
    ('上海', '平壤', None)
    """
    fit = [name for name in alternates if re.fullmatch(letters, name)]
    if letters == HAN:
        fit = [name for name in fit if _in(name, "gb2312")] or [name for name in fit if _in(name, "big5")]
    return min(fit, key=lambda name: (len(name), name), default=None)


def _in(name: str, encoding: str) -> bool:
    return bool(name.encode(encoding, "ignore")) and name.encode(encoding, "ignore").decode(encoding) == name


def _sides(each: dict) -> set[str]:
    return {each["properties"]["left"], each["properties"]["right"]}


def _read(name: str) -> list[dict]:
    return json.loads((SOURCES / "basemap" / f"{name}.geojson").read_text(encoding="utf-8"))["features"]


def _feature(properties: dict, geometry) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}

"""How do Natural Earth's lakes become `world_lakes.geojson`? Called by convert_world."""

import json
from pathlib import Path

import numpy as np
import shapely

from data.build_places import read_rows
from data.convert_shapes import disc, feature, geonames, written
from geodata.outlines import gaps_m

NAMES = Path(__file__).resolve().parent / "sources" / "decisions" / "world_lakes.csv"
EAST_ASIA = (95, 18, 150, 58)  # degrees, the box of lakes.geojson
FINEST_FIRST = ("south-america", "europe", "africa", "north-america", "asia", "world")
LACKING = ("Lake Tanganyika", "Lake Balkhash")
SAME = 0.02  # degrees; what begins nearer to a lake that is taken already is the same lake, drawn coarser
ISLAND_M = 500  # metres inside of a lake; a town farther inside stands on an island
ISLAND_RADIUS_M = (1000, 5000)  # metres; as far as the town lies from the shore, but within these


def lakes(source: Path, wheel: Path, maps: Path) -> list[dict]:
    """Natural Earth's lakes from the TopoJSON of the continents, a lake as the finest of these files has it.

    Each file rounds to its own grid. East Asia is left out: `lakes.geojson` has finer outlines there. Two that these
    files lack come from `lakes.L` of the R package maps. Islands are cut out where a town is known.
    """
    kept, told = [], shapely.box(*EAST_ASIA)
    every = [lake for name, lake in _lakes_of_maps(maps).items() if name in LACKING]
    for name in FINEST_FIRST:
        every += _topojson(json.loads((source / f"{name}_50m.json").read_text(encoding="utf-8")), "lakes")
    for lake in every:
        if not lake.is_empty and not lake.representative_point().within(told):
            kept.append(lake)
            told = told.union(lake.buffer(SAME))
    kept = np.array(sorted(kept, key=lambda lake: -lake.area), dtype=object)
    towns = shapely.points([(town["longitude"], town["latitude"]) for town in geonames(wheel, 500)])
    town, lake = shapely.STRtree(kept).query(towns, predicate="within")
    inside = gaps_m(shapely.get_x(towns[town]), shapely.get_y(towns[town]), shapely.boundary(kept), lake)
    for number, at, metres in zip(lake.tolist(), towns[town], inside.tolist(), strict=True):
        if metres > ISLAND_M:
            kept[number] = kept[number].difference(disc(at.x, at.y, np.clip(metres, *ISLAND_RADIUS_M)))
    names = {(float(row["longitude"]), float(row["latitude"])): row["name"] for row in read_rows(NAMES)}
    return [feature({"name": _name(lake, names)}, lake) for lake in written(kept) if not lake.is_empty]


def _name(lake, names: dict[tuple[float, float], str]) -> str | None:
    return next((name for at, name in names.items() if lake.distance(shapely.Point(at)) == 0), None)


def _lakes_of_maps(path: Path) -> dict[str, shapely.Polygon]:
    """Name → outline, of a line file of the R package maps: a head of 28 bytes a line, then radians."""
    data = path.read_bytes()
    count = int.from_bytes(data[4:8], "little")
    heads = np.frombuffer(data, "<i4", count * 7, offset=8).reshape(count, 7)
    names = path.with_suffix(".N").read_text(encoding="latin-1").splitlines()
    return {
        name.partition("\t")[0]: shapely.Polygon(
            np.degrees(np.frombuffer(data, "<f4", points * 2, offset=start).astype(float).reshape(-1, 2))
        )
        for name, (start, points) in zip(names, heads[:, :2].tolist(), strict=True)
    }


def _topojson(topology: dict, layer: str) -> list:
    """The polygons of one layer (https://github.com/topojson/topojson-specification)."""
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        return np.concatenate([arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers])

    def polygon(rings: list) -> shapely.Polygon:
        drawn = [ring(numbers) for numbers in rings]
        return shapely.Polygon(drawn[0], drawn[1:]) if len(drawn[0]) >= 4 else shapely.Polygon()

    drawn = []
    for each in topology["objects"][layer]["geometries"]:
        polygons = {"Polygon": lambda arcs: [arcs], "MultiPolygon": list}.get(each["type"], lambda arcs: [])
        drawn.append(shapely.union_all(shapely.make_valid([polygon(rings) for rings in polygons(each.get("arcs"))])))
    return drawn

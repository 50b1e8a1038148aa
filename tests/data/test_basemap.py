"""The base map: small, true to its source where it matters, and as RFC 7946 wants it."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import Point, shape

from data import build_basemap, build_places
from geodata import regions
from geodata.outlines import outlines
from geodata.towns import plain
from layers import basemap

BASEMAP = Path(__file__).parents[2] / "data/basemap"
SOURCES = BASEMAP.parent / "sources/basemap"
WORLD = ("world_countries", "world_lakes", "world_provinces")  # for looking up, never drawn
FILES = ("country_boundaries", "lakes", "land", "provinces", "rivers", "towns", *WORLD)
SIMPLIFIED = ("country_boundaries", "lakes", "land", "rivers")


def features(path: Path) -> list[dict]:
    return json.loads(path.read_text("utf-8"))["features"]


def shapes(folder: Path, name: str) -> list:
    """All but the overlay limits: lines inside one country, such as the edges of the demilitarised zone."""
    kept = [e for e in features(folder / f"{name}.geojson") if e["properties"].get("kind") != "Overlay limit"]
    return [shape(each["geometry"]) for each in kept]


def test_these_files_ship():
    assert {path.stem for path in BASEMAP.glob("*")} == {*FILES, "world_towns"}


@pytest.mark.parametrize("name", FILES)
def test_geometry_is_valid_and_rings_turn_as_they_should(name):
    for geometry in shapes(BASEMAP, name):
        assert geometry.is_valid and not geometry.is_empty
        for part in shapely.get_parts(geometry):
            if part.geom_type == "Polygon":
                assert part.exterior.is_ccw
                assert not any(ring.is_ccw for ring in part.interiors)


@pytest.mark.parametrize("name", FILES)
def test_one_feature_a_line(name):
    lines = (BASEMAP / f"{name}.geojson").read_text("utf-8").splitlines()
    assert len(lines) == len(features(BASEMAP / f"{name}.geojson")) + 2


@pytest.mark.parametrize("name", SIMPLIFIED)
def test_what_is_drawn_is_smaller_than_its_source(name):
    assert (BASEMAP / f"{name}.geojson").stat().st_size < 0.8 * (SOURCES / f"{name}.geojson").stat().st_size


@pytest.mark.parametrize("name", SIMPLIFIED)
def test_lines_near_north_korea_stay_within_their_tolerance(name):
    near = shapely.box(*build_basemap.FINE_BOX).buffer(-0.1)
    before = shapely.union_all([shapely.boundary(g) if g.area else g for g in shapes(SOURCES, name)]).intersection(near)
    after = shapely.union_all([shapely.boundary(g) if g.area else g for g in shapes(BASEMAP, name)])
    assert before.segmentize(0.01).difference(after.buffer(build_basemap.FINE + 1e-4)).length < 0.05


def test_provinces_carry_iso_codes():
    told = [each["properties"] for each in features(BASEMAP / "provinces.geojson")]
    assert {each["country"] for each in told} == {"KP", "KR", "CN", "RU"}
    assert all(each["admin1"].startswith(f"{each['country']}-") and each["name"] for each in told)


def test_countries_carry_codes_and_names():
    told = [each["properties"] for each in features(BASEMAP / "world_countries.geojson")]
    assert all(each["name"] and len(each["country"] or "XX") == 2 for each in told)
    # Territories without a code of their own in ISO 3166-1.
    assert sum(each["country"] is None for each in told) == 5


@pytest.mark.parametrize(
    ("town", "korean", "han", "russian"),
    [
        ("Pyongyang", "평양", "平壤", "Пхеньян"),
        ("Chongjin", "청진", "清津", "Чхонджин"),
        ("Tumen", "도문", "图们", None),
    ],
)
def test_towns_have_names_in_their_neighbours_letters(town, korean, han, russian):
    told = next(e["properties"] for e in features(BASEMAP / "towns.geojson") if e["properties"]["name"] == town)
    assert (told["names"].get("ko"), told["names"].get("zh"), told["names"].get("ru")) == (korean, han, russian)


def test_the_name_to_show_comes_first_among_the_alternates():
    for each in features(BASEMAP / "towns.geojson"):
        names = list(each["properties"]["names"].values())
        assert each["properties"]["alternates"][: len(names)] == names


def test_every_north_korean_town_of_the_source_ships():
    assert sum(e["properties"]["country"] == "KP" for e in features(BASEMAP / "towns.geojson")) == 127


def test_small_islands_stay_where_people_look_closely():
    sea_around_sindo = Point(124.2, 39.8).buffer(0.3)
    before, after = shapes(SOURCES, "land"), shapes(BASEMAP, "land")
    assert sum(g.intersects(sea_around_sindo) for g in after) >= sum(g.intersects(sea_around_sindo) for g in before)


# --- the world --------------------------------------------------------------------------------------------------------

PROVINCES = features(BASEMAP / "world_provinces.geojson")
CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")


@pytest.fixture(scope="module")
def anywhere():
    """Points all over the globe, equally many to an area; the same ones each time."""
    chance = np.random.default_rng(20261124)
    return chance.uniform(-180, 180, 60_000), np.degrees(np.arcsin(chance.uniform(-0.85, 0.99, 60_000)))


def test_codes_of_the_world_are_well_formed():
    for told in (each["properties"] for each in PROVINCES):
        assert re.fullmatch("[A-Z]{2}", told["country"] or "ZZ")
        assert all(CODE.fullmatch(code) for code in (told["admin1"], told["region"]) if code)
        assert all(re.fullmatch("[A-Z]{2}(-[A-Z0-9]{1,3})?", code) for code in told.get("also", ()))


def test_a_province_is_of_its_country():
    assert all(told["admin1"][:2] == told["country"] for told in (e["properties"] for e in PROVINCES) if told["admin1"])


def test_one_outline_a_code():
    codes = [each["properties"]["admin1"] for each in PROVINCES if each["properties"]["admin1"]]
    assert len(codes) == len(set(codes)) > 4000


def test_a_former_code_is_not_the_code_of_another_province():
    told = [each["properties"] for each in PROVINCES]
    former = [code for one in told for code in one.get("also", ()) if "-" in code]
    assert len(former) == len(set(former))
    assert not {one["admin1"] for one in told} & set(former)


def test_every_country_has_provinces():
    countries = {each["properties"]["country"] for each in features(BASEMAP / "world_countries.geojson")}
    assert countries <= {each["properties"]["country"] for each in PROVINCES}


def test_no_gaps_between_provinces(anywhere):
    provinces, countries = outlines("world_provinces"), outlines("world_countries")
    inland = countries.containing(*anywhere) >= 0
    lon, lat = (values[inland] for values in anywhere)
    lacking = provinces.containing(lon, lat) < 0
    # The two are drawn at different scales, so at the coast one has what the other lacks; inland nothing is lacking.
    assert lacking.mean() < 0.006
    at = np.flatnonzero(lacking)
    assert regions.water(lon[at], lat[at])["water_m"].between(0, 10_000, inclusive="right").all()


def test_provinces_do_not_overlap(anywhere):
    provinces = outlines("world_provinces")
    point, _ = provinces.tree.query(shapely.points(*anywhere), predicate="intersects")
    assert np.mean(np.bincount(point) > 1) < 0.0005


def test_what_is_looked_up_is_as_in_its_source():
    assert [e["properties"] for e in features(SOURCES / "world_provinces.geojson")] == [
        e["properties"] for e in PROVINCES
    ]


@pytest.mark.parametrize(
    ("name", "megabytes"), [("world_provinces.geojson", 5), ("world_lakes.geojson", 0.3), ("world_towns.csv", 6)]
)
def test_the_world_stays_small(name, megabytes):
    assert (BASEMAP / name).stat().st_size < megabytes * 1e6


@pytest.mark.parametrize("name", ["world_provinces", "world_lakes", "world_towns"])
def test_the_map_does_not_draw_the_world(name):
    assert name not in (Path(basemap.__file__)).read_text("utf-8")


def test_towns_of_the_world_are_those_of_the_source():
    rows, source = (
        build_places.read_rows(BASEMAP / "world_towns.csv"),
        build_places.read_rows(SOURCES / "world_towns.csv"),
    )
    told = ("country", "longitude", "latitude")
    assert [[row[name] for name in told] for row in rows] == [[row[name] for name in told] for row in source]
    assert [row["names"].partition("|")[0] for row in rows[:500]] == [plain(row["name"]) for row in source[:500]]


def test_towns_of_the_world_have_a_name_and_a_position():
    for row in build_places.read_rows(BASEMAP / "world_towns.csv"):
        assert all(row["names"].split("|"))
        assert re.fullmatch("[A-Z]{2}", row["country"])
        assert abs(float(row["longitude"])) <= 180 and abs(float(row["latitude"])) <= 90


def test_towns_of_the_world_lie_in_their_country():
    rows = build_places.read_rows(BASEMAP / "world_towns.csv")[::17]
    lon, lat = ([float(row[name]) for row in rows] for name in ("longitude", "latitude"))
    metres = regions.distance_m(lon, lat, [row["country"] for row in rows])
    assert not np.isnan(metres).any()
    assert np.mean(metres > 5000) < 0.0005  # disputed ground, and mistakes in GeoNames

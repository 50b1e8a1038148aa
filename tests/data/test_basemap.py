"""The base map: small, true to its source where it matters, and as RFC 7946 wants it."""

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, shape

from data import build_basemap

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

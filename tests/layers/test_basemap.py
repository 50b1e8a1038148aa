import json

import numpy as np
import pytest
import shapely

from layers.basemap import FOLDER, basemap
from layers.numbers import read_number_text


@pytest.fixture(scope="module")
def made():
    return basemap()


def points(text, scale):
    return np.cumsum(read_number_text(text).reshape(-1, 2), axis=0) / scale


def test_it_fits_the_budget(made):
    assert len(json.dumps(made, separators=(",", ":"), ensure_ascii=False).encode()) < 400_000


def test_land_covers_what_its_source_covers(made):
    rings = [shapely.Polygon(points(ring, made["scale"])) for ring in made["land"]]
    source = json.loads((FOLDER / "land.geojson").read_text(encoding="utf-8"))["features"]
    area = sum(shapely.from_geojson(json.dumps(feature["geometry"])).area for feature in source)
    assert sum(ring.area for ring in rings) == pytest.approx(area, rel=0.01)


def test_every_line_stays_on_the_earth(made):
    lines = [*made["land"], *made["rivers"]["line"], *made["borders"]["line"], *made["provinces"]["line"]]
    for line in lines:
        assert (np.abs(points(line, made["scale"])) <= [180, 90]).all()


def test_coarse_land_leaves_the_detailed_part_free(made):
    rings = [shapely.Polygon(points(ring, made["world"]["scale"])) for ring in made["world"]["land"]]
    assert not shapely.contains_xy(rings, 127.0, 40.0).any()


def test_the_line_of_control_is_told_from_a_settled_border(made):
    assert set(made["borders"]["kind"]) == {0, 1}


def test_a_boundary_between_provinces_is_drawn_once(made):
    first, *others = [shapely.LineString(points(line, made["scale"])) for line in made["provinces"]["line"]]
    assert shapely.intersection(first, shapely.union_all(others)).length == 0


def test_provinces_of_north_korea_have_a_place_for_their_names(made):
    provinces = made["provinces"]
    at = dict(zip(provinces["id"], zip(provinces["x"], provinces["y"], strict=True), strict=True))
    assert np.array(at["KP-09"]) / made["scale"] == pytest.approx([129.3, 41.7], abs=0.8)


def test_great_towns_come_first(made):
    assert made["towns"]["rank"] == sorted(made["towns"]["rank"])


def test_towns_of_north_korea_have_their_names_in_hangul(made):
    towns = dict(zip(made["towns"]["name"], made["towns"]["ko"], strict=True))
    assert "청진" in towns.values()


def test_a_border_of_the_world_is_one_line(made):
    borders = [shapely.LineString(points(line, made["world"]["scale"])) for line in made["world"]["borders"]]
    parallel = shapely.box(-122, 48.9, -96, 49.1)  # the 49th, between Canada and the United States
    assert shapely.length(shapely.intersection(borders, parallel)).sum() == pytest.approx(26, abs=1)

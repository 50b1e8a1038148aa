import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from data.build import collection
from geodata.regions import distance_m, locate, water


def square(west, south, east, north, **properties):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def outlines_in(folder):
    files = {
        "provinces": [
            square(0, 0, 1, 1, country="AA", admin1="AA-1", name="West"),
            square(1, 0, 2, 1, country="AA", admin1="AA-2", name="East"),
        ],
        "world_provinces": [
            square(0, 1, 0.9, 2, country="AA", admin1="AA-4", name="North"),  # beside the fine ones, not among them
            square(2, 0.4, 2.004, 0.45, country="AA", admin1="AA-2", name="East"),  # a tongue that the fine one lacks
            square(10, 60, 11, 61, country="DD", admin1="DD-1", name="One", region="DD-R"),
            square(11, 60, 12, 61, country="DD", admin1="DD-2", name="Two", region="DD-R", also=["DD-OLD"]),
            square(12, 60, 13, 61, country="EE", admin1=None, name="Isle", region="DD-E"),
        ],
        "world_countries": [
            square(0, 0, 2.01, 1, country="AA", name="A"),
            square(2.01, 0, 3, 1, country="BB", name="B"),
            square(179, 0, 180, 1, country="CC", name="C"),
            square(-180, -90, 180, -80, country="AQ", name="Antarctica"),
            square(20, 70, 21, 71, country="NN", name="North"),
        ],
        "land": [square(5, 5, 5.1, 5.1)],
        "lakes": [square(0.4, 0.4, 0.6, 0.6, name="Long Lake")],
        "world_lakes": [square(10.4, 60.4, 10.6, 60.6, name=None)],
    }
    for name, features in files.items():
        (folder / f"{name}.geojson").write_bytes(collection(features))
    return folder


@pytest.fixture
def basemap(tmp_path):
    return outlines_in(tmp_path)


@pytest.fixture(scope="module")
def outlined(tmp_path_factory):
    return outlines_in(tmp_path_factory.mktemp("basemap"))


def told(basemap, lon, lat):
    row = locate([lon], [lat], basemap).iloc[0]
    return row["country"], row["admin1"]


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (0.5, 0.5, ("AA", "AA-1")),
        (1.5, 0.5, ("AA", "AA-2")),
        (1.0, 0.5, ("AA", "AA-1")),  # on the border of two: the first in the file
        (1.5, 1.03, ("AA", "AA-2")),  # 3 km off the coast
        (1.5, 1.06, (None, None)),  # 7 km off
        (2.005, 0.5, ("AA", "AA-2")),  # in the country's outline, just outside the finer one
        (2.02, 0.5, ("BB", None)),  # near a province, but inside a country of which no province is drawn
        (2.5, 0.5, ("BB", None)),
        (0.5, 1.01, ("AA", "AA-4")),  # near a fine province, but inside one that is drawn for the world only
        (10.5, 60.5, ("DD", "DD-1")),
        (12.5, 60.5, ("EE", None)),
        (-179.99, 0.5, ("CC", None)),  # 1 km beyond the antimeridian
        (360.5, 0.5, ("AA", "AA-1")),  # around the globe
        (180, 0.5, ("CC", None)),
        (-180, 0.5, ("CC", None)),
        (0, -90, ("AQ", None)),
        (0, 90, (None, None)),
        (21.1, 70.5, ("NN", None)),  # a tenth of a degree is under 4 km up there
        (0.5, 91, (None, None)),
        (np.nan, 0.5, (None, None)),
    ],
)
def test_where_a_point_lies(basemap, lon, lat, expected):
    assert told(basemap, lon, lat) == expected


def test_how_far_outside(basemap):
    outside = locate([0.5, 1.5, 10], [0.5, 1.03, 10], basemap)["outside_m"]
    assert outside[0] == 0
    assert outside[1] == pytest.approx(3317, abs=1)
    assert np.isnan(outside[2])


def test_a_coarse_outline_of_the_same_province_counts_as_inside(basemap):
    row = locate([2.002], [0.42], basemap).iloc[0]
    assert (row["admin1"], row["outside_m"]) == ("AA-2", 0)


def test_the_coarser_level_is_told(basemap):
    assert locate([10.5, 12.5, 0.5], [60.5, 60.5, 0.5], basemap)["region"].tolist() == ["DD-R", "DD-E", None]


def test_a_province_without_a_code_keeps_its_name(basemap):
    assert locate([12.5], [60.5], basemap)["admin1_name"].tolist() == ["Isle"]


def test_the_index_is_kept(basemap):
    lon, lat = pd.Series([0.5, 2.5], index=[7, 3]), pd.Series([0.5, 0.5], index=[7, 3])
    assert locate(lon, lat, basemap)["country"].to_dict() == {7: "AA", 3: "BB"}


def test_no_points(basemap):
    assert locate([], [], basemap).empty


@pytest.mark.parametrize(
    ("lon", "lat", "country", "admin1"),
    [
        (129.78, 41.80, "KP", "KP-09"),
        (129.99, 42.95, "KP", "KP-09"),  # Onsong
        (129.51, 42.89, "CN", "CN-JL"),
        (2.35, 48.85, "FR", "FR-75C"),
        (106.9, 47.9, "MN", "MN-1"),
        (-97.74, 30.27, "US", "US-TX"),  # Austin
        (-74.006, 40.714, "US", "US-NY"),  # Manhattan
        (30.52, 50.45, "UA", "UA-30"),  # Kyiv
        (34.1, 44.95, "UA", "UA-43"),  # Crimea, by ISO 3166-2
        (-60.02, -3.1, "BR", "BR-AM"),  # Manaus
        (141.35, 43.06, "JP", "JP-01"),  # Sapporo
        (123.0, 24.467, "JP", "JP-47"),  # Yonakuni, a small island
        (51.39, 35.69, "IR", "IR-23"),  # Tehran, by today's code
        (-52.33, 4.93, "GF", None),  # Cayenne
        (-175.2, -21.13, "TO", "TO-04"),  # Tonga
        (178.44, -18.14, "FJ", "FJ-C"),  # Suva
        (180.0, 67.0, "RU", "RU-CHU"),  # on the antimeridian
    ],
)
def test_the_bundled_outlines(lon, lat, country, admin1):
    row = locate([lon], [lat]).iloc[0]
    assert (row["country"], row["admin1"]) == (country, admin1)


@pytest.mark.parametrize(
    ("lon", "lat", "region"),
    [
        (9.19, 45.46, "IT-25"),  # Milan
        (2.35, 48.85, "FR-IDF"),  # Paris
        (-0.12, 51.5, "GB-ENG"),  # London
        (-3.19, 55.95, "GB-SCT"),  # Edinburgh
        (2.17, 41.39, "ES-CT"),  # Barcelona
        (-66.1, 18.4, "US-PR"),  # San Juan
        (-97.74, 30.27, None),
    ],
)
def test_the_bundled_coarser_level(lon, lat, region):
    assert locate([lon], [lat])["region"].iloc[0] == region


# --- distances --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["DD", "DD-1", "DD-R"], ids=["a country", "a province", "a coarser level"])
def test_inside_there_is_no_distance(basemap, code):
    assert distance_m([10.5], [60.5], [code], basemap).tolist() == [0]


@pytest.mark.parametrize("code", ["DD-2", "DD-OLD", "DD-R"])
def test_a_province_answers_to_former_codes_and_to_the_coarser_level(basemap, code):
    assert distance_m([11.5], [60.5], [code], basemap).tolist() == [0]


@pytest.mark.parametrize("code", ["EE", "DD", "DD-E"])
def test_a_dependent_territory_is_part_of_the_country_that_lists_it(basemap, code):
    assert distance_m([12.5], [60.5], [code], basemap).tolist() == [0]


@pytest.mark.parametrize(
    ("lon", "lat", "code"), [(1, 1, "ZZ"), (1, 1, "AA-9"), (1, 1, None), (1, 1, ""), (np.nan, 1, "AA"), (1, 91, "AA")]
)
def test_what_has_no_distance(basemap, lon, lat, code):
    assert np.isnan(distance_m([lon], [lat], [code], basemap)).all()


def test_each_point_has_its_own_code(basemap):
    metres = distance_m([0.5, 0.5, 1.5], [0.5, 0.5, 0.5], ["AA-1", "AA-2", "AA-1"], basemap)
    assert metres[0] == 0
    assert metres[1:] == pytest.approx(55_659, abs=10)


@settings(deadline=None, max_examples=50)
@given(lon=st.floats(8, 9.9), lat=st.floats(58, 63))
def test_the_distance_is_that_to_the_nearest_point_of_the_outline(outlined, lon, lat):
    edge = np.linspace(60, 61, 2001), np.linspace(10, 11, 2001)
    border = np.concatenate(
        [
            np.column_stack([np.full(2001, 10.0), edge[0]]),
            *(np.column_stack([edge[1], np.full(2001, y)]) for y in (60, 61)),
        ]
    )
    exact = Geod(ellps="WGS84").inv(np.full(len(border), lon), np.full(len(border), lat), *border.T)[2].min()
    assert distance_m([lon], [lat], ["DD-1"], outlined)[0] == pytest.approx(exact, rel=0.02)


def test_a_distance_across_the_antimeridian(basemap):
    assert distance_m([-179.9], [0.5], ["CC"], basemap) == pytest.approx(11_131, abs=1)


def test_a_far_distance_is_told_too(basemap):
    assert 9.9e6 < distance_m([100], [0.5], ["AA-1"], basemap)[0] < 12e6


def test_no_distances(basemap):
    assert len(distance_m([], [], [], basemap)) == 0


def test_a_changed_file_is_read_again(basemap):
    assert np.isnan(distance_m([7], [7], ["QQ"], basemap)).all()
    path = basemap / "world_provinces.geojson"
    path.write_bytes(collection([square(6, 6, 8, 8, country="QQ", admin1=None, name=None, region=None)]))
    os.utime(path, ns=(1, 1))
    assert distance_m([7], [7], ["QQ"], basemap).tolist() == [0]


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (34.1, 44.95, "UA"),
        (34.1, 44.95, "RU"),
        (21.16, 42.66, "XK"),
        (21.16, 42.66, "RS"),
        (-13.2, 27.15, "EH"),
        (-66.1, 18.4, "PR"),
        (-66.1, 18.4, "US"),
        (77.2, 28.6, "IN-DL"),
        (19.9, 50.06, "PL-12"),
        (19.9, 50.06, "PL-MA"),
        (-99.13, 19.43, "MX-CMX"),
        (2.35, 48.85, "FR-75"),
    ],
)
def test_who_claims_a_place_and_which_code_it_had(lon, lat, code):
    assert distance_m([lon], [lat], [code]).tolist() == [0]


def test_the_island_that_the_fine_outlines_lack():
    assert distance_m([124.25], [39.81], ["KP-03"]) < 1000  # Sindo


def test_a_point_just_beyond_a_border_of_the_world():
    # The bridge of Laredo, in the middle of the Rio Grande, lies in neither country for certain.
    assert (distance_m([-99.51] * 2, [27.5] * 2, ["US-TX", "MX-TAM"]) < 5000).all()


# --- water ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "kind", "metres"),
    [
        (0.2, 0.2, None, 0),
        (0.5, 0.5, "lake", 11_057),  # from the middle to the shores in the north and south
        (0.41, 0.5, "lake", 1113),
        (10.5, 60.5, "lake", 5482),
        (1.5, -0.1, "sea", 11_057),
        (5.05, 5.05, None, 0),  # land of which no country is known
        (30, 30, "sea", np.inf),
        (np.nan, 0.5, None, np.nan),
    ],
)
def test_how_far_out_on_the_water(basemap, lon, lat, kind, metres):
    row = water([lon], [lat], basemap).iloc[0]
    assert row["water"] == kind
    assert row["water_m"] == pytest.approx(metres, abs=20, nan_ok=True)


def test_the_name_of_a_lake(basemap):
    assert water([0.5, 10.5, 30], [0.5, 60.5, 30], basemap)["water_name"].tolist() == ["Long Lake", None, None]


def test_water_keeps_the_index(basemap):
    assert water(pd.Series([0.5], index=["x"]), pd.Series([0.5], index=["x"]), basemap).index.tolist() == ["x"]


def test_no_water(basemap):
    assert water([], [], basemap).empty


@pytest.mark.parametrize(
    ("lon", "lat", "kind", "name"),
    [
        (-87.5, 47.7, "lake", "Lake Superior"),
        (29.6, -6.5, "lake", "Lake Tanganyika"),
        (107.7, 53.0, "lake", None),  # Baikal; the file of East Asia has its name in another spelling
        (-30, 30, "sea", None),
        (51, 42, "sea", None),  # the Caspian Sea
        (-85.578, 11.566, None, None),  # Ometepe, an island in a lake
        (-97.74, 30.27, None, None),
        (123.0, 24.467, None, None),  # Yonakuni
        (129.78, 41.80, None, None),
    ],
)
def test_the_bundled_water(lon, lat, kind, name):
    row = water([lon], [lat]).iloc[0]
    assert row["water"] == kind
    assert name is None or row["water_name"] == name

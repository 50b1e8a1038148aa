import numpy as np
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from routes.lines import ELLIPSOID, distinct_pairs, geodesics

LONGITUDE, LATITUDE = st.floats(-180, 180), st.floats(-90, 90)


def one(lon1, lat1, lon2, lat2):
    length, lines = geodesics(*(np.array([x], dtype=float) for x in (lon1, lat1, lon2, lat2)))
    return length[0], lines[0]


@settings(max_examples=60, deadline=None)
@given(LONGITUDE, LATITUDE, LONGITUDE, LATITUDE)
@example(127.0, 37.5, -74.0, 40.7)
@example(10.0, 80.0, -160.0, 80.0)
@example(-179.9, 89.9, 0.1, 60.0)
@example(-134.0, 90.0, 47.0, 0.0)
def test_every_point_of_a_line_lies_on_the_geodesic(lon1, lat1, lon2, lat2):
    length, line = one(lon1, lat1, lon2, lat2)
    points = shapely.get_coordinates(line)
    azimuth = ELLIPSOID.inv(lon1, lat1, lon2, lat2)[0]
    gone = ELLIPSOID.inv(np.full(len(points), lon1), np.full(len(points), lat1), *points.T)[2]
    start = [np.full(len(points), x) for x in (lon1, lat1, azimuth)]
    exact = ELLIPSOID.fwd(*start, np.minimum(gone, length))[:2]
    # Points where a line is cut lie on the straight step; all others on the geodesic itself.
    assert (ELLIPSOID.inv(*points.T, *exact)[2] < 1000).all()


@settings(max_examples=60, deadline=None)
@given(LONGITUDE, LATITUDE, LONGITUDE, LATITUDE)
@example(127.0, 37.5, -74.0, 40.7)
@example(10.0, 80.0, -160.0, 80.0)
@example(0.0, 89.0, 90.0, 89.0)
def test_the_middle_of_every_step_is_within_a_kilometre_of_the_geodesic(lon1, lat1, lon2, lat2):
    length, line = one(lon1, lat1, lon2, lat2)
    azimuth = ELLIPSOID.inv(lon1, lat1, lon2, lat2)[0]
    for part in shapely.get_parts(line):
        ends = shapely.get_coordinates(part)
        gone = ELLIPSOID.inv(np.full(len(ends), lon1), np.full(len(ends), lat1), *ends.T)[2]
        middle = (ends[1:] + ends[:-1]) / 2
        along = np.minimum((gone[1:] + gone[:-1]) / 2, length)
        start = [np.full(len(along), x) for x in (lon1, lat1, azimuth)]
        true = ELLIPSOID.fwd(*start, along)
        assert (np.asarray(ELLIPSOID.inv(*middle.T, true[0], true[1])[2]) < 1_000).all()


@settings(max_examples=100, deadline=None)
@given(LONGITUDE, LATITUDE, LONGITUDE, LATITUDE)
@example(180.0, 10.0, -179.0, 10.0)
@example(-180.0, 10.0, 179.0, 12.0)
@example(179.0, 10.0, 180.0, 10.0)
@example(-179.0, 10.0, 180.0, 10.0)
@example(180.0, 10.0, -180.0, 20.0)
def test_no_step_of_a_part_goes_the_long_way_round(lon1, lat1, lon2, lat2):
    _, line = one(lon1, lat1, lon2, lat2)
    for part in shapely.get_parts(line):
        longitudes = shapely.get_coordinates(part)[:, 0]
        assert (np.abs(np.diff(longitudes)) <= 180).all()
        assert (np.abs(longitudes) <= 180).all()


@pytest.mark.parametrize(
    "ends", [(180, 10, -179, 10), (-180, 10, 179, 12), (179, 10, 180, 10), (-179, 10, 180, 10), (180, 10, -180, 20)]
)
def test_an_end_on_the_antimeridian_leaves_no_part_without_length(ends):
    _, line = one(*ends)
    assert (shapely.length(shapely.get_parts(line)) > 0).all()
    assert line.geom_type == "LineString"


def test_a_line_over_the_antimeridian_is_cut_there():
    _, line = one(139.7, 35.7, -122.4, 37.8)
    east, west = shapely.get_parts(line)
    assert shapely.get_coordinates(east)[-1, 0] == 180
    assert shapely.get_coordinates(west)[0, 0] == -180
    assert shapely.get_coordinates(east)[-1, 1] == shapely.get_coordinates(west)[0, 1]


def test_a_cut_line_begins_and_ends_at_its_places():
    _, line = one(139.7, 35.7, -122.4, 37.8)
    points = shapely.get_coordinates(line)
    assert points[[0, -1]].tolist() == [[139.7, 35.7], [-122.4, 37.8]]


def test_lines_that_are_cut_and_lines_that_are_not_keep_their_order():
    lon2 = np.array([10.0, -170.0, 20.0, -175.0])
    _, lines = geodesics(np.array([0.0, 170, 0, 170]), np.zeros(4), lon2, np.zeros(4))
    assert [shapely.get_coordinates(line)[-1, 0] for line in lines] == lon2.tolist()
    assert [line.geom_type for line in lines] == ["LineString", "MultiLineString"] * 2


def test_the_ends_are_the_places_to_the_last_digit():
    ends = (129.123456789012, 42.987654321098, 130.111111111111, 41.222222222222)
    assert shapely.get_coordinates(one(*ends)[1])[[0, -1]].ravel().tolist() == list(ends)


def test_two_places_at_one_position_give_a_line_of_length_0():
    length, line = one(129.0, 42.0, 129.0, 42.0)
    assert (length, line.wkt) == (0.0, "LINESTRING (129 42, 129 42)")


def test_antipodes_are_joined_by_a_line_of_half_the_globe():
    length, line = one(0.0, 0.0, 180.0, 0.0)
    assert length == pytest.approx(20_003_931, abs=1)
    assert abs(shapely.get_coordinates(line)[:, 1]).max() > 89


def test_no_lines_give_no_lines():
    assert [len(found) for found in geodesics(*(np.empty(0) for _ in range(4)))] == [0, 0]


@pytest.mark.parametrize("places", [4, 100_000])
def test_pairs_are_the_same_by_table_and_by_sort(places):
    random = np.random.default_rng(1)
    origin, destination = random.integers(0, 4, 50), random.integers(0, 4, 50)
    a, b, number = distinct_pairs(origin, destination, places)
    assert (a[number] == origin).all()
    assert (b[number] == destination).all()
    assert sorted(set(zip(a, b, strict=True))) == list(zip(a, b, strict=True))

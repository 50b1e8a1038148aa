import numpy as np
import pytest
import shapely

from geodata.outlines import ELLIPSOID, Outlines, gaps_m, outlines


def of(*shapes):
    parts, owner = shapely.get_parts(list(shapes), return_index=True)
    return Outlines(parts, owner, shapely.STRtree(parts), [{"code": str(number)} for number in range(len(shapes))])


EAST, WEST = shapely.box(1, 0, 2, 1), shapely.box(0, 0, 1, 1)


def test_of_two_that_share_a_border_the_first_counts():
    assert of(EAST, WEST).containing(np.array([1.0]), np.array([0.5])).tolist() == [0]
    assert of(WEST, EAST).nearest(np.array([1.0]), np.array([0.5]), 1000)[0].tolist() == [0]


def test_a_hole_is_outside():
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    assert of(ring).away_m(np.array([1.5, 0.5]), np.array([1.5, 1.5])).round(-2).tolist() == [55_300, 0]


def test_overlapping_outlines_are_inside_of_both():
    both = of(shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3))
    assert both.away_m(np.array([1.5]), np.array([1.5])).tolist() == [0]


def test_parts_of_one_feature_are_told_as_it():
    two = shapely.MultiPolygon([WEST, shapely.box(5, 0, 6, 1)])
    found, metres = of(two, EAST).nearest(np.array([5.5, 6.01]), np.array([0.5, 0.5]), 5000)
    assert found.tolist() == [0, 0]
    assert metres == pytest.approx([0, 1113], abs=1)


def test_nothing_is_near():
    found, metres = of(WEST).nearest(np.array([9.0]), np.array([9.0]), 5000)
    assert found.tolist() == [-1]
    assert np.isnan(metres).all()


def test_nothing_is_drawn():
    found, metres = of().nearest(np.array([9.0]), np.array([9.0]), 5000)
    assert found.tolist() == [-1]
    assert np.isnan(metres).all()


def test_the_last_text_is_none():
    assert of(WEST, EAST).texts("code")[np.array([0, 1, -1])].tolist() == ["0", "1", None]


def test_some_of_the_features_keep_their_numbers():
    assert of(WEST, EAST).of(np.array([1])).nearest(np.array([1.5]), np.array([0.5]), 0)[0].tolist() == [1]


@pytest.mark.parametrize("latitude", [0, 45, 70, 85])
def test_near_the_poles_the_nearest_point_is_sought_on_the_ground(latitude):
    # A border that runs from south-west to north-east: in degrees its nearest point is another than on the ground.
    slope = shapely.Polygon([(-20, latitude - 2), (20, latitude + 2), (20, latitude - 2)])
    line = np.column_stack([np.linspace(-20, 20, 40_001), np.linspace(latitude - 2, latitude + 2, 40_001)])
    lon, lat = np.full(len(line), -2.0), np.full(len(line), latitude + 0.5)
    exact = ELLIPSOID.inv(lon, lat, *line.T)[2].min()
    found = gaps_m(lon[:1], lat[:1], np.array([slope]), np.array([0]))[0]
    assert found == pytest.approx(exact, rel=0.06 if latitude > 80 else 0.02)
    assert found >= exact * 0.9999


def test_a_bundled_file_is_read_once():
    assert outlines("world_lakes") is outlines("world_lakes")

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import shifted
from geodata.notations.readings import ELLIPSOID
from geodata.shifted import bd09_from_gcj02, gcj02_from_bd09, gcj02_from_wgs84, shifts, wgs84_from_gcj02

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "conformance" / "gcj02.json"
PATHS = [SAMPLE] if SAMPLE.is_file() else []  # the sample vectors are not part of the repository
CHINA = {"longitude": st.floats(73, 136), "latitude": st.floats(2, 54)}


def apart_m(one, other) -> float:
    return ELLIPSOID.inv(*(float(degrees) for degrees in (*one, *other)))[2]


@given(**CHINA)
def test_gcj02_there_and_back_is_within_a_centimetre(longitude, latitude):
    assert apart_m(wgs84_from_gcj02(*gcj02_from_wgs84(longitude, latitude)), (longitude, latitude)) < 0.01


@given(**CHINA)
def test_bd09_there_and_back_is_within_a_centimetre(longitude, latitude):
    assert apart_m(gcj02_from_bd09(*bd09_from_gcj02(longitude, latitude)), (longitude, latitude)) < 0.01


@given(**CHINA)
def test_the_shift_is_under_a_kilometre(longitude, latitude):
    assert apart_m(gcj02_from_wgs84(longitude, latitude), (longitude, latitude)) < 1000


@pytest.mark.parametrize(("longitude", "latitude"), [(2.35, 48.85), (151.2, -33.9), (140, 40), (100, 56), (-120, 40)])
def test_outside_of_the_box_gcj02_is_wgs84(longitude, latitude):
    assert not shifts(longitude, latitude)
    assert [float(degrees) for degrees in gcj02_from_wgs84(longitude, latitude)] == [longitude, latitude]
    assert [float(degrees) for degrees in wgs84_from_gcj02(longitude, latitude)] == [longitude, latitude]


def test_arrays_are_converted_each_position_for_itself():
    longitude, latitude = np.array([116.4, 2.35, np.nan]), np.array([39.9, 48.85, 1])
    east, north = wgs84_from_gcj02(*gcj02_from_wgs84(longitude, latitude))
    assert east[:2] == pytest.approx(longitude[:2], abs=1e-8)
    assert north[:2] == pytest.approx(latitude[:2], abs=1e-8)
    assert np.isnan(east[2])
    assert longitude[0] == 116.4  # the input is not changed


def test_no_positions():
    assert [part.tolist() for part in wgs84_from_gcj02([], [])] == [[], []]


@pytest.mark.parametrize("path", PATHS)
def test_the_vectors_of_other_programs_come_out_to_the_metre(path):
    vectors = json.loads(path.read_text(encoding="utf-8"))
    for wgs_lat, wgs_lon, gcj_lat, gcj_lon in vectors["wgs_gcj_lat_lon"]:
        assert apart_m(gcj02_from_wgs84(wgs_lon, wgs_lat), (gcj_lon, gcj_lat)) < 1
        assert apart_m(wgs84_from_gcj02(gcj_lon, gcj_lat), (wgs_lon, wgs_lat)) < 1
    told = vectors["coordtransform_lon_lat"]
    functions = {
        "bd09togcj02": gcj02_from_bd09,
        "gcj02tobd09": bd09_from_gcj02,
        "wgs84togcj02": gcj02_from_wgs84,
        "gcj02towgs84": wgs84_from_gcj02,
    }
    for name, function in functions.items():
        assert apart_m(function(*told["input"]), told[name]) < 1


@pytest.mark.parametrize("path", PATHS)
def test_vectors_that_turn_bd09_otherwise_come_out_when_turned_as_they_do(path, monkeypatch):
    # eviltransform has pi where coordtransform (and Baidu) have pi * 3000 / 180; the two cannot both come out. It also
    # undoes GCJ-02 in one step, good to a few metres.
    vectors = json.loads(path.read_text(encoding="utf-8"))["bd_wgs_lat_lon"]
    monkeypatch.setattr(shifted, "BAIDU_TURN", np.pi)
    for bd_lat, bd_lon, wgs_lat, wgs_lon in vectors:
        assert apart_m(wgs84_from_gcj02(*gcj02_from_bd09(bd_lon, bd_lat)), (wgs_lon, wgs_lat)) < 3
    monkeypatch.undo()
    for bd_lat, bd_lon, wgs_lat, wgs_lon in vectors:
        assert 3 < apart_m(wgs84_from_gcj02(*gcj02_from_bd09(bd_lon, bd_lat)), (wgs_lon, wgs_lat)) < 60

import pandas as pd
import pytest

from geodata.audit import check
from tests.geodata.checked import table


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (0, 0, "zero_zero"),
        (200.0, 42.0, "out_of_range"),
        (42.0, 129.0, "swapped"),
        (14000000.0, 5000000.0, "projected_metres"),
    ],
)
def test_a_position_that_cannot_be_is_one_error_and_not_a_missing_position(lon, lat, code):
    found = check(*table({}, {"lon": lon, "lat": lat}))
    assert found[["place_id", "row", "code", "severity"]].values.tolist() == [["p1", 2, code, "error"]]


@pytest.mark.parametrize(
    ("lon", "lat", "code"), [(0, 0, "zero_zero"), (42.0, 129.0, "swapped"), (5.0, None, "half_position")]
)
def test_a_table_made_otherwise_is_looked_at_for_the_same_faults(lon, lat, code):
    assert check(pd.DataFrame({"place_id": ["a"], "longitude": [lon], "latitude": [lat]}))["code"].tolist() == [code]


def test_swapped_off_the_globe_gives_the_position_to_take_over():
    found = check(*table({}, {"lon": 42.0, "lat": 129.25})).iloc[0]
    assert (found["longitude"], found["latitude"]) == (129.25, 42.0)
    assert "longitude 129.25, latitude 42" in found["remedy"]


def test_a_problem_whose_place_has_a_position_by_now_is_past():
    found, problems = table({"lon": 0, "lat": 0})
    assert check(found.assign(longitude=129.5, latitude=42.1), problems).empty


def test_an_id_met_twice_names_the_row_before():
    found = check(*table({"id": "a"}, {"id": "b", "lat": 43.0}, {"id": "a", "lat": 44.0})).iloc[0]
    assert (found["code"], found["row"], found["other"]) == ("duplicate_id", 3, "a")
    assert "row 1" in found["explanation"]


def test_no_position_is_a_note():
    found = check(pd.DataFrame({"place_id": ["a"]}))
    assert found[["code", "severity"]].values.tolist() == [["missing_position", "note"]]


def test_metres_whose_system_fits_the_country_come_with_degrees():
    places = [{"lon": 14_387_000.5, "lat": 5_180_000.5, "country": "KP", "id": "mercator"}]
    found = check(*table({}, *places)).iloc[0]
    assert found["code"] == "projected_system"
    assert "Web Mercator" in found["explanation"]
    assert (found["longitude"], found["latitude"]) == pytest.approx((129.241, 42.127), abs=0.001)


def test_metres_of_utm_are_told_by_the_town():
    texan = {"country": "US", "admin1": "US-TX", "locality": "Austin", "lon": 621_000.5, "lat": 3_349_000.5}
    found = check(*table({}, texan)).iloc[0]
    assert found["code"] == "projected_system"
    assert "UTM 14N" in found["explanation"]


def test_metres_that_fit_in_two_zones_stay_metres():
    russian = {"country": "RU", "lon": 500_000.5, "lat": 6_500_000.5}
    assert check(*table({}, russian))["code"].tolist() == ["projected_metres"]

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.checks.sources import SYSTEMS
from geodata.compare import COLUMNS, compare
from tests.geodata.checked import table


def differences(here, there):
    return compare(table(*here)[0], table(*there)[0])


def kinds(here, there):
    return differences(here, there)["kind"].tolist()


def test_the_same_places_do_not_differ():
    assert differences([{"name": "A"}, {"name": "B"}], [{"name": "A"}, {"name": "B"}]).empty


@pytest.mark.parametrize(("metres", "told"), [(900, []), (1100, ["apart"])])
def test_positions_differ_beyond_a_kilometre(metres, told):
    assert kinds([{}], [{"lat": 42.1234 + metres / 111_070}]) == told


def test_a_difference_tells_both_positions():
    found = differences([{"name": "Camp"}], [{"lat": 42.2234}]).iloc[0]
    assert (found["place_id"], found["name"], found["other_id"], found["matched"]) == ("p0", "Camp", "p0", "id")
    assert found["distance_m"] == pytest.approx(11_108, abs=5)
    assert found[["longitude", "latitude", "other_longitude", "other_latitude"]].tolist() == [
        129.5123, 42.1234, 129.5123, 42.2234
    ]  # fmt: skip


def test_where_no_id_matches_a_name_alike_does():
    here, there = [{"id": "a", "name": "Hoeryong Prison"}], [{"id": "x", "name": "Prison, Hoeryong", "lat": 42.2234}]
    assert differences(here, there)[["place_id", "other_id", "matched"]].values.tolist() == [["a", "x", "name"]]


def test_of_two_of_one_name_the_nearer_is_matched():
    here = [{"id": "a", "name": "Camp Nine"}]
    there = [{"id": "x", "name": "Camp Nine", "lat": 42.4234}, {"id": "y", "name": "Camp Nine", "lat": 42.1434}]
    found = differences(here, there)
    assert found[["kind", "other_id"]].values.tolist() == [["apart", "y"], ["only_there", "x"]]


def test_a_name_alike_far_away_is_another_place():
    assert kinds([{"id": "a", "name": "Camp Nine"}], [{"id": "x", "name": "Camp Nine", "lat": 43.1}]) == [
        "only_here", "only_there"
    ]  # fmt: skip


def test_a_position_in_one_file_only():
    assert kinds([{}], [{"lon": 0, "lat": 0}]) == ["position_here"]
    assert kinds([{"lon": 0, "lat": 0}], [{}]) == ["position_there"]


def test_the_farthest_apart_comes_first():
    here = [{"id": "a"}, {"id": "b", "lat": 41.1234}]
    there = [{"id": "a", "lat": 42.1434}, {"id": "b", "lat": 41.2234}]
    assert differences(here, there)["place_id"].tolist() == ["b", "a"]


def scattered(count=12):
    generator = np.random.default_rng(7)
    return generator.uniform(110, 120, count), generator.uniform(28, 40, count)


def moved(lon, lat):
    return [{"lon": float(x), "lat": float(y)} for x, y in zip(lon, lat, strict=True)]


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_shift_of_a_chinese_map_is_said_once_and_named(system):
    lon, lat = scattered()
    true, on_the_map = moved(lon, lat), moved(*SYSTEMS[system](lon, lat))
    found = differences(true, on_the_map)
    assert found[["kind", "system", "count"]].values.tolist() == [["shift", system, 12]]
    assert differences(on_the_map, true)["system"].tolist() == [f"here {system}"]


def test_another_constant_shift_is_said_once_with_its_direction():
    lon, lat = scattered()
    found = differences(moved(lon, lat), moved(lon, lat + 2000 / 111_000)).iloc[0]
    assert (found["kind"], found["system"], found["count"]) == ("shift", None, 12)
    assert found["north_m"] == pytest.approx(2000, abs=10)
    assert found["east_m"] == pytest.approx(0, abs=10)


def test_beside_a_shift_the_place_that_does_not_share_it_is_told():
    lon, lat = scattered()
    off = np.where(np.arange(12) == 3, 0.2, 0.018)
    assert kinds(moved(lon, lat), moved(lon, lat + off)) == ["shift", "apart"]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["Camp 1", "Camp 2", ""]), st.floats(), st.floats()),
        max_size=5,
    ),
    st.lists(
        st.tuples(st.sampled_from("abd"), st.sampled_from(["Camp 1", "1 Camp", "x"]), st.floats(), st.floats()),
        max_size=5,
    ),
)
def test_each_place_is_matched_once_or_told_to_be_alone(here, there):
    tables = [pd.DataFrame(rows, columns=["place_id", "name", "longitude", "latitude"]) for rows in (here, there)]
    found = compare(*tables)
    assert list(found.columns) == list(COLUMNS)
    alone = found["kind"].value_counts()
    assert len(here) - alone.get("only_here", 0) == len(there) - alone.get("only_there", 0)

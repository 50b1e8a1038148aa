import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.corrections.changes import added, listed, rebased, same, value_of, with_values
from geodata.errors import DataError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


FEATURE = {
    "type": "Feature",
    "bbox": [129, 42, 129, 42],
    "id": "a",
    "geometry": {"type": "Point", "coordinates": [129, 42, 7], "more": 1},
    "properties": {"x": 1, "name": "A", "y": [2]},
    "mark": 1,
}


def test_new_values_leave_all_else_as_it_was():
    made = with_values(FEATURE, {"name": "B", "note": "n"})
    assert made == {**FEATURE, "properties": {"x": 1, "name": "B", "y": [2], "note": "n"}}
    assert list(made) == list(FEATURE)
    assert list(made["properties"]) == ["x", "name", "y", "note"]
    assert FEATURE["properties"]["name"] == "A"


def test_a_box_follows_the_position():
    assert with_values(FEATURE, {"position": [1.0, 2.0]})["bbox"] == [1.0, 2.0, 1.0, 2.0]
    assert "bbox" not in with_values(FEATURE, {"position": None})


@pytest.mark.parametrize(
    ("geometry", "position"),
    [
        (None, None),
        ({"type": "Point", "coordinates": [129, 42, 7]}, [129, 42]),
        ({"type": "MultiPoint", "coordinates": [[129, 42]]}, [129, 42]),
        ({"type": "MultiPoint", "coordinates": [[129, 42], [1, 2]]}, None),
        ({"type": "Polygon", "coordinates": []}, None),
    ],
)
def test_the_position_of_a_feature(geometry, position):
    assert value_of({"properties": {}, "geometry": geometry}, "position") == position


@given(JSON, JSON)
def test_what_is_set_is_what_is_there(old, new):
    feature = {"type": "Feature", "properties": {"name": old, "z": old}, "geometry": None}
    made = with_values(feature, {"name": new})
    assert same(value_of(made, "name"), new)
    assert same(value_of(made, "z"), old)


@given(JSON, JSON)
def test_same_is_equality_of_json(one, other):
    assert same(one, one)
    assert same(one, other) == same(other, one)


@given(
    st.lists(st.text(max_size=2), max_size=4),
    st.lists(st.text(max_size=2), max_size=4),
    st.lists(st.text(max_size=2), max_size=4),
)
def test_additions_of_two_people_are_all_kept_once(before, mine, theirs):
    change = {"field": "aliases", "old": before, "new": before + mine}
    assert added(change) == mine
    now = before + theirs
    made = rebased(change, now)
    assert made[: len(now)] == now or same(now, before)
    assert {*before, *mine, *theirs} == {*made}


def test_another_change_is_not_rebased():
    assert rebased({"field": "name", "old": "a", "new": "b"}, "c") == "b"
    assert added({"field": "aliases", "old": ["a"], "new": ["b"]}) is None


def test_what_stands_in_a_list_already_need_not_be_right():
    feature = {"properties": {"sources": [{"odd": [1]}]}, "geometry": None}
    values = {"sources": [{"odd": [1]}, {"title": "B"}]}
    assert listed("a", feature, values, None, today="")[0]["new"] == values["sources"]
    with pytest.raises(DataError):
        listed("a", feature, {"sources": [{"odd": [1]}, {"title": ""}]}, None, today="")


@pytest.mark.parametrize(
    ("before", "kept"),
    [(None, []), ("Report", [{"title": "Report"}]), (["Report"], [{"title": "Report"}]), ([{"odd": 1}], [{"odd": 1}])],
)
def test_the_source_of_a_position_joins_whatever_sources_there_are(before, kept):
    feature = {"properties": {"sources": before}, "geometry": None}
    changes = listed("a", feature, {"position": [129.0, 42.0]}, {"title": "B", "page": 9}, today="2026-03-01")
    assert [change["field"] for change in changes] == ["position", "sources"]
    *old, new = changes[1]["new"]
    assert old == kept
    assert new == {
        "title": "B", "url": None, "coords_as_published": None, "longitude": 129.0, "latitude": 42.0,
        "accessed": "2026-03-01", "page": 9,
    }  # fmt: skip


def test_a_source_that_is_there_already_is_not_added_again():
    told = {"title": "B", "coords_as_published": "x"}
    feature = {"properties": {}, "geometry": None}
    once = listed("a", feature, {"position": [129.0, 42.0]}, told, today="2026-03-01")
    feature = {"properties": {"sources": once[1]["new"]}, "geometry": None}
    again = listed("a", feature, {"position": [129.0, 42.0]}, told, today="2026-04-01")
    assert [change["field"] for change in again] == ["position"]


def test_a_source_that_lies_elsewhere_keeps_its_own_position():
    told = {"title": "B", "longitude": 1, "latitude": 2}
    changes = listed("a", {"properties": {}, "geometry": None}, {"position": [129.0, 42.0]}, told, today="2026-03-01")
    assert (changes[1]["new"][0]["longitude"], changes[1]["new"][0]["latitude"]) == (1, 2)


def test_a_new_position_is_not_verified_and_chosen_for_another_reason():
    said = {"verified": {"by": "Kim"}, "chosen_because": "The only one known.", "name": "A"}
    feature = {"properties": said, "geometry": {"type": "Point", "coordinates": [129, 42]}}
    changes = listed("a", feature, {"position": [129.5, 42.0]}, None, why="a later survey", today="")
    assert {change["field"]: change["new"] for change in changes[1:]} == {
        "chosen_because": "a later survey",
        "verified": None,
    }
    given = {"position": [129.5, 42.0], "verified": {"by": "Lee"}, "chosen_because": "as surveyed"}
    made = {change["field"]: change["new"] for change in listed("a", feature, given, None, why="x", today="")}
    assert made == given


@pytest.mark.parametrize("values", [{"name": "B"}, {"name": "B", "position": [129.0, 42.0]}])
def test_without_a_new_position_what_is_verified_stays_so(values):
    feature = {"properties": {"verified": {"by": "Kim"}}, "geometry": {"type": "Point", "coordinates": [129, 42]}}
    assert [change["field"] for change in listed("a", feature, values, None, why="x", today="")] == ["name"]

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.changes import FIELDS, JSON_FIELDS, added, checked, listed, rebased, same, source, value_of, with_values
from geodata.errors import DataError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("position", (129, 42.5), [129.0, 42.5]),
        ("position", None, None),
        ("name", " Onsŏng ", "Onsŏng"),
        ("name", "  ", None),
        ("names", {"ko": "온성", "zh-Hant": "穩城", "ru": ""}, {"ko": "온성", "zh-Hant": "穩城"}),
        ("aliases", ["a", " ", "b "], ["a", "b"]),
        ("kind", "holding_centre", "holding_centre"),
        ("country", "KP", "KP"),
        ("admin1", "KP-04", "KP-04"),
        ("precision", "locality", "locality"),
        ("uncertainty_m", 500.0, 500),
        ("uncertainty_m", 0.5, 0.5),
        ("status", "unknown", "unknown"),
        ("opened", "199X", "199X"),
        ("closed", "../2011", "../2011"),
        ("note", "two\nlines", "two\nlines"),
        ("verified", {"by": "Kim", "on": "2026-03-01", "method": ""}, {"by": "Kim", "on": "2026-03-01"}),
        ("sources", [{"title": "A", "n": 1, "url": None}], [{"title": "A", "n": 1, "url": None}]),
    ],
)
def test_good_values(field, value, kept):
    assert checked(field, value) == kept


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("position", [42.5, 129], "outside the globe"),
        ("position", [0, 0], "Atlantic"),
        ("position", [129], "longitude and latitude"),
        ("position", ["129", 42], "must be a number"),
        ("position", [float("nan"), 42], "must be a number"),
        ("position", [True, 42], "must be a number"),
        ("position", [10**400, 42], "must be a number"),
        ("name", "a\x00b", "control characters"),
        ("name", "a\nb", "control characters"),
        ("name", "a\u2028b", "control characters"),
        ("name", "\ud800", "control characters"),
        ("name", "x" * 301, "longer than 300"),
        ("name", 7, "must be a text"),
        ("note", "x" * 5001, "longer than 5,000"),
        ("names", {"Korean": "x"}, "code of a language"),
        ("names", ["x"], "by language"),
        ("aliases", "a;b", "list of at most"),
        ("kind", "Prison Camp", "not such a code"),
        ("country", "North Korea", "not such a code"),
        ("precision", "exact", "use one of site, locality"),
        ("precision", ["site"], "use one of site"),
        ("uncertainty_m", -1, "not a distance"),
        ("uncertainty_m", "500", "must be a number"),
        ("status", "shut", "none of the words"),
        ("opened", "10/8/1998", "day and month"),
        ("sources", [{"url": "https://a.org"}], "must have a title"),
        ("sources", [{"title": "A", "url": "javascript:alert(1)"}], "not an address of the web"),
        ("sources", [{"title": "A", "deep": [1]}], "must be a number"),
        ("sources", ["A"], "must have a title"),
        ("verified", {"on": "2026"}, "by whom"),
        ("verified", {"by": "Kim", "on": "soon"}, "is not EDTF|not a date|date"),
        ("colour", "red", "not a field"),
        ("id", "x", "not a field"),
    ],
)
def test_bad_values_are_refused_by_field(field, value, told):
    with pytest.raises(DataError, match=told) as raised:
        checked(field, value)
    assert raised.value.field == field


@given(st.sampled_from(sorted(FIELDS)), JSON)
def test_any_value_is_recorded_as_json_or_refused(field, value):
    try:
        kept = checked(field, value)
    except DataError:
        return
    assert json.loads(json.dumps(kept)) == kept
    json.dumps(kept, ensure_ascii=False).encode()
    assert same(checked(field, kept), kept)


@pytest.mark.parametrize("field", JSON_FIELDS)
def test_the_example_of_each_field_is_a_good_value(field):
    assert checked(field, json.loads(JSON_FIELDS[field]))


@pytest.mark.parametrize("bad", [{"title": ""}, {"url": "https://a.org"}, 7, "a\x00"])
def test_a_bad_source_is_refused(bad):
    with pytest.raises(DataError) as raised:
        source(bad)
    assert raised.value.field == "source"


@pytest.mark.parametrize("empty", [None, "", "  ", {}])
def test_an_empty_source_is_none(empty):
    assert source(empty) is None


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
    assert listed("a", feature, values, None, "")[0]["new"] == values["sources"]
    with pytest.raises(DataError):
        listed("a", feature, {"sources": [{"odd": [1]}, {"title": ""}]}, None, "")


@pytest.mark.parametrize(
    ("before", "kept"),
    [(None, []), ("Report", [{"title": "Report"}]), (["Report"], [{"title": "Report"}]), ([{"odd": 1}], [{"odd": 1}])],
)
def test_the_source_of_a_position_joins_whatever_sources_there_are(before, kept):
    feature = {"properties": {"sources": before}, "geometry": None}
    changes = listed("a", feature, {"position": [129.0, 42.0]}, {"title": "B", "page": 9}, "2026-03-01")
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
    once = listed("a", feature, {"position": [129.0, 42.0]}, told, "2026-03-01")
    feature = {"properties": {"sources": once[1]["new"]}, "geometry": None}
    again = listed("a", feature, {"position": [129.0, 42.0]}, told, "2026-04-01")
    assert [change["field"] for change in again] == ["position"]


def test_a_source_that_lies_elsewhere_keeps_its_own_position():
    told = {"title": "B", "longitude": 1, "latitude": 2}
    changes = listed("a", {"properties": {}, "geometry": None}, {"position": [129.0, 42.0]}, told, "2026-03-01")
    assert (changes[1]["new"][0]["longitude"], changes[1]["new"][0]["latitude"]) == (1, 2)

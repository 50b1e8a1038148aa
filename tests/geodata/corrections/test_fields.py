import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.corrections.changes import same
from geodata.corrections.fields import FIELDS, JSON_FIELDS, checked, source
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

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from layers.claims import FARTHEST_M, review, sources
from layers.columns import Texts, read_column

CHOSEN = (126.0, 39.0)
NUMBER = {"longitude": 3, "latitude": 4, "uncertainty_m": 5}


def table(*said, at=CHOSEN, **columns):
    """One place for each list of sources, all at the same position."""
    rows = [{"place_id": f"p{n}", "longitude": at[0], "latitude": at[1], "sources": one} for n, one in enumerate(said)]
    return pd.DataFrame(rows).astype({"longitude": float, "latitude": float}).assign(**columns)


def packed(source, at=CHOSEN):
    return sources(table([source], at=at), Texts())[0][0]


def test_a_source_has_its_texts_once():
    texts = Texts()
    told = {"title": "Atlas", "url": "https://example.org", "coords_as_published": "39N 126E", "precision": "site"}
    first, second = sources(table([told], [told]), texts)
    assert first == second
    assert [texts.table[first[0][i]] for i in (0, 1, 2, 6)] == ["Atlas", "https://example.org", "39N 126E", "site"]


def test_the_distance_is_the_geodesic_to_the_position_shown():
    metres = packed({"longitude": 126.01, "latitude": 39.02})[7]
    assert metres == round(Geod(ellps="WGS84").inv(*CHOSEN, 126.01, 39.02)[2])


def test_the_distance_across_the_antimeridian_is_short():
    assert packed({"longitude": -179.99, "latitude": 52.0}, at=(179.99, 52.0))[7] < 1500


def test_a_source_at_the_position_shown_is_0_metres_away():
    assert packed({"longitude": CHOSEN[0], "latitude": CHOSEN[1]})[7] == 0


def test_a_source_without_a_position_has_no_distance():
    assert packed({"title": "Atlas"})[3:] == [None, None, None, -1, None]


def test_of_a_place_without_a_position_the_sources_keep_theirs():
    assert packed({"longitude": 126.0, "latitude": 39.0}, at=(None, None))[3:5] == [126.0, 39.0]
    assert packed({"longitude": 126.0, "latitude": 39.0}, at=(None, None))[7] is None


@pytest.mark.parametrize("value", ["126", True, 181.0, -1e300, 10**400, [126], {"a": 1}, None])
@pytest.mark.parametrize("name", ["longitude", "latitude"])
def test_what_is_no_degree_is_none(name, value):
    assert packed({"longitude": 126.0, "latitude": 39.0, name: value})[NUMBER[name]] is None


@pytest.mark.parametrize("value", [-1, "500", False, FARTHEST_M * 2])
def test_what_is_no_radius_is_none(value):
    assert packed({"uncertainty_m": value})[5] is None


def test_sources_stay_with_their_place():
    a, b = {"title": "A"}, {"title": "B"}
    assert sources(table([a], [], [b, a]), Texts()) == [
        [[0, -1, -1, None, None, None, -1, None]],
        [],
        [[1, -1, -1, None, None, None, -1, None], [0, -1, -1, None, None, None, -1, None]],
    ]


def test_no_place_at_all_is_no_trouble():
    nowhere = table([]).iloc[:0]
    assert (sources(nowhere, Texts()), review(nowhere.assign(review=[], proposed=[]))) == ([], {})


KEYS = st.sampled_from(
    ["title", "url", "coords_as_published", "longitude", "latitude", "uncertainty_m", "precision", "note"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)


@given(st.lists(st.lists(st.dictionaries(KEYS, VALUES), max_size=3), min_size=1, max_size=4))
def test_any_source_is_packed_as_json(said):
    rows = sources(table(*said), Texts())
    assert [len(one) for one in rows] == [len(one) for one in said]
    json.dumps(rows, allow_nan=False)


def test_without_the_columns_nothing_is_under_review():
    assert review(table([], [])) == {}


def test_where_nothing_waits_the_columns_are_absent():
    assert review(table([], [], review=[0, 0], proposed=[[], None])) == {}


def test_places_that_rows_brought_have_nothing_under_review():
    told = review(table([], [], review=[2, None], proposed=[[[126.0, 39.0]], float("nan")]))
    assert read_column(told["review"]) == [2, 0]
    assert read_column(told["proposed"]) == [[(126.0, 39.0, 0)], []]


def test_a_proposed_position_has_its_distance():
    ((_, _, metres),) = read_column(review(table([], proposed=[[[126.0, 39.01]]]))["proposed"])[0]
    assert metres == round(Geod(ellps="WGS84").inv(*CHOSEN, 126.0, 39.01)[2])


def test_for_a_place_without_a_position_one_can_be_proposed():
    told = review(table([], at=(None, None), proposed=[[[126.0, 39.0]]]))
    assert read_column(told["proposed"]) == [[(126.0, 39.0, None)]]

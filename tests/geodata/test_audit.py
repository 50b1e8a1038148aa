import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import audit, places
from geodata.audit import check
from geodata.findings import FINDINGS, SEVERITIES


def table(*rows):
    """A table of places, as geodata.places makes it; what a row leaves out is missing."""
    document = {"type": "FeatureCollection", "features": []}
    for number, row in enumerate(rows):
        told = {"id": f"p{number}", "lon": 129.5123, "lat": 42.1234, **row}
        geometry = {"type": "Point", "coordinates": [told.pop("lon"), told.pop("lat")]}
        document["features"].append({"type": "Feature", "id": told.pop("id"), "properties": told, "geometry": geometry})
    return places.parse_features(document)


def codes(*rows, **asked):
    return check(*table(*rows), **asked)["code"].tolist()


def source(lon=None, lat=None, title="S", url="https://s.example", **more):
    return {"title": title, "url": url, "longitude": lon, "latitude": lat, **more}


def test_nothing_found_has_the_columns_too():
    found = check(*table({}))
    assert found.empty
    assert list(found.columns) == list(audit.COLUMNS)


def test_every_check_has_a_place_in_the_order():
    assert len({one.run for one in audit.CHECKS}) == len(audit.CHECKS)


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


# --- one point ---------------------------------------------------------------------------------------------------------


def test_three_places_on_one_point_each_say_so():
    found = check(*table({}, {}, {}))
    assert found["code"].tolist() == ["same_point"] * 3
    assert found["other"].tolist() == ["p1", "p0", "p0"]


def test_two_places_on_one_point_may_be_one_building():
    assert codes({"locality": "Musan"}, {"locality": "Musan"}) == ["shared_point"]


def test_two_places_of_different_towns_on_one_point():
    assert codes({"locality": "Musan"}, {"locality": "Hyesan"}) == ["same_point"]


def test_a_point_that_says_that_it_stands_for_the_town_is_a_note():
    town = {"locality": "Musan", "precision": "locality"}
    assert check(*table(town, town, town))["severity"].tolist() == ["note"] * 3


def test_two_places_that_say_that_they_stand_for_their_town_are_no_finding():
    town = {"locality": "Musan", "precision": "locality"}
    assert codes(town, town) == []


def test_a_town_point_for_two_towns_is_none():
    town = {"precision": "locality"}
    assert set(codes(town | {"locality": "Musan"}, town | {"locality": "Hyesan"})) == {"same_point"}


# --- sources -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metres", "told"),
    [(900, []), (1100, ["sources_differ"]), (2900, ["sources_differ"]), (3100, ["sources_disagree"])],
)
def test_sources_agree_up_to_a_kilometre_and_have_to_be_decided_from_three(metres, told):
    north = 42.1 + metres / 111_070
    assert codes({"sources": [source(129.5, 42.1), source(129.5, north), source()]}) == told


def test_the_two_sources_farthest_apart_are_named():
    found = check(*table({"sources": [source(129.5, 42.1, "A"), source(129.5, 42.15, "B"), source(129.5, 42.2, "C")]}))
    assert found["explanation"].item() == "A and C put the place 11 km apart"


def test_what_the_sources_say_of_their_uncertainty_is_taken_off():
    town = source(129.5, 42.14, uncertainty_m=5000)
    assert codes({"sources": [source(129.5, 42.1), town]}) == ["sources_differ"]


def test_a_source_without_address():
    assert codes({"sources": [source(129.5, 42.1, url=" ")]}) == ["source_without_address"]


# --- names -------------------------------------------------------------------------------------------------------------


def near(metres, **more):
    return {"lat": 42.1234 + metres / 111_070, **more}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoeryong Prison", "HOERYONG PRISON"),
        ("Hoeryong Prison", "Prison, Hoeryong"),
        ("Adams County Detention Center", "Adams Co. Detention Centre"),
        ("Hoeryong Prison", "Hoeryung Prison"),
        ("Ch’ŏngjin Prison", "Chongjin Prison"),
        ("Jongo-ri", "Jongo ri"),
    ],
)
def test_names_alike_near_each_other_are_one_place(one, other):
    found = check(*table({"name": one}, near(500, name=other)))
    assert found[["place_id", "code", "other"]].values.tolist() == [["p1", "duplicate", "p0"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Camp 14", "Camp 15"),
        ("Camp 22", "Camp 2"),
        ("Onsong County MPS Office", "Onsong County MSS Office"),
        ("Onsong Prison", "Onsong Police Station"),
    ],
)
def test_names_that_differ_where_it_counts_are_two_places(one, other):
    assert codes({"name": one}, near(500, name=other)) == []


def test_an_alias_in_another_script_is_a_name_too():
    assert codes({"name": "Camp", "names": {"ko": "회령교화소"}}, near(500, name="X", aliases=["회령 교화소"])) == [
        "duplicate"
    ]


@pytest.mark.parametrize(("metres", "told"), [(1900, ["duplicate"]), (2100, ["name_twice"])])
def test_the_same_name_further_away_is_a_name_that_two_places_have(metres, told):
    assert codes({"name": "Hoeryong Prison"}, near(metres, name="Hoeryong prison")) == told


def test_the_same_name_in_one_town_is_one_place_also_without_a_position():
    town = {"locality": "Hoeryong", "name": "North Prison"}
    assert "duplicate_unlocated" in codes(town, town | {"lon": 0, "lat": 0})


def test_a_common_name_in_one_town_is_no_wonder():
    town = {"locality": "Hoeryong", "name": "Police Station"}
    assert codes(town, near(4000, **town)) == ["name_elsewhere"]


def test_a_bridge_is_not_the_prison_beside_it():
    assert codes({"name": "Hoeryong"}, near(100, name="Hoeryong", kind="road_bridge")) == ["name_twice"]


def test_the_same_name_in_two_provinces_is_a_note():
    one = {"name": "Kim Il Prison", "admin1": "KP-09"}
    assert codes(one, {"name": "Kim Il Prison", "lat": 41.4321, "lon": 128.1712}) == ["name_elsewhere"]


def test_a_name_that_many_have_is_told_once():
    rows = [{"name": "Camp Nine", "lat": 40.1234 + number / 10} for number in range(10)]
    assert codes(*rows) == ["name_of_many"]


def test_a_place_is_told_once_with_the_first_that_it_repeats():
    found = check(*table({"name": "North Prison"}, near(50, name="North Prison"), near(90, name="North Prison")))
    assert found[["place_id", "other"]].values.tolist() == [["p1", "p0"], ["p2", "p0"]]


def test_a_duplicate_is_told_at_the_place_that_is_asked_about():
    rows = table({"name": "North Prison"}, near(50, name="North Prison"))
    assert check(*rows, only=["p0"])[["place_id", "other"]].values.tolist() == [["p0", "p1"]]


# --- digits and dates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "stated", "told"),
    [
        (129.51, 42.12, {"precision": "site"}, ["too_few_digits"]),
        (129.512, 42.12, {"precision": "site"}, []),
        (129.512, 42.12, {"uncertainty_m": 100}, ["too_few_digits"]),
        (129.5, 42.1, {"precision": "locality"}, ["too_few_digits"]),
        (129.5, 42.1, {}, []),
        (129.51234567, 42.1, {"precision": "site"}, ["too_many_digits"]),
        (129.512345, 42.1, {"precision": "locality"}, ["too_many_digits"]),
        (129.51234567890123, 42.1, {}, []),
    ],
)
def test_digits_fit_what_is_stated(lon, lat, stated, told):
    assert codes({"lon": lon, "lat": lat, **stated}) == told


def test_too_many_digits_all_over_the_file_are_one_note():
    rows = [{"lat": 42.12345678 + number / 10, "precision": "site"} for number in range(5)]
    found = check(*table(*rows))
    assert found[["place_id", "code", "severity"]].values.tolist() == [[None, "too_many_digits_often", "note"]]


@pytest.mark.parametrize(
    ("opened", "closed", "told"),
    [
        ("1998", "1997-12-31", ["closed_before_opened"]),
        ("1998", "1998", []),
        ("199X", "1992", []),
        ("1998", "../1990", ["closed_before_opened"]),
        ("1998", "1990/..", []),
        ("1998", "", []),
        ("31/12/1998", "1990", ["date_unreadable"]),
    ],
)
def test_a_place_opens_before_it_closes(opened, closed, told):
    assert codes({"opened": opened, "closed": closed}) == told


def test_an_unreadable_date_comes_with_its_way_out():
    found = check(*table({"opened": "31/12/1998"})).iloc[0]
    assert (found["field"], found["remedy"]) == ("opened", "write 1998-12-31")


# --- asked places ------------------------------------------------------------------------------------------------------


def test_only_the_places_asked_about_are_told_of_against_all_others():
    found = check(*table({}, {}, {}, {"lon": 0, "lat": 0}), only=["p1"])
    assert found[["place_id", "code"]].values.tolist() == [["p1", "same_point"]]


def test_the_gravest_come_first():
    found = check(*table({"sources": [source(url=None)]}, {"lon": 0, "lat": 0}))
    assert found["severity"].tolist() == ["error", "note"]


def test_values_fill_the_words_again():
    found = check(*table({}, {"lon": 42.0, "lat": 129.25})).iloc[0]
    assert FINDINGS["swapped"].remedy.format(**found["values"]) == found["remedy"]


# --- any table ---------------------------------------------------------------------------------------------------------

anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
nested = st.recursive(
    anything,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "url", "longitude", "latitude", "uncertainty_m", "x"]), inner, max_size=4
        )
    ),
    max_leaves=6,
)
often = st.sampled_from([0.0, 42.0, 129.5, -42.0, 1e6, math.nan, math.inf])
FIELDS = [name for name in places.COLUMNS if name not in ("place_id", "longitude", "latitude")]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "place_id": st.sampled_from(["a", "b", "c"]),
                "longitude": often | st.floats(),
                "latitude": often | st.floats(),
            },
            optional=dict.fromkeys(FIELDS, nested),
        ),
        max_size=4,
    ),
    st.none() | st.lists(st.sampled_from(["a", "c", "z"])),
)
def test_any_table_gives_findings(rows, only):
    found = check(
        pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in places.COLUMNS}),
        only=only,
    )
    assert list(found.columns) == list(audit.COLUMNS)
    assert found["severity"].isin(SEVERITIES).all()
    assert found["explanation"].map(str.isprintable).all()
    assert found["longitude"].isna().eq(found["latitude"].isna()).all()
    assert only is None or found["place_id"].isin(only).all()
    assert np.isfinite(found["longitude"].dropna()).all()

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.build import build
from routes.positions import places_of_rows
from tests.routes.ladders import codes, ladder, legs, places, rows

COLUMNS = "person_id seq longitude latitude place_name"


def test_a_position_of_a_row_becomes_a_place_of_the_ladder():
    found = ladder(COLUMNS, ("p", 1, "129.75", "42.1", "Field"))
    assert found.places.iloc[-1][["place_id", "name", "group", "longitude", "latitude"]].tolist() == [
        "at:42.10000,129.75000", "Field", "other", 129.75, 42.1
    ]  # fmt: skip


def test_one_position_under_two_names_is_two_places():
    found = ladder(COLUMNS, ("p", 1, "129.75", "42.1", "Field"), ("p", 2, "129.75", "42.1", "Barn"))
    assert found.stints["place_id"].tolist() == ["at:42.10000,129.75000:Field", "at:42.10000,129.75000:Barn"]


NUMBERS = st.from_regex(r"[+-]?[0-9]{1,3}(\.[0-9]{0,60})?([eE][+-]?[0-9]{1,3})?|[0-9.,eE+-]{1,60}", fullmatch=True)


@settings(max_examples=25)
@given(st.lists(NUMBERS, min_size=1, max_size=20))
def test_every_text_is_a_position_or_is_told(texts):
    raw = pd.DataFrame({"longitude": texts, "latitude": "42"})
    _, code, faults = places_of_rows(raw, np.arange(len(raw)), np.full(len(raw), None))
    told = {row for rows, *_ in faults for row in rows}
    assert [at in told for at in range(len(raw))] == (code < 0).tolist()


def test_ids_do_not_hang_on_the_order_of_the_rows():
    table = rows(COLUMNS, ("p", 1, "129.75", "42.1", "Field"), ("p", 2, "129.75", "42.1", None), ("p", 3, "1", "2", ""))
    assert (
        build(table, places())
        .paths.drop(columns="geometry")
        .equals(build(table[::-1].reset_index(drop=True), places()).paths.drop(columns="geometry"))
    )


def test_a_known_id_wins_over_the_position_of_the_row():
    found = ladder("person_id place_id longitude latitude", ("p", "A", "1", "2"))
    assert found.stints["place_id"].tolist() == ["A"]


def test_a_position_far_from_that_of_its_place_is_told():
    found = ladder("person_id place_id longitude latitude", ("p", "A", "1", "2"))
    assert codes(found) == ["position_contradicts_place"]
    assert found.audit[["field", "value"]].values.tolist() == [["longitude", "1, 2"]]


def test_a_position_near_that_of_its_place_or_only_half_of_one_says_nothing_new():
    lon, lat = (places().set_index("place_id").at["A", column] for column in ("longitude", "latitude"))
    near = ("p", 1, "A", f"{lon + 0.05}", f"{lat:.2f}")
    found = ladder("person_id seq place_id longitude latitude", near, ("p", 2, "A", None, f"{lat + 9}"))
    assert codes(found) == []


def test_a_position_helps_where_no_place_has_the_id():
    found = ladder(
        "person_id seq place_id longitude latitude", ("p", 1, "mine", "129", "42"), ("p", 2, "B", None, None)
    )
    assert legs(found) == [("at:42.00000,129.00000", "B", "documented")]


def test_the_country_of_a_position_is_looked_up():
    found = ladder(COLUMNS, ("p", 1, "125.7543", "39.0339", "Pyongyang"))
    assert found.paths[["arrest_country", "arrest_admin1"]].values.tolist() == [["KP", "KP-01"]]
    assert found.places["country"].iloc[-1] == "KP"


def test_positions_apart_by_less_than_a_metre_are_one_place():
    found = ladder(COLUMNS, ("p", 1, "129.7500001", "42.1", None), ("p", 2, "129.75", "42.1", None))
    assert len(found.stints) == 1

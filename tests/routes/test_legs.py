import numpy as np
import pandas as pd
import pytest

from routes.lines import ELLIPSOID
from tests.routes.ladders import journey, ladder, legs

DATED = "person_id seq place_id event arrival departure"


def test_a_leg_joins_consecutive_stints():
    assert legs(journey("A", "B", "C")) == [("A", "B", "documented"), ("B", "C", "documented")]


def test_there_is_no_leg_from_one_person_to_the_next():
    assert legs(ladder("person_id seq place_id", ("p", 1, "A"), ("q", 1, "B"))) == []


def test_there_is_no_leg_from_one_detention_to_the_next():
    cells = [("p", 1, "A", "release"), ("p", 2, "B", None), ("p", 3, "C", None)]
    assert legs(ladder("person_id seq place_id event", *cells)) == [("B", "C", "documented")]


def test_an_unlocated_stop_makes_the_leg_across_it_a_gap_and_is_counted():
    found = journey("A", None, None, "C")
    assert legs(found) == [("A", "C", "gap")]
    assert found.legs["hidden_stops"].tolist() == [2]
    assert found.legs["reason_codes"].tolist() == [["hidden_stops:2", "no_source"]]


def test_back_at_the_same_place_after_an_unlocated_stop_is_a_gap_of_length_0():
    found = journey("A", None, "A")
    assert legs(found) == [("A", "A", "gap")]
    assert found.legs["length_m"].tolist() == [0.0]


def test_there_is_no_leg_to_a_last_stop_without_a_place():
    assert legs(journey("A", None)) == []


def test_the_length_is_that_of_the_ellipsoid():
    assert journey("A", "C").legs["length_m"][0] == ELLIPSOID.inv(129.0, 42.0, 130.0, 42.0)[2]


def test_a_leg_has_the_sources_of_both_ends_once():
    found = ladder("person_id seq place_id source", ("p", 1, "A", "s1"), ("p", 2, "B", "s2"), ("p", 3, "C", "s2"))
    assert found.legs["sources"].tolist() == [["s1", "s2"], ["s2"]]


@pytest.mark.parametrize(("source", "said"), [(None, True), ("s", False)])
def test_a_leg_says_when_nobody_names_a_source(source, said):
    found = ladder("person_id seq place_id source", ("p", 1, "A", None), ("p", 2, "B", source))
    assert ("no_source" in found.legs["reason_codes"][0]) is said


def test_the_times_of_a_leg_are_the_departure_and_the_arrival():
    found = ladder(DATED, ("p", 1, "A", None, None, "2001-05"), ("p", 2, "B", None, "2001-06-03", None))
    times = found.legs[["departed_earliest", "departed_latest", "arrived_earliest", "arrived_latest"]]
    assert [str(time) for time in times.iloc[0]] == [
        "2001-05-01 00:00:00", "2001-05-31 23:59:59", "2001-06-03 00:00:00", "2001-06-03 23:59:59"
    ]  # fmt: skip


def test_a_long_silence_is_a_gap_and_says_for_how_long():
    cells = [("p", 1, "A", None, None, "2001-01-01"), ("p", 2, "B", None, "2002-01-01", None)]
    found = ladder(DATED, *cells, silence_days=100)
    assert legs(found) == [("A", "B", "gap")]
    assert "silence:364" in found.legs["reason_codes"][0]


def test_a_silence_within_the_limit_is_no_gap():
    cells = [("p", 1, "A", None, None, "2001-01-01"), ("p", 2, "B", None, "2001-02-01", None)]
    assert legs(ladder(DATED, *cells, silence_days=100)) == [("A", "B", "documented")]


def test_a_silence_that_is_not_certain_is_no_gap():
    cells = [("p", 1, "A", None, None, "2001"), ("p", 2, "B", None, "2002", None)]
    assert legs(ladder(DATED, *cells, silence_days=100)) == [("A", "B", "documented")]


def test_reasons_are_words():
    assert journey("A", None, "B").legs["reasons"][0][0] == "Stops in between that have no position: 1."


def test_legs_are_numbered_within_the_person():
    found = ladder("person_id seq place_id", *[(p, n, place) for p in "pq" for n, place in enumerate("ABC")])
    assert found.legs["leg"].tolist() == [1, 2, 1, 2]


def test_legs_point_at_their_stints_and_lines():
    found = journey("A", None, "B", "A", "B")
    stints, lines = found.stints["place_id"], found.lines
    assert stints[found.legs["from_stint"]].tolist() == found.legs["origin"].tolist()
    assert stints[found.legs["to_stint"]].tolist() == found.legs["destination"].tolist()
    assert lines["destination"][found.legs["line"]].tolist() == found.legs["destination"].tolist()


def test_a_line_that_two_legs_share_is_there_once():
    assert len(journey("A", "B", "A", "B").lines) == 2


def test_both_ends_of_a_leg_have_a_position():
    assert np.isfinite(journey("A", "N", "B", None, "C").legs["length_m"]).all()


def test_missing_times_are_missing():
    assert pd.isna(journey("A", "B").legs[["departed_earliest", "arrived_latest"]]).all(axis=None)

"""Which column means what, and the mapping that other answers give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.mapping.meanings import BOTH_DATES, KEPT, LEFT_OUT, NUMBERED, SEVERAL, meanings, offered, with_meanings
from routes.mapping.model import SHAPES, DateRules, Mapping, MappingQuestion, StopColumns

HEADERS = [f"column {letter}" for letter in "abcdefgh"]


@st.composite
def answers(draw):
    shape = draw(st.sampled_from(SHAPES))
    said, taken = {}, set()
    for header in HEADERS:
        free = [meaning for meaning in offered(shape) if meaning in SEVERAL or meaning not in taken]
        said[header] = draw(st.sampled_from(free))
        taken.add(said[header])
        if said[header] == BOTH_DATES:
            taken |= {"stops.departure", "stops.arrival"}
        if said[header] in ("stops.departure", "stops.arrival"):
            taken.add(BOTH_DATES)
    return shape, said


@given(answers())
def test_what_is_answered_is_what_the_mapping_says(answered):
    shape, said = answered
    assert meanings(with_meanings(Mapping(shape=shape), said), HEADERS) == said


@given(answers())
def test_every_date_that_has_a_column_has_rules_and_no_other(answered):
    shape, said = answered
    mapping = with_meanings(Mapping(shape=shape, dates={"arrival": DateRules(formats=("D/M/YYYY",))}), said)
    stops = mapping.stops
    dated = {"arrival": mapping.columns.get("arrival") or stops.arrival, "departure": mapping.columns.get("departure")}
    dated["departure"] = dated["departure"] or stops.departure
    assert set(mapping.dates) == {name for name, column in dated.items() if column}


def test_two_columns_cannot_mean_one_thing():
    with pytest.raises(DataError, match='the columns "a" and "b" are to mean the same'):
        with_meanings(Mapping(), {"a": "columns.person_id", "b": "columns.person_id"})


def test_two_columns_may_be_left_out():
    assert with_meanings(Mapping(), {"a": LEFT_OUT, "b": LEFT_OUT}).left_out == ("a", "b")


def test_the_rules_of_a_date_are_those_of_its_column():
    rules = DateRules(formats=("D.M.YYYY",))
    mapping = Mapping(columns={"arrival": "a"}, dates={"arrival": rules})
    assert with_meanings(mapping, {"a": "columns.arrival", "b": LEFT_OUT}).dates == {"arrival": rules}
    assert with_meanings(mapping, {"a": KEPT, "b": "columns.arrival"}).dates == {"arrival": DateRules()}


def test_what_was_asked_of_the_dates_of_another_column_is_asked_no_more():
    asked = MappingQuestion("dates.arrival.order", "both ways", ("D/M/YYYY", "M/D/YYYY"))
    mapping = Mapping(columns={"arrival": "a"}, dates={"arrival": DateRules()}, questions=(asked,))
    assert with_meanings(mapping, {"a": KEPT}).questions == ()


def test_the_reason_of_what_was_changed_is_that_a_person_chose():
    mapping = Mapping(columns={"person_id": "a", "seq": "c"}, reasons={"columns.person_id": "x", "columns.seq": "y"})
    told = with_meanings(mapping, {"a": KEPT, "b": "columns.person_id", "c": "columns.seq"}).reasons
    assert told == {"columns.person_id": "chosen by a person", "columns.seq": "y"}


def test_a_question_is_answered_by_choosing_the_column():
    mapping = Mapping(questions=(MappingQuestion("columns.person_id", "two could be"), MappingQuestion("x", "why")))
    asked = with_meanings(mapping, {"a": "columns.person_id"}).questions
    assert [question.key for question in asked] == ["x"]


def test_numbered_stops_are_known_by_pattern_and_by_list():
    stops = StopColumns(numbered={"place_name": "place{n}", "arrival": ("first day", "second day")})
    mapping = Mapping(shape="stops", stops=stops)
    told = meanings(mapping, ["place1", "place12", "places", "second day"])
    assert told == {"place1": NUMBERED, "place12": NUMBERED, "places": KEPT, "second day": NUMBERED}
    assert with_meanings(mapping, told).stops == stops

"""A mapping for another shape: what still holds stays, what the shape needs is asked, and nothing is asked in vain."""

import pytest

from routes.mapping import answer, apply, problems, propose
from routes.mapping.model import SHAPES
from routes.mapping.reshaping import reshaped
from routes.sheets import read_sheet

TABLES = {
    "long": "person id,camp,arrived\np,A,1998-05-03\np,B,1999-05-03\n",
    "wide": "person id,from,to,transfer date\np,A,B,1998-05-03\nq,B,C,1999-05-03\n",
    "stops": "person id,stop1,date1,stop2,date2\np,A,3/4/1998,B,1999-05-03\nq,B,5/4/1999,,\n",
    "itinerary": "person id,route,year\np,A - B - C,1998\nq,B - C,1999\n",
}


def sheet_of(text):
    return read_sheet(text.encode(), "e.csv")


@pytest.mark.parametrize("before", TABLES)
@pytest.mark.parametrize("shape", SHAPES)
def test_whatever_is_asked_can_be_answered_in_that_shape(before, shape):
    sheet = sheet_of(TABLES[before])
    found = reshaped(propose(sheet), shape, sheet)
    for question in found.questions:
        found = answer(found, question.key, question.options[0])
    assert not [fault for fault in problems(found, sheet) if "a row has several" in str(fault)]
    assert found.shape == shape and not found.questions


def test_numbered_stops_that_nobody_saw_are_asked_and_then_read():
    sheet = sheet_of("person id,x1,x2\np,A,B\n")
    found = reshaped(answer(propose(sheet), "columns.person_id", "person id"), "stops", sheet)
    found = answer(found, "stops.numbered.place_name", "x{n}")
    assert problems(found, sheet) == []
    assert apply(found, sheet).events["place_name"].tolist() == ["A", "B"]


def test_a_date_of_the_row_becomes_that_of_the_transfer_and_back():
    sheet = sheet_of(TABLES["long"])
    long = propose(sheet)
    wide = reshaped(long, "wide", sheet)
    assert (long.columns["arrival"], wide.stops.arrival) == ("arrived", "arrived")
    assert reshaped(wide, "long", sheet).columns["arrival"] == "arrived"


def test_who_it_is_stays():
    sheet = sheet_of(TABLES["long"])
    said = answer(propose(sheet), "columns.person_id", "person id")
    assert all(reshaped(said, shape, sheet).columns["person_id"] == "person id" for shape in SHAPES)


def test_the_same_shape_changes_nothing():
    sheet = sheet_of(TABLES["stops"])
    said = propose(sheet)
    assert reshaped(said, said.shape, sheet) is said

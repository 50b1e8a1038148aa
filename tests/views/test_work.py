"""What a visitor's work keeps and what it makes anew, without a browser."""

from dataclasses import replace

import pandas as pd
import pytest

from geodata.errors import DataError
from routes.mapping import answer, dumps
from routes.sheets import Choices
from views.work import Work, read_places

RECORDS = b"prisoner id,order,camp\np,1,Here\np,2,There\n"
PLACES = b"id,name,lon,lat,country\nh,Here,129.5,42,KP\nt,There,130,42.5,KP\n"


@pytest.fixture
def places():
    return read_places([("mine.csv", PLACES)])


@pytest.fixture
def work(places):
    found = Work("a.csv", RECORDS)
    found.use_places(places)
    found.proposed(places.table)
    return found


def result(work, at="", **options):
    return work.result(work.places.table, work.places.problems, at, **options)


def test_a_mapping_that_was_saved_stays_when_places_are_brought_after_it(work, places):
    again = Work("a.csv", RECORDS)
    again.use_mapping(dumps(answer(work.mapping, "columns.note", "order")).encode(), "m.toml")
    again.use_places(places)
    assert again.proposed(places.table).columns["note"] == "order"


def test_what_was_proposed_is_proposed_again_with_other_places(work):
    assert "all 2 values are names" in work.mapping.reasons["places.name"]
    other = read_places([("b.csv", b"id,lon,lat\nx,129.5,42\n")])
    work.use_places(other)
    assert "none is a name" in work.proposed(other.table).reasons["places.name"]


def test_what_somebody_changed_stays_when_other_places_are_brought(work):
    work.mapping = answer(work.mapping, "columns.note", "order")
    work.use_places(None)
    assert work.mapping.columns["note"] == "order"


def test_a_shape_that_was_tried_is_taken_back_without_loss(work):
    before = work.mapping
    work.mapping = work.in_shape("wide")
    assert (work.mapping.shape, work.mapping.columns["person_id"]) == ("wide", "prisoner id")
    work.mapping = work.in_shape("long")
    assert work.mapping == before


def test_a_mapping_that_was_brought_is_not_exchanged_for_the_proposal_when_a_shape_is_tried(work):
    work.use_mapping(dumps(answer(work.mapping, "columns.note", "order")).encode(), "m.toml")
    work.mapping = work.in_shape("wide")
    assert work.in_shape("long").columns["note"] == "order"


def test_the_same_is_made_once(work):
    assert result(work) is result(work)


@pytest.mark.parametrize("change", ["mapping", "decisions", "places", "server"])
def test_whatever_it_is_made_of_when_it_changes_it_is_made_again(work, change):
    before = result(work)
    if change == "mapping":
        work.mapping = work.mapping.with_(left_out=("order",), columns={"person_id": "prisoner id"})
    elif change == "decisions":
        work.use_decisions(b"text,country,admin1,place_id,who,when,why\nHere,,,t,A,2026-01-01,b\n", "d.csv")
    elif change == "places":
        work.use_places(read_places([("mine.csv", PLACES)]))
        work.proposed(work.places.table)
    assert result(work, "other" if change == "server" else "") is not before


def test_decisions_that_are_taken_back_decide_nothing(work):
    before = result(work).ladder.stints["place_id"].tolist()
    work.use_decisions(b"text,country,admin1,place_id,who,when,why\nHere,,,t,A,2026-01-01,b\n", "d.csv")
    work.forget_decisions()
    assert result(work).ladder.stints["place_id"].tolist() == before


def test_decisions_that_are_none_leave_those_before(work):
    work.use_decisions(b"text,country,admin1,place_id,who,when,why\nHere,,,t,A,2026-01-01,b\n", "d.csv")
    with pytest.raises(DataError):
        work.use_decisions(b"a,b\n1,2\n", "d.csv")
    assert work.decisions["text"].tolist() == ["Here"]


def test_a_file_that_cannot_be_read_as_was_said_can_be_read_anew(work):
    work.choose(Choices(encoding="utf-16"))
    with pytest.raises(DataError):
        work.sheet()
    work.read_anew()
    assert len(work.sheet().table) == 2


def test_of_a_mapping_that_is_none_nothing_is_taken(work):
    before = work.mapping
    with pytest.raises(DataError):
        work.use_mapping(b"[nonsense", "m.toml")
    assert work.mapping is before and work.choices == Choices()


def test_the_files_of_places_are_among_what_it_is_made_of(work, places):
    assert [one.name for one in work.inputs([])] == ["a.csv", "mine.csv"]
    work.use_places(None)
    assert [one.name for one in work.inputs(places.inputs)] == ["a.csv", "mine.csv"]
    assert [one.name for one in work.inputs([])] == ["a.csv"]


def test_a_result_is_of_the_visitor_s_places(work):
    legs = result(work).ladder.legs
    assert isinstance(legs, pd.DataFrame) and len(legs) == 1


def test_the_gravest_findings_come_first_and_others_stay_in_their_order(work):
    made = result(work)
    found = pd.DataFrame({"severity": ["note", "error", "warning", "error"], "row": [1, 2, 3, 4]})
    told = replace(made, ladder=replace(made.ladder, audit=found))
    assert told.findings["row"].tolist() == [2, 4, 3, 1]

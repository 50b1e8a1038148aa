"""What is counted of a choice on the server is what the tables of that choice hold."""

import json

import numpy as np
import pytest

from geodata.errors import DataError
from layers import big
from layers.choosing import select
from layers.columns import read_column
from layers.export import WRITERS
from layers.filters import FILTERS
from routes.flows import count_flows
from routes.reasons import EVIDENCE
from tests.layers.small import generated, ladder, walk

CHOICES = [
    {},
    {"country": ["CN"]},
    {"province": ["KP-09"]},
    {"authority": ["MSS"]},
    {"reason": ["attempted_escape"]},
    {"ending": ["last_known"]},
    {"last_place": ["nongpo"]},
    {"evidence": ["inferred"]},
    {"facility_kind": ["holding_centre"]},
    {"person": "p 1, P4"},
    {"case": "C1"},
    {"place_text": "Tumen bridge"},
    {"bbox": [126, 39, 127, 40]},
    {"time_from": "1998", "time_to": "1999"},
    {"time_from": "1998", "time_mode": "certainly"},
    {"authority": ["MSS"], "evidence": ["documented"], "time_to": "2001"},
    {"person": "nobody"},
]


@pytest.fixture(scope="module")
def built():
    return ladder(
        *walk("P1", "tumen", "onsong", "nongpo", authority="MSS", reason="attempted_escape", case_id="C1"),
        *walk("P2", "onsong", "yodok", "onsong", "yodok", authority="MPS", case_id="C1", arrival="1998"),
        {"person_id": "P2", "place_id": "yodok", "event": "release", "case_id": "C1"},
        {"person_id": "P3", "event": "unknown_place"},
        *walk("P4", "nongpo", "lost", case_id="C4", arrival="1999-05"),
        *walk("P5", "onsong", "tumen", "onsong", "yodok", arrival="2000/2002"),
    )


@pytest.fixture(scope="module")
def counted(built):
    return big.Counted(built).warm()


def test_the_choices_use_every_filter():
    assert {key for values in CHOICES for key in values} == {item.key for item in FILTERS}


@pytest.mark.parametrize("values", CHOICES, ids=str)
def test_a_choice_by_numbers_made_before_is_the_same(built, counted, values):
    before, now = select(built, values, counted), select(built, values)
    assert [mask.tolist() for mask in before] == [mask.tolist() for mask in now]


@pytest.mark.parametrize("values", CHOICES, ids=str)
def test_flows_are_those_of_the_chosen_legs(built, counted, values):
    selection = select(built, values, counted)
    counts = counted.count(selection)
    table = count_flows(built.legs[selection.legs]).set_index("line").reindex(range(len(built.lines)), fill_value=0)
    assert counts.along.tolist() == table["persons"].tolist()
    assert counts.flows.tolist() == table[[*EVIDENCE]].to_numpy().tolist()
    assert (counts.persons, counts.legs) == (selection.persons.sum(), selection.legs.sum())


@pytest.mark.parametrize("values", CHOICES, ids=str)
def test_a_place_counts_each_chosen_person_once_also_one_thought_to_have_passed(built, counted, values):
    selection = select(built, values, counted)
    chosen = set(built.paths["person_id"][selection.persons])
    told = [*zip(built.stints["place_id"], built.stints["person_id"], strict=True)]
    told += zip(built.legs["via"], built.legs["person_id"], strict=True)
    at = [len({who for where, who in told if where == place and who in chosen}) for place in built.places["place_id"]]
    assert counted.count(selection).at.tolist() == at


@pytest.mark.parametrize("values", CHOICES, ids=str)
def test_the_last_known_are_counted_where_they_were_seen_or_as_nowhere(built, counted, values):
    selection = select(built, values, counted)
    paths = built.paths[selection.persons & (built.paths["ending"] == "last_known").to_numpy()]
    located = built.places["place_id"].where(built.places["longitude"].notna())
    counts = counted.count(selection)
    assert counts.last.tolist() == [(paths["last_place"] == place).sum() for place in located]
    assert counts.unlocated == (~paths["last_place"].isin(located.dropna())).sum()


def test_who_was_taken_along_one_line_twice_is_one_person(built, counted):
    counts = counted.count(select(built, {"person": "P2"}, counted))
    assert sorted(zip(counts.along[counts.along > 0], counts.flows.sum(axis=1)[counts.along > 0], strict=True)) == [
        (1, 1),
        (1, 2),
    ]


def message(counted, built, **values):
    selection = select(built, values, counted)
    return big.message(counted, selection, counted.count(selection), ["in words"], flows=True)


def test_the_map_is_told_the_numbers_of_each_place_and_flow(counted, built):
    told, counts = message(counted, built, case="C1"), counted.count(select(built, {"case": "C1"}))
    ids = built.places["place_id"].to_numpy()
    flows = {name: read_column(column) for name, column in told["flows"].items() if name != "all"}
    lines = built.flows[counts.along > 0]
    assert (read_column(told["at"]), read_column(told["last"])) == (counts.at.tolist(), counts.last.tolist())
    assert [*ids[flows["a"]]] == lines["origin"].tolist() and [*ids[flows["b"]]] == lines["destination"].tolist()
    assert flows["along"] == counts.along[counts.along > 0].tolist()
    assert [flows[kind] for kind in EVIDENCE] == counts.flows[counts.along > 0].T.tolist()


def test_of_many_flows_the_map_is_told_the_strongest_and_how_many_there_are(counted, built, monkeypatch):
    monkeypatch.setattr(big, "TOLD", 3)
    flows = message(counted, built)["flows"]
    assert (flows["all"], read_column(flows["along"])) == (7, [2, 2, 2])


def test_a_message_without_flows_is_for_a_document_of_single_paths(counted, built):
    selection = select(built, {})
    assert "flows" not in big.message(counted, selection, counted.count(selection), [], flows=False)


def test_the_document_that_is_told_flows_holds_nobody(counted):
    content = json.dumps(big.document(counted, counted.nobody(), lang="en"))
    assert not [name for name in ("P1", "P2", "P3", "P4", "P5", "C1", "2000/2002") if f'"{name}"' in content]


def test_it_holds_every_place_and_says_of_how_many_people_it_is(counted, built):
    content = big.document(counted, counted.nobody(), lang="en")
    assert len(read_column(content["places"]["id"])) == len(built.places)
    assert content["meta"]["totals"] == {"persons": 5, "legs": 11, "places": 6}


def test_the_document_of_a_choice_holds_the_chosen_alone_and_every_place(counted, built):
    content = big.document(counted, counted.part(select(built, {"case": "C1"})), lang="en")
    people = [content["text"][at] for at in read_column(content["persons"]["id"])]
    assert (people, len(read_column(content["legs"]["from"]))) == (["P1", "P2"], 6)
    assert len(read_column(content["places"]["id"])) == len(built.places)


def test_nobody_at_all_can_be_chosen_and_counted():
    built = ladder({"person_id": "P1", "event": "unknown_place"})
    counted = big.Counted(built).warm()
    assert message(counted, built)["flows"]["all"] == 0
    assert counted.count(select(built, {})).unlocated == 1


def test_many_people_are_counted_as_the_flows_of_the_ladder():
    built = generated(500)
    counts = big.Counted(built).count(select(built, {}))
    assert counts.along.tolist() == built.flows["persons"].tolist()
    assert np.array_equal(counts.flows, built.flows[[*EVIDENCE]].to_numpy())


def test_a_page_of_too_many_legs_is_refused_with_the_way_out(built, monkeypatch):
    monkeypatch.setattr(big, "MANY", 10)
    with pytest.raises(DataError, match=r"11 legs are too many for one page.*choose at most 10 with filters"):
        WRITERS[".html"](built, {"profile": "internal", "inputs": []}, {})


def test_flows_alone_are_never_too_many_for_a_page(monkeypatch):
    monkeypatch.setattr(big, "MANY", 1)
    nobody_agreed = ladder(*walk("P1", "onsong", "nongpo", "yodok", consent=""))
    assert WRITERS[".html"](nobody_agreed, {"profile": "public", "inputs": []}, {})[0]

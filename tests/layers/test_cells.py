"""Nobody is singled out by subtracting: random records, random pairs of choices, every number that is told."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from layers.cells import STEP, rounded
from layers.profiles import AGREEING, hashed, reduce
from layers.subset import NOT_STATED, keep, persons_at
from routes.reasons import EVIDENCE
from tests.layers.small import ladder, walk

KEY = bytes(range(32))
FEW = set(range(1, STEP))
PLACES = ("onsong", "nongpo", "yodok", "tumen")
GROUPS = st.lists(
    st.fixed_dictionaries(
        {
            "size": st.integers(1, 12),
            # Mostly one line: who is singled out is so among others who went along it too.
            "stops": st.just(PLACES[:2]) | st.lists(st.sampled_from(PLACES), min_size=1, max_size=4),
            "consent": st.sampled_from(["", "", "", "", "partner", "public"]),
            "arrival": st.sampled_from(["", "1998-05-17", "1999", "2003-02"]),
            "reason": st.sampled_from(["attempted_escape", "guilt_by_association"]),
            "source": st.sampled_from(["An interview", ""]),
        }
    ),
    min_size=1,
    max_size=5,
)
CHOICES = {
    "time_from": st.sampled_from(["1998-05-17", "1999", "2001"]),
    "time_to": st.sampled_from(["1998-05-16", "1999", "2003-02-05"]),
    "country": st.sampled_from([["CN"], ["KP"]]),
    "reason": st.sampled_from([["attempted_escape"], ["guilt_by_association"]]),
    "last_place": st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True),
    "evidence": st.lists(st.sampled_from(EVIDENCE), min_size=1, max_size=2, unique=True),
    "person": st.sampled_from(["G0-0", "G0-0,G0-1,G0-2,G0-3,G0-4"]),
    "facility_kind": st.sampled_from([["holding_centre"], ["detention_centre", "political_prison_camp"]]),
    "bbox": st.sampled_from([[129.0, 41.0, 130.5, 43.0], [126.0, 39.0, 127.0, 40.0]]),
}
# Many filters together leave nobody, so mostly one or two.
FILTERS = st.lists(st.sampled_from([*CHOICES]), max_size=2, unique=True).flatmap(
    lambda keys: st.fixed_dictionaries({key: CHOICES[key] for key in keys})
) | st.fixed_dictionaries({}, optional=CHOICES)


def records(groups, everybody=False):
    rows = []
    for number, group in enumerate(groups):
        told = {name: group[name] for name in ("consent", "arrival", "reason", "source")}
        told |= {"consent": "public"} if everybody else {}
        for one in range(group["size"]):
            rows += walk(f"G{number}-{one}", *group["stops"], **told)
    return ladder(*rows)


def numbers(part):
    """Every number that is told, by what it is of: lines by evidence, places, the whole file."""
    ends = part.lines[["origin", "destination"]].to_numpy()[part.flows["line"]].tolist()
    told = {
        (*pair, name): number
        for name in ("persons", "legs", *EVIDENCE)
        for pair, number in zip(ends, part.flows[name].tolist(), strict=True)
    }
    places = zip(part.places["place_id"], part.place_persons.tolist(), strict=True)
    told |= {(place, "people"): number for place, number in places if number != NOT_STATED}
    return told | {("all", "people"): part.persons_in_all, ("all", "legs"): part.legs_in_all}


def of_others(built, profile, where):
    """The numbers without the people whose rows are in the part: whoever has it can subtract these."""
    part = reduce(built, profile, where=where, key=KEY)
    alone = numbers(keep(part, np.ones(len(part.paths), bool), np.ones(len(part.legs), bool)))
    agreed = built.paths["consent"].isin(AGREEING[profile])
    alone |= {("all", "people"): int(agreed.sum()), ("all", "legs"): int(built.paths["legs"][agreed].sum())}
    told = {cell: number - alone.get(cell, 0) for cell, number in numbers(part).items()}
    return {cell: number for cell, number in told.items() if number}


def really(built, groups, profile, where):
    """How many people of each cell were chosen: found in the part of the same records to which everybody agreed."""
    known = records(groups, everybody=True)
    hidden = set(built.paths["person_id"][~built.paths["consent"].isin(AGREEING[profile])])
    hidden = hidden if profile == "public" else set(hashed(KEY, "person", hidden))
    legs = {name: reduce(known, profile, where=w, key=KEY).legs for name, w in (("file", {}), ("chosen", where))}
    along = {name: {(*row[1:3], row[3], row[0]) for row in table[["person_id", "origin", "destination", "evidence"]]
             .itertuples(index=False) if row[0] in hidden} for name, table in legs.items()}  # fmt: skip
    best = {}
    for *line, evidence, person in along["file"]:
        best[*line, person] = min(best.get((*line, person), "z"), evidence, key=[*EVIDENCE, "z"].index)
    counted = Counter(
        (*line, evidence) for *line, evidence, person in along["chosen"] if best[*line, person] == evidence
    )
    return {} if {"person", "case"} & where.keys() else counted


def fitting(told):
    """True numbers of which this would be told."""
    return {number for number in range(told + 2 * STEP) if rounded(number) == told}


@settings(max_examples=20, deadline=None)
@given(GROUPS, FILTERS, FILTERS, st.sampled_from(["public", "partner"]))
def test_no_two_choices_subtracted_tell_of_one_to_four(groups, first, second, profile):
    built = records(groups)
    choices = [of_others(built, profile, where) for where in (first, second, {**first, **second})]
    for told in combinations(choices, 2):
        for cell in told[0].keys() | told[1].keys():
            one, other = (fitting(each.get(cell, 0)) for each in told)
            assert one, (cell, told)
            assert other, (cell, told)
            assert not {a - b for a in one for b in other} <= FEW
            assert not {b - a for a in one for b in other} <= FEW


@settings(max_examples=18, deadline=None)
@given(GROUPS, GROUPS, FILTERS, st.sampled_from(["public", "partner"]))
def test_nor_do_two_versions_of_the_records(groups, more, where, profile):
    told = [of_others(records(each), profile, where) for each in (groups, (groups + more)[:5])]
    for cell in told[0].keys() | told[1].keys():
        one, other = (fitting(each.get(cell, 0)) for each in told)
        assert one
        assert other
        assert not {a - b for a in one for b in other} <= FEW


@settings(max_examples=20, deadline=None)
@given(GROUPS, FILTERS, st.sampled_from(["public", "partner"]))
def test_what_is_told_of_a_line_is_how_many_there_are_in_fives(groups, where, profile):
    built = records(groups)
    told = of_others(built, profile, where)
    true = really(built, groups, profile, where)
    lines = {cell: number for cell, number in told.items() if cell[-1] in EVIDENCE}
    assert lines == {cell: rounded(number) for cell, number in true.items() if number >= STEP}


@settings(max_examples=12, deadline=None)
@given(GROUPS, FILTERS, st.sampled_from(["public", "partner"]))
def test_numbers_of_one_line_agree(groups, where, profile):
    flows = reduce(records(groups), profile, where=where, key=KEY).flows
    assert (flows["legs"] >= flows["persons"]).all()
    assert (flows[[*EVIDENCE]].sum(axis=1) == flows["legs"]).all()
    assert (flows["persons"] > 0).all()


@settings(max_examples=12, deadline=None)
@given(GROUPS, FILTERS, st.sampled_from(["public", "partner"]))
def test_what_was_chosen_changes_nothing_that_is_said_of_them(groups, where, profile):
    assume(where)
    built = records(groups)
    everything, chosen = (reduce(built, profile, where=w, key=KEY) for w in ({}, where))
    ours = ("people", "people_few", "stops", "legs", "own_places", "notes", "columns", "cells")
    said = [[one for one in part.cut if one[0].rpartition(".")[2] in ours] for part in (everything, chosen)]
    assert said[0] == said[1]
    assert (everything.persons_in_all, everything.legs_in_all) == (chosen.persons_in_all, chosen.legs_in_all)


@settings(max_examples=12, deadline=None)
@given(GROUPS, FILTERS, st.sampled_from(["public", "partner"]))
def test_a_choice_tells_of_the_people_shown_alone_at_places(groups, where, profile):
    """A line's people are among those at its ends; both numbers of two choices would bound each other."""
    assume(where)
    part = reduce(records(groups), profile, where=where, key=KEY)
    shown = persons_at(part.stints, len(part.places))
    assert ((part.place_persons == shown) | ((part.place_persons == NOT_STATED) & (shown == 0))).all()


def test_who_asks_for_five_people_by_their_ids_learns_nothing_of_them():
    built = records(
        [{"size": 9, "stops": ["onsong", "nongpo"], "consent": "", "arrival": "", "reason": "", "source": ""}]
    )
    assert not of_others(built, "public", {"person": "G0-0,G0-1,G0-2,G0-3,G0-4"}).keys() - {
        ("all", "people"),
        ("all", "legs"),
    }
    assert of_others(built, "public", {})["onsong", "nongpo", "persons"] == STEP


def test_an_area_is_asked_of_where_a_place_may_be_told_to_be():
    rows = [{"person_id": "P1", "longitude": "129.34567", "latitude": "42.34567"}, *walk("P1", "onsong")]
    built = ladder(*rows)
    found = [
        len(reduce(built, profile, where={"bbox": [129.345, 42.345, 129.346, 42.346]}, key=KEY).paths)
        for profile in ("public", "partner", "internal")
    ]
    assert found == [0, 1, 1]


def test_the_number_of_a_place_in_a_town_does_not_tell_of_another_there():
    house = {"longitude": "129.34567", "latitude": "42.34567"}
    hidden = [{"person_id": f"A{n}", "longitude": "129.34561", "latitude": "42.34561", "consent": ""} for n in range(3)]
    told = [
        reduce(ladder(*rows, {"person_id": "P1", **house}), "public").stints["place_id"].tolist()
        for rows in ([], hidden)
    ]
    assert told == [["at:42.35,129.35/1"]] * 2


def test_five_are_five_to_nine():
    assert [rounded(number) for number in range(12)] == [0] * 5 + [5] * 5 + [10] * 2


@pytest.fixture(scope="module")
def twice():
    """Five people who went along one line with a record, and along it again across a gap."""
    stops = ["onsong", "nongpo", "unknown", "onsong", "", "nongpo"]
    rows = [
        {"person_id": f"P{n}", "consent": "", **({"place_id": stop} if stop in PLACES else {"event": "unknown_place"})}
        for n in range(STEP)
        for stop in stops
    ]
    built = ladder(*rows)
    along = built.legs[(built.legs["origin"] == "onsong") & (built.legs["destination"] == "nongpo")]
    assert set(along["evidence"]) == {"documented", "gap"}
    return built


def along_it(built, where=None):
    """What is told of the others between the two places."""
    return {
        cell[2]: number
        for cell, number in of_others(built, "public", where or {}).items()
        if cell[:2] == ("onsong", "nongpo")
    }


def test_who_went_along_a_line_twice_is_counted_by_the_better_evidence_alone(twice):
    assert along_it(twice) == {"persons": STEP, "legs": STEP, "documented": STEP}


def test_of_which_evidence_they_are_does_not_depend_on_what_was_chosen(twice):
    assert along_it(twice, {"evidence": ["gap"]}) == {}
    assert along_it(twice, {"evidence": ["documented"]}) == along_it(twice)


def test_who_went_along_a_line_often_is_one_person():
    rows = [row for n in range(STEP - 1) for row in walk(f"P{n}", *["onsong", "nongpo"] * 3, consent="")]
    assert along_it(ladder(*rows)) == {}


def test_who_is_shown_is_counted_once_at_a_place_and_not_among_the_others():
    rows = [row for n in range(STEP - 1) for row in walk(f"P{n}", "onsong", "nongpo", consent="")]
    part = reduce(ladder(*rows, *walk("S1", "onsong", "nongpo")), "public")
    assert part.place_persons[(part.places["place_id"] == "onsong").to_numpy()].tolist() == [1]


def test_nobody_else_is_counted_at_a_place_that_is_known_from_rows_alone():
    house = {"longitude": "129.34567", "latitude": "42.34567"}
    rows = [{"person_id": f"P{n}", "consent": consent, **house} for n, consent in enumerate(["public", *[""] * STEP])]
    part = reduce(ladder(*rows), "public")
    assert part.place_persons[(part.places["group"] == "other").to_numpy()].tolist() == [1]

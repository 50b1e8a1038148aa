"""Real records of other countries: proposed, looked at once, applied and built, they give the counts that they must."""

import json
from functools import cache
from pathlib import Path

import pytest

from geodata.places import read_places
from routes.build import Ladder, build
from routes.mapping import Applied, Mapping, answer, apply, loads, problems, propose
from routes.sheets import Sheet, read_sheet

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
SAVED = Path(__file__).parent / "samples"
NAMES = ("densho_far_2camps", "densho_journeys", "ttav")
LOOKED_AT = {"densho_journeys": {"dates.arrival.order": "M/D/YYYY"}}  # what a person answers
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample records are not part of the repository")


@cache
def sheet(name: str) -> Sheet:
    return read_sheet(SAMPLES / name / "events.csv", "events.csv")


@cache
def proposed(name: str) -> Mapping:
    return propose(sheet(name), read_places(SAMPLES / name / "facilities.csv"))


def saved(name: str) -> Mapping:
    path = SAVED / f"{name}.mapping.toml"
    return loads(path.read_text(encoding="utf-8"), path.name)


@cache
def applied(name: str) -> Applied:
    return apply(saved(name), sheet(name))


@cache
def built(name: str) -> tuple[Ladder, dict]:
    found = build(applied(name).events, read_places(SAMPLES / name / "facilities.csv"))
    return found, json.loads((SAMPLES / name / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_only_what_cannot_be_known_is_asked(name):
    assert {question.key for question in proposed(name).questions} == {*LOOKED_AT.get(name, {})}


@pytest.mark.parametrize("name", NAMES)
def test_the_proposal_with_one_look_is_the_saved_mapping(name):
    said = proposed(name)
    for key, value in LOOKED_AT.get(name, {}).items():
        said = answer(said, key, value)
    assert said.with_(reasons={}) == saved(name).with_(reasons={})


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_of_the_samples_are_found(name):
    said = proposed(name)
    assert said.columns == {"person_id": "person_id", "seq": "order", "arrival": "arrival", "departure": "departure",
                            "reason": "reason"}  # fmt: skip
    assert said.places.id == "facility_id"
    assert all(said.reasons[f"columns.{ours}"] for ours in said.columns)


@pytest.mark.parametrize("name", NAMES)
def test_the_saved_mapping_fits_and_every_row_becomes_an_event(name):
    assert problems(saved(name), sheet(name)) == []
    assert applied(name).events["row"].tolist() == sheet(name).table["row"].tolist()


@pytest.mark.parametrize("name", NAMES)
def test_events_and_persons(name):
    found, truth = built(name)
    assert (found.report["events_used"], found.report["persons"]) == (truth["events"], truth["persons"])


@pytest.mark.parametrize("name", NAMES)
def test_legs_and_gaps_of_all_transitions(name):
    found, truth = built(name)
    events = found.events
    located = found.places["longitude"].notna().reindex(events["place_at"], fill_value=False).to_numpy()
    same = events["person_id"].to_numpy()[1:] == events["person_id"].to_numpy()[:-1]
    both = (located[1:] & located[:-1])[same]
    moved = (events["stint_at"].to_numpy()[1:] != events["stint_at"].to_numpy()[:-1])[same]
    assert (len(both), both.sum(), (~both).sum()) == (truth["transitions"], truth["legs"], truth["gaps"])
    assert len(found.legs) == (both & moved).sum()  # two rows at one place are one stay


def test_ports_that_no_place_has_are_not_bridged():
    found, truth = built("ttav")
    said_unknown = (applied("ttav").events["event"] == "unknown_place").sum()
    assert sum(found.report["places_unmatched"].values()) + said_unknown == truth["events_unknown_facility"]


@pytest.mark.parametrize("name", NAMES)
def test_every_date_is_read_or_told_by_name(name):
    found, _ = built(name)
    unread = found.audit[found.audit["code"] == "date_unreadable"]
    noted = applied(name).noted
    impossible = noted[noted["code"] == "date_impossible"]
    assert set(unread["value"]) == set(impossible["value"])
    assert impossible["explanation"].str.fullmatch("[A-Z][a-z]+( 1945)? has (28|30|31) days").all()


def test_a_known_month_of_an_unknown_day_is_used():
    events, rows = applied("densho_far_2camps").events, sheet("densho_far_2camps").table
    odd = rows["departure"] == "1/?/1943"
    assert odd.any() and set(events["departure"][odd]) == {"1943-01"}

"""Real records of other countries: the counts that must come out of them do (../shared/samples/*/truth.json)."""

import json
from functools import cache
from pathlib import Path

import pytest
import shapely

from geodata.places import read_places
from routes.build import Ladder, build
from routes.reading import read_events

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NAMES = ("densho_far_2camps", "densho_journeys", "ttav")
COLUMNS = {"seq": "order", "place_id": "facility_id"}
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample records are not part of the repository")


@cache
def built(name: str) -> tuple[Ladder, dict]:
    folder = SAMPLES / name
    events, places = read_events(folder / "events.csv", COLUMNS), read_places(folder / "facilities.csv")
    return build(events, places), json.loads((folder / "truth.json").read_text(encoding="utf-8"))


def transitions(found: Ladder):
    """Two consecutive rows of a person: whether both have a position, and whether they lie in one stint."""
    events = found.events
    located = found.places["longitude"].notna().reindex(events["place_at"], fill_value=False).to_numpy()
    same = events["person_id"].to_numpy()[1:] == events["person_id"].to_numpy()[:-1]
    stint = events["stint_at"].to_numpy()
    return (located[1:] & located[:-1])[same], (stint[1:] == stint[:-1])[same]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_used_whatever_its_dates(name):
    found, truth = built(name)
    assert (found.report["events_used"], found.report["persons"]) == (truth["events"], truth["persons"])


@pytest.mark.parametrize("name", NAMES)
def test_transitions(name):
    found, truth = built(name)
    assert len(transitions(found)[0]) == truth["transitions"]


@pytest.mark.parametrize("name", NAMES)
def test_a_leg_for_each_transition_whose_ends_both_have_a_position(name):
    found, truth = built(name)
    both, one_stint = transitions(found)
    assert both.sum() == truth["legs"]
    assert len(found.legs) == (both & ~one_stint).sum()
    assert (found.legs["to_stint"] - found.legs["from_stint"] == 1).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_transition_that_cannot_be_drawn_is_not_bridged(name):
    found, truth = built(name)
    assert (~transitions(found)[0]).sum() == truth["gaps"]
    assert found.report["legs_by_evidence"]["gap"] == 0


@pytest.mark.parametrize("name", ["densho_far_2camps", "ttav"])
def test_each_stop_without_a_position_is_told(name):
    found, truth = built(name)
    told = found.audit["code"].isin(["place_unknown", "place_without_position"])
    assert told.sum() == found.report["stints_unlocated"] == truth["gaps"]


def test_unknown_ports_are_counted():
    found, truth = built("ttav")
    assert sum(found.report["places_unmatched"].values()) == truth["events_unknown_facility"]


def test_voyages_without_a_leg_are_still_people():
    found, truth = built("ttav")
    assert (found.paths["legs"] == 0).sum() == truth["persons_without_any_leg"]


@pytest.mark.parametrize("name", ["densho_journeys", "ttav"])
def test_distinct_lines_and_the_most_used(name):
    found, truth = built(name)
    assert len(found.flows) == truth["distinct_directed_edges"]
    top = found.flows.loc[found.flows["legs"].idxmax()]
    assert [top["origin"], top["destination"], top["legs"]] == truth["top_edge"][0]


def test_one_journey_has_a_leg_of_length_0():
    found, truth = built("densho_journeys")
    assert (found.legs["length_m"] == 0).sum() == truth["zero_km_legs"]


def test_legs_over_the_antimeridian_are_cut():
    found, truth = built("densho_journeys")
    assert (found.legs.geometry.geom_type == "MultiLineString").sum() == truth["legs_crossing_antimeridian"]


@pytest.mark.parametrize("name", ["densho_journeys", "ttav"])
def test_lengths_are_those_of_the_ellipsoid_within_half_a_percent_of_the_sphere(name):
    found, truth = built(name)
    assert found.legs["length_m"].sum() / 1000 == pytest.approx(truth["total_km"], rel=0.005)


def test_dates_that_cannot_be_read_are_told_with_the_line_and_what_to_do():
    found, _ = built("densho_far_2camps")
    odd = found.audit[found.audit["value"].isin(["9/31/1943", "1/?/1943"])]
    assert set(odd["value"]) == {"9/31/1943", "1/?/1943"}
    assert odd[["row", "field", "remedy"]].notna().all(axis=None)


def test_no_line_of_a_part_is_longer_than_half_the_map():
    found, _ = built("densho_journeys")
    assert (shapely.bounds(shapely.get_parts(found.lines.geometry.to_numpy()))[:, 2] <= 180).all()

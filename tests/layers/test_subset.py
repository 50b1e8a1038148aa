import numpy as np
import pytest

from layers.subset import drop_unused, keep, persons_at, whole
from routes.flows import count_flows
from tests.layers.small import ladder, walk


@pytest.fixture
def part():
    return whole(ladder(*walk("P1", "onsong", "nongpo"), *walk("P2", "yodok", "nongpo", "yodok"), *walk("P3", "tumen")))


def only(part, person):
    return keep(part, (part.paths["person_id"] == person).to_numpy(), np.ones(len(part.legs), dtype=bool))


def test_stints_of_others_are_gone(part):
    assert set(only(part, "P2").stints["person_id"]) == {"P2"}


def test_legs_point_at_their_stints_again(part):
    kept = only(part, "P2")
    assert (kept.legs["from_stint"].tolist(), kept.legs["to_stint"].tolist()) == ([0, 1], [1, 2])


def test_a_person_finds_their_first_stint_again(part):
    assert only(part, "P3").paths["first_stint"].tolist() == [0]


def test_flows_are_counted_again(part):
    assert only(part, "P2").flows[["legs", "persons"]].values.tolist() == [[1, 1], [1, 1]]


def test_people_at_places_are_counted_again(part):
    kept = only(part, "P2")
    assert dict(zip(kept.places["place_id"], kept.place_persons, strict=True))["onsong"] == 0


def test_a_line_that_nobody_goes_is_dropped(part):
    kept = drop_unused(only(part, "P1"), np.ones(len(part.places), dtype=bool))
    assert kept.lines[["origin", "destination"]].values.tolist() == [["onsong", "nongpo"]]
    assert kept.legs["line"].tolist() == [0]


def test_a_place_that_nothing_refers_to_is_dropped_unless_wanted(part):
    kept = drop_unused(only(part, "P1"), (part.places["place_id"] == "lost").to_numpy())
    assert kept.places["place_id"].tolist() == ["onsong", "nongpo", "lost"]


def test_positions_in_places_are_mended(part):
    kept = drop_unused(only(part, "P2"), np.zeros(len(part.places), dtype=bool))
    ids = kept.places["place_id"].to_numpy()
    assert ids[kept.stints["place"]].tolist() == kept.stints["place_id"].tolist()
    assert ids[kept.lines["origin_place"]].tolist() == kept.lines["origin"].tolist()


def test_geometry_is_in_lines_alone(part):
    assert "geometry" not in part.legs
    assert "geometry" not in part.paths


def test_a_return_counts_a_person_once():
    stints = ladder(*walk("P2", "yodok", "nongpo", "yodok")).stints
    assert persons_at(stints, 6).max() == 1


def test_flows_count_the_evidence_of_their_legs(part):
    assert (
        count_flows(part.legs)[["documented", "inferred", "gap"]].sum(axis=1) == count_flows(part.legs)["legs"]
    ).all()


def test_flows_count_people_and_legs(part):
    twice = ladder(*walk("P1", "onsong", "nongpo", "onsong", "nongpo")).legs
    assert sorted(count_flows(twice)["legs"]) == [1, 2]
    assert count_flows(twice)["persons"].tolist() == [1, 1]

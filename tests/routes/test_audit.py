import pandas as pd
import pytest

from tests.routes.ladders import codes, journey, ladder, places

DATED = "person_id seq place_id event arrival departure"


def two(left, came, **options):
    return ladder(
        DATED, ("p", 1, "A", None, None, left), ("p", 2, "KR", None, came, None), **options, infer_crossings=False
    )


def test_a_quiet_record_has_no_findings():
    assert codes(journey("A", "B", None, "C")) == []


def test_travel_faster_than_an_airliner_is_told():
    found = two("2001-05-03T10:00:00", "2001-05-03T10:20:00")
    assert "impossible_travel" in codes(found)


def test_travel_that_the_dates_allow_is_not_told():
    assert "impossible_travel" not in codes(two("2001-05-03", "2001-05-03"))


def test_an_order_against_the_dates_is_told():
    found = ladder(DATED, ("p", 1, "A", None, "2005", None), ("p", 2, "B", None, "2001", None))
    assert codes(found) == ["order_contradicts_dates"]


def test_two_places_at_once_are_told():
    found = ladder(DATED, ("p", 1, "A", None, "2001-01", "2001-12"), ("p", 2, "B", None, "2001-03", "2001-06"))
    assert codes(found) == ["two_places_at_once"]


def test_a_stay_is_held_against_the_longest_before_it_not_only_the_last():
    found = ladder(
        DATED,
        ("p", 1, "A", None, "2001-01", "2001-12"),
        ("p", 2, "B", None, None, None),
        ("p", 3, "C", None, "2001-03", "2001-06"),
    )
    assert "two_places_at_once" in codes(found)


def test_two_people_are_not_held_against_each_other():
    cells = [("p", 1, "A", None, "2001-01", "2001-12"), ("q", 2, "B", None, "2001-03", "2001-06")]
    assert codes(ladder(DATED, *cells)) == []


def test_leaving_and_arriving_on_one_day_is_not_two_places_at_once():
    cells = [("p", 1, "A", None, "2001-01", "2001-05-03"), ("p", 2, "B", None, "2001-05-03", "2001-06")]
    assert codes(ladder(DATED, *cells)) == []


@pytest.mark.parametrize(("change", "arrival"), [({"closed": "2000"}, "2001"), ({"opened": "2002"}, "2001")])
def test_a_place_that_was_not_open_is_told(change, arrival):
    gazetteer = places({"place_id": "A", **change})
    assert codes(ladder(DATED, ("p", 1, "A", None, arrival, None), gazetteer=gazetteer)) == ["place_closed"]


def test_a_place_that_may_have_been_open_is_not_told():
    gazetteer = places({"place_id": "A", "closed": "2001-06"})
    assert codes(ladder(DATED, ("p", 1, "A", None, "2001", None), gazetteer=gazetteer)) == []


def test_a_silence_of_more_than_a_year_is_a_note():
    found = ladder(DATED, ("p", 1, "A", None, None, "2001"), ("p", 2, "B", None, "2004", None))
    assert found.audit[["code", "severity"]].values.tolist() == [["silence", "note"]]


def test_a_crossing_far_out_of_the_way_is_told():
    assert codes(journey("CN", "X-far", "A")) == ["unlikely_border"]


def test_a_crossing_on_the_way_is_not_told():
    assert codes(journey("CN", "X-near", "A")) == []


def test_an_inferred_crossing_far_out_of_the_way_is_told():
    gone = places({"place_id": "X-near", "status": "closed"})
    assert "unlikely_border" in codes(journey("CN", "A", gazetteer=gone))


def test_a_border_to_which_no_crossing_is_known_is_a_note():
    assert journey("RU", "CN").audit[["code", "severity"]].values.tolist() == [["border_without_crossing", "note"]]


def test_events_after_a_death_are_told():
    found = ladder(DATED, ("p", 1, "A", "death", None, None), ("p", 2, "B", None, None, None))
    assert found.audit[["code", "row"]].values.tolist() == [["after_death", 3]]


def test_a_finding_names_person_stint_and_leg():
    found = ladder(DATED, ("p", 1, "A", None, "2005", None), ("p", 2, "B", None, "2001", None)).audit
    assert found[["person_id", "detention", "leg", "stint"]].values.tolist() == [["p", 1, 1, 2]]


def test_a_finding_names_places_by_their_names():
    gazetteer = places({"place_id": "A", "name": "Onsong"})
    found = ladder(
        DATED, ("p", 1, "A", None, "2005", None), ("p", 2, "B", None, "2001", None), gazetteer=gazetteer
    ).audit
    assert "after Onsong (2005-01-01)" in found["explanation"][0]


def test_findings_stand_by_person_and_stint():
    cells = [("q", 1, "x"), ("p", 2, "y"), ("p", 1, "z")]
    found = ladder("person_id seq place_id", *cells).audit
    assert found["value"].tolist() == ["z", "y", "x"]


def test_every_finding_says_what_to_do():
    found = ladder(DATED, ("p", 1, "A", None, "20o5", None), ("p", 2, "x", None, "2001", "2000"))
    assert found.audit["remedy"].str.len().gt(0).all()


def test_problems_of_a_file_of_places_are_told():
    problems = pd.DataFrame(
        [("places.csv", 7, "a", "latitude", "1, 2", "look swapped", "longitude comes first")],
        columns=["file", "row", "place_id", "field", "value", "reason", "remedy"],
    )
    found = ladder("person_id seq place_id", ("p", 1, "x"), place_problems=problems).audit
    assert found[["code", "file", "row"]].values.tolist() == [
        ["place_unknown", "events.csv", 2],
        ["place_file", "places.csv", 7],
    ]


def test_problems_of_places_are_told_where_nothing_else_is():
    problems = pd.DataFrame(
        [("places.csv", 7, "a", "latitude", None, "look swapped", "longitude comes first")],
        columns=["file", "row", "place_id", "field", "value", "reason", "remedy"],
    )
    assert codes(journey("A", place_problems=problems)) == ["place_file"]


def test_the_audit_changes_no_path():
    found = ladder(DATED, ("p", 1, "A", None, "2005", None), ("p", 2, "B", None, "2001", None))
    assert found.legs[["origin", "destination"]].values.tolist() == [["A", "B"]]

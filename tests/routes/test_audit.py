import pandas as pd
import pytest

from routes.audit import with_noted
from routes.reasons import AUDIT
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


@pytest.mark.parametrize(("left", "came"), [("2001-05-03T10:00:00", "2001-05-03T10:20:00"), ("2001", "2005")])
def test_a_finding_of_a_leg_has_the_line_of_the_event_at_its_end(left, came):
    assert two(left, came).audit["row"].tolist() == [3]


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


TWICE = "person_id seq place_id arrival departure source detention_id"
ONCE = ("p", None, "A", "2001-05-03", "2001-06", "interview 1", None)


def test_a_row_that_says_what_another_says_is_told_and_names_that_line():
    found = ladder(TWICE, ONCE, ONCE)
    told = found.audit.iloc[0]
    assert codes(found) == ["duplicate_record"]
    assert (told["row"], "line 2" in told["explanation"]) == (3, True)


def test_a_row_met_twice_is_no_more_evidence_than_met_once():
    again = ladder(TWICE, ONCE, ("p", None, "B", "2001-07", None, None, None), ONCE)
    once = ladder(TWICE, ONCE, ("p", None, "B", "2001-07", None, None, None))
    assert again.legs["evidence"].tolist() == once.legs["evidence"].tolist()
    assert again.stints["sources"].tolist() == once.stints["sources"].tolist()


@pytest.mark.parametrize(
    "other",
    [
        ("q", *ONCE[1:]),
        (*ONCE[:2], "B", *ONCE[3:]),
        (*ONCE[:3], "2001-05-04", *ONCE[4:]),
        (*ONCE[:5], "interview 2", None),
        (*ONCE[:6], "second"),
    ],
)
def test_a_row_of_another_person_place_date_source_or_detention_is_no_second_one(other):
    assert "duplicate_record" not in codes(ladder(TWICE, (*ONCE[:6], "first"), other))


def test_a_return_without_dates_is_no_row_twice():
    assert codes(journey("A", "B", "A")) == []


def test_one_number_for_one_undated_place_is_a_row_twice():
    found = ladder("person_id seq place_id", ("p", 1, "A"), ("p", 1, "A"), ("p", 2, "B"))
    assert codes(found) == ["duplicate_record"]


def test_an_unknown_place_twice_is_not_known_to_be_one_place():
    found = ladder(
        "person_id place_id event arrival", ("p", None, "unknown_place", "2001"), ("p", None, "unknown_place", "2001")
    )
    assert codes(found) == []


def noted(**columns):
    plain = {"code": ["place_likely"], "row": [7], "person_id": ["p"], "field": ["place_name"], "value": ["Falmouth"]}
    return pd.DataFrame(plain | {"explanation": ["one place fits"], "remedy": ["decide"]} | columns)


def test_what_was_noted_before_stands_behind_the_findings():
    found = with_noted(two("2005", "2001").audit, noted())
    assert found["code"].tolist() == ["order_contradicts_dates", "place_likely"]
    assert found.iloc[-1][["row", "severity", "explanation", "remedy"]].tolist() == [
        7,
        "warning",
        "one place fits",
        "decide",
    ]


def test_what_was_noted_may_bring_its_own_severity():
    assert with_noted(journey("A").audit, noted(severity=["note"]))["severity"].tolist() == ["note"]


def test_what_was_noted_without_words_has_those_of_its_code():
    found = with_noted(journey("A").audit, noted(explanation=[None], remedy=[None])).iloc[0]
    assert (found["explanation"], found["remedy"]) == (AUDIT["place_likely"].words, AUDIT["place_likely"].remedy)


def test_nothing_noted_changes_nothing():
    found = journey("A", "B").audit
    assert with_noted(found, None) is found
    assert with_noted(found, noted().head(0)) is found


def test_lines_of_noted_findings_are_whole_numbers():
    found = with_noted(journey("A").audit, noted(row=[None]))
    assert found.dtypes[["row", "stint"]].astype(str).tolist() == ["Int64", "Int64"]

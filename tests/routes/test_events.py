import pytest

from geodata.errors import DataError
from routes.build import build
from tests.routes.ladders import codes, journey, ladder, legs, places, rows


def test_a_row_without_a_person_is_rejected_with_its_line():
    found = ladder("person_id place_id", ("p", "A"), (None, "B"), (" ", "B"))
    assert found.rejected[["row", "field"]].values.tolist() == [[3, "person_id"], [4, "person_id"]]


def test_a_rejected_row_says_what_to_do():
    found = ladder("person_id place_id", (None, "B"))
    assert found.rejected[["reason", "remedy"]].notna().all(axis=None)


def test_an_unknown_event_is_rejected_with_its_word():
    found = ladder("person_id place_id event", ("p", "A", "teleported"))
    assert found.rejected[["field", "value"]].values.tolist() == [["event", "teleported"]]


def test_events_are_read_whatever_their_case():
    assert ladder("person_id place_id event", ("p", "A", "Release")).stints["events"].tolist() == [["release"]]


def test_a_row_that_names_no_place_is_rejected():
    found = ladder("person_id place_id", ("p", "A"), ("p", None))
    assert found.rejected[["row", "field"]].values.tolist() == [[3, "place_id"]]


def test_a_release_may_name_no_place():
    found = ladder("person_id seq place_id event", ("p", 1, "A", None), ("p", 2, None, "release"))
    assert found.rejected.empty
    assert found.paths["ending"].tolist() == ["released"]


def test_a_row_with_too_many_cells_is_rejected_with_the_readers_sentence():
    table = rows("person_id place_id row_fault", ("p", "A", None), ("p", "B", "has 3 cells, the header has 2"))
    found = build(table, places())
    assert found.rejected["reason"].tolist() == ["has 3 cells, the header has 2"]


def test_no_leg_is_documented_across_a_rejected_row():
    found = ladder("person_id seq place_id event", ("p", 1, "A", None), ("p", 2, "B", "sold"), ("p", 3, "C", None))
    assert legs(found) == [("A", "C", "gap")]
    assert found.legs["reason_codes"][0][0] == "rejected_rows:1"


def test_a_rejected_row_parts_two_stays_at_one_place():
    found = ladder("person_id seq place_id event", ("p", 1, "A", None), ("p", 2, "B", "?"), ("p", 3, "A", None))
    assert legs(found) == [("A", "A", "gap")]


def test_an_unknown_place_is_told_and_not_bridged():
    found = journey("A", "nowhere", "C")
    assert legs(found) == [("A", "C", "gap")]
    assert found.audit[["code", "row", "field", "value"]].values.tolist() == [
        ["place_unknown", 3, "place_id", "nowhere"]
    ]


def test_unknown_places_are_counted_the_most_frequent_first():
    assert journey("x", "A", "y", "x").report["places_unmatched"] == {"x": 2, "y": 1}


def test_a_place_without_a_position_keeps_its_name_and_is_not_bridged():
    found = journey("A", "N", "C")
    assert legs(found) == [("A", "C", "gap")]
    assert found.stints["place_id"].tolist() == ["A", "N", "C"]


@pytest.mark.parametrize("date", ["9/31/1945", "1/?/1943"])
def test_an_unreadable_date_is_told_and_the_stop_stays(date):
    found = ladder("person_id seq place_id arrival", ("p", 1, "A", None), ("p", 2, "B", date))
    assert legs(found) == [("A", "B", "documented")]
    assert found.audit[["code", "severity", "row", "field", "value"]].values.tolist() == [
        ["date_unreadable", "error", 3, "arrival", date]
    ]


def test_departure_before_arrival_is_told():
    found = ladder("person_id place_id arrival departure", ("p", "A", "2001", "2000"))
    assert found.audit[["code", "row", "value"]].values.tolist() == [["departure_before_arrival", 2, "2000"]]


def test_vague_dates_that_may_be_in_order_are_not_told():
    assert codes(ladder("person_id place_id arrival departure", ("p", "A", "2001-05", "2001"))) == []


@pytest.mark.parametrize(
    ("longitude", "latitude", "words"),
    [
        ("42.1", "129.7", "swapped"),
        ("0", "0", "Atlantic"),
        ("129,7", "42,1", "comma"),
        ("east", "42.1", "number"),
        ("200", "42.1", "globe"),
        ("129.7", None, "latitude"),
        ("１２９.7", "42.1", "number"),
        ("1_29", "42.1", "number"),
        ("NaN", "42.1", "number"),
        ("4500000", "5200000", "metres"),
    ],
)
def test_a_position_that_cannot_be_right_is_told_and_not_drawn(longitude, latitude, words):
    found = ladder("person_id longitude latitude", ("p", longitude, latitude))
    assert codes(found) == ["position_unusable"]
    assert words in found.audit["explanation"][0]
    assert found.report["stints_unlocated"] == 1


def test_the_strictest_consent_of_a_person_counts():
    found = ladder(
        "person_id place_id consent",
        *[("all", "A", "public"), ("all", "B", "PUBLIC")],
        *[("some", "A", "public"), ("some", "B", "partner")],
        *[("none", "A", "public"), ("none", "B", None)],
        *[("odd", "A", "public"), ("odd", "B", "yes")],
    )
    assert found.paths.set_index("person_id")["consent"].to_dict() == {
        "all": "public", "none": None, "odd": None, "some": "partner"
    }  # fmt: skip


def test_the_consent_of_a_rejected_row_counts():
    found = ladder("person_id place_id consent", ("p", "A", "public"), ("p", None, None))
    assert found.paths["consent"].tolist() == [None]


def test_a_file_without_consent_gives_none():
    assert journey("A").paths["consent"].tolist() == [None]


def test_a_place_given_with_unknown_place_is_told_and_not_drawn():
    found = ladder("person_id place_id event", ("p", "A", "unknown_place"))
    assert codes(found) == ["place_contradicts_event"]
    assert found.stints["place_id"].tolist() == [None]


def test_a_missing_column_is_one_sentence():
    with pytest.raises(DataError, match="person_id is missing"):
        build(rows("place_id", ("A",)), places())


def test_the_input_is_not_changed():
    table, gazetteer = rows("person_id place_id longitude latitude", ("p", None, "129", "42")), places()
    before = table.copy(), gazetteer.copy()
    build(table, gazetteer)
    assert table.equals(before[0])
    assert gazetteer.equals(before[1])


def test_no_rows_give_an_empty_ladder():
    found = build(rows("person_id place_id").iloc[:0], places())
    assert [len(t) for t in (found.stints, found.legs, found.paths, found.flows)] == [0, 0, 0, 0]

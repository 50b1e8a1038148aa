import pandas as pd

from tests.routes.ladders import codes, journey, ladder

EVENTS = "person_id seq place_id event arrival departure"


def dates(found, at=0):
    names = ["earliest_arrival", "latest_arrival", "earliest_departure", "latest_departure"]
    return [None if pd.isna(time) else str(time)[:10] for time in found.stints[names].iloc[at]]


def test_consecutive_events_at_one_place_are_one_stint():
    found = journey("A", "A", "B")
    assert found.stints["place_id"].tolist() == ["A", "B"]
    assert found.stints["rows"].tolist() == [[2, 3], [4]]


def test_a_return_is_a_new_stint():
    assert journey("A", "B", "A").stints["stint"].tolist() == [1, 2, 3]


def test_each_stop_without_a_place_is_a_stint():
    assert journey("A", None, None, "B").report["stints_unlocated"] == 2


def test_one_unknown_id_twice_is_one_stint_and_keeps_its_words():
    found = journey("x", "x", "y")
    assert found.stints["place_as_recorded"].tolist() == ["x", "y"]
    assert found.stints["place_id"].tolist() == [None, None]


def test_a_stint_tells_its_events_and_sources_once_each():
    found = ladder(
        "person_id seq place_id event source",
        ("p", 1, "A", "arrest", "s1"),
        ("p", 2, "A", "custody", "s2"),
        ("p", 3, "A", "custody", "s1"),
    )
    assert found.stints[["events", "sources"]].values.tolist() == [[["arrest", "custody"], ["s1", "s2"]]]


def test_a_release_ends_the_detention():
    found = ladder(EVENTS, ("p", 1, "A", "release", None, None), ("p", 2, "A", None, None, None))
    assert found.stints["detention"].tolist() == [1, 2]


def test_two_accounts_of_one_release_are_one():
    found = ladder(EVENTS, ("p", 1, "A", "release", None, None), ("p", 2, "A", "release", None, None))
    assert found.stints["detention"].tolist() == [1]


def test_a_release_at_another_place_is_the_end_of_the_next_detention():
    found = ladder(EVENTS, ("p", 1, "A", "release", None, None), ("p", 2, "B", "release", None, None))
    assert found.stints["detention"].tolist() == [1, 2]


def test_another_detention_id_is_another_detention():
    found = ladder("person_id seq place_id detention_id", ("p", 1, "A", "d1"), ("p", 2, "A", "d2"))
    assert found.stints["detention"].tolist() == [1, 2]


def test_an_empty_detention_id_says_nothing():
    found = ladder(
        "person_id seq place_id detention_id",
        ("p", 1, "A", None), ("p", 2, "B", "d1"), ("p", 3, "C", None), ("p", 4, "A", "d1"),
    )  # fmt: skip
    assert found.stints["detention"].tolist() == [1, 1, 1, 1]


def test_detention_ids_of_two_people_are_apart():
    found = ladder("person_id seq place_id detention_id", ("p", 1, "A", "d1"), ("q", 1, "A", None))
    assert found.report["detentions"] == 2


def test_dates_stay_as_recorded():
    found = ladder(EVENTS, ("p", 1, "A", None, "199X", "2003-05~"))
    assert found.stints[["arrival", "departure"]].values.tolist() == [["199X", "2003-05~"]]


def test_the_date_of_a_release_is_the_departure():
    found = ladder(EVENTS, ("p", 1, "A", None, "1998-01-02", None), ("p", 2, "A", "release", "1998-03-04", None))
    assert dates(found) == ["1998-01-02", "1998-01-02", "1998-03-04", "1998-03-04"]
    assert found.stints["arrival"].tolist() == ["1998-01-02"]


def test_a_release_does_not_date_the_arrival_of_a_stay_before_it():
    found = ladder(EVENTS, ("p", 1, "A", None, None, None), ("p", 2, "A", "release", "1998-03-04", None))
    assert dates(found)[:2] == [None, None]


def test_a_duration_gives_the_missing_departure():
    found = ladder("person_id place_id arrival duration", ("p", "A", "1998-01-02", "P10D"))
    assert dates(found) == ["1998-01-02", "1998-01-02", "1998-01-12", "1998-01-12"]


def test_a_duration_gives_the_missing_arrival():
    found = ladder("person_id place_id departure duration", ("p", "A", "1998-01-12", "P10D"))
    assert dates(found) == ["1998-01-02", "1998-01-02", "1998-01-12", "1998-01-12"]


def test_a_duration_without_dates_stays_a_text():
    found = ladder("person_id place_id duration", ("p", "A", "P8M"))
    assert found.stints["duration"].tolist() == ["P8M"]
    assert dates(found) == [None] * 4


def test_a_duration_that_cannot_be_read_is_told():
    assert codes(ladder("person_id place_id duration", ("p", "A", "eight months"))) == ["duration_unreadable"]


def test_a_later_sighting_says_that_the_person_was_still_there():
    found = ladder(EVENTS, ("p", 1, "A", None, "1998-01", None), ("p", 2, "A", "sighting", "1998-05-03", None))
    assert dates(found) == ["1998-01-01", "1998-01-31", "1998-05-03", None]


DETENTIONS = "person_id seq place_id detention_id"


def test_a_detention_that_another_one_parts_is_told_and_not_joined():
    found = ladder(DETENTIONS, ("p", 1, "A", "d1"), ("p", 2, "B", "d2"), ("p", 3, "C", "d1"))
    assert (found.stints["detention"].tolist(), len(found.legs)) == ([1, 2, 3], 0)
    assert found.audit[["code", "row", "value"]].values.tolist() == [["detention_resumed", 4, "d1"]]


def test_one_detention_after_the_other_is_nothing_to_tell():
    cells = [("p", 1, "A", "d1"), ("p", 2, "B", None), ("p", 3, "C", "d2"), ("q", 1, "A", "d1")]
    assert codes(ladder(DETENTIONS, *cells)) == []


def test_two_places_at_once_are_told_across_detentions_too():
    found = ladder(
        "person_id place_id arrival departure detention_id",
        ("p", "A", "2001-01-01", "2001-12-31", "d1"),
        ("p", "B", "2001-03-01", "2001-06-30", "d2"),
    )
    assert "two_places_at_once" in codes(found)
    assert len(found.legs) == 0

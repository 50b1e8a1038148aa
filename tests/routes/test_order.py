import numpy as np

from routes.order import DATES, FILE, NUMBER, arrange, basis
from tests.routes.ladders import codes, ladder, legs

DATED = "person_id seq place_id arrival departure"


def stops(*cells):
    return ladder(DATED, *cells).stints["place_id"].tolist()


def test_numbers_are_numbers_not_texts():
    assert stops(("p", 10, "B", None, None), ("p", 9, "A", None, None)) == ["A", "B"]


def test_numbers_decide_against_the_dates():
    assert stops(("p", 2, "A", "1998", None), ("p", 1, "B", "2001", None)) == ["B", "A"]


def test_without_numbers_the_dates_decide_and_the_leg_says_so():
    found = ladder(DATED, ("p", None, "B", "2001", None), ("p", None, "A", "1998", None))
    assert legs(found) == [("A", "B", "inferred")]
    assert "order_from_dates" in found.legs["reason_codes"][0]


def test_a_departure_orders_where_there_is_no_arrival():
    assert stops(("p", None, "B", None, "2001"), ("p", None, "A", "1998", None)) == ["A", "B"]


def test_an_undated_row_stays_behind_the_row_before_it():
    cells = [("p", None, "C", "2001", None), ("p", None, "B", None, None), ("p", None, "A", "1998", None)]
    assert stops(*cells) == ["A", "C", "B"]


def test_without_numbers_and_dates_the_file_decides_and_the_leg_says_so():
    found = ladder("person_id place_id", ("p", "A"), ("p", "B"))
    assert legs(found) == [("A", "B", "inferred")]
    assert "order_from_file" in found.legs["reason_codes"][0]


def test_two_events_on_one_day_are_ordered_by_the_file_only():
    found = ladder(DATED, ("p", None, "B", "2001-05-03", None), ("p", None, "A", "2001-05-03", None))
    assert found.legs["reason_codes"][0][0] == "order_from_file"
    assert legs(found) == [("B", "A", "inferred")]


def test_overlapping_dates_are_not_said_to_order():
    found = ladder(DATED, ("p", None, "A", "2001", None), ("p", None, "B", "2001-05", None))
    assert found.legs["reason_codes"][0][0] == "order_from_file"


def test_leaving_and_arriving_on_one_day_is_an_order():
    found = ladder(DATED, ("p", None, "A", None, "2001-05-03"), ("p", None, "B", "2001-05-03", None))
    assert found.legs["reason_codes"][0][0] == "order_from_dates"


def test_two_stays_of_one_and_the_same_day_are_not_said_to_be_ordered_by_dates():
    day = "2001-05-03"
    found = ladder(DATED, ("p", None, "A", day, day), ("p", None, "B", day, day))
    assert found.legs["reason_codes"][0][0] == "order_from_file"


def test_one_missing_number_leaves_the_person_to_the_dates():
    found = ladder(DATED, ("p", 1, "B", "2001", None), ("p", None, "A", "1998", None))
    assert legs(found) == [("A", "B", "inferred")]


def test_numbers_that_agree_still_document_where_one_is_missing():
    found = ladder(DATED, ("p", 1, "A", "1998", None), ("p", 2, "B", "1999", None), ("p", None, "C", "2001", None))
    assert legs(found) == [("A", "B", "documented"), ("B", "C", "inferred")]


def test_equal_numbers_are_ordered_by_dates_and_the_leg_says_so():
    found = ladder(DATED, ("p", 1, "B", "2001", None), ("p", 1, "A", "1998", None))
    assert found.legs["reason_codes"][0][0] == "order_from_dates"


def test_a_number_that_is_none_is_told():
    assert codes(ladder("person_id seq place_id", ("p", "first", "A"))) == ["seq_unreadable"]


def test_the_leg_across_an_unlocated_stop_tells_of_any_weak_order_in_between():
    found = ladder(
        "person_id place_id event arrival",
        ("p", "A", None, "1998"),
        ("p", None, "unknown_place", None),
        ("p", "B", None, "2001"),
    )
    assert "order_from_file" in found.legs["reason_codes"][0]


def test_basis_of_each_step():
    never, day = np.datetime64("NaT", "s"), np.datetime64("2001-05-03", "s")
    arrival = np.array([never, never, day, day + np.timedelta64(1, "s")])
    nothing = np.full(4, never)
    seq = np.array([1, 2, np.nan, np.nan])
    person = np.zeros(4, dtype=int)
    assert basis(person, seq, (arrival, arrival), (nothing, nothing)).tolist() == [NUMBER, NUMBER, FILE, DATES]


def test_rows_in_order_are_left_alone():
    person, seq = np.array([0, 0, 1]), np.array([1.0, 2.0, 1.0])
    assert arrange(person, seq, np.full(3, np.datetime64("NaT", "s"))).tolist() == [0, 1, 2]

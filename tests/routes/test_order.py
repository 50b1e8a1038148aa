from itertools import permutations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.events import validate
from routes.order import DATES, FILE, NUMBER, arrange, basis
from tests.routes.ladders import codes, ladder, legs, places, rows

DATED = "person_id seq place_id arrival departure"


def stops(*cells):
    return stops_of(DATED, *cells)


def stops_of(columns, *cells):
    return ladder(columns, *cells).stints["place_id"].tolist()


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


# --- ties -------------------------------------------------------------------------------------------------------------

DAY = "2001-05-03"
TIED = "person_id place_id event arrival departure"


PLACES = places()


def in_order(columns, *cells):
    """The rows (from 0) as they are put in order."""
    return validate(rows(columns, *cells), PLACES, "events.csv").at.tolist()


def in_any_order(*cells, columns=TIED):
    """The rows in order, as they are numbered here, of each permutation: one list where the file does not matter."""
    found = [
        tuple(order[at] for at in in_order(columns, *(cells[n] for n in order)))
        for order in permutations(range(len(cells)))
    ]
    return list(dict.fromkeys(found))


def test_who_left_a_place_left_it_before_reaching_the_next():
    cells = [("p", "A", None, None, DAY), ("p", "B", None, DAY, None), ("p", "C", None, "2001-06", None)]
    assert in_any_order(*cells) == [(0, 1, 2)]


def test_a_stay_that_goes_on_comes_after_one_that_ended_that_day():
    cells = [("p", "A", None, DAY, DAY), ("p", "B", None, DAY, "2001-06-01")]
    assert in_any_order(*cells) == [(0, 1)]


def test_a_chain_of_transfers_within_one_day():
    cells = [("p", "A", None, "2001-05-01", DAY), ("p", "B", None, DAY, DAY), ("p", "C", None, DAY, "2001-06-01")]
    assert in_any_order(*cells) == [(0, 1, 2)]
    found = ladder(TIED, *cells[::-1])
    assert {code for codes in found.legs["reason_codes"] for code in codes if code.startswith("order")} == {
        "order_from_dates"
    }


def test_a_book_out_stands_behind_the_book_in_of_its_place():
    cells = [("p", "A", None, DAY, None), ("p", "A", None, None, DAY), ("p", "B", None, DAY, "2001-06-01")]
    assert in_any_order(*cells) == [(0, 1, 2)]


def test_the_end_of_custody_stands_behind_the_arrival_of_that_day():
    cells = [("p", "A", None, "2001", "2001-05-03"), ("p", "B", None, DAY, None), ("p", "B", "release", DAY, None)]
    assert in_any_order(*cells) == [(0, 1, 2)]
    assert ladder(TIED, *cells).report["detentions"] == 1


def test_a_release_from_where_the_person_was_stands_before_a_new_arrest_on_that_day():
    cells = [("p", "A", None, "2001-01-05", None), ("p", "A", "release", DAY, None), ("p", "B", "arrest", DAY, None)]
    assert in_any_order(*cells) == [(0, 1, 2)]
    found = ladder(TIED, *cells)
    assert (found.stints["detention"].tolist(), len(found.legs)) == ([1, 2], 0)


def test_an_arrest_stands_before_the_custody_of_that_day():
    assert in_any_order(("p", "A", "arrest", DAY, None), ("p", "B", None, DAY, None)) == [(0, 1)]


def test_an_arrest_on_the_day_of_another_whole_detention_stays_as_in_the_file():
    cells = [("p", "A", None, DAY, None), ("p", "A", "release", DAY, None), ("p", "B", "arrest", DAY, None)]
    assert in_order(TIED, *cells) == [0, 1, 2]


def test_a_death_at_no_place_comes_last_on_its_day():
    assert in_any_order(("p", "A", None, DAY, None), ("p", None, "death", DAY, None)) == [(0, 1)]


def test_an_undated_event_moves_with_the_event_it_follows():
    cells = [("p", "B", None, DAY, "2001-06-01"), ("p", "C", None, None, None), ("p", "A", None, None, DAY)]
    assert stops_of(TIED, *cells) == ["A", "B", "C"]


def test_what_the_rule_does_not_tell_apart_stays_as_in_the_file():
    cells = [("p", "B", None, DAY, None), ("p", "A", None, DAY, None), ("p", "C", "sighting", DAY, None)]
    assert len(in_any_order(*cells)) == 6


def test_two_detentions_of_one_day_are_not_mixed():
    cells = [
        ("p", "A", "2001-01-05", None, "d1"), ("p", "A", None, DAY, "d1"),
        ("p", "A", DAY, None, "d2"), ("p", "B", "2001-06-01", None, "d2"),
    ]  # fmt: skip
    columns = "person_id place_id arrival departure detention_id"
    assert in_order(columns, *cells) == [0, 1, 2, 3]
    assert in_order(columns, *cells[::-1]) == [3, 2, 1, 0]
    assert ladder(columns, *cells).stints["detention"].tolist() == [1, 2, 2]


def test_another_detention_on_the_same_day_has_no_leg_to_it():
    columns = "person_id place_id arrival departure detention_id"
    found = ladder(columns, ("p", "A", None, DAY, "d1"), ("p", "B", DAY, None, "d2"))
    assert (found.report["detentions"], len(found.legs)) == (2, 0)


def test_equal_numbers_on_one_day_follow_the_rule_and_the_leg_says_that_no_number_does():
    cells = [("p", 1, "B", DAY, None), ("p", 1, "A", None, DAY)]
    found = ladder(DATED, *cells)
    assert found.stints["place_id"].tolist() == ["A", "B"]
    assert [code for code in found.legs["reason_codes"][0] if code.startswith("order")] == ["order_from_dates"]


def test_equal_numbers_without_dates_stay_as_in_the_file_and_the_leg_says_so():
    found = ladder("person_id seq place_id", ("p", 1, "B"), ("p", 1, "A"))
    assert legs(found) == [("B", "A", "inferred")]
    assert "order_from_file" in found.legs["reason_codes"][0]


ROW = st.tuples(
    st.sampled_from(["p", "q"]),
    st.sampled_from(["A", "B", "C", None]),
    st.sampled_from(["custody", "release", "sighting", "unknown_place"]),
    st.sampled_from([None, DAY, "2001-05-04", "2001-05"]),
    st.sampled_from([None, DAY, "2001-06-01"]),
)


@given(st.lists(ROW, min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_ties_lose_no_row_and_part_no_person(cells):
    found = validate(rows(TIED, *cells), PLACES, "events.csv")
    assert sorted([*found.row, *found.rejected["row"]]) == list(range(2, len(cells) + 2))
    assert (np.diff(found.person) >= 0).all()


def day_of(row):
    """What a row is ordered by."""
    return row[3] or row[4]


@given(st.lists(ROW.filter(day_of), min_size=2, max_size=4, unique_by=day_of))
@settings(max_examples=15, deadline=None)
def test_where_dates_differ_the_file_does_not_matter(cells):
    cells = [("p", "A", *row[2:]) for row in cells]
    forward, backward = in_order(TIED, *cells), in_order(TIED, *cells[::-1])
    assert forward == [len(cells) - 1 - at for at in backward]

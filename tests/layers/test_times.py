import numpy as np
import pandas as pd
import pytest

from layers.choosing import select
from layers.times import days, leg_bounds, stint_bounds
from tests.layers.small import ladder, walk


def stints(*rows):
    return ladder(*rows).stints


def day(text):
    return float(np.datetime64(text, "D").astype(int))


def test_days_leave_the_hour_out_and_keep_unknown_apart():
    times = pd.Series(np.array(["1970-01-02T23:59:59", "NaT"], dtype="datetime64[s]"))
    assert days(times).tolist()[0] == 1
    assert np.isnan(days(times)[1])


def test_a_recorded_bound_is_never_changed():
    bounds = stint_bounds(stints({"person_id": "p", "place_id": "onsong", "arrival": "1998", "departure": "1999-05"}))
    assert [b[0] for b in bounds] == [day("1998-01-01"), day("1998-12-31"), day("1999-05-01"), day("1999-05-31")]


def test_nothing_known_is_open_on_both_sides():
    assert [b[0] for b in stint_bounds(stints(*walk("p", "onsong")))] == [-np.inf, np.inf, -np.inf, np.inf]


def test_the_next_stop_ends_this_one():
    rows = [
        {"person_id": "p", "place_id": "onsong", "arrival": "1998"},
        {"person_id": "p", "place_id": "nongpo", "arrival": "2000"},
    ]
    assert stint_bounds(stints(*rows)).d1[0] == day("2000-12-31")


def test_the_stop_before_begins_this_one():
    rows = [{"person_id": "p", "place_id": "onsong", "departure": "1998"}, *walk("p", "nongpo")]
    assert stint_bounds(stints(*rows)).a0[1] == day("1998-01-01")


def test_another_person_closes_nothing():
    rows = [
        {"person_id": "p", "place_id": "onsong", "arrival": "1998"},
        {"person_id": "q", "place_id": "nongpo", "arrival": "2000"},
    ]
    assert stint_bounds(stints(*rows)).d1[0] == np.inf


def test_a_next_stop_that_contradicts_the_dates_closes_nothing():
    rows = [
        {"person_id": "p", "place_id": "onsong", "arrival": "2005"},
        {"person_id": "p", "place_id": "nongpo", "arrival": "2000"},
    ]
    assert stint_bounds(stints(*rows)).d1[0] == np.inf


def test_a_leg_lies_between_the_end_of_one_stop_and_the_beginning_of_the_next():
    rows = [
        {"person_id": "p", "place_id": "onsong", "departure": "1998"},
        {"person_id": "p", "place_id": "nongpo", "arrival": "2000"},
    ]
    built = ladder(*rows)
    bounds = leg_bounds(built.legs, stint_bounds(built.stints))
    assert [b[0] for b in bounds] == [day("1998-01-01"), day("1998-12-31"), day("2000-01-01"), day("2000-12-31")]


@pytest.mark.parametrize(("mode", "chosen"), [("possibly", True), ("certainly", False)])
def test_a_year_possibly_lies_in_its_own_month_but_not_certainly(mode, chosen):
    built = ladder({"person_id": "p", "place_id": "onsong", "arrival": "1998", "departure": "1998"})
    values = {"time_from": "1998-05", "time_to": "1998-05", "time_mode": mode}
    assert select(built, values).persons.tolist() == [chosen]

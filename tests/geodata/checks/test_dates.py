import pytest

from geodata.audit import check
from tests.geodata.checked import codes, table


@pytest.mark.parametrize(
    ("opened", "closed", "told"),
    [
        ("1998", "1997-12-31", ["closed_before_opened"]),
        ("1998", "1998", []),
        ("199X", "1992", []),
        ("1998", "../1990", ["closed_before_opened"]),
        ("1998", "1990/..", []),
        ("1998", "", []),
        ("31/12/1998", "1990", ["date_unreadable"]),
    ],
)
def test_a_place_opens_before_it_closes(opened, closed, told):
    assert codes({"opened": opened, "closed": closed}) == told


def test_an_unreadable_date_comes_with_its_way_out():
    found = check(*table({"opened": "31/12/1998"})).iloc[0]
    assert (found["field"], found["remedy"]) == ("opened", "write 1998-12-31")

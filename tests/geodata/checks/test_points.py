from geodata.audit import check
from tests.geodata.checked import codes, table


def test_three_places_on_one_point_each_say_so():
    found = check(*table({}, {}, {}))
    assert found["code"].tolist() == ["same_point"] * 3
    assert found["other"].tolist() == ["p1", "p0", "p0"]


def test_two_places_on_one_point_may_be_one_building():
    assert codes({"locality": "Northtown"}, {"locality": "Northtown"}) == ["shared_point"]


def test_two_places_of_different_towns_on_one_point():
    assert codes({"locality": "Northtown"}, {"locality": "Southtown"}) == ["same_point"]


def test_a_town_and_a_part_of_it_are_one():
    assert codes({"locality": "Eastxtown (Northtown County)"}, {"locality": "Northtown"}) == ["shared_point"]


def test_a_point_that_says_that_it_stands_for_the_town_is_a_note():
    town = {"locality": "Northtown", "precision": "locality"}
    assert check(*table(town, town, town))["severity"].tolist() == ["note"] * 3


def test_two_places_that_say_that_they_stand_for_their_town_are_no_finding():
    town = {"locality": "Northtown", "precision": "locality"}
    assert codes(town, town) == []


def test_a_town_point_for_two_towns_is_none():
    town = {"precision": "locality"}
    assert set(codes(town | {"locality": "Northtown"}, town | {"locality": "Southtown"})) == {"same_point"}

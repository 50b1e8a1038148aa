"""The address that is printed on an export: the page's own, unless it would tell what the profile withholds."""

import pytest

from layers.links import reopening
from layers.profiles import reduce
from tests.layers.small import ladder, walk

BASE = "http://127.0.0.1:8501/"
KEY = b"k" * 32


def address(profile, where, consent="public", **parameters):
    told = ladder(*walk("P1", "tumen", "onsong", consent=consent, authority="MSS"))
    part = reduce(told, profile, where=where, key=KEY)
    return reopening(BASE, parameters, part, where=where, profile=profile, key=KEY)


@pytest.mark.parametrize("profile", ["internal", "public", "partner"])
def test_a_view_without_parameters_is_the_page(profile):
    assert address(profile, {}) == BASE


def test_every_value_of_a_filter_is_in_it():
    told = address("public", {"authority": ["MSS"]}, authority=["MSS"], view=["41.2,127.5,6.5"], lang=["ko"])
    assert told == BASE + "?authority=MSS&view=41.2,127.5,6.5&lang=ko"


def test_parameters_that_are_nobodys_are_left_out():
    assert address("public", {}, table=["legs"], evil=["<script>"]) == BASE


@pytest.mark.parametrize(("profile", "consent", "given"), [
    ("internal", "", True), ("public", "public", True), ("public", "", False), ("partner", "partner", False),
])  # fmt: skip
def test_a_person_is_in_an_address_only_where_the_profile_lets_their_id_out(profile, consent, given):
    by_filter = address(profile, {"person": "P1"}, consent, person=["P1"])
    by_pick = address(profile, {}, consent, pick=["person:P1"])
    assert (by_filter is not None, by_pick is not None) == (given, given)


@pytest.mark.parametrize("pick", ["person:P9", "P1", "planet:P1", ""])
def test_a_pick_that_is_nothing_in_the_part_gives_no_address(pick):
    assert address("public", {}, pick=[pick]) is None

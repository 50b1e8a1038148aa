"""What an export says that it left out: what could have been in it, and nothing else."""

import pytest

from layers import cut
from layers.export import WRITERS
from layers.looks import BRIEFS, PAGES, PICTURES
from layers.manifest import manifest
from layers.payload import payload
from layers.profiles import PROFILES, reduce
from tests.layers import briefs
from tests.layers.briefs import INPUTS, KEY
from tests.layers.pictures import drawn
from tests.layers.small import ladder, walk

NEVER = ("Notes, left out: 2.", "Columns of the records that are not part of the format, left out: 1.")


@pytest.fixture(scope="module")
def built():
    """A person who agreed, with notes and a column of their own."""
    return ladder(*walk("P1", "onsong", "yodok", note="canary note", other="canary cell", arrival="1998-05-17"))


@pytest.mark.parametrize("ending", WRITERS)
def test_the_manifest_says_what_could_have_been_in_such_a_file(built, ending):
    told = manifest(built, reduce(built, "public"), inputs=INPUTS, made={"ending": ending, "look": {}})
    assert [words for words in NEVER if words in told["cut"]] == ([] if ending in cut.DRAWN else [*NEVER])
    assert "Dates are given to the year." in told["cut"]


def test_what_is_drawn_are_pages_pictures_and_briefs():
    assert {*cut.DRAWN} == {*PAGES, *PICTURES, *BRIEFS}


@pytest.mark.parametrize("profile", PROFILES)
def test_no_map_holds_a_note_or_a_column_of_the_file(built, profile):
    assert "canary" not in repr(payload(built, profile=profile, key=KEY))


def test_neither_a_picture_nor_a_brief_says_that_they_were_left_out(built):
    notes = " ".join(drawn(payload(built, profile="public"), person="P1").words.notes)
    brief = briefs.words(briefs.made(built, profile="public"))
    for said in (notes, brief):
        assert "left out" not in said
        assert "Dates are given to the year." in said


HOUSES = [{"longitude": f"128.{n}", "latitude": "41.5"} for n in range(1, 9)]


def hidden(number, *stops, house=None, **columns):
    """Rows of people who have not agreed, each at a house first: their own, or all at one."""
    return [
        row
        for n in range(number)
        for row in ({"person_id": f"H{n}", "consent": "", **HOUSES[n if house is None else house], **columns},
                    *walk(f"H{n}", *stops, consent=""))
    ]  # fmt: skip


def told(*rows, **options):
    return dict(reduce(ladder(*rows), "public", **options).cut)


def test_everything_of_people_who_have_not_agreed_is_counted_in_fives():
    agreed = walk("P1", "onsong", "tumen", note="seen", own="x", other="y")
    agreed += walk("P1", "yodok", note="  ")
    said = told(*hidden(7, "onsong", "nongpo", note="heard"), *walk("H0", "yodok", consent=""), *agreed)
    counts = {key.removeprefix("export.cut."): values.get("count") for key, values in said.items()}
    assert counts == {
        "people": 5, "stops": 20, "legs": 15, "own_places": 5, "cells": None, "places": None, "notes": 2 + 5,
        "columns": 2, "years": None,
    }  # fmt: skip


def test_a_place_is_theirs_where_nobody_who_is_shown_was_and_each_is_counted_once():
    alone = hidden(5, "onsong", "nongpo", "yodok", "tumen")
    assert told(*alone)["export.cut.own_places"] == {"count": 5}
    assert "export.cut.own_places" not in told(*alone, {"person_id": "P1", **HOUSES[0]})
    assert "export.cut.own_places" not in told(*hidden(5, "onsong", "nongpo", "yodok", "tumen", house=0))


def test_of_fewer_than_five_people_nothing_is_counted():
    assert [*told(*hidden(4, "onsong", "nongpo", note="heard"), *walk("P1", "onsong"))] == [
        f"export.cut.{key}" for key in ("people_few", "cells", "places", "years")
    ]


def test_where_everybody_agreed_nothing_is_said_of_others():
    assert [*told(*walk("P1", "onsong"))] == ["export.cut.years"]


def test_it_is_said_that_places_do_not_count_them_where_something_was_chosen():
    said = [told(*hidden(5, "onsong"), where=where) for where in ({}, {"country": ["KP"]})]
    assert [("export.cut.places" in one, "export.cut.places_chosen" in one) for one in said] == [
        (True, False),
        (False, True),
    ]

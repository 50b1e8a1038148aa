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

"""How an exported page is told to open: one property a test."""

import pytest

from geodata.errors import DataError
from layers.export import WRITERS
from layers.opening import opened
from layers.payload import payload
from tests.layers.small import ladder, walk


@pytest.fixture(scope="module")
def content():
    return payload(ladder(*walk("P1", "onsong", "nongpo")))


def start(content, **look):
    return opened(content, look)["meta"].get("start")


def test_without_a_look_it_opens_as_any_page(content):
    assert opened(content, {}) == content


def test_the_layers_that_were_on_are_on(content):
    assert start(content, layers={"flows": True, "paths": False}) == {"layers": {"flows": True, "paths": False}}


def test_a_layer_that_the_page_does_not_have_is_left_out(content):
    alone = {**content, "layers": [{"key": "facilities", "label": "", "on": True}]}
    assert start(alone, layers={"facilities": True, "paths": True}) == {"layers": {"facilities": True}}


@pytest.mark.parametrize(("kind", "wanted"), [("person", "P1"), ("place", "nongpo")])
def test_who_was_picked_is_picked(content, kind, wanted):
    assert start(content, **{kind: wanted})["pick"] == {"kind": kind, "id": wanted}


@pytest.mark.parametrize("kind", ["person", "place"])
def test_an_id_that_the_page_does_not_hold_is_told(content, kind):
    with pytest.raises(DataError, match=f"--{kind}: no {kind} of that id is in the page"):
        opened(content, {kind: "nobody"})


def test_a_person_whom_the_profile_withholds_cannot_be_picked():
    hidden = payload(ladder(*walk("P1", "onsong", "nongpo", consent="")), profile="public")
    with pytest.raises(DataError, match="choose a profile that lets it out"):
        opened(hidden, {"person": "P1"})


def test_a_page_opens_on_one_pick(content):
    with pytest.raises(DataError, match="opens on one of them"):
        opened(content, {"person": "P1", "place": "nongpo"})


def test_the_view_is_where_the_map_was(content):
    assert start(content, view=(41.2, 127.5, 6))["view"] == [41.2, 127.5, 6.0]


def test_the_address_is_told(content):
    assert opened(content, {"address": "http://localhost/?a=1"})["meta"]["address"] == "http://localhost/?a=1"


def test_the_content_that_goes_in_is_not_changed(content):
    opened(content, {"address": "x", "view": (41.2, 127.5, 6)})
    assert not {"start", "address"} & set(content["meta"])


def test_the_writer_of_pages_heeds_the_look():
    data, _ = WRITERS[".html"](ladder(*walk("P1", "onsong")), {"profile": "internal", "inputs": []}, {"person": "P1"})
    assert b'"start":{"pick":{"kind":"person","id":"P1"}}' in data

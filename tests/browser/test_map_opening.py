"""How an exported file opens: as it was seen when it was made. One property a test, in Chromium."""

import pytest

from tests.browser.documents import content


def place(page):
    return page.evaluate("[nowhere.map.getCenter().lat, nowhere.map.getCenter().lng, nowhere.map.getZoom()]")


def test_the_layers_that_were_on_are_on(opened):
    page = opened(content(start={"layers": {"flows": True, "paths": False}}))
    assert page.evaluate("[nowhere.state.layers.flows, nowhere.state.layers.paths]") == [True, False]
    assert page.is_checked("#filters input[name=layer-flows]")


def test_who_was_picked_is_picked_and_seen_whole(opened):
    page = opened(content(start={"pick": {"kind": "person", "id": "P2"}}))
    assert page.inner_text("#panel h2") == "Person P2"
    assert page.evaluate("nowhere.map.getBounds().contains(nowhere.app.moves.boundsOf(nowhere.state.pick))")


def test_the_map_is_where_it_was(opened):
    page = opened(content(start={"view": [41.25, 127.5, 8]}))
    assert place(page) == pytest.approx([41.25, 127.5, 8], abs=0.01)


def test_a_pick_does_not_move_a_map_that_was_somewhere(opened):
    page = opened(content(start={"view": [41.25, 127.5, 8], "pick": {"kind": "place", "id": "gamma"}}))
    assert place(page) == pytest.approx([41.25, 127.5, 8], abs=0.01)
    assert page.inner_text("#panel h2") == "Gamma"


def test_without_any_word_it_opens_on_all_of_the_data(opened):
    page = opened(content())
    assert page.evaluate("nowhere.state.pick") is None
    assert page.evaluate(
        "nowhere.map.getBounds().contains([39, 126]) && nowhere.map.getBounds().contains([42.4, 129.7])"
    )


def test_the_address_of_the_view_is_said_in_the_legend(opened):
    page = opened(content(address="http://localhost:8501/?person=P2"))
    assert "This view again: http://localhost:8501/?person=P2" in page.text_content("#legend .notes")

"""The map document in the page's frame, and an exported file in somebody else's: one property a test, in Chromium, on a few invented people."""

import pytest

from tests.browser.documents import content, hosted, people
from tests.browser.driving import heard, tell
from tests.browser.waiting import until


@pytest.fixture
def framed(visit, tmp_path):
    """The document in a frame without an origin, its host page, and a way to say something to it."""
    page = visit(hosted(content(standalone=False), tmp_path))
    until(page, "heard.some(({ type }) => type === 'painted')")
    return page


def test_in_a_frame_it_says_that_it_is_ready(framed):
    assert heard(framed, "ready") == {"type": "ready"}


def test_in_a_frame_there_are_no_filter_controls(framed):
    assert framed.frames[1].locator("#filters").count() == 0


def test_a_state_is_painted_and_reported(framed):
    framed.evaluate("heard.length = 0")
    tell(framed, filters={"person": "P3"})
    painted = heard(framed, "painted")
    assert (painted["persons"], painted["legs"]) == (1, 1)


def test_a_state_without_view_keeps_the_view(framed):
    tell(framed, view=[40, 128, 8])
    framed.evaluate("heard.length = 0")
    tell(framed, filters={"person": "P3"}, layers={"flows": True})
    heard(framed, "painted")
    assert framed.frames[1].evaluate("nowhere.map.getZoom()") == 8


def test_a_pick_is_told_by_id(framed):
    framed.frames[1].focus("button.place[data-place=gamma]")
    framed.keyboard.press("Enter")
    assert heard(framed, "pick") == {"type": "pick", "kind": "place", "id": "gamma"}


def test_clearing_a_pick_is_told(framed):
    tell(framed, pick={"kind": "person", "id": "P2"})
    framed.frames[1].click("#panel .shut")
    assert heard(framed, "pick") == {"type": "pick", "kind": "person", "id": None}


def test_a_pick_from_the_page_is_not_told_back(framed):
    tell(framed, pick={"kind": "person", "id": "P2"})
    framed.frames[1].wait_for_selector("#panel h2:has-text('P2')")
    assert framed.evaluate("heard.filter(({ type }) => type === 'pick')") == []


def test_the_view_is_told_after_moving(framed):
    framed.evaluate("heard.length = 0")
    tell(framed, view=[40, 128, 8])
    told = heard(framed, "view")
    assert told["view"] == pytest.approx([40, 128, 8], abs=0.01)
    west, south, east, north = told["bounds"]
    assert west < 128 < east and south < 40 < north


def test_only_this_area_is_told_and_left_to_the_page(framed):
    framed.frames[1].click(".area")
    assert len(heard(framed, "area")["bounds"]) == 4
    assert framed.frames[1].evaluate("nowhere.counts().persons") == 4


@pytest.mark.parametrize(
    "message",
    [
        None,
        "state",
        {"type": "other", "filters": {"person": "P3"}},
        {"type": "state", "filters": "P3"},
        {"type": "state", "filters": {"person": {"toString": 1}}},
        {"type": "state", "view": ["a", None, 3]},
        {"type": "state", "pick": {"kind": "line", "id": "0"}},
        {"type": "state", "layers": {"paths": "off"}},
    ],
)
def test_a_message_of_another_shape_changes_nothing(framed, message):
    frame = framed.frames[1]
    before = frame.evaluate("JSON.stringify([nowhere.state, nowhere.map.getCenter(), nowhere.counts()])")
    framed.evaluate("(message) => frame.contentWindow.postMessage(message, '*')", message)
    framed.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert frame.evaluate("JSON.stringify([nowhere.state, nowhere.map.getCenter(), nowhere.counts()])") == before


@pytest.fixture
def embedded(visit, tmp_path):
    """An exported file in a frame of somebody's page."""
    page = visit(hosted(content(standalone=True), tmp_path))
    until(page.frames[1], "window.nowhere && nowhere.painted > 0")
    return page


def test_an_exported_file_tells_the_page_around_it_nothing(embedded):
    embedded.frames[1].click(".area")
    embedded.frames[1].focus("button.place[data-place=gamma]")
    embedded.keyboard.press("Enter")
    embedded.frames[1].wait_for_selector("#panel h2:has-text('Gamma')")
    embedded.evaluate("new Promise((done) => setTimeout(done, 400))")
    assert embedded.evaluate("heard") == []


def test_an_exported_file_takes_nothing_from_the_page_around_it(embedded):
    tell(embedded, filters={"person": "P3"})
    embedded.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert embedded.frames[1].evaluate("nowhere.counts().persons") == 4


def test_an_exported_file_in_a_frame_keeps_its_own_area(embedded):
    embedded.frames[1].click(".area")
    assert "bbox" in embedded.frames[1].evaluate("nowhere.state.filters")


def test_a_message_from_anyone_but_the_parent_is_not_heard(framed):
    frame = framed.frames[1]
    frame.evaluate("window.postMessage({ type: 'state', filters: { person: 'P3' } }, '*')")
    frame.evaluate("new Promise((done) => setTimeout(done, 100))")
    assert frame.evaluate("nowhere.counts().persons") == 4


def test_everyone_of_the_test_data_has_an_id():
    assert [one["id"] for one in people()] == ["P1", "P2", "P3", "P10"]

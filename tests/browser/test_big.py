"""More legs than one document can hold: flows first, counted by the server; single paths once the choice is small.

FLOWS_ABOVE makes the bundled cases many: above 60 legs, or people, flows are shown.
"""

import re
from itertools import pairwise

import pytest

from layers.big import Counted, message
from layers.big import document as document_of
from layers.choosing import select
from layers.columns import read_column
from tests.browser.documents import hosted
from tests.browser.driving import heard, tell
from tests.browser.serving import serving
from tests.browser.test_page import map_of
from tests.browser.waiting import until
from tests.layers.small import ladder, walk

MANY = 60


@pytest.fixture(scope="module")
def server():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FLOWS_ABOVE", str(MANY))
        with serving() as running:
            yield running


@pytest.fixture
def opened(server, visit):
    def go(query=""):
        page = visit(f"{server.url}/{query}")
        return page, map_of(page)

    return go


def choose(page, name, text):
    """Type into a filter; the map document that is there once it has acted."""
    page.get_by_role("textbox", name=re.compile(f"^{name}")).first.fill(text)
    page.keyboard.press("Enter")


def other(page, before):
    """The document that takes the place of another in the frame."""
    page.wait_for_selector(f'iframe[data-ready]:not([data-ready="{before}"])')
    return map_of(page)


def document(page):
    return page.locator("iframe").get_attribute("data-ready")


def test_above_the_limit_the_map_shows_flows_of_everybody_and_holds_nobody(opened):
    page, frame = opened()
    assert frame.evaluate("[nowhere.app.data.personCount, nowhere.app.data.legCount, nowhere.app.flows.shown]") == [
        0,
        0,
        True,
    ]
    assert "113 of 113 people · 227 of 227 legs" in frame.inner_text("#count")
    assert "single paths come from 60 legs down, 167 fewer than now" in page.inner_text("[data-testid=stMain]")


def test_a_filter_is_counted_by_the_server_without_another_document(opened):
    page, frame = opened()
    frame.evaluate("window.mounted_once = true")
    all_flows = frame.evaluate("nowhere.app.flows.order.length")
    choose(page, "From", "2005")
    until(frame, f"nowhere.app.flows.order.length < {all_flows}")
    counted = re.search(r"([\d,]+ of 113 people)", page.inner_text("[data-testid=stMain]")).group(1)
    assert frame.evaluate("window.mounted_once")
    until(frame, f"document.querySelector('#count').innerText.includes('{counted}')")


def test_a_small_choice_brings_single_paths_where_the_map_stood_and_widening_takes_them_away(opened):
    page, frame = opened()
    frame.evaluate("nowhere.map.setView([41.5, 128.5], 8.25, { animate: false })")
    page.wait_for_url(re.compile("view="))
    flows = document(page)
    choose(page, "Case", "C-01")
    paths = other(page, flows)
    assert paths.evaluate("[nowhere.app.data.personCount, nowhere.app.selection.legsShown]") == [4, 6]
    assert paths.evaluate("[nowhere.map.getZoom(), nowhere.app.on.paths, nowhere.app.on.flows]") == [8.25, True, False]
    assert "too many" not in page.inner_text("[data-testid=stMain]")
    shown = document(page)
    choose(page, "Case", "")
    again = other(page, shown)
    assert again.evaluate("[nowhere.app.data.personCount, nowhere.map.getZoom()]") == [0, 8.25]


def test_a_picked_person_has_a_path_whatever_is_chosen_and_closing_brings_the_flows_back(opened):
    page, _ = opened()
    flows = document(page)
    grid = page.locator("[data-testid=stDataFrame]").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 55)
    frame = other(page, flows)
    frame.wait_for_selector("#panel h2:has-text('S-001')")
    legs = (
        "Array.from(nowhere.app.data.legLine, (line) => [nowhere.app.data.lineA[line], nowhere.app.data.lineB[line]])"
    )
    stops = frame.evaluate("Array.from(nowhere.app.data.stints.place).filter((place) => place >= 0)")
    assert frame.evaluate(legs) == [list(pair) for pair in pairwise(stops)]
    assert frame.evaluate("[nowhere.app.data.personCount, nowhere.app.stops.shown]") == [1, True]
    alone = document(page)
    frame.locator("#panel .shut").click()
    assert other(page, alone).evaluate("nowhere.app.data.personCount") == 0


def test_a_flow_and_a_place_tell_their_numbers_without_names(opened):
    _, frame = opened()
    frame.evaluate("nowhere.app.choose({ kind: 'line', position: nowhere.app.flows.order[0] })")
    most = frame.evaluate("nowhere.app.flows.most")
    assert f"People who passed through: {most}" in frame.inner_text("#panel")
    frame.evaluate(
        "nowhere.app.choose({ kind: 'place', position: nowhere.app.data.lineA[nowhere.app.flows.order[0]] })"
    )
    assert re.search(r"People who passed through: [1-9]", frame.inner_text("#panel"))
    assert not re.search(r"S-\d{3}", frame.inner_text("#panel"))


def test_a_choice_of_another_shape_is_left_out(visit, tmp_path):
    built = ladder(*walk("P1", "onsong", "nongpo", "yodok"))
    counted = Counted(built)
    selection = select(built, {})
    told = message(counted, selection, counted.count(selection), [], flows=True)
    content = document_of(counted, counted.nobody(), lang="en")
    content["meta"]["standalone"] = False
    page = visit(hosted(content, tmp_path))
    heard(page, "painted")
    wrong = [
        {**told, "persons": "1"},
        {**told, "at": [1]},
        {**told, "last": {"all": 1, "count": 1e12}},
        {**told, "places": {"n": 5}},
        {**told, "flows": {**told["flows"], "a": [99] * len(read_column(told["flows"]["a"]))}},
        {**told, "flows": {**told["flows"], "km": None}},
    ]
    for choice in wrong:
        tell(page, filters={}, choice=choice)
    assert page.frames[1].evaluate("[nowhere.app.data.lineCount, nowhere.app.flows.order.length]") == [0, 0]
    tell(page, filters={}, choice=told)
    until(page.frames[1], "nowhere.app.flows.order.length === 2")

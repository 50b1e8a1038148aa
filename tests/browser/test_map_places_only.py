"""A document of places alone, as the page *Coordinates* shows it: one property a test, in Chromium, on a few invented places."""

import pytest

from layers.payload import payload
from routes.build import places_only
from tests.browser.documents import hosted
from tests.browser.driving import apply, heard, tell
from tests.browser.waiting import until
from tests.layers.small import places

YODOK, LOST = ({"kind": "place", "id": place} for place in ("yodok", "lost"))


def alone(lang="en", **meta):
    told = payload(places_only(places()), lang=lang, title="Places")
    return {**told, "meta": {**told["meta"], "standalone": True, **meta}}


@pytest.fixture
def framed(visit, tmp_path):
    page = visit(hosted(alone(standalone=False), tmp_path))
    heard(page, "painted")
    return page


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "6 of 6 places · without a position, so not on the map: 1"),
        ("ko", "장소 6곳 중 6곳 · 위치를 알 수 없어 지도에 없는 곳: 1"),
    ],
)
def test_the_strip_counts_places_and_those_without_a_position(opened, lang, words):
    assert opened(alone(lang)).inner_text("#count") == words


def test_the_strip_counts_what_the_filters_leave(opened):
    page = opened(alone())
    apply(page, filters={"place_text": "camps", "place_ids": ["yodok", "onsong"]})
    assert page.inner_text("#count") == "2 of 6 places"


def test_nothing_is_said_of_people(opened):
    page = opened(alone())
    apply(page, pick=YODOK)
    labels = page.eval_on_selector_all("button.place", "all => all.map((one) => one.getAttribute('aria-label')).join()")
    said = page.inner_text("body") + labels
    assert "Camp 15" in said
    assert "people" not in said and "passed" not in said and "order of places" not in said


def test_the_map_is_called_one_of_places(opened):
    assert opened(alone()).get_attribute("#map", "aria-label").startswith("Map of places")


def test_the_legend_has_no_paths(opened):
    text = opened(alone()).inner_text("#legend")
    assert "Documented" not in text and "Last seen" not in text
    assert "no source names a place there" in text


def test_the_controls_of_a_file_offer_what_it_has(opened):
    page = opened(alone())
    boxes = page.eval_on_selector_all("#filters fieldset input", "all => all.map(({ name }) => name)")
    assert boxes == ["layer-uncertainty", "layer-facilities", "layer-crossings", "layer-comparison"]
    assert page.is_hidden("#filters .people")


def test_places_are_drawn_in_full(opened):
    page = opened(alone())
    assert page.evaluate("[0, 1, 2].map((place) => nowhere.app.places._alpha(place))") == [1, 1, 1]


def test_a_picked_place_does_not_fade_its_neighbours(opened):
    page = opened(alone())
    apply(page, pick=YODOK)
    assert page.evaluate("nowhere.app.places._alpha(nowhere.app.data.placeById('onsong'))") == 1


def test_the_card_begins_with_the_position_and_the_sources(opened):
    page = opened(alone())
    apply(page, pick=YODOK)
    text = page.inner_text("#panel .body")
    assert text.index("39.6700, 126.8500") < text.index("A report") < text.index("Political prison camp")


def test_a_pick_is_told_by_id(framed):
    frame = framed.frames[1]
    frame.focus("button.place[data-place=yodok]")
    framed.keyboard.press("Enter")
    assert heard(framed, "pick") == {"type": "pick", "kind": "place", "id": "yodok"}


def test_the_page_around_tells_of_the_place_and_the_map_leaves_it_room(framed):
    tell(framed, pick=YODOK)
    until(framed.frames[1], "nowhere.state.pick !== null")
    assert framed.frames[1].is_hidden("#panel")


def test_the_legend_stays_open_where_no_card_needs_its_room(framed):
    frame = framed.frames[1]
    assert frame.is_visible("#legend ul")
    tell(framed, pick=YODOK)
    until(frame, "nowhere.state.pick !== null")
    assert frame.is_visible("#legend ul")


def test_letting_go_with_a_key_is_told(framed):
    framed.frames[1].focus("button.place[data-place=yodok]")
    framed.keyboard.press("Enter")
    framed.keyboard.press("Escape")
    until(framed, "heard.some(({ type, kind, id }) => type === 'pick' && kind === 'place' && id === null)")


def test_a_click_on_a_sign_is_told_by_id(framed):
    tell(framed, view=[39.67, 126.85, 8])
    until(framed.frames[1], "nowhere.map.getZoom() === 8")
    framed.frames[1].locator("#map").click()  # its middle
    assert heard(framed, "pick")["id"] == "yodok"


def test_closing_the_card_of_a_file_clears_the_pick(opened):
    page = opened(alone())
    apply(page, pick=YODOK)
    page.click("#panel .shut")
    assert page.evaluate("nowhere.state.pick") is None


def test_a_pick_from_the_page_is_shown_and_gone_to(framed):
    tell(framed, pick=YODOK, layers={"comparison": True})
    frame = framed.frames[1]
    until(frame, "nowhere.map.getBounds().contains([39.67, 126.85]) && nowhere.app.comparison.spots.length === 1")


def test_a_pick_without_a_position_shows_its_card_and_its_source(opened):
    page = opened(alone())
    apply(page, pick=LOST)
    assert "no position known" in page.inner_text("#panel").lower()


def test_a_pick_without_a_position_goes_where_its_source_puts_it(framed):
    frame = framed.frames[1]
    tell(framed, pick=LOST, layers={"comparison": True})
    until(frame, "nowhere.map.getBounds().contains([42, 129])")
    tell(framed, pick=YODOK)
    until(frame, "nowhere.map.getBounds().contains([39.67, 126.85])")


def test_in_the_frame_there_is_no_button_for_an_area(framed):
    assert framed.frames[1].is_hidden(".area")


def test_in_a_file_there_is_one(opened):
    page = opened(alone())
    page.click(".area")
    assert "bbox" in page.evaluate("nowhere.state.filters")

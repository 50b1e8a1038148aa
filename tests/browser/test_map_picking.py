"""Picking a person, a place or a leg, and the panel that opens: one property a test, in Chromium, on a few invented people."""

from tests.browser.documents import PLACES, content, person, stop
from tests.browser.driving import apply, screen


def test_a_click_on_a_place_shows_it(opened):
    page = opened()
    page.mouse.click(*screen(page, "gamma"))
    assert page.inner_text("#panel h2") == "Gamma"


def test_a_click_on_a_leg_of_one_person_shows_the_person(opened):
    page = opened(content([person("P1", stop("beta"), stop("gamma"))]))
    (x1, y1), (x2, y2) = screen(page, "beta"), screen(page, "gamma")
    page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    assert page.inner_text("#panel h2") == "Person P1"


def test_a_click_on_a_leg_of_several_lists_them(opened):
    page = opened(content([person(id, stop("beta"), stop("gamma")) for id in ("P1", "P2")]))
    (x1, y1), (x2, y2) = screen(page, "beta"), screen(page, "gamma")
    page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2)
    assert page.inner_text("#panel h2") == "From Beta Camp to Gamma"
    assert page.locator("#panel ul.people button").all_inner_texts() == ["P1", "P2"]


def test_under_the_pointer_stand_words(opened):
    page = opened()
    page.mouse.move(*screen(page, "gamma"))
    page.wait_for_selector(".tip:visible")
    assert page.inner_text(".tip").startswith("Gamma")


def test_a_flag_of_several_places_zooms_to_them(opened):
    near = ({"id": "a", "name": "A", "lon": 129.7, "lat": 42.4}, {"id": "b", "name": "B", "lon": 129.72, "lat": 42.4})
    page = opened(
        content([person("P1", stop("a"), ending="last_known"), person("P2", stop("b"), ending="last_known")], near)
    )
    apply(page, view=[42.4, 129.71, 8])
    flag = page.evaluate("(({ x, y, places }) => [x, y, places.length])(nowhere.app.lastKnown.flags[0])")
    assert flag[2] == 2
    x, y = screen(page, "a")
    page.mouse.click(x, y - 20)
    page.wait_for_timeout(400)
    assert page.evaluate("nowhere.map.getZoom()") == 10


def test_a_click_on_empty_land_clears(opened):
    page = opened()
    apply(page, pick={"kind": "place", "id": "gamma"})
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 12)
    assert page.is_hidden("#panel")


def test_a_person_is_told_stop_by_stop(opened):
    page = opened()
    apply(page, pick={"kind": "person", "id": "P2"})
    names = page.locator("#panel .stops > li > strong").all_inner_texts()
    assert names == ["Beta Camp", "Alpha Holding Centre", "Gamma"]


def test_a_stop_without_a_place_is_a_numbered_stop(opened):
    page = opened()
    apply(page, pick={"kind": "person", "id": "P3"})
    assert "Place unknown" in page.locator("#panel .stops > li").nth(1).inner_text()
    assert page.evaluate("nowhere.app.stops.stops.map(({ text }) => text)") == ["1", "3"]


def test_a_gap_says_how_many_stops_it_hides(opened):
    page = opened()
    apply(page, pick={"kind": "person", "id": "P3"})
    assert "whose place is unknown: 1" in page.inner_text("#panel .leg.gap")


def test_a_leg_says_why_its_evidence_is_what_it_is(opened):
    page = opened()
    apply(page, pick={"kind": "person", "id": "P2"})
    assert "why inferred" in page.inner_text("#panel .leg.inferred")


def test_dates_stand_as_recorded(opened):
    page = opened()
    apply(page, pick={"kind": "person", "id": "P1"})
    assert "1999-05~ (about)" in page.inner_text("#panel")


def test_a_duration_is_said_in_words(opened):
    page = opened(content([person("P1", stop("alpha", duration="P8M"))]))
    apply(page, pick={"kind": "person", "id": "P1"})
    assert "8 months" in page.inner_text("#panel")


def test_a_new_detention_says_that_the_person_was_free(opened):
    page = opened(content([person("P1", stop("alpha"), stop("beta", detention=2))]))
    apply(page, pick={"kind": "person", "id": "P1"})
    assert "before it the person was free" in page.inner_text("#panel")


def test_a_picked_path_is_whole_even_if_a_filter_hides_a_leg(opened):
    page = opened()
    apply(page, filters={"evidence": ["inferred"]}, pick={"kind": "person", "id": "P2"})
    assert page.evaluate("nowhere.app.paths.focusKeys.length") == 2


def test_a_place_lists_who_passed_and_opens_them(opened):
    page = opened()
    apply(page, pick={"kind": "place", "id": "gamma"})
    assert page.locator("#panel ul.people button").all_inner_texts() == ["P2", "P3"]
    page.click("#panel ul.people button:has-text('P3')")
    assert page.inner_text("#panel h2") == "Person P3"


def test_a_place_says_whom_the_filters_leave_out(opened):
    page = opened()
    apply(page, filters={"person": "P2"}, pick={"kind": "place", "id": "gamma"})
    assert "Left out by the filters: 1" in page.inner_text("#panel")


def test_a_place_shows_each_source_with_its_distance(opened):
    sources = [
        {"title": "Survey", "url": "https://example.org/a", "longitude": 126.0, "latitude": 39.0},
        {"title": "Map", "longitude": 126.0, "latitude": 39.1},
    ]
    places = [dict(place, sources=sources) if place["id"] == "gamma" else place for place in PLACES]
    page = opened(content(places=places))
    apply(page, pick={"kind": "place", "id": "gamma"})
    first, second = page.locator("#panel ol.sources li").all_inner_texts()
    assert "the position shown" in first and "11 km from the position shown" in second


def test_an_address_is_text_and_not_a_link(opened):
    sources = [{"title": "Survey", "url": "javascript:alert(1)"}, {"title": "Map", "url": "https://example.org"}]
    places = [dict(place, sources=sources) if place["id"] == "gamma" else place for place in PLACES]
    page = opened(content(places=places))
    apply(page, pick={"kind": "place", "id": "gamma"})
    assert page.locator("#panel a").count() == 0
    assert page.locator("#panel code").all_inner_texts() == ["javascript:alert(1)", "https://example.org"]


def test_a_path_in_the_panel_can_be_shown_whole(opened):
    page = opened()
    apply(page, view=[35, 120, 11])
    apply(page, pick={"kind": "person", "id": "P2"})
    page.click("#panel .actions button")
    for place in ("alpha", "beta", "gamma"):
        x, y = screen(page, place)
        panel = page.locator("#panel").bounding_box()
        assert 0 < x < panel["x"] and 0 < y < 900


def test_a_pick_moves_the_map_but_does_not_zoom(opened):
    page = opened()
    apply(page, view=[35, 120, 9])
    apply(page, pick={"kind": "place", "id": "gamma"})
    x, y = screen(page, "gamma")
    assert page.evaluate("nowhere.map.getZoom()") == 9
    assert 0 < x < page.locator("#panel").bounding_box()["x"] and 0 < y < 900

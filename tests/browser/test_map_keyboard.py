"""The map document by keyboard and for a screen reader: one property a test, in Chromium, on a few invented people."""

from tests.browser.documents import content


def test_places_are_buttons_with_names(opened):
    page = opened()
    names = [page.locator("button.place").nth(i).get_attribute("aria-label") for i in range(5)]
    assert any(name.startswith("Gamma, ") and "known to the town or county only" in name for name in names)


def test_above_400_places_in_view_there_are_no_buttons(opened):
    places = tuple(
        {"id": f"p{i}", "name": f"p{i}", "lon": 126 + i % 30 / 20, "lat": 39 + i // 30 / 20} for i in range(450)
    )
    assert opened(content([], places)).locator("button.place").count() == 0


def test_enter_picks_and_escape_clears_and_gives_the_focus_back(opened):
    page = opened()
    page.focus("button.place[data-place=gamma]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Gamma"
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")
    assert page.evaluate("document.activeElement.dataset.place") == "gamma"


def test_tab_reaches_the_places(opened):
    page = opened()
    page.focus(".area")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('place')"):
            break
    assert page.evaluate("document.activeElement.classList.contains('place')")


def test_arrows_move_the_map_from_a_place(opened):
    page = opened()
    page.focus("button.place[data-place=gamma]")
    before = page.evaluate("nowhere.map.getCenter().lat")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("nowhere.map.getCenter().lat") < before


def test_the_focus_stays_on_a_place_while_the_map_moves(opened):
    page = opened()
    page.focus("button.place[data-place=beta]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.place") == "beta"


def test_the_focus_stays_on_a_place_while_the_map_zooms(opened):
    page = opened()
    page.focus("button.place[data-place=beta]")
    page.keyboard.press("-")
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.dataset.place") == "beta"


def test_the_count_is_announced(opened):
    assert opened().get_attribute("#count", "aria-live") == "polite"


def test_the_map_has_a_name(opened):
    assert "Map of transfer paths" in opened().get_attribute("#map", "aria-label")


def test_the_places_can_be_skipped(opened):
    page = opened()
    page.focus(".skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#legend') !== null")

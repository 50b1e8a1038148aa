"""The page as a person uses it, in Chromium: each control once, the address, the panels, and nothing leaves the machine."""

import re
import urllib.error
import urllib.request
from urllib.parse import parse_qs, urlparse

import pytest

from layers.filters import FILTERS
from layers.words import catalogue
from tests.browser.conftest import visits
from tests.browser.desk import settle
from tests.browser.serving import serving
from tests.browser.waiting import until


@pytest.fixture(scope="module")
def server():
    with serving() as running:
        yield running


@pytest.fixture
def opened(server, visit):
    """Open an address of the page; returns the page and the map document in its frame, once it has painted."""

    def go(query: str = "", **options):
        page = visit(f"{server.url}/{query}", **options)
        frame = map_of(page)
        return page, frame

    return go


@pytest.fixture(scope="module")
def plain(server, chromium):
    """The page as it opens and its map, for the tests that look and touch nothing."""
    with visits(chromium) as visit:
        page = visit(server.url)
        yield page, map_of(page)


def map_of(page):
    page.wait_for_selector("iframe", timeout=60_000)
    page.wait_for_selector("iframe[data-ready]", timeout=60_000)  # not the blank document that it begins with
    frame = page.query_selector("iframe").content_frame()
    until(frame, "Boolean(window.nowhere && window.nowhere.painted > 1)", 60)
    return frame


def shown(frame) -> int:
    """How many people the map says it shows."""
    return int(re.search(r"\d[\d,]*", frame.inner_text("#count")).group().replace(",", ""))


def address(page) -> dict[str, list[str]]:
    return parse_qs(urlparse(page.url).query)


def test_the_page_opens_on_all_bundled_people(plain):
    page, frame = plain
    assert shown(frame) == 113
    assert "113 of 113 people" in page.inner_text("[data-testid=stMain]")


def test_the_page_says_that_the_cases_are_synthetic(plain):
    page, frame = plain
    assert "SYNTHETIC" in page.inner_text("[data-testid=stMain]")
    assert "SYNTHETIC" in frame.inner_text("body")


def test_page_and_map_count_the_same_people_under_a_filter(opened):
    page, frame = opened("?ending=died")
    settle(page)
    counted = int(re.search(r"(\d+) of 113 people", page.inner_text("[data-testid=stMain]")).group(1))
    assert 0 < counted < 113
    assert shown(frame) == counted


def test_a_filter_in_a_control_reaches_the_map_without_mounting_it_again(opened):
    page, frame = opened()
    frame.evaluate("window.mounted_once = true")
    page.get_by_role("textbox", name=re.compile("^Person")).first.fill("nobody-of-this-name")
    page.keyboard.press("Enter")
    until(frame, "window.nowhere.counts().persons === 0")
    assert frame.evaluate("window.mounted_once")
    assert address(page)["person"] == ["nobody-of-this-name"]


def test_every_control_of_the_table_of_filters_is_on_the_page(plain):
    page, _ = plain
    sidebar = page.inner_text("[data-testid=stSidebar]")
    assert [item.key for item in FILTERS if catalogue("en")[f"filter.{item.key}"] not in sidebar] == []


def test_a_person_in_the_address_is_picked_on_the_map(opened):
    _, frame = opened("?pick=person:S-001")
    until(frame, "document.querySelector('#panel').innerText.includes('S-001')")


def test_clicking_a_facility_opens_its_panel_and_writes_the_address(opened):
    page, frame = opened("?view=41.40,128.17,13")
    frame.locator("button.place").first.click(force=True)
    frame.wait_for_selector("#panel")
    page.wait_for_url(re.compile("pick=place"))


def test_moving_the_map_writes_where_it_is_and_the_address_brings_it_back(opened):
    page, frame = opened()
    frame.locator("#map").focus()
    page.keyboard.press("+")
    page.wait_for_url(re.compile("view="))
    view = address(page)["view"][0]
    _, frame = opened(f"?view={view}")
    zoom = frame.evaluate("map.getZoom()")
    assert zoom == pytest.approx(float(view.split(",")[2]))


def test_korean_page_has_a_korean_map(opened):
    page, frame = opened("?lang=ko")
    assert "명" in frame.inner_text("#count")
    assert "지도" in page.inner_text("[data-testid=stHeader], [data-testid=stMain]") or "지도" in page.inner_text(
        "body"
    )


def test_a_row_of_the_table_is_picked_on_the_map(opened):
    page, frame = opened()
    grid = page.locator("[data-testid=stDataFrame]").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    page.mouse.click(box["x"] + 15, box["y"] + 55)
    page.wait_for_url(re.compile("pick=person"))
    until(frame, "document.querySelector('#panel') && document.querySelector('#panel').innerText.length > 20")


def test_about_the_data_says_that_the_cases_are_synthetic_and_what_is_missing(opened):
    page, _ = opened()
    page.get_by_role("link", name="About the data").click()
    page.wait_for_selector("text=What is missing")
    assert "113 invented people" in page.inner_text("[data-testid=stMain]")


def test_the_filters_are_still_set_after_a_look_at_the_other_page(opened):
    page, _ = opened("?ending=died")
    page.get_by_role("link", name="About the data").click()
    page.wait_for_selector("text=What is missing")
    page.get_by_role("link", name="Map").click()
    page.wait_for_url(re.compile("ending=died"))
    assert shown(map_of(page)) < 113


def test_the_map_frame_has_no_origin_and_a_policy(plain):
    page, frame = plain
    assert page.locator("iframe").get_attribute("sandbox") == "allow-scripts"
    assert frame.evaluate("self.origin") == "null"


def test_a_map_that_nobody_made_does_not_exist(server):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server.url}/map/{'0' * 64}.html")  # noqa: S310  our own server


def test_every_control_used_once_asks_no_other_host(opened, server):
    page, _ = opened()
    sidebar = page.locator("[data-testid=stSidebar]")
    for box in sidebar.locator("[data-testid=stMultiSelect] input").all():
        box.click()
        box.press("ArrowDown")
        box.press("Enter")
        page.keyboard.press("Escape")
        settle(page)
    for box, text in zip(sidebar.locator("[data-testid=stTextInput] input").all(), ["1998", "2003-05~"], strict=False):
        box.fill(text)
        box.press("Enter")
        settle(page)
    for button in sidebar.locator("[data-testid=stButtonGroup] button").all():
        button.click()
        settle(page)
    for table in ("Legs", "Places", "구간", "장소"):
        for button in page.locator("[data-testid=stMain] [data-testid=stButtonGroup] button", has_text=table).all():
            button.click()
            settle(page)
    for button in map_of(page).locator("button:visible, a.leaflet-control-zoom-in").all()[:12]:
        button.click(force=True)
    settle(page)
    assert outside(server) == []


def outside(server) -> list[str]:
    """What the server looked up or connected to beyond this machine."""
    own = re.compile(r"127\.0\.0\.1|localhost|::1|None|'0\.0\.0\.0'")
    return [line for line in server.connections() if not own.search(line)]


def test_only_this_area_fills_the_control_and_the_address(opened):
    page, frame = opened("?view=41.4,128.2,9")
    frame.click(".area")
    page.wait_for_url(re.compile("bbox="))
    both = "[document.querySelector(\"input[aria-label='Within this area']\").value, new URL(location).searchParams.get('bbox')]"
    until(page, f"(([typed, told]) => typed !== '' && typed === told)({both})", 30)
    page.wait_for_timeout(3_000)  # nothing that was on its way takes it back
    typed, told = page.evaluate(both)
    assert typed == told != ""
    assert 0 < shown(frame) < 113


def test_what_somebody_typed_is_not_read_as_markdown(opened):
    page, _ = opened("?time_from=%5Bx%5D(https://example.org)")
    page.wait_for_selector("text=[x](https://example.org)")
    assert page.locator("a[href*='example.org']").count() == 0


@pytest.mark.parametrize("view", ["nan,nan,nan", "91,500,99"])
def test_a_view_that_is_nowhere_on_the_map_is_left_out(opened, view):
    _, frame = opened(f"?view={view}")
    assert shown(frame) == 113
    assert 30 < frame.evaluate("map.getCenter().lat") < 50


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?evidence=bogus&time_mode=surely&pick=person:nobody", ("bogus", "surely", "nobody")),
        ("?pick=place:nowhere", ("nowhere",)),
    ],
)
def test_what_the_address_says_and_the_records_do_not_hold_is_said(opened, query, words):
    page, frame = opened(query)
    page.wait_for_selector("[data-testid=stAlert]")
    for word in words:
        page.wait_for_selector(f"[data-testid=stText]:has-text('{word}')")
    assert shown(frame) == 113


def test_layers_that_do_not_exist_leave_the_usual_ones(opened):
    _, frame = opened("?layers=xyz")
    assert frame.evaluate("window.nowhere.state.layers.paths")


def test_the_language_stands_in_the_address_of_the_other_page(opened):
    page, _ = opened("?lang=ko")
    page.get_by_role("link", name="자료에 대하여").click()
    page.wait_for_selector("text=빠져 있는 것")
    page.wait_for_url(re.compile("about.*lang=ko"))


def test_a_path_is_drawn_large_in_a_low_window(opened):
    _, frame = opened("?pick=person:S-001", width=720, height=450)
    until(frame, "!document.querySelector('#panel').hidden")
    assert frame.evaluate("map.getZoom()") > 6


def test_a_table_offers_no_download_past_the_profiles(plain):
    page, _ = plain
    grid = page.locator("[data-testid=stDataFrame]").first
    grid.scroll_into_view_if_needed()
    grid.hover()
    assert page.get_by_role("button", name=re.compile("download", re.IGNORECASE)).count() == 0


def test_records_that_cannot_be_read_are_a_sentence(tmp_path, visit):
    with serving(tmp_path / "nowhere.csv") as running:
        page = visit(running.url)
        page.wait_for_selector("text=These records cannot be shown")
        page.wait_for_selector("text=there is no such file")
        assert "Traceback" not in page.inner_text("body")


def test_what_is_wrong_in_a_file_of_places_is_told_on_the_page(tmp_path, visit):
    (tmp_path / "places.csv").write_text("id,lon,lat\na,129,42\nb,0,0\nc,129.5,42\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("person_id,seq,place_id\nP1,1,a\nP1,2,c\n", encoding="utf-8")
    with serving(tmp_path / "events.csv", tmp_path / "places.csv") as running:
        page = visit(running.url)
        page.get_by_role("link", name="About the data").click()
        page.wait_for_selector("text=What a person should look at")
        assert "No contradiction was found" not in page.inner_text("body")

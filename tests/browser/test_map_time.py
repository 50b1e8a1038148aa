"""The two handles over the years in an exported file: one property a test, in Chromium, on a few invented people."""

import pytest

from tests.browser.documents import content, person, stop
from tests.browser.driving import apply, chosen
from tests.browser.waiting import until

FROM, TO = "#time input.from", "#time input.to"


def period(page):
    return page.evaluate("[nowhere.state.filters.time_from, nowhere.state.filters.time_to]")


def press(page, handle, key, times=1):
    page.focus(handle)
    for _ in range(times):
        page.keyboard.press(key)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_it_spans_the_years_that_the_records_hold(opened):
    page = opened()
    assert page.locator("#time .edge").all_inner_texts() == ["1998", "2012"]


def test_at_its_ends_it_sets_no_period(opened):
    page = opened()
    assert period(page) == [None, None]
    assert page.inner_text("#time .said") == "All years"


def test_the_keyboard_moves_a_handle_by_a_year(opened):
    page = opened()
    press(page, FROM, "ArrowRight", 2)
    press(page, TO, "ArrowLeft")
    assert period(page) == ["2000", "2011"]


def test_it_chooses_as_the_typed_dates_do(opened):
    page = opened()
    press(page, TO, "ArrowLeft", 9)
    assert chosen(page) == ["P1", "P10"]


def test_back_at_its_end_a_handle_sets_no_limit(opened):
    page = opened()
    press(page, FROM, "ArrowRight", 3)
    press(page, FROM, "Home")
    assert period(page) == [None, None]
    assert len(chosen(page)) == 4


def test_it_says_in_words_what_is_shown(opened):
    page = opened()
    press(page, FROM, "ArrowRight", 2)
    assert page.inner_text("#time .said") == "Possibly 2000 or later"
    page.select_option("#filters select[name=time_mode]", "certainly")
    press(page, TO, "ArrowLeft")
    assert page.inner_text("#time .said") == "Certainly between 2000 and 2011"
    assert page.inner_text("#caption .chosen") == "Certainly between 2000 and 2011"


def test_a_screen_reader_hears_year_and_meaning(opened):
    page = opened()
    press(page, FROM, "ArrowRight", 2)
    assert page.get_attribute(FROM, "aria-valuetext") == "2000. Possibly 2000 or later"
    assert page.get_attribute(FROM, "aria-label") == "time_from"


def test_typed_dates_move_the_handles(opened):
    page = opened()
    apply(page, filters={"time_from": "2001-05", "time_to": "2004-06-30"})
    assert (page.input_value(FROM), page.input_value(TO)) == ("2001", "2004")
    assert page.inner_text("#time .said") == "Possibly between 2001-05 and 2004-06-30"


def test_moving_one_handle_leaves_other_filters(opened):
    page = opened()
    apply(page, filters={"ending": ["last_known"]})
    press(page, FROM, "ArrowRight")
    assert page.evaluate("nowhere.state.filters") == {"ending": ["last_known"], "time_from": "1999"}


@pytest.mark.parametrize(("handle", "key", "other"), [(FROM, "End", "2005"), (TO, "Home", "2003")])
def test_one_handle_cannot_pass_the_other(opened, handle, key, other):
    page = opened()
    apply(page, filters={"time_from": "2003", "time_to": "2005"})
    press(page, handle, key)
    assert page.input_value(handle) == other


def test_handles_at_one_year_can_both_be_grasped(opened):
    page = opened()
    apply(page, filters={"time_from": "2004", "time_to": "2004"})
    track = page.locator("#time .track").bounding_box()
    at = track["x"] + 24 + (track["width"] - 48) * 6 / 14
    top = track["y"] + track["height"] / 2
    under = "([x, y]) => document.elementFromPoint(x, y).className"
    assert [page.evaluate(under, [at + by, top]) for by in (-12, 12)] == ["from", "to"]


def test_a_handle_can_be_dragged(opened):
    page = opened()
    track = page.locator("#time .track").bounding_box()
    top = track["y"] + track["height"] / 2
    page.mouse.move(track["x"] + 12, top)
    page.mouse.down()
    page.mouse.move(track["x"] + 12 + (track["width"] - 48) / 2, top, steps=8)
    page.mouse.up()
    until(page, "nowhere.state.filters.time_from === '2005'")


def test_all_years_takes_the_period_away_and_leaves_the_rest(opened):
    page = opened()
    apply(page, filters={"time_from": "2004", "time_to": "2005", "ending": ["last_known"]})
    page.click("#time button")
    assert page.evaluate("nowhere.state.filters") == {"ending": ["last_known"]}
    assert page.evaluate("document.activeElement.className") == "from"


@pytest.mark.parametrize("persons", [[], [person("P1", stop("alpha"))], [person("P1", stop("alpha", "1998"))]])
def test_where_there_is_nothing_to_choose_between_there_is_none(opened, persons):
    assert opened(content(persons)).locator("#time").count() == 0


def test_within_the_page_there_is_none(opened):
    assert opened(content(standalone=False)).locator("#time").count() == 0


def test_moving_it_does_not_change_the_size_of_the_map(opened):
    page = opened()
    height = "document.querySelector('#map').clientHeight"
    before = page.evaluate(height)
    press(page, FROM, "ArrowRight", 2)
    assert page.evaluate(height) == before


def test_every_handle_is_at_least_24_pixels_and_nothing_sticks_out_on_a_phone(opened):
    page = opened(width=390, height=844)
    apply(page, filters={"time_from": "2004", "time_to": "2005"})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    box = page.locator("#time .track").bounding_box()
    assert box["width"] >= 140 and box["height"] >= 24


def test_on_paper_the_period_is_in_words(opened):
    page = opened()
    apply(page, filters={"time_from": "2004"})
    page.emulate_media(media="print")
    assert page.is_hidden("#time") and page.is_visible("#caption .chosen")

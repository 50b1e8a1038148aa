"""The map document on a phone and on paper: one property a test, in Chromium, on a few invented people."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.documents import content
from tests.browser.driving import apply


def test_on_a_phone_the_panel_is_a_sheet_at_the_bottom(opened):
    page = opened(width=390, height=844)
    apply(page, pick={"kind": "person", "id": "P2"})
    box = page.locator("#panel").bounding_box()
    stage = page.locator(".stage").bounding_box()
    assert box["width"] == 390 and box["y"] > 844 / 3
    assert box["y"] + box["height"] == pytest.approx(stage["y"] + stage["height"], abs=1)


def test_on_a_phone_nothing_sticks_out(opened):
    page = opened(width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_phone_legend_and_filters_are_folded(opened):
    page = opened(width=390, height=844)
    assert page.is_hidden("#legend ul") and page.is_hidden("#filters fieldset")


def test_on_paper_legend_and_caption_stay_and_controls_go(opened):
    page = opened()
    page.click("#legend .fold")
    page.emulate_media(media="print")
    assert page.is_visible("#legend ul") and page.is_visible("#count")
    assert page.is_hidden("#filters") and page.is_hidden(".area")


def test_all_layers_go_on_paper_as_one_canvas(opened):
    page = opened()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    seen = (
        "[...document.querySelectorAll('#map canvas')].filter(c => getComputedStyle(c).visibility === 'visible').length"
    )
    assert page.evaluate(seen) == 1


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_map_legend_and_all_that_was_left_out_go_on_one_sheet(opened, lang):
    cut = ["Columns of the records that are not part of the format, left out: 2."] * 6
    page = opened(content(lang=lang, cut=cut))
    [sheet] = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert "".join(sheet.extract_text().split()).count("leftout:2.") == 6


def test_after_printing_the_map_is_where_it_was(opened):
    page = opened()
    before = page.evaluate("[nowhere.map.getCenter().lat, nowhere.map.getZoom(), nowhere.map.getSize().x]")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    after = page.evaluate("[nowhere.map.getCenter().lat, nowhere.map.getZoom(), nowhere.map.getSize().x]")
    assert after == pytest.approx(before, abs=1e-6)

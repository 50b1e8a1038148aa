"""What legend and caption say: one property a test, in Chromium, on a few invented people."""

import pytest

from tests.browser.documents import content, person, stop
from tests.browser.driving import apply


def test_the_legend_is_a_list_that_explains_each_kind_of_evidence(opened):
    text = opened().inner_text("#legend ul")
    assert all(word in text for word in ("Documented", "Inferred", "Gap"))


def test_unknown_and_uncertain_are_two_signs(opened):
    page = opened()
    apply(page, layers={"uncertainty": True})
    text = page.inner_text("#legend ul")
    assert "Unknown: " in text and "Uncertain: " in text


def test_the_legend_explains_only_layers_that_are_on(opened):
    page = opened()
    apply(page, layers={"paths": False, "flows": True})
    text = page.inner_text("#legend ul")
    assert "Documented" not in text and "the wider, the more" in text


@pytest.mark.parametrize(
    "words", ["not the road taken", "nobody reported", "No real person", "1.2.3", "fingerprint ffffffffffff"]
)
def test_the_legend_says(opened, words):
    assert words in opened().inner_text("#legend")


def test_records_of_somebody_else_have_a_fingerprint_and_no_version(opened):
    page = opened(content(version="", date=""))
    assert page.inner_text("#legend .notes").splitlines()[-1] == "fingerprint ffffffffffff"
    assert page.inner_text(".leaflet-control-attribution").startswith("Outlines")


def test_the_legend_counts_people_last_seen_nobody_knows_where(opened):
    lost = person("P1", stop(None), ending="last_known")
    assert "not on the map: 1" in opened(content([lost])).inner_text("#legend")


def test_what_was_cut_is_said(opened):
    assert "12 people were left out." in opened(content(cut=["12 people were left out."])).inner_text("#legend")


def test_the_legend_folds(opened):
    page = opened()
    page.click("#legend .fold")
    assert page.is_hidden("#legend ul")


def test_on_a_narrow_map_the_legend_gives_way_to_the_panel_and_comes_back(opened):
    page = opened(content(standalone=False), width=900)
    assert page.is_visible("#legend ul")
    apply(page, pick={"kind": "person", "id": "P2"})
    assert page.is_hidden("#legend ul")
    apply(page, pick=None)
    assert page.is_visible("#legend ul")


@pytest.mark.parametrize(("synthetic", "count"), [(True, 1), (False, 0)])
def test_invented_cases_say_so_on_the_map(opened, synthetic, count):
    page = opened(content(synthetic=synthetic))
    assert page.locator("#caption .synthetic").count() == count


def test_there_is_a_scale(opened):
    assert "km" in opened().inner_text(".leaflet-control-scale")


def test_the_credits_name_the_sources_without_links(opened):
    page = opened()
    assert "GeoNames" in page.inner_text(".leaflet-control-attribution")
    assert page.locator(".leaflet-control-attribution a").count() == 0


def test_korean_is_korean(opened):
    page = opened(content(lang="ko"))
    assert "전체 4명 중 4명" in page.inner_text("#count")

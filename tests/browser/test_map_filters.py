"""What the filters of the map document choose: one property a test, in Chromium, on a few invented people."""

import pytest

from tests.browser.documents import content
from tests.browser.driving import SHOW_ALL, apply, chosen
from tests.browser.waiting import until


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"country": ["CN"]}, ["P10"]),
        ({"authority": ["MPS"]}, ["P2"]),
        ({"reason": ["religion"]}, ["P1"]),
        ({"ending": ["released"]}, ["P2", "P10"]),
        ({"last_place": ["gamma"]}, ["P2"]),
        ({"evidence": ["gap"]}, ["P3"]),
        ({"facility_kind": ["police_station"]}, ["P2", "P3"]),
        ({"person": "p1"}, ["P1"]),
        ({"person": "P1, P10"}, ["P1", "P10"]),
        ({"case": "c-1"}, ["P1", "P2"]),
        ({"place_text": "GAMM"}, ["P2", "P3"]),
        ({"place_ids": ["delta"], "place_text": "nothing"}, ["P10"]),
        ({"bbox": [129, 42, 130, 43]}, ["P1", "P2"]),
        ({"time_from": "2009"}, ["P1", "P2", "P3", "P10"]),  # nobody knows that they were gone
        ({"time_to": "2003"}, ["P1", "P10"]),
        ({"time_from": "2009", "time_mode": "certainly"}, ["P3"]),
        ({"time_to": "1998-12-31", "time_mode": "certainly"}, ["P1"]),
        ({"ending": ["last_known"], "case": "C1"}, ["P1"]),
        ({"ending": [], "case": ""}, ["P1", "P2", "P3", "P10"]),
    ],
)
def test_a_filter_leaves_these_people(opened, filters, expected):
    page = opened()
    apply(page, filters=filters)
    assert chosen(page) == expected


def test_a_filter_on_evidence_also_leaves_only_such_legs(opened):
    page = opened()
    apply(page, filters={"evidence": ["inferred"]})
    assert page.inner_text("#count") == "1 of 4 people · 1 of 4 legs"


def test_a_filter_does_not_move_the_map(opened):
    page = opened()
    apply(page, view=[40.25, 128.5, 7.5])
    apply(page, filters={"person": "P2"})
    centre = page.evaluate("[nowhere.map.getCenter().lat, nowhere.map.getCenter().lng, nowhere.map.getZoom()]")
    assert centre == pytest.approx([40.25, 128.5, 7.5], abs=0.01)


def test_ticking_a_choice_filters(opened):
    page = opened()
    page.evaluate(SHOW_ALL)
    page.check("#filters input[name=ending][value=released]")
    assert chosen(page) == ["P2", "P10"]


def test_typing_a_person_filters(opened):
    page = opened()
    page.fill("#filters input[name=person]", "P3")
    until(page, "nowhere.counts().persons === 1")
    assert chosen(page) == ["P3"]


def test_certainly_narrows_a_period(opened):
    page = opened()
    page.fill("#filters input[name=time_from]", "2009")
    page.press("#filters input[name=time_from]", "Enter")
    page.select_option("#filters select[name=time_mode]", "certainly")
    until(page, "nowhere.counts().persons === 1")
    assert chosen(page) == ["P3"]


def test_a_date_that_cannot_be_read_is_said_and_changes_nothing(opened):
    page = opened()
    page.fill("#filters input[name=time_from]", "9/31/1945")
    page.press("#filters input[name=time_from]", "Enter")
    assert "1998" in page.inner_text("#filters .fault:not(:empty)")
    assert len(chosen(page)) == 4


def test_the_caption_says_the_filters_in_words(opened):
    page = opened()
    apply(page, filters={"ending": ["released"]})
    assert page.inner_text("#caption .chosen") == "ending: released"


def test_the_caption_keeps_what_was_chosen_when_the_file_was_made(opened):
    page = opened(content(filters_in_words=["Held by: MSS"]))
    apply(page, filters={"ending": ["released"]})
    assert page.locator("#caption .made bdi, #caption .chosen bdi").all_inner_texts() == [
        "Held by: MSS",
        "ending: released",
    ]


def test_filters_do_not_change_the_size_of_the_map(opened):
    page = opened()
    before = page.evaluate("nowhere.map.getSize().y")
    apply(
        page,
        filters={"ending": ["released"], "country": ["CN", "KP"], "evidence": ["gap"], "case": "C1", "person": "x"},
    )
    assert page.evaluate("document.querySelector('#map').clientHeight") == before


def test_clear_takes_all_filters_away(opened):
    page = opened()
    apply(page, filters={"person": "P1"})
    page.click("#filters .clear")
    assert len(chosen(page)) == 4


def test_only_this_area_filters_by_what_is_in_view(opened):
    page = opened()
    apply(page, view=[42.4, 129.7, 9])
    page.click(".area")
    assert chosen(page) == ["P1", "P2"]


def test_everywhere_takes_the_area_away(opened):
    page = opened()
    apply(page, filters={"bbox": [129, 42, 130, 43]})
    page.click(".area")
    assert len(chosen(page)) == 4


@pytest.mark.parametrize("layer", ["facilities", "crossings", "paths", "flows", "last_known", "uncertainty"])
def test_a_tick_turns_a_layer_on_and_off(opened, layer):
    page = opened()
    before = page.evaluate(f"nowhere.state.layers.{layer}")
    page.click(f"#filters input[name=layer-{layer}]")
    assert page.evaluate(f"nowhere.state.layers.{layer}") is not before


def test_the_list_of_people_picks_a_person(opened):
    page = opened()
    page.click("#filters details.people summary")
    page.click("#filters details.people button:has-text('P3')")
    assert page.inner_text("#panel h2") == "Person P3"

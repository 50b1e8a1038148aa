"""What a person can do with the map document: one property a test, in Chromium, on a few invented people."""

import json

import pytest

from tests.browser.documents import PLACES, content, people, person, stop, write
from tests.browser.waiting import until

SHOW_ALL = "[...document.querySelectorAll('#filters details')].forEach((details) => (details.open = true))"


@pytest.fixture
def opened(visit, tmp_path):
    """Open the document of a payload and wait for its first painting."""

    def open_document(payload=None, **options):
        page = visit(write(payload or content(), tmp_path), **options)
        until(page, "window.nowhere && nowhere.painted > 0")
        return page

    return open_document


def apply(page, **state):
    """Give the document a state as its own controls do, and wait until it is painted."""
    painted = page.evaluate("nowhere.painted")
    page.evaluate("(state) => nowhere.apply(state)", state)
    until(page, f"nowhere.painted > {painted}")


def screen(page, place):
    """Where a place is drawn, in pixels of the window."""
    return page.evaluate(
        """(id) => {
          const { data, map } = nowhere.app;
          const i = data.placeById(id);
          const point = CanvasLayer.toScreen(map, data.placeX[i], data.placeY[i]);
          const box = map.getContainer().getBoundingClientRect();
          return [point.x + box.left, point.y + box.top];
        }""",
        place,
    )


def colours(page, layer):
    """Colours (#rrggbb) of a layer's canvas, at least some pixels of them, without the half-transparent ones."""
    return set(
        page.evaluate(
            """(layer) => {
              const { canvas, context } = nowhere.app[layer];
              const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
              const count = {};
              for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] < 255) continue;
                const colour = "#" + [0, 1, 2].map((c) => data[i + c].toString(16).padStart(2, "0")).join("");
                count[colour] = (count[colour] || 0) + 1;
              }
              return Object.keys(count).filter((colour) => count[colour] > 8);
            }""",
            layer,
        )
    )


def chosen(page):
    """Ids of the people whom the filters leave."""
    return page.evaluate(
        "[...nowhere.app.selection.persons].flatMap((on, i) => on ? [nowhere.app.data.string(nowhere.app.data.persons.id[i])] : [])"
    )


# What is on the map


def test_the_count_says_how_many_of_how_many(opened):
    assert opened().inner_text("#count") == "4 of 4 people · 4 of 4 legs"


def test_a_document_without_people_opens(opened):
    page = opened(content([]))
    assert page.inner_text("#count") == "0 of 0 people · 0 of 0 legs"


def test_a_document_without_places_opens(opened):
    page = opened(content([person("P1", stop(None))], places=()))
    assert page.inner_text("#count").startswith("1 of 1 people")


def test_the_basemap_shows_land_and_sea(opened):
    assert {"#f7f6f2", "#dbe5ec"} <= colours(opened(), "basemap")


@pytest.mark.parametrize(
    ("evidence", "colour"), [("documented", "#1b4f72"), ("inferred", "#b35806"), ("gap", "#6a3d9a")]
)
def test_each_kind_of_evidence_has_its_colour(opened, evidence, colour):
    page = opened(content([person("P1", stop("alpha"), stop("beta"), evidence=evidence)]))
    assert colours(page, "paths") & {"#1b4f72", "#b35806", "#6a3d9a"} == {colour}


def test_evidence_differs_without_colour_too(opened):
    page = opened()
    dashes = page.evaluate("PathsLayer.DASH.map(String)")
    assert len(set(dashes)) == 3


def test_nothing_is_drawn_between_two_detentions(opened):
    free = person("P1", stop("alpha"), stop("beta", detention=2))
    page = opened(content([free]))
    assert page.evaluate("nowhere.counts().lines") == 0


def test_there_and_back_are_two_lines_side_by_side(opened):
    page = opened(content([person("P1", stop("beta"), stop("gamma")), person("P2", stop("gamma"), stop("beta"))]))
    lines = page.evaluate(
        """() => {
          const { paths } = nowhere.app;
          return [0, 1].map((line) => {
            paths._trace(line, paths.view, 0, PathsLayer.SIDE);
            const [x, y] = [(paths.x[0] + paths.x[1]) / 2, (paths.y[0] + paths.y[1]) / 2];
            return paths.hit(x, y).line;
          });
        }"""
    )
    assert lines == [0, 1]


def test_back_at_the_same_place_after_a_silence_is_a_loop(opened):
    page = opened(content([person("P1", stop("alpha"), stop(None), stop("alpha"), evidence="gap")]))
    assert "#6a3d9a" in colours(page, "paths")


def test_a_line_across_the_antimeridian_is_short(opened):
    places = (
        {"id": "west", "name": "W", "lon": -179.0, "lat": 52.0},
        {"id": "east", "name": "E", "lon": 179.0, "lat": 52.0},
    )
    page = opened(content([person("P1", stop("east"), stop("west"))], places))
    west, _, east, _ = page.evaluate("[...nowhere.app.data.lineBox]")
    assert east - west == pytest.approx(2 / 360)


def test_many_lines_are_thin_and_get_their_arrows_back_on_zooming_in(opened):
    places = tuple(
        {"id": f"p{i}", "name": f"p{i}", "lon": 120 + i % 40 / 2, "lat": 35 + i // 40 / 4} for i in range(1600)
    )
    crowd = [person(f"P{i}", stop(f"p{i}"), stop(f"p{i + 1}")) for i in range(1599)]
    page = opened(content(crowd, places))
    assert page.evaluate("nowhere.counts().dense")
    apply(page, view=[38, 125, 10])
    assert not page.evaluate("nowhere.counts().dense")


def test_a_map_of_thin_lines_says_what_helps(opened):
    places = tuple(
        {"id": f"p{i}", "name": f"p{i}", "lon": 120 + i % 40 / 2, "lat": 35 + i // 40 / 4} for i in range(1600)
    )
    page = opened(content([person(f"P{i}", stop(f"p{i}"), stop(f"p{i + 1}")) for i in range(1599)], places))
    assert "zoom in" in page.inner_text(".hint")


def test_a_transfer_within_a_town_is_a_loop_until_there_is_room_for_a_line(opened):
    near = ({"id": "a", "name": "A", "lon": 129.7, "lat": 42.4}, {"id": "b", "name": "B", "lon": 129.71, "lat": 42.4})
    page = opened(content([person("P1", stop("a"), stop("b"))], near))
    loops = []
    for zoom in (7, 13):
        apply(page, view=[42.4, 129.705, zoom])
        loops.append(page.evaluate("nowhere.app.paths._isLoop(0, nowhere.app.paths.view)"))
    assert loops == [True, False]


def test_a_place_known_to_the_province_only_is_a_disc_of_its_true_radius(opened):
    page = opened()
    item = page.evaluate(
        """() => {
          const { places, data, map } = nowhere.app;
          const item = places.items.find(({ place }) => place === data.placeById("delta"));
          const east = map.latLngToContainerPoint([41, 127 + 60 / (111.32 * Math.cos(41 * Math.PI / 180))]);
          return [item.disc, item.radius, east.x - map.latLngToContainerPoint([41, 127]).x];
        }"""
    )
    assert item[0] is True
    assert item[1] == pytest.approx(item[2], rel=0.01)


def test_last_known_counts_those_without_later_word(opened):
    page = opened()
    count = page.evaluate("nowhere.app.lastKnown.count[nowhere.app.data.placeById('beta')]")
    assert count == 2  # P1 and P3; P2 was released


def test_a_flow_counts_persons_once(opened):
    twice = person("P1", stop("alpha"), stop("beta"), stop("alpha"), stop("beta"))
    page = opened(content([twice, person("P2", stop("alpha"), stop("beta"))]))
    apply(page, layers={"flows": True}, filters={"country": ["KP"]})
    assert max(page.evaluate("[...nowhere.app.flows.persons]")) == 2


def test_the_map_opens_where_the_data_is(opened):
    page = opened()
    west, south, east, north = page.evaluate("nowhere.map.getBounds().toBBoxString().split(',').map(Number)")
    assert west < 126 < 129.8 < east and south < 39 < 42.96 < north


# Filters


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
    assert page.locator("#caption .chosen bdi").all_inner_texts() == ["Held by: MSS", "ending: released"]


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


# Picking


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
    sources = [["Survey", "https://example.org/a", "39N 126E", 126.0, 39.0], ["Map", None, None, 126.0, 39.1]]
    places = [dict(place, sources=sources) if place["id"] == "gamma" else place for place in PLACES]
    page = opened(content(places=places))
    apply(page, pick={"kind": "place", "id": "gamma"})
    first, second = page.locator("#panel ul.sources li").all_inner_texts()
    assert "the position shown" in first and "11 km from the position shown" in second


def test_an_address_is_text_and_not_a_link(opened):
    sources = [["Survey", "javascript:alert(1)", None, 126.0, 39.0], ["Map", "https://example.org", None, 126.0, 39.0]]
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


# Keyboard and screen reader


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


# Legend and caption


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


def test_the_legend_counts_people_last_seen_nobody_knows_where(opened):
    lost = person("P1", stop(None), ending="last_known")
    assert "so not on the map: 1" in opened(content([lost])).inner_text("#legend")


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


# Sizes and paper


def test_on_a_phone_the_panel_is_a_sheet_at_the_bottom(opened):
    page = opened(width=390, height=844)
    apply(page, pick={"kind": "person", "id": "P2"})
    box = page.locator("#panel").bounding_box()
    assert box["width"] == 390 and box["y"] > 844 / 3 and box["y"] + box["height"] == pytest.approx(844, abs=1)


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


def test_after_printing_the_map_is_where_it_was(opened):
    page = opened()
    before = page.evaluate("[nowhere.map.getCenter().lat, nowhere.map.getZoom(), nowhere.map.getSize().x]")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    after = page.evaluate("[nowhere.map.getCenter().lat, nowhere.map.getZoom(), nowhere.map.getSize().x]")
    assert after == pytest.approx(before, abs=1e-6)


# Text from data

EVIL = '{{ 7*7 }} {% raise %} </script><img src=x onerror="window.hacked=1"> \u202egnol'


def test_hostile_text_is_shown_as_text_and_nothing_runs(opened):
    places = [dict(place, name=EVIL, locality=EVIL, because=EVIL) for place in PLACES]
    page = opened(content([person(EVIL, stop("alpha", authority=EVIL, source=EVIL), stop("beta"), case=EVIL)], places))
    apply(page, pick={"kind": "place", "id": "alpha"})
    assert EVIL in page.text_content("#panel .body")
    apply(page, pick={"kind": "person", "id": EVIL})
    assert EVIL in page.text_content("#panel .body")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0


def test_a_right_to_left_override_ends_with_its_text(opened):
    page = opened(content([person("P1", stop("alpha"), case="\u202egnol")]))
    apply(page, pick={"kind": "person", "id": "P1"})
    value = page.locator("#panel dd bdi").first
    assert value.evaluate("(element) => getComputedStyle(element).unicodeBidi") == "isolate"


def test_a_name_of_100_kb_is_short_until_asked_for(opened):
    long = "name " * 20_000
    page = opened(content(places=[dict(place, because=long) for place in PLACES]))
    apply(page, pick={"kind": "place", "id": "gamma"})
    assert len(page.text_content("#panel .body")) < 2000
    page.click("#panel .more >> nth=0")
    assert len(page.text_content("#panel .body")) > 100_000


def test_no_handler_or_style_stands_in_the_markup(opened):
    page = opened()
    apply(page, pick={"kind": "person", "id": "P2"})
    handlers = "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter(({ name }) => name.startsWith('on')).length"
    assert page.evaluate(handlers) == 0


def test_opening_and_using_the_document_asks_nobody(opened):
    page = opened()
    apply(page, pick={"kind": "place", "id": "gamma"}, layers={"flows": True, "uncertainty": True})
    assert [url for url in page.requests_seen if not url.startswith("file:")] == []
    assert len(page.requests_seen) == 1


# In the page's frame

HOST = """<!doctype html><meta charset="utf-8"><iframe sandbox="allow-scripts" src="map.html" width="900" height="600"></iframe>
<script>
  window.heard = [];
  const frame = document.querySelector("iframe");
  addEventListener("message", ({ source, data }) => source === frame.contentWindow && heard.push(data));
</script>"""


@pytest.fixture
def framed(visit, tmp_path):
    """The document in a frame without an origin, its host page, and a way to say something to it."""
    page = visit(hosted(content(standalone=False), tmp_path))
    until(page, "heard.some(({ type }) => type === 'painted')")
    return page


def hosted(payload, folder):
    """A page that has the document in a frame."""
    write(payload, folder)
    host = folder / "host.html"
    host.write_text(HOST, encoding="utf-8")
    return host


def tell(page, **state):
    page.evaluate("(state) => frame.contentWindow.postMessage({ type: 'state', ...state }, '*')", state)


def heard(page, kind):
    until(page, f"heard.some(({{ type }}) => type === {json.dumps(kind)})")
    return page.evaluate(f"heard.filter(({{ type }}) => type === {json.dumps(kind)})")[-1]


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

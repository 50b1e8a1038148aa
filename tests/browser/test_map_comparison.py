"""All claims about where a picked place is: one property a test, in Chromium, on a few invented places."""

import pytest

from tests.browser.documents import PLACES, content, hosted
from tests.browser.driving import apply, colours, heard, tell
from tests.browser.waiting import until

BROWN, MAGENTA = "#7a5200", "#8a1259"
ON = {"comparison": True}
GAMMA = {"kind": "place", "id": "gamma"}  # at 126.0, 39.0
FAR = {"title": "Atlas", "longitude": 126.5, "latitude": 39.4, "uncertainty_m": 5000}
HERE = {"title": "Survey", "longitude": 126.0, "latitude": 39.0, "precision": "site", "uncertainty_m": 300}
NEAR = {"title": "Map", "longitude": 126.004, "latitude": 39.0, "coords_as_published": "39N 126E"}
SILENT = {"title": "A book"}
EAST = {"title": "East", "longitude": 179.95, "latitude": 52.0}


def claimed(*sources, place="gamma", lang="en", **more):
    """A document in which a place has these sources."""
    places = [dict(one, sources=list(sources), **more) if one["id"] == place else one for one in PLACES]
    return content(places=places, lang=lang)


def compared(opened, *sources, lang="en", window=None, **more):
    page = opened(claimed(*sources, lang=lang, **more), **(window or {}))
    apply(page, layers=ON, pick=GAMMA)
    return page


def spots(page):
    return page.evaluate(
        "nowhere.app.comparison.spots.map(({ label, distance, proposed }) => [label, distance, proposed])"
    )


def seats(page):
    """Boxes of all numbers and distances, and of the place's own sign."""
    return page.evaluate(
        """() => {
          const { comparison, places } = nowhere.app;
          const own = places.items.find(({ place }) => place === comparison.place);
          const boxes = comparison.spots.flatMap((spot) => [spot.box, spot.words]).filter(Boolean);
          return own ? [Seats.box(own.x, own.y, 24, 24), ...boxes] : boxes;
        }"""
    )


def apart(boxes):
    """Whether no two boxes lie over each other."""
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i]]
    return not any(a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1] for a, b in pairs)


def where(page):
    return page.evaluate("[nowhere.map.getCenter().lat, nowhere.map.getCenter().lng, nowhere.map.getZoom()]")


def test_before_anybody_switches_it_on_nothing_is_compared(opened):
    page = opened(claimed(HERE, FAR))
    apply(page, pick=GAMMA)
    assert spots(page) == []


def test_without_a_picked_place_nothing_is_compared(opened):
    page = opened(claimed(HERE, FAR))
    apply(page, layers=ON)
    assert spots(page) == []


def test_a_picked_person_is_not_compared(opened):
    page = opened(claimed(HERE, FAR))
    apply(page, layers=ON, pick={"kind": "person", "id": "P1"})
    assert spots(page) == []


def test_every_position_is_numbered_as_in_the_list_and_has_its_distance(opened):
    page = compared(opened, HERE, SILENT, NEAR, FAR)
    assert spots(page) == [["1", "", False], ["3", "347 m", False], ["4", "62 km", False]]
    titles = page.locator("#panel ol.sources > li > :first-child").all_inner_texts()
    assert titles == ["Survey", "A book", "Map", "Atlas"]


def test_positions_at_one_spot_share_a_sign(opened):
    assert spots(compared(opened, HERE, FAR, FAR)) == [["1", "", False], ["2, 3", "62 km", False]]


def test_what_is_nearer_than_some_pixels_is_shown_too(opened):
    page = compared(opened, HERE, NEAR)
    apply(page, view=[39.0, 126.0, 6])
    assert spots(page) == [["1", "", False], ["2", "347 m", False]]


@pytest.mark.parametrize(("proposed", "colour"), [([], BROWN), ([[126.2, 39.1]], MAGENTA)])
def test_it_is_drawn(opened, proposed, colour):
    drawn = colours(compared(opened, *([] if proposed else [FAR]), proposed=proposed, uncertainty=0), "comparison")
    assert drawn & {BROWN, MAGENTA} == {colour}


def test_a_proposed_position_is_another_sign_without_a_number(opened):
    assert spots(compared(opened, HERE, proposed=[[126.2, 39.1]])) == [["1", "", False], ["?", "21 km", True]]


def test_signs_of_sources_and_proposals_differ_without_colour(opened):
    ink = opened().evaluate(
        """() => [ComparisonLayer.cross, ComparisonLayer.question].map((draw) => {
          const canvas = new OffscreenCanvas(20, 20);
          const context = canvas.getContext("2d");
          context.fillStyle = "#ffffff";
          context.fillRect(0, 0, 20, 20);
          draw(context, 10, 10, 7);
          return [...context.getImageData(0, 0, 20, 20).data].filter((_, i) => i % 4 === 1).map((green) => green < 128);
        })"""
    )
    assert sum(a != b for a, b in zip(*ink, strict=True)) > 40  # of 400 pixels


@pytest.mark.parametrize("zoom", [4, 7, 9, 11, 13, 15])
def test_letters_never_lie_over_each_other_or_over_the_sign_of_the_place(opened, zoom):
    page = compared(opened, HERE, NEAR, FAR, dict(FAR, latitude=39.41), proposed=[[126.001, 39.001], [126.5, 39.4]])
    apply(page, view=[39.0, 126.0, zoom])
    boxes = seats(page)
    assert len(boxes) > 4 and apart(boxes)


def test_distances_are_in_the_language_of_the_map(opened):
    page = compared(opened, HERE, lang="ko", proposed=[[126.2, 39.1]])
    assert "제안된 위치: 39.1000, 126.2000, 지도에 쓰인 위치에서 21 km" in page.inner_text("#panel .review")


def test_a_source_has_the_circle_that_it_claims(opened):
    page = compared(opened, HERE, FAR)
    share = page.evaluate(
        """() => {
          const { comparison, map } = nowhere.app;
          const { context, view } = comparison;
          const { x, y, claims } = comparison.spots[1];
          const radius = claims[0].radius * CanvasLayer.pixelsPerMetre(claims[0].y, view.scale);
          const inked = Array.from({ length: 720 }, (_, i) => {
            const [px, py] = [x + radius * Math.cos(i * Math.PI / 360), y + radius * Math.sin(i * Math.PI / 360)];
            return context.getImageData(px * view.ratio, py * view.ratio, 1, 1).data[3] > 40;
          });
          return inked.filter(Boolean).length / inked.length;
        }"""
    )
    assert 0.2 < share < 0.8  # dashed


def test_the_map_goes_to_all_positions(opened):
    page = compared(opened, HERE, FAR, proposed=[[125.2, 38.6]])
    inside = page.evaluate(
        """() => {
          const { comparison, moves, map } = nowhere.app;
          return comparison.points().map(({ lon, lat }) => moves.room(0).contains(map.latLngToContainerPoint([lat, lon])));
        }"""
    )
    assert inside == [True] * 4


def test_it_goes_near_enough_to_tell_positions_apart(opened):
    page = compared(opened, HERE, NEAR)
    first, second = page.evaluate("nowhere.app.comparison.spots.map(({ x, y }) => [x, y])")
    assert abs(first[0] - second[0]) > 100


def test_it_goes_there_once_and_not_at_each_state(opened):
    page = compared(opened, HERE, FAR)
    apply(page, view=[37.0, 128.0, 7])
    apply(page, layers=ON, pick=GAMMA, filters={"person": "P3"})
    assert where(page) == pytest.approx([37.0, 128.0, 7], abs=0.01)


def test_without_the_comparison_a_state_that_repeats_the_pick_leaves_the_map_where_it_is(opened):
    page = opened(claimed(HERE, FAR))
    apply(page, pick=GAMMA)
    apply(page, view=[37.0, 130.0, 9])
    apply(page, pick=GAMMA, filters={"person": "P3"})
    assert where(page) == pytest.approx([37.0, 130.0, 9], abs=0.01)


def test_the_same_place_picked_again_is_gone_to_again(opened):
    page = compared(opened, HERE, FAR)
    there = where(page)
    page.click("#panel .shut")
    apply(page, view=[37.0, 128.0, 7])
    apply(page, pick=GAMMA)
    assert where(page) == pytest.approx(there, abs=0.01)


def test_switching_it_on_goes_to_the_picked_place(opened):
    page = opened(claimed(HERE, NEAR))
    apply(page, pick=GAMMA)
    before = where(page)[2]
    apply(page, layers=ON)
    assert where(page)[2] > before + 2


def test_a_view_that_the_page_asks_for_is_kept(opened):
    page = opened(claimed(HERE, FAR))
    apply(page, layers=ON, pick=GAMMA, view=[37.0, 128.0, 7])
    assert where(page) == pytest.approx([37.0, 128.0, 7], abs=0.01)


def test_a_place_without_a_position_shows_its_card_and_leaves_the_map(opened):
    page = opened(claimed(SILENT, lon=None, lat=None))
    apply(page, view=[37.0, 128.0, 7])
    apply(page, layers=ON, pick=GAMMA)
    assert page.inner_text("#panel h2") == "Gamma" and "gives no position of its own" in page.inner_text("#panel")
    assert where(page) == pytest.approx([37.0, 128.0, 7], abs=0.01)


def test_a_place_without_a_position_shows_those_of_its_sources(opened):
    page = compared(opened, FAR, SILENT, lon=None, lat=None, proposed=[[126.2, 39.1]])
    assert spots(page) == [["1", "", False], ["?", "", True]]
    assert where(page)[:2] == pytest.approx([39.25, 126.35], abs=0.5)


def test_across_the_antimeridian_positions_are_neighbours(opened):
    west = {"title": "West", "longitude": -179.95, "latitude": 52.0}
    page = compared(opened, EAST, west, lon=179.95, lat=52.0)
    assert where(page)[2] > 9
    assert spots(page)[1][1] == "6.9 km"


def test_a_position_is_picked_out_in_the_list_and_the_place_stays_picked(opened):
    page = compared(opened, *[dict(FAR, title=f"Atlas {n}", latitude=39.4 + n / 50) for n in range(12)])
    x, y = page.evaluate(
        """() => {
          const { comparison, map } = nowhere.app;
          const [left, top] = comparison.spots[11].box;
          const frame = map.getContainer().getBoundingClientRect();
          const { x, y } = map.layerPointToContainerPoint(comparison.view.topLeft);
          return [frame.left + x + left + 6, frame.top + y + top + 6];
        }"""
    )
    page.mouse.move(x, y)
    until(page, "!nowhere.app.tooltip.element.hidden")
    assert "12 Atlas 11" in page.inner_text(".tip")
    page.mouse.click(x, y)
    until(page, "document.querySelector('#panel').scrollTop > 0")
    assert page.inner_text("#panel h2") == "Gamma"


def test_the_legend_explains_it_only_while_it_is_on(opened):
    page = opened(claimed(HERE, FAR, proposed=[[126.2, 39.1]]))
    before = page.inner_text("#legend ul")
    apply(page, layers=ON)
    after = page.inner_text("#legend ul")
    assert [words in text for words in ("Where source 2 puts", "Proposed position") for text in (before, after)] == [
        False, True, False, True,
    ]  # fmt: skip


def test_the_legend_explains_proposals_only_where_there_are_any(opened):
    page = opened(claimed(HERE, FAR))
    apply(page, layers=ON)
    assert "Proposed" not in page.inner_text("#legend")


def test_the_circle_of_the_place_is_drawn_once(opened):
    page = compared(opened, HERE, FAR)
    apply(page, layers={"uncertainty": True})
    assert page.evaluate("nowhere.app.uncertainty.compared === nowhere.app.data.placeById('gamma')")


def test_of_hundreds_of_sources_the_first_are_numbered_and_all_are_drawn(opened):
    many = [dict(FAR, longitude=126 + n / 100, latitude=39 + (n * 37 % 100) / 100) for n in range(300)]
    page = compared(opened, *many)
    numbered, drawn = page.evaluate(
        "[nowhere.app.comparison.spots.filter(({ box }) => box).length, nowhere.app.comparison.spots.length]"
    )
    assert numbered <= 60 < drawn


def test_on_a_phone_all_positions_are_above_the_sheet(opened):
    page = compared(opened, HERE, FAR, window={"width": 390, "height": 844})
    sheet = page.locator("#panel").bounding_box()["y"]
    points = page.evaluate("nowhere.app.comparison.points().map(({ lon, lat }) => nowhere.map.latLngToContainerPoint([lat, lon]).y + nowhere.map.getContainer().getBoundingClientRect().top)")  # fmt: skip
    assert max(points) < sheet


def test_on_paper_it_is_part_of_the_sheet(opened):
    page = compared(opened, HERE, FAR)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    brown = page.evaluate(
        """() => {
          const sheet = document.querySelector("canvas.sheet");
          const { data } = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4) if (data[i] === 0x7a && data[i + 1] === 0x52 && data[i + 2] === 0) count += 1;
          return count;
        }"""
    )
    assert brown > 100


def test_a_place_under_review_has_a_mark_a_line_in_the_legend_and_one_in_its_card(opened):
    page = opened(claimed(HERE, review=2))
    apply(page, pick=GAMMA)
    assert MAGENTA in colours(page, "places")
    assert "A correction is proposed and not yet decided" in page.inner_text("#legend")
    assert "corrections: 2" in page.inner_text("#panel .review")
    assert "a correction is proposed" in page.get_attribute("button.place[data-place=gamma]", "aria-label")


def test_where_nothing_is_under_review_there_is_none_of_it(opened):
    page = opened(claimed(HERE))
    apply(page, pick=GAMMA)
    assert MAGENTA not in colours(page, "places")
    assert "proposed" not in page.inner_text("main")


def test_the_mark_of_review_goes_with_the_layer_of_its_place(opened):
    page = opened(claimed(HERE, review=1))
    apply(page, layers={"facilities": False})
    assert MAGENTA not in colours(page, "places")


def test_each_source_says_its_own_words_and_how_exact_it_is(opened):
    page = opened(claimed(HERE, NEAR))
    apply(page, pick=GAMMA)
    first, second = page.locator("#panel ol.sources > li").all_inner_texts()
    assert "the position shown" in first and "By this source: exact site known; true position within 300 m" in first
    assert "347 m from the position shown" in second and "As published: 39N 126E" in second


def test_in_the_frame_a_pick_from_the_page_goes_to_all_positions(visit, tmp_path):
    payload = claimed(HERE, NEAR)
    payload["meta"]["standalone"] = False
    page = visit(hosted(payload, tmp_path))
    heard(page, "painted")
    tell(page, layers=ON, pick=GAMMA, view=None)
    until(page.frames[1], "nowhere.app.comparison.spots.length === 2 && nowhere.map.getZoom() > 12")


def test_a_cross_on_the_sign_of_another_place_leaves_it_to_be_seen(opened):
    on_beta = {"title": "Atlas", "longitude": 128.0, "latitude": 40.0}  # where Beta Camp is
    page = compared(opened, HERE, on_beta, FAR)
    alpha = page.evaluate(
        """() => {
          const { context, view, spots } = nowhere.app.comparison;
          return spots.slice(1).map(({ x, y }) => context.getImageData(x * view.ratio, y * view.ratio, 1, 1).data[3]);
        }"""
    )
    assert alpha[0] < 255 == alpha[1]

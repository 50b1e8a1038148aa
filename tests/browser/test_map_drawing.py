"""What the map document draws: one property a test, in Chromium, on a few invented people."""

import pytest

from tests.browser.documents import content, person, stop
from tests.browser.driving import apply, colours


def test_the_count_says_how_many_of_how_many(opened):
    assert opened().inner_text("#count") == "4 of 4 people · 4 of 4 legs"


def test_a_document_without_people_opens(opened):
    page = opened(content([]))
    assert page.inner_text("#count") == "0 of 0 people · 0 of 0 legs"


def test_a_document_without_places_opens(opened):
    page = opened(content([person("P1", stop(None))], places=()))
    assert page.inner_text("#count").startswith("1 of 1 person ·")


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
    assert item[1] == pytest.approx(item[2], abs=1)  # Leaflet answers in whole pixels


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

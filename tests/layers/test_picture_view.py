"""Where things lie on a picture, and whether its scale is true."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from layers.payload import payload
from layers.picture import extent
from layers.picture.content import Content
from layers.picture.mercator import Box, View, fit, latitude_of, round_length, window, world_x, world_y
from tests.layers.pictures import artists, demo, drawn
from tests.layers.small import ladder

EXACT = Geod(ellps="WGS84")
FRAME = Box(20, 50, 420, 350)


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(2, 14))
def test_the_scale_bar_is_true_at_its_latitude(latitude, longitude, zoom):
    view = fit(FRAME, window(latitude, longitude, zoom), 0)
    metres, points = round_length(view, 120)
    at = view.latitude
    one_degree_west, one_degree_east = longitude - points / view.scale * 180, longitude + points / view.scale * 180
    steps = np.linspace(one_degree_west, one_degree_east, 400)
    _, _, parts = EXACT.inv(steps[:-1], np.full(399, at), steps[1:], np.full(399, at))
    assert sum(parts) == pytest.approx(metres, rel=0.005)


@pytest.mark.parametrize("size", ["article", "story", "a4"])
def test_the_bar_that_is_drawn_is_as_long_as_it_says(size):
    told = drawn(demo(), size)
    bar = next(artist for artist, _ in artists(told.sheet) if artist.get_gid() == "scale-bar")
    words = next(words.text for words in told.texts if " km at " in words.text)
    kilometres, latitude = float(words.split(" km")[0].replace(",", "")), float(words.split("at ")[1].split("°")[0])
    degrees = np.ptp(bar.get_path().vertices[:, 0]) / told.plan.view.scale * 360
    _, _, metres = EXACT.inv(127, latitude, 127 + degrees, latitude)
    assert metres / 1000 == pytest.approx(kilometres, rel=0.005)


def test_what_is_wanted_lies_in_the_view():
    wanted = Box(0.84, 0.35, 0.87, 0.4)
    assert fit(FRAME, wanted, 20).world.holds(wanted)


def test_an_address_shows_what_the_page_shows_around_its_middle():
    view = fit(FRAME, window(41.2, 127.5, 6.0), 0)
    middle = (view.world.left + view.world.right) / 2
    assert (round(view.latitude, 4), round((middle - 0.5) * 360, 4)) == (41.2, 127.5)


@given(st.floats(-85, 85))
def test_latitudes_go_there_and_back(latitude):
    assert latitude_of(float(world_y(latitude))) == pytest.approx(latitude, abs=1e-6)


def content_of(*positions):
    return content_of_walks(positions)


def content_of_walks(*walks):
    """A person for each list of positions, in that order."""
    rows = [
        {"person_id": f"P{n:02}", "longitude": str(lon), "latitude": str(lat), "place_name": f"{lon} {lat}"}
        for n, positions in enumerate(walks)
        for lon, lat in positions
    ]
    return Content(payload(ladder(*rows)))


def whole(content):
    located = np.flatnonzero(content.places.people > 0)
    return extent.of(content, located, np.arange(len(content.lines.a)))


def test_data_on_both_sides_of_the_antimeridian_is_not_torn_apart():
    box = whole(content_of((179, 60), (-179, 61)))
    assert box.width * 360 == pytest.approx(2, abs=0.1)


def test_a_line_across_the_antimeridian_runs_on():
    content = content_of((170, 50), (-170, 50))
    assert np.ptp(content.lines.x) * 360 == pytest.approx(20, abs=0.01)


POSITIONS = st.lists(st.tuples(st.integers(-1799, 1799), st.integers(1, 700)), min_size=1, max_size=8)


@settings(max_examples=15)
@given(st.lists(POSITIONS, min_size=1, max_size=12))
def test_every_position_lies_in_the_extent(walks):
    """Several people in one file, each with an extent of their own: what takes long is the file."""
    content = content_of_walks(*([(lon / 10, lat / 10) for lon, lat in positions] for positions in walks))
    for person, positions in enumerate(walks):
        stops = np.unique(np.array(content.stints.place)[content.stints_of(person)])
        box = extent.of(content, stops, np.unique(content.legs.line[content.legs_of(person)])).grown(1e-9)
        for lon, lat in positions:
            x, y = float(world_x(lon / 10)), float(world_y(lat / 10))
            assert any(box.left <= x + turn <= box.right for turn in (-2, -1, 0, 1, 2))
            assert box.top <= y <= box.bottom


def test_lines_are_those_of_the_page():
    """The same points as layers/browser/data.js reads, which a browser test compares with the ladder."""
    content = content_of((129, 42), (30, 10), (129.5, 41))
    for line in range(len(content.lines.a)):
        at = slice(content.lines.start[line], content.lines.start[line + 1])
        first, last = content.lines.a[line], content.lines.b[line]
        ends = [content.lines.x[at][0] - content.places.x[first], content.lines.x[at][-1] - content.places.x[last]]
        assert np.allclose(ends, np.rint(ends), atol=1e-9)
        assert np.abs(np.diff(content.lines.x[at])).max() * 360 < 90


def test_the_world_repeats_as_often_as_it_is_seen():
    view = View(FRAME, 200.0, (0.5, 0.5))
    assert set(view.copies) >= {-1, 0, 1}

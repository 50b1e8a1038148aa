"""Nothing on a picture covers anything else, nothing is cut off, nothing is too small to read."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.text import Text

from geodata.errors import DataError
from layers import picture
from layers.picture import lastknown, places, signs
from layers.picture import map as drawn_map
from layers.picture.blocks import LEAST_PT
from layers.picture.labels import Seats
from layers.picture.mercator import Box
from tests.layers.pictures import SIZES, VIEWS, artists, demo, drawn, only, small

NAMES = {"place-names", "basemap-names"}
ON_MAP = NAMES | {"flow-numbers", "stop-numbers", "last-known"}
MATRIX = [(size, view, "en") for size in SIZES for view in VIEWS]
MATRIX += [(size, view, "ko") for size in ("article", "story", "a4") for view in VIEWS]


@pytest.fixture(scope="module", params=MATRIX, ids="-".join)
def told(request):
    size, view, lang = request.param
    return drawn(demo(lang), size, address="http://127.0.0.1:8501/?person=S-082", **VIEWS[view])


def on_map(told):
    return [words for words in told.texts if "map" in words.groups]


def beside(told):
    return [words for words in told.texts if "map" not in words.groups]


def test_names_and_numbers_do_not_run_over_each_other(told):
    for one, other in combinations([words for words in on_map(told) if ON_MAP & set(words.groups)], 2):
        assert not one.box.grown(-0.5).meets(other.box.grown(-0.5)), (one.text, other.text)


def test_no_name_lies_on_a_sign(told):
    covered = [box.grown(-1) for box in places.boxes(told.plan.places)]
    for words in on_map(told):
        if NAMES & set(words.groups):
            assert not any(words.box.meets(box) for box in covered), words.text


def test_no_name_lies_on_a_flag(told):
    flags = [signs.flag_box(flag.x, flag.y, flag.count).grown(-1) for flag in told.plan.flags]
    for words in on_map(told):
        if NAMES & set(words.groups):
            assert not any(words.box.meets(box) for box in flags), words.text


def test_no_flag_covers_another(told):
    assert not any(lastknown._meet(one, other) for one, other in combinations(told.plan.flags, 2))


def test_words_around_the_map_do_not_run_over_each_other(told):
    for one, other in combinations(beside(told), 2):
        assert not one.box.grown(-0.4).meets(other.box.grown(-0.4)), (one.text, other.text)


def test_nothing_beside_the_map_lies_on_it(told):
    for words in beside(told):
        assert not words.box.meets(told.plan.view.frame), words.text


def test_the_signs_of_the_legend_lie_beside_the_map(told):
    frame = told.plan.view.frame
    for artist, groups in artists(told.sheet):
        if "legend" in groups and hasattr(artist, "get_path"):
            box = artist.get_path().get_extents()
            assert not Box(box.x0, box.y0, box.x1, box.y1).meets(frame)


def test_no_word_is_cut_off(told):
    paper = Box(0, 0, told.sheet.width, told.sheet.height).grown(-6)
    for words in beside(told):
        assert paper.holds(words.box), words.text
    for words in on_map(told):
        assert told.plan.view.frame.grown(1).holds(words.box) or "last-known" in words.groups, words.text


def test_type_can_be_read(told):
    assert min(words.size for words in told.texts) >= LEAST_PT


def test_lines_can_be_seen(told):
    widths = [
        artist.get_linewidth()
        for artist, groups in artists(told.sheet)
        if {"paths-documented", "paths-inferred", "paths-gap", "flows"} & set(groups)
        and not isinstance(artist, Text)
        and artist.get_linewidth()
    ]
    assert min(widths, default=1) >= 0.9


SIGN_WORDS = {
    "site": "legend.site", "locality": "legend.locality", "coarser": "legend.coarser", "crossing": "legend.crossing",
    "flag": "legend.last_known", "loop": "legend.loop", "unknown": "legend.unknown", "light": "picture.light",
    "others": "picture.others",
}  # fmt: skip


def test_every_sign_on_the_map_is_explained_and_no_other(told):
    content = told.content
    seen = drawn_map.seen(told.plan, content)
    says = " ".join(words.text for words in told.texts if "legend" in words.groups)
    explained = {sign for sign, key in SIGN_WORDS.items() if content.t(key) in says}
    assert explained == seen.signs & set(SIGN_WORDS)


def test_lines_that_leave_the_map_are_counted(told):
    seen = drawn_map.seen(told.plan, told.content)
    said = told.content.t("picture.outside", n=f"{seen.outside:,}")
    assert (said in told.words.notes) == (seen.outside > 0)


boxes = st.tuples(st.floats(0, 380), st.floats(0, 280), st.floats(1, 120), st.floats(1, 20)).map(
    lambda told: Box(told[0], told[1], told[0] + told[2], told[1] + told[3])
)
spots = st.tuples(st.floats(-20, 420), st.floats(-20, 320), st.text("ab온 ", min_size=1, max_size=25))


@given(st.lists(boxes, max_size=10), st.lists(spots, max_size=25), st.lists(st.tuples(spots, spots), max_size=5))
def test_a_seat_is_free_and_within_the_map(taken, wanted, lines):
    frame = Box(0, 0, 400, 300)
    seats = Seats(frame)
    seats.keep(*taken)
    seats.mark([np.array([a[:2], b[:2]]) for a, b in lines])
    given_away = [seats.seat(x, y, text, 7.2, gap=6) for x, y, text in wanted]
    seated = [box for box in given_away if box is not None]
    assert all(frame.holds(box) for box in seated)
    assert not any(one.meets(other) for one, other in combinations(seated, 2))
    assert not any(box.meets(other) for box in seated for other in taken)


def test_a_seat_on_lines_is_the_last_choice():
    seats = Seats(Box(0, 0, 400, 300))
    seats.mark([np.array([(200.0, y), (300.0, y)]) for y in np.arange(90, 110, 2.0)])
    assert seats.seat(200, 100, "Onsong", 8, gap=5).right < 200


def test_a_sheet_without_room_says_so():
    with pytest.raises(DataError, match="choose a larger size"):
        picture.draw(demo(), size="330x325px", dpi=72)


def test_stops_that_have_no_room_are_counted():
    told = drawn(demo(), "560x350px", dpi=72, person="S-082")
    listed = [words.text for words in told.texts if "stops" in words.groups and words.text.isdigit()]
    assert 0 < len(listed) < 10
    assert f"and {10 - len(listed)} more, for which there is no room here" in [words.text for words in told.texts]


def test_a_picture_of_no_people_is_drawn():
    assert drawn(small(), layers=only("facilities")).texts

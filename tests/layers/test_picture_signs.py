"""Evidence and precision can be told without colour: by form, and the lines by their grey too."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from layers.picture import flows, land, paths, signs
from layers.picture.fonts import width
from layers.picture.formats import settings
from layers.picture.sheet import Sheet, grey
from tests.layers.pictures import artists, drawn, only, small

LEAST_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: what is no text


def luminance(colour):
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink(draw):
    """What a sign covers of its surroundings, as a picture of 64 × 64 points in grey."""
    with matplotlib.rc_context(settings()):
        sheet = Sheet(64, 64, grey=True)
        sheet.figure.set_dpi(72)
        draw(sheet)
        canvas = FigureCanvasAgg(sheet.figure)
        canvas.draw()
    return 255 - np.asarray(canvas.buffer_rgba())[..., 0].astype(int)


def line_of(evidence):
    way = np.array([(4.0, 32.0), (60.0, 32.0)])
    return ink(lambda s: s.line(way, signs.EVIDENCE_COLOURS[evidence], **signs.stroke(evidence, 1.4)))


def breaks(row):
    """How often a row of pixels changes between ink and paper."""
    return int(np.abs(np.diff((row > 60).astype(int))).sum())


def test_kinds_of_evidence_differ_in_grey_by_their_breaks():
    documented, inferred, gap = (breaks(line_of(kind).max(axis=0)) for kind in range(3))
    assert documented == 2
    assert documented < inferred < gap
    assert gap >= 1.5 * inferred


@pytest.mark.parametrize("wide", [1.2, 3.0, 8.0])
def test_bands_of_flows_differ_by_their_breaks(wide):
    way = np.array([(2.0, 32.0), (62.0, 32.0)])
    told = [
        breaks(ink(lambda s, k=k: s.line(way, flows.COLOURS[k], **signs.band_style(k, wide))).max(axis=0))
        for k in range(3)
    ]
    assert told[0] == 2
    assert told[0] < told[1]
    assert told[2] > 2
    assert signs.band_style(1, wide)["cap"] != signs.band_style(2, wide)["cap"]


def test_thin_lines_differ_too():
    assert len(set(paths.THIN_DASHES)) == 3


@pytest.mark.parametrize("colour", [*signs.EVIDENCE_COLOURS, flows.COLOUR, signs.INK, signs.CROSSING, signs.UNCERTAIN])
@pytest.mark.parametrize("ground", [land.LAND, land.WATER, "#ffffff"])
def test_what_carries_meaning_stands_out_from_the_ground(colour, ground):
    assert contrast(colour, ground) >= LEAST_CONTRAST
    assert contrast(grey(colour), grey(ground)) >= LEAST_CONTRAST


def test_precisions_differ_in_form():
    site = ink(lambda s: signs.place(s, "round", (32, 32), 12, colour=signs.INK, hollow=False))
    town = ink(lambda s: signs.place(s, "round", (32, 32), 12, colour=signs.INK, hollow=True))
    coarse = ink(lambda s: signs.soft(s, 32, 32, 12))
    assert site[32, 32] > 180
    assert town[32, 32] < 10
    assert 20 < coarse[32, 32] < 120


def test_kinds_of_places_differ_in_form():
    shapes = ("round", "square", "triangle", "wedge", "crossing")
    told = [ink(lambda s, k=k: signs.place(s, k, (32, 32), 14, colour=signs.INK, hollow=False)) > 128 for k in shapes]
    for one, other in combinations(told, 2):
        assert (one ^ other).sum() > 0.12 * one.sum()


def test_a_grey_is_as_light_as_its_colour():
    for colour in ("#1b4f72", "#b35806", "#6a3d9a", "#dbe5ec"):
        assert luminance(grey(colour)) == pytest.approx(luminance(colour), abs=0.01)


def test_a_flag_holds_its_number():
    for count in (1, 9, 12, 99, 100, 10_715, 1_000_000):
        sheet = Sheet(200, 200)
        signs.flag(sheet, 100, 150, count)
        head = signs.flag_radius(count)
        text = next(artist for artist in sheet.figure.artists if isinstance(artist, Text))
        assert width(text.get_text(), text.get_fontsize(), text.get_fontweight()) <= 2 * head


def test_a_line_of_each_evidence_is_on_the_map_of_records_that_have_it():
    told = drawn(small(), layers=only("paths", "facilities"))
    groups = {group for _, inside in artists(told.sheet) for group in inside}
    assert {"paths-documented", "paths-gap"} <= groups

import json
from pathlib import Path

import matplotlib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import RendererAgg

from layers.picture.fonts import BOLD, LINE_HEIGHT, REGULAR, faces, properties, shortened, width, wrapped
from layers.picture.fonts import _opened as opened
from layers.picture.formats import settings

DATA = Path(__file__).parents[2] / "data"
SAYINGS = (
    "Hoeryong MSS office",
    "Ch'ŏngjin 청진",
    "온성군 보위부 구류장",
    "龙井看守所, 图们",
    "Хасан, Владивосток",
    "0123456789·–",
)
TEXT = st.text(st.sampled_from("ab W.온성 龙井\u3042"), max_size=60)


def texts_of(value):
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts_of(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts_of(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_every_letter_of_the_bundled_places_and_words_has_a_glyph(weight):
    letters = set()
    for path in [*DATA.glob("*.geojson"), *DATA.glob("basemap/*.geojson")]:
        letters.update(*texts_of(json.loads(path.read_text(encoding="utf-8"))))
    for path in (DATA.parent / "layers" / "locale").rglob("*.po"):
        letters.update(path.read_text(encoding="utf-8"))
    fonts = opened(weight)
    missing = {c for c in letters if c.isprintable() and not any(font.get_char_index(ord(c)) for font in fonts)}
    assert not missing


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
@pytest.mark.parametrize("text", SAYINGS)
def test_a_text_is_as_wide_as_it_is_drawn(text, weight):
    with matplotlib.rc_context(settings()):
        drawn, _, _ = RendererAgg(2000, 400, 288).get_text_width_height_descent(text, properties(20, weight), False)
    assert width(text, 20, weight) == pytest.approx(drawn / 4, rel=0.03)


def test_fonts_come_from_the_installed_packages():
    assert all(face.path.is_file() and "site-packages" in str(face.path) for face in faces())


@given(TEXT, st.floats(20, 200))
def test_wrapped_lines_are_not_wider_than_asked(text, most):
    assert all(width(line, 10) <= most or len(line) == 1 for line in wrapped(text, 10, most))


@given(TEXT, st.floats(20, 200))
def test_wrapping_loses_nothing_but_spaces(text, most):
    assert "".join("".join(wrapped(text, 10, most)).split()) == "".join(text.split())


@given(TEXT, st.floats(20, 200), st.integers(1, 3))
def test_not_more_lines_than_asked_and_a_sign_where_some_is_left_out(text, most, lines):
    told = wrapped(text, 10, most, lines=lines)
    whole = wrapped(text, 10, most)
    assert len(told) <= lines
    assert told == whole or told[-1].endswith("…")


@given(TEXT, st.floats(12, 200))
def test_a_shortened_text_fits(text, most):
    assert width(shortened(text, 10, most), 10) <= most or shortened(text, 10, most) == "…"


def test_lines_do_not_touch():
    assert LINE_HEIGHT > 1.2

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from geodata.errors import DataError
from layers import picture
from layers.sizes import NAMED, Size, size_of
from tests.layers.pictures import small


@pytest.mark.parametrize(
    ("text", "dpi", "pixels"),
    [
        ("article", None, (1200, 800)),
        ("story", None, (1080, 1920)),
        ("square", None, (1080, 1080)),
        ("a4", None, (3508, 2480)),
        ("A4-portrait", 96, (794, 1123)),
        ("letter", 150, (1650, 1275)),
        ("letter-portrait", 150, (1275, 1650)),
        ("1601x901px", None, (1601, 901)),
        ("180 x 120 mm", 254, (1800, 1200)),
        ("123.4×150mm", 200, (972, 1181)),
    ],
)
def test_a_png_has_exactly_its_pixels(text, dpi, pixels):
    image = Image.open(io.BytesIO(picture.draw(small(), size=text, dpi=dpi)))
    assert image.size == pixels


def test_a_png_says_its_resolution():
    image = Image.open(io.BytesIO(picture.draw(small(), size="160x120mm", dpi=220)))
    assert image.info["dpi"] == pytest.approx((220, 220), abs=0.1)


@given(st.integers(400, 3000), st.integers(400, 3000), st.sampled_from([72.0, 96.0, 144.0]))
def test_a_size_in_pixels_is_read_as_it_is_written(wide, high, dpi):
    if min(wide, high) / dpi * 72 < 320:
        return
    assert size_of(f"{wide}x{high}px", dpi) == Size(wide, high, "px", dpi)


def test_a_size_in_millimetres_is_as_large_whatever_the_resolution():
    assert size_of("a4", 72).points == size_of("a4", 600).points


@pytest.mark.parametrize(
    ("text", "dpi", "says"),
    [
        ("poster", None, "write one of article, square, story"),
        ("12x", None, "write one of"),
        ("200x200px", None, "make each side at least 113 mm, or 640 px at 144 dpi"),
        ("a4", 10, "no resolution between"),
        ("a4", float("nan"), "no resolution between"),
        ("2000x2000mm", 600, "write a lower --dpi"),
    ],
)
def test_a_size_that_cannot_be_drawn_is_told_with_a_way_out(text, dpi, says):
    with pytest.raises(DataError) as told:
        size_of(text, dpi)
    assert says in str(told.value)


def test_every_named_size_can_be_drawn():
    assert all(size_of(name) == size for name, size in NAMED.items())

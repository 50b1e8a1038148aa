"""How large is a picture? Named sizes, or any in pixels or millimetres, and its points.

Everything on a picture is measured in points (1/72 inch): type of 7 points is as large on every one. A size in pixels
has as many points as its resolution says. The named sizes of the screen have the resolution at which they are looked
at: a story fills a phone 5 inches wide, an article's picture two thirds of a page of text.
"""

import re
from typing import NamedTuple

from geodata.errors import DataError

MM_AN_INCH, POINTS_AN_INCH = 25.4, 72.0
FEWEST_DPI, MOST_DPI = 50, 1200
LEAST_PT = 320.0  # points of the shorter side: less does not hold title, map, legend and footnotes
MOST_PIXELS = 120_000_000  # A2 at 600 dpi
TEXT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[x×*]\s*(\d+(?:\.\d+)?)\s*(px|mm)\s*", re.IGNORECASE)


class Size(NamedTuple):
    """Width and height in ``unit`` (px or mm), and the resolution."""

    width: float
    height: float
    unit: str
    dpi: float

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        inch = MM_AN_INCH if self.unit == "mm" else self.dpi
        return self.width / inch * POINTS_AN_INCH, self.height / inch * POINTS_AN_INCH

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in whole pixels."""
        factor = self.dpi / MM_AN_INCH if self.unit == "mm" else 1.0
        return round(self.width * factor), round(self.height * factor)


NAMED = {
    "article": Size(1200, 800, "px", 144),
    "square": Size(1080, 1080, "px", 168),
    "story": Size(1080, 1920, "px", 216),
    "a4": Size(297, 210, "mm", 300),
    "a4-portrait": Size(210, 297, "mm", 300),
    "letter": Size(279.4, 215.9, "mm", 300),
    "letter-portrait": Size(215.9, 279.4, "mm", 300),
}
FREE = Size(0, 0, "px", 144)


def size_of(text: str, dpi: float | None = None) -> Size:
    """The size of a name (NAMED) or of a text such as ``1600x900px`` or ``180x120mm``.

    >>> size_of("a4").pixels, size_of("180x120mm", dpi=254).pixels, size_of("article").points
    ((3508, 2480), (1800, 1200), (600.0, 400.0))
    """
    found = TEXT.fullmatch(text)
    if text.lower() in NAMED:
        size = NAMED[text.lower()]
    elif found:
        unit = found[3].lower()
        size = Size(float(found[1]), float(found[2]), unit, FREE.dpi if unit == "px" else NAMED["a4"].dpi)
    else:
        raise DataError(
            "is no size of a picture",
            field="--size",
            value=text,
            remedy=f"write one of {', '.join(NAMED)}, or width x height such as 1600x900px or 180x120mm",
        )
    return _checked(size._replace(dpi=dpi) if dpi else size, text)


def _checked(size: Size, text: str) -> Size:
    if not FEWEST_DPI <= size.dpi <= MOST_DPI:
        raise DataError(
            f"is no resolution between {FEWEST_DPI} and {MOST_DPI} dots an inch", field="--dpi", value=f"{size.dpi:g}"
        )
    wide, high = size.pixels
    if wide * high > MOST_PIXELS:
        raise DataError("is too large a picture", field="--size", value=text, remedy="write a lower --dpi")
    if min(size.points) < LEAST_PT:
        least = f"{LEAST_PT / POINTS_AN_INCH * MM_AN_INCH:.0f} mm, or {LEAST_PT / POINTS_AN_INCH * size.dpi:.0f} px"
        raise DataError(
            "is too small for title, map, legend and footnotes in type that can be read",
            field="--size",
            value=text,
            remedy=f"make each side at least {least} at {size.dpi:g} dpi, or lower --dpi",
        )
    return size

"""What is drawn on? A sheet of paper in points, y downwards, with named groups: a figure of matplotlib without axes.

Widths, dashes and sizes are points, so that they come out as large on every resolution. In grey, each colour is
replaced by the grey of the same lightness: one place decides, no drawing has to know.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, TransformedBbox

from layers.picture.fonts import REGULAR, properties
from layers.picture.mercator import Box

HALO_PT = 2.2
HALO_ID = "halo-"  # layers/picture/formats.py makes outlines of the texts of these groups in an SVG
POINTS_AN_INCH = 72.0


class Group(Artist):
    """Artists drawn one after another; in an SVG a group with a name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.set_gid(name)
        self.children: list[Artist] = []

    def draw(self, renderer) -> None:
        """Draw the children in their order."""
        renderer.open_group("group", gid=self.get_gid())
        for child in self.children:
            child.draw(renderer)
        renderer.close_group("group")


class Sheet:
    """A page of ``width`` × ``height`` points."""

    def __init__(self, width: float, height: float, grey: bool = False, outlines: bool = True) -> None:
        """``outlines``: halos as outlines of letters; else as texts that the SVG outlines."""
        self.width, self.height, self.grey, self.outlines = width, height, grey, outlines
        self.figure = Figure(figsize=(width / POINTS_AN_INCH, height / POINTS_AN_INCH), facecolor="white")
        self.flip = Affine2D().scale(1 / POINTS_AN_INCH, -1 / POINTS_AN_INCH).translate(0, height / POINTS_AN_INCH)
        self.transform = self.flip + self.figure.dpi_scale_trans
        self.clip: TransformedBbox | None = None
        self.within: list[Group] = []
        self.halos = 0

    def group(self, name: str) -> "Sheet":
        """``with sheet.group("paths"):`` what is drawn inside belongs to that group."""
        group = Group(name)
        self._add(group)
        self.within.append(group)
        return self

    def __enter__(self) -> "Sheet":
        return self

    def __exit__(self, *_: object) -> None:
        self.within.pop()

    def clipped(self, box: Box | None) -> None:
        """From now on nothing is drawn outside that box; None: anywhere."""
        self.clip = box and TransformedBbox(Bbox([[box.left, box.top], [box.right, box.bottom]]), self.transform)

    def _add(self, artist: Artist) -> None:
        artist.set_figure(self.figure)
        if not isinstance(artist, Group):
            artist.set_clip_box(self.clip)
            artist.set_clip_on(self.clip is not None)
        if self.within:
            self.within[-1].children.append(artist)
        else:
            self.figure.add_artist(artist)

    def colour(self, colour: str | None) -> str | tuple | None:
        """The colour, or its grey."""
        return grey(colour) if self.grey and colour and colour != "none" else colour

    def shape(
        self,
        path: Path,
        *,
        fill: str | None = None,
        line: str | None = None,
        width: float = 0.0,
        dash: Sequence[float] = (),
        alpha: float = 1.0,
        cap: str = "butt",
        name: str | None = None,
    ) -> None:
        """One path, filled and outlined. ``fill``, ``line``: colours; ``width`` and ``dash`` in points."""
        patch = PathPatch(
            path,
            facecolor=self.colour(fill) or "none",
            edgecolor=self.colour(line) or "none",
            linewidth=width if line else 0,
            alpha=None if alpha == 1 else alpha,
            linestyle=(0, tuple(dash)) if dash else "-",
            capstyle=cap,
            joinstyle="round",
            transform=self.transform,
        )
        patch.set_gid(name)
        self._add(patch)

    def line(self, points: np.ndarray, colour: str, width: float, **style) -> None:
        """A line through points (n, 2)."""
        self.shape(Path(points), line=colour, width=width, **style)

    def polygon(self, points, **style) -> None:
        """A closed polygon."""
        self.shape(Path(np.vstack([points, points[:1]]), closed=True), **style)

    def disc(self, x: float, y: float, radius: float, **style) -> None:
        """A circle."""
        self.shape(_circle().transformed(Affine2D().scale(radius).translate(x, y)), **style)

    def box(self, box: Box, corner: float = 0.0, **style) -> None:
        """A rectangle, its corners rounded by so many points."""
        self.shape(rounded(box, corner), **style)

    def lines(self, lines: list[np.ndarray], colours: list[str], width: float, dashes: list, alpha=1.0) -> None:
        """Many lines, each with its colour and dash: quicker than one by one."""
        if lines:
            collection = LineCollection(
                lines,
                colors=[self.colour(colour) for colour in colours],
                linewidths=width,
                linestyles=[(0, tuple(dash)) if dash else "-" for dash in dashes],
                alpha=None if alpha == 1 else alpha,
                capstyle="butt",
                transform=self.transform,
            )
            self._add(collection)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str = "#1b1f23",
        *,
        weight: int = REGULAR,
        align: str = "left",
        halo: str | None = None,
    ) -> None:
        """A text in one line; ``y`` is its base line. ``halo``: colour of the outline that sets it off the map."""
        style = {
            "fontproperties": properties(size, weight),
            "ha": align,
            "va": "baseline",
            "parse_math": False,
            "transform": self.transform,
        }
        if halo:
            outline = Text(x, y, text, color=self.colour(halo), **style)
            if self.outlines:
                outline.set_path_effects([Stroke(linewidth=HALO_PT, foreground=self.colour(halo), joinstyle="round")])
            self.halos += 1
            outline.set_gid(f"{HALO_ID}{self.halos}")
            self._add(outline)
        self._add(Text(x, y, text, color=self.colour(colour), **style))


@cache
def _circle() -> Path:
    return Path.unit_circle()


def rounded(box: Box, r: float) -> Path:
    """A rectangle with rounded corners as a path."""
    left, top, right, bottom = box
    if not r:
        return Path([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], closed=True)
    r = min(r, box.width / 2, box.height / 2)
    k = r * 0.4477  # how far the handles of a quarter of a circle lie from its corner
    corners = [
        ((left + r, top), Path.MOVETO),
        ((right - r, top), Path.LINETO),
        ((right - k, top), Path.CURVE4), ((right, top + k), Path.CURVE4), ((right, top + r), Path.CURVE4),
        ((right, bottom - r), Path.LINETO),
        ((right, bottom - k), Path.CURVE4), ((right - k, bottom), Path.CURVE4), ((right - r, bottom), Path.CURVE4),
        ((left + r, bottom), Path.LINETO),
        ((left + k, bottom), Path.CURVE4), ((left, bottom - k), Path.CURVE4), ((left, bottom - r), Path.CURVE4),
        ((left, top + r), Path.LINETO),
        ((left, top + k), Path.CURVE4), ((left + k, top), Path.CURVE4), ((left + r, top), Path.CURVE4),
        ((left + r, top), Path.CLOSEPOLY),
    ]  # fmt: skip
    return Path([point for point, _ in corners], [code for _, code in corners])


@cache
def grey(colour: str) -> tuple[float, float, float]:
    """The grey of the same lightness (relative luminance of WCAG 2.2), as three equal parts.

    >>> [round(part, 2) for part in grey("#b35806")]
    [0.44, 0.44, 0.44]
    """
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    light = float(linear @ (0.2126, 0.7152, 0.0722))
    level = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return (level, level, level)

"""Where on the sheet does a position lie? Web Mercator, as on the page: an address shows the same view in both.

World units: x from 0 (180° W) to 1 (180° E), y from 0 (85.05° N) to 1 (85.05° S); x runs on across the antimeridian,
and ``copies`` says which repetitions of the world a window touches. The sheet is measured in points, y downwards.
Distances hold at one latitude only, so a scale bar states its own.
"""

from typing import NamedTuple

import numpy as np

from geodata.provenance import ELLIPSOID

HIGHEST_LATITUDE = 85.05
NICE = (1, 2, 5)  # a scale bar is one of these times a power of ten
PAGE_WINDOW = (1000.0, 600.0)  # pixels of the style sheet: the map of the page that an address with a view was made on
TILE = 256.0  # pixels of the world at zoom 0
CLOSEST = 2.0**16 * TILE * 0.75  # points of the whole world: nothing is drawn larger than the page does


def world_x(longitude):
    """World x of degrees east.

    >>> float(world_x(180.0)), float(world_x(-190.0))
    (1.0, -0.02777777777777779)
    """
    return np.asarray(longitude, dtype=float) / 360 + 0.5


def world_y(latitude):
    """World y of degrees north.

    >>> float(world_y(0.0)), round(float(world_y(85.0511)), 4)
    (0.5, 0.0)
    """
    phi = np.radians(np.clip(np.asarray(latitude, dtype=float), -HIGHEST_LATITUDE, HIGHEST_LATITUDE))
    return 0.5 - np.log(np.tan(np.pi / 4 + phi / 2)) / (2 * np.pi)


def latitude_of(y: float) -> float:
    """Degrees north of a world y."""
    return float(np.degrees(2 * np.arctan(np.exp((0.5 - y) * 2 * np.pi)) - np.pi / 2))


class Box(NamedTuple):
    """A rectangle of the sheet (points, y downwards) or of the world (world units)."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def grown(self, by: float) -> "Box":
        """The rectangle with a margin around it; within it where ``by`` is below 0."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: "Box") -> bool:
        """Whether both share more than an edge."""
        return (
            self.left < other.right and self.right > other.left and self.top < other.bottom and self.bottom > other.top
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies within this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


class View:
    """A window on the world in a frame of the sheet."""

    def __init__(self, frame: Box, scale: float, middle: tuple[float, float]) -> None:
        self.frame = frame
        self.scale = scale  # points of the whole world from west to east
        self.world = Box(
            middle[0] - frame.width / 2 / scale,
            middle[1] - frame.height / 2 / scale,
            middle[0] + frame.width / 2 / scale,
            middle[1] + frame.height / 2 / scale,
        )
        self.copies = range(int(np.floor(self.world.left)) - 1, int(np.floor(self.world.right)) + 2)

    def x(self, world):
        """Points from the left of the sheet."""
        return (np.asarray(world) - self.world.left) * self.scale + self.frame.left

    def y(self, world):
        """Points from the top of the sheet."""
        return (np.asarray(world) - self.world.top) * self.scale + self.frame.top

    @property
    def zoom(self) -> float:
        """The page's zoom at which the same is as large: a point is 4/3 of its pixels."""
        return float(np.log2(self.scale / 0.75 / TILE))

    @property
    def latitude(self) -> float:
        """Of the middle of the frame."""
        return latitude_of((self.world.top + self.world.bottom) / 2)

    def points_a_metre(self, world_y_: float) -> float:
        """Points of a metre on the ground (on a sphere, as good as a circle of uncertainty is)."""
        return float(self.scale / 40_075_016.686 * np.cosh(2 * np.pi * (0.5 - world_y_)))


def fit(frame: Box, wanted: Box, margin: float) -> View:
    """The view that shows a box of the world as large as the frame allows, with a margin in points."""
    room = frame.grown(-min(margin, frame.width / 5, frame.height / 5))
    scale = min(room.width / max(wanted.width, 1e-9), room.height / max(wanted.height, 1e-9), CLOSEST)
    return View(frame, scale, ((wanted.left + wanted.right) / 2, (wanted.top + wanted.bottom) / 2))


def window(latitude: float, longitude: float, zoom: float) -> Box:
    """The box of the world that the page shows at this centre and zoom, on a map of PAGE_WINDOW."""
    half = [size / 2 / (TILE * 2**zoom) for size in PAGE_WINDOW]
    x, y = float(world_x(longitude)), float(world_y(latitude))
    return Box(x - half[0], y - half[1], x + half[0], y + half[1])


def round_length(view: View, most: float) -> tuple[float, float]:
    """The longest round distance (metres) that ``most`` points hold at the middle latitude, and its points.

    The bar is true there by geodesic: from the middle, that far east on the ellipsoid, is that many points.
    """
    latitude = view.latitude
    metres_a_point = _metres_east(latitude, 1.0) / (view.scale / 360)
    reach = most * metres_a_point
    power = 10.0 ** np.floor(np.log10(reach))
    metres = max(step * power for step in NICE if step * power <= reach)
    return float(metres), float(metres / metres_a_point)


def _metres_east(latitude: float, degrees: float) -> float:
    """Length of a piece of a parallel: a hundred short geodesics, so that none leaves it."""
    steps = np.linspace(0, degrees, 101)
    _, _, metres = ELLIPSOID.inv(steps[:-1], np.full(100, latitude), steps[1:], np.full(100, latitude))
    return float(metres.sum())

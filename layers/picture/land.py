"""Land, water, borders and provinces under the data: the page's basemap, cut to the view.

The same shapes, colours and dashes as ``layers/browser/basemap.js``. What is finer than a quarter of a point is left
out: it would make an SVG ten times as large and could not be seen.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import shapely
from matplotlib.path import Path

from layers.basemap import OVERLAP_DEGREES, basemap
from layers.numbers import read_number_text
from layers.picture.mercator import Box, View, world_x, world_y
from layers.picture.sheet import Sheet

WATER, LAND, COAST = "#dbe5ec", "#f7f6f2", "#9fb2bf"
RIVER, BORDER, PROVINCE = "#a9c3d3", "#8a8580", "#d3cec6"
FINEST_PT = 0.25
CUT_DEGREES = 0.011  # the coarse world has two decimals
PROVINCES_FROM = 5.0  # zoom
RIVER_ZOOM = 1.0  # a sheet of paper shows a little more than a screen at the same scale
DASH = (3.5, 2.2)


class Shapes(NamedTuple):
    """Geometries in world units and their boxes."""

    geometry: np.ndarray
    bounds: np.ndarray


@cache
def shapes() -> dict[str, Shapes]:
    """The basemap by layer. Made once a process."""
    told = basemap()
    scale, world = told["scale"], told["world"]
    west, south, east, north = told["box"]
    land = _degrees(told["land"], scale)
    borders = _degrees(told["borders"]["line"], scale)
    disputed = np.array(told["borders"]["kind"], dtype=int) == 1
    far = _degrees(world["land"], world["scale"])
    return {
        "world": _polygons(far),
        "world_coast": _lines([part for ring in far for part in _coast(ring, _far_cuts(told["box"]))]),
        "world_borders": _lines(_degrees(world["borders"], world["scale"])),
        "land": _polygons(land),
        "coast": _lines([part for ring in land for part in _coast(ring, ((west, east), (south, north)))]),
        "provinces": _lines(_degrees(told["provinces"]["line"], scale)),
        "lakes": _polygons(_degrees(told["lakes"]["ring"], scale)),
        "rivers": _lines(_degrees(told["rivers"]["line"], scale)),
        "borders": _lines([line for line, odd in zip(borders, disputed, strict=True) if not odd]),
        "disputed": _lines([line for line, odd in zip(borders, disputed, strict=True) if odd]),
    }


def _degrees(texts: list[str], scale: int) -> list[np.ndarray]:
    return [np.cumsum(read_number_text(text).reshape(-1, 2), axis=0) / scale for text in texts]


def _world(points: np.ndarray) -> np.ndarray:
    return np.column_stack([world_x(points[:, 0]), world_y(points[:, 1])])


def _polygons(rings: list[np.ndarray]) -> Shapes:
    """Each ring as a polygon: holes of the land are lakes, which are drawn over it."""
    made = shapely.polygons([shapely.linearrings(_world(ring)) for ring in rings if len(ring) > 2])
    made = np.where(shapely.is_valid(made), made, shapely.make_valid(made))
    return Shapes(made, shapely.bounds(made))


def _lines(lines: list[np.ndarray]) -> Shapes:
    made = np.array([shapely.linestrings(_world(line)) for line in lines if len(line) > 1], dtype=object)
    return Shapes(made, shapely.bounds(made))


def _far_cuts(box: list[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where the coarse world is cut: at the antimeridian and the south pole, and a little inside the detailed part."""
    west, south, east, north = box
    inner = OVERLAP_DEGREES
    return (-180.0, 180.0, west + inner, east - inner), (-90.0, south + inner, north - inner)


def _coast(ring: np.ndarray, cuts: tuple[tuple[float, ...], tuple[float, ...]]) -> list[np.ndarray]:
    """The outline of land without the edges along which it was cut: on meridians, on parallels."""
    closed = np.vstack([ring, ring[:1]])
    along = np.zeros(len(ring), dtype=bool)
    for axis, degrees in enumerate(cuts):
        for cut in degrees:
            on = np.abs(closed[:, axis] - cut) <= CUT_DEGREES
            along |= on[:-1] & on[1:]
    return [part for part in np.split(closed, np.flatnonzero(along) + 1) if len(part) > 1]


def draw(sheet: Sheet, view: View) -> None:
    """The whole basemap without its names."""
    kept = shapes()
    rivers = np.array(basemap()["rivers"]["rank"], dtype=float) <= view.zoom + RIVER_ZOOM
    with sheet.group("basemap"):
        sheet.box(view.frame, fill=WATER, name="water")
        if not _covered(view):
            _filled(sheet, view, kept["world"], LAND, "land-far")
            _drawn(sheet, view, kept["world_coast"], "coast-far", line=COAST, width=0.35)
            _drawn(sheet, view, kept["world_borders"], "borders-far", line=BORDER, width=0.4)
        _filled(sheet, view, kept["land"], LAND, "land")
        if view.zoom >= PROVINCES_FROM:
            _drawn(sheet, view, kept["provinces"], "provinces", line=PROVINCE, width=0.6)
        _filled(sheet, view, kept["lakes"], WATER, "lakes")
        _drawn(sheet, view, Shapes(*(part[rivers] for part in kept["rivers"])), "rivers", line=RIVER, width=0.6)
        _drawn(sheet, view, kept["coast"], "coast", line=COAST, width=0.5)
        _drawn(sheet, view, kept["borders"], "borders", line=BORDER, width=0.9)
        _drawn(sheet, view, kept["disputed"], "borders-disputed", line=BORDER, width=0.9, dash=DASH)


def _covered(view: View) -> bool:
    """Whether the detailed part fills the view."""
    west, south, east, north = basemap()["box"]
    inner = Box(float(world_x(west + 0.1)), float(world_y(north - 0.1)), float(world_x(east - 0.1)), 0)
    inner = inner._replace(bottom=float(world_y(south + 0.1)))
    shifted = (Box(inner.left + k, inner.top, inner.right + k, inner.bottom) for k in view.copies)
    return any(box.holds(view.world) for box in shifted)


def _filled(sheet: Sheet, view: View, kept: Shapes, colour: str, name: str) -> None:
    path = _path(view, kept, closed=True)
    if path is not None:
        sheet.shape(path, fill=colour, name=name)


def _drawn(sheet: Sheet, view: View, kept: Shapes, name: str, **style) -> None:
    path = _path(view, kept, closed=False)
    if path is not None:
        sheet.shape(path, name=name, **style)


def _path(view: View, kept: Shapes, closed: bool) -> Path | None:
    """All that is in view as one path; None where nothing is."""
    margin = 3 / view.scale  # points, so that the cut lies outside the frame
    points, codes = [], []
    for copy in view.copies:
        left, top, right, bottom = view.world.grown(margin)
        left, right = left - copy, right - copy
        west, north, east, south = kept.bounds.T
        near = kept.geometry[(west <= right) & (east >= left) & (north <= bottom) & (south >= top)]
        cut = shapely.simplify(shapely.clip_by_rect(near, left, top, right, bottom), FINEST_PT / view.scale)
        parts = shapely.get_parts(cut)
        if closed:
            parts = shapely.get_rings(shapely.get_parts(parts)[shapely.get_type_id(shapely.get_parts(parts)) == 3])
        else:
            parts = shapely.get_parts(parts)
        if len(parts):
            at, part = shapely.get_coordinates(parts, return_index=True)
            first = np.append(True, part[1:] != part[:-1])
            code = np.where(first, Path.MOVETO, Path.LINETO).astype(Path.code_type)
            if closed:
                code[np.append(first[1:], True)] = Path.CLOSEPOLY
            points.append(np.column_stack([view.x(at[:, 0] + copy), view.y(at[:, 1])]))
            codes.append(code)
    return Path(np.vstack(points), np.concatenate(codes)) if points else None

"""Which countries, provinces and towns are named? As many as fit where the data leaves room, the great ones first."""

from typing import NamedTuple

from layers.basemap import basemap
from layers.picture.content import Content, line_of
from layers.picture.fonts import REGULAR, width
from layers.picture.labels import Seats
from layers.picture.mercator import Box, View, world_x, world_y
from layers.picture.sheet import Sheet

TOWN_ZOOM = (3.0, 4.25, 5.5, 6.75, 7.75)  # by rank, 0 the greatest: half a zoom before the page, as paper shows finer
COUNTRY_ZOOM, PROVINCE_ZOOM = (2.5, 6.25), (5.75, 9.5)
TOWN_PT, COUNTRY_PT, PROVINCE_PT = 7.0, 8.6, 7.4
TOWN, AREA, DOT, HALO = "#5b6166", "#827d75", "#8b8f93", "#f7f6f2"
MOST_ON_LINES = 0.04  # share of a name of the basemap that lines may cross
BESIDE = ((1, 0, 0.0), (-1, 0, 0.02), (0, -1, 0.03), (0, 1, 0.03))


class Name(NamedTuple):
    """A name of the basemap at a position of the world."""

    text: str
    x: float
    y: float
    size: float


def draw(sheet: Sheet, view: View, content: Content, seats: Seats) -> None:
    """All names that have room."""
    with sheet.group("basemap-names"):
        if COUNTRY_ZOOM[0] <= view.zoom < COUNTRY_ZOOM[1]:
            for name in _countries(content):
                _area(sheet, view, name, seats)
        for name in _towns(content, view):
            _town(sheet, view, name, seats)
        if PROVINCE_ZOOM[0] <= view.zoom < PROVINCE_ZOOM[1]:
            for name in _provinces(content):
                _area(sheet, view, name, seats)


def _countries(content: Content) -> list[Name]:
    places = basemap()["countries"].items()
    return [_name(content.code("country", code), lon, lat, COUNTRY_PT) for code, (lon, lat) in places]


def _provinces(content: Content) -> list[Name]:
    told = basemap()["provinces"]
    names = [
        _name(
            content.t(f"code.admin1.{code}", fallback=name), x / basemap()["scale"], y / basemap()["scale"], PROVINCE_PT
        )
        for code, name, x, y in zip(told["id"], told["name"], told["x"], told["y"], strict=True)
    ]
    return sorted(names, key=lambda name: name.text)


def _towns(content: Content, view: View) -> list[Name]:
    told, scale = basemap()["towns"], basemap()["scale"]
    rows = zip(told["name"], told["ko"], told["x"], told["y"], told["rank"], strict=True)
    return [
        _name((content.lang == "ko" and ko) or name, x / scale, y / scale, TOWN_PT)
        for name, ko, x, y, rank in rows
        if view.zoom >= TOWN_ZOOM[rank]
    ]


def _name(text: str, longitude: float, latitude: float, size: float) -> Name:
    return Name(line_of(text, 40), float(world_x(longitude)), float(world_y(latitude)), size)


def _spots(view: View, name: Name) -> list[tuple[float, float]]:
    spots = [(float(view.x(name.x + copy)), float(view.y(name.y))) for copy in view.copies]
    frame = view.frame.grown(-3)
    return [(x, y) for x, y in spots if frame.left < x < frame.right and frame.top < y < frame.bottom]


def _area(sheet: Sheet, view: View, name: Name, seats: Seats) -> None:
    """In the middle of its point, or a little above or below."""
    half = width(name.text, name.size, REGULAR) / 2 + 2
    for x, y in _spots(view, name):
        for down in (0, -12, 12, -24, 24):
            box = Box(x - half, y + down - name.size * 0.65, x + half, y + down + name.size * 0.65)
            inside = view.frame.grown(-2).holds(box)
            if inside and seats.on_lines(box) <= MOST_ON_LINES and seats.take(box):
                sheet.text(x, box.bottom - name.size * 0.32, name.text, name.size, AREA, align="center", halo=HALO)
                break


def _town(sheet: Sheet, view: View, name: Name, seats: Seats) -> None:
    """Beside a small square."""
    for x, y in _spots(view, name):
        square = Box(x - 1.4, y - 1.4, x + 1.4, y + 1.4)
        if not seats.free(square) or seats.on_lines(square) > 0.5:
            continue
        box = seats.seat(x, y, name.text, name.size, gap=4, most=MOST_ON_LINES, sides=BESIDE)
        if box is not None:
            seats.keep(square)
            sheet.box(square, fill=DOT)
            sheet.text(box.left + 0.5, box.bottom - name.size * 0.36, name.text, name.size, TOWN, halo=HALO)

"""What the tests of pictures share: payloads to draw, and what a sheet holds."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import matplotlib
from matplotlib.text import Text

from geodata.places import bundled
from layers.payload import payload
from layers.picture import frame
from layers.picture import map as drawn_map
from layers.picture.content import Content
from layers.picture.fonts import width
from layers.picture.formats import settings
from layers.picture.mercator import Box
from layers.picture.sheet import HALO_ID, Group, Sheet
from layers.registry import LAYERS
from layers.sizes import NAMED, size_of
from routes.build import build
from routes.reading import read_some_events
from tests.layers.small import ladder, walk

DEMO = "data/demo_custody_events.csv"
SIZES = tuple(NAMED)
VIEWS = {
    "paths": {},
    "flows": {"layers": {"paths": False, "flows": True}},
    "person": {"person": "S-082"},
    "place": {"place": "kyohwaso-12-jongori"},
    "uncertainty": {"layers": {"uncertainty": True, "paths": False}},
}


@cache
def demo(lang: str = "en", profile: str = "internal") -> dict:
    """The bundled cases."""
    events = Path(__file__).parents[2] / DEMO
    return payload(build(read_some_events(events), bundled()), lang=lang, profile=profile)


@cache
def small(lang: str = "en") -> dict:
    """Two people, all kinds of evidence."""
    rows = [
        *walk("P1", "tumen", "bridge", "onsong", source="SYNTHETIC", arrival="1998"),
        *walk("P2", "tumen", "onsong", "nope", "nongpo", "yodok"),
    ]
    return payload(ladder(*rows), lang=lang)


def only(*on: str) -> dict[str, bool]:
    """These layers and no others."""
    return {layer.key: layer.key in on for layer in LAYERS}


class Words(NamedTuple):
    """A text on a sheet, where it stands and in which groups."""

    text: str
    size: float
    box: Box
    groups: tuple[str, ...]


class Drawn(NamedTuple):
    """A sheet and what is on it."""

    sheet: Sheet
    content: Content
    words: frame.Wording
    plan: drawn_map.Plan
    texts: list[Words]


def drawn(
    content: dict, size: str = "article", title=None, address=None, *, dpi=None, grey=False, layers=None, **picked
) -> Drawn:
    """A sheet as ``layers.picture.draw`` makes it."""
    told = Content(content)
    person = told.person_by_id(picked["person"]) if "person" in picked else -1
    place = told.place_by_id(picked["place"]) if "place" in picked else -1
    with matplotlib.rc_context(settings()):
        sheet = Sheet(*size_of(size, dpi).points, grey=grey)
        state = drawn_map.shown(told, dict(layers or {}), person, place)
        words, plan = frame.draw(sheet, told, state, frame.Asked(None, title, address))
    return Drawn(sheet, told, words, plan, list(_texts(sheet)))


def _texts(sheet: Sheet):
    for artist, groups in artists(sheet):
        if isinstance(artist, Text) and not (artist.get_gid() or "").startswith(HALO_ID):
            size, text = artist.get_fontsize(), artist.get_text()
            wide = width(text, size, artist.get_fontweight())
            x, y = artist.get_position()
            left = x - {"left": 0, "center": wide / 2, "right": wide}[artist.get_ha()]
            yield Words(text, size, Box(left, y - size * 0.76, left + wide, y + size * 0.24), groups)


def artists(sheet: Sheet):
    """Everything that is drawn, with the names of the groups that it is in."""

    def inside(group: Group, groups: tuple[str, ...]):
        for child in group.children:
            if isinstance(child, Group):
                yield from inside(child, (*groups, child.get_gid()))
            else:
                yield child, groups

    for artist in sheet.figure.artists:
        if isinstance(artist, Group):
            yield from inside(artist, (artist.get_gid(),))
        else:
            yield artist, ()

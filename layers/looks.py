"""How shall a picture look, how shall a page open? The options of the command that only some kinds of file have.

A new option is a row of OPTIONS; a new kind of file that has an option is an ending in its row.
"""

import argparse
from collections.abc import Callable
from typing import NamedTuple

from geodata.errors import DataError
from layers import citing
from layers.registry import LAYERS
from layers.sizes import NAMED, size_of

PICTURES, PAGES, BRIEFS = (".png", ".svg", ".pdf"), (".html",), (".brief.pdf",)
CITATIONS = tuple(citing.FORMATS)
DRAWN = (
    "uncertainty",
    "flows",
    "paths",
    "facilities",
    "crossings",
    "last_known",
)  # by pictures; a page has all


class Option(NamedTuple):
    """An option, which kinds of file have it, what argparse is told of it, and how its text is read."""

    endings: tuple[str, ...]
    about: dict
    read: Callable[[object, str], object] = lambda said, _ending: said


def _layers(text: str, ending: str) -> dict[str, bool]:
    able = DRAWN if ending in PICTURES else tuple(layer.key for layer in LAYERS)
    wanted = {key.strip() for key in text.split(",") if key.strip()}
    if unknown := sorted(wanted - set(able)):
        kind = "picture" if ending in PICTURES else "page"
        remedy = f"choose from {', '.join(able)}"
        raise DataError(f"is no layer of a {kind}", field="--layers", value=unknown[0], remedy=remedy)
    return {key: key in wanted for key in able}


def _view(text: str, _ending: str) -> tuple[float, float, float]:
    try:
        latitude, longitude, zoom = (float(part) for part in text.split(","))
    except ValueError:
        latitude = longitude = zoom = float("nan")
    if not (abs(latitude) <= 85 and abs(longitude) <= 720 and 0 <= zoom <= 20):
        raise DataError(
            "is no view",
            field="--view",
            value=text,
            remedy="write latitude, longitude and zoom as in the page's address, such as 41.2,127.5,6.5",
        )
    return latitude, longitude, zoom


OPTIONS = {
    "size": Option(
        PICTURES + BRIEFS,
        {"metavar": "SIZE", "help": f"{', '.join(NAMED)}, or such as 1600x900px; default: article, of a brief a4"},
    ),
    "dpi": Option(
        PICTURES,
        {"metavar": "N", "type": float, "help": "dots an inch; default: 300 for paper, else of the size"},
    ),
    "grey": Option(PICTURES + BRIEFS, {"action": "store_true", "default": None, "help": "no colours"}),
    "layers": Option(
        PICTURES + PAGES,
        {"metavar": "KEY,…", "help": "only these: " + ", ".join(layer.key for layer in LAYERS)},
        _layers,
    ),
    "person": Option(
        PICTURES + PAGES + BRIEFS + CITATIONS, {"metavar": "ID", "help": "one path: stops with numbers and in words"}
    ),
    "place": Option(
        PICTURES + PAGES + BRIEFS + CITATIONS,
        {"metavar": "ID", "help": "one place, and the paths of those who were there"},
    ),
    "view": Option(
        PICTURES + PAGES,
        {"metavar": "LAT,LON,ZOOM", "help": "what the page shows there; default: all of the data"},
        _view,
    ),
    "address": Option(
        PICTURES + PAGES + BRIEFS + CITATIONS, {"metavar": "URL", "help": "said on it: what opens this view again"}
    ),
    "split": Option(
        PAGES,
        {
            "action": "store_true",
            "default": None,
            "help": "write NAME.html as a folder NAME for a web server: index.html, scripts, styles and data apart",
        },
    ),
    "accessed": Option(
        CITATIONS,
        {"metavar": "DAY", "help": "when you saw the view, such as 2026-11-25; without it, nothing is said of that"},
        lambda text, _: citing.day(text),
    ),
}


def add(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    group = command.add_argument_group(f"what it shows ({', '.join(PICTURES + PAGES + BRIEFS + CITATIONS)})")
    for name, option in OPTIONS.items():
        group.add_argument(f"--{name}", **option.about)


def read(options: argparse.Namespace, ending: str) -> dict:
    """What the writer of such a file (layers/export.py) is told of its look; DataError where it cannot be.

    >>> read(argparse.Namespace(layers="paths", size=None), ".html")["layers"]["facilities"]
    False
    """
    said = {name: getattr(options, name, None) for name in OPTIONS}
    told = {name: value for name, value in said.items() if value is not None}
    for name in told:
        if ending not in OPTIONS[name].endings:
            able = ", ".join(OPTIONS[name].endings)
            raise DataError(f"is for {able} only", field=f"--{name}", remedy="leave it away, or write such a file")
    told = {name: OPTIONS[name].read(value, ending) for name, value in told.items()}
    if ending in PICTURES:
        told["size"] = size_of(told.get("size", "article"), told.pop("dpi", None))
    return told

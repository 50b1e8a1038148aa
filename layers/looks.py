"""How shall a picture look? The options of the command that only a picture (png, svg, pdf) has."""

import argparse

from geodata.errors import DataError
from layers.registry import LAYERS
from layers.sizes import NAMED, size_of

PICTURES = (".png", ".svg", ".pdf")


def add(command: argparse.ArgumentParser) -> None:
    """Add the options to a command."""
    group = command.add_argument_group("pictures (png, svg, pdf)")
    names = ", ".join(NAMED)
    group.add_argument("--size", metavar="SIZE", help=f"{names}, or such as 1600x900px, 180x120mm; default: article")
    group.add_argument("--dpi", metavar="N", type=float, help="dots an inch; default: 300 for paper, else of the size")
    group.add_argument("--grey", action="store_true", help="no colours")
    group.add_argument(
        "--layers",
        metavar="KEY,…",
        help="only these: " + ", ".join(layer.key for layer in LAYERS if layer.key in DRAWN),
    )
    group.add_argument("--person", metavar="ID", help="one path: stops with numbers and in words")
    group.add_argument("--place", metavar="ID", help="one place, and the paths of those who were there")
    group.add_argument("--view", metavar="LAT,LON,ZOOM", help="what the page shows there; default: all of the data")
    group.add_argument("--address", metavar="URL", help="printed on it: what opens this view again")


DRAWN = ("uncertainty", "flows", "paths", "facilities", "crossings", "last_known")


def read(options: argparse.Namespace) -> dict:
    """Arguments of ``layers.picture.draw``; empty where the file is no picture. DataError where one cannot be used."""
    told = {name: getattr(options, name) for name in ("size", "dpi", "layers", "person", "place", "view", "address")}
    told = {name: value for name, value in told.items() if value is not None} | ({"grey": True} if options.grey else {})
    if options.out.suffix.lower() not in PICTURES:
        if told:
            raise DataError(
                "is for pictures only",
                field=f"--{next(iter(told))}",
                remedy=f"end the name of --out in one of {', '.join(PICTURES)}, or leave it away",
            )
        return {}
    told["size"] = size_of(told.get("size", "article"), told.pop("dpi", None))
    if "layers" in told:
        told["layers"] = _layers(told["layers"])
    if "view" in told:
        told["view"] = _view(told["view"])
    return told


def _layers(text: str) -> dict[str, bool]:
    wanted = {key.strip() for key in text.split(",") if key.strip()}
    if unknown := sorted(wanted - set(DRAWN)):
        raise DataError(
            "is no layer of a picture", field="--layers", value=unknown[0], remedy=f"choose from {', '.join(DRAWN)}"
        )
    return {key: key in wanted for key in DRAWN}


def _view(text: str) -> tuple[float, float, float]:
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

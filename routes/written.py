"""What did `python -m routes build` write into a folder? The tables of routes.output as a ladder again.

Row positions, which do not leave the program, are found anew: a stint by its person and number, a line by its two
ends, a place by its id. Places come from the same gazetteer that the folder was built with; those that rows had
brought themselves (`at:…`) are taken from the stints. A table that does not fit the others is a DataError: half a
ladder would draw wrong lines.
"""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geodata import geojson
from geodata.errors import DataError
from geodata.files import decode, read_bytes
from geodata.places import COLUMNS as PLACE_COLUMNS
from geodata.regions import locate
from geodata.strict_json import parse
from routes.build import CRS
from routes.flows import count_flows
from routes.output import FORMATS, LISTS
from routes.reading import SIZE_LIMIT

TABLES = ("stints", "legs", "paths")
WHOLE = {"detention", "detentions", "stint", "stints", "stints_unlocated", "leg", "legs", "from_stint", "to_stint"}
WHOLE |= {"hidden_stops"}
TIMES = tuple(f"{edge}_{what}" for what in ("arrival", "departure") for edge in ("earliest", "latest"))
TIMES += tuple(f"{what}_{edge}" for what in ("departed", "arrived") for edge in ("earliest", "latest"))
TIMES += ("earliest", "latest")
SAME_DEGREES = 1e-6  # 0.1 m: what a CSV in between may round


@dataclass(frozen=True)
class Written:
    """The tables of `routes.build.Ladder` that a folder holds."""

    places: pd.DataFrame
    stints: pd.DataFrame
    legs: gpd.GeoDataFrame
    paths: gpd.GeoDataFrame
    flows: gpd.GeoDataFrame
    lines: gpd.GeoDataFrame
    rejected: pd.DataFrame
    audit: pd.DataFrame
    report: dict


def read_ladder(folder: str | Path, places: pd.DataFrame) -> Written:
    """The ladder in a folder; `places` is the gazetteer that it was built with."""
    folder = Path(folder)
    form = _form(folder)
    stints, legs, paths = (_typed(READERS[form](_file(folder, name, form)), folder) for name in TABLES)
    places = _with_places_of_rows(places, stints, folder)
    index = pd.Index(places["place_id"])
    stints["place"] = index.get_indexer(stints["place_id"])
    paths = _with_positions(paths, stints, folder)
    legs = _with_stints(legs, paths, stints, folder)
    legs["line"], lines = _lines(legs, index)
    counted = count_flows(legs)
    return Written(
        places=places,
        stints=pd.DataFrame(stints.drop(columns="geometry")),
        legs=legs,
        paths=paths,
        flows=gpd.GeoDataFrame(lines[["origin", "destination", "length_m"]].join(counted), geometry=lines.geometry),
        lines=lines,
        rejected=_csv_cells(folder / "rejected.csv"),
        audit=_csv_cells(folder / "audit.csv"),
        report=parse(decode(read_bytes(folder / "report.json", SIZE_LIMIT), folder / "report.json")),
    )


def _form(folder: Path) -> str:
    found = [form for form in FORMATS if all(_file(folder, name, form).exists() for name in TABLES)]
    both = "parquet" in found and (folder / f"{TABLES[0]}.parquet").exists() and (folder / TABLES[0]).is_dir()
    if len(found) == 1 and not both:
        return found[0]
    if found:
        raise DataError(
            f"holds the tables in several formats ({', '.join(found)})",
            file=folder,
            remedy="build into an empty folder",
        )
    raise DataError(
        "holds no stints, legs and paths",
        file=folder,
        remedy="write them with: python -m routes build EVENTS --out DIR",
    )


def _file(folder: Path, name: str, form: str) -> Path:
    """The file of a table, or the folder of its parts (routes.parts.cluster)."""
    file, parts = folder / f"{name}.{form}", folder / name
    return parts if form == "parquet" and not file.exists() and parts.is_dir() else file


def _geojson(path: Path) -> gpd.GeoDataFrame:
    features = geojson.features(geojson.read(path, SIZE_LIMIT))
    geometry = shapely.from_geojson([feature["geometry"] and json.dumps(feature["geometry"]) for feature in features])
    return _located(pd.DataFrame([feature["properties"] for feature in features], dtype=object), geometry)


def _csv_cells(path: Path) -> pd.DataFrame:
    """Cells as texts, None where empty. The file is ours: commas, UTF-8, one header."""
    text = decode(read_bytes(path, SIZE_LIMIT), path)
    try:
        table = pd.read_csv(pa.BufferReader(text.encode()), dtype=str, keep_default_na=False, na_values=[""])
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise DataError(f"is no table ({error})", file=path, remedy="build it again") from error
    return table.astype(object).where(table.notna(), None)


def _csv(path: Path) -> gpd.GeoDataFrame:
    table = _csv_cells(path)
    return _located(table.drop(columns="geometry"), shapely.from_wkt(table["geometry"].fillna("").replace("", None)))


def _parquet(path: Path) -> gpd.GeoDataFrame:
    try:
        files = sorted(path.glob("part-*.parquet")) if path.is_dir() else [path]
        table = pd.concat([gpd.read_parquet(file) for file in files], ignore_index=True)
    except (pa.ArrowException, ValueError) as error:
        raise DataError(f"is no GeoParquet file ({error})", file=path, remedy="build it again") from error
    return _located(pd.DataFrame(table.drop(columns=table.geometry.name)), table.geometry.to_numpy())


def _gpkg(path: Path) -> gpd.GeoDataFrame:
    """Read with SQLite alone: nothing that a crafted file names is opened."""
    try:
        with sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True) as database:
            table = pd.read_sql_query(f'SELECT * FROM "{path.stem}"', database)  # noqa: S608
    except (sqlite3.Error, pd.errors.DatabaseError) as error:
        raise DataError(f"is no GeoPackage ({error})", file=path, remedy="build it again") from error
    return _located(table.drop(columns=["fid", "geom"]), shapely.from_wkb([_wkb(blob) for blob in table["geom"]]))


def _wkb(blob: bytes | None) -> bytes | None:
    """The geometry behind the header of a GeoPackage (OGC 12-128r19, 2.1.3)."""
    if blob is None:
        return None
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return blob[8 + envelope :]


READERS = {"geojson": _geojson, "csv": _csv, "parquet": _parquet, "gpkg": _gpkg}


def _located(table: pd.DataFrame, geometry) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=np.asarray(geometry, dtype=object), crs=CRS)


def _typed(table: gpd.GeoDataFrame, folder: Path) -> gpd.GeoDataFrame:
    """Lists as lists, whole numbers as such, times as times, all else as text or None."""
    made = {}
    for name in table.columns.drop("geometry"):
        column = table[name].astype(object).where(table[name].notna(), None)
        try:
            if name in LISTS:
                made[name] = [
                    json.loads(cell) if isinstance(cell, str) else np.asarray(cell).tolist() for cell in column
                ]
            elif name in WHOLE:
                made[name] = column.astype(np.int64)
            elif name in TIMES:
                made[name] = column.to_numpy("datetime64[s]")
            elif name == "length_m":
                made[name] = column.astype(float)
            else:
                made[name] = column
        except (TypeError, ValueError) as error:
            raise DataError(f"cannot be read ({error})", file=folder, field=name, remedy="build it again") from error
    return gpd.GeoDataFrame(made, geometry=table.geometry.to_numpy(), crs=CRS)


def _with_places_of_rows(places: pd.DataFrame, stints: gpd.GeoDataFrame, folder: Path) -> pd.DataFrame:
    """The places, and those that only the stints know; an id that is in neither is an error."""
    there = stints[stints["place_id"].notna()].drop_duplicates("place_id")
    at = pd.Index(places["place_id"]).get_indexer(there["place_id"])
    point = shapely.get_coordinates(there.geometry.fillna(shapely.Point(np.nan, np.nan)).to_numpy())
    known = places[["longitude", "latitude"]].to_numpy(float)[at]
    elsewhere = (at >= 0) & (np.abs(known - point) > SAME_DEGREES).any(axis=1)
    foreign = (at < 0) & ~there["place_id"].str.startswith("at:")
    for wrong, reason in ((foreign, "is not among the places"), (elsewhere, "lies elsewhere in the file of places")):
        if wrong.any():
            raise DataError(
                f"a place of the folder {reason}",
                file=folder,
                field="place_id",
                value=there["place_id"][wrong].iloc[0],
                remedy="give the places that it was built with, with --places",
            )
    new = there[at < 0]
    if new.empty:
        return places
    where = locate(point[at < 0, 0], point[at < 0, 1])
    rows = pd.DataFrame(
        {
            **dict.fromkeys(PLACE_COLUMNS),
            "place_id": new["place_id"].to_numpy(object),
            "name": new["place_as_recorded"].to_numpy(object),
            "group": "other",
            "longitude": point[at < 0, 0],
            "latitude": point[at < 0, 1],
            "uncertainty_m": np.nan,
            **{name: where[name].to_numpy(object) for name in ("country", "admin1", "admin1_name")},
            **{name: [kind() for _ in range(len(new))] for name, kind in EMPTY.items()},
        },
    )
    return pd.concat([places, rows], ignore_index=True)


EMPTY = {"names": dict, "extra": dict, "member": dict, "aliases": list, "countries": list, "sources": list}


def _with_positions(paths: gpd.GeoDataFrame, stints: pd.DataFrame, folder: Path) -> gpd.GeoDataFrame:
    """Where each person's stints begin and end; they stand in the order of the paths."""
    last = np.cumsum(paths["stints"].to_numpy()) - 1
    owner = np.repeat(paths["person_id"].to_numpy(object), paths["stints"])
    if len(owner) != len(stints) or (owner != stints["person_id"].to_numpy(object)).any():
        raise DataError("stints and paths do not fit each other", file=folder, remedy="build it again")
    return paths.assign(first_stint=last - paths["stints"] + 1, last_stint=last)


def _with_stints(legs: gpd.GeoDataFrame, paths: pd.DataFrame, stints: pd.DataFrame, folder: Path) -> gpd.GeoDataFrame:
    """The numbers of stints within a person as positions in the table."""
    person = pd.Index(paths["person_id"]).get_indexer(legs["person_id"])
    first = paths["first_stint"].to_numpy()[person]
    ends = legs[["from_stint", "to_stint"]].to_numpy() - 1
    fit = (person >= 0) & (ends >= 0).all(axis=1) & (ends < paths["stints"].to_numpy()[person, None]).all(axis=1)
    if not fit.all():
        raise DataError("legs and stints do not fit each other", file=folder, remedy="build it again")
    return legs.assign(from_stint=first + ends[:, 0], to_stint=first + ends[:, 1])


def _lines(legs: gpd.GeoDataFrame, index: pd.Index) -> tuple[np.ndarray, gpd.GeoDataFrame]:
    """The line of each leg, and one row a distinct line, sorted by its two ends."""
    ends = np.column_stack([index.get_indexer(legs["origin"]), index.get_indexer(legs["destination"])])
    pairs, first, line = np.unique(ends, axis=0, return_index=True, return_inverse=True)
    lines = legs.iloc[first][["origin", "destination", "length_m", "geometry"]].reset_index(drop=True)
    return line.ravel(), lines.assign(origin_place=pairs[:, 0], destination_place=pairs[:, 1])

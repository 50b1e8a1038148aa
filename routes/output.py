"""How does a ladder become files? Stints, legs, paths, flows in one of four formats, rejected rows, audit, report.

The same ladder gives the same bytes. Lengths are rounded to the decimetre, times are ISO 8601, dates stay as recorded
beside them. A list is a list in GeoJSON and Parquet and JSON in CSV and GeoPackage; a geometry in CSV is WKT in the
column `geometry`. A stint has the point of its place; a stint or path without a position has no geometry. Numbers
that are positions in our own tables do not leave them: a leg names its stints by their number within the person.

Everything is written beside the folder first and moved in at the end, so a run that fails leaves nothing half-written.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from geopandas.array import GeometryArray
from pyarrow import parquet

from routes.build import CRS, Ladder

FORMATS = ("geojson", "csv", "parquet", "gpkg")
TABLES = ("stints", "legs", "paths", "flows")
LENGTH_DECIMALS = 1  # of a metre
NOTHING = MappingProxyType({})
CHUNK = 50_000  # features that are held as text at one time
GDAL_DATE = "2000-01-01T00:00:00.000Z"  # GeoPackage notes when it was written; this one is the same on each day
TEXT_LISTS = ("events", "sources", "reason_codes", "reasons", "authorities")
ALTERNATIVES = pa.list_(pa.struct({"place_id": pa.string(), "detour_m": pa.float64(), "status": pa.string()}))


def write(ladder: Ladder, folder: Path, form: str) -> list[Path]:
    """Write all files into `folder` (made if need be; files of the same name are replaced) and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder))
    try:
        for name, table in tables(ladder).items():
            WRITERS[form](table, draft / f"{name}.{form}")
        _write_csv(ladder.rejected, draft / "rejected.csv")
        _write_csv(ladder.audit, draft / "audit.csv")
        report = json.dumps(ladder.report, ensure_ascii=False, indent=2) + "\n"
        (draft / "report.json").write_text(report, encoding="utf-8")
        made = sorted(draft.iterdir())
        for path in made:
            os.replace(path, folder / path.name)
        return [folder / path.name for path in made]
    finally:
        shutil.rmtree(draft)


def tables(ladder: Ladder) -> dict[str, gpd.GeoDataFrame]:
    """The four tables as they leave the program."""
    number = ladder.stints["stint"].to_numpy()
    legs = ladder.legs.drop(columns="line")
    legs["from_stint"], legs["to_stint"] = number[legs["from_stint"]], number[legs["to_stint"]]
    paths = ladder.paths.drop(columns=["first_stint", "last_stint"])
    made = {
        "stints": _with_points(ladder).drop(columns="place"),
        "legs": legs,
        "paths": paths,
        "flows": ladder.flows.drop(columns="line"),
    }
    for name in ("legs", "paths", "flows"):
        made[name]["length_m"] = made[name]["length_m"].round(LENGTH_DECIMALS)
    return made


def _with_points(ladder: Ladder) -> gpd.GeoDataFrame:
    places = ladder.places
    known = places["longitude"].notna().to_numpy()
    points = np.full(len(places) + 1, None, dtype=object)
    points[:-1][known] = shapely.points(places.loc[known, ["longitude", "latitude"]].to_numpy())
    geometry = points[ladder.stints["place"].to_numpy()]
    return gpd.GeoDataFrame(ladder.stints, geometry=GeometryArray(geometry, crs=CRS))


def _write_geojson(table: gpd.GeoDataFrame, path: Path) -> None:
    """One feature a line (RFC 7946)."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for start in range(0, len(table), CHUNK):
            file.write(",\n" if start else "\n")
            file.write(",\n".join(features(table.iloc[start : start + CHUNK])))
        file.write("\n]}\n")


def features(table: gpd.GeoDataFrame) -> Iterator[str]:
    """Each row as the text of a GeoJSON Feature."""
    properties = table.drop(columns="geometry")
    names = [json.dumps(name, ensure_ascii=False) for name in properties.columns]
    template = ", ".join(name.replace("%", "%%") + ": %s" for name in names)
    template = '{"type": "Feature", "properties": {' + template + '}, "geometry": %s}'
    geometry = shapely.to_geojson(table.geometry.to_numpy())
    columns = [_json_texts(properties[name]) for name in properties.columns]
    return map(template.__mod__, zip(*columns, np.where(geometry == None, "null", geometry), strict=True))  # noqa: E711


def _json_texts(column: pd.Series) -> list[str]:
    """Each cell as JSON; a text that is met often is written once."""
    if is_lists(column):
        return [json.dumps(cell, ensure_ascii=False) for cell in column]
    column = iso(column)
    if column.dtype == object or isinstance(column.dtype, pd.StringDtype):
        codes, labels = pd.factorize(column)
        texts = [*(json.dumps(label, ensure_ascii=False) for label in labels.tolist()), "null"]
        return np.array(texts, dtype=object)[codes].tolist()
    return [json.dumps(value) if value == value else "null" for value in column.tolist()]  # noqa: PLR0124 - NaN


def _write_csv(table: pd.DataFrame, path: Path) -> None:
    """UTF-8, commas, a line feed after each row; a missing value is empty."""
    flat = {name: _json_lists(table[name]) if is_lists(table[name]) else iso(table[name]) for name in table.columns}
    if "geometry" in flat:
        flat["geometry"] = shapely.to_wkt(table.geometry.to_numpy(), rounding_precision=-1)
    pd.DataFrame(flat).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def write_parquet(table: gpd.GeoDataFrame, to: Path | pa.NativeFile, told: Mapping[str, str] = NOTHING) -> None:
    """GeoParquet 1.1; the type of each column is stated, so that an empty column has the type of a full one.

    `told`: further metadata of the file.
    """
    geometry = table.geometry.to_numpy()
    columns = {name: _arrow(table[name]) for name in table.columns if name != "geometry"}
    columns["geometry"] = pa.array(shapely.to_wkb(geometry), pa.binary())
    kinds = sorted(table.geom_type.dropna().unique())
    # No crs is said: then it is longitude and latitude on WGS 84 by the standard.
    about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}
    about["columns"]["geometry"]["geometry_types"] = kinds
    parquet.write_table(pa.table(columns).replace_schema_metadata({**told, "geo": json.dumps(about)}), to)


def _arrow(column: pd.Series) -> pa.Array:
    if is_lists(column):
        kind = {"alternatives": ALTERNATIVES, "rows": pa.list_(pa.int64())}.get(column.name, pa.list_(pa.string()))
    elif column.dtype == object or isinstance(column.dtype, pd.StringDtype):
        kind = pa.string()
    else:
        return pa.array(column, from_pandas=True)
    return pa.array(column.to_numpy(object), kind, from_pandas=True)


def _write_gpkg(table: gpd.GeoDataFrame, path: Path) -> None:
    """A layer of the name of the file."""
    write_layer(table, path, path.stem, "Point" if path.stem == "stints" else "MultiLineString")


def write_layer(table: gpd.GeoDataFrame, path: Path, layer: str, kind: str) -> None:
    """A table as a layer of a GeoPackage, a new one or one that is there. `kind` of geometry: Point, MultiLineString.

    GeoPackage ends a text at a NUL character; U+2400 stands for it.
    """
    flat = {name: table[name] for name in table.columns if name != "geometry"}
    flat = {name: _json_lists(cells) if is_lists(cells) else iso(cells) for name, cells in flat.items()}
    for name, cells in flat.items():
        if cells.dtype == object or isinstance(cells.dtype, pd.StringDtype):
            flat[name] = cells.str.replace("\0", "\u2400", regex=False).astype(object)
    names = unlike(list(flat), taken={"fid", "geom", "geometry"})
    columns = dict(zip(names, flat.values(), strict=True))
    frame = gpd.GeoDataFrame(columns, geometry=table.geometry.array)
    with on_the_same_day():
        pyogrio.write_dataframe(
            frame, path, layer=layer, driver="GPKG", geometry_type=kind, promote_to_multi=kind != "Point"
        )


@contextmanager
def on_the_same_day() -> Iterator[None]:
    """GDAL takes GDAL_DATE for now."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": GDAL_DATE})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def unlike(names: list[str], taken: set[str]) -> list[str]:
    """Names that differ in more than case, which is all that SQL sees.

    >>> unlike(["Age", "age", "fid"], taken={"fid"})
    ['Age', 'age_2', 'fid_2']
    """
    made, seen = [], set(taken)
    for name in names:
        new, number = name, 2
        while new.casefold() in seen:
            new, number = f"{name}_{number}", number + 1
        seen.add(new.casefold())
        made.append(new)
    return made


def is_lists(column: pd.Series) -> bool:
    """Whether a column holds lists; one without rows says it by its name."""
    named = column.name in (*TEXT_LISTS, "alternatives", "rows")
    return named and (not len(column) or isinstance(column.iloc[0], list | tuple | np.ndarray))


def _json_lists(column: pd.Series) -> pd.Series:
    return pd.Series([json.dumps(cell, ensure_ascii=False) for cell in column], dtype=object)


def iso(column: pd.Series) -> pd.Series:
    """Times as ISO 8601 text, everything else as it is."""
    if column.dtype.kind != "M":
        return column
    times = column.to_numpy("datetime64[s]")
    return pd.Series(np.where(np.isnat(times), None, np.datetime_as_string(times).astype(object)), dtype=object)


WRITERS = {"geojson": _write_geojson, "csv": _write_csv, "parquet": write_parquet, "gpkg": _write_gpkg}

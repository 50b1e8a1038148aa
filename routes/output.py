"""How does a ladder become files? Stints, legs, paths, flows in one of four formats, rejected rows, audit, report.

The same ladder gives the same bytes. Lengths are rounded to the decimetre, times are ISO 8601, dates stay as recorded
beside them. A list is a list in GeoJSON and Parquet and JSON in CSV and GeoPackage; a geometry in CSV is WKT in the
column `geometry`. A stint has the point of its place; a stint or path without a position has no geometry. Numbers
that are positions in our own tables do not leave them: a leg names its stints by their number within the person.

The folder appears whole or not at all (routes.folder). Each file can be written in pieces, so that no more than one
piece is ever held: the bytes of GeoJSON, CSV and Parquet do not depend on where the pieces were cut.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from pyarrow import parquet

from routes.build import Ladder
from routes.codes import first_rows
from routes.columns import Coded
from routes.folder import whole
from routes.leaving import WKB, flow_table, parquet_tables, tables

FORMATS = ("geojson", "csv", "parquet", "gpkg")
TABLES = ("stints", "legs", "paths", "flows")
NOTHING = MappingProxyType({})
ROW_GROUP = 1 << 17  # rows of Parquet that are written in one go
LINES = ("LineString", "MultiLineString")
GEOMETRIES = {"stints": ("Point",), "legs": LINES, "paths": LINES[1:], "flows": LINES}
CHUNK = 50_000  # features that are held as text at one time
GDAL_DATE = "2000-01-01T00:00:00.000Z"  # GeoPackage notes when it was written; this one is the same on each day
ALTERNATIVES = pa.list_(pa.struct({"place_id": pa.string(), "detour_m": pa.float64(), "status": pa.string()}))
LISTS = {  # columns that hold lists, and of what
    **dict.fromkeys(("events", "sources", "reason_codes", "reasons", "authorities"), pa.list_(pa.string())),
    "alternatives": ALTERNATIVES,
    "rows": pa.list_(pa.int64()),
}


def write(ladder: Ladder, folder: Path, form: str) -> list[Path]:
    """Write all files into `folder` (made if need be; files of the same name are replaced) and return their paths."""
    with whole(folder) as draft:
        output = Output(draft, form)
        output.add(ladder)
        names = output.finish(ladder.flows, ladder.rejected, ladder.report)
    return [folder / name for name in names]


class Output:
    """The files of a ladder that comes in pieces, in the order of its persons."""

    def __init__(self, folder: Path, form: str):
        self.folder, self.form = folder, form
        self.files = {name: FILES[form](folder / f"{name}.{form}") for name in ("stints", "legs", "paths")}
        self.audit = CsvFile(folder / "audit.csv")

    def add(self, ladder: Ladder) -> None:
        """Stints, legs, paths and audit of the next persons."""
        if self.form == "parquet":
            for name, (table, geometry) in parquet_tables(ladder).items():
                self.files[name].add(table, geometry)
        else:
            for name, table in tables(ladder).items():
                self.files[name].add(table)
        self.audit.add(ladder.audit)

    def finish(self, flows: gpd.GeoDataFrame, rejected: pd.DataFrame, report: dict) -> list[str]:
        """Flows, rejected rows and the report of all persons; the names of all files."""
        self.files["flows"] = FILES[self.form](self.folder / f"flows.{self.form}")
        self.files["flows"].add(flow_table(flows))
        for file in (*self.files.values(), self.audit):
            file.close()
        write_csv(rejected, self.folder / "rejected.csv")
        write_report(report, self.folder)
        return sorted(name for name in os.listdir(self.folder) if not name.startswith("."))


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """A whole table as CSV."""
    file = CsvFile(path)
    file.add(table)
    file.close()


def write_report(report: dict, folder: Path) -> None:
    """report.json."""
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


class GeoJsonFile:
    """One feature a line (RFC 7946)."""

    def __init__(self, path: Path):
        self.file, self.begun = path.open("w", encoding="utf-8", newline="\n"), False
        self.file.write('{"type": "FeatureCollection", "features": [')

    def add(self, table: gpd.GeoDataFrame) -> None:
        """Further rows."""
        for start in range(0, len(table), CHUNK):
            self.file.write(",\n" if self.begun else "\n")
            self.file.write(",\n".join(features(table.iloc[start : start + CHUNK])))
            self.begun = True

    def close(self) -> None:
        """No more rows."""
        self.file.write("\n]}\n")
        self.file.close()


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


class LineFeeds:
    """Takes rows of csv.writer that end with CR LF and writes LF alone. Only told of CR does it quote one in a cell."""

    def __init__(self, file: TextIO):
        self.file = file

    def write(self, row: str) -> None:
        """A whole row, as csv.writer gives it."""
        self.file.write(row[:-2] + "\n")


class CsvFile:
    """UTF-8, commas, a line feed after each row; a missing value is empty."""

    def __init__(self, path: Path, further: bool = False):
        """`further`: the file is there, and what is added are further rows of it."""
        self.file, self.begun = path.open("a" if further else "w", encoding="utf-8", newline=""), further

    def add(self, table: pd.DataFrame) -> None:
        """Further rows."""
        flat = {name: _json_lists(table[name]) if is_lists(table[name]) else iso(table[name]) for name in table.columns}
        if "geometry" in flat:
            flat["geometry"] = shapely.to_wkt(table.geometry.to_numpy(), rounding_precision=-1)
        pd.DataFrame(flat).to_csv(LineFeeds(self.file), index=False, header=not self.begun, lineterminator="\r\n")
        self.begun = True

    def close(self) -> None:
        """No more rows."""
        self.file.close()


def write_parquet(table: gpd.GeoDataFrame, to: Path | pa.NativeFile, told: Mapping[str, str] = NOTHING) -> None:
    """A whole table as GeoParquet. `told`: further metadata of the file."""
    file = ParquetFile(to, sorted(table.geom_type.dropna().unique()), told)
    file.add(table)
    file.close()


class ParquetFile:
    """GeoParquet 1.1; the type of each column is stated, so that an empty column has the type of a full one."""

    def __init__(self, to: Path | pa.NativeFile, kinds: Sequence[str] | None = None, told: Mapping[str, str] = NOTHING):
        """`kinds`: types of geometry, by default those that a table of that name may hold; `told`: more metadata."""
        # No crs is said: then it is longitude and latitude on WGS 84 by the standard.
        column = {"encoding": "WKB", "geometry_types": list(GEOMETRIES[to.stem] if kinds is None else kinds)}
        about = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
        self.to, self.about = to, {**told, "geo": json.dumps(about)}
        self.writer: parquet.ParquetWriter | None = None
        self.waiting: pa.Table | None = None

    def add(self, table: Mapping | pd.DataFrame, geometry: pa.Array | None = None) -> None:
        """Further rows, a table or its columns; `geometry`: as WKB, where the table has no such column."""
        columns = {name: _arrow(name, table[name]) for name in table if name != "geometry"}
        columns["geometry"] = pa.array(shapely.to_wkb(table.geometry.to_numpy()), WKB) if geometry is None else geometry
        cells = pa.table(columns)
        if self.writer is None:
            schema = cells.schema.with_metadata(self.about)
            repeating = [name for name, kind in zip(schema.names, schema.types, strict=True) if _repeats(name, kind)]
            plain = schema.set(schema.get_field_index("geometry"), pa.field("geometry", pa.binary()))
            self.writer = parquet.ParquetWriter(self.to, plain, use_dictionary=repeating)
            self.held = schema.remove_metadata()
        cells = cells.cast(self.held)
        self.waiting = pa.concat_tables([self.waiting, cells]) if self.waiting else cells
        # Row groups begin at the same rows wherever the pieces were cut.
        while len(self.waiting) >= ROW_GROUP:
            self._write(self.waiting.slice(0, ROW_GROUP))
            self.waiting = self.waiting.slice(ROW_GROUP)

    def _write(self, group: pa.Table) -> None:
        self.writer.write_table(group.combine_chunks().cast(self.writer.schema), row_group_size=ROW_GROUP)

    def close(self) -> None:
        """No more rows."""
        self._write(self.waiting)
        self.writer.close()


def _repeats(name: str, kind: pa.DataType) -> bool:
    """Whether a dictionary of the values is worth its while: most texts are few, times and lines are many."""
    return (pa.types.is_string(kind) or pa.types.is_list(kind)) and name not in ("person_id", "rows")


def _arrow(name: str, column: Coded | pd.Series | np.ndarray) -> pa.Array:
    if isinstance(column, Coded):
        labels = pa.array(column.labels, LISTS.get(name, pa.string()), from_pandas=True)
        return labels.take(pa.array(column.codes, mask=column.codes < 0))
    if isinstance(column, np.ndarray):
        return pa.array(column, from_pandas=True)
    if isinstance(column.array, pd.arrays.ArrowExtensionArray):  # routes.codes.integer_lists
        cells = column.array.__arrow_array__()
        cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
        return cells.cast(pa.list_(pa.int64()))
    if is_lists(column):
        return _arrow(name, Coded(*shared(column.to_numpy(object))))
    if column.dtype == object or isinstance(column.dtype, pd.StringDtype):
        return pa.array(column.to_numpy(object), pa.string(), from_pandas=True)
    return pa.array(column, from_pandas=True)


def shared(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`(codes, distinct)` of objects by identity: rows share their lists and lines, and each is turned once.

    >>> line = [1]
    >>> cells = np.empty(3, dtype=object)
    >>> cells[:] = [line, [2], line]
    >>> shared(cells)[0].tolist()
    [0, 1, 0]
    """
    codes, ids = pd.factorize(np.fromiter(map(id, cells), np.int64, len(cells)))
    return codes, cells[first_rows(codes, len(ids))]


class GeoPackageFile:
    """A layer of the name of the file."""

    def __init__(self, path: Path):
        self.path, self.begun = path, False

    def add(self, table: gpd.GeoDataFrame) -> None:
        """Further rows."""
        kind = "Point" if self.path.stem == "stints" else "MultiLineString"
        write_layer(table, self.path, self.path.stem, kind, append=self.begun)
        self.begun = True

    def close(self) -> None:
        """No more rows."""


def write_layer(table: gpd.GeoDataFrame, path: Path, layer: str, kind: str, append: bool = False) -> None:
    """A table as a layer of a GeoPackage, a new one or one that is there. `kind` of geometry: Point, MultiLineString.

    `append`: the layer is there, and these are further rows of it. GeoPackage ends a text at a NUL character; U+2400
    stands for it.
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
            frame, path, layer=layer, driver="GPKG", geometry_type=kind, promote_to_multi=kind != "Point", append=append
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
    return column.name in LISTS and (not len(column) or isinstance(column.iloc[0], list | tuple | np.ndarray))


def _json_lists(column: pd.Series) -> pd.Series:
    return pd.Series([json.dumps(cell, ensure_ascii=False) for cell in column], dtype=object)


def iso(column: pd.Series) -> pd.Series:
    """Times as ISO 8601 text, everything else as it is."""
    if column.dtype.kind != "M":
        return column
    times = column.to_numpy("datetime64[s]")
    return pd.Series(np.where(np.isnat(times), None, np.datetime_as_string(times).astype(object)), dtype=object)


FILES = {"geojson": GeoJsonFile, "csv": CsvFile, "parquet": ParquetFile, "gpkg": GeoPackageFile}

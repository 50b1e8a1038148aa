"""Which file of data does somebody take away? GeoJSON, CSV, KML, GeoPackage, GeoParquet, Linked Places.

Every one is made of the tables that a profile let out (layers/datafile/tables.py) and of the manifest, and of nothing
else; beside it stands a sidecar that describes it (layers/datafile/sidecar.py). The same records give the same bytes.

- GeoJSON holds all tables as one FeatureCollection, for a map; the property ``layer`` says of which table a feature is.
  ``--table`` gives a file of one table, for a program that wants the same properties everywhere.
- CSV and GeoParquet hold one table, because that is what a spreadsheet or a data frame opens. In CSV the geometry is
  WKT and a list is JSON.
- GeoPackage holds every table as a layer, and the manifest as a table.
- KML holds legs by evidence, flows and places, in folders with styles (layers/datafile/kml.py).
- Linked Places holds the places alone, for gazetteers of historians (geodata/linked_places.py).
"""

import json
from collections.abc import Callable, Mapping
from typing import NamedTuple

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import shapely

from geodata import csv_safe, dataset, gazetteer, geojson, linked_places
from layers import manifest as manifests
from layers import profiles
from layers.datafile import gpkg, kml, sidecar
from layers.datafile.fields import TABLES
from layers.datafile.tables import public_places, tables
from layers.subset import Part
from layers.words import translator
from routes.output import features, is_lists, iso, write_parquet

OURS = ("layer", "persons")  # properties of a place that are none of its file
TABLE = "legs"  # of a file that holds one, unless another is asked for


class Content(NamedTuple):
    """What is written: the reduced part, its tables, the manifest, the language."""

    part: Part
    tables: dict[str, gpd.GeoDataFrame]
    manifest: dict
    lang: str


class Format(NamedTuple):
    """A row of FORMATS."""

    write: Callable[[Content, Mapping], bytes]
    mediatype: str
    one: bool = False  # it holds one table
    choice: bool = True  # ``--table`` can be said
    only: tuple[str, ...] = TABLES


def make(ladder, options: Mapping, asked: Mapping, ending: str) -> tuple[bytes, dict]:
    """The bytes of a file and its manifest, with ``tables`` (rows of each), ``in_words`` and ``beside`` (from the name
    of the file to the bytes of its sidecar).

    ``options``: of ``layers.manifest.manifest``. ``asked``: ``table``, ``bom``.
    """
    form, lang = FORMATS[ending], options.get("lang", "en")
    t = translator(lang)
    profile = options.get("profile", "public")
    part = profiles.reduce(ladder, profile, where=options.get("where"), key=options.get("key"))
    told = manifests.manifest(ladder, part, **options)
    table = asked.get("table") or (TABLE if form.one else None)
    made = {name: rows for name, rows in tables(part, profile, t).items() if name in ([table] if table else form.only)}
    data = form.write(Content(part, made, told, lang), asked)
    words = manifests.sentences(told, t)
    if not any(map(len, made.values())):
        words.append(t("export.no_rows", table=", ".join(made)))
    return data, {
        **told,
        "tables": {name: len(rows) for name, rows in made.items()},
        "in_words": words,
        "beside": lambda name: sidecar.dumps(sidecar.File(name, data, form.mediatype), made, told, t),
    }


def _geojson(content: Content, _: Mapping) -> bytes:
    """One feature a line (RFC 7946), the manifest as a member of the collection."""
    lines = [line for name in content.tables for line in _features(content, name)]
    about = json.dumps(content.manifest, ensure_ascii=False)
    body = ",\n".join(lines)
    return gazetteer.encoded(f'{{"type": "FeatureCollection", "manifest": {about}, "features": [\n{body}\n]}}\n')


def _features(content: Content, name: str) -> list[str]:
    table = content.tables[name]
    if name != "places":
        layer = pd.DataFrame({"layer": [name] * len(table)}, index=table.index)
        return list(features(gpd.GeoDataFrame(pd.concat([layer, table], axis=1), geometry="geometry")))
    document = gazetteer.document(public_places(content.part, content.manifest["profile"]))
    counts = [None if pd.isna(count) else int(count) for count in table["persons"]]
    made = []
    for place, count in zip(document["features"], counts, strict=True):
        own = {f"{key}_in_file" if key in OURS else key: value for key, value in place["properties"].items()}
        made.append(json.dumps(place | {"properties": {"layer": name, **own, "persons": count}}, ensure_ascii=False))
    return made


def _csv(content: Content, asked: Mapping) -> bytes:
    (table,) = content.tables.values()
    flat = {name: _cells(table[name]) for name in table.columns if name != "geometry"}
    flat["geometry"] = pd.Series(shapely.to_wkt(table.geometry.to_numpy(), rounding_precision=-1), dtype=object)
    return gazetteer.encoded(csv_safe.dumps(pd.DataFrame(flat), bool(asked.get("bom"))))


def _cells(column: pd.Series) -> pd.Series:
    if is_lists(column):
        return pd.Series([csv_safe.json_cell(cell) for cell in column], dtype=object)
    return iso(column)


def _kml(content: Content, _: Mapping) -> bytes:
    places = public_places(content.part, content.manifest["profile"])
    return gazetteer.encoded(kml.dumps(content.tables, places, content.manifest, content.lang))


def _gpkg(content: Content, _: Mapping) -> bytes:
    return gpkg.dumps(content.tables, content.manifest)


def _parquet(content: Content, _: Mapping) -> bytes:
    (table,) = content.tables.values()
    sink = pa.BufferOutputStream()
    write_parquet(table, sink, {"manifest": json.dumps(content.manifest)})
    return sink.getvalue().to_pybytes()


def _linked_places(content: Content, _: Mapping) -> bytes:
    """``@id`` of a place holds the name of the data, which is that of the files where everybody may know it."""
    told = content.manifest
    read = [one for one in told["inputs"] if one["role"] == manifests.PLACES]
    files = {one.get("name", f"places-{number}"): one["sha256"] for number, one in enumerate(read, 1)}
    about = dataset.about(files) if all("name" in one for one in read) else {"name": "places"}
    places = public_places(content.part, told["profile"])
    described = dataset.Dataset(**about | {"title": told["title"], "places": len(places), "files": files})
    return gazetteer.encoded(geojson.dumps(linked_places.collection(places, described) | {"manifest": told}))


FORMATS = {
    ".geojson": Format(_geojson, "application/geo+json"),
    ".csv": Format(_csv, "text/csv", one=True),
    ".kml": Format(_kml, "application/vnd.google-earth.kml+xml", choice=False, only=("legs", "flows", "places")),
    ".gpkg": Format(_gpkg, "application/geopackage+sqlite3"),
    ".parquet": Format(_parquet, "application/vnd.apache.parquet", one=True),
    ".lpf.json": Format(_linked_places, "application/geo+json", choice=False, only=("places",)),
}

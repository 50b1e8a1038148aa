"""How do the data become a GeoPackage? A layer a table, and the manifest as a table without geometry.

GDAL notes in such a file when it was written; it is told the same day each time (routes/output.py), so that the same
records give the same bytes.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import geopandas as gpd
import pandas as pd
import pyogrio

from layers.datafile.fields import POINTS
from routes.output import on_the_same_day, write_layer

LOCK = Lock()  # what day it is, GDAL is told for the whole process
MANIFEST = "manifest"


def dumps(tables: dict[str, gpd.GeoDataFrame], manifest: dict) -> bytes:
    """The tables as layers of one file; the manifest as rows of ``key`` and ``value``, a text or JSON."""
    about = pd.DataFrame({"key": list(manifest), "value": [_text(value) for value in manifest.values()]}, dtype=object)
    with TemporaryDirectory() as folder, LOCK:
        path = Path(folder, "data.gpkg")
        for name, table in tables.items():
            write_layer(table, path, name, "Point" if name in POINTS else "MultiLineString")
        with on_the_same_day():
            pyogrio.write_dataframe(about, path, layer=MANIFEST, driver="GPKG")
        return path.read_bytes()


def _text(value: object) -> str:
    """GeoPackage ends a text at a NUL character, and has none for half a character."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.replace("\0", "\u2400").encode("utf-8", "replace").decode()

"""What does somebody need to know of a data file? A Frictionless data package (v1) that stands beside it.

``map.csv`` gets ``map.csv.datapackage.json``: name, size and SHA-256 of the file, what each column means, licences and
credits, and the manifest of the export. A file of several tables is told as a resource a table, with the same path. Our
own members are ``exportProfile`` (how far the data are reduced; ``profile`` is a word of Frictionless for something
else), ``manifest``, ``seal`` (of the package itself, layers/seal.py) and, in a resource, ``layer``. Licences are told
only where we know those of all that was read.
"""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple

import geopandas as gpd

from geodata import dataset, gazetteer
from layers import manifest as manifests
from layers.datafile.fields import POINTS, schema
from layers.seal import sealed

ENDING = ".datapackage.json"


class File(NamedTuple):
    """A file that is described: its ``name`` without folders, its bytes."""

    name: str
    data: bytes
    mediatype: str


def dumps(file: File, tables: dict[str, gpd.GeoDataFrame], manifest: dict, t: Callable[..., str]) -> bytes:
    """The package that describes a file, its tables (none of a file that is no table), its manifest. ``t``: the words,
    in the language of the file."""
    licences = manifests.licences(manifest)
    package = {
        "profile": "data-package",
        "name": _slug(PurePath(file.name).stem),
        "title": manifest["title"],
        "description": t("field.package"),
        "exportProfile": manifest["profile"],
        **_version(manifest),
        **({"licenses": licences} if licences else {}),
        **({"sources": dataset.credits()} if manifests.any_shipped(manifest) else {}),
        "resources": [_resource(file, table, rows, t) for table, rows in tables.items()]
        or [{"name": _slug(PurePath(file.name).stem), **_file(file), "profile": "data-resource"}],
        "manifest": manifest,
    }
    return sealed(gazetteer.encoded(json.dumps(package, ensure_ascii=False, indent=2) + "\n"), "json")


def _version(manifest: dict) -> dict:
    """The version of the data that ship, where all that was read are of it."""
    versions = {one.get("version") for one in manifest["inputs"]}
    return {"version": versions.pop()} if len(versions) == 1 and None not in versions else {}


def _resource(file: File, table: str, rows: gpd.GeoDataFrame, t: Callable[..., str]) -> dict:
    tabular = file.mediatype == "text/csv"
    meaning = t("field.point") if table in POINTS else t("field.line")
    geometry = {"name": "geometry", "type": "string" if tabular else "any"}
    geometry["description"] = t("field.wkt", meaning=meaning) if tabular else meaning
    described = {
        "name": f"{_slug(PurePath(file.name).stem)}-{table}",
        "title": t(f"field.table.{table}"),
        "layer": table,
        "rows": len(rows),
        "profile": "tabular-data-resource" if tabular else "data-resource",
        **_file(file),
        "schema": {"fields": [*schema(table, list(rows.columns), t), geometry], "missingValues": [""]},
    }
    if tabular:
        described |= {"encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\n"}}
        described["description"] = t("field.apostrophe")
    return described


def _file(file: File) -> dict:
    return {
        "path": file.name,
        "format": file.name.rpartition(".")[2].lower(),
        "mediatype": file.mediatype,
        "bytes": len(file.data),
        "hash": f"sha256:{sha256(file.data).hexdigest()}",
    }


def _slug(text: str) -> str:
    """A name of Frictionless: small letters, digits, hyphens.

    >>> _slug("My map.v2"), _slug("지도")
    ('my-map.v2', 'data')
    """
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-.") or "data"

"""What does somebody need to know of a data file? A Frictionless data package (v1) that stands beside it.

``map.csv`` gets ``map.csv.datapackage.json``: name, size and SHA-256 of the file, what each column means, licences and
credits, and the manifest of the export. A file of several tables is told as a resource a table, with the same path. Our
own members are ``exportProfile`` (how far the data are reduced; ``profile`` is a word of Frictionless for something
else), ``manifest``, ``seal`` (of the package itself, layers/seal.py) and, in a resource, ``layer``. Licences are told
only where we know those of all that was read.
"""

import json
import re
from hashlib import sha256
from pathlib import PurePath

import geopandas as gpd

from geodata import dataset, gazetteer
from layers import manifest as manifests
from layers.datafile.fields import POINTS, schema
from layers.seal import sealed

ENDING = ".datapackage.json"
GEOMETRY = {
    True: "where it is: a point, longitude before latitude, WGS 84; empty where nobody knows",
    False: "the line, longitude before latitude, WGS 84; it says the order of places, not the road taken",
}
TITLES = {
    "legs": "From one known place to the next, a row a leg",
    "paths": "What became of each person, a row a person",
    "flows": "How many people were taken from where to where, a row a line",
    "places": "Facilities, border crossings and other places, a row a place",
    "stints": "Where each person was held, a row a stop",
}


def dumps(name: str, data: bytes, mediatype: str, tables: dict[str, gpd.GeoDataFrame], manifest: dict) -> bytes:
    """The package that describes a file: its ``name`` without folders, its bytes, its tables (none of a file
    that is no table), its manifest."""
    licences = manifests.licences(manifest)
    package = {
        "profile": "data-package",
        "name": _slug(PurePath(name).stem),
        "title": manifest["title"],
        "description": "Written by nowhere-map. The manifest says from what, by which filters, and what was left out.",
        "exportProfile": manifest["profile"],
        **_version(manifest),
        **({"licenses": licences} if licences else {}),
        **({"sources": dataset.credits()} if manifests.any_shipped(manifest) else {}),
        "resources": [_resource(name, data, mediatype, table, rows) for table, rows in tables.items()]
        or [{"name": _slug(PurePath(name).stem), **_file(name, data, mediatype), "profile": "data-resource"}],
        "manifest": manifest,
    }
    return sealed(gazetteer.encoded(json.dumps(package, ensure_ascii=False, indent=2) + "\n"), "json")


def _version(manifest: dict) -> dict:
    """The version of the data that ship, where all that was read are of it."""
    versions = {one.get("version") for one in manifest["inputs"]}
    return {"version": versions.pop()} if len(versions) == 1 and None not in versions else {}


def _resource(name: str, data: bytes, mediatype: str, table: str, rows: gpd.GeoDataFrame) -> dict:
    tabular = mediatype == "text/csv"
    geometry = {"name": "geometry", "type": "string" if tabular else "any", "description": GEOMETRY[table in POINTS]}
    geometry |= {"description": geometry["description"] + "; WKT"} if tabular else {}
    described = {
        "name": f"{_slug(PurePath(name).stem)}-{table}",
        "title": TITLES[table],
        "layer": table,
        "rows": len(rows),
        "profile": "tabular-data-resource" if tabular else "data-resource",
        **_file(name, data, mediatype),
        "schema": {"fields": [*schema(table, list(rows.columns)), geometry], "missingValues": [""]},
    }
    if tabular:
        about = "A text that a spreadsheet would run as a formula begins with an apostrophe."
        described |= {"encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\n"}, "description": about}
    return described


def _file(name: str, data: bytes, mediatype: str) -> dict:
    return {
        "path": name,
        "format": name.rpartition(".")[2].lower(),
        "mediatype": mediatype,
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
    }


def _slug(text: str) -> str:
    """A name of Frictionless: small letters, digits, hyphens.

    >>> _slug("My map.v2"), _slug("지도")
    ('my-map.v2', 'data')
    """
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-.") or "data"

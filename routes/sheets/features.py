"""Which table do the points of a GeoJSON file make? One row a feature: its properties as columns, and its position.

`longitude` and `latitude` are those of the geometry and `id` that of the feature; a property of such a name, where both
are there, is kept beside it as `longitude_in_file` and so on. `row` is the number of the feature. What is no text is
written as JSON writes it. A feature without a point has no position, and `row_fault` says why unless it is null.
"""

import json
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from geodata import geojson
from geodata.errors import DataError
from geodata.tables import OURS, TEXT, table_of
from routes.sheets import limits
from routes.sheets.encodings import decoded
from routes.sheets.model import Choices

POSITION = ("longitude", "latitude", "altitude")
MEMBERS = ("type", "id", "geometry", "properties", "bbox")  # of a feature; others are foreign, and kept as columns


def read_features(data: bytes, file: str, choices: Choices) -> tuple[pd.DataFrame, Choices, dict[str, str]]:
    """(table, what was understood, why) of the bytes of a GeoJSON file.

    >>> feature = b'{"type": "Feature", "id": 7, "properties": {"n": [1]}, "geometry": null}'
    >>> read_features(feature, "f.geojson", Choices())[0].to_dict("records")
    [{'id': '7', 'n': '[1]', 'row': 1}]
    """
    if len(data) > geojson.SIZE_LIMIT:
        raise DataError(f"is larger than {geojson.SIZE_LIMIT / 1e6:,.0f} MB, the most that is read of GeoJSON",
                        file=file or None, remedy="split it, or save the table as CSV")  # fmt: skip
    text, encoding, why = decoded(data, file, choices.encoding)
    document, faults = geojson.parse_each(text, file or None)
    features = geojson.features(document)
    if not features and document["type"] != "FeatureCollection":
        raise DataError("is a bare geometry without any feature", file=file or None,
                        remedy="save it as a FeatureCollection of points with properties")  # fmt: skip
    if not features:
        raise DataError("holds no feature", file=file or None, remedy="bring the file that was meant")
    return _table(features, faults, file), Choices(encoding=encoding), {"encoding": why}


def _table(features: list[dict], faults: Mapping[int, tuple], file: str) -> pd.DataFrame:
    ours = {"id": [_text(feature.get("id")) for feature in features]}
    positions = [_position(feature["geometry"]) for feature in features]
    for place, name in enumerate(POSITION):
        ours[name] = [_text(position[place]) if len(position) > place else "" for position in positions]
    ours = {name: texts for name, texts in ours.items() if any(texts)}
    members = [_properties(feature) for feature in features]
    names = list(dict.fromkeys(name for each in members for name in each))
    limits.columns_allowed(len(names), file)
    columns = dict(ours)
    for name in names:
        called = name.strip() or "column without name"
        while called in columns or called in OURS:
            called += "_in_file"
        columns[called] = [_text(each.get(name)) for each in members]
    if not columns:
        raise DataError("holds features without any property, id or position", file=file or None,
                        remedy="bring the file that was meant")  # fmt: skip
    limits.columns_allowed(len(columns), file)
    return _with_faults(columns, _all_faults(features, faults))


def _properties(feature: dict) -> dict:
    foreign = {name: value for name, value in feature.items() if name not in MEMBERS}
    return foreign | (feature["properties"] or {})


def _position(geometry: dict | None) -> list:
    return geometry["coordinates"] if geometry and geometry["type"] == "Point" else []


def _all_faults(features: list[dict], faults: Mapping[int, tuple]) -> pd.Series:
    told = {}
    for number, feature in enumerate(features, 1):
        if number in faults:
            field, _, reason, _ = faults[number]
            told[number - 1] = f"{field} {reason}" if field else reason
        elif feature["geometry"] is not None and feature["geometry"]["type"] != "Point":
            told[number - 1] = f"its geometry is a {feature['geometry']['type']}, not a Point"
    return pd.Series(told, dtype=TEXT)


def _with_faults(columns: dict[str, list[str]], faults: pd.Series) -> pd.DataFrame:
    rows = np.arange(1, len(next(iter(columns.values()), ())) + 1, dtype=np.int64)
    texts = [pa.chunked_array([pa.array(column, pa.string())]) for column in columns.values()]
    told = faults.reindex(range(len(rows))) if len(faults) else None
    return table_of(texts, list(columns), rows, told, empty=True)


def _text(value: object) -> str:
    """A value as text: a text as it is, nothing for null, a whole number without a point, others as JSON.

    >>> [_text(value) for value in ("a", None, True, 127.0, 1.5, ["b", 1])]
    ['a', '', 'true', '127', '1.5', '["b", 1]']
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return json.dumps(value, ensure_ascii=False)

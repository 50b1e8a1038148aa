"""How is a place one row of a CSV, and how is such a row a place again? Fixed columns, lists and objects as JSON.

COLUMNS are those of geodata.places, in an order for people, then `dataset` and `rights`: from which data a row is, and
on which terms, so that a row that is copied elsewhere can still tell. What is missing is an empty cell. A reader takes
away the white space around a text; nothing else is lost on the way to a file and back.
"""

from collections.abc import Collection, Mapping

import pandas as pd

from geodata import strict_json
from geodata.csv_safe import json_cell
from geodata.errors import DataError

KINDS = {"names": dict, "aliases": list, "countries": list, "sources": list, "verified": dict}  # what JSON must be
FURTHER = ("extra", "member")  # objects, in our own files alone
OF_A_FEATURE = ("type", "id", "properties", "geometry")  # its own members, which no further one may replace
ABOUT = ("dataset", "rights")
COLUMNS = (
    "place_id", "name", "names", "aliases", "group", "kind", "authority", "country", "countries", "admin1",
    "admin1_name", "locality", "longitude", "latitude", "precision", "uncertainty_m", "status", "opened", "closed",
    "sources", "chosen_because", "verified", "note", "extra", "member", *ABOUT,
)  # fmt: skip


def rows(places: pd.DataFrame, dataset: str | None = None, rights: str | None = None) -> pd.DataFrame:
    """The table of COLUMNS: texts, numbers, JSON as texts, None where there is nothing.

    >>> places = pd.DataFrame({"place_id": ["a"], "aliases": [["Camp 14", "개천"]], "longitude": [126.0]})
    >>> rows(places, "My places")[["place_id", "aliases", "longitude", "note", "dataset"]].values.tolist()
    [['a', '["Camp 14", "개천"]', 126.0, None, 'My places']]
    """
    made = {}
    for column in COLUMNS:
        if column not in places:
            made[column] = [{"dataset": dataset, "rights": rights}.get(column)] * len(places)
        elif column in (*KINDS, *FURTHER):
            made[column] = [_json(value, column) for value in places[column]]
        else:
            made[column] = places[column].to_numpy()
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in made.items()})


def unpacked(properties: Mapping) -> dict:
    """Properties, with the list or object in place of its JSON where one of KINDS is such a text.

    >>> unpacked({"aliases": '["a; b"]', "sources": "see the book", "names": "[1]"})
    {'aliases': ['a; b'], 'sources': 'see the book', 'names': '[1]'}
    """
    return {key: _value(value, KINDS[key]) if key in KINDS else value for key, value in properties.items()}


def further(properties: dict, header: Collection[str]) -> tuple[dict, dict]:
    """`(extra, member)`, taken out of the properties of a row; both empty where the file is none of ours."""
    if not set(header).issuperset(COLUMNS):
        return {}, {}
    for name in ABOUT:
        properties.pop(name, None)
    told = [_value(properties.pop(name, None), dict) for name in FURTHER]
    extra, member = (value if isinstance(value, dict) else {} for value in told)
    return extra, {name: value for name, value in member.items() if name not in OF_A_FEATURE}


def _json(value: object, column: str) -> str | None:
    """What was verified may be an empty object; any other that is empty is missing."""
    if value is None or (column != "verified" and not len(value)):
        return None
    return json_cell(value)


def _value(text: object, kind: type) -> object:
    if not isinstance(text, str) or text[:1] != ("{" if kind is dict else "["):
        return text
    try:
        return strict_json.parse(text)
    except DataError:
        return text

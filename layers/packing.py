"""How does each table of a reduced ladder (layers/profiles.py) read as columns of integers?

Columns in: those of the ladder. Columns out: those that each function names; places, stints, lines and dates are
referred to by row position, texts by their position in the text table; -1 is none. ``layers/columns.py`` packs them.
"""

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import shapely

from layers import claims
from layers.columns import ABSENT, Texts, integer_lists, integers, lists
from layers.times import days
from layers.words import reasons_in_words
from routes.reasons import EVIDENCE

DEGREE_DECIMALS = 5  # of the position of a place: 1.1 m
BETWEEN_DECIMALS = 4  # of a point between two places: 11 m
DRAWN_WITHIN_DEGREES = 0.005  # 0.56 km; with the 0.4 km of routes.lines under the kilometre that DESIGN allows
GROUPS = ("facility", "crossing", "other")
TEXTS_OF_A_PLACE = (
    "kind",
    "authority",
    "country",
    "admin1",
    "locality",
    "precision",
    "status",
    "opened",
    "closed",
)


def places(table: pd.DataFrame, persons: np.ndarray, texts: Texts) -> dict:
    """``id, name, names, lon, lat, group`` (0 facility, 1 crossing, 2 other), the texts above, ``uncertainty`` (m),
    ``aliases, sources`` (layers/claims.py), ``because, persons`` (people who were there); where there are any,
    ``review`` and ``proposed`` (layers/claims.py).
    """
    return {
        "id": integers(texts.positions(table["place_id"])),
        "name": integers(texts.positions(table["name"])),
        "names": [names or None for names in table["names"]],
        "lon": _degrees(table["longitude"]),
        "lat": _degrees(table["latitude"]),
        "group": integers(table["group"].map(GROUPS.index).to_numpy()),
        **{name: integers(texts.positions(table[name])) for name in TEXTS_OF_A_PLACE},
        "uncertainty": [None if pd.isna(metres) else round(metres) for metres in table["uncertainty_m"]],
        "aliases": [list(aliases) or None for aliases in table["aliases"]],
        "sources": claims.sources(table, texts),
        "because": integers(texts.positions(table["chosen_because"])),
        "persons": integers(persons),
        **claims.review(table),
    }


def _degrees(values: pd.Series) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values.round(DEGREE_DECIMALS).tolist()]


def lines(table: pd.DataFrame) -> dict:
    """``a, b`` (places), ``mid`` (the points between, as differences in 1e-4 degree from ``a`` on), ``km``.

    Points that the drawn line would miss by less than half a kilometre are left out, a third of a page of 10,000 legs.
    Longitudes run on across the antimeridian, so that no step is longer than 180 degrees.
    """
    km = (table["length_m"] / 1000).tolist()
    return {
        "a": integers(table["origin_place"]),
        "b": integers(table["destination_place"]),
        "mid": _middles(shapely.simplify(table["geometry"].to_numpy(), DRAWN_WITHIN_DEGREES)),
        "km": [round(length, 1) if length < 10 else round(length) for length in km],
    }


def _middles(geometries: np.ndarray) -> dict:
    points, line = shapely.get_coordinates(geometries, return_index=True)
    first = np.append(True, line[1:] != line[:-1])[: len(line)]
    last = np.append(first[1:], True)[: len(line)]
    east = np.where(first, 0, np.diff(points[:, 0], prepend=0))
    run = np.cumsum(east - 360 * np.rint(east / 360))
    start = np.maximum.accumulate(np.where(first, np.arange(len(line)), 0))
    longitude = points[start, 0] + run - run[start]
    units = np.rint(np.column_stack([longitude, points[:, 1]]) * 10**BETWEEN_DECIMALS).astype(np.int64)
    steps = np.diff(units, axis=0, prepend=np.zeros((1, 2), np.int64))
    kept = ~first & ~last & steps.any(axis=1)  # a line cut at the antimeridian has the same point on both sides
    return integer_lists(steps[kept].ravel(), 2 * np.bincount(line[kept], minlength=len(geometries)))


def persons(table: pd.DataFrame, places: pd.DataFrame, texts: Texts) -> dict:
    """``id, case, ending, reason, outcome, age, sex``, ``country, admin1`` (of the first arrest), ``arrest, last``
    (places), ``first_stint, stints`` (how many), ``authorities``.
    """
    words = {
        "id": "person_id",
        "case": "case_id",
        "ending": "ending",
        "reason": "reason",
        "outcome": "outcome",
        "age": "age",
        "sex": "sex",
        "country": "arrest_country",
        "admin1": "arrest_admin1",
    }
    return {
        **{name: integers(texts.positions(table[column])) for name, column in words.items()},
        "arrest": integers(positions(table["arrest_place"], places)),
        "last": integers(positions(table["last_place"], places)),
        "first_stint": integers(table["first_stint"]),
        "stints": integers(table["stints"]),
        "authorities": texts.lists(table["authorities"]),
    }


def stints_and_dates(table: pd.DataFrame, texts: Texts) -> dict:
    """Two tables. ``stints``: ``place, detention, arrived, departed`` (dates), ``duration, authority, events`` (codes),
    ``sources, relation, reliability, said`` (the place as recorded, where none is known by it), by person.
    ``dates``: ``text, lo, hi`` (days since 1970-01-01, null unbounded): what the record says, and the stint's own
    bounds, also those that follow from a duration.
    """
    arrived = _date_keys(table, "arrival", texts)
    departed = _date_keys(table, "departure", texts)
    keys = pd.concat([arrived, departed], ignore_index=True)
    known = (keys["text"] >= 0) | keys["lo"].notna() | keys["hi"].notna()
    codes = np.full(len(keys), ABSENT)
    groups = keys[known].groupby(["text", "lo", "hi"], sort=False, dropna=False)
    codes[known] = groups.ngroup()
    distinct = keys[known].drop_duplicates()
    stints = {
        "place": integers(table["place"]),
        "detention": integers(table["detention"]),
        "arrived": integers(codes[: len(table)]),
        "departed": integers(codes[len(table) :]),
        "duration": integers(texts.positions(table["duration"])),
        "authority": integers(texts.positions(table["authority"])),
        "events": lists(table["events"]),
        "sources": texts.lists(table["sources"]),
        "relation": integers(texts.positions(table["source_relation"])),
        "reliability": integers(texts.positions(table["reliability"])),
        "said": integers(texts.positions(table["place_as_recorded"].where(table["place"] < 0))),
    }
    dates = {
        "text": integers(distinct["text"]),
        "lo": _days_or_null(distinct["lo"]),
        "hi": _days_or_null(distinct["hi"]),
    }
    return {"stints": stints, "dates": dates}


def _date_keys(table: pd.DataFrame, what: str, texts: Texts) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "text": texts.positions(table[what]),
            "lo": days(table[f"earliest_{what}"]),
            "hi": days(table[f"latest_{what}"]),
        }
    )


def _days_or_null(values: pd.Series) -> list[int | None]:
    return [None if math.isnan(day) else int(day) for day in values.tolist()]


def legs(table: pd.DataFrame, places: pd.DataFrame, texts: Texts, t: Callable[..., str]) -> dict:
    """``from, to`` (stints), ``line, evidence`` (0 documented, 1 inferred, 2 gap), ``via`` (place), ``reasons`` (in
    words), ``hidden`` (unlocated stops on the way), ``alternatives`` (other crossings: place, extra metres).
    """
    return {
        "from": integers(table["from_stint"]),
        "to": integers(table["to_stint"]),
        "line": integers(table["line"]),
        "evidence": integers(table["evidence"].map(EVIDENCE.index)),
        "via": integers(positions(table["via"], places)),
        "reasons": texts.lists(reasons_in_words(table["reason_codes"], t)),
        "hidden": integers(table["hidden_stops"]),
        "alternatives": _alternatives(table, places),
    }


def _alternatives(table: pd.DataFrame, places: pd.DataFrame) -> dict:
    position = dict(zip(places["place_id"], range(len(places)), strict=True))
    return lists(
        pd.Series(
            [
                tuple((position[a["place_id"]], round(a["detour_m"])) for a in choices if a["place_id"] in position)
                for choices in table["alternatives"]
            ],
            dtype=object,
        )
    )


def flows(table: pd.DataFrame) -> dict:
    """``line, legs, persons, evidence``: of the best-evidenced of its legs."""
    best = np.argmax(table[[*EVIDENCE]].to_numpy() > 0, axis=1)
    counts = {name: integers(table[name]) for name in ("line", "legs", "persons")}
    return {**counts, "evidence": integers(pd.Series(best))}


def positions(ids: pd.Series, places: pd.DataFrame) -> np.ndarray:
    """Row of each place by its id; -1 for none."""
    return pd.Index(places["place_id"]).get_indexer(ids)

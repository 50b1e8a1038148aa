"""Who puts each place where, how far from where it is drawn, and what is still to be decided?

A *claim* is one position of a place: that of a source, or that of a proposal nobody has decided on yet. The table of
places may have two columns more than geodata.places gives it: ``review`` (how many proposals wait for a decision) and
``proposed`` (their positions, a list of ``[longitude, latitude]``); without them nothing is under review. They are for
the team alone: layers/profiles.py takes them out of everything that leaves.
"""

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from geodata.provenance import ELLIPSOID
from layers.columns import Texts, integers, lists

REVIEW_COLUMNS = ("review", "proposed")
DEGREE_DECIMALS = 7  # as exact as the most exact source, 1 cm
FARTHEST_M = 2.1e7  # metres; no two places on Earth are farther apart


def sources(places: pd.DataFrame, texts: Texts) -> list[list]:
    """The sources of each place: title, url, coordinate as published, longitude, latitude, uncertainty (m), precision,
    distance to the chosen position (m). Texts by position (-1 none), numbers null where there is none."""
    told = [source for said in places["sources"] for source in said]
    counts = places["sources"].str.len().to_numpy(int)
    longitude, latitude = _numbers(told, "longitude", -180, 180), _numbers(told, "latitude", -90, 90)
    away = _metres(places, counts, longitude, latitude)
    rows = zip(
        *(_texts(told, name, texts) for name in ("title", "url", "coords_as_published")),
        _or_null(longitude, _degrees),
        _or_null(latitude, _degrees),
        _or_null(_numbers(told, "uncertainty_m", 0, FARTHEST_M), round),
        _texts(told, "precision", texts),
        _or_null(away, round),
        strict=True,
    )
    return _by_place([list(row) for row in rows], counts)


def review(places: pd.DataFrame) -> dict:
    """``review`` (number of open proposals) and ``proposed`` (lists of longitude, latitude, distance in metres to the
    chosen position), packed; each is absent where no place has any.

    >>> review(pd.DataFrame({"place_id": ["a", "b"], "longitude": [129.0, 129.0], "latitude": [42.0, 42.0],
    ...                      "review": [1, 0], "proposed": [[[129.0, 42.1]], []]}))
    {'review': {'n': 'CA'}, 'proposed': {'of': [[(129.0, 42.1, 11107)], []], 'at': {'n': 'AC'}}}
    """
    packed = {}
    if "review" in places and (waiting := places["review"].fillna(0).to_numpy(int)).any():
        packed["review"] = integers(waiting)
    if "proposed" in places:
        offered = [list(points) if isinstance(points, list | tuple) else [] for points in places["proposed"]]
        counts = np.array([len(points) for points in offered], dtype=int)
        if counts.any():
            packed["proposed"] = lists(pd.Series(_proposals(places, offered, counts), dtype=object))
    return packed


def _proposals(places: pd.DataFrame, offered: list[list], counts: np.ndarray) -> list[list]:
    points = np.array([point[:2] for points in offered for point in points], dtype=float)
    away = _metres(places, counts, *points.T)
    columns = (_or_null(points[:, 0], _degrees), _or_null(points[:, 1], _degrees), _or_null(away, round))
    return _by_place(list(zip(*columns, strict=True)), counts)


def _numbers(told: Iterable[Mapping], name: str, least: float, most: float) -> np.ndarray:
    """A number of each source; NaN where it says none, something else, or one that cannot be."""
    return np.array([_number(source.get(name), least, most) for source in told], dtype=float)


def _number(value: object, least: float, most: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and least <= value <= most else np.nan


def _metres(places: pd.DataFrame, counts: np.ndarray, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """The geodesic from each claim to where its place is drawn; NaN where one of the two has no position."""
    drawn = [np.repeat(places[name].to_numpy(float), counts) for name in ("longitude", "latitude")]
    known = ~np.isnan([longitude, latitude, *drawn]).any(axis=0)
    away = np.full(len(known), np.nan)
    away[known] = ELLIPSOID.inv(longitude[known], latitude[known], drawn[0][known], drawn[1][known])[2]
    return away


def _texts(told: list[Mapping], name: str, texts: Texts) -> list[int]:
    given = [source.get(name) for source in told]
    return texts.positions(pd.Series([None if text is None else str(text) for text in given], dtype=object)).tolist()


def _degrees(value: float) -> float:
    return round(value, DEGREE_DECIMALS)


def _or_null(values: np.ndarray, write: Callable[[float], float]) -> list[float | None]:
    return [None if math.isnan(value) else write(value) for value in values.tolist()]


def _by_place(rows: list, counts: np.ndarray) -> list[list]:
    ends = np.cumsum(counts).tolist()
    return [rows[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)] if ends else []

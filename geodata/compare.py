"""Where do two files of the same places differ?

Places are matched by id, else by name and distance: names alike (geodata.checks.alike), the nearest first, at most
MATCH_M apart (or one without a position). Columns out, one row a difference:

kind                        `apart` (positions more than APART_M apart), `position_here`, `position_there` (only one has
                            a position), `only_here`, `only_there` (no match), `shift`
place_id, name, other_id    of the place here and of the one there; None where there is none
matched                     `id` | `name`
distance_m                  metres between the two; of a `shift` the median
longitude, latitude         here; other_longitude, other_latitude there
east_m, north_m, count      of a `shift`: how far there lies from here (median), and for how many matched places
system                      of a `shift`: the system of Chinese maps (GCJ-02, BD-09) in which the positions there seem
                            to be, `here …` if those here seem to be; None for another shift, as between two datums

A shift that most matched places share is said once, in the first row, and not place by place.
"""

from collections import defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.checks.alike import signatures
from geodata.checks.context import Checking
from geodata.checks.sources import SYSTEMS
from geodata.provenance import ELLIPSOID

APART_M = 1000.0
MATCH_M = 50_000.0  # metres between two places of one name that may be one
HOLDERS_LIMIT = 50  # places of one name that are compared
SHIFT_LEAST_M = 50.0  # a shift: so far for the most part,
SHIFT_ALIKE_M = 30.0  # alike within this,
SHIFT_LEAST = 5  # for so many places,
SHIFT_SHARE = 0.8  # and for this share of all that are matched
COLUMNS = {
    **dict.fromkeys(("kind", "place_id", "name", "other_id", "matched"), object),
    **dict.fromkeys(("distance_m", "longitude", "latitude", "other_longitude", "other_latitude"), float),
    **dict.fromkeys(("east_m", "north_m"), float),
    "count": "Int64",
    "system": object,
}


class _Matches(NamedTuple):
    """Positions of matched places here and there, and whether they were matched by id."""

    here: np.ndarray
    there: np.ndarray
    by_id: np.ndarray


def compare(places: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The differences between two tables of places (geodata.places), the farthest apart first.

    >>> one = pd.DataFrame({"place_id": ["a", "b"], "longitude": [129.0, 128.0], "latitude": [42.0, 41.0]})
    >>> other = pd.DataFrame({"place_id": ["a", "c"], "longitude": [129.0, 128.0], "latitude": [42.1, 41.0]})
    >>> compare(one, other)[["kind", "place_id", "other_id"]].values.tolist()
    [['apart', 'a', 'a'], ['only_here', 'b', None], ['only_there', None, 'c']]
    """
    here, there = Checking(places, None, None), Checking(others, None, None)
    matches = _match(here, there)
    table = _rows(here, there, matches)
    both = table["distance_m"].notna()
    shift, shared = _shift(table[both])
    apart = table[both & (table["distance_m"] > APART_M)].drop(index=shared, errors="ignore")
    one_side = table["longitude"].isna() != table["other_longitude"].isna()
    kinds = np.where(table["longitude"].notna(), "position_here", "position_there")
    parts = [
        shift,
        apart.assign(kind="apart").sort_values("distance_m", ascending=False, kind="stable"),
        table.assign(kind=kinds)[one_side],
        _alone(here, np.setdiff1d(np.arange(here.count), matches.here), "only_here"),
        _alone(there, np.setdiff1d(np.arange(there.count), matches.there), "only_there"),
    ]
    rows = [row for part in parts for row in part.to_dict("records")]
    told = pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in COLUMNS})
    words = [name for name, kind in COLUMNS.items() if kind is object]
    return told.astype(COLUMNS).assign(**told[words].astype(object).where(told[words].notna(), None))


def _rows(here: Checking, there: Checking, matches: _Matches) -> pd.DataFrame:
    """One row a match, its columns as told above; positions that are none are missing."""
    ends = {}
    for seen, at, prefix in ((here, matches.here, ""), (there, matches.there, "other_")):
        for name in ("longitude", "latitude"):
            ends[prefix + name] = np.where(seen.on_globe[at], getattr(seen, name)[at], np.nan)
    known = ~np.isnan(ends["longitude"]) & ~np.isnan(ends["other_longitude"])
    metres = np.full(len(known), np.nan)
    if known.any():
        metres[known] = ELLIPSOID.inv(*(column[known] for column in ends.values()))[2]
    named = here.texts("name")
    return pd.DataFrame(
        {
            "place_id": here.place_id[matches.here],
            "name": named[matches.here],
            "other_id": there.place_id[matches.there],
            "matched": np.where(matches.by_id, "id", "name").astype(object),
            "distance_m": metres,
            **ends,
        }
    )


def _alone(seen: Checking, at: np.ndarray, kind: str) -> pd.DataFrame:
    """One row a place that nothing was matched with."""
    prefix, name = ("", "place_id") if kind == "only_here" else ("other_", "other_id")
    ends = {
        prefix + axis: np.where(seen.on_globe, getattr(seen, axis), np.nan)[at] for axis in ("longitude", "latitude")
    }
    return pd.DataFrame({"kind": kind, name: seen.place_id[at], "name": seen.texts("name")[at], **ends})


# --- matching ---------------------------------------------------------------------------------------------------------


def _match(here: Checking, there: Checking) -> _Matches:
    first = {place_id: at for at, place_id in reversed(list(enumerate(there.place_id)))}
    one, other = [], []
    for at, place_id in enumerate(here.place_id):
        if (found := first.pop(place_id, None)) is not None:
            one.append(at)
            other.append(found)
    by_name = _by_name(here, there, set(one), set(other))
    pairs = np.array([*zip(one, other, strict=True), *by_name], int).reshape(-1, 2)
    return _Matches(pairs[:, 0], pairs[:, 1], np.arange(len(pairs)) < len(one))


def _by_name(here: Checking, there: Checking, one: set[int], other: set[int]) -> list[tuple[int, int]]:
    """Pairs of places that no id matches: each with the nearest of a name alike that is still free."""
    holders = defaultdict(set)
    for at in set(range(there.count)) - other:
        for name in there.all_names[at]:
            for text in signatures(name):
                holders[text].add(at)
    pairs = set()
    for at in set(range(here.count)) - one:
        for name in here.all_names[at]:
            for text in signatures(name):
                # A name of very many places says nothing of which is which.
                if len(held := holders.get(text, ())) <= HOLDERS_LIMIT:
                    pairs |= {(at, found) for found in held}
    found = np.array(sorted(pairs), int).reshape(-1, 2)
    if not len(found):
        return []
    a, b = found.T
    metres = np.zeros(len(found))
    known = here.on_globe[a] & there.on_globe[b]
    ends = here.longitude[a], here.latitude[a], there.longitude[b], there.latitude[b]
    if known.any():
        metres[known] = ELLIPSOID.inv(*(column[known] for column in ends))[2]
    metres[~known] = MATCH_M  # after every one that is near
    taken_here, taken_there, matched = set(), set(), []
    for number in np.argsort(metres, kind="stable"):
        pair = int(a[number]), int(b[number])
        if metres[number] <= MATCH_M and pair[0] not in taken_here and pair[1] not in taken_there:
            taken_here.add(pair[0])
            taken_there.add(pair[1])
            matched.append(pair)
    return sorted(matched)


# --- a shift that many share -----------------------------------------------------------------------------------------


def _shift(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.Index]:
    """(one row that tells the shift, or none; the rows of `table` that share it)."""
    nothing = pd.DataFrame(), table.index[:0]
    if len(table) < SHIFT_LEAST:
        return nothing
    ends = [table[name].to_numpy() for name in ("longitude", "latitude", "other_longitude", "other_latitude")]
    azimuth, _, metres = ELLIPSOID.inv(*ends)
    east, north = metres * np.sin(np.radians(azimuth)), metres * np.cos(np.radians(azimuth))
    middle = float(np.median(east)), float(np.median(north))
    if np.hypot(*middle) < SHIFT_LEAST_M:
        return nothing
    candidates = [(None, np.hypot(east - middle[0], north - middle[1]))]
    for system, forward in SYSTEMS.items():
        candidates.append((system, np.asarray(ELLIPSOID.inv(*forward(*ends[:2]), *ends[2:])[2])))
        candidates.append((f"here {system}", np.asarray(ELLIPSOID.inv(*forward(*ends[2:]), *ends[:2])[2])))
    # A system before a plain shift: over a small area the two are the same, and the system says why.
    for system, off in [*candidates[1:], candidates[0]]:
        shared = off < SHIFT_ALIKE_M
        if shared.sum() >= SHIFT_LEAST and shared.mean() >= SHIFT_SHARE:
            told = {"kind": "shift", "east_m": middle[0], "north_m": middle[1], "count": int(shared.sum()),
                    "distance_m": float(np.median(metres[shared])), "system": system}  # fmt: skip
            return pd.DataFrame([told]), table.index[shared]
    return nothing

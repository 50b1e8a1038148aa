"""Through which official border crossing may a leg have gone that no source gives one for?

A leg *needs* a crossing when the countries of its two ends are known and they share none (a crossing itself lies in
two). The answer is the crossing between just these two countries, open at that time, with the smallest *detour*: the
way by it less the straight way, in metres. The next best stay listed. A crossing whose status nobody knows is taken
only where no open one is known, and one that is closed nobody knows since when is never taken. Only places of the
group `crossing` count: where people wade a river is not known here and is not guessed.

Distances are met once for each place and crossing, then once for each pair of places and time (the time only as far as
crossings opened or closed).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from routes.codes import first_rows, lists
from routes.columns import Coded
from routes.dates import bounds
from routes.lines import ELLIPSOID

ALTERNATIVES = 3  # next best crossings that stay listed
NONE_NEEDED, FOUND, UNKNOWN, NOT_OPEN, NOT_SOUGHT = range(5)
OPEN, UNSURE, SHUT = 0, 1, 2
CELLS = 2_000_000  # pairs of places times crossings that are held at one time
GLOBE_M = 1e8  # metres; more than any detour on the globe


@dataclass(frozen=True)
class Crossings:
    """What was found for each leg (arrays, one entry a leg)."""

    answer: np.ndarray  # NONE_NEEDED, FOUND, UNKNOWN (no crossing of these countries), NOT_OPEN, NOT_SOUGHT
    via: np.ndarray  # position of the crossing in the table of places, -1 where there is none
    unsure: np.ndarray  # whether it was open at that time is not known
    countries: np.ndarray  # code into `pairs` of the two countries, -1 where none is needed
    pairs: np.ndarray  # texts such as CN–KP
    alternatives: Coded  # lists of {place_id, detour_m, status}


def infer(origin, destination, *, times, places: pd.DataFrame, countries: np.ndarray, search: np.ndarray) -> Crossings:
    """Crossings for legs from `origin` to `destination` (positions in `places`), looked for where `search` is True.

    `countries` are two columns of ISO codes a place, None where not known (routes.positions.regions).
    `times` is a pair: the earliest departure and the latest arrival of each leg (datetime64[s], NaT = not known).

    >>> places = pd.DataFrame({"place_id": ["tumen", "x", "onsong"], "status": "open",
    ...     "group": ["facility", "crossing", "facility"], "opened": None,
    ...     "closed": None, "longitude": [129.85, 129.84, 129.99], "latitude": [42.97, 42.96, 42.96]})
    >>> never = np.array(["NaT"], "M8[s]")
    >>> countries = np.array([["CN", None], ["CN", "KP"], ["KP", None]], dtype=object)
    >>> found = infer(np.array([0]), np.array([2]), times=(never, never), places=places,
    ...               countries=countries, search=np.array([True]))
    >>> found.via.tolist(), found.pairs[found.countries].tolist()
    ([1], ['CN–KP'])
    """
    codes, names = _codes(countries)
    needs = _needs(codes[origin], codes[destination])
    crossing = np.flatnonzero((places["group"] == "crossing").to_numpy() & places["longitude"].notna().to_numpy())
    answer = np.where(needs, np.where(search, UNKNOWN, NOT_SOUGHT), NONE_NEEDED).astype(np.int8)
    via, unsure = np.full(len(origin), -1), np.zeros(len(origin), dtype=bool)
    pair, pairs = _pairs(codes[origin, 0], codes[destination, 0], needs, names)
    none = lists(np.empty(0, dtype=object), np.zeros(1, dtype=int))
    alternatives = Coded(np.zeros(len(origin), dtype=np.int64), none)
    at = np.flatnonzero(needs & search)
    if len(at) and len(crossing):
        seasons = _Seasons(places.iloc[crossing])
        since, until = (side[at] for side in times)
        key = seasons.number(since, until) + seasons.count * (origin[at] * len(places) + destination[at])
        group, first = _groups(key)
        legs = at[first]
        closed = seasons.state(since[first], until[first])
        best = _best((origin[legs], destination[legs]), codes, crossing, closed, places)
        answer[at], via[at] = best["answer"][group], best["via"][group]
        unsure[at], alternatives.codes[at] = best["unsure"][group], 1 + group
        alternatives.labels = np.concatenate([none, best["alternatives"]])
    return Crossings(answer, via, unsure, pair, pairs, alternatives)


def _codes(countries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    codes, labels = pd.factorize(countries.ravel())
    return codes.reshape(-1, 2), np.asarray(labels, dtype=object)


def _needs(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    known = (here[:, 0] >= 0) & (there[:, 0] >= 0)
    shared = np.zeros(len(here), dtype=bool)
    for a in (0, 1):
        for b in (0, 1):
            shared |= (here[:, a] == there[:, b]) & (here[:, a] >= 0)
    return known & ~shared


def _pairs(here, there, needs, countries) -> tuple[np.ndarray, np.ndarray]:
    codes = np.full(len(needs), -1)
    width = len(countries) + 1
    codes[needs], pairs = pd.factorize(here[needs] * width + there[needs])
    return codes, countries[pairs // width] + "–" + countries[pairs % width]


def _groups(key: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    group, labels = pd.factorize(key)
    return group, first_rows(group, len(labels))


class _Seasons:
    """When crossings were open: as few different times as there are dates on which one opened or closed."""

    def __init__(self, crossings: pd.DataFrame):
        opened, closed = bounds(crossings["opened"].to_numpy(object)), bounds(crossings["closed"].to_numpy(object))
        self.opens, self.closes = opened["earliest"].to_numpy(), closed["latest"].to_numpy()
        status = crossings["status"].to_numpy(object)
        self.shut = (status == "closed") & np.isnat(self.closes)
        self.unsure = (status != "open") & np.isnat(self.closes)
        self.dated = ~np.isnat(self.closes)
        self.open_days = np.unique(self.opens[~np.isnat(self.opens)])
        self.close_days = np.unique(self.closes[~np.isnat(self.closes)])
        self.count = (len(self.open_days) + 1) * (len(self.close_days) + 2)

    def number(self, since: np.ndarray, until: np.ndarray) -> np.ndarray:
        """The number of the time; two legs with one number have the same crossings open."""
        late = np.where(np.isnat(until), len(self.open_days), np.searchsorted(self.open_days, until, side="right"))
        # An undated leg may be later than any closing: a number of its own.
        early = np.where(np.isnat(since), len(self.close_days) + 1, np.searchsorted(self.close_days, since))
        return late * (len(self.close_days) + 2) + early

    def state(self, since: np.ndarray, until: np.ndarray) -> np.ndarray:
        """OPEN, UNSURE or SHUT for each time (rows) and crossing (columns)."""
        since, until = since[:, None], until[:, None]
        shut = self.shut | (since > self.closes) | (until < self.opens)
        unsure = self.unsure | (np.isnat(since) & self.dated)
        return np.where(shut, SHUT, np.where(unsure, UNSURE, OPEN))


def _best(ends, codes, crossing, state, places) -> dict[str, np.ndarray]:
    """The answer for each pair of places and time."""
    origin, destination = ends
    count = len(origin)
    found = {
        "answer": np.full(count, UNKNOWN, dtype=np.int8),
        "via": np.full(count, -1),
        "unsure": np.zeros(count, dtype=bool),
        "alternatives": np.empty(count, dtype=object),
    }
    listed, sizes = [], np.zeros(count, dtype=int)
    lon, lat = places["longitude"].to_numpy(), places["latitude"].to_numpy()
    sides = np.column_stack([codes[origin], codes[destination]])
    kinds, kind = np.unique(sides, axis=0, return_inverse=True)
    order = []
    for number, side in enumerate(kinds):  # the few pairs of countries, not the many legs
        use = _between(codes[crossing], side)
        rows = np.flatnonzero(kind.ravel() == number)
        ways = _Ways(np.concatenate([origin[rows], destination[rows]]), crossing[use], lon, lat)
        for some in np.array_split(rows, len(rows) * use.sum() // CELLS + 1) if use.any() else ():
            detour = ways.detours(origin[some], destination[some])
            tier = np.where(np.isfinite(detour), state[np.ix_(some, use)], SHUT)
            rank = _ranked(detour, tier)
            detour, tier = np.take_along_axis(detour, rank, 1), np.take_along_axis(tier, rank, 1)
            place = crossing[use][rank]
            taken = tier[:, 0] < SHUT
            found["answer"][some] = np.where(taken, FOUND, NOT_OPEN)
            found["via"][some] = np.where(taken, place[:, 0], -1)
            found["unsure"][some] = taken & (tier[:, 0] == UNSURE)
            next_best = tier[:, 1:] < SHUT
            sizes[some] = next_best.sum(axis=1)
            order.append(some[np.nonzero(next_best)[0]])
            listed.append(np.column_stack([place[:, 1:][next_best], detour[:, 1:][next_best].round()]))
    found["alternatives"] = _listed(order, listed, sizes, places)
    return found


def _ranked(detour: np.ndarray, tier: np.ndarray) -> np.ndarray:
    """Columns of the best few of each row: by tier, then detour, then column."""
    score = np.where(tier == SHUT, np.inf, np.minimum(detour, GLOBE_M) + tier * GLOBE_M)
    keep = min(ALTERNATIVES + 1, score.shape[1])
    best = np.sort(np.argpartition(score, keep - 1, axis=1)[:, :keep], axis=1)
    return np.take_along_axis(best, np.argsort(np.take_along_axis(score, best, 1), axis=1, kind="stable"), 1)


def _between(crossing: np.ndarray, side: np.ndarray) -> np.ndarray:
    """Which crossings lie between the countries of one side and those of the other."""
    here, there = side[:2][side[:2] >= 0], side[2:][side[2:] >= 0]
    a, b = crossing[:, 0], crossing[:, 1]
    return (np.isin(a, here) & np.isin(b, there)) | (np.isin(b, here) & np.isin(a, there))


class _Ways:
    """Distances (metres) between places and crossings, each met once."""

    def __init__(self, used: np.ndarray, crossing: np.ndarray, lon: np.ndarray, lat: np.ndarray):
        self.lon, self.lat, self.crossing = lon, lat, crossing
        used = np.unique(used)
        here, there = np.repeat(used, len(crossing)), np.tile(crossing, len(used))
        self.metres = self._between(here, there).reshape(len(used), len(crossing))
        self.row = np.zeros(len(lon), dtype=np.int64)
        self.row[used] = np.arange(len(used))

    def detours(self, origin: np.ndarray, destination: np.ndarray) -> np.ndarray:
        """Metres more by each crossing (columns) than straight, for each pair (rows); infinite by way of an end."""
        way = self.metres[self.row[origin]] + self.metres[self.row[destination]]
        detour = np.maximum(way - self._between(origin, destination)[:, None], 0.0)
        own = (self.crossing == origin[:, None]) | (self.crossing == destination[:, None])
        return np.where(own, np.inf, detour)

    def _between(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return np.asarray(ELLIPSOID.inv(self.lon[a], self.lat[a], self.lon[b], self.lat[b])[2])


def _listed(order: list, listed: list, sizes: np.ndarray, places: pd.DataFrame) -> np.ndarray:
    """Lists of alternatives, one a pair."""
    if not sizes.sum():
        return lists(np.empty(0, dtype=object), sizes)
    rows, table = np.concatenate(order), np.concatenate(listed)
    table = table[np.argsort(rows, kind="stable")]
    crossing = table[:, 0].astype(np.int64)
    records = pd.DataFrame(
        {
            "place_id": places["place_id"].to_numpy(object)[crossing],
            "detour_m": table[:, 1],
            "status": places["status"].to_numpy(object)[crossing],
        },
        dtype=object,
    ).to_dict("records")
    return lists(np.fromiter(records, dtype=object, count=len(records)), sizes)

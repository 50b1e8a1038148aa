"""Where do the events of a table lie in its rows? Every shape as one table, an event a row, under our names.

In: the table of a sheet and its mapping. Out: the columns that are mapped, texts as they stand, an event a row, in the
order of the rows and of the stops in them. An empty cell is no stop, unless a date says that somebody came there, or
it stands between two places of an itinerary: then it is a stop at a place that nobody names. A row without any stop is
an event without a place, which routes.events rejects and never bridges. Dates where there is no place are told.
"""

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from geodata.tables import TEXT
from routes.codes import number_within, starts_of
from routes.mapping.model import DATES, HOLDS, WHERE, Mapping, headers, merged

NUMBER = "{n}"  # in a pattern of headers
PLACED = ("place_name", "place_id", "event")  # a stop is where one of these says something


class Laid(NamedTuple):
    """`events` by our names; `source` the position of each event's row, `stop` its number in the row, from 0.

    `nameless` are the stops at a place that nobody names; `odd` are `(code, positions of rows, field, values)`.
    """

    events: pd.DataFrame
    source: np.ndarray
    stop: np.ndarray
    nameless: np.ndarray
    odd: list[tuple[str, np.ndarray, str, np.ndarray]]


def lay_out(mapping: Mapping, table: pd.DataFrame) -> Laid:
    """The events of a table, whatever its shape.

    >>> from routes.mapping.model import StopColumns
    >>> table = pd.DataFrame({"who": ["p", "q"], "from": ["A", None], "to": ["B", "C"], "row": [2, 3]}, dtype="str")
    >>> said = Mapping(shape="wide", columns={"person_id": "who"}, stops=StopColumns(origin="from", destination="to"))
    >>> laid = lay_out(said, table)
    >>> laid.events.to_numpy().tolist(), laid.source.tolist()
    ([['p', 'A'], ['p', 'B'], ['q', 'C']], [0, 0, 1])
    """
    whole = merged(mapping.columns, of_places(mapping))
    rows = len(table)
    if mapping.shape == "long":
        events = pd.DataFrame({ours: table[theirs] for ours, theirs in whole.items()}, index=table.index)
        return Laid(events, np.arange(rows), np.zeros(rows, int), np.zeros(rows, bool), [])
    if mapping.shape == "itinerary":
        parts, source, stop, odd = _cut(table[mapping.stops.text], mapping.stops.separator)
        alone = np.logical_and(*first_and_last(source))
        nameless = pd.isna(parts) & ~alone
        cells = {HOLDS[mapping.stops.holds]: parts} | _ends(mapping, table, source)
    else:
        cells, source, stop, nameless, odd = _spread(per_stop(mapping, headers(table)), table)
    events = pd.DataFrame({ours: table[theirs].take(source).array for ours, theirs in whole.items()})
    events = events.assign(**cells)
    return Laid(events, source, stop, nameless, odd)


def of_places(mapping: Mapping) -> dict[str, str]:
    """The columns of [places] under our names."""
    return merged({ours: getattr(mapping.places, setting) for setting, ours in WHERE.items()})


def per_stop(mapping: Mapping, names: list[str]) -> list[dict[str, str]]:
    """Ours → theirs of each stop of a row, in order; for the shapes wide and stops.

    >>> from routes.mapping.model import StopColumns
    >>> said = Mapping(shape="stops", stops=StopColumns(numbered={"place_name": "camp {n}", "arrival": ("", "d")}))
    >>> per_stop(said, ["camp 10", "camp 2", "d"])
    [{'arrival': 'd', 'place_name': 'camp 2'}, {'place_name': 'camp 10'}]
    """
    stops, place = mapping.stops, HOLDS[mapping.stops.holds]
    if mapping.shape == "wide":
        said = [{place: stops.origin, "departure": stops.departure}, *({place: name} for name in stops.via),
                {place: stops.destination, "arrival": stops.arrival}]  # fmt: skip
        return [merged(stop) for stop in said]
    found: dict[int, dict[str, str]] = {}
    for ours, pattern in stops.numbered.items():
        listed = enumerate(pattern, 1) if isinstance(pattern, tuple) else _numbered(pattern, names)
        for number, theirs in listed:
            if theirs:
                found.setdefault(number, {}).setdefault(ours, theirs)
    return [dict(sorted(found[number].items())) for number in sorted(found)]


def _numbered(pattern: str, names: list[str]) -> list[tuple[int, str]]:
    before, _, after = pattern.partition(NUMBER)
    expression = re.compile(f"{re.escape(before)}([0-9]{{1,6}}){re.escape(after)}")
    return [(int(match[1]), name) for name in names if (match := expression.fullmatch(name))]


def _spread(stops: list[dict[str, str]], table: pd.DataFrame):
    """`(cells, source, stop, nameless, odd)` of stops that stand in columns of their own."""
    sources, named, odd = [], [], []
    for stop in stops:
        there = np.zeros(len(table), bool)
        for ours in PLACED:
            if ours in stop:
                there |= table[stop[ours]].notna().to_numpy()
        if {"longitude", "latitude"} <= set(stop):
            there |= (table[stop["longitude"]].notna() & table[stop["latitude"]].notna()).to_numpy()
        came = there
        for ours in DATES:
            dated = table[stop[ours]].notna().to_numpy() if ours in stop else np.zeros(len(table), bool)
            if (rows := np.flatnonzero(~there & dated)).size:
                odd.append(("date_without_place", rows, ours, table[stop[ours]].to_numpy(object)[rows]))
            if ours == "arrival":  # whoever came somewhere was there
                came = there | dated
        sources.append(np.flatnonzero(came))
        named.append(there[came])
    silent = np.setdiff1d(np.arange(len(table)), np.concatenate([*sources, np.empty(0, int)]))
    stops, sources, named = [*stops, {}], [*sources, silent], [*named, np.ones(len(silent), bool)]
    source = np.concatenate(sources)
    number = np.repeat(np.arange(len(stops)), [len(rows) for rows in sources])
    order = np.argsort(source, kind="stable")  # stops of one row stay in their order
    cells = {}
    for ours in dict.fromkeys(ours for stop in stops for ours in stop):
        pieces = [table[stop[ours]].take(rows) if ours in stop else _missing(len(rows))
                  for stop, rows in zip(stops, sources, strict=True)]  # fmt: skip
        cells[ours] = pd.concat(pieces, ignore_index=True).take(order).array
    return cells, source[order], number[order], ~np.concatenate(named)[order], odd


def _missing(count: int) -> pd.Series:
    return pd.Series(np.full(count, None, object), dtype=TEXT)


def _cut(column: pd.Series, separator: str):
    """`(parts, source, stop, odd)` of texts that hold several places; each distinct text is cut once."""
    codes, distinct = pd.factorize(column)
    # A blank on each side, so that a separator with blanks is found at the ends of a trimmed text too.
    cut = [[part.strip() for part in f" {text} ".split(separator)] for text in distinct]
    kept = [*(_without_ends(parts) for parts in cut), [None]]  # the last is of an empty cell, whose code is -1
    lengths = np.array([*map(len, kept)])
    counts, begin = lengths[codes], (np.cumsum(lengths) - lengths)[codes]
    flat = np.array([part for parts in kept for part in parts], object)
    source = np.repeat(np.arange(len(column)), counts)
    stop = np.arange(len(source)) - np.repeat(np.cumsum(counts) - counts, counts)
    gap = np.array([not all(whole) for whole in cut] + [False])
    rows = np.flatnonzero(gap[codes])
    odd = [("stop_empty", rows, "place_name", np.asarray(distinct, object)[codes[rows]])] if len(rows) else []
    parts = pd.array(flat[np.repeat(begin, counts) + stop], dtype=column.dtype)
    return parts, source, stop, odd


def _without_ends(parts: list[str]) -> list[str | None]:
    """Parts from the first that says something to the last; None for one in between that says nothing, or for all.

    >>> _without_ends(["", "A", "", "B", ""]), _without_ends([""])
    (['A', None, 'B'], [None])
    """
    said = [number for number, part in enumerate(parts) if part]
    return [part or None for part in parts[said[0] : said[-1] + 1]] if said else [None]


def _ends(mapping: Mapping, table: pd.DataFrame, source: np.ndarray) -> dict:
    """The departure at the first stop of each row, and the arrival at the last."""
    first, last = first_and_last(source)
    cells = {}
    for ours, theirs, where in (
        ("departure", mapping.stops.departure, first),
        ("arrival", mapping.stops.arrival, last),
    ):
        if theirs:
            cells[ours] = table[theirs].take(source).where(where).array
    return cells


def first_and_last(source: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether each event is the first, and the last, of its row; events of a row stand together.

    >>> [mask.tolist() for mask in first_and_last(np.array([0, 0, 2]))]
    [[True, False, True], [False, True, True]]
    """
    first, last = np.ones(len(source), bool), np.ones(len(source), bool)
    first[1:] = last[:-1] = source[1:] != source[:-1]
    return first, last


def numbered_within(person: np.ndarray, order: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """The rank, from 1, of each event within its person by the order of its row and its number in the row.

    >>> numbered_within(np.array([0, 0, 0]), np.array([7.0, 7.0, 2.0]), np.array([0, 1, 0])).tolist()
    [2, 3, 1]
    """
    by = np.lexsort((stop, order, person))
    new_person = starts_of(person[by])
    rank = np.empty(len(by), np.int64)
    rank[by] = number_within(starts_of(person[by], order[by], stop[by]), new_person)
    return rank


def texts_of(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers as texts."""
    return pa.array(numbers).cast(pa.string()).to_numpy(zero_copy_only=False)

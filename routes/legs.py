"""Which way was each person taken, and how well is it known? From stints to legs.

A *leg* joins two consecutive located stints of one detention; there is none from one detention to the next, because
between them the person was free. Evidence, from the strongest:

- `documented`: the record names both ends, and a number gives their order;
- `inferred`: the builder put them in order (by dates, or as the rows stand), or added a border crossing;
- `gap`: the record is silent in between: a stop without a position, a row that could not be used, or a silence of more
  than the stated number of days, counted from the last possible moment at the origin to the first at the destination.

A leg over a border with an inferred crossing becomes two legs, both `inferred`; a gap is left whole, because the stop
that it hides may be the crossing.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from routes import crossings
from routes.codes import MISSING, distinct_lists, starts_of
from routes.columns import Coded, frame
from routes.events import Events
from routes.evidence import why
from routes.lines import ELLIPSOID, Drawn, distinct_pairs
from routes.order import DATES, FILE
from routes.reasons import EVIDENCE, GAP, INFERRED
from routes.stints import Stints

DAY_S = 86_400


@dataclass(frozen=True)
class Legs:
    """The columns of the legs (without geometry) and the distinct lines that they refer to."""

    columns: dict[str, Coded | np.ndarray]
    person: np.ndarray  # code of the person of each leg
    evidence: np.ndarray  # code into EVIDENCE of each leg
    whole: pd.DataFrame  # one row a leg before crossings split it, for the audit
    line_origin: np.ndarray  # position in the table of places, a line
    line_destination: np.ndarray
    line_length: np.ndarray  # metres
    line_geometry: np.ndarray

    @cached_property
    def table(self) -> pd.DataFrame:
        """The legs as a table, without geometry."""
        return frame(self.columns)

    @property
    def line(self) -> np.ndarray:
        """Number of the line of each leg."""
        return self.columns["line"]


def build_legs(
    events: Events,
    stints: Stints,
    countries: np.ndarray,
    *,
    infer_crossings: bool,
    silence_days: float | None,
    drawn: Drawn | None = None,
) -> Legs:
    """The legs between the stints of the events; `countries` are two columns of codes a place (routes.positions).

    `drawn`: lines of other parts of the records.
    """
    whole = _whole(events, stints, silence_days)
    a, b = whole["a"].to_numpy(), whole["b"].to_numpy()
    times = _times(stints, a, b)
    gap = ((whole["hidden"] > 0) | (whole["rejected"] > 0) | (whole["silent"])).to_numpy()
    ends = stints.place[a], stints.place[b]
    known = _known_times(stints, a, b)
    search = ~gap & infer_crossings
    over = crossings.infer(*ends, times=known, places=events.places, countries=countries, search=search)
    split = over.answer == crossings.FOUND
    leg = np.repeat(np.arange(len(a)), 1 + split)
    second = ~starts_of(leg)
    first = split[leg] & ~second
    origin = np.where(second, over.via[leg], ends[0][leg])
    destination = np.where(first, over.via[leg], ends[1][leg])
    ordered = ((whole["dates"] > 0) | (whole["file"] > 0)).to_numpy()
    evidence = np.where(gap, EVIDENCE.index(GAP), np.where(ordered | split, EVIDENCE.index(INFERRED), 0))[leg]
    line_origin, line_destination, line = distinct_pairs(origin, destination, len(events.places))
    position = events.places["longitude"].to_numpy(), events.places["latitude"].to_numpy()
    length, geometry = (drawn or Drawn(0)).geodesics(*position, line_origin, line_destination)
    reason_codes, reasons = why(whole, over, _sourced(stints, a, b), events.places)
    ids = events.places["place_id"].to_numpy(object)
    between = split[leg]
    person = stints.person[a][leg]
    columns = {
        "person_id": Coded(person, events.persons),
        "detention": stints.detention[a][leg],
        "leg": _number(person),
        "origin": Coded(origin, ids),
        "destination": Coded(destination, ids),
        "via": Coded(np.where(between, over.via[leg], MISSING), ids),
        "from_stint": a[leg],
        "to_stint": b[leg],
        "line": line,
        "evidence": Coded(evidence, EVIDENCE),
        "reason_codes": reason_codes[leg],
        "reasons": reasons[leg],
        # Nobody recorded when the inferred crossing was passed: not before leaving, not after arriving.
        "departed_earliest": np.where(second, known[0][leg], times[0][leg]),
        "departed_latest": np.where(second, known[1][leg], times[1][leg]),
        "arrived_earliest": np.where(first, known[0][leg], times[2][leg]),
        "arrived_latest": np.where(first, known[1][leg], times[3][leg]),
        "length_m": length[line],
        "hidden_stops": (whole["hidden"] + whole["rejected"]).to_numpy()[leg],
        "alternatives": over.alternatives[leg],
        "sources": _sources(stints, a, b)[leg],
    }
    begins = np.flatnonzero(~second)
    whole = whole.assign(
        answer=over.answer,
        via=over.via,
        position=begins,
        number=columns["leg"][begins],
        length_m=_straight(events.places, ends, split, length[line[begins]]),
        since=known[0],
        until=known[1],
    )
    return Legs(columns, person, evidence, whole, line_origin, line_destination, length, geometry)


def _whole(events: Events, stints: Stints, silence_days: float | None) -> pd.DataFrame:
    """One row a leg: its stints, what lies between them (counts), and the silence (days, -1 = none that is certain)."""
    located = np.flatnonzero(stints.located)
    a, b = located[:-1], located[1:]
    same = (stints.person[a] == stints.person[b]) & (stints.detention[a] == stints.detention[b])
    a, b = a[same], b[same]
    by_dates, by_file = (np.append(0, np.cumsum(events.basis == basis)) for basis in (DATES, FILE))
    last, first = stints.stop[a], stints.start[b]
    silence = _silence(stints, a, b)
    return pd.DataFrame(
        {
            "a": a,
            "b": b,
            "hidden": b - a - 1,
            "rejected": events.skipped[first] - events.skipped[last - 1],
            "dates": by_dates[first + 1] - by_dates[last],
            "file": by_file[first + 1] - by_file[last],
            "silence": silence,
            "silent": silence > silence_days if silence_days is not None else np.zeros(len(a), dtype=bool),
        },
        copy=False,
    )


def _silence(stints: Stints, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    gone, came = stints.times("latest_departure")[a], stints.times("latest_arrival")[a]
    last = np.where(np.isnat(gone), np.fmax(came, stints.times("earliest_departure")[a]), gone)
    first = stints.times("earliest_arrival")[b]
    seconds = (first - last).astype(np.int64)
    return np.where(np.isnat(first) | np.isnat(last), -1, seconds // DAY_S)


def _times(stints: Stints, a: np.ndarray, b: np.ndarray) -> list[np.ndarray]:
    departed = [stints.times(name)[a] for name in ("earliest_departure", "latest_departure")]
    arrived = [stints.times(name)[b] for name in ("earliest_arrival", "latest_arrival")]
    return departed + arrived


def _known_times(stints: Stints, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """No earlier and no later than this was the person on the way: what the dates of both stints allow."""
    left, came = stints.times("earliest_departure")[a], stints.times("earliest_arrival")[a]
    reached, went = stints.times("latest_arrival")[b], stints.times("latest_departure")[b]
    return np.where(np.isnat(left), came, left), np.where(np.isnat(reached), went, reached)


def _straight(places: pd.DataFrame, ends: tuple, split: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Lengths of the legs before crossings split them; `length` holds those of the first halves."""
    lon, lat = places["longitude"].to_numpy(), places["latitude"].to_numpy()
    here, there = ends[0][split], ends[1][split]
    length = length.copy()
    length[split] = ELLIPSOID.inv(lon[here], lat[here], lon[there], lat[there])[2]
    return length


def _number(person: np.ndarray) -> np.ndarray:
    begins = np.flatnonzero(starts_of(person))
    return np.arange(len(person)) - np.repeat(begins, np.diff(np.append(begins, len(person)))) + 1


def _sources(stints: Stints, a: np.ndarray, b: np.ndarray) -> Coded:
    """The sources of the events at both ends, each once."""
    codes, labels = stints.source_groups
    if not len(labels):
        return Coded(*distinct_lists(codes[:0], labels, codes[:0], len(a)))
    ends = np.column_stack([a, b]).ravel()
    counts = (stints.stop - stints.start)[ends]
    begin = np.cumsum(counts) - counts
    events = np.arange(counts.sum()) + np.repeat(stints.start[ends] - begin, counts)
    return Coded(*distinct_lists(codes[events], labels, np.repeat(np.arange(len(ends)) // 2, counts), len(a)))


def _sourced(stints: Stints, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """True where an event at one of the two ends names a source."""
    codes, _ = stints.source_groups
    met = np.append(0, np.cumsum(codes >= 0))
    has = met[stints.stop] > met[stints.start]
    return has[a] | has[b]

"""Where was each person held, one place after the other? From events to stints.

A *stint* is a person's time at one place: consecutive events at one place of one detention are one stint, a return
after another place is a new one. A stop whose place nobody names is a stint of its own without a place; consecutive
events that name one id that no place has are one such stint. A *detention* is one unbroken deprivation of liberty: it
ends with a release, an escape or a death, or where `detention_id` changes (an empty one says nothing). A rejected row
between two events parts them: what it would have said is not known.

Dates: arrival is the first that the events of the stint give, departure the last; the date of a release, an escape or
a death is a departure. Where only one of them is known, a recorded duration gives the other. A later dated event of
the same stint says that the person was still there: it is the earliest departure where none is recorded.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from routes.codes import (
    MISSING,
    decode,
    distinct_lists,
    first_known,
    first_where,
    integer_lists,
    last_known,
    number_within,
    starts_of,
)
from routes.columns import Coded, frame, nothing
from routes.durations import add_duration, durations
from routes.events import END_CODES, KINDS, Events
from routes.placing import NOWHERE

NAT = np.datetime64("NaT", "s")


@dataclass(frozen=True)
class Stints:
    """The columns of the stints, and what the rungs above need of each stint (arrays, one entry a stint)."""

    columns: dict[str, Coded | np.ndarray | pd.Series]
    start: np.ndarray  # position of its first event
    stop: np.ndarray  # position behind its last event
    person: np.ndarray
    located: np.ndarray  # it has a place with a position
    source_groups: tuple[np.ndarray, np.ndarray]  # labels of sources, code a event

    @cached_property
    def table(self) -> pd.DataFrame:
        """The stints as a table."""
        return frame(self.columns)

    @property
    def place(self) -> np.ndarray:
        """Position of its place in the table of places, -1 where it has none."""
        return self.columns["place"]

    @property
    def detention(self) -> np.ndarray:
        """Number of the detention within the person, from 1."""
        return self.columns["detention"]

    def times(self, name: str) -> np.ndarray:
        """A column of times."""
        return self.columns[name]


def build_stints(events: Events, findings: list) -> Stints:
    """The stints of the events; durations that cannot be read are added to `findings`."""
    new_person = starts_of(events.person)
    new_detention = new_person | _detention_begins(events)
    findings.extend(_resumed(events, new_person))
    new_stint = new_detention | starts_of(events.place, events.skipped) | (events.place == NOWHERE)
    start = np.flatnonzero(new_stint)
    stop = np.append(start, len(events.at))[1:]
    person, place = events.person[start], np.maximum(events.place[start], NOWHERE)
    groups = np.cumsum(new_stint) - 1
    position = np.append(events.places["longitude"].notna() & events.places["latitude"].notna(), False)
    sources = events.codes("source")
    columns = {
        "person_id": Coded(person, events.persons),
        "detention": number_within(new_detention, new_person)[start],
        "stint": number_within(new_stint[start], new_person[start]),
        "place_id": Coded(place, events.places["place_id"].to_numpy(object)),
        "place": place,
        "place_as_recorded": _as_recorded(events, start),
        **_dates(events, start, new_stint, findings),
        "authority": _first(events, "authority", start),
        "events": Coded(*distinct_lists(events.kind, np.array(KINDS, dtype=object), groups, len(start))),
        "sources": Coded(*distinct_lists(*sources, groups, len(start))),
        "rows": integer_lists(events.row, stop - start),
        "reliability": _first(events, "reliability", start),
        "source_relation": _first(events, "source_relation", start),
    }
    return Stints(columns, start, stop, person, position[place].astype(bool), sources)


def _detention_begins(events: Events) -> np.ndarray:
    """Boolean a event: another detention of the same person begins here, as far as this and the event before say."""
    begins = np.zeros(len(events.at), dtype=bool)
    if not len(begins):
        return begins
    ended = np.isin(events.kind[:-1], END_CODES)
    # Two accounts of one release are one release.
    again = (events.kind[1:] == events.kind[:-1]) & (events.place[1:] == events.place[:-1]) & (events.place[1:] >= 0)
    begins[1:] = ended & ~again
    codes, _ = events.codes("detention_id")
    if (codes >= 0).any():
        carried = _carried(codes, starts_of(events.person))
        begins[1:] |= (carried[1:] != carried[:-1]) & (carried[:-1] >= 0)
    return begins


def _resumed(events: Events, new_person: np.ndarray) -> list:
    """Where a detention goes on after another one of the person came in between: the two parts are not joined."""
    codes, labels = events.codes("detention_id")
    if not (codes >= 0).any():
        return []
    carried = _carried(codes, new_person)
    at = np.flatnonzero(starts_of(events.person, carried) & (carried >= 0))
    again = at[pd.DataFrame({"person": events.person[at], "detention": carried[at]}).duplicated().to_numpy()]
    if not len(again):
        return []
    return [("detention_resumed", events.at[again], "detention_id", decode(carried[again], labels), {})]


def _carried(codes: np.ndarray, new_person: np.ndarray) -> np.ndarray:
    """Codes with each missing one replaced by the one before of that person; leading ones by the first after."""
    at = np.arange(len(codes))
    begin = np.maximum.accumulate(np.where(new_person, at, 0))
    before = np.maximum.accumulate(np.where(codes >= 0, at, 0))
    carried = np.where((before >= begin) & (codes[before] >= 0), codes[before], -1)
    starts = np.flatnonzero(new_person)
    leading = np.repeat(first_known(codes, starts), np.diff(np.append(starts, len(codes))))
    return np.where(carried < 0, leading, carried)


def _first(events: Events, column: str, start: np.ndarray) -> Coded:
    codes, labels = events.codes(column)
    return Coded(first_known(codes, start), labels)


def _as_recorded(events: Events, start: np.ndarray) -> Coded:
    """The place in the words of the file, where no known place has that id: its id or its name."""
    place = events.place[start]
    codes, names = events.codes("place_name")
    named = codes[start]
    named = np.where(named < 0, MISSING, named + len(events.unmatched))
    return Coded(np.where(place < NOWHERE, -2 - place, named), np.concatenate([events.unmatched, names]))


def _dates(events: Events, start: np.ndarray, new_stint: np.ndarray, findings: list) -> dict:
    """Texts and bounds of arrival and departure, and the duration."""
    ends = np.isin(events.kind, END_CODES)
    came = first_where((events.arrived >= 0) & (new_stint | ~ends), start)
    went = last_known(np.where(events.departed >= 0, np.arange(len(events.at)), -1), start)
    arrival = [_at(times, came) for times in events.arrival]
    departure = [_at(times, went) for times in events.departure]
    still = _still_there(events.arrival[0], start)
    unended = np.isnat(departure[0]) & np.isnat(departure[1])
    duration, departure_known, arrival_known = _durations(events, start, arrival, departure, findings)
    told = unended & np.isnat(departure_known[0])
    departure[0] = np.where(told, still, np.where(unended, departure_known[0], departure[0]))
    departure[1] = np.where(unended, departure_known[1], departure[1])
    undated = np.isnat(arrival[0]) & np.isnat(arrival[1])
    arrival = [np.where(undated, known, time) for known, time in zip(arrival_known, arrival, strict=True)]
    return {
        "arrival": Coded(_at(events.arrived, came), events.dates),
        "departure": Coded(_at(events.departed, went), events.dates),
        "duration": duration,
        "earliest_arrival": arrival[0],
        "latest_arrival": arrival[1],
        "earliest_departure": departure[0],
        "latest_departure": departure[1],
    }


def _at(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    missing = NAT if values.dtype.kind == "M" else -1
    return np.append(values, missing)[where]


def _still_there(earliest: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The latest earliest date of the events of a stint after its first one; NaT for a stint of one event."""
    if len(earliest) == len(start):
        return np.full(len(start), NAT)
    later = earliest.copy()
    later[start] = NAT
    return np.fmax.reduceat(later, start)


def _durations(events: Events, start, arrival, departure, findings):
    """`(texts, bounds of departure, bounds of arrival)` that the durations give; NaT where they give none."""
    codes, labels = events.codes("duration")
    unknown = (np.full(len(start), NAT), np.full(len(start), NAT))
    if not len(labels):
        return nothing(len(start)), unknown, unknown
    read = durations(labels)
    faulty = np.flatnonzero(~np.append(read["valid"].to_numpy(bool), True)[codes])
    if len(faulty):
        told = {name: read[name].to_numpy(object)[codes[faulty]] for name in ("reason", "remedy")}
        findings.append(("duration_unreadable", events.at[faulty], "duration", decode(codes[faulty], labels), told))
    column = Coded(first_known(codes, start), labels)
    words = column.series()
    ends = add_duration(*arrival, words)
    begins = add_duration(*departure, words, backwards=True)
    pick = tuple(ends[name].to_numpy("datetime64[s]") for name in ("earliest", "latest"))
    back = tuple(begins[name].to_numpy("datetime64[s]") for name in ("earliest", "latest"))
    return column, pick, back

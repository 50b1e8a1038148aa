"""Which rows of a custody file can be used, and what does each say? From the raw table to checked events.

In: the table of `routes.reading` (texts or missing cells, `row` = line in the file) and a table of places
(`geodata.places`). Out: the used rows in the order in which they happened, as codes and times; the rejected rows with
field, value, reason and remedy; findings for the audit. Used and rejected rows together are the rows read.

A row is rejected when it cannot be read as a statement about a person at a place: no `person_id`, an event that is no
event, no place where one is required, more or fewer cells than the header. A leg is never drawn as documented across
a rejected row of that person. A single value that cannot be read (a date, an unknown place, a position) is reported
in the audit as an error, and the rest of the row is used: to drop the row would draw a line over the stop.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.errors import DataError
from routes import order
from routes.codes import decode, encode, take_times
from routes.dates import bounds
from routes.placing import place_events

CONSENT = (None, "partner", "public")  # from the strictest
KINDS = ("custody", "arrest", "crossing", "sighting", "release", "escape", "death", "unknown_place")
ENDINGS = {"release": "released", "escape": "escaped", "death": "died"}
END_CODES = tuple(KINDS.index(kind) for kind in ENDINGS)
UNKNOWN_PLACE = KINDS.index("unknown_place")
ARREST = KINDS.index("arrest")


@dataclass(frozen=True)
class Events:
    """Used rows, sorted by person and order. Arrays have one entry a row unless said otherwise."""

    raw: pd.DataFrame
    at: np.ndarray  # position of each row in `raw`
    persons: np.ndarray  # labels of `person`, sorted
    person: np.ndarray
    places: pd.DataFrame  # the given places and those that rows bring themselves
    place: np.ndarray  # position in `places`, NOWHERE, or below NOWHERE
    unmatched: np.ndarray  # ids that no place has; the code of number k is -2 - k
    kind: np.ndarray  # code into KINDS
    dates: np.ndarray  # labels of `arrived` and `departed`
    arrived: np.ndarray
    departed: np.ndarray
    arrival: tuple[np.ndarray, np.ndarray]  # earliest and latest, datetime64[s]
    departure: tuple[np.ndarray, np.ndarray]
    basis: np.ndarray  # what puts the row after the one before (routes.order)
    consent: np.ndarray  # code into CONSENT, one a label of `persons`: the strictest of all rows, rejected ones too
    skipped: np.ndarray  # rejected rows of persons that stand before this row, counted over all
    rejected: pd.DataFrame
    findings: list  # (code, positions in raw, field, values, parameters)

    @cached_property
    def row(self) -> np.ndarray:
        """The line in the file."""
        return self.raw["row"].to_numpy()[self.at]

    @cached_property
    def _coded(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        return {}

    def codes(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        """`(codes, labels)` of a column of the file, in the order of the events; the same arrays each time."""
        if column not in self._coded:
            codes, labels = encode(self.raw.get(column), len(self.raw))
            self._coded[column] = codes[self.at], labels
        return self._coded[column]


def validate(raw: pd.DataFrame, places: pd.DataFrame, file: str, crowded: pd.DataFrame | None = None) -> Events:
    """Check the rows and put them in order. DataError where a required column is missing.

    `crowded` see routes.positions.places_of_rows.

    >>> raw = pd.DataFrame({"person_id": ["p", None], "place_id": ["a", "a"], "row": [2, 3]})
    >>> places = pd.DataFrame({"place_id": ["a"], "longitude": [129.0], "latitude": [42.0]})
    >>> events = validate(raw, places, "events.csv")
    >>> events.at.tolist(), events.rejected[["row", "field"]].values.tolist()
    ([0], [[3, 'person_id']])
    """
    _require_columns(raw, file)
    findings: list = []
    person, persons = _persons(raw)
    kind, kinds = _kinds(raw)
    places, place, unmatched, unplaced = place_events(raw, places, kind == UNKNOWN_PLACE, findings, crowded)
    seq = _numbers(raw, findings)
    dates, arrived, departed, arrival, departure = _dates(raw, kind, findings)
    consent = _consent(raw, person, len(persons), findings)
    placeless = unplaced & ~np.isin(kind, [*END_CODES, UNKNOWN_PLACE])
    rejected, bad = _rejected(raw, file, _faults(raw, person, kind, kinds, placeless))

    known = np.flatnonzero(person >= 0)
    when = _first_time(arrival[0], arrival[1], departure[0], departure[1])
    detention = encode(raw["detention_id"], len(raw))[0] if "detention_id" in raw else np.broadcast_to(-1, len(raw))
    stays = order.Stays(place, detention, np.isin(kind, END_CODES), kind == ARREST, arrival, departure)
    at = known[order.arrange(person[known], seq[known], when[known], stays.of(known))]
    skipped = np.cumsum(bad[at])
    used = ~bad[at]
    at, skipped = (at, skipped) if used.all() else (at[used], skipped[used])
    arrival, departure = tuple(a[at] for a in arrival), tuple(d[at] for d in departure)
    return Events(
        raw=raw,
        at=at,
        persons=persons,
        person=person[at],
        places=places,
        place=place[at],
        unmatched=unmatched,
        kind=kind[at],
        dates=dates,
        arrived=arrived[at],
        departed=departed[at],
        arrival=arrival,
        departure=departure,
        consent=consent,
        basis=order.basis(person[at], seq[at], arrival, departure),
        skipped=skipped,
        rejected=rejected,
        findings=[(code, *_of_used(rows, bad, rest)) for code, rows, *rest in findings],
    )


def _require_columns(raw: pd.DataFrame, file: str) -> None:
    have = set(raw.columns)
    if "person_id" not in have:
        raise DataError("the column person_id is missing", file=file, remedy="name it, or map it with --columns")
    if not (have & {"place_id", "event"} or {"longitude", "latitude"} <= have):
        raise DataError(
            "no column says where", file=file, remedy="give place_id, or longitude and latitude, or map them"
        )


def _persons(raw: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Codes in the order of the sorted ids, so that the result does not hang on the order of the rows."""
    codes, labels = encode(raw["person_id"], len(raw))
    if (labels[1:] > labels[:-1]).all():
        return codes, labels
    rank = np.argsort(labels.astype("U") if _short(labels) else labels, kind="stable")
    place = np.empty(len(rank) + 1, dtype=np.int64)
    place[rank] = np.arange(len(rank))
    place[-1] = -1
    return place[codes], labels[rank]


def _short(labels: np.ndarray) -> bool:
    """True where an array of fixed width would not explode on one long id."""
    return max(map(len, labels), default=0) <= 64


def _kinds(raw: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Code into KINDS a row; -1 for a word that is none. And the word as it stands."""
    codes, labels = encode(raw.get("event"), len(raw))
    lookup = [KINDS.index(word) if word in KINDS else -1 for word in (label.lower() for label in labels)]
    return np.array([*lookup, 0])[codes], decode(codes, labels)


def _numbers(raw: pd.DataFrame, findings: list) -> np.ndarray:
    codes, labels = encode(raw.get("seq"), len(raw))
    column = pd.Series(labels, dtype=object)
    plain = column.str.fullmatch(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,15})?", na=False).astype(bool)
    numbers = np.append(column.where(plain, None).astype(float).to_numpy(), np.nan)[codes]
    faulty = np.flatnonzero(np.isnan(numbers) & (codes >= 0))
    if len(faulty):
        findings.append(("seq_unreadable", faulty, "seq", decode(codes[faulty], labels), {}))
    return numbers


def _consent(raw: pd.DataFrame, person: np.ndarray, persons: int, findings: list) -> np.ndarray:
    strictest = np.full(persons, len(CONSENT) - 1)
    codes, labels = encode(raw.get("consent"), len(raw))
    words = [CONSENT.index(word) if word in CONSENT else -1 for word in (label.lower() for label in labels)]
    said = np.array([*words, 0])[codes]
    faulty = np.flatnonzero(said < 0)
    if len(faulty):
        findings.append(("consent_unreadable", faulty, "consent", decode(codes[faulty], labels), {}))
    strict = np.maximum(said, 0)
    for level in (1, 0):  # the strictest is written last
        strictest[person[(strict == level) & (person >= 0)]] = level
    return strictest


def _dates(raw: pd.DataFrame, kind: np.ndarray, findings: list):
    """Codes and bounds of both dates. The date of a release, an escape or a death is when custody ended."""
    rows = len(raw)
    nothing = pd.Series(np.nan, index=raw.index, dtype=object)
    columns = [raw.get(column, nothing) for column in ("arrival", "departure")]
    codes, labels = encode(pd.concat(columns, ignore_index=True), 2 * rows)
    arrived, departed = codes[:rows], codes[rows:]
    read = bounds(labels)
    for field, code in (("arrival", arrived), ("departure", departed)):
        faulty = np.flatnonzero(~np.append(read["valid"].to_numpy(bool), True)[code])
        if len(faulty):
            told = {name: read[name].to_numpy(object)[code[faulty]] for name in ("reason", "remedy")}
            findings.append(("date_unreadable", faulty, field, decode(code[faulty], labels), told))
    departed = np.where(np.isin(kind, END_CODES) & (departed < 0), arrived, departed)
    arrival = take_times(read["earliest"], arrived), take_times(read["latest"], arrived)
    departure = take_times(read["earliest"], departed), take_times(read["latest"], departed)
    reverse = np.flatnonzero(departure[1] < arrival[0])
    if len(reverse):
        told = {"arrival": decode(arrived[reverse], labels)}
        findings.append(("departure_before_arrival", reverse, "departure", decode(departed[reverse], labels), told))
    return labels, arrived, departed, arrival, departure


def _first_time(*times: np.ndarray) -> np.ndarray:
    first = times[0]
    for other in times[1:]:
        first = np.where(np.isnat(first), other, first)
    return first


class _Fault(NamedTuple):
    """Why rows cannot be used: a mask over all rows, the field, the values there and the reasons (a row or one)."""

    rows: np.ndarray
    field: str | None
    values: np.ndarray | None
    reason: np.ndarray | str
    remedy: str


def _faults(raw: pd.DataFrame, person, kind, kinds, placeless) -> tuple[_Fault, ...]:
    torn = raw.get("row_fault", pd.Series(None, index=raw.index, dtype=object))
    words = f"write one of {', '.join(KINDS)}, or leave it empty"
    quote = "put texts that hold the delimiter in quotation marks"
    return (
        _Fault(torn.notna().to_numpy(), None, None, torn.to_numpy(object), quote),
        _Fault(person < 0, "person_id", None, "no person is named", "give every row a person_id"),
        _Fault(kind < 0, "event", kinds, "is no event", words),
        _Fault(placeless, "place_id", None, "no place is named", "give a place, or write unknown_place as the event"),
    )


def _rejected(raw: pd.DataFrame, file: str, faults: tuple[_Fault, ...]) -> tuple[pd.DataFrame, np.ndarray]:
    """The rejected rows with the first thing that is wrong with each, and a mask of all bad rows."""
    bad = np.zeros(len(raw), dtype=bool)
    parts = []
    for fault in faults:
        rows = np.flatnonzero(fault.rows & ~bad)
        if not len(rows) and fault is not faults[0]:
            continue
        bad |= fault.rows
        ids = raw["person_id"].iloc[rows].to_numpy(object)
        told = {
            "file": file,
            "row": raw["row"].to_numpy()[rows],
            "person_id": np.where(pd.isna(ids), None, ids),
            "field": fault.field,
            "value": None if fault.values is None else fault.values[rows],
            "reason": fault.reason if isinstance(fault.reason, str) else fault.reason[rows],
            "remedy": fault.remedy,
        }
        index = pd.RangeIndex(len(rows))
        parts.append(pd.DataFrame({name: pd.Series(value, index, dtype=object) for name, value in told.items()}))
    rejected = pd.concat(parts, ignore_index=True).astype({"row": np.int64})
    return rejected.sort_values("row", kind="stable", ignore_index=True), bad


def _of_used(rows: np.ndarray, bad: np.ndarray, rest: list) -> tuple:
    """A finding without the rejected rows, which are told of once."""
    keep = ~bad[rows]
    field, values, told = rest
    return rows[keep], field, values[keep], {name: column[keep] for name, column in told.items()}

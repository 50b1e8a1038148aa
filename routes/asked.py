"""Which places do records name, which of ours are they, and what is told of the others?

`asked` has one row for each distinct place that the records name:

| column                                                    | meaning                                                 |
|-----------------------------------------------------------|---------------------------------------------------------|
| `text, recorded_id, country, admin1, longitude, latitude` | as recorded                                             |
| `status, place_id, candidates, reason`                    | of geodata.matching; `own` where no place is matched    |
|                                                           | and the record is drawn at a position of its own        |

A *code* is the position of an event's place in `asked`; -1 names none. A place that is not used keeps the words of the
record and stays without position, so that no line is drawn to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.matching import USED, match
from geodata.places import position
from routes.codes import combined
from routes.placing import SAME_PLACE_M
from routes.positions import far_from_place, has_position

RECORDED = {  # in ``asked`` → the column of events that says it
    "text": "place_name",
    "recorded_id": "place_id",
    "country": "place_country",
    "admin1": "place_admin1",
    "longitude": "longitude",
    "latitude": "latitude",
}
OWN = "own"
OF_STATUS = {"likely": "place_likely", "ambiguous": "place_ambiguous", "none": "place_unmatched"}  # → code of a finding
KEPT = "The stop is kept without a position."
DRAWN = "The stop is drawn at the position of the record."
NOT_THAT_ONE = "{} (not the place of that id)"  # words of a record that are by chance the id of another place


def asked_of(events: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """`(code a row, the distinct places)`; -1 for a row that names none or says that its place is unknown.

    >>> events = pd.DataFrame({"place_name": ["Onsong", None, "Onsong"], "place_country": ["KP", None, "KP"]})
    >>> codes, asked = asked_of(events)
    >>> codes.tolist(), asked[["text", "country", "recorded_id"]].values.tolist()
    ([0, -1, 0], [['Onsong', 'KP', None]])
    """
    said = {ours: events[column] for ours, column in RECORDED.items() if column in events}
    told = pd.DataFrame(said, index=events.index)
    named = told.reindex(columns=["text", "recorded_id"]).notna().any(axis=1).to_numpy() & ~_says_unknown(events)
    codes = np.full(len(events), -1)
    codes[named], first = _distinct(told[named])
    asked = told[named].iloc[first].reindex(columns=list(RECORDED)).astype(object)
    return codes, asked.where(asked.notna(), None).reset_index(drop=True)


def _says_unknown(events: pd.DataFrame) -> np.ndarray:
    """Whether an event says that its place is not known."""
    if "event" not in events:
        return np.zeros(len(events), bool)
    codes, words = pd.factorize(events["event"])
    return np.array([*(word.lower() == "unknown_place" for word in words), False])[codes]


def asked_together(several: Sequence[pd.DataFrame]) -> tuple[list[np.ndarray], pd.DataFrame]:
    """What pieces of the records ask as one table, and for each piece the place in it of each of its rows.

    >>> one, other = (pd.DataFrame([dict(dict.fromkeys(RECORDED), text=text)], dtype=object) for text in "AB")
    >>> codes, asked = asked_together([one, other, one])
    >>> [each.tolist() for each in codes], asked["text"].tolist()
    ([[0], [1], [0]], ['A', 'B'])
    """
    told = pd.concat(several, ignore_index=True)
    codes, first = _distinct(told)
    return np.split(codes, np.cumsum([len(each) for each in several])[:-1]), told.iloc[first].reset_index(drop=True)


def _distinct(told: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Rows that say the same have one code, in the order in which they are met; and the first row of each code."""
    return combined((pd.factorize(told[name])[0] + 1 for name in told), len(told))


class _Told(NamedTuple):
    """What is told of places: a mask over ``asked``, the code of each, a severity, and how the stop is kept."""

    which: np.ndarray
    code: np.ndarray
    severity: str | None
    words: str


@dataclass(frozen=True)
class Answers:
    """Which of ours each place is; `ids` is what an event has as `place_id`, by code, and None for the code -1."""

    asked: pd.DataFrame
    ids: np.ndarray
    told: tuple[_Told, ...]

    @staticmethod
    def of(asked: pd.DataFrame, places: pd.DataFrame, decisions: pd.DataFrame | None = None) -> "Answers":
        """Those of the matching, by places (geodata.places) and decisions about them (geodata.decisions)."""
        found = match(asked.rename(columns={"recorded_id": "place_id"}), places, decisions)
        asked = pd.concat([asked, found[["status", "place_id", "candidates", "reason"]]], axis=1)
        readable = _readable(asked)
        own = readable & ~asked["status"].isin(USED).to_numpy()
        asked.loc[own, "status"] = OWN
        told = _unplaced(asked), _decided_for_none(asked, readable), _elsewhere(asked, own, places)
        return Answers(asked, ids_of(asked, places), told)

    def placed(self, events: pd.DataFrame, codes: np.ndarray) -> pd.DataFrame:
        """The events with the ids of their places."""
        return events.assign(place_id=self.ids[codes])

    def tell_of(self, codes: np.ndarray) -> bool:
        """Whether there are findings about some of these places."""
        return any(told.which[codes].any() for told in self.told)

    def noted(self, events: pd.DataFrame, codes: np.ndarray) -> list[pd.DataFrame]:
        """Findings about events, a table for each thing that is told; of `events`: row, person_id."""
        return [_noted(events, codes, self.asked, told) for told in self.told]


def ids_of(asked: pd.DataFrame, places: pd.DataFrame) -> np.ndarray:
    """The id of the matched place, else the words of the record, which then are no id; None at the end.

    >>> asked = pd.DataFrame({"text": ["Onsong", "Falmouth"], "recorded_id": None, "place_id": ["onsong-mss", None]})
    >>> ids_of(asked, pd.DataFrame({"place_id": ["onsong-mss"]})).tolist()
    ['onsong-mss', 'Falmouth', None]
    """
    words = asked["text"].where(asked["text"].notna(), asked["recorded_id"])
    words = words.where(~words.isin(set(places["place_id"])), words.map(NOT_THAT_ONE.format))
    return np.append(asked["place_id"].where(asked["place_id"].notna(), words).to_numpy(object), None)


def _readable(asked: pd.DataFrame) -> np.ndarray:
    """Which places bring a position that can be drawn; the builder reports the others."""
    said = np.flatnonzero(has_position(asked))
    pairs = asked.iloc[said][["longitude", "latitude"]].itertuples(index=False)
    good = np.zeros(len(asked), bool)
    good[said] = [not np.isnan(position(*pair, lambda *_: None)[0]) for pair in pairs]
    return good


def _unplaced(asked: pd.DataFrame) -> _Told:
    """Places that are not used, with the reason of the matching."""
    which = asked["status"].isin(list(OF_STATUS)).to_numpy()
    return _Told(which, asked["status"].map(OF_STATUS).to_numpy(object), None, KEPT)


def _decided_for_none(asked: pd.DataFrame, readable: np.ndarray) -> _Told:
    """Places that somebody decided to be none of those that are known, and that bring no position."""
    which = ((asked["status"] == "decided") & asked["place_id"].isna()).to_numpy() & ~readable
    return _Told(which, np.full(len(asked), "place_unmatched", object), "note", KEPT)


def _elsewhere(asked: pd.DataFrame, own: np.ndarray, places: pd.DataFrame) -> _Told:
    """Places that are drawn at the position of the record, far from every known place of that name."""
    named = own & asked["text"].notna().to_numpy() & (asked["candidates"].str.len() > 0).to_numpy()
    pairs = asked.loc[named, "candidates"].map(lambda found: [each[0] for each in found]).explode()
    where = places.set_index("place_id")[["longitude", "latitude"]].astype(float).reindex(pairs.to_numpy())
    metres = far_from_place(asked, asked.index.get_indexer(pairs.index), *where.to_numpy().T)
    nearest = pd.Series(metres, pairs.index).groupby(level=0).min()
    which = asked.index.isin(nearest.index[nearest > SAME_PLACE_M])
    return _Told(which, np.full(len(asked), "position_contradicts_place", object), None, DRAWN)


def _noted(events: pd.DataFrame, codes: np.ndarray, asked: pd.DataFrame, told: _Told) -> pd.DataFrame:
    """A finding for each event that names one of these places, with the reason of the matching."""
    rows = np.flatnonzero(np.append(told.which, False)[codes])
    said = asked.iloc[codes[rows]]
    return pd.DataFrame(
        {
            "code": told.code[codes[rows]],
            "severity": told.severity,
            "row": events["row"].to_numpy()[rows],
            "person_id": events["person_id"].to_numpy(object)[rows],
            "field": "place_id",
            "value": said["text"].where(said["text"].notna(), said["recorded_id"]).to_numpy(object),
            "explanation": said["reason"].to_numpy(object) + f" {told.words}",
        }
    )


def contradicted(events: pd.DataFrame) -> pd.DataFrame:
    """Findings about events that say that their place is unknown, and name one.

    >>> events = pd.DataFrame({"event": ["unknown_place"], "place_name": ["Hull"], "person_id": ["p"], "row": [2]})
    >>> contradicted(events)[["code", "value"]].values.tolist()
    [['place_contradicts_event', 'Hull']]
    """
    unknown = events[_says_unknown(events)]
    nothing = pd.Series(None, index=unknown.index, dtype=object)
    names, ids = (unknown.get(column, nothing).astype(object) for column in ("place_name", "place_id"))
    words = names.where(names.notna(), ids)
    found = unknown[words.notna().to_numpy()]
    told = {"code": "place_contradicts_event", "field": "place_id", "value": words.loc[found.index]}
    return found[["row", "person_id"]].astype({"person_id": object}).assign(**told)


def counts(asked: pd.DataFrame) -> dict[str, int]:
    """How many distinct places there are of each status."""
    return {str(status): int(count) for status, count in asked["status"].value_counts().sort_index().items()}


def as_table(asked: pd.DataFrame) -> pd.DataFrame:
    """`asked` as a table to read: of the candidates their ids, best first."""
    ids = ["; ".join(candidate[0] for candidate in found) or None for found in asked["candidates"]]
    columns = ("events", "status", "place_id", "reason", "candidates")
    return asked.assign(candidates=ids)[[*RECORDED, *columns]]

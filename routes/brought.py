"""What do records that somebody brings say of the places that we know? From a sheet and its mapping to what is built.

In: a sheet (routes.sheets), its mapping (routes.mapping), places (geodata.places) and decisions about places
(geodata.decisions). Out: events with the id of each place that is matched exactly or was decided. Every other place
keeps the words of the record and stays without position, so that no line is drawn to it. ``asked`` has one row for each
distinct place that the records name, the most frequent first:

| column                                                    | meaning                                                 |
|-----------------------------------------------------------|---------------------------------------------------------|
| `text, recorded_id, country, admin1, longitude, latitude` | as recorded                                             |
| `events`                                                  | how many events name it                                 |
| `status, place_id, candidates, reason`                    | of geodata.matching; `own` where no place is matched    |
|                                                           | and the record is drawn at a position of its own        |
"""

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.decisions import read_decisions
from geodata.errors import DataError
from geodata.files import decode, read_bytes
from geodata.matching import USED, match
from geodata.places import position
from routes.audit import with_noted
from routes.build import Ladder, build
from routes.mapping import SIZE_LIMIT, Mapping, apply, loads
from routes.placing import SAME_PLACE_M
from routes.positions import far_from_place, has_position
from routes.progress import SILENT, Progress
from routes.sheets import Sheet, read_sheet

RECORDED = {  # in ``asked`` → the column of events that says it
    "text": "place_name",
    "recorded_id": "place_id",
    "country": "place_country",
    "admin1": "place_admin1",
    "longitude": "longitude",
    "latitude": "latitude",
}
OWN = "own"
TO_DECIDE = ("ambiguous", "likely", "none")  # statuses that a person can decide
OF_STATUS = {"likely": "place_likely", "ambiguous": "place_ambiguous", "none": "place_unmatched"}  # → code of a finding
SAYS_MORE = {  # code of the builder → codes that say why, where they are of the same cell
    "date_unreadable": ("date_impossible", "date_ambiguous"),
    "place_unknown": tuple(OF_STATUS.values()),
    "place_contradicts_event": ("place_contradicts_event",),
}
KEPT = "The stop is kept without a position."
DRAWN = "The stop is drawn at the position of the record."
NOT_THAT_ONE = "{} (not the place of that id)"  # words of a record that are by chance the id of another place


@dataclass(frozen=True)
class Brought:
    """Records that can be built, and what was asked, found and left aside on the way."""

    events: pd.DataFrame
    noted: pd.DataFrame  # findings that reject nothing
    asked: pd.DataFrame
    records: int  # rows of the sheet
    file: str


def bring(
    sheet: Sheet,
    mapping: Mapping,
    places: pd.DataFrame,
    decisions: pd.DataFrame | None = None,
    progress: Progress = SILENT,
) -> Brought:
    """The events that a mapping makes of a sheet, their places matched. DataError where the mapping cannot be used."""
    progress("reading", 0, len(sheet.table))
    applied = apply(mapping, sheet)
    progress("matching", 0, len(sheet.table))
    codes, asked = asked_of(applied.events)
    found = match(asked.rename(columns={"recorded_id": "place_id"}), places, decisions)
    asked = pd.concat([asked, found[["status", "place_id", "candidates", "reason"]]], axis=1)
    readable = _readable(asked)
    own = readable & ~asked["status"].isin(USED).to_numpy()
    asked.loc[own, "status"] = OWN
    events = with_ids(applied.events, codes, asked, places)
    events.attrs["sha256"] = sheet.sha256
    asked["events"] = np.bincount(codes[codes >= 0], minlength=len(asked))
    told = [_unplaced(asked), _decided_for_none(asked, readable), _elsewhere(asked, own, places)]
    noted = [applied.noted, *(_noted(events, codes, asked, each) for each in told), _contradicted(applied.events)]
    noted = pd.concat(noted, ignore_index=True)
    asked = asked.sort_values(["events", "text"], ascending=[False, True], kind="stable", ignore_index=True)
    return Brought(events, noted, asked, len(sheet.table), sheet.file)


def bring_file(
    path: Path,
    mapping: str | Path,
    places: pd.DataFrame,
    decisions: str | Path | None = None,
    progress: Progress = SILENT,
) -> Brought:
    """The same of files: the records, their mapping, the decisions. DataError where one of them cannot be used."""
    said = loads(decode(read_bytes(mapping, SIZE_LIMIT), mapping), str(mapping))
    ruled = read_decisions(decisions) if decisions else None
    return bring(read_sheet(path, path.name, said.file), said, places, ruled, progress)


def check_decisions(mapping: str | Path | None, decisions: str | Path | None) -> None:
    """DataError where a command is given decisions and no mapping that they could go with."""
    if decisions and not mapping:
        raise DataError("are used with a mapping alone", field="--decisions", remedy="give --mapping too")


def asked_of(events: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """`(code a row, the distinct places)`; -1 for a row that names none or says that its place is unknown.

    >>> events = pd.DataFrame({"place_name": ["Onsong", None, "Onsong"], "place_country": ["KP", None, "KP"]})
    >>> codes, asked = asked_of(events)
    >>> codes.tolist(), asked[["text", "country", "recorded_id"]].values.tolist()
    ([0, -1, 0], [['Onsong', 'KP', None]])
    """
    nothing = pd.Series(None, index=events.index, dtype=object)
    told = {ours: events.get(column, nothing).astype(object) for ours, column in RECORDED.items()}
    told = pd.DataFrame({ours: cells.where(cells.notna(), None) for ours, cells in told.items()})
    named = told[["text", "recorded_id"]].notna().any(axis=1)
    if "event" in events:
        named &= events["event"].astype(object).str.lower() != "unknown_place"
    codes = np.full(len(events), -1)
    codes[named.to_numpy()] = told[named].groupby(list(RECORDED), sort=False, dropna=False).ngroup()
    return codes, told[named].drop_duplicates(ignore_index=True)


def with_ids(events: pd.DataFrame, codes: np.ndarray, asked: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The events with `place_id`: that of the matched place, else the words of the record, which then are no id.

    >>> events = pd.DataFrame({"place_name": ["Onsong", "Falmouth"]})
    >>> asked = pd.DataFrame({"text": ["Onsong", "Falmouth"], "recorded_id": None, "place_id": ["onsong-mss", None]})
    >>> with_ids(events, np.array([0, 1]), asked, pd.DataFrame({"place_id": ["onsong-mss"]}))["place_id"].tolist()
    ['onsong-mss', 'Falmouth']
    """
    words = asked["text"].where(asked["text"].notna(), asked["recorded_id"])
    words = words.where(~words.isin(set(places["place_id"])), words.map(NOT_THAT_ONE.format))
    ids = np.append(asked["place_id"].where(asked["place_id"].notna(), words).to_numpy(object), None)
    return events.assign(place_id=ids[codes])


def built(brought: Brought, places: pd.DataFrame, **options) -> Ladder:
    """The ladder of these records (`options`: of routes.build.build), with what was left aside on the way to it.

    `report` has three more numbers: `records_read`, `records_used` and `records_rejected`, of the rows of the file. A
    record that gives several events is used when one of them is.
    """
    ladder = build(brought.events, places, file=brought.file, **options)
    used = np.unique(ladder.events["row"])
    found = ladder.audit[~_said_better(ladder.audit, brought.noted)]
    report = {
        **ladder.report,
        "records_read": brought.records,
        "records_used": len(used),
        "records_rejected": int((~pd.Series(ladder.rejected["row"].unique()).isin(used)).sum()),
        "places_by_match": counts(brought.asked),
    }
    return replace(
        ladder,
        audit=with_noted(found, brought.noted.assign(file=brought.file)),
        report=report,
    )


def _readable(asked: pd.DataFrame) -> np.ndarray:
    """Which places bring a position that can be drawn; the builder reports the others."""
    said = np.flatnonzero(has_position(asked))
    pairs = asked.iloc[said][["longitude", "latitude"]].itertuples(index=False)
    good = np.zeros(len(asked), bool)
    good[said] = [not np.isnan(position(*pair, lambda *_: None)[0]) for pair in pairs]
    return good


class _Told(NamedTuple):
    """What is told of places: a mask over ``asked``, the code of each, a severity, and how the stop is kept."""

    which: np.ndarray
    code: np.ndarray
    severity: str | None
    words: str


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


def _contradicted(events: pd.DataFrame) -> pd.DataFrame:
    """Events that say that their place is unknown, and name one."""
    nothing = pd.Series(None, index=events.index, dtype=object)
    words = events.get("place_name", nothing).astype(object)
    words = words.where(words.notna(), events.get("place_id", nothing).astype(object))
    unknown = events.get("event", nothing).astype(object).str.lower() == "unknown_place"
    found = events[(unknown & words.notna()).to_numpy()]
    told = {"code": "place_contradicts_event", "field": "place_id", "value": words.loc[found.index]}
    return found[["row", "person_id"]].astype({"person_id": object}).assign(**told)


def _said_better(found: pd.DataFrame, noted: pd.DataFrame) -> np.ndarray:
    """Findings of the builder of which it is known why: one finding of a cell is enough."""
    better = np.zeros(len(found), bool)
    cells = pd.MultiIndex.from_frame(found[["row", "field"]])
    for code, codes in SAYS_MORE.items():
        known = pd.MultiIndex.from_frame(noted.loc[noted["code"].isin(codes), ["row", "field"]])
        better |= (found["code"] == code).to_numpy() & cells.isin(known)
    return better


def matches(brought: Brought) -> pd.DataFrame:
    """`asked` as a table to read: of the candidates their ids, best first."""
    ids = ["; ".join(candidate[0] for candidate in found) or None for found in brought.asked["candidates"]]
    columns = ("events", "status", "place_id", "reason", "candidates")
    return brought.asked.assign(candidates=ids)[[*RECORDED, *columns]]


def counts(asked: pd.DataFrame) -> Pairs[str, int]:
    """How many distinct places there are of each status."""
    return {str(status): int(count) for status, count in asked["status"].value_counts().sort_index().items()}

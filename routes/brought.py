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

import numpy as np
import pandas as pd

from geodata.matching import USED, match
from routes.audit import with_noted
from routes.build import Ladder, build
from routes.mapping import Mapping, apply
from routes.positions import has_position
from routes.progress import SILENT, Progress
from routes.sheets import Sheet

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
}
NOT_THAT_ONE = "{} (not the place of that id)"  # words of a record that are by chance the id of another place


@dataclass(frozen=True)
class Brought:
    """Records that can be built, and what was asked, found and left aside on the way."""

    events: pd.DataFrame
    reported: pd.DataFrame  # records of the sheet that gave no event, with reason and remedy
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
    own = has_position(asked) & ~asked["status"].isin(USED)
    asked.loc[own, "status"] = OWN
    events = with_ids(applied.events, codes, asked, places)
    events.attrs["sha256"] = sheet.sha256
    asked["events"] = np.bincount(codes[codes >= 0], minlength=len(asked))
    noted = pd.concat([applied.noted, _unplaced(events, codes, asked)], ignore_index=True)
    asked = asked.sort_values(["events", "text"], ascending=[False, True], kind="stable", ignore_index=True)
    return Brought(events, applied.reported, noted, asked, len(sheet.table), sheet.file)


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
    rejected = pd.concat([brought.reported, ladder.rejected], ignore_index=True)
    used = np.unique(ladder.events["row"])
    found = ladder.audit[~_said_better(ladder.audit, brought.noted)]
    report = {
        **ladder.report,
        "records_read": brought.records,
        "records_used": len(used),
        "records_rejected": int((~pd.Series(rejected["row"].unique()).isin(used)).sum()),
        "places_by_match": counts(brought.asked),
    }
    return replace(
        ladder,
        rejected=rejected.astype({"row": np.int64}).sort_values("row", kind="stable", ignore_index=True),
        audit=with_noted(found, brought.noted.assign(file=brought.file)),
        report=report,
    )


def _unplaced(events: pd.DataFrame, codes: np.ndarray, asked: pd.DataFrame) -> pd.DataFrame:
    """A finding for each event whose place is not used, with the reason of the matching."""
    status = np.append(asked["status"].to_numpy(object), "exact")[codes]
    rows = np.flatnonzero(np.isin(status.astype(str), list(OF_STATUS)))
    said = asked.iloc[codes[rows]]
    return pd.DataFrame(
        {
            "code": said["status"].map(OF_STATUS).to_numpy(object),
            "row": events["row"].to_numpy()[rows],
            "person_id": events["person_id"].to_numpy(object)[rows],
            "field": "place_id",
            "value": said["text"].where(said["text"].notna(), said["recorded_id"]).to_numpy(object),
            "explanation": said["reason"].to_numpy(object) + " The stop is kept without a position.",
        }
    )


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

"""What do records that somebody brings say of the places that we know? From a sheet and its mapping to what is built.

In: a sheet (routes.sheets), its mapping (routes.mapping), places (geodata.places) and decisions about places
(geodata.decisions). Out: events with the id of each place that is matched exactly or was decided. Every other place
keeps the words of the record and stays without position, so that no line is drawn to it. What is asked of places, and
told of them, is that of routes.asked; `asked` has the most frequent place first and `events`, how many events name it.
More records than memory holds are built by routes.parts.mapped.
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.decisions import read_decisions
from geodata.errors import DataError
from geodata.files import decode, read_bytes
from routes.asked import OF_STATUS, Answers, as_table, asked_of, contradicted, counts
from routes.audit import with_noted
from routes.build import Ladder, build
from routes.mapping import SIZE_LIMIT, Mapping, apply, loads
from routes.progress import SILENT, Progress
from routes.sheets import Sheet, read_sheet

TO_DECIDE = ("ambiguous", "likely", "none")  # statuses that a person can decide
SAYS_MORE = {  # code of the builder → codes that say why, where they are of the same cell
    "date_unreadable": ("date_impossible", "date_ambiguous"),
    "place_unknown": tuple(OF_STATUS.values()),
    "place_contradicts_event": ("place_contradicts_event",),
}


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
    answers = Answers.of(asked, places, decisions)
    events = answers.placed(applied.events, codes)
    events.attrs["sha256"] = sheet.sha256
    noted = [applied.noted, *answers.noted(events, codes), contradicted(applied.events)]
    asked = by_frequency(answers.asked, np.bincount(codes[codes >= 0], minlength=len(asked)))
    return Brought(events, pd.concat(noted, ignore_index=True), asked, len(sheet.table), sheet.file)


def bring_file(
    path: Path,
    mapping: str | Path,
    places: pd.DataFrame,
    decisions: str | Path | None = None,
    progress: Progress = SILENT,
) -> Brought:
    """The same of files: the records, their mapping, the decisions. DataError where one of them cannot be used."""
    said, ruled = read_said(mapping, decisions)
    return bring(read_sheet(path, path.name, said.file), said, places, ruled, progress)


def read_said(mapping: str | Path, decisions: str | Path | None) -> tuple[Mapping, pd.DataFrame | None]:
    """The mapping of a file, and the decisions of another. DataError where one of them cannot be used."""
    said = loads(decode(read_bytes(mapping, SIZE_LIMIT), mapping), str(mapping))
    return said, read_decisions(decisions) if decisions else None


def check_decisions(mapping: str | Path | None, decisions: str | Path | None) -> None:
    """DataError where a command is given decisions and no mapping that they could go with."""
    if decisions and not mapping:
        raise DataError("are used with a mapping alone", field="--decisions", remedy="give --mapping too")


def by_frequency(asked: pd.DataFrame, events: np.ndarray) -> pd.DataFrame:
    """The places with how many events name each, the most frequent first.

    >>> by_frequency(pd.DataFrame({"text": ["a", "b"]}), np.array([1, 2]))["text"].tolist()
    ['b', 'a']
    """
    asked = asked.assign(events=events)
    return asked.sort_values(["events", "text"], ascending=[False, True], kind="stable", ignore_index=True)


def built(brought: Brought, places: pd.DataFrame, **options) -> Ladder:
    """The ladder of these records (`options`: of routes.build.build), with what was left aside on the way to it."""
    ladder = build(brought.events, places, file=brought.file, **options)
    rejected = rejected_records(ladder.rejected["row"].to_numpy(), brought.events["row"].to_numpy())
    found = ladder.audit[~said_better(ladder.audit, cells_told(brought.noted))]
    return replace(
        ladder,
        audit=with_noted(found, brought.noted.assign(file=brought.file)),
        report={**ladder.report, **report_of(brought.records, rejected, brought.asked)},
    )


def report_of(records: int, rejected: int, asked: pd.DataFrame) -> dict:
    """What is reported of records beside what the builder reports of events.

    A record that gives several events is used when one of them is; each of them gives one at least.
    """
    return {
        "records_read": records,
        "records_used": records - rejected,
        "records_rejected": rejected,
        "places_by_match": counts(asked),
    }


def rejected_records(rejected: np.ndarray, rows: np.ndarray) -> int:
    """Of how many records every event was rejected; both are rows of the file, one entry an event.

    >>> rejected_records(np.array([2, 3, 3]), np.array([2, 2, 3, 3, 4]))
    1
    """
    lost, counted = np.unique(rejected, return_counts=True)
    all_rows, events = np.unique(rows[np.isin(rows, lost)], return_counts=True)
    return int((counted == events[np.searchsorted(all_rows, lost)]).sum())


def cells_told(noted: pd.DataFrame) -> dict[tuple[str, str], np.ndarray]:
    """`(code of the builder, field)` → rows of which something says more than the builder does of that cell.

    >>> noted = pd.DataFrame({"code": ["date_impossible", "date_far_off"], "field": "arrival", "row": [7, 8]})
    >>> cells_told(noted)
    {('date_unreadable', 'arrival'): array([7])}
    """
    told = {}
    for code, codes in SAYS_MORE.items():
        known = noted[noted["code"].isin(codes)]
        told |= {(code, field): rows.to_numpy() for field, rows in known.groupby("field", sort=False)["row"]}
    return told


def said_better(found: pd.DataFrame, told: dict[tuple[str, str], np.ndarray]) -> np.ndarray:
    """Findings of the builder of which it is known why: one finding of a cell is enough."""
    better = np.zeros(len(found), bool)
    for (code, field), rows in told.items():
        same = np.flatnonzero((found["code"] == code).to_numpy() & (found["field"] == field).to_numpy())
        better[same] = found["row"].iloc[same].astype(np.int64).isin(rows)
    return better


def matches(brought: Brought) -> pd.DataFrame:
    """The places that the records name, as a table to read."""
    return as_table(brought.asked)

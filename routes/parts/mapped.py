"""How are many records built that a mapping reads? Piece by piece on the disk, matched once, then as any others.

    sheets ──mapping──▶ events on the disk, what they ask ──matching──▶ chunks (routes.parts.sources) ──▶ any engine

Where a row is an event, the mapping reads each row by itself, and one piece of the sheet is held at a time. In the
other shapes all rows of a person number their events, so the sheet is read whole. Places are matched once, from the
distinct places of all pieces. The files are those of routes.brought.built, written in one piece.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from os import listdir, rename
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from geodata.tables import TEXT
from routes.asked import Answers, as_table, asked_of, asked_together, contradicted
from routes.brought import by_frequency, rejected_records, report_of
from routes.folder import whole, work_folder
from routes.mapping import Mapping, apply
from routes.mapping.applying import LEFT_OUT, left_out
from routes.output import write_csv, write_report
from routes.parts.joining import Figures
from routes.parts.sources import CHUNK_ROWS, Source
from routes.parts.told import Told, records
from routes.progress import SILENT, Progress
from routes.sheets import Sheet, read_sheet, read_sheets

MATCHES = "matches.csv"
# What is told, in this order: columns that are left out, what the mapping met, what was matched, what contradicts it.
OF_COLUMNS, OF_MAPPING, OF_MATCHING, OF_EVENTS = 0, 1, 2, 9


@dataclass(frozen=True)
class Piece:
    """Events on the disk, each with the number of its place in `asked`, and how many events name each of these."""

    path: Path
    asked: pd.DataFrame
    named: np.ndarray

    @staticmethod
    def of(events: pd.DataFrame, path: Path) -> "Piece":
        """Lay events down."""
        codes, asked = asked_of(events)
        cells = pa.Table.from_pandas(events, preserve_index=False)
        cells = cells.add_column(0, "", pa.array(codes))
        with pa.ipc.new_file(path, cells.schema) as file:
            file.write_table(cells)
        return Piece(path, asked, np.bincount(codes[codes >= 0], minlength=len(asked)))

    def read(self, names: Iterable[str] | None = None) -> tuple[pd.DataFrame, np.ndarray]:
        """`(events, numbers of their places)`, with these columns alone or with all."""
        return _read(self.path, names)


@dataclass(frozen=True)
class Placed:
    """A chunk (routes.parts.sources): events on the disk, and the ids of the places of their piece, None at the end."""

    path: Path
    ids: np.ndarray

    def tables(self) -> Iterator[pd.DataFrame]:
        """See routes.parts.sources.Chunk."""
        events, codes = _read(self.path)
        yield events.assign(place_id=self.ids[codes])


def _read(path: Path, names: Iterable[str] | None = None) -> tuple[pd.DataFrame, np.ndarray]:
    with pa.OSFile(str(path)) as file:
        schema = pa.ipc.open_file(file).schema
        kept = None if names is None else [0, *map(schema.get_field_index, names)]
        cells = pa.ipc.open_file(file, options=pa.ipc.IpcReadOptions(included_fields=kept)).read_all()
    events = cells.remove_column(0).to_pandas(types_mapper=dict.fromkeys((pa.string(), pa.large_string()), TEXT).get)
    return events, cells.column(0).to_numpy()


def sheets_of(path: Path, mapping: Mapping) -> Iterator[Sheet]:
    """A file in pieces that this mapping can read each by itself."""
    if mapping.shape == "long":
        return read_sheets(path, path.name, mapping.file, rows=CHUNK_ROWS)
    return iter([read_sheet(path, path.name, mapping.file)])


def build_mapped(
    sheets: Iterable[Sheet],
    mapping: Mapping,
    places: pd.DataFrame,
    folder: Path,
    run: Callable[[Source, Path], Figures],
    *,
    decisions: pd.DataFrame | None = None,
    progress: Progress = SILENT,
) -> Figures:
    """Build the events that a mapping makes of pieces of a sheet into a folder; `run` builds a source into a folder."""
    with whole(folder) as draft:
        work = work_folder(draft)
        found = _Found(mapping, work)
        found.read(sheets, progress)
        asked, source = found.matched(places, decisions, progress)
        inner = work / "built"
        figures = run(source, inner)
        report = figures.report | report_of(found.records, found.rejected(figures, inner), asked)
        severities = found.told.put(inner / "audit.csv", figures.severities)
        write_report(report, inner)
        write_csv(as_table(asked), inner / MATCHES)
        for name in listdir(inner):
            rename(inner / name, draft / name)
    return Figures(report, severities)


class _Found:
    """The events of the pieces of a sheet, and what was met on the way."""

    def __init__(self, mapping: Mapping, folder: Path):
        self.mapping, self.folder = mapping, folder
        self.pieces: list[Piece] = []
        self.records, self.events = 0, 0
        self.filled = dict.fromkeys(mapping.left_out, 0)  # cells that say something

    def read(self, sheets: Iterable[Sheet], progress: Progress) -> None:
        """All pieces; none of them is held afterwards."""
        for sheet in sheets:
            progress("reading", self.records)
            self._add(sheet)

    def _add(self, sheet: Sheet) -> None:
        if not self.pieces:
            self.sheet, self.told = replace(sheet, table=None), Told(self.folder, sheet.file)
        applied = apply(self.mapping, sheet)
        self.records += len(sheet.table)
        self.events += len(applied.events)
        for name in self.filled:
            self.filled[name] += int(sheet.table[name].notna().sum())
        self.told.add(OF_MAPPING, applied.noted[applied.noted["code"] != LEFT_OUT])
        self.told.add(OF_EVENTS, contradicted(applied.events))
        for start in range(0, max(len(applied.events), 1), CHUNK_ROWS):
            path = self.folder / f"events-{len(self.pieces):06d}.arrow"
            self.pieces.append(Piece.of(applied.events[start : start + CHUNK_ROWS], path))

    def matched(self, places, decisions, progress: Progress) -> tuple[pd.DataFrame, Source]:
        """The places that were asked, and the events with the ids of theirs."""
        progress("matching", 0, self.events)
        codes, asked = asked_together([piece.asked for piece in self.pieces])
        answers = Answers.of(asked, places, decisions)
        self.told.add(OF_COLUMNS, left_out(self.filled, self.sheet.understood.header or 0))
        for piece, own in zip(self.pieces, codes, strict=True):
            progress("matching", 0, self.events)
            if answers.tell_of(own):
                events, local = piece.read(["row", "person_id"])
                for number, noted in enumerate(answers.noted(events, np.append(own, -1)[local])):
                    self.told.add(OF_MATCHING + number, noted)
        named = np.bincount(
            np.concatenate(codes), np.concatenate([piece.named for piece in self.pieces]), minlength=len(asked)
        )
        chunks = tuple(Placed(piece.path, np.append(answers.ids[own], None))
                       for piece, own in zip(self.pieces, codes, strict=True))  # fmt: skip
        source = Source(chunks, self.sheet.file, self.sheet.sha256, self.events)
        return by_frequency(answers.asked, named.astype(np.int64)), source

    def rejected(self, figures: Figures, folder: Path) -> int:
        """How many records were rejected."""
        if self.events == self.records:  # each gives one event
            return figures.report["events_rejected"]
        with (folder / "rejected.csv").open(encoding="utf-8", newline="\n") as file:
            head, *cells = csv.reader(records(file))
        rows = np.array([each[head.index("row")] for each in cells], dtype=np.int64)
        return rejected_records(rows, np.concatenate([piece.read(["row"])[0]["row"] for piece in self.pieces]))

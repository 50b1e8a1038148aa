"""What is told of records before the builder sees them: findings that wait on the disk for those of the builder.

They come piece by piece and are put behind the findings of the builder kind after kind, as routes.brought.built has
them; what the builder says of a cell of which they say more is taken out.
"""

import csv
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from routes.audit import with_noted
from routes.brought import SAYS_MORE, cells_told, said_better
from routes.output import CsvFile
from routes.parts.joining import SEVERITIES
from routes.parts.local import place_findings

HELD = 50_000  # findings of the builder that are looked at together


class Told:
    """Findings of a file, by kind: whole numbers, in the order in which the kinds are put down."""

    def __init__(self, folder: Path, file: str):
        self.folder, self.file = folder, file
        self.files: dict[int, CsvFile] = {}
        self.cells: dict[tuple[str, str], list[np.ndarray]] = {}
        self.severities: Counter = Counter()

    def add(self, kind: int, noted: pd.DataFrame) -> None:
        """Further findings of a kind, as routes.audit.with_noted takes them."""
        if noted.empty:
            return
        table = with_noted(place_findings(None), noted.assign(file=self.file))
        if kind not in self.files:
            self.files[kind] = CsvFile(self._path(kind), further=True)
        self.files[kind].add(table)
        self.severities.update(table["severity"])
        for cell, rows in cells_told(noted).items():
            self.cells.setdefault(cell, []).append(rows)

    def put(self, audit: Path, severities: dict[str, int]) -> dict[str, int]:
        """All of them behind the findings of the builder in audit.csv; of what severity they are then together."""
        cells = {cell: np.concatenate(rows) for cell, rows in self.cells.items()}
        taken = _take_out(audit, cells) if cells else Counter()
        for file in self.files.values():
            file.close()
        with audit.open("ab") as to:
            for kind in sorted(self.files):
                with self._path(kind).open("rb") as piece:
                    shutil.copyfileobj(piece, to)
        return {name: severities[name] - taken[name] + self.severities[name] for name in SEVERITIES}

    def _path(self, kind: int) -> Path:
        return self.folder / f"told-{kind:02d}.csv"


def _take_out(audit: Path, cells: dict[tuple[str, str], np.ndarray]) -> Counter:
    """Take the findings of these cells out of audit.csv; how many there were of each severity."""
    left, taken = audit.with_name(f".{audit.name}"), Counter()
    with audit.open(encoding="utf-8", newline="\n") as file, left.open("w", encoding="utf-8", newline="") as to:
        found = records(file)
        head = next(found)
        to.write(head)
        columns = head.rstrip("\n").split(",")
        while held := list(islice(found, HELD)):
            at = [n for n, text in enumerate(held) if text.partition(",")[0] in SAYS_MORE]
            table = pd.DataFrame(list(csv.reader(held[n] for n in at)), columns=columns, dtype=object)
            better = said_better(table, cells)
            taken.update(table["severity"][better])
            gone = {at[n] for n in np.flatnonzero(better)}
            to.writelines(text for n, text in enumerate(held) if n not in gone)
    os.replace(left, audit)
    return taken


def records(file) -> Iterator[str]:
    r"""The records of a CSV file of ours as they stand, with their line ends; a file opened with newline="\n".

    >>> import io
    >>> list(records(io.StringIO('a,"b\nc"\nd,e\n')))
    ['a,"b\nc"\n', 'd,e\n']
    """
    held, quotes = [], 0
    for line in file:
        held.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            yield "".join(held)
            held, quotes = [], 0

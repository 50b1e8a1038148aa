"""What does a visitor do with records of their own? One work a visit: file, mapping, places, decisions, result.

It lives in the memory of this visit. Nothing of it is written to the disk, and nothing is told to anybody else; when
the visit ends, or the visitor says so, it is gone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import pandas as pd

from geodata import decisions as deciding
from geodata.files import decode
from geodata.places import joined, parse_place_file
from layers.manifest import PLACES, RECORDS, Input
from routes.brought import Brought, bring, built
from routes.build import Ladder
from routes.mapping import Mapping, dumps, loads, problems, propose
from routes.mapping.reshaping import reshaped
from routes.progress import Progress
from routes.sheets import Choices, Sheet, read_sheet
from views.beside import Jobs, at_once

WORK = "yours_work"  # where the session of a visit has its Work
SEVERITIES = ("error", "warning", "note")
OPENING, PROPOSING = ("opening",), ("proposing",)  # stages of what is made
MAKING = ("reading", "matching", "building")


@dataclass
class Places:
    """Files of places that the visitor brought: `(name, bytes)` each, and what they hold."""

    files: tuple[tuple[str, bytes], ...]
    table: pd.DataFrame
    problems: pd.DataFrame

    @property
    def inputs(self) -> list[Input]:
        """For a manifest."""
        return [Input(PLACES, name, sha256(data).hexdigest()) for name, data in self.files]


@dataclass
class Result:
    """What came of it, and of what: the same `made_of`, the same result."""

    made_of: tuple
    brought: Brought
    ladder: Ladder

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What the audit found, the gravest first."""
        found = self.ladder.audit
        return found.iloc[found["severity"].map(SEVERITIES.index).argsort(kind="stable")]


@dataclass
class Work:
    """The file as given, and all that was said of it so far.

    ``run``, where a method takes it, makes what takes long (views/beside.py); only here is put down what it made.
    """

    name: str
    data: bytes
    choices: Choices = field(default_factory=Choices)
    decisions: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=deciding.COLUMNS))
    places: Places | None = None
    mapping: Mapping | None = None
    jobs: Jobs = field(default_factory=Jobs)
    _proposal: Mapping | None = None  # what the file suggested; as long as it is the mapping, nobody has said another
    _sheet: Sheet | None = None
    _result: Result | None = None

    def sheet(self, run: Callable = at_once) -> Sheet:
        """The table in the file; Unclear where something must be chosen first, DataError where it cannot be read."""
        if self._sheet is None:
            told = self.data, self.name, self.choices
            self._sheet = run(told[1:], OPENING, lambda _: read_sheet(*told))
        return self._sheet

    def choose(self, choices: Choices) -> None:
        """Say how the file is to be read; what was made of it otherwise is forgotten."""
        if choices != self.choices:
            self._reset(choices)

    def proposed(self, places: pd.DataFrame, run: Callable = at_once) -> Mapping:
        """The mapping: the one that was said, else what the file suggests."""
        if self.mapping is None:
            sheet = self.sheet(run)
            told = (id(sheet), id(places))
            self.mapping = self._proposal = run(told, PROPOSING, lambda _: propose(sheet, places))
        return self.mapping

    def use_mapping(self, data: bytes, name: str) -> None:
        """Take a saved mapping, and read the file as it says. MappingFault where it cannot be used."""
        mapping = loads(decode(data, name), name)
        self._reset(mapping.file)
        self.mapping = mapping

    def use_decisions(self, data: bytes, name: str) -> None:
        """Take decisions that were saved, besides those that were made here."""
        self.decisions = deciding.added(self.decisions, deciding.parse_decisions(data, name))

    def forget_decisions(self) -> None:
        """Nothing is decided."""
        self.decisions = pd.DataFrame(columns=deciding.COLUMNS)

    def use_places(self, places: "Places | None") -> None:
        """Match with these places, None for those of the server; what was proposed with others is proposed again."""
        self.places, self._result = places, None
        if self.mapping is self._proposal:
            self.mapping = None

    def in_shape(self, shape: str) -> Mapping:
        """The mapping for a table of that shape: the proposal where it is of that shape, else what still holds."""
        if self._proposal is not None and self._proposal.shape == shape:
            return self._proposal
        return reshaped(self.mapping, shape, self.sheet())

    def read_anew(self) -> None:
        """Read the file as if nothing had been said of how to."""
        self._reset(Choices())

    def _reset(self, choices: Choices) -> None:
        if choices != self.choices:
            self._sheet = None
        self.choices, self.mapping, self._proposal, self._result = choices, None, None, None

    def faults(self) -> list:
        """What keeps the mapping from being used, a sentence each."""
        return problems(self.mapping, self.sheet())

    def result(
        self, places: pd.DataFrame, place_problems: pd.DataFrame | None, at: str, run: Callable = at_once
    ) -> Result:
        """The records as built; `at` names the state of the server's places. Made once for the same input."""
        made_of = self.made_of(at)
        if self._result is None or self._result.made_of != made_of:
            told = self.sheet(), self.mapping, places, self.decisions

            def make(progress: Progress) -> Result:
                brought = bring(*told, progress)
                progress("building", 0, len(brought.events))
                return Result(made_of, brought, built(brought, places, place_problems=place_problems))

            self._result = run(made_of, MAKING, make)
        return self._result

    def made_of(self, at: str) -> tuple:
        """Of what the result is made: the same, the same result."""
        return self.sheet().sha256, dumps(self.mapping), deciding.as_bytes(self.decisions), at, id(self.places)

    def inputs(self, of_server: list[Input]) -> list[Input]:
        """Of what the records are made, for a manifest."""
        places = self.places.inputs if self.places else of_server
        return [Input(RECORDS, self.name, self.sheet().sha256), *places]


def read_places(files: list[tuple[str, bytes]]) -> Places:
    """The places of files that a visitor brings; DataError where one is none.

    >>> read_places([("mine.csv", b"id,lon,lat\\na,129.5,42\\n")]).table["place_id"].tolist()
    ['a']
    """
    table, faults = joined((name, *parse_place_file(data, name)) for name, data in files)
    return Places(tuple(files), table, faults)

"""Where do the corrections of places lie, and is each that was acknowledged there for good?

A folder: `journal.jsonl` (geodata.journal), `base/…` (geodata.corrections.base), the GeoJSON files rebuilt from both
(geodata.corrections.rebuilt), `lock`, `settings.toml`. It is made at the first correction, not by looking.

A correction is acknowledged when its line is on the disk (fsync). Then the rebuilt files are replaced; where that
fails, the line stands, and `warning` tells. Many threads may share one Store, and many processes one folder.

At the start a torn line is cut off and kept in `journal.torn-N`, and `repaired` tells. A journal with any other fault
is never mended by itself: nothing more is recorded, `damaged` names the line, and the places are shown as whoever knows
more lines has them: the good lines of the journal, or the rebuilt files, which hold every acknowledged correction.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from geodata.corrections import base, changes, fields, rebuilt, settings, update
from geodata.corrections.disk import Disk, NotRecorded
from geodata.corrections.keeping import Kept
from geodata.corrections.review import Conflict, in_words
from geodata.corrections.state import State
from geodata.corrections.verify import faults, held
from geodata.errors import DataError
from geodata.journal import FILE, Entry
from geodata.places import BUNDLED, DATA

__all__ = ["Conflict", "NotRecorded", "Store", "folder_for"]

CORRECTIONS = Path(__file__).resolve().parent.parent / "corrections"


def folder_for(files: Iterable[str | Path] = ()) -> Path:
    """The folder of corrections of these files; without files, of the bundled ones.

    >>> folder_for(["x/camps.geojson", "y.csv"]).name
    'camps-y'
    """
    return CORRECTIONS / ("-".join(Path(file).stem for file in files) or "bundled")


class Store:
    """The corrections in one folder."""

    def __init__(self, folder: Path, files: list[Path], disk: Disk):
        self.folder, self._files = folder, files
        self._kept = Kept(folder, lambda: base.read(self._base_paths()), disk)
        self._compared: tuple[object, bool] = (None, False)

    @classmethod
    def open(cls, folder: str | Path, files: Iterable[str | Path] | None = None, disk: Disk | None = None) -> "Store":
        """The store in a folder. `files` are those that it begins from where nothing is recorded yet; none: the bundled
        ones. DataError where they cannot be read."""
        return cls(Path(folder), [Path(file) for file in files or ()], disk or Disk())

    # What is known.

    @property
    def repaired(self) -> str | None:
        """A sentence where the start mended something."""
        return self._kept.repaired

    @property
    def warning(self) -> str | None:
        """A sentence where all is recorded and something else is amiss."""
        return self._kept.warning

    @property
    def damaged(self) -> str | None:
        """A sentence where the journal is damaged: then nothing more is recorded."""
        return self._kept.damaged

    @property
    def settings(self) -> settings.Settings:
        """The rules, as `settings.toml` has them now."""
        return settings.read(self.folder)

    @property
    def begun(self) -> bool:
        """Whether anything is recorded."""
        return self.version_of_all > 0

    @property
    def version_of_all(self) -> int:
        """The number of the last line, also where another process wrote it; 0 while nothing is recorded."""
        with self._fresh() as state:
            return state.lines

    @property
    def head(self) -> str | None:
        """The hash of the last line: who keeps it elsewhere can tell later that nothing before it was rewritten."""
        with self._fresh() as state:
            return state.head if state.lines else None

    @property
    def paths(self) -> list[Path]:
        """The rebuilt files; the base files themselves while nothing is recorded."""
        with self._fresh() as state:
            return self._paths(state)

    @property
    def changed_base(self) -> bool:
        """Whether the files that were named are others than those that the store stands on."""
        with self._fresh() as state:
            names = [file.name for file in state.base.files]
            if not state.lines or (not self._files and names != list(BUNDLED)):
                return False
            marks = state.base, [rebuilt.mark(path) for path in self._base_paths()]
            if self._compared[0] != marks:
                self._compared = marks, base.hashes(state.base) != base.hashes(base.read(self._base_paths()))
            return self._compared[1]

    def places(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """`(places, problems)` as geodata.places gives them, with every correction in force."""
        with self._fresh() as state:
            parts, paths = state.parts(), self._paths(state)
        tables, problems = zip(*(part.table(str(path)) for part, path in zip(parts, paths, strict=True)), strict=True)
        return pd.concat(tables, ignore_index=True), pd.concat(problems, ignore_index=True)

    def documents(self) -> list[dict]:
        """The GeoJSON documents with every correction in force. Shared: to be looked at, not to be changed."""
        with self._fresh() as state:
            return [collection.document() for collection in state.collections]

    def feature(self, place_id: str) -> dict:
        """The feature of a place as corrected so far; DataError where there is none."""
        with self._fresh() as state:
            return state.copy_of(place_id)

    def version(self, place_id: str) -> int:
        """The number of the line that last touched a place; 0 while none has."""
        with self._fresh() as state:
            return state.review.version(place_id)

    def history(self, place_id: str) -> list[Entry]:
        """Every line about a place, oldest first; DataError for a place that never was."""
        with self._fresh() as state:
            entries = state.review.history(place_id)
            if not any(entry.place == place_id for entry in entries):
                state.feature(place_id)
            return entries

    def entry(self, number: int) -> Entry:
        """One line."""
        with self._fresh() as state:
            if not 1 <= number <= state.lines:
                raise DataError(f"there is no line {number}; the last is {state.lines}", file=self.folder / FILE)
            return state.review.entries[number - 1]

    def pending(self, place_id: str | None = None) -> list[Entry]:
        """The proposals that wait for a decision, oldest first."""
        with self._fresh() as state:
            return state.review.pending(place_id)

    def preview(self, place_id: str, values: Mapping[str, object], source: dict | str | None = None,
                reason: str | None = None) -> dict:  # fmt: skip
        """The feature as it would be with these values; DataError where one is not right. Nothing is recorded."""
        with self._fresh() as state:
            told, why = fields.source(source), _words("reason", reason)
            made = changes.listed(place_id, state.feature(place_id), values, told, why=why, today=_today())
            return changes.with_values(state.copy_of(place_id), {change["field"]: change["new"] for change in made})

    def verify(self) -> list[DataError]:
        """What is wrong in the folder, each with file and line: a byte that was changed, a line that is missing, a
        rebuilt file that is not what base and journal make."""
        return faults(held(self.folder, self._kept.disk))

    # What is done. Each returns the recorded line, or raises: DataError (not right), Conflict, NotRecorded.

    def propose(self, place_id: str, values: Mapping[str, object], *, who: str, source: dict | str | None = None,
                reason: str | None = None, version: int | None = None) -> Entry:  # fmt: skip
        """Propose values for fields of a place (geodata.corrections.fields). What follows from a new position, such as
        its source among the place's sources, is proposed with it (geodata.corrections.changes.completed).

        `version` is that of the place when the person began; Conflict where somebody touched it since.
        """

        def make(state: State) -> dict:
            came = [] if version is None else state.review.since(place_id, version)
            if came:
                raise Conflict(f"was touched since you began: {'; '.join(map(in_words, came))}", came, file=place_id,
                               remedy="look at it as it is now, and propose again what still holds")  # fmt: skip
            told, why = fields.source(source), _words("reason", reason)
            made = changes.listed(place_id, state.feature(place_id), values, told, why=why, today=_today())
            if not told and not why:
                raise DataError("needs a source or a reason", file=place_id, field="reason",
                                remedy="say from where it is known")  # fmt: skip
            return {"place": place_id, "changes": made, "source": told, "reason": why}

        return self._record("propose", who, make)

    def accept(self, number: int, *, who: str, comment: str | None = None) -> Entry:
        """Put a proposal in force; Conflict where the place is not any more as the proposer saw it."""

        def make(state: State) -> dict:
            proposal = self._decidable(state, number, who)
            made = state.review.acceptable(proposal, state.feature(proposal.place))
            return {"place": proposal.place, "changes": made, "comment": _words("comment", comment), "of": number}

        return self._record("accept", who, make)

    def decline(self, number: int, *, who: str, comment: str | None = None) -> Entry:
        """Turn a proposal down, with a word why."""

        def make(state: State) -> dict:
            proposal = self._decidable(state, number, who)
            return {"place": proposal.place, "comment": _words("comment", comment, needed=True), "of": number}

        return self._record("decline", who, make)

    def withdraw(self, number: int, *, who: str, comment: str | None = None) -> Entry:
        """Take back what one proposed oneself."""

        def make(state: State) -> dict:
            proposal = state.review.waiting(number)
            if not settings.one_person(proposal.who, who):
                raise DataError(f"line {number} was proposed by {proposal.who}, who alone may withdraw it",
                                remedy="decline it instead")  # fmt: skip
            return {"place": proposal.place, "comment": _words("comment", comment), "of": number}

        return self._record("withdraw", who, make)

    def undo(self, number: int, *, who: str, reason: str) -> Entry:
        """Undo an accepted correction, or an undo; of a proposal that still waits, withdraw it."""
        with self._fresh() as state:
            proposal = state.review.proposals.get(number)
        if proposal and proposal.answer is None:
            return self.withdraw(number, who=who, comment=reason)

        def make(state: State) -> dict:
            place, made, last = state.undone(number)
            return {"place": place, "changes": made, "reason": _words("reason", reason, needed=True), "of": last}

        return self._record("undo", who, make)

    def update(self, files: Iterable[str | Path], *, who: str) -> list[update.Difference]:
        """Stand on a newer version of the files. Every correction stays in force; what a person must look at is
        returned. Nothing is recorded where the files are those of before, or no correction is recorded yet."""
        newer, found = base.read(files), []

        def make(state: State) -> dict:
            found[:] = update.differences(state, newer)
            return newer.members()

        with self._fresh() as state:
            if not state.lines or base.hashes(state.base) == base.hashes(newer):
                return []
            if len(newer.files) < len(state.base.files):
                raise DataError(f"stands on {len(state.base.files)} files; fewer are named now",
                                file=self.folder, remedy="name all of them")  # fmt: skip
        self._record("base", who, make, newer)
        return found

    # How it is done.

    def _record(self, kind: str, who: str, make: Callable[[State], dict], newer: base.Base | None = None) -> Entry:
        return self._kept.record(kind, fields.who(who), make, newer)

    def _fresh(self) -> AbstractContextManager[State]:
        return self._kept.fresh()

    def _paths(self, state: State) -> list[Path]:
        in_store = state.lines or self._kept.from_rebuilt
        return [self.folder / file.made for file in state.base.files] if in_store else self._base_paths()

    def _base_paths(self) -> list[Path]:
        return self._files or [DATA / name for name in BUNDLED]

    def _decidable(self, state: State, number: int, who: str) -> Entry:
        proposal = state.review.waiting(number)
        if self.settings.second_person and settings.one_person(proposal.who, who):
            raise DataError(
                f"line {number} was proposed by {proposal.who}; another person has to decide",
                remedy=f"ask one, or set second_person = false in {self.folder / settings.FILE} if you work alone",
            )
        return proposal


def _words(field: str, value: str | None, needed: bool = False) -> str | None:
    """A text that somebody gives with a correction."""
    told = fields.checked_text(field, value)
    if needed and not told:
        raise DataError("must not be empty", field=field, remedy="say why")
    return told


def _today() -> str:
    return datetime.now(UTC).date().isoformat()

"""How does what is in memory keep step with the folder of a store, and how does a line get there durably?

One `Kept` belongs to a Store. All threads go through its mutex, all processes through the lock in the folder. Nothing
is taken into memory that was not read or written under that lock: what another process has not finished is never seen.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from geodata import journal
from geodata.corrections import rebuilt, settings, starting
from geodata.corrections.base import Base
from geodata.corrections.disk import Disk, NotRecorded, not_recorded
from geodata.corrections.state import State
from geodata.errors import DataError
from geodata.journal import Entry


class Kept:
    """The state of a store in memory. `begins_from` gives the base for as long as nothing is recorded."""

    def __init__(self, folder: Path, begins_from: Callable[[], Base], disk: Disk):
        self.folder, self.disk, self._begins_from = folder, disk, begins_from
        self.journal = folder / journal.FILE
        self._mended: str | None = None
        self._aside: str | None = None
        self.warning: str | None = None
        self.damaged: str | None = None
        self._mutex, self._held = threading.RLock(), False
        self._known: dict[str, tuple] = {}  # marks of the rebuilt files as they were made here
        self.from_rebuilt = False  # damaged, and the rebuilt files are shown
        self._end = 0  # bytes of the journal that were taken in
        self._mark: tuple | None = None  # of the journal as it was then
        self._state: State | None = None
        with self._mutex:
            self._load()

    @property
    def repaired(self) -> str | None:
        """What was mended since the start, in sentences."""
        return " ".join(filter(None, (self._mended, self._aside))) or None

    @contextlib.contextmanager
    def fresh(self) -> Iterator[State]:
        """The state with all that is recorded by now; nobody else touches it meanwhile."""
        with self._mutex:
            self._refresh()
            yield self._state

    @contextlib.contextmanager
    def locked(self, exclusive: bool = True) -> Iterator[None]:
        """Keep other processes and threads out."""
        with self._mutex:
            if self._held:  # by this thread; a second lock of the same file would wait for the first
                yield
                return
            with self.disk.lock(self.folder, exclusive):
                self._held = True
                try:
                    yield
                finally:
                    self._held = False

    def record(self, kind: str, who: str, make: Callable[[State], dict], newer: Base | None = None) -> Entry:
        """Record the line that `make` gives for the state as it then is. On return it is on the disk."""
        with self.fresh() as state:
            if not state.lines and not self.damaged:
                make(state)  # what cannot be recorded makes no folder
            try:
                self.disk.mkdir(self.folder)
            except OSError as error:
                raise not_recorded(self.folder, error) from error
            with self.locked():
                self._refresh(writing=True)
                if self.damaged:
                    raise NotRecorded(f"nothing was recorded, because the journal is damaged: {self.damaged}")
                members = make(self._state)
                try:
                    if not self._state.lines:
                        self._begin(who)
                    if newer is not None:
                        newer.write(self.disk, self.folder)
                except OSError as error:
                    raise not_recorded(self.folder, error) from error
                entry = self._append(kind, who, members)
                self._state.add(entry, newer)
                self._rebuild()
        return entry

    def _begin(self, who: str) -> None:
        """Make the folder what a store is: the copies of the base, the settings, and the first line."""
        base = self._state.base
        base.write(self.disk, self.folder)
        if not (self.folder / settings.FILE).exists():
            self.disk.replace(self.folder / settings.FILE, settings.TEXT.encode())
        self.disk.create(self.journal)
        self._state.add(self._append("base", who, base.members()))

    def _append(self, kind: str, who: str, members: dict) -> Entry:
        n, head = self._state.lines + 1, self._state.head
        data = journal.line({"n": n, "time": journal.now(), "kind": kind, "who": who, **members, "previous": head})
        entry = journal.parse(data[:-1], str(self.journal), n, head)  # what could not be read is not written
        try:
            self.disk.append(self.journal, data, self._end)
        except BaseException:
            self._mark = ()  # what the file holds now is not known from memory
            raise
        self._end += len(data)
        self._mark = rebuilt.mark(self.journal)
        return entry

    def _rebuild(self) -> None:
        aside, self.warning = rebuilt.made_again(self.folder, self._state, self.disk, self._known)
        self._aside = aside or self._aside

    def _refresh(self, writing: bool = False) -> None:
        """Take in what other processes recorded. For writing, the journal must end where its last line does."""
        mark = rebuilt.mark(self.journal)
        if mark != self._mark:
            grown = mark and self._mark and mark[0] == self._mark[0] and mark[1] > self._end > 0
            if self.damaged or not grown or not self._take_in():
                self._load()
        if writing and not self.damaged and not self._ends_well():
            self._load()
            if not self.damaged and not self._ends_well():
                raise NotRecorded(f"nothing was recorded. {self.warning}", file=self.journal)

    def _ends_well(self) -> bool:
        """Whether nothing lies behind the last line: a new one would be written into it."""
        mark = rebuilt.mark(self.journal)
        return (mark[1] if mark else 0) == self._end

    def _take_in(self) -> bool:
        """Read the lines that were added; whether that is all there is to do."""
        with self.locked(exclusive=False):
            mark = rebuilt.mark(self.journal)
            data = self.disk.read(self.journal, self._end)
            reading = journal.read(data, str(self.journal), self._state.lines, self._state.head)
            if reading.fault or any(entry.kind == "base" for entry in reading.entries):
                return False
            if self._what_is_left(reading, self._state.lines + len(reading.entries)) == "damaged":
                return False
            try:
                for entry in reading.entries:
                    self._state.add(entry)
            except DataError:
                return False
            self._end += reading.end
            self._mark = mark
            return True

    def _what_is_left(self, reading: journal.Reading, after: int) -> str:
        head = reading.entries[-1].hash if reading.entries else self._state.head
        return journal.what_the_tail_is(reading.tail, str(self.journal), after, head)

    def _load(self) -> None:
        """Read everything anew, and mend what a killed writer left, where that is possible."""
        ready = starting.prepared(self.folder, self.disk) if self.journal.exists() else None
        with contextlib.ExitStack() as stack:
            mending = self._held or (self.journal.exists() and self._lock_somehow(stack))
            mark, lines = rebuilt.mark(self.journal), self._state.lines if self._state else 0
            found = starting.found(self.folder, self.disk, self._begins_from, ready, lines)
            self._state, self._end, self.from_rebuilt = found.state, found.end, found.from_rebuilt
            self.damaged, self._known = str(found.fault) if found.fault else None, {}
            if mending and not found.fault:
                self._mend(found)
                mark = rebuilt.mark(self.journal)
            self._mark = mark

    def _lock_somehow(self, stack: contextlib.ExitStack) -> bool:
        try:
            stack.enter_context(self.locked())
        except NotRecorded:  # a folder that may only be read
            stack.enter_context(self.locked(exclusive=False))
            return False
        return True

    def _mend(self, found: starting.Found) -> None:
        if found.kind != "nothing":
            try:
                self._end, self._mended = starting.mended(self.folder, self.disk, found)
            except (OSError, NotRecorded) as error:
                self.warning = f"The end of {journal.FILE} needs mending, and that failed: {error}"
                return
        if self._state.lines:
            self._rebuild()

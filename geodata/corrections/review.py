"""Which corrections wait for a decision, which are in force, and who changed what? The lines of a journal, in order.

A *proposal* waits until it is accepted, declined or withdrawn. An acceptance puts its changes *in force*; an undo takes
them out again, and an undo of that undo puts them back, on top. A field of a place has a stack of the changes in force;
its value is what they lead to, one after the other, from the value of the base (geodata.corrections.changes).
So a newer base can be put below them, and an undo leads back to whatever lies below.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.corrections.changes import added, rebased, same, value_of, with_values
from geodata.errors import DataError, printable
from geodata.journal import FROM_A_COPY, Entry, Reading

DID = {
    "base": "brought a newer version of the files",
    "propose": "proposed",
    "accept": "accepted",
    "decline": "declined",
    "withdraw": "withdrew",
    "undo": "undid",
}


class Conflict(DataError):
    """Somebody else was there first; `entries` are the lines that came in between."""

    def __init__(self, reason: str, entries: Iterable[Entry] = (), **told):
        self.entries = tuple(entries)
        super().__init__(reason, **told)


@dataclass(slots=True)
class Proposal:
    """A proposal: its line, and the line that answered it (None while it waits)."""

    entry: Entry
    answer: Entry | None = None


@dataclass(slots=True)
class Correction:
    """What an acceptance brought: its line, the last line that put it in force or took it out, and which it was."""

    entry: Entry
    last: Entry
    in_force: bool = True


class Review:
    """The lines so far. `stacks`: place → field → the corrections in force with their change, the earliest first."""

    def __init__(self):
        self.entries: list[Entry] = []
        self.proposals: dict[int, Proposal] = {}
        self.stacks: dict[str, dict[str, list[tuple[Correction, dict]]]] = {}
        self._of_place: dict[str, list[Entry]] = {}
        self._corrections: dict[int, Correction] = {}  # by the number of the acceptance and of each undo of it
        self._bases: list[Entry] = []

    def add(self, entry: Entry) -> None:
        """Take one more line in; DataError where it answers a line that it cannot answer. Then nothing was changed."""
        if entry.kind == "base":
            self._bases.append(entry)
        elif entry.kind == "propose":
            self.proposals[entry.n] = Proposal(entry)
        elif entry.kind == "undo":
            self._undo(entry)
        else:
            proposal = self.proposals.get(entry.of)
            if proposal is None or proposal.answer or proposal.entry.place != entry.place:
                raise DataError(f"answers line {entry.of}, which is no proposal that waits")
            proposal.answer = entry
            if entry.kind == "accept":
                self._corrections[entry.n] = Correction(entry, entry)
                self._push(self._corrections[entry.n])
        if entry.place is not None:
            self._of_place.setdefault(entry.place, []).append(entry)
        self.entries.append(entry)

    def _undo(self, entry: Entry) -> None:
        correction = self._corrections.get(entry.of)
        if correction is None or correction.last.n != entry.of or correction.entry.place != entry.place:
            raise DataError(f"undoes line {entry.of}, which is not in force")
        if correction.in_force:
            stacks = self.stacks[entry.place]
            for change in correction.entry.changes:
                left = [pair for pair in stacks[change["field"]] if pair[0] is not correction]
                stacks[change["field"]] = left
                if not left:
                    del stacks[change["field"]]
            if not stacks:
                del self.stacks[entry.place]
        else:
            self._push(correction)
        correction.in_force, correction.last = not correction.in_force, entry
        self._corrections[entry.n] = correction

    def _push(self, correction: Correction) -> None:
        stacks = self.stacks.setdefault(correction.entry.place, {})
        for change in correction.entry.changes:
            stacks.setdefault(change["field"], []).append((correction, change))

    def history(self, place_id: str) -> list[Entry]:
        """Every line about a place, and those that brought newer files, oldest first."""
        return sorted([*self._of_place.get(place_id, ()), *self._bases[1:]], key=lambda entry: entry.n)

    def version(self, place_id: str) -> int:
        """The number of the line that last touched a place; 0 for the base that the store was begun with."""
        touched = [entries[-1].n for entries in (self._of_place.get(place_id, []), self._bases[1:]) if entries]
        return max(touched, default=0)

    def since(self, place_id: str, version: int) -> list[Entry]:
        """The lines that touched a place after a version."""
        return [entry for entry in self.history(place_id) if entry.n > version]

    def pending(self, place_id: str | None = None) -> list[Entry]:
        """The proposals that wait, oldest first."""
        waiting = [proposal.entry for proposal in self.proposals.values() if proposal.answer is None]
        return [entry for entry in waiting if place_id in (None, entry.place)]

    def waiting(self, number: int) -> Entry:
        """The proposal of that number; DataError where there is none, or it does not wait any more."""
        proposal = self.proposals.get(number)
        if proposal is None:
            raise DataError(f"line {number} is no proposal", remedy="look at the history for its number")
        if proposal.answer:
            answer = proposal.answer
            raise Conflict(f"line {number} is decided already: {in_words(answer)}", [answer])
        return proposal.entry

    def value(self, base: object, place_id: str, field: str, without: Correction | None = None) -> object:
        """What the changes in force make of the value of the base."""
        for correction, change in self.stacks.get(place_id, {}).get(field, ()):
            base = base if correction is without else rebased(change, base)
        return base

    def corrected(self, feature: dict, place_id: str) -> dict:
        """A feature of the base with the changes in force; itself where there are none."""
        fields = self.stacks.get(place_id)
        if not fields:
            return feature
        return with_values(feature, {field: self.value(value_of(feature, field), place_id, field) for field in fields})

    def acceptable(self, proposal: Entry, feature: dict) -> list[dict]:
        """The changes of a proposal on a feature as it is now; Conflict where somebody changed the same meanwhile."""
        changes = []
        for change in proposal.changes:
            now = value_of(feature, change["field"])
            adds = added(change) is not None and isinstance(now, list | None)
            if not adds and not same(now, change["old"]):
                came = [entry for entry in self.since(proposal.place, proposal.n) if _touches(entry, change["field"])]
                raise Conflict(
                    f"{change['field']} was changed after line {proposal.n} was proposed: "
                    f"{'; '.join(map(in_words, came)) or 'by newer files'}",
                    came,
                    file=proposal.place,
                    remedy="decline it, and propose it again on the place as it is now",
                )
            changes.append({"field": change["field"], "old": now, "new": rebased(change, now)})
        return changes

    def undoable(self, number: int) -> Correction:
        """The correction that `undo(number)` turns; DataError where there is none, Conflict where something later lies
        on it. `number` may be the proposal's, the acceptance's or that of an undo."""
        proposal = self.proposals.get(number)
        if proposal and proposal.answer and proposal.answer.kind == "accept":
            number = proposal.answer.n
        correction = self._corrections.get(number)
        if correction is None:
            raise DataError(f"line {number} changed nothing that could be undone", remedy="undo an accepted correction")
        asked = next(entry for entry in self._of_place[correction.entry.place] if entry.n == number)
        back = asked.kind == "undo" and correction.last is asked and not correction.in_force
        if not correction.in_force and not back:
            raise Conflict(f"line {number} is undone already: {in_words(correction.last)}", [correction.last])
        if asked.kind == "undo" and correction.last is not asked:
            raise Conflict(f"line {number} is undone already: {in_words(correction.last)}", [correction.last])
        later = self._later(correction)
        if later:
            raise Conflict(
                f"the same was changed after line {number}: {'; '.join(map(in_words, later))}",
                later,
                file=correction.entry.place,
                remedy="undo the later one first",
            )
        return correction

    def _later(self, correction: Correction) -> list[Entry]:
        """The lines after the last one of a correction that changed its fields; additions to lists may stay."""
        fields = {change["field"] for change in correction.entry.changes}
        found = []
        for entry in self.since(correction.entry.place, correction.last.n):
            if entry.kind in ("accept", "undo"):
                found += [entry] * any(c["field"] in fields and added(_as_list(c)) is None for c in entry.changes)
        return found


def _as_list(change: dict) -> dict:
    """A change of a list read the way round in which it adds, for an undo takes away what was added."""
    return change if added(change) is not None else {**change, "old": change["new"], "new": change["old"]}


def _touches(entry: Entry, field: str) -> bool:
    return entry.kind == "base" or (
        entry.kind in ("accept", "undo") and any(change["field"] == field for change in entry.changes)
    )


def fitting(reading: Reading, file: str) -> tuple[list[Entry], DataError | None]:
    """The lines that were read, up to the first that does not fit those before it, and that fault."""
    review = Review()
    for at, entry in enumerate(reading.entries):
        try:
            if at == 0 and entry.kind != "base":
                raise DataError("the first line names no base")
            review.add(entry)
        except DataError as error:
            return reading.entries[:at], DataError(error.reason, file=file, line=entry.n, remedy=FROM_A_COPY)
    return reading.entries, reading.fault


def in_words(entry: Entry) -> str:
    """One line of the journal in a few words.

    >>> change = {"field": "name", "old": "Onsong", "new": "Onsŏng"}
    >>> in_words(Entry(7, "2026-03-01T09:30:00.000Z", "propose", "Kim", "onsong", (change,)))
    'line 7, Kim proposed name (2026-03-01 09:30 UTC)'
    """
    what = " ".join([DID[entry.kind], *([f"line {entry.of}"] if entry.of else [])])
    fields = ", ".join(printable(change["field"]) for change in entry.changes)
    if fields:
        what += f" {fields}" if entry.kind == "propose" else f" ({fields})"
    return f"line {entry.n}, {printable(entry.who)} {what} ({entry.time[:10]} {entry.time[11:16]} UTC)"

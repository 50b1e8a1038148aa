"""What does a newer version of the files mean for the corrections that were made on the older one?

Every correction stays in force, on top of the newer files. Where these say something else than the correction found, or
have the place no more, a person must look: the correction may be done with, or be needed more than before.
"""

from typing import NamedTuple

from geodata.corrections.base import Base
from geodata.corrections.changes import added, same, value_of
from geodata.corrections.state import State

GONE = "the place is not in the newer files; the correction waits until it is"
DIFFERS = "the newer files say something else than what the correction replaced; the correction stays in force"


class Difference(NamedTuple):
    """A correction to look at: its place and field, the line that accepted or proposed it, what it replaced, what the
    newer files say, what it says, and why it is told."""

    place: str
    field: str
    line: int
    old: object
    now: object
    new: object
    reason: str


def differences(state: State, newer: Base) -> list[Difference]:
    """The corrections of a state that need a person when the newer files are its base."""
    after, found = State(newer), []
    for place, fields in state.review.stacks.items():
        for field, stack in fields.items():
            line, old, new = stack[-1][0].entry.n, stack[0][1]["old"], stack[-1][1]["new"]
            if place not in after:
                found.append(Difference(place, field, line, old, None, new, GONE))
                continue
            now = value_of(after.base_feature(place), field)
            adds = isinstance(now, list | None) and all(added(change) is not None for _, change in stack)
            if not (adds or same(now, old) or same(now, new)):
                found.append(Difference(place, field, line, old, now, new, DIFFERS))
    for entry in state.review.pending():
        if entry.place not in after:
            found += [
                Difference(entry.place, c["field"], entry.n, c["old"], None, c["new"], GONE) for c in entry.changes
            ]
    return found

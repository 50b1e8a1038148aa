"""Where were people last seen of whom nothing later is known? A flag with their number.

Flags that would cover each other are one flag with the sum, the largest first.
"""

from typing import NamedTuple

import numpy as np

from layers.picture import signs
from layers.picture.content import Content
from layers.picture.mercator import View
from layers.picture.sheet import Sheet

APART_PT = 19.0


class Flag(NamedTuple):
    """So many people were last seen at these places."""

    x: float
    y: float
    count: int
    places: tuple[int, ...]


def counts(content: Content) -> tuple[np.ndarray, int]:
    """People by the place where they were last seen, and how many nobody can place."""
    persons = content.persons
    last = np.array(persons.last, dtype=int)
    gone = np.array([content.string(at) == "last_known" for at in persons.ending], dtype=bool)
    placed = np.append(np.isfinite(content.places.x), False)[last]
    count = np.bincount(last[gone & placed], minlength=len(content.places.x)) if len(last) else np.zeros(0, int)
    return count, int((gone & ~placed).sum())


def flags(content: Content, view: View) -> list[Flag]:
    """The flags in view, from north to south."""
    count, _ = counts(content)
    inner = view.world
    found = []
    for copy in view.copies:
        for place in np.flatnonzero(count).tolist():
            x, y = float(content.places.x[place]) + copy, float(content.places.y[place])
            if inner.left <= x <= inner.right and inner.top <= y <= inner.bottom:
                found.append(Flag(float(view.x(x)), float(view.y(y)), int(count[place]), (place,)))
    merged: list[Flag] = []
    for flag in sorted(found, key=lambda flag: (-flag.count, flag.places, flag.x)):
        near = next(
            (i for i, other in enumerate(merged) if np.hypot(flag.x - other.x, flag.y - other.y) < APART_PT), None
        )
        if near is None:
            merged.append(flag)
        else:
            other = merged[near]
            merged[near] = other._replace(count=other.count + flag.count, places=other.places + flag.places)
    return sorted(merged, key=lambda flag: (flag.y, flag.x))


def draw(sheet: Sheet, found: list[Flag]) -> None:
    """All flags, those in the south over those in the north."""
    with sheet.group("last-known"):
        for flag in found:
            signs.flag(sheet, flag.x, flag.y, flag.count)

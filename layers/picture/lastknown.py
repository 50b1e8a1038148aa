"""Where were people last seen of whom nothing later is known? A flag with their number.

Flags that would cover each other are one flag with the sum, the largest first.
"""

from typing import NamedTuple

import numpy as np

from layers.picture import signs
from layers.picture.content import Content
from layers.picture.mercator import View
from layers.picture.sheet import Sheet


class Flag(NamedTuple):
    """So many people were last seen at these places."""

    x: float
    y: float
    count: int
    places: tuple[int, ...]


def counts(content: Content, focus: set[int] | None) -> tuple[np.ndarray, int]:
    """People (of ``focus`` alone, where that is said) by where they were last seen, and how many nobody can place."""
    persons = content.persons
    last = np.array(persons.last, dtype=int)
    gone = np.array([content.string(at) == "last_known" for at in persons.ending], dtype=bool)
    if focus is not None:
        gone &= np.isin(np.arange(len(gone)), list(focus))
    placed = np.append(np.isfinite(content.places.x), False)[last]
    count = np.bincount(last[gone & placed], minlength=len(content.places.x)) if len(last) else np.zeros(0, int)
    return count, int((gone & ~placed).sum())


def flags(content: Content, view: View, focus: set[int] | None) -> list[Flag]:
    """The flags in view, from north to south."""
    count, _ = counts(content, focus)
    inner = view.world
    found = []
    for copy in view.copies:
        for place in np.flatnonzero(count).tolist():
            x, y = float(content.places.x[place]) + copy, float(content.places.y[place])
            if inner.left <= x <= inner.right and inner.top <= y <= inner.bottom:
                found.append(Flag(float(view.x(x)), float(view.y(y)), int(count[place]), (place,)))
    return sorted(_merged(found), key=lambda flag: (flag.y, flag.x))


def _merged(found: list[Flag]) -> list[Flag]:
    """Flags none of which covers another: the largest takes in what its head meets, until nothing meets."""
    kept: list[Flag] = []
    for flag in sorted(found, key=lambda flag: (-flag.count, flag.places, flag.x)):
        grown, others = flag, kept
        while meeting := [other for other in others if _meet(grown, other)]:
            others = [other for other in others if other not in meeting]
            largest, *rest = sorted([grown, *meeting], key=lambda one: (-one.count, one.places, one.x))
            grown = largest._replace(
                count=largest.count + sum(one.count for one in rest),
                places=largest.places + tuple(place for one in rest for place in one.places),
            )
        kept = [*others, grown]
    return kept


def _meet(one: Flag, other: Flag) -> bool:
    """Whether two heads meet, or one's head covers the other's place."""
    radii = signs.flag_radius(one.count), signs.flag_radius(other.count)
    heads = [(flag.x, flag.y - signs.POLE_PT - r) for flag, r in zip((one, other), radii, strict=True)]
    apart = np.hypot(*np.subtract(*heads))
    return bool(apart < sum(radii) + 1.5)


def draw(sheet: Sheet, found: list[Flag]) -> None:
    """All flags, those in the south over those in the north."""
    with sheet.group("last-known"):
        for flag in found:
            signs.flag(sheet, flag.x, flag.y, flag.count)

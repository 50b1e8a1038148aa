"""What does the page send of a choice out of a million legs? How many people and legs, and along which flows.

Above MANY legs the map document holds places alone. At each change of a filter the server chooses (layers/choosing.py),
counts here, and tells the map the numbers; the map draws them as flows. From SINGLE legs and people down, a document of
exactly that choice takes its place, and single paths are back. Nothing of people is in the numbers but how many.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from layers.choosing import Selection, select
from layers.coded import Coded
from layers.columns import integers
from layers.filters import FILTERS, MODES
from layers.manifest import synthetic
from layers.payload import of_part
from layers.subset import Part, drop_unused, keep, persons_at, whole
from routes.reasons import EVIDENCE

MANY = 100_000  # legs; a document of so many opens in 1.3 s and filters in the browser in 0.1 s (bench/RESULTS.md)
SINGLE = 10_000  # legs, and people; more lines are a tangle that nobody can follow (DESIGN section 5)
TOLD = 10_000  # flows, those of most people; the map draws the strongest in view, and weaker ones on zooming in
ONE_OF_EACH = {  # a value of each kind of filter, met nowhere
    item.key: {"choice": ["-"], "area": [0, 0, 0, 0], "period": "2000", "mode": MODES[0]}.get(item.kind, "-")
    for item in FILTERS
}


class Counts(NamedTuple):
    """What a choice holds.

    ``flows``: legs of each evidence along each line (rows: lines). ``along``: people along each line. ``at``: people at
    each place, also those who are thought to have passed it. ``last``: people last seen at each place of whom nothing
    later is known; ``unlocated`` more of them were last seen nobody knows where.
    """

    persons: int
    legs: int
    flows: np.ndarray
    along: np.ndarray
    at: np.ndarray
    last: np.ndarray
    unlocated: int


class Counted(Coded):
    """A whole ladder in numbers, and what counting it needs; each made once."""

    def count(self, selection: Selection) -> Counts:
        """What a choice holds."""
        persons, legs = selection.persons, selection.legs
        places = len(self.ladder.places)
        kinds = len(EVIDENCE) * len(self.ladder.lines)
        chosen = np.flatnonzero(legs)
        flows = np.bincount(self._line_and_evidence[chosen], minlength=kinds).reshape(-1, len(EVIDENCE))
        place, person = self._visits
        last = np.bincount(self._last_seen[persons], minlength=places + 2)
        return Counts(
            persons=int(persons.sum()),
            legs=len(chosen),
            flows=flows,
            along=flows.sum(axis=1) - self._again(legs),
            at=np.bincount(place[persons[person]], minlength=places),
            last=last[:places],
            unlocated=int(last[places]),
        )

    @cached_property
    def _line_and_evidence(self) -> np.ndarray:
        return len(EVIDENCE) * self.line.astype(np.intp) + self.evidence

    def _again(self, legs: np.ndarray) -> np.ndarray:
        """How many of these legs are the second or a later one of their person along their line. Few people are taken
        along one line twice: only their legs are looked at."""
        leg, pair, line = self._twice
        of_pair = np.bincount(pair[legs[leg]], minlength=len(line))
        again = np.bincount(line, weights=np.maximum(of_pair - 1, 0), minlength=len(self.ladder.lines))
        return again.astype(np.int64)

    @cached_property
    def _twice(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Legs of people who were taken along that line more than once; the number of each one's person and line
        together; the line of each such number."""
        key = self.leg_owner.astype(np.int64) * len(self.ladder.lines) + self.line
        order = np.argsort(key, kind="stable")
        begins = np.append(True, key[order][1:] != key[order][:-1])[: len(key)]
        pair = np.cumsum(begins) - 1
        more = np.bincount(pair)[pair] > 1 if len(pair) else begins
        leg = order[more]
        _, pair = np.unique(pair[more], return_inverse=True)
        line = np.zeros(pair.max(initial=-1) + 1, dtype=np.int64)
        line[pair] = self.line[leg]
        return leg, pair, line

    @cached_property
    def _visits(self) -> tuple[np.ndarray, np.ndarray]:
        """Place and person of each visit, a person once a place."""
        place, person = np.append(self.stint_place, self.via), np.append(self.owner, self.leg_owner)
        key = np.unique(person[place >= 0].astype(np.int64) * len(self.ladder.places) + place[place >= 0])
        owner, at = np.divmod(key, max(len(self.ladder.places), 1))
        return at.astype(np.int32), owner.astype(np.int32)

    @cached_property
    def _last_seen(self) -> np.ndarray:
        """Where each person was last seen: a place with a position; behind the last place one for nowhere, and one for
        those of whom something later is known."""
        places = self.ladder.places
        located = (places["longitude"].notna() & places["latitude"].notna()).to_numpy()
        codes, names = self.column("ending")
        known_later = np.array([name != "last_known" for name in names] + [True])[codes]
        here = np.append(located, False)[self.last_place]
        return np.where(known_later, len(places) + 1, np.where(here, self.last_place, len(places)))

    def warm(self) -> "Counted":
        """Make everything now, so that nobody waits for it at a filter."""
        self.count(select(self.ladder, ONE_OF_EACH, self))
        self.rows_of_people.get_indexer([""])
        _ = self.recorded_at, self.synthetic
        return self

    @cached_property
    def rows_of_people(self) -> pd.Index:
        """The ids of people, quick to look up."""
        return pd.Index(self.ladder.paths["person_id"])

    @cached_property
    def synthetic(self) -> bool:
        """Whether any of the records says that it is invented."""
        return synthetic(self.ladder)

    @cached_property
    def recorded_at(self) -> np.ndarray:
        """People with a stint at each place, whatever is chosen."""
        return persons_at(self.ladder.stints, len(self.ladder.places))

    def part(self, selection: Selection) -> Part:
        """The people and legs of a choice by themselves, with all places: the document of single paths."""
        part = keep(whole(self.ladder, self.recorded_at), selection.persons, selection.legs)
        return drop_unused(part, np.ones(len(part.places), dtype=bool))

    def nobody(self) -> Part:
        """All places without anybody's path: what a document is made of that is told flows."""
        none = np.zeros(len(self.ladder.paths), dtype=bool), np.zeros(len(self.ladder.legs), dtype=bool)
        return replace(self.part(Selection(*none, none)), place_persons=self.recorded_at)


def document(counted: Counted, part: Part, lang: str) -> dict:
    """The content of a map document of the server's own page that holds a part, and is told what was chosen."""
    content = of_part(counted.ladder, part, lang=lang, profile="internal", invented=counted.synthetic)
    content["meta"]["told"] = True
    return content


def message(counted: Counted, selection: Selection, counts: Counts, in_words: Iterable[str], *, flows: bool) -> dict:
    """A choice as the map is told it (layers/browser/choice.js): columns of integers as layers/columns.py writes them.

    ``in_words``: the filters. ``flows``: whether these are drawn, the strongest of them; else single paths are.
    """
    return {
        "persons": counts.persons,
        "legs": counts.legs,
        "unlocated": counts.unlocated,
        "places": integers(selection.places),
        "at": integers(counts.at),
        "last": integers(counts.last),
        "words": list(in_words),
        **({"flows": _flows(counted, counts)} if flows else {}),
    }


def _flows(counted: Counted, counts: Counts) -> dict:
    lines, chosen = counted.ladder.lines, np.flatnonzero(strongest(counts.along, TOLD))
    return {
        "all": int((counts.along > 0).sum()),
        "a": integers(lines["origin_place"].to_numpy()[chosen]),
        "b": integers(lines["destination_place"].to_numpy()[chosen]),
        "km": integers((lines["length_m"].to_numpy()[chosen] / 1000).round()),
        "along": integers(counts.along[chosen]),
        **{kind: integers(counts.flows[chosen, at]) for at, kind in enumerate(EVIDENCE)},
    }


def strongest(along: np.ndarray, most: int) -> np.ndarray:
    """The flows of most people (boolean, one a line); of equal ones those that stand first.

    >>> strongest(np.array([1, 3, 0, 1, 2]), 3).tolist(), strongest(np.array([1, 0]), 3).tolist()
    ([True, True, False, False, True], [True, False])
    """
    if (along > 0).sum() <= most:
        return along > 0
    least = np.partition(along, len(along) - most)[len(along) - most]
    chosen = along > least
    chosen[np.flatnonzero(along == least)[: most - chosen.sum()]] = True
    return chosen

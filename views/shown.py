"""What does the page make of one ladder? Its numbers, the words of its filters, its map documents: each once.

A ladder of at most ``MANY`` legs is one map document, filtered in the browser. Above, the server chooses and counts
(layers/big.py): the document holds places and is told flows, until a choice is small enough for a document of its own.
"""

import json
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock

import numpy as np

from layers import big
from layers.choosing import Selection, for_browser, select
from layers.filters import BY_KEY, describe, options
from layers.page import render
from layers.payload import payload
from layers.words import translator
from views import documents

# FLOWS_ABOVE=20000 where machines are slower than the one that was measured; tests set it as low as their data.
MANY = int(os.environ.get("FLOWS_ABOVE") or big.MANY)  # legs in one document
SINGLE = min(big.SINGLE, MANY)  # legs, and people, of a choice that is drawn one by one
KEPT = 8  # documents of choices a ladder


@dataclass(frozen=True)
class Choice:
    """What filter values choose. ``counts``: where the server counts. ``flows_first``: too many to draw one by one.
    ``told``: what the map is told of it."""

    values: Mapping
    selection: Selection
    counts: big.Counts | None
    flows_first: bool
    told: Mapping


class Shown:
    """One ladder as the page shows it."""

    def __init__(self, ladder) -> None:
        self.ladder = ladder
        self._made: OrderedDict[tuple, documents.Document] = OrderedDict()
        self._choices: dict[tuple, dict[str, str]] = {}
        self._lock = Lock()
        self.documents: set[str] = set()  # names of all that frames may have asked for

    @property
    def is_big(self) -> bool:
        """Whether the server chooses and counts."""
        return len(self.ladder.legs) > MANY

    def ready(self) -> "Shown":
        """Make now what everybody would wait for at a first filter."""
        if self.is_big:
            self.counted.warm()
        return self

    @cached_property
    def counted(self) -> big.Counted:
        """The ladder in numbers."""
        return big.Counted(self.ladder)

    @property
    def synthetic(self) -> bool:
        """Whether any of these records says of itself that it is invented."""
        return self.counted.synthetic

    def choices(self, key: str, lang: str) -> dict[str, str]:
        """What can be chosen in one filter: value → words."""
        if (key, lang) not in self._choices:
            self._choices[key, lang] = dict(options(BY_KEY[key], self.ladder, translator(lang)))
        return self._choices[key, lang]

    def person(self, wanted: str) -> int:
        """The row of a person, -1 for nobody."""
        return int(self.counted.rows_of_people.get_indexer([wanted])[0])

    def holds(self, kind: str, wanted: str) -> bool:
        """Whether these records have a person or a place of that id."""
        return self.person(wanted) >= 0 if kind == "person" else bool((self.ladder.places["place_id"] == wanted).any())

    def choose(self, values: Mapping, t: Callable[..., str]) -> Choice:
        """Who and what filter values choose, and what the map has to be told of it."""
        selection = select(self.ladder, values, self.counted)
        if not self.is_big:
            return Choice(values, selection, None, False, {"filters": for_browser(values, self.ladder)})
        counts = self.counted.count(selection)
        flows_first = max(counts.legs, counts.persons) > SINGLE
        in_words = describe(values, t, self.ladder.places)
        told = big.message(self.counted, selection, counts, in_words, flows=flows_first)
        told["key"] = sha256(json.dumps(told).encode()).hexdigest()[:16]
        return Choice(values, selection, counts, flows_first, {"filters": dict(values), "choice": told})

    def drawn(self, choice: Choice, picked: tuple[str, str] | None, lang: str) -> tuple[str, Mapping, bool]:
        """The name of the map document of a choice, what it is told, and whether the picked person is alone on it: she
        is where others are too many, or where the filters leave her out."""
        if not self.is_big:
            return documents.offer(self._document((lang,), lambda: payload(self.ladder, lang=lang))), choice.told, False
        person = self.person(picked[1]) if picked and picked[0] == "person" else -1
        alone = person >= 0 and (choice.flows_first or not choice.selection.persons[person])
        if alone:
            only = Selection(np.arange(len(self.ladder.paths)) == person, np.ones(len(self.ladder.legs), bool), None)
            told = {**choice.told, "choice": {**choice.told["choice"], "flows": None, "words": []}}
            return self._of((lang, person), only, lang), told, True
        if choice.flows_first:
            make = lambda: big.document(self.counted, self.counted.nobody(), lang=lang)  # noqa: E731
            return documents.offer(self._document((lang,), make)), choice.told, False
        return self._of((lang, choice.told["choice"]["key"]), choice.selection, lang), choice.told, False

    def _of(self, key: tuple, selection: Selection, lang: str) -> str:
        make = lambda: big.document(self.counted, self.counted.part(selection), lang=lang)  # noqa: E731
        return documents.offer(self._document(key, make))

    def _document(self, key: tuple, make: Callable[[], dict]) -> documents.Document:
        with self._lock:
            if key not in self._made:
                self._made[key] = documents.named(render(make(), standalone=False))
                self.documents.add(self._made[key].name)
            self._made.move_to_end(key)
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
            return self._made[key]

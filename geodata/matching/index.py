"""Which places have a name, a town, a word? What is looked up when texts are matched with a table of places.

Places are told by their position in the table; a place whose id was met before it is left out.
"""

import bisect
import functools
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata import towns
from geodata.errors import printable
from geodata.matching.asking import alike
from geodata.names import key, town_spellings, word_key, words

SHORTEST_KEY = 3  # sounds; fewer say nothing
PAIRS = 1024  # buckets of pairs of letters


class Name(NamedTuple):
    """One name of one place."""

    place: int
    kind: str  # name, alias, town
    text: str  # as written


class Index:
    """The names of a table of places."""

    def __init__(self, places: pd.DataFrame):
        self.ids = places["place_id"].astype(str).tolist()
        self.by_id: dict[str, int] = {}
        for place, place_id in enumerate(self.ids):
            self.by_id.setdefault(place_id, place)
        self.titles = [
            printable(name) if isinstance(name, str) and name else printable(place_id)
            for name, place_id in zip(_column(places, "name"), self.ids, strict=True)
        ]
        self.position = places[["longitude", "latitude"]].to_numpy(float)
        uncertainty = pd.to_numeric(_column(places, "uncertainty_m"), errors="coerce")
        self.uncertainty_m = np.nan_to_num(np.asarray(uncertainty, float))
        self.by_name: dict[str, list[Name]] = defaultdict(list)
        self.by_sound: dict[str, list[Name]] = defaultdict(list)
        self.by_town: dict[str, list[Name]] = defaultdict(list)
        self.town_by_sound: dict[str, list[Name]] = defaultdict(list)
        self.names_of: dict[int, set[str]] = defaultdict(set)  # how the names and the towns of a place are compared
        self.entries: list[Name] = []  # for words and near spellings
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._add_names(places)
        self._add_towns(places)
        self._words = sorted(word for word in self._by_word if word.isascii())
        self._other_words = sorted(word for word in self._by_word if not word.isascii())
        self.holding = functools.lru_cache(maxsize=1 << 13)(self._holding)

    def _add_names(self, places: pd.DataFrame) -> None:
        told = zip(_column(places, "name"), _column(places, "aliases"), _column(places, "names"), strict=True)
        for place, (name, aliases, names) in enumerate(told):
            if self.by_id[self.ids[place]] != place:
                continue
            more = [
                *(aliases if isinstance(aliases, list | tuple) else ()),
                *(names.values() if isinstance(names, dict) else ()),
            ]
            self._add(place, "name", name)
            for alias in dict.fromkeys(more):
                self._add(place, "alias", alias)

    def _add(self, place: int, kind: str, text: object) -> None:
        if not isinstance(text, str) or not (spelled := alike(text)) or spelled in self.names_of[place]:
            return
        name = Name(place, kind, text)
        self.names_of[place].add(spelled)
        self.by_name[spelled].append(name)
        sound = key(text)
        if len(sound) >= SHORTEST_KEY:
            self.by_sound[sound].append(name)
        entry = len(self.entries)
        self.entries.append(name)
        for word in words(text):
            self._by_word[word].add(entry)

    def _add_towns(self, places: pd.DataFrame) -> None:
        localities = zip(
            _column(places, "locality"), _column(places, "countries"), _column(places, "country"), strict=True
        )
        for place, (locality, countries, country) in enumerate(localities):
            if not isinstance(locality, str) or self.by_id[self.ids[place]] != place:
                continue
            within = countries if isinstance(countries, list | tuple) else [country] if isinstance(country, str) else []
            for spelling, town in towns.names(locality, tuple(within)):
                name = Name(place, "town", town)
                self.by_town[spelling].append(name)
                self.names_of[place].add(alike(spelling))
                sound = key(spelling)
                if len(sound) >= SHORTEST_KEY:
                    self.town_by_sound[sound].append(name)

    def in_town(self, text: str) -> list[Name]:
        """The places in a town, by any of its names."""
        found = {}
        for spelling in sorted(town_spellings(text)):
            for name in (*self.by_town.get(spelling, ()), *self.town_by_sound.get(key(spelling), ())):
                found.setdefault(name.place, name)
        return list(found.values())

    def _holding(self, word: str) -> frozenset[int]:
        """Entries that hold a word which begins so (a number: which is it), as written."""
        if word.isdigit():
            return frozenset(self._by_word.get(word, ()))
        found: set[int] = set()
        if word.isascii():
            at = bisect.bisect_left(self._words, word)
            while at < len(self._words) and self._words[at].startswith(word):
                found |= self._by_word[self._words[at]]
                at += 1
        else:  # Hangul and Hanzi are written without spaces between words
            for other in self._other_words:
                if word in other:
                    found |= self._by_word[other]
        return frozenset(found)

    def sounding(self, word: str) -> frozenset[int]:
        """Entries that hold a word which sounds so."""
        sound = word_key(word)
        return self._by_word_sound.get(sound, frozenset()) if len(sound) >= SHORTEST_KEY else frozenset()

    @functools.cached_property
    def _by_word_sound(self) -> dict[str, frozenset[int]]:
        found = defaultdict(set)
        for word, entries in self._by_word.items():
            found[word_key(word)] |= entries
        return {sound: frozenset(entries) for sound, entries in found.items()}

    @functools.cached_property
    def pairs(self) -> np.ndarray:
        """Which pairs of letters stand in the name of each entry: a row an entry, a column a bucket of pairs."""
        return pair_table([alike(name.text) for name in self.entries])


def letter_pairs(text: str) -> set[str]:
    """The pairs of neighbouring letters, with the beginning and the end.

    >>> sorted(letter_pairs("abc"))
    [' a', 'ab', 'bc', 'c ']
    """
    padded = f" {text} "
    return {padded[at : at + 2] for at in range(len(padded) - 1)}


def pair_table(texts: list[str]) -> np.ndarray:
    """A row a text, a column a bucket of pairs of letters: 1 where the text has such a pair."""
    table = np.zeros((len(texts), PAIRS), np.float32)
    for row, text in enumerate(texts):
        table[row, [(ord(pair[0]) * 131 + ord(pair[1])) % PAIRS for pair in letter_pairs(text)]] = 1
    return table


def _column(places: pd.DataFrame, name: str) -> list:
    return places[name].tolist() if name in places else [None] * len(places)

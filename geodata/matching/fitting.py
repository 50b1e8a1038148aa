"""Does anything that is said beside a name contradict a place? Country, province, town, position.

A word of a country or province *agrees* with a place, *contradicts* it, or neither: where the place tells no country,
or where nobody knows the word. What a place tells of itself counts; where it tells nothing, its position says where it
lies (geodata.regions). An outline is not exact, so a place that lies by its position alone, and within regions.NEAR_M
of the province that is said, does not contradict it.
"""

import functools
import threading
import weakref
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata import regions
from geodata.errors import printable
from geodata.matching.asking import alike
from geodata.matching.index import Index
from geodata.matching.region_words import coarser, codes, country_of, is_coarse
from geodata.provenance import ELLIPSOID

NEAR_M = 2_000.0  # metres; a position that is no farther from a place, or from its circle, agrees with its name
NEAR_OF_ID_M = 10_000.0  # metres; as far as a row that names a place by its id may be off (routes.placing)
CACHED = 4  # tables of places of which is kept what was found out
AGREES, CONTRADICTS, OPEN = "agrees", "contradicts", "open"
# Provinces that were parts of others when records were written: neither contradicts the other.
FORMERLY = {"KP-13": "KP-09", "KP-01": "KP-02", "CN-CQ": "CN-SC", "CN-HI": "CN-GD"}


class Said(NamedTuple):
    """What is said beside the name: words of the text, and the columns of the row. NaN: no position."""

    rest: tuple[str, ...] = ()
    country: str = ""
    admin1: str = ""
    longitude: float = np.nan
    latitude: float = np.nan


class Fit(NamedTuple):
    """What agrees, what contradicts, and what nobody can tell, in words; metres to the position that is said."""

    agrees: tuple[str, ...]
    contradicts: tuple[str, ...]
    open: tuple[str, ...]
    metres: float
    far: bool

    @property
    def beside(self) -> bool:
        """Whether the position that is said is that of the place."""
        return self.metres == self.metres and not self.far  # not NaN

    @property
    def sure(self) -> bool:
        """Whether everything that is said agrees."""
        return not (self.contradicts or self.open or self.far)


class Whereabouts:
    """Where each place of a table lies, as codes of countries and provinces."""

    def __init__(self, places: pd.DataFrame, index: Index):
        self.index = index
        # Not the table itself: what is kept of a table must not keep the table alive.
        columns = ("country", "countries", "admin1", "admin1_name")
        self._columns = {name: places[name].tolist() if name in places else [None] * len(places) for name in columns}
        self.agreement = functools.lru_cache(maxsize=1 << 16)(self._agreement)
        self._metres = functools.lru_cache(maxsize=1 << 14)(self._metres_to)

    def fit(self, place: int, said: Said, *, near_m: float = NEAR_M) -> Fit:
        """How well a place fits what is said beside its name."""
        told = {AGREES: [], CONTRADICTS: [], OPEN: []}
        for word in said.rest:
            told[self._of_text(place, word)].append(printable(word))
        country = codes(said.country, True) if said.country else frozenset()
        if said.country:
            told[self.agreement(place, country)].append(printable(said.country))
        if said.admin1:
            told[self._of_admin1(place, said.admin1, country)].append(printable(said.admin1))
        metres = self.metres(place, said.longitude, said.latitude)
        far = bool(metres > max(near_m, self.index.uncertainty_m[place]))
        return Fit(tuple(told[AGREES]), tuple(told[CONTRADICTS]), tuple(told[OPEN]), metres, far)

    def agrees(self, place: int, word: str) -> bool:
        """Whether a word of the text is a country, a province, a town or a name of a place."""
        return self._of_text(place, word) == AGREES

    def countries(self, place: int) -> frozenset[str]:
        """The countries that a place lies in, as far as is known."""
        return self._regions[place][0]

    def metres(self, place: int, longitude: float, latitude: float) -> float:
        """Metres from a position to a place, NaN where one of the two has none."""
        there = self.index.position[place]
        if np.isnan(longitude) or np.isnan(there).any():
            return np.nan
        return float(ELLIPSOID.inv(longitude, latitude, *there)[2])

    def _of_text(self, place: int, word: str) -> str:
        """A word of the text beside the name may also be another name of the place, or its town."""
        meant = codes(word)
        found = self.agreement(place, meant) if meant else OPEN
        return AGREES if found != AGREES and alike(word) in self.index.names_of[place] else found

    def _of_admin1(self, place: int, said: str, country: frozenset[str]) -> str:
        meant = codes(said, True)
        if not meant and said.isalnum():  # the number or letters of a code whose country stands beside
            meant = frozenset(f"{code}-{said.upper()}" for code in country if len(code) == 2)
        within = frozenset(code for code in meant if country_of(code) in {country_of(c) for c in country})
        found = self.agreement(place, within or meant)
        name = self._named[place]
        return AGREES if found == OPEN and name and alike(said) == alike(name) else found

    def _agreement(self, place: int, meant: frozenset[str]) -> str:
        """Whether a place lies in any of the countries and provinces."""
        countries, provinces, own = self._told(place)
        if meant & (countries | provinces):
            return AGREES
        if not meant or not countries:
            return OPEN
        open_ones = [code for code in meant if country_of(code) in countries and self._may_be(code, provinces, place)]
        by_position = not own and any(self._metres(place, code) <= regions.NEAR_M for code in meant)
        return OPEN if open_ones or by_position else CONTRADICTS

    def _may_be(self, code: str, provinces: frozenset[str], place: int) -> bool:
        """Whether a place in the country of a province may lie in the province, as far as is known."""
        if not provinces or (is_coarse(code) and not any(is_coarse(one) for one in provinces)):
            return True
        if any(FORMERLY.get(one) == code or FORMERLY.get(code) == one for one in provinces):
            return True
        # By the position alone: the outline may be off.
        return place in self._located_province and self._metres(place, code) <= regions.NEAR_M

    def _metres_to(self, place: int, code: str) -> float:
        metres = regions.distance_m(*self.index.position[place][:, None], [code])[0]
        return np.inf if np.isnan(metres) else float(metres)

    def _told(self, place: int) -> tuple[frozenset[str], frozenset[str], bool]:
        """`(countries, provinces, whether the place itself tells its country)`."""
        return self._regions[place]

    @functools.cached_property
    def _named(self) -> list[str | None]:
        return [name if isinstance(name, str) else None for name in self._columns["admin1_name"]]

    @functools.cached_property
    def _located_province(self) -> set[int]:
        return self._all[1]

    @functools.cached_property
    def _regions(self) -> list[tuple[frozenset[str], frozenset[str], bool]]:
        return self._all[0]

    @functools.cached_property
    def _all(self):
        """Codes of every place; those that tell nothing are located all at once."""
        located = regions.locate(*self.index.position.T)
        made, by_position = [], set()
        for place in range(len(located)):
            country, countries, admin1 = (self._columns[name][place] for name in ("country", "countries", "admin1"))
            said = [country] if isinstance(country, str) else []
            said += list(countries) if isinstance(countries, list | tuple) else []
            within = {country_of(code) for word in said for code in codes(str(word), True)}
            own = bool(within)
            there = located.iloc[place]
            if not own and isinstance(there["country"], str):
                within = {there["country"]}
            provinces = {code for code in codes(admin1, True) if "-" in code} if isinstance(admin1, str) else set()
            if len(within) == 1 and len(provinces) > 1:
                provinces = {code for code in provinces if country_of(code) in within} or provinces
            if not provinces and isinstance(there["admin1"], str) and country_of(there["admin1"]) in within:
                provinces = {there["admin1"]}
                by_position.add(place)
            provinces |= {coarse for code in provinces if (coarse := coarser(code))}
            made.append((frozenset(within), frozenset(provinces), own))
        return made, by_position


_known: dict[int, tuple[weakref.ref, Whereabouts]] = {}
_lock = threading.Lock()  # the page matches from a thread a person


def whereabouts(places: pd.DataFrame) -> Whereabouts:
    """Names and regions of a table, kept while the table lives: one that was matched must not be changed in place."""
    with _lock:
        kept = _known.get(id(places))
        if kept and kept[0]() is places:
            return kept[1]
        for old in [number for number, (table, _) in _known.items() if table() is None]:
            del _known[old]
        while len(_known) >= CACHED:
            del _known[next(iter(_known))]
        made = Whereabouts(places, Index(places))
        _known[id(places)] = weakref.ref(places), made
        return made

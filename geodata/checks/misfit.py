"""How far does a position lie from where the place says that it is: its country, its province, its town, its sources?

A country may be stated as ISO 3166-1 code of two or three letters or by an English name, a province as ISO 3166-2 code,
as the part of it behind the hyphen (AZ for US-AZ) or by its name, where the country is stated too. What is stated
otherwise is not known here (`unknown_country`, `unknown_province`) and not measured.
"""

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geodata import regions, towns
from geodata.errors import printable
from geodata.names import folded, town_spellings
from geodata.outlines import outlines
from geodata.regions import NEAR_M

if TYPE_CHECKING:
    from geodata.checks.context import Checking

FILES = ("provinces", "world_provinces", "world_countries")
COUNTRIES_LIMIT = 8  # of one place that are looked at; a crossing has two
OTHERS_LEAST = 20  # places, of which this share lies in one country
OTHERS_SHARE = 0.9
OTHERS_LOOKED_AT = 1000
FITS_TOWN_M = 25_000.0  # metres within which a position fits a town; regions.NEAR_M a country and a province
TOWN_M = 10_000.0  # metres beyond which it is asked whether another town of the name is meant


class Misfit(NamedTuple):
    """Metres, 0 inside, NaN where the place states nothing or what it states is not known here."""

    country_m: np.ndarray
    province_m: np.ndarray
    town_m: np.ndarray
    source_m: np.ndarray

    def stated(self) -> np.ndarray:
        """Boolean: the place states a country, a province or a town that is known here."""
        return ~(np.isnan(self.country_m) & np.isnan(self.province_m) & np.isnan(self.town_m))

    def against(self) -> np.ndarray:
        """Boolean: one of these speaks against the position."""
        return (self.country_m > NEAR_M) | (self.province_m > NEAR_M) | (self.town_m > FITS_TOWN_M)


class Stated:
    """What each place that is asked about states of where it is, in codes."""

    def __init__(self, seen: "Checking"):
        self.seen = seen
        self.countries: list[list[str]] = [[] for _ in range(seen.count)]
        self.province = np.full(seen.count, None, dtype=object)
        self.town = seen.texts("locality")
        self.unknown_country: dict[str, list[int]] = {}  # text → places
        self.unknown_province: dict[str, list[int]] = {}
        columns = (seen.lists("countries"), seen.texts("country"), seen.texts("admin1"))
        for at in np.flatnonzero(seen.asked):
            countries, country, province = (column[at] for column in columns)
            self._country(at, countries or ([country] if country else []))
            if province:
                self._province(at, province, self.countries[at])
        self._provinces_of_the_usual_country()

    def _country(self, at: int, stated: list) -> None:
        for text in [one for one in stated if isinstance(one, str) and one.strip()][:COUNTRIES_LIMIT]:
            code = country_code(text)
            if code:
                self.countries[at].append(code)
            else:
                self.unknown_country.setdefault(text, []).append(int(at))

    def _province(self, at: int, text: str, countries: list[str]) -> None:
        code = next((code for code in map(functools.partial(province_code, text), countries) if code), None)
        self.province[at] = code or province_code(text, None)
        if self.province[at] is None:
            self.unknown_province.setdefault(text, []).append(int(at))

    def _provinces_of_the_usual_country(self) -> None:
        """Where no country is stated, AZ is a province of the country in which nearly all places lie."""
        bare = {text: [at for at in found if not self.countries[at]] for text, found in self.unknown_province.items()}
        if not any(bare.values()):
            return
        country = usual_country(self.seen)
        for text, found in bare.items() if country else ():
            rest = [at for at in self.unknown_province.pop(text) if self.countries[at]]
            if rest:
                self.unknown_province[text] = rest
            for at in found:
                self._province(at, text, [country])

    def misfit(self, at: np.ndarray, longitude: np.ndarray, latitude: np.ndarray) -> Misfit:
        """How far these positions would lie from what the places `at` state."""
        return Misfit(
            self._country_m(at, longitude, latitude, np.fmin),
            regions.distance_m(longitude, latitude, self.province[at]),
            self._town_m(at, longitude, latitude),
            self._source_m(at, longitude, latitude),
        )

    def farthest_country_m(self, at: np.ndarray, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Metres to the farther of the countries that a place states."""
        return self._country_m(at, longitude, latitude, np.fmax)

    def _country_m(self, at, longitude, latitude, choose) -> np.ndarray:
        metres = np.full(len(at), np.nan)
        for number in range(max((len(self.countries[one]) for one in at), default=0)):
            codes = [self.countries[one][number] if len(self.countries[one]) > number else None for one in at]
            metres = choose(metres, regions.distance_m(longitude, latitude, np.array(codes, dtype=object)))
        return metres

    def _town_m(self, at, longitude, latitude) -> np.ndarray:
        """Metres to the nearest town of the name; not told where the one in the stated province is not known."""
        asked = [(self.town[one] or "", tuple(self.countries[one])) for one in at]
        metres = towns.distance_m(longitude, latitude, *zip(*asked, strict=True)) if asked else np.zeros(0)
        province = self.province[at]
        far = np.flatnonzero((metres > TOWN_M) & np.array([code is not None for code in province], bool))
        known = dict.fromkeys((asked[one], province[one]) for one in far)
        for (town, code), found in zip(known, towns.positions([town for town, _ in known]), strict=True):
            away = regions.distance_m(*found.T, [code] * len(found))
            known[town, code] = bool((away <= NEAR_M).any())
        metres[[one for one in far if not known[asked[one], province[one]]]] = np.nan
        return metres

    def _source_m(self, at, longitude, latitude) -> np.ndarray:
        lon, lat = np.full(self.seen.count, np.nan), np.full(self.seen.count, np.nan)
        lon[at], lat[at] = longitude, latitude
        return self.seen.sources.chosen(lon, lat)[1][at]


def usual_country(seen: "Checking") -> str | None:
    """The country in which nearly all places lie, if there are enough to say; looked for among the first ones."""
    at = np.flatnonzero(seen.on_globe)[:OTHERS_LOOKED_AT]
    if len(at) < OTHERS_LEAST:
        return None
    there = regions.locate(seen.longitude[at], seen.latitude[at])["country"].value_counts()
    return there.index[0] if len(there) and there.iloc[0] >= OTHERS_SHARE * len(at) else None


def country_code(text: str) -> str | None:
    """The code of a country that is written as a code or by an English name; None where there is none.

    >>> country_code("KP"), country_code("prk"), country_code("North Korea"), country_code("Ruritania")
    ('KP', 'KP', 'KP', None)
    """
    plain = text.strip()
    if plain in _countries():
        return plain
    return _countries_by_name().get(folded(plain))


def province_code(text: str, country: str | None) -> str | None:
    """The ISO 3166-2 code of a province that is written as one, as its second half or by its name.

    >>> province_code("KP-09", None), province_code("09", "KP"), province_code("North Hamgyong", "KP")
    ('KP-09', 'KP-09', 'KP-09')
    """
    known, by_name = _provinces()
    plain = text.strip()
    for code in (plain, plain.upper(), f"{country}-{plain.upper()}"):
        if code in known:
            return code
    # Some countries count among their provinces what ISO 3166 lists as a country, as the US do Guam.
    return by_name.get((country, folded(plain))) or (country_code(plain) if country else None)


def label(code: str | None) -> str:
    """A code in a sentence, after the name of what it stands for.

    >>> label("KP-09")
    'North Hamgyong (KP-09)'
    """
    name = _labels().get(code)
    return f"{printable(name)} ({code})" if name else code or "?"


def _told():
    return (properties for file in FILES for properties in outlines(file).properties)


@functools.cache
def _countries() -> frozenset[str]:
    return frozenset(told["country"] for told in _told() if told.get("country"))


@functools.cache
def _countries_by_name() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - only for files that do not write codes
    from babel.core import get_global  # noqa: PLC0415

    known = _countries()
    names = {folded(name): code for code, name in Locale("en").territories.items() if code in known}
    names |= {folded(alias): codes[0] for alias, codes in get_global("territory_aliases").items() if codes[0] in known}
    return names | {code.casefold(): code for code in known}


@functools.cache
def _provinces() -> tuple[frozenset[str], dict[tuple[str, str], str]]:
    codes, names = set(), {}
    for told in _told():
        code = told.get("admin1")
        if code:
            codes |= {code, *(one for one in (told.get("region"), *told.get("also", ())) if one)}
            for spelling in town_spellings(told.get("name") or ""):
                names.setdefault((told.get("country"), spelling), code)
    return frozenset(codes), names


@functools.cache
def _labels() -> dict[str, str]:
    labels = {}
    for told in _told():
        labels.setdefault(told.get("admin1") or told.get("country"), told.get("name"))
    return labels

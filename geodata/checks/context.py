"""What does a check see of the places? The table as arrays, what was found before, and how a finding is written.

A *sound* position is on the globe, and no check so far has explained what is wrong with it. Positions of places in the
arrays are called `at`.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
import pandas as pd

from geodata import regions
from geodata.checks import source_positions
from geodata.checks.misfit import Misfit, Stated
from geodata.checks.source_positions import SourcePositions
from geodata.errors import printable
from geodata.names import folded

Findings = Iterator[dict]
EMPTY = {"names": dict, "aliases": list, "countries": list, "sources": list, "extra": dict, "member": dict}
LONG = 300  # characters that no sentence of ours has
NUMBERS = ("longitude", "latitude", "uncertainty_m", "decimals", "row")


class Checking:
    """The places, which of them are asked about, and what the checks so far have told."""

    def __init__(self, places: pd.DataFrame, problems: pd.DataFrame | None, only: Iterable[str] | None):
        self.table, self.problems = places, problems
        self.count = len(places)
        self.place_id, self.file = self._column("place_id"), self._column("file")
        self.longitude, self.latitude, self.uncertainty_m, self.decimals, self.row = map(self._numbers, NUMBERS)
        self.on_globe = (np.abs(self.longitude) <= 180) & (np.abs(self.latitude) <= 90)  # False for NaN
        self.on_globe &= (self.longitude != 0) | (self.latitude != 0)
        self.only = None if only is None else set(only)
        self.asked = np.array([only is None or one in self.only for one in self.place_id], bool)
        self.explained = np.zeros(self.count, bool)  # of the position a check has told what is wrong
        self._province: dict[int, str | None] = {}
        self.told: dict[str, set[int]] = {}  # code → places
        self.pairs: set[tuple[int, int]] = set()  # of places of which a check has told that they are like each other

    def _column(self, name: str) -> np.ndarray:
        column = self.table[name] if name in self.table else pd.Series([None] * self.count, dtype=object)
        return column.astype(object).to_numpy()

    def _numbers(self, name: str) -> np.ndarray:
        if name not in self.table:
            return np.full(self.count, np.nan)
        numbers = pd.to_numeric(self.table[name], errors="coerce").to_numpy(float, na_value=np.nan)
        return np.where(np.isfinite(numbers), numbers, np.nan)

    def texts(self, name: str) -> np.ndarray:
        """A column of texts; None where there is none."""
        return np.array([v if isinstance(v, str) and v.strip() else None for v in self._column(name)], dtype=object)

    def lists(self, name: str) -> list:
        """A column of lists (or dicts); an empty one where there is none."""
        kind = EMPTY[name]
        return [value if isinstance(value, kind) else kind() for value in self._column(name)]

    @property
    def sound(self) -> np.ndarray:
        """Boolean: the position may be looked at further."""
        return self.on_globe & ~self.explained

    @cached_property
    def sources(self) -> SourcePositions:
        """The sources of the places that are asked about."""
        return source_positions.of(self.lists("sources"), self.asked)

    @cached_property
    def stated(self) -> Stated:
        """Where each place that is asked about says that it is."""
        return Stated(self)

    def misfit(self, at: np.ndarray) -> Misfit:
        """How far these places lie from where they say that they are."""
        return Misfit(*(metres[at] for metres in self._misfit))

    @cached_property
    def _misfit(self) -> list[np.ndarray]:
        at = np.flatnonzero(self.asked & self.on_globe)
        every = [np.full(self.count, np.nan) for _ in Misfit._fields]
        for metres, found in zip(every, self.stated.misfit(at, self.longitude[at], self.latitude[at]), strict=True):
            metres[at] = found
        return every

    def alike(self) -> dict[int, set[int]]:
        """Place → those that it was found to be like."""
        found: dict[int, set[int]] = {}
        for one, other in self.pairs:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return found

    def was_told(self, at: np.ndarray, *codes: str) -> np.ndarray:
        """Boolean: one of these codes was found for the place."""
        told = set().union(*(self.told.get(code, ()) for code in codes))
        return np.array([place in told for place in at.tolist()], bool)

    @cached_property
    def chosen(self) -> tuple[np.ndarray, np.ndarray]:
        """(source, metres): for each place, the source that its position was taken from, and how far that lies."""
        lon, lat = (np.where(self.on_globe, numbers, np.nan) for numbers in (self.longitude, self.latitude))
        return self.sources.chosen(lon, lat)

    @cached_property
    def all_names(self) -> list[list[str]]:
        """Every name of each place: its name, those in other languages, its aliases; each once."""
        more = zip(self.texts("name"), self.lists("names"), self.lists("aliases"), strict=True)
        return [
            list(dict.fromkeys(n for n in (name, *names.values(), *aliases) if isinstance(n, str) and n.strip()))
            for name, names, aliases in more
        ]

    @cached_property
    def towns(self) -> np.ndarray:
        """The town that each place states, folded, with its country and province; None where it states none."""
        stated = zip(self.texts("locality"), self.texts("country"), self.texts("admin1"), strict=True)
        towns = ["\n".join((folded(one), *(text or "" for text in rest))) if one else None for one, *rest in stated]
        return np.array(towns, dtype=object)

    @cached_property
    def ids(self) -> np.ndarray:
        """The ids as a sentence can hold them."""
        return np.array([*map(printable, self.place_id), None], dtype=object)[:-1]

    @cached_property
    def names(self) -> np.ndarray:
        """What a place is called in a sentence: its name, else its id."""
        named = self.texts("name")
        return np.array([printable(n or i) for n, i in zip(named, self.place_id, strict=True)], dtype=object)

    def locate(self, places: Iterable[int]) -> None:
        """Ask in which province each of these places lies that states none; `province_of` then knows it."""
        written, codes = self.texts("admin1"), self.stated.province
        self._province.update({at: codes[at] or written[at] for at in places if codes[at] or written[at]})
        unknown = np.array([at for at in places if at not in self._province and self.on_globe[at]], int)
        if len(unknown):
            told = regions.locate(self.longitude[unknown], self.latitude[unknown])
            finest = told["admin1"].where(told["admin1"].notna(), told["country"]).astype(object)
            self._province.update(zip(unknown.tolist(), finest.where(finest.notna(), None), strict=True))

    def province_of(self, places: Iterable[int]) -> list[str | None]:
        """The province of each place, stated or located (see `locate`); the country where that is all that is known."""
        return [self._province.get(at) for at in places]

    def found(self, code: str, at: int | None, *, other: int | None = None, **told) -> dict:
        """A row of findings. `told`: field, value, longitude, latitude, row, and what fills the holes of the words."""
        row = {name: told.pop(name, None) for name in ("field", "longitude", "latitude", "row", "file")}
        if at is not None:
            row["row"], row["file"] = self.row[at], self.file[at]
        return row | {
            "place_id": None if at is None else self.place_id[at],
            "at": at,
            "other_at": other,
            "other": None if other is None else self.place_id[other],
            "code": code,
            "value": None if told.get("value") is None else printable(told["value"]),
            "values": {name: _shown(value) for name, value in {**told, "field": row["field"]}.items()},
        }


def _shown(value: object) -> object:
    """A value in a sentence: a sentence of our own stays whole, a text from data that moves a cursor does not."""
    return value if not isinstance(value, str) or (value.isprintable() and len(value) < LONG) else printable(value)


def distance(metres: float) -> str:
    """A distance in a sentence, as exact as it is worth.

    >>> distance(70.4), distance(1234), distance(56789)
    ('70 m', '1.2 km', '57 km')
    """
    if metres < 1000:
        return f"{metres:.0f} m"
    return f"{metres / 1000:.1f} km" if metres < 10_000 else f"{metres / 1000:,.0f} km"


def degrees(number: float) -> str:
    """Degrees in a sentence, to a tenth of a metre.

    >>> degrees(129.5), degrees(-41.123456789)
    ('129.5', '-41.123457')
    """
    return f"{number:.6f}".rstrip("0").rstrip(".")

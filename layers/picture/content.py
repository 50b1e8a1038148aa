"""What does the payload hold, as arrays that can be drawn? The same that ``layers/browser/data.js`` reads.

A picture is drawn from the payload of the map document and from nothing else: what a profile took away is in neither.
"""

import unicodedata
from types import SimpleNamespace

import numpy as np

from layers.columns import read_column
from layers.packing import BETWEEN_DECIMALS
from layers.picture.mercator import world_x, world_y
from layers.words import translator
from routes.reasons import EVIDENCE

GROUPS = ("facility", "crossing", "other")
NOT_A_CHARACTER = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")


def line_of(text: object, length: int = 60) -> str:
    """One line of text: no control characters, no direction marks, nothing that XML forbids, not too long.

    >>> line_of("On\\x00song\\u202e\\n MSS"), line_of("a" * 70, 5)
    ('On song MSS', 'aaaa…')
    """
    start = str("" if text is None else text)[: 4 * length]
    plain = "".join(" " if _unprintable(c) else c for c in start)
    one = " ".join(plain.split())
    return one[: length - 1] + "…" if len(one) > length else one


def _unprintable(character: str) -> bool:
    return unicodedata.category(character) in NOT_A_CHARACTER or (ord(character) & 0xFFFE) == 0xFFFE


class Content:
    """Tables of the payload: ``places, lines, persons, stints, legs, flows``, each with arrays by column."""

    def __init__(self, payload: dict) -> None:
        self.meta = payload["meta"]
        self.lang = self.meta["lang"]
        self.t = translator(self.lang)
        self.text = payload["text"]
        self.basemap = payload["basemap"]
        self.on = {layer["key"]: layer["on"] for layer in payload["layers"]}
        self.places = self._places(payload["places"])
        self.lines = self._lines(payload["lines"])
        self.persons = self._table(payload["persons"])
        self.stints = self._table(payload["stints"])
        self.dates = self._table(payload["dates"])
        self.legs = self._table(payload["legs"])
        self.flows = self._table(payload["flows"])
        owner = np.repeat(np.arange(len(self.persons.id)), self.persons.stints)
        self.legs.person = owner[self.legs["from"]] if len(self.legs.line) else np.empty(0, int)

    def code(self, kind: str, value: str) -> str:
        """The words of a code; as somebody's file has it where there are none."""
        return self.t(f"code.{kind}.{value}", fallback=value) if value else ""

    def string(self, position: int) -> str:
        """A text by its position; empty for none."""
        return self.text[position] if position is not None and position >= 0 else ""

    def name(self, place: int, length: int = 60) -> str:
        """The name of a place in the language of the picture."""
        own = (self.places.names[place] or {}).get(self.lang)
        told = own or self.string(self.places.name[place]) or self.string(self.places.id[place])
        return line_of(told, length) or self.t("map.unnamed")

    def _table(self, columns: dict) -> "Table":
        return Table({name: read_column(column) for name, column in columns.items()})

    def _places(self, columns: dict) -> "Table":
        table = self._table(columns)
        table.lon = np.array([np.nan if v is None else v for v in table.lon], dtype=float)
        table.lat = np.array([np.nan if v is None else v for v in table.lat], dtype=float)
        table.x, table.y = world_x(table.lon), world_y(table.lat)
        table.uncertainty = np.array([np.nan if v is None else v for v in table.uncertainty], dtype=float)
        table.precision = np.array([self.string(p) for p in table.precision], dtype=object)
        table.kind = np.array([self.string(p) for p in table.kind], dtype=object)
        table.people = np.maximum(table.persons, 0)
        return table

    def _lines(self, columns: dict) -> "Table":
        """``x, y`` (world units): the points of all lines end to end; those of line i are ``start[i]:start[i + 1]``."""
        mid = columns["mid"]
        table = self._table({name: column for name, column in columns.items() if name != "mid"})
        steps = np.array(read_column(mid["flat"]), dtype=float).reshape(-1, 2) / 10**BETWEEN_DECIMALS
        between = np.array(read_column(mid["counts"]), dtype=int) // 2
        count = len(between)
        start = np.append(0, np.cumsum(between + 2)).astype(int)
        first, last = start[:-1], start[1:] - 1
        degrees = np.zeros((start[-1], 2))
        inner = np.ones(start[-1], dtype=bool)
        inner[first], inner[last] = False, False
        a, b = table.a, table.b
        degrees[inner] = steps
        degrees[first] = np.column_stack([self.places.lon[a], self.places.lat[a]]) if count else 0
        line = np.repeat(np.arange(count), between + 2)
        known = np.nan_to_num(degrees)  # a place without a position must not spoil the sums of the lines after it
        run = np.cumsum(known, axis=0)
        degrees = run - (run[first] - known[first])[line] if count else degrees
        x, y = world_x(degrees[:, 0]), world_y(degrees[:, 1])
        before = x[last - 1] if count else np.empty(0)
        x[last] = self.places.x[b] + np.rint(before - self.places.x[b])
        y[last] = self.places.y[b]
        x[first], y[first] = self.places.x[a], self.places.y[a]
        table.start, table.x, table.y = start, x, y
        table.box = _boxes(x, y, start)
        return table

    def stints_of(self, person: int) -> range:
        """Rows of a person's stints, in order."""
        first = int(self.persons.first_stint[person])
        return range(first, first + int(self.persons.stints[person]))

    def legs_of(self, person: int) -> np.ndarray:
        """Rows of a person's legs, in order."""
        return np.flatnonzero(self.legs.person == person)

    def only_legs_of(self, persons: set[int]) -> None:
        """Forget the legs of everybody else: a picture of these people alone."""
        _keep(self.legs, np.flatnonzero(np.isin(self.legs.person, list(persons))))

    def only_flows(self, rows: np.ndarray) -> None:
        """Forget all other flows."""
        _keep(self.flows, rows)

    def person_by_id(self, wanted: str) -> int:
        """Row of a person; -1 for none."""
        return next((row for row, at in enumerate(self.persons.id) if self.string(at) == wanted), -1)

    def place_by_id(self, wanted: str) -> int:
        """Row of a place; -1 for none."""
        return next((row for row, at in enumerate(self.places.id) if self.string(at) == wanted), -1)

    def persons_at(self, place: int) -> set[int]:
        """Who was ever at a place, or is thought to have passed it."""
        owner = np.repeat(np.arange(len(self.persons.id)), self.persons.stints)
        stayed = owner[np.flatnonzero(self.stints.place == place)]
        passed = self.legs.person[self.legs.via == place] if len(self.legs.line) else []
        return {int(person) for person in (*stayed, *passed)}

    def evidence(self, leg: int) -> str:
        """The word of a leg's evidence."""
        return EVIDENCE[self.legs.evidence[leg]]


class Table(SimpleNamespace):
    """Columns by name: arrays of integers where they are, lists else."""

    def __init__(self, columns: dict[str, list]) -> None:
        super().__init__(**{name: _array(values) for name, values in columns.items()})

    def __getitem__(self, name: str):
        return getattr(self, name)


def _keep(table: Table, rows: np.ndarray) -> None:
    for name, column in list(vars(table).items()):
        kept = column[rows] if isinstance(column, np.ndarray) else [column[row] for row in rows.tolist()]
        setattr(table, name, kept)


def _array(values: list) -> np.ndarray | list:
    whole = all(type(value) is int for value in values)
    return np.array(values, dtype=np.int64) if whole else values


def _boxes(x: np.ndarray, y: np.ndarray, start: np.ndarray) -> np.ndarray:
    """West, north, east, south of each line, in world units."""
    if len(start) < 2:
        return np.empty((0, 4))
    first = start[:-1]
    return np.column_stack(
        [
            np.minimum.reduceat(x, first),
            np.minimum.reduceat(y, first),
            np.maximum.reduceat(x, first),
            np.maximum.reduceat(y, first),
        ]
    )

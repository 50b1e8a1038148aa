"""What do the cells of a column look like? Shares of whole numbers, dates, ids and names of places, degrees, codes.

Everything is counted in cells that say something, and worked out on distinct texts. Shares are between 0 and 1; of an
empty column they are 0.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.names import folded
from routes.mapping.dates import as_they_stand
from routes.mapping.digits import DIGITS, with_plain_digits
from routes.mapping.families import reads_as_date
from routes.mapping.notation import read
from routes.mapping.sentences import tell
from routes.mapping.wordlists import COUNTRIES

MOST, NEARLY = 0.5, 0.9  # of the cells
SAMPLE = 2_000  # distinct texts that are looked at for what is only a sign
WHOLE = r"^[+-]?[0-9]{1,9}$"
DECIMAL = r"^[+-]?[0-9]{1,3}(?:\.[0-9]+)?$"


@dataclass(frozen=True)
class Column:
    """One column: its header, the code of each cell (-1 = empty), the distinct texts and how many cells hold each."""

    name: str
    codes: np.ndarray
    texts: np.ndarray
    counts: np.ndarray

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return int(self.counts.sum())

    def share(self, mask: np.ndarray) -> float:
        """The share of cells whose text is one of those of the mask."""
        return float(self.counts[mask].sum() / self.filled) if self.filled else 0.0

    def cells(self, mask: np.ndarray) -> int:
        """How many cells hold a text of the mask."""
        return int(self.counts[mask].sum())

    @cached_property
    def arrow(self) -> pa.Array:
        """The distinct texts as Arrow holds them."""
        return pa.array(self.texts, pa.large_string())

    def matches(self, pattern: str) -> np.ndarray:
        """Which distinct texts fit a regular expression."""
        return pc.match_substring_regex(self.arrow, pattern).to_numpy(zero_copy_only=False)

    @cached_property
    def often(self) -> np.ndarray:
        """Positions of the texts that most cells hold."""
        return np.argsort(-self.counts, kind="stable")[:SAMPLE]

    @cached_property
    def whole(self) -> float:
        """The share of whole numbers."""
        return self.share(self.matches(WHOLE))

    @cached_property
    def dates(self) -> float:
        """The share of dates in any known notation; a lone year counts, a lone day number of a spreadsheet does not.

        Told from the most frequent texts where there are very many.
        """
        often = self.often
        texts = with_plain_digits(self.arrow.take(pa.array(often)), DIGITS)
        good = as_they_stand(texts.to_numpy(zero_copy_only=False))[0] | reads_as_date(texts)
        return float(self.counts[often][good].sum() / self.counts[often].sum()) if self.filled else 0.0

    @cached_property
    def dated(self) -> bool:
        """Whether most cells are dates, or may be day numbers of a spreadsheet; also of an empty column."""
        serial = read(self.arrow, "excel-serial").fits
        return not self.filled or self.dates >= MOST or self.share(serial) >= MOST

    @cached_property
    def countries(self) -> np.ndarray:
        """Which distinct texts are codes of ISO 3166-1."""
        return np.isin(self.texts.astype(object), list(COUNTRIES))

    def degrees(self, limit: int) -> float:
        """The share of numbers from -limit to limit."""
        plain = self.matches(DECIMAL)
        numbers = np.zeros(len(plain))
        numbers[plain] = self.texts[plain].astype(float)
        return self.share(plain & (np.abs(numbers) <= limit))

    def found(self, mask: np.ndarray) -> str:
        """Which cells a mask is of, for a sentence.

        >>> column_of(pd.Series(["a", "a", "b"], name="c")).found(np.array([True, False]))
        '2 of 3 values'
        """
        cells = self.cells(mask)
        if cells == self.filled:
            return tell("all_values", number=cells)
        return tell("some_values", some=cells, number=self.filled)


def column_of(series: pd.Series) -> Column:
    """The evidence of one column of a sheet."""
    codes, texts = pd.factorize(series)
    texts = np.asarray(texts, object)
    return Column(str(series.name), codes, texts, np.bincount(codes[codes >= 0], minlength=len(texts)))


class Places:
    """The ids and folded names of places, to look texts up in."""

    def __init__(self, places: pd.DataFrame | None):
        self.given = places is not None and len(places) > 0
        self.ids = set(places["place_id"]) if self.given else set()
        self.names = set()
        for column in ("name", "names", "aliases"):
            if self.given and column in places:
                for told in places[column].dropna():
                    each = told.values() if isinstance(told, dict) else [told] if isinstance(told, str) else told
                    self.names |= {folded(name) for name in each if isinstance(name, str)}
        self.names.discard("")

    def are(self, column: Column) -> bool:
        """Whether nearly all cells of a column are ids or names of places."""
        return self.given and column.share(self.ids_in(column) | self.names_in(column)) >= NEARLY

    def ids_in(self, column: Column) -> np.ndarray:
        """Which distinct texts of a column are ids of places."""
        return pd.Index(column.texts, dtype=object).isin(self.ids) if self.ids else np.zeros(len(column.texts), bool)

    def names_in(self, column: Column) -> np.ndarray:
        """Which distinct texts of a column are names of places, however they are spelled."""
        found = np.zeros(len(column.texts), bool)
        if self.names:
            found[column.often] = [folded(text) in self.names for text in column.texts[column.often]]
            if found.any() and len(found) > SAMPLE:
                found = np.array([folded(text) in self.names for text in column.texts], bool)
        return found


def rises(person: Column, number: Column) -> tuple[bool, bool]:
    """Whether whole numbers are distinct within each person and rise down the file, and whether they count 1, 2, 3.

    >>> who, no = column_of(pd.Series(["p", "p", "q"])), column_of(pd.Series(["1", "2", "1"]))
    >>> rises(who, no)
    (True, True)
    """
    if not number.filled or number.whole < 1 or (number.codes < 0).any() or (person.codes < 0).any():
        return False, False
    numbers = number.texts.astype(np.int64)[number.codes]
    order = np.argsort(person.codes, kind="stable")
    who, numbers = person.codes[order], numbers[order]
    same = who[1:] == who[:-1]
    if not same.any():
        return False, False
    step = numbers[1:] - numbers[:-1]
    first = np.append(True, ~same)
    return bool((step[same] > 0).all()), bool((step[same] == 1).all() and (numbers[first] == 1).all())

"""What do filters compare and flows count? The columns of a ladder as whole numbers, each made when first asked for.

Comparing the texts of a million legs takes seconds, comparing numbers milliseconds. Whoever asks a ladder more than
once keeps its ``Coded`` (the page does); whoever asks once loses nothing. Positions are rows of the ladder's tables:
of ``paths`` (a person), ``places``, ``lines``; -1 is none.
"""

from functools import cached_property

import numpy as np
import pandas as pd

from layers.columns import ABSENT, distinct_lists
from layers.search import fold
from layers.times import Bounds, leg_bounds, stint_bounds
from routes.reasons import EVIDENCE

SMALL = np.int32  # positions: half the memory, and quicker to gather


class Coded:
    """A ladder, or a part of one (layers/subset.py), and its columns in numbers. The ladder must not change."""

    def __init__(self, ladder) -> None:
        self.ladder = ladder
        self._columns: dict[str, tuple] = {}

    @cached_property
    def owner(self) -> np.ndarray:
        """The person of each stint."""
        return np.repeat(np.arange(len(self.ladder.paths), dtype=SMALL), self.ladder.paths["stints"])

    @cached_property
    def leg_owner(self) -> np.ndarray:
        """The person of each leg, ascending."""
        return self.owner[self.ladder.legs["from_stint"].to_numpy(int)]

    @cached_property
    def stint_place(self) -> np.ndarray:
        """The place of each stint."""
        return self.ladder.stints["place"].to_numpy(SMALL)

    @cached_property
    def via(self) -> np.ndarray:
        """The crossing that each leg is thought to pass."""
        codes, ids = pd.factorize(self.ladder.legs["via"])
        return self._positions(ids)[codes]

    @cached_property
    def last_place(self) -> np.ndarray:
        """Where each person was seen last."""
        codes, ids = self.column("last_place")
        return self._positions(ids)[codes]

    def _positions(self, ids) -> np.ndarray:
        """Positions of places by id, and of no id at the end, where the code -1 finds it."""
        return np.append(pd.Index(self.ladder.places["place_id"]).get_indexer(ids), ABSENT).astype(SMALL)

    @cached_property
    def line(self) -> np.ndarray:
        """The line of each leg."""
        return self.ladder.legs["line"].to_numpy(SMALL)

    @cached_property
    def evidence(self) -> np.ndarray:
        """The position of each leg's evidence in EVIDENCE."""
        codes, names = pd.factorize(self.ladder.legs["evidence"])
        return np.array([EVIDENCE.index(name) for name in names], dtype=np.uint8)[codes]

    @cached_property
    def stint_times(self) -> Bounds:
        """When each stint was."""
        return stint_bounds(self.ladder.stints)

    @cached_property
    def leg_times(self) -> Bounds:
        """When each leg was."""
        return leg_bounds(self.ladder.legs, self.stint_times)

    def column(self, name: str) -> tuple[np.ndarray, list]:
        """A column of paths: codes (-1 missing), and what they stand for."""
        return self._kept(name, lambda: pd.factorize(self.ladder.paths[name]))

    def lists(self, name: str) -> tuple[np.ndarray, list]:
        """A column of paths that holds lists: codes, and the distinct lists."""
        return self._kept(name, lambda: distinct_lists(self.ladder.paths[name]))

    def folded(self, name: str) -> tuple[np.ndarray, pd.Index]:
        """A column of texts of paths: codes, and the texts as ``fold`` has them, quick to look up."""
        codes, texts = self.column(name)
        return codes, self._kept(f"folded {name}", lambda: (pd.Index([fold(text) for text in texts], dtype=object),))[0]

    def _kept(self, name: str, make) -> tuple:
        if name not in self._columns:
            self._columns[name] = make()
        return self._columns[name]

    def anyone(self, stints: np.ndarray | None = None, legs: np.ndarray | None = None) -> np.ndarray:
        """Who has any of these stints or legs (boolean, one a row)?"""
        found = np.zeros(len(self.ladder.paths), dtype=bool)
        for mask, owner in ((stints, self.owner), (legs, self.leg_owner)):
            if mask is not None:
                found[owner[mask]] = True
        return found

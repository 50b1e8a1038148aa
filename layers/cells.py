"""How many people went along a line, or were at a place, who have not agreed to be shown? In fives, rounded down.

A *cell* is a fixed set of such people: those who went along one line with one evidence (the best of their legs there
in the whole file), those who were at one place, all of them. A filter chooses some of a cell; what is told is
STEP x (their number // STEP), so that five to nine are 5 and fewer than five are nothing at all. The cells of a line
have nobody in common, and one number a cell is told: there is no second one, of legs, to subtract it from.

Two numbers told of one cell, r and s, hold true numbers that differ by r - s - 4 to r - s + 4. Both being multiples of
five, that is never only 1 to 4 people: neither two choices nor two versions of the records single out so few. At
places, people are counted in the whole file alone: those of a line are among those at its ends, and with both numbers
of two choices at hand, the one would bound the other.
"""

import numpy as np
import pandas as pd

from layers.subset import Part, persons_at
from routes.reasons import EVIDENCE

STEP = 5  # people; fewer are nobody


def rounded(numbers):
    """Numbers of people who have not agreed, as they may be told.

    >>> rounded(np.array([4, 5, 9, 10])).tolist(), rounded(14)
    ([0, 5, 5, 10], 10)
    """
    return numbers // STEP * STEP


def flow_cells(part: Part, persons: np.ndarray, legs: np.ndarray, placed: np.ndarray) -> pd.DataFrame:
    """The flows of these people along these legs (boolean, one a row of paths and legs), a row a line that has any.

    Columns as of ``routes.flows.count_flows``. A person stands for one leg, so that no leg is counted whose person is
    not, and numbers by evidence sum up to both. ``placed`` (boolean, one a place): those that may be told of.
    """
    owner = np.repeat(np.arange(len(part.paths)), part.paths["stints"].to_numpy(int))
    told = pd.DataFrame(
        {
            "line": part.legs["line"].to_numpy(int),
            "person": owner[part.legs["from_stint"].to_numpy(int)],
            "evidence": part.legs["evidence"].map(EVIDENCE.index).to_numpy(int),
            "chosen": legs,
        }
    )
    ends = part.lines[["origin_place", "destination_place"]].to_numpy(int)
    told = told[persons[told["person"]] & placed[ends[told["line"]]].all(axis=1)]
    best = told["evidence"] == told.groupby(["line", "person"])["evidence"].transform("min")
    each = told[told["chosen"] & best].drop_duplicates()
    cells = np.bincount(each["line"] * len(EVIDENCE) + each["evidence"], minlength=len(ends) * len(EVIDENCE))
    cells = rounded(cells.reshape(-1, len(EVIDENCE)))
    sums = cells.sum(axis=1)
    flows = pd.DataFrame({"line": np.arange(len(ends)), "legs": sums, "persons": sums})
    return flows.assign(**dict(zip(EVIDENCE, cells.T, strict=True)))[sums > 0].astype(np.int64)


def place_cells(part: Part, persons: np.ndarray, placed: np.ndarray) -> np.ndarray:
    """How many of these people were at each place, as it may be told."""
    owner = np.repeat(persons, part.paths["stints"].to_numpy(int))
    return np.where(placed, rounded(persons_at(part.stints[owner], len(part.places))), 0)

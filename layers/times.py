"""When was each stint and each leg, at the earliest and at the latest?

Bounds are days since 1970-01-01 as floats; ``-inf`` and ``inf`` where nothing is known. A stint or leg has four: it
began between ``a0`` and ``a1`` and ended between ``d0`` and ``d1``. What a record leaves open is closed by the same
person's other stints: who was elsewhere in 2000 was not here in 2010. What they say outright is never changed.

The browser computes the same (layers/browser); tests hold both together.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

BOUNDS = ("earliest_arrival", "latest_arrival", "earliest_departure", "latest_departure")


class Bounds(NamedTuple):
    """Begin (``a0`` to ``a1``) and end (``d0`` to ``d1``), days since 1970-01-01."""

    a0: np.ndarray
    a1: np.ndarray
    d0: np.ndarray
    d1: np.ndarray

    def within(self, first: float, last: float, *, certainly: bool) -> np.ndarray:
        """Which of them touch the days ``first`` to ``last``: for certain, or possibly.

        >>> stay = Bounds(*(np.array([day]) for day in (0.0, 30.0, 60.0, 90.0)))
        >>> stay.within(70, 200, certainly=False), stay.within(70, 200, certainly=True)
        (array([ True]), array([False]))
        """
        if certainly:
            return (self.a1 <= last) & (self.d0 >= first)
        return (self.a0 <= last) & (self.d1 >= first)


def days(times: pd.Series) -> np.ndarray:
    """Times as whole days since 1970-01-01; NaN where unknown."""
    values = times.to_numpy("datetime64[s]")
    return np.where(np.isnat(values), np.nan, values.astype("datetime64[D]").astype(np.int64))


def stint_bounds(stints: pd.DataFrame) -> Bounds:
    """The bounds of stints, which are sorted by person and order."""
    a0, a1, d0, d1 = (days(stints[name]) for name in BOUNDS)
    person = stints["person_id"]
    by_person = pd.DataFrame({"latest": _first_known(a1, d1), "earliest": _first_known(d0, a0)}).groupby(
        pd.factorize(person)[0], sort=False
    )
    later = by_person["latest"].shift(-1).groupby(pd.factorize(person)[0], sort=False).bfill().to_numpy()
    before = by_person["earliest"].shift(1).groupby(pd.factorize(person)[0], sort=False).ffill().to_numpy()
    begin = np.where(before <= _first_known(a1, d1, np.inf), before, -np.inf)
    end = np.where(later >= _first_known(d0, a0, -np.inf), later, np.inf)
    a0, d1 = _first_known(a0, begin), _first_known(d1, end)
    return Bounds(a0, _first_known(a1, d1), _first_known(d0, a0), d1)


def leg_bounds(legs: pd.DataFrame, stints: Bounds) -> Bounds:
    """The bounds of legs: on the way from the end of one stint to the beginning of the next."""
    start, end = legs["from_stint"].to_numpy(int), legs["to_stint"].to_numpy(int)
    return Bounds(stints.d0[start], stints.d1[start], stints.a0[end], stints.a1[end])


def _first_known(*choices: np.ndarray | float) -> np.ndarray:
    """The first of several bounds that is known."""
    known = choices[0]
    for other in choices[1:]:
        known = np.where(np.isnan(known), other, known)
    return known

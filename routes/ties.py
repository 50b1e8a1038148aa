"""In which order stand the events of one person that number and date leave in one place?

Events with one number, or with one earliest date, are *tied*. Those at one place of one detention are a *visit*. The
rule, in this order:

1. Visits that only tell of an end come first: somebody left a place, without a word of having come there that day; or
   a release, escape or death at the place where the person was before.
2. Then arrests, which begin a detention.
3. Then other visits that begin, as they stand in the file.
4. Then the ends of custody: at no place, or at a place that is reached that day. Where an arrest is of that date too,
   one detention may have ended before another began: such ends and arrests stand with 3.
5. Last, visits that are known to go on beyond the date: the person was still there when everything else was over.

Within a visit the arrival stands before the departure, and the departure before the end of custody. What the rule does
not tell apart stays as it stands in the file. An undated event stays behind the event that it follows in the file.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

LEFT, ARREST, BEGINS, ENDS, GOES_ON = 0, 1, 2, 3, 4  # classes of visits
COMES, GOES, IS_OVER = 0, 1, 2  # what an event of a visit is


class Stays(NamedTuple):
    """What the rows of the file say of a stay (arrays, one entry a row)."""

    place: np.ndarray  # code of the place, negative where nobody names it (-1), or where it is not known here
    detention: np.ndarray  # code of detention_id
    ends: np.ndarray  # it is a release, an escape or a death
    arrests: np.ndarray  # it is an arrest
    arrival: tuple[np.ndarray, np.ndarray]  # earliest and latest, datetime64[s]
    departure: tuple[np.ndarray, np.ndarray]

    def of(self, rows: np.ndarray) -> "Stays":
        """Of some of the rows, in ascending order."""
        if len(rows) == len(self.place):
            return self
        sides = (tuple(side[rows] for side in pair) for pair in (self.arrival, self.departure))
        return Stays(self.place[rows], self.detention[rows], self.ends[rows], self.arrests[rows], *sides)


def settle(order: np.ndarray, person: np.ndarray, tied: np.ndarray, stays: Stays) -> np.ndarray:
    """The order with tied rows as the rule says.

    `order` are positions of rows; `person` and `tied` have one entry a row in that order: the person, and whether the
    row is tied with the one before it.

    >>> day, never = np.array(["2001-05-03"] * 2, "M8[s]"), np.array(["NaT"] * 2, "M8[s]")
    >>> came, left = np.where([True, False], day, never), np.where([True, False], never, day)
    >>> no = np.zeros(2, bool)
    >>> stays = Stays(np.array([7, 3]), np.array([-1, -1]), no, no, (came, came), (left, left))
    >>> settle(np.array([0, 1]), np.array([0, 0]), np.array([False, True]), stays).tolist()
    [1, 0]
    """
    member = tied | np.append(tied[1:], False)
    at = np.flatnonzero(member)
    if not len(at):
        return order
    rows, group = order[at], np.cumsum(~tied[at])
    begins = at[~tied[at]]
    before = np.where((begins > 0) & (person[begins - 1] == person[begins]), stays.place[order[begins - 1]], -1)
    visit, inner, class_ = _visits(rows, group, before[group - 1], stays)
    first = pd.Series(np.arange(len(rows))).groupby(visit).transform("min").to_numpy()
    leader = _leaders(rows, group, stays)
    keys = np.column_stack([group, class_, first, inner])[leader]
    settled = order.copy()
    settled[at] = rows[np.lexsort((np.arange(len(rows)), *keys.T[::-1]))]
    return settled


def _visits(rows: np.ndarray, group: np.ndarray, before: np.ndarray, stays: Stays):
    """`(number of the visit, what the event is in it, class of the visit)` of each tied row."""
    place, ends = stays.place[rows], stays.ends[rows]
    came, left = (_known(side, rows) for side in (stays.arrival, stays.departure))
    nameless = place == -1
    alone = nameless | ~(came | left)  # each of these is a visit of its own
    apart = np.where(alone, -2 - len(stays.place) - np.arange(len(rows)), place)
    table = pd.DataFrame({"group": group, "place": apart, "detention": stays.detention[rows]})
    visit = table.groupby(list(table), sort=False).ngroup().to_numpy()
    comes = came & ~ends
    inner = np.where(ends, IS_OVER, np.where(comes, COMES, GOES))
    stays_on = comes & (stays.departure[0][rows] > stays.arrival[1][rows])
    any_comes, any_ends, any_stays = (_any(mask, visit) for mask in (comes, ends, stays_on))
    ended_before = any_ends & ~any_comes & ~nameless & (place == before)
    left_before = (~any_comes & ~any_ends) | ended_before
    over = any_ends & (any_comes | nameless)
    arrest = _any(stays.arrests[rows] & comes, visit) & ~over
    mixed = _any(arrest, group) & _any(over, group)
    kinds = (left_before, over & ~mixed, arrest & ~mixed, any_stays)
    return visit, inner, np.select(kinds, (LEFT, ENDS, ARREST, GOES_ON), BEGINS)


def _any(mask: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Whether the mask holds for any row of the group of each row."""
    return np.bincount(group, mask)[group] > 0


def _leaders(rows: np.ndarray, group: np.ndarray, stays: Stays) -> np.ndarray:
    """Position of the dated row that each row stands behind: itself, or of an undated one the last of its group."""
    dated = _known(stays.arrival, rows) | _known(stays.departure, rows)
    here = np.arange(len(rows))
    begins = np.append(True, group[1:] != group[:-1])
    return np.maximum.accumulate(np.where(dated | begins, here, 0))


def _known(side: tuple[np.ndarray, np.ndarray], rows: np.ndarray) -> np.ndarray:
    return ~(np.isnat(side[0][rows]) & np.isnat(side[1][rows]))

"""In which order did a person's events happen, and what says so?

The rule, in this order:

1. Where every event of a person has a number in `seq`, the numbers decide. Equal numbers: the dates, then 3.
2. Else the dates decide: the earliest possible arrival, or where there is none the departure. An undated event stays
   behind the event that it follows in the file.
3. Where neither tells two events apart, who left a place left it before reaching the next one, an arrest comes before
   what follows it, an arrival before the departure, and the end of custody last (routes.ties).
4. What is left stays as it stands in the file. 3 and 4 are weak statements, and the leg between such events says so.

*Basis* of a row: what puts it after the row before it: NUMBER, DATES (only where the reverse is impossible), FILE (a
weak statement, also where it is the earliest possible date or the rule of ties that decides).
"""

import numpy as np

from routes.ties import Stays, settle

NUMBER, DATES, FILE = 0, 1, 2
DAY = np.timedelta64(1, "D")
NEVER = np.iinfo(np.int64).min
SMALL = 1 << 20  # a span of keys that fits, with any number of people, into 64 bits


def arrange(person: np.ndarray, seq: np.ndarray, when: np.ndarray, stays: Stays | None = None) -> np.ndarray:
    """Positions of the rows by person and then as the rule says.

    `person` are codes, `seq` numbers (NaN = none), `when` times (datetime64[s], NaT = none), `stays` what else is said,
    all in the order of the file. Without `stays` tied rows stay as they stand in the file.

    >>> day = np.array(["2001", "NaT", "1999"], dtype="datetime64[s]")
    >>> arrange(np.zeros(3, dtype=int), np.array([np.nan] * 3), day).tolist()
    [2, 0, 1]
    """
    when = np.where(np.isnat(when), NEVER, when.astype(np.int64))
    numbered = _all_numbered(person, seq)
    key, tie = seq, when
    if not numbered.all():
        # Whole seconds fit a float exactly, so numbers and times can share one key; a person has one kind of key only.
        key = np.where(numbered, seq, _carried(person, when, ~numbered).astype(float))
        tie = np.where(numbered, when, 0)
    order, distinct = (np.arange(len(person)), False) if _rising(person, key, tie) else _sorted(person, key, tie)
    if stays is None or distinct:
        return order
    person, key, tie, numbered = person[order], key[order], tie[order], numbered[order]
    tied = np.zeros(len(order), dtype=bool)
    tied[1:] = (person[1:] == person[:-1]) & (key[1:] == key[:-1]) & (tie[1:] == tie[:-1])
    tied &= np.where(numbered, tie, key) != NEVER  # where nothing is dated, the file alone decides
    return settle(order, person, tied, stays)


def _sorted(person: np.ndarray, key: np.ndarray, tie: np.ndarray) -> tuple[np.ndarray, bool]:
    """Positions by person, key and tie, and whether it is known that no two rows of a person have one key.

    One sort where the keys are small whole numbers, as they mostly are.
    """
    low, high = key.min(), key.max()
    if high - low < SMALL and (key == np.floor(key)).all():
        order = np.argsort(person * np.int64(high - low + 1) + (key - low).astype(np.int64), kind="stable")
        by_person, by_key = person[order], key[order]
        if not ((by_person[1:] == by_person[:-1]) & (by_key[1:] == by_key[:-1])).any():
            return order, True
    return np.lexsort((tie, key, person)), False


def basis(person, seq, arrival, departure) -> np.ndarray:
    """What puts each row after the one before it; rows are in the order of `arrange`.

    `arrival` and `departure` are pairs of times (earliest, latest). The first row of a person has the basis NUMBER.
    """
    found = np.full(len(person), NUMBER, dtype=np.int8)
    if not len(person):
        return found
    open_question = (person[1:] == person[:-1]) & ~(seq[1:] > seq[:-1])
    at = np.flatnonzero(open_question)
    if not len(at):
        return found
    arrived, departed = [a[at] for a in arrival], [d[at] for d in departure]
    arrives, departs = [a[at + 1] for a in arrival], [d[at + 1] for d in departure]
    # The reverse is impossible when all that is known of the later row lies after the latest arrival at the earlier.
    came = np.where(np.isnat(arrived[1]), departed[1], arrived[1])
    comes = np.where(np.isnat(arrives[0]), departs[0], arrives[0])
    # Left one place and reached the other on one day: nobody reads that in reverse, unless the reverse fits as well.
    one_day = _handed_over(departed, arrives) & ~_handed_over(departs, arrived)
    found[at + 1] = np.where((comes > came) | one_day, DATES, FILE)
    return found


def _handed_over(departed: list[np.ndarray], arrived: list[np.ndarray]) -> np.ndarray:
    """Whether a departure and an arrival fall on one day, the departure not the later of the two."""
    return (departed[1] <= arrived[1]) & (departed[0] <= arrived[0]) & (arrived[1] - departed[0] <= DAY)


def _all_numbered(person: np.ndarray, seq: np.ndarray) -> np.ndarray:
    missing = np.isnan(seq)
    if not missing.any():
        return np.ones(len(person), dtype=bool)
    some = np.zeros(int(person.max()) + 1, dtype=bool)
    some[person[missing]] = True
    return ~some[person]


def _carried(person: np.ndarray, when: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Times of the rows, an undated one taking the time of the row of that person before it in the file."""
    carried = when.copy()
    at = np.flatnonzero(rows)
    at = at[np.argsort(person[at], kind="stable")]
    begins = np.ones(len(at), dtype=bool)
    begins[1:] = person[at[1:]] != person[at[:-1]]
    source = np.where((when[at] != NEVER) | begins, np.arange(len(at)), 0)
    carried[at] = when[at][np.maximum.accumulate(source)]
    return carried


def _rising(person: np.ndarray, key: np.ndarray, tie: np.ndarray) -> bool:
    same = person[1:] == person[:-1]
    tied = same & (key[1:] == key[:-1])
    in_order = (person[1:] > person[:-1]) | (same & (key[1:] > key[:-1])) | (tied & (tie[1:] >= tie[:-1]))
    return bool(in_order.all())

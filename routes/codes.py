"""How are texts and groups handled as whole numbers? Small tools that every rung of the ladder shares.

A *code* is the position of a text in its array of labels; -1 is a missing text. A *group* is a run of neighbouring
rows, told by the positions where each begins (`starts`). Nothing here loops over rows.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

MISSING = -1


def encode(column: pd.Series | None, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """`(codes, labels)` of a column of texts; blank cells are missing, blanks around a text are not part of it.

    >>> codes, labels = encode(pd.Series(["b", None, " ", "a", "b "]), 5)
    >>> codes.tolist(), labels.tolist()
    ([0, -1, -1, 1, 0], ['b', 'a'])
    """
    if column is None:
        return np.full(rows, MISSING), np.empty(0, dtype=object)
    codes, labels = pd.factorize(column)
    labels, bare = _stripped(labels)
    if bare is labels:
        return codes, labels
    again, kept = pd.factorize(np.where(bare == "", None, bare))
    return np.append(again, MISSING)[codes], np.asarray(kept, dtype=object)


def _stripped(labels) -> tuple[np.ndarray, np.ndarray]:
    """Labels as Python texts, and without blanks around them: the same array where there are none."""
    if getattr(labels.dtype, "storage", None) == "pyarrow":
        cells = pa.array(labels)
        bare = pc.utf8_trim_whitespace(cells)
        if bare.equals(cells) and not pc.any(pc.equal(bare, "")).as_py():
            told = cells.to_numpy(zero_copy_only=False)
            return told, told
    labels = np.asarray(labels, dtype=object)
    bare = np.fromiter((str(label).strip() for label in labels), dtype=object, count=len(labels))
    return (labels, labels) if (bare == labels).all() and (bare != "").all() else (labels, bare)


def decode(codes: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The texts of the codes, None where missing; one text is one object however often it is met."""
    known = np.empty(len(labels) + 1, dtype=object)
    known[:-1] = labels
    return known[codes]


def texts(codes: np.ndarray, labels: np.ndarray) -> pd.Series:
    """Like `decode`, as a column that pandas leaves as it is (no conversion to its own text type)."""
    return pd.Series(decode(codes, labels), dtype=object)


def take_times(times: pd.Series, codes: np.ndarray) -> np.ndarray:
    """Times (datetime64[s]) by code, NaT where missing."""
    return np.append(times.to_numpy("datetime64[s]"), np.datetime64("NaT", "s"))[codes]


def starts_of(*columns: np.ndarray) -> np.ndarray:
    """Boolean: True where a row differs from the row before in any of the columns; the first row always is.

    >>> starts_of(np.array([1, 1, 2])).tolist()
    [True, False, True]
    """
    new = np.ones(len(columns[0]), dtype=bool)
    if len(new):
        new[1:] = columns[0][1:] != columns[0][:-1]
        for column in columns[1:]:
            new[1:] |= column[1:] != column[:-1]
    return new


def number_within(new: np.ndarray, outer: np.ndarray) -> np.ndarray:
    """Number groups from 1 within the outer groups; `new` and `outer` are True where a group begins.

    >>> number_within(np.array([True, True, False, True]), np.array([True, False, False, True])).tolist()
    [1, 2, 2, 1]
    """
    count = np.cumsum(new)
    begin = np.flatnonzero(outer)
    return count - np.repeat(count[begin] - 1, np.diff(np.append(begin, len(new))))


def first_rows(codes: np.ndarray, count: int) -> np.ndarray:
    """The first row of each of `count` codes, every one of which some row has.

    >>> first_rows(np.array([1, 0, 1]), 2).tolist()
    [1, 0]
    """
    first = np.zeros(count, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return first


def combined(columns: Iterable[np.ndarray], rows: int) -> tuple[np.ndarray, np.ndarray]:
    """`(code of the combination a row, the first row of each code)` of columns of whole numbers from 0.

    Codes are numbered as the combinations are met.

    >>> codes, first = combined([np.array([3, 0, 3]), np.array([1, 1, 1])], 3)
    >>> codes.tolist(), first.tolist()
    ([0, 1, 0], [0, 1])
    """
    codes = np.zeros(rows, dtype=np.int64)
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if width > 1:
            codes, _ = pd.factorize(codes * width + column.astype(np.int64))
    return codes, first_rows(codes, int(codes.max(initial=-1)) + 1)


def first_known(codes: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The first code of each group that is not missing, or -1.

    >>> first_known(np.array([-1, 4, -1, -1]), np.array([0, 2])).tolist()
    [4, -1]
    """
    where = first_where(codes >= 0, starts)
    return np.where(where < 0, MISSING, codes[where]) if len(codes) else np.full(len(starts), MISSING)


def last_known(codes: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The last code of each group that is not missing, or -1."""
    where = last_where(codes >= 0, starts)
    return np.where(where < 0, MISSING, codes[where]) if len(codes) else np.full(len(starts), MISSING)


def first_where(mask: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The position of the first True of each group, or -1."""
    if mask.all():
        return starts
    known = np.flatnonzero(mask)
    ends = np.append(starts, len(mask))[1:]
    at = np.searchsorted(known, starts)
    found = np.append(known, len(mask))[at]
    return np.where(found < ends, found, -1)


def last_where(mask: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """The position of the last True of each group, or -1."""
    ends = np.append(starts, len(mask))[1:]
    if mask.all():
        return ends - 1
    known = np.flatnonzero(mask)
    at = np.searchsorted(known, ends)
    found = np.append(-1, known)[at]
    return np.where(found >= starts, found, -1)


def lists(values: Sequence | np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Neighbouring values cut into lists of the given counts, as an array of lists.

    Lists of one length are made at once, so the work in Python grows with the number of lengths, not of lists.

    >>> lists(np.array(["a", "b", "c"], dtype=object), np.array([2, 0, 1])).tolist()
    [['a', 'b'], [], ['c']]
    """
    values, counts = np.asarray(values), np.asarray(counts)
    begin = np.cumsum(counts) - counts
    made = np.empty(len(counts), dtype=object)
    for length in np.unique(counts).tolist():
        rows = np.flatnonzero(counts == length)
        members = values[begin[rows, None] + np.arange(length)].tolist() if length else [[] for _ in rows]
        made[rows] = np.fromiter(members, dtype=object, count=len(rows))
    return made


def distinct_lists(
    codes: np.ndarray, labels: np.ndarray, groups: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray]:
    """For each of `count` groups the distinct labels of its rows in order of first appearance: `(codes, lists)`.

    `groups` is the number of the group of each row, ascending. Groups of one label share one list: do not change it.

    >>> labels = np.array(["MSS", "MPS"], dtype=object)
    >>> group, found = distinct_lists(np.array([1, 0, 1, -1]), labels, np.array([0, 0, 0, 2]), 3)
    >>> found[group].tolist()
    [['MPS', 'MSS'], [], []]
    """
    keep = codes >= 0
    codes, groups = codes[keep], groups[keep]
    twice = pd.Series(groups * max(len(labels), 1) + codes).duplicated().to_numpy()
    codes, groups = codes[~twice], groups[~twice]
    counts = np.bincount(groups, minlength=count)
    begin = np.cumsum(counts) - counts
    found = [lists(labels, np.append(np.ones(len(labels), dtype=int), 0))]  # each label alone, and none
    made = np.where(counts == 0, len(labels), np.append(codes, MISSING)[np.minimum(begin, len(codes))])
    for length in np.unique(counts[counts > 1]).tolist():
        rows = np.flatnonzero(counts == length)
        kind, more = _shared_lists(codes[begin[rows, None] + np.arange(length)], labels)
        made[rows] = kind + sum(map(len, found))
        found.append(more)
    return made, np.concatenate(found)


def _shared_lists(members: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`(codes, lists)` of rows of codes; equal rows share one where their codes can be told by one number."""
    length = members.shape[1]
    if len(labels) ** length >= 1 << 62:
        return np.arange(len(members)), lists(labels[members.ravel()], np.full(len(members), length))
    kind, keys = pd.factorize(members @ (len(labels) ** np.arange(length)))
    first = first_rows(kind, len(keys))
    return kind, lists(labels[members[first].ravel()], np.full(len(first), length))


def integer_lists(values: np.ndarray, counts: np.ndarray) -> pd.Series:
    """Neighbouring whole numbers cut into lists, as a column of Arrow lists: a tenth of the memory of Python's.

    >>> integer_lists(np.array([2, 3, 5]), np.array([2, 1])).tolist()
    [[2, 3], [5]]
    """
    ends = np.append(0, np.cumsum(counts))
    cut = pa.LargeListArray.from_arrays(pa.array(ends), pa.array(np.ascontiguousarray(values)))
    return pd.Series(pd.arrays.ArrowExtensionArray(cut))

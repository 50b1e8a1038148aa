"""How is a table written in few bytes of JSON?

Texts are written once and referred to by position (*text table*). A column of integers is written in the shortest of
these ways, which ``layers/browser`` turns back into arrays when the document opens:

===============================  ============================================================
``[…]``                          as it is
``{"n": text}``                  integers as number text (layers/numbers.py)
``{"d": text}``                  the same of differences, the first from 0
``{"all": value, "count": n}``   n times the same value
``{"of": […], "at": column}``    value i is ``of[at[i]]``
``{"flat": c, "counts": c}``     lists of integers end to end, and how long each is
===============================  ============================================================
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from layers.numbers import differences, number_text, read_number_text

ABSENT = -1


class Texts:
    """The distinct texts of a document, by position in order of first use.

    >>> texts = Texts()
    >>> texts.positions(pd.Series(["Onsong", None, "Musan", "Onsong"])).tolist()
    [0, -1, 1, 0]
    >>> texts.table
    ['Onsong', 'Musan']
    """

    def __init__(self) -> None:
        self._position: dict[str, int] = {}

    @property
    def table(self) -> list[str]:
        """All texts."""
        return list(self._position)

    def position(self, text: str | None) -> int:
        """Where one text stands; -1 for none."""
        return ABSENT if text is None else self._position.setdefault(str(text), len(self._position))

    def positions(self, values: pd.Series) -> np.ndarray:
        """Where each text of a column stands; -1 for none."""
        codes, distinct = pd.factorize(values)
        where = np.array([self.position(None if pd.isna(text) else text) for text in distinct] + [ABSENT])
        return where[codes]

    def lists(self, values: pd.Series) -> dict:
        """A column of lists of texts, each distinct list once, its texts by position."""
        codes, distinct = distinct_lists(values)
        return {"of": [[self.position(text) for text in texts] for texts in distinct], "at": integers(codes)}


def lists(values: pd.Series) -> dict:
    """A column of lists, each distinct list written once.

    >>> lists(pd.Series([["arrest", "custody"], [], ["arrest", "custody"]]))
    {'of': [['arrest', 'custody'], []], 'at': {'n': 'ACA'}}
    """
    codes, distinct = distinct_lists(values)
    return {"of": [list(items) for items in distinct], "at": integers(codes)}


def distinct_lists(values: pd.Series) -> tuple[np.ndarray, Iterable[tuple]]:
    """A column of lists as codes, and the distinct lists as tuples; what is no list is an empty one."""
    tuples = np.empty(len(values), dtype=object)
    tuples[:] = [tuple(items) if isinstance(items, (list, tuple, np.ndarray)) else () for items in values]
    return pd.factorize(tuples)


def integers(values: np.ndarray) -> dict | list:
    """A column of integers, written the shortest way.

    >>> integers(np.array([7, 7, 7, 7])), integers(np.array([100, 101, 102, 103]))
    ({'all': 7, 'count': 4}, {'d': 'oGCCC'})
    """
    values = np.asarray(values, dtype=np.int64)
    if not len(values):
        return []
    if (values == values[0]).all():
        return {"all": int(values[0]), "count": len(values)}
    plain, stepwise = number_text(values), number_text(differences(values, np.array([0])))
    return {"d": stepwise} if len(stepwise) < len(plain) else {"n": plain}


def dictionary(values: pd.Series) -> dict:
    """A column of few distinct values of any kind that JSON knows; missing ones are null.

    >>> dictionary(pd.Series(["site", None, "site"]))
    {'of': [None, 'site'], 'at': {'n': 'CAC'}}
    """
    codes, distinct = pd.factorize(values)
    return {"of": [None, *(v.item() if hasattr(v, "item") else v for v in distinct)], "at": integers(codes + 1)}


def integer_lists(flat: np.ndarray, counts: np.ndarray) -> dict:
    """A column of lists of integers, given end to end with the length of each.

    >>> integer_lists(np.array([5, -5, 6]), np.array([2, 0, 1]))
    {'flat': {'n': 'KJM'}, 'counts': {'n': 'EAC'}}
    """
    return {"flat": integers(flat), "counts": integers(counts)}


def read_column(column: dict | list) -> list:
    """A written column as values again (the browser's own reading, for tests and for ``verify``)."""
    if isinstance(column, list):
        return column
    if "all" in column:
        return [column["all"]] * column["count"]
    if "of" in column:
        return [column["of"][i] for i in read_column(column["at"])]
    if "flat" in column:
        flat, ends = read_column(column["flat"]), np.cumsum(read_column(column["counts"]), dtype=int).tolist()
        return [flat[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=False)]
    if "d" in column:
        return np.cumsum(read_number_text(column["d"])).tolist()
    return read_number_text(column["n"]).tolist()

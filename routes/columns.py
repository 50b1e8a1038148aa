"""What are the columns of a rung before anybody looks at them? Codes, numbers and times; texts and lists come last.

Most readers of a rung want a few of its columns, and a file of Parquet wants none of them as Python objects: a
`Coded` column is turned into objects when the table is asked for, or into Arrow when it is written.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from routes.codes import MISSING, texts


class Coded:
    """A column of texts, or of lists that rows share: `codes` into `labels`, -1 where nothing is known.

    >>> column = Coded(np.array([1, -1, 1]), np.array(["MPS", "MSS"], dtype=object))
    >>> column[np.array([0, 1])].series().tolist()
    ['MSS', None]
    """

    __slots__ = ("codes", "labels")

    def __init__(self, codes: np.ndarray, labels: Sequence):
        self.codes = codes
        self.labels = labels if isinstance(labels, np.ndarray) else np.array(labels, dtype=object)

    def __getitem__(self, rows: np.ndarray) -> "Coded":
        return Coded(self.codes[rows], self.labels)

    def series(self) -> pd.Series:
        """The texts or lists; one label is one object however often it is met."""
        return texts(self.codes, self.labels)


def nothing(rows: int) -> Coded:
    """A column of which nothing is known.

    >>> nothing(2).series().tolist()
    [None, None]
    """
    return Coded(np.full(rows, MISSING), np.empty(0, dtype=object))


def frame(columns: Mapping[str, "Coded | np.ndarray | pd.Series"]) -> pd.DataFrame:
    """The columns as a table of objects, numbers and times.

    >>> frame({"leg": np.array([1]), "via": nothing(1)}).to_dict("list")
    {'leg': [1], 'via': [None]}
    """
    made = {name: column.series() if isinstance(column, Coded) else column for name, column in columns.items()}
    return pd.DataFrame(made, copy=False)

"""How many people were taken from one place to the other? The legs, counted by their line.

Columns out: origin, destination (place ids), line (position in the lines), legs, persons, length_m (of the line),
documented, inferred, gap (legs of that evidence). One row a line, in the order of the lines.
"""

import numpy as np
import pandas as pd

from routes.codes import texts
from routes.legs import Legs
from routes.reasons import EVIDENCE


def build_flows(legs: Legs, ids: np.ndarray) -> pd.DataFrame:
    """The flows of the legs, without geometry; `ids` are the ids of the places."""
    lines = len(legs.line_length)
    line = legs.line
    kinds = np.bincount(line * len(EVIDENCE) + legs.evidence, minlength=lines * len(EVIDENCE)).reshape(
        lines, len(EVIDENCE)
    )
    return pd.DataFrame(
        {
            "origin": texts(legs.line_origin, ids),
            "destination": texts(legs.line_destination, ids),
            "line": np.arange(lines),
            "legs": np.bincount(line, minlength=lines),
            "persons": persons_of(line, legs.person, lines),
            "length_m": legs.line_length,
            **dict(zip(EVIDENCE, kinds.T, strict=True)),
        },
        copy=False,
    )


def count_flows(legs: pd.DataFrame) -> pd.DataFrame:
    """Legs, different people and legs of each evidence along each line: ``line, legs, persons, documented, …``."""
    kinds = {kind: (legs["evidence"] == kind).to_numpy(int) for kind in EVIDENCE}
    pairs = pd.DataFrame({"line": legs["line"], "person": pd.factorize(legs["person_id"])[0], **kinds})
    sums = {kind: (kind, "sum") for kind in EVIDENCE}
    counted = pairs.groupby("line").agg(legs=("person", "size"), persons=("person", "nunique"), **sums)
    return counted.reset_index().astype(np.int64)


def persons_of(group: np.ndarray, person: np.ndarray, groups: int) -> np.ndarray:
    """The number of different persons in each group; rows stand by person, so equal ones are neighbours once sorted.

    >>> persons_of(np.array([0, 0, 1, 0]), np.array([7, 7, 7, 8]), 2).tolist()
    [2, 1]
    """
    order = np.argsort(group, kind="stable")
    group, person = group[order], person[order]
    new = np.ones(len(group), dtype=bool)
    new[1:] = (group[1:] != group[:-1]) | (person[1:] != person[:-1])
    return np.bincount(group[new], minlength=groups)

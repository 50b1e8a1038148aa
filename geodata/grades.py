"""How well is the position of each place known? One letter a place, from its sources and from what the checks found.

| grade | the position …                                                                                      |
|-------|-----------------------------------------------------------------------------------------------------|
| `A`   | is known to the site, and two sources agree on it (AGREE_M), or somebody verified it                |
| `B`   | is known to the site from one source, and nothing speaks against it                                 |
| `C`   | is known to the town or more coarsely, and nothing speaks against it                                |
| `D`   | is in doubt: a check warns, and somebody has to decide                                              |
| `E`   | is missing or cannot be right                                                                       |

A grade says how much work a place needs, not how true an account of it is.
"""

import numpy as np
import pandas as pd

from geodata.findings import SEVERITIES
from geodata.provenance import AGREE_M, positions

GRADES = ("A", "B", "C", "D", "E")  # from the best to the worst


def grade(places: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """One row a place, on the index of `places`: place_id, grade, error, warning, note (how many findings), spread_m
    (the farthest source from the position, metres, NaN where there are no two positions).

    `findings` is what geodata.audit.check found in these places. A finding about two places counts for both.

    >>> places = pd.DataFrame({"place_id": ["a", "b"], "longitude": [129.0, np.nan], "latitude": [42.0, np.nan],
    ...                        "precision": ["site", None], "verified": None,
    ...                        "sources": [[{"title": "X", "longitude": 129.0, "latitude": 42.0}], []]})
    >>> nothing = pd.DataFrame({"place_id": [], "other": [], "severity": []})
    >>> grade(places, nothing)[["place_id", "grade"]].values.tolist()
    [['a', 'B'], ['b', 'E']]
    """
    ids = pd.Index(places["place_id"])
    counts = _counts(ids, findings)
    told = positions(places)
    spread = told.groupby("place_id")["distance_m"].max().reindex(ids).to_numpy(float)
    agreeing = told[told["distance_m"] < AGREE_M].groupby("place_id")["source"].nunique()
    agreed = agreeing.reindex(ids, fill_value=0).to_numpy() > 1
    confirmed = agreed | places["verified"].notna().to_numpy()
    located = places["longitude"].notna().to_numpy() & places["latitude"].notna().to_numpy()
    to_site = (places["precision"] == "site").to_numpy()
    letters = np.select(
        [~located | (counts["error"] > 0), counts["warning"] > 0, ~to_site, ~confirmed], ["E", "D", "C", "B"], "A"
    )
    return pd.DataFrame({"place_id": ids, "grade": letters, **counts, "spread_m": spread}, index=places.index)


def worst_first(grades: pd.DataFrame) -> np.ndarray:
    """The order (row positions) in which somebody should look at the places: by grade, then by findings, then by id."""
    ranks = grades["grade"].map(GRADES.index).to_numpy()
    counts = [-grades[severity].to_numpy() for severity in reversed(SEVERITIES)]
    spread = -grades["spread_m"].fillna(0).to_numpy()
    return np.lexsort([grades["place_id"].to_numpy(str), spread, *counts, -ranks])


def _counts(ids: pd.Index, findings: pd.DataFrame) -> dict[str, np.ndarray]:
    """How many findings of each severity each place has, its own and those in which it is the other place."""
    both = pd.concat([findings["place_id"], findings["other"]], ignore_index=True)
    severity = pd.concat([findings["severity"]] * 2, ignore_index=True)
    counted = {}
    for name in SEVERITIES:
        found = both[(severity == name) & both.notna()].value_counts()
        counted[name] = found.reindex(ids, fill_value=0).to_numpy(int)
    return counted

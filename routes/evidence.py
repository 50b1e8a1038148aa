"""Why is each leg drawn as it is? From what is known of it to codes and sentences (routes.reasons).

The few distinct combinations of reasons are put in words; the legs refer to them.
"""

import numpy as np
import pandas as pd

from routes import crossings
from routes.codes import combined
from routes.columns import Coded
from routes.crossings import Crossings
from routes.reasons import sentence

CROSSING_CODES = {
    crossings.FOUND: "crossing_inferred",
    crossings.UNKNOWN: "crossing_unknown",
    crossings.NOT_OPEN: "crossing_not_open",
    crossings.NOT_SOUGHT: "crossing_unrecorded",
}


def why(whole: pd.DataFrame, over: Crossings, sourced: np.ndarray, places: pd.DataFrame) -> tuple[Coded, Coded]:
    """`(codes, English sentences)` of each leg, as columns of lists.

    `whole` has dates, file (steps of order that come from these), hidden, rejected (counts), silence (days), silent.

    >>> whole = pd.DataFrame({"dates": [0], "file": [0], "hidden": [2], "rejected": [0], "silence": [-1],
    ...                       "silent": [False]})
    >>> none = np.zeros(1, dtype=int)
    >>> over = Crossings(none, none - 1, none > 0, none - 1, np.empty(0, dtype=object), none)
    >>> places = pd.DataFrame({"place_id": ["a"], "name": [None]})
    >>> why(whole, over, np.array([True]), places)[0].series().tolist()
    [['hidden_stops:2']]
    """
    facts = {
        "dates": (whole["dates"] > 0).to_numpy(),
        "file": (whole["file"] > 0).to_numpy(),
        "hidden": whole["hidden"].to_numpy(),
        "rejected": whole["rejected"].to_numpy(),
        "silence": np.where(whole["silent"], whole["silence"], -1) + 1,
        "answer": over.answer,
        "detail": np.where(over.answer == crossings.FOUND, over.via, over.countries) + 1,
        "unsure": over.unsure,
        "unsourced": ~sourced,
    }
    kind, first = combined(facts.values(), len(whole))
    names = places["name"].where(places["name"].notna(), places["place_id"]).to_numpy(object)
    combinations = pd.DataFrame({name: column[first].astype(int) for name, column in facts.items()}).to_dict("records")
    codes = [_codes(combination, names, over.pairs) for combination in combinations]
    words = ([sentence(code) for code in said] for said in codes)
    return tuple(Coded(kind, np.fromiter(said, dtype=object, count=len(codes))) for said in (codes, words))


def _codes(facts: dict[str, int], names: np.ndarray, pairs: np.ndarray) -> list[str]:
    crossing = CROSSING_CODES.get(facts["answer"])
    found = crossing == "crossing_inferred"
    told = (names if found else pairs)[facts["detail"] - 1] if crossing else None
    weak = (
        ("order_from_dates", facts["dates"]),
        ("order_from_file", facts["file"]),
        (f"hidden_stops:{facts['hidden']}", facts["hidden"]),
        (f"rejected_rows:{facts['rejected']}", facts["rejected"]),
        (f"silence:{facts['silence'] - 1}", facts["silence"]),
        (f"crossing_inferred:{told}", found),
    )
    rest = (
        (f"crossing_status_unknown:{told}", facts["unsure"]),
        (f"{crossing}:{told}", crossing and not found),
        ("no_source", facts["unsourced"]),
    )
    said = [code for code, holds in weak if holds] or ["recorded"]
    return said + [code for code, holds in rest if holds]

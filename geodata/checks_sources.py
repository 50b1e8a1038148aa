"""Do the sources of a place agree on where it is, and can they be looked up?

Under AGREE_M they agree, up to DISPUTED_M they are worth a look, beyond somebody has to decide. What both sources say
of their own uncertainty is taken off: a town's point does not contradict the point of a prison in it.
"""

import numpy as np
import pandas as pd

from geodata.checking import Checking, Findings, distance
from geodata.provenance import DISPUTED_M, ELLIPSOID

AGREE_M = 1000.0


def sources_disagree(seen: Checking) -> Findings:
    """Of each place whose sources do not agree, the two that lie farthest apart."""
    sources = seen.sources
    one, other = sources.pairs()
    if not len(one):
        return
    ends = [array[rows] for rows in (one, other) for array in (sources.longitude, sources.latitude)]
    metres = ELLIPSOID.inv(*ends)[2]
    slack = np.nan_to_num(sources.uncertainty_m[one]) + np.nan_to_num(sources.uncertainty_m[other])
    graver = (metres >= DISPUTED_M) & (metres > slack)
    pairs = pd.DataFrame({"at": sources.at[one], "one": one, "other": other, "metres": metres, "graver": graver})
    pairs = pairs[pairs["metres"] >= AGREE_M].sort_values(["at", "graver", "metres"]).drop_duplicates("at", keep="last")
    for at, first, second, apart, grave in pairs.itertuples(index=False):
        yield seen.found(
            "sources_disagree" if grave else "sources_differ", at, field="sources", value=distance(apart),
            source=sources.title[first], other_source=sources.title[second], distance=distance(apart),
        )  # fmt: skip


def sources_without_address(seen: Checking) -> Findings:
    """Sources that nobody can look up."""
    sources = seen.sources
    for row in np.flatnonzero(~sources.addressed):
        title = sources.title[row]
        yield seen.found("source_without_address", int(sources.at[row]), field="sources", value=title, source=title)

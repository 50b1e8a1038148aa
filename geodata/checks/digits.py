"""Is a position written with as many digits as it is exact?

The last digit stands for so many metres of latitude. Too coarse is one that stands for more than the stated radius
(`uncertainty_m`), or than the radius that goes with the stated precision. Too fine is one beyond FINEST: such digits
come from a program and not from a source. Without a stated precision or radius nothing is asked.
"""

import numpy as np

from geodata.checks.context import Checking, Findings, distance

DEGREE_M = 111_000.0  # metres of a degree of latitude
RADIUS_M = {"site": 1000.0, "locality": 10_000.0, "admin1": 100_000.0}  # where the place states none
FINEST = {"site": 7, "locality": 5, "admin1": 3, "country": 3}  # digits behind the point: 1 cm, 1 m, 100 m
MOST = 20  # digits that are told apart
FEW = 3  # places with too many digits that are told one by one; more are told at once


def digits(seen: Checking) -> Findings:
    """Positions with too few digits for their precision, or with too many."""
    precision = seen.texts("precision")
    behind = np.where(np.isnan(seen.decimals), _shortest(seen), seen.decimals)
    step_m = DEGREE_M / 10.0 ** np.minimum(behind, MOST)
    stated_m = np.array([RADIUS_M.get(one, np.inf) for one in precision], float)
    radius_m = np.where(seen.uncertainty_m > 0, seen.uncertainty_m, stated_m)
    asked = seen.asked & seen.sound
    for at in np.flatnonzero(asked & (step_m > radius_m)):
        yield seen.found("too_few_digits", int(at), field="longitude", value=_written(seen, at),
                         step=distance(step_m[at]), radius=distance(radius_m[at]))  # fmt: skip
    finest = np.array([FINEST.get(one, np.inf) for one in precision], float)
    fine = np.flatnonzero(asked & (behind > finest))
    if len(fine) > FEW and seen.only is None:
        words = {"value": len(fine), "name": seen.names[fine[0]], "digits": int(behind[fine[0]])}
        yield seen.found("too_many_digits_often", None, field="longitude", **words)
        return
    for at in fine:
        yield seen.found("too_many_digits", int(at), field="longitude", value=_written(seen, at),
                         digits=int(behind[at]), enough=int(finest[at]))  # fmt: skip


def _shortest(seen: Checking) -> np.ndarray:
    """Digits behind the point in the shortest way to write the finer of the two numbers."""
    behind = np.full(seen.count, np.nan)
    for at in np.flatnonzero(seen.asked & seen.sound & np.isnan(seen.decimals)):
        written = (np.format_float_positional(n, trim="-") for n in (seen.longitude[at], seen.latitude[at]))
        behind[at] = max(len(one.partition(".")[2]) for one in written)
    return behind


def _written(seen: Checking, at: int) -> str:
    return f"{seen.longitude[at]}, {seen.latitude[at]}"

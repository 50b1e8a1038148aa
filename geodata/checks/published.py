"""Does a place say what its sources say: their own words for the position, and no more than they know?

`coords_as_published` is read where it is written in angles (geodata.notations.pairs); what cannot be read is not asked.
"""

import re

import numpy as np

from geodata.checks.context import Checking, Findings, degrees, distance
from geodata.checks.digits import DEGREE_M, RADIUS_M
from geodata.errors import DataError
from geodata.notations.pairs import readings
from geodata.notations.readings import Reading
from geodata.places import PRECISIONS
from geodata.provenance import ELLIPSOID

DECIMAL = re.compile(r"(?<![0-9])[-−]?[0-9]+\.[0-9]+")
PARTS = re.compile(r"\s*(?:/|;|\(|\bdescription:)\s*")  # between a position and other words, or a second notation
TEXT_LIMIT = 200  # characters in which a position stands
DIGITS = 6  # behind the point that are compared; records are rounded
LEAST_M = 100.0  # metres by which a position may miss its source's words
CLOSE_M = 100.0  # metres to the source that the position was taken from
SLACK = 1.01  # of a radius that was converted from other units


def published(seen: Checking) -> Findings:
    """Sources whose longitude and latitude are not what their own words say."""
    sources = seen.sources
    for row in np.flatnonzero(sources.located & sources.published.astype(bool)):
        text, lon, lat = sources.published[row], sources.longitude[row], sources.latitude[row]
        if _step(text, lon, lat) is not None:
            continue
        told = _read(text)
        if told is None:
            continue
        metres = ELLIPSOID.inv(lon, lat, told.longitude, told.latitude)[2]
        if metres > max(LEAST_M, 2 * (told.precision_m or 0)):
            at = int(sources.at[row])
            chosen = seen.chosen[0][at] == row and seen.chosen[1][at] < 1
            better = {"longitude": round(told.longitude, 7), "latitude": round(told.latitude, 7)} if chosen else {}
            yield seen.found("published_differs", at, field="sources", value=text, source=sources.title[row],
                             distance=distance(metres), to_longitude=degrees(told.longitude),
                             to_latitude=degrees(told.latitude), **better)  # fmt: skip


def finer_than_source(seen: Checking) -> Findings:
    """Places that claim to be known better than the source that their position was taken from."""
    sources, (chosen, metres) = seen.sources, seen.chosen
    precision = seen.texts("precision")
    for at in np.flatnonzero(seen.asked & seen.sound & (metres < CLOSE_M)):
        row = chosen[at]
        mine, theirs = _rank(precision[at]), _rank(sources.precision[row])
        radius = seen.uncertainty_m[at] if seen.uncertainty_m[at] > 0 else np.nan
        if mine < theirs < len(PRECISIONS):
            yield seen.found("finer_than_source", int(at), field="precision", value=precision[at],
                             known=sources.precision[row], source=sources.title[row])  # fmt: skip
        elif radius * SLACK < sources.uncertainty_m[row]:
            yield _smaller(seen, at, radius, sources.uncertainty_m[row])
        elif sources.published[row]:
            claimed = radius if radius > 0 else RADIUS_M.get(precision[at], np.inf)
            step = _step(sources.published[row], sources.longitude[row], sources.latitude[row]) or 0
            if step > claimed:
                yield _smaller(seen, at, claimed, step)


def _smaller(seen: Checking, at: int, claimed: float, known: float) -> dict:
    title = seen.sources.title[seen.chosen[0][at]]
    return seen.found("smaller_than_source", int(at), field="uncertainty_m", value=distance(claimed),
                      known=distance(known), source=title)  # fmt: skip


def _rank(precision: str | None) -> int:
    return PRECISIONS.index(precision) if precision in PRECISIONS else len(PRECISIONS)


def _step(text: str, lon: float, lat: float) -> float | None:
    """Metres that the last digit of a published pair of decimal degrees stands for; None where the text has no such
    pair, or another position.

    >>> _step("lat 41.16, lon 126.3", 126.3, 41.16), _step("41.16, 126.3", 126.0, 41.16)
    (1110.0, None)
    """
    numbers = [number.replace("−", "-") for number in DECIMAL.findall(text[:TEXT_LIMIT])]
    behind = [max((digits for number in numbers if (digits := _fits(number, one))), default=0) for one in (lon, lat)]
    return DEGREE_M / 10 ** max(behind) if all(behind) else None


def _fits(number: str, degree: float) -> int:
    """The digits behind the point of a number that says the same as a degree, else 0."""
    digits = len(number.partition(".")[2])
    # Without a sign it may be of either half of the globe, which a letter says.
    apart = abs(float(number) - (degree if number.startswith("-") else abs(degree)))
    return digits if apart < 0.6 / 10 ** min(DIGITS, digits) else 0


def _read(text: str) -> Reading | None:
    """The one way to read a text, or what stands before further words; None where there is none, or are several."""
    for part in dict.fromkeys((text[:TEXT_LIMIT], PARTS.split(text[:TEXT_LIMIT])[0])):
        try:
            found = [one for one in readings(part, halves=False)[0] if one.whole]
        except DataError:
            continue
        if len(found) == 1:
            return found[0]
    return None

"""Would a usual mistake explain why a position does not fit, and does the position without it?

A position is looked at when it lies outside of the country or the province that the place states, far from its town or
from every source. The mistakes are tried in order, the simplest first, and one is told only if the position without it
fits the country, the province and the town. Minutes that were read as decimals (41°24′ as 41.24) move a position by
some 20 km only, so the town or a source has to confirm them.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from geodata import regions
from geodata.checks.context import Checking, Findings, degrees
from geodata.checks.misfit import Misfit, label, usual_country

Array = np.ndarray
MINUTES_TOWN_M = 10_000.0  # metres from its town beyond which minutes are thought of, if without the mistake it is
MINUTES_NEAR_M = 5_000.0  # as near as this
MANY = (
    15  # tenths of a degree; by chance none of so many is above .60 in one file of 2,000, in both numbers hardly ever
)
MANY_DEGREES = 5
SOURCE_M = 1000.0  # metres from a source within which a position is that of the source


class Mistake(NamedTuple):
    """A code of findings and the positions without the mistake, for arrays of longitude and latitude."""

    code: str
    mend: Callable[[Array, Array], tuple[Array, Array]]


def _minutes(number: Array) -> Array:
    """Degrees of a number whose decimals are minutes (41.24 = 41°24′); NaN where they are none."""
    whole, part = np.divmod(np.round(np.abs(number), 9), 1)
    return np.where(part < 0.6, np.sign(number) * (whole + part / 0.6), np.nan)


def _minutes_and_seconds(number: Array) -> Array:
    """Degrees of a number whose decimals are minutes and seconds (41.2436 = 41°24′36″); NaN where they are none."""
    whole, part = np.divmod(np.round(np.abs(number), 9), 1)
    minutes, seconds = np.divmod(np.round(part * 100, 7), 1)
    fits = (minutes < 60) & (seconds < 0.6)
    return np.where(fits, np.sign(number) * (whole + minutes / 60 + seconds / 36), np.nan)


MISTAKES = (
    Mistake("swapped", lambda lon, lat: (lat, lon)),
    Mistake("sign_lost", lambda lon, lat: (-lon, lat)),
    Mistake("sign_lost", lambda lon, lat: (lon, -lat)),
    Mistake("sign_lost", lambda lon, lat: (-lon, -lat)),
    Mistake("swapped", lambda lon, lat: (-lat, lon)),
    Mistake("swapped", lambda lon, lat: (lat, -lon)),
    Mistake("swapped", lambda lon, lat: (-lat, -lon)),
)
MINUTES = (
    Mistake("minutes_as_decimals", lambda lon, lat: (_minutes(lon), _minutes(lat))),
    Mistake("minutes_as_decimals", lambda lon, lat: (_minutes_and_seconds(lon), _minutes_and_seconds(lat))),
)
CODES = {mistake.code for mistake in (*MISTAKES, *MINUTES)} | {f"{mistake.code}_among_others" for mistake in MISTAKES}


def mistakes(seen: Checking) -> Findings:
    """Positions that fit what the place states when one mistake is taken out of them."""
    at = np.flatnonzero(seen.asked & seen.sound)
    now = seen.misfit(at)
    astray = now.against() | (now.source_m > SOURCE_M)
    explained = np.zeros(len(at), bool)
    for tried, asked in ((MISTAKES, astray), (MINUTES, astray | (now.town_m > MINUTES_TOWN_M))):
        for mistake in tried:
            left = np.flatnonzero(asked & ~explained)
            if not len(left):
                continue
            lon, lat = mistake.mend(seen.longitude[at[left]], seen.latitude[at[left]])
            possible = np.flatnonzero((np.abs(lon) <= 180) & (np.abs(lat) <= 90))
            lon, lat, left = lon[possible], lat[possible], left[possible]
            then = seen.stated.misfit(at[left], lon, lat)
            fits = _fits_minutes(now, then, left) if tried is MINUTES else _fits(then)
            explained[left[fits]] = True
            for number in np.flatnonzero(fits):
                yield _told(seen, mistake.code, int(at[left[number]]), float(lon[number]), float(lat[number]))


def unlike_the_others(seen: Checking) -> Findings:
    """Positions, in a file that states no countries, that one mistake would put where nearly all others are."""
    stated = np.array([bool(one) for one in seen.stated.countries], bool) | (seen.stated.province != None)  # noqa: E711
    at = np.flatnonzero(seen.sound & ~stated)
    country = usual_country(seen) if len(at) and seen.only is None else None
    if country is None:
        return
    there = regions.locate(seen.longitude[at], seen.latitude[at])["country"].to_numpy(object)
    odd = np.flatnonzero(there != country)
    for mistake in MISTAKES:
        lon, lat = mistake.mend(seen.longitude[at[odd]], seen.latitude[at[odd]])
        fits = (np.abs(lat) <= 90) & (regions.distance_m(lon, lat, [country] * len(odd)) == 0)
        for number in np.flatnonzero(fits):
            words = {"there": label(there[odd[number]]), "country": label(country)}
            code = f"{mistake.code}_among_others"
            yield _told(seen, code, int(at[odd[number]]), float(lon[number]), float(lat[number]), **words)
        odd = odd[~fits]


def minutes_in_file(seen: Checking) -> Findings:
    """A file in which no decimals exceed .60, as they would by chance in four of ten: its degrees may be of minutes."""
    at = np.flatnonzero(seen.sound)
    if seen.only is not None or len(at) < MANY:
        return
    for numbers in (np.abs(seen.longitude[at]), np.abs(seen.latitude[at])):
        # Places of one town say the same again and again: each tenth of a degree counts once.
        tenths = np.unique(np.floor(np.round(numbers * 10, 6)))
        if len(tenths) < MANY or len(np.unique(tenths // 10)) < MANY_DEGREES or (tenths % 10 >= 6).any():
            return
    yield seen.found("minutes_in_file", None, field="longitude", value=len(at))


def _fits(then: Misfit) -> Array:
    """Boolean: nothing that the place states speaks against the position, and something speaks for it.

    Sources can only speak for it: where they do not, the mistake may be theirs.
    """
    return (then.stated() | (then.source_m < SOURCE_M)) & ~then.against()


def _fits_minutes(now: Misfit, then: Misfit, left: Array) -> Array:
    town = (then.town_m < MINUTES_NEAR_M) & (then.town_m < now.town_m[left] / 3)
    return _fits(then) & (town | ((then.source_m < SOURCE_M) & (now.source_m[left] > SOURCE_M)))


def _told(seen: Checking, code: str, at: int, lon: float, lat: float, **words: str) -> dict:
    return seen.found(code, at, field="longitude", value=f"{seen.longitude[at]}, {seen.latitude[at]}",
                      longitude=round(lon, 7), latitude=round(lat, 7), to_longitude=degrees(lon),
                      to_latitude=degrees(lat), **words)  # fmt: skip

"""Where does each source put each place? One row a source, as arrays; what cannot be read is missing."""

import math
from typing import NamedTuple

import numpy as np

from geodata.errors import printable
from geodata.provenance import ELLIPSOID

SOURCES_LIMIT = 200  # of one place that are compared with each other; nobody has more

SAME_M = 1.0  # metres under which two positions are one, written with more or fewer digits
TITLE_LIMIT = 50  # characters of a title in a sentence that names two of them


class SourcePositions(NamedTuple):
    """Arrays, one entry a source: the place it belongs to, its number within it, what it says."""

    at: np.ndarray
    number: np.ndarray
    title: np.ndarray
    addressed: np.ndarray  # boolean: it has a url
    longitude: np.ndarray
    latitude: np.ndarray
    located: np.ndarray  # boolean: both are degrees
    uncertainty_m: np.ndarray
    precision: np.ndarray
    published: np.ndarray  # its own words for the position

    def chosen(self, longitude: np.ndarray, latitude: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(row, metres) of the source that lies nearest to the position of each place; -1 and NaN where none does.

        Of several on one point the one that is known best: with the smallest radius, then in the order of the record.
        """
        row, metres = np.full(len(longitude), -1), np.full(len(longitude), np.nan)
        rows = np.flatnonzero(self.located & ~np.isnan(longitude[self.at]) & ~np.isnan(latitude[self.at]))
        if len(rows):
            at = self.at[rows]
            away = np.asarray(ELLIPSOID.inv(longitude[at], latitude[at], self.longitude[rows], self.latitude[rows])[2])
            away = np.where(away < SAME_M, 0.0, away)
            order = np.lexsort([rows, np.nan_to_num(self.uncertainty_m[rows], nan=np.inf), away, at])[::-1]
            row[at[order]], metres[at[order]] = rows[order], away[order]  # the nearest is written last
        return row, metres

    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """Each two located sources of one place, as positions in these arrays."""
        rows = np.flatnonzero(self.located)
        place = self.at[rows]
        first, second = [np.zeros(0, int)], [np.zeros(0, int)]
        for of_place in np.split(rows, np.flatnonzero(np.diff(place)) + 1):
            one, other = np.triu_indices(min(len(of_place), SOURCES_LIMIT), 1)
            first.append(of_place[one])
            second.append(of_place[other])
        return np.concatenate(first), np.concatenate(second)


def of(sources: list[list], asked: np.ndarray) -> SourcePositions:
    """The sources of the places that are asked about (boolean); `sources` holds a list of dicts a place.

    >>> found = of([[{"title": "X", "longitude": "129.5", "latitude": 42}, {"title": "Y"}]], np.array([True]))
    >>> found.longitude.tolist(), found.located.tolist(), found.title.tolist()
    ([129.5, nan], [True, False], ['X', 'Y'])
    """
    rows = [
        (at, number, source)
        for at in np.flatnonzero(asked)
        for number, source in enumerate(sources[at], 1)
        if isinstance(source, dict)
    ]
    longitude = np.array([_number(source.get("longitude")) for _, _, source in rows], float)
    latitude = np.array([_number(source.get("latitude")) for _, _, source in rows], float)
    return SourcePositions(
        np.array([at for at, _, _ in rows], int),
        np.array([number for _, number, _ in rows], int),
        np.array([_title(source, number) for _, number, source in rows], dtype=object),
        np.array([bool(_text(source.get("url"))) for _, _, source in rows], bool),
        longitude,
        latitude,
        (np.abs(longitude) <= 180) & (np.abs(latitude) <= 90),
        np.array([_number(source.get("uncertainty_m")) for _, _, source in rows], float),
        np.array([_text(source.get("precision")) for _, _, source in rows], dtype=object),
        np.array([_text(source.get("coords_as_published")) for _, _, source in rows], dtype=object),
    )


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return math.nan
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return math.nan
    return number if math.isfinite(number) else math.nan


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _title(source: dict, number: int) -> str:
    title = printable(_text(source.get("title")) or _text(source.get("url")) or f"no. {number}")
    return title if len(title) <= TITLE_LIMIT else title[: TITLE_LIMIT - 1].rstrip(" ,;:([") + "…"

"""What in a file of places cannot be read as a place with a position?

What the reader left out comes as problems (geodata.places); a table that was made otherwise, such as a row in a form,
is looked at for the same faults.
"""

import re

import numpy as np

from geodata.checks.context import Checking, Findings, degrees
from geodata.checks.projected import unprojected
from geodata.errors import printable
from geodata.places import position

OF_POSITION = {  # after which the place has no position
    "half_position", "decimal_comma", "not_a_number", "zero_zero", "swapped", "projected_metres", "projected_system",
    "out_of_range",
    "not_a_point", "feature_unreadable", "uneven_row",
}  # fmt: skip
TWO_NUMBERS = re.compile(r"\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*,\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)\s*")


def problems(seen: Checking) -> Findings:
    """What the reader of the file told."""
    if seen.problems is None or not len(seen.problems):
        return
    rows = zip(seen.file, seen.row, seen.place_id, strict=True)
    by_row = {place: at for at, place in enumerate(rows)}
    by_id = {place_id: at for at, place_id in reversed(list(enumerate(seen.place_id)))}
    metres: list[tuple[int, str, dict]] = []
    several = any(file is not None for file in seen.file)
    told = seen.problems.astype(object).where(seen.problems.notna(), None)
    for problem in told.to_dict("records"):
        place_id, code = problem["place_id"], problem["code"]
        at = by_row.get((problem["file"] if several else None, problem["row"], place_id), by_id.get(place_id))
        if seen.only is not None and place_id not in seen.only:
            continue
        if code in OF_POSITION and at is not None and seen.on_globe[at]:
            continue  # the table has a position by now
        where = {"row": problem["row"], "file": problem["file"] if several else None}
        if code == "projected_metres" and at is not None and TWO_NUMBERS.fullmatch(problem["value"]):
            metres.append((at, problem["value"], where))
        else:
            yield _told(seen, at, code, problem["field"], problem["value"]) | where
    yield from _metres(seen, metres)


def _metres(seen: Checking, found: list[tuple[int, str, dict]]) -> Findings:
    """Metres, in degrees where their system can be told."""
    if not found:
        return
    x, y = np.array([[float(number) for number in TWO_NUMBERS.fullmatch(value).groups()] for _, value, _ in found]).T
    system, longitude, latitude = unprojected(seen.stated, np.array([at for at, _, _ in found]), x, y)
    for (at, value, where), lon, lat in zip(found, longitude.tolist(), latitude.tolist(), strict=True):
        told = {"field": "longitude", "value": value}
        if not np.isnan(lon):
            words = {"system": system, "to_longitude": degrees(lon), "to_latitude": degrees(lat)}
            told |= {"longitude": round(lon, 7), "latitude": round(lat, 7), **words}
        yield seen.found("projected_system" if "system" in told else "projected_metres", at, **told) | where


def impossible(seen: Checking) -> Findings:
    """Positions in the table that are none."""
    half = np.isnan(seen.longitude) != np.isnan(seen.latitude)
    both = ~np.isnan(seen.longitude) & ~np.isnan(seen.latitude)
    for at in np.flatnonzero(seen.asked & ~seen.explained & (half | both & ~seen.on_globe)):
        told: list[tuple] = []
        written = [None if np.isnan(n) else float(n) for n in (seen.longitude[at], seen.latitude[at])]
        position(*written, lambda *words: told.append(words))  # noqa: B023 - called at once
        for field, value, _, _, code in told:
            yield _told(seen, at, code, field, None if value is None else str(value))


def _told(seen: Checking, at: int | None, code: str, field: str | None, value: str | None) -> dict:
    more = {}
    if code == "swapped" and (pair := TWO_NUMBERS.fullmatch(value)):
        lat, lon = float(pair[1]), float(pair[2])
        more = {"longitude": lon, "latitude": lat}
        words = {"to_longitude": degrees(lon), "to_latitude": degrees(lat)}
    elif code == "decimal_comma":
        words = {"written": value.strip().replace(",", ".")}
    else:
        words = {}
    return seen.found(code, at, field=field, value=value, **more, **words)


def duplicate_ids(seen: Checking) -> Findings:
    """Ids that stand for two places."""
    first: dict[object, int] = {}
    for at, place_id in enumerate(seen.place_id):
        before = first.setdefault(place_id, at)
        if before == at or not seen.asked[at]:
            continue
        row = before + 1 if np.isnan(seen.row[before]) else int(seen.row[before])
        where = f"{row}" if seen.file[before] == seen.file[at] else f"{row} ({printable(seen.file[before])})"
        yield seen.found("duplicate_id", at, other=before, field="id", value=seen.place_id[at], row_before=where)


def missing_positions(seen: Checking) -> Findings:
    """Places of which nothing says where they are."""
    nowhere = np.isnan(seen.longitude) & np.isnan(seen.latitude)
    for at in np.flatnonzero(seen.asked & nowhere & ~seen.explained):
        yield seen.found("missing_position", at, field="longitude")

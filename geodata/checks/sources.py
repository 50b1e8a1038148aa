"""Do the sources of a place agree on where it is, and is the position that of one of them?

Under AGREE_M they agree, up to DISPUTED_M they are worth a look, beyond somebody has to decide. What both sources say
of their own uncertainty is taken off: a town's point does not contradict the point of a prison in it. Two positions in
China that lie apart by the shift of Chinese maps (geodata.shifted) are one, and one of them was never converted.
"""

import numpy as np
import pandas as pd

from geodata import regions, shifted
from geodata.checks.context import Checking, Findings, degrees, distance
from geodata.checks.source_positions import SAME_M
from geodata.provenance import AGREE_M, DISPUTED_M, ELLIPSOID

FEW = 20  # sources without address that are told one by one
ITSELF = -1  # the position of the place, among those of its sources
SHIFT_M = 20.0  # metres by which two sources of one place may miss the shift, which is some 500
SYSTEMS = {  # how a Chinese map would show a position of WGS 84
    "GCJ-02": shifted.gcj02_from_wgs84,
    "BD-09": lambda lon, lat: shifted.bd09_from_gcj02(*shifted.gcj02_from_wgs84(lon, lat)),
}
BACK = {
    "GCJ-02": shifted.wgs84_from_gcj02,
    "BD-09": lambda lon, lat: shifted.wgs84_from_gcj02(*shifted.gcj02_from_bd09(lon, lat)),
}


def shifted_positions(seen: Checking) -> Findings:
    """Positions of places in China that are another source's position as a Chinese map shows it, or the reverse."""
    sources = seen.sources
    row = np.flatnonzero(sources.located & seen.sound[sources.at])
    row = row[_in_china(seen, sources.at[row])]
    if not len(row):
        return
    one, other = sources.pairs()
    inside = np.isin(one, row)
    one, other = one[inside], other[inside]
    # A true position and one that may be it, shifted: of two sources, either way, and of a source and the place itself.
    true = np.concatenate([row, one, other])
    second = np.concatenate([np.full(len(row), ITSELF), other, one])
    ends = sources.longitude[true], sources.latitude[true]
    itself = second == ITSELF
    told = [
        np.where(itself, own[sources.at[true]], array[second])
        for own, array in ((seen.longitude, sources.longitude), (seen.latitude, sources.latitude))
    ]
    far = np.asarray(ELLIPSOID.inv(*ends, *told)[2]) > 2 * SHIFT_M
    done = set()
    for system, forward in SYSTEMS.items():
        close = np.asarray(ELLIPSOID.inv(*forward(*ends), *told)[2]) < SHIFT_M
        for number in np.flatnonzero(close & far):
            place = int(sources.at[true[number]])
            if place not in done:
                done.add(place)
                yield _shift(seen, place, system, int(true[number]), int(second[number]))


def _in_china(seen: Checking, at: np.ndarray) -> np.ndarray:
    """Boolean: the place says that it is in China, or says nothing and is."""
    countries = seen.lists("countries")
    stated = np.array([bool(countries[place]) for place in at], bool)
    inside = np.array(["CN" in countries[place] for place in at], bool)
    asked = np.flatnonzero(~stated & shifted.shifts(seen.longitude[at], seen.latitude[at]))
    if len(asked):
        inside[asked] = (regions.locate(seen.longitude[at[asked]], seen.latitude[at[asked]])["country"] == "CN").array
    return inside


def _shift(seen: Checking, at: int, system: str, source: int, second: int) -> dict:
    sources = seen.sources
    words = {"source": sources.title[source], "system": system}
    mine = seen.longitude[at], seen.latitude[at]
    if second != ITSELF:
        theirs = sources.longitude[second], sources.latitude[second]
        if ELLIPSOID.inv(*mine, *theirs)[2] >= SAME_M:
            value = f"{theirs[0]}, {theirs[1]}"
            return seen.found("shifted_source", at, field="sources", value=value,
                              other_source=sources.title[second], **words)  # fmt: skip
    lon, lat = (float(number) for number in BACK[system](*mine))
    words["distance"] = distance(ELLIPSOID.inv(*mine, lon, lat)[2])
    return seen.found("shifted", at, field="longitude", value=f"{mine[0]}, {mine[1]}", longitude=round(lon, 7),
                      latitude=round(lat, 7), to_longitude=degrees(lon), to_latitude=degrees(lat), **words)  # fmt: skip


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


def position_of_no_source(seen: Checking) -> Findings:
    """Places that stand where none of their sources puts them."""
    row, metres = seen.chosen
    for at in np.flatnonzero(seen.asked & seen.sound & (metres >= AGREE_M)):
        yield seen.found("position_of_no_source", int(at), field="longitude",
                         value=f"{seen.longitude[at]}, {seen.latitude[at]}", source=seen.sources.title[row[at]],
                         distance=distance(metres[at]))  # fmt: skip


def sources_without_address(seen: Checking) -> Findings:
    """Sources that nobody can look up, one by one, or all at once where they are many."""
    sources = seen.sources
    rows = np.flatnonzero(~sources.addressed)
    if len(rows) > FEW and seen.only is None:
        yield seen.found(
            "sources_without_address", None, field="sources", value=len(rows), source=sources.title[rows[0]]
        )
        return
    for row in rows:
        title = sources.title[row]
        yield seen.found("source_without_address", int(sources.at[row]), field="sources", value=title, source=title)

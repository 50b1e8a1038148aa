"""Are two places one, and does a name stand for two?

Places with names alike (geodata.checks.alike) are *duplicates* within NEAR_M of each other or in one town, those with
names nearly alike within NEAR_M. A name that two places further apart have is told too: as a warning, or as a note
where it is no wonder: in two provinces, for a name such as Police Station, for another name that is only that of the
town.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from geodata import towns
from geodata.checks.alike import generic, nearly, plain, signatures
from geodata.checks.context import Checking, Findings, distance
from geodata.provenance import ELLIPSOID

NEAR_M = 2000.0  # metres; sources put one place that far apart, and two of one name are seldom so near
NEAR_DEGREES = 0.02  # of latitude, somewhat more than NEAR_M
NEIGHBOURS = 20  # of one name, along the meridian, that a place is compared with; more tell nothing new
MANY = 8  # places of one name, which are told of at once


def duplicates(seen: Checking) -> Findings:
    """Each place with the first that it seems to repeat."""
    places = _candidates(seen)
    names = dict(_pairs(seen, _buckets(seen, places, nearly, all_names=False)))
    of_town = _Town(seen)
    buckets = _buckets(seen, places, signatures, all_names=True)
    alike = dict(_pairs(seen, [[one for one in members if not of_town(*one)] for members in buckets]))
    names |= alike
    if not names:
        return
    pairs = np.array(sorted(names))
    metres = _apart(seen, pairs)
    town, crossing = pd.factorize(seen.towns)[0], seen.texts("group") == "crossing"
    first, at = pairs.T
    in_town = (town[first] == town[at]) & (town[at] >= 0)
    kept = ((metres < NEAR_M) | in_town) & (crossing[first] == crossing[at])
    told = set()
    for (first, at), apart in zip(pairs[kept].tolist(), metres[kept], strict=True):
        name = names[first, at]
        near = apart < NEAR_M or ((first, at) in alike and not generic(name))
        if not near or (first, at) in seen.pairs:
            continue
        one, other = (at, first) if seen.asked[at] else (first, at)
        if one not in told:
            told.add(one)
            code = "duplicate_unlocated" if np.isnan(apart) else "duplicate"
            yield seen.found(
                code, one, other=other, field="name", value=name, name=seen.names[other], other_id=seen.ids[other],
                distance="" if np.isnan(apart) else distance(apart),
            )  # fmt: skip


def names_twice(seen: Checking) -> Findings:
    """Names that stand for two places."""
    holders = _buckets(seen, range(seen.count), lambda name: (plain(name),), all_names=True)
    pairs: dict[tuple[int, int], tuple[str, str]] = {}
    holders_of_name, of_town = [], _Town(seen)
    for members in holders:
        at_of_name = dict(members)
        at = sorted(at_of_name)
        name = at_of_name[at[0]]
        if len(at) > MANY:
            first = next(one for one in at if seen.asked[one])
            other = at[0] if at[0] != first else at[1]
            yield seen.found(
                "name_of_many", first, other=other, field="name", value=name, count=len(at), other_id=seen.ids[other]
            )
            continue
        holders_of_name.append((name, at))
    seen.locate({one for _, at in holders_of_name for one in at})
    for name, at in holders_of_name:
        for pair, far in _firsts(seen, at):
            code = "name_elsewhere" if far or generic(name) or any(of_town(one, name) for one in pair) else "name_twice"
            if pair not in pairs or pairs[pair][0] == "name_elsewhere":
                pairs[pair] = code, name
    for (first, at), (code, name) in sorted(pairs.items()):
        if (first, at) in seen.pairs:
            continue
        one, other = (at, first) if seen.asked[at] else (first, at)
        yield seen.found(code, one, other=other, field="name", value=name, other_id=seen.ids[other])


class _Town:
    """Whether another name of a place is that of its town, which says nothing of the place."""

    def __init__(self, seen: Checking):
        self.seen, self.locality, self.main = seen, seen.texts("locality"), seen.texts("name")
        self.countries = seen.lists("countries")

    def __call__(self, at: int, name: str) -> bool:
        if not self.locality[at] or name == self.main[at]:
            return False
        countries = tuple(one for one in self.countries[at] if isinstance(one, str))
        return plain(name) in dict(towns.names(self.locality[at], countries))


def _firsts(seen: Checking, members: list[int]) -> Iterator[tuple[tuple[int, int], bool]]:
    """(pair, whether in two provinces): each place with the first of its province, each of these with the first of all.

    Of places that are asked about alone, each with the first other.
    """
    provinces = dict(zip(members, seen.province_of(members), strict=True))
    if seen.only is not None:
        for at in (one for one in members if seen.asked[one]):
            others = [one for one in members if one != at]
            same = [one for one in others if provinces[one] == provinces[at]]
            other = (same or others)[0]
            yield (min(at, other), max(at, other)), not same
        return
    first = {}
    for at, province in provinces.items():
        if province not in first:
            first[province] = at
            if at != members[0]:
                yield (members[0], at), True
        else:
            yield (first[province], at), False


def _candidates(seen: Checking) -> Iterable[int]:
    """The places among which a duplicate of those asked about can be: all, or those near them and in their towns."""
    if seen.only is None:
        return range(seen.count)
    wanted = seen.asked.copy()
    for at in np.flatnonzero(seen.asked):
        north = np.abs(seen.latitude - seen.latitude[at]) < NEAR_DEGREES
        east = np.abs((seen.longitude - seen.longitude[at] + 180) % 360 - 180)
        wanted |= north & (east * np.cos(np.radians(seen.latitude[at])) < NEAR_DEGREES)
        if seen.towns[at] is not None:
            wanted |= seen.towns == seen.towns[at]
    return np.flatnonzero(wanted).tolist()


def _buckets(seen: Checking, places: Iterable[int], texts, *, all_names: bool) -> list[list[tuple[int, str]]]:
    """(place, name) of places whose names have a text in common, if one of them is asked about."""
    found = defaultdict(list)
    for at in places:
        for name in seen.all_names[at] if all_names else seen.all_names[at][:1]:
            for text in texts(name):
                if text:
                    found[text].append((at, name))
    asked = seen.asked
    return [
        members
        for members in found.values()
        if len(members) > 1
        and any(at != members[0][0] for at, _ in members)
        and (seen.only is None or any(asked[at] for at, _ in members))
    ]


def _pairs(seen: Checking, buckets: list[list[tuple[int, str]]]) -> Iterator[tuple[tuple[int, int], str]]:
    """((place, later place), name) of those in one bucket; in a large one, of those that follow on each other."""
    for members in buckets:
        named = dict(reversed(members))
        at = sorted(named, key=lambda one: (seen.latitude[one], one)) if len(named) > NEIGHBOURS else sorted(named)
        for number, one in enumerate(at):
            for other in at[number + 1 : number + 1 + NEIGHBOURS]:
                if seen.asked[one] or seen.asked[other]:
                    yield (min(one, other), max(one, other)), named[max(one, other)]


def _apart(seen: Checking, pairs: np.ndarray) -> np.ndarray:
    """Metres between the places of each pair, NaN where one has no sound position."""
    known = seen.sound[pairs].all(axis=1)
    metres = np.full(len(pairs), np.nan)
    one, other = pairs[known].T
    if len(one):
        ends = seen.longitude[one], seen.latitude[one], seen.longitude[other], seen.latitude[other]
        metres[known] = ELLIPSOID.inv(*ends)[2]
    return metres

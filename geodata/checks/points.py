"""Do several places stand on one point, as they do where a town's or a province's middle was taken for each of them?"""

import numpy as np
import pandas as pd

from geodata.checks.context import Checking, Findings
from geodata.names import folded, town_spellings
from geodata.towns import parts

MANY = 3  # places on one point that are suspicious whatever they are; two may be one building
COARSE = {"locality", "admin1", "country"}


def same_point(seen: Checking) -> Findings:
    """Groups of places on one point; a group that says that it stands for one town is noted only."""
    located = np.flatnonzero(seen.sound)
    point = pd.DataFrame({"lon": seen.longitude[located], "lat": seen.latitude[located]}) + 0.0  # no -0.0
    group = point.groupby(["lon", "lat"], sort=False).ngroup().to_numpy()
    shared = np.bincount(group, minlength=1)[group] > 1 if len(group) else np.zeros(0, bool)
    asked = np.unique(group[shared & seen.asked[located]])
    if not len(asked):
        return
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], asked)
    ends = np.searchsorted(group[order], asked, side="right")
    localities, provinces, precision = seen.texts("locality"), seen.texts("admin1"), seen.texts("precision")
    alike = seen.alike()
    for start, end in zip(starts, ends, strict=True):
        members = _one_an_id(seen, located[order[start:end]])
        towns = [_spellings(localities[at]) for at in members if localities[at]]
        apart = (bool(towns) and not set.intersection(*towns)) or len({provinces[at] for at in members} - {None}) > 1
        coarse = all(precision[at] in COARSE for at in members)
        if len(members) < 2 or (len(members) < MANY and coarse and not apart):
            continue
        code = "same_point" if len(members) >= MANY or apart else "shared_point"
        if coarse and not apart and len(towns) == len(members):
            code = "town_point"
        yield from _each(seen, code, members, localities, alike)


def _spellings(locality: str) -> set[str]:
    """The towns that a locality names, with and without what says that they are some."""
    return {folded(locality)}.union(*map(town_spellings, parts(locality)))


def _one_an_id(seen: Checking, members: np.ndarray) -> list[int]:
    """The first place of each id: an id met twice has a finding of its own."""
    return list({seen.place_id[at]: int(at) for at in members[::-1]}.values())[::-1]


def _each(seen: Checking, code: str, members: list[int], localities: np.ndarray, alike: dict) -> Findings:
    group = set(members)
    for at in members:
        other = members[0] if at != members[0] else members[1]
        # Of two, the second tells it; of more, each does: it may be looked at alone.
        if not seen.asked[at] or (len(members) == 2 and at == members[0] and seen.asked[other]):
            continue
        if not group.isdisjoint(alike.get(at, ())):
            continue
        yield seen.found(
            code, at, other=other, field="longitude", value=f"{seen.longitude[at]}, {seen.latitude[at]}",
            count=len(members), name=seen.names[other], other_id=seen.ids[other], locality=localities[at] or "",
        )  # fmt: skip

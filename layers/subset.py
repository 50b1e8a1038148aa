"""How is a part of a ladder made a whole ladder of its own?

``Part`` has the tables that a map document or a file is made of. ``keep`` leaves rows out of them and mends every row
position that points into another table, so that nothing of what was left out stays behind: a line that nobody drawn
went along, a place that only they were at, a count that they were part of.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from layers.columns import ABSENT
from routes.flows import count_flows
from routes.reasons import EVIDENCE

NOT_STATED = ABSENT  # a count that a profile withholds


@dataclass(frozen=True)
class Part:
    """Tables as in ``routes.build.Ladder``, with geometry in ``lines`` only.

    ``place_persons``: people recorded at each place, -1 not stated. ``persons_in_all``, ``legs_in_all``: how many there
    were before anything was left out. ``cut``: what a profile left out, as message key and values.
    """

    places: pd.DataFrame
    place_persons: np.ndarray
    lines: pd.DataFrame
    paths: pd.DataFrame
    stints: pd.DataFrame
    legs: pd.DataFrame
    flows: pd.DataFrame
    persons_in_all: int
    legs_in_all: int
    cut: tuple[tuple[str, dict], ...] = field(default=())


def whole(ladder, place_persons: np.ndarray | None = None) -> Part:
    """A ladder as a part that leaves nothing out; ``place_persons`` where they were counted before."""
    if place_persons is None:
        place_persons = persons_at(ladder.stints, len(ladder.places))
    return Part(
        places=ladder.places,
        place_persons=place_persons,
        lines=ladder.lines,
        paths=_without_geometry(ladder.paths),
        stints=ladder.stints,
        legs=_without_geometry(ladder.legs),
        flows=pd.DataFrame(ladder.flows[["line", "legs", "persons", *EVIDENCE]]),
        persons_in_all=len(ladder.paths),
        legs_in_all=len(ladder.legs),
    )


def _without_geometry(table: pd.DataFrame) -> pd.DataFrame:
    """The other columns, not copied: dropping one copies a table of GeoPandas, half a second at a million legs."""
    return pd.DataFrame({name: table[name] for name in table.columns if name != "geometry"}, copy=False)


def keep(part: Part, persons: np.ndarray, legs: np.ndarray) -> Part:
    """The part with only these people and legs (boolean, one a row); legs of other people go in any case.

    Flows and the people at each place are counted again. Places and lines stay; ``drop_unused`` takes them out.
    """
    owner = np.repeat(np.arange(len(part.paths)), part.paths["stints"])
    stint_kept = persons[owner]
    leg_kept = legs & stint_kept[part.legs["from_stint"].to_numpy(int)]
    new_stint = np.cumsum(stint_kept) - 1
    paths = part.paths[persons].reset_index(drop=True)
    first = np.cumsum(paths["stints"].to_numpy(int)) - paths["stints"].to_numpy(int)
    stints = part.stints[stint_kept].reset_index(drop=True)
    kept = part.legs[leg_kept].reset_index(drop=True)
    kept = kept.assign(from_stint=new_stint[kept["from_stint"]], to_stint=new_stint[kept["to_stint"]])
    return replace(
        part,
        paths=paths.assign(first_stint=first),
        stints=stints,
        legs=kept,
        flows=count_flows(kept),
        place_persons=persons_at(stints, len(part.places)),
    )


def drop_unused(part: Part, places: np.ndarray) -> Part:
    """The part without lines that no leg or flow goes along, and without places that are neither in ``places``
    (boolean, one a row) nor referred to by a stint, a leg, a path or a line."""
    line_kept = np.zeros(len(part.lines), dtype=bool)
    line_kept[part.legs["line"]] = True
    line_kept[part.flows["line"]] = True
    new_line = np.cumsum(line_kept) - 1
    lines = part.lines[line_kept].reset_index(drop=True)
    place_kept = places | _referred_to(part, lines)
    new_place = np.append(np.where(place_kept, np.cumsum(place_kept) - 1, ABSENT), ABSENT)
    return replace(
        part,
        places=part.places[place_kept].reset_index(drop=True),
        place_persons=part.place_persons[place_kept],
        lines=lines.assign(
            origin_place=new_place[lines["origin_place"]], destination_place=new_place[lines["destination_place"]]
        ),
        stints=part.stints.assign(place=new_place[part.stints["place"]]),
        legs=part.legs.assign(line=new_line[part.legs["line"]]),
        flows=part.flows.assign(line=new_line[part.flows["line"]]),
    )


def _referred_to(part: Part, lines: pd.DataFrame) -> np.ndarray:
    used = np.zeros(len(part.places) + 1, dtype=bool)  # the last is for "none"
    told = np.flatnonzero(part.places["place_id"].notna())  # a place that a profile hides has no id
    index, at = pd.Index(part.places["place_id"].iloc[told]), np.append(told, ABSENT)
    for ids in (part.legs["via"], part.paths["arrest_place"], part.paths["last_place"]):
        used[at[index.get_indexer(ids)]] = True
    for positions in (part.stints["place"], lines["origin_place"], lines["destination_place"]):
        used[positions.to_numpy(int)] = True
    return used[:-1]


def persons_at(stints: pd.DataFrame, places: int) -> np.ndarray:
    """How many different people have a recorded stint at each place (by position)."""
    pairs = pd.DataFrame({"place": stints["place"], "person": pd.factorize(stints["person_id"])[0]}).drop_duplicates()
    at = pairs["place"].to_numpy(int)
    return np.bincount(at[at >= 0], minlength=places)

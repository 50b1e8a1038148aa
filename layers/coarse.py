"""Where is a place that no source has published, on a map for everybody? Somewhere in its town.

Such a place is moved onto a grid of the size of a town, and whatever was measured from its position is measured anew or
left out: lines, lengths, detours, the id of a place that is known from rows alone, why it was put where it was. Whether
it lies in an area that somebody chose is asked of the grid as well: areas of any size would tell where it really is.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from layers.subset import Part
from routes.lines import geodesics

GRID_DEGREES = 0.05  # 5.6 km north to south, 4 km east to west in Korea: the size of a town
TOWN_M = 5000.0  # uncertainty of a position known to the town, as in data/README.md


def coarse_positions(places: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """``longitude`` and ``latitude`` as they may be told, and which places were moved for it (boolean)."""
    moved = ((places["sources"].str.len() == 0) & places["longitude"].notna()).to_numpy()
    exact = places[["longitude", "latitude"]]
    grid = ((exact / GRID_DEGREES).round() * GRID_DEGREES).round(2)
    return exact.where(np.column_stack([~moved, ~moved]), grid), moved


def coarse_places(part: Part, named: np.ndarray) -> Part:
    """Places without a published source on the grid; those known from rows alone also get another id.

    ``named`` (boolean, one a place): those of them that may be told at all. The others get no id and count for nothing,
    or the number of one in a town would tell that somebody else has a house there.
    """
    places = part.places
    at, moved = coarse_positions(places)
    if not moved.any():
        return part
    fine = moved & ~places["precision"].isin(("admin1", "country")).to_numpy()
    ids = _ids_without_position(places, at, named)
    coarse = places.assign(
        place_id=ids,
        longitude=at["longitude"],
        latitude=at["latitude"],
        precision=places["precision"].where(~fine, "locality"),
        chosen_because=places["chosen_because"].where(~moved, None),
        uncertainty_m=places["uncertainty_m"].where(~moved, places["uncertainty_m"].fillna(0).clip(lower=TOWN_M)),
    )
    new_id = dict(zip(places["place_id"], ids, strict=True))
    been = np.isin(np.arange(len(places)), part.stints["place"])
    count = int((moved & (been | (places["group"] != "other").to_numpy())).sum())
    lines = _drawn_anew(part.lines, coarse, moved)
    return replace(
        part,
        places=coarse,
        lines=lines.assign(origin=lines["origin"].map(new_id), destination=lines["destination"].map(new_id)),
        stints=part.stints.assign(place_id=part.stints["place_id"].map(new_id)),
        legs=_measured_anew(part, lines, moved).assign(
            **{name: part.legs[name].map(new_id) for name in ("origin", "destination")}
        ),
        paths=part.paths.assign(
            **{name: part.paths[name].map(new_id) for name in ("first_place", "last_place", "arrest_place")},
            length_m=_lengths(part, lines),
        ),
        cut=(*part.cut, ("export.cut.positions", {"count": count})) if count else part.cut,
    )


def _measured_anew(part: Part, lines: pd.DataFrame, moved: np.ndarray) -> pd.DataFrame:
    """Legs with the lengths of the new lines, and without the detours by other crossings where an end was moved: three
    distances to known points tell where somebody's house is."""
    legs, place = part.legs, part.stints["place"].to_numpy(int)
    ends = np.column_stack([place[legs["from_stint"].to_numpy(int)], place[legs["to_stint"].to_numpy(int)]])
    near = moved[ends].any(axis=1).tolist()
    alternatives = [[] if hidden else told for hidden, told in zip(near, legs["alternatives"], strict=True)]
    return legs.assign(
        length_m=lines["length_m"].to_numpy()[legs["line"].to_numpy(int)],
        alternatives=pd.Series(alternatives, index=legs.index, dtype=object),
    )


def _lengths(part: Part, lines: pd.DataFrame) -> np.ndarray:
    """The length of each person's legs."""
    owner = np.repeat(np.arange(len(part.paths)), part.paths["stints"].to_numpy(int))
    length = lines["length_m"].to_numpy()[part.legs["line"].to_numpy(int)]
    return np.bincount(owner[part.legs["from_stint"].to_numpy(int)], weights=length, minlength=len(part.paths))


def _ids_without_position(places: pd.DataFrame, at: pd.DataFrame, named: np.ndarray) -> pd.Series:
    """An id of a place known from rows alone holds its coordinate; here it holds the coarse one."""
    brought = (places["group"] == "other").to_numpy()
    told = brought & named
    coarse = "at:" + at["latitude"].map("{:.2f}".format) + "," + at["longitude"].map("{:.2f}".format)
    number = coarse[told].groupby(coarse[told]).cumcount() + 1
    ids = coarse + "/" + number.reindex(places.index, fill_value=0).astype(str)
    return places["place_id"].where(~brought, ids.where(told, None))


def _drawn_anew(lines: pd.DataFrame, places: pd.DataFrame, moved: np.ndarray) -> pd.DataFrame:
    """Lines to moved places between the new positions."""
    ends = lines[["origin_place", "destination_place"]].to_numpy(int)
    rows = np.flatnonzero(moved[ends].any(axis=1))
    position = places[["longitude", "latitude"]].to_numpy(float)
    length, geometry = geodesics(*position[ends[rows, 0]].T, *position[ends[rows, 1]].T)
    all_lengths, all_lines = lines["length_m"].to_numpy(copy=True), lines["geometry"].to_numpy().copy()
    all_lengths[rows], all_lines[rows] = length, geometry
    return lines.assign(length_m=all_lengths, geometry=all_lines)

"""Who and what is chosen by filter values? The rules of layers/filters.py, on arrays.

People are chosen by all filters together (AND), values within one by OR. Filters of steps (time, evidence) ask whether
any of a person's stints or legs fits, and also which legs are drawn; filters of places also decide which places are
shown. ``layers/browser/filters.js`` holds the same rules; a test compares both.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from layers.search import fold, matching_places
from layers.times import leg_bounds, stint_bounds
from routes.dates import bounds


class Selection(NamedTuple):
    """Boolean arrays over the rows of paths, legs and places."""

    persons: np.ndarray
    legs: np.ndarray
    places: np.ndarray


def select(ladder, values: Mapping) -> Selection:
    """The people, legs and places that filter values choose; with no values, all of them."""
    persons = np.ones(len(ladder.paths), dtype=bool)
    legs = np.ones(len(ladder.legs), dtype=bool)
    places = np.ones(len(ladder.places), dtype=bool)
    owner = np.repeat(np.arange(len(ladder.paths)), ladder.paths["stints"])
    leg_owner = owner[ladder.legs["from_stint"].to_numpy(int)]

    def anyone(stint_mask: np.ndarray, leg_mask: np.ndarray) -> np.ndarray:
        found = np.zeros(len(persons), dtype=bool)
        found[owner[stint_mask]] = True
        found[leg_owner[leg_mask]] = True
        return found

    no_stint, no_leg = np.zeros(len(owner), dtype=bool), np.zeros(len(legs), dtype=bool)
    for key in PERSON_RULES.keys() & values.keys():
        persons &= PERSON_RULES[key](ladder.paths, values[key])
    if {"time_from", "time_to"} & values.keys():
        stint_mask, leg_mask = _in_time(ladder, values)
        persons &= anyone(stint_mask, leg_mask)
        legs &= leg_mask
    if "evidence" in values:
        leg_mask = ladder.legs["evidence"].isin(values["evidence"]).to_numpy()
        persons &= anyone(no_stint, leg_mask)
        legs &= leg_mask
    for key in PLACE_RULES.keys() & values.keys():
        shown, counts = PLACE_RULES[key](ladder.places, values)
        places &= shown
        via = _at(ladder.legs["via"], ladder.places, shown) if key == "place_text" else no_leg
        persons &= anyone(_at(ladder.stints["place_id"], ladder.places, counts), via)
    return Selection(persons, legs & persons[leg_owner], places)


def _at(ids: pd.Series, places: pd.DataFrame, mask: np.ndarray) -> np.ndarray:
    """Which of the ids name a place of the mask."""
    return np.append(mask, False)[pd.Index(places["place_id"]).get_indexer(ids)]


def _one_of(column: str):
    return lambda paths, wanted: paths[column].isin(wanted).to_numpy()


def _any_of(column: str):
    return lambda paths, wanted: np.fromiter(
        (not set(wanted).isdisjoint(listed) for listed in paths[column]), dtype=bool, count=len(paths)
    )


def _same_text(column: str):
    def rule(paths: pd.DataFrame, text: str) -> np.ndarray:
        wanted = {fold(part) for part in text.split(",")} - {""}
        codes, distinct = pd.factorize(paths[column])
        return np.array([fold(value) in wanted for value in distinct] + [False])[codes]

    return rule


PERSON_RULES = {
    "country": _one_of("arrest_country"),
    "province": _one_of("arrest_admin1"),
    "authority": _any_of("authorities"),
    "reason": _one_of("reason"),
    "ending": _one_of("ending"),
    "last_place": _one_of("last_place"),
    "person": _same_text("person_id"),
    "case": _same_text("case_id"),
}


def _in_time(ladder, values: Mapping) -> tuple[np.ndarray, np.ndarray]:
    """Which stints and which legs lie in the period."""
    read = bounds([values.get("time_from"), values.get("time_to")])
    first, last = read["earliest"].iloc[0], read["latest"].iloc[1]
    period = (-np.inf if pd.isna(first) else _day(first), np.inf if pd.isna(last) else _day(last))
    certainly = values.get("time_mode") == "certainly"
    stints = stint_bounds(ladder.stints)
    legs = leg_bounds(ladder.legs, stints)
    return stints.within(*period, certainly=certainly), legs.within(*period, certainly=certainly)


def _day(time: pd.Timestamp) -> int:
    return int(np.datetime64(time, "D").astype(int))


def _of_kind(places: pd.DataFrame, values: Mapping) -> tuple[np.ndarray, np.ndarray]:
    """Crossings are another layer: this filter neither hides them nor counts them."""
    of_kind = places["kind"].isin(values["facility_kind"]).to_numpy()
    crossing = (places["group"] == "crossing").to_numpy()
    return of_kind | crossing, of_kind & ~crossing


def _by_text(places: pd.DataFrame, values: Mapping) -> tuple[np.ndarray, np.ndarray]:
    found = matching_places(places, values["place_text"])
    return found, found


def _inside(places: pd.DataFrame, values: Mapping) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = values["bbox"]
    width = 360 if east - west >= 360 else (east - west) % 360
    longitude, latitude = places["longitude"].to_numpy(float), places["latitude"].to_numpy(float)
    inside = ((longitude - west) % 360 <= width) & (latitude >= south) & (latitude <= north)
    return inside, inside


PLACE_RULES = {"facility_kind": _of_kind, "place_text": _by_text, "bbox": _inside}


def for_browser(values: Mapping, ladder) -> dict:
    """Values as the map on the page gets them: what the browser cannot find by itself is found for it."""
    if "place_text" not in values:
        return dict(values)
    found = matching_places(ladder.places, values["place_text"])
    return {**values, "place_ids": ladder.places["place_id"][found].tolist()}

"""Who and what is chosen by filter values? The rules of layers/filters.py, on arrays.

People are chosen by all filters together (AND), values within one by OR. Filters of steps (time, evidence) ask whether
any of a person's stints or legs fits, and also which legs are drawn; filters of places also decide which places are
shown. ``layers/browser/filters.js`` holds the same rules; a test compares both.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from layers.coded import Coded
from layers.columns import ABSENT
from layers.search import fold, matching_places
from routes.dates import bounds
from routes.reasons import EVIDENCE


class Selection(NamedTuple):
    """Boolean arrays over the rows of paths, legs and places."""

    persons: np.ndarray
    legs: np.ndarray
    places: np.ndarray


def select(ladder, values: Mapping, coded: Coded | None = None) -> Selection:
    """The people, legs and places that filter values choose; with no values, all of them.

    ``coded``: the ladder in numbers (layers/coded.py), where it was made before: then a million legs take milliseconds.
    """
    coded = coded or Coded(ladder)
    persons = np.ones(len(ladder.paths), dtype=bool)
    legs = np.ones(len(ladder.legs), dtype=bool)
    places = np.ones(len(ladder.places), dtype=bool)
    for key in PERSON_RULES.keys() & values.keys():
        persons &= PERSON_RULES[key](coded, values[key])
    if {"time_from", "time_to"} & values.keys():
        stint_mask, leg_mask = _in_time(coded, values)
        persons &= coded.anyone(stint_mask, leg_mask)
        legs &= leg_mask
    if "evidence" in values:
        leg_mask = np.isin(EVIDENCE, values["evidence"])[coded.evidence]
        persons &= coded.anyone(legs=leg_mask)
        legs &= leg_mask
    for key in PLACE_RULES.keys() & values.keys():
        shown, counts = PLACE_RULES[key](ladder.places, values)
        places &= shown
        passed = _at(coded.via, shown) if key == "place_text" else None
        persons &= coded.anyone(_at(coded.stint_place, counts), passed)
    return Selection(persons, legs & persons[coded.leg_owner], places)


def _at(positions: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Which of the positions are places of the mask."""
    return np.append(mask, False)[positions]


def _one_of(column: str):
    def rule(coded: Coded, wanted: list[str]) -> np.ndarray:
        codes, values = coded.column(column)
        return np.append(pd.Index(values).isin(wanted), False)[codes]

    return rule


def _any_of(column: str):
    def rule(coded: Coded, wanted: list[str]) -> np.ndarray:
        codes, lists = coded.lists(column)
        fits = [not set(wanted).isdisjoint(listed) for listed in lists]
        return np.array([*fits, False], dtype=bool)[codes]

    return rule


def _same_text(column: str):
    def rule(coded: Coded, text: str) -> np.ndarray:
        codes, folded = coded.folded(column)
        fits = np.zeros(len(folded) + 1, dtype=bool)
        fits[folded.get_indexer_for(sorted({fold(part) for part in text.split(",")} - {""}))] = True
        fits[ABSENT] = False  # no text at all; and where a wanted text was not found
        return fits[codes]

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


def _in_time(coded: Coded, values: Mapping) -> tuple[np.ndarray, np.ndarray]:
    """Which stints and which legs lie in the period."""
    read = bounds([values.get("time_from"), values.get("time_to")])
    first, last = read["earliest"].iloc[0], read["latest"].iloc[1]
    period = (-np.inf if pd.isna(first) else _day(first), np.inf if pd.isna(last) else _day(last))
    certainly = values.get("time_mode") == "certainly"
    return tuple(times.within(*period, certainly=certainly) for times in (coded.stint_times, coded.leg_times))


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

"""What do the checks of positions say of a place in a brief? Those of geodata, of the places that the profile let out.

A place without a published source is not checked where the profile moves it into its town, nor one that is known from
the rows of the records alone: there is nothing to check it against.
"""

from collections.abc import Iterable
from typing import NamedTuple

from geodata.audit import check
from geodata.grades import grade
from layers.brief.told import Told
from layers.desk import findings_of

OTHER = 2  # of layers.packing.GROUPS: known from rows alone


class Checked(NamedTuple):
    """The grade of a place's position (A to E), and what was found, the gravest first."""

    grade: str
    found: list[dict]


def checked(told: Told, places: Iterable[int]) -> dict[int, Checked]:
    """What geodata says of places, by their row; those that cannot be checked are left out."""
    rows = [place for place in places if not moved(told, place) and int(told.content.places.group[place]) != OTHER]
    if not rows:
        return {}
    table = told.part.places.iloc[rows]
    found = check(told.part.places, only=table["place_id"].tolist())
    grades = grade(table, found)["grade"]
    return {
        row: Checked(letter, findings_of(key, found, told.content.t))
        for row, letter, key in zip(rows, grades, table["place_id"], strict=True)
    }


def moved(told: Told, place: int) -> bool:
    """Whether the profile draws a place in its town instead of where it is (layers/coarse.py)."""
    return told.content.meta["profile"] == "public" and not (told.content.places.sources[place] or ())

"""What may leave, and for whom? The three profiles of DESIGN section 5c, applied before anything is drawn or written.

====================  =========================================================================================
``internal``          everything
``partner``           people whose ``consent`` is ``public`` or ``partner``: ids as keyed hashes (HMAC-SHA256), dates
                      to the month, places as recorded
``public``            people whose ``consent`` is ``public``: their paths with dates to the year; a place that no
                      source has published is moved onto a grid of some 5 km, the lines to it are drawn anew;
                      nothing at all where one of their ids looks like a name
====================  =========================================================================================

All other people are in no row of the result. They are counted along lines and at places in fives, rounded down
(layers/cells.py), and added to the people who are shown. A place that only their rows brought is left out. Notes,
columns of the file that we do not know, and what is under review (proposed positions, how many) are in ``internal``
alone. Filters of time and of area choose by what the profile tells, not by what it holds back.

Guaranteed: nothing that is told of people who have not agreed is a number from 1 to 4, nor does it become one when one
export is subtracted from another of the same records that was chosen otherwise, or of another version of them. That
there are such people in the file at all is told ("fewer than 5" or more), never where.

Not guaranteed: that three exports or more cannot be combined to a smaller number; what somebody finds out who knows
part of it already (that all people of one line went on along another, that a person is in the file, that one version
of the records is the other without one person); what the free texts of people who agreed to be shown say of others
(sources, outcomes, names of places are told as they were recorded).
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from geodata.errors import DataError
from layers import cells, cut
from layers.choosing import Selection, select
from layers.claims import REVIEW_COLUMNS
from layers.coarse import coarse_places, coarse_positions
from layers.coarse_dates import MONTH, YEAR, coarse_dates, distinct
from layers.filters import FILTERS, options
from layers.search import fold, matching_places
from layers.subset import NOT_STATED, Part, drop_unused, keep, persons_at, whole
from layers.words import catalogue, translator
from routes.mapping.people import like_names

PROFILES = ("internal", "partner", "public")
WITHHELD = "…"  # stands in a caption for what a profile does not let out
AGREEING = {"partner": ("public", "partner"), "public": ("public",)}  # words of ``consent``
DATES = {"partner": MONTH, "public": YEAR}
OF_IDS = ("person", "case")  # filters that name people
HASH_DIGITS = 20  # 80 bits: no two of a million people share one
KEY_BYTES = 32  # the shortest key that is worth the name
PATH_COLUMNS = (
    "person_id", "case_id", "detentions", "stints", "stints_unlocated", "legs", "length_m", "first_place", "last_place",
    "ending", "earliest", "latest", "evidence", "arrest_place", "arrest_country", "arrest_admin1", "reason", "outcome",
    "age", "sex", "authorities", "first_stint", "sources",
)  # fmt: skip
OURS = (*PATH_COLUMNS, "consent", "last_stint")


class NamesAsIds(DataError):
    """A name stands where an id of a person ought to."""


def reduce(ladder, profile: str, *, where: Mapping | None = None, key: bytes | None = None) -> Part:
    """The part of a ladder that filter values (``where``) choose and that a profile lets out."""
    if profile not in PROFILES:
        raise DataError("there is no such profile", value=profile, remedy=f"choose one of {', '.join(PROFILES)}")
    part, where = whole(ladder), where or {}
    if profile == "internal":
        selection = select(part, where)
        return drop_unused(keep(part, selection.persons, selection.legs) if where else part, selection.places)
    part = replace(part, places=part.places.drop(columns=[*REVIEW_COLUMNS], errors="ignore"))
    part = coarse_dates(part, DATES[profile])
    selection = select(_on_the_grid(part) if profile == "public" else part, where)
    agreed = part.paths["consent"].isin(AGREEING[profile]).to_numpy()
    brought = (part.places["group"] == "other").to_numpy()
    report = (
        *cut.people_left_out(part, ~agreed, brought, bool(where)),
        *cut.notes_left_out(ladder, set(part.paths["person_id"][agreed])),
        *cut.columns_left_out([name for name in part.paths if name not in OURS]),
    )
    theirs = _stayed(part, agreed) & brought
    if profile == "public":
        _check_ids(part.paths["person_id"][agreed])
    part = _shown_and_counted(part, agreed, selection, ~brought, where)
    part = replace(part, cut=(*report, *cut.dates_left_out(DATES[profile].cut, part)))
    part = replace(part, paths=part.paths[[*PATH_COLUMNS]], stints=part.stints.drop(columns="coarser"))
    part = coarse_places(part, theirs) if profile == "public" else _without_identities(part, key)
    return drop_unused(part, selection.places & ~brought)


def _check_ids(ids: pd.Series) -> None:
    """NamesAsIds where there is one: it would be told to everybody."""
    if names := like_names(ids):
        raise NamesAsIds(f"{names:,} of {len(ids):,} ids of people look like names, and a public file would tell them",
                         field="person_id", remedy="give ids in their place (on the page Your records, or under "
                         "[values.person_id] of the mapping), or choose another profile")  # fmt: skip


def _on_the_grid(part: Part) -> Part:
    """The part for choosing by area: where places may be told to be."""
    return replace(part, places=part.places.assign(**coarse_positions(part.places)[0]))


def _stayed(part: Part, persons: np.ndarray) -> np.ndarray:
    """At which places these people were (boolean, one a place)."""
    return persons_at(part.stints[np.repeat(persons, part.paths["stints"].to_numpy(int))], len(part.places)) > 0


def _shown_and_counted(
    part: Part, agreed: np.ndarray, selection: Selection, placed: np.ndarray, where: Mapping
) -> Part:
    """The part with the chosen people who agreed, and the others in cells alone; ``placed``: places to be told of.

    Who asks for people by their ids is told of nobody else. Places count the others where nothing was chosen.
    """
    shown = keep(part, agreed & selection.persons, selection.legs)
    others = ~agreed & (not {*OF_IDS} & where.keys())
    flows = pd.concat([shown.flows, cells.flow_cells(part, others, selection.legs, placed)])
    here = shown.place_persons + (0 if where else cells.place_cells(part, others, placed))
    return replace(
        shown,
        flows=flows.groupby("line", as_index=False).sum(),
        place_persons=np.where(here > 0, here, 0 if agreed.all() else NOT_STATED),
        **_in_all(part, agreed),
    )


def _in_all(part: Part, agreed: np.ndarray) -> dict[str, int]:
    """How many people and legs there are, whatever was chosen; those who have not agreed only where they are many."""
    people, legs = agreed.sum(), part.paths["legs"].to_numpy()
    others = cells.rounded(len(agreed) - people)
    their_legs = cells.rounded(legs[~agreed].sum()) if others else 0
    return {"persons_in_all": int(people + others), "legs_in_all": int(legs[agreed].sum() + their_legs)}


def sayable(where: Mapping, part: Part, profile: str, key: bytes | None = None) -> dict:
    """Filter values as a caption may say them; ``part`` is what ``reduce`` let out with them.

    Whoever asks for one person writes an id. A partner reads its hash; an id or a place that is not in the part is
    WITHHELD, or a caption would tell what the tables do not.
    """
    if profile == "internal":
        return dict(where)
    told = dict(where)
    for name, column in (("person", "person_id"), ("case", "case_id")):
        if name in where:
            told[name] = ", ".join(_sayable_ids(where[name], part.paths[column], name, profile, key))
    for item in FILTERS:
        if item.codes and item.key in where:
            told[item.key] = _sayable_codes(where[item.key], item, part)
    if "last_place" in where:
        known = set(part.places["place_id"])
        told["last_place"] = [place if place in known else WITHHELD for place in where["last_place"]]
    if "place_text" in where and not matching_places(part.places, where["place_text"]).any():
        told["place_text"] = WITHHELD
    return told


def _sayable_codes(values: list[str], item, part: Part) -> list[str]:
    """Values that everybody knows, or that are in the part; another is in somebody's own words."""
    shown = {value for value, _ in options(item, part, translator("en"))}
    return [v if v in shown or f"code.{item.codes}.{v}" in catalogue("en") else WITHHELD for v in values]


def _sayable_ids(text: str, shown: pd.Series, kind: str, profile: str, key: bytes | None) -> list[str]:
    ids = [part.strip() for part in text.split(",") if part.strip()]
    if profile == "partner":
        ids = [_hash(key, f"{kind}\0{each}") for each in ids]
    folded = {fold(each) for each in shown.dropna()}
    told = [each if fold(each) in folded else WITHHELD for each in ids]
    return [each for n, each in enumerate(told) if each != WITHHELD or WITHHELD not in told[:n]]  # not how many


def _without_identities(part: Part, key: bytes | None) -> Part:
    """Person and case ids as keyed hashes: who has no key cannot try all ids and compare."""
    key = _long_enough(key)

    def replaced(kind: str, column: pd.Series) -> pd.Series:
        return distinct(column, lambda texts: hashed(key, kind, texts))

    return replace(
        part,
        paths=part.paths.assign(
            person_id=replaced("person", part.paths["person_id"]), case_id=replaced("case", part.paths["case_id"])
        ),
        stints=part.stints.assign(person_id=replaced("person", part.stints["person_id"])),
        legs=part.legs.assign(person_id=replaced("person", part.legs["person_id"])),
        cut=(*part.cut, ("export.cut.hashes", {})),
    )


def _long_enough(key: bytes | None) -> bytes:
    if not key or len(key) < KEY_BYTES:
        raise DataError(
            f"the partner profile needs a key of at least {KEY_BYTES} bytes",
            remedy="make one with: head -c 32 /dev/urandom > partner.key, keep it, and give it with --key partner.key",
        )
    return key


def hashed(key: bytes | None, kind: str, ids: Iterable[str]) -> list[str]:
    """How a partner reads ids; ``kind``: person or case. DataError without a key."""
    key = _long_enough(key)
    return [_hash(key, f"{kind}\0{each}") for each in ids]


def _hash(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()[:HASH_DIGITS]

"""What may leave, and for whom? The three profiles of DESIGN section 5c, applied before anything is drawn or written.

====================  =========================================================================================
``internal``          everything
``partner``           people whose ``consent`` is ``public`` or ``partner``: ids as keyed hashes (HMAC-SHA256), dates
                      to the month, places as recorded
``public``            people whose ``consent`` is ``public``: their paths as recorded
====================  =========================================================================================

All other people are in no row of the result. They are counted along lines and at places where there are at least
SMALLEST_CELL of them, and nowhere else: who subtracts the people shown learns no more than that. A place that only
their rows brought is left out. In ``public``, a place that no source has published is moved onto a grid of some 5 km;
the lines to it are drawn anew. Notes, columns of the file that we do not know, and what is under review (proposed
positions, how many) are in ``internal`` alone.

Not guaranteed here: that two exports of different choices (``where``) cannot be subtracted from each other.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from geodata.errors import DataError
from layers.choosing import select
from layers.claims import REVIEW_COLUMNS
from layers.coarse import coarse_places
from layers.filters import FILTERS, options
from layers.search import fold, matching_places
from layers.subset import NOT_STATED, Part, drop_unused, keep, whole
from layers.words import catalogue, translator
from routes.dates import bounds
from routes.reasons import sentence

PROFILES = ("internal", "partner", "public")
WITHHELD = "…"  # stands in a caption for what a profile does not let out
SMALLEST_CELL = 5  # people; fewer are withheld
HASH_DIGITS = 20  # 80 bits: no two of a million people share one
MONTH_DAYS = 30
KEY_BYTES = 32  # the shortest key that is worth the name
PATH_COLUMNS = (
    "person_id", "case_id", "detentions", "stints", "stints_unlocated", "legs", "length_m", "first_place", "last_place",
    "ending", "earliest", "latest", "evidence", "arrest_place", "arrest_country", "arrest_admin1", "reason", "outcome",
    "age", "sex", "authorities", "first_stint", "sources",
)  # fmt: skip
DAY_OF_DATE = re.compile(r"(\d{3}[\dX][?~%]?-[?~%]?[\dX]{2}[?~%]?)-[?~%]?[\dX]{2}[?~%]?([T ][\d:.]+(Z|[+-][\d:]+)?)?")
MONTH_OR_COARSER = re.compile(r"[\dX?~%/.\[\]{}, Y-]*")
LONG_DIGITS = re.compile(
    r"\d{5}|-[\dX]{3}|-\d\d-\d"
)  # a day written without hyphens, a day of the year, a day left over
MONTHS_OF_DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?")


def reduce(ladder, profile: str, *, where: Mapping | None = None, key: bytes | None = None) -> Part:
    """The part of a ladder that filter values (``where``) choose and that a profile lets out."""
    if profile not in PROFILES:
        raise DataError("there is no such profile", value=profile, remedy=f"choose one of {', '.join(PROFILES)}")
    part = whole(ladder)
    shown = np.ones(len(part.places), dtype=bool)
    if where:
        selection = select(ladder, where)
        part, shown = keep(part, selection.persons, selection.legs), selection.places
    if profile == "internal":
        return drop_unused(part, shown)
    part = replace(part, places=part.places.drop(columns=[*REVIEW_COLUMNS], errors="ignore"))
    agreeing = ("public",) if profile == "public" else ("public", "partner")
    brought = (part.places["group"] == "other").to_numpy()
    part = _counted_only(part, part.paths["consent"].isin(agreeing).to_numpy(), brought)
    part = replace(part, paths=part.paths[[*PATH_COLUMNS]], **_in_all(ladder, agreeing))
    part = coarse_places(part) if profile == "public" else _without_identities(_months(part), key)
    return drop_unused(part, shown & ~brought)


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
    return [each if fold(each) in folded else WITHHELD for each in ids]


def _in_all(ladder, agreeing: tuple[str, ...]) -> dict[str, int]:
    """How many people and legs there are, whatever was chosen; those who have not agreed only where they are many."""
    agreed = ladder.paths["consent"].isin(agreeing).to_numpy()
    counts = agreed if (~agreed).sum() < SMALLEST_CELL else np.ones(len(agreed), dtype=bool)
    return {"persons_in_all": int(counts.sum()), "legs_in_all": int(ladder.paths["legs"].to_numpy()[counts].sum())}


def _counted_only(part: Part, consent: np.ndarray, brought: np.ndarray) -> Part:
    """The part with the people who agreed, the others in counts only; ``brought``: places known from rows alone."""
    every_leg = np.ones(len(part.legs), dtype=bool)
    agreed, others = keep(part, consent, every_leg), keep(part, ~consent, every_leg)
    ends = part.lines[["origin_place", "destination_place"]].to_numpy(int)[others.flows["line"]]
    large = (others.flows["persons"] >= SMALLEST_CELL).to_numpy() & ~brought[ends].any(axis=1)
    flows = pd.concat([agreed.flows, others.flows[large]]).groupby("line", as_index=False).sum()
    crowd = np.where((others.place_persons >= SMALLEST_CELL) & ~brought, others.place_persons, 0)
    here = agreed.place_persons + crowd
    hidden = len(others.paths)
    many = hidden if hidden >= SMALLEST_CELL else 0
    cut = [("export.cut.flows", {"count": int((~large).sum()), "k": SMALLEST_CELL})] if not large.all() else []
    if hidden:
        count = str(hidden) if many else f"1–{SMALLEST_CELL - 1}"
        cut.insert(0, ("export.cut.people", {"count": count}))
        cut.append(("export.cut.places", {"k": SMALLEST_CELL}))
    return replace(
        agreed,
        flows=flows,
        place_persons=np.where(here > 0, here, NOT_STATED if hidden else 0),
        cut=(*part.cut, *cut),
    )


def _months(part: Part) -> Part:
    """Dates to the month, texts and bounds; a duration without its days."""
    stints = part.stints
    columns = {name: _distinct(stints[name], month_texts) for name in ("arrival", "departure")}
    columns["duration"] = _distinct(stints["duration"], lambda texts: map(_duration_in_months, texts))
    for what in ("arrival", "departure"):
        columns[f"earliest_{what}"] = _month_start(stints[f"earliest_{what}"])
        columns[f"latest_{what}"] = _month_end(stints[f"latest_{what}"])
    leg_times = {
        f"{what}_{edge}": cut(part.legs[f"{what}_{edge}"])
        for what in ("departed", "arrived")
        for edge, cut in (("earliest", _month_start), ("latest", _month_end))
    }
    paths = part.paths.assign(earliest=_month_start(part.paths["earliest"]), latest=_month_end(part.paths["latest"]))
    cut = (*part.cut, ("export.cut.months", {}))
    codes = [[_silence_in_months(code) for code in said] for said in part.legs["reason_codes"]]
    words = [[sentence(code) for code in said] for said in codes]
    reasons = {"reason_codes": codes, "reasons": words}
    told = {name: pd.Series(lists, index=part.legs.index, dtype=object) for name, lists in reasons.items()}
    return replace(
        part, stints=stints.assign(**columns), legs=part.legs.assign(**leg_times, **told), paths=paths, cut=cut
    )


def _silence_in_months(code: str) -> str:
    """The days of a silence tell the day of one of its ends from that of the other: "at least" so many is left.

    >>> _silence_in_months("silence:100"), _silence_in_months("hidden_stops:2")
    ('silence:90', 'hidden_stops:2')
    """
    name, _, days = code.partition(":")
    return f"silence:{max(int(days) // MONTH_DAYS * MONTH_DAYS, 1)}" if name == "silence" else code


def _distinct(column: pd.Series, change: Callable[[Iterable[str]], Iterable[str | None]]) -> pd.Series:
    """Each different text changed once; None where nothing is left."""
    codes, texts = pd.factorize(column)
    changed = np.array([*change(texts), None], dtype=object)
    return pd.Series(changed[codes], index=column.index, dtype=object)


def month_texts(texts: Iterable[str]) -> list[str | None]:
    """Dates as recorded, without their days; None where what is left could still hold one.

    >>> month_texts(["2003-05-17~/2003-06", "17 May 2003"])
    ['2003-05/2003-06', None]
    """
    coarse = [DAY_OF_DATE.sub(lambda match: match[1], text) for text in texts]
    dates = bounds(coarse)["valid"].tolist()
    return [
        text if date and MONTH_OR_COARSER.fullmatch(text) and not LONG_DIGITS.search(text) else None
        for text, date in zip(coarse, dates, strict=True)
    ]


def _duration_in_months(text: str) -> str | None:
    found = MONTHS_OF_DURATION.match(text)
    return found[0] if found and len(found[0]) > 1 else None


def _month_start(times: pd.Series) -> pd.Series:
    values = times.to_numpy("datetime64[s]")
    return pd.Series(values.astype("datetime64[M]").astype("datetime64[s]"), index=times.index)


def _month_end(times: pd.Series) -> pd.Series:
    values = times.to_numpy("datetime64[s]")
    next_month = (values.astype("datetime64[M]") + np.timedelta64(1, "M")).astype("datetime64[s]")
    return pd.Series(next_month - np.timedelta64(1, "s"), index=times.index)


def _without_identities(part: Part, key: bytes | None) -> Part:
    """Person and case ids as keyed hashes: who has no key cannot try all ids and compare."""
    key = _long_enough(key)

    def replaced(kind: str, column: pd.Series) -> pd.Series:
        return _distinct(column, lambda texts: hashed(key, kind, texts))

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

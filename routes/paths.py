"""What became of each person, from the arrest to the last word? One row a person.

Also a person with a single stint or none that is located is a person: the path has no line. `arrest_place` is the place
of the very first stint; `last_place` the last that anybody names, even when a stop at an unknown place follows; None
where no place has its id: then nobody was last seen at the stop before it. `ending` is that of the last event where it
is a release, an escape or a death; else the `outcome` where it is one of the words of ENDING; else `last_known`:
nothing is known after it. `evidence` is the weakest of the legs, None without legs.

Texts are the first that the events give, `outcome` the last. Columns of the file that are none of ours are carried,
under `<name>_in_file` where the name is taken.
"""

import numpy as np
import pandas as pd
import shapely

from routes.codes import MISSING, distinct_lists, first_known, last_known, last_where, starts_of
from routes.columns import Coded
from routes.events import CONSENT, ENDINGS, KINDS, Events
from routes.legs import Legs
from routes.reading import COLUMNS
from routes.reasons import EVIDENCE
from routes.stints import Stints

LISTS = ("events", "rows", "reasons", "reason_codes", "alternatives")  # names that hold lists in other tables
ENDING = ("last_known", "released", "escaped", "died", "in_custody")


def build_paths(events: Events, stints: Stints, legs: Legs, regions: pd.DataFrame) -> dict:
    """The columns of the paths, without geometry; `regions` has country and admin1 of each place."""
    begin = np.flatnonzero(starts_of(events.person))
    first = np.flatnonzero(starts_of(stints.person))
    last = np.append(first, len(stints.person))[1:] - 1
    person = events.person[begin]
    path = np.cumsum(starts_of(events.person)) - 1
    leg_path = np.searchsorted(person, legs.person)
    ids = events.places["place_id"].to_numpy(object)
    known_first, known_last = first_known(stints.place, first), _last_named(stints, first)
    arrest = stints.place[first]
    evidence = np.full(len(person), -1)
    np.maximum.at(evidence, leg_path, legs.evidence)
    columns = {
        "person_id": Coded(person, events.persons),
        "case_id": _first(events, "case_id", begin),
        "detentions": stints.detention[last],
        "stints": last - first + 1,
        "stints_unlocated": np.add.reduceat(~stints.located, first, dtype=np.int64) if len(first) else first,
        "legs": np.bincount(leg_path, minlength=len(person)),
        # Without a leg numpy would count in whole numbers.
        "length_m": np.bincount(leg_path, weights=legs.columns["length_m"], minlength=len(person)).astype(float),
        "first_place": Coded(known_first, ids),
        "last_place": Coded(known_last, ids),
        "ending": _ending(events, begin),
        **_period(stints, first),
        "evidence": Coded(evidence, EVIDENCE),
        "arrest_place": Coded(arrest, ids),
        "arrest_country": Coded(arrest, regions["country"].to_numpy(object)),
        "arrest_admin1": Coded(arrest, regions["admin1"].to_numpy(object)),
        "reason": _first(events, "reason", begin),
        "outcome": _last(events, "outcome", begin),
        "consent": Coded(events.consent[person], CONSENT),
        "age": _first(events, "age", begin),
        "sex": _first(events, "sex", begin),
        "authorities": Coded(*distinct_lists(*events.codes("authority"), path, len(person))),
        "first_stint": first,
        "last_stint": last,
        "sources": Coded(*distinct_lists(*stints.source_groups, path, len(person))),
    }
    return columns | _carried(events, begin, {*columns, *LISTS, "geometry"})


def _last_named(stints: Stints, first: np.ndarray) -> np.ndarray:
    """The last place of each person that a record names, MISSING where it is none of the known places."""
    at = last_where((stints.place >= 0) | (stints.columns["place_as_recorded"].codes >= 0), first)
    return np.where(at < 0, MISSING, stints.place[at]) if len(stints.place) else np.full(len(first), MISSING)


def path_geometry(paths: dict, legs: Legs) -> np.ndarray:
    """A MultiLineString a person: all lines of the legs; None where there is none of any length."""
    parts, taken, counts = path_parts(paths, legs)
    geometry = np.full(len(counts), None, dtype=object)
    some = np.flatnonzero(counts)
    if len(some):
        geometry[some] = shapely.multilinestrings(parts[taken], indices=np.repeat(np.arange(len(some)), counts[some]))
    return geometry


def path_parts(paths: dict, legs: Legs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`(LineStrings, positions in them path after path, how many each path has)`; lines without length are left out."""
    parts, begin = _parts(legs.line_geometry)
    line, legs_of = legs.line, paths["legs"]
    leg = np.flatnonzero(legs.line_length[line] > 0)
    counts = (begin[1:] - begin[:-1])[line[leg]]
    taken = np.arange(counts.sum()) + np.repeat(begin[line[leg]] - (np.cumsum(counts) - counts), counts)
    numbers = np.cumsum(starts_of(legs.person)) - 1
    path = np.flatnonzero(legs_of > 0)[numbers[leg]]
    return parts, taken, np.bincount(path, weights=counts, minlength=len(legs_of)).astype(np.int64)


def _parts(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`(LineStrings, position of the first one of each line and the end)`; nothing is copied where no line is cut."""
    if (shapely.get_type_id(lines) == shapely.GeometryType.LINESTRING).all():
        return lines, np.arange(len(lines) + 1)
    parts, owner = shapely.get_parts(lines, return_index=True)
    return parts, np.searchsorted(owner, np.arange(len(lines) + 1))


def _first(events: Events, column: str, begin: np.ndarray) -> Coded:
    codes, labels = events.codes(column)
    return Coded(first_known(codes, begin), labels)


def _last(events: Events, column: str, begin: np.ndarray) -> Coded:
    codes, labels = events.codes(column)
    return Coded(last_known(codes, begin), labels)


def _ending(events: Events, begin: np.ndarray) -> Coded:
    by_kind = np.array([ENDING.index(ENDINGS[kind]) if kind in ENDINGS else MISSING for kind in KINDS])
    last = np.append(begin, len(events.kind))[1:] - 1
    by_event = by_kind[events.kind[last]]
    outcome = _last(events, "outcome", begin)
    by_word = np.array([*(ENDING.index(word) if word in ENDING else 0 for word in outcome.labels), 0])
    return Coded(np.where(by_event < 0, by_word[outcome.codes], by_event), ENDING)


def _period(stints: Stints, first: np.ndarray) -> dict[str, np.ndarray]:
    low = np.fmin(stints.times("earliest_arrival"), stints.times("earliest_departure"))
    high = np.fmax(stints.times("latest_arrival"), stints.times("latest_departure"))
    if not len(first):
        return {"earliest": low, "latest": high}
    return {"earliest": np.fmin.reduceat(low, first), "latest": np.fmax.reduceat(high, first)}


def _carried(events: Events, begin: np.ndarray, taken: set) -> dict[str, Coded]:
    others = [name for name in events.raw.columns if name not in (*COLUMNS, "row", "row_fault")]
    names = {name: f"{name}_in_file" if name in taken else name for name in others}
    return {names[name]: _first(events, name, begin) for name in others}

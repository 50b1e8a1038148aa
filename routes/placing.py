"""At which place did each event happen? By the id of a known place, else by the position that the row brings.

A code a row: the position in the table of places, NOWHERE where nobody names the place, and below NOWHERE an id that no
place has (the code of id number k is -2 - k), so that two events at one unknown id are known to be at one place. Rows
with a position of their own add places to the table (routes.positions).
"""

import numpy as np
import pandas as pd

from geodata.errors import printable
from geodata.places import COLUMNS as PLACE_COLUMNS
from routes.codes import decode, encode
from routes.positions import far_from_place, has_position, places_of_rows

NOWHERE = -1
SAME_PLACE_M = 10_000  # positions of one town differ by less


def place_events(
    raw, places, unknown, findings, crowded=None
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray, np.ndarray]:
    """`(places, code a row, unmatched ids, rows that say nothing of where)`; what was wrong is added to `findings`.

    `unknown` is True for events that say that their place is unknown; `crowded` see routes.positions.places_of_rows.

    >>> raw = pd.DataFrame({"place_id": ["a", "lost", None]})
    >>> places = pd.DataFrame({"place_id": ["a"], "group": ["facility"], "longitude": [129.0], "latitude": [42.0]})
    >>> found = place_events(raw, places, np.array([False, False, True]), [])
    >>> found[1].tolist(), found[2].tolist(), found[3].tolist()
    ([0, -2, -1], ['lost'], [False, False, True])
    """
    codes, ids = encode(raw.get("place_id"), len(raw))
    place, lost = _known(codes, ids, places)
    brings = has_position(raw)
    own = np.flatnonzero((place < 0) & brings)
    findings.extend(_contradictions(raw, places, np.flatnonzero((place >= 0) & brings & ~unknown), place))
    if len(own):
        more, code, faults = places_of_rows(raw, own, _names(raw, own, codes, ids), crowded)
        place[own] = np.where(code >= 0, code + len(places), place[own])
        places = pd.concat([places, more.assign(group="other")], ignore_index=True)
        findings.extend(_position_findings(own, faults))
    unplaced = (place == NOWHERE) & ~brings
    wrong = np.flatnonzero((place <= -2) & ~unknown)
    if len(wrong):
        findings.append(("place_unknown", wrong, "place_id", decode(codes[wrong], ids), {}))
    contradicted = np.flatnonzero(unknown & (place != NOWHERE))
    if len(contradicted):
        values = decode(codes[contradicted], ids)
        findings.append(("place_contradicts_event", contradicted, "place_id", values, {}))
        place[contradicted] = NOWHERE
    places = _complete(places)
    bare = np.append(places["longitude"].isna().to_numpy(), False)[np.maximum(place, NOWHERE)] & (place >= 0)
    if bare.any():
        rows = np.flatnonzero(bare)
        findings.append(("place_without_position", rows, "place_id", decode(codes[rows], ids), {}))
    return places, place, ids[lost], unplaced


def brought_by_rows(raw: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The places that rows bring themselves (place_id, name, longitude, latitude), a row each position and name.

    >>> raw = pd.DataFrame({"place_id": ["a", None], "longitude": ["129", "130"], "latitude": ["42", "42"]})
    >>> brought_by_rows(raw, pd.DataFrame({"place_id": ["a"]}))["place_id"].tolist()
    ['at:42.00000,130.00000']
    """
    if not {"longitude", "latitude"} & set(raw):
        return pd.DataFrame({"place_id": [], "name": [], "longitude": [], "latitude": []}).astype(object)
    codes, ids = encode(raw.get("place_id"), len(raw))
    own = np.flatnonzero((_known(codes, ids, places)[0] < 0) & has_position(raw))
    return places_of_rows(raw, own, _names(raw, own, codes, ids))[0]


def _known(codes: np.ndarray, ids: np.ndarray, places: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The code a row by its id alone, and which of the ids no place has."""
    found = pd.Index(places["place_id"], dtype=object).get_indexer(ids)
    lost = np.flatnonzero(found < 0)
    found[lost] = -2 - np.arange(len(lost))
    return np.append(found, NOWHERE)[codes], lost


def _names(raw: pd.DataFrame, own: np.ndarray, codes: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """What the rows call the places that they bring."""
    names, words = encode(raw.get("place_name"), len(raw))
    return np.where(names[own] >= 0, decode(names[own], words), decode(codes[own], ids))


def _contradictions(raw: pd.DataFrame, places: pd.DataFrame, rows: np.ndarray, place: np.ndarray) -> list:
    """Rows whose own position is not where their place is: the place is drawn, and they are told."""
    if not len(rows):
        return []
    at = place[rows]
    metres = far_from_place(raw, rows, *(places[name].to_numpy(float)[at] for name in ("longitude", "latitude")))
    radius = places["uncertainty_m"].fillna(0).to_numpy(float)[at] if "uncertainty_m" in places else 0
    far = np.flatnonzero(metres > np.maximum(radius, SAME_PLACE_M))
    if not len(far):
        return []
    said = raw["longitude"].iloc[rows[far]].astype(str) + ", " + raw["latitude"].iloc[rows[far]].astype(str)
    value = np.array([printable(text) for text in said], dtype=object)
    return [
        ("position_contradicts_place", rows[far], "longitude", value, {"km": (metres[far] / 1000).round().astype(int)})
    ]


def _position_findings(own: np.ndarray, faults: list) -> list:
    return [
        (
            "position_unusable",
            own[rows],
            field,
            np.full(len(rows), None if value is None else printable(value), dtype=object),
            {"reason": np.full(len(rows), reason, dtype=object), "remedy": np.full(len(rows), remedy, dtype=object)},
        )
        for rows, field, value, reason, remedy in faults
    ]


def _complete(places: pd.DataFrame) -> pd.DataFrame:
    """The places with every column of geodata.places, whatever the caller left out; what the caller adds stays."""
    if set(PLACE_COLUMNS) <= set(places) and not (places["group"] == "other").any():
        return places  # as geodata.places made it
    missing = [column for column in PLACE_COLUMNS if column not in places]
    empty = {
        "names": dict, "aliases": list, "countries": list, "sources": list, "extra": dict, "member": dict
    }  # fmt: skip
    more = [column for column in places if column not in PLACE_COLUMNS]
    filled = places.assign(**dict.fromkeys(missing, None))[[*PLACE_COLUMNS, *more]].copy()
    for column, kind in empty.items():
        absent = filled[column].isna()
        if absent.any():
            # One shared empty value: these are looked at, never changed.
            filled[column] = filled[column].astype(object).where(~absent, pd.Series([kind()] * len(filled)))
    texts = [c for c in PLACE_COLUMNS if c not in (*empty, "longitude", "latitude", "uncertainty_m")]
    filled[texts] = filled[texts].astype(object).where(filled[texts].notna(), None)
    return filled.astype({"longitude": float, "latitude": float, "uncertainty_m": float})

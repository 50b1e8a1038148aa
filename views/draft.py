"""What stands in the form of a correction, before it is proposed? One draft a visit and place.

The draft is the truth and the controls show it: it outlives a look at another place or page, and what nobody typed
follows the place when somebody else corrects it. An empty text, or None, says that it is not known.

A control that the program fills is a new control, with another key and what it begins with: what the browser said of
the old one, and is on its way here meanwhile, is not taken for something that the person typed. Nothing is written into
a control that is there: it would fall upon what somebody types at that moment.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from views import corrected

DRAFTS, SHOWN, FILLED = "drafts", "draft_shown", "draft_filled"
# SHOWN: the place whose form was drawn last; FILLED: how often the program filled controls, in this visit
TEXTS = ("name", "locality", "admin1", "country", "opened", "closed")
CODES = ("precision", "status")
METRES = "uncertainty_m"
TOLD = {"position": "", "no_position": False, "source": "", "url": "", "reason": ""}  # controls that begin empty


@dataclass
class Draft:
    """What the controls begin from, what they say now, the place's version that the person has seen, their keys."""

    before: dict[str, object]
    now: dict[str, object]
    version: int
    keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fill(self.now)

    def fill(self, values: dict[str, object]) -> None:
        """Put values into controls."""
        turn = st.session_state[FILLED] = st.session_state.get(FILLED, 0) + 1
        self.now |= values
        self.keys |= {name: f"draft:{name}:{turn}" for name in values}

    def changed(self) -> dict[str, object]:
        """The fields of the place (not its position) in which the form says something else than the place."""
        names = (*TEXTS, *CODES, METRES)
        told = {name: self.now[name] for name in names if self.now[name] != self.before[name]}
        with contextlib.suppress(ValueError, KeyError):  # what is no number is refused by the store, in a sentence
            told[METRES] = float(told[METRES]) if told[METRES] else None
        return told


def of(row: pd.DataFrame) -> Draft:
    """The draft for a place (a table of one row), begun if there is none."""
    place_id = row["place_id"].iloc[0]
    before = _before(row)
    drafts = st.session_state.setdefault(DRAFTS, {})
    draft = drafts.get(place_id)
    begins = draft is None or (draft.now == draft.before and st.session_state.get(SHOWN) != place_id)
    st.session_state[SHOWN] = place_id
    if begins:
        draft = drafts[place_id] = Draft(before, dict(before), corrected.store().version(place_id))
    untouched = {name for name in before if draft.now[name] == draft.before[name]}
    corrected_since = {name: before[name] for name in untouched if before[name] != draft.before[name]}
    if corrected_since:
        draft.fill(corrected_since)
    draft.before = before
    return draft


def _before(row: pd.DataFrame) -> dict[str, object]:
    """What the controls say of a place before anybody typed."""
    metres = row[METRES].iloc[0]
    told = {name: row[name].iloc[0] or "" for name in (*TEXTS, *CODES)}
    return {**TOLD, **told, METRES: "" if pd.isna(metres) else f"{metres:.10g}"}


def bound(place_id: str, name: str) -> dict:
    """Keyword arguments that bind a control of the form to the draft; it begins with what the draft says now."""
    draft = st.session_state[DRAFTS][place_id]
    if draft.keys[name] not in st.session_state:  # never drawn, or forgotten while another page was looked at
        draft.fill({name: draft.now[name]})
    return {"key": draft.keys[name], "on_change": keep, "args": (place_id, [name])}


def keep(place_id: str, names: Iterable[str] | None = None) -> Draft:
    """Take what the controls say (all of them, or those that are named) into the draft."""
    draft = st.session_state[DRAFTS][place_id]
    for name in names or draft.now:
        told = st.session_state.get(draft.keys[name], draft.now[name])
        draft.now[name] = told.strip() if name in (*TEXTS, METRES) else told
    return draft


def put(place_id: str, **values: object) -> None:
    """Fill controls of the form from a callback."""
    st.session_state[DRAFTS][place_id].fill(values)


def seen(place_id: str) -> None:
    """The person has been told what was done to the place: from now on the draft is about the place as it is."""
    draft = st.session_state.get(DRAFTS, {}).get(place_id)
    if draft:
        draft.version = corrected.store().version(place_id)


def clear(place_id: str) -> None:
    """An empty form."""
    st.session_state[DRAFTS].pop(place_id, None)

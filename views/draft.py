"""What stands in the form of a correction, before it is proposed? One draft a visit and place.

The draft is the truth and the controls show it: it outlives a look at another place or page, and what nobody typed
follows the place when somebody else corrects it. An empty text, or None, says that it is not known.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from views import corrected

DRAFTS, SHOWN = "drafts", "draft_shown"  # SHOWN: the place whose form was drawn last
TEXTS = ("name", "locality", "admin1", "country", "opened", "closed")
CODES = ("precision", "status")
TOLD = {"position": "", "no_position": False, "source": "", "url": "", "reason": ""}  # controls that begin empty


@dataclass
class Draft:
    """What the controls begin from, what they say now, and the place's version that the person has seen."""

    before: dict[str, object]
    now: dict[str, object]
    version: int

    def changed(self) -> dict[str, object]:
        """The fields of the place (not its position) in which the form says something else than the place."""
        fields = (*TEXTS, *CODES, "uncertainty_m")
        return {field: self.now[field] for field in fields if self.now[field] != self.before[field]}


def of(row: pd.DataFrame) -> Draft:
    """The draft for a place (a table of one row), begun if there is none."""
    place_id = row["place_id"].iloc[0]
    before = {**TOLD, **{field: row[field].iloc[0] or "" for field in TEXTS}}
    before |= {field: row[field].iloc[0] or None for field in CODES}
    metres = row["uncertainty_m"].iloc[0]
    before["uncertainty_m"] = None if pd.isna(metres) else float(metres)
    drafts = st.session_state.setdefault(DRAFTS, {})
    draft = drafts.get(place_id)
    begins = draft is None or (draft.now == draft.before and st.session_state.get(SHOWN) != place_id)
    st.session_state[SHOWN] = place_id
    if begins:
        draft = drafts[place_id] = Draft(before, dict(before), corrected.store().version(place_id))
    untouched = [name for name in before if draft.now[name] == draft.before[name]]
    draft.now |= {name: before[name] for name in untouched}
    draft.before = before
    return draft


def bound(place_id: str, name: str) -> dict:
    """Keyword arguments that bind a control of the form to the draft."""
    key, now = f"draft:{name}:{place_id}", st.session_state[DRAFTS][place_id].now[name]
    if key not in st.session_state or st.session_state[key] != now:
        st.session_state[key] = now
    return {"key": key, "on_change": keep, "args": (place_id, name)}


def keep(place_id: str, *names: str) -> Draft:
    """Take what the controls say (all of them, or those that are named) into the draft."""
    draft = st.session_state[DRAFTS][place_id]
    for name in names or draft.now:
        told = st.session_state.get(f"draft:{name}:{place_id}", draft.now[name])
        draft.now[name] = told.strip() if isinstance(told, str) and name in TEXTS else told
    return draft


def put(place_id: str, **values: object) -> None:
    """Fill controls of the form from a callback."""
    st.session_state[DRAFTS][place_id].now |= values


def seen(place_id: str) -> None:
    """The person has been told what was done to the place: from now on the draft is about the place as it is."""
    draft = st.session_state.get(DRAFTS, {}).get(place_id)
    if draft:
        draft.version = corrected.store().version(place_id)


def clear(place_id: str) -> None:
    """An empty form."""
    st.session_state[DRAFTS].pop(place_id, None)

"""Which records did this visitor bring? In the memory of this visit alone: a reload of the page forgets them."""

import weakref
from dataclasses import dataclass

import streamlit as st

from layers.manifest import Input
from views import documents
from views.shown import Shown

KEY = "own_records"


@dataclass(frozen=True)
class Own:
    """Records of one visit: the name of their file, what the pages make of them, what they were made of."""

    name: str
    shown: Shown
    inputs: list[Input]


def current() -> Own | None:
    """Those that the pages of this visit show; None where they show the server's."""
    return st.session_state.get(KEY)


def show(records: Own) -> None:
    """From now on the pages of this visit show these; their map can be asked for as long as the visit holds them."""
    forget()
    weakref.finalize(records.shown, documents.withdraw, records.shown.documents)
    st.session_state[KEY] = records


def forget() -> None:
    """From now on the pages of this visit show the server's again, and nobody gets a map of what they showed."""
    before = st.session_state.pop(KEY, None)
    if before is not None:
        documents.withdraw(before.shown.documents)

"""Which records do the pages show? Those that this visit brought (views/own.py), else those of the server.

The server's are the bundled cases, unless it was started with ``make run EVENTS=file.csv PLACES=places.geojson``; they
are read once, built anew when a place was corrected, and shared by every visit.
"""

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st

from geodata.errors import DataError
from layers.manifest import Input, read_inputs, read_places
from routes.build import Ladder, build
from routes.reading import read_some_events
from views import corrected, own
from views.shown import Shown

BUNDLED = Path(__file__).parents[1] / "data" / "demo_custody_events.csv"


def events_file() -> Path:
    """The file of custody events."""
    return Path(os.environ.get("EVENTS") or BUNDLED)


def name() -> str:
    """The name of the file that the records shown now came from."""
    one = own.current()
    return one.name if one else events_file().name


def bundled() -> bool:
    """Whether these are the synthetic cases that ship with the program."""
    return own.current() is None and events_file() == BUNDLED


def shown() -> Shown:
    """The records, and what the page makes of them."""
    one = own.current()
    return one.shown if one else _shown(corrected.state())


def ladder() -> Ladder:
    """The records, from events to flows, over the places as corrected so far."""
    return shown().ladder


def inputs() -> list[Input]:
    """Of which files these records are, for a manifest."""
    one = own.current()
    return one.inputs if one else _inputs(corrected.state())


def places_of_server() -> list[Input]:
    """The files of places that the server has, for a manifest."""
    return read_places(corrected.store().paths)


def shown_with_progress(t) -> Shown:
    """The records; says what is going on while they are built, whose they are, and a sentence where they cannot be."""
    try:
        with st.spinner(t("page.building")):
            found = shown()
    except DataError as error:
        st.error(t("page.cannot_read"))
        st.text(str(error))
        st.stop()
    _say_whose(t)
    return found


def _say_whose(t) -> None:
    """Records of this visit alone are told apart from those of the server, on every page."""
    if own.current() is None:
        return
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.text(t("page.own_records", file=name()))
    right.button(t("page.own_forget"), on_click=own.forget, key="own_forget", width="stretch")


@st.cache_resource(show_spinner=False)
def _events() -> pd.DataFrame:
    return read_some_events(events_file())


@st.cache_resource(show_spinner=False, max_entries=2)
def _shown(at: str) -> Shown:
    places, problems = corrected.places()
    return Shown(build(_events(), places, file=events_file().name, place_problems=problems)).ready()


@lru_cache(maxsize=2)
def _inputs(at: str) -> list[Input]:
    return read_inputs(_shown(at).ladder, events_file(), corrected.store().paths)

"""Which records does this server show? Read once, built anew when a place was corrected, shared by every visit.

The bundled cases, unless the server was started with ``make run EVENTS=file.csv PLACES=places.geojson``.
"""

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st

from geodata.errors import DataError
from layers.manifest import Input, read_inputs
from routes.build import Ladder, build
from routes.reading import read_some_events
from views import corrected
from views.shown import Shown

BUNDLED = Path(__file__).parents[1] / "data" / "demo_custody_events.csv"


def events_file() -> Path:
    """The file of custody events."""
    return Path(os.environ.get("EVENTS") or BUNDLED)


def shown() -> Shown:
    """The records, and what the page makes of them."""
    return _shown(corrected.state())


def ladder() -> Ladder:
    """The records, from events to flows, over the places as corrected so far."""
    return shown().ladder


def inputs() -> list[Input]:
    """Of which files these records are, for a manifest."""
    return _inputs(corrected.state())


def shown_with_progress(t) -> Shown:
    """The records; says what is going on while they are built, and a sentence where they cannot be."""
    try:
        with st.spinner(t("page.building")):
            return shown()
    except DataError as error:
        st.error(t("page.cannot_read"))
        st.text(str(error))
        st.stop()


@st.cache_resource(show_spinner=False)
def _events() -> pd.DataFrame:
    return read_some_events(events_file())


@st.cache_resource(show_spinner=False, max_entries=2)
def _shown(at: str) -> Shown:
    places, problems = corrected.places()
    return Shown(build(_events(), places, file=events_file().name, place_problems=problems)).ready()


@lru_cache(maxsize=2)
def _inputs(_at: str) -> list[Input]:
    return read_inputs(ladder(), events_file(), corrected.store().paths)

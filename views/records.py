"""Which records does this server show? Read once, built anew when a place was corrected, shared by every visit.

The bundled cases, unless the server was started with ``make run EVENTS=file.csv PLACES=places.geojson``.
"""

import os
from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st

from geodata.errors import DataError
from layers.filters import BY_KEY, options
from layers.manifest import Input, read_inputs
from layers.manifest import synthetic as says_synthetic
from layers.page import render
from layers.payload import payload
from layers.words import translator
from routes.build import Ladder, build
from routes.reading import read_some_events
from views import corrected, documents

BUNDLED = Path(__file__).parents[1] / "data" / "demo_custody_events.csv"


def events_file() -> Path:
    """The file of custody events."""
    return Path(os.environ.get("EVENTS") or BUNDLED)


def ladder() -> Ladder:
    """The records, from events to flows, over the places as corrected so far."""
    return _ladder(corrected.state())


def synthetic() -> bool:
    """Whether any of these records says of itself that it is invented."""
    return _synthetic(corrected.state())


def inputs() -> list[Input]:
    """Of which files these records are, for a manifest."""
    return _inputs(corrected.state())


def choices(key: str, lang: str) -> dict[str, str]:
    """What can be chosen in one filter: value → words."""
    return _choices(corrected.state(), key, lang)


def document_name(lang: str) -> str:
    """Make the map document of one language and say its name (the page's frame asks the server for it)."""
    return documents.offer(_document(corrected.state(), lang))


def holds(kind: str, wanted: str) -> bool:
    """Whether these records have a person or a place of that id."""
    table = {"person": ladder().paths, "place": ladder().places}[kind]
    return bool((table[f"{kind}_id"] == wanted).any())


def ladder_with_progress(t) -> Ladder:
    """The records; says what is going on while they are built, and a sentence where they cannot be."""
    try:
        with st.spinner(t("page.building")):
            return ladder()
    except DataError as error:
        st.error(t("page.cannot_read"))
        st.text(str(error))
        st.stop()


@st.cache_resource(show_spinner=False)
def _events() -> pd.DataFrame:
    return read_some_events(events_file())


@st.cache_resource(show_spinner=False, max_entries=2)
def _ladder(at: str) -> Ladder:
    places, problems = corrected.places()
    return build(_events(), places, file=events_file().name, place_problems=problems)


@lru_cache(maxsize=2)
def _synthetic(_at: str) -> bool:
    return says_synthetic(ladder())


@lru_cache(maxsize=2)
def _inputs(_at: str) -> list[Input]:
    return read_inputs(ladder(), events_file(), corrected.store().paths)


@lru_cache(maxsize=128)
def _choices(_at: str, key: str, lang: str) -> dict[str, str]:
    return dict(options(BY_KEY[key], ladder(), translator(lang)))


@st.cache_resource(show_spinner=False, max_entries=corrected.STATES * 2)
def _document(at: str, lang: str) -> documents.Document:
    return documents.named(render(payload(ladder(), lang=lang, profile="internal"), standalone=False))

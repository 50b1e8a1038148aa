"""Which records does this server show? Read and built once, then shared by every visit, read-only.

The bundled cases, unless the server was started with ``make run EVENTS=file.csv PLACES=places.geojson``.
"""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit as st

from geodata.errors import DataError
from geodata.places import chosen
from layers.filters import BY_KEY, options
from layers.page import render
from layers.payload import payload
from layers.payload import synthetic as says_synthetic
from layers.words import translator
from routes.build import Ladder, build
from routes.reading import read_some_events

BUNDLED = Path(__file__).parents[1] / "data" / "demo_custody_events.csv"

_documents: dict[str, str] = {}  # name → map document; a name is the hash of what it holds


def chosen_files() -> tuple[Path, list[Path]]:
    """The file of custody events and the files of places (none: the bundled gazetteer)."""
    events = Path(os.environ.get("EVENTS") or BUNDLED)
    return events, [Path(name) for name in os.environ.get("PLACES", "").split() if name]


@st.cache_resource(show_spinner=False)
def ladder() -> Ladder:
    """The records, from events to flows."""
    events, files = chosen_files()
    places, problems = chosen(files)
    return build(read_some_events(events), places, file=events.name, place_problems=problems)


@cache
def synthetic() -> bool:
    """Whether any of these records says of itself that it is invented."""
    return says_synthetic(ladder())


@cache
def choices(key: str, lang: str) -> dict[str, str]:
    """What can be chosen in one filter: value → words."""
    return dict(options(BY_KEY[key], ladder(), translator(lang)))


def holds(kind: str, wanted: str) -> bool:
    """Whether these records have a person or a place of that id."""
    table = {"person": ladder().paths, "place": ladder().places}[kind]
    return bool((table[f"{kind}_id"] == wanted).any())


@cache
def document_name(lang: str) -> str:
    """Make the map document of one language and say its name (the page's frame asks the server for it)."""
    html = render(payload(ladder(), lang=lang, profile="internal"), standalone=False)
    name = sha256(html.encode()).hexdigest()
    _documents[name] = html
    return name


def document_by_name(name: str) -> str | None:
    """A map document that was made before; None for any other name."""
    return _documents.get(name)


def ladder_with_progress(t) -> Ladder:
    """The records; says what is going on while they are built, and a sentence where they cannot be."""
    try:
        with st.spinner(t("page.building")):
            return ladder()
    except DataError as error:
        st.error(t("page.cannot_read"))
        st.text(str(error))
        st.stop()

"""Which places does this server show, as corrected so far, and what do the checks say of them?

The bundled gazetteer, or the files of ``make run PLACES=…``, with every accepted correction of the store. Each answer
is kept for one *state* of the store (the hash of its last journal line) and shared by every visit, read-only.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import streamlit as st

from geodata import gazetteer
from geodata.audit import check
from geodata.errors import DataError
from geodata.grades import grade
from geodata.places import parse_features
from geodata.store import Store, folder_for
from layers import desk
from layers.page import render
from layers.payload import payload
from layers.words import translator
from routes.build import places_only
from views import documents

CHANGING = ("base", "accept", "undo")  # kinds of lines after which a place may say something else, but for the first
STATES = 3  # that are kept: the present one, and those that a visit may still be looking at


def files() -> list[Path]:
    """The files of places that the server was started with; none: the bundled gazetteer."""
    return [Path(name) for name in os.environ.get("PLACES", "").split() if name]


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The corrections; their folder is made when the first one is recorded."""
    return Store.open(os.environ.get("STORE") or folder_for(files()), files())


def state() -> str:
    """The hash of the last recorded line, also where another program wrote it, and what damages the journal."""
    return f"{store().head or ''}{store().damaged or ''}"


def changed_at() -> str:
    """The state in which a place was changed last: a proposal changes none, and nothing is checked again."""
    return _changed_at(state())


def places() -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """The places with all accepted corrections, and what is wrong in their files. ``review`` (how many corrections wait
    for a decision) and ``proposed`` (the positions they propose) are two more columns."""
    return _places(state())


def findings() -> pd.DataFrame:
    """What the checks say of all places."""
    return _findings(changed_at())


def grades() -> pd.DataFrame:
    """How well each place is known."""
    return _grades(changed_at())


def document_name(lang: str) -> str:
    """The map document of the places alone, nobody's path on it."""
    return documents.offer(_document(state(), lang))


def table(lang: str) -> pd.DataFrame:
    """The rows of the page's table (layers.desk.places) for all places."""
    return _table(state(), lang)


def report(lang: str) -> pd.DataFrame:
    """All that the checks found, in words (layers.desk.findings)."""
    return _report(changed_at(), lang)


@contextmanager
def readable(t) -> Iterator[None]:
    """Around what reads the places: a sentence on the page where they cannot be read."""
    try:
        yield
    except DataError as error:
        st.error(t("desk.failed"))
        st.text(str(error))
        st.stop()


def say_what_is_amiss(t) -> None:
    """What a person should know of the store: damaged, mended, not rebuilt, begun from older files."""
    for name in ("damaged", "repaired", "warning"):
        sentence = getattr(store(), name)
        if sentence:
            st.warning(t(f"desk.{name}"))
            st.text(sentence)
    if store().changed_base:
        st.warning(t("desk.new_base", command="python -m geodata update"))


def with_changes(place_id: str, values: dict, source: dict, reason: str) -> tuple[pd.DataFrame, list[dict]]:
    """What the checks would say of a place if this was proposed and accepted, and what would change in it."""
    feature = store().preview(place_id, values, source, reason)
    row, problems = parse_features({"type": "FeatureCollection", "features": [feature]})
    table = places()[0]
    others = table[table["place_id"] != place_id]
    found = check(pd.concat([row, others], ignore_index=True), problems, only=[place_id])
    return found, desk.differences(store().feature(place_id), feature)


def version(t) -> str:
    """Which places these are: their version or files, and how many lines of corrections are on them."""
    base, journal = _version(state())
    if journal is None:
        return t("desk.version_plain", version=base)
    return t("desk.version", version=base, lines=journal["lines"], head=journal["head"][:12])


def as_file(form: str) -> bytes:
    """The places with every accepted correction, in one of geodata.gazetteer.FORMATS."""
    table, _, told = gazetteer.of(store())
    return gazetteer.dump(table, form, bom=form == "csv", **told)


def file_name(form: str) -> str:
    """A name that says which state of the corrections is in the file."""
    lines = store().version_of_all
    return f"places-{lines}.{form}" if lines else f"places.{form}"


@st.cache_resource(show_spinner=False, max_entries=STATES)
def _changed_at(at: str) -> str:
    lines = map(store().entry, range(store().version_of_all, 1, -1))
    changed = next((line.hash for line in lines if line.kind in CHANGING), "")
    return f"{changed}{store().damaged or ''}"


@st.cache_resource(show_spinner=False, max_entries=STATES)
def _places(at: str) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    table, problems = store().places()
    pending: dict[str, list] = {}
    for entry in store().pending():
        pending.setdefault(entry.place, []).append(entry)
    waiting = [pending.get(place_id, []) for place_id in table["place_id"]]
    proposed = [[new for entry in entries for new in _positions(entry)] for entries in waiting]
    return table.assign(review=[len(entries) for entries in waiting], proposed=proposed), problems


def _positions(entry) -> list[list[float]]:
    return [change["new"] for change in entry.changes if change["field"] == "position" and change["new"]]


@st.cache_resource(show_spinner=False, max_entries=STATES)
def _findings(at: str) -> pd.DataFrame:
    return check(*places())


@st.cache_resource(show_spinner=False, max_entries=STATES)
def _grades(at: str) -> pd.DataFrame:
    return grade(places()[0], findings())


@st.cache_resource(show_spinner=False, max_entries=STATES * 2)
def _table(at: str, lang: str) -> pd.DataFrame:
    return desk.places(places()[0], grades(), findings(), translator(lang), lang)


@st.cache_resource(show_spinner=False, max_entries=STATES * 2)
def _report(at: str, lang: str) -> pd.DataFrame:
    return desk.findings(places()[0], findings(), translator(lang), lang)


@st.cache_resource(show_spinner=False, max_entries=STATES)
def _version(at: str) -> tuple[str, dict | None]:
    _, _, told = gazetteer.of(store())
    return told.get("version") or told["title"], told.get("journal")


@st.cache_resource(show_spinner=False, max_entries=STATES * 2)
def _document(at: str, lang: str) -> documents.Document:
    title = translator(lang)("desk.map_title")
    drawn = payload(places_only(places()[0]), lang=lang, profile="internal", title=title)
    return documents.named(render(drawn, standalone=False))

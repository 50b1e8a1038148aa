"""The page *Your records*: drop a file, see how it was understood, say what is what, decide places, see the map."""

import streamlit as st

from geodata.errors import DataError
from layers.words import translator
from routes.progress import Stopped
from routes.sheets import Choices
from views import beside, corrected, yours_files, yours_mapping, yours_places, yours_reading, yours_result
from views.listing import listed
from views.work import Work
from views.yours_words import told

PREVIEWED = 8  # rows
FAULTS = ("file", "row", "field", "value", "reason", "remedy")


def page(lang: str) -> None:
    """Draw the page."""
    t = translator(lang)
    st.title(t("page.yours"))
    st.write(t("yours.promise"))
    work = yours_files.given(t)
    if work is None:
        return
    run = beside.waiting(work.jobs, t)
    try:
        sheet = yours_reading.understood(work, t, run)
        if sheet is None:
            return
        places, problems = places_of(work)
        told_of_places(work, t)
        work.proposed(places, run)
        yours_mapping.show(work, sheet, t)
        if not yours_mapping.usable(work, t):
            return
        result = work.result(places, problems, corrected.state(), run)
    except Stopped:
        return
    except DataError as error:
        st.error(t("yours.cannot_use"))
        st.text(told(error, t))
        if work.choices != Choices():
            st.button(t("yours.read_anew"), on_click=yours_reading.read_anew)
        return
    yours_places.show(work, result, places, t, lang)
    yours_result.show(work, result, t, lang)


def places_of(work: Work):
    """The places to match with, and what is wrong in their files: those that were brought, else the server's."""
    return (work.places.table, work.places.problems) if work.places else corrected.places()


def told_of_places(work: Work, t) -> None:
    """What was taken of files of places, and what of it cannot be used."""
    if work.places is None:
        return
    table, problems = work.places.table, work.places.problems
    without = int(table["longitude"].isna().sum())
    st.text(t("yours.own_places", count=f"{len(table):,}", without=f"{without:,}"))
    if len(problems):
        with st.expander(t("yours.places_faults", count=f"{len(problems):,}"), expanded=True):
            listed(problems.head(PREVIEWED), {name: name for name in FAULTS}, len(problems), t)

"""Which places the records name: the part of *Your records* where a person decides what the program may not."""

from datetime import date

import pandas as pd
import streamlit as st

from geodata import decisions as deciding
from geodata.csv_safe import dumps
from geodata.errors import DataError
from layers.words import in_words, local_names
from routes.brought import TO_DECIDE, Brought, counts, matches
from views.listing import Take, listed
from views.work import WORK, Result, Work

WRONG = "yours_places_wrong"
AT_ONCE = 20  # places to decide on the page at a time
UNDECIDED, NONE = "?", "-"
SHOWN = 200  # rows of a table on the page; the file has all
COLUMNS = {
    "text": "place", "recorded_id": "id", "country": "country", "admin1": "admin1", "events": "events",
    "status": "status", "place_id": "matched", "reason": "reason",
}  # fmt: skip
STATUSES = ("exact", "decided", "own", "likely", "ambiguous", "none")


def show(work: Work, result: Result, places: pd.DataFrame, t, lang: str) -> None:
    """How many places were matched and how surely; the rest to decide; the decisions to take along."""
    asked = result.brought.asked
    st.subheader(t("yours.places"), divider="gray")
    found = counts(asked)
    st.text("  ·  ".join(t(f"yours.status.{status}", count=f"{found.get(status, 0):,}") for status in STATUSES))
    st.caption(t("yours.places_help"))
    if wrong := st.session_state.get(WRONG):
        st.error(t("yours.not_taken"))
        st.text(wrong)
    rest = asked[asked["status"].isin(TO_DECIDE)]
    if len(rest):
        decide(rest.head(AT_ONCE), len(rest), places, t, lang)
    if len(asked):
        with st.expander(t("yours.all_places", count=f"{len(asked):,}")):
            table(result.brought, t)
    if len(work.decisions):
        st.download_button(
            t("yours.save_decisions", count=len(work.decisions)), deciding.as_bytes(work.decisions), "decisions.csv",
            on_click="ignore", key="yours_save_decisions",
        )  # fmt: skip
        st.button(t("yours.take_back"), on_click=taken_back)


def table(brought: Brought, t) -> None:
    """Places as recorded, what they were matched to and why."""
    first = brought.asked[list(COLUMNS)].dropna(axis="columns", how="all").head(SHOWN)
    first["reason"] = [in_words(reason, t) for reason in first["reason"]]
    first["status"] = [t(f"yours.surely.{status}") for status in first["status"]]
    take = Take("matches.csv", "matches.csv", lambda: dumps(matches(brought)))
    listed(first, COLUMNS, len(brought.asked), t, take)


def decide(rest: pd.DataFrame, in_all: int, places: pd.DataFrame, t, lang: str) -> None:
    """Places that more than one could be, or one not surely: the candidates of each, to choose from."""
    st.markdown(f"**{t('yours.decide', count=f'{in_all:,}')}**")
    st.caption(t("yours.decide_help"))
    if in_all > len(rest):
        st.caption(t("yours.decide_first", count=len(rest)))
    names = local_names(places, lang)
    where = places.set_index("place_id")
    with st.form("yours_decide", border=False):
        for number, row in enumerate(rest.to_dict("records")):
            with st.container(border=True):
                st.text(f"{said(row)}  ·  {t('yours.events', count=row['events'])}\n{in_words(row['reason'], t)}")
                ids = [candidate[0] for candidate in row["candidates"]]
                st.selectbox(
                    t("yours.which", number=number + 1), [UNDECIDED, *ids, NONE], accept_new_options=True,
                    format_func=lambda one: option(one, names, where, t), key=control(number, row),
                    label_visibility="collapsed",
                )  # fmt: skip
        left, right = st.columns(2)
        left.text_input(t("yours.who"), key="yours_who", autocomplete="off")
        right.text_input(t("yours.why"), key="yours_why", autocomplete="off")
        told = (rest.to_dict("records"), set(where.index), t)
        st.form_submit_button(t("yours.use_decisions"), on_click=decided, args=told)


def control(number: int, row: dict) -> str:
    """The key of the control of a place."""
    return f"yours_place_{number}_{said(row)}"


def said(row: dict) -> str:
    """A place as recorded, on one line.

    >>> said({"text": "Falmouth", "recorded_id": None, "country": "JM", "admin1": None})
    'Falmouth, JM'
    """
    words = [row["text"] or row["recorded_id"], row["admin1"], row["country"]]
    return " ".join(", ".join(word for word in words if word).split())


def option(one: str, names: dict[str, str], where: pd.DataFrame, t) -> str:
    """A candidate in words: name, province or country, position, id."""
    if one in (NONE, UNDECIDED):
        return t("yours.no_position" if one == NONE else "yours.undecided")
    if one not in where.index:
        return one
    row = where.loc[one]
    parts = [names[one], row["admin1"] or row["country"] or "", position(row), one]
    return " · ".join(part for part in parts if part)


def position(row) -> str:
    """Latitude and longitude to a kilometre."""
    return "" if pd.isna(row["longitude"]) else f"{row['latitude']:.2f}, {row['longitude']:.2f}"


def taken_back() -> None:
    """Somebody was wrong: nothing is decided."""
    st.session_state[WORK].forget_decisions()


def decided(rest: list[dict], known: set[str], t) -> None:
    """Somebody decided: each choice becomes a row with who, when and why."""
    st.session_state.pop(WRONG, None)
    who, why = st.session_state["yours_who"].strip(), st.session_state["yours_why"].strip()
    chosen = [(row, st.session_state[control(number, row)]) for number, row in enumerate(rest)]
    chosen = [(row, one.strip()) for row, one in chosen if one not in (None, UNDECIDED)]
    if unknown := [one for _, one in chosen if one != NONE and one not in known]:
        st.session_state[WRONG] = t("yours.no_such_place", id=unknown[0])
        return
    if not chosen or not who or not why:
        st.session_state[WRONG] = t("yours.who_and_why" if chosen else "yours.nothing_decided")
        return
    by = {"who": who, "when": date.today().isoformat(), "why": why}
    rows = [
        {"text": row["text"] or row["recorded_id"], "country": row["country"], "admin1": row["admin1"],
         "place_id": None if one == NONE else one, **by}
        for row, one in chosen
    ]  # fmt: skip
    work = st.session_state[WORK]
    try:
        work.decisions = deciding.added(work.decisions, pd.DataFrame(rows))
    except DataError as error:
        st.session_state[WRONG] = str(error)

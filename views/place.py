"""One place on the page *Coordinates*: what is known and asked, its sources, what waits for a decision, its history."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geodata.errors import DataError
from layers import desk
from layers.words import local_names
from views import corrected, proposal

WHO = "who"
SHORT_HISTORY, HISTORY_HEIGHT_PX = 4, 420  # lines of the journal; more are scrolled
SOURCE_WIDTHS_PX = {"desk.number": 40, "table.source": 170, "desk.own_words": 210, "desk.away_km": 80}
ELSEWHERE = (
    "https://www.openstreetmap.org/?mlat={latitude:.6f}&mlon={longitude:.6f}#map=15/{latitude:.5f}/{longitude:.5f}"
)
SAID = "desk_said"  # what the last action led to: (place, kind of message, sentences)


def who(t) -> str:
    """The name that goes into the journal with everything that this visitor does."""
    st.session_state.setdefault(WHO, st.session_state.get("who_before", ""))
    name = st.text_input(t("desk.your_name"), help=t("desk.your_name_help"), key=WHO, autocomplete="off")
    st.session_state["who_before"] = name
    return name


def show(place_id: str, t, lang: str) -> None:
    """Draw everything about one place."""
    places, grades = corrected.places()[0], corrected.grades()
    row = places[places["place_id"] == place_id]
    letter = grades["grade"][row.index[0]]
    heading, name = st.columns([5, 2], vertical_alignment="bottom")
    with heading:
        st.subheader(local_names(places, lang)[place_id], anchor=False)
        st.text(f"{t('desk.grade')} {letter}: {t(f'desk.grade.{letter}')}")
    with name:
        who(t)
    said(place_id)
    pending(place_id, t)
    left, right = st.columns([5, 6])
    with left:
        checks(desk.findings_of(place_id, corrected.findings(), t), t)
        st.markdown(f"**{t('desk.sources')}**")
        widths = {t(name): st.column_config.Column(width=pixels) for name, pixels in SOURCE_WIDTHS_PX.items()}
        st.dataframe(desk.sources(row, t), hide_index=True, column_config=widths)
        if isinstance(row["chosen_because"].iloc[0], str):
            st.text(row["chosen_because"].iloc[0])
        elsewhere(row, t)
    with right:
        proposal.form(row, t, act)
    history(place_id, t)


def said(place_id: str) -> None:
    """What the last action led to; it stays until another place is looked at or something else is done."""
    about, kind, sentences = st.session_state.get(SAID, (None, None, []))
    if about == place_id:
        {"done": st.success, "refused": st.error}[kind](sentences[0])
        for sentence in sentences[1:]:
            st.text(sentence)  # names and values from the journal are never read as Markdown


def act(place_id: str, t, done: str, action: Callable, *arguments, **named) -> bool:
    """Call the store; remember what to say. Whether it was recorded."""
    try:
        entry = action(*arguments, **named)
    except DataError as error:
        told = [desk.line_in_words(entry, t) for entry in getattr(error, "entries", ())]
        st.session_state[SAID] = (place_id, "refused", [t("desk.refused"), str(error), *told])
        return False
    proposal.begin_anew(place_id)
    warning = corrected.store().warning
    st.session_state[SAID] = (place_id, "done", [t(done, line=entry.n), *([warning] if warning else [])])
    return True


def checks(found: list[dict], t) -> None:
    """What the checks say of the place as it is."""
    st.markdown(f"**{t('desk.checks')}**")
    if not found:
        st.write(t("desk.checks_none"))
    for one in found:
        st.text(desk.finding_text(one, t))


def elsewhere(row, t) -> None:
    """The position as text to copy, and an address of another map: never opened, never embedded."""
    longitude, latitude = row["longitude"].iloc[0], row["latitude"].iloc[0]
    if pd.notna(longitude) and pd.notna(latitude):
        st.caption(t("desk.elsewhere_help"))
        st.code(f"{latitude:.6f}, {longitude:.6f}", language=None)
        st.code(ELSEWHERE.format(latitude=latitude, longitude=longitude), language=None)


def pending(place_id: str, t) -> None:
    """Each correction that waits, with what a second person can do about it."""
    for entry in corrected.store().pending(place_id):
        with st.container(border=True):
            st.markdown(f"**{t('desk.proposed')}**")
            st.text(desk.entry_in_words(entry, t))
            comment = st.text_input(t("desk.comment"), key=f"comment:{entry.n}")
            store, name = corrected.store(), st.session_state[WHO]
            actions = {"accept": store.accept, "decline": store.decline, "withdraw": store.withdraw}
            for column, (kind, action) in zip(st.columns(len(actions)), actions.items(), strict=True):
                column.button(
                    t(f"desk.do.{kind}"), key=f"{kind}:{entry.n}", on_click=act,
                    args=(place_id, t, f"desk.did.{kind}", action, entry.n), kwargs={"who": name, "comment": comment},
                )  # fmt: skip


def history(place_id: str, t) -> None:
    """Who changed what, when, why and from what; and the way back."""
    st.markdown(f"**{t('desk.history')}**")
    entries = corrected.store().history(place_id)
    if not entries:
        st.write(t("desk.history_none"))
        return
    with st.container(border=True, height=HISTORY_HEIGHT_PX if len(entries) > SHORT_HISTORY else "content"):
        for entry in reversed(entries):
            st.text(desk.entry_in_words(entry, t))
    undoable = [entry for entry in reversed(entries) if entry.kind in ("accept", "undo")]
    if not undoable:
        return
    with st.container(border=True):
        words = {e.n: f"{e.n}: {t(f'desk.kind.{e.kind}')}, {e.who}, {e.time}" for e in undoable}
        line = st.selectbox(t("desk.undo_line"), list(words), format_func=words.get)
        reason = st.text_input(t("desk.undo_reason"), key=f"undo_reason:{len(entries)}")
        st.button(
            t("desk.do.undo"), on_click=act, args=(place_id, t, "desk.did.undo", corrected.store().undo, line),
            kwargs={"who": st.session_state[WHO], "reason": reason},
        )  # fmt: skip

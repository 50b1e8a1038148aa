"""One place on the page *Coordinates*: what is known and asked, its sources, what waits for a decision, its history."""

import pandas as pd
import streamlit as st

from layers import desk
from layers.registry import LAYERS
from layers.words import local_names
from views import acting, address, corrected, export, proposal, records
from views.outbox import View

SHORT_HISTORY, HISTORY_HEIGHT_PX = 4, 420  # lines of the journal; more are scrolled
SOURCE_WIDTHS_PX = {"desk.number": 40, "table.source": 170, "desk.own_words": 210, "desk.away_km": 80}
ELSEWHERE = (
    "https://www.openstreetmap.org/?mlat={latitude:.6f}&mlon={longitude:.6f}#map=15/{latitude:.5f}/{longitude:.5f}"
)
OF_A_PLACE = ("brief", "citation", "picture", "page")  # kinds of export
ON = ("facilities", "crossings", "uncertainty", "comparison")  # layers of an export of a place
REVIEW, HISTORY = "review", "history"  # parts of the page, for what acting says
# A heading of Streamlit is Markdown, and the name is data: it is a text, as large as a heading.
NAME_STYLE = "<style>.st-key-place_name [data-testid=stText] { font-size: 1.6rem; font-weight: 600; }</style>"


def show(place_id: str, t, lang: str) -> None:
    """Draw everything about one place."""
    places, grades = corrected.places()[0], corrected.grades()
    row = places[places["place_id"] == place_id]
    letter = grades["grade"][row.index[0]]
    heading, away, name = st.columns([5, 1, 2], vertical_alignment="bottom")
    with heading:
        st.html(NAME_STYLE)
        with st.container(key="place_name"):
            st.text(local_names(row, lang)[place_id])
        st.markdown(f"##### {t('desk.grade')} {letter}: {t(f'desk.grade.{letter}')}")
    with away:
        export.button(lambda: seen(place_id, lang), t, OF_A_PLACE)
    with name:
        acting.who(t)
    with st.container():  # comes and goes: what is below it keeps its place, and the focus
        pending(place_id, t)
    left, right = st.columns([5, 6])
    with left:
        st.markdown(f"**{t('desk.checks')}**")
        proposal.say_findings(corrected.findings(), place_id, t, "now")
        st.markdown(f"**{t('desk.sources')}**")
        widths = {t(name): st.column_config.Column(width=pixels) for name, pixels in SOURCE_WIDTHS_PX.items()}
        st.dataframe(desk.sources(row, t), hide_index=True, column_config=widths)
        if isinstance(row["chosen_because"].iloc[0], str):
            st.text(row["chosen_because"].iloc[0])
        elsewhere(row, t)
    with right:
        proposal.form(row, t)
    history(place_id, t)


def seen(place_id: str, lang: str) -> View:
    """The place as something to export, with all who were recorded there."""
    layers = {layer.key: layer.key in ON for layer in LAYERS}
    return View(
        records.ladder, records.inputs, lang, where={}, layers=layers, pick=("place", place_id), at=None,
        parameters=address.parameters(), base=st.context.url or "",
    )  # fmt: skip


def elsewhere(row, t) -> None:
    """The position as text to copy, and an address of another map: never opened, never embedded."""
    longitude, latitude = row["longitude"].iloc[0], row["latitude"].iloc[0]
    if pd.notna(longitude) and pd.notna(latitude):
        st.caption(t("desk.elsewhere_help"))
        st.code(f"{latitude:.6f}, {longitude:.6f}", language=None)
        st.code(ELSEWHERE.format(latitude=latitude, longitude=longitude), language=None)


def pending(place_id: str, t) -> None:
    """Each correction that waits, with what a second person can do about it."""
    acting.said(place_id, REVIEW)
    for entry in corrected.store().pending(place_id):
        with st.container(border=True):
            st.markdown(f"**{t('desk.proposed')}**")
            st.text(desk.entry_in_words(entry, t))
            st.text_input(t("desk.comment"), key=f"comment:{entry.n}", autocomplete="off")
            kinds = ("accept", "decline", "withdraw")
            for column, kind in zip(st.columns(len(kinds)), kinds, strict=True):
                column.button(
                    t(f"desk.do.{kind}"), key=f"{kind}:{entry.n}", on_click=decide, args=(place_id, t, kind, entry.n)
                )


def decide(place_id: str, t, kind: str, number: int) -> None:
    """Accept, decline or withdraw a proposal."""
    action = getattr(corrected.store(), kind)
    comment = st.session_state[f"comment:{number}"]
    acting.act(place_id, REVIEW, t, f"desk.did.{kind}", action, number, comment=comment)


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
    undone = {entry.of for entry in entries if entry.kind == "undo"}
    undoable = [e for e in reversed(entries) if e.kind in ("accept", "undo") and e.n not in undone]
    if undoable:
        with st.container(border=True):
            way_back(place_id, undoable, t)
    acting.said(place_id, HISTORY)


def way_back(place_id: str, undoable: list, t) -> None:
    """Choose an accepted correction, or an undo, and undo it."""
    newest = undoable[0].n  # each change of the history begins with the newest line and no reason
    line, reason = f"undo_line:{place_id}:{newest}", f"undo_reason:{place_id}:{newest}"
    words = {entry.n: desk.line_in_words(entry, t) for entry in undoable}
    st.selectbox(t("desk.undo_line"), list(words), format_func=words.get, key=line)
    st.text_input(t("desk.undo_reason"), key=reason, autocomplete="off")
    st.button(t("desk.do.undo"), on_click=undo, args=(place_id, t, line, reason))


def undo(place_id: str, t, line: str, reason: str) -> None:
    """Undo what was chosen; `line` and `reason` are the keys of their controls."""
    store, state = corrected.store(), st.session_state
    acting.act(place_id, HISTORY, t, "desk.did.undo", store.undo, state[line], reason=state[reason])

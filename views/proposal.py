"""A coordinate in any notation, and the form in which a correction is proposed, checked while it is written."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import streamlit as st

from geodata.coordinates import Coordinate, read
from geodata.errors import DataError
from geodata.notations.words import Refused
from geodata.places import PRECISIONS, STATUSES
from geodata.provenance import ELLIPSOID
from layers import desk
from views import acting, corrected, draft

PART = "form"  # of the page, for what acting says


def box(t, lang: str) -> None:
    """The coordinate that somebody pasted: how it is read, and which places are near."""
    text = st.text_input(t("desk.paste"), help=t("desk.paste_help"), key="pasted", autocomplete="off")
    say_reading(text, t, "pasted_reading")
    position = position_of(text, t, "pasted_reading")
    if position:
        st.dataframe(desk.near(corrected.places()[0], position, t, lang), hide_index=True)


def say_reading(text: str, t, key: str) -> None:
    """Say how a text is read as a coordinate; where it may mean several positions, ask for one."""
    if not text.strip():
        return
    try:
        coordinate = read(text)
    except Refused as error:
        st.warning(t("desk.unreadable"))
        st.text(desk.refusal_in_words(error, t))
        return
    for warned in coordinate.warnings:
        st.text(t(f"coordinate.{warned.code}", fallback=str(warned), **warned.values))
    options = desk.readings(coordinate, t)
    if len(options) == 1:
        st.text(options[0].words)
        return
    st.radio(
        t("desk.readings_offered" if is_sure(coordinate) else "desk.readings_choose"), range(len(options)),
        index=0 if is_sure(coordinate) else None, format_func=lambda n: options[n].words,
        key=f"{key}:{hash(coordinate)}",
    )  # fmt: skip


def position_of(text: str, t, key: str) -> list[float] | None:
    """Longitude and latitude of the one whole reading of a text, or of the reading that the person chose."""
    try:
        coordinate = read(text)
    except Refused:
        return None
    options = desk.readings(coordinate, t)
    usual = 0 if is_sure(coordinate) or len(options) == 1 else None
    picked = st.session_state.get(f"{key}:{hash(coordinate)}", usual)
    return None if picked is None else options[picked].position


def is_sure(coordinate: Coordinate) -> bool:
    """Whether the text has one answer, whatever else it may mean."""
    return coordinate.longitude is not None and coordinate.latitude is not None


class Filled(NamedTuple):
    """What the form says: values of fields, their source, why; `unread`: a text for the position that is not one."""

    values: dict[str, object]
    source: dict[str, str]
    reason: str
    unread: bool


def filled(place_id: str, told: draft.Draft, t) -> Filled:
    """What the form proposes; a position goes with its text as the source has it."""
    values, text, reason = told.changed(), told.now["position"].strip(), told.now["reason"].strip()
    position = position_of(text, t, reading_key(place_id)) if text else None
    if position or told.now["no_position"]:
        values = {"position": position, **values}
    source = {"title": told.now["source"].strip(), "url": told.now["url"].strip()}
    source = {name: words for name, words in source.items() if words}
    if position and source:
        source["coords_as_published"] = text
    if position and reason:
        values["chosen_because"] = ": ".join(filter(None, [source.get("title"), reason]))
    return Filled(values, source, reason, bool(text) and (position is None or told.now["no_position"]))


def reading_key(place_id: str) -> str:
    """The key under which the choice between readings of the form's position is kept."""
    return f"draft_reading:{place_id}"


def form(row: pd.DataFrame, t) -> None:
    """Everything that a correction needs.

    What comes and goes between the controls has a container of its own: a control that moves is mounted anew, and
    loses the focus.
    """
    place_id = row["place_id"].iloc[0]
    told = draft.of(row)
    st.markdown(f"**{t('desk.propose')}**")
    st.text_input(
        t("desk.new_position"), told.now["position"], help=t("desk.paste_help"), autocomplete="off",
        **draft.bound(place_id, "position"),
    )  # fmt: skip
    with st.container():
        say_reading(told.now["position"], t, reading_key(place_id))
        say_move(row, position_of(told.now["position"], t, reading_key(place_id)), t)
    if pd.notna(row["longitude"].iloc[0]):
        st.checkbox(t("desk.no_position"), told.now["no_position"], **draft.bound(place_id, "no_position"))
    left, right = st.columns(2)
    with left:
        code("precision", PRECISIONS, place_id, told, t)
    with right:
        text(t("table.uncertainty"), draft.METRES, place_id, told)
    details(place_id, told, t)
    text(t("desk.source_title"), "source", place_id, told)
    text(t("desk.source_url"), "url", place_id, told)
    st.text_area(t("desk.reason"), told.now["reason"], height=80, **draft.bound(place_id, "reason"))
    # Above what the checks answer: a button that moves while it is pushed is not pushed.
    st.button(t("desk.do.propose"), type="primary", on_click=propose, args=(place_id, t))
    with st.container():
        acting.said(place_id, PART)
    preview(place_id, filled(place_id, told, t), t)


def say_move(row: pd.DataFrame, position: list[float] | None, t) -> None:
    """How far the new position is from the old one."""
    if position and pd.notna(row["longitude"].iloc[0]) and pd.notna(row["latitude"].iloc[0]):
        metres = ELLIPSOID.inv(row["longitude"].iloc[0], row["latitude"].iloc[0], *position)[2]
        st.text(t("desk.moves_by", distance=desk.distance(metres, t)))


def text(label: str, name: str, place_id: str, told: draft.Draft) -> None:
    """A line of text."""
    st.text_input(label, told.now[name], autocomplete="off", **draft.bound(place_id, name))


def code(field: str, codes: tuple[str, ...], place_id: str, told: draft.Draft, t) -> None:
    """One of a few codes, or nothing; what the place's file has instead can stay."""
    options = list(dict.fromkeys(["", *codes, told.before[field], told.now[field]]))
    st.selectbox(
        t(f"desk.field.{field}"), options, index=options.index(told.now[field]),
        format_func=lambda one: t(f"code.{field}.{one}", fallback=one) if one else t("desk.nothing"),
        **draft.bound(place_id, field),
    )  # fmt: skip


def details(place_id: str, told: draft.Draft, t) -> None:
    """What else can be corrected."""
    with st.expander(t("desk.details")):
        for field in draft.TEXTS:
            text(t(f"desk.field.{field}"), field, place_id, told)
        code("status", STATUSES, place_id, told, t)


def preview(place_id: str, proposed: Filled, t) -> None:
    """What would change, and what the checks would say then."""
    if proposed.unread:
        st.warning(t("desk.position_unread"))
    if proposed.unread or not proposed.values:
        return
    try:
        found, changes = corrected.with_changes(place_id, proposed.values, proposed.source, proposed.reason)
    except DataError as error:
        st.markdown(f"**{t('desk.not_yet')}**")
        st.text(str(error))
        return
    st.markdown(f"**{t('desk.would_change')}**")
    st.text("\n".join(desk.change_in_words(change, t) for change in changes))
    st.markdown(f"**{t('desk.checks_then')}**")
    say_findings(found, place_id, t, "then")


def say_findings(found: pd.DataFrame, place_id: str, t, key: str) -> None:
    """What the checks say of a place; a position that they offer can be taken into the form."""
    told = desk.findings_of(place_id, found, t)
    if not told:
        st.write(t("desk.checks_none"))
    for number, one in enumerate(told):
        st.text(desk.finding_text(one, t))
        offered = [one["longitude"], one["latitude"]]
        if one["place_id"] == place_id and np.isfinite(offered).all():
            text = desk.position_to_read(offered)
            st.button(
                t("desk.take_over", position=text), key=f"take:{key}:{number}:{text}",
                on_click=draft.put, args=(place_id,), kwargs={"position": text},
            )  # fmt: skip


def propose(place_id: str, t) -> None:
    """Record the proposal. Then the form is empty; where it was refused, it stays as it is."""
    told = draft.keep(place_id)
    proposed = filled(place_id, told, t)
    if proposed.unread:
        acting.refuse(place_id, PART, t, t("desk.position_unread"))
        return
    named = {"source": proposed.source, "reason": proposed.reason, "version": told.version}
    store = corrected.store()
    if acting.act(place_id, PART, t, "desk.did.propose", store.propose, place_id, proposed.values, **named):
        draft.clear(place_id)

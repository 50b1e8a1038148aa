"""A coordinate in any notation, and the form in which a correction is proposed, checked while it is written."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geodata.coordinates import Coordinate, read
from geodata.errors import DataError
from geodata.notations.words import Refused
from geodata.provenance import ELLIPSOID
from layers import desk
from views import corrected

WHO = "who"
PRECISIONS = ("site", "locality", "admin1", "country")
TEXTS = ("name", "locality", "admin1", "country", "opened", "closed")
STATUSES = ("open", "closed", "unknown")
TURN = "proposal_turn"  # a new, empty form after each recorded proposal
VERSION = "proposal_version"
NEAREST = 5  # places that are named beside a pasted coordinate


def box(t, lang: str) -> None:
    """The coordinate that somebody pasted: how it is read, and which places are near."""
    text = st.text_input(t("desk.paste"), help=t("desk.paste_help"), key="pasted", autocomplete="off")
    position = reading(text, t, key="pasted_reading")
    if position:
        st.dataframe(desk.near(corrected.places()[0], position, t, lang).head(NEAREST), hide_index=True)


def reading(text: str, t, key: str) -> list[float] | None:
    """Say how a text is read; the one whole reading, or the one that the person chooses: longitude, latitude."""
    if not text.strip():
        return None
    try:
        coordinate = read(text)
    except Refused as error:
        st.warning(t("desk.unreadable"))
        st.text(desk.refusal_in_words(error, t))
        return None
    for warned in coordinate.warnings:
        st.text(t(f"coordinate.{warned.code}", fallback=str(warned), **warned.values))
    return chosen(coordinate, t, key)


def chosen(coordinate: Coordinate, t, key: str) -> list[float] | None:
    """The answer where there is one, with what else the text may mean to choose from."""
    options = desk.readings(coordinate, t)
    if len(options) == 1:
        st.text(options[0].words)
        return options[0].position
    sure = coordinate.longitude is not None and coordinate.latitude is not None
    picked = st.radio(
        t("desk.readings_offered" if sure else "desk.readings_choose"),
        range(len(options)),
        index=0 if sure else None,
        format_func=lambda n: options[n].words,
        key=f"{key}:{hash(coordinate)}",
    )
    return None if picked is None else options[picked].position


def form(row: pd.DataFrame, t, act: Callable) -> None:
    """Everything that a correction needs; ``act(t, done, action, …)`` records it and remembers what to say."""
    place_id = row["place_id"].iloc[0]
    key = f"{place_id}:{st.session_state.get(TURN, 0)}"
    # The place as it was when this form was begun: whoever was overtaken by somebody else is told.
    version = st.session_state.setdefault(f"{VERSION}:{place_id}", corrected.store().version(place_id))
    st.markdown(f"**{t('desk.propose')}**")
    text = st.text_input(t("desk.new_position"), help=t("desk.paste_help"), key=f"position:{key}", autocomplete="off")
    position = reading(text, t, f"reading:{key}")
    left, right = st.columns(2)
    precision = left.selectbox(
        t("table.precision"), PRECISIONS, index=None, format_func=lambda p: t(f"code.precision.{p}"),
        placeholder=t("desk.as_it_is"), key=f"precision:{key}",
    )  # fmt: skip
    uncertainty = right.number_input(
        t("table.uncertainty"), min_value=0, value=None, step=50, placeholder=t("desk.as_it_is"),
        key=f"uncertainty:{key}",
    )  # fmt: skip
    changed = {"position": position, "precision": precision, "uncertainty_m": uncertainty, **details(row, key, t)}
    changed = {field: value for field, value in changed.items() if value is not None}
    if position and pd.notna(row["longitude"].iloc[0]):
        metres = ELLIPSOID.inv(row["longitude"].iloc[0], row["latitude"].iloc[0], *position)[2]
        st.text(t("desk.moves_by", distance=desk.distance(metres, t)))
    source = {
        "title": st.text_input(t("desk.source_title"), key=f"source:{key}"),
        "url": st.text_input(t("desk.source_url"), key=f"url:{key}"),
        "coords_as_published": text.strip() if position else "",
    }
    reason = st.text_area(t("desk.reason"), key=f"reason:{key}", height=80)
    if changed:
        live_checks(place_id, changed, source, t)
    source = {name: value.strip() for name, value in source.items() if value.strip()}
    told = {"who": st.session_state[WHO], "source": source, "reason": reason, "version": version}
    st.button(t("desk.do.propose"), type="primary", on_click=propose, args=(place_id, changed, told, t, act))


def details(row: pd.DataFrame, key: str, t) -> dict[str, str]:
    """What else can be corrected; only what was changed."""
    told = {}
    with st.expander(t("desk.details")):
        for field in TEXTS:
            before = row[field].iloc[0] or ""
            after = st.text_input(t(f"desk.field.{field}"), value=before, key=f"{field}:{key}")
            if after.strip() != before:
                told[field] = after.strip()
        status = st.selectbox(
            t("desk.field.status"), STATUSES, index=None, format_func=lambda code: t(f"code.status.{code}"),
            placeholder=t("desk.as_it_is"), key=f"status:{key}",
        )  # fmt: skip
    return told | ({"status": status} if status else {})


def live_checks(place_id: str, changed: dict, source: dict, t) -> None:
    """What the checks would say of the place with these changes."""
    st.markdown(f"**{t('desk.checks_then')}**")
    try:
        found = desk.findings_of(place_id, corrected.checked_with(place_id, changed, source), t)
    except DataError as error:
        st.text(str(error))
        return
    if not found:
        st.write(t("desk.checks_none"))
    for one in found:
        st.text(desk.finding_text(one, t))


def propose(place_id: str, changed: dict, told: dict, t, act: Callable) -> None:
    """Record the proposal. Then the form is empty; where it was refused it stays, over the place as it is now."""
    if "position" in changed and told["reason"].strip():
        because = [told["source"].get("title"), told["reason"].strip()]
        changed = {**changed, "chosen_because": ": ".join(filter(None, because))}
    if act(place_id, t, "desk.did.propose", corrected.store().propose, place_id, changed, **told):
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    else:
        begin_anew(place_id)


def begin_anew(place_id: str) -> None:
    """From now on the form is about the place as it is now: whoever sees it has been told what changed."""
    st.session_state.pop(f"{VERSION}:{place_id}", None)

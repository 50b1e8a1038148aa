"""The page *Coordinates*: every place with its grade and open questions, worst first; one place with all its sources on
the map, what the checks say, corrections proposed, decided and undone."""

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from geodata.findings import SEVERITIES
from geodata.gazetteer import FORMATS
from geodata.grades import GRADES, worst_first
from layers.search import matching_places
from layers.words import local_names, translator
from views import address, corrected, mapframe, place, proposal

PLACE, GRADE, QUESTION, WAITING, FIND = "place", "grade", "question", "waiting", "find"
TURN = "places_turn"  # counts the tables that this visit has seen
MAP_HEIGHT_PX = 560
TABLE_HEIGHT_PX = 520
WIDTHS_PX = {"desk.grade": 55, "table.name": 215, "desk.open": 190, "desk.spread_km": 60, "desk.waiting": 60}
LAYERS = {"comparison": True, "facilities": True, "crossings": True}


def page(lang: str) -> None:
    """Draw the page."""
    t = translator(lang)
    with corrected.readable(t):
        desk_of(t, lang)


def desk_of(t, lang: str) -> None:
    """Everything on the page."""
    places, grades, found = corrected.places()[0], corrected.grades(), corrected.findings()
    with st.container():
        corrected.say_what_is_amiss(t)
    with st.sidebar:
        shown = filtered(places, grades, found, t)
    st.markdown(f"**{t('count.places', shown=f'{shown.sum():,}', total=f'{len(places):,}')}** · {counts(grades, t)}")
    above, beside = st.columns([5, 6])
    with above:
        picked = choose(places, grades, t, lang)
    with beside:
        proposal.box(t, lang)
    left, right = st.columns([5, 6])
    with left:
        table(places, shown, picked, t, lang)
    with right:
        draw(places, shown, picked, t, lang)
    if picked is not None:
        place.show(picked, t, lang)
    else:
        st.info(t("desk.choose_help"))
    st.divider()
    report(found, t, lang)
    download(t)


def filtered(places: pd.DataFrame, grades: pd.DataFrame, found: pd.DataFrame, t) -> np.ndarray:
    """The column of filters; which places they leave."""
    st.subheader(t("page.filters"))
    text = st.text_input(t("desk.find"), help=t("desk.find_help"), **address.bound(FIND, ""))
    letters = st.pills(
        t("desk.grade"), list(GRADES), selection_mode="multi", help=t("desk.grade_help"),
        **address.bound(GRADE, [], list(GRADES)),
    )  # fmt: skip
    codes = sorted(found["code"].unique(), key=lambda code: t(f"finding.{code}.name"))
    questions = st.multiselect(
        t("desk.open"), codes, format_func=lambda code: t(f"finding.{code}.name"), placeholder=t("page.any"),
        **address.bound(QUESTION, [], codes),
    )  # fmt: skip
    waiting = st.pills(
        t("desk.review"), [WAITING], format_func=lambda _: t("desk.waiting_only"), selection_mode="multi",
        label_visibility="collapsed", **address.bound(WAITING, [], [WAITING]),
    )  # fmt: skip
    offered = {
        GRADE: (t("desk.grade"), list(GRADES)),
        QUESTION: (t("desk.open"), codes),
        WAITING: (t("desk.review"), [WAITING]),
    }
    address.say_left_out(address.unusable_in_words(offered, t), t)
    shown = np.ones(len(places), dtype=bool)
    if text.strip():
        shown &= matching_places(places, text)
    if letters:
        shown &= grades["grade"].isin(letters).to_numpy()
    if questions:
        asked = found[found["code"].isin(questions)]
        shown &= places["place_id"].isin({*asked["place_id"], *asked["other"].dropna()}).to_numpy()
    if waiting:
        shown &= (places["review"] > 0).to_numpy()
    return shown


def choose(places: pd.DataFrame, grades: pd.DataFrame, t, lang: str) -> str | None:
    """The place that is looked at: chosen by its name here, by a row of the table, or on the map."""
    ids = places["place_id"].iloc[worst_first(grades)].tolist()
    names = local_names(places, lang)
    for unknown in address.unusable(PLACE, ids):
        st.warning(t("page.unknown_pick"))
        st.text(unknown[:200])
    bound = address.bound(PLACE, None, ids, words=corrected.changed_at())
    st.session_state[bound["key"]] = st.session_state[bound["key"]]  # told anew where a run was broken off before this
    return st.selectbox(
        t("desk.place"), ids, index=None, format_func=lambda key: f"{names[key]}  [{key}]",
        placeholder=t("desk.choose"), **bound,
    )  # fmt: skip


def counts(grades: pd.DataFrame, t) -> str:
    """How many places have each grade."""
    numbers = grades["grade"].value_counts()
    words = {letter: t(f"desk.grade.{letter}") for letter in reversed(GRADES)}
    return " · ".join(f"{letter} {word}: {numbers.get(letter, 0):,}" for letter, word in words.items())


def table(places: pd.DataFrame, shown: np.ndarray, picked: str | None, t, lang: str) -> None:
    """The places that the filters leave, worst first; choosing a row opens the place."""
    rows = corrected.table(lang)
    rows = rows[shown[rows.index]]
    ids = places["place_id"].loc[rows.index].tolist()
    key = table_key(ids, picked)

    def row_chosen() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        if chosen:
            address.set_bound(PLACE, ids[chosen[0]])

    widths = {t(name): st.column_config.Column(width=pixels) for name, pixels in WIDTHS_PX.items()}
    st.dataframe(
        rows, hide_index=True, height=TABLE_HEIGHT_PX, on_select=row_chosen, selection_mode="single-row", key=key,
        column_config=widths,
    )  # fmt: skip


def table_key(ids: list[str], picked: str | None) -> str:
    """The key of the table: a new one where its marked row is not any more that of the place which is looked at."""
    turn = st.session_state.setdefault(TURN, 0)
    marked = st.session_state.get(f"places@{turn}", {}).get("selection", {}).get("rows", [])
    if marked and ids[marked[0] : marked[0] + 1] != [picked]:
        turn = st.session_state[TURN] = turn + 1
    return f"places@{turn}"


def draw(places: pd.DataFrame, shown: np.ndarray, picked: str | None, t, lang: str) -> None:
    """The map: the same places as in the table, and all positions of the chosen one."""
    narrowed = {"place_text": t("desk.as_in_table"), "place_ids": places["place_id"][shown].tolist()}
    filters = {} if shown.all() else narrowed
    pick = {"kind": "place", "id": picked} if picked else None
    state = {"filters": filters, "layers": LAYERS, "pick": pick}
    mapframe.show(
        corrected.document_name(lang), t("desk.map_name"), state, None, height=MAP_HEIGHT_PX, on_pick=picked_on_map
    )


def picked_on_map() -> None:
    """Somebody clicked a place on the map."""
    told = st.session_state["mapframe"]["pick"]
    if told["kind"] == "place":
        address.set_bound(PLACE, told["id"])


def report(found: pd.DataFrame, t, lang: str) -> None:
    """All that the checks found and nobody has settled."""
    numbers = found["severity"].value_counts()
    words = ", ".join(f"{t(f'severities.{name}')}: {numbers.get(name, 0):,}" for name in SEVERITIES)
    with st.expander(f"{t('desk.report')} ({words})"):
        st.caption(t("desk.report_help"))
        st.dataframe(corrected.report(lang), hide_index=True)


def download(t) -> None:
    """The places with every accepted correction as a file."""
    st.subheader(t("desk.download"), anchor=False)
    st.caption(t("desk.download_help"))
    st.text(corrected.version(t))
    for column, (form, name) in zip(st.columns(len(FORMATS)), FORMATS.items(), strict=True):
        column.download_button(
            t("desk.download_as", name=name),
            partial(corrected.as_file, form),
            corrected.file_name(form),
            on_click="ignore",
            key=f"download:{form}",
        )

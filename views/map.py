"""The page *Map*: one column of filters, the map with its panel and legend, a table of the same rows."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import streamlit as st

from layers import tables
from layers.filters import FILTERS, describe, parse
from layers.registry import LAYERS
from layers.words import translator
from views import address, export, mapframe, records
from views.outbox import View
from views.shown import SINGLE, Choice, Shown


class Table(NamedTuple):
    """A table under the map: who makes its rows, which of the selection's masks and of the ladder's tables they are
    of, and what a chosen row picks."""

    rows: Callable
    mask: str
    of: str
    pick: str


TABLES = {
    "people": Table(tables.people, "persons", "paths", "person"),
    "legs": Table(tables.legs, "legs", "legs", "person"),
    "places": Table(tables.places, "places", "places", "place"),
}
PICK, VIEW, AREA = "pick", "view", "bbox"
AREA_MARKED = "area_marked"


def page(lang: str) -> None:
    """Draw the page."""
    t = translator(lang)
    shown = records.shown_with_progress(t)
    with st.sidebar:
        values = chosen(shown, lang, t)
        choice = shown.choose(values, t)
        layers = layers_on(choice, t)
    above, beside = st.columns([7, 1], vertical_alignment="center")
    if shown.synthetic:
        above.markdown(f":orange-background[{t('page.synthetic')}]")
    with beside:
        export.button(lambda: seen(values, layers, lang), t)
    draw(shown, choice, layers, lang)
    summary(shown.ladder, choice, t)
    table(shown, choice, t, lang)


def chosen(shown: Shown, lang: str, t) -> dict:
    """The column of filters, one control a row of FILTERS, each bound to the address; what they are set to."""
    st.subheader(t("page.filters"))
    raw = {item.key: CONTROLS[item.kind](item, shown.choices(item.key, lang), t) for item in FILTERS}
    values, problems = parse(raw)
    listed = [item.key for item in FILTERS if item.kind in ("choice", "mode")]
    offered = {key: (t(f"filter.{key}"), list(shown.choices(key, lang))) for key in listed}
    address.say_left_out(problems + address.unusable_in_words(offered, t), t)
    st.button(t("page.reset"), on_click=reset, disabled=not values)
    return values


def layers_on(choice: Choice, t) -> dict[str, bool]:
    """The layers that the map has, and which of them are on; flows take the place of paths where these are too many."""
    instead = {"paths": "flows"} if choice.flows_first else {}
    offered = [layer.key for layer in LAYERS if layer.key not in instead]
    usual = [instead.get(layer.key, layer.key) for layer in LAYERS if layer.on]
    on = st.pills(
        t("page.show"),
        offered,
        selection_mode="multi",
        format_func=lambda key: t(f"layer.{key}"),
        **address.bound("layers", usual, offered, words="flows" if instead else ""),
    )
    return {layer.key: layer.key in on for layer in LAYERS}


def choice(item, words: dict[str, str], t):
    """Any number of the values that the records hold."""
    return st.multiselect(
        t(f"filter.{item.key}"),
        list(words),
        format_func=words.get,
        placeholder=t("page.any"),
        help=t(f"filter.{item.key}.help", fallback="") or None,
        **address.bound(item.key, [], list(words)),
    )


def text(item, _, t):
    """Free words, a date, ids, the edges of an area."""
    return st.text_input(
        t(f"filter.{item.key}"),
        help=t(f"filter.{item.key}.help", fallback="") or None,
        **address.bound(item.key, ""),
    )


def mode(item, words: dict[str, str], t):
    """One of a few ways to read the other filters; the first is the default."""
    return st.segmented_control(
        t(f"filter.{item.key}"),
        list(words),
        format_func=words.get,
        required=True,
        help=t(f"filter.{item.key}.help", fallback="") or None,
        **address.bound(item.key, next(iter(words)), list(words)),
    )


CONTROLS: dict[str, Callable] = {"choice": choice, "text": text, "period": text, "area": text, "mode": mode}


def reset() -> None:
    """Clear every filter; the layers and the view stay."""
    for item in FILTERS:
        if item.kind != "mode":
            address.set_bound(item.key, [] if item.kind == "choice" else "")


@st.fragment
def draw(shown: Shown, choice: Choice, layers: dict[str, bool], lang: str) -> None:
    """The map. A pan or a pick runs this part of the page alone; a marked area all of it."""
    if st.session_state.pop(AREA_MARKED, False):
        st.rerun()
    t, wanted = translator(lang), picked()
    with st.spinner(t("page.drawing")):
        name, told, alone = shown.drawn(choice, wanted, lang)
    pick = {"kind": wanted[0], "id": wanted[1]} if wanted else None
    view = view_of(st.query_params.get(VIEW, ""))
    state = {**told, "layers": {**layers, "flows": layers["flows"] and not alone}, "pick": pick}
    mapframe.show(name, t("page.map_name"), state, view, on_pick=picked_on_map, on_view=moved, on_area=marked)
    if alone:
        st.caption(t("page.alone"))
    if wanted and not shown.holds(*wanted):
        st.warning(t("page.unknown_pick"))
        st.text(wanted[1][:200])  # never read as Markdown


def picked() -> tuple[str, str] | None:
    """Kind and id of who or what the address says is picked."""
    kind, _, wanted = st.query_params.get(PICK, "").partition(":")
    return (kind, wanted) if kind in {"person", "place"} and wanted else None


def seen(values: dict, layers: dict, lang: str) -> View:
    """What there is to export. How surely a period is meant is said only where there is one."""
    pick = picked()
    where = {
        key: value for key, value in values.items() if key != "time_mode" or {"time_from", "time_to"} & set(values)
    }
    return View(
        records.ladder, records.inputs, lang, where, layers, pick if pick and records.shown().holds(*pick) else None,
        at=view_of(st.query_params.get(VIEW, "")), parameters=address.parameters(), base=st.context.url or "",
    )  # fmt: skip


def view_of(told: str) -> list[float] | None:
    """Latitude, longitude and zoom from the address; None for anything that is nowhere on the map.

    >>> view_of("39.5,127.25,8"), view_of("abc"), view_of("nan,nan,nan"), view_of("39.5,127.25"), view_of("91,0,8")
    ([39.5, 127.25, 8.0], None, None, None, None)
    """
    try:
        latitude, longitude, zoom = (float(part) for part in told.split(","))
    except ValueError:
        return None
    inside = abs(latitude) <= 90 and abs(longitude) <= 720 and 0 <= zoom <= 24  # false for what is not a number
    return [latitude, longitude, zoom] if inside else None


def picked_on_map() -> None:
    """Somebody clicked a person or a place on the map: the address says so."""
    remember_pick(st.session_state["mapframe"]["pick"])


def remember_pick(pick: dict | None) -> None:
    """Write what is picked into the address, or take it out."""
    if pick and pick["id"] is not None:
        st.query_params[PICK] = f"{pick['kind']}:{pick['id']}"
    else:
        st.query_params.pop(PICK, None)


def moved() -> None:
    """The map was panned or zoomed: the address says where it is."""
    latitude, longitude, zoom = st.session_state["mapframe"]["view"]
    st.query_params[VIEW] = f"{latitude:.4f},{longitude:.4f},{zoom:g}"


def marked() -> None:
    """“Only this area” on the map: the filter takes the map's edges."""
    bounds = st.session_state["mapframe"]["area"]["bounds"]
    address.set_bound(AREA, ",".join(f"{edge:.4f}" for edge in bounds) if bounds else "")
    st.session_state[AREA_MARKED] = True


def summary(ladder, choice: Choice, t) -> None:
    """How many of how many, by which filters, and whether they are few enough to be drawn one by one."""
    selection = choice.selection
    counts = [
        t(f"count.{kind}", shown=f"{mask.sum():,}", total=f"{len(mask):,}")
        for kind, mask in (("people", selection.persons), ("legs", selection.legs), ("places", selection.places))
    ]
    st.markdown("**" + " · ".join(counts) + "**")
    if choice.flows_first:
        st.info(too_many(choice, t))
    words = describe(choice.values, t, ladder.places)
    st.text(t("page.filters_set", words="; ".join(words)) if words else t("page.filters_none"))
    if not selection.persons.any():
        st.info(t("page.nobody"))
    if len(ladder.rejected):
        st.warning(t("page.rejected", count=len(ladder.rejected)))


def too_many(choice: Choice, t) -> str:
    """Why flows are shown, and how far it is to single paths."""
    kind, count = ("legs", choice.counts.legs) if choice.counts.legs > SINGLE else ("people", choice.counts.persons)
    return t(f"page.too_many.{kind}", count=f"{count:,}", single=f"{SINGLE:,}", over=f"{count - SINGLE:,}")


def table(shown: Shown, choice: Choice, t, lang: str) -> None:
    """The same rows as on the map; choosing one shows it there."""
    kind = st.segmented_control(
        t("page.table"),
        list(TABLES),
        format_func=lambda key: t(f"table.{key}"),
        required=True,
        help=t("page.table_help"),
        **address.bound("table", "people", list(TABLES)),
    )
    told = TABLES[kind]
    rows = np.flatnonzero(getattr(choice.selection, told.mask))
    first = rows[: tables.FEW_ROWS if choice.flows_first else tables.MOST_ROWS]
    ids = getattr(shown.ladder, told.of)[f"{told.pick}_id"]
    counted = {"through": shown.counted.recorded_at} if kind == "places" else {}

    def row_chosen() -> None:
        row = st.session_state[f"rows_{kind}"]["selection"]["rows"]
        remember_pick({"kind": told.pick, "id": ids.iloc[first[row[0]]]} if row else None)

    if len(first) < len(rows):
        st.caption(t("page.first_rows", shown=f"{len(first):,}", total=f"{len(rows):,}"))
    st.dataframe(
        told.rows(shown.ladder, first, t, lang, **counted),
        hide_index=True,
        on_select=row_chosen,
        selection_mode="single-row",
        key=f"rows_{kind}",
    )

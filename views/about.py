"""The page *About the data*: where it comes from, how much of it there is, and what is missing."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geodata.provenance import by_source, missing
from layers import tables
from layers.tables import MOST_ROWS, provinces, silences
from layers.words import translator
from views import address, export, records
from views.outbox import View

OF_EVERYTHING = ("citation", "data")  # kinds of export


def page(lang: str) -> None:
    """Draw the page."""
    t = translator(lang)
    ladder = records.shown_with_progress(t).ladder
    heading, away = st.columns([7, 1], vertical_alignment="bottom")
    heading.title(t("page.about"))
    with away:
        export.button(lambda: seen(lang), t, OF_EVERYTHING)
    st.subheader(t("about.what"))
    st.write(t("about.what_text"))
    st.write(t("about.offline"))
    cases(t, ladder)
    sources(t, ladder)
    what_is_missing(t, ladder)
    findings(t, ladder)
    st.caption(t("about.version", version=ladder.report["version"], hash=ladder.report["data_sha256"][:12]))
    st.caption(t("about.credits"))


def seen(lang: str) -> View:
    """All the data as something to export."""
    return View(
        records.ladder, records.inputs, lang, where={}, layers={}, pick=None, at=None,
        parameters=address.parameters(), base=st.context.url or "",
    )  # fmt: skip


def cases(t, ladder) -> None:
    """Whose accounts these are."""
    st.subheader(t("about.cases"))
    if records.bundled():
        st.write(t("about.cases_synthetic"))
    else:
        st.text(t("about.cases_file", file=records.name()))
    counts = {"table.people": "persons", "table.stops": "stints", "table.legs": "legs"}
    for column, (key, name) in zip(st.columns(len(counts)), counts.items(), strict=True):
        column.metric(t(key), f"{ladder.report[name]:,}")


def sources(t, ladder) -> None:
    """Positions by source, facilities by province."""
    st.subheader(t("about.sources"))
    st.write(t("about.sources_text"))
    gazetteer = ladder.places[ladder.places["group"] != "other"]
    names = {"source": t("table.source"), "positions": t("table.positions"), "chosen": t("table.chosen")}
    st.dataframe(by_source(gazetteer).rename(columns=names), hide_index=True)
    st.markdown(f"**{t('about.provinces')}**")
    st.dataframe(provinces(gazetteer[gazetteer["group"] == "facility"], t), hide_index=True)


def what_is_missing(t, ladder) -> None:
    """What the records do not say, counted."""
    st.subheader(t("about.missing"))
    st.write(t("about.missing_text"))
    gazetteer = ladder.places[ladder.places["group"] != "other"]
    counts = {**silences(ladder), **missing(gazetteer)}
    st.dataframe(
        pd.DataFrame(
            {t("about.missing"): [t(f"about.{key}") for key in counts], t("table.count"): list(counts.values())}
        ),
        hide_index=True,
    )


def findings(t, ladder) -> None:
    """Rows that could not be used, and what the audit found."""
    st.subheader(t("about.rejected"))
    labels = {"row": "table.row", "field": "table.field", "value": "table.value", "remedy": "table.remedy"}
    if ladder.rejected.empty:
        st.write(t("about.rejected_none"))
    else:
        columns = {**{key: t(word) for key, word in labels.items()}, "reason": t("table.what")}
        show(ladder.rejected, tables.rejected, ["row", "field", "value", "reason", "remedy"], columns, t)
    st.subheader(t("about.audit"))
    if ladder.audit.empty:
        st.write(t("about.audit_none"))
    else:
        columns = {
            **{key: t(word) for key, word in labels.items()},
            "person_id": t("table.person"),
            "explanation": t("table.what"),
        }
        show(ladder.audit, tables.findings, ["person_id", "row", "field", "value", "explanation", "remedy"], columns, t)


def show(table: pd.DataFrame, in_words: Callable, columns: list[str], names: dict[str, str], t) -> None:
    """Some columns of a table in words, under the page's own headings; of a long one the first rows."""
    first = in_words(table.head(MOST_ROWS), t)[columns]
    if len(first) < len(table):
        st.caption(t("about.first_rows", shown=f"{len(first):,}", total=f"{len(table):,}"))
    st.dataframe(first.rename(columns=names), hide_index=True)

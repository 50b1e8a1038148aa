"""What came of it: the part of *Your records* that says what is used, what is not and why, and opens the map."""

from pathlib import Path

import pandas as pd
import streamlit as st

from geodata.csv_safe import dumps
from routes.progress import Progress
from views import corrected, frame, own, records
from views.shown import Shown
from views.work import Result, Work

STOPPED = "yours_stopped"  # of what the run was made that somebody stopped
STAGES = ("reading", "matching", "building")
SHOWN = 200  # rows of a table on the page; the file has all
REJECTED = ("row", "person_id", "field", "value", "reason", "remedy")
FINDINGS = ("severity", "row", "person_id", "field", "value", "explanation", "remedy")
SEVERITIES = ("error", "warning", "note")


def made(work: Work, places: pd.DataFrame, problems: pd.DataFrame | None, t) -> Result | None:
    """The records as built, with a way to stop while they are; None where somebody stopped it."""
    if st.session_state.get(STOPPED) == work.made_of(corrected.state()):
        st.info(t("yours.stopped"))
        st.button(t("yours.go_on"), on_click=lambda: st.session_state.pop(STOPPED))
        return None
    place = st.empty()
    with place.container():
        left, right = st.columns([5, 1], vertical_alignment="center")
        bar = left.progress(0.0, t("yours.building"))
        right.button(t("yours.stop"), on_click=stop, args=(work,), width="stretch")
    # Streamlit ends this run of the page at the next step of the bar once the button was pushed.
    show = Progress(
        lambda stage, done, total: bar.progress(STAGES.index(stage) / len(STAGES), t(f"yours.stage.{stage}"))
    )
    result = work.result(places, problems, corrected.state(), show)
    place.empty()
    return result


def stop(work: Work) -> None:
    """Somebody wants no more of it."""
    st.session_state[STOPPED] = work.made_of(corrected.state())


def show(work: Work, result: Result, t, lang: str) -> None:
    """Counts, what cannot be used, what needs a look, and the way to the map."""
    report = result.ladder.report
    st.subheader(t("yours.result"), divider="gray")
    st.text(t("yours.records", read=f"{report['records_read']:,}", used=f"{report['records_used']:,}",
              rejected=f"{report['records_rejected']:,}"))  # fmt: skip
    evidence = report["legs_by_evidence"]
    st.text(t("yours.built", persons=f"{report['persons']:,}", stints=f"{report['stints']:,}",
              unlocated=f"{report['stints_unlocated']:,}", legs=f"{report['legs']:,}",
              **{name: f"{count:,}" for name, count in evidence.items()}))  # fmt: skip
    listed(result.ladder.rejected, REJECTED, "rejected", work, t)
    findings = result.ladder.audit
    order = findings["severity"].map(SEVERITIES.index).sort_values(kind="stable").index
    listed(findings.loc[order], FINDINGS, "findings", work, t)
    to_map(work, result, t)


def listed(table: pd.DataFrame, columns: tuple[str, ...], name: str, work: Work, t) -> None:
    """A table with a reason in each row: the first rows here, all of them as CSV."""
    if not len(table):
        st.caption(t(f"yours.no_{name}"))
        return
    shown = [column for column in columns if column in table]
    with st.expander(t(f"yours.{name}", count=f"{len(table):,}"), expanded=name == "rejected"):
        st.dataframe(
            table[shown].head(SHOWN).rename(columns={column: t(f"yours.col.{column}") for column in shown}),
            hide_index=True,
        )
        if len(table) > SHOWN:
            st.caption(t("yours.first_rows", count=SHOWN))
        st.download_button(
            t("yours.take", name=f"{name}.csv"), dumps(table), f"{Path(work.name).stem}.{name}.csv", on_click="ignore",
            key=f"yours_take_{name}",
        )  # fmt: skip


def to_map(work: Work, result: Result, t) -> None:
    """The other pages show these records, in this visit alone."""
    if not len(result.ladder.paths):
        st.info(t("yours.nobody"))
        return
    st.caption(t("yours.map_help"))
    if st.button(t("yours.show_map"), type="primary"):
        own.show(own.Own(work.name, Shown(result.ladder).ready(), work.inputs(records.places_of_server())))
        frame.go("map")

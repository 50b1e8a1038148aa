"""What came of it: the part of *Your records* that says what is used, what is not and why, and opens the map."""

from pathlib import Path

import pandas as pd
import streamlit as st

from geodata.csv_safe import dumps
from views import frame, own, records
from views.shown import Shown
from views.work import Result, Work

SHOWN = 200  # rows of a table on the page; the file has all
REJECTED = ("row", "person_id", "field", "value", "reason", "remedy")
FINDINGS = ("severity", "row", "person_id", "field", "value", "explanation", "remedy")
SEVERITIES = ("error", "warning", "note")


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
            t("yours.take", name=f"{name}.csv"), lambda: dumps(table), f"{Path(work.name).stem}.{name}.csv",
            on_click="ignore", key=f"yours_take_{name}",
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

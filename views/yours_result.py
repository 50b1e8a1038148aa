"""What came of it: the part of *Your records* that says what is used, what is not and why, and opens the map."""

from pathlib import Path

import pandas as pd
import streamlit as st

from geodata.csv_safe import dumps
from layers import tables
from views import frame, own, records
from views.listing import Take, listed
from views.shown import Shown
from views.work import Result, Work
from views.yours_words import ours_in_words

SHOWN = 200  # rows of a table on the page; the file has all
REJECTED = ("row", "person_id", "field", "value", "reason", "remedy")
FINDINGS = ("severity", "row", "person_id", "field", "value", "explanation", "remedy")
IN_WORDS = {"rejected": tables.rejected, "findings": tables.findings}


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
    told(result.ladder.rejected, REJECTED, "rejected", work, t)
    told(result.findings, FINDINGS, "findings", work, t)
    to_map(work, result, t)


def told(table: pd.DataFrame, columns: tuple[str, ...], name: str, work: Work, t) -> None:
    """A table with a reason in each row: the first rows here, all of them as CSV."""
    if not len(table):
        st.caption(t(f"yours.no_{name}"))
        return
    with st.expander(t(f"yours.{name}", count=f"{len(table):,}"), expanded=name == "rejected"):
        take = Take(f"{name}.csv", f"{Path(work.name).stem}.{name}.csv", lambda: dumps(table))
        listed(read(table.head(SHOWN), name, t), {column: column for column in columns}, len(table), t, take)


def read(table: pd.DataFrame, name: str, t) -> pd.DataFrame:
    """Rows of such a table as they are read: in words, and what is missing is empty.

    >>> from layers.words import translator
    >>> row = {"field": "place_id", "value": None, "reason": "no place is named", "remedy": "give a place"}
    >>> read(pd.DataFrame([row]), "rejected", translator("ko"))[["field", "value", "reason"]].values.tolist()
    [['기록된 장소', '', '장소가 적혀 있지 않습니다']]
    """
    told = IN_WORDS[name](table, t)
    told = told.assign(field=[cell(field, t) if isinstance(field, str) else "" for field in told["field"]])
    texts = told.columns.difference(["row"])
    return told.assign(**told[texts].astype(object).fillna(""))


def cell(field: str, t) -> str:
    """What a cell of a record is called; the place by whatever a mapping finds it by."""
    return t("yours.col.place") if field == "place_id" else ours_in_words(field, t)


def to_map(work: Work, result: Result, t) -> None:
    """The other pages show these records, in this visit alone."""
    if not len(result.ladder.paths):
        st.info(t("yours.nobody"))
        return
    st.caption(t("yours.map_help"))
    if st.button(t("yours.show_map"), type="primary"):
        with st.spinner(t("page.drawing")):
            own.show(own.Own(work.name, Shown(result.ladder).ready(), work.inputs(records.places_of_server())))
        frame.go("map")

"""The first rows of a table, and all of them as a file: how *Your records* lists what it found."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd
import streamlit as st


class Take(NamedTuple):
    """What can be taken away: what it is called here, the name of the file, what makes it once somebody wants it."""

    name: str
    file: str
    make: Callable[[], str]


def listed(first: pd.DataFrame, words: Mapping[str, str], in_all: int, t, take: Take | None = None) -> None:
    """The rows under their headings (`words`: column → `yours.col.…`), how many there are more, and the whole."""
    shown = {column: t(f"yours.col.{word}") for column, word in words.items() if column in first}
    st.dataframe(first[list(shown)].rename(columns=shown), hide_index=True)
    if in_all > len(first):
        st.caption(t("yours.first_rows" if take else "yours.first_rows_only", count=len(first)))
    if take:
        st.download_button(
            t("yours.take", name=take.name), take.make, take.file, on_click="ignore", key=f"yours_take_{take.name}"
        )

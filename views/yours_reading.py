"""How was the file read: encoding, separator, header? What is not certain is asked; all of it can be said otherwise."""

from collections.abc import Callable
from dataclasses import fields

import streamlit as st

from layers.words import in_words
from routes.sheets import Choices, Sheet, Unclear
from routes.sheets.model import NAMED
from views import yours_mapping
from views.work import WORK, Work

PREVIEWED = 8  # rows


def understood(work: Work, t, run: Callable) -> Sheet | None:
    """How the file was read, with its first rows; asks where that is not certain."""
    try:
        sheet = work.sheet(run)
    except Unclear as unclear:
        for question in unclear.questions:
            ask(work, question, t)
        return None
    rows = sheet.table.drop(columns=["row", "row_fault"], errors="ignore")
    told = [(t(f"yours.read.{name}"), shown(name, value, t)) for name, value in said(sheet.understood)]
    size = t("yours.rows", rows=f"{len(rows):,}", columns=len(rows.columns))
    st.text("  ·  ".join([t(f"yours.kind.{sheet.kind}"), size, *(f"{name}: {value}" for name, value in told)]))
    st.dataframe(rows.head(PREVIEWED).fillna(""), hide_index=True)
    with st.expander(t("yours.otherwise")):
        for name, value in said(sheet.understood):
            st.text_input(
                t(f"yours.read.{name}"), shown(name, value, t), key=f"yours_read_{name}_{yours_mapping.turn()}",
                on_change=read_otherwise, args=(name, t),
            )  # fmt: skip
            st.text(in_words(sheet.reasons.get(name, ""), t))
    return sheet


def said(choices: Choices) -> list[tuple[str, object]]:
    """What was used to read a file, where there was anything to choose."""
    return [(one.name, getattr(choices, one.name)) for one in fields(choices) if getattr(choices, one.name) is not None]


def shown(name: str, value, t) -> str:
    """A value of Choices in a person's words.

    >>> from layers.words import translator
    >>> shown("delimiter", ";", translator("en")), shown("header", 3, translator("en"))
    ('semicolon', '3')
    """
    return separators(t).get(value, str(value)) if name == "delimiter" else str(value)


def separators(t) -> dict[str, str]:
    """What the signs that separate cells are called."""
    return {sign: t(f"yours.delimiter.{word}") for sign, word in NAMED.items()}


def meant(name: str, text: str, t):
    """What somebody typed, as Choices has it.

    >>> from layers.words import translator
    >>> t = translator("en")
    >>> meant("delimiter", "semicolon", t), meant("header", " 3 ", t), meant("encoding", "cp949", t)
    (';', 3, 'cp949')
    """
    text = text if name == "delimiter" and text in NAMED else text.strip()
    if name == "header" and text.isdecimal():
        return int(text)
    return {words: sign for sign, words in separators(t).items()}.get(text, text) if name == "delimiter" else text


def read_otherwise(name: str, t) -> None:
    """Somebody says that the file is to be read in another way."""
    work = st.session_state[WORK]
    text = st.session_state[f"yours_read_{name}_{yours_mapping.turn()}"]
    told = meant(name, text, t)
    work.choose(work.choices.with_(**{name: None if told == "" else told}))
    yours_mapping.renew()


def read_anew() -> None:
    """Somebody said something of the file that it cannot be read by, and takes it back."""
    st.session_state[WORK].read_anew()
    yours_mapping.renew()


def ask(work: Work, question, t) -> None:
    """What must be chosen before the file can be read, and how it reads under each choice."""
    st.warning(t(f"yours.ask.{question.field}"))
    st.text(in_words(question.reason, t))
    offer(question.field, question.options, 0, t)
    if question.others:
        with st.expander(t("yours.others", count=len(question.others))):
            offer(question.field, question.others, len(question.options), t)


def offer(field: str, options, before: int, t) -> None:
    """A button for each option, and beside it how the file reads under it."""
    for number, option in enumerate(options, before):
        left, right = st.columns([1, 4], vertical_alignment="center")
        left.button(
            t("yours.choose", number=number + 1), key=f"yours_ask_{field}_{number}",
            on_click=chosen, args=(field, option.value),
        )  # fmt: skip
        right.code("\n".join((shown(field, option.value, t), *option.preview)), language=None, wrap_lines=True)


def chosen(name: str, value: str) -> None:
    """Somebody chose one of the options."""
    work = st.session_state[WORK]
    work.choose(work.choices.with_(**{name: int(value) if name == "header" else value}))
    yours_mapping.renew()

"""Which column is what: the part of *Your records* where a mapping is looked at, answered, changed and taken along.

A control that the program fills is a new control, as in views/draft.py: its key has the turn in which it was filled.
"""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from geodata.errors import DataError
from layers.words import in_words
from routes.mapping import Mapping, answer, dumps, with_dates
from routes.mapping.dating import with_century
from routes.mapping.meanings import LEFT_OUT, meanings, offered, with_meanings
from routes.mapping.model import SHAPES, headers
from routes.mapping.people import names_left, with_ids
from routes.sheets import Sheet
from views.work import WORK, Work
from views.yours_words import FAULTS_SHOWN, asked, one_told, option, told

TURN, WRONG = "yours_mapping_turn", "yours_mapping_wrong"
LOOKED_AT = 1_000  # cells for examples: the page is drawn at each step
EXAMPLES = 3  # of the values of a column
EXAMPLE_LENGTH = 40  # characters
HEADER_LENGTH = 120  # of a column
SAID_AT = {LEFT_OUT: "file.left_out"}  # meaning → where its reason stands, if not at its own key


def turn() -> int:
    """Which turn of controls is on the page."""
    return st.session_state.get(TURN, 0)


def renew() -> None:
    """The program has changed what the controls say: from now on there are new ones."""
    st.session_state[TURN] = turn() + 1
    st.session_state.pop(WRONG, None)


def show(work: Work, sheet: Sheet, t) -> None:
    """Questions, what each column means, how dates are written, the mapping as text."""
    st.subheader(t("yours.mapping"), divider="gray")
    st.write(t("yours.mapping_help"))
    if wrong := st.session_state.get(WRONG):
        st.error(t("yours.not_taken"))
        st.text(told(wrong, t))
    for question in work.mapping.questions:
        ask(question, t)
    st.selectbox(
        t("yours.shape"), SHAPES, SHAPES.index(work.mapping.shape), format_func=lambda name: t(f"yours.shape.{name}"),
        key=f"yours_shape_{turn()}", on_change=shaped, args=(f"yours_shape_{turn()}",),
    )  # fmt: skip
    separator = "stops.separator"
    if work.mapping.shape == "itinerary" and separator not in {question.key for question in work.mapping.questions}:
        key = f"yours_separator_{turn()}"
        st.text_input(
            t(f"yours.asked.{separator}"), work.mapping.stops.separator, key=key, help=t("yours.separator_help"),
            on_change=changed, args=(separator, key),
        )  # fmt: skip
    columns(work, sheet, t)
    people(work, sheet, t)
    dates(work, t)
    as_text(work, t)


def ask(question, t) -> None:
    """One question that must be answered before the records are built."""
    key = f"yours_q_{question.key}_{turn()}"
    with st.container(border=True):
        st.text(f"{asked(question.key, t)}\n{in_words(question.reason, t)}")
        control = {"key": key, "on_change": changed, "args": (question.key, key)}
        if question.options:
            st.selectbox(
                t("yours.answer"),
                question.options,
                None,
                format_func=lambda value: option(question.key, value, t),
                placeholder=t("yours.not_answered"),
                **control,
            )
        else:
            st.text_input(t("yours.answer"), **control)


def changed(setting: str, control: str) -> None:
    """Somebody answered a question or changed a setting; where that names a column of dates, how they are written."""
    sheet = st.session_state[WORK].sheet()
    take(lambda mapping: with_dates(answer(mapping, setting, st.session_state[control]), sheet))


def shaped(control: str) -> None:
    """Somebody says that the events stand in the rows in another way."""
    work = st.session_state[WORK]
    take(lambda mapping: work.in_shape(st.session_state[control]))


def take(change) -> None:
    """Put a changed mapping in the place of the one before; where it is none that can be used, say why."""
    work = st.session_state[WORK]
    try:
        work.mapping = change(work.mapping)
        renew()
    except DataError as error:
        st.session_state[WRONG] = error


def columns(work: Work, sheet: Sheet, t) -> None:
    """A row for each column of the file: its header, some of its values, what it means and why."""
    names = headers(sheet.table)
    meant_so = meanings(work.mapping, names)
    choices = list(offered(work.mapping.shape))
    for number, name in enumerate(names):
        left, middle, right = st.columns([3, 2, 3])
        left.text(f"{cut(name)}\n{examples(sheet.table[name])}")
        meaning = meant_so[name]
        options = choices if meaning in choices else [meaning, *choices]
        middle.selectbox(
            t("yours.column_means", number=number + 1), options, options.index(meaning),
            format_func=lambda one: meaning_in_words(one, t), key=f"yours_column_{number}_{turn()}",
            on_change=meant, args=(names,), label_visibility="collapsed",
        )  # fmt: skip
        right.text(in_words(work.mapping.reasons.get(SAID_AT.get(meaning, meaning), ""), t))


def people(work: Work, sheet: Sheet, t) -> None:
    """Names that are taken for ids of people, and ids in their place."""
    if count := len(names_left(work.mapping, sheet)):
        st.warning(t("yours.names_as_ids", count=f"{count:,}"))
        st.button(t("yours.give_ids"), on_click=given_ids, help=t("yours.give_ids_help"))
    elif given := work.mapping.values.get("person_id"):
        st.caption(t("yours.ids_given", count=f"{len(given):,}"))


def given_ids() -> None:
    """Each name that is taken for an id of a person gets an id."""
    sheet = st.session_state[WORK].sheet()
    take(lambda mapping: with_ids(mapping, sheet))


def cut(header: str) -> str:
    """A header, not longer than can be read.

    >>> cut("Camp"), len(cut("x" * 5_000))
    ('Camp', 121)
    """
    return header if len(header) <= HEADER_LENGTH else header[:HEADER_LENGTH] + "…"


def meaning_in_words(meaning: str, t) -> str:
    """What a column can mean, in words."""
    return t(f"yours.meaning.{meaning or 'kept'}", fallback=meaning.partition(".")[2])


def meant(names: list[str]) -> None:
    """Somebody says that a column means something else."""
    told = {name: st.session_state[f"yours_column_{number}_{turn()}"] for number, name in enumerate(names)}
    sheet = st.session_state[WORK].sheet()
    take(lambda mapping: with_dates(with_meanings(mapping, told), sheet))


def examples(values) -> str:
    """A few of the values of a column, on one line.

    >>> import pandas as pd
    >>> examples(pd.Series(["a", None, "a", "b", "c", "d"]))
    'a · b · c · …'
    """
    filled = values.dropna()
    distinct = filled.head(LOOKED_AT).drop_duplicates()
    some = [" ".join(str(value).split())[:EXAMPLE_LENGTH] for value in distinct.head(EXAMPLES)]
    return " · ".join([*some, *(["…"] if len(distinct) > EXAMPLES or len(filled) > LOOKED_AT else [])])


def dates(work: Work, t) -> None:
    """How the dates of each date column are written."""
    for name, rules in work.mapping.dates.items():
        key = f"yours_dates_{name}_{turn()}"
        st.text_input(
            t(f"yours.dates.{name}"), " | ".join(rules.formats), key=key, help=t("yours.dates_help"),
            on_change=formats, args=(name, key),
        )  # fmt: skip
        why = [reason for at, reason in work.mapping.reasons.items() if at.startswith(f"dates.{name}.")]
        st.text("\n".join(in_words(reason, t) for reason in why))


def formats(name: str, control: str) -> None:
    """Somebody says how dates are written."""
    notations = tuple(part.strip() for part in st.session_state[control].split("|") if part.strip())
    take(lambda mapping: with_century(answer(mapping, f"dates.{name}.formats", notations), name))


def as_text(work: Work, t) -> None:
    """The mapping as the file that is saved, for whoever would rather write."""
    text, key = dumps(work.mapping), f"yours_text_{turn()}"
    with st.expander(t("yours.as_text")):
        st.caption(t("yours.as_text_help"))
        st.text_area(t("yours.as_text"), text, height=360, key=key, label_visibility="collapsed")
        st.button(t("yours.use_text"), on_click=written, args=(key,))
    st.download_button(
        t("yours.save_mapping"), text, f"{Path(work.name).stem}.mapping.toml", on_click="ignore",
        key="yours_save_mapping",
    )  # fmt: skip


def written(control: str) -> None:
    """Somebody wrote the mapping by hand."""
    text = st.session_state[control]
    work = st.session_state[WORK]
    before = work.mapping
    try:
        work.use_mapping(text.encode(), "")
        work.mapping = told_as(work.mapping, before)
        renew()
    except DataError as error:
        st.session_state[WRONG] = error


def told_as(mapping: Mapping, before: Mapping) -> Mapping:
    """With the reasons of the mapping before where they are the same, since those can be said in every language."""
    known = {str(reason): reason for reason in (*before.reasons.values(), *(q.reason for q in before.questions))}
    reasons = {key: known.get(reason, reason) for key, reason in mapping.reasons.items()}
    asked = tuple(replace(one, reason=known.get(one.reason, one.reason)) for one in mapping.questions)
    return mapping.with_(reasons=reasons, questions=asked)


def usable(work: Work, t) -> bool:
    """Whether the records can be built by this mapping; says what keeps them from it."""
    if work.mapping.questions:
        st.info(t("yours.open", count=len(work.mapping.questions)))
        return False
    faults = work.faults()
    if faults:
        st.warning(t("yours.mapping_faults"))
        st.text("\n".join(one_told(fault, t) for fault in faults[:FAULTS_SHOWN]))
    return not faults

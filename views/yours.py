"""The page *Your records*: drop a file, see how it was understood, say what is what, decide places, see the map."""

from collections.abc import Callable
from dataclasses import fields

import streamlit as st

from geodata.errors import DataError
from layers.words import translator
from routes.progress import Stopped
from routes.sheets import Choices, Sheet, Unclear
from routes.sheets.model import NAMED
from views import beside, corrected, own, yours_mapping, yours_places, yours_result
from views.work import WORK, Work, read_places

SEEN = "yours_seen"  # files that were taken already: what is chosen after it is not undone at the next run
SAID = "yours_said"  # what was wrong with one of them: kind → sentence
PREVIEWED = 8  # rows
BESIDE = {"mapping": ["toml"], "decisions": ["csv"], "places": ["geojson", "json", "csv"]}


def page(lang: str) -> None:
    """Draw the page."""
    t = translator(lang)
    st.title(t("page.yours"))
    st.write(t("yours.promise"))
    work = given(t)
    if work is None:
        return
    run = beside.waiting(work.jobs, t)
    try:
        sheet = understood(work, t, run)
        if sheet is None:
            return
        places, problems = places_of(work)
        told_of_places(work, t)
        work.proposed(places, run)
        yours_mapping.show(work, sheet, t)
        if not yours_mapping.usable(work, t):
            return
        result = work.result(places, problems, corrected.state(), run)
    except Stopped:
        return
    except DataError as error:
        st.error(t("yours.cannot_use"))
        st.text(str(error))
        if work.choices != Choices():
            st.button(t("yours.read_anew"), on_click=read_anew)
        return
    yours_places.show(work, result, places, t, lang)
    yours_result.show(work, result, t, lang)


def given(t) -> Work | None:
    """The file and what was saved of an earlier time; None where there is no file yet."""
    turn = st.session_state.setdefault("yours_turn", 0)
    st.subheader(t("yours.file"), divider="gray")
    one = st.file_uploader(t("yours.drop"), key=f"yours_file_{turn}", help=t("yours.drop_help"))
    once("file", [one] if one else [], begin)
    work = st.session_state.get(WORK)
    if work is None:
        st.caption(t("yours.kinds"))
        return None
    with st.expander(t("yours.before")):
        st.caption(t("yours.before_help"))
        for kind, endings in BESIDE.items():
            files = st.file_uploader(
                t(f"yours.beside.{kind}"), endings, key=f"yours_{kind}_{turn}", accept_multiple_files=kind == "places"
            )
            files = files if isinstance(files, list) else [files] if files else []
            once(kind, files, TAKEN[kind])
            if said := st.session_state.get(SAID, {}).get(kind):
                st.error(t("yours.cannot_take"))
                st.text(said)
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.text(t("yours.at_work", file=work.name))
    right.button(t("yours.forget"), on_click=forget, width="stretch")
    return work


def once(kind: str, files: list, take: Callable) -> None:
    """Take files that were just dropped; the sentence where they are none that can be used."""
    ids = tuple(file.file_id for file in files)
    seen = st.session_state.setdefault(SEEN, {})
    if seen.get(kind, ()) == ids:
        return
    seen[kind] = ids
    said = st.session_state.setdefault(SAID, {})
    said.pop(kind, None)
    if not files and kind != "places":
        return  # what was made of a file stays when the file is taken away again; "Forget all of it" is there for that
    try:
        take([(file.name, file.getvalue()) for file in files])
    except DataError as error:
        said[kind] = str(error)


def begin(files: list[tuple[str, bytes]]) -> None:
    """Begin with a file; a mapping, decisions and places that were there stay, since they may be meant for it."""
    name, data = files[0]
    end()
    st.session_state[WORK] = Work(name, data)
    for kind in BESIDE:  # they were taken for the file before
        st.session_state[SEEN].pop(kind, None)
    yours_mapping.renew()


def take_mapping(files: list[tuple[str, bytes]]) -> None:
    """A mapping that was saved."""
    name, data = files[0]
    st.session_state[WORK].use_mapping(data, name)
    yours_mapping.renew()


def take_decisions(files: list[tuple[str, bytes]]) -> None:
    """Decisions that were saved."""
    name, data = files[0]
    st.session_state[WORK].use_decisions(data, name)


def take_places(files: list[tuple[str, bytes]]) -> None:
    """Files of places, instead of those of the server; without any, those of the server again."""
    st.session_state[WORK].use_places(None)
    st.session_state[WORK].use_places(read_places(files) if files else None)
    yours_mapping.renew()


TAKEN = {"mapping": take_mapping, "decisions": take_decisions, "places": take_places}


def end() -> None:
    """What is being made of the file before is not wanted any more."""
    if WORK in st.session_state:
        st.session_state[WORK].jobs.end()


def forget() -> None:
    """Nothing of it stays in this visit."""
    end()
    own.forget()
    for name in (WORK, SEEN, SAID):
        st.session_state.pop(name, None)
    st.session_state["yours_turn"] += 1


def places_of(work: Work):
    """The places to match with, and what is wrong in their files: those that were brought, else the server's."""
    return (work.places.table, work.places.problems) if work.places else corrected.places()


def told_of_places(work: Work, t) -> None:
    """What was taken of files of places, and what of it cannot be used."""
    if work.places is None:
        return
    table, problems = work.places.table, work.places.problems
    without = int(table["longitude"].isna().sum())
    st.text(t("yours.own_places", count=f"{len(table):,}", without=f"{without:,}"))
    if len(problems):
        shown = ["file", "row", "field", "value", "reason", "remedy"]
        with st.expander(t("yours.places_faults", count=f"{len(problems):,}"), expanded=True):
            st.dataframe(
                problems[shown].head(PREVIEWED).rename(columns={name: t(f"yours.col.{name}") for name in shown}),
                hide_index=True,
            )
            if len(problems) > PREVIEWED:
                st.caption(t("yours.first_rows_only", count=PREVIEWED))


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
            st.text(sheet.reasons.get(name, ""))
    return sheet


def said(choices: Choices) -> list[tuple[str, object]]:
    """What was used to read a file, where there was anything to choose."""
    return [(one.name, getattr(choices, one.name)) for one in fields(choices) if getattr(choices, one.name) is not None]


def shown(name: str, value, t) -> str:
    """A value of Choices in a person's words.

    >>> shown("delimiter", ";", translator("en")), shown("header", 3, translator("en"))
    ('semicolon', '3')
    """
    return separators(t).get(value, str(value)) if name == "delimiter" else str(value)


def separators(t) -> dict[str, str]:
    """What the signs that separate cells are called."""
    return {sign: t(f"yours.delimiter.{word}") for sign, word in NAMED.items()}


def meant(name: str, text: str, t):
    """What somebody typed, as Choices has it.

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
    st.text(question.reason)
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

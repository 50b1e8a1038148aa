"""Which file did somebody drop, and what did they save of an earlier time? Nothing of it outlives the visit."""

from collections.abc import Callable

import streamlit as st

from geodata.errors import DataError
from views import own, yours_mapping
from views.work import WORK, Work, read_places
from views.yours_words import told

SEEN = "yours_seen"  # files that were taken already: what is chosen after it is not undone at the next run
SAID = "yours_said"  # what was wrong with one of them: kind → error
BESIDE = {"mapping": ["toml"], "decisions": ["csv"], "places": ["geojson", "json", "csv"]}


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
                st.text(told(said, t))
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.text(t("yours.at_work", file=work.name))
    right.button(t("yours.forget"), on_click=forget, width="stretch")
    return work


def once(kind: str, files: list, take: Callable) -> None:
    """Take files that were just dropped; what is wrong where they are none that can be used."""
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
        said[kind] = error


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

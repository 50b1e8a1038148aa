"""Who acts on the corrections, and what came of it? The visitor's name, a call of the store, its answer on the page."""

from collections.abc import Callable

import streamlit as st

from geodata.errors import DataError
from layers import desk
from views import corrected, draft

WHO, WHO_BEFORE = "who", "who_before"
SAID = "desk_said"  # what the last action led to: (place, part of the page, kind of message, sentences)


def who(t) -> None:
    """The name that goes into the journal with everything that this visitor does."""
    before = st.session_state.get(WHO_BEFORE, "")  # typed before another page was looked at
    name = st.text_input(t("desk.your_name"), before, help=t("desk.your_name_help"), key=WHO, autocomplete="off")
    st.session_state[WHO_BEFORE] = name


def act(place_id: str, part: str, t, done: str, action: Callable, *arguments, **named) -> bool:
    """Call the store under the visitor's name; remember what to say in that part of the page. Whether it was recorded.

    Call it in a callback, and read there what was typed: what a button was drawn with is older than what was typed
    just before it was pushed.
    """
    try:
        entry = action(*arguments, who=st.session_state[WHO], **named)
    except DataError as error:
        told = [desk.line_in_words(entry, t) for entry in getattr(error, "entries", ())]
        refuse(place_id, part, t, str(error), *told)
        draft.seen(place_id)
        return False
    draft.seen(place_id)
    warning = corrected.store().warning
    st.session_state[SAID] = (place_id, part, "done", [t(done, line=entry.n), *([warning] if warning else [])])
    return True


def refuse(place_id: str, part: str, t, *sentences: str) -> None:
    """Remember to say that nothing was recorded, and why."""
    st.session_state[SAID] = (place_id, part, "refused", [t("desk.refused"), *sentences])


def said(place_id: str, part: str) -> None:
    """What the last action led to; it stays until something else is done."""
    about, where, kind, sentences = st.session_state.get(SAID, (None, None, None, []))
    if (about, where) == (place_id, part):
        {"done": st.success, "refused": st.error}[kind](sentences[0])
        for sentence in sentences[1:]:
            st.text(sentence)  # names and values from the journal are never read as Markdown

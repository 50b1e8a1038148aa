"""The address of a view: every control is bound to one parameter of the page's address.

Streamlit's own ``bind="query-params"`` writes a choice as the words of the page's language. Ours writes the value
itself (``authority=MSS``), so that an address works in every language, and its keys and values are those of
``python -m layers export --where KEY=VALUE``. The address is the truth: what it says is what the controls say,
also after *back* and *forward*; a page that is left and entered again finds its address as it was.
"""

import streamlit as st

from layers.words import LANGUAGES

LANG = "lang"


def language() -> str:
    """The language of this visit: the address says it (``?lang=ko``), else what was chosen before, else English."""
    lang = st.query_params.get(LANG, st.session_state.get(LANG, "en"))
    return lang if lang in LANGUAGES else "en"


def parameters() -> dict[str, list[str]]:
    """Every parameter of the address, with all its values."""
    return {key: st.query_params.get_all(key) for key in st.query_params}


def widget_key(key: str) -> str:
    """The key of the control of a parameter. A control lives as long as its words, such as those of one language, for
    Streamlit finds what was chosen again by its words; and until the program fills it, for what the browser says of the
    old one, and is on its way meanwhile, is then not taken for something that the person typed."""
    words, turn = (st.session_state.get(f"{what}:{key}", "") for what in ("words", "turn"))
    return key if key == LANG else f"{key}@{language()}{words}{turn}"


def restore(page: str) -> None:
    """On entering a page again in the same visit without any parameter: bring its last address back."""
    kept = st.session_state.setdefault("addresses", {})
    if st.session_state.get("page") not in {None, page} and not set(st.query_params) - {LANG}:
        st.query_params.from_dict({**kept.get(page, {}), **st.query_params.to_dict()})
    if st.session_state.get("page") != page and language() != "en":
        st.query_params[LANG] = language()  # so that the address of every page keeps the language that it is read in
    st.session_state["page"] = page
    kept[page] = parameters()


def bound(key: str, default: str | list[str], allowed: list[str] | None = None, words: str = "") -> dict:
    """Keyword arguments that bind a widget to the parameter ``key``.

    A list default makes a parameter that may stand several times. Values that are not ``allowed`` are left out.
    ``words`` is another text whenever the words of the values have changed: then the control is a new one.
    """
    st.session_state[f"words:{key}"] = words
    told, widget = st.query_params.get_all(key), widget_key(key)
    if widget not in st.session_state or st.session_state.get(f"told:{key}") != told:
        st.session_state[f"told:{key}"] = told
        usable = [value for value in told if allowed is None or value in allowed]
        if isinstance(default, list):
            st.session_state[widget] = usable if usable or told == [""] else default
        else:
            st.session_state[widget] = usable[0] if usable else default
    return {"key": widget, "on_change": write, "args": (key, default)}


def unusable(key: str, allowed: list[str]) -> list[str]:
    """What the address says of a parameter that is none of its values: ``bound`` leaves it out."""
    return [value for value in st.query_params.get_all(key) if value and value not in allowed]


def unusable_in_words(controls: dict[str, tuple[str, list[str]]], t) -> list[str]:
    """A sentence for each ``unusable`` value of these parameters: parameter → (name of its control, its values)."""
    return [
        t("page.unknown_value", name=name, value=value)
        for key, (name, allowed) in controls.items()
        for value in unusable(key, allowed)
    ]


def say_left_out(sentences: list[str], t) -> None:
    """What is asked for, by a control or by the address, and cannot be."""
    if sentences:
        st.warning(t("page.bad_filter"))
        st.text("\n".join(sentences))  # what somebody typed is never read as Markdown


def write(key: str, default: str | list[str]) -> None:
    """After a change of the widget: the address says it; a value that is the default needs no parameter."""
    value = st.session_state[widget_key(key)]
    put(key, None if value == default or value is None else value)


def put(key: str, value: str | list[str] | None) -> None:
    """Set or clear one parameter that no outside change of the address should seem to have made."""
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value if value != [] else ""
    st.session_state[f"told:{key}"] = st.query_params.get_all(key)


def set_bound(key: str, value: str | list[str]) -> None:
    """Set a bound control from the callback of another one; an empty value clears the parameter."""
    st.session_state[f"turn:{key}"] = st.session_state.get(f"turn:{key}", 0) + 1
    st.session_state[widget_key(key)] = value
    put(key, value or None)

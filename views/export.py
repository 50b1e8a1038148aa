"""The control *Export*: what is seen as a picture, a page, data, a brief or a citation; by default nothing can hurt."""

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st

from geodata.errors import DataError
from layers import big
from layers.choosing import select
from layers.coded import Coded
from layers.datafile import FORMATS
from layers.datafile.fields import TABLES
from layers.embedding import snippet
from layers.export import WRITERS
from layers.looks import OPTIONS
from layers.profiles import AGREEING, PROFILES, NamesAsIds
from layers.sizes import NAMED
from views import outbox, records
from views.outbox import Made, View, Wish

KINDS = {
    "picture": (".png", ".svg", ".pdf"),
    "page": (".html",),
    "data": tuple(FORMATS),
    "brief": (".brief.pdf",),
    "citation": (".txt", ".bib", ".ris", ".csl.json"),
}
SAID_EXACTLY = 10_000  # a number of rows up to here
TOO_MANY = "take.too_many"  # said of a page that would be refused
ALL = "all"  # tables in one file
PAPER = ("a4", "letter")
OFFERED = tuple(reversed(PROFILES))  # the safest first: it is the default
DEFAULT_PROFILE = OFFERED[0]
# Legs. 70,000 take 5 s of CPU as CSV or GeoPackage, 7 s as a picture, 20 s and 2.7 GB as KML; a million as CSV take
# 171 s and 5.7 GB: from here on it is a minute or more on a machine that has other things to do.
SLOW_FROM = 200_000
MADE = "take_made"  # of this visit: (wish, file or sentences of an error)


def button(view: Callable[[], View], t, kinds: tuple[str, ...] = tuple(KINDS)) -> None:
    """The control on a page; ``view`` says what is seen when it is pushed."""
    if st.button(t("take.open"), key="take", help=t("take.help")):
        st.session_state.pop(MADE, None)
        st.dialog(t("take.heading"), width="large")(dialog)(view(), kinds, t)


def dialog(view: View, kinds: tuple[str, ...], t) -> None:
    """Choose what and for whom; make it; see what is in it; take it."""
    kind = st.segmented_control(
        t("take.what"), list(kinds), format_func=lambda key: t(f"take.kind.{key}"), required=True, default=kinds[0],
        key="take_kind",
    )  # fmt: skip
    if kind == "brief" and not view.pick:
        st.info(t("take.brief_of_whom"))
        return
    left, right = st.columns(2, gap="medium")
    with left:
        ending = format_of(kind, t)
        look = {**LOOKS[kind](view, ending, t), **seen(view, ending)}
        title = st.text_input(t("take.title"), placeholder=t("export.title"), key="take_title", autocomplete="off")
        address = ending in OPTIONS["address"].endings and st.checkbox(t("take.address"), True, key="take_address")
    with right:
        captions = [t(f"take.about.{key}") for key in OFFERED]
        profile = st.radio(
            t("take.profile"), OFFERED, format_func=lambda key: t(f"take.profile.{key}"), captions=captions,
            key="take_profile",
        )  # fmt: skip
        who, purpose, ready = deliberately(profile, t)
    wish = Wish(ending, profile, tuple(look.items()), title, address, who, purpose)
    if sentence := beforehand(view, ending, look, profile):
        key, values = sentence
        st.info(t(key, **values))
        ready = ready and key != TOO_MANY
    if st.button(t("take.make"), type="primary", disabled=not ready, key="take_make"):
        st.session_state[MADE] = (wish, made(view, wish, t))
    before, result = st.session_state.get(MADE, (None, None))
    if before == wish:
        (give if isinstance(result, Made) else refuse)(result, wish, t)


def format_of(kind: str, t) -> str:
    """Which ending, of those of a kind."""
    endings = [ending for ending in KINDS[kind] if ending in WRITERS]
    if len(endings) == 1:
        return endings[0]
    return st.selectbox(
        t("take.format"), endings, format_func=lambda e: t(f"take.ending{e}"), key=f"take_ending_{kind}"
    )


def of_picture(view: View, _ending: str, t) -> dict:
    """How large, in grey, and which part of the map."""
    size = st.selectbox(t("take.size"), list(NAMED), format_func=lambda key: t(f"take.size.{key}"), key="take_size")
    grey = st.checkbox(t("take.grey"), key="take_grey")
    here = bool(view.at) and st.checkbox(t("take.here"), True, help=t("take.here_help"), key="take_here")
    return {"size": size, **({"grey": True} if grey else {}), **({"view": view.at} if here else {})}


def of_brief(_view: View, _ending: str, t) -> dict:
    """On which paper."""
    size = st.selectbox(t("take.size"), PAPER, format_func=lambda key: t(f"take.paper.{key}"), key="take_paper")
    return {"size": size, **({"grey": True} if st.checkbox(t("take.grey"), key="take_grey") else {})}


def of_data(_view: View, ending: str, t) -> dict:
    """Which table, and what Excel wants."""
    look: dict = {}
    if FORMATS[ending].choice:
        names = TABLES if FORMATS[ending].one else (ALL, *TABLES)
        words = {name: t(f"take.table.{name}") for name in names}
        look["table"] = st.selectbox(t("take.table"), names, format_func=words.get, key=f"take_table_{ending}")
    if ending == ".csv" and st.checkbox(t("take.bom"), key="take_bom"):
        look["bom"] = True
    return {key: value for key, value in look.items() if value != ALL}


def of_page(view: View, _ending: str, _t) -> dict:
    """Where the map begins."""
    return {"view": view.at} if view.at else {}


LOOKS = {"picture": of_picture, "page": of_page, "data": of_data, "brief": of_brief, "citation": lambda *_: {}}


def seen(view: View, ending: str) -> dict:
    """The layers that are on, and who or what is picked, as far as such a file has them."""
    told = {"layers": dict(view.layers), **(dict([view.pick]) if view.pick else {})}
    return {name: value for name, value in told.items() if ending in OPTIONS[name].endings}


def deliberately(profile: str, t) -> tuple[str, str, bool]:
    """Who lets it out, for whom; whether all is there that has to be."""
    if profile == DEFAULT_PROFILE:
        return "", "", True
    able, why = outbox.partner_ready() if profile == "partner" else (True, "")
    if not able:
        st.warning(t("take.no_key"))
        if why:
            st.text(why)
        return "", "", False
    who = st.text_input(t("take.who"), key="take_who", autocomplete="off")
    purpose = st.text_input(t("take.purpose"), key="take_purpose", autocomplete="off")
    sure = st.checkbox(t(f"take.sure.{profile}"), key=f"take_sure_{profile}")
    st.caption(t("take.recorded"))
    return who, purpose, bool(who.strip() and purpose.strip() and sure)


def beforehand(view: View, ending: str, look: Mapping, profile: str) -> tuple[str, dict] | None:
    """What to say before a file is made; None where there is nothing."""
    ladder = view.ladder()
    if ending in KINDS["citation"] or len(ladder.legs) <= min(SLOW_FROM, big.MANY):
        return None
    return said_of(rows_of(ladder, view.where, profile, records.shown().counted), ending, look)


def rows_of(ladder, where: Mapping, profile: str, coded: Coded | None = None) -> dict[str, int]:
    """About how many rows of each table a profile lets out of what filters choose: it may choose by coarser dates and
    positions, which are not looked at here."""
    coded = coded or Coded(ladder)
    persons, legs, places = select(ladder, where, coded)
    if profile in AGREEING:
        persons = persons & ladder.paths["consent"].isin(AGREEING[profile]).to_numpy()
    legs = legs & persons[coded.leg_owner]
    return {
        "legs": int(legs.sum()),
        "paths": int(persons.sum()),
        "flows": len(np.unique(coded.line[legs])),
        "places": int(places.sum()),
        "stints": int(ladder.paths["stints"].to_numpy(int)[persons].sum()),
    }


def said_of(rows: Mapping[str, int], ending: str, look: Mapping) -> tuple[str, dict] | None:
    """The sentence about a file of so many rows: that it is too large, or takes long; None where it is neither.

    >>> said_of({"legs": 300_000, "places": 263}, ".csv", {"table": "places"})
    ('take.slow.rows', {'count': '263', 'legs': '300,000'})
    >>> said_of({"legs": 300_000}, ".html", {})
    ('take.too_many', {'most': '100,000', 'legs': '300,000'})
    """
    told = {"legs": about(rows["legs"])}
    if ending == ".html" and rows["legs"] > big.MANY:
        return TOO_MANY, {"most": f"{big.MANY:,}", **told}
    if rows["legs"] <= SLOW_FROM:
        return None
    if ending not in FORMATS:
        return "take.slow.legs", told
    tables = [look["table"]] if "table" in look else FORMATS[ending].only
    return "take.slow.rows", {"count": about(sum(rows[name] for name in tables)), **told}


def about(count: int) -> str:
    """A number as somebody says it who does not know it exactly.

    >>> about(825_396), about(263)
    ('825,000', '263')
    """
    return f"{count if count < SAID_EXACTLY else round(count, -3):,}"


def made(view: View, wish: Wish, t) -> Made | list[str]:
    """The file, or why there is none."""
    try:
        with st.spinner(t("take.making")):
            return outbox.make(view, wish)
    except outbox.NotLetOut:
        return [t("take.pick_withheld")]
    except NamesAsIds:
        return [t("take.names_as_ids")]
    except DataError as error:
        return [t("take.failed"), str(error)]


def refuse(sentences: list[str], _wish: Wish, _t) -> None:
    """Why there is no file."""
    st.error(sentences[0])
    for sentence in sentences[1:]:
        st.text(sentence)


def give(file: Made, wish: Wish, t) -> None:
    """What is in the file, in words, and the file."""
    st.download_button(
        t("take.download", name=file.name, size=size_in_words(len(file.data))), file.data, file.name,
        on_click="ignore", type="primary", key="take_download",
    )  # fmt: skip
    if file.beside:
        name, data = file.beside
        st.download_button(t("take.sidecar", name=name), data, name, on_click="ignore", key="take_sidecar")
        st.caption(t("take.sidecar_help"))
    if file.recorded:
        st.caption(t("take.line", line=file.recorded))
    if wish.ending == ".png":
        st.image(file.data, caption=t("take.preview"))
    elif wish.ending == ".html":
        st.caption(t("take.embed"))
        st.code(snippet(file.name, wish.title.strip() or t("export.title")), language=None, wrap_lines=True)
    elif wish.ending in KINDS["citation"]:
        st.code(file.data.decode(), language=None, wrap_lines=True)
    st.markdown(f"**{t('take.holds')}**")
    st.text("\n".join(file.in_words))


def size_in_words(count: int) -> str:
    """A number of bytes for people.

    >>> size_in_words(812), size_in_words(181_234), size_in_words(1_810_000)
    ('1 kB', '181 kB', '1.8 MB')
    """
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"

"""Names that are taken for ids of people are told on the page, in both languages, and ids are offered in their place."""

import pytest
from streamlit.testing.v1 import AppTest

from layers.words import LANGUAGES, translator
from views.work import WORK


def names_page(lang):  # the whole of a script
    import streamlit as st  # noqa: PLC0415

    from layers.words import translator  # noqa: PLC0415
    from routes.mapping import answer, propose  # noqa: PLC0415
    from views import yours_mapping  # noqa: PLC0415
    from views.work import WORK, Work  # noqa: PLC0415

    if WORK not in st.session_state:
        work = st.session_state[WORK] = Work("a.csv", b"Name,camp\nKim Chol-su,A\nPak Yong-hui,B\n")
        work.mapping = answer(propose(work.sheet()), "columns.person_id", "Name")
    work = st.session_state[WORK]
    yours_mapping.people(work, work.sheet(), translator(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_as_ids_are_told_and_ids_are_given_in_their_place(lang):
    t = translator(lang)
    page = AppTest.from_function(names_page, args=(lang,), default_timeout=60).run()
    assert [warning.value for warning in page.warning] == [t("yours.names_as_ids", count="2")]
    page.button[0].click().run()
    assert list(page.warning) == []
    assert [caption.value for caption in page.caption] == [t("yours.ids_given", count="2")]
    assert page.session_state[WORK].mapping.values["person_id"] == {"Kim Chol-su": "P-001", "Pak Yong-hui": "P-002"}

"""Citations as other programs read them: strict readers, hostile texts, texts that Hypothesis finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.citing import FORMATS, bibtex, csl, make, ris
from layers.citing.references import DOCUMENT, MAP, PAGE, PLACES, VIEW, Reference, line
from layers.citing.unmarked import JOINER
from layers.words import translator
from tests.layers.citations import read
from tests.layers.hostile import TEXTS
from tests.layers.small import ladder, places, walk
from tests.layers.test_citing import OWN, cited

WRITERS = {".bib": bibtex.dumps, ".ris": ris.dumps, ".csl.json": csl.dumps}
FIELDS = {  # of a reference, by what each format calls it
    "title": {".bib": "title", ".ris": "TI", ".csl.json": "title"},
    "url": {".bib": "url", ".ris": "UR", ".csl.json": "URL"},
    "version": {".bib": "version", ".ris": "ET", ".csl.json": "version"},
}
NOTE = {".bib": "note", ".ris": "N1", ".csl.json": "note"}
HOSTILE = [
    *TEXTS, "50% & $5 #1_a ~x ^y", "{", "}", "}}", "{{", "\\", "\\}", "\\input{/etc/passwd}", "@misc{x,", "a\nER  - \nTY  - BOOK",
    "TY  - BOOK", "a\r\nUR  - http://x", "% a comment", '"', "<i>x</i>", "</b>", "&lt;b&gt;", "…", "1998--99", "---", "``x''", "?`", ",,", "조사 보고서", "資料", "отчёт",
]  # fmt: skip


def written(ending, every):
    return read(ending, WRITERS[ending](every, {}, translator("en")).encode())


def same(ending, every):
    """Whether a reader gets the references back, as many as there are and text by text."""
    found = written(ending, every)
    assert [one["key"] for one in found] == [one.key for one in every]
    for one, told in zip(every, found, strict=True):
        for field, names in FIELDS.items():
            assert told.get(names[ending], "").replace(JOINER, "") == getattr(one, field).replace(JOINER, ""), field
        assert told.get(NOTE[ending], "").replace(JOINER, "") == " ".join(one.notes).replace(JOINER, "")


def reference(text, **others):
    told = {"key": "a-key", "section": PLACES, "kind": DOCUMENT, "title": line(text), "notes": (line(text),), **others}
    return Reference(**told)


@pytest.mark.parametrize("ending", WRITERS)
def test_a_reader_gets_what_was_written(ending):
    built = ladder(*walk("P1", "onsong", "yodok"))
    same(ending, cited(built, look={"address": "http://localhost/?a=b&c=%20d#e_f~g", "accessed": "2026-12-31"}))


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_the_text_that_it_is(ending, text):
    same(ending, [reference("before"), reference(text, key="b"), reference("after", key="c")])


@pytest.mark.parametrize("ending", WRITERS)
@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters() | st.sampled_from("{}\\%$#&_~^<>|@`'?!,\r\n-\u202e\u2028\ud800")))
def test_any_text_is_the_text_that_it_is(ending, text):
    same(ending, [reference(text, version=line(text)), reference("after", key="c")])


@pytest.mark.parametrize("ending", WRITERS)
def test_dates_are_told_in_the_way_of_the_format(ending):
    one = reference("x", kind=MAP, section=VIEW, date="2026-03-09", accessed="2026-12-31")
    (told,) = written(ending, [one])
    expected = {
        ".bib": {"year": "2026", "month": 3, "urldate": "2026-12-31"},
        ".ris": {"PY": "2026", "DA": "2026/03/09", "Y2": "2026/12/31"},
        ".csl.json": {"issued": {"date-parts": [[2026, 3, 9]]}, "accessed": {"date-parts": [[2026, 12, 31]]}},
    }
    assert {name: told[name] for name in expected[ending]} == expected[ending]


@pytest.mark.parametrize("ending", WRITERS)
def test_nobody_is_named_as_author_publisher_or_year(ending):
    (told,) = written(ending, [reference("Kim (1999), A book", kind=PAGE, url="https://example.org/1999")])
    assert set(told) <= {"key", "type", "id", "title", "url", "note", "TI", "UR", "N1", "URL"}


def test_an_address_is_ascii_in_bibtex_and_the_same():
    (told,) = written(".bib", [reference("x", kind=PAGE, url="https://ko.wikipedia.org/wiki/요덕?a=%20b")])
    assert told["url"] == "https://ko.wikipedia.org/wiki/%EC%9A%94%EB%8D%95?a=%20b"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_tag_of_html_begins_in_ris_and_csl_json(text):
    one = [reference(text, section=VIEW, kind=MAP, about=(line(text),), version=line(text))]
    assert not re.search("<[A-Za-z/!?]", ris.dumps(one, {}, translator("en")))
    assert "<" not in csl.dumps(one, {"title": text}, translator("en"))


@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_texts_in_places_records_and_names_of_files_stop_no_file(ending):
    texts = [text for text in HOSTILE if line(text)]
    told = [{"title": text, "url": text, "accessed": text} for text in texts]
    table = places(onsong={"sources": told, "name": "}\\x<b>", "names": {"ko": "\ud800"}}, yodok={"name": "\u202eabc"})
    built = ladder(*walk("{{ 7*7 }}", "onsong", "yodok", authority="%"), table=table)
    given = [one._replace(name="}@misc{x,\nER  - ") for one in OWN]
    options = {
        "inputs": given,
        "profile": "internal",
        "title": "\\}<i>\r\nTY  - BOOK",
        "where": {"person": "{{ 7*7 }}"},
    }
    data, made = make(built, options, {"address": "}\n%"}, ending)
    assert made["references"] > len({line(text) for text in texts})
    if ending in WRITERS:
        assert len(read(ending, data)) == made["references"]
    assert not {"\u202e", "\u2028", "\x00"} & set(data.decode())


def test_plain_words_of_a_hostile_text_stay_in_their_paragraph():
    built = ladder(*walk("P1", "onsong"), table=places(onsong={"sources": [{"title": "a\n\n[99] b\u2028c"}]}))
    text = make(built, {"inputs": OWN}, {}, ".txt")[0].decode()
    assert "[4] a [99] b c. Source for: Onsong MSS office." in text.split("\n\n")

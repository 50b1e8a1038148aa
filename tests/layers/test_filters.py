import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import DataError
from layers.filters import BY_KEY, FILTERS, declaration, describe, format_where, options, parse, parse_where
from layers.words import LANGUAGES, catalogue, translator
from tests.layers.small import ladder, places, walk

WORD = st.text(st.characters(codec="utf-8", exclude_characters="|"), min_size=1).filter(
    lambda text: text.strip() == text
)
EDGE = st.integers(-180, 180).map(float)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_filter_has_a_label_and_help(lang):
    for item in FILTERS:
        assert {f"filter.{item.key}", f"filter.{item.key}.help"} <= set(catalogue(lang))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "authority": st.lists(WORD, min_size=1, max_size=3),
            "person": WORD,
            "time_from": st.sampled_from(["1998", "1998-05", "1998-05-17"]),
            "time_mode": st.sampled_from(["possibly", "certainly"]),
            "bbox": st.tuples(EDGE, st.just(-10.0), EDGE, st.just(10.0)).map(list),
        },
    )
)
def test_values_survive_the_address(values):
    assert parse_where(format_where(values)) == values


@given(st.dictionaries(st.sampled_from(list(BY_KEY)), st.one_of(st.text(), st.lists(st.text())), max_size=4))
def test_any_text_in_an_address_is_a_value_or_a_sentence(raw):
    values, problems = parse(raw)
    assert set(values) <= set(raw)
    assert all(isinstance(problem, str) for problem in problems)


def test_an_unknown_key_is_told_with_the_keys_that_there_are():
    with pytest.raises(DataError, match=r"--where foo: there is no such filter\. Filters are time_from, .*bbox"):
        parse_where(["foo=1"])


def test_where_without_an_equals_sign_is_told_how_to_write_it():
    with pytest.raises(DataError, match="needs KEY=VALUE"):
        parse_where(["authority"])


def test_other_dates_become_the_day_that_they_reach_to():
    assert parse({"time_from": "199X", "time_to": "199X"})[0] == {"time_from": "1990-01-01", "time_to": "1999-12-31"}


def test_a_date_that_cannot_be_read_is_left_out_and_told():
    values, problems = parse({"time_from": "9/31/1945"})
    assert values == {}
    assert problems[0].startswith('time_from: "9/31/1945" cannot be read as a date')


@pytest.mark.parametrize("area", ["1,2,3", "a,b,c,d", "0,50,1,40", "nan,0,1,1", "0,0,inf,1"])
def test_an_area_that_is_none_is_told(area):
    values, problems = parse({"bbox": area})
    assert (values, len(problems)) == ({}, 1)


def test_what_is_empty_is_not_set():
    assert parse({"authority": [], "person": "", "place_text": "  ", "time_from": None}) == ({}, [])


def test_options_are_those_of_the_records_in_words():
    built = ladder(*walk("P1", "onsong", authority="MSS"), *walk("P2", "onsong", authority="Gendarmerie"))
    assert options(BY_KEY["authority"], built, translator("en")) == [
        ("Gendarmerie", "Gendarmerie"),
        ("MSS", "Ministry of State Security (MSS)"),
    ]


def test_a_last_place_is_named_in_the_language():
    built = ladder(*walk("P1", "onsong"))
    assert options(BY_KEY["last_place"], built, translator("ko")) == [("onsong", "온성군 보위부")]


def test_kinds_of_crossings_are_no_options():
    assert "road_bridge" not in dict(options(BY_KEY["facility_kind"], ladder(*walk("P1", "onsong")), translator("en")))


def test_a_filter_without_choices_is_not_declared():
    keys = {row["key"] for row in declaration(ladder(*walk("P1", "onsong")), translator("en"))}
    assert "reason" not in keys
    assert {"person", "time_from", "bbox"} <= keys


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Held by: Ministry of State Security (MSS) or Gendarmerie"),
        ("ko", "구금 기관: 국가보위성(보위부) 또는 Gendarmerie"),
    ],
)
def test_filters_are_said_in_words(lang, sentence):
    assert describe({"authority": ["MSS", "Gendarmerie"]}, translator(lang)) == [sentence]


def test_a_period_is_one_sentence():
    values = {"time_from": "1998", "time_to": "2003", "time_mode": "certainly"}
    assert describe(values, translator("en")) == ["Certainly between 1998 and 2003"]


def test_the_mode_alone_is_no_filter():
    assert describe({"time_mode": "certainly"}, translator("en")) == []


def test_a_place_in_a_caption_has_its_name():
    assert describe({"last_place": ["yodok"]}, translator("en"), places()) == ["Last known place: Camp 15"]

"""Dates in somebody's notation: what they say as EDTF, and what is odd about them."""

import datetime

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.dates import bounds
from routes.mapping import DateRules
from routes.mapping.dates import as_they_stand, read_dates
from routes.mapping.digits import DIGITS
from routes.mapping.months import MONTHS, NAMES
from routes.mapping.notation import signs

READ = {
    ("D/M/YYYY", "5/8/1945"): "1945-08-05",
    ("M/D/YYYY", "5/8/1945"): "1945-05-08",
    ("DD.MM.YYYY", "05.08.1945"): "1945-08-05",
    ("DD.MM.YYYY", "5.8.1945"): "5.8.1945",  # not as declared
    ("YYYY년 M월 D일", "1945년 8월 15일"): "1945-08-15",
    ("YYYY년 M월", "1945년 8월"): "1945-08",
    ("YYYY年M月D日", "1945年8月15日"): "1945-08-15",
    ("D MON YYYY", "15 Aug. 1945"): "1945-08-15",
    ("D MON YYYY", "15  AUGUST 1945"): "1945-08-15",
    ("D. MON YYYY", "3. März 1946"): "1946-03-03",
    ("D MON YYYY г.", "12 августа 1945 г."): "1945-08-12",
    ("D de MON de YYYY", "1 de enero de 1937"): "1937-01-01",
    ("D MON YYYY", "14 août 1942"): "1942-08-14",
    ("MON D, YYYY", "December 25, 1944"): "1944-12-25",
    ("MON YYYY", "8월 1945"): "1945-08",
    ("D MON YYYY", "12 Mart 1981"): "1981-03-12",
    ("D MON YYYY", "3 KASIM 1981"): "1981-11-03",
    ("D MON YYYY", "3 NİSAN 1981"): "1981-04-03",
    ("D de MON de YYYY", "12 de marco de 1981"): "1981-03-12",
    ("D MON YYYY", "12 تشرين  الأول 1981"): "1981-10-12",
    ("D MON YYYY", "12 آذار/مارس 1981"): "1981-03-12",
    ("D MON YYYY", "12 اغسطس 1981"): "1981-08-12",
    ("D'er' MON YYYY", "1er mars 1981"): "1981-03-01",
    ("MON D'th', YYYY", "March 12th, 1981"): "1981-03-12",
    ("'Day' D/M/YYYY", "day 1/2/1950"): "1950-02-01",
    ("YYYY-MM-DD hh:mm:ss", "2012-09-01 10:30:05"): "2012-09-01T10:30:05",
    ("D/M/YYYY hh:mm", "1/9/2012 7:05"): "2012-09-01T07:05",
    ("D/M/YYYY hh:mm zone", "1/9/2012 07:05 +09:00"): "2012-09-01T07:05+09:00",
    ("D/M/YYYY hh:mm zone", "1/9/2012 07:05 utc"): "2012-09-01T07:05Z",
    ("M/D/YYYY hh:mm AM", "9/1/2012 12:05 am"): "2012-09-01T00:05",
    ("M/D/YYYY hh:mm AM", "9/1/2012 12:05 PM"): "2012-09-01T12:05",
    ("excel-serial", "16654"): "1945-08-05",
    ("excel-serial", "41153.4375"): "2012-09-01T10:30:00",
    ("excel-serial-1904", "15192"): "1945-08-05",
    ("excel-serial", "1945"): "1945",  # a year, as it stands
}


@pytest.mark.parametrize(("notation", "text"), READ)
def test_a_date_in_a_declared_notation(notation, text):
    found = read_dates([text], DateRules((notation,)))
    assert found.texts.tolist() == [READ[notation, text]]


@given(st.dates(datetime.date(1000, 1, 1)), st.sampled_from(["D/M/YYYY", "M/D/YYYY", "YYYY.MM.DD", "D-M-YYYY"]))
def test_any_day_is_the_day_that_it_is_in_every_notation(day, notation):
    text = notation.replace("YYYY", f"{day.year:04d}").replace("MM", f"{day.month:02d}").replace("DD", f"{day.day:02d}")
    text = text.replace("M", str(day.month)).replace("D", str(day.day))
    assert read_dates([text], DateRules((notation,))).texts.tolist() == [day.isoformat()]


NAMED = (
    "D MON YYYY",
    "D. MON YYYY",
    "MON D, YYYY",
    "D de MON de YYYY",
    "D-MON-YYYY",
    "YYYY년 M월 D일",
    "D/M/YYYY",
    "YYYY-MM-DD",
)


@settings(max_examples=60)
@given(st.dates(datetime.date(1000, 1, 1)), st.sampled_from(NAMED), st.sampled_from(sorted(NAMES)),
       st.sampled_from([None, *DIGITS]), st.integers(0, 5), st.sampled_from([str, str.upper]))  # fmt: skip
def test_a_day_written_with_the_name_of_its_month_or_in_other_figures_is_that_day(
    day, notation, lang, kind, which, case
):
    names = [
        name for name in NAMES[lang].split(";")[day.month - 1].split() if MONTHS[name.replace("_", " ")] == day.month
    ]
    text = notation.replace("YYYY", f"{day.year:04d}").replace("MON", "@").replace("MM", f"{day.month:02d}")
    text = text.replace("DD", f"{day.day:02d}").replace("M", str(day.month)).replace("D", str(day.day))
    text = text.replace("@", case(names[which % len(names)].replace("_", " ")))
    text = text.translate(str.maketrans("0123456789", DIGITS[kind])) if kind else text
    rules = DateRules((notation,), digits=(kind,) if kind else ())
    assert read_dates([text], rules).texts.tolist() == [day.isoformat()]


def test_a_name_of_two_months_is_told_and_not_used():
    found = read_dates(["3 تشرين 1981", "3 آذار 1981"], DateRules(("D MON YYYY",)))
    assert found.texts.tolist() == ["3 تشرين 1981", "1981-03-03"]
    assert found.findings == [("date_ambiguous", 0, "the month can be October or November")]


def test_figures_that_are_not_declared_are_not_read():
    assert read_dates(["١٢/٣/١٩٨١"], DateRules(("D/M/YYYY",))).texts.tolist() == ["١٢/٣/١٩٨١"]


@settings(max_examples=50)
@given(st.lists(st.text(max_size=12) | st.from_regex(r"[0-9?x]{1,2}[/.][0-9?x]{1,2}[/.][0-9]{2,4}", fullmatch=True)))
def test_a_text_is_a_date_afterwards_or_stands_as_written(texts):
    rules = DateRules(("D/M/YYYY", "DD.MM.YY"), "M/D/YYYY", unknown=("?", "xx"), century=1900, expected=(1900, 2000))
    found = read_dates(texts, rules)
    changed = np.array([new != old for new, old in zip(found.texts, texts, strict=True)], bool)
    assert bounds(found.texts[changed])["valid"].all()


@pytest.mark.parametrize("text", ["1998", "1998-05", "199X", "1998?", "2003-05~", "2010/2012", "../2011",
                                  "2016-02-29T10:00:00+09:00"])  # fmt: skip
def test_iso_and_edtf_stand_as_they_are(text):
    assert read_dates([text], DateRules(("D/M/YYYY", "DD.MM.YY"), century=1900)).texts.tolist() == [text]


def test_each_of_several_notations_reads_its_own():
    found = read_dates(["5/13/1943", "1943-05-14", "15 May 1943"], DateRules(("M/D/YYYY", "D MON YYYY")))
    assert found.texts.tolist() == ["1943-05-13", "1943-05-14", "1943-05-15"]


@pytest.mark.parametrize(("text", "edtf"), [("1/?/1943", "1943-01"), ("?/?/1943", "1943"), ("?/5/1943", "1943"),
                                            ("1/5/?", "XXXX-01-05")])  # fmt: skip
def test_unknown_parts(text, edtf):
    assert read_dates([text], DateRules(("M/D/YYYY",), unknown=("?",))).texts.tolist() == [edtf]


@pytest.mark.parametrize(("mark", "text"), [("xx", "XX.xx.1944"), ("00", "00.00.1944"), ("--", "--.--.1944")])
def test_marks_of_unknown_parts(mark, text):
    assert read_dates([text], DateRules(("DD.MM.YYYY",), unknown=(mark,))).texts.tolist() == ["1944"]


def test_a_day_of_an_unknown_month_is_told():
    found = read_dates(["?/5/1943"], DateRules(("M/D/YYYY",), unknown=("?",)))
    assert found.findings == [("date_part_unused", 0, "the day is known and its month is not; 1943 is used")]


IMPOSSIBLE = {
    "9/31/1945": "September has 30 days",
    "2/30/1945": "February 1945 has 28 days",
    "13/1/1945": "there is no month 13",
    "1/32/1945": "January has 31 days",
    "0/3/1945": "there is no month 0",
    "4/0/1945": "there is no day 0",
    "?/32/1945": "no month has 32 days",
}


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_an_impossible_date_stands_as_written_and_is_told(text):
    found = read_dates([text], DateRules(("M/D/YYYY",), unknown=("?",)))
    assert found.texts.tolist() == [text]
    assert found.findings == [("date_impossible", 0, IMPOSSIBLE[text])]


def test_midnight_of_spreadsheets_is_a_day():
    rules = DateRules(("M/D/YYYY hh:mm:ss",), midnight=True)
    texts = ["9/1/1945 00:00:00", "1945-10-02 00:00:00", "9/1/1945 00:00:01", "ward 00:00"]
    assert read_dates(texts, rules).texts.tolist() == ["1945-09-01", "1945-10-02", "1945-09-01T00:00:01", "ward 00:00"]


@pytest.mark.parametrize(("century", "year"), [(1900, "1945"), (1830, "1845"), (1950, "2045")])
def test_two_figures_of_a_year(century, year):
    assert read_dates(["1.2.45"], DateRules(("D.M.YY",), century=century)).texts.tolist() == [f"{year}-02-01"]


def test_a_year_far_off_is_told_and_used():
    found = read_dates(["1/1/1043", "2045", "1944/1946", "1/2/1945"], DateRules(("D/M/YYYY",), expected=(1900, 1960)))
    assert found.texts.tolist() == ["1043-01-01", "2045", "1944/1946", "1945-02-01"]
    assert [(code, at) for code, at, _ in found.findings] == [("date_far_off", 0), ("date_far_off", 1)]


def test_what_two_declared_notations_read_differently_is_told_and_not_used():
    found = read_dates(["5/6/1945", "5/5/1945", "5/13/1945"], DateRules(("D/M/YYYY", "M/D/YYYY")))
    assert found.texts.tolist() == ["5/6/1945", "1945-05-05", "1945-05-13"]
    why = "1945-06-05 as D/M/YYYY, and 1945-05-06 as M/D/YYYY; neither is used"
    assert found.findings == [("date_ambiguous", 0, why)]


def test_of_a_date_that_is_not_used_nothing_else_is_told():
    rules = DateRules(("D/M/YYYY", "M/D/YYYY"), unknown=("?",), expected=(1900, 1960))
    assert [code for code, _, _ in read_dates(["?/5/1845"], rules).findings] == ["date_ambiguous"]


@pytest.mark.parametrize(("notation", "reason"), [("D/M", "without a year"), ("D YYYY", "day and no month"),
                                                  ("D/M/YYYY/M", "month twice"), ("M/YYYY hh:mm", "without its day"),
                                                  ("D/M/YYYY" + " " * 300, "too long")])  # fmt: skip
def test_a_notation_that_names_no_date_is_a_sentence(notation, reason):
    with pytest.raises(DataError, match=reason):
        signs(notation)


@given(st.text(max_size=30))
def test_any_notation_reads_or_is_a_sentence(notation):
    try:
        signs(notation)
    except DataError as told:
        assert str(told)
    else:
        read_dates(["1/1/1945", notation], DateRules((notation,), unknown=("?", notation), century=1900))


EDTF = st.text(alphabet="0123456789X-/.~?%[]{},Y TZ:+SEW", max_size=24) | st.from_regex(
    r"[\[{]?(?:\.\.)?[~?%]?-?[0-9X]{4}(?:-[0-9X]{2}(?:-[0-9X]{2})?)?[~?%]?(?:/|\.\.|,)?(?:[0-9]{4})?[\]}]?",
    fullmatch=True,
)


@given(st.lists(EDTF, max_size=20))
@example(["[..0000/]", "{1999/,2000..}"])
def test_what_stands_as_it_is_written_is_what_the_builder_reads(texts):
    texts = np.array([*texts, "1998"], object)
    read, given = bounds(texts), as_they_stand(texts)
    filled = np.array([bool(text.strip()) for text in texts])  # an empty cell is no text here
    assert (given[0] == read["valid"].to_numpy(bool))[filled].all()
    for mine, name in zip(given[1:], ("earliest", "latest"), strict=True):
        np.testing.assert_array_equal(mine[given[0]], read[name].to_numpy("M8[s]")[given[0]])

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata import edtf
from geodata.unreadable import NotADate
from routes.dates import add_duration, bounds, durations

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
OPEN = None


def span(text):
    """(first day, last day) as texts, None = open; an assertion that the text is valid."""
    row = bounds([text]).iloc[0]
    assert row["valid"], f"{text}: {row['reason']}"
    return tuple(_day(row[end]) for end in ("earliest", "latest"))


def _day(moment):
    return None if pd.isna(moment) else str(np.datetime64(moment, "D"))


# Strings of the published specification (loc.gov/standards/datetime), with the bounds that our rules give.
PUBLISHED = {
    "1985-04-12": ("1985-04-12", "1985-04-12"),
    "1985-04": ("1985-04-01", "1985-04-30"),
    "1985": ("1985-01-01", "1985-12-31"),
    "1985-04-12T23:20:30": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30Z": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30-04": ("1985-04-12", "1985-04-12"),
    "1985-04-12T23:20:30+04:30": ("1985-04-12", "1985-04-12"),
    "1964/2008": ("1964-01-01", "2008-12-31"),
    "2004-06/2006-08": ("2004-06-01", "2006-08-31"),
    "2004-02-01/2005-02-08": ("2004-02-01", "2005-02-08"),
    "2004-02-01/2005-02": ("2004-02-01", "2005-02-28"),
    "2004-02-01/2005": ("2004-02-01", "2005-12-31"),
    "2005/2006-02": ("2005-01-01", "2006-02-28"),
    "Y170000002": ("170000002-01-01", "170000002-12-31"),
    "Y-170000002": ("-170000002-01-01", "-170000002-12-31"),
    "2001-21": ("2001-03-01", "2001-05-31"),
    "1984?": ("1984-01-01", "1984-12-31"),
    "2004-06~": ("2004-05-01", "2004-07-31"),
    "2004-06-11%": ("2004-06-04", "2004-06-18"),
    "201X": ("2010-01-01", "2019-12-31"),
    "20XX": ("2000-01-01", "2099-12-31"),
    "2004-XX": ("2004-01-01", "2004-12-31"),
    "1985-04-XX": ("1985-04-01", "1985-04-30"),
    "1985-XX-XX": ("1985-01-01", "1985-12-31"),
    "1985-04-12/..": ("1985-04-12", OPEN),
    "1985-04/..": ("1985-04-01", OPEN),
    "1985/..": ("1985-01-01", OPEN),
    "../1985-04-12": (OPEN, "1985-04-12"),
    "../1985": (OPEN, "1985-12-31"),
    "1985-04-12/": ("1985-04-12", OPEN),
    "/1985-04": (OPEN, "1985-04-30"),
    "1984~/2004-06": ("1983-01-01", "2004-06-30"),
    "1984/2004-06~": ("1984-01-01", "2004-07-31"),
    "1984?/2004%": ("1984-01-01", "2005-12-31"),
    "-1985": ("-1985-01-01", "-1985-12-31"),
    "Y-17E7": ("-170000000-01-01", "-170000000-12-31"),
    "1950S2": ("1900-01-01", "1999-12-31"),
    "Y171010000S3": ("171000000-01-01", "171999999-12-31"),
    "Y3388E2S3": ("338000-01-01", "338999-12-31"),
    "2001-34": ("2001-04-01", "2001-06-30"),
    "[1667,1668,1670..1672]": ("1667-01-01", "1672-12-31"),
    "[..1760-12-03]": (OPEN, "1760-12-03"),
    "[1760-12..]": ("1760-12-01", OPEN),
    "[1760-01,1760-02,1760-12..]": ("1760-01-01", OPEN),
    "[1667,1760-12]": ("1667-01-01", "1760-12-31"),
    "{1960,1961-12}": ("1960-01-01", "1961-12-31"),
    "{..1984}": (OPEN, "1984-12-31"),
    "2004-06-11?": ("2004-06-11", "2004-06-11"),
    "2004-06~-11": ("2004-05-11", "2004-07-11"),
    "2004?-06-11": ("2004-06-11", "2004-06-11"),
    "?2004-06-~11": ("2004-06-04", "2004-06-18"),
    "2004-%06-11": ("2004-05-11", "2004-07-11"),
    "156X-12-25": ("1560-12-25", "1569-12-25"),
    "15XX-12-25": ("1500-12-25", "1599-12-25"),
    "XXXX-12-XX": (OPEN, OPEN),
    "1XXX-XX": ("1000-01-01", "1999-12-31"),
    "1XXX-12": ("1000-12-01", "1999-12-31"),
    "1984-1X": ("1984-10-01", "1984-12-31"),
    "2004-06-~01/2004-06-~20": ("2004-05-25", "2004-06-27"),
    "2004-06-XX/2004-07-03": ("2004-06-01", "2004-07-03"),
}
OWN_RULES = {
    "199X~": ("1980-01-01", "2009-12-31"),
    "1998~": ("1997-01-01", "1999-12-31"),
    "2001-24": ("2000-12-01", "2002-02-28"),
    "2001-30": ("2000-12-01", "2002-02-28"),
    "2001-32": ("2001-06-01", "2001-08-31"),
    "2001-21~": ("2000-12-01", "2001-08-31"),
    "2001-39": ("2001-09-01", "2001-12-31"),
    "2001-41": ("2001-07-01", "2001-12-31"),
    "190X-02-29": ("1904-02-29", "1908-02-29"),
    "2004-XX-31": ("2004-01-31", "2004-12-31"),
    "2004-03-31~": ("2004-03-24", "2004-04-07"),
    "2004-01~-31": ("2003-12-31", "2004-02-29"),
    "20160229": ("2016-02-29", "2016-02-29"),
    "2016-060": ("2016-02-29", "2016-02-29"),
    "2016-W09-1": ("2016-02-29", "2016-02-29"),
    "2020-W53": ("2020-12-28", "2021-01-03"),
    "1945-10-11 00:00:00": ("1945-10-11", "1945-10-11"),
    "-01XX": ("-0199-01-01", "-0100-12-31"),
    "0000": ("0000-01-01", "0000-12-31"),
    "199x": ("1990-01-01", "1999-12-31"),
    " 1998 ": ("1998-01-01", "1998-12-31"),
    "../..": (OPEN, OPEN),
}


@pytest.mark.parametrize(("text", "expected"), [*PUBLISHED.items(), *OWN_RULES.items()])
def test_bounds_of(text, expected):
    assert span(text) == tuple(None if day is None else str(np.datetime64(day)) for day in expected)


@pytest.mark.parametrize(
    ("text", "reason", "remedy"),
    [
        ("9/31/1945", "no calendar has such a day", "1945"),
        ("2/29/1945", "no calendar has such a day", "1945"),
        ("10/8/1862", "either way round", "1862-10-08 or 1862-08-10"),
        ("10/31/1945", "year first", "1945-10-31"),
        ("1/?/1943", "not known", "1943-01"),
        ("?/18/1944", "not known", "1944-XX-18"),
        ("xx.xx.1944", "not known", "1944"),
        ("00/00/0000", "no calendar", "empty"),
        ("12.03.1944", "either way round", "1944-12-03 or 1944-03-12"),
        ("10/10/1945 (5/18/45)", "not an EDTF date", "1945"),
        ("im März 1943", "not an EDTF date", "1943"),
        ("Unknown", "not known", "empty"),
        ("2001-13-01", "no month 13", "01 to 12"),
        ("1945-02-30", "February 1945 has 28 days", "source"),
        ("20160230", "February 2016 has 29 days", "source"),
        ("2016-02-39", "February 2016 has 29 days", "source"),
        ("2004-06/2004-02-30", "February 2004 has 29 days", "source"),
        ("44197", "day number", "2021-01-01"),
        ("1945.3.12", "hyphens", "1945-03-12"),
        ("1945년 3월 12일", "hyphens", "1945-03-12"),
        ("1945/3/12", "hyphens", "1945-03-12"),
        ("1990s", "decade", "199X"),
        ("199u", "X", "199X"),
        ("2010–2012", "slash", "2010/2012"),
        ("2004-06-01/open", "open end", "2004-06-01/.."),
        ("2008/2004", "ends before it begins", "earlier"),
        ("2016-02-29T24:00:00", "no such time", "23:59:59"),
        ("-0000-01-01", "no year -0000", "0000"),
        ("2015-W54", "no week 54", "YYYY-MM-DD"),
        ("2015-366", "no day 366", "YYYY-MM-DD"),
        ("Y1984", "more than four digits", "four digits"),
        ("Y99E99", "beyond", "empty"),
        ("2001-21-05", "no days", "day away"),
        ("not a edtf string", "not an EDTF date", "1998"),
        ("Y17E7-12-26", "not an EDTF date", "1998"),
        ("2004-(06)?-11", "not an EDTF date", "1998"),
        ("/", "not an EDTF date", "empty"),
        ("[]", "not an EDTF date", "empty"),
        ("１９９８", "not an EDTF date", "1998"),
    ],
)
def test_what_is_no_date_says_why_and_what_to_write(text, reason, remedy):
    row = bounds([text]).iloc[0]
    assert not row["valid"]
    assert pd.isna(row["earliest"])
    assert pd.isna(row["latest"])
    assert reason in row["reason"]
    assert remedy in row["remedy"]


def test_a_missing_text_is_valid_and_open():
    table = bounds([None, np.nan, "", "  "])
    assert table["valid"].all()
    assert table[["earliest", "latest"]].isna().all(axis=None)


def test_latest_is_the_last_second():
    assert bounds(["1998"])["latest"].item() == pd.Timestamp("1998-12-31 23:59:59")


def test_a_time_of_day_is_kept_as_the_clock_stood():
    table = bounds(["2016-02-29T10:30:00+09:00", "2016-02-29 10:30"])
    assert table["earliest"].tolist() == [pd.Timestamp("2016-02-29 10:30:00")] * 2
    assert table["latest"].tolist() == [pd.Timestamp("2016-02-29 10:30:00"), pd.Timestamp("2016-02-29 10:30:59")]


@pytest.mark.parametrize(
    ("text", "marks"),
    [("1998", (0, 0)), ("1998?", (1, 0)), ("1998~", (0, 1)), ("1998-05%", (1, 1)), ("1984?/2004~", (1, 1)),
     ("[1998?, 1999]", (1, 0)), ("?2004-06-~11", (1, 1)), ("2001-21~", (0, 1))],
)  # fmt: skip
def test_marks(text, marks):
    row = bounds([text]).iloc[0]
    assert (row["uncertain"], row["approximate"]) == marks


def test_rows_keep_the_index_of_the_series():
    assert bounds(pd.Series(["1998", "1999"], index=[7, 3])).index.tolist() == [7, 3]


def test_an_empty_table_has_the_same_columns():
    assert bounds([]).dtypes.to_dict()["earliest"] == "datetime64[s]"


def test_texts_that_are_no_texts_are_read_as_they_are_written():
    assert bounds([1998, pd.Timestamp("1945-10-11")])["valid"].tolist() == [True, True]


# --- properties -------------------------------------------------------------------------------------------------------

pieces = st.text(alphabet="0123456789X?~%-/.,[]{}YSEWTZ: u", max_size=24)
days = st.dates()


@given(st.one_of(st.text(max_size=40), pieces))
@example("\ud800")
@example("[" * 200 + "]" * 200)
@example("9" * 5000)
@example("XXXX-XX-XX")
@example("X" * 100_000)
def test_any_text_gets_bounds_in_order_or_a_remedy(text):
    row = bounds([text]).iloc[0]
    if row["valid"]:
        assert pd.isna(row["earliest"]) or pd.isna(row["latest"]) or row["earliest"] <= row["latest"]
    else:
        assert row["reason"]
        assert row["remedy"]


def _read_or_none(text):
    try:
        return edtf.read(text)
    except NotADate:
        return None


FAST = st.one_of(
    st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?", fullmatch=True),
    st.from_regex(r"[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?/[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-6][0-9]:[0-6][0-9]", fullmatch=True),
    pieces,
)


@given(st.lists(FAST, max_size=20))
def test_the_array_way_and_the_single_way_agree(texts):
    table = bounds(texts)
    seconds = {end: table[end].to_numpy().astype("M8[s]") for end in ("earliest", "latest")}
    for row, text in enumerate(texts):
        one = _read_or_none(text) if text.strip() else edtf.Span(None, None)
        assert (one is not None) == table["valid"][row]
        if one is not None:
            for end in ("earliest", "latest"):
                moment = seconds[end][row]
                assert (None if np.isnat(moment) else int(moment.astype(np.int64))) == getattr(one, end)
            assert (one.uncertain, one.approximate) == (table["uncertain"][row], table["approximate"][row])


@given(days)
def test_a_finer_text_lies_within_a_coarser_one(day):
    text = f"{day:%Y-%m-%d}".zfill(10)
    table = bounds([text, text[:7], text[:4], f"{text[:3]}X", f"{text[:2]}XX", f"{text[:4]}~"])
    assert table["earliest"].is_monotonic_decreasing or not table["earliest"][:5].diff()[1:].gt(pd.Timedelta(0)).any()
    assert not table["latest"][:5].diff()[1:].lt(pd.Timedelta(0)).any()
    assert table["earliest"][5] <= table["earliest"][2]
    assert table["latest"][5] >= table["latest"][2]


@given(days)
def test_days_are_counted_as_the_calendar_counts(day):
    assert np.datetime64(day, "D").astype(int) == edtf.days(day.year, day.month, day.day)


@given(days, days)
def test_an_interval_goes_from_its_first_to_its_last_day(one, other):
    first, last = sorted([one.isoformat(), other.isoformat()])
    assert span(f"{first}/{last}") == (first, last)


# --- durations --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("P10D", 10, 10),
        ("P2W", 14, 14),
        ("P1M", 28, 31),
        ("P8M", 242, 245),
        ("P1Y", 365, 366),
        ("P1Y6M", 546, 550),
        ("P0.5Y", 181, 184),
        ("P1,5M", 42, 46.5),
        ("P400Y", 146097, 146097),
        ("PT12H", 0.5, 0.5),
        ("P1DT12H", 1.5, 1.5),
        ("p3d", 3, 3),
    ],
)
def test_durations_in_days(text, low, high):
    table = durations([text])
    assert table["days_min"].item() == pytest.approx(low)
    assert table["days_max"].item() == pytest.approx(high)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("8 months", "P8M"),
        ("8개월", "P8M"),
        ("10", "P10D"),
        ("P", "P10D"),
        ("P1DT", "P10D"),
        ("-P1D", "P10D"),
        ("{{ 7 }}", "P10D"),
    ],
)
def test_what_is_no_duration_says_what_to_write(text, remedy):
    row = durations([text]).iloc[0]
    assert not row["valid"]
    assert np.isnan(row["days_min"])
    assert remedy in row["remedy"]


@given(st.one_of(st.text(max_size=30), st.text(alphabet="PT0123456789YMWDHS.,", max_size=20)))
def test_any_text_is_a_duration_in_order_or_gets_a_remedy(text):
    row = durations([text]).iloc[0]
    assert row["days_min"] <= row["days_max"] if row["valid"] and text.strip() else True
    assert row["valid"] or row["remedy"]


@given(days.filter(lambda day: day.year < 9000), st.integers(0, 100), st.integers(0, 11))
def test_calendar_addition_lies_within(day, years, months):
    start = np.array([day], "M8[s]")
    table = add_duration(start, start, [f"P{years}Y{months}M"])
    begin = np.datetime64(f"{day:%Y-%m}".zfill(7), "M") + np.timedelta64(years * 12 + months, "M")
    days_of_month = ((begin + np.timedelta64(1, "M")).astype("M8[D]") - begin.astype("M8[D]")).astype(int)
    end = begin.astype("M8[D]") + np.timedelta64(min(day.day, days_of_month) - 1, "D")
    assert table["earliest"].item() <= pd.Timestamp(end) if day.day <= 28 else True
    assert table["latest"].item() >= pd.Timestamp(end)


def test_forwards_and_backwards():
    day = np.array(["2001-05-10"], "M8[s]")
    assert add_duration(day, day, ["P10D"])["latest"].item() == pd.Timestamp("2001-05-20")
    assert add_duration(day, day, ["P10D"], backwards=True)["earliest"].item() == pd.Timestamp("2001-04-30")


def test_no_duration_no_bounds():
    day = np.array(["2001-05-10", "NaT"], "M8[s]")
    assert add_duration(day, day, [None, "P10D"])[["earliest", "latest"]].isna().all(axis=None)


# --- vectors of another project ---------------------------------------------------------------------------------------

# Where python-edtf's vectors and our rules part, and why: (texts it holds for, reason).
DELIBERATE = [
    (
        r".*[~%].*",
        "their bounds are those of the plain date, a second pair is wider; ours are the wider, by our own margins",
    ),
    (r"/.*|.*/", "an unknown end is open here, not ten years away"),
    (r"\.\./.*|.*/\.\.", "an open end is a missing value here, not an infinite number"),
]
REFUSED_BY_THEM = {None, ""}  # a missing text is valid here: an event may be undated


def _vectors():
    path = SAMPLES / "conformance" / "edtf_python_half.json"
    if not path.exists():
        pytest.skip("../shared/samples is not here")
    return json.loads(path.read_text())


def test_python_edtf_vectors():
    for text, expected in _vectors()["EXAMPLES"]:
        first, last = expected[0], expected[1] if len(expected) in (2, 4) else expected[0]
        same = span(text) == tuple(None if "inf" in day else str(np.datetime64(day)) for day in (first, last))
        assert same or any(re.fullmatch(texts, text) for texts, _ in DELIBERATE), text


def test_python_edtf_bad_vectors():
    for text in _vectors()["BAD_EXAMPLES"]:
        assert bounds([text])["valid"].item() == (text in REFUSED_BY_THEM)


def test_hostile_texts():
    path = SAMPLES / "hostile" / "texts.json"
    if not path.exists():
        pytest.skip("../shared/samples is not here")
    texts = [text for group in json.loads(path.read_text()).values() for text in group]
    table = bounds(texts)
    assert len(table) == len(texts)
    assert (table["valid"] | table["remedy"].notna()).all()

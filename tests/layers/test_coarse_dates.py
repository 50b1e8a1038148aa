import numpy as np
import pandas as pd
import pytest

from layers.coarse_dates import MONTH, YEAR, coarse_texts
from layers.payload import payload
from layers.profiles import reduce
from layers.times import BOUNDS
from layers.words import reasons_in_words, translator
from routes.dates import bounds
from tests.layers.small import ladder, walk

KEY = bytes(range(32))


def told(profile, *rows, **options):
    return reduce(ladder(*rows, **options), profile, key=KEY)


@pytest.mark.parametrize(("profile", "text"), [("partner", "1998-05"), ("public", "1998"), ("internal", "1998-05-17")])
def test_dates_as_recorded_are_told_to_the_unit_of_the_profile(profile, text):
    part = told(profile, *walk("P1", "onsong", "yodok", arrival="1998-05-17", departure="1998-05-17"))
    assert part.stints[["arrival", "departure"]].to_numpy().tolist() == [[text] * 2] * 2


@pytest.mark.parametrize(
    ("profile", "first", "last"),
    [
        ("partner", "1998-05-01T00:00:00", "1998-05-31T23:59:59"),
        ("public", "1998-01-01T00:00:00", "1998-12-31T23:59:59"),
    ],
)
def test_bounds_are_the_ends_of_the_unit(profile, first, last):
    part = told(profile, *walk("P1", "onsong", "yodok", arrival="1998-05-17", departure="1998-05-18"))
    ends = {np.datetime64(first), np.datetime64(last)}
    told_bounds = [
        part.stints[[*BOUNDS]], part.paths[["earliest", "latest"]],
        part.legs[[f"{what}_{edge}" for what in ("departed", "arrived") for edge in ("earliest", "latest")]],
    ]  # fmt: skip
    assert {time for table in told_bounds for time in np.unique(table.to_numpy("datetime64[s]"))} == ends


def test_bounds_that_follow_from_a_duration_are_as_coarse():
    part = told("public", *walk("P1", "onsong", "yodok", arrival="1998-05-17", duration="P10D"))
    assert part.stints["latest_departure"].tolist() == [np.datetime64("1998-12-31T23:59:59")] * 2


def test_an_open_bound_stays_open():
    part = told("public", *walk("P1", "onsong", arrival="../1998-05-17"))
    assert part.stints["earliest_arrival"].isna().all()


@pytest.mark.parametrize(
    ("text", "month", "year"),
    [
        ("1998", "1998", "1998"), ("1998-05", "1998-05", "1998"), ("1998-05-17", "1998-05", "1998"),
        ("1998-05-17~", "1998-05~", "1998~"), ("1998-05?", "1998-05?", "1998?"), ("1998?-05-17~", "1998-05%", "1998%"),
        ("1998-~05-17", "1998-05", "1998"), ("1998-05-~17", "1998-05", "1998"), ("1998-05~-17", "1998-05~", "1998~"),
        ("1998-05-17/1999-06-01", "1998-05/1999-06", "1998/1999"), ("1998-05-17/1998-05-20", "1998-05", "1998"),
        ("../1998-05-17", "../1998-05", "../1998"), ("1998-05-17/..", "1998-05/..", "1998/.."),
        ("199X", "199X", "199X"), ("1998-05-XX", "1998-05", "1998"), ("1998-XX-XX", "1998-XX", "1998"),
        ("199X-12-25", "199X-12", "199X"), ("2001-21", "2001-21", "2001"), ("[1998-05-17,1999]", "[1998-05,1999]", "[1998,1999]"),
        ("1998-05-17T10:00:00+09:00", "1998-05", "1998"), ("1998-05-17T23:59:59Z", "1998-05", "1998"),
        ("1945-10-11 00:00:00", "1945-10", "1945"), ("2016-02-29T10:00", "2016-02", "2016"),
        ("19980517", "1998-05", "1998"), ("1998-137", "1998-05", "1998"), ("1998-W20-1", "1998-05", "1998"),
        ("1998-W01", "1997-12/1998-01", "1997/1998"), ("1950S2", "1900-01/1999-12", "1900/1999"),
        ("17.5.1998", None, None), ("", None, None), ("Y-17E7", None, None), ("-0044-03-15", None, "-0044"),
        ("XXXX-12", "XXXX-12", "XXXX"),
    ],
)  # fmt: skip
def test_a_date_to_the_month_and_to_the_year(text, month, year):
    assert (coarse_texts([text], MONTH)[0] or None, coarse_texts([text], YEAR)[0] or None) == (month, year)


FORMS = [
    "{y}-{m}-{d}", "{y}-{m}-{d}~", "{y}-{m}-{d}?", "{y}-{m}-{d}%", "?{y}-{m}-{d}", "{y}-?{m}-{d}", "{y}-{m}-?{d}",
    "{y}{m}{d}", "{y}-{m}-{d}T10:11:12", "{y}-{m}-{d}T10:11", "{y}-{m}-{d} 00:00:00", "{y}-{m}-{d}T10:11:12Z",
    "{y}-{m}-{d}T10:11:12+09:00", "{y}-{m}-{d}/..", "../{y}-{m}-{d}", "/{y}-{m}-{d}", "{y}-{m}-{d}/", "{y}-{m}-{d}/2019",
    "1950/{y}-{m}-{d}", "{y}-{m}-{d}/{y}-12-{d}", "[{y}-{m}-{d}]", "[..{y}-{m}-{d}]", "[1950,{y}-{m}-{d}]", "[1950..{y}-{m}-{d}]",
    "{{1950,{y}-{m}-{d}}}", "{y}-XX-{d}", "199X-{m}-{d}", "XXXX-{m}-{d}", "{d}.{m}.{y}", "{m}/{d}/{y}", "{y}/{m}/{d}",
    "{d} July {y}", "{y}-{m}-{d}-{d}", "{y}-{m}~-{d}", "{y}~-{m}-{d}", "-{y}-{m}-{d}", "Y{y}-{m}-{d}", " {y}-{m}-{d} ",
]  # fmt: skip


@pytest.mark.parametrize("unit", [MONTH, YEAR])
@pytest.mark.parametrize("form", FORMS)
def test_no_way_to_spell_a_day_lets_it_out(form, unit):
    days = [form.format(y=1987, m="07", d=day) for day in ("21", "23")]
    assert len(set(coarse_texts(days, unit))) == 1
    months = [form.format(y=1987, m=month, d="21") for month in ("07", "08")]
    assert len(set(coarse_texts(months, YEAR))) == 1


def test_what_is_told_of_a_date_is_true_of_it():
    texts = ["1998-05-17", "1998-05-17/1999-06-01", "19980517", "1998-W20-1", "1998-05-17?", "../1998-05-17", "2001-21"]
    for unit in (MONTH, YEAR):
        exact, coarse = bounds(texts), bounds(coarse_texts(texts, unit))
        assert not (coarse["earliest"] > exact["earliest"]).any()
        assert not (coarse["latest"] < exact["latest"]).any()


@pytest.mark.parametrize(
    ("profile", "durations"), [("partner", ["P1Y2M", "P8M", None, None]), ("public", ["P1Y", None, None, None])]
)
def test_a_duration_is_told_without_what_is_finer(profile, durations):
    stops = zip(("onsong", "yodok", "nongpo", "tumen"), ("P1Y2M10D", "P8M", "P12D", "P2W"), strict=True)
    part = told(profile, *[row for stop, text in stops for row in walk("P1", stop, arrival="1998", duration=text)])
    assert part.stints["duration"].tolist() == durations


@pytest.mark.parametrize(("profile", "days"), [("partner", 90), ("public", 1)])
def test_a_silence_is_told_in_whole_units(profile, days):
    rows = [*walk("P1", "onsong", departure="1998-05-17"), *walk("P1", "yodok", arrival="1998-08-20")]
    part = told(profile, *rows, silence_days=30)
    assert part.legs["reason_codes"].tolist() == [[f"silence:{days}", "no_source"]]
    assert ("one day" if days == 1 else f"{days} days") in part.legs["reasons"].item()[0]


@pytest.mark.parametrize(
    ("lang", "one", "many"),
    [
        ("en", "for at least one day in between", "for at least 90 days in between"),
        ("ko", "적어도 하루 동안", "적어도 90일 동안"),
    ],
)
def test_a_silence_is_told_in_the_singular_and_in_the_plural(lang, one, many):
    codes = pd.Series([["silence:1"], ["silence:90"]])
    words = reasons_in_words(codes, translator(lang)).str[0]
    assert (one in words[0], many in words[1]) == (True, True)


@pytest.mark.parametrize("profile", ["partner", "public"])
@pytest.mark.parametrize(("first", "second"), [("1998-05-17", "1998-05-18"), ("1998-05-17", "1998-05-30")])
def test_no_filter_of_time_tells_the_day(profile, first, second):
    built = ladder(*walk("P1", "onsong", "yodok", arrival="1998-05-17", departure="1998-05-17"))
    shown = [reduce(built, profile, where={"time_from": day}, key=KEY).paths for day in (first, second)]
    assert len(shown[0]) == len(shown[1]) == 1


def test_dates_that_were_more_exact_are_counted():
    rows = [*walk("P1", "onsong", arrival="1998-05-17", duration="P2M"), *walk("P1", "yodok", arrival="1999")]
    cut = payload(ladder(*rows), profile="public")["meta"]["cut"]
    assert cut == ["Dates are given to the year.", "Dates and durations given less exactly than recorded: 2."]


def test_dates_of_nobody_are_no_dates():
    assert coarse_texts([], YEAR) == []

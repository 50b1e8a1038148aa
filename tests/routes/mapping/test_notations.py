"""How a column of dates is written is proposed with the evidence, and asked where the evidence does not decide."""

import numpy as np
import pytest

from routes.mapping import DateRules, Mapping, StopColumns, answer, apply, with_dates
from routes.mapping.dates import read_dates
from routes.mapping.dating import rules_of
from routes.mapping.notations import Proposed, propose_dates
from routes.sheets import Choices, Sheet, read_sheet

CHOICES = Choices(encoding="utf-8", delimiter=",", header=1)


def proposed(*texts: str, cells: int = 1) -> Proposed:
    return propose_dates(np.array(texts, object), np.full(len(texts), cells))


def asked(found: Proposed) -> dict[str, tuple[str, ...]]:
    return {setting: options for setting, _, options in found.questions}


def why(found: Proposed, setting: str) -> str:
    return next(reason for name, reason, _ in found.questions if name == setting)


def sheet(text: str) -> Sheet:
    return read_sheet(text.encode(), "e.csv", CHOICES)


@pytest.mark.parametrize(
    ("texts", "notation"),
    [
        (["13/5/1943", "1/5/1943"], "D/M/YYYY"),
        (["5/13/1943", "5/1/1943"], "M/D/YYYY"),
        (["13.05.1943", "1.5.1943"], "D.M.YYYY"),
        (["13-5-1943"], "D-M-YYYY"),
        (["1943/5/1"], "YYYY/M/D"),
        (["5/13/1943 14:05:00"], "M/D/YYYY hh:mm:ss"),
        (["5/13/1943 2:05 PM"], "M/D/YYYY hh:mm AM"),
        (["1943년 5월 13일"], "YYYY년 M월 D일"),
        (["1943年5月13日"], "YYYY年M月D日"),
        (["13 May 1943"], "D MON YYYY"),
        (["13. Mai 1943"], "D. MON YYYY"),
        (["13 de mayo de 1943"], "D de MON de YYYY"),
        (["13 мая 1943 г."], "D MON YYYY г."),
        (["May 13, 1943"], "MON D, YYYY"),
        (["5/1943"], "M/YYYY"),
    ],
)
def test_a_notation_that_the_values_decide(texts, notation):
    found = proposed(*texts)
    assert (found.rules.formats, found.questions) == ((notation,), [])
    assert found.reasons["formats"]


def test_how_many_values_decide_is_said():
    found = proposed("5/13/1943", "5/1/1943", cells=4)
    assert found.reasons["formats"] == 'of 8 values 4 can be read as M/D/YYYY alone ("5/13/1943") and none contradicts'


def test_an_order_that_nothing_decides_is_asked():
    found = proposed("10/8/1862", "1/2/1863")
    assert found.rules.formats == ()
    assert asked(found) == {"order": ("D/M/YYYY", "M/D/YYYY")}


def test_values_that_contradict_each_other_are_said_to():
    found = proposed("13/5/1943", "5/14/1943", "5/6/1943")
    assert found.rules.formats == ()
    assert "contradict each other" in why(found, "order")
    assert asked(found)["order"] == ("D/M/YYYY", "M/D/YYYY", "D/M/YYYY | M/D/YYYY")
    assert "with D/M/YYYY | M/D/YYYY the dates that these read differently are not used" in why(found, "order")


def test_impossible_dates_contradict_nothing():
    assert proposed("9/31/1945", "2/30/1945", "9/13/1945").rules.formats == ("M/D/YYYY",)


def test_two_notations_in_one_column():
    assert set(proposed("13/5/1943", "14 May 1943", "1943-05-15").rules.formats) == {"D/M/YYYY", "D MON YYYY"}


def test_several_notations_in_doubt_are_one_question():
    assert asked(proposed("1/5/1943", "2.5.1943"))["order"] == ("D/M/YYYY | D.M.YYYY", "M/D/YYYY | M.D.YYYY")


@pytest.mark.parametrize(("text", "mark"), [("1/?/1943", "?"), ("xx.xx.1944", "xx"), ("00/00/1944", "00")])
def test_marks_of_unknown_parts_are_found(text, mark):
    assert proposed(text, "13/5/1943", "5.13.1943").rules.unknown == (mark,)


def test_iso_and_edtf_need_no_notation():
    assert proposed("1943", "1943-05", "1943-05-13", "1943~", "194X") == Proposed(DateRules(), {}, [])


@pytest.mark.parametrize(
    ("texts", "midnight"),
    [(["1943-05-13 00:00:00"], True), (["1943-05-13 11:00:00"], False), (["5/13/1943 12:00:00 AM"], True),
     (["1943-05-13 00:00:00", "1943-05-13 10:00:00"], False)],
)  # fmt: skip
def test_midnight_of_spreadsheets(texts, midnight):
    assert proposed(*texts).rules.midnight is midnight


def test_a_century_is_asked():
    found = proposed("13.5.43")
    assert found.rules.formats == ("D.M.YY",)
    assert asked(found) == {"century": ("1800", "1900", "2000")}


def test_years_are_expected_where_nearly_all_dates_lie():
    texts = [f"{year}-0{month}" for year in range(1931, 1951) for month in range(1, 10)]
    found = proposed(*texts, "1043")
    assert found.rules.expected == (1920, 1970)
    assert "1043" in found.reasons["expected"]


def test_years_far_off_that_are_not_few_are_asked():
    texts = [f"1945-0{month}-1{day}" for month in range(1, 6) for day in range(9)]
    found = proposed(*texts, "2045", "2046", "2047")
    assert found.rules.expected is None
    assert asked(found)["expected"] == ("1930/1960", "1930/2060", "")


def test_of_few_dates_nothing_is_said_to_be_far_off():
    found = proposed("1945", "1043")
    assert found.rules.expected is None and not found.questions


def test_a_column_that_somebody_chooses_gets_its_rules():
    table = sheet("who,when,camp\np,13/5/1943,A\n")
    said = answer(Mapping(columns={"person_id": "who"}), "columns.arrival", "when")
    assert with_dates(said, table).dates["arrival"].formats == ("D/M/YYYY",)


def test_rules_that_somebody_wrote_stay():
    table = sheet("who,when\np,13/5/1943\n")
    said = Mapping(columns={"arrival": "when"}, dates={"arrival": DateRules(("M/D/YYYY",))})
    assert with_dates(said, table) == said


def test_two_columns_read_in_contrary_orders_are_both_asked():
    table = sheet("who,in,out\np,13/5/1943,6/14/1943\n")
    said = with_dates(Mapping(columns={"arrival": "in", "departure": "out"}), table)
    assert {question.key for question in said.questions} == {"dates.arrival.order", "dates.departure.order"}
    assert all("the other way round" in question.reason for question in said.questions)


def test_one_column_that_is_both_ends_is_asked_once():
    table = sheet("who,from,to,day\np,A,B,1/5/1943\n")
    stops = StopColumns(origin="from", destination="to", departure="day", arrival="day")
    said = with_dates(Mapping(shape="wide", columns={"person_id": "who"}, stops=stops), table)
    assert [question.key for question in said.questions] == ["dates.arrival.order"]
    said = answer(said, "dates.arrival.order", "D/M/YYYY")
    assert rules_of(said, "departure") == said.dates["arrival"]
    assert apply(said, table).events["departure"].dropna().tolist() == ["1943-05-01"]


def test_how_many_values_are_no_date_is_said():
    assert (
        'no date can be read in 2 values, such as "spring", "9/31/1945"'
        in (proposed("5/13/1943", "spring", "9/31/1945").reasons["formats"])
    )


@pytest.mark.parametrize(("text", "notation"), [
    ("12 March 1981", "D MON YYYY"), ("12 de marzo de 1981", "D de MON de YYYY"), ("12 Mart 1981", "D MON YYYY"),
    ("1981년 3월 12일", "YYYY년 M월 D일"), ("März 1981", "MON YYYY"), ("12 mars 1981", "D MON YYYY"),
    ("12 de março de 1981", "D de MON de YYYY"), ("12 марта 1981", "D MON YYYY"), ("12 آذار 1981", "D MON YYYY"),
])  # fmt: skip
def test_names_of_months_are_proposed_with_the_reason(text, notation):
    found = proposed(text)
    assert found.rules.formats == (notation,)
    assert f'"{text}"' in found.reasons["formats"]


@pytest.mark.parametrize(("text", "kind"), [("١٣/٣/١٩٨١", "arabic"), ("۱۳/۳/۱۹۸۱", "persian"), ("１９８１－３", None)])
def test_other_figures_are_proposed_with_the_reason(text, kind):
    found = proposed(text)
    assert found.rules.digits == ((kind,) if kind else ())
    assert bool(found.reasons.get("digits")) == bool(kind)


def test_day_and_month_in_other_figures_are_asked_as_in_ours():
    assert [(key, options) for key, _, options in proposed("٣/٤/١٩٨١").questions] == [
        ("order", ("D/M/YYYY", "M/D/YYYY"))
    ]


@pytest.mark.parametrize("year", ["1360", "1447", "2524"])
def test_years_of_another_calendar_are_asked_and_flagged(year):
    found = proposed(f"13/2/{year}")
    [(key, _, options)] = found.questions
    assert (key, options[0]) == ("expected", "1480/2200")
    rules = DateRules(found.rules.formats, expected=(1480, 2200))
    assert [code for code, _, _ in read_dates([f"13/2/{year}"], rules).findings] == ["date_far_off"]

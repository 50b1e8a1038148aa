import csv
import io
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.csv_safe import dumps, guard, guarded, json_cell, plain, unguard
from tests.layers.hostile import TEXTS

RUNS = "=+-@＝＋－＠"  # what makes a formula of a cell, at its beginning
NOTHING = " \t\r\n\u00a0\u200b\ufeff\u202e\0'\""  # what an importer may take away before it looks
CALLS = "(|!"  # what a formula needs to reach out
ANY_TEXT = st.text(st.one_of(st.sampled_from(RUNS + NOTHING + ";,a1[" + CALLS), st.characters()))


def rows(text, delimiter=","):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def table_of(**columns):
    """As objects: pandas' own texts cannot hold half a character, and somebody's table may."""
    return pd.DataFrame(columns, dtype=object)


def would_run(cell):
    """Whether somebody's importer could take the cell for a formula: it begins with a sign, once it is trimmed."""
    return not cell.startswith("'") and cell.lstrip(NOTHING)[:1] in tuple(RUNS)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n1", "\tx", "＝1", "－1", '"=1"', " =1", "\u200b=1"]
)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert guarded(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Camp 14",
        "a=b",
        "Camp 14 - north",
        "'Ali",
        "(=1)",
        "한글",
        "a; b",
        "41.2; -126.3",
        "x\n- y",
        "1998?",
        "%",
        "[-1]",
    ],
)
def test_any_other_text_stays_as_it_is(text):
    assert guarded(text) == text


@given(ANY_TEXT)
@example("'\tx")
@example("''=1")
@example(";'=1;-")
def test_the_guard_can_be_taken_off(text):
    assert plain(guarded(text)) == text


@given(ANY_TEXT)
def test_no_guarded_text_runs(text):
    cell = guarded(text)
    assert not would_run(cell)
    assert cell[:1] not in ("\t", "\r", "\n")


@given(ANY_TEXT, st.sampled_from(";\t"))
def test_nothing_is_called_where_the_file_is_read_with_another_delimiter(text, delimiter):
    table = table_of(a=["x"], b=[text], c=[json_cell([text])], d=["x"])
    cells = [cell for row in rows(dumps(table), delimiter) for cell in row]
    assert not any(would_run(cell) and set(cell) & set(CALLS) for cell in cells)


@pytest.mark.parametrize("text", ["x;=cmd|' /C calc'!A0", "x\n=HYPERLINK(1)", "x\t+f(2);y", "\r=f(1)"])
def test_a_call_behind_a_break_gets_an_apostrophe(text):
    assert plain(guarded(text)) == text
    assert guarded(text).removeprefix("'") in [text.replace(sign, "'" + sign) for sign in "=+"]


@given(st.lists(st.tuples(ANY_TEXT, st.floats(allow_nan=False) | st.none()), min_size=1))
def test_the_csv_module_reads_every_cell_back(cells):
    table = table_of(name=[name for name, _ in cells], number=[number for _, number in cells])
    read = rows(dumps(table))
    assert read[0] == ["name", "number"]
    assert [plain(name) for name, _ in read[1:]] == [name for name, _ in cells]
    assert [float(number) if number else None for _, number in read[1:]] == [number for _, number in cells]


@pytest.mark.parametrize("text", TEXTS)
def test_each_hostile_text_comes_out_as_the_text_it_is_and_does_not_run(text):
    read = rows(dumps(table_of(a=[text], b=[1])))[1]
    assert not would_run(read[0])
    assert (plain(read[0]), read[1]) == (text, "1")


def test_numbers_in_a_column_of_numbers_are_not_guarded():
    assert dumps(pd.DataFrame({"longitude": [-71.6, np.nan]})) == "longitude\n-71.6\n\n"


def test_a_number_written_as_a_text_is_a_text():
    assert guard(pd.DataFrame({"a": ["-965.98"]}))["a"].item() == "'-965.98"


def test_categories_texts_and_what_is_missing_in_columns_of_any_kind():
    table = pd.DataFrame(
        {
            "category": pd.Categorical(["=x", None]),
            "string": pd.Series(["=a", None], dtype="string"),
            "mixed": [-1, "=2"],
            "whole": pd.array([-1, None], dtype="Int64"),
            "day": pd.to_datetime(["2020-01-01", None]),
        }
    )
    assert rows(dumps(table))[1:] == [["'=x", "'=a", "-1", "-1", "2020-01-01 00:00:00"], ["", "", "'=2", "", ""]]


def test_a_table_is_guarded_and_back():
    table = table_of(a=["=1", None, "x", "'=1"], b=[1, 2.5, None, "-"])
    assert unguard(guard(table)).equals(table)


def test_the_table_that_was_given_is_not_changed():
    table = pd.DataFrame({"a": ["=1"]})
    dumps(table)
    assert table["a"].item() == "=1"


def test_the_name_of_a_column_is_guarded_too():
    assert dumps(pd.DataFrame({"=1": [1]})) == "'=1\n1\n"


def test_a_lone_carriage_return_does_not_end_the_row():
    assert rows(dumps(pd.DataFrame({"a": ["x\ry"], "b": [1]})))[1:] == [["x\ry", "1"]]


def test_a_byte_order_mark_only_if_asked_for():
    table = pd.DataFrame({"a": ["b"]})
    assert (dumps(table, bom=True), dumps(table)) == ("\ufeffa\nb\n", "a\nb\n")


@given(st.recursive(ANY_TEXT | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner)))
def test_json_in_a_cell_holds_the_same_and_needs_no_guard(value):
    assert json.loads(json_cell([value])) == [value]
    assert guarded(json_cell([value])) == json_cell([value])

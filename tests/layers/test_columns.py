import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from layers.columns import Texts, dictionary, integer_lists, integers, lists, read_column


@given(st.lists(st.integers(-1, 200_000)))
def test_integers_read_back(values):
    assert list(read_column(integers(np.array(values, dtype=int)))) == values


def test_a_constant_is_written_once():
    assert integers(np.full(1000, 3)) == {"all": 3, "count": 1000}


def test_rising_numbers_are_written_as_differences():
    assert "d" in integers(np.arange(5000, 6000))


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=3)))
def test_lists_read_back(values):
    assert read_column(lists(pd.Series(values, dtype=object))) == values


@given(st.lists(st.lists(st.integers(-9, 9), max_size=3), min_size=1))
def test_lists_of_integers_read_back(values):
    column = integer_lists(np.array([n for each in values for n in each], dtype=int), np.array([*map(len, values)]))
    assert read_column(column) == values


def test_a_dictionary_keeps_what_is_missing():
    assert read_column(dictionary(pd.Series(["a", None, "a"], dtype=object))) == ["a", None, "a"]


def test_a_text_is_held_once_in_order_of_first_use():
    texts = Texts()
    texts.positions(pd.Series(["b", "a", None, "b"], dtype=object))
    assert (texts.position("a"), texts.table) == (1, ["b", "a"])


def test_lists_of_texts_are_positions_in_the_text_table():
    texts = Texts()
    column = texts.lists(pd.Series([["x", "y"], [], None], dtype=object))
    assert read_column(column) == [[0, 1], [], []]

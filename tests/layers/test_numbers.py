import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from layers.numbers import differences, number_text, number_texts, read_number_text

INTEGERS = st.lists(st.integers(-(2**31), 2**31 - 1), max_size=40)


@given(INTEGERS)
def test_what_is_written_reads_back(values):
    assert read_number_text(number_text(np.array(values, dtype=np.int64))).tolist() == values


@given(st.lists(INTEGERS.filter(bool), min_size=1, max_size=6))
def test_many_texts_are_those_of_each(lists):
    starts = np.cumsum([0, *map(len, lists)])[:-1]
    flat = np.concatenate([np.array(values, dtype=np.int64) for values in lists])
    assert number_texts(flat, starts) == [number_text(np.array(values)) for values in lists]


@given(INTEGERS)
def test_a_text_has_no_character_that_html_or_a_template_knows(values):
    assert number_text(np.array(values, dtype=np.int64)).replace("-", "").replace("_", "").isalnum() or not values


def test_an_empty_list_between_others_is_an_empty_text():
    assert number_texts(np.array([1, 2]), np.array([0, 1, 1])) == ["C", "", "E"]


def test_differences_of_points_begin_anew_at_each_line():
    points = np.array([[1, 1], [2, 3], [50, 50], [40, 60]])
    assert differences(points, np.array([0, 2])).tolist() == [[1, 1], [1, 2], [50, 50], [-10, 10]]

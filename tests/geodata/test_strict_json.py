import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import strict_json
from geodata.errors import DataError


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_a_hundred_thousand_deep_is_refused(opening):
    with pytest.raises(DataError, match="nested more than 100 deep"):
        strict_json.parse(opening * 100_000)


def test_brackets_in_texts_are_not_depth():
    assert strict_json.parse(json.dumps(["[" * 1000, '\\"[[' * 1000, "\\"])) == ["[" * 1000, '\\"[[' * 1000, "\\"]


def test_depth_is_measured_across_chunks(monkeypatch):
    monkeypatch.setattr(strict_json, "CHUNK", 7)
    assert strict_json.parse('["' + "[" * 500 + '"]') == ["[" * 500]
    with pytest.raises(DataError, match="nested"):
        strict_json.parse("[" * 101 + "]" * 101)


def test_as_deep_as_the_limit_is_read():
    assert strict_json.parse("[" * 100 + "]" * 100)


def test_many_small_values_are_refused_before_they_take_memory():
    text = "[" + "[]," * 6_000_000 + "[]]"
    tracemalloc.start()
    with pytest.raises(DataError, match="more than 5,000,000 values"):
        strict_json.parse(text)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_half_a_character_is_refused():
    with pytest.raises(DataError, match="half a character"):
        strict_json.parse('["\\ud800"]')


def test_a_whole_character_in_two_halves_is_read():
    assert strict_json.parse('["\\ud83d\\udc6a"]') == ["👪"]


def test_a_number_of_too_many_digits_is_refused():
    with pytest.raises(DataError, match="more than 4,300 digits; no place needs one"):
        strict_json.parse("9" * 5000)


@given(st.text(alphabet='[]{}",:\\ a1', max_size=40))
def test_depth_agrees_with_the_parser(text):
    try:
        json.loads(text)
    except ValueError:
        return
    assert not strict_json._too_deep(text)

import pickle

from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import SHOWN_CHARACTERS, DataError, printable


def test_the_sentence_holds_all_that_is_known():
    error = DataError("is wrong", file="a.csv", line=3, field="x", value="v", remedy="mend it")
    assert str(error) == 'a.csv, line 3, x: is wrong ("v"); mend it.'


def test_an_error_survives_pickling():
    error = DataError("is wrong", file="a.csv", feature=3, field="x", value="v", remedy="mend it")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.feature, again.remedy) == (str(error), 3, "mend it")


@given(st.text())
def test_a_value_is_shown_on_one_line_and_cut(text):
    shown = printable(text)
    assert shown.isprintable()
    assert len(shown) <= 10 * SHOWN_CHARACTERS + 1


def test_of_a_long_path_the_end_is_shown():
    assert str(DataError("is empty", file=f"/{'x' * 500}/journal.jsonl")).endswith("/journal.jsonl: is empty.")

import pickle
import re

import pytest

from geodata.notations.words import NOTATIONS, NOTES, REFUSALS, WARNINGS, Refused, warned
from layers.words import catalogue

HOLE = re.compile(r"\{(\w+)\}")
WORDS = {
    **{f"coordinate.{code}": words for code, words in WARNINGS.items()},
    **{f"coordinate.{code}": refusal.words for code, refusal in REFUSALS.items()},
    **{f"coordinate.{code}.remedy": refusal.remedy for code, refusal in REFUSALS.items()},
    **{f"notation.{key}": words for key, words in NOTATIONS.items()},
    **{f"coordinate.note.{key}": words for key, words in NOTES.items()},
}


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_code_has_words(lang):
    assert set(WORDS) <= set(catalogue(lang))


def test_the_english_words_are_the_same_on_the_page():
    words = catalogue("en")
    assert {key: words[key] for key in WORDS} == WORDS


def test_no_code_is_both_a_warning_and_a_refusal():
    assert not set(WARNINGS) & set(REFUSALS)


def test_the_catalogue_has_no_words_that_no_code_asks_for():
    known = {key for key in catalogue("en") if key.startswith(("coordinate.", "notation."))}
    assert known == set(WORDS)


def test_a_value_is_not_filled_in_again_and_moves_no_cursor():
    assert str(warned("letter_o")) == WARNINGS["letter_o"]
    assert "{{ 7*7 }}{value}\\x1b" in str(warned("height_left_out", value="{{ 7*7 }}{value}\x1b"))


def test_warnings_can_be_told_apart_in_sets():
    assert len({warned("dash"), warned("dash"), warned("height_left_out", value="3")}) == 2


def test_a_refusal_survives_pickling():
    refused = pickle.loads(pickle.dumps(Refused("minutes", value="61")))  # noqa: S301 - our own bytes
    assert (refused.code, refused.values, str(refused)) == (
        "minutes",
        {"value": "61"},
        str(Refused("minutes", value="61")),
    )

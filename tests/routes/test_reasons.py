import re

import pytest

from layers.words import catalogue
from routes.reasons import AUDIT, EVIDENCE, REASONS, fill, sentence

HOLE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_code_has_words(lang):
    words = catalogue(lang)
    assert {f"reason.{code}" for code in REASONS} <= set(words)
    assert {f"audit.{code}" for code in AUDIT} <= set(words)


def test_the_english_words_are_the_same_on_the_page():
    words = catalogue("en")
    assert {code: words[f"reason.{code}"] for code in REASONS} == dict(REASONS)
    assert {code: words[f"audit.{code}"] for code in AUDIT} == {code: found.words for code, found in AUDIT.items()}


@pytest.mark.parametrize("code", REASONS)
def test_a_reason_has_at_most_the_hole_value(code):
    assert set(HOLE.findall(REASONS[code])) <= {"value"}


@pytest.mark.parametrize("code", AUDIT)
def test_a_finding_is_an_error_a_warning_or_a_note(code):
    assert AUDIT[code].severity in {"error", "warning", "note"}


def test_a_value_with_colons_and_braces_stays_as_it_is():
    assert sentence("crossing_unknown:{value}:{{ 7*7 }}") == (
        "No official crossing between {value}:{{ 7*7 }} is known; the line is direct."
    )


def test_values_are_not_filled_in_again():
    assert fill("{a} {b}", 1, a=["{b}"], b=["x"]).tolist() == ["{b} x"]


def test_evidence_goes_from_the_strongest_to_the_weakest():
    assert EVIDENCE == ("documented", "inferred", "gap")

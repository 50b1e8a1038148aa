import re
from pathlib import Path

import pytest

from geodata.findings import FINDINGS, SEVERITIES, fill
from layers.words import LANGUAGES, catalogue

GEODATA = Path(__file__).parents[2] / "geodata"
HOLE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_words_a_remedy_and_a_name(lang):
    words = {key for key in catalogue(lang) if key.startswith("finding.")}
    assert words == {f"finding.{code}{part}" for code in FINDINGS for part in ("", ".remedy", ".name")}


def test_the_english_words_are_the_same_on_the_page():
    words = catalogue("en")
    assert {code: words[f"finding.{code}"] for code in FINDINGS} == {code: one.words for code, one in FINDINGS.items()}
    assert {code: words[f"finding.{code}.remedy"] for code in FINDINGS} == {c: f.remedy for c, f in FINDINGS.items()}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_is_one_sentence_and_what_to_do(code):
    one = FINDINGS[code]
    assert one.severity in SEVERITIES
    assert not one.words.endswith(".")
    assert not one.remedy.endswith(".")
    assert one.remedy


def test_every_code_is_told_by_a_check_or_by_the_reader_of_places():
    modules = [*(GEODATA / "checks").glob("*.py"), GEODATA / "places.py"]
    told = "".join(path.read_text(encoding="utf-8") for path in modules)
    asked = {code for code in FINDINGS if not code.endswith("_among_others")}  # made of the mistakes' codes
    assert {code for code in asked if f'"{code}"' not in told} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_is_short(lang):
    names = [catalogue(lang)[f"finding.{code}.name"] for code in FINDINGS]
    assert max(map(len, names)) <= 26
    assert len(set(names)) == len(names)


def test_values_are_not_filled_in_again():
    assert fill("{a} {b}", {"a": "{b}", "b": "{{ 7*7 }}"}) == "{b} {{ 7*7 }}"

"""Both languages are complete, and the words that the code asks for are there."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from layers.words import LANGUAGES, LOCALE, catalogue

ROOT = Path(__file__).parents[2]


def test_every_language_has_the_same_keys():
    english = set(catalogue("en"))
    for lang in LANGUAGES:
        assert set(catalogue(lang)) == english, lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_placeholders_of_a_text_are_the_same_as_in_english(lang):
    names = re.compile(r"\{(\w+)\}")
    for key, text in catalogue("en").items():
        assert set(names.findall(text)) == set(names.findall(catalogue(lang)[key])), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_empty_or_fuzzy(lang):
    for path in (LOCALE / lang / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            messages = [m for m in read_po(file) if m.id]
        assert not [m.id for m in messages if m.fuzzy or not m.string], path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_key_stands_in_one_file_only(lang):
    seen: dict[str, Path] = {}
    for path in (LOCALE / lang / "LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            for key in (m.id for m in read_po(file) if m.id):
                assert key not in seen, f"{key} stands in {path.name} and {seen[key].name}"
                seen[key] = path


def test_korean_is_korean():
    hangul = re.compile(r"[가-힣]")
    words = {k: re.sub(r"\{\w+\}", "", v) for k, v in catalogue("ko").items() if v == catalogue("en")[k]}
    same = {k for k, v in words.items() if re.search(r"[a-z]{4}", v)}
    assert not {k for k in same if not k.startswith(("code.", "language."))}, same
    assert all(
        hangul.search(v)
        for k, v in catalogue("ko").items()
        if k.startswith(("page.", "filter.", "legend.")) and len(v) > 12
    )


def test_every_key_that_the_code_asks_for_has_words():
    asked = set()
    for folder in ("views", "layers"):
        for path in (ROOT / folder).rglob("*.py"):
            asked |= set(re.findall(r"\bt\(\s*[\"']([a-z_]+(?:\.[A-Za-z_]+)+)[\"']", path.read_text(encoding="utf-8")))
    assert asked - set(catalogue("en")) <= {"code.authority.Gendarmerie"}, sorted(asked - set(catalogue("en")))

"""In which words, in which language?

Every word a person reads on the page, on the map and in an export stands in a gettext catalogue,
``layers/locale/<lang>/LC_MESSAGES/*.po``: one file a subject (map, page, filters, codes, reasons, export),
all merged into one catalogue a language. The keys are symbolic (``filter.authority``), so that English, too,
can be mended without touching code. ``{name}`` in a text is filled from the call; nothing else is interpreted.
Sentences that ``geodata`` and ``routes`` tell files and terminals have their English there alone (SENTENCES).
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pandas as pd
from babel.messages.pofile import read_po

from geodata.findings import fill
from geodata.matching.sentences import MATCHED
from geodata.sentences import Sentence
from routes.mapping.sentences import REASONS
from routes.sheets.sentences import READ

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = MappingProxyType({"en": "English", "ko": "한국어"})
SENTENCES = {"match": MATCHED, "why": REASONS, "sheet": READ}  # prefix of their keys → English by code


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of one language by key.

    >>> catalogue("en")["language.name"], catalogue("ko")["language.name"]
    ('English', '한국어')
    """
    if lang not in LANGUAGES:
        raise ValueError(f"There is no language {lang!r} here. Choose one of: {', '.join(LANGUAGES)}.")
    texts: dict[str, str] = {}
    if lang == "en":
        texts = {f"{prefix}.{code}": words for prefix, table in SENTENCES.items() for code, words in table.items()}
    for path in sorted((LOCALE / lang / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            texts.update((m.id, m.string) for m in read_po(file, locale=lang) if m.id and m.string)
    return MappingProxyType(texts)


def translator(lang: str) -> Callable[..., str]:
    """A function from key and values to words. A key that has no entry comes back as its last part.

    So a code that somebody's own file brings (``authority.Gendarmerie``) reads as they wrote it.

    >>> t = translator("en")
    >>> t("code.authority.Gendarmerie of {town}", town="Ankara", fallback="Gendarmerie")
    'Gendarmerie'
    >>> t("count.people", shown=3, total=113), t("count.people", shown=1, total=1)
    ('3 of 113 people', '1 of 1 person')

    Where words of their own stand under ``<key>.one``, a ``total`` or ``count`` of 1 is told by these.
    """
    texts = catalogue(lang)

    def t(key: str, *, fallback: str | None = None, **values: object) -> str:
        text = texts.get(key)
        if str(values.get("total", values.get("count"))) == "1":
            text = texts.get(f"{key}.one", text)
        if text is None:
            return key.rpartition(".")[2] if fallback is None else fallback
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    return t


def in_words(told: str, t: Callable[..., str]) -> str:
    """A sentence of geodata or routes in the language of ``t``; any other text as it is.

    >>> from routes.mapping.sentences import tell
    >>> in_words(tell("header", columns='"camp"'), translator("ko"))
    '열 이름: "camp"'
    """
    if not isinstance(told, Sentence):
        return told
    words = t(told.code, fallback=told.words) if told.code else told.words
    return fill(words, {name: in_words(value, t) for name, value in told.values.items()})


def reasons_in_words(codes: pd.Series, t: Callable[..., str]) -> pd.Series:
    """Lists of reason codes (``code`` or ``code:value``) as lists of sentences. Where words of their own stand under
    ``reason.<code>.one``, a value of 1 is told by these."""
    distinct = {code for reasons in codes for code in reasons}
    words = {code: _reason(*code.partition(":")[::2], t) for code in distinct}
    return pd.Series([[words[code] for code in reasons] for reasons in codes], index=codes.index, dtype=object)


def _reason(name: str, value: str, t: Callable[..., str]) -> str:
    one = t(f"reason.{name}.one", fallback="") if value == "1" else ""
    return one or t(f"reason.{name}", value=value)


def local_names(places: pd.DataFrame, lang: str) -> dict[str, str]:
    """The name of each place by its id: in that language where it has one, else its name, else the id."""
    columns = (places["place_id"], places["names"], places["name"].where(places["name"].notna(), None))
    return {key: (names or {}).get(lang) or name or key for key, names, name in zip(*columns, strict=True)}

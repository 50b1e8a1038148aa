"""Which words of a table that nobody has described mean which of ours? Known words only; unknown ones are asked.

Consent is never translated: only the words `public` and `partner` in the records agree to anything.
"""

import numpy as np

from geodata.sentences import Sentence, joined
from routes.events import CONSENT, KINDS
from routes.mapping.draft import Draft
from routes.mapping.evidence import MOST, Column
from routes.mapping.sentences import tell
from routes.mapping.words import meanings, plain

WORDS = 100  # distinct texts that a column of events may hold
UNKNOWN_WORDS = 30  # texts of events that are asked one by one


def propose_events(draft: Draft) -> None:
    """The column of events, translations of its known words, and a question for each word that is none."""

    def known(column: Column) -> np.ndarray:
        return np.array([text.lower() in KINDS or plain(text) in meanings("event") for text in column.texts], bool)

    def accept(column: Column) -> bool:
        return not column.filled or (len(column.texts) <= WORDS and column.share(known(column)) >= MOST)

    def why(name: str) -> str:
        column = draft.columns[name]
        return tell("known_words", found=column.found(known(column))) if column.filled else ""

    key = "columns.event"
    name = draft.take_or_ask(key, draft.candidates(key, accept), why)
    if name is None:
        return
    column = draft.columns[name]
    words, mask = {}, known(column)
    for text in column.texts[mask].tolist():
        if text.lower() not in KINDS:
            words[text] = meanings("event")[plain(text)]
            draft.reasons[f"values.event.{text}"] = known_word("event", words[text])
    draft.say("values.event", words)
    for text in column.texts[~mask].tolist()[:UNKNOWN_WORDS]:
        draft.ask(f"values.event.{text}", tell("no_event"), (*KINDS, ""))


def known_word(kind: str, ours: str) -> Sentence:
    """The reason of a translation; a page has words of its own for ours."""
    return tell("known_word", word=Sentence(f"code.{kind}.{ours}", ours, {}))


def explain_consent(draft: Draft) -> None:
    """How many cells agree to something."""
    name = draft.set.get("columns.consent")
    if name is not None and draft.columns[name].filled:
        column = draft.columns[name]
        mask = np.isin(column.texts, [word for word in CONSENT if word])
        agrees = tell("consent", found=column.found(mask))
        draft.reasons["columns.consent"] = joined([draft.reasons["columns.consent"], agrees])


def propose_sexes(draft: Draft) -> None:
    """Translations of words for the sex of a person."""
    name = draft.set.get("columns.sex")
    if name is None:
        return
    said = meanings("sex")
    words = {text: said[plain(text)] for text in draft.columns[name].texts.tolist()
             if plain(text) in said and said[plain(text)] != text}  # fmt: skip
    draft.say("values.sex", words)
    for text, ours in words.items():
        draft.reasons[f"values.sex.{text}"] = known_word("sex", ours)

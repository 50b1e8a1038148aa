"""What does a header say, and what does a word in a cell? Compared with the lists of routes.mapping.wordlists.

A header is compared folded: without case, accents, punctuation and line ends. A phrase is met as the whole header, or
as words within it; one with `=` before it as the whole header alone. A header in two scripts, such as "من From", says
what each of its parts says.
"""

import re
from functools import cache

from geodata.names import folded
from routes.mapping.wordlists import EVENTS, IDENTIFYING, KINDS_OF_CELL, OF_NO_PERSON, PHRASES, PRIVATE, SEXES, UNKNOWN

SCRIPTS = {"Cyrillic": "Ѐ-ԯ", "Arabic": "؀-ۿ", "Hangul": "가-힣", "Han": "぀-ヿ㐀-鿿", "Latin": "a-z"}  # as ranges
RUN = re.compile(
    "|".join(f"[{letters}](?:[^{''.join(SCRIPTS.values())}]|[{letters}])*" for letters in SCRIPTS.values())
)
UNSPACED = re.compile(f"[{SCRIPTS['Hangul']}{SCRIPTS['Han']}]")  # scripts without a blank between all words
OURS, WHOLE, ALONE, WITHIN = 4, 3, 2, 1  # how surely a header says a setting
CODED = {"id", "code", "no", "number", "key", "ид", "код", "codigo", "nr", "nummer", "номер", "رقم"}
CODED_WITHIN = ("코드", "번호", "编号", "代码")


def plain(header: str) -> str:
    """A header as it is compared.

    >>> plain("Book-In\\nDate"), plain("personId"), plain("Départ")
    ('book in date', 'person id', 'depart')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return " ".join(folded(apart.replace("'", " ").replace("’", " ")).replace("-", " ").split())


def fields(header: str) -> dict[str, tuple[int, int]]:
    """The settings that a header may be of, each with how surely: (OURS, WHOLE, ALONE, WITHIN; length of the phrase).

    >>> fields("order"), fields("Facility code (old)")
    ({'columns.seq': (3, 5)}, {'places': (1, 13)})
    >>> fields("من From") == fields("from")
    True
    """
    name = plain(header)
    names = [name, *_telling(_parts(name))]
    found = {}
    for setting, phrases in _phrases().items():
        own = setting.partition(".")[2].replace("_", " ")
        scores = [score for phrase, alone in phrases for each in names if (score := _score(phrase, alone, each))]
        if setting.startswith("columns.") and name == own:
            scores.append((OURS, len(own)))
        if scores:
            found[setting] = max(scores)
    return found


def names_people(header: str) -> bool:
    """Whether a header says that its cells tell who somebody is.

    >>> [names_people(header) for header in ("성명", "Surname", "Camp name", "Name of witness", "date of birth")]
    [True, True, False, True, True]
    """
    name = plain(header)
    parts = _parts(name) or [name]
    more = {part: _of_people(part) for part in parts}
    # "name" beside a word in another script is the name of what that word says.
    other = any(more[part] < 0 for part in parts if part not in _kinds())
    return any(more[part] > 0 for part in parts if part not in _kinds() or not other)


def tells_apart(header: str) -> bool:
    """Whether a header that names people says a name or a number of them, and not where they live or were born.

    >>> tells_apart("Surname"), tells_apart("Place of birth"), tells_apart("Год рождения")
    (True, False, False)
    """
    name = plain(header)
    return _longest(IDENTIFYING, name) > _longest(PRIVATE, name)


def says_code(header: str) -> bool:
    """Whether a header says that its cells are ids or codes.

    >>> says_code("Facility code"), says_code("시설번호"), says_code("camp")
    (True, True, False)
    """
    name = plain(header)
    return bool({*name.split()} & CODED) or any(word in name for word in CODED_WITHIN)


@cache
def meanings(kind: str) -> dict[str, str]:
    """Folded word → what it means: of `event`, `sex` and (to itself) `unknown` places."""
    if kind == "unknown":
        return {phrase: phrase for phrase, _ in _list(UNKNOWN)}
    words = {"event": EVENTS, "sex": SEXES}[kind]
    return {phrase: ours for ours, phrases in words.items() for phrase, _ in _list(phrases)}


def _parts(name: str) -> list[str]:
    """The parts of a folded header that is in several scripts, each in one.

    >>> _parts("성별sex 2"), _parts("date in")
    (['성별', 'sex 2'], [])
    """
    found = [run.strip() for run in RUN.findall(name)]
    return found if len(found) > 1 else []


def _telling(parts: list[str]) -> list[str]:
    """The parts that say more than of which kind a cell is; all where none does."""
    return [part for part in parts if part not in _kinds()] or parts


def _of_people(name: str) -> int:
    """Above 0 where a header names people, below 0 where it names something else."""
    return max(_longest(IDENTIFYING, name), _longest(PRIVATE, name)) - _longest(OF_NO_PERSON, name)


def _longest(words: str, name: str) -> int:
    return max((score[1] for phrase, alone in _list(words) if (score := _score(phrase, alone, name))), default=0)


@cache
def _kinds() -> set[str]:
    return {phrase for phrase, _ in _list(KINDS_OF_CELL)}


@cache
def _list(phrases: str) -> tuple[tuple[str, bool], ...]:
    found = (phrase.strip() for phrase in phrases.split(";"))
    return tuple((plain(phrase.removeprefix("=")), phrase.startswith("=")) for phrase in found if phrase)


@cache
def _phrases() -> dict[str, tuple[tuple[str, bool], ...]]:
    return {setting: _list(phrases) for setting, phrases in PHRASES.items()}


def _score(phrase: str, alone: bool, name: str) -> tuple[int, int] | None:
    if not phrase or phrase == name:
        return (ALONE if alone else WHOLE, len(phrase)) if phrase else None
    if alone:
        return None
    if " " in phrase or not UNSPACED.search(phrase):
        return (WITHIN, len(phrase)) if f" {phrase} " in f" {name} " else None
    return (WITHIN, len(phrase)) if len(phrase) > 1 and phrase in name else None

"""What does somebody's text of a place say? The name, the words that bind it, and whether it joins several places.

Behind a comma, a dash, a slash or in brackets stand words that bind the name: `Falmouth (England)`, `청진, 함경북도`.
Which part is the name is not known before names are looked up, so each run of parts is offered as a *reading*: a head,
and the rest that has to agree with whatever the head leads to. Addresses in Korean, Chinese and Japanese go from the
province down without commas: `함경북도 청진시`. Where a Latin text ends in a country without any sign, as in `Falmouth
England`, that is a reading too, a weak one.
"""

import functools
import re
from typing import NamedTuple

from geodata.matching.region_words import codes
from geodata.names import folded
from geodata.towns import plain

LENGTH_LIMIT = 300  # characters; a longer text is no name of a place
MOST_PARTS = 6
MOST_WORDS = 3  # of a country's name behind a place's
APART = re.compile(r"\s*[,;()\[\]{}/|（）［］、，；／→]+\s*|\s+(?:[-–—]|->)\s+|\s*—\s*|\s*->\s*")
JOINED = re.compile(r"\s(?:or|and|und|oder|et|ou|y|и|или|또는|혹은|및|그리고)\s|\s*[&＆+;/／→]\s*|->", re.IGNORECASE)
NOT_KNOWN = (
    "unknown; unkown; unknown place; place unknown; unknown location; location unknown; not known; unk; unspecified; "
    "not specified; not stated; not recorded; not given; undetermined; undisclosed; no information; no data; n/a; "
    "n.a.; na; none; nil; null; nan; tbd; missing; various; unidentified; somewhere; "
    "미상; 불명; 불상; 모름; 알 수 없음; 알수없음; 장소 미상; 장소미상; 소재 불명; 확인 불가; 해당 없음; 없음; "
    "不明; 不详; 未知; 不詳; 无; неизвестно; неизвестен; неизвестна; нет данных; не известно; не установлено; "
    "unbekannt; unbek; inconnu; inconnue; desconocido; desconocida; sconosciuto"
)
UNKNOWN = frozenset(plain(word) for word in NOT_KNOWN.split("; "))
NUMBER_SIGN = re.compile(r"\b(?:no|nr|num|number) (?=[0-9])|제(?=[0-9]+호)")
SLASH = re.compile(r"\s*[/／]\s*")
DOUBT = re.compile(r"[?？¿]")
HANGUL = re.compile(r"[가-힣]")
UNSPACED = re.compile(r"[가-힣一-鿿]")  # scripts whose writers part words as they like
# The South writes ㄹ and ㄴ at the head of a word as they are spoken there: 로동 노동, 량강 양강, 녀자 여자.
FIRST_SYLLABLES = re.compile(r"(?<![가-힣])[가-힣]")
IOTISED = {2, 3, 6, 7, 12, 17, 20}  # vowels: ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
RIEUL, NIEUN, SILENT = 5, 2, 11  # initials


class Reading(NamedTuple):
    """A name, and words that must agree with the place that has it. `weak`: no sign says that they are apart."""

    head: str
    rest: tuple[str, ...]
    weak: bool = False


@functools.lru_cache(maxsize=1 << 15)
def alike(text: str) -> str:
    """A name as it is compared: what people do not write alike is taken away, and nothing else.

    Case, accents, punctuation, hyphens (geodata.towns.plain), the word that says that a number follows; in Korean and
    Chinese the spaces, and the difference between the spelling of the North and of the South at the head of a word.

    >>> alike("Camp No. 14"), alike("제14호"), alike("Kyŏng-sŏng")
    ('camp 14', '14호', 'kyong song')
    >>> alike("온성군 로동단련대") == alike("온성군  노동 단련대"), alike("St. John's")
    (True, 'saint johns')
    """
    spelled = NUMBER_SIGN.sub("", plain(text))
    if not UNSPACED.search(spelled):
        return spelled
    return FIRST_SYLLABLES.sub(_as_in_the_south, spelled).replace(" ", "")


def says_nothing(text: str) -> bool:
    """Whether the record itself says that it does not know the place.

    >>> says_nothing("?"), says_nothing("N/A"), says_nothing("미상"), says_nothing("Falmouth")
    (True, True, True, False)
    """
    spelled = plain(text)
    return spelled in UNKNOWN or not re.search(r"\w", spelled)


@functools.lru_cache(maxsize=1 << 14)
def parts(text: str) -> tuple[str, ...]:
    """The parts of a text.

    >>> parts("Falmouth (England)"), parts("A - B"), parts("Jongo-ri")
    (('Falmouth', 'England'), ('A', 'B'), ('Jongo-ri',))
    """
    return tuple(part for part in map(str.strip, APART.split(text)) if part)


@functools.lru_cache(maxsize=1 << 14)
def joins_several(text: str) -> bool:
    """Whether words or signs join several names, none of which alone is meant: `A & B`, `A or B`, `A/B`.

    >>> [joins_several(text) for text in ("Le Havre or Liverpool", "A/B", "Falmouth/Jamaica", "Aspinwall, Colon")]
    [True, True, False, False]
    """
    if not JOINED.search(text):
        return False
    named = [part for part in parts(text) if not codes(part)]
    return len(named) > 1 or any(JOINED.search(part) for part in named)


def doubts(text: str) -> bool:
    """Whether the record itself puts a question mark behind the place.

    >>> doubts("Falmouth (?)"), doubts("Falmouth")
    (True, False)
    """
    return bool(DOUBT.search(text))


def readings(text: str) -> list[Reading]:
    """Every reading of a text, the whole of it first. What a word joins is not taken apart, what a slash joins is.

    >>> readings("Falmouth, Jamaica")[:2]
    [Reading(head='Falmouth, Jamaica', rest=(), weak=False), Reading(head='Falmouth', rest=('Jamaica',), weak=False)]
    >>> readings("북한 함경북도 청진시")[-1]
    Reading(head='청진시', rest=('북한', '함경북도'), weak=False)
    """
    found = [Reading(text, ())]
    if joins_several(text) and not (SLASH.search(text) and not joins_several(SLASH.sub(", ", text))):
        return found
    told = parts(text)
    if 1 < len(told) <= MOST_PARTS:
        found += _runs(text, told)
    return [*found, *(deeper for reading in found for deeper in _unmarked(reading))]


def _runs(text: str, told: tuple[str, ...]) -> list[Reading]:
    """Each run of neighbouring parts as the head, as it is written; longer ones first, then earlier ones."""
    begins, at = [], 0
    for part in told:
        at = text.index(part, at)
        begins.append(at)
        at += len(part)
    count = len(told)
    made = [
        (
            told[i : i + size],
            text[begins[i] : begins[i + size - 1] + len(told[i + size - 1])],
            told[:i] + told[i + size :],
        )
        for size in range(count - 1, 0, -1)
        for i in range(count - size + 1)
    ]
    # A country or province beside another name is what binds it, even where a place is called so: `Aspinwall, Panama`.
    return [Reading(head, rest) for own, head, rest in made if not all(map(codes, own)) or all(map(codes, rest))]


def _unmarked(reading: Reading) -> list[Reading]:
    """Readings in which words of the head are countries or provinces that no sign sets apart."""
    words = reading.head.split()
    found = []
    if len(words) < 2 or len(parts(reading.head)) > 1:
        return found
    if UNSPACED.search(words[0]):
        for count in range(1, len(words)):
            if not codes(words[count - 1]):
                break
            found.append(Reading(" ".join(words[count:]), (*reading.rest, *words[:count])))
    for count in range(1, min(MOST_WORDS, len(words) - 1) + 1):
        last = " ".join(words[-count:])
        if codes(last):
            found.append(Reading(" ".join(words[:-count]), (*reading.rest, last), weak=True))
    return found


@functools.lru_cache(maxsize=1 << 14)
def core(text: str) -> Reading:
    """The text without its parts that are countries and provinces, and these; the whole where no other part is left.

    >>> core("Falmouth, Old Gaol (England)"), core("Jamaica").head
    (Reading(head='Falmouth, Old Gaol', rest=('England',), weak=False), 'Jamaica')
    """
    told = parts(text)
    regions = tuple(part for part in told if codes(part))
    if not regions or len(regions) == len(told):
        return Reading(text, ())
    return Reading(", ".join(part for part in told if part not in regions), regions)


def is_hangul(text: str) -> bool:
    """Whether a text is written in Hangul, at least in part."""
    return bool(HANGUL.search(folded(text)))


def _as_in_the_south(match: re.Match) -> str:
    code = ord(match[0]) - 0xAC00
    initial, vowel = code // 588, code // 28 % 21
    if initial not in (RIEUL, NIEUN):
        return match[0]
    return chr(0xAC00 + (SILENT if vowel in IOTISED else NIEUN) * 588 + code % 588)

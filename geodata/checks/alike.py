"""Which names are alike? Signatures under which spellings of one name meet, and those of names with a letter wrong.

Names are alike when their words sound alike (geodata.names) in whatever order, with usual abbreviations written out, or
written together. They are nearly alike when one word of LONG_WORD letters or more has a letter more, less or another.
A number has to be the same: Camp 14 is not Camp 15.
"""

import functools
import re

from geodata.names import folded, word_key

LONG_WORD = 6  # letters; one more or less in a shorter word makes another word (MPS, MSS)
RUN = re.compile(r"[0-9]+|[^0-9]+")
LEAST = 3  # letters of a name that says anything
CACHED = 1 << 17  # names: those of 30,000 places
WRITTEN_OUT = {
    "centre": "center", "ctr": "center", "cntr": "center", "co": "county", "cnty": "county", "dept": "department",
    "fac": "facility", "det": "detention", "corr": "correctional", "inst": "institution", "labour": "labor",
    "sta": "station", "stn": "station", "intl": "international", "natl": "national", "no": "", "the": "", "of": "",
    "and": "", "at": "",
}  # fmt: skip
GENERIC = frozenset(  # words that say what a place is
    "police station prison jail detention center facility hospital camp office hold holding room county city town "  # noqa: SIM905
    "district state court courthouse house processing service labor training reeducation reform interrogation hotel "
    "border guard security ministry department sheriff sheriffs provincial province municipal regional federal "
    "national central main general immigration correctional institution juvenile school church bridge airport port "
    "custom customs checkpoint headquarters".split()
)


@functools.lru_cache(maxsize=CACHED)
def plain(name: str) -> str:
    """A name folded; empty where too little is left to tell it from others.

    >>> plain("Ch’ŏngjin"), plain("A1")
    ('chongjin', '')
    """
    found = folded(name)
    return found if len(found) >= LEAST or not found.isascii() else ""


@functools.lru_cache(maxsize=CACHED)
def signatures(name: str) -> tuple[str, ...]:
    """Texts that are the same for names alike.

    >>> set(signatures("Detention Center, Adams Co.")) & set(signatures("Adams County Detention Centre"))
    {'atams centel county tetention'}
    """
    words = _words(name)
    together = "".join(map(_sound, RUN.findall("".join(words))))
    ordered = " ".join(sorted(map(_sound, words)))
    return () if len(together) < LEAST and together.isascii() else tuple(dict.fromkeys((together, ordered)))


def nearly(name: str) -> set[str]:
    """Texts of which names nearly alike have one in common: the name with one letter of a long word left out.

    >>> len(nearly("Hoeryong Prison") & nearly("Hoeryung Prison"))
    1
    >>> nearly("MPS Jail") & nearly("MSS Jail")
    set()
    """
    words = sorted(_words(name))
    found = {" ".join(words)}
    for number, word in enumerate(words):
        if len(word) >= LONG_WORD and word.isalpha():
            rest = words[:number], words[number + 1 :]
            shorter = {word[:letter] + word[letter + 1 :] for letter in range(len(word))}
            found |= {" ".join((*rest[0], one, *rest[1])) for one in shorter}
    return found if len(found) > 1 else set()


def generic(name: str) -> bool:
    """Whether a name says what a place is and not which one.

    >>> generic("Police Station"), generic("Musan Police Station"), generic("Camp 14")
    (True, False, False)
    """
    return set(_words(name)) <= GENERIC


@functools.lru_cache(maxsize=CACHED)
def _words(name: str) -> tuple[str, ...]:
    words = (word.replace("-", "") for word in folded(name).split())
    return tuple(word for word in (WRITTEN_OUT.get(word, word) for word in words) if word)


def _sound(word: str) -> str:
    # A word with a digit stays as it is: its sounds are no help.
    return word if any(map(str.isdigit, word)) else word_key(word) or word

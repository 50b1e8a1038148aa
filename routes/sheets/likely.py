"""How likely is it that a text was meant to read like this? Only for the order in which encodings are offered.

Text in the wrong encoding is made of rare signs: the ideographs at the back of the table, capitals in the middle of a
word, letters of two alphabets side by side, signs such as § between letters.
"""

import itertools
import unicodedata
from functools import cache

TABLES = {  # encoding → (codec, first and last lead byte of the signs that people write every day)
    "cp949": ("euc_kr", 0xB0, 0xC8),
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5": ("big5", 0xA4, 0xC6),
    "cp932": ("cp932", 0x88, 0x97),
    "euc-jp": ("euc_jp", 0xB0, 0xCF),
}


def likelihood(text: str, encoding: str) -> float:
    """From 0 to 1, of text that holds more than ASCII.

    >>> likelihood("März", "windows-1252"), likelihood("Mдrz", "windows-1251"), likelihood("청진", "cp949")
    (1.0, 0.0, 1.0)
    """
    beyond = [character for character in text if character > "\x7f"]
    if encoding in TABLES:
        letters = [character for character in beyond if character.isalpha()]
        return sum(_everyday(letter, encoding) for letter in letters) / max(len(letters), 1)
    letters = sum(character.isalpha() or unicodedata.combining(character) > 0 for character in beyond)
    return max(letters - _odd(text), 0) / max(len(beyond), 1)


@cache
def _everyday(letter: str, encoding: str) -> bool:
    if "ぁ" <= letter <= "ヿ":  # no other language has kana
        return encoding in ("cp932", "euc-jp")
    codec, first, last = TABLES[encoding]
    try:
        written = letter.encode(codec)
    except UnicodeError:
        return False
    return len(written) == 2 and first <= written[0] <= last


def _odd(text: str) -> int:
    """Pairs of letters that seldom stand side by side."""
    return sum(
        (left.islower() and right.isupper()) or _script(left) != _script(right)
        for left, right in itertools.pairwise(text)
        if (left > "\x7f" or right > "\x7f") and left.isalpha() and right.isalpha()
    )


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0]

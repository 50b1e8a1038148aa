"""Of which numbers, signs and words is a written angle made?

`plain` brings the many characters for one sign (primes, quotes, dashes, full-width forms) to one; `tokens` cuts the
text. A comma between digits may be a decimal mark or stand between two numbers: `ways` gives the text both ways.
"""

import html
import re
import unicodedata
from typing import NamedTuple

from geodata.notations.words import Refused

LATITUDE, LONGITUDE = "latitude", "longitude"
DIGITS_LIMIT = 40  # of one number
TOKENS_LIMIT = 60  # of one text; two angles with every sign and word take some 25
SIGNS = str.maketrans(
    {
        **dict.fromkeys("º˚ᵒ⁰∘", "°"),
        **dict.fromkeys("′’‘ʹʼʻ´`‛ꞌ＇", "'"),
        **dict.fromkeys("″”“„ʺ˝‟〃＂", '"'),
        **dict.fromkeys("−‐‑‒–—―﹣－", "-"),
        **dict.fromkeys("、،﹐", ","),
        **dict.fromkeys("⁄∕", "/"),
        **{"_": " ", "؛": ";", "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "Â": None, "٫": "."},
    }
)
SIDES = {
    (LATITUDE, 1): "n north northern nord norte с север северной северная 북위 북 北纬 北緯 北",
    (LATITUDE, -1): "s south southern süd sued sud sur sul ю юг южной южная 남위 남 南纬 南緯 南",
    (LONGITUDE, 1): "e east eastern ost est este leste е в восток восточной восточная 동경 동 东经 東經 東経 东 東",
    (LONGITUDE, -1): "w west western ouest oeste з запад западной западная 서경 서 西经 西經 西経 西",
    (LONGITUDE, 0): "o",
}
AXES = {
    LATITUDE: "lat latitude широта широты шир 위도 纬度 緯度 lati",
    LONGITUDE: "lon lng long longitude долгота долготы долг 경도 经度 經度 経度 longi",
}
MARKS = {
    "degree": "d deg degs degree degrees град градус градуса градусов 도 度",
    "minute": "m min mins minute minutes мин минута минуты минут 분 分",
    "second": "sec secs second seconds сек секунда секунды секунд 초 秒",
}
WORDS = {
    **{word: ("side", side) for side, words in SIDES.items() for word in words.split()},
    **{word: ("axis", axis) for axis, words in AXES.items() for word in words.split()},
    **{word: (mark, None) for mark, words in MARKS.items() for word in words.split()},
}
LONGEST_WORD = max(map(len, WORDS))
SYMBOLS = {
    "°": "degree", "'": "minute", '"': "second", "-": "minus", "+": "plus", ",": "comma", ":": "colon", "=": "colon",
    ";": "break", "/": "break", "|": "break", "\n": "break", "&": "break",
}  # fmt: skip
RUSSIAN = re.compile(r"(?<![^\W\d])(?:([сю])[. ]{0,2}ш|([вз])[. ]{0,2}д)(?![^\W\d])\.?", re.I)
XY = re.compile(r"(?<![^\W_])([xy]) *(?=[:=])", re.I)
PIECE = re.compile(r"(?P<space> +)|(?P<number>[0-9.]*[0-9][0-9.]*)|(?P<word>[^\W\d]+)|(?P<sign>.)", re.S)
EXPONENT = re.compile(r"[0-9]e[+-]?[0-9]", re.I)
COMMAS = re.compile(r"(?<![0-9.])[0-9]+(?:,[0-9]+)+(?![0-9]|\.[0-9])")


class Token(NamedTuple):
    """A piece of a text: kind (number, minus, plus, degree, minute, second, comma, colon, break, side, axis), how it is
    written, what it means (of a side or axis), and whether a space stands before and behind it."""

    kind: str
    text: str
    value: object
    space_before: bool
    space_behind: bool


def plain(text: str) -> str:
    """The text with one character for each sign and ASCII digits.

    >>> plain("４１º47′54″Ｎ，−129°")
    '41°47\\'54"N,-129°'
    """
    text = unicodedata.normalize("NFC", html.unescape(text)).translate(SIGNS)
    return "".join(map(_plain_character, text)).replace("''", '"').strip()


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs" or "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)[:1]
    return "" if category == "Cf" else character  # marks of direction and joiners that nobody sees


def ways(text: str) -> list[str]:
    """The plain text with commas between digits as they are and, where that can be, as decimal marks.

    >>> ways("23,43"), ways("41,78,129,77"), ways("41.78,129.77")
    (['23,43', '23.43'], ['41,78,129,77', '41.78;129.77'], ['41.78,129.77'])
    """
    runs = [run.count(",") for run in COMMAS.findall(text)]
    if not runs or not set(runs) <= {1, 3}:
        return [text]
    return [text, COMMAS.sub(_decimals, text)]


def _decimals(run: re.Match) -> str:
    return ";".join(".".join(pair) for pair in re.findall(r"([0-9]+),([0-9]+)", run[0]))


def tokens(text: str) -> list[Token]:
    """The pieces of a plain text; Refused where one of them has no place in a coordinate.

    >>> [token.kind for token in tokens("N 41°47'")]
    ['side', 'number', 'degree', 'number', 'minute']
    """
    if not re.search(r"[0-9]", text):
        raise Refused("no_number" if text.strip() else "empty")
    if EXPONENT.search(text) and not re.search(r"[ns]", text, re.I):
        raise Refused("exponent")
    text = RUSSIAN.sub(lambda found: f" {found[1] or found[2]} ", text)
    text = XY.sub(lambda found: "lon" if found[1].lower() == "x" else "lat", text)
    pieces = list(PIECE.finditer(text))
    found, swallow = [], False
    for number, piece in enumerate(pieces):
        if piece["space"] or (swallow and piece[0] == "."):
            swallow = False
            continue
        before = number == 0 or pieces[number - 1]["space"] is not None
        behind = number + 1 == len(pieces) or pieces[number + 1]["space"] is not None
        found += [Token(*told, before, behind) for told in _told(piece)]
        swallow = piece["word"] is not None
        if len(found) > TOKENS_LIMIT:
            raise Refused("too_many")
    return _letter_seconds(found)


def _told(piece: re.Match) -> list[tuple[str, str, object]]:
    """(kind, text, value) of what a piece says; several of words that are written together."""
    if piece["number"]:
        digits = piece["number"]
        if digits.count(".") > 1 or len(digits) > DIGITS_LIMIT:
            raise Refused("number", value=digits)
        return [("number", digits, None)]
    if piece["sign"]:
        kind = SYMBOLS.get(piece["sign"])
        if kind is None:
            raise Refused("unknown_word", value=piece["sign"])
        return [(kind, piece["sign"], None)]
    return _words(piece["word"])


def _words(letters: str) -> list[tuple[str, str, object]]:
    """The known words of a run of letters, at most two, such as 초동경 or degN."""
    told, rest = [], letters
    while rest and len(told) < 2:
        for length in range(min(len(rest), LONGEST_WORD), 0, -1):
            known = WORDS.get(rest[:length].casefold()) or WORDS.get(rest[:length].lower())
            if known:
                told.append((known[0], rest[:length], known[1]))
                rest = rest[length:]
                break
        else:
            break
    if rest:
        raise Refused("unknown_word", value=letters)
    return told


def _letter_seconds(found: list[Token]) -> list[Token]:
    """An s behind a number is South, but seconds where the number before it has an m: 15d 55m 20s."""
    for place in range(2, len(found)):
        minute, number, letter = found[place - 2 : place + 1]
        in_letters = minute.kind == "minute" and minute.text.isalpha() and number.kind == "number"
        if in_letters and letter.text.lower() == "s" and letter.text.isupper() == minute.text.isupper():
            found[place] = letter._replace(kind="second", value=None)
    return found

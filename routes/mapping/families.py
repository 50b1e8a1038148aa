"""Which notations could some texts be dates in? All that are tried, in families that fit the same texts.

Notations of a *family* differ in what is day, month and year, and so contradict each other.
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from routes.mapping.dates import possible
from routes.mapping.notation import MONTH_NAMES, pattern, read, signs

TIMES = ("", " hh:mm:ss", " hh:mm", " hh:mm:ss AM", " hh:mm AM")
BETWEEN = ("/", ".", "-", " ", ". ")
FIXED = (
    "YYYY년 M월 D일", "YYYY년M월D일", "YYYY년 M월", "YYYY년M월", "YYYY년", "YYYY年M月D日", "YYYY年M月", "YYYY年",
    "YYYY. M. D.", "YYYY. M.", "YYYY.M.D.", "D MON YYYY", "D. MON YYYY", "D-MON-YYYY", "D/MON/YYYY", "MON D, YYYY",
    "MON D YYYY", "MON YYYY", "MON-YYYY", "MON, YYYY", "D de MON de YYYY", "MON de YYYY", "D MON YYYY г.",
    "MON YYYY г.", "YYYY г.", "D MON YY", "D-MON-YY", "D de MON YYYY", "D de MON del YYYY", "MON del YYYY",
    "D'er' MON YYYY", "D'º' de MON de YYYY", "D'st' MON YYYY", "D'nd' MON YYYY", "D'rd' MON YYYY", "D'th' MON YYYY",
    "MON D'st', YYYY", "MON D'nd', YYYY", "MON D'rd', YYYY", "MON D'th', YYYY", "D MON, YYYY", "D MON، YYYY",
)  # fmt: skip


class Family(NamedTuple):
    """Notations that fit the same texts and differ in what is day, month and year."""

    notations: tuple[str, ...]


def _families() -> tuple[Family, ...]:
    found = [Family((notation,)) for notation in FIXED]
    for sign in BETWEEN:
        for time in TIMES:
            # A year in front is followed by its month: nobody writes YYYY/D/M.
            orders = (("D", "M", "YYYY"), ("M", "D", "YYYY")), (("YYYY", "M", "D"),)
            orders += ((("D", "M", "YY"), ("M", "D", "YY"), ("YY", "M", "D")),)
            found += [Family(tuple(sign.join(order) + time for order in alike)) for alike in orders]
        found += [Family((sign.join(order),)) for order in (("M", "YYYY"), ("YYYY", "M"))]
    return tuple(found)


FAMILIES = _families()
NAMED = re.compile(f"(?i){MONTH_NAMES}")
MARKS = ("?", "??", "xx", "x", "00", "0", "--", "-", "__", "..")
FORMS = 200  # texts of different forms that are looked at, from the most frequent


def reads_as_date(texts: pa.Array) -> np.ndarray:
    """Which texts some known notation reads as a day of the calendar.

    >>> reads_as_date(pa.array(["5/8/1945", "31.02.1945", "16 août 1942", "A-12"])).tolist()
    [True, False, True, False]
    """
    good = np.zeros(len(texts), bool)
    for family in likely(texts):
        for notation in family.notations:
            good |= dates_in(texts, notation)
    return good


def dates_in(texts: pa.Array, notation: str, marks: tuple[str, ...] = ()) -> np.ndarray:
    """Which texts name a day of the calendar, or a month or year, in one notation.

    >>> dates_in(pa.array(["5/8/1945", "31/2/1945"]), "D/M/YYYY").tolist()
    [True, False]
    """
    parts = read(texts, notation, marks, 1900)
    return parts.fits & possible(parts)


def likely(texts: pa.Array) -> list[Family]:
    """The families that could read some of the texts, told from few, each of another form; those with marks last."""
    forms = pc.replace_substring_regex(texts, "[0-9]", "9")
    _, first, often = np.unique(pa.array(forms).dictionary_encode().indices, return_index=True, return_counts=True)
    few = texts.take(pa.array(first[np.argsort(-often, kind="stable")][:FORMS])).to_pylist()
    letters = set("".join(few).lower())
    named = any(NAMED.search(text) for text in few)
    found = []
    for family in FAMILIES:
        if _literals(family) <= letters and (named or "MON" not in family.notations[0]):
            for late, marks in enumerate(((), MARKS)):
                if any(_expression(notation, marks).match(text) for notation in family.notations for text in few):
                    found.append((late, len(found), family))
                    break
    return [family for _, _, family in sorted(found)]


@cache
def _expression(notation: str, marks: tuple[str, ...]) -> re.Pattern:
    return re.compile(pattern(notation, marks))


@cache
def _literals(family: Family) -> set[str]:
    """The characters without which no text can fit a family, in lower case."""
    told = signs(family.notations[0])
    halves = {"m"} if any(part == "half" for part, _ in told) else set()
    return {c for part, sign in told if not part for c in sign.lower() if c != " "} | halves

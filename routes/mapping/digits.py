"""In which figures is a date written? Declared kinds of figures, and texts with the figures 0 to 9 in their place.

A figure says the same number in every script, so nothing is guessed; that a column has such figures is declared all the
same. Marks that only say in which direction to read go with them.
"""

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

DIGITS = {  # kind → the figures 0 to 9
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "persian": "۰۱۲۳۴۵۶۷۸۹",
    "fullwidth": "０１２３４５６７８９",
}
DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"


def with_plain_digits(texts: pa.Array, kinds: Iterable[str]) -> pa.Array:
    """The texts with 0 to 9 for the figures of these kinds.

    >>> with_plain_digits(pa.array(["١٢/٣/١٩٨١", "۱۲"]), ["arabic"]).to_pylist()
    ['12/3/1981', '۱۲']
    """
    for kind in kinds:
        where = having(texts, kind)
        if pc.any(where).as_py():
            table = str.maketrans(DIGITS[kind], "0123456789", DIRECTIONS)
            plain = [text.translate(table) for text in texts.filter(where).to_pylist()]
            texts = pc.replace_with_mask(texts, where, pa.array(plain, texts.type))
    return texts


def having(texts: pa.Array, kind: str) -> pa.Array:
    """Which texts hold figures of a kind.

    >>> having(pa.array(["١٢/٣/١٩٨١", "12"]), "arabic").to_pylist()
    [True, False]
    """
    return pc.fill_null(pc.match_substring_regex(texts, f"[{re.escape(DIGITS[kind])}]"), False)

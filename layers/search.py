"""Which places does a text mean, and which ids? Words from a search field, compared without what nobody means."""

import re
import unicodedata

import numpy as np
import pandas as pd

from geodata.find import find

IGNORED = re.compile(r"['’ʻʼ`\-_.\s]")  # written or left out at will: Ch'ongjin, Chong-jin


def fold(text: object) -> str:
    """A text as it is compared: without case, accents, apostrophes, hyphens and spaces; Hangul whole.

    >>> fold("Ch’ŏng-jin"), fold("청진")
    ('chongjin', '청진')
    """
    text = str(text)
    if text.isascii():  # ids mostly are, and there may be a million of them
        return IGNORED.sub("", text).lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return unicodedata.normalize("NFC", IGNORED.sub("", bare).lower())


def matching_places(places: pd.DataFrame, text: str) -> np.ndarray:
    """Which places (boolean, one a row) are found by the text, by any name in any script (geodata.find)."""
    return places["place_id"].isin(find(text, places)["place_id"]).to_numpy()

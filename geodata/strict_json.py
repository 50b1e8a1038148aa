"""What value does a JSON text hold, if it keeps to the rules? Guards around the json module, for files from outside.

Members keep their order, whole numbers are exact at any size that Python reads, other numbers are 64-bit floats (as RFC
8259 expects). Refused in one sentence: NaN and Infinity, numbers beyond a float, members named twice, half characters,
texts nested too deep or with too many values. The limits are looked at before the parser, which recurses and allocates,
sees the text.
"""

import json
import math
import re
import sys

import numpy as np

from geodata.errors import DataError

VALUES_LIMIT = 5_000_000  # commas and opening brackets; at some 100 bytes a value this holds memory to some 0.5 GB
DEPTH_LIMIT = 100  # nested brackets; the deepest thing the RFC knows takes under 10, unknown members may take more
CHUNK = 1 << 24  # bytes looked at in one go when depth is measured


def parse(text: str, file: str | None = None) -> object:
    """The value of a JSON text.

    >>> parse('{"a": 1, "a": 2}')
    Traceback (most recent call last):
    geodata.errors.DataError: a: is named twice in one object; keep one of the two.
    """
    if not text.strip():
        raise DataError("is empty", file=file, remedy="save it as a GeoJSON FeatureCollection")
    if text.count(",") + text.count("[") + text.count("{") > VALUES_LIMIT:
        raise DataError(
            f"holds more than {VALUES_LIMIT:,} values, the most that is read", file=file, remedy="split the file"
        )
    if _too_deep(text):
        raise DataError(f"is nested more than {DEPTH_LIMIT} deep", file=file, remedy="this is not a file of places")
    twice = []

    def members(pairs):
        thing = dict(pairs)
        if len(thing) == len(pairs):
            return thing
        seen = set()
        thing = _Twice(thing)
        thing.member = next(key for key, _ in pairs if key in seen or seen.add(key))
        twice.append(thing)
        return thing

    try:
        document = json.loads(text, object_pairs_hook=members, parse_constant=_constant, parse_float=_float)
    except json.JSONDecodeError as error:
        raise DataError(
            f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}",
            file=file,
            line=error.lineno,
            value=text[max(0, error.pos - 20) : error.pos + 20].strip(),
            remedy=_json_remedy(text, error.pos),
        ) from None
    except DataError as error:
        raise DataError(error.reason, file=file, value=error.value, remedy=error.remedy) from None
    except (ValueError, RecursionError):  # a whole number of more digits than Python turns into one
        raise DataError(
            f"holds a whole number of more than {sys.get_int_max_str_digits():,} digits",
            file=file,
            remedy="no place needs one; shorten it, or write it as a text",
        ) from None
    if twice:
        number = _holder(document, twice[0])
        raise DataError("is named twice in one object", file=file, feature=number, field=twice[0].member,
                        remedy="keep one of the two")  # fmt: skip
    if re.search(r"\\u[dD][89a-fA-F]", text):
        _whole_characters(document, file)
    return document


class _Twice(dict):
    """An object in which a member is named twice; `member` is its name."""


def _json_remedy(text: str, position: int) -> str:
    # The parser points at the comma or at what follows it, depending on the Python version.
    around = text[max(0, position - 50) : position + 50]
    if re.search(r",\s*[\]}]", around):
        return "take away the comma before the closing bracket"
    return "mend it in a text editor or save it again from the program that made it"


def _constant(name: str):
    raise DataError("is not a JSON number", value=name, remedy="write null for a value that is not known")


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise DataError("is too large a number", value=text)
    return value


def _too_deep(text: str) -> bool:
    """Whether brackets nest deeper than DEPTH_LIMIT outside of texts; no recursion, memory of a few chunks."""
    if text.count("[") + text.count("{") <= DEPTH_LIMIT:
        return False
    data = text.encode("utf-8", "surrogatepass").replace(b"\\\\", b"").replace(b'\\"', b"")
    depth, inside = 0, np.uint8(0)
    for start in range(0, len(data), CHUNK):
        chunk = np.frombuffer(data, np.uint8, min(CHUNK, len(data) - start), start)
        quoted = np.bitwise_xor.accumulate((chunk == ord('"')).view(np.uint8)) ^ inside
        inside = quoted[-1]
        bracket = chunk[quoted == 0]
        bracket = bracket[np.isin(bracket, np.frombuffer(b"[]{}", np.uint8))]
        levels = depth + np.cumsum(np.where((bracket == ord("[")) | (bracket == ord("{")), 1, -1))
        if len(levels):
            if levels.max() > DEPTH_LIMIT:
                return True
            depth = int(levels[-1])
    return False


def _holder(document: object, wanted: dict) -> int | None:
    """The number of the feature in which an object lies, or None when it lies outside all features."""
    rows = document.get("features") if isinstance(document, dict) else None
    for number, feature in enumerate(rows if isinstance(rows, list) else [], 1):
        stack = [feature]
        while stack:
            thing = stack.pop()
            if thing is wanted:
                return number
            stack.extend(thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ())
    return None


def _whole_characters(document: object, file) -> None:
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise DataError(
            "holds half a character (a lone surrogate such as \\ud800)", file=file, remedy="write the character itself"
        ) from None

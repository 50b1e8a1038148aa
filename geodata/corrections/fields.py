"""Which fields of a place may be corrected, and which values can be right?

The field `position` is [longitude, latitude] in degrees or None; every other field is a property (DESIGN section 3).
None stands for what is not known.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from geodata import edtf
from geodata.errors import DataError
from geodata.places import PRECISIONS, STATUSES

SHORT, LONG = 300, 5000  # characters of a name; of a text that explains
NAME = 100  # characters of who
ITEMS = 200  # of a list
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
UNCERTAINTY_LIMIT = 20_100_000.0  # metres; half the way around the Earth
JSON_FIELDS = MappingProxyType(  # fields whose value is no text, each with an example
    {
        "names": '{"ko": "온성"}',
        "aliases": '["Onsŏng"]',
        "uncertainty_m": "500",
        "sources": '[{"title": "Report, p. 9"}]',
        "verified": '{"by": "Kim", "on": "2026-03-01", "method": "satellite image"}',
    }
)


def checked(field: str, value: object, place_id: str | None = None) -> object:
    """The value as it is recorded; DataError where the field is not to be corrected or the value cannot be right.

    >>> checked("position", [129, 42]), checked("name", "  Onsong "), checked("note", "")
    ([129.0, 42.0], 'Onsong', None)
    >>> checked("opened", "2001-13")
    Traceback (most recent call last):
    geodata.errors.DataError: opened: there is no month 13 ("2001-13"); write months as 01 to 12.
    """
    if field not in FIELDS:
        raise DataError("is not a field that can be corrected", file=place_id, field=field,
                        remedy=f"use one of {', '.join(FIELDS)}")  # fmt: skip
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return FIELDS[field](value)
    except DataError as error:
        raise DataError(error.reason, file=place_id, field=field, value=value, remedy=error.remedy) from None


def text(value: object, limit: int = SHORT, lines: bool = False) -> str:
    """A text without white space around it; DataError for another type, a long one, or control characters."""
    if not isinstance(value, str):
        raise DataError("must be a text")
    value = value.strip()
    if len(value) > limit:
        raise DataError(f"is longer than {limit:,} characters", remedy="shorten it")
    allowed = "\n\t" if lines else ""
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in allowed for c in value):
        raise DataError("holds control characters", remedy="write it as plain text, on one line")
    return value


def long_text(value: object) -> str:
    """A text that explains, on several lines if need be."""
    return text(value, LONG, lines=True)


def checked_text(field: str, value: object, limit: int = LONG) -> str | None:
    """A text that goes with a correction, such as its reason; None for an empty one."""
    if value is None:
        return None
    try:
        return text(value, limit, lines=limit > SHORT) or None
    except DataError as error:
        raise DataError(error.reason, field=field, value=value, remedy=error.remedy) from None


def who(value: object) -> str:
    """Who says or decides something; DataError for nobody.

    >>> who(" A. Kim ")
    'A. Kim'
    >>> who("")
    Traceback (most recent call last):
    geodata.errors.DataError: who: must not be empty; say who you are.
    """
    told = checked_text("who", value, NAME)
    if not told:
        raise DataError("must not be empty", field="who", remedy="say who you are")
    return told


def checked_date(field: str, value: object) -> str:
    """A date as it is recorded beside a correction or decision; DataError where it is none.

    >>> checked_date("when", "2026-11")
    '2026-11'
    """
    try:
        return _date(value)
    except DataError as error:
        raise DataError(error.reason, field=field, value=value, remedy=error.remedy) from None


def source(value: object) -> dict | str | None:
    """A source as it is recorded with a correction: a text, or a dict with a title; None for an empty one."""
    try:
        if not value:
            return None
        return long_text(value) or None if isinstance(value, str) else _source(value)
    except DataError as error:
        raise DataError(error.reason, field="source", value=value, remedy=error.remedy) from None


def _one_of(*choices: str) -> Callable[[object], object]:
    def check(value):
        if value not in choices:
            raise DataError("is none of the words for it", remedy=f"use one of {', '.join(choices)}")
        return value

    return check


def _pattern(pattern: str, remedy: str) -> Callable[[object], object]:
    def check(value):
        value = text(value)
        if not re.fullmatch(pattern, value):
            raise DataError("is not such a code", remedy=remedy)
        return value

    return check


def _position(value: object) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise DataError("must be longitude and latitude", remedy="give two numbers, longitude first")
    lon, lat = (_number(part) for part in value)
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise DataError("lies outside the globe", remedy="longitude comes first and is -180 to 180, latitude -90 to 90")
    if lon == 0 and lat == 0:
        raise DataError(
            "0, 0 lies in the Atlantic and stands for a missing position", remedy="give no position instead"
        )
    return [lon, lat]


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or abs(value) > 1e300 or not math.isfinite(value):
        raise DataError("must be a number")
    return float(value)


def _metres(value: object) -> int | float:
    number = _number(value)
    if not 0 <= number <= UNCERTAINTY_LIMIT:
        raise DataError("is not a distance on the Earth", remedy="write metres, such as 500")
    return int(number) if number == int(number) else number


def _date(value: object) -> str:
    value = text(value)
    try:
        edtf.read(value)
    except ValueError as error:
        raise DataError(getattr(error, "reason", str(error)), remedy=getattr(error, "remedy", None)) from None
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > ITEMS:
        raise DataError(f"must be a list of at most {ITEMS} texts")
    found = [text(item) for item in value]
    return [item for item in found if item]


def _names(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or len(value) > ITEMS:
        raise DataError("must give a name by language", remedy='write {"ko": "…", "zh": "…"}')
    for language in value:
        if not LANGUAGE.fullmatch(str(language)):
            raise DataError(f"{language} is not a code of a language", remedy="write ko, zh, ru, …")
    return {language: text(name) for language, name in value.items() if name}


def _verified(value: object) -> dict:
    if not isinstance(value, dict) or not set(value) <= {"by", "on", "method"} or not value.get("by"):
        raise DataError("must say by whom, on which day and how", remedy='write {"by": "…", "on": "…", "method": "…"}')
    told = {name: text(part, LONG) for name, part in value.items() if part}
    if "on" in told:
        _date(told["on"])
    return told


def _sources(value: object) -> list[dict]:
    if not isinstance(value, list | tuple) or len(value) > ITEMS:
        raise DataError(f"must be a list of at most {ITEMS} sources")
    return [_source(item) for item in value]


def _source(value: object) -> dict:
    """A source: texts, numbers and nothing deeper, with a title; of addresses only those of the web."""
    if not isinstance(value, dict) or len(value) > ITEMS:
        raise DataError("a source must have a title", remedy='write {"title": "…", "url": "…"}')
    told = {}
    for name, part in value.items():
        if isinstance(part, str):
            told[text(name)] = long_text(part) or None
        elif part is None or isinstance(part, bool):
            told[text(name)] = part
        else:
            _number(part)
            told[text(name)] = part
    if not isinstance(told.get("title"), str):
        raise DataError("a source must have a title", remedy="say who published it, and where")
    if told.get("url") and not ADDRESS.fullmatch(str(told["url"])):
        raise DataError("is not an address of the web", remedy="begin it with https://, or put it into the title")
    return told


FIELDS: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "position": _position,
        "name": text,
        "names": _names,
        "aliases": _texts,
        "kind": _pattern(r"[a-z][a-z0-9_]*", "write it as in the table of kinds, such as holding_centre"),
        "authority": text,
        "country": _pattern("[A-Z]{2}", "write two capital letters (ISO 3166-1), such as KP"),
        "admin1": _pattern("[A-Z]{2}-[A-Z0-9]{1,3}", "write the code of ISO 3166-2, such as KP-04"),
        "locality": text,
        "precision": _one_of(*PRECISIONS),
        "uncertainty_m": _metres,
        "status": _one_of(*STATUSES),
        "opened": _date,
        "closed": _date,
        "sources": _sources,
        "chosen_because": long_text,
        "verified": _verified,
        "note": long_text,
    }
)

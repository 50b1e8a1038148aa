"""What may be corrected in a place, with which values, and how does a correction change a feature?

A *change* is `{field, old, new}`. The field `position` is [longitude, latitude] in degrees or None and lies in the
geometry; every other field of FIELDS is a property. None stands for what is not known, also for a missing property.
"""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from geodata import edtf
from geodata.errors import DataError

SHORT, LONG = 300, 5000  # characters of a name; of a text that explains
ITEMS = 200  # of a list
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
PRECISIONS = ("site", "locality", "admin1", "country")
STATUSES = ("open", "closed", "unknown")
UNCERTAINTY_LIMIT = 20_100_000.0  # metres; half the way around the Earth
SOURCE_MEMBERS = ("title", "url", "coords_as_published", "longitude", "latitude", "accessed")  # in this order
IDENTITY = (
    "title",
    "url",
    "coords_as_published",
    "longitude",
    "latitude",
)  # by which a source is known again
JSON_FIELDS = MappingProxyType(  # fields whose value is no text, each with an example
    {
        "names": '{"ko": "온성"}',
        "aliases": '["Onsŏng"]',
        "uncertainty_m": "500",
        "sources": '[{"title": "Report, p. 9"}]',
        "verified": '{"by": "Kim", "on": "2026-03-01", "method": "satellite image"}',
    }
)
LISTS = ("sources", "aliases")  # fields to which items are added


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


def value_of(feature: dict, field: str) -> object:
    """What a feature says in a field; None where it says nothing. The position of a Point only.

    >>> value_of({"properties": None, "geometry": {"type": "Point", "coordinates": [129, 42, 0]}}, "position")
    [129, 42]
    """
    if field != "position":
        return (feature.get("properties") or {}).get(field)
    geometry = feature.get("geometry") or {}
    if geometry.get("type") == "MultiPoint" and len(geometry["coordinates"]) == 1:
        return geometry["coordinates"][0][:2]
    return geometry["coordinates"][:2] if geometry.get("type") == "Point" else None


def with_values(feature: dict, values: Mapping[str, object]) -> dict:
    """A copy of a feature with these values; all other members as they were, in their order. A `bbox` follows a new
    position, or it would say that the place still lies where it was."""
    changed = dict(feature)
    properties = {field: value for field, value in values.items() if field != "position"}
    if properties:
        changed["properties"] = {**(feature.get("properties") or {}), **properties}
    if "position" in values:
        position = values["position"]
        changed["geometry"] = None if position is None else {"type": "Point", "coordinates": list(position)}
        if "bbox" in changed:
            if position is None:
                del changed["bbox"]
            else:
                changed["bbox"] = [*position, *position]
    return changed


def same(one: object, other: object) -> bool:
    """Whether two values are the same in JSON: 1 is not true, and the order of members says nothing.

    >>> same(1, True), same({"a": 1, "b": 2}, {"b": 2, "a": 1}), same([129, 42], [129.0, 42.0])
    (False, True, True)
    """
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one == other


def added(change: Mapping) -> list | None:
    """The items that a change adds at the end of a list and does nothing else; None where it does something else.

    >>> added({"field": "aliases", "old": ["a"], "new": ["a", "b"]})
    ['b']
    """
    old, new = change["old"] or [], change["new"]
    if change["field"] not in LISTS or not isinstance(old, list) or not isinstance(new, list):
        return None
    return new[len(old) :] if same(new[: len(old)], old) else None


def rebased(change: Mapping, now: object) -> object:
    """The value that a change leads to from what is there now. An addition to a list is added to what others added.

    >>> rebased({"field": "aliases", "old": ["a"], "new": ["a", "b"]}, ["a", "c"])
    ['a', 'c', 'b']
    """
    more = added(change)
    if more is None or not isinstance(now, list | None) or same(now, change["old"]):
        return change["new"]
    now = now or []
    return now + [item for item in more if not any(same(item, one) for one in now)]


def with_source(changes: dict, told: dict | str | None, feature: dict, today: str) -> dict:
    """The changes, and where they give a position with its source, the source added to those of the place.

    >>> place = {"properties": {}, "geometry": None}
    >>> with_source({"position": [129.5, 42.0]}, "Report, p. 9", place, "2026-03-01")["sources"][0]["accessed"]
    '2026-03-01'
    """
    if not told or changes.get("position") is None or "sources" in changes:
        return changes
    told = {"title": told} if isinstance(told, str) else dict(told)
    if told.get("longitude") is None or told.get("latitude") is None:
        told["longitude"], told["latitude"] = changes["position"]
    told.setdefault("accessed", today)
    known = {name: told.pop(name, None) for name in SOURCE_MEMBERS}
    item = known | told | {name: changes[name] for name in ("precision", "uncertainty_m") if name in changes}
    before = [{"title": one} if isinstance(one, str) else one for one in _listed(value_of(feature, "sources"))]
    if any(isinstance(one, dict) and all(same(one.get(name), item[name]) for name in IDENTITY) for one in before):
        return changes
    return {**changes, "sources": [*before, item]}


def listed(
    place_id: str, feature: dict, values: Mapping[str, object], told: dict | str | None, today: str
) -> list[dict]:
    """The changes that lead from a feature to these values, a position's source added; DataError where one is not
    right, or all are as they stand already. `told` is the source as `source` gives it back.

    >>> listed("a", {"properties": {"name": "Onsong", "status": "open"}}, {"name": "X", "status": "open"}, None, "")
    [{'field': 'name', 'old': 'Onsong', 'new': 'X'}]
    """
    good = {}
    for field, value in values.items():
        old = value_of(feature, field) if field in LISTS else None
        known = old if isinstance(old, list) and isinstance(value, list | tuple) else []
        fresh = [item for item in value if not any(same(item, one) for one in known)] if known else value
        checked_value = checked(field, fresh, place_id)  # what stands there already need not be right
        good[field] = list(value) if known and len(fresh) < len(value) else checked_value
    good = with_source(good, told, feature, today)
    changes = [{"field": field, "old": value_of(feature, field), "new": value} for field, value in good.items()]
    changes = [change for change in changes if not same(change["old"], change["new"])]
    if not changes:
        raise DataError("nothing would change: the place says this already", file=place_id)
    return changes


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def shown(value: object) -> str:
    """A value as a person reads it in a line of history."""
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

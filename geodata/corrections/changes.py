"""How does a correction change a feature?

A *change* is `{field, old, new}`, of a field of geodata.corrections.fields. The position lies in the geometry, every
other field is a property; None stands for what is not known, also for a property that is missing.
"""

import json
from collections.abc import Mapping

from geodata.corrections.fields import checked
from geodata.errors import DataError

SOURCE_MEMBERS = ("title", "url", "coords_as_published", "longitude", "latitude", "accessed")  # in this order
IDENTITY = SOURCE_MEMBERS[:5]  # by which a source is known again
LISTS = ("sources", "aliases")  # fields to which items are added


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


def completed(values: dict, told: dict | str | None, why: str | None, feature: dict, today: str) -> dict:
    """The values, and with a new position what follows from it: its source joins those of the place, `chosen_because`
    is the reason of the correction, and `verified` is nothing, for nobody verified the new one. Whoever gives one of
    these fields is believed.

    >>> place = {"properties": {"verified": {"by": "Kim"}}, "geometry": None}
    >>> made = completed({"position": [129.5, 42.0]}, "Report, p. 9", "a later survey", place, "2026-03-01")
    >>> made["sources"][0]["accessed"], made["chosen_because"], made["verified"]
    ('2026-03-01', 'a later survey', None)
    """
    if "position" not in values:
        return values
    if not same(value_of(feature, "position"), values["position"]):
        values = {**values, "chosen_because": values.get("chosen_because", why), "verified": values.get("verified")}
    if not told or values["position"] is None or "sources" in values:
        return values
    return {**values, "sources": _sources_with(told, values, feature, today)}


def _sources_with(told: dict | str, values: dict, feature: dict, today: str) -> list:
    """The sources of a feature and that of its new position, unless it is among them already."""
    told = {"title": told} if isinstance(told, str) else dict(told)
    if told.get("longitude") is None or told.get("latitude") is None:
        told["longitude"], told["latitude"] = values["position"]
    told.setdefault("accessed", today)
    known = {name: told.pop(name, None) for name in SOURCE_MEMBERS}
    item = known | told | {name: values[name] for name in ("precision", "uncertainty_m") if name in values}
    there = value_of(feature, "sources")
    if any(isinstance(one, dict) and all(same(one.get(name), item[name]) for name in IDENTITY) for one in there or ()):
        return there
    there = there if isinstance(there, list) else [] if there is None else [there]
    return [*({"title": one} if isinstance(one, str) else one for one in there), item]


def listed(
    place_id: str, feature: dict, values: Mapping, told: dict | str | None, *, why: str | None = None, today: str
) -> list[dict]:
    """The changes that lead from a feature to these values, with what follows from a position; DataError where one is
    not right, or all are as they stand already. `told` is the source as geodata.corrections.fields gives it back,
    `why` the reason.

    >>> feature = {"properties": {"name": "Onsong", "status": "open"}}
    >>> listed("a", feature, {"name": "X", "status": "open"}, None, today="2026-03-01")
    [{'field': 'name', 'old': 'Onsong', 'new': 'X'}]
    """
    good = {}
    for field, value in values.items():
        old = value_of(feature, field) if field in LISTS else None
        known = old if isinstance(old, list) and isinstance(value, list | tuple) else []
        fresh = [item for item in value if not any(same(item, one) for one in known)] if known else value
        checked_value = checked(field, fresh, place_id)  # what stands there already need not be right
        good[field] = list(value) if known and len(fresh) < len(value) else checked_value
    good = completed(good, told, why, feature, today)
    changes = [{"field": field, "old": value_of(feature, field), "new": value} for field, value in good.items()]
    changes = [change for change in changes if not same(change["old"], change["new"])]
    if not changes:
        raise DataError("nothing would change: the place says this already", file=place_id)
    return changes


def source_shown(source: dict | str) -> str:
    """A source in a line: its title, what it says of the position, its address.

    >>> source_shown({"url": "https://x.org", "title": "A book"}), source_shown("A book")
    ('A book, https://x.org', 'A book')
    """
    if not isinstance(source, dict):
        return str(source)
    return ", ".join(str(source[name]) for name in ("title", "coords_as_published", "url") if source.get(name))


def shown(value: object) -> str:
    """A value as a person reads it in a line of history."""
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

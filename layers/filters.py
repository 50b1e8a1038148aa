"""By what can people choose what they see? One table of filters, which feeds everything that has to do with choosing.

A row of FILTERS feeds the page's control, the page's address, ``--where KEY=VALUE``, the words of a caption, the
selection in Python and the one in the browser (layers/choosing.py and layers/browser/filters.js; a test compares
their counts). A new filter is a row here, a rule in layers/choosing.py where no kind fits, and its words in
``filters.po``: ``filter.<key>`` and ``filter.<key>.help``.

**Values** are what JSON can say: a list of texts (kind ``choice``), a text (``text``, ``mode``), a date as year, month
or day (``period``), ``[west, south, east, north]`` in degrees (``area``). A filter that is absent or empty is not set.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from geodata.errors import DataError
from layers.words import local_names
from routes.dates import bounds

EVIDENCE = ("documented", "inferred", "gap")
MOST_NAMED = 12  # values in one sentence
AREA_DECIMALS = 6  # of a degree, 0.1 m: what can be written is what is meant
MODES = ("possibly", "certainly")
PLAIN_DATE = re.compile(r"-?\d{4,}(-\d{2}(-\d{2})?)?")  # what the browser reads by itself


class Filter(NamedTuple):
    """One row of the table."""

    key: str  # in the address and after --where
    kind: str  # choice | text | mode | period | area
    level: str  # what is compared: person | step (stints and legs) | place
    column: str | None = None  # of paths (person), legs (step) or places (place)
    packed: str | None = None  # the same column in the map document
    codes: str | None = None  # list of codes that has the words: code.<codes>.<value>


FILTERS = (
    Filter("time_from", "period", "step"),
    Filter("time_to", "period", "step"),
    Filter("time_mode", "mode", "step"),
    Filter("country", "choice", "person", "arrest_country", "country", "country"),
    Filter("province", "choice", "person", "arrest_admin1", "admin1", "admin1"),
    Filter("authority", "choice", "person", "authorities", "authorities", "authority"),
    Filter("reason", "choice", "person", "reason", "reason", "reason"),
    Filter("ending", "choice", "person", "ending", "ending", "ending"),
    Filter("last_place", "choice", "person", "last_place", "last"),
    Filter("evidence", "choice", "step", "evidence", "evidence", "evidence"),
    Filter("facility_kind", "choice", "place", "kind", "kind", "kind"),
    Filter("person", "text", "person", "person_id", "id"),
    Filter("case", "text", "person", "case_id", "case"),
    Filter("place_text", "text", "place"),
    Filter("bbox", "area", "place"),
)
BY_KEY = {item.key: item for item in FILTERS}


def parse(raw: Mapping[str, object]) -> tuple[dict, list[str]]:
    """Values from what an address, a control or a command line says, and a sentence for each that cannot be used.

    Each raw value is a text, a list of texts, or already a value. What cannot be used is left out.

    >>> parse({"authority": ["MSS"], "time_from": "1998/2003", "time_mode": "surely", "bbox": "124,38,131,43"})
    ... # doctest: +NORMALIZE_WHITESPACE
    ({'authority': ['MSS'], 'time_from': '1998-01-01', 'bbox': [124.0, 38.0, 131.0, 43.0]},
     ['time_mode: "surely" is not one of possibly, certainly.'])
    """
    values, problems = {}, []
    for key, given in raw.items():
        if key not in BY_KEY:
            problems.append(f"{key}: there is no such filter. Filters are {', '.join(BY_KEY)}.")
        elif given is not None and len(given):
            try:
                values[key] = PARSERS[BY_KEY[key].kind](key, given)
            except ValueError as error:
                problems.append(f"{key}: {error}")
    return {key: value for key, value in values.items() if value not in ("", [])}, problems


def parse_where(pairs: Iterable[str]) -> dict:
    """Values from ``KEY=VALUE`` texts; a choice may be given several times, or with ``|`` between its values.

    >>> parse_where(["authority=MSS", "authority=MPS|PSB"])
    {'authority': ['MSS', 'MPS', 'PSB']}
    """
    raw: dict[str, list[str]] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise DataError("--where needs KEY=VALUE", value=pair, remedy="write for example --where authority=MSS")
        several = key in BY_KEY and BY_KEY[key].kind == "choice"
        raw.setdefault(key, []).extend(text.split("|") if several else [text])
    values, problems = parse(raw)
    if problems:
        raise DataError("--where " + problems[0].rstrip("."))
    return values


def format_where(values: Mapping) -> list[str]:
    """Values as ``KEY=VALUE`` texts that ``parse_where`` reads.

    >>> format_where({"authority": ["MSS", "MPS"], "bbox": [124.0, 38.0, 131.0, 43.0]})
    ['authority=MSS', 'authority=MPS', 'bbox=124,38,131,43']
    """
    pairs = []
    for key, value in values.items():
        if BY_KEY[key].kind == "area":
            pairs.append(f"{key}=" + ",".join(f"{edge:.9g}" for edge in value))
        else:
            pairs += [f"{key}={text}" for text in (value if isinstance(value, list) else [value])]
    return pairs


def _choice(_key: str, given) -> list[str]:
    return [str(text) for text in ([given] if isinstance(given, str) else given) if text != ""]


def _text(_key: str, given) -> str:
    if not isinstance(given, str):
        if len(given) > 1:
            raise ValueError("this filter takes one value.")
        given = given[0]
    return given.strip()


def _mode(key: str, given) -> str:
    text = _text(key, given)
    if text and text not in MODES:
        raise ValueError(f'"{text}" is not one of {", ".join(MODES)}.')
    return text


def _period(key: str, given) -> str:
    text = _text(key, given)
    read = bounds([text]).iloc[0]
    if not read["valid"]:
        raise ValueError(f'"{text}" cannot be read as a date: {read["reason"]}; {read["remedy"]}.')
    if PLAIN_DATE.fullmatch(text):
        return text
    day = read["earliest" if key == "time_from" else "latest"]
    return "" if pd.isna(day) else f"{day:%Y-%m-%d}"


def _area(_key: str, given) -> list[float]:
    if not isinstance(given, str) and len(given) == 1:
        given = given[0]
    parts = given.split(",") if isinstance(given, str) else given
    try:
        west, south, east, north = (round(float(part), AREA_DECIMALS) for part in parts)
    except ValueError:
        raise ValueError("an area is west,south,east,north in degrees, such as 124,38,131,43.") from None
    if not (-90 <= south <= north <= 90 and abs(west) <= 720 and abs(east) <= 720):
        raise ValueError("an area is west,south,east,north in degrees, south not above north.")
    return [west, south, east, north]


PARSERS: dict[str, Callable] = {"choice": _choice, "text": _text, "mode": _mode, "period": _period, "area": _area}


def options(item: Filter, ladder, t: Callable[..., str]) -> list[tuple[str, str]]:
    """What can be chosen in these records: value and words, by words; empty for a filter without choices."""
    if item.kind == "mode":
        return [(mode, t(f"filter.{item.key}.{mode}")) for mode in MODES]
    if item.kind != "choice":
        return []
    if item.key == "evidence":
        return [(value, t(f"code.evidence.{value}")) for value in EVIDENCE if (ladder.legs["evidence"] == value).any()]
    words = names_of(item, ladder.places, t)
    return sorted(((value, words(value)) for value in _present(item, ladder)), key=lambda pair: (pair[1], pair[0]))


def check_choices(values: Mapping, ladder, t: Callable[..., str]) -> None:
    """DataError where a chosen value is met nowhere in these records: nobody would fit, for a slip of the pen."""
    for key, chosen in values.items():
        if BY_KEY[key].kind != "choice":
            continue
        known = [value for value, _ in options(BY_KEY[key], ladder, t)]
        for value in chosen:
            if value not in known:
                some = ", ".join(known[:MOST_NAMED]) + (", …" if len(known) > MOST_NAMED else "")
                remedy = f"write one of {some}" if known else "leave this filter away"
                raise DataError("is nowhere in these records", field=f"--where {key}", value=value, remedy=remedy)


def _present(item: Filter, ladder) -> list[str]:
    table = {"person": ladder.paths, "place": ladder.places}[item.level]
    if item.key == "facility_kind":
        table = table[table["group"] != "crossing"]
    column = table[item.column]
    return (column.explode() if item.key == "authority" else column).dropna().unique().tolist()


def names_of(item: Filter, places: pd.DataFrame | None, t: Callable[..., str]) -> Callable[[str], str]:
    """The words of a value: those of its code, or a place's name in the language; else the value as it is."""
    if item.codes:
        fallback = dict(zip(places["admin1"], places["admin1_name"], strict=True)) if places is not None else {}
        return lambda value: t(f"code.{item.codes}.{value}", fallback=fallback.get(value) or value)
    if item.key == "last_place" and places is not None:
        names = local_names(places, t("filter.language"))
        return lambda value: names.get(value, value)
    return lambda value: value


def declaration(ladder, t: Callable[..., str]) -> list[dict]:
    """The table for the map document: only filters that can choose something in it."""
    rows = []
    for item in FILTERS:
        choices = options(item, ladder, t)
        if (item.level != "place" and not len(ladder.paths)) or (item.kind == "choice" and not choices):
            continue
        rows.append(
            {
                "key": item.key,
                "kind": item.kind,
                "level": item.level,
                "column": item.packed,
                "label": t(f"filter.{item.key}"),
                "help": t(f"filter.{item.key}.help"),
                "options": [list(choice) for choice in choices],
            }
        )
    return rows


def describe(values: Mapping, t: Callable[..., str], places: pd.DataFrame | None = None) -> list[str]:
    """The set filters in words, one sentence each; with ``places``, places by their names."""
    sentences = [_period_in_words(values, t)] if {"time_from", "time_to"} & set(values) else []
    for key, value in values.items():
        item = BY_KEY[key]
        if item.kind == "area":
            edges = dict(zip(("west", "south", "east", "north"), (f"{edge:g}" for edge in value), strict=True))
            sentences.append(t("filter.bbox.words", **edges))
        elif item.kind in ("choice", "text"):
            words = names_of(item, places, t)
            listed = t("filter.or").join(words(text) for text in (value if isinstance(value, list) else [value]))
            sentences.append(f"{t(f'filter.{key}')}: {listed}")
    return sentences


def _period_in_words(values: Mapping, t: Callable[..., str]) -> str:
    first, last = values.get("time_from"), values.get("time_to")
    mode = values.get("time_mode", MODES[0])
    span = "between" if first and last else "from" if first else "to"
    return t(f"filter.time.{mode}.{span}", first=first or "", last=last or "")

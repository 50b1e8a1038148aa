"""Does a mapping fit a sheet? Every open question, unknown column and contradiction, each in a sentence.

Nothing here reads cells: what is wrong with a cell is told a row (routes.mapping.applying, routes.events).
"""

import difflib
from collections import Counter

from geodata.errors import DataError
from geodata.sentences import joined
from routes.events import CONSENT, KINDS
from routes.mapping.faults import fault, setting
from routes.mapping.model import (
    DATES,
    HOLDS,
    SHAPES,
    WHERE,
    DateRules,
    Mapping,
    MappingQuestion,
    headers,
    settings,
    shown,
)
from routes.mapping.notation import has_short_year
from routes.mapping.stops import NUMBER, of_places, per_stop
from routes.sheets import Sheet

ONE_A_ROW = ("arrival", "departure", "duration")  # of one stop, and so never of a row of several
OF_SHAPE = {
    "long": (),
    "wide": ("origin", "destination", "via", "departure", "arrival", "holds", "ordered"),
    "stops": ("numbered", "ordered"),
    "itinerary": ("text", "separator", "departure", "arrival", "holds", "ordered"),
}
NEEDED = {"long": (), "wide": ("origin", "destination"), "stops": ("numbered",), "itinerary": ("text", "separator")}


def problems(mapping: Mapping, sheet: Sheet) -> list[DataError]:
    """What must be mended before the mapping can be used on this sheet; empty where nothing must.

    >>> from routes.sheets import read_sheet
    >>> sheet = read_sheet(b"who,camp\\np,A\\n", "e.csv")
    >>> print(*problems(Mapping(columns={"person_id": "whom"}), sheet), sep="\\n")
    e.csv, columns.person_id: there is no such column ("whom"); did you mean "who"? The columns are "who", "camp".
    no column says where; name one under [places], such as name = "camp", or an event under [columns].
    """
    names = headers(sheet.table)
    found = [_open(question) for question in mapping.questions]
    asked = {question.key for question in mapping.questions}
    found += _columns(mapping, names, sheet.file)
    found += _twice(mapping, names)
    found += _shape(mapping, names, asked)
    found += _values(mapping)
    for ours, rules in mapping.dates.items():
        found += _dates(ours, rules, asked)
    return found


def _open(question: MappingQuestion) -> DataError:
    answers = f"answer one of {shown(question.options)}" if question.options else "write the answer"
    return _fault(question.key, "open", why=question.reason, answers=answers)


def used(mapping: Mapping, names: list[str]) -> list[str]:
    """The headers that a mapping takes, a header once for each setting that takes it."""
    return [theirs for _, theirs in _taken(mapping, names)]


def _taken(mapping: Mapping, names: list[str]) -> list[tuple[str, str]]:
    """`(key, header)` of every setting that takes a column."""
    stops = mapping.stops
    found = [(f"columns.{ours}", theirs) for ours, theirs in mapping.columns.items()]
    found += [
        (f"places.{name}", getattr(mapping.places, name))
        for name in settings(type(mapping.places))
        if name != "unknown"
    ]
    if mapping.shape in ("wide", "itinerary"):
        single = ("origin", "destination") if mapping.shape == "wide" else ("text",)
        found += [(f"stops.{name}", getattr(stops, name)) for name in (*single, "departure", "arrival")]
        found += [("stops.via", name) for name in stops.via if mapping.shape == "wide"]
    if mapping.shape == "stops":
        found += [(f"stops.numbered.{ours}", name) for stop in per_stop(mapping, names) for ours, name in stop.items()]
    return [(key, theirs) for key, theirs in found if theirs]


def _fault(key: str | None, code: str, value: str | None = None, file: str | None = None, **values) -> DataError:
    reason, remedy = fault(code, **values)
    return DataError(reason, file=file, field=key, value=value, remedy=remedy)


def _columns(mapping: Mapping, names: list[str], file: str) -> list[DataError]:
    taken = [*_taken(mapping, names), *(("file.left_out", name) for name in mapping.left_out)]
    found = []
    for key, theirs in taken:
        if theirs not in names:
            near = difflib.get_close_matches(theirs, names, 1)
            near = f"did you mean {shown(near)}? The" if near else "the"
            found.append(
                _fault(key, "no_such_column", theirs, file, column=shown([theirs]), near=near, columns=shown(names))
            )
    return found


def _twice(mapping: Mapping, names: list[str]) -> list[DataError]:
    taken = _taken(mapping, names)
    found = []
    for theirs, count in Counter(theirs for _, theirs in taken).items():
        keys = [key for key, name in taken if name == theirs]
        if count > 1 and keys != ["stops.departure", "stops.arrival"]:
            by = joined(map(setting, keys), ", ")
            found.append(_fault(keys[-1], "taken_twice", theirs, column=shown([theirs]), number=count, settings=by))
        if theirs in mapping.left_out:
            found.append(_fault(keys[0], "left_out_and_used", theirs, column=shown([theirs])))
    return found


def _shape(mapping: Mapping, names: list[str], asked: set[str]) -> list[DataError]:
    stops, shape, found = mapping.stops, mapping.shape, []
    if shape not in SHAPES:
        return [_fault("shape.kind", "no_shape", shape, options=", ".join(SHAPES))]
    if "person_id" not in mapping.columns and "columns.person_id" not in asked:
        found.append(_fault("columns.person_id", "nobody"))
    for name in NEEDED[shape]:
        if not getattr(stops, name) and f"stops.{name}" not in asked:
            found.append(_fault(f"stops.{name}", "needed", shape=setting(f"shape.{shape}", shape)))
    for name in settings(type(stops)):
        if getattr(stops, name) not in ("", (), {}, False, "name") and name not in OF_SHAPE[shape]:
            found.append(_fault(f"stops.{name}", "not_of_shape", shape=setting(f"shape.{shape}", shape)))
    if shape == "long":
        return found + ([] if any(key.startswith("places.") for key in asked) else _where(mapping))
    for name in WHERE:
        if getattr(mapping.places, name):
            found.append(_fault(f"places.{name}", "several_places"))
    for ours in ONE_A_ROW:
        if ours in mapping.columns:
            found.append(_fault(f"columns.{ours}", "several_stops"))
    return found + (_patterns(mapping, names) if shape == "stops" else [])


def _where(mapping: Mapping) -> list[DataError]:
    where, found = of_places(mapping), []
    placed = where.keys() & set(HOLDS.values()) or {"longitude", "latitude"} <= where.keys()
    if not placed and not {"event"} & {*mapping.columns, *mapping.constants}:
        found.append(_fault(None, "nowhere", place=setting("places.name")))
    if ("longitude" in where) != ("latitude" in where):
        found.append(_fault("places", "half_position"))
    return found


def _patterns(mapping: Mapping, names: list[str]) -> list[DataError]:
    found = []
    stops = per_stop(mapping, names)
    for ours, told in mapping.stops.numbered.items():
        key = f"stops.numbered.{ours}"
        if isinstance(told, str) and told.count(NUMBER) != 1:
            found.append(_fault(key, "no_number", told, sign=NUMBER))
        elif not any(ours in stop for stop in stops):
            found.append(_fault(key, "pattern_of_nothing", str(told), columns=shown(names)))
        if ours in mapping.columns:
            found.append(_fault(key, "of_row_and_stop"))
    where = {ours for stop in stops for ours in stop}
    if mapping.stops.numbered and not (where & set(HOLDS.values()) or {"longitude", "latitude"} <= where):
        found.append(_fault("stops.numbered", "stops_nowhere", sign=NUMBER))
    return found


def _values(mapping: Mapping) -> list[DataError]:
    found = []
    numbered = mapping.stops.numbered if mapping.shape == "stops" else {}
    columns = {*mapping.columns, *of_places(mapping), *numbered}
    for ours, text in mapping.constants.items():
        if ours in columns:
            found.append(_fault(f"constants.{ours}", "column_and_constant"))
        found += _word(f"constants.{ours}", ours, text)
    for ours, words in mapping.values.items():
        if ours == "consent":
            found.append(_fault("values.consent", "consent"))
        elif ours not in {*columns, *mapping.constants, *HOLDS.values()}:
            found.append(_fault(f"values.{ours}", "words_of_no_column", ours=ours))
        for text in dict.fromkeys(words.values()):
            found += _word(f"values.{ours}", ours, text)
    return found


def _word(key: str, ours: str, text: str) -> list[DataError]:
    allowed = {"event": KINDS, "consent": CONSENT}.get(ours)
    if not text or not allowed or text in allowed:
        return []
    return [_fault(key, "no_such_word", text, word=shown([text]), ours=ours, options=", ".join(filter(None, allowed)))]


def _dates(ours: str, rules: DateRules, asked: set[str]) -> list[DataError]:
    found = []
    for notation in rules.notations:
        key = f"dates.{ours}.{'formats' if notation in rules.formats else 'order'}"
        try:
            short = has_short_year(notation)
        except DataError as told:
            found.append(DataError(told.reason, field=key, value=told.value, remedy=told.remedy))
            continue
        if short and rules.century is None and f"dates.{ours}.century" not in asked:
            found.append(_fault(f"dates.{ours}.century", "century", notation))
    if ours not in DATES:
        found.append(_fault(f"dates.{ours}", "no_date", options=", ".join(DATES)))
    return found

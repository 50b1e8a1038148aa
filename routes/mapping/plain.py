"""How does a mapping look as plain tables, and what is wrong in such tables? The one check behind file and page.

*Plain* is what TOML holds: tables of texts, numbers, truths and lists. An open question is the text `?` at its key.
`from_plain(to_plain(m))` is `m`, but for reasons and for what questions say, which are told by key beside it.
"""

from collections.abc import Mapping as AnyMapping
from types import MappingProxyType
from typing import NamedTuple

from geodata.sentences import joined
from routes.mapping.digits import DIGITS
from routes.mapping.faults import fault
from routes.mapping.model import (
    BY_HAND,
    DATES,
    EVENT_COLUMNS,
    HOLDS,
    PLAIN,
    SHAPES,
    VERSION,
    DateRules,
    Mapping,
    MappingQuestion,
    PlaceColumns,
    StopColumns,
    settings,
)
from routes.mapping.sentences import tell
from routes.sheets import Choices

OPEN = "?"
TABLES = ("version", "file", "shape", "columns", "constants", "places", "stops", "dates", "values")


class Fault(NamedTuple):
    """What is wrong at a key (its parts), in a sentence without a full stop, and the way out."""

    key: tuple[str, ...]
    reason: str
    value: object = None
    remedy: str | None = None


def to_plain(mapping: Mapping) -> dict:
    """The tables of a mapping; a setting that says nothing is left away.

    >>> to_plain(Mapping(columns={"seq": "order"}))
    {'version': 1, 'file': {}, 'shape': {'kind': 'long'}, 'columns': {'seq': 'order'}}
    """
    file = {name: getattr(mapping.file, name) for name in settings(Choices)}
    plain = {
        "version": VERSION,
        "file": {name: value for name, value in file.items() if value is not None} | _said(left_out=mapping.left_out),
        "shape": {"kind": mapping.shape},
        "columns": _in_order(mapping.columns),
        "constants": _in_order(mapping.constants),
        "places": _object(mapping.places),
        "stops": _object(mapping.stops),
        "dates": {ours: _rules(mapping.dates[ours]) for ours in DATES if ours in mapping.dates},
        "values": {ours: dict(words) for ours, words in _in_order(mapping.values).items()},
    }
    for question in mapping.questions:
        _put(plain, key_parts(question.key), OPEN)
    needed = ("version", "file", "shape", "columns")
    return {name: value for name, value in plain.items() if name in needed or value}


def key_parts(key: str) -> tuple[str, ...]:
    """The parts of a key; what stands behind `values.ours` is one text, whatever is in it.

    >>> key_parts("dates.arrival.order"), key_parts("values.event.St. Denis")
    (('dates', 'arrival', 'order'), ('values', 'event', 'St. Denis'))
    """
    return tuple(key.split(".", 2))


def _in_order(said: dict) -> dict:
    """By our names in their own order, so that the same mapping is the same file."""
    return {ours: said[ours] for ours in (*EVENT_COLUMNS, *said) if ours in said}


def _said(**settings_) -> dict:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in settings_.items() if value}


def _object(said) -> dict:
    plain = _said(**{name: getattr(said, name) for name in settings(type(said))})
    if plain.get("holds") == "name":
        del plain["holds"]
    if "numbered" in plain:
        numbered = _in_order(plain["numbered"]).items()
        plain["numbered"] = {ours: list(names) if isinstance(names, tuple) else names for ours, names in numbered}
    return plain


def _rules(rules: DateRules) -> dict:
    plain = _object(rules)
    if rules.century is not None:
        plain["century"] = rules.century
    if rules.expected is not None:
        plain["expected"] = "{:04d}/{:04d}".format(*rules.expected)
    return plain


def _put(plain: dict, key: tuple[str, ...], value) -> None:
    for name in key[:-1]:
        plain = plain.setdefault(name, {})
    plain[key[-1]] = value


def from_plain(plain: dict, asked: AnyMapping[str, tuple[str, tuple[str, ...]]] | None = None):
    """`(mapping, faults)`; `asked` has reason and options of open questions by key.

    >>> mapping, faults = from_plain({"version": 1, "columns": {"seq": 3, "arrivel": "from"}})
    >>> [(fault.key, fault.reason) for fault in faults]
    [(('columns', 'arrivel'), 'is no setting that there is'), (('columns', 'seq'), 'must be a text')]
    """
    reader = _Reader(asked or {})
    reader.only(plain, (), TABLES)
    reader.version(plain)
    tables = {name: reader.table(plain, (name,)) for name in TABLES[1:]}
    file = reader.settings(tables["file"], ("file",), FILE)
    left_out = file.pop("left_out", ())
    shape = reader.settings(tables["shape"], ("shape",), {"kind": reader.one_of(SHAPES)}).get("kind", "long")
    mapping = Mapping(
        file=Choices(**file),
        shape=shape,
        columns=reader.settings(tables["columns"], ("columns",), dict.fromkeys(PLAIN, reader.text)),
        constants=reader.settings(tables["constants"], ("constants",), dict.fromkeys(EVENT_COLUMNS, reader.text)),
        places=PlaceColumns(**reader.settings(tables["places"], ("places",), PLACES)),
        stops=reader.stops(tables["stops"]),
        dates=reader.dates(tables["dates"]),
        values=reader.words(tables["values"]),
        left_out=left_out,
        questions=tuple(reader.questions),
    )
    return mapping, reader.faults


class _Reader:
    """Takes settings out of plain tables, and keeps what is wrong and what is open."""

    def __init__(self, asked):
        self.asked, self.faults, self.questions = asked, [], []

    def wrong(self, key, code, value=None, **values):
        reason, remedy = fault(code, **values)
        self.faults.append(Fault(tuple(key), reason, value, remedy))

    def version(self, plain) -> None:
        value = plain.get("version")
        if value is None:
            self.wrong(("version",), "no_version", version=VERSION)
        elif isinstance(value, bool) or not isinstance(value, int):
            self.wrong(("version",), "version_no_number", value, version=VERSION)
        elif value != VERSION:
            self.wrong(("version",), "other_version", value, version=VERSION)

    def only(self, table, key, known) -> None:
        for name in table:
            if name not in known:
                self.wrong((*key, name), "no_setting", options=", ".join(known))

    def table(self, parent, key) -> dict:
        value = parent.get(key[-1], {})
        if isinstance(value, dict):
            return value
        self.wrong(key, "no_table", value, table=".".join(key))
        return {}

    def settings(self, table, key, kinds, empty: bool = False) -> dict:
        """What is set in a table, each setting read by its kind; "" is no setting, unless `empty`."""
        self.only(table, key, tuple(kinds))
        found = {}
        for name, kind in kinds.items():
            if name not in table or (table[name] == "" and not empty):
                continue
            value = table[name]
            if value == OPEN:
                self.open((*key, name))
            elif isinstance(read := kind(value), _Wrong):
                self.wrong((*key, name), read.code, value, **read.values)
            else:
                found[name] = read
        return found

    def open(self, key) -> None:
        name = ".".join(key)
        self.questions.append(MappingQuestion(name, *self.asked.get(name, (tell("not_answered"), ()))))

    def stops(self, table) -> StopColumns:
        kinds = {name: _STOPS.get(name, self.text) for name in settings(StopColumns)}
        inner = self.table(table, ("stops", "numbered")) if "numbered" in table else {}
        known = dict.fromkeys(EVENT_COLUMNS, _columns)
        numbered = self.settings(inner, ("stops", "numbered"), known)
        return StopColumns(
            **self.settings({k: v for k, v in table.items() if k != "numbered"}, ("stops",), kinds), numbered=numbered
        )

    def dates(self, table) -> dict[str, DateRules]:
        self.only(table, ("dates",), DATES)
        found = {}
        for ours in DATES:
            if ours in table:
                key = ("dates", ours)
                found[ours] = DateRules(**self.settings(self.table(table, key), key, RULES))
        return found

    def words(self, table) -> dict[str, dict[str, str]]:
        self.only(table, ("values",), EVENT_COLUMNS)
        found = {}
        for ours in EVENT_COLUMNS:
            if ours in table:
                inner = self.table(table, ("values", ours))
                found[ours] = self.settings(inner, ("values", ours), dict.fromkeys(inner, self.text), True)
        return found

    @staticmethod
    def text(value):
        return value if isinstance(value, str) else _Wrong("no_text")

    @staticmethod
    def one_of(options):
        def read(value):
            return value if value in options else _Wrong("no_option", {"options": ", ".join(options)})

        return read


class _Wrong(NamedTuple):
    code: str
    values: AnyMapping[str, str | int] = MappingProxyType({})


def _texts(value):
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(value)
    return _Wrong("no_list")


def _some_of(options: tuple[str, ...]):
    def read(value):
        told = _texts(value)
        wrong = not isinstance(told, _Wrong) and any(word not in options for word in told)
        return _Wrong("no_option", {"options": ", ".join(options)}) if wrong else told

    return read


def _columns(value):
    if isinstance(value, str):
        return value
    return _texts(value) if isinstance(value, list) else _Wrong("no_columns", {"sign": "{n}"})


def _whole(low: int, high: int):
    def read(value):
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        return _Wrong("no_whole_number", {"low": str(low), "high": str(high)})

    return read


def _truth(value):
    return value if isinstance(value, bool) else _Wrong("no_truth")


def _years(value):
    ends = value.split("/") if isinstance(value, str) else []
    if len(ends) == 2 and all(len(end) == 4 and end.isascii() and end.isdigit() for end in ends) and ends[0] <= ends[1]:
        return int(ends[0]), int(ends[1])
    return _Wrong("no_years")


_STOPS = {"via": _texts, "holds": _Reader.one_of(tuple(HOLDS)), "ordered": _truth}
FILE = dict.fromkeys(settings(Choices), _Reader.text) | {"header": _whole(0, 10_000_000), "left_out": _texts}
PLACES = dict.fromkeys(settings(PlaceColumns), _Reader.text) | {"unknown": _texts}
RULES = {
    "formats": _texts,
    "order": _Reader.text,
    "serial": _Reader.one_of(("excel-serial", "excel-serial-1904")),
    "unknown": _texts,
    "midnight": _truth,
    "century": _whole(0, 9900),
    "expected": _years,
    "digits": _some_of(tuple(DIGITS)),
}


def answered(mapping: Mapping, key: str, value) -> tuple[Mapping, list[Fault]]:
    """The mapping with one setting said, and what is wrong with it then; see routes.mapping.answer."""
    still = tuple(question for question in mapping.questions if question.key != key)
    left_out = tuple(name for name in mapping.left_out if key.startswith("file.") or name != value)
    plain = to_plain(mapping.with_(questions=still, left_out=left_out))
    _put(plain, key_parts(key), _typed(key, value))
    found, faults = from_plain(plain, {question.key: (question.reason, question.options) for question in still})
    reasons = {q.key: joined([q.reason, BY_HAND]) for q in mapping.questions if q.key == key and not faults}
    return found.with_(reasons=mapping.reasons | reasons), faults


def _typed(key: str, value):
    """An answer as TOML would hold it: the options of a question are texts, also those that are numbers or truths."""
    name = key_parts(key)[-1]
    if name in ("midnight", "ordered") and value in ("true", "false"):
        return value == "true"
    if name in ("century", "header") and isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value[:9])
    return list(value) if isinstance(value, tuple) else value

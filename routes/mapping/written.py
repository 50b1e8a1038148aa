"""How is a mapping written to a file that people read and mend by hand, and read again? TOML, reasons as comments.

A comment above a setting is its reason; above an open question (`order = "?"`) it says why it is asked and what may be
written. A comment behind the name of a table, set apart by an empty line, is of the whole table. A setting that there
is not, or of the wrong kind, is told with its line and key, and all such faults at once; nothing is passed over.
"""

import json
import re
import tomllib

from geodata.errors import DataError
from routes.mapping.faults import fault
from routes.mapping.model import Mapping, MappingFault
from routes.mapping.plain import Fault, answered, from_plain, to_plain

SIZE_LIMIT = 2_000_000  # characters; the longest mapping is a list of translated words
OPTIONS = "write one of "  # begins the comment with the options of a question
ANSWER = "write the answer instead of the question mark"
HEAD = (
    "How a table of custody records is read. Lines that begin with # say why each setting is proposed.",
    'Where a "?" stands, somebody must decide; "" says that there is none.',
)
WIDTH = 118
NAME = re.compile(r"""\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_.\s-])+?)\s*=""")


def dumps(mapping: Mapping) -> str:
    """A mapping as the text of a TOML file.

    >>> print(dumps(Mapping(columns={"seq": "order"}, reasons={"columns.seq": 'the header is "order"'})))
    # How a table of custody records is read. Lines that begin with # say why each setting is proposed.
    # Where a "?" stands, somebody must decide; "" says that there is none.
    version = 1
    <BLANKLINE>
    [file]
    <BLANKLINE>
    [shape]
    kind = "long"
    <BLANKLINE>
    [columns]
    # the header is "order"
    seq = "order"
    <BLANKLINE>
    """
    plain = to_plain(mapping)
    lines = [f"# {line}" for line in HEAD] + [f"version = {plain['version']}"]
    writer = _Writer(mapping)
    for name, table in plain.items():
        if name != "version":
            lines += writer.table((name,), table)
    return "\n".join(lines) + "\n"


def loads(text: str, file: str = "") -> Mapping:
    """The mapping that the text of a TOML file holds; MappingFault with all that is wrong where it holds none.

    >>> loads('version = 1\\n[columns]\\n# as the header says\\nseq = "order"').reasons
    {'columns.seq': 'as the header says'}
    >>> loads('version = 1\\n[columns]\\nseq = 7', "e.toml")
    Traceback (most recent call last):
    routes.mapping.model.MappingFault: e.toml, line 3, columns.seq: must be a text ("7"); put it in quotation marks.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    plain = _parsed(text, file)
    lines, comments = _scanned(text)
    asked = {".".join(path): _question(told) for path, told in comments.items()}
    mapping, faults = from_plain(plain, asked)
    if faults:
        raise MappingFault(_told(fault, lines, file) for fault in faults)
    still = {question.key for question in mapping.questions}
    reasons = {".".join(path): " ".join(told) for path, told in comments.items()}
    return mapping.with_(reasons={key: reason for key, reason in reasons.items() if key not in still})


def answer(mapping: Mapping, key: str, value) -> Mapping:
    """The mapping with one setting said, an open question or not; MappingFault where it cannot be that.

    >>> from routes.mapping.model import MappingQuestion
    >>> asked = Mapping(questions=(MappingQuestion("dates.arrival.order", "which?", ("D/M/YYYY", "M/D/YYYY")),))
    >>> said = answer(asked, "dates.arrival.order", "D/M/YYYY")
    >>> said.dates["arrival"].order, said.questions
    ('D/M/YYYY', ())
    """
    found, faults = answered(mapping, key, value)
    if faults:
        raise MappingFault(_told(fault, {}, "") for fault in faults)
    return found


class _Writer:
    def __init__(self, mapping: Mapping):
        self.reasons = mapping.reasons
        self.questions = {question.key: question for question in mapping.questions}

    def table(self, path: tuple[str, ...], table: dict) -> list[str]:
        inner = {name: value for name, value in table.items() if isinstance(value, dict)}
        lines = []
        if len(inner) < len(table) or not inner or ".".join(path) in self.reasons:
            lines = ["", f"[{'.'.join(_key(name) for name in path)}]"]
            if reason := self.reasons.get(".".join(path)):
                lines += [f"# {reason}", ""]
        for name, value in table.items():
            if name not in inner:
                lines += self.comments(".".join((*path, name)))
                lines.append(f"{_key(name)} = {_value(value)}")
        for name, value in inner.items():
            lines += self.table((*path, name), value)
        return lines

    def comments(self, key: str) -> list[str]:
        if question := self.questions.get(key):
            return [
                f"# {question.reason}",
                f"# {OPTIONS}{_json(question.options)}" if question.options else f"# {ANSWER}",
            ]
        return [f"# {self.reasons[key]}"] if key in self.reasons else []


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _json(name)


def _value(value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _json(value) if isinstance(value, str) else json.dumps(value)


def _json(value) -> str:
    """A text, or a list of texts, on one line of printable characters; TOML reads JSON's texts as they are."""
    if not isinstance(value, str):
        return f"[{', '.join(map(_json, value))}]"
    text = json.dumps(value, ensure_ascii=False)
    return "".join(
        c if c.isprintable() else f"\\U{ord(c):08x}" if ord(c) > 0xFFFF else f"\\u{ord(c):04x}" for c in text
    )


def _parsed(text: str, file: str) -> dict:
    line = None
    if len(text) > SIZE_LIMIT:
        reason, remedy = fault("too_long", limit=SIZE_LIMIT)
    else:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"\(at line (\d+), column \d+\)", str(error))
            line = int(at[1]) if at else text.count("\n") + 1
            reason, remedy = fault("no_toml", told=re.sub(r" *[(]at .*[)]$", "", str(error)))
        except RecursionError:
            reason, remedy = fault("endless")
    raise MappingFault([DataError(reason, file=file or None, line=line, remedy=remedy)])


def _scanned(text: str) -> tuple[dict[tuple, int], dict[tuple, list[str]]]:
    """Of each key (its parts) the line on which it stands, and the comment lines above it."""
    lines, comments, table, pending, empty = {}, {}, (), [], True
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith("#"):
            pending.append(bare[1:].strip())
            continue
        if not bare and table and empty and pending:
            comments.setdefault(table, pending)
        path = _path(line, table)
        if bare.startswith("[") and path:
            table, empty = path, True
            lines.setdefault(path, number)
        elif path:
            lines.setdefault(path, number)
            empty = False
            if pending:
                comments.setdefault(path, pending)
        pending = []
    return lines, {path: told for path, told in comments.items() if path != ("version",)}


def _path(line: str, table: tuple) -> tuple:
    """The key that a line sets or opens, or none; TOML itself reads what it looks like."""
    bare = line.strip()
    found = NAME.match(line)
    fragment = bare if bare.startswith("[") else f"{found[1]} = 0" if found else ""
    try:
        tables = tomllib.loads(fragment)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    path = () if bare.startswith("[") else table
    while isinstance(tables, dict) and tables:
        name = next(iter(tables))
        path, tables = (*path, name), tables[name]
    return path


def _question(told: list[str]) -> tuple[str, tuple[str, ...]]:
    """Reason and options of a question from the comments above it."""
    options, words = (), []
    for line in told:
        if line.startswith(OPTIONS):
            try:
                options = tuple(map(str, tomllib.loads(f"options = {line.removeprefix(OPTIONS)}")["options"]))
                continue
            except (tomllib.TOMLDecodeError, RecursionError, TypeError):
                pass  # somebody wrote a sentence of their own that begins so
        if line != ANSWER:
            words.append(line)
    return " ".join(words), options


def _told(fault: Fault, lines: dict[tuple, int], file: str) -> DataError:
    path = fault.key
    while path and path not in lines:
        path = path[:-1]
    return DataError(fault.reason, file=file or None, line=lines.get(path), field=".".join(fault.key),
                     value=fault.value, remedy=fault.remedy)  # fmt: skip

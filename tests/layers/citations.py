"""Strict readers of citations, written from what the formats say and not from what our writers do.

Each gives a list of dicts: ``key``, ``type`` and fields as in the file, texts as a person reads them. AssertionError for
whatever the format does not allow.
"""

import json
import re

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:.+/-]*")
FIELD = re.compile(r"\s*([a-z]+)\s*=\s*")
SIGNS = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
}  # fmt: skip
COMMAND = re.compile(r"\\(?:([a-z]+)\{\}|([$&%#_]))|()\{\}")  # or an empty group
VERBATIM = ("url", "urldate")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def read(ending, data):
    return {".bib": bibtex, ".ris": ris, ".csl.json": csl}[ending](data.decode())


def bibtex(text):
    """Entries with values in braces; between entries nothing but white space, which old BibTeX calls a comment."""
    entries, at = [], 0
    while text[at:].strip():
        begin = re.compile(r"\s*@([a-z]+)\{").match(text, at)
        assert begin, text[at : at + 50]
        name = NAME.match(text, begin.end())
        assert text[name.end()] == ","
        entry, at = {"type": begin[1], "key": name[0]}, name.end() + 1
        while not (end := re.compile(r"\s*\}").match(text, at)):
            field = FIELD.match(text, at)
            assert field, text[at : at + 50]
            assert field[1] not in entry, field[1]
            value, at = _value(text, field.end())
            entry[field[1]] = value if field[1] in VERBATIM else _undrawn(field[1], value)
            assert text[at] == ","
            at += 1
        entries.append(entry)
        at = end.end()
    return entries


def _value(text, at):
    if text[at] != "{":
        word = NAME.match(text, at)
        return word[0], word.end()
    depth = 0
    for end in range(at, len(text)):  # BibTeX counts braces, whatever stands before them
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[at + 1 : end], end + 1
    raise AssertionError("a value does not end")


def _undrawn(field, value):
    if field == "month":
        assert value in MONTHS
        return MONTHS.index(value) + 1
    if value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    plain, at = [], 0
    while at < len(value):
        command = COMMAND.match(value, at)
        assert command or value[at] not in "\\{}$&%#_~^<>|", value[at : at + 30]
        assert value[at : at + 2] not in ("--", "''", "``", ",,", "?`", "!`"), value  # drawn as one sign
        plain.append((SIGNS[command[1]] if command[1] else command[2] or "") if command else value[at])
        at = command.end() if command else at + 1
    return "".join(plain)


RIS_TYPES = {"MAP", "DATA", "ELEC", "GEN"}
RIS_TAGS = {"TY", "ID", "TI", "ET", "PY", "DA", "UR", "Y2", "N1", "AB", "ER"}


def ris(text):
    """Records of lines that CR LF ends."""
    assert "\n" not in text.replace("\r\n", "") and "\r" not in text.replace("\r\n", "")
    records, held = [], None
    lines = text.split("\r\n")
    assert lines.pop() == ""
    for line in lines:
        assert len(line.splitlines()) < 2, line
        if held is None:
            if line:
                assert re.fullmatch(r"TY  - [A-Z]+", line), line
                assert line[6:] in RIS_TYPES
                held = {"type": line[6:]}
        elif line == "ER  - ":
            records.append({"key": held.pop("ID"), **held})
            held = None
        else:
            tag, text = line[:2], line[6:]
            assert line[2:6] == "  - " and tag in RIS_TAGS and text and tag not in held, line
            held[tag] = text
    assert held is None
    return records


CSL_TYPES = {"map", "dataset", "webpage", "document"}  # those of schema 1.0.2 that we use
CSL_TEXTS = {"title", "version", "URL", "note", "annote"}


def csl(text):
    """Items of the input schema 1.0.2: ``id`` and ``type`` are required, nothing that it does not name is allowed."""
    items = json.loads(text)
    for item in items:
        assert item["type"] in CSL_TYPES
        assert set(item) <= CSL_TEXTS | {"id", "type", "issued", "accessed", "custom"}, item
        assert all(isinstance(item[name], str) and item[name] for name in CSL_TEXTS & set(item))
        for name in {"issued", "accessed"} & set(item):
            ((year, month, day),) = item[name]["date-parts"]
            assert (type(year), type(month), type(day)) == (int,) * 3 and 1 <= month <= 12 and 1 <= day <= 31
        assert isinstance(item.get("custom", {}), dict)
    return [{"key": item["id"], **item} for item in items]

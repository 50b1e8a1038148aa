"""What was recorded, and is every line still as it was written? The journal of a store: one JSON object a line.

Members, in this order, those that do not apply left out: n (1, 2, …), time (UTC, ISO 8601 to the millisecond), kind,
who, place (its id), changes (a list of field, old, new), source, reason, comment, of (the number of the line that this
one answers), folder and files (of a `base` line), previous (the hash of the line before, of the first line BEGINNING),
hash. The hash is the SHA-256 of the line's own bytes up to `,"hash":`. As every line holds the hash of the line before,
a byte that changes anywhere is found. Who rewrites all lines with all hashes is found only where a hash was kept
elsewhere.

A write that was cut short leaves a beginning of a line without its end: *torn*. Nobody was told that it was recorded.
Everything else that is not a good line is *damage*, never mended by itself.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from geodata import strict_json
from geodata.errors import DataError

FILE = "journal.jsonl"
BEGINNING = "0" * 64  # what stands for the hash of a line before the first
KINDS = ("base", "propose", "accept", "decline", "withdraw", "undo")
ANSWERS = ("accept", "decline", "withdraw", "undo")  # kinds that answer another line
LINE_LIMIT = 1_000_000  # bytes; a proposal with a hundred sources takes some 50,000
WHOLE = re.compile(rb'(\{"n":[0-9]{1,15},.*),"hash":"([0-9a-f]{64})"\}', re.S)
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
CHANGED = "was changed after it was written: its hash does not fit"
FROM_A_COPY = "put a whole copy of the journal in its place"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `changes` is a tuple of {field, old, new}, `source` a dict or a text."""

    n: int
    time: str
    kind: str
    who: str
    place: str | None = None
    changes: tuple[dict, ...] = ()
    source: dict | str | None = None
    reason: str | None = None
    comment: str | None = None
    of: int | None = None
    folder: str | None = None
    files: tuple[dict, ...] = ()
    previous: str = BEGINNING
    hash: str = ""


class Reading(NamedTuple):
    """What some bytes of a journal hold: good lines, then perhaps a fault, or a `tail` without its line end."""

    entries: list[Entry]
    end: int  # bytes that the good lines take
    fault: DataError | None
    tail: bytes


def now() -> str:
    """The time as a line tells it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def line(members: dict) -> bytes:
    r"""The line of these members, its hash at the end.

    >>> line({"n": 1, "who": "Kim"})
    b'{"n":1,"who":"Kim","hash":"1c082dc62c0497252baa50d79e5e159e8642401778fcc4a8e2625323c0a56492"}\n'
    """
    told = {name: value for name, value in members.items() if value not in (None, "", (), [], {})}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)[:-1].encode()
    data = body + b',"hash":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'
    if len(data) > LINE_LIMIT:
        raise DataError(f"the correction is larger than {LINE_LIMIT:,} bytes", remedy="make several of it")
    return data


def read(data: bytes, file: str, after: int = 0, head: str = BEGINNING) -> Reading:
    """The lines in bytes that follow line `after`, whose hash is `head`, up to the first that is not as it was."""
    entries, start = [], 0
    while (end := data.find(b"\n", start)) >= 0:
        try:
            entry = parse(data[start:end], file, after + 1, head)
        except DataError as fault:
            return Reading(entries, start, fault, b"")
        entries.append(entry)
        after, head, start = entry.n, entry.hash, end + 1
    return Reading(entries, start, None, data[start:])


def parse(text: bytes, file: str, n: int, previous: str) -> Entry:
    """The entry of one line, without its line end; DataError that names the line where it is not as it was written."""
    whole = WHOLE.fullmatch(text)
    if not whole:
        raise DataError("is not a whole line of a journal", file=file, line=n, remedy=FROM_A_COPY)
    if hashlib.sha256(whole[1]).hexdigest().encode() != whole[2]:
        raise DataError(
            "was changed after it was written: its hash does not fit", file=file, line=n, remedy=FROM_A_COPY
        )
    try:
        members = strict_json.parse(text.decode())
        entry = _entry(members)
    except (DataError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise DataError(f"cannot be read ({error})", file=file, line=n, remedy=FROM_A_COPY) from None
    if entry.n != n or entry.previous != previous:
        raise DataError("does not follow the line before it: lines are missing, added or changed in order",
                        file=file, line=n, remedy=FROM_A_COPY)  # fmt: skip
    return entry


def _entry(members: dict) -> Entry:
    known = {name: members[name] for name in Entry.__slots__ if name in members}
    if known.get("kind") not in KINDS:
        raise DataError("is of a kind that this version does not know", value=known.get("kind"))
    if not TIME.fullmatch(known["time"]) or not isinstance(known.get("who"), str):
        raise DataError("time or who is not as it should be")
    for name in ("changes", "files"):
        known[name] = tuple(known.get(name) or ())
    for change in known["changes"]:
        if set(change) != {"field", "old", "new"} or not isinstance(change["field"], str):
            raise DataError("changes are not as they should be")
    about_a_place = known["kind"] != "base"
    if about_a_place and not isinstance(known.get("place"), str):
        raise DataError("names no place")
    if (known["kind"] in ANSWERS) != isinstance(known.get("of"), int):
        raise DataError("does not say which line it answers")
    return Entry(**known)


def what_the_tail_is(tail: bytes, file: str, after: int, head: str) -> str:
    """`nothing`, `unended` (a good line but for its line end), `torn` or `damaged`.

    NUL bytes are what a file system leaves where a machine went down before the data were on the disk.
    """
    if not tail:
        return "nothing"
    rest = tail.rstrip(b"\0")
    if WHOLE.fullmatch(rest):
        try:
            parse(rest, file, after + 1, head)
        except DataError:
            return "damaged"
        return "unended"
    start = b'{"n":%d,' % (after + 1)
    if rest[: len(start)] != start[: len(rest)] and rest[:1] != b"\0":
        return "damaged"
    try:
        json.JSONDecoder().raw_decode(rest.decode(errors="replace"))
    except ValueError:
        return "torn"
    return "damaged"  # a whole object, and more bytes behind it


def faults(data: bytes, file: str) -> list[DataError]:
    """Every line that is not as it was written, and a tail that has no line end. The chain is looked at anew after each
    fault, so that one changed line is not told as many."""
    found, head, start, n = [], BEGINNING, 0, 0
    while (end := data.find(b"\n", start)) >= 0:
        n += 1
        text = data[start:end]
        try:
            head = parse(text, file, n, head).hash
        except DataError as fault:
            found.append(fault)
            stated = WHOLE.fullmatch(text)
            head = stated[2].decode() if stated else _previous_of(data, end + 1)
            n = int(text[5 : text.index(b",")]) if stated else n
        start = end + 1
    kind = what_the_tail_is(data[start:], file, n, head)
    if kind != "nothing":
        reasons = {
            "unended": "has no line end: the write of its last byte was cut short",
            "torn": "was cut short while it was written; nobody was told that it was recorded",
            "damaged": "was changed after it was written, or something was added behind it",
        }
        remedy = FROM_A_COPY if kind == "damaged" else "open the store once, and it is set right"
        found.append(DataError(reasons[kind], file=file, line=n + 1, remedy=remedy))
    return found


def _previous_of(data: bytes, start: int) -> str:
    """What the next line takes for the hash of the line before it."""
    stated = re.search(rb'"previous":"([0-9a-f]{64})","hash":"[0-9a-f]{64}"\}\n', data[start:])
    return stated[1].decode() if stated else BEGINNING

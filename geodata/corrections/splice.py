"""Which bytes of a GeoJSON file are which feature? So that one can be put in place of another, and no other byte moves.

Parsing a file and writing it again keeps its values but not its bytes: 126.10 becomes 126.1, the twentieth digit of a
number is gone, a line of a diff is every line. A collection cut at its features keeps both.

A file made so ends with a member of ours, `journal`: from how many lines it was made, the hash of the last of them, and
the SHA-256 of all bytes before the member. It tells a file of an earlier state from one that somebody changed by hand.
"""

import hashlib
import itertools
import json
import re
from typing import NamedTuple

from geodata.errors import DataError

SPACE = re.compile(r"[ \t\n\r]*")
MEMBER = "journal"
STAMP = re.compile(
    rb', "' + MEMBER.encode() + rb'(?:_[0-9]+)?": '
    rb'\{"lines": ([0-9]{1,15}), "head": "([0-9a-f]{64})", "sha256": "([0-9a-f]{64})"\}\}\s*\Z'
)
STAMP_LIMIT = 400  # bytes at the end of a file in which the stamp stands


class Stamp(NamedTuple):
    """What a rebuilt file says of itself; `intact` when its bytes are those that it was made with."""

    lines: int
    head: str
    intact: bool


class Collection:
    """A FeatureCollection in pieces: text, feature, text, …, feature, text; and its features parsed, in step."""

    def __init__(self, text: str, document: dict):
        spans = feature_spans(text)
        cuts = [0, *(place for span in spans for place in span), len(text)]
        self._pieces = [text[start:end].encode() for start, end in itertools.pairwise(cuts)]
        self.features: list[dict] = list(document["features"])
        self._base = list(self._pieces[1::2]), list(self.features)
        self._close = _close(self._pieces[-1])
        self._separators = (", ", ": ") if any(b'": ' in piece for piece in self._base[0][:1]) else (",", ":")
        self._members = {name: value for name, value in document.items() if name != "features"}
        self._name = _free_name(document)
        self._body: tuple[bytes, str] | None = None  # all before the stamp, and its hash, until a feature changes

    def base(self, number: int) -> dict:
        """A feature as it was in the file."""
        return self._base[1][number]

    def put(self, number: int, feature: dict) -> None:
        """Put a feature in the place of another; the very feature of the file brings back its very bytes."""
        if feature is self._base[1][number]:
            piece = self._base[0][number]
        else:
            piece = json.dumps(feature, ensure_ascii=False, separators=self._separators, allow_nan=False).encode()
        self._pieces[2 * number + 1] = piece
        self._body = None
        self.features[number] = feature

    def piece(self, number: int) -> bytes:
        """The bytes of a feature."""
        return self._pieces[2 * number + 1]

    def document(self) -> dict:
        """The collection as a document of geodata.geojson, the features shared."""
        return {**self._members, "features": list(self.features)}

    def stamped(self, lines: int, head: str) -> bytes:
        """The bytes of the file that is made from so many lines of a journal."""
        if self._body is None:
            before = b"".join([*self._pieces[:-1], self._pieces[-1][: self._close]])
            self._body = before, hashlib.sha256(before).hexdigest()
        before, digest = self._body
        stamp = f', "{self._name}": {{"lines": {lines}, "head": "{head}", "sha256": "{digest}"}}}}\n'
        return before + stamp.encode()


def stamp(data: bytes) -> Stamp | None:
    """What the bytes of a rebuilt file say of themselves; None where they say nothing."""
    start = max(0, len(data) - STAMP_LIMIT)
    found = STAMP.search(data[start:])
    if not found:
        return None
    digest = hashlib.sha256(memoryview(data)[: start + found.start()]).hexdigest()
    return Stamp(int(found[1]), found[2].decode(), digest.encode() == found[3])


def feature_spans(text: str) -> list[tuple[int, int]]:
    """Where the features of a FeatureCollection begin and end in its text, which geodata.geojson has found good.

    >>> feature_spans('{"type": "FeatureCollection", "features": [{"id": 1}, {}], "a": [2]}')
    [(43, 52), (54, 56)]
    """
    decode = json.JSONDecoder().raw_decode
    at = _after_space(text, text.index("{") + 1)
    while True:
        name, at = decode(text, at)
        at = _after_space(text, _after_space(text, at) + 1)  # the colon
        if name == "features":
            break
        _, at = decode(text, at)
        at = _after_space(text, _after_space(text, at) + 1)  # the comma
    spans, at = [], _after_space(text, at + 1)
    while text[at] != "]":
        _, end = decode(text, at)
        spans.append((at, end))
        at = _after_space(text, end)
        if text[at] == ",":
            at = _after_space(text, at + 1)
    return spans


def _after_space(text: str, at: int) -> int:
    return SPACE.match(text, at).end()


def _close(tail: bytes) -> int:
    """Where the last bracket of the file stands, in the piece behind the last feature."""
    return tail.rindex(b"}")


def _free_name(document: dict) -> str:
    """`journal`, or a like name that the file does not use itself.

    >>> _free_name({"journal": 1, "features": []})
    'journal_2'
    """
    names = [MEMBER, *(f"{MEMBER}_{number}" for number in range(2, len(document) + 3))]
    return next(name for name in names if name not in document)


def collected(text: str, document: dict, file: str) -> str:
    """The text of a FeatureCollection: the file's own, or a lone Feature in a collection; DataError for a geometry."""
    if document["type"] == "FeatureCollection":
        return text
    if document["type"] != "Feature":
        raise DataError("is a bare geometry, which names no place", file=file, remedy="save it as a FeatureCollection")
    return f'{{"type": "FeatureCollection", "features": [\n{text.strip()}\n]}}\n'

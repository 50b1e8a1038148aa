r"""Is a file still as it was written? Its own SHA-256 stands at its end, so that nothing else is needed to find out.

The hash is that of the whole file with 64 zeros where its own digits stand; in a PNG, the checksum of the piece that
holds them is that of the zeros, too. Any change of any byte is found out. A seal has no secret: whoever means to
deceive can write another file and seal it anew. Only making the file again from the records tells that apart.

====  ============================================================  =====
html  ``<!--seal sha256:…-->`` before ``</html>``                   at the end
svg   ``<!--seal sha256:…-->`` before ``</svg>``                    at the end
png   a text chunk ``Seal`` before ``IEND``                         at the end
pdf   a comment ``%seal sha256:…`` before ``startxref``             at the end
json  the last member, ``"seal": "sha256:…"`` (sidecars)            at the end
====  ============================================================  =====
"""

import re
import zlib
from hashlib import sha256
from typing import NamedTuple

DIGITS = 64
ZEROS = b"0" * DIGITS
TAIL = 400  # bytes at the end of a file in which its seal stands
CHUNK = b"tEXtSeal\0sha256:"
IEND = b"\0\0\0\0IEND\xaeB`\x82"


class Seal(NamedTuple):
    """``end``: how a file without a seal ends. ``before``: what goes in front of the digits, ``after`` behind them."""

    end: re.Pattern[bytes]
    before: bytes
    after: bytes


SEALS = {
    "html": Seal(re.compile(rb"</html>\s*\Z"), b"<!--seal sha256:", b"-->"),
    "svg": Seal(re.compile(rb"</svg>\s*\Z"), b"<!--seal sha256:", b"-->"),
    "png": Seal(re.compile(re.escape(IEND) + rb"\Z"), len(CHUNK[4:] + ZEROS).to_bytes(4, "big") + CHUNK, b"\0\0\0\0"),
    "pdf": Seal(re.compile(rb"startxref\n\d+\n%%EOF\n\Z"), b"%seal sha256:", b"\n"),
    "json": Seal(re.compile(rb"\n}\n\Z"), b',\n  "seal": "sha256:', b'"'),
}


def sealed(data: bytes, form: str) -> bytes:
    """The file with its seal; ``form``: a key of SEALS. ValueError where a file of that form cannot end so.

    >>> sealed(b"<html></html>", "html")[6:30], holds(sealed(b"<html></html>", "html"), "html")
    (b'<!--seal sha256:46e9465b', True)
    """
    seal = SEALS[form]
    found = seal.end.search(data, max(len(data) - TAIL, 0))
    if not found:
        raise ValueError(f"This is no whole {form}.")
    begin = data[: found.start()] + seal.before
    return _filled(begin, seal.after + found[0], form)


def _filled(begin: bytes, rest: bytes, form: str) -> bytes:
    """The parts around the digits, with the digits."""
    digest = sha256(begin)
    for part in (ZEROS, _checked(ZEROS, rest, form)):
        digest.update(part)
    digits = digest.hexdigest().encode()
    return begin + digits + _checked(digits, rest, form)


def _checked(digits: bytes, rest: bytes, form: str) -> bytes:
    """In a PNG each piece has a checksum."""
    return zlib.crc32(CHUNK + digits).to_bytes(4, "big") + rest[4:] if form == "png" else rest


def holds(data: bytes, form: str) -> bool | None:
    """Whether a file is as it was sealed; None where it ends without a seal."""
    seal, tail = SEALS[form], max(len(data) - TAIL, 0)
    found = list(re.finditer(re.escape(seal.before) + rb"([0-9a-f]{%d})" % DIGITS, data[tail:]))
    if not found:
        return None
    begin, end = found[-1].span(1)
    return _filled(data[: tail + begin], data[tail + end :], form) == data

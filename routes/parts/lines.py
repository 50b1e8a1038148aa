"""Can a CSV file be read block by block, and where do the blocks begin?

It can where that gives what reading it whole does: every line is a record, that is UTF-8, each line with an even number
of quotation marks, no carriage return but before a line feed, and a header on line 1 that names every column. Small
files are read whole anyway.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.files import KINDS
from geodata.tables import parse_csv
from routes.progress import Progress
from routes.reading import COLUMNS, under_our_names

BLOCK = 1 << 24  # bytes that are parsed at one time
UNNAMED = re.compile(rb"(?:^|[,;\t])[ ]*(?:column \d+)?[ ]*(?:[,;\t]|$)")


@dataclass(frozen=True)
class Lines:
    """A block of whole lines of a CSV file."""

    path: Path
    columns: Mapping[str, str]  # our names → headers of the file
    header: str
    start: int  # byte
    stop: int
    before: int  # lines in front of it

    def tables(self) -> Iterator[pd.DataFrame]:
        """The rows, as routes.reading.read_events gives them."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            text = self.header + file.read(self.stop - self.start).decode()
        known = {name.casefold() for name in {*COLUMNS, *self.columns.values()}}
        table = parse_csv(text, str(self.path), known)
        table["row"] += self.before - 1
        yield under_our_names(table, self.columns, self.path)


@dataclass(frozen=True)
class Blocks:
    """All blocks of a file."""

    blocks: tuple[Lines, ...]
    lines: int
    sha256: str


def plain_blocks(path: Path, columns: Mapping[str, str], progress: Progress) -> Blocks | None:
    """The blocks of a large plain CSV file, None for any other."""
    if not path.is_file() or (size := path.stat().st_size) <= BLOCK:
        return None
    digest, blocks, start, lines, header = sha256(), [], 0, 0, None
    with path.open("rb") as file:
        left = b""
        while data := file.read(BLOCK):
            progress("reading", lines, int(lines * size / start) if start else None)
            digest.update(data)
            data = left + data
            cut = data.rfind(b"\n") + 1
            block, left = data[:cut], data[cut:]
            if len(left) > BLOCK or (header is None and not cut):
                return None
            if header is None:
                first = _header(block)
                if first is None:
                    return None
                header, start, lines = first[0], first[1], 1
                block = block[start:]
            if not _plain(block):
                return None
            if block:
                blocks.append(Lines(path, columns, header, start, start + len(block), lines))
                start, lines = start + len(block), lines + block.count(b"\n")
    if left:
        if not _plain(left):
            return None
        blocks.append(Lines(path, columns, header, start, start + len(left), lines))
    return Blocks(tuple(blocks), lines, digest.hexdigest())


def _header(block: bytes) -> tuple[str, int] | None:
    """`(line 1, byte where line 2 begins)`, None where line 1 is not a plain header."""
    if block.startswith((*KINDS, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    mark = len(codecs.BOM_UTF8) if block.startswith(codecs.BOM_UTF8) else 0
    end = block.index(b"\n") + 1
    line = block[mark:end]
    if not line.strip() or UNNAMED.search(line.strip(b"\r\n")) or not _plain(line):
        return None
    return line.decode(), end


def _plain(block: bytes) -> bool:
    """Whether every line of the block is a record for certain."""
    if b"\0" in block or block.count(b"\r") != block.count(b"\r\n"):
        return False
    try:
        block.decode()
    except UnicodeDecodeError:
        return False
    if b'"' not in block:
        return True
    array = np.frombuffer(block, np.uint8)
    ends = np.append(np.flatnonzero(array == ord("\n")), len(block))
    quotes = np.bincount(np.searchsorted(ends, np.flatnonzero(array == ord('"'))), minlength=len(ends))
    return not (quotes % 2).any()

"""Which parts of an Excel workbook may be looked into, and are they harmless? A workbook made anew of these alone.

The library that reads workbooks asks for as much memory as a part claims to need, and ends the whole program where
there is not so much: a cell in the farthest corner, or a count of texts that is none, is enough. So each part is looked
at here, in a form that leaves no doubt (no comments, no entities, every cell as spreadsheet programs write it), and the
library gets an archive of these parts only, without any count that was claimed. What a cell holds as an error (#N/A)
is passed on as text, since the library gives nothing for it.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import numpy as np

from geodata.errors import DataError
from routes.sheets import limits
from routes.sheets.archives import Budget, inflate

AS_XLSX = "open it in a spreadsheet program and save it as .xlsx again, or save the sheet as CSV in UTF-8"
BREAK_LINKS = "break the links to other files (Data, Edit links) and save it again, or save the sheet as CSV in UTF-8"
REFUSED = (  # (parts, what they are, remedy)
    (re.compile(r"vbaproject\.bin|xl/macrosheets/|xl/intlmacrosheets/"), "macros", "save it without macros (.xlsx)"),
    (re.compile(r"xl/externallinks/"), "links to other files", BREAK_LINKS),
    (re.compile(r"xl/connections\.xml|xl/querytables/|xl/model/|datamashup"), "connections to data elsewhere",
     "delete the connections (Data, Queries and connections) and save it again, or save the sheet as CSV in UTF-8"),
    (re.compile(r"xl/embeddings/|xl/activex/|oleobject"), "other files or programs within it", AS_XLSX),
)  # fmt: skip
LEFT_OUT = re.compile(r"docprops/|customxml/|xl/(?:drawings|charts|chartsheets/_rels|media|theme|diagrams|persons|"
                      r"threadedcomments|printersettings|pivotcache|pivottables|slicers)")  # fmt: skip
NAME = rb"(?:[\w.\-]+:)?"
ATTRIBUTES = rb'(?:\s+[\w:.\-]+\s*=\s*(?:"[^"<>]*"|\'[^\'<>]*\'))*\s*'
CELL_TAG = re.compile(rb"<" + NAME + rb"c[\s/>]")
CELL = re.compile(rb"<" + NAME + rb"c(" + ATTRIBUTES + rb")(/?)>")
USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"((?:\s+[a-z]+="[\w.]*")*)\s*(/?)>')
POSITION = re.compile(rb'\sr\s*=\s*["\']([A-Z]{1,3})([0-9]{1,7})["\']')
ANY_POSITION = re.compile(rb"\sr\s*=")
ROW = re.compile(rb"<" + NAME + rb'row(?=[\s/>])(?:[^<>]*?\sr\s*=\s*["\']([0-9]{1,7})["\'])?')
SHARED_TEXT = re.compile(rb'<' + NAME + rb'c[^<>]*?\st="s"[^<>]*>\s*(?:<' + NAME + rb"f[^<>]*(?:/>|>[^<]*</" + NAME
                         + rb"f>)\s*)?<" + NAME + rb"v[^<>]*>\s*([0-9]{1,9})\s*<")  # fmt: skip
TEXT_ENTRY = re.compile(
    rb"<" + NAME + rb"si(?:\s[^<>]*)?/>|<" + NAME + rb"si(?:\s[^<>]*)?>.*?</" + NAME + rb"si>", re.S
)
ERROR_CELL = re.compile(rb"(<" + NAME + rb'c(?:\s[^<>]*?)?\st=)"e"')
NO_VALUE = re.compile(rb"<" + NAME + rb"c(" + ATTRIBUTES + rb")>\s*<" + NAME + rb"f(?:\s[^<>]*)?(?:/>|>[^<]*</" + NAME
                      + rb"f>)\s*(?:<" + NAME + rb"v\s*/>|<" + NAME + rb"v>\s*</" + NAME + rb"v>)?\s*</" + NAME
                      + rb"c>")  # fmt: skip
CLAIM = re.compile(rb'\s[\w:]*count\s*=\s*(?:"[^"<>]*"|\'[^\'<>]*\')', re.I)
CLAIMING = re.compile(rb"<" + NAME + rb"(?:sst|mergeCells|cellXfs|numFmts|cellStyleXfs)(?=[\s/>])[^<>]*>")
EXTENT = re.compile(rb"(<" + NAME + rb"dimension)(?=[\s/>])[^<>]*?(/?)>")
EXTERNAL = re.compile(rb"<" + NAME + rb"Relationship\b[^<>]*TargetMode\s*=\s*[\"']External[^<>]*>", re.I)
SLICE = 1 << 23  # bytes of a worksheet whose cells are looked at in one go
STRANGE = (  # (what XML of a workbook never holds, how it is called)
    (re.compile(rb"<!DOCTYPE|<!ENTITY", re.I), "definitions of entities"),
    (re.compile(rb"<!--|<!\[CDATA\["), "comments or raw text in its parts"),
    (re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};)"), "entities that nothing defines"),
    (re.compile(rb"(?<!^)<\?"), "instructions to programs"),
)


def harmless(archive: zipfile.ZipFile, packed: int, file: str) -> bytes:
    """A workbook of those parts of this one that matter for its cells; DataError where they could do harm.

    `packed` is how many bytes the archive has.
    """
    names = {entry.filename.replace("\\", "/"): entry for entry in archive.infolist() if not entry.is_dir()}
    for name in names:
        for refused, what, remedy in REFUSED:
            if refused.search(name.casefold()):
                raise DataError(f"is a workbook that holds {what}", file=file or None, value=name, remedy=remedy)
    budget, made, area, lengths = Budget(packed, limits.WORKBOOK, file), io.BytesIO(), 0, np.zeros(0, np.int64)
    references: list[np.ndarray] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as anew:
        for name, entry in names.items():
            plain = name.casefold()
            if not plain.endswith((".xml", ".rels")) or (LEFT_OUT.match(plain) and not plain.endswith(".rels")):
                continue
            part = inflate(archive, entry, budget)
            _plain_xml(part, name, file)
            if plain.endswith(".rels"):
                _no_links(part, name, file)
                if LEFT_OUT.match(plain):
                    continue
            elif plain == "[content_types].xml" and b"macroEnabled" in part:
                raise DataError("is a workbook that holds macros", file=file or None, remedy=REFUSED[0][2])
            elif CELL_TAG.search(part):
                area += _area(part, name, file)
                references.append(_references(part))
                part = ERROR_CELL.sub(rb'\1"str"', part)
                _values(part, name, file)
            elif b"<si" in part or b":si" in part:
                lengths = np.array([len(found.group()) for found in TEXT_ENTRY.finditer(part)], np.int64)
            anew.writestr(zipfile.ZipInfo(name), _without_claims(part))
            if area > limits.CELLS:
                raise _too_wide(area, file)
    _texts_allowed(references, lengths, file)
    return made.getvalue()


def _plain_xml(part: bytes, name: str, file: str) -> None:
    """DataError where a part is written so that two programs might read it in two ways."""
    part = part.removeprefix(b"\xef\xbb\xbf")
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]*)[\"']", part[:200])
    foreign = declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    if foreign or part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:200]:
        what = "parts that are not UTF-8"
    else:
        what = next((what for strange, what in STRANGE if strange.search(part)), None)
    if what:
        raise _strange(what, name, file)


def _strange(what: str, name: str, file: str) -> DataError:
    return DataError(f"is a workbook with {what}, as no spreadsheet program writes", file=file or None, value=name,
                     remedy=AS_XLSX)  # fmt: skip


def _no_links(part: bytes, name: str, file: str) -> None:
    """DataError where a part leads to another file or address; the target of a link in a cell is only text."""
    for link in EXTERNAL.findall(part):
        if not re.search(rb"/hyperlink[\"']", link):
            raise DataError("is a workbook that leads to other files or addresses", file=file or None, value=name,
                            remedy=BREAK_LINKS)  # fmt: skip


def _slices(part: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(part):
        end = len(part) if start + SLICE >= len(part) else part.rfind(b"<", start + 1, start + SLICE)
        end = end if end > start else len(part)
        yield part[start:end]
        start = end


def _area(part: bytes, name: str, file: str) -> int:
    """Cells from the first to the last row and column with a value; DataError where a cell is not as usual."""
    columns, rows, placeless = set(), set(), False
    for piece in _slices(part):
        found = USUAL_CELL.findall(piece)
        if len(found) < len(CELL_TAG.findall(piece)):
            found, without = _unusual(piece, name, file)
            placeless = placeless or without
        columns.update({column for column, _, _, closed in found if not closed})
        rows.update({row for _, row, _, closed in found if not closed})
    columns, rows = {_number(column) for column in columns}, {int(row) for row in rows}
    if placeless:  # cells without a position follow the one before
        in_rows = [len(CELL_TAG.findall(row)) for row in re.split(rb"<" + NAME + rb"row[\s/>]", part)]
        columns |= {1, max(columns, default=0) + max(in_rows)}
        numbers = [int(number) for number in ROW.findall(part) if number]
        rows |= {1, max([*numbers, *rows], default=0) + len(in_rows)}
    if not columns:
        return 0
    return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)


def _unusual(piece: bytes, name: str, file: str) -> tuple[list[tuple[bytes, bytes, bytes, bytes]], bool]:
    """(cells, whether some lack a position), of other programs than the usual."""
    found, without = [], False
    cells = CELL.findall(piece)
    if len(cells) < len(CELL_TAG.findall(piece)):
        raise _strange("cells in a form of its own", name, file)
    for attributes, closed in cells:
        position = POSITION.search(attributes)
        if position:
            found.append((position[1], position[2], attributes, closed))
        elif ANY_POSITION.search(attributes):
            raise _strange("cells whose position cannot be", name, file)
        else:
            without = True
    return found, without


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _references(part: bytes) -> np.ndarray:
    """Which shared texts the cells of a worksheet refer to; -1 for a reference that is written in another way."""
    numbers = np.array(SHARED_TEXT.findall(part), dtype="S9").astype(np.int64)
    others = len(re.findall(rb"\st\s*=\s*[\"']s[\"']", part)) - len(numbers)
    return np.append(numbers, np.full(max(others, 0), -1))


def _texts_allowed(references: list[np.ndarray], lengths: np.ndarray, file: str) -> None:
    """DataError where a few long texts, each referred to from many cells, would fill the memory."""
    if not len(lengths):
        return
    numbers = np.concatenate([*references, np.zeros(0, np.int64)])
    known = (numbers >= 0) & (numbers < len(lengths))
    total = int(lengths[numbers[known]].sum()) + int((numbers < 0).sum()) * int(lengths.max())
    if total > limits.UNPACKED:
        raise DataError(f"holds texts of {total / 1e6:,.0f} MB, and at most {limits.UNPACKED / 1e6:,.0f} MB are read",
                        file=file or None, remedy="split it into several files")  # fmt: skip


def _values(part: bytes, name: str, file: str) -> None:
    """DataError where a formula has no value: the program that wrote it did not work it out."""
    if b"f>" not in part and b"<f" not in part:
        return
    for found in NO_VALUE.finditer(part):
        if b't="str"' in found[1]:  # its value is a text without a character
            continue
        position = POSITION.search(found[1])
        where = (position[1] + position[2]).decode() if position else name
        raise DataError("holds formulas without their values", file=file or None, field=where,
                        remedy="open it in a spreadsheet program and save it again")  # fmt: skip


def _without_claims(part: bytes) -> bytes:
    """The part without counts and extents, for which memory would be set aside."""
    return EXTENT.sub(rb'\1 ref="A1"\2>', CLAIMING.sub(lambda tag: CLAIM.sub(b"", tag.group()), part))


def _too_wide(area: int, file: str) -> DataError:
    return DataError(f"has cells so far apart that {area:,} lie between them, and at most {limits.CELLS:,} are read",
                     file=file or None, remedy="delete what stands far from the table, or split it")  # fmt: skip

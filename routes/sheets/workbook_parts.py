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
ATTRIBUTES = rb'(?:\s+[\w:.\-]+\s*=\s*(?:"[^"<>]*"|\'[^\'<>]*\'))*\s*'
PATTERNS = {  # of elements of a worksheet; NAME is put in before the names of elements
    "cell_tag": rb"<NAMEc[\s/>]",
    "cell": rb"<NAMEc(" + ATTRIBUTES + rb")(/?)>",
    "row_tag": rb"<NAMErow[\s/>]",
    "row_number": rb'<NAMErow(?=\s)[^<>]*?\sr\s*=\s*["\']([0-9]{1,7})["\']',
    "shared_text": rb'<NAMEc(?>[^<>]*?\st="s")[^<>]*>\s*(?:<NAMEf[^<>]*(?:/>|>[^<]*</NAMEf>)\s*)?<NAMEv[^<>]*>\s*'
                   rb"([0-9]{1,9})\s*<",
    "text_entry": rb"<NAMEsi(?=[\s/>])",
    "error_cell": rb'(<NAMEc(?:\s[^<>]*?)?\st=)"e"',
    "no_value": rb"<NAMEc(" + ATTRIBUTES + rb")>\s*<NAMEf(?:\s[^<>]*)?(?:/>|>[^<]*</NAMEf>)\s*"
                rb"(?:<NAMEv\s*/>|<NAMEv>\s*</NAMEv>)?\s*</NAMEc>",
    "claiming": rb"<NAME(?:sst|mergeCells|cellXfs|numFmts|cellStyleXfs)(?=[\s/>])[^<>]*>",
    "extent": rb"(<NAMEdimension)(?=[\s/>])[^<>]*?(/?)>",
}  # fmt: skip
PLAIN = {key: re.compile(pattern.replace(b"NAME", b""), re.S) for key, pattern in PATTERNS.items()}
PREFIXED = {key: re.compile(pattern.replace(b"NAME", rb"(?:[\w.\-]+:)?"), re.S) for key, pattern in PATTERNS.items()}
PREFIXES = (b":c", b":row", b":v", b":f", b":s", b":m", b":n", b":d")  # before these, elements may have a prefix
USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"((?:\s+[a-z]+="[\w.]*")*)\s*(/?)>')
POSITION = re.compile(rb'\sr\s*=\s*["\']([A-Z]{1,3})([0-9]{1,7})["\']')
ANY_POSITION = re.compile(rb"\sr\s*=")
CLAIM = re.compile(rb'\s[\w:]*count\s*=\s*(?:"[^"<>]*"|\'[^\'<>]*\')', re.I)
EXTERNAL = re.compile(rb"<[^<>]*TargetMode\s*=\s*[\"']External[^<>]*>", re.I)
SLICE = 1 << 23  # bytes of a worksheet whose cells are looked at in one go
LONG_TAG = re.compile(rb"<[^<>]{16384}")
UNDEFINED = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};)")


def harmless(archive: zipfile.ZipFile, packed: int, file: str) -> bytes:
    """A workbook of those parts of this one that matter for its cells; DataError where they could do harm.

    `packed` is how many bytes the archive has.
    """
    made, area, references, lengths = io.BytesIO(), 0, [], np.zeros(0, np.int64)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as anew:
        for name, part in _parts(archive, Budget(packed, limits.WORKBOOK, file), file):
            forms = PREFIXED if any(mark in part for mark in PREFIXES) else PLAIN
            if forms["cell_tag"].search(part):
                area += _area(part, forms, name, file)
                references.append(_references(part, forms))
                _values(part, forms, name, file)
            elif forms["text_entry"].search(part):
                starts = [found.start() for found in forms["text_entry"].finditer(part)]
                lengths = np.diff(np.array([*starts, len(part)], np.int64))
            if area > limits.CELLS:
                raise _too_wide(area, file)
            anew.writestr(zipfile.ZipInfo(name), _mended(part, forms))
    _texts_allowed(references, lengths, file)
    return made.getvalue()


def _parts(archive: zipfile.ZipFile, budget: Budget, file: str) -> Iterator[tuple[str, bytes]]:
    """The parts that matter by name, each of plain XML that leads nowhere."""
    names = {entry.filename.replace("\\", "/"): entry for entry in archive.infolist() if not entry.is_dir()}
    for name in names:
        for refused, what, remedy in REFUSED:
            if refused.search(name.casefold()):
                raise DataError(f"is a workbook that holds {what}", file=file or None, value=name, remedy=remedy)
    for name, entry in names.items():
        plain = name.casefold()
        relations, left_out = plain.endswith(".rels"), LEFT_OUT.match(plain)
        if not relations and (left_out or not plain.endswith(".xml")):
            continue
        part = inflate(archive, entry, budget)
        _plain_xml(part, name, file)
        if relations:
            _no_links(part, name, file)
        if plain == "[content_types].xml" and b"macroEnabled" in part:
            raise DataError("is a workbook that holds macros", file=file or None, remedy=REFUSED[0][2])
        if not left_out:
            yield name, part


def _plain_xml(part: bytes, name: str, file: str) -> None:
    """DataError where a part is written so that two programs might read it in two ways."""
    part = part.removeprefix(b"\xef\xbb\xbf")
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.\-]*)[\"']", part[:200])
    foreign = declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    what = None
    if foreign or part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:200]:
        what = "parts that are not UTF-8"
    elif b"<!" in part:
        what = "comments or raw text in its parts" if re.search(rb"<!--|<!\[", part) else "definitions of entities"
    elif part.count(b"<?") > part.lstrip().startswith(b"<?xml"):
        what = "instructions to programs"
    elif UNDEFINED.search(part):
        what = "entities that nothing defines"
    elif LONG_TAG.search(part):
        what = "elements without an end"
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


def _area(part: bytes, forms: dict, name: str, file: str) -> int:
    """Cells from the first to the last row and column with a value; DataError where a cell is not as usual."""
    columns, rows, placeless = set(), set(), False
    for piece in _slices(part):
        found = USUAL_CELL.findall(piece)
        if len(found) < len(forms["cell_tag"].findall(piece)):
            found, without = _unusual(piece, forms, name, file)
            placeless = placeless or without
        columns.update({column for column, _, _, closed in found if not closed})
        rows.update({row for _, row, _, closed in found if not closed})
    columns, rows = {_number(column) for column in columns}, {int(row) for row in rows}
    if placeless:  # cells without a position follow the one before
        in_rows = [len(forms["cell_tag"].findall(row)) for row in forms["row_tag"].split(part)]
        columns |= {1, max(columns, default=0) + max(in_rows)}
        numbers = map(int, forms["row_number"].findall(part))
        rows |= {1, max([*numbers, *rows], default=0) + len(in_rows)}
    if not columns:
        return 0
    return (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)


def _unusual(piece: bytes, forms: dict, name: str, file: str) -> tuple[list[tuple[bytes, ...]], bool]:
    """(cells, whether some lack a position), of other programs than the usual."""
    found, without = [], False
    cells = forms["cell"].findall(piece)
    if len(cells) < len(forms["cell_tag"].findall(piece)):
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


def _references(part: bytes, forms: dict) -> np.ndarray:
    """Which shared texts the cells of a worksheet refer to; -1 for a reference that is written in another way."""
    numbers = np.array(forms["shared_text"].findall(part), dtype="S9").astype(np.int64)
    others = part.count(b's"') + part.count(b"s'") if b"t =" in part or b"'s'" in part else part.count(b't="s"')
    return np.append(numbers, np.full(max(others - len(numbers), 0), -1))


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


def _values(part: bytes, forms: dict, name: str, file: str) -> None:
    """DataError where a formula has no value: the program that wrote it did not work it out."""
    if b"<f" not in part and b":f" not in part:
        return
    for found in forms["no_value"].finditer(part):
        if b't="str"' in found[1]:  # its value is a text without a character
            continue
        position = POSITION.search(found[1])
        where = (position[1] + position[2]).decode() if position else name
        raise DataError("holds formulas without their values", file=file or None, field=where,
                        remedy="open it in a spreadsheet program and save it again")  # fmt: skip


def _mended(part: bytes, forms: dict) -> bytes:
    """The part without counts and extents, for which memory would be set aside, and with errors as texts."""
    part = forms["claiming"].sub(lambda tag: CLAIM.sub(b"", tag.group()), part)
    part = forms["extent"].sub(rb'\1 ref="A1"\2>', part)
    return forms["error_cell"].sub(rb'\1"str"', part) if b'"e"' in part else part


def _too_wide(area: int, file: str) -> DataError:
    return DataError(f"has cells so far apart that {area:,} lie between them, and at most {limits.CELLS:,} are read",
                     file=file or None, remedy="delete what stands far from the table, or split it")  # fmt: skip

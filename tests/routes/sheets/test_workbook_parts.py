"""Workbooks made to do harm: each ends as a sentence before the library that reads workbooks sees it."""

import io
import os
import re
import zipfile

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.sheets import limits, read_sheet
from routes.sheets.archives import opened
from routes.sheets.workbook_parts import harmless
from tests.routes.sheets.packed import SHEET, added, changed, parts, workbook, zipped

BOOK = workbook([["name", "place"], ["A", "Onsong"], ["B", 5]])
SHARED = "xl/sharedStrings.xml"
SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"%s>%s</sst>'


def refused(data, told, name="book.xlsx"):
    with pytest.raises(DataError, match=told) as raised:
        read_sheet(data, name)
    assert raised.value.remedy
    assert "\n" not in str(raised.value)


def made_anew(data):
    return parts(harmless(opened(data, "f", limits.WORKBOOK), len(data), "f"))


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/externalLinks/externalLink1.xml", "links to other files"),
        ("xl/externalLinks/ddeLink1.xml", "links to other files"),
        ("xl/connections.xml", "connections to data elsewhere"),
        ("xl/queryTables/queryTable1.xml", "connections to data elsewhere"),
        ("xl/vbaProject.bin", "macros"),
        ("XL/VBAPROJECT.BIN", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/embeddings/oleObject1.bin", "other files or programs"),
        ("xl/activeX/activeX1.xml", "other files or programs"),
    ],
)
def test_what_leads_elsewhere_or_runs_is_refused(part, told):
    refused(added(BOOK, **{part: b"<x/>"}), told)


def test_a_relation_to_an_address_is_refused_and_a_link_in_a_cell_is_not():
    relation = '<Relationship Id="r9" Type="http://x/%s" Target="http://example.org/" TargetMode="External"/>'
    relations = f'<?xml version="1.0"?><Relationships>{relation}</Relationships>'
    name = "xl/worksheets/_rels/sheet1.xml.rels"
    refused(added(BOOK, **{name: (relations % "attachedTemplate").encode()}), "leads to other files or addresses")
    read_sheet(added(BOOK, **{name: (relations % "hyperlink").encode()}), "book.xlsx")


def test_a_content_type_of_macros_is_refused():
    refused(changed(BOOK, "[Content_Types].xml", b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"), "macros")


@pytest.mark.parametrize(
    "position", [b"XFD1048576", b"AAAAAAA1", b"A99999999999", b"ZZZ9999999", b"&#65;1", b"1", b"b2"]
)
def test_a_cell_far_away_or_nowhere_is_refused(position):
    refused(changed(BOOK, SHEET, b'r="B3"', b'r="' + position + b'"'), "far apart|no spreadsheet program writes")


@pytest.mark.parametrize(
    "cell",
    [
        b"<c r='XFD1048576'",
        b'<c s = "0" r = "XFD1048576"',
        b'<x:c r="XFD1048576"',
        b'<c s="a>b" r="XFD1048576"',
        b'<c\nr="XFD1048576"',
    ],
)
def test_a_cell_far_away_does_not_hide(cell):
    refused(changed(BOOK, SHEET, b'<c r="B3"', cell), "far apart|no spreadsheet program writes")


def test_a_cell_without_a_position_is_counted_in_its_row():
    far = changed(BOOK, SHEET, b'<row r="3"', b'<row r="1048576"><c><v>1</v></c></row><row r="3"')
    refused(changed(far, SHEET, b'r="B2"', b'r="ZZ2"'), "far apart")


def test_cells_without_a_position_are_read():
    plain = re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", parts(BOOK)[SHEET])
    table = read_sheet(zipped({**parts(BOOK), SHEET: plain}), "book.xlsx").table
    assert table["place"].tolist() == ["Onsong", "5"]


def test_what_a_part_claims_to_need_is_not_believed():
    data = changed(BOOK, SHEET, b'<dimension ref="A1:B3"', b'<dimension ref="A1:XFD1048576"')
    data = added(data, **{SHARED: (SST % (" count=\"99999999999\" uniqueCount = '99999999999'", "")).encode()})
    anew = made_anew(data)
    assert b"ount" not in anew[SHARED]
    assert b"XFD" not in anew[SHEET]
    assert read_sheet(data, "book.xlsx").table["name"].tolist() == ["A", "B"]


def test_a_long_text_in_many_cells_is_counted_before_it_is_written_out(monkeypatch):
    monkeypatch.setattr(limits, "UNPACKED", 100_000)
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 200))
    sheet = re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), parts(BOOK)[SHEET])
    text = (SST % ("", f"<si><t>{'x' * 1000}</t></si>")).encode()
    with pytest.raises(DataError, match="holds texts of"):
        made_anew(added(zipped({**parts(BOOK), SHEET: sheet}), **{SHARED: text}))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda xml: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xml, "definitions of entities"),
        (lambda xml: xml.replace(b"Onsong", b"&b;"), "entities that nothing defines"),
        (lambda xml: xml.replace(b"Onsong", b"<!-- -->Onsong"), "comments or raw text"),
        (lambda xml: xml.replace(b"Onsong", b"<![CDATA[Onsong]]>"), "comments or raw text"),
        (lambda xml: xml.decode().encode("utf-16"), "not UTF-8"),
        (lambda xml: xml.decode().encode("utf-16-le"), "not UTF-8"),
        (lambda xml: b'<?xml version="1.0" encoding="UTF-7"?>' + xml, "not UTF-8"),
        (lambda xml: xml.replace(b"<sheetData>", b"<?run me?><sheetData>"), "instructions"),
    ],
)
def test_xml_that_might_be_read_in_two_ways_is_refused(change, told):
    refused(zipped({**parts(BOOK), SHEET: change(parts(BOOK)[SHEET])}), told)


def test_no_entity_is_ever_put_in_place_of_a_text():
    xml = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + parts(BOOK)[SHEET].replace(b"Onsong", b"&a;")
    refused(zipped({**parts(BOOK), SHEET: xml}), "definitions of entities")


def test_the_library_expands_no_entity_even_where_it_is_asked_alone():
    xml = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + parts(BOOK)[SHEET].replace(b"Onsong", b"1&b;2")
    book = zipped({**parts(BOOK), SHEET: xml})
    try:
        cells = python_calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    except python_calamine.CalamineError:
        return
    assert "aaaa" not in str(cells)


def test_a_bomb_is_refused_by_what_it_claims_and_by_what_it_is():
    bomb = added(BOOK, **{"xl/worksheets/sheet2.xml": b" " * 30_000_000})
    refused(bomb, "unpacks to more than 200 times its size")
    lying = bytearray(bomb)
    for mark, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = -1
        while (at := lying.find(mark, at + 1)) >= 0:
            if int.from_bytes(lying[at + offset : at + offset + 4], "little") == 30_000_000:
                lying[at + offset : at + offset + 4] = (1000).to_bytes(4, "little")
    refused(bytes(lying), "cannot be unpacked|unpacks to more than")


def test_only_parts_with_cells_are_handed_on():
    data = added(BOOK, **{"xl/media/picture.png": b"x", "xl/drawings/drawing1.xml": b"<x/>"})
    assert {"xl/workbook.xml", SHEET} <= set(made_anew(data))
    assert not [name for name in made_anew(data) if "media" in name or "drawing" in name or "docProps" in name]


@pytest.mark.parametrize(("old", "new"), [(b"</sheetData>", b""), (b"<sheetData>", b"<sheetDat"), (b"</c>", b"")])
def test_broken_xml_is_a_sentence(old, new):
    refused(changed(BOOK, SHEET, old, new), "cannot be read|no spreadsheet program writes|no worksheet")


def damaged(data: bytes, places: list[tuple[int, int]], end: int | None) -> bytes:
    changed = bytearray(data)
    for at, byte in places:
        changed[at % len(changed)] = byte
    return bytes(changed[: None if end is None else end % len(changed)])


damage = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=4)


@given(damage, st.one_of(st.none(), st.integers(0, 1 << 20)))
@settings(deadline=None)
def test_a_damaged_workbook_is_a_table_or_a_sentence(places, end):
    try:
        read_sheet(damaged(BOOK, places, end), "book.xlsx")
    except DataError as error:
        assert "\n" not in str(error)


@given(st.sampled_from(sorted(name for name in parts(BOOK) if not name.startswith("docProps"))), damage)
@settings(deadline=None)
def test_a_damaged_part_of_a_workbook_is_a_table_or_a_sentence(name, places):
    files = parts(BOOK)
    try:
        read_sheet(zipped({**files, name: damaged(files[name], places, None)}, zipfile.ZIP_STORED), "book.xlsx")
    except DataError as error:
        assert "\n" not in str(error)


def test_two_parts_of_one_name_are_refused():
    made = io.BytesIO(BOOK)
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, parts(BOOK)[SHEET])
    refused(made.getvalue(), "two files of the same name")


def test_merged_cells_without_number_are_refused():
    many = b"<mergeCells>" + b'<mergeCell ref="A1:A1048576"/>' * 30 + b"</mergeCells>"
    refused(changed(BOOK, SHEET, b"</sheetData>", b"</sheetData>" + many), "has 30 merged cells")


@pytest.mark.parametrize(
    "xml",
    [
        SST % ("", "<si>" * 300_000),
        '<worksheet><sheetData><row r="1"><c r="A1"' + ' t="s"' * 300_000 + "></c></row></sheetData></worksheet>",
        "<worksheet>" + "<c" * 300_000 + "</worksheet>",
        "<worksheet><c" + " " * 300_000 + "</worksheet>",
    ],
)
def test_xml_without_an_end_does_not_keep_the_reader(xml):
    noise = os.urandom(10_000)  # so that the ratio is no reason
    name = SHARED if xml.startswith("<sst") else SHEET
    with pytest.raises(DataError):
        read_sheet(zipped({**parts(BOOK), name: xml.encode(), "xl/media/noise.png": noise}), "book.xlsx")


def prefixed(xml: bytes) -> bytes:
    """The part as some programs write it: every element with a prefix."""
    xml = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
    return xml.replace(b"xmlns=", b"xmlns:x=", 1)


def test_elements_with_a_prefix_are_read_and_looked_at():
    book = workbook([["name", "place"], ["A", "#N/A"]])
    files = {name: prefixed(xml) if name in (SHEET, "xl/workbook.xml") else xml for name, xml in parts(book).items()}
    assert read_sheet(zipped(files), "book.xlsx").table["place"].tolist() == ["#N/A"]
    refused(zipped({**files, SHEET: files[SHEET].replace(b'r="B2"', b'r="XFD1048576"')}), "far apart")


def test_names_of_parts_with_backslashes_are_read():
    files = {name.replace("/", "\\"): xml for name, xml in parts(BOOK).items()}
    assert read_sheet(zipped(files), "book.xlsx").table["name"].tolist() == ["A", "B"]

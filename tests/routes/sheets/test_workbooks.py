import datetime

import openpyxl
import pytest

from geodata.errors import DataError
from routes.sheets import Choices, Unclear, read_sheet
from routes.sheets.workbooks import _calamine
from tests.routes.sheets.packed import SHEET, added, changed, saved, workbook

PLAIN = [["name", "place"], ["A", "Onsong"], ["B", None]]


def read(data, **said):
    return read_sheet(data, "book.xlsx", Choices(**said))


def cells(data, **said):
    table = read(data, **said).table
    return table.astype(object).where(table.notna(), None).to_dict("list")


def asked(data, **said):
    with pytest.raises(Unclear) as raised:
        read(data, **said)
    (question,) = raised.value.questions
    return question.field, {option.value: option.preview for option in question.options}


def test_cells_are_texts_and_rows_are_those_of_the_worksheet():
    sheet = read(workbook(PLAIN))
    assert cells(workbook(PLAIN)) == {"name": ["A", "B"], "place": ["Onsong", None], "row": [2, 3]}
    assert (sheet.kind, sheet.understood) == ("xlsx", Choices(sheet="Sheet1", header=1))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1998.0, "1998"), (0.1, "0.1"), (127.123456789, "127.123456789"), (1e20, "1e+20"), ("007", "007"),
        (" a ", "a"), (True, "true"), (datetime.date(1944, 2, 3), "1944-02-03"),
        (datetime.datetime(2001, 2, 3), "2001-02-03"), (datetime.datetime(2001, 2, 3, 4, 5), "2001-02-03T04:05:00"),
        (datetime.time(4, 5), "04:05:00"), (datetime.timedelta(hours=30), "30:00:00"), ("x\ny", "x\ny"),
        ("=A1", "=A1"), ("{{ 7*7 }}", "{{ 7*7 }}"), ("청진 & <b>", "청진 & <b>"),
    ],
)  # fmt: skip
def test_a_cell_as_text(cell, text):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["A2"] = "name", "value", "A"
    book.active["B2"] = cell
    if isinstance(cell, str):
        book.active["B2"].data_type = "s"
    assert cells(saved(book))["value"] == [text]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#FOO!"])
def test_an_error_is_told_as_it_is_written(error):
    data = changed(workbook([["a", "b"], [1, "#N/A"]]), SHEET, b"<v>#N/A</v>", f"<v>{error}</v>".encode())
    assert cells(data)["b"] == [error]


def test_a_formula_without_its_value_is_refused_with_its_cell():
    with pytest.raises(DataError, match="B2: holds formulas without their values"):
        read(workbook([["a", "b"], [1, "=A2+1"]]))


def test_a_table_that_begins_elsewhere_keeps_the_numbers_of_its_rows():
    book = openpyxl.Workbook()
    for cell, value in {"C4": "name", "D4": "place", "C6": "A", "D6": "x"}.items():
        book.active[cell] = value
    assert cells(saved(book)) == {"name": ["A"], "place": ["x"], "row": [6]}


def test_a_title_above_the_header_is_asked():
    data = workbook([["Detainees of 2024"], [], *PLAIN, ["C", "Musan"]])
    field, options = asked(data)
    assert (field, options["3"]) == ("header", ("[name] [place]", "[A] [Onsong]"))
    assert cells(data, header=3)["row"] == [4, 5, 6]


def test_without_a_header_the_columns_are_numbered():
    assert cells(workbook([["A", "x"], ["B", "y"]]), header=0) == {
        "column 1": ["A", "B"], "column 2": ["x", "y"], "row": [1, 2],
    }  # fmt: skip


@pytest.mark.parametrize("line", [0, 1, 2, 3])
def test_a_header_that_is_said_is_used(line):
    assert cells(workbook(PLAIN), header=line)["row"] == list(range(line + 1, 4))


def test_a_header_where_there_is_nothing_is_refused():
    with pytest.raises(DataError, match="line 9: there is nothing on the row of the header"):
        read(workbook(PLAIN), header=9)


def test_several_worksheets_are_asked_and_one_can_be_named():
    data = workbook(first=PLAIN, second=[["x", "y"], ["1", "2"]], empty=[])
    assert asked(data) == (
        "sheet",
        {"first": ("[name] [place]", "[A] [Onsong]", "[B] []"), "second": ("[x] [y]", "[1] [2]")},
    )
    assert cells(data, sheet="second") == {"x": ["1"], "y": ["2"], "row": [2]}
    assert read(data, sheet="second").reasons["sheet"] == "chosen"


def test_a_worksheet_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(DataError, match=r"no such worksheet.*the worksheets are Sheet1"):
        read(workbook(PLAIN), sheet="Blatt1")


def test_an_empty_worksheet_that_is_named_is_refused():
    with pytest.raises(DataError, match="holds nothing"):
        read(workbook(PLAIN, []), sheet="Sheet2")


def test_a_hidden_worksheet_is_named_and_not_read():
    book = openpyxl.Workbook()
    book.active.append(["name", "place"])
    hidden = book.create_sheet("old")
    hidden["A1"], hidden.sheet_state = "x", "hidden"
    sheet = read(saved(book))
    assert sheet.understood.sheet == "Sheet"
    assert sheet.reasons["sheet"].endswith("also there, but hidden: old")
    book["Sheet"].delete_rows(1)
    assert asked(saved(book))[1] == {"old": ("(hidden)", "[x]")}


def test_a_workbook_of_nothing_is_refused():
    with pytest.raises(DataError, match="no worksheet that holds anything"):
        read(workbook([]))


def grouped():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["who", "arrest", None, "release", None],
        [None, "date", "place", "date", "place"],
        ["A", "2001", "x", "2002", "y"],
        [None, "2003", "z", "2004", "w"],
        ["B", "2005", "v", None, None],
    ):
        sheet.append(row)  # fmt: skip
    for merged in ("A1:A2", "B1:C1", "D1:E1", "A3:A4"):
        sheet.merge_cells(merged)
    return saved(book)


def test_a_header_merged_over_two_rows_is_asked_and_names_groups():
    assert asked(grouped())[0] == "header"
    table = cells(grouped(), header=2)
    assert list(table) == ["who", "arrest: date", "arrest: place", "release: date", "release: place", "row"]


def test_a_cell_merged_over_records_holds_for_each_and_that_is_said():
    sheet = read(grouped(), header=2)
    assert sheet.table["who"].tolist() == ["A", "A", "B"]
    assert "1 merged cells below the header hold for each row" in sheet.reasons["sheet"]


def test_merged_cells_beyond_the_table_hold_for_nothing():
    book = openpyxl.Workbook()
    for row in PLAIN:
        book.active.append(row)
    book.active.merge_cells("A3:A9")
    book.active.merge_cells("A20:A30")
    book.active.merge_cells("J2:K3")
    assert cells(saved(book)) == cells(workbook(PLAIN))


def test_what_was_understood_reads_the_workbook_again_without_a_question():
    first = read(grouped(), header=2)
    assert read_sheet(grouped(), "book.xlsx", first.understood).table.equals(first.table)


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(DataError, match="columns 1 and 2 have the same name"):
        read(workbook([["a", "a"], [1, 2]]))


def test_columns_without_a_name_and_the_name_of_ours():
    assert cells(workbook([["row", "b", None], ["x", "y", None], ["x", "y", None], ["p", "q", "note"]])) == {
        "row_in_file": ["x", "x", "p"], "b": ["y", "y", "q"], "column 3": [None, None, "note"], "row": [2, 3, 4],
    }  # fmt: skip


def test_many_rows_come_through_the_chunks(monkeypatch):
    monkeypatch.setattr("routes.sheets.workbooks.CHUNK_ROWS", 3)
    rows = [["n"], *([n] for n in range(10))]
    assert cells(workbook(rows))["n"] == [str(n) for n in range(10)]


def test_texts_shared_by_cells_are_read():
    rows = [["a", "b"], ["x", "y"]]
    book = changed(
        workbook(rows), SHEET, b'<c r="A2" t="inlineStr"><is><t>x</t></is></c>', b'<c r="A2" t="s"><v>0</v></c>'
    )
    book = changed(book, "[Content_Types].xml", b"</Types>",
                   b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
                   b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>')  # fmt: skip
    text = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1"><si><t>shared</t></si></sst>'
    )
    assert cells(added(book, **{"xl/sharedStrings.xml": text}))["a"] == ["shared"]


class PanicException(BaseException):
    """As pyo3 names what a library in Rust raises when it gives up; not exported, and no Exception."""


def test_a_panic_of_the_library_is_a_sentence():
    def panic():
        raise PanicException("index out of bounds")

    with pytest.raises(DataError, match=r"cannot be read \(index out of bounds\)"):
        _calamine(panic, "book.xlsx")


def test_an_interruption_is_no_panic():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _calamine(interrupted, "book.xlsx")

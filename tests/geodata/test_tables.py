import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import tables
from geodata.errors import DataError
from geodata.tables import parse_csv


def cells(text, **more):
    table = parse_csv(text, "f.csv", **more)
    return table.astype(object).where(table.notna(), None).to_dict("list")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_ends(end):
    assert cells(end.join(["a,b", "1,2", "", "3,4"])) == {"a": ["1", "3"], "b": ["2", "4"], "row": [2, 4]}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_delimiter(delimiter):
    assert cells("a,b\n1,2\n".replace(",", delimiter))["b"] == ["2"]


def test_known_names_decide_between_delimiters():
    assert list(cells("id;a,b;lon\nx;1,5;2\n", known={"id", "lon"})) == ["id", "a,b", "lon", "row"]


def test_a_line_end_within_quotes_counts_as_a_line():
    assert cells('a,b\n"x\ny",1\n"z",2\n') == {"a": ["x\ny", "z"], "b": ["1", "2"], "row": [2, 4]}


def test_a_header_may_be_quoted_over_two_lines():
    assert cells('"a\nx",b\n1,2\n') == {"a\nx": ["1"], "b": ["2"], "row": [3]}


def test_lines_before_the_header_are_counted():
    assert cells("\n\na,b\n1,2\n")["row"] == [4]


def test_white_space_around_a_cell_is_taken_away_and_nothing_is_missing():
    assert cells("a,b\n x , \n")["b"] == [None]


def test_a_row_of_empty_cells_is_no_row():
    assert cells("a,b\n,\n1,2\n")["row"] == [3]


def test_more_or_fewer_cells_are_told():
    table = cells("a,b\n1\n1,2,3\n4,5\n6,7,\n")
    assert table["row_fault"] == [
        "has 1 cells where the header has 2",
        "has 3 cells where the header has 2",
        None,
        None,
    ]


def test_no_fault_no_column():
    assert "row_fault" not in cells("a,b\n1,2\n")


def test_a_column_called_row_is_kept_beside_ours():
    assert cells("a,row\n1,2\n") == {"a": ["1"], "row_in_file": ["2"], "row": [2]}


def test_headers_only():
    table = parse_csv("a,b\n")
    assert table.columns.tolist() == ["a", "b", "row"]
    assert table.empty


def test_a_column_without_name_and_cells_is_no_column():
    assert list(cells("a,,b\n1,,2\n")) == ["a", "b", "row"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("\ufeff \n"[1:], "is empty"),
        ("a,b,a\n1,2,3\n", "columns 1 and 3"),
        ('a,b\n1,2\n3,"x\n4,5\n', "line 3"),
    ],
)
def test_refused(text, told):
    with pytest.raises(DataError, match=told):
        parse_csv(text, "f.csv")


def test_an_odd_quotation_mark_inside_a_cell_is_text():
    assert cells('a,b\n1,5" wide\n')["b"] == ['5" wide']


def test_line_numbers_hold_over_chunks(monkeypatch):
    monkeypatch.setattr(tables, "CHUNK_ROWS", 2)
    assert cells('a,b\n"x\ny",1\n2,2\n3,3\n4,4\n')["row"] == [2, 4, 5, 6]


def test_nul_and_long_texts_are_text():
    long = "x" * 300_000
    assert cells(f"a,b\n\0x,{long}\n") == {"a": ["\0x"], "b": [long], "row": [2]}


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.tuples(texts, texts), min_size=1), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_what_the_csv_module_writes_is_read_back(rows, end, quoted):
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    writer.writerows([("first", "second"), *rows])
    table = parse_csv(written.getvalue()).fillna("")
    # str.strip takes four separators (U+001C to U+001F) that are no white space in Unicode.
    read = [tuple(cell.strip() for cell in row) for row in zip(table["first"], table["second"], strict=True)]
    expected = [tuple(cell.strip() for cell in row) for row in rows]
    assert [row for row in read if any(row)] == [row for row in expected if any(row)]


@pytest.mark.parametrize("cell", ['"x\ry"', "x\ry"])
def test_a_carriage_return_in_a_file_of_other_line_ends_is_text(cell):
    assert cells(f"a,b\n{cell},1\n") == {"a": ["x\ry"], "b": ["1"], "row": [2]}


@given(st.text(alphabet='ab",;\t\r\n \0é', max_size=60))
def test_any_text_is_read_or_refused_and_no_row_is_lost(text):
    try:
        table = parse_csv(text, "f.csv")
    except DataError as error:
        assert "\n" not in str(error)
        return
    assert table["row"].is_monotonic_increasing
    assert table["row"].is_unique


@given(st.lists(st.lists(st.text(alphabet='ab" é', max_size=4), min_size=1, max_size=3), max_size=12))
def test_the_fast_way_and_the_careful_way_agree(rows):
    text = "a,b\n" + "".join(",".join(row) + "\n" for row in rows)
    plain = tables._plain(text, ",", 2, 1)
    if plain is None:
        return
    fast = [column.to_pylist() for column in plain[0]], plain[1].tolist()
    columns, numbers, faults = tables._careful(text, "f", ",", 2, 1)
    assert faults is None
    careful = [column.to_pylist() for column in columns], numbers.tolist()
    empty = {number for number, *row in zip(fast[1], *fast[0], strict=True) if not any(row)}
    kept = [k for k, number in enumerate(fast[1]) if number not in empty]
    assert [[column[k] for k in kept] for column in fast[0]] == careful[0]
    assert [number for number in fast[1] if number not in empty] == careful[1]


@pytest.mark.parametrize("delimiter", ["|", "^", "§", " "])
def test_a_delimiter_that_is_said_is_used(delimiter):
    assert cells("a,b\n1,2\n".replace(",", delimiter), delimiter=delimiter)["b"] == ["2"]


def test_a_header_that_is_said_leaves_the_lines_above_out_and_keeps_the_numbers():
    assert cells('"Report, 2024\n\na;b\n1;2\n', delimiter=";", header=3) == {"a": ["1"], "b": ["2"], "row": [4]}


def test_without_a_header_the_columns_are_numbered():
    assert cells("1,2\n3,4\n", header=0) == {"column 1": ["1", "3"], "column 2": ["2", "4"], "row": [1, 2]}


@pytest.mark.parametrize(("line", "told"), [(2, "line 2: is empty and cannot name"), (9, "line 9: there is no such")])
def test_a_header_where_there_is_none_is_refused(line, told):
    with pytest.raises(DataError, match=told):
        parse_csv("a,b\n\n1,2\n", "f.csv", header=line)

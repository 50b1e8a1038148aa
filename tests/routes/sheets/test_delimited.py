import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.sheets import Choices, Unclear, delimited, limits, read_sheet


def read(text, name="f.csv", **said):
    return read_sheet(text.encode() if isinstance(text, str) else text, name, Choices(**said))


def cells(text, **said):
    table = read(text, **said).table
    return table.astype(object).where(table.notna(), None).to_dict("list")


def asked(text, **said):
    with pytest.raises(Unclear) as raised:
        read(text, **said)
    assert raised.value.remedy
    (question,) = raised.value.questions
    return question.field, {option.value: option.preview for option in question.options}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_separator_and_line_end(delimiter, end):
    text = end.join(["a,b", "1,x", "2,y", ""]).replace(",", delimiter)
    sheet = read(text)
    assert sheet.table.to_dict("list") == {"a": ["1", "2"], "b": ["x", "y"], "row": [2, 3]}
    assert (sheet.understood.delimiter, sheet.understood.header) == (delimiter, 1)


@pytest.mark.parametrize("delimiter", ["^", "~", "\x1f", "§"])
def test_an_unusual_separator_is_taken_where_it_divides_all_records_alike(delimiter):
    assert cells("a,b\n1,x\n2,y\n".replace(",", delimiter))["b"] == ["x", "y"]


def test_decimal_commas_do_not_divide():
    assert cells("place;lon;lat\nA;127,5;37,25\nB;128,5;38,25\n")["lon"] == ["127,5", "128,5"]


def test_commas_in_names_do_not_divide():
    assert cells("person;place\nA;Hilo, Hawaii\nB;Onsong\nC;Fort Sill, Oklahoma, USA\n")["place"][2].endswith("USA")


def test_two_separators_that_would_both_do_are_asked_with_what_each_gives():
    field, options = asked("a;b,c\n1;2,5\n3;4,5\n")
    assert field == "delimiter"
    assert options == {",": ("[a;b] [c]", "[1;2] [5]", "[3;4] [5]"), ";": ("[a] [b,c]", "[1] [2,5]", "[3] [4,5]")}


@pytest.mark.parametrize("title", ["Detainees, 2024", "Camps, prisons; 2024"])
def test_a_separator_in_a_title_is_not_that_of_the_table(title):
    text = f"{title}\nname|place|year\nA|x|1\nB|y|2\n"
    field, options = asked(text)
    assert field == "delimiter"
    assert options["|"] == (f"[{title}]", "[name] [place] [year]", "[A] [x] [1]")
    assert cells(text, delimiter="|", header=2)["name"] == ["A", "B"]


def test_a_column_of_names_with_commas_is_asked():
    field, options = asked("name\nKim, A\nLee, B\n")
    assert field == "delimiter"
    assert options[";"] == ("[name]", "[Kim, A]", "[Lee, B]")


def test_one_column_is_offered_where_every_usual_separator_is_met():
    assert "^" in asked("name\na,b;c\td|e\na,b;c\td|e\n")[1]


@pytest.mark.parametrize("said", [";", "semicolon"])
def test_a_separator_that_is_said_is_used(said):
    sheet = read("a;b,c\n1;2,5\n", delimiter=said)
    assert (sheet.understood.delimiter, sheet.reasons["delimiter"]) == (";", "chosen")
    assert sheet.table["b,c"].tolist() == ["2,5"]


@pytest.mark.parametrize("said", ['"', "\n", "", "ab", "x"])
def test_a_separator_that_cannot_be_is_refused(said):
    with pytest.raises(DataError, match="cannot be a separator"):
        read("a,b\n", delimiter=said)


def test_a_line_that_declares_the_separator_is_no_record():
    assert cells("sep=;\r\na;b,c\r\n1;2,5\r\n") == {"a": ["1"], "b,c": ["2,5"], "row": [3]}
    assert cells("sep=;\n1;2\n", header=0) == {"column 1": ["1"], "column 2": ["2"], "row": [2]}


def test_one_column_needs_no_separator():
    assert cells("name\nA\nB\n") == {"name": ["A", "B"], "row": [2, 3]}


TITLED = "Detainees of 2024\n(draft)\n\nname;place;date\nA;Onsong;2001\nB;Musan;2002\n"


def test_a_title_above_the_header_is_asked():
    field, options = asked(TITLED)
    assert field == "header"
    assert options["4"] == ("[name] [place] [date]", "[A] [Onsong] [2001]")
    assert "1" in options


def test_a_title_in_the_first_cell_of_a_line_of_separators_is_asked():
    assert asked("Report,,,\na,b,c,d\n1,2,3,4\n5,6,7,8\n")[0] == "header"


def test_a_header_that_is_said_keeps_the_numbers_of_the_lines():
    sheet = read(TITLED, header=4)
    assert sheet.table["name"].tolist() == ["A", "B"]
    assert sheet.table["row"].tolist() == [5, 6]
    assert sheet.reasons["header"] == "chosen"


def test_a_table_without_names_of_columns_is_asked_and_can_be_read():
    text = "1,2001-01-05,127.5\n2,2002-01-05,128.5\n"
    assert asked(text)[0] == "header"
    assert list(cells(text, header=0)) == ["column 1", "column 2", "column 3", "row"]
    assert cells(text, header=1)["1"] == ["2"]


@pytest.mark.parametrize("line", [-1, True, 99, "1"])
def test_a_header_that_cannot_be_is_refused(line):
    with pytest.raises(DataError):
        read("a,b\n1,2\n", header=line)


def test_an_index_without_a_name_leaves_the_header_certain():
    assert list(cells(",a,b\n0,1,x\n1,2,y\n")) == ["column 1", "a", "b", "row"]


def test_smart_quotation_marks_and_line_breaks_are_text():
    assert cells('a,b\n“x”,"y\nz"\n')["b"] == ["y\nz"]
    assert cells("a,b\n“x”,’y’\n")["a"] == ["“x”"]


def test_an_encoding_that_is_said_serves_for_all_that_follows():
    text = "이름;장소\n김철수;청진, 북\n"
    sheet = read(text.encode("cp949"), encoding="cp949")
    assert sheet.table["장소"].tolist() == ["청진, 북"]
    assert sheet.understood == Choices("cp949", ";", None, 1, None)


def test_what_was_understood_reads_the_file_again_without_a_question():
    text = TITLED.encode("utf-16")
    first = read(text, header=4)
    again = read_sheet(text, "f.csv", first.understood)
    assert again.table.equals(first.table)
    assert set(again.reasons.values()) == {"chosen"}


def test_too_many_columns_are_refused():
    with pytest.raises(DataError, match="columns, and at most"):
        read(",".join(f"c{n}" for n in range(3000)) + "\n")


@pytest.mark.parametrize(
    ("limit", "told"), [("ROWS", "3 records"), ("COLUMNS", "3 columns"), ("TABLE_CELLS", "9 cells")]
)
def test_more_than_the_limits_is_refused_before_it_is_read(limit, told, monkeypatch):
    monkeypatch.setattr(limits, limit, 2)
    monkeypatch.setattr(delimited, "parse_csv", None)
    with pytest.raises(DataError, match=told):
        read("a,b,c\n1,2,3\n4,5,6\n")


def test_a_cell_that_is_too_long_is_refused_with_its_line(monkeypatch):
    monkeypatch.setattr(limits, "CELL", 10)
    with pytest.raises(DataError, match="line 3, b: a cell has 11 characters"):
        read("a,b\n1,x\n2,abcdefghijk\n")


LETTERS = {  # what each encoding can write, separators, quotation marks and line ends among it
    "utf-8": "é청“\U0001f6a9\0", "utf-8-sig": "é청", "utf-16": "é청\U0001f6a9", "utf-16-le": "é청ж", "utf-16-be": "é청ж",
    "cp949": "청진똠", "cp932": "表ソ能ﾊ", "gb18030": "图门é", "big5": "功許蓋", "cp1251": "жЯ№", "latin-1": "éÃ©\x85",
}  # fmt: skip


@st.composite
def written(draw):
    """(rows, bytes, choices) of a table as some program might write it."""
    encoding = draw(st.sampled_from(sorted(LETTERS)))
    delimiter = draw(st.sampled_from([",", ";", "\t", "|", "^"]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    quoting = draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    texts = st.text(alphabet=LETTERS[encoding] + "a,;\t|^\"'\n\r =", max_size=6)
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=6))
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([[f"name {n}" for n in range(width)], *rows])
    said = Choices(encoding.removesuffix("-sig"), delimiter, None, 1, None)
    return rows, file.getvalue().encode(encoding), said


@given(written())
@settings(deadline=None)
def test_what_was_written_is_read_back_with_the_right_choices(case):
    rows, data, said = case
    try:
        table = read_sheet(data, "f.csv", said).table.fillna("")
    except DataError as error:  # text that happens to be UTF-8, such as "Ã©" many times
        assert "is UTF-8 for certain" in str(error)
        return
    names = [name for name in table.columns if name not in ("row", "row_fault")]
    read_back = [tuple(cell.strip() for cell in row) for row in zip(*(table[name] for name in names), strict=True)]
    expected = [tuple(cell.strip() for cell in row) for row in rows]
    assert [row for row in read_back if any(row)] == [row for row in expected if any(row)]
    assert "row_fault" not in table


@given(st.one_of(st.binary(max_size=80), st.text(alphabet='ab,;|\t\r\n"\0é1 =sep', max_size=80).map(str.encode)))
def test_any_bytes_are_a_table_or_refused(data):
    try:
        sheet = read_sheet(data, "f.csv")
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert sheet.table["row"].is_unique
        assert read_sheet(data, "f.csv", sheet.understood).table.equals(sheet.table)


@given(st.text(alphabet='ab,;|\t\r\n"é1', max_size=60))
def test_every_option_that_is_offered_can_be_chosen(text):
    try:
        read(text)
    except Unclear as unclear:
        (question,) = unclear.questions
        assert question.options
        for option in question.options:
            try:
                read_sheet(text.encode(), "f.csv", Choices().with_(**{question.field: option.value}))
            except DataError as error:
                assert error.field != question.field
    except DataError:
        pass

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.decisions import COLUMNS, added, by_text, read_decisions, write_decisions
from geodata.errors import DataError
from tests.layers.hostile import TEXTS

HEADER = ",".join(COLUMNS) + "\n"


def table(*rows):
    return pd.DataFrame([dict(zip(COLUMNS, row, strict=False)) for row in rows], columns=list(COLUMNS), dtype=object)


def read(tmp_path, text):
    path = tmp_path / "decisions.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return read_decisions(path)


def there_and_back(path, decisions):
    write_decisions(path, decisions)
    return read_decisions(path)


def cells(decisions):
    return decisions.astype(object).where(decisions.notna(), None).values.tolist()


FALMOUTH = ("Falmouth", "GB", None, "falmouth-gb", "A. Kim", "2026-11-29", "the ship's log, p. 3")


def test_a_decision_comes_back_as_it_was_written(tmp_path):
    assert cells(there_and_back(tmp_path / "d.csv", table(FALMOUTH))) == [list(FALMOUTH)]


def test_a_decision_for_none_of_the_places_comes_back(tmp_path):
    found = there_and_back(tmp_path / "d.csv", table(("Point A Petro", None, None, None, "A. Kim")))
    assert by_text(found)["Point A Petro", "", ""].place_id == ""


def test_no_decisions_are_a_file_with_a_header(tmp_path):
    assert there_and_back(tmp_path / "d.csv", table()).empty
    assert (tmp_path / "d.csv").read_text(encoding="utf-8") == HEADER


def test_the_same_decisions_are_the_same_bytes(tmp_path):
    for name in "ab":
        write_decisions(tmp_path / name, table(FALMOUTH))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1)", "-2+3", "\t=x"])
def test_a_spreadsheet_runs_nothing(tmp_path, text):
    write_decisions(tmp_path / "d.csv", table((text, None, None, text, text, None, text)))
    row = (tmp_path / "d.csv").read_text(encoding="utf-8").splitlines()[1]
    assert all(cell == "" or cell.startswith("'") for cell in row.split(","))


def test_two_decisions_that_contradict_each_other_are_refused_with_both_lines(tmp_path):
    with pytest.raises(DataError, match="lines 2 and 4 decide differently"):
        read(tmp_path, HEADER + "Falmouth,GB,,a,Kim,,\nHull,,,h,Kim,,\nFalmouth,GB,,b,Kim,,\n")


def test_a_decision_for_a_place_and_one_for_none_contradict_each_other(tmp_path):
    with pytest.raises(DataError, match="lines 2 and 3"):
        read(tmp_path, HEADER + "Falmouth,,,a,Kim,,\nFalmouth,,,,Kim,,\n")


def test_two_decisions_that_agree_are_kept_and_the_later_one_speaks(tmp_path):
    found = read(tmp_path, HEADER + "Falmouth,,,a,Kim,,\nFalmouth,,,a,Lee,,\n")
    assert (len(found), by_text(found)["Falmouth", "", ""].who) == (2, "Lee")


def test_another_country_is_another_decision(tmp_path):
    found = read(tmp_path, HEADER + "Falmouth,GB,,a,Kim,,\nFalmouth,JM,,b,Kim,,\n")
    assert [decision.place_id for decision in by_text(found).values()] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("text,place_id\nFalmouth,a\n", "no decisions"),
        (HEADER.replace("why", "why,more") + "a,,,b,,,,\n", "no decisions"),
        (HEADER + "Falmouth,GB\n", "line 2"),
        (HEADER + ",GB,,a,,,\n", "line 2, text"),
        (HEADER + 'Falmouth,,,"a,,,\n', "quotation mark"),
        (
            HEADER + "Hull,,,h,Kim,,\nFalmouth,,,a,,2026-11-29,\n",
            "d.*csv, line 3, who: must not be empty; write who decided",
        ),
        (HEADER + "Falmouth,,,a,Kim,last week,\n", 'line 2, when: .*"last week".*; write the date as YYYY-MM-DD'),
        (HEADER + "Falmouth,,,a,Kim,2026-02-30,\n", "line 2, when: .*2026-02-30"),
    ],
)
def test_what_cannot_be_right_is_refused(tmp_path, text, reason):
    with pytest.raises(DataError, match=reason):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        read_decisions(tmp_path / "none.csv")


def test_what_is_no_table_of_decisions_is_not_written(tmp_path):
    with pytest.raises(DataError, match="no decisions"):
        write_decisions(tmp_path / "d.csv", pd.DataFrame({"text": ["a"]}))
    assert not (tmp_path / "d.csv").exists()


def test_contradicting_decisions_are_not_written_and_the_file_stays(tmp_path):
    path = tmp_path / "d.csv"
    write_decisions(path, table(FALMOUTH))
    before = path.read_bytes()
    with pytest.raises(DataError, match="decide differently"):
        write_decisions(path, table(("Hull", None, None, "a", "Kim"), ("Hull", None, None, "b", "Kim")))
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be written"):
        write_decisions(tmp_path / "file" / "d.csv", table(FALMOUTH))


def test_half_a_character_is_refused(tmp_path):
    with pytest.raises(DataError, match="half a character"):
        write_decisions(tmp_path / "d.csv", table(("\ud800", None, None, None, "Kim")))


# What a reader of CSV takes away around a text is no part of it; half a character is refused above.
PLAIN = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(str.strip)
WHO = st.sampled_from(["A. Kim", "김", "=1+1", "-"])
ROWS = st.lists(
    st.tuples(PLAIN.filter(bool), *[PLAIN] * 3, WHO, st.sampled_from(["", "2026-11-29", "2026-11", "2026?"]), PLAIN),
    max_size=5, unique_by=lambda row: row[:3],
)  # fmt: skip


@given(ROWS)
@settings(max_examples=20, deadline=None)
def test_whatever_is_decided_comes_back(tmp_path_factory, rows):
    decisions = table(*([cell or None for cell in row] for row in rows))
    found = there_and_back(tmp_path_factory.getbasetemp() / "decisions.csv", decisions)
    assert cells(found) == cells(decisions)


def test_hostile_texts_come_back(tmp_path):
    texts = {text.strip() for text in TEXTS if text.isprintable()} - {""}
    rows = {text: (text, None, None, None, "Kim", None, text) for text in sorted(texts)}
    assert cells(there_and_back(tmp_path / "d.csv", table(*rows.values()))) == [list(row) for row in rows.values()]


def test_what_no_file_may_hold_is_not_added(tmp_path):
    with pytest.raises(DataError, match="who: is longer than 100 characters"):
        added(table(), table(("Hull", None, None, "h", "x" * 101)))

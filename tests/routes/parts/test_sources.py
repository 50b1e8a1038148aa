from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.parts import lines
from routes.parts.sources import open_events
from routes.reading import read_events


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    """Few bytes fill a block here."""
    monkeypatch.setattr("routes.parts.lines.BLOCK", 64)


def together(source):
    """All chunks of a source as one table."""
    return pd.concat([table for chunk in source.chunks for table in chunk.tables()], ignore_index=True)


def written(tmp_path, text, name="events.csv"):
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path / name


HEADER = "person_id,place_id,note\n"
PLAIN = {
    "plain": HEADER + "p,A,\nq,B,x\n" * 20,
    "no line end at the end": HEADER + "p,A,\n" * 20 + "q,B,x",
    "carriage returns": (HEADER + "p,A,\nq,B,x\n" * 20).replace("\n", "\r\n"),
    "empty lines": HEADER + "\np,A,\n\n\nq,B,x\n,,\n" * 20,
    "quotation marks": HEADER + 'p,"A, b",""\nq,B,"say ""x"""\n' * 20,
    "too few and too many cells": HEADER + "p,A\nq,B,x,y\nr,C,z\n" * 20,
    "no ASCII": HEADER + "김,보위부,\n\U00010400,é,x\n" * 20,
    "semicolons": HEADER.replace(",", ";") + "p;A;1,5\n" * 20,
    "a mark of UTF-8": b"\xef\xbb\xbf" + (HEADER + "p,A,\n" * 20).encode(),
    "a fault in the last block alone": HEADER + "p,A,\n" * 30 + "q,B\n",
}
ODD = {
    "a line end in a text": HEADER + 'p,A,"x\ny"\n' * 20,
    "a lone carriage return": HEADER + "p,A,x\ry\n" * 20,
    "carriage returns alone": HEADER.replace("\n", "\r") + "p,A,x\r" * 20,
    "a column without a name": "person_id,place_id,\n" + "p,A,x\n" * 20,
    "a header further down": "\n\n" + HEADER + "p,A,x\n" * 20,
    "a NUL": HEADER + "p,A,x\n" * 20 + "q,B,\0\n",
    "UTF-16": (HEADER + "p,A,x\n" * 20).encode("utf-16"),
    "a long line": HEADER + "p,A,x\n" * 20 + f"q,B,{'y' * 200}\n",
    "few bytes": HEADER,
}


@pytest.mark.parametrize("case", PLAIN)
def test_blocks_of_a_plain_file_are_the_rows_of_the_whole(case, tmp_path):
    path = written(tmp_path, PLAIN[case])
    source, whole = open_events(path), read_events(path)
    found = together(source)
    assert len(source.chunks) > 1
    if "row_fault" in found:
        found["row_fault"] = found.pop("row_fault")  # blocks without a fault come without the column
    pd.testing.assert_frame_equal(found, whole)
    assert source.sha256 == whole.attrs["sha256"]


@pytest.mark.parametrize("case", [case for case in ODD if case != "few bytes"])
def test_a_file_that_blocks_might_tear_is_read_whole(case, tmp_path):
    path = written(tmp_path, ODD[case])
    source = open_events(path)
    assert source.whole is not None
    pd.testing.assert_frame_equal(together(source), read_events(path))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([b"p", b",", b'"', b"\n", b"\r", b" ", b"\xea\xb9\x80", b"A,b\n"]), max_size=60))
def test_any_bytes_in_blocks_are_the_rows_of_the_whole(tmp_path_factory, pieces):
    path = written(tmp_path_factory.mktemp("bytes"), HEADER.encode() + b"".join(pieces))
    try:
        whole = read_events(path)
        assert len(whole)
    except (DataError, AssertionError):
        return
    found = together(open_events(path))
    if "row_fault" in found and "row_fault" in whole:
        found["row_fault"] = found.pop("row_fault")
    pd.testing.assert_frame_equal(found, whole)


@pytest.mark.parametrize("text", [b"", b"person_id,place_id\np,\xff\n" * 9, b"PK\x03\x04" * 40, b"x\ny\n" * 40])
def test_what_cannot_be_read_is_the_error_of_reading_it_whole(text, tmp_path):
    path = written(tmp_path, text)
    with pytest.raises(DataError) as whole:
        read_events(path)
    with pytest.raises(DataError) as blocks:
        together(open_events(path))
    assert str(blocks.value) == str(whole.value)


def test_row_groups_of_a_parquet_file_are_the_rows_of_the_whole(tmp_path):
    table = pd.DataFrame({"Person ID": ["p", "q"] * 50, "place_id": range(100), "seq": [1.0, None] * 50})
    table.to_parquet(tmp_path / "e.parquet", row_group_size=30)
    source = open_events(tmp_path / "e.parquet")
    pd.testing.assert_frame_equal(together(source), read_events(tmp_path / "e.parquet"))
    assert source.rows == 100


def test_a_folder_is_read_in_the_order_of_names_and_its_rows_are_counted_through(tmp_path):
    for name, columns in (("b", ["place_id", "person_id"]), ("a", ["person_id", "place_id"])):
        pd.DataFrame({"person_id": [name, name], "place_id": ["A", "B"]})[columns].to_parquet(
            tmp_path / f"{name}.parquet"
        )
    (tmp_path / "_metadata.parquet").write_bytes(b"no events")
    found = together(open_events(tmp_path))
    assert found["person_id"].tolist() == ["a", "a", "b", "b"]
    assert found["row"].tolist() == [2, 3, 4, 5]


@pytest.mark.parametrize("other", [{"person_id": ["p"], "place": ["A"]}, None])
def test_a_folder_with_a_file_that_does_not_fit_is_a_sentence(other, tmp_path):
    pd.DataFrame({"person_id": ["p"], "place_id": ["A"]}).to_parquet(tmp_path / "a.parquet")
    if other:
        pd.DataFrame(other).to_parquet(tmp_path / "b.parquet")
    else:
        (tmp_path / "b.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(DataError, match=r"b\.parquet"):
        open_events(tmp_path)


def test_an_empty_folder_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match="no Parquet file"):
        open_events(tmp_path)


def test_a_column_that_is_missing_is_a_sentence_before_anything_is_built(tmp_path):
    path = written(tmp_path, "person,place\n" + "p,A\n" * 50)
    with pytest.raises(DataError, match="person_id is missing"):
        together(open_events(path))


def test_blocks_end_at_line_ends(tmp_path):
    path = written(tmp_path, PLAIN["plain"])
    data = path.read_bytes()
    blocks = lines.plain_blocks(path, {}, lambda *_: None).blocks
    assert all(data[block.stop - 1 : block.stop] == b"\n" for block in blocks)
    assert [block.start for block in blocks[1:]] == [block.stop for block in blocks[:-1]]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_broken_parquet_file_is_read_or_a_sentence(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("broken") / "e.parquet"
    pd.DataFrame({"person_id": ["p", "q"], "place_id": ["A", "B"]}).to_parquet(path)
    cells = bytearray(path.read_bytes())
    for at in data.draw(st.lists(st.integers(4, len(cells) - 1), min_size=1, max_size=4)):
        cells[at] = data.draw(st.integers(0, 255))
    path.write_bytes(cells)
    with suppress(DataError):  # a file that says it has no rows gives no table to put together
        assert all("person_id" in table for chunk in open_events(path).chunks for table in chunk.tables())

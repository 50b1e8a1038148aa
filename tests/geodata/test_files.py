import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import DataError
from geodata.files import decode, read_bytes


@pytest.mark.parametrize("data", ["é청".encode(), b"\xef\xbb\xbf" + "é청".encode(), "é청".encode("utf-16")])
def test_what_is_certain_is_read(data):
    assert decode(data) == "é청"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            "a\nchung\n청진".encode("cp949"),
            "line 3: is not UTF-8 text: byte 0xc1 at byte 3 of the line; save it as UTF-8",
        ),
        ("a\rb\rMärz".encode("cp1252"), "line 3: is not UTF-8 text: byte 0xe4 at byte 2 of the line"),
        ("a,b\n1,2".encode("utf-16-le"), "UTF-16 without a mark"),
        (b"\xff\xfea", "broken"),
        (b"PK\x03\x04rest", "spreadsheet workbook"),
        (b"\x1f\x8brest", "gzip"),
    ],
)
def test_what_is_not_certain_is_refused_with_line_and_remedy(data, told):
    with pytest.raises(DataError) as raised:
        decode(data, "f.csv")
    assert told in str(raised.value)
    assert str(raised.value).startswith("f.csv")


def test_a_lone_nul_is_text():
    assert decode(b"a long enough text with one \0 in it") == "a long enough text with one \0 in it"


@pytest.mark.parametrize("name", ["missing.csv", "a\0b", "x" * 5000, ""])
def test_paths_that_are_no_file_are_refused(tmp_path, name):
    with pytest.raises(DataError):
        read_bytes(tmp_path / name, 10)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataError, match="not a plain file"):
        read_bytes(tmp_path / "pipe", 10)


def test_a_larger_file_is_refused(tmp_path):
    (tmp_path / "f").write_bytes(b"x" * 11)
    with pytest.raises(DataError, match="larger"):
        read_bytes(tmp_path / "f", 10)


@given(st.binary())
def test_any_bytes_are_text_or_refused(data):
    try:
        assert isinstance(decode(data, "f"), str)
    except DataError as error:
        assert "\n" not in str(error)


def test_a_file_over_the_limit_is_refused_in_one_sentence_with_its_own_remedy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = Path("large.geojson")
    path.write_bytes(b"x" * 11)
    with pytest.raises(DataError) as raised:
        read_bytes(path, 10)
    assert str(raised.value) == f"{path}: is larger than 0 MB, the most that is read; split it into several files."

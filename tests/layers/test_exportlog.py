"""The export log: one line an export, durable, chained; nothing leaves where nothing can be recorded."""

import errno

import pytest

from geodata.corrections.disk import Disk
from geodata.errors import DataError
from layers.exportlog import FILE, read, record


class Full(Disk):
    """A disk that takes nothing any more."""

    def write(self, handle, data, at):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_export_is_a_line_that_says_who_why_and_what(tmp_path):
    assert record(tmp_path / "log", "Kim", "the committee", {"file": "map.pdf", "sha256": "c0de"}) == 1
    (line,) = read(tmp_path / "log")
    assert (line["who"], line["purpose"], line["file"], line["sha256"]) == ("Kim", "the committee", "map.pdf", "c0de")
    assert line["time"].endswith("Z")


def test_lines_are_numbered_and_bound_to_the_line_before(tmp_path):
    assert [record(tmp_path, "Kim", "a talk", {"file": name}) for name in "abc"] == [1, 2, 3]
    lines = read(tmp_path)
    assert [line["previous"] for line in lines[1:]] == [line["hash"] for line in lines[:-1]]


@pytest.mark.parametrize(("who", "purpose"), [("", "a talk"), (" \n", "a talk"), ("Kim", "  ")])
def test_nobody_and_nothing_are_no_names(tmp_path, who, purpose):
    with pytest.raises(DataError, match="write it down"):
        record(tmp_path, who, purpose, {})
    assert not (tmp_path / FILE).exists()


def test_a_name_stays_on_its_line(tmp_path):
    record(tmp_path, 'Kim\n{"n":2}', "a talk", {})
    assert [line["who"] for line in read(tmp_path)] == ['Kim {"n":2}']


@pytest.mark.parametrize("change", [(b"Kim", b"Lee"), (b"a.png", b"b.png")])
def test_a_changed_line_is_named_and_nothing_more_is_let_out(tmp_path, change):
    for name in ("a.png", "c.png"):
        record(tmp_path, "Kim", "a talk", {"file": name})
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes().replace(*change, 1))
    with pytest.raises(DataError, match="line 1: was changed"):
        read(tmp_path)
    with pytest.raises(DataError, match="nothing is let out"):
        record(tmp_path, "Kim", "a talk", {})


def test_a_line_that_was_taken_out_is_missed(tmp_path):
    for name in "abc":
        record(tmp_path, "Kim", "a talk", {"file": name})
    path = tmp_path / FILE
    first, _, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + third)
    with pytest.raises(DataError, match="line 2: was changed"):
        read(tmp_path)


def test_what_a_crash_tore_off_is_written_over(tmp_path):
    record(tmp_path, "Kim", "a talk", {"file": "a"})
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes() + b'{"n":2,"time":"20')
    assert record(tmp_path, "Lee", "a talk", {"file": "b"}) == 2
    assert [line["who"] for line in read(tmp_path)] == ["Kim", "Lee"]


def test_a_full_disk_lets_nothing_out(tmp_path):
    record(tmp_path, "Kim", "a talk", {"file": "a"})
    with pytest.raises(DataError, match="the disk is full"):
        record(tmp_path, "Kim", "a talk", {"file": "b"}, Full())
    assert len(read(tmp_path)) == 1


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="nothing was recorded"):
        record(tmp_path / "file" / "log", "Kim", "a talk", {})

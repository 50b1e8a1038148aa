import gzip
import io
import os
import stat
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.sheets import Choices, Unclear, limits, read_sheet
from tests.routes.sheets.packed import workbook, zipped

TABLE = b"name,place\nA,Onsong\n"


def names(data, name="f.zip", **said):
    return read_sheet(data, name, Choices(**said)).table["name"].tolist()


def refused(data, told, name="f.zip", **said):
    with pytest.raises(DataError, match=told) as raised:
        read_sheet(data, name, Choices(**said))
    assert raised.value.remedy
    assert not isinstance(raised.value, Unclear)


def test_one_table_in_an_archive_is_read_and_named():
    sheet = read_sheet(zipped({"folder/": b"", "folder/people.csv": TABLE}), "f.zip")
    assert sheet.table["name"].tolist() == ["A"]
    assert (sheet.kind, sheet.understood.member) == ("csv", "folder/people.csv")
    assert sheet.reasons["member"] == "it is the only table in the archive"


def test_what_lies_beside_the_table_is_named():
    data = zipped({"people.csv": TABLE, "readme.pdf": b"x", "__MACOSX/._people.csv": b"x", ".DS_Store": b"x"})
    assert read_sheet(data, "f.zip").reasons["member"].endswith("; beside it lie readme.pdf")


@pytest.mark.parametrize("name", ["f.csv.gz", "f.gz", "f"])
def test_a_gzip_file_is_read(name):
    sheet = read_sheet(gzip.compress(TABLE), name)
    assert (sheet.table["name"].tolist(), sheet.kind) == (["A"], "csv")


def test_a_gzip_file_of_several_parts_is_read_whole():
    assert names(gzip.compress(TABLE) + gzip.compress(b"B,Musan\n") + b"\0" * 10, "f.csv.gz") == ["A", "B"]


def test_a_workbook_in_an_archive_is_read():
    assert names(zipped({"book.xlsx": workbook([["name"], ["A"]])})) == ["A"]


def test_several_tables_are_asked_and_one_can_be_named():
    data = zipped({"a.csv": TABLE, "b.csv": b"name\nB\n", "c.txt": b"hello"})
    with pytest.raises(Unclear) as raised:
        read_sheet(data, "f.zip")
    (question,) = raised.value.questions
    assert question.field == "member"
    assert [option.value for option in question.options] == ["a.csv", "b.csv", "c.txt"]
    assert question.options[0].preview == (f"{len(TABLE)} bytes", "name,place", "A,Onsong")
    assert names(data, member="b.csv") == ["B"]


def test_the_choices_within_an_archive_are_used():
    data = zipped({"a.csv": "name;x\n김;1,5\n".encode("cp949")})
    assert names(data, encoding="cp949", delimiter=";") == ["김"]


def test_what_was_understood_reads_the_archive_again():
    first = read_sheet(zipped({"a.csv": TABLE, "b.csv": TABLE}), "f.zip", Choices(member="b.csv"))
    assert first.understood == Choices("utf-8", ",", None, 1, "b.csv")
    again = read_sheet(zipped({"a.csv": TABLE, "b.csv": TABLE}), "f.zip", first.understood)
    assert set(again.reasons.values()) == {"chosen"}


@pytest.mark.parametrize(
    ("said", "name", "told"),
    [
        ({"member": "x.csv"}, "f.zip", r"no such file in the archive.*holds a\.csv"),
        ({"member": "../a.csv"}, "f.zip", "no such file in the archive"),
        ({"sheet": "x"}, "f.zip", "sheet: is not something that can be said"),
        ({"member": 3}, "f.zip", "must be text"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(said, name, told):
    refused(zipped({"a.csv": TABLE}), told, name, **said)


def test_a_member_of_what_is_no_archive_is_refused():
    refused(TABLE, "member: is not something that can be said", "f.csv", member="a.csv")


@pytest.mark.parametrize(
    "name", ["../a.csv", "/a.csv", "x/../../a.csv", "..\\a.csv", "C:\\a.csv", "C:a.csv", "\\\\s\\a.csv"]
)
def test_a_name_that_leads_out_of_the_archive_is_refused(name):
    refused(zipped({name: TABLE}), "name leads out of the archive")


def entry(name="a.csv", **attributes):
    info = zipfile.ZipInfo(name)
    for key, value in attributes.items():
        setattr(info, key, value)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(info, TABLE)
    return made.getvalue()


def test_a_link_is_refused():
    refused(entry(external_attr=(stat.S_IFLNK | 0o777) << 16), "holds a link or a device")


def test_an_encrypted_archive_is_refused():
    data = bytearray(entry())
    data[6] |= 1
    data[data.find(b"PK\1\2") + 8] |= 1
    refused(bytes(data), "protected with a password")


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_nobody_uses_is_refused(compression):
    refused(zipped({"a.csv": TABLE}, compression), "packed in a way that is not read")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (zipped({"b.zip": zipped({"a.csv": TABLE})}), "f.zip"),
        (zipped({"a.csv.gz": gzip.compress(TABLE)}), "f.zip"),
        (gzip.compress(gzip.compress(TABLE)), "f.csv.gz"),
        (gzip.compress(zipped({"a.csv": TABLE})), "f.gz"),
    ],
    ids=["zip in zip", "gzip in zip", "gzip in gzip", "zip in gzip"],  # the bytes hold the time of day
)
def test_an_archive_within_an_archive_is_refused(data, name):
    refused(data, "archive within an archive", name)


def test_bombs_are_refused():
    refused(gzip.compress(b"a,b\n" * 5_000_000), "unpacks to more than 200 times its size", "f.csv.gz")
    refused(zipped({"a.csv": b"a,b\n" * 5_000_000}), "unpacks to more than 200 times its size")


def test_more_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "UNPACKED", 1000)
    noise = os.urandom(2000).hex().encode()
    refused(gzip.compress(noise), "unpacks to more than 0 MB", "f.csv.gz")
    refused(zipped({"a.csv": noise}), "unpacks to more than 0 MB")


def test_a_size_that_lies_is_found_while_unpacking(monkeypatch):
    monkeypatch.setattr(limits, "RATIO_FROM", 1000)
    data = bytearray(zipped({"a.csv": b"a,b\n" * 100_000}))
    for at in (data.find(b"PK\1\2") + 24, 22):
        data[at : at + 4] = (500).to_bytes(4, "little")
    refused(bytes(data), "cannot be unpacked|unpacks to more than")


@pytest.mark.parametrize(
    ("files", "told"),
    [({}, "without any file"), ({"a.pdf": b"", "b.doc": b""}, r"holds no table, but a\.pdf, b\.doc")],
)
def test_an_archive_without_a_table_is_refused(files, told):
    refused(zipped(files), told)


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "ENTRIES", 3)
    refused(zipped({f"{n}.csv": b"" for n in range(4)}), "holds 4 files")


@pytest.mark.parametrize("name", ["f.zip", "f.csv.gz"])
def test_an_archive_that_is_cut_off_is_refused(name):
    packed = zipped({"a.csv": TABLE}) if name == "f.zip" else gzip.compress(TABLE)
    refused(packed[:-10], "cannot be (read|unpacked)", name)


def test_nothing_is_written_to_the_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names(zipped({"a.csv": TABLE}))
    assert not list(tmp_path.iterdir())


PACKED = (zipped({"a.csv": TABLE, "b.pdf": b"x" * 40}), gzip.compress(TABLE))
damage = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=3)


@given(st.sampled_from(PACKED), damage, st.one_of(st.none(), st.integers(0, 400)))
@settings(deadline=None)
def test_a_damaged_archive_is_a_table_or_a_sentence(packed, places, end):
    data = bytearray(packed)
    for at, byte in places:
        data[at % len(data)] = byte
    try:
        read_sheet(bytes(data[:end]), "f")
    except DataError as error:
        assert "\n" not in str(error)

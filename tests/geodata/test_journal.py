import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import journal
from geodata.errors import DataError
from geodata.journal import BEGINNING, LINE_LIMIT

TIME = "2026-03-01T09:30:00.000Z"


def chained(*several: dict) -> bytes:
    data, head = b"", BEGINNING
    for n, members in enumerate(several, 1):
        told = {"n": n, "time": TIME, "kind": "propose", "who": "Kim", "place": "onsong", **members, "previous": head}
        one = journal.line(told)
        head = json.loads(one)["hash"]
        data += one
    return data


DATA = chained({"reason": "청진, not 清津"}, {"source": {"title": 'a "quoted" title'}}, {"kind": "accept", "of": 2})
LINES = DATA.splitlines(keepends=True)
HEADS = [BEGINNING, *(json.loads(line)["hash"] for line in LINES)]


def tail(data: bytes) -> str:
    return journal.what_the_tail_is(data, "j", 2, HEADS[2])


def test_what_was_written_is_read():
    reading = journal.read(DATA, "j")
    assert [entry.n for entry in reading.entries] == [1, 2, 3]
    assert reading.entries[0].reason == "청진, not 清津"
    assert (reading.end, reading.fault, reading.tail) == (len(DATA), None, b"")
    assert journal.faults(DATA, "j") == []


def test_lines_added_later_are_read_from_where_the_others_ended():
    reading = journal.read(b"".join(LINES[1:]), "j", 1, HEADS[1])
    assert [entry.n for entry in reading.entries] == [2, 3]


def test_a_byte_changed_anywhere_is_found_and_its_line_named():
    ends = [len(b"".join(LINES[: n + 1])) for n in range(3)]
    for at in range(len(DATA)):
        for bit in (1, 0x20, 0x80):
            data = bytearray(DATA)
            data[at] ^= bit
            found = journal.faults(bytes(data), "j")
            assert found, at
            assert found[0].line == next(n for n, end in enumerate(ends, 1) if at < end), (at, bit, found)


def test_a_byte_changed_anywhere_is_never_taken_for_a_torn_line():
    for at in range(len(DATA)):
        for bit in (1, 0x20, 0x80):
            data = bytearray(DATA)
            data[at] ^= bit
            reading = journal.read(bytes(data), "j")
            if not reading.fault:
                assert at == len(DATA) - 1
                assert tail(reading.tail) == "damaged"


@pytest.mark.parametrize(
    ("order", "named"),
    [((0, 2), 2), ((1, 2), 1), ((0, 2, 1), 2), ((0, 1, 1, 2), 3), ((0, 0, 1, 2), 2)],
)
def test_lines_missing_added_or_out_of_order_are_found(order, named):
    assert journal.faults(b"".join(LINES[n] for n in order), "j")[0].line == named


def test_one_changed_line_is_told_once():
    data = DATA.replace(b"quoted", b"Quoted")
    assert [fault.line for fault in journal.faults(data, "j")] == [2]


def test_a_line_written_anew_with_its_own_hash_breaks_the_chain():
    told = json.loads(LINES[1])
    del told["hash"]
    data = LINES[0] + journal.line({**told, "who": "Lee"}) + LINES[2]
    assert [fault.line for fault in journal.faults(data, "j")] == [3]


def test_every_beginning_of_a_line_is_torn():
    assert {tail(LINES[2][:length]) for length in range(1, len(LINES[2]) - 1)} == {"torn"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "nothing"),
        (LINES[2][:-1], "unended"),
        (LINES[2][:-1] + b"\0\0", "unended"),
        (b"\0" * 500, "torn"),
        (LINES[2][:40] + b"\0" * 99, "torn"),
        (b"\0" * 20 + LINES[2][20:60], "torn"),
        (LINES[2][:-1] + b"x", "damaged"),
        (LINES[2][:-1] + b" ", "damaged"),
        (LINES[2][:-1].replace(b"Kim", b"Lee"), "damaged"),
        (LINES[1][:40], "damaged"),
        (b"something else", "damaged"),
    ],
)
def test_what_a_tail_is(data, expected):
    assert tail(data) == expected


@pytest.mark.parametrize(
    "members",
    [
        {"kind": "guess"},
        {"time": "yesterday"},
        {"who": 7},
        {"place": None},
        {"of": 1},
        {"kind": "accept"},
        {"changes": [{"field": "name"}]},
        {"changes": {"name": "x"}},
    ],
)
def test_a_line_that_no_store_would_write_is_refused(members):
    with pytest.raises(DataError, match="line 1: cannot be read"):
        journal.parse(chained(members)[:-1], "j", 1, BEGINNING)


def test_a_line_is_limited():
    with pytest.raises(DataError, match="larger"):
        journal.line({"reason": "x" * LINE_LIMIT})


@given(st.dictionaries(st.sampled_from(["reason", "comment", "source"]), st.text(st.characters(codec="utf-8"))))
def test_any_text_is_one_line_and_comes_back(members):
    data = chained(members)
    assert data.count(b"\n") == 1
    entry = journal.read(data, "j").entries[0]
    assert {name: getattr(entry, name) or "" for name in members} == members


@given(st.binary(max_size=300))
def test_any_bytes_are_a_journal_or_not(data):
    reading = journal.read(data, "j")
    assert reading.entries == []
    assert bool(data) == bool(journal.faults(data, "j"))

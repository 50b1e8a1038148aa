"""Texts that somebody wrote to break a program, as headers and as cells: none crashes, none vanishes, none runs."""

import json
from pathlib import Path

import pandas as pd
import pytest

from geodata.tables import TEXT
from routes.mapping import Mapping, MappingFault, PlaceColumns, apply, dumps, loads, problems, propose
from routes.mapping.model import MappingQuestion, StopColumns
from routes.sheets import Choices, Sheet

SAMPLE = Path(__file__).parents[4] / "shared" / "samples" / "hostile" / "texts.json"
OWN = [
    "{{ 7*7 }}", "{% raise %}", "</script><img src=x onerror=alert(1)>", "=1+1", "a\tb", 'q"u"o', "\u202eabc", "x\u2028y",
    "x\ny", '"\n[file]\nleft_out = ["all"]', "# comment", "?", "{n}", "(?P<day>", "\\", "'''", "1e400", "٣", "%s {0}", "a.b",
    "x" * 10_000, "__proto__", "넓은 이름",
]  # fmt: skip


def texts() -> list[str]:
    sample = json.loads(SAMPLE.read_text(encoding="utf-8")) if SAMPLE.is_file() else {}
    found = [text.replace("\0", "").strip() for group in sample.values() for text in group]
    found = [text.encode("utf-8", "ignore").decode() for text in (*OWN, *found)]
    return [text for text in dict.fromkeys(found) if text]


def sheet(columns: dict[str, list[str]]) -> Sheet:
    table = pd.DataFrame(columns).astype(TEXT)
    return Sheet("e.csv", table.assign(row=range(2, len(table) + 2)), "csv", Choices(header=1))


def test_any_text_as_a_cell_is_kept_and_any_proposal_can_be_written():
    hostile = texts()
    people = [f"p{number}" for number in range(len(hostile))]
    for name in ("camp", "arrival", "event", "order", "route", "lon", "sex", "consent"):
        read = sheet({"person_id": people, "place_id": ["a"] * len(hostile), name: hostile})
        said = propose(read)
        assert loads(dumps(said)) == said
        plain = Mapping(columns={"person_id": "person_id"}, places=PlaceColumns(name=name))
        assert apply(plain, read).events["place_name"].tolist() == hostile


@pytest.mark.parametrize("text", [text for text in texts() if len(text) < 1000], ids=ascii)
def test_any_text_as_a_header_is_found_again(text):
    said = Mapping(columns={"person_id": "who"}, places=PlaceColumns(name=text), left_out=(text + "2",))
    if text != "?":  # this stands for an open question, and no column can be called so
        assert loads(dumps(said)) == said
    read = sheet({"who": ["p"], text: ["A"], text + "2": ["B"]})
    assert apply(said, read).events["place_name"].tolist() == ["A"]


def test_a_table_of_a_hostile_header_and_pattern_is_told_in_a_sentence():
    read = sheet({"who": ["p"], "a": ["A"]})
    said = Mapping(shape="stops", columns={"person_id": "who"}, stops=StopColumns(numbered={"place_name": "(((({n}"}))
    assert [told.reason for told in problems(said, read)][:1] == ["no column fits this pattern"]


def test_a_reason_cannot_become_a_setting():
    said = Mapping(
        columns={"seq": "a"},
        reasons={"columns.seq": 'x\nperson_id = "other"', "columns": '\n[file]\nencoding = "x"'},
        questions=(MappingQuestion("columns.event", 'why\nsex = "y"', ('a"]\nsex = "z"',)),),
    )
    again = loads(dumps(said))
    assert (again.columns, again.file) == ({"seq": "a"}, Choices())
    assert again.questions[0].options == ('a"]\nsex = "z"',)


def test_a_mapping_without_end_is_a_sentence():
    with pytest.raises(MappingFault, match="longer than"):
        loads("#" * 3_000_000)

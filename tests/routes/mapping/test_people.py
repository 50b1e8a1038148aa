"""Names that are taken for ids of people are told, and get ids that stay."""

import pytest

from routes.mapping import DateRules, Mapping, answer, apply, dumps, loads, propose
from routes.mapping.meanings import meanings, with_meanings
from routes.mapping.model import headers
from routes.mapping.people import names_left, with_ids
from routes.sheets import Choices, Sheet, read_sheet

CHOICES = Choices(encoding="utf-8", delimiter=",", header=1)
KIM, PAK, RI = "Kim Chol-su", "Pak Yong-hui", "Ri, Sol"


def sheet(*names: str, header: str = "Name") -> Sheet:
    rows = "".join(f'"{name}",{number},Onsong\n' for number, name in enumerate(names))
    return read_sheet(f"{header},step,camp\n{rows}".encode(), "e.csv", CHOICES)


def chosen(read: Sheet) -> Mapping:
    return answer(propose(read), "columns.person_id", "Name")


def test_names_that_somebody_takes_for_ids_are_told():
    read = sheet(KIM, KIM, PAK)
    assert names_left(chosen(read), read) == [KIM, PAK]


@pytest.mark.parametrize(
    "names", [(KIM, KIM, RI), ("김철수", "김철수", "박영희"), ("Иван Петров", "Иван Петров", "Анна Ли")]
)
def test_what_looks_like_a_name_under_another_heading_is_told_with_the_proposal(names):
    read = sheet(*names, header="prisoner")
    said = propose(read)
    assert "look like names of people" in said.reasons["columns.person_id"]
    assert names_left(said, read) == list(dict.fromkeys(names))


def test_ids_are_no_names():
    read = sheet("P-1", "P-1", "KR 07", header="prisoner")
    assert names_left(propose(read), read) == []


def test_a_name_that_has_an_id_stands_nowhere_in_what_is_built():
    read = read_sheet(f"Name,in,camp\n{KIM},13/1950,A\n{KIM},1/1950,B\n,2/1950,C\n".encode(), "e.csv", CHOICES)
    said = with_ids(answer(propose(read), "columns.person_id", "Name"), read)
    found = apply(said.with_(dates={"arrival": DateRules(("M/YYYY",))}), read)
    assert found.events["person_id"].dropna().tolist() == ["P-001", "P-001"]
    assert found.noted["person_id"].tolist() == ["P-001"]
    assert KIM not in found.events.to_csv() + found.noted.to_csv()
    assert names_left(said, read) == []


def test_the_next_file_has_the_same_ids_and_new_ones_for_new_names():
    first = sheet(KIM, PAK)
    said = loads(dumps(with_ids(chosen(first), first)))
    second = sheet(RI, PAK, "P-003")
    assert names_left(said, second) == [RI, "P-003"]
    assert with_ids(said, second).values["person_id"] == {KIM: "P-001", PAK: "P-002", RI: "P-004", "P-003": "P-005"}


def test_ids_go_when_another_column_says_who():
    read = sheet(KIM, PAK)
    said = with_ids(chosen(read), read)
    told = meanings(said, headers(read.table)) | {"Name": "left_out", "step": "columns.person_id"}
    assert with_meanings(said, told).values == {}

"""Records with planted difficulties: each is used, reported with line and reason, or asked; and nothing is lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.sheets import Choices, read_sheet
from tests.routes.planted_files import (
    GOOD,
    GOOD_LEGS,
    HEADER,
    Difficulty,
    Made,
    Text,
    build_with,
    findings,
    legs,
    stops,
)
from tests.routes.planted_reading import REFUSED
from tests.routes.planted_records import DIFFICULTIES, FILES, of_file, outcome

MIXED = [name for name, file in FILES.items() if isinstance(file.write, Text) and len(of_file(name)) > 1]


def told(ladder, lines, header: int | None = None) -> list[tuple]:
    """What is reported of these lines, and of the header if it is given: number of the row, code, field, value, words."""
    numbers = {line: number for number, line in enumerate(lines)} | ({header: HEADER} if header else {})
    found = findings(ladder)
    return [(numbers[row], *rest) for row, *rest in found[found["row"].isin(list(numbers))].to_numpy().tolist()]


def assert_as_declared(each: Difficulty, ladder, lines, header: int | None = None) -> None:
    """All that must come of a difficulty, and nothing else."""
    found = told(ladder, lines, header)
    assert stops(ladder, lines) == list(each.stops)
    assert legs(ladder, lines) == list(each.legs)
    assert [words[:4] for words in found] == [words[:4] for words in each.told]
    assert [words for words, declared in zip(found, each.told, strict=True) if declared[4] not in words[4]] == []


def assert_nothing_is_lost(ladder, sheet, made: Made) -> None:
    """Every record of the file is read, and each of them is used or reported; no line joins what is not known."""
    report, read = ladder.report, set(sheet.table["row"])
    used, rejected = set(ladder.events["row"]), set(ladder.rejected["row"])
    lines = [line for block in made.lines.values() for line in block]
    assert read == {line for line, is_record in zip(lines, made.is_record, strict=True) if is_record}
    assert used | rejected == read and not used & rejected
    assert (report["records_read"], report["records_used"], report["records_rejected"]) == tuple(
        map(len, (read, used, rejected))
    )
    assert ladder.rejected[["row", "reason", "remedy"]].notna().all(axis=None)
    across = ladder.legs[ladder.legs["to_stint"] - ladder.legs["from_stint"] > 1]
    assert (across["evidence"] == "gap").all()
    ends = np.concatenate([ladder.legs["from_stint"], ladder.legs["to_stint"]])
    assert ladder.places.set_index("place_id").loc[ladder.stints["place_id"].iloc[ends], "longitude"].notna().all()


def test_there_are_at_least_sixty_each_with_a_name_of_its_own():
    assert len({each.name for each in DIFFICULTIES}) == len(DIFFICULTIES) >= 60


@pytest.mark.parametrize("each", DIFFICULTIES, ids=lambda each: each.name)
def test_a_difficulty_is_used_reported_or_asked_as_declared(each):
    made, found = outcome(each.file.name)
    header = found.sheet.understood.header if any(words[0] == HEADER for words in each.told) else None
    assert_as_declared(each, found.ladder, made.lines[each.name], header)
    missing = [(key, option) for key, options in each.asked.items() for option in options
               if option not in found.asked.get(key, ())]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_of_which_nothing_can_be_read_is_refused_with_its_line(name):
    data, line, word = REFUSED[name]
    with pytest.raises(DataError, match=word) as refused:
        read_sheet(data, "refused.csv")
    assert (refused.value.line, bool(refused.value.remedy)) == (line, True)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_asked_that_is_certain(name):
    assert set(outcome(name)[1].asked) == {key for each in of_file(name) for key in each.asked}


@pytest.mark.parametrize("name", FILES)
def test_good_people_are_left_in_peace_among_the_difficulties(name):
    made, found = outcome(name)
    assert told(found.ladder, made.lines["good"]) == []
    assert legs(found.ladder, made.lines["good"]) == [f"{leg} {FILES[name].evidence}" for leg in GOOD_LEGS] * len(GOOD)


@pytest.mark.parametrize("name", FILES)
def test_used_and_reported_are_what_was_read(name):
    made, found = outcome(name)
    assert_nothing_is_lost(found.ladder, found.sheet, made)


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_reported_without_a_row(name):
    made, found = outcome(name)
    header = {found.sheet.understood.header} if any(w[0] == HEADER for e in of_file(name) for w in e.told) else set()
    assert set(findings(found.ladder)["row"]) <= {line for block in made.lines.values() for line in block} | header


@settings(max_examples=15)
@given(st.data())
def test_any_difficulties_together_come_out_as_each_alone(data):
    name = data.draw(st.sampled_from(MIXED), "file")
    some = data.draw(st.lists(st.sampled_from(of_file(name)), min_size=1, max_size=12, unique_by=id), "difficulties")
    separator = data.draw(st.sampled_from(",;\t|"), "separator")
    encoding, choice = data.draw(st.sampled_from([("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16")]))
    above = tuple(data.draw(st.lists(st.sampled_from(["", "A title", "one, two; three"]), max_size=3), "above"))
    file = FILES[name]._replace(write=Text(separator, encoding, above))
    made = file.made({each.name: each.rows for each in some})
    sheet = read_sheet(made.data, name, Choices(choice, separator, header=len(above) + 1))
    ladder = build_with(outcome(name)[1].mapping, sheet)
    assert_nothing_is_lost(ladder, sheet, made)
    for each in some:
        assert_as_declared(each, ladder, made.lines[each.name])

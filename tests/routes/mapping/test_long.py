"""A table with a row an event: its columns under our names, its words and constants."""

import pandas as pd
import pytest

from routes.mapping import Mapping, MappingFault, PlaceColumns, apply
from routes.sheets import Choices, Sheet, read_sheet

WHO = {"person_id": "who"}
CHOICES = Choices(encoding="utf-8", delimiter=",", header=1)


def sheet(text: str) -> Sheet:
    return read_sheet(text.encode(), "e.csv", CHOICES)


def cells(events: pd.DataFrame, *names: str) -> list[list]:
    return events[list(names)].astype(object).where(events[list(names)].notna(), None).to_numpy().tolist()


def test_columns_have_our_names_and_further_ones_keep_theirs():
    said = Mapping(columns=WHO | {"seq": "no"}, places=PlaceColumns(id="camp", country="land"))
    events = apply(said, sheet("who,no,camp,land,ward\np,1,c,KP,7\n")).events
    assert events.to_dict("records") == [
        {"person_id": "p", "seq": "1", "place_id": "c", "place_country": "KP", "ward": "7", "row": 2}
    ]


def test_a_further_column_with_a_name_of_ours_is_nothing_that_we_read():
    said = Mapping(columns=WHO, places=PlaceColumns(name="camp"))
    events = apply(said, sheet("who,camp,Consent,place_id\np,c,public,x\n")).events
    assert {"Consent_in_file", "place_id_in_file"} <= set(events) and not {"consent", "Consent", "place_id"} & set(
        events
    )


def test_words_are_translated_and_others_stay():
    said = Mapping(columns=WHO | {"event": "what"}, places=PlaceColumns(name="camp"),
                   values={"event": {"석방": "release", "-": ""}})  # fmt: skip
    events = apply(said, sheet("who,camp,what\np,c,석방\np,c,moved\np,c,-\n")).events
    assert cells(events, "event") == [["release"], ["moved"], [None]]


def test_a_constant_stands_in_every_row():
    said = Mapping(columns=WHO, places=PlaceColumns(name="camp"), constants={"source": "Register of 1950"})
    assert set(apply(said, sheet("who,camp\np,c\nq,d\n")).events["source"]) == {"Register of 1950"}


def test_a_word_for_unknown_is_an_unknown_place():
    said = Mapping(columns=WHO, places=PlaceColumns(name="camp", unknown=("Unknown", "미상")))
    events = apply(said, sheet("who,camp\np,미상\np,unknown\np,c\n")).events
    assert cells(events, "place_name", "event") == [[None, "unknown_place"], [None, "unknown_place"], ["c", None]]


def test_a_release_at_an_unknown_place_stays_a_release():
    said = Mapping(columns=WHO | {"event": "what"}, places=PlaceColumns(name="camp", unknown=("?",)))
    applied = apply(said, sheet("who,camp,what\np,?,release\np,?,arrest\n"))
    assert cells(applied.events, "event") == [["release"], ["unknown_place"]]
    assert cells(applied.noted, "code", "row", "value") == [["event_replaced", 3, "arrest"]]


def test_what_is_left_out_is_gone_and_counted():
    said = Mapping(columns=WHO, places=PlaceColumns(name="camp"), left_out=("Name",))
    applied = apply(said, sheet("who,camp,Name\np,c,A\nq,c,\n"))
    assert "Name" not in applied.events
    assert cells(applied.noted, "code", "row", "field", "value") == [["column_left_out", 1, "Name", "1"]]


def test_a_row_with_the_wrong_number_of_cells_keeps_its_fault():
    said = Mapping(columns=WHO, places=PlaceColumns(name="camp"))
    events = apply(said, sheet("who,camp\np,c\np,c\np,c,d\n")).events
    assert events["row_fault"].notna().tolist() == [False, False, True]


def test_a_mapping_that_does_not_fit_is_not_applied():
    with pytest.raises(MappingFault, match=r'"whom".*did you mean "who"'):
        apply(Mapping(columns={"person_id": "whom"}, places=PlaceColumns(name="camp")), sheet("who,camp\np,c\n"))


def test_the_fingerprint_is_that_of_the_file():
    table = sheet("who,camp\np,c\n")
    assert apply(Mapping(columns=WHO, places=PlaceColumns(name="camp")), table).events.attrs["sha256"] == table.sha256

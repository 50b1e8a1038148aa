"""Tables with several stops in a row: every stop an event, in order; every row an event or a report."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.tables import TEXT
from routes.mapping import DateRules, Mapping, PlaceColumns, StopColumns, apply, problems
from routes.mapping.model import WHERE
from routes.sheets import Choices, Sheet, read_sheet

WHO = {"person_id": "who"}
CHOICES = Choices(encoding="utf-8", delimiter=",", header=1)
WIDE = Mapping(shape="wide", columns=WHO, stops=StopColumns(origin="from", destination="to"))
STOPS = Mapping(
    shape="stops", columns=WHO, stops=StopColumns(numbered={"place_name": "place{n}", "arrival": "date{n}"})
)
ROUTE = Mapping(shape="itinerary", columns=WHO, stops=StopColumns(text="route", separator=" - "))


def sheet(text: str) -> Sheet:
    return read_sheet(text.encode(), "e.csv", CHOICES)


def events(said: Mapping, text: str, *names: str) -> list[list]:
    return cells(apply(said, sheet(text)).events, *names)


def cells(table: pd.DataFrame, *names: str) -> list[list]:
    return table[list(names)].astype(object).where(table[list(names)].notna(), None).to_numpy().tolist()


def with_stops(said: Mapping, **more) -> Mapping:
    stops = {name: getattr(said.stops, name) for name in StopColumns.__dataclass_fields__}
    return said.with_(stops=StopColumns(**(stops | more)))


def test_a_transfer_is_a_departure_and_an_arrival():
    said = with_stops(WIDE, departure="left", arrival="came")
    found = events(said, "who,from,to,left,came\np,A,B,1950,1951\n", "place_name", "arrival", "departure", "seq", "row")
    assert found == [["A", None, "1950", "1", 2], ["B", "1951", None, "2", 2]]


def test_one_date_may_be_of_both_ends():
    said = with_stops(WIDE, departure="date", arrival="date")
    assert problems(said, sheet("who,from,to,date\n")) == []
    found = events(said, "who,from,to,date\np,A,B,1950\n", "arrival", "departure")
    assert found == [[None, "1950"], ["1950", None]]


def test_places_in_between():
    found = events(with_stops(WIDE, via=("via1", "via2")), "who,from,via1,via2,to\np,A,,X,B\n", "place_name")
    assert found == [["A"], ["X"], ["B"]]


def test_an_empty_cell_is_no_stop():
    assert events(STOPS, "who,place1,date1,place2,date2,place3\np,A,1950,,,B\n", "place_name") == [["A"], ["B"]]


def test_a_date_of_arrival_where_there_is_no_place_is_told_and_is_a_stop_at_an_unknown_one():
    applied = apply(STOPS, sheet("who,place1,date1,place2,date2\np,A,1950,,1951\n"))
    assert cells(applied.events, "place_name", "event", "arrival") == [
        ["A", None, "1950"], [None, "unknown_place", "1951"]
    ]  # fmt: skip
    assert cells(applied.noted, "code", "row", "field", "value") == [["date_without_place", 2, "arrival", "1951"]]


def test_somebody_who_left_no_place_that_is_named_was_at_none_that_is_told():
    applied = apply(with_stops(WIDE, departure="date", arrival="date"), sheet("who,from,to,date\np,,B,1950\n"))
    assert cells(applied.events, "place_name", "arrival") == [["B", "1950"]]
    assert cells(applied.noted, "code", "row", "field", "value") == [["date_without_place", 2, "departure", "1950"]]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (WIDE, "who,from,to\np,A,B\np,,\np,C,D\n"),
        (STOPS, "who,place1,date1,place2\np,A,,B\np,,,\np,C,,D\n"),
        (ROUTE, "who,route\np,A - B\np,\np,C - D\n"),
        (ROUTE, "who,route\np,A - B\np, - \np,C - D\n"),
    ],
)
def test_a_row_without_a_stop_is_an_event_without_a_place_in_its_order(said, text):
    found = events(with_stops(said, ordered=True), text, "place_name", "seq", "row")
    assert [place for place, _, row in found if row == 3] == [None]
    assert [event[1:] for event in found] == [["1", 2], ["2", 2], ["3", 3], ["4", 4], ["5", 4]]


def test_numbered_stops_stand_in_the_order_of_their_numbers():
    text = "who,place10,place2,place1,date2\np,C,B,A,1950\n"
    assert events(STOPS, text, "place_name", "arrival") == [["A", None], ["B", "1950"], ["C", None]]


def test_stops_may_be_listed_by_their_columns():
    said = with_stops(STOPS, numbered={"place_name": ("home", "camp"), "place_country": ("land", "")})
    assert events(said, "who,home,land,camp\np,A,KP,B\n", "place_name", "place_country") == [["A", "KP"], ["B", None]]


def test_an_itinerary_is_cut_at_its_separator_alone():
    text = "who,route\np,Saint-Denis - Drancy - Auschwitz-Birkenau\nq,Saint-Denis\n"
    assert events(ROUTE, text, "person_id", "place_name", "seq") == [
        ["p", "Saint-Denis", "1"], ["p", "Drancy", "2"], ["p", "Auschwitz-Birkenau", "3"], ["q", "Saint-Denis", "1"]
    ]  # fmt: skip


def test_nothing_between_two_places_is_a_stop_at_an_unknown_one_and_at_the_ends_none():
    applied = apply(ROUTE, sheet("who,route\np,- A -  - B -\n"))
    assert cells(applied.events, "place_name", "event") == [["A", None], [None, "unknown_place"], ["B", None]]
    assert cells(applied.noted, "code", "row") == [["stop_empty", 2]]


def test_the_dates_of_an_itinerary_are_of_its_ends():
    said = with_stops(ROUTE, departure="left", arrival="came")
    found = events(said, "who,route,left,came\np,A - B - C,1950,1951\n", "arrival", "departure")
    assert found == [[None, "1950"], [None, None], ["1951", None]]


def test_an_unknown_stop_is_a_stop():
    said = ROUTE.with_(places=PlaceColumns(unknown=("?",)))
    assert events(said, "who,route\np,A - ? - B\n", "place_name", "event") == [
        ["A", None], [None, "unknown_place"], ["B", None]
    ]  # fmt: skip


def test_stops_may_be_ids():
    assert events(with_stops(WIDE, holds="id"), "who,from,to\np,a,b\n", "place_id") == [["a"], ["b"]]


@pytest.mark.parametrize(("word", "where"), [("arrest", ["arrest", None]), ("release", [None, "release"]),
                                             ("custody", ["custody", "custody"])])  # fmt: skip
def test_an_event_of_the_row_stands_where_it_happened(word, where):
    said = WIDE.with_(columns=WHO | {"event": "what"})
    found = events(said, f"who,from,to,what\np,A,B,{word}\n", "event")
    assert found == [[event] for event in where]


def test_a_number_of_rows_orders_their_stops():
    said = WIDE.with_(columns=WHO | {"seq": "no"})
    found = events(said, "who,no,from,to\np,2,B,C\np,1,A,B\n", "place_name", "seq")
    assert found == [["B", "3"], ["C", "4"], ["A", "1"], ["B", "2"]]


def test_rows_that_are_said_to_be_in_order_are_numbered():
    found = events(with_stops(WIDE, ordered=True), "who,from,to\np,B,C\nq,X,Y\np,A,B\n", "person_id", "seq")
    assert found == [["p", "1"], ["p", "2"], ["q", "1"], ["q", "2"], ["p", "3"], ["p", "4"]]


def test_several_rows_of_a_person_in_no_said_order_have_no_numbers():
    found = events(WIDE, "who,from,to\np,B,C\nq,X,Y\np,A,B\n", "person_id", "seq")
    assert found == [["p", None], ["p", None], ["q", "1"], ["q", "2"], ["p", None], ["p", None]]


def test_a_number_that_is_none_stays_as_written():
    said = WIDE.with_(columns=WHO | {"seq": "no"})
    assert events(said, "who,no,from,to\np,first,A,B\n", "seq") == [["first"], ["first"]]


WORDS = st.sampled_from(["A", "B", "?", "A - B", " - ", "1950", "5/6/1950", "x"])
CELL = st.none() | WORDS
HEADERS = ("who", "a", "b", "c", "d1", "d2", "seq", "what")
TABLES = st.lists(st.tuples(*[CELL] * len(HEADERS), st.booleans()), max_size=6)


@st.composite
def mappings(draw) -> Mapping:
    """A mapping that fits a table with HEADERS, of any shape."""
    shape = draw(st.sampled_from(["long", "wide", "stops", "itinerary"]))
    stops = {
        "long": StopColumns(),
        "wide": StopColumns(
            origin="a", destination="b", via=draw(st.sampled_from([(), ("c",)])), departure="d1", arrival="d2"
        ),
        "stops": StopColumns(numbered={"place_name": ("a", "b", "c"), "arrival": "d{n}"}),
        "itinerary": StopColumns(text="a", separator=draw(st.sampled_from([" - ", "x"])), arrival="d1"),
    }[shape]
    columns = WHO | {
        ours: ours if ours == "seq" else "what" for ours in draw(st.sets(st.sampled_from(["seq", "event"])))
    }
    return Mapping(
        shape=shape,
        columns=columns | ({"arrival": "d1"} if shape == "long" else {}),
        places=PlaceColumns(name="a" if shape == "long" else "", unknown=draw(st.sampled_from([(), ("?",)]))),
        stops=stops,
        dates={"arrival": DateRules(("D/M/YYYY",), expected=(1940, 1945))},
        constants=draw(st.sampled_from([{}, {"source": "s"}])),
    )


def table_of(rows: list) -> Sheet:
    table = pd.DataFrame([row[:-1] for row in rows], columns=list(HEADERS)).astype(TEXT)
    table["row"] = np.arange(2, len(rows) + 2)
    if any(row[-1] for row in rows):
        table["row_fault"] = pd.Series(["has too many cells" if row[-1] else None for row in rows], dtype=TEXT)
    return Sheet("t.csv", table, "csv", Choices(header=1))


@settings(max_examples=60)
@given(TABLES, mappings())
def test_every_row_is_in_the_events(rows, said):
    read = table_of(rows)
    assert set(apply(said, read).events["row"]) == set(read.table["row"])


@settings(max_examples=25)
@given(TABLES, mappings())
def test_noted_rows_are_rows_of_the_file_and_say_what_to_do(rows, said):
    noted = apply(said, table_of(rows)).noted
    assert set(noted["row"]) <= set(range(2, len(rows) + 2))
    assert noted[["code", "explanation", "remedy"]].notna().all(axis=None)


@settings(max_examples=20)
@given(TABLES, mappings())
def test_the_sheet_is_not_changed(rows, said):
    read = table_of(rows)
    before = read.table.copy()
    apply(said, read)
    pd.testing.assert_frame_equal(read.table, before)


PROBLEMS = {
    "a date of the whole row": (WIDE.with_(columns=WHO | {"arrival": "c"}), "several stops here"),
    "a place of the whole row": (WIDE.with_(places=PlaceColumns(name="c")), "several places here"),
    "a setting of another shape": (with_stops(WIDE, text="c"), "not for a table of the shape wide"),
    "no separator": (with_stops(ROUTE, text="a", separator=""), "needs this"),
    "a pattern without a number": (with_stops(STOPS, numbered={"place_name": "a"}), "one {n}"),
    "a pattern that fits nothing": (with_stops(STOPS, numbered={"place_name": "camp{n}"}), "no column fits"),
    "stops without a place": (with_stops(STOPS, numbered={"arrival": "d{n}"}), "where the stops are"),
    "a column taken twice": (with_stops(WIDE, origin="a", destination="a"), "taken 2 times"),
    "a column left out and used": (with_stops(WIDE, origin="a", destination="b").with_(left_out=("a",)), "left out and used"),
    "years of two figures": (WIDE.with_(dates={"arrival": DateRules(("D.M.YY",))}), "need their century"),
    "no notation": (WIDE.with_(dates={"arrival": DateRules(("day",))}), "without a year"),
    "a constant and a column": (WIDE.with_(constants={"person_id": "p"}), "same in every row"),
    "no event": (WIDE.with_(constants={"event": "moved"}), "none of the words for event"),
    "translated consent": (WIDE.with_(columns=WHO | {"consent": "c"}, values={"consent": {"yes": "public"}}), "never translated"),
    "words of no column": (WIDE.with_(values={"sex": {"남": "m"}}), "not mapped"),
    "nobody": (WIDE.with_(columns={}), "says who"),
    "nowhere": (Mapping(columns=WHO), "says where"),
    "half a position": (Mapping(columns=WHO, places=PlaceColumns(name="a", longitude="b")), "needs a latitude"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBLEMS)
def test_a_mapping_that_contradicts_itself_is_a_sentence(name):
    said, reason = PROBLEMS[name]
    assert any(reason in str(told) for told in problems(said, sheet("who,a,b,c,d1,d2,from,to,route\n"))), name


def test_every_place_setting_fills_a_column_of_events():
    said = Mapping(columns=WHO, places=PlaceColumns(**{setting: setting for setting in WHERE}))
    found = apply(said, sheet(f"who,{','.join(WHERE)}\np{',1' * len(WHERE)}\n")).events
    assert set(WHERE.values()) <= set(found)

"""Records that somebody brings: what is matched, what stays without a position, what is used and what is reported."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.asked import NOT_THAT_ONE
from routes.brought import bring, built
from routes.mapping import DateRules, Mapping, PlaceColumns
from routes.sheets import read_sheet

PLACES = pd.DataFrame(
    {
        "place_id": ["onsong", "hull", "york-gb", "york-us"],
        "name": ["Onsong", "Hull", "York", "York"],
        "country": ["KP", "GB", "GB", "US"],
        "longitude": [129.99, -0.34, -1.08, -76.73],
        "latitude": [42.96, 53.74, 53.96, 39.96],
    }
)
MAPPING = Mapping(
    columns={"person_id": "who", "seq": "order", "arrival": "when"},
    places=PlaceColumns(name="camp", country="land", unknown=("?",)),
    dates={"arrival": DateRules(formats=("D/M/YYYY",), expected=(1900, 2030))},
)
HEADER = "who,order,camp,land,when\n"


def ladder(rows: str, decisions=None, places=PLACES):
    brought = bring(read_sheet((HEADER + rows).encode(), "mine.csv"), MAPPING, places, decisions)
    return built(brought, places, infer_crossings=False)


def decision(text, place_id, country=None):
    columns = {"text": text, "country": country, "admin1": None, "place_id": place_id}
    return pd.DataFrame([{**columns, "who": "A. Kim", "when": "2026-11-29", "why": "the interviewer asked"}])


def test_a_place_that_matches_exactly_is_drawn():
    assert ladder("p,1,Onsong,KP,\np,2,hull,,\n").legs[["origin", "destination"]].values.tolist() == [
        ["onsong", "hull"]
    ]


def test_a_name_that_two_places_have_is_not_drawn_and_the_leg_across_it_is_a_gap():
    made = ladder("p,1,Onsong,,\np,2,York,,\np,3,Hull,,\n")
    assert made.legs[["origin", "destination", "evidence"]].values.tolist() == [["onsong", "hull", "gap"]]
    assert made.stints["place_as_recorded"].tolist()[1] == "York"
    assert made.report["places_by_match"] == {"ambiguous": 1, "exact": 2}


def test_why_a_place_is_not_used_is_told_once_for_each_event():
    told = ladder("p,1,York,,\nq,1,Atlantis,,\n").audit
    assert told[["code", "row", "field", "value"]].values.tolist() == [
        ["place_ambiguous", 2, "place_id", "York"],
        ["place_unmatched", 3, "place_id", "Atlantis"],
    ]
    assert "2 places fit: York; York." in told["explanation"][0]


def test_what_somebody_decided_is_drawn():
    assert ladder("p,1,Onsong,,\np,2,York,,\n", decision("York", "york-gb")).legs["destination"].item() == "york-gb"


def test_a_decision_is_of_its_country_alone():
    made = ladder("p,1,Onsong,,\np,2,York,GB,\np,3,York,,\n", decision("York", "york-us"))
    assert made.legs["destination"].tolist() == ["york-gb", "york-us"]


def test_a_place_that_was_decided_to_be_none_stays_without_a_position():
    made = ladder("p,1,Onsong,,\np,2,Hull,,\n", decision("Hull", None), PLACES.assign(name=["Onsong", "X", "Y", "Z"]))
    assert made.report["legs"] == 0 and made.report["stints_unlocated"] == 1


def test_words_that_are_by_chance_the_id_of_another_place_draw_nothing():
    made = ladder("p,1,Onsong,,\np,2,hull,US,\n")
    assert made.report["legs"] == 0
    assert made.report["places_unmatched"] == {NOT_THAT_ONE.format("hull"): 1}


def test_a_row_that_names_nobody_is_reported_with_its_line():
    made = ladder("p,1,Onsong,,\n,2,Hull,,\n")
    assert made.rejected[["row", "field"]].values.tolist() == [[3, "person_id"]]
    assert [made.report[f"records_{what}"] for what in ("read", "used", "rejected")] == [2, 1, 1]


def test_a_date_that_cannot_be_is_told_once_and_by_name():
    told = ladder("p,1,Onsong,,31/9/1945\n").audit
    assert told[["code", "row", "value"]].values.tolist() == [["date_impossible", 2, "31/9/1945"]]
    assert "September has 30 days" in told["explanation"].item()


def test_a_year_far_off_is_told_and_used():
    made = ladder("p,1,Onsong,,1/2/1043\n")
    assert made.audit["code"].tolist() == ["date_far_off"]
    assert made.stints["arrival"].tolist() == ["1043-02-01"]


def test_a_place_that_was_decided_to_be_none_is_told_as_decided_and_is_no_error():
    told = ladder("p,1,York,,\n", decision("York", None)).audit
    assert told[["code", "severity", "value"]].values.tolist() == [["place_unmatched", "note", "York"]]
    assert "by A. Kim on 2026-11-29" in told["explanation"].item()


@pytest.mark.parametrize(
    ("cells", "codes", "drawn"),
    [
        ("Hull,130,43", ["position_contradicts_place"], 1),
        ("Quarry,130,43", [], 1),
        (",130,43", [], 1),
        ('Quarry,"130,0",43', ["place_unmatched", "position_unusable"], 0),
    ],
)
def test_a_position_of_the_record_is_drawn_and_told_where_its_words_say_another_place(cells, codes, drawn):
    said = MAPPING.with_(
        places=PlaceColumns(name="camp", longitude="x", latitude="y"), dates={}, columns={"person_id": "who"}
    )
    made = built(bring(read_sheet(f"who,camp,x,y\np,{cells}\n".encode(), "mine.csv"), said, PLACES), PLACES)
    assert sorted(made.audit["code"]) == codes
    assert made.stints["place_id"].notna().sum() == drawn


def test_a_place_that_an_event_contradicts_is_told():
    said = MAPPING.with_(columns=MAPPING.columns | {"event": "what"})
    sheet = read_sheet(b"who,order,camp,land,when,what\np,1,Hull,,,unknown_place\n", "mine.csv")
    told = built(bring(sheet, said, PLACES), PLACES).audit
    assert told[["code", "row", "value"]].values.tolist() == [["place_contradicts_event", 2, "Hull"]]


def test_the_hash_is_that_of_the_file():
    sheet = read_sheet((HEADER + "p,1,Onsong,,\n").encode(), "mine.csv")
    assert built(bring(sheet, MAPPING, PLACES), PLACES).report["data_sha256"] == sheet.sha256


CELLS = {
    "who": st.sampled_from(["p", "q", ""]),
    "order": st.sampled_from(["1", "2", "x", ""]),
    "camp": st.sampled_from(["Onsong", "York", "nowhere", "?", ""]),
    "land": st.sampled_from(["GB", "Atlantis", ""]),
    "when": st.sampled_from(["1/2/1999", "31/2/1999", "?/1/1999", "1999", "soon", ""]),
}


@settings(max_examples=40)
@given(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=8))
@pytest.mark.filterwarnings("ignore")
def test_used_and_reported_are_read(rows):
    lines = [",".join(row.values()) for row in rows]
    kept = [line for line in lines if line.strip(",")]
    made = ladder("\n".join(lines) + "\n") if kept else None
    if made is None:
        return
    report = made.report
    assert report["records_read"] == len(kept) == report["records_used"] + report["records_rejected"]
    assert report["events_used"] == len(made.events)


def test_records_that_say_nowhere_where_are_built():
    said = Mapping(columns={"person_id": "who", "event": "what"})
    made = built(bring(read_sheet(b"who,what\np,unknown_place\np,death\n", "mine.csv"), said, PLACES), PLACES)
    assert (made.report["records_used"], made.report["places_by_match"]) == (2, {})

"""The demonstration is synthetic, says so, is nobody's real case, and holds every difficulty that a record can have."""

import itertools
import json
from pathlib import Path

import pandas as pd
import pytest
from shapely.geometry import Point, shape

from routes.dates import bounds

DATA = Path(__file__).parents[2] / "data"
EVENTS = pd.read_csv(DATA / "demo_custody_events.csv", dtype=str, keep_default_na=False)
PEOPLE = EVENTS.drop_duplicates("person_id")
PLACES = {
    feature["id"]: feature
    for name in ("facilities", "border_crossings")
    for feature in json.loads((DATA / f"{name}.geojson").read_text("utf-8"))["features"]
}
PUBLISHED_MONTHS = [{8, 6}, {6, 51}, {1, 5}]  # two stays of one published account (typical_routes.md R1, R5, R11)


def stays_in_months(events: pd.DataFrame) -> set[int]:
    stated = events["duration"].str.extract(r"^P(\d+)M$")[0].dropna().astype(int)
    days = pd.to_datetime(events["arrival"].where(events["arrival"].str.len() == 10), errors="coerce")
    return {*stated, *(days.diff().dt.days / 30.4).round().dropna().astype(int)}


def test_every_row_says_synthetic_in_its_source_and_in_its_note():
    assert EVENTS["source"].str.startswith("SYNTHETIC").all()
    assert EVENTS["note"].str.contains("SYNTHETIC").all()


def test_ids_are_those_of_nobody():
    assert EVENTS["person_id"].str.fullmatch(r"S-\d{3}").all()


def test_everybody_may_be_shown():
    assert set(EVENTS["consent"]) == {"public"}


@pytest.mark.parametrize("months", PUBLISHED_MONTHS, ids=str)
def test_no_person_has_the_two_stays_of_a_published_account(months):
    held = {person: stays_in_months(events) for person, events in EVENTS.groupby("person_id")}
    assert not [person for person, stays in held.items() if months <= stays]


def test_every_place_is_in_the_gazetteer():
    assert set(EVENTS["place_id"]) - {""} <= PLACES.keys()


def test_a_row_has_one_way_to_say_where_and_unknown_places_none():
    by_id, by_position = EVENTS["place_id"].ne(""), EVENTS["longitude"].ne("") & EVENTS["latitude"].ne("")
    unknown = EVENTS["event"].eq("unknown_place")
    assert (by_id.astype(int) + by_position + unknown).eq(1).all()


def test_only_crossings_are_crossed():
    crossed = EVENTS.loc[EVENTS["event"].eq("crossing"), "place_id"]
    assert len(crossed) and all("countries" in PLACES[place]["properties"] for place in crossed)


def test_the_country_of_arrest_is_that_of_the_place_of_arrest():
    provinces = json.loads((DATA / "basemap/provinces.geojson").read_text("utf-8"))["features"]
    shapes = [(shape(each["geometry"]), each["properties"]["country"]) for each in provinces]
    for row in PEOPLE.to_dict("records"):
        if row["place_id"]:
            assert PLACES[row["place_id"]]["properties"]["country"] == row["arrested_in"]
        elif row["longitude"]:
            point = Point(float(row["longitude"]), float(row["latitude"]))
            assert {country for area, country in shapes if area.contains(point)} <= {row["arrested_in"]}, row


def test_towns_of_arrest_in_north_korea_lie_in_north_korea_on_the_map():
    provinces = json.loads((DATA / "basemap/provinces.geojson").read_text("utf-8"))["features"]
    korea = [shape(each["geometry"]) for each in provinces if each["properties"]["country"] == "KP"]
    towns = PEOPLE[PEOPLE["longitude"].ne("") & PEOPLE["arrested_in"].eq("KP")]
    for lon, lat in {(float(a), float(b)) for a, b in zip(towns["longitude"], towns["latitude"], strict=True)}:
        assert any(area.contains(Point(lon, lat)) for area in korea), (lon, lat)


def test_who_is_taken_to_russia_comes_back_through_khasan():
    for _, events in EVENTS[EVENTS["arrested_in"].eq("RU")].groupby("person_id"):
        assert set(events.loc[events["event"].eq("crossing"), "place_id"]) <= {"khasan-tumangang-friendship-bridge"}


def test_dates_are_valid_and_never_go_back():
    for column in ("arrival", "departure"):
        assert bounds(EVENTS[column])["valid"].all()
    said = bounds(EVENTS["arrival"]).assign(person_id=EVENTS["person_id"])
    for _, rows in said.groupby("person_id"):
        known = rows.dropna(subset=["earliest"])
        for one, other in itertools.pairwise(known.itertuples()):
            assert pd.isna(other.latest) or one.earliest <= other.latest


def test_nobody_leaves_before_coming():
    come, go = bounds(EVENTS["arrival"]), bounds(EVENTS["departure"])
    assert not (go["latest"] < come["earliest"]).any()


def test_no_place_is_used_before_it_opened_or_after_it_closed():
    for row in EVENTS.to_dict("records"):
        place = PLACES.get(row["place_id"], {"properties": {}})["properties"]
        when = bounds([row["arrival"]]).iloc[0]
        opened, closed = bounds([place.get("opened"), place.get("closed")]).itertuples(index=False)
        assert not when["latest"] < opened.earliest, row
        assert not when["earliest"] > closed.latest, row


SHAPES = {
    "a day": r"\d{4}-\d\d-\d\d",
    "a month": r"\d{4}-\d\d",
    "a year": r"\d{4}",
    "a season": r"\d{4}-2[1-4]",
    "approximate": r".*~",
    "uncertain": r".*\?",
    "a decade": r"\d{3}X",
    "an interval": r"\d{4}-\d\d/\d{4}-\d\d",
    "an open interval": r".*/\.\.",
    "nothing": "",
}


@pytest.mark.parametrize("shape_of_date", SHAPES)
def test_dates_of_every_precision_occur(shape_of_date):
    assert EVENTS["arrival"].str.fullmatch(SHAPES[shape_of_date]).any()


def test_some_stays_have_a_duration_and_no_date():
    assert (EVENTS["duration"].ne("") & EVENTS["arrival"].eq("") & EVENTS["departure"].eq("")).any()


def test_some_people_have_two_events_on_one_day():
    days = EVENTS[EVENTS["arrival"].str.fullmatch(SHAPES["a day"])]
    assert days.duplicated(["person_id", "arrival"]).any()


def test_some_people_were_seen_at_one_place_only():
    assert (EVENTS.groupby("person_id").size() == 1).any()


def test_some_people_were_never_located():
    assert EVENTS["event"].eq("unknown_place").groupby(EVENTS["person_id"]).all().sum() == 2


def test_some_borders_were_crossed_and_nobody_said_where():
    abroad = EVENTS[EVENTS["arrested_in"].ne("KP")].groupby("person_id")["event"].agg(set)
    assert abroad.map(lambda events: "crossing" in events).nunique() == 2


def test_some_people_were_detained_twice():
    assert EVENTS.groupby("person_id")["detention_id"].nunique().max() == 2


@pytest.mark.parametrize(
    "event", ["arrest", "custody", "crossing", "sighting", "release", "escape", "death", "unknown_place"]
)
def test_every_kind_of_event_occurs(event):
    assert EVENTS["event"].eq(event).any()


def test_nearly_everybody_is_still_missing():
    assert PEOPLE["outcome"].value_counts().to_dict() == {
        "fate_unknown": 107, "died": 3, "released": 1, "escaped": 1, "in_custody": 1,
    }  # fmt: skip

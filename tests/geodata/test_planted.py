"""The checks as a whole: what is planted is found, and good places are left in peace."""

import json

import pytest

from geodata.audit import check
from geodata.places import read_place_file
from tests.geodata import planted

PER_HUNDRED = 1  # errors and warnings that are none, of a hundred good places


def checked(tmp_path, document):
    path = tmp_path / "places.geojson"
    path.write_text(json.dumps(document), encoding="utf-8")
    return check(*read_place_file(path, each=True))


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return checked(tmp_path_factory.mktemp("planted"), planted.file()[0])


def alarms(findings, wanted):
    """Errors and warnings that nothing planted explains."""
    grave = findings[findings["severity"] != "note"]
    told = zip(grave["place_id"], grave["code"], strict=True)
    return [(place_id, code) for place_id, code in told if code not in wanted.get(place_id, ())]


def test_five_hundred_good_places_in_four_countries():
    features = planted.good()
    assert len(features) == 500
    assert len({feature["properties"]["country"] for feature in features}) == 4


def test_good_places_are_left_in_peace(tmp_path):
    findings = checked(tmp_path, {"type": "FeatureCollection", "features": list(planted.good())})
    assert len(alarms(findings, {})) <= PER_HUNDRED * len(planted.good()) / 100


def test_everything_that_is_planted_is_found(found):
    told = found.groupby("place_id")["code"].agg(set)
    missed = {place: codes - told.get(place, set()) for place, codes in planted.file()[1].items()}
    assert {place: codes for place, codes in missed.items() if codes} == {}


def test_one_fault_is_told_once_and_good_places_are_left_in_peace_among_the_bad(found):
    assert len(alarms(found, planted.file()[1])) <= PER_HUNDRED * len(planted.good()) / 100


def test_a_fault_brings_no_other_error_or_warning_to_its_place(found):
    wanted = planted.file()[1]
    assert [alarm for alarm in alarms(found, wanted) if alarm[0] in wanted] == []

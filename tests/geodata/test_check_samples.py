"""Real places of other people: what is wrong in them is found, and little else is said to be (../shared/samples)."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from geodata.audit import check
from geodata.compare import compare
from geodata.places import read_place_file

ICE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "ice_facilities"
COLUMNS = {"id": "detention_facility_code", "locality": "city", "admin1": "state"}
pytestmark = pytest.mark.skipif(not ICE.is_dir(), reason="the sample records are not part of the repository")


@pytest.fixture(scope="module")
def places():
    return read_place_file(ICE / "ddp_facilities.csv", COLUMNS)


@pytest.fixture(scope="module")
def found(places):
    return check(*places)


def at(found, code):
    return set(found.loc[found["code"] == code, "place_id"])


def test_each_missing_position_is_found(found):
    with (ICE / "ddp_facilities.csv").open(encoding="utf-8", newline="") as file:
        bare = {row["detention_facility_code"] for row in csv.DictReader(file) if not row["latitude"]}
    assert at(found, "missing_position") == bare


def test_rows_without_a_code_are_found(found):
    assert found.loc[found["code"] == "no_id", "row"].tolist() == [494, 828]


def test_facilities_in_another_state_are_found(found):
    assert at(found, "wrong_province") == {"SPRHONY", "SNTRHNY"}


def test_a_facility_with_two_codes_is_found(found):
    assert at(found, "duplicate") == {"OAK"}


def test_few_of_800_places_are_called_wrong(found):
    assert (found["severity"] != "note").sum() == 5


def test_codes_that_both_lists_have_are_found_when_they_are_read_as_one(places):
    other = read_place_file(ICE / "facility-locations-oct2025.txt", COLUMNS)[0]
    both = check(pd.concat([places[0], other], ignore_index=True))
    assert (both["code"] == "duplicate_id").sum() == 28


def test_the_jail_that_the_second_list_puts_into_another_state_is_found(places):
    differences = compare(places[0], read_place_file(ICE / "facility-locations-oct2025.txt", COLUMNS)[0])
    farthest = differences[differences["kind"] == "apart"].iloc[0]
    assert (farthest["place_id"], round(farthest["distance_m"] / 1000)) == ("HAMILTN", 470)

import pytest

from geodata.audit import check
from tests.geodata.checked import codes, table


def at(lon, lat, **more):
    return {"lon": lon, "lat": lat, **more}


SEOUL, PYONGYANG, SAO_PAULO, LVIV = (126.9784, 37.5665), (125.7381, 39.0187), (-46.6339, -23.5507), (24.0297, 49.8397)


@pytest.mark.parametrize(
    ("position", "stated", "told"),
    [
        (PYONGYANG, {"country": "KP"}, []),
        (PYONGYANG, {"country": "KR"}, ["wrong_country"]),
        (PYONGYANG, {}, []),
        (PYONGYANG, {"country": "KP", "admin1": "KP-09"}, ["wrong_province"]),
        (PYONGYANG, {"admin1": "KP-01"}, []),
        (PYONGYANG, {"country": "KR", "admin1": "KR-11"}, ["wrong_country"]),
        (SAO_PAULO, {"country": "BR", "admin1": "BR-SP"}, []),
        (SAO_PAULO, {"country": "BR", "admin1": "BR-RJ"}, ["wrong_province"]),
        (LVIV, {"country": "UA", "admin1": "UA-46"}, []),
        (LVIV, {"country": "PL"}, ["wrong_country"]),
        ((-140.1234, 30.1234), {"country": "US"}, ["on_water"]),
        ((-87.1234, 42.1234), {}, ["on_water"]),
    ],
)
def test_a_position_lies_on_land_in_the_country_and_province_that_are_stated(position, stated, told):
    assert codes(at(*position, **stated)) == told


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"country": "PRK", "admin1": "01"}, []),
        ({"country": "north korea", "admin1": "Pyongyang"}, []),
        ({"country": "United States"}, ["wrong_country"]),
        ({"country": "Ruritania"}, ["unknown_country"]),
        ({"country": "KP", "admin1": "Zenda"}, ["unknown_province"]),
    ],
)
def test_countries_and_provinces_by_name(stated, told):
    assert codes(at(*PYONGYANG, **stated)) == told


@pytest.mark.parametrize(
    ("lat", "uncertainty", "told"),
    [
        (48.99, None, []),
        (49.03, None, ["beyond_border"]),
        (49.09, None, ["wrong_country"]),
        (49.09, 20_000, ["beyond_border"]),
    ],
)
def test_near_a_border_or_within_its_radius_a_mismatch_is_a_note(lat, uncertainty, told):
    # Here the border runs along 49° north.
    assert codes(at(-105.1234, lat + 0.0001, country="US", uncertainty_m=uncertainty)) == told


def test_a_note_is_no_fault_of_the_place():
    assert check(*table(at(-105.1234, 49.0301, country="US")))["severity"].tolist() == ["note"]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ({"country": "KP", "admin1": "KP-01", "locality": "평양시"}, []),
        ({"country": "KP", "locality": "Chongjin"}, ["far_from_town_perhaps"]),
        ({"country": "KP", "admin1": "KP-01", "locality": "Ruritania"}, []),
    ],
)
def test_a_place_is_near_the_town_that_it_names(stated, told):
    assert codes(at(*PYONGYANG, **stated)) == told


def test_a_place_far_from_its_town_in_the_same_province():
    stated = {"country": "US", "admin1": "US-TX"}
    assert codes(at(-96.8084, 32.7834, locality="Austin", **stated)) == ["far_from_town"]


def test_where_the_town_of_the_province_is_not_known_its_namesakes_elsewhere_say_nothing():
    assert codes(at(-96.8084, 32.7834, country="US", admin1="US-TX", locality="Chicago")) == []


@pytest.mark.parametrize(("precision", "told"), [("site", ["town_centre"]), ("locality", []), (None, [])])
def test_the_very_point_of_the_town_is_not_the_site(precision, told):
    stated = {"country": "CN", "admin1": "CN-JL", "locality": "Tumen", "precision": precision}
    assert codes(at(129.84199, 42.96562, **stated)) == told


def test_of_two_countries_one_is_enough_for_a_checkpoint_and_both_for_a_bridge():
    two = {"countries": ["KP", "CN"]}
    assert codes(at(*PYONGYANG, kind="airport", **two)) == []
    assert codes(at(*PYONGYANG, kind="road_bridge", **two)) == ["off_the_border"]
    assert codes(at(124.3925, 40.115, kind="road_bridge", **two)) == []


def test_the_sentence_names_where_it_is_and_where_it_should_be():
    sentence = check(*table(at(*PYONGYANG, country="KP", admin1="KP-09")))["explanation"].item()
    assert "Pyongyang (KP-01)" in sentence
    assert "North Hamgyong (KP-09)" in sentence


TEXANS = [{"lon": -100.1234 + number / 10, "lat": 31.4321, "admin1": "TX"} for number in range(25)]


def test_where_no_country_is_stated_a_province_is_one_of_the_country_of_nearly_all():
    assert codes(*TEXANS) == []
    assert codes(*TEXANS, at(-100.1234, 33.1234, admin1="AZ")) == ["wrong_province"]


def test_texts_that_are_not_known_are_told_once_each_or_all_at_once():
    assert codes(*TEXANS, *[at(-100.1234 + n / 10, 33.1234, admin1="Zenda") for n in range(5)]) == ["unknown_province"]
    assert codes(*TEXANS, *[at(-100.1234 + n / 10, 33.1234, admin1=f"Zenda {n}") for n in range(5)]) == [
        "unknown_codes"
    ]


def test_a_precision_that_is_none():
    assert codes(at(*PYONGYANG, precision="exact")) == ["unknown_precision"]

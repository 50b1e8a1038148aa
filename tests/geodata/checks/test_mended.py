import pytest

from geodata.audit import check
from tests.geodata.checked import codes, source, table

KYIV, SAO_PAULO, DALLAS = (30.5238, 50.4547), (-46.6339, -23.5507), (-96.8084, 32.7834)


def mended(lon, lat, **stated):
    found = check(*table({"lon": lon, "lat": lat, **stated}))
    assert len(found) == 1, found["code"].tolist()
    return found["code"].item(), found["longitude"].item(), found["latitude"].item()


@pytest.mark.parametrize(
    ("lon", "lat", "country", "told"),
    [
        (50.4547, 30.5238, "UA", ("swapped", *KYIV)),
        (-23.5507, -46.6339, "BR", ("swapped", *SAO_PAULO)),
        (46.6339, -23.5507, "BR", ("sign_lost", *SAO_PAULO)),
        (-46.6339, 23.5507, "BR", ("sign_lost", *SAO_PAULO)),
        (46.6339, 23.5507, "BR", ("sign_lost", *SAO_PAULO)),
        (96.8084, 32.7834, "US", ("sign_lost", *DALLAS)),
        (32.7834, 96.8084, "US", ("swapped", 96.8084, 32.7834)),
        (23.5507, 46.6339, "BR", ("swapped", *SAO_PAULO)),
    ],
)
def test_the_position_that_fits_can_be_taken_over(lon, lat, country, told):
    assert mended(lon, lat, country=country) == told


@pytest.mark.parametrize("stated", [{}, {"country": "UA"}, {"country": "FR"}, {"admin1": "UA-30"}])
def test_without_a_contradiction_that_it_would_solve_no_mistake_is_told(stated):
    assert "swapped" not in codes({"lon": KYIV[0], "lat": KYIV[1], **stated})
    assert "sign_lost" not in codes({"lon": KYIV[0], "lat": KYIV[1], **stated})


def test_one_mistake_is_told_once():
    stated = {"country": "UA", "admin1": "UA-30", "sources": [source(*KYIV)]}
    assert codes({"lon": 50.4547, "lat": 30.5238, **stated}) == ["swapped"]


@pytest.mark.parametrize(
    ("lon", "lat"), [(129.4633, 41.4754), (129.4638, 41.4732)], ids=["minutes", "minutes and seconds"]
)
def test_minutes_read_as_decimals_are_told_where_a_source_has_the_true_position(lon, lat):
    true = source(129 + 46.33 / 60, 41 + 47.54 / 60)
    code, longitude, latitude = mended(lon, lat, sources=[true])
    assert code == "minutes_as_decimals"
    assert (longitude, latitude) == pytest.approx((true["longitude"], true["latitude"]), abs=0.01)


def test_minutes_over_59_are_none():
    true = source(129 + 46.33 / 60, 41 + 47.54 / 60)
    assert codes({"lon": 129.4633, "lat": 41.7554, "sources": [true]}) == ["position_of_no_source"]


AMERICAN = [{"lon": -100.1234 + number / 3, "lat": 35.4321 + number % 5} for number in range(25)]


@pytest.mark.parametrize(
    ("lon", "lat", "code"), [(96.8084, 32.7834, "sign_lost_among_others"), (32.7834, -80.1234, "swapped_among_others")]
)
def test_where_no_country_is_stated_the_others_tell(lon, lat, code):
    found = check(*table(*AMERICAN, {"lon": lon, "lat": lat}))
    assert found[["place_id", "code"]].values.tolist() == [["p25", code]]


def test_a_place_abroad_that_no_mistake_explains_is_none():
    assert codes(*AMERICAN, {"lon": 2.3522, "lat": 48.8566}) == []


def test_a_file_whose_decimals_never_exceed_60_seems_to_hold_minutes():
    rows = [{"lon": 20.0117 + n + n * 7 % 58 / 100, "lat": 48.0213 + n % 7 + n * 11 % 58 / 100} for n in range(40)]
    assert "minutes_in_file" in codes(*rows)


def test_places_of_one_town_are_no_such_file():
    assert "minutes_in_file" not in codes(*({"lon": 24.0117 + n / 1000, "lat": 49.8213 - n / 1000} for n in range(40)))

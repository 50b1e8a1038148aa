import pytest

from geodata.audit import check
from tests.geodata.checked import codes, table


@pytest.mark.parametrize(
    ("lon", "lat", "stated", "told"),
    [
        (129.51, 42.12, {"precision": "site"}, ["too_few_digits"]),
        (129.512, 42.12, {"precision": "site"}, []),
        (129.512, 42.12, {"uncertainty_m": 100}, ["too_few_digits"]),
        (129.5, 42.1, {"precision": "locality"}, ["too_few_digits"]),
        (129.5, 42.1, {}, []),
        (129.51234567, 42.1, {"precision": "site"}, ["too_many_digits"]),
        (129.512345, 42.1, {"precision": "locality"}, ["too_many_digits"]),
        (129.51234567890123, 42.1, {}, []),
    ],
)
def test_digits_fit_what_is_stated(lon, lat, stated, told):
    assert codes({"lon": lon, "lat": lat, **stated}) == told


def test_too_many_digits_all_over_the_file_are_one_note():
    rows = [{"lat": 42.12345678 + number / 10, "precision": "site"} for number in range(5)]
    found = check(*table(*rows))
    assert found[["place_id", "code", "severity"]].values.tolist() == [[None, "too_many_digits_often", "note"]]

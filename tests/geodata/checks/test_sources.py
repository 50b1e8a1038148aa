import pytest

from geodata.audit import check
from geodata.checks.sources import SYSTEMS
from tests.geodata.checked import codes, source, sourced, table


@pytest.mark.parametrize(
    ("metres", "told"),
    [(900, []), (1100, ["sources_differ"]), (2900, ["sources_differ"]), (3100, ["sources_disagree"])],
)
def test_sources_agree_up_to_a_kilometre_and_have_to_be_decided_from_three(metres, told):
    north = 42.1 + metres / 111_070
    assert codes(sourced(source(129.5, 42.1), source(129.5, north), source())) == told


def test_the_two_sources_farthest_apart_are_named():
    found = check(*table(sourced(source(129.5, 42.1, "A"), source(129.5, 42.15, "B"), source(129.5, 42.2, "C"))))
    assert found["explanation"].item() == "A and C put the place 11 km apart"


def test_what_the_sources_say_of_their_uncertainty_is_taken_off():
    town = source(129.5, 42.14, uncertainty_m=5000)
    assert codes(sourced(source(129.5, 42.1), town)) == ["sources_differ"]


def test_a_position_that_no_source_gives():
    found = check(*table(sourced(source(129.5, 42.1), lat=42.2)))
    assert found["code"].tolist() == ["position_of_no_source"]
    assert "11 km" in found["explanation"].item()


def test_a_source_without_address():
    assert codes(sourced(source(129.5, 42.1, url=" "))) == ["source_without_address"]


def on_a_map_of(system, lon, lat):
    return [float(number) for number in SYSTEMS[system](lon, lat)]


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_position_of_a_chinese_map_comes_with_the_true_one(system):
    lon, lat = on_a_map_of(system, 129.51, 42.905)
    found = check(*table({"lon": lon, "lat": lat, "country": "CN", "sources": [source(129.51, 42.905)]}))
    assert found["code"].tolist() == ["shifted"]
    assert found[["longitude", "latitude"]].iloc[0].tolist() == pytest.approx([129.51, 42.905], abs=1e-5)


def test_a_source_of_a_chinese_map_beside_a_true_position_is_a_note():
    place = sourced(source(129.51, 42.905), source(*on_a_map_of("GCJ-02", 129.51, 42.905)), lon=129.51, lat=42.905)
    assert codes(place | {"country": "CN"}) == ["shifted_source"]


def test_outside_of_china_nothing_is_shifted():
    lon, lat = on_a_map_of("GCJ-02", 129.51, 42.1)
    assert codes(sourced(source(lon, lat), source(129.51, 42.1), lon=lon, lat=lat, country="KP")) == []

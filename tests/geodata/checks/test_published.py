import pytest

from geodata.audit import check
from tests.geodata.checked import codes, source, sourced, table


@pytest.mark.parametrize(
    ("place", "stated", "told"),
    [
        ({"precision": "site"}, {"precision": "locality"}, ["finer_than_source"]),
        ({"precision": "locality"}, {"precision": "site"}, []),
        ({"uncertainty_m": 500}, {"uncertainty_m": 5000}, ["smaller_than_source"]),
        ({"uncertainty_m": 500}, {"uncertainty_m": 500}, []),
        ({"precision": "site"}, {"coords_as_published": "42.12 N, 129.51 E"}, ["smaller_than_source"]),
        ({"precision": "site"}, {"coords_as_published": "42.120, 129.510"}, []),
        ({"uncertainty_m": 50}, {"coords_as_published": "42.120, 129.510"}, ["smaller_than_source"]),
    ],
)
def test_a_place_is_not_known_better_than_its_source(place, stated, told):
    found, _ = table(sourced(source(129.51, 42.12, **stated), lon=129.51, lat=42.12, **place))
    assert check(found.assign(decimals=5))["code"].tolist() == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("41°47′54″N 129°46′33″E", []),
        ("41.79833, 129.77583 (GeoNames 1)", []),
        ("129.775833,41.798333,0 (KML lon,lat); description: elsewhere", []),
        ("41°24′54″N 129°46′33″E", ["published_differs"]),
        ("near the river", []),
        ("41.79833, -129.77583", ["published_differs"]),
    ],
)
def test_a_source_is_recorded_as_it_was_published(text, told):
    place = sourced(source(129.7758333, 41.7983333, coords_as_published=text), lon=129.7758333, lat=41.7983333)
    assert codes(place) == told


def test_the_words_of_the_chosen_source_can_be_taken_over():
    place = sourced(source(129.4655, 41.47, coords_as_published="41°47′00″N 129°46′33″E"), lon=129.4655, lat=41.47)
    found = check(*table(place)).iloc[0]
    assert (found["code"], found["longitude"], found["latitude"]) == ("published_differs", 129.7758333, 41.7833333)

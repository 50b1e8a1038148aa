import numpy as np
import pytest

from geodata.towns import distance_m, names, parts, plain


def away_km(lon, lat, locality, countries):
    return distance_m([lon], [lat], [locality], [countries])[0] / 1000


@pytest.mark.parametrize(
    ("locality", "country", "lon", "lat"),
    [
        ("Hoeryong", "KP", 129.75, 42.44),
        ("회령시", "KP", 129.75, 42.44),  # Hangul, with the word for city
        ("图们", "CN", 129.84, 42.97),
        ("Kaechon (Yaksu-dong)", "KP", 125.9, 39.7),  # a part that nobody knows
        ("Namyang / Tumen", ["KP", "CN"], 129.85, 42.96),
        ("Austin", "US", -97.74, 30.27),
        ("Marfa, Texas", "US", -104.02, 30.31),  # 1,800 people
        ("München", "DE", 11.58, 48.14),  # GeoNames has Munich
        ("Kiev", "UA", 30.52, 50.45),  # and Kyiv
        ("Lodz", "PL", 19.46, 51.77),  # and Łódź
        ("St. Louis", "US", -90.2, 38.63),
        ("Saint Denis", "FR", 2.35, 48.94),  # and Saint-Denis
        ("Windhoek", "NA", 17.08, -22.57),  # no missing value
        ("Nairobi", None, 36.82, -1.29),
    ],
)
def test_a_town_is_where_it_is(locality, country, lon, lat):
    assert away_km(lon, lat, locality, country) < 10


@pytest.mark.parametrize(
    ("locality", "country"), [("Ruritania", "US"), ("Austin", "KP"), ("", "KP"), (None, "KP"), ("Saryupyong", None)]
)
def test_an_unknown_town_has_no_distance(locality, country):
    assert np.isnan(distance_m([129.75], [42.44], [locality], [country])[0])


def test_the_nearest_of_several_counts():
    # Springfield in Illinois, Missouri, Massachusetts
    away = distance_m([-89.64, -93.29, -72.59], [39.80, 37.21, 42.10], ["Springfield"] * 3, ["US"] * 3)
    assert (away < 8000).all()


def test_metres_are_those_of_the_ellipsoid():
    pyongyang, seoul = (125.7547, 39.0339), (126.9784, 37.566)
    assert away_km(*pyongyang, "Seoul", "KR") == pytest.approx(196, abs=2)
    assert away_km(*seoul, "Pyongyang", "KP") == pytest.approx(196, abs=2)


def test_no_position_no_distance():
    assert np.isnan(distance_m([np.nan, 0], [0, np.nan], ["Austin", "Austin"], ["US", "US"])).all()


def test_no_points():
    assert len(distance_m([], [], [], [])) == 0


def test_a_long_text_is_cut():
    assert len(parts("a," * 1000)) == 100


def test_names_of_a_town_in_every_script():
    assert {"tumen", "图们", "도문"} <= {spelling for spelling, _ in names("Tumen", ("CN",))}


def test_names_ask_only_the_country():
    assert "图们" not in {spelling for spelling, _ in names("Tumen", ("RU",))}


@pytest.mark.parametrize("name", ["Łódź", "St. Louis", "Île-de-Bréhat", "Ølstykke"])
def test_plain_twice_is_plain_once(name):
    assert plain(plain(name)) == plain(name)

import pytest

from geodata.coordinates import read
from geodata.coordinates_words import Refused

LAT, LON = 41 + 47 / 60 + 54 / 3600, 129 + 46 / 60 + 33 / 3600


def codes(found):
    return [warned.code for warned in found.warnings]


@pytest.mark.parametrize(
    "text",
    [
        "41.78, 129.77",
        "41.78 129.77",
        "41.78;129.77",
        "41.78/129.77",
        "41.78\n129.77",
        "41,78; 129,77",
        "41,78, 129,77",
        "41,78 129,77",
        "41,78,129,77",
        "41.78°N 129.77°E",
        "N41.78 E129.77",
        "N41,78 E129,77",
        "129.77E 41.78N",
        "E 129.77, N 41.78",
        "lat 41.78, lon 129.77",
        "Latitude: 41.78\nLongitude: 129.77",
        "lon=129.77&lat=41.78",
        "41.78 lat 129.77 lon",
        "41.78 с. ш. 129.77 в. д.",
        "С 41,78 В 129,77",
        "北纬41.78，东经129.77",
        "위도 41.78 경도 129.77",
        "41.78° north, 129.77° east",
    ],
)
def test_one_reading_is_the_answer(text):
    found = read(text)
    assert (found.longitude, found.latitude) == (129.77, 41.78)
    assert found.readings == (found.readings[0],)


@pytest.mark.parametrize(
    "text",
    [
        "41°47′54″N 129°46′33″E",
        "41° 47' 54\" N, 129° 46' 33\" E",
        "N 41 47 54, E 129 46 33",
        "41 47 54N 129 46 33E",
        "41 47 54 129 46 33",
        "41-47-54N 129-46-33E",
        "41:47:54, 129:46:33",
        "41,47,54,129,46,33",
        "41d47m54sN 129d46m33sE",
        "북위 41도 47분 54초, 동경 129도 46분 33초",
        "북위41도47분54초동경129도46분33초",
        "东经129°46′33″，北纬41°47′54″",
        "北緯41度47分54秒 東経129度46分33秒",
        "41°47′54″ с. ш. 129°46′33″ в. д.",
    ],
)
def test_degrees_minutes_seconds(text):
    found = read(text)
    assert (found.longitude, found.latitude) == pytest.approx((LON, LAT), abs=1e-11)
    assert found.notation == "dms"


@pytest.mark.parametrize(
    ("text", "positions", "warning"),
    [
        ("23.4 14.2", [(14.2, 23.4), (23.4, 14.2)], "order"),
        ("23,43", [(43, 23), (23, 43), (None, 23.43), (23.43, None)], "number_or_pair"),
        ("45, 32, 12", [(32, 45), (45, 32), (None, 45.53666666666667), (45.53666666666667, None)], "number_or_pair"),
        ("23 25", [(25, 23), (23, 25), (None, 23 + 25 / 60), (23 + 25 / 60, None)], "number_or_pair"),
        ("45 12 W", [(-45.2, None), (-12, 45)], "number_or_pair"),
        ("41.78-129.77", [(-129.77, 41.78), (129.77, 41.78)], "dash"),
        ("41.78 – 129.77", [(-129.77, 41.78), (129.77, 41.78)], "dash"),
        ("48.85 N, 2.35 O", [(-2.35, 48.85), (2.35, 48.85)], "letter_o"),
        ("23.43", [(None, 23.43), (23.43, None)], "axis_unknown"),
        ("129.77", [(129.77, None)], "latitude_missing"),
    ],
)
def test_a_person_chooses_between_readings(text, positions, warning):
    found = read(text)
    assert [reading[:2] for reading in found.readings] == [pytest.approx(position) for position in positions]
    assert warning in codes(found)
    if len(positions) > 1:
        assert (found.longitude, found.latitude) == (None, None)


def test_two_orders_that_say_the_same_are_one_reading():
    assert read("45, 45")[:2] == (45, 45)


def test_half_a_coordinate():
    found = read("23.43 N")
    assert (found.longitude, found.latitude, codes(found)) == (None, 23.43, ["longitude_missing"])


def test_a_longitude_that_stands_first_is_told():
    assert codes(read("129.77, 41.78")) == ["longitude_first"]


def test_null_island_is_told():
    found = read("0,0")
    assert (found.longitude, found.latitude, codes(found)) == (0, 0, ["null_island"])


@pytest.mark.parametrize("text", ["129.77,41.78,0", "41.78, 129.77, 35 m", "41.78, 129.77, -12.5"])
def test_a_height_is_left_out_and_told(text):
    found = read(text)
    assert (found.longitude, found.latitude) == (129.77, 41.78)
    assert "height_left_out" in codes(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("Chongjin", "no_number"),
        ("-45 N", "sign"),
        ("92 92", "latitude_range"),
        ("95 N 10 E", "latitude_range"),
        ("41.78 N 190 E", "longitude_range"),
        ("41 N 42 N", "two_latitudes"),
        ("129 E 42 W", "two_longitudes"),
        ("3° 25' 61.0\" N", "seconds"),
        ("3° 25' 61.0 N", "seconds"),
        ("23.2d 14' 12.22\"", "decimals_before"),
        ("23.43.2", "number"),
        ("41°78′N 129°46′E", "minutes"),
        ("1 2 3 4 5", "unreadable"),
        ("1e5", "exponent"),
        ("9" * 2001, "too_long"),
        ("\ud800 41", "unknown_word"),
    ],
)
def test_what_is_no_coordinate_is_refused_with_the_reason(text, code):
    with pytest.raises(Refused) as raised:
        read(text)
    assert raised.value.code == code


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("0.00 N 10.00 E", 1110),
        ("41.7983 N 129.7758 E", 11.1),
        ("41.80 N 129.7758 E", 1110),  # the coarser of the two
        ("41.7983 N 129.78 E", 831),
        ("41°47′N 129°46′E", 1850),
        ("41°47′54″N 129°46′33″E", 30.9),
        ("42.984308993829586, 129.8401881784833", 0.001),
    ],
)
def test_precision_is_a_unit_of_the_last_digit(text, metres):
    assert read(text).precision_m == pytest.approx(metres, rel=0.005)

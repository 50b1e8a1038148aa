import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import DataError
from geodata.notations.angles import read_angle
from geodata.notations.words import Refused

V = 41 + 47 / 60 + 54 / 3600


@pytest.mark.parametrize(
    ("text", "value", "axis"),
    [
        ("41.7983", 41.7983, None),
        ("41,7983", 41.7983, None),
        ("-41.7983", -41.7983, None),
        ("−41.7983", -41.7983, None),
        ("+41.7983 N", 41.7983, "latitude"),
        ("４１．７９８３Ｎ", 41.7983, "latitude"),
        ("٤١٫٧٩٨٣", 41.7983, None),
        (".5 S", -0.5, "latitude"),
        ("-0° 30'", -0.5, None),
        ("41°47′54″N", V, "latitude"),
        ("41º47’54”n", V, "latitude"),
        ("41˚47'54''N", V, "latitude"),
        ("41°47′54′′ north", V, "latitude"),
        ("N41°47'54\"", V, "latitude"),
        ("41d47m54sN", V, "latitude"),
        ("41d 47m 54s", V, None),
        ("41D47M54S", V, None),
        ("41d47m54S", -V, "latitude"),
        ("41deg47min54sec S", -V, "latitude"),
        ("41degrees 47minutes 54seconds South", -V, "latitude"),
        ("41:47:54 N", V, "latitude"),
        ("41 47 54 W", -V, "longitude"),
        ("41_47_54_N", V, "latitude"),
        ("41&deg;47&prime;54&Prime;N", V, "latitude"),
        ("41Â°47'54\"N", V, "latitude"),
        ("lat: 41.7983", 41.7983, "latitude"),
        ("Lat. 41.7983 N", 41.7983, "latitude"),
        ("Longitude = 41.7983", 41.7983, "longitude"),
        ("lng=41.7983", 41.7983, "longitude"),
        ("41°47′54″ с. ш.", V, "latitude"),
        ("41°47′54″с.ш.", V, "latitude"),
        ("41°47′54″ Ю.Ш.", -V, "latitude"),
        ("41°47′54″ в. д.", V, "longitude"),
        ("41°47′54″ з.д.", -V, "longitude"),
        ("41°47′54″ северной широты", V, "latitude"),
        ("41°47′54″ западной долготы", -V, "longitude"),
        ("북위 41도 47분 54초", V, "latitude"),
        ("남위 41도 47분 54초", -V, "latitude"),
        ("동경41도47분54초", V, "longitude"),
        ("서경 41° 47′ 54″", -V, "longitude"),
        ("위도: 41.7983", 41.7983, "latitude"),
        ("北纬41度47分54秒", V, "latitude"),
        ("南緯41度47分54秒", -V, "latitude"),
        ("东经41°47′54″", V, "longitude"),
        ("東經41°47′54″", V, "longitude"),
        ("東経41度47分54秒", V, "longitude"),
        ("西经：41°47′54″", -V, "longitude"),
        ("纬度：41.7983", 41.7983, "latitude"),
        ("41.7983\u200e° N", 41.7983, "latitude"),
        ("41°47.9′", 41 + 47.9 / 60, None),
        ("179°59′59.999″E", 179.99999972222222, "longitude"),
    ],
)
def test_what_an_angle_says(text, value, axis):
    found = read_angle(text)
    assert found.value == pytest.approx(value, abs=1e-11)
    assert found.axis == axis


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("north", "no_number"),
        ("41.78.9", "number"),
        ("9" * 50, "number"),
        ("4.178e1", "exponent"),
        ("41.78 %", "unknown_word"),
        ("41.78 Nord-Ost-ish", "unknown_word"),
        ("-41.78 N", "sign"),
        ("+41.78 S", "sign"),
        ("41°60′N", "minutes"),
        ("41°47′60″N", "seconds"),
        ("41.5°30′N", "decimals_before"),
        ("41°47.5′54″N", "decimals_before"),
        ("90°00′01″N", "latitude_range"),
        ("180.1 W", "longitude_range"),
        ("181", "longitude_range"),
        ("N 41.78 S", "two_sides"),
        ("lat 41.78 E", "two_sides"),
        ("47′54″N", "degrees_missing"),
        ("41°54″N", "marks"),
        ("41.78, 129.77", "two_angles"),
        ("41 47 54 12", "unreadable"),
        ("41 47 -", "unreadable"),
        ("-", "no_number"),
        ("1 " * 100, "too_many"),
    ],
)
def test_what_is_no_angle_is_refused_with_the_reason(text, code):
    with pytest.raises(Refused) as raised:
        read_angle(text)
    assert raised.value.code == code


def test_a_minus_and_a_letter_that_say_the_same_are_told():
    found = read_angle("-41.78 S")
    assert found.value == -41.78
    assert [warned.code for warned in found.warnings] == ["sign_and_letter"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("41", 1),
        ("41.0", 0.1),
        ("41.78", 0.01),
        ("41°47′", 1 / 60),
        ("41°47.0′", 1 / 600),
        ("41°47′54.00″", 1 / 360000),
    ],
)
def test_the_unit_is_that_of_the_last_digit(text, unit):
    assert read_angle(text).unit == pytest.approx(unit, rel=1e-12)


@given(st.text(alphabet="0123456789.,°'\"-+:;/ NSEWOdmsсшвд도분초위北纬'", max_size=60))
def test_any_text_is_an_angle_or_refused(text):
    try:
        found = read_angle(text)
    except DataError as refused:
        assert str(refused)
    else:
        assert abs(found.value) <= (90 if found.axis == "latitude" else 180)

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.coordinates import read
from geodata.notations.angles import read_angle
from geodata.notations.readings import ELLIPSOID
from geodata.notations.words import NOTATIONS, NOTES, Refused

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "conformance" / "lat_lon_parser.json"
PATHS = [SAMPLE] if SAMPLE.is_file() else []  # the sample vectors are not part of the repository
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
        "41.78 N129.77 E",
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
        ("41.78; 129,77", [(129, 41.78), (129.77, 41.78)], "comma"),
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


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("41.78N 29.77", [(29.77, 41.78)]),
        ("41.78 N29.77", [(41.78, 29.77)]),
        ("41.78 N 29.77", [(29.77, 41.78), (41.78, 29.77)]),
        ("41°47'N 129°", [(129, 41 + 47 / 60)]),
        ("N 41.78 29.77", [(29.77, 41.78)]),
        ("41.78 29.77 E", [(29.77, 41.78)]),
    ],
)
def test_a_letter_belongs_to_the_number_that_it_is_written_to(text, positions):
    assert [reading[:2] for reading in read(text).readings] == positions


@pytest.mark.parametrize("text", ["41.78,-129.77", "41.78, -129.77", "41.78;-129.77", "41.78/-129.77", "41.78 -129.77"])
def test_a_dash_behind_what_stands_between_is_a_minus(text):
    assert read(text)[:2] == (-129.77, 41.78)


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


@pytest.mark.parametrize(
    "text",
    [
        "129.77,41.78,0",
        "41.78, 129.77, 35 m",
        "129.77 41.78 0",
        "41.78; 129.77; 35",
        "41.78 129.77 -3",
        "41.78, 129.77, -12.5",
    ],
)
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


def as_sexagesimal(value, axis, form):
    """A latitude or longitude in a written form, independently of how it is read."""
    letter = {"latitude": "NS", "longitude": "EW"}[axis][value < 0]
    minutes, seconds = divmod(round(abs(value) * 3600, 2), 60)
    long_minutes = round(abs(value) * 60, 4)
    told = {"d": int(minutes // 60), "m": int(minutes % 60), "s": f"{seconds:.2f}".zfill(5)}
    if "{mm" in form:
        told = {"d": int(long_minutes // 60), "mm": long_minutes % 60}
    return form.format(letter=letter, **told)


@given(
    longitude=st.floats(-179.9, 179.9),
    latitude=st.floats(-89.9, 89.9),
    form=st.sampled_from(
        ["{d}°{m}′{s}″{letter}", "{letter} {d} {m} {s}", "{d}-{m}-{s} {letter}", "{d}d{m}m{s}s{letter}", "{d}°{mm:.4f}'{letter}",
         "{letter}{d}º {m:02}' {s}''", "{d}:{m}:{s}{letter}"]
    ),
    between=st.sampled_from([" ", ", ", "; ", " / ", "\n"]),
    swap=st.booleans(),
)  # fmt: skip
def test_degrees_minutes_seconds_read_back_within_their_precision(longitude, latitude, form, between, swap):
    parts = [as_sexagesimal(latitude, "latitude", form), as_sexagesimal(longitude, "longitude", form)]
    found = read(between.join(reversed(parts) if swap else parts))
    assert found.longitude is not None
    assert ELLIPSOID.inv(found.longitude, found.latitude, longitude, latitude)[2] <= found.precision_m


@given(
    longitude=st.floats(-180, 180),
    latitude=st.floats(-90, 90),
    digits=st.integers(0, 9),
    form=st.sampled_from(
        ["{lat}, {lon}", "{lat} {lon}", "{lat};{lon}", "lat {lat} lon {lon}", "({lat}, {lon})", "geo:{lat},{lon}",
         "POINT({lon} {lat})", '{{"type": "Point", "coordinates": [{lon}, {lat}]}}',
         "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}", "https://yandex.ru/maps/?pt={lon},{lat}"]
    ),
)  # fmt: skip
def test_decimal_degrees_read_back_within_their_precision(longitude, latitude, digits, form):
    longitude, latitude = round(longitude, digits), round(latitude, digits)
    found = read(form.format(lat=f"{latitude:.{digits}f}", lon=f"{longitude:.{digits}f}"))
    whole = [reading for reading in found.readings if reading.whole]
    assert ELLIPSOID.inv(whole[0][0], whole[0][1], longitude, latitude)[2] < 0.001
    assert [reading for reading in found.readings if reading.longitude == found.longitude] or found.longitude is None


PIECES = st.sampled_from(
    ["41", "129.77", ",", " ", "°", "'", '"', "N", "e", "-", "+", "/", "\n", "(", ")", "북위", "с. ш.", "52T", "EM", "UTM",
     "zone", "POINT", "SRID=4326;", "{", "}", '"type"', "[", "https://maps.google.com/?q=", "geo:", "@", "!3d", "params=",
     "8QHHQQXG+", "=", "&", "deg", "m", "s", "lat", "O", ";", ":", "%", "\x00", "\ud800", "𝟜"]
)  # fmt: skip


@pytest.mark.filterwarnings("ignore:Warning in")  # GEOTRANS tells of a square outside of its band
@settings(max_examples=500)
@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=15).map("".join)),
    st.sampled_from(["wgs84", "gcj02", "bd09"]),
)
def test_any_text_is_read_or_refused(text, system):
    try:
        found = read(text, system)
    except Refused as refused:
        assert str(refused)
        return
    assert found.readings
    for reading in found.readings:
        assert reading.longitude is not None or reading.latitude is not None
        assert reading.longitude is None or abs(reading.longitude) <= 180.02  # Baidu shifts at 180 as well
        assert reading.latitude is None or abs(reading.latitude) <= 90.02
        assert reading.precision_m > 0
        assert reading.notation in NOTATIONS
        assert reading.note is None or reading.note in NOTES
    assert all(str(warned) for warned in found.warnings)
    if len(found.readings) > 1 and found.longitude is None:
        assert found.warnings


@pytest.mark.parametrize(
    "text",
    [
        "41°47′54″N 129°46′33″E / 41.79833°N 129.77583°E",
        "41°47′54″N 129°46′33″E\ufeff / \ufeff41.79833°N 129.77583°E\ufeff / 41.79833; 129.77583",
        "41°47′54″N 129°46′33″E\n41.79833, 129.77583",
        "41.79833, 129.77583 = 52TEM6445527676",
    ],
)
def test_several_notations_of_one_place_are_one_answer(text):
    found = read(text)
    assert (found.longitude, found.latitude) == pytest.approx((129.77583, 41.79833), abs=1e-5)
    assert found.warnings == ()


def test_notations_that_differ_are_both_given_and_told():
    found = read("41°47′54″N 129°46′33″E / 41.89833°N 129.77583°E")
    assert (found.longitude, len(found.readings)) == (None, 2)
    assert [str(warned) for warned in found.warnings] == ["The notations say different places, 11,107 m apart."]


@pytest.mark.parametrize(
    ("text", "codes_told"),
    [
        ("39.574979°, 126.047860° (camp headquarters)", ["left_out"]),
        ("39.574979, 126.047860 (GeoNames 2038180)", ["left_out"]),
        ("[126.047860,39.574979] (GeoJSON lon,lat)", []),
        ("Coordinates: 39.574979, 126.047860", []),
        ("lon,lat: 126.047860, 39.574979", []),
        ('"39.574979, 126.047860".', []),
        ("(39.574979 N) (126.047860 E)", []),
        ("x: 126.047860, y: 39.574979", []),
    ],
)
def test_what_stands_around_a_coordinate(text, codes_told):
    found = read(text)
    assert (found.longitude, found.latitude, codes(found)) == (126.04786, 39.574979, codes_told)


def test_a_heading_says_which_number_comes_first():
    assert read("lon, lat: 29.77, 41.78")[:2] == (29.77, 41.78)
    assert read("(lat, lon) = (29.77, 41.78)")[:2] == (41.78, 29.77)


def test_in_brackets_behind_an_angle_stands_its_direction():
    assert read("41.78 (north), 120.77 (west)")[:2] == (-120.77, 41.78)


@pytest.mark.parametrize("text", ["42.9012, 129.5012", "40°06'59\" N 124°23'26\" E", "42.4417, 129.7460"])
def test_in_china_and_near_it_shifted_maps_are_offered_beside_the_answer(text):
    # Longjing; the bridge at Dandong; Hoeryong, on the other bank of the border river.
    found = read(text)
    assert [reading.notation for reading in found.readings[1:]] == ["gcj02", "bd09", "on_gcj02", "on_bd09"]
    assert found.readings[0][:2] == found[:2]
    assert [reading.in_wgs84 for reading in found.readings] == [True, True, True, False, False]
    assert codes(found) == ["china"]
    back = read(f"{found.readings[3].latitude:.9f}, {found.readings[3].longitude:.9f}", "gcj02")
    assert back[:2] == pytest.approx(found[:2], abs=1e-7)


@pytest.mark.parametrize("text", ["41.7983, 129.7758", "37.5665, 126.9780", "35.6812, 139.7671", "48.8584 N 2.2945 E"])
def test_elsewhere_they_are_not(text):
    assert len(read(text).readings) == 1


@pytest.mark.parametrize("system", ["gcj02", "bd09"])
def test_an_asked_for_system_is_converted(system):
    found = read("42.9012, 129.5012", system)
    offered = next(reading for reading in read("42.9012, 129.5012").readings if reading.notation == system)
    assert (found.notation, found[:2], found.warnings) == (system, offered[:2], ())


def test_half_a_coordinate_cannot_be_converted():
    found = read("42.9 N", "gcj02")
    assert (found.latitude, codes(found)) == (42.9, ["longitude_missing", "half_not_converted"])


def test_an_unknown_system_is_a_fault_of_the_caller():
    with pytest.raises(ValueError, match="gcj02"):
        read("42.9, 129.5", "sk42")


@pytest.mark.parametrize("path", PATHS)
def test_vectors_of_lat_lon_parser(path):
    vectors = json.loads(path.read_text(encoding="utf-8"))
    for text, value in vectors["test_values"]:
        assert read_angle(text).value == pytest.approx(value, abs=1e-9), text
        told = [part for reading in read(text).readings for part in reading[:2] if part is not None]
        assert pytest.approx(value, abs=1e-9) in told, text
    for text in vectors["invalid_values"]:
        with pytest.raises(Refused) as raised:
            read_angle(text)
        assert raised.value.reason, text
        if text == "23.4 14.2":  # two angles, of which either can be the latitude
            assert (read(text).longitude, len(read(text).readings)) == (None, 2)
        else:
            with pytest.raises(Refused):
                read(text)

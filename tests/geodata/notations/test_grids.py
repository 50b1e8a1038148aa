import pytest
from hypothesis import given
from hypothesis import strategies as st
from mgrs import MGRS
from openlocationcode import openlocationcode
from pyproj import Transformer

from geodata.coordinates import read
from geodata.notations.grids import mgrs, plus_code, utm
from geodata.notations.readings import ELLIPSOID
from geodata.notations.words import Refused

EVERYWHERE = {"longitude": st.floats(-179.99, 179.99), "latitude": st.floats(-89.9, 89.9)}


def apart_m(reading, longitude, latitude):
    return ELLIPSOID.inv(reading.longitude, reading.latitude, longitude, latitude)[2]


@pytest.mark.parametrize(
    "text",
    ["52TEM6397926747", "52T EM 63979 26747", "52t em 63979 26747", "52TEM 6397926747", "MGRS: 52T EM 63979 26747"],
)
def test_mgrs(text):
    reading = mgrs(text)[0][0]
    assert (reading.longitude, reading.latitude) == pytest.approx((129.77, 41.79), abs=1e-5)
    assert (reading.notation, reading.precision_m) == ("mgrs", 1)


@pytest.mark.parametrize(
    ("text", "side_m"),
    [("52TEM", 100_000), ("52TEM62", 10_000), ("52TEM6326", 1000), ("52TEM639267", 100), ("ZAH1234", 1000)],
)
def test_the_precision_is_the_side_of_the_square(text, side_m):
    assert mgrs(text)[0][0].precision_m == side_m


@given(digits=st.integers(0, 5), **EVERYWHERE)
def test_a_reference_of_mgrs_reads_back_within_its_square(longitude, latitude, digits):
    # GEOTRANS writes the equator's southern side as northern within a hundredth of a millimetre; nobody asks for that.
    longitude, latitude = round(longitude, 6), round(latitude, 6)
    reference = MGRS().toMGRS(latitude, longitude, MGRSPrecision=digits)
    reading = next(
        reading for reading in read(reference).readings if reading.notation == "mgrs"
    )  # 46DEG12: degrees too
    assert apart_m(reading, longitude, latitude) <= reading.precision_m


@pytest.mark.filterwarnings("ignore:Warning in")  # GEOTRANS tells of a square outside of its band
@pytest.mark.parametrize(
    ("text", "code"),
    [("52TEM639", "mgrs_digits"), ("52TEM 6397 267", "mgrs_digits"), ("52TEM 639790 267470", "mgrs_digits"),
     ("52TIK12", "mgrs_square"), ("61TEM12", "mgrs_square"), ("01CAA12", "mgrs_square"), ("52TAA1212", "mgrs_square")],
)  # fmt: skip
def test_what_is_no_square_is_refused(text, code):
    with pytest.raises(Refused) as raised:
        mgrs(text)
    assert raised.value.code == code


@pytest.mark.parametrize(("text", "count"), [("46deg12", 3), ("46DEG0636051834", 1), ("45deg12", 2), ("46DEG12N", 1)])
def test_deg_can_be_degrees_or_a_square(text, count):
    found = read(text)
    assert len(found.readings) == count
    assert ("degrees_or_square" in [warned.code for warned in found.warnings]) == (count == 3)


@pytest.mark.parametrize(
    "text",
    [
        "52T 412345 4512345",
        "52T 412345mE 4512345mN",
        "52 T 0412345 4512345",
        "UTM 52T 412345 4512345",
        "UTM zone 52N 412345 4512345",
        "zone 52N E 412345 N 4512345",
        "Zone: 52N, Easting: 412345, Northing: 4512345",
        "52N N 4512345 E 412345",
        "412345 E 4512345 N zone 52N",
        "412345 m E, 4512345 m N, 52T",
        "52 North 412345 4512345",
        "zone 52, northern hemisphere, 412345 4512345",
        "WGS 84 / UTM zone 52N: 412,345 4,512,345",
        "EPSG:32652 412345 4512345",
        "412345, 4512345, 52T",
    ],
)
def test_utm(text):
    readings, warnings = utm(text)
    assert [reading[:2] for reading in readings] == [pytest.approx((127.9615546933889, 40.75739682933333), abs=1e-9)]
    assert (readings[0].notation, readings[0].precision_m, warnings) == ("utm", 1, [])


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("52S 335000 4140000", ["utm_band", "utm_south"]),
        ("52S 335000 9000000", ["utm_south"]),  # no band S so far from the equator
        ("52S 335000 4500000", ["utm_south"]),
        ("52 South 335000 4140000", ["utm_south"]),
        ("52 335000 4140000", ["utm_north", "utm_south"]),
        ("52H 335000 6014000", ["utm_band"]),
    ],
)
def test_which_hemisphere(text, notes):
    readings, warnings = utm(text)
    assert [reading.note for reading in readings] == notes
    assert len(warnings) == len(notes) - 1
    assert all((reading.latitude < 0) == (reading.note == "utm_south" or "H" in text) for reading in readings)


def test_a_person_chooses_what_the_letter_s_means():
    found = read("52S 335000 4140000")
    assert found.longitude is None
    assert [warned.code for warned in found.warnings] == ["utm_letter_s"]


@pytest.mark.parametrize(
    ("text", "metres"),
    [("52T 412345.5 4512345.25", 0.1), ("52T 412345,5 4512345,5", 0.1), ("52T 412345 4512345.25", 1)],
)
def test_decimals_of_metres(text, metres):
    assert utm(text)[0][0].precision_m == metres


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("61N 412345 4512345", "utm_zone"),
        ("0N 412345 4512345", "utm_zone"),
        ("52I 412345 4512345", "utm_letter"),
        ("52P 412345 4512345", "utm_band"),
        ("52T 4512345 412345", "utm_easting"),
        ("52T 4123 4512345", "utm_easting"),
        ("52N 412345 9600000", "utm_northing"),
        ("52N 412345 14512345", "utm_northing"),
    ],
)
def test_what_is_not_utm_is_refused(text, code):
    with pytest.raises(Refused) as raised:
        utm(text)
    assert raised.value.code == code


@given(
    st.floats(-179.9, 179.9),
    st.floats(-79.9, 83.9),
    st.booleans(),
    st.sampled_from(
        [
            "UTM {zone}{letter} {e:.1f} {n:.1f}",
            "{zone}{letter} {e:.1f}mE {n:.1f}mN",
            "E {e:.1f}, N {n:.1f}, zone {zone} {letter}",
        ]
    ),
)
def test_utm_reads_back_within_its_precision(longitude, latitude, by_band, form):
    longitude, latitude = round(longitude, 6), round(latitude, 6)
    zone = min(int((longitude + 180) // 6) + 1, 60)
    letter = (
        "CDEFGHJKLMNPQRSTUVWX"[min(int((latitude + 80) // 8), 19)] if by_band else "South" if latitude < 0 else "North"
    )
    epsg = (32700 if latitude < 0 else 32600) + zone
    easting, northing = Transformer.from_crs(4326, epsg, always_xy=True).transform(longitude, latitude)
    found = read(form.format(zone=zone, letter=letter, e=easting, n=northing))
    readings = [reading for reading in found.readings if reading.notation == "utm"]
    assert apart_m(readings[0], longitude, latitude) <= 0.1
    assert len(readings) == 1 or letter == "S"


def test_metres_without_a_zone_are_refused():
    with pytest.raises(Refused) as raised:
        read("412345 4512345")
    assert raised.value.code == "metres"


@given(length=st.sampled_from([2, 4, 6, 8, 10, 11, 12, 15]), **EVERYWHERE)
def test_a_plus_code_reads_back_within_its_square(longitude, latitude, length):
    found = read(openlocationcode.encode(latitude, longitude, length))
    assert found.notation == "pluscode"
    assert apart_m(found, longitude, latitude) <= found.precision_m


def test_a_plus_code_in_small_letters_with_a_town():
    readings, warnings = plus_code("8qhhqqxg+8g Chongjin")
    assert readings[0][:2] == pytest.approx((131.7763125, 41.7983125))
    assert [str(warned) for warned in warnings] == ["Not read: Chongjin."]


@pytest.mark.parametrize("text", ["QQXG+8G", "QQXG+8G Chongjin", "XG+8G"])
def test_a_short_plus_code_needs_its_town(text):
    with pytest.raises(Refused) as raised:
        read(text)
    assert raised.value.code == "pluscode_short"


@pytest.mark.parametrize("text", ["+23+45", "23+45", "41.78, 129.77", "+45.22+33.5", ""])
def test_what_looks_otherwise_is_left_to_others(text):
    assert (mgrs(text), utm(text), plus_code(text)) == (None, None, None)

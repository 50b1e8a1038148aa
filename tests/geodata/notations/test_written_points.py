import json

import pytest

from geodata.coordinates import read
from geodata.notations.words import Refused


@pytest.mark.parametrize(
    ("text", "notation"),
    [
        ("POINT(129.77 41.78)", "wkt"),
        ("POINT (129.77 41.78)", "wkt"),
        ("point Z (129.77 41.78 35)", "wkt"),
        ("POINTZ(129.77 41.78 35)", "wkt"),
        ("POINT ZM (129.77 41.78 35 1)", "wkt"),
        ("SRID=4326;POINT(129.77 41.78)", "wkt"),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(129.77 41.78)", "wkt"),
        ("POINT(1.2977e2 41.78)", "wkt"),
        ('{"type": "Point", "coordinates": [129.77, 41.78]}', "geojson"),
        ('{"type": "Feature", "geometry": {"type": "Point", "coordinates": [129.77, 41.78, 3]}}', "geojson"),
        ("+41.78+129.77/", "iso6709"),
        ("+41.78+129.77+35CRSWGS_84/", "iso6709"),
        ("params=41.78_N_129.77_E_region:KP_type:city", "geohack"),
        ("params=41.78;129.77_type:city", "geohack"),
        ("https://geohack.toolforge.org/geohack.php?pagename=X&params=41.78_N_129.77_E_type:city", "geohack"),
        ("{{coord|41.78|129.77|display=title}}", "wikitext"),
        ("{{Coord|41.78|N|129.77|E|region:KP}}", "wikitext"),
    ],
)
def test_a_point(text, notation):
    found = read(text)
    assert (found.longitude, found.latitude, found.notation) == (129.77, 41.78, notation)
    assert ("height_left_out" in [warned.code for warned in found.warnings]) == ("35" in text or ", 3]" in text)


@pytest.mark.parametrize(
    "text",
    [
        "params=41_47_54_N_129_46_33_E_region:KP",
        "{{coord|41|47|54|N|129|46|33|E|display=title}}",
        "+414754+1294633/",
        "+414754+1294633",
    ],
)
def test_a_point_in_degrees_minutes_seconds(text):
    assert read(text)[:2] == pytest.approx((129 + 46 / 60 + 33 / 3600, 41 + 47 / 60 + 54 / 3600), abs=1e-11)


@pytest.mark.parametrize("text", ["params=23.4_14.2", "{{coord|23.4|14.2}}", "+23.4+014.2/", "{{coord|23|14}}"])
def test_where_the_notation_says_the_order_there_is_one_reading(text):
    found = read(text)
    assert round(found.latitude) == 23
    assert round(found.longitude) == 14


def test_wkt_in_another_system_is_converted_and_says_so():
    found = read("SRID=3857;POINT(14446000 5130000)")
    assert found[:2] == pytest.approx((129.770626, 41.792852), abs=1e-6)
    assert [str(warned) for warned in found.warnings] == ["The position was converted from EPSG:3857 to WGS 84."]
    assert found.precision_m == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("POINT(41.78 129.77)", "swapped"),
        ("POINT(129.77 95)", "latitude_range"),
        ("POINT(1e99 2)", "longitude_range"),
        ("POINT EMPTY", "no_position"),
        ("LINESTRING(1 2, 3 4)", "wkt"),
        ("SRID=999999;POINT(1 2)", "system"),
        ("SRID=4978;POINT(1 2)", "system"),
        ("SRID=32652;POINT(1e20 2)", "system_range"),
        ("<http://www.opengis.net/def/crs/EPSG/0/4326> POINT(41 129)", "system"),
        ('{"type": "Point", "coordinates": [41.78, 129.77]}', "swapped"),
        ('{"type": "Point", "coordinates": []}', "geojson"),
        ('{"type": "Point", "coordinates": [NaN, 1]}', "geojson"),
        ('{"type": "Point"', "geojson"),
        ('{"type": "Feature", "geometry": null}', "no_position"),
        ('{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}', "geojson_type"),
        ('{"type": "FeatureCollection", "features": []}', "geojson_features"),
        ("{{coord|1|2|3}}", "unreadable"),
        ("params=99_N_10_E", "latitude_range"),
        ("[" * 1999, "empty"),
    ],
)
def test_what_names_no_place_is_refused(text, code):
    with pytest.raises(Refused) as raised:
        read(text)
    assert raised.value.code == code


def test_a_collection_of_one_feature():
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [129.77, 41.78]}, "properties": {}}
    assert read(json.dumps({"type": "FeatureCollection", "features": [feature]}))[:2] == (129.77, 41.78)

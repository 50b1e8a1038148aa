import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import geojson
from geodata.errors import DataError

INDEX = Path(__file__).resolve().parents[3] / "shared" / "samples" / "conformance" / "geojsonhint_index.json"
POINT = '{"type": "Point", "coordinates": [129.75, 42.0]}'
RING = "[[0, 0], [1, 0], [1, 1], [0, 0]]"


def feature(geometry=POINT, more="", properties="{}"):
    return f'{{"type": "Feature"{more}, "properties": {properties}, "geometry": {geometry}}}'


def collection(*features, more=""):
    return f'{{"type": "FeatureCollection", "features": [{", ".join(features)}]{more}}}'


def geometry(kind, coordinates):
    return f'{{"type": "{kind}", "coordinates": {coordinates}}}'


def refusal(text):
    with pytest.raises(DataError) as raised:
        geojson.parse(text, "p.geojson")
    assert str(raised.value).startswith("p.geojson")
    return raised.value


# One document of our own for each of geojsonhint's vectors, by its name, and whether we read it.
VECTORS = {
    "good-feature-with-id": (feature(more=', "id": 7'), True),
    "good-feature-with-string-id": (feature(more=', "id": "a"'), True),
    "good-feature": (feature(), True),
    "good-featurecollection-bbox": (collection(feature(), more=', "bbox": [0, 0, 1, 1]'), True),
    "good-featurecollection-bbox3d": (collection(feature(), more=', "bbox": [0, 0, 0, 1, 1, 1]'), True),
    "good-featurecollection-extensions": (collection(feature(), more=', "version": {"a": [1]}'), True),
    "good-featurecollection": (collection(feature(), feature()), True),
    "good-geometrycollection": (f'{{"type": "GeometryCollection", "geometries": [{POINT}, {POINT}]}}', True),
    "good-linestring": (geometry("LineString", "[[0, 0], [1, 1]]"), True),
    "good-multilinestring": (geometry("MultiLineString", "[[[0, 0], [1, 1]], [[2, 2], [3, 3]]]"), True),
    "good-multipoint": (geometry("MultiPoint", "[[0, 0], [1, 1]]"), True),
    "good-point-3d": (geometry("Point", "[129, 42, 100]"), True),
    "good-point": (POINT, True),
    "good-polygon": (geometry("Polygon", f"[{RING}]"), True),
    "issue82": (collection(feature(properties='{"type": "x", "features": 1, "coordinates": 2}')), True),
    "multipolygon": (geometry("MultiPolygon", f"[[{RING}], [{RING}]]"), True),
    "nullgeometry": (feature("null"), True),
    "nullproperties": (feature(properties="null"), True),
    "bad-duplicate-properties": ('{"type": "Feature", "type": "Point", "coordinates": [1, 2]}', False),
    "bad-featurelist": (collection(feature(geometry("MultiPoint", "[0, 0]"))), False),
    "bad-json": ('{"type": "Point" "coordinates": [1, 2]}', False),
    "bad-object-type": ('{"type": {}}', False),
    "bad-polygon-interiorring-rhr": (geometry("Polygon", f"[{RING}, [[0, 0], [1, 0], [1, 1], [0, 0]]]"), True),
    "bad-polygonloop": (geometry("Polygon", "[[0, 0], [1, 0], [1, 1], [0, 0]]"), False),
    "bad-properties-as-array": (feature(properties="[]"), False),
    "badcoord": (geometry("Point", "[null, 1]"), False),
    "badcoordtype": (geometry("LineString", "[1, 2]"), False),
    "badfeature": (collection("1"), False),
    "badfeatureid": (feature(more=', "id": {}'), False),
    "bbox-4or6elements": (collection(more=', "bbox": [1, 2, 3]'), False),
    "bbox-contains-string": (collection(more=', "bbox": [1, 2, 3, "4"]'), False),
    "bbox-string": (collection(more=', "bbox": "1,2,3,4"'), False),
    "different-first-last": (geometry("Polygon", "[[[0, 0], [1, 0], [1, 1], [0, 1]]]"), False),
    "different-first-size": (geometry("Polygon", "[[[0, 0, 1], [1, 0], [1, 1], [0, 0]]]"), False),
    "excessive_precision_truncated": (geometry("Point", "[1.1234567890123, 2]"), True),
    "expected_object": (feature(properties="1"), False),
    "false": ('{"type": "GeometryCollection", "geometries": [false]}', False),
    "feature_changed_semantics": (feature(more=', "features": []'), False),
    "featurecollection-obj": ('{"type": "FeatureCollection", "features": {}}', False),
    "featurecollection-type-case": ('{"type": "featurecollection", "features": []}', False),
    "featurecollection": ('{"type": "FeatureCollection"}', False),
    "featurecollection_changed_semantics": (collection(more=', "properties": {}'), False),
    "geometry_changed_semantics": ('{"type": "Point", "coordinates": [1, 2], "properties": {}}', False),
    "geometrycollection_nested": (
        f'{{"type": "GeometryCollection", "geometries": [{{"type": "GeometryCollection", "geometries": [{POINT}]}}]}}', True),
    "geometrycollection_single": (f'{{"type": "GeometryCollection", "geometries": [{POINT}]}}', True),
    "multiple_problems": (collection(feature(geometry("Point", '["a", 1]'), more=', "id": []')), False),
    "multipoint-multidimension": (geometry("MultiPoint", "[[[0, 0]]]"), False),
    "multipoint-nondimension": (geometry("MultiPoint", "[0]"), False),
    "nofeaturetype": (collection('{"properties": {}, "geometry": null}'), False),
    "notype": ('{"coordinates": [1, 2]}', False),
    "point-labeled-as-a-multipolygon": (geometry("MultiPolygon", "[1, 2]"), False),
    "point-string": (geometry("Point", '["1", "2"]'), False),
    "point-toofew": (geometry("Point", "[1]"), False),
    "point-toomany": (geometry("Point", "[1, 2, 3, 4]"), True),
    "point": ('{"type": "Point"}', False),
    "polygon_winding_order": (geometry("Polygon", "[[[0, 0], [1, 1], [1, 0], [0, 0]]]"), True),
    "rootstring": ('"text"', False),
    "short-line": (geometry("LineString", "[[0, 0]]"), False),
    "short-linearring": (geometry("Polygon", "[[[0, 0], [1, 0], [0, 0]]]"), False),
    "short-multilinestring": (geometry("MultiLineString", "[[[0, 0]]]"), False),
    "stringcoord": (geometry("LineString", '[["0", "0"], ["1", "1"]]'), False),
    "unknowntype": ('{"type": "FooBar"}', False),
}  # fmt: skip
# What geojsonhint calls bad and we read, and why.
LENIENT = {
    "bad-polygon-interiorring-rhr": "RFC 7946 asks parsers not to reject the old winding order",
    "polygon_winding_order": "the same",
    "excessive_precision_truncated": "digits beyond the source's precision are a question for the checks",
    "geometrycollection_nested": "the RFC advises against it and does not forbid it",
    "geometrycollection_single": "the same",
    "point-toomany": "the RFC advises against more than three numbers; the first two say where",
}


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name):
    text, reads = VECTORS[name]
    if reads:
        assert geojson.parse(text)["type"] == json.loads(text)["type"]
    else:
        assert refusal(text).reason


def test_each_vector_of_geojsonhint_has_one_of_ours_with_the_same_answer():
    if not INDEX.exists():
        pytest.skip("../shared/samples is not here")
    for row in json.loads(INDEX.read_text()):
        name = Path(row["file"]).stem
        assert VECTORS[name][1] == (row["expect"] == "good" or name in LENIENT), name


def test_an_error_names_the_feature_and_the_member():
    error = refusal(collection(feature(), feature(geometry("Point", '["129,75", "42"]'))))
    assert (error.feature, error.field) == (2, "geometry.coordinates")
    assert "129,75" in str(error)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (collection(feature() + ","), "comma before the closing bracket"),
        (feature(properties='{"a": NaN}'), "NaN"),
        (feature(properties='{"a": -Infinity}'), "Infinity"),
        (feature(geometry("Point", "[1e999, 2]")), "too large a number"),
        (feature(geometry("Point", "[5000000.1, 4300000.2]")), "metres"),
        (collection(feature(), more=', "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5179"}}'),
         "EPSG::5179"),
        (feature(geometry("Point", "[]")), "null"),
        ("", "is empty"),
        ("[1, 2]", "one JSON object"),
    ],
)  # fmt: skip
def test_refused_in_one_sentence(text, told):
    message = str(refusal(text))
    assert told in message
    assert "\n" not in message


def test_metres_in_one_place_of_many_do_not_lose_the_file():
    text = collection(feature(), feature(), feature(geometry("Point", "[5000000, 4300000]")))
    assert len(geojson.features(geojson.parse(text))) == 3


def test_the_crs_of_the_old_standard_is_fine_when_it_is_wgs84():
    text = collection(more=', "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}')
    assert geojson.parse(text)["crs"]


def test_a_member_named_twice_is_found_in_its_feature():
    error = refusal(collection(feature(), feature(properties='{"a": {"b": 1, "b": 2}}')))
    assert (error.feature, error.field) == (2, "b")


def test_geometry_and_properties_may_be_missing():
    read = geojson.parse('{"type": "Feature", "id": "a"}')
    assert (read["geometry"], read["properties"]) == (None, None)


def test_everything_survives_reading_and_writing():
    text = collection(
        feature(more=', "id": 9007199254740993123, "x:own": {"b": [1, null, "é"], "a": 0.1}'),
        feature(more=', "id": "9"'),
        more=', "version": "1"',
    )
    again = geojson.parse(geojson.dumps(geojson.parse(text)))
    assert json.dumps(again) == json.dumps(json.loads(text))


def test_writing_twice_gives_the_same_bytes(tmp_path):
    document = geojson.parse(collection(feature(), feature()))
    geojson.write(tmp_path / "a.geojson", document)
    first = (tmp_path / "a.geojson").read_bytes()
    geojson.write(tmp_path / "a.geojson", geojson.read(tmp_path / "a.geojson"))
    assert (tmp_path / "a.geojson").read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["a.geojson"]


def test_a_failed_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text("old")
    with pytest.raises(ValueError, match="JSON"):
        geojson.write(path, {"type": "FeatureCollection", "features": [float("nan")]})
    assert path.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.geojson"]


def test_a_file_over_the_limit_is_not_read(tmp_path):
    path = tmp_path / "big.geojson"
    with path.open("wb") as file:  # sparse: 200 MB that take no room
        file.truncate(200_000_000)
    with pytest.raises(DataError, match="larger than 100 MB"):
        geojson.read(path)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), json_values), st.one_of(st.text(), st.integers()))
def test_any_properties_and_id_come_back_as_they_were(properties, feature_id):
    document = {"type": "Feature", "id": feature_id, "properties": properties, "geometry": None}
    assert geojson.parse(geojson.dumps(document)) == document


@given(st.one_of(json_values.map(json.dumps), st.text(), st.text(alphabet='{}[]:,"\\ \n123.eE-truefalsn', max_size=60)))
def test_any_text_is_read_or_refused(text):
    try:
        assert isinstance(geojson.parse(text), dict)
    except DataError as error:
        assert "\n" not in str(error)


@given(st.sampled_from(sorted(geojson.GEOMETRIES)), json_values)
def test_any_coordinates_are_read_or_refused(kind, coordinates):
    document = {"type": kind, "coordinates": coordinates, "geometries": coordinates}
    try:
        geojson.check(document)
    except DataError as error:
        assert error.reason

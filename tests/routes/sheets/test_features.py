import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.sheets import Choices, Unclear, read_sheet


def feature(properties=None, at=(127.5, 37), **more):
    geometry = None if at is None else {"type": "Point", "coordinates": list(at)}
    return {"type": "Feature", "properties": properties or {}, "geometry": geometry, **more}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def cells(data):
    table = read_sheet(data, "f.geojson").table
    return table.astype(object).where(table.notna(), None).to_dict("list")


def test_a_feature_is_a_row_with_its_position():
    data = collection(feature({"name": "A"}, id="x"), feature({"name": " "}, (-1.25, 0)))
    assert cells(data) == {
        "id": ["x", None], "longitude": ["127.5", "-1.25"], "latitude": ["37", "0"], "name": ["A", None], "row": [1, 2],
    }  # fmt: skip


def test_a_lone_feature_is_a_row():
    assert cells(json.dumps(feature({"name": "A"})).encode())["name"] == ["A"]


def test_properties_of_every_kind_are_texts():
    values = {
        "t": "a",
        "n": 1,
        "f": 0.1,
        "w": 2.0,
        "b": True,
        "z": None,
        "l": ["청", 1],
        "o": {"k": None},
        "big": 10**30,
    }
    assert {name: column[0] for name, column in cells(collection(feature(values))).items()} == {
        "longitude": "127.5", "latitude": "37", "t": "a", "n": "1", "f": "0.1", "w": "2", "b": "true", "z": None,
        "l": '["청", 1]', "o": '{"k": null}', "big": str(10**30), "row": 1,
    }  # fmt: skip


def test_columns_are_those_of_any_feature():
    assert cells(collection(feature({"a": 1}), feature({"b": 2})))["b"] == [None, "2"]


def test_names_that_are_ours_are_kept_beside():
    names = cells(
        collection(feature({"longitude": 1, "id": 2, "row": 3, "row_fault": 4, "latitude_in_file": 5}, id="x"))
    )
    assert list(names) == [
        "id", "longitude", "latitude", "longitude_in_file", "id_in_file", "row_in_file", "row_fault_in_file",
        "latitude_in_file", "row",
    ]  # fmt: skip


def test_names_that_are_ours_are_free_where_no_feature_has_them():
    assert cells(collection(feature({"id": 2, "longitude": 1}, None))) == {"id": ["2"], "longitude": ["1"], "row": [1]}


def test_a_height_and_foreign_members_are_kept():
    assert cells(collection(feature({}, (1, 2, 30.5), source="x")))["altitude"] == ["30.5"]
    assert cells(collection(feature({}, source="x")))["source"] == ["x"]


def test_what_is_no_point_has_a_fault_and_no_position():
    line = {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}
    table = cells(collection(feature({"a": 1}), {**feature({"a": 2}), "geometry": line}, feature({"a": 3}, None)))
    assert table["row_fault"] == [None, "its geometry is a LineString, not a Point", None]
    assert table["longitude"] == ["127.5", None, None]


def test_a_feature_that_geojson_forbids_has_a_fault():
    broken = {**feature({"a": 2}), "geometry": {"type": "Point", "coordinates": ["1", 2]}}
    table = cells(collection(feature({"a": 1}), broken))
    assert (table["row"], table["a"]) == ([1, 2], ["1", "2"])
    assert "a position must be numbers" in table["row_fault"][1]


def test_a_feature_without_anything_is_a_row():
    assert cells(collection(feature({"a": 1}), feature({}, None)))["row"] == [1, 2]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"type": "FeatureCollection", "features": []}', "holds no feature"),
        (b'{"type": "Point", "coordinates": [1, 2]}', "bare geometry"),
        (b'{"type": "Feature", "properties": {"a": NaN}, "geometry": null}', "is not a JSON number"),
        (collection(feature({}, None)), "features without any property"),
        (b'{"type": "Topology"}', "is not a GeoJSON type"),
        (b'{"type": "FeatureCollection"}', "features: must be an array"),
        (b'{"a": "gdal_streamed_alg"}', "GDALG"),
    ],
)
def test_what_holds_no_points_is_refused(data, told):
    with pytest.raises(DataError, match=told) as raised:
        read_sheet(data, "f.geojson")
    assert raised.value.remedy


def test_an_encoding_that_is_not_certain_is_asked():
    data = collection(feature({"name": "청진"})).decode().encode("cp949")
    with pytest.raises(Unclear, match="encoding"):
        read_sheet(data, "f.geojson")
    assert read_sheet(data, "f.geojson", Choices(encoding="cp949")).table["name"].tolist() == ["청진"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)


@given(st.lists(st.dictionaries(st.text(max_size=4), values, max_size=3), max_size=4))
@settings(max_examples=50, deadline=None)
def test_any_properties_are_rows_or_a_sentence(properties):
    try:
        table = read_sheet(collection(*map(feature, properties)), "f.geojson").table
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert table["row"].tolist() == list(range(1, len(properties) + 1))

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import geojson
from geodata.corrections.splice import Collection, feature_spans, stamp

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=3), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
NAMES = st.text(st.characters(codec="utf-8"), max_size=6).filter(
    lambda name: name not in ("type", "features", "coordinates", "geometries", "geometry", "properties", "bbox", "crs")
)
FEATURES = st.builds(
    lambda members, properties, at: {"type": "Feature", **members, "properties": properties, "geometry": at},
    st.dictionaries(NAMES.filter(lambda name: name != "id"), JSON, max_size=2),
    st.none() | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), JSON, max_size=3),
    st.none()
    | st.builds(
        lambda lon, lat: {"type": "Point", "coordinates": [lon, lat]}, st.floats(-180, 180), st.integers(-90, 90)
    ),
)
DOCUMENTS = st.builds(
    lambda before, features, after: {**before, "type": "FeatureCollection", "features": features, **after},
    st.dictionaries(NAMES, JSON, max_size=2),
    st.lists(FEATURES, max_size=5),
    st.dictionaries(NAMES, JSON, max_size=2),
)
STYLES = st.sampled_from(
    [{"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": True}, {"indent": "\t", "ensure_ascii": False}, {}]
)
HEAD = "a" * 64


def collection(text: str) -> Collection:
    return Collection(text, geojson.parse(text))


@given(DOCUMENTS, STYLES, st.data())
def test_only_the_features_that_were_put_differ(document, style, data):
    text = json.dumps(document, **style)
    made = collection(text)
    count = len(document["features"])
    put = data.draw(st.dictionaries(st.integers(0, count - 1), FEATURES)) if count else {}
    for number, feature in put.items():
        made.put(number, feature)
    rebuilt = geojson.parse(made.stamped(3, HEAD).decode())
    wanted = geojson.parse(text)
    for number, feature in put.items():
        wanted["features"][number] = feature
    name = next(name for name in rebuilt if name not in wanted)
    assert rebuilt.pop(name)["lines"] == 3
    assert json.dumps(rebuilt) == json.dumps(wanted)
    assert stamp(made.stamped(3, HEAD)) == (3, HEAD, True)


@given(DOCUMENTS, STYLES)
def test_a_feature_that_nobody_edits_keeps_its_bytes(document, style):
    text = json.dumps(document, **style)
    spans = feature_spans(text)
    made = collection(text)
    for number in range(0, len(spans), 2):
        made.put(number, {"type": "Feature", "properties": {"edited": True}, "geometry": None})
    assert [made.piece(n).decode() for n in range(1, len(spans), 2)] == [text[slice(*span)] for span in spans[1::2]]
    for number in range(0, len(spans), 2):
        made.put(number, made.base(number))
    assert made.stamped(0, HEAD).decode().startswith(text.rstrip()[:-1])


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b'"id": 1', b'"id": 2'),
        lambda data: data.replace(b"FeatureCollection", b"featureCollection"),
    ],
)
def test_a_changed_file_is_not_intact(change):
    data = collection('{"type": "FeatureCollection", "features": [{"type": "Feature", "id": 1}]}').stamped(3, HEAD)
    assert change(data) != data
    assert stamp(change(data)) == (3, HEAD, False)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"type": "FeatureCollection", "features": []}', b"\xff\x00"])
def test_a_file_of_others_has_no_stamp(data):
    assert stamp(data) is None


def test_a_changed_feature_is_written_as_the_file_is():
    close = collection('{"type":"FeatureCollection","features":[{"type":"Feature","id":"é"}]}')
    close.put(0, {"type": "Feature", "id": "é", "properties": {}, "geometry": None})
    assert close.piece(0).decode() == '{"type":"Feature","id":"é","properties":{},"geometry":null}'

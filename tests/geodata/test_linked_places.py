import re

import pytest

from geodata.dataset import Dataset
from geodata.linked_places import CONTEXT, collection
from geodata.places import bundled
from tests.geodata.test_place_rows import feature, places_of
from tests.layers.hostile import TEXTS

MEMBERS = {
    "@id",
    "type",
    "properties",
    "when",
    "names",
    "types",
    "geometry",
    "links",
    "descriptions",
    "relations",
    "depictions",
}
CLASSES = set("AHLPRST")
DATE = re.compile(r"-?[0-9]{4}(-(0[1-9]|1[0-2])(-([0-2][0-9]|3[01]))?)?")
ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?([/?#]\S*)?")
URI = re.compile(r"\w+:[!-~]+")


def made(*features, **told):
    places = places_of(*features)
    return collection(places, Dataset("Camps", len(places), {"p.geojson": "5e1f"}, **told))


def one(properties=None, place_id="a", position=(129.0, 42.0)):
    return made(feature(place_id, position, properties))["features"][0]


def check(place):
    """What the format asks for (its README v1.2 and v1.3, and the schema that the World Historical Gazetteer checks by)."""
    assert set(place) <= MEMBERS
    assert place["type"] == "Feature"
    assert URI.fullmatch(place["@id"])
    properties = place["properties"]
    assert isinstance(properties["title"], str)
    assert set(properties["fclasses"]) <= CLASSES and properties["fclasses"]
    assert all(re.fullmatch("[A-Z]{2}", code) for code in properties.get("ccodes", ["KP"]))
    assert all(isinstance(name["toponym"], str) for name in place["names"])
    assert any(name.get("citations") for name in place["names"])
    for citation in (citation for name in place["names"] for citation in name.get("citations", [])):
        assert citation["label"]
        assert ADDRESS.fullmatch(citation.get("@id", "https://example.org"))
    for link in place.get("links", []):
        assert link["type"] in ("closeMatch", "exactMatch", "primaryTopicOf", "subjectOf", "seeAlso")
        assert ADDRESS.fullmatch(link["identifier"])
    if place["geometry"] is not None:
        assert place["geometry"]["type"] == "GeometryCollection"
        for geometry in place["geometry"]["geometries"]:
            assert geometry["certainty"] in ("certain", "less-certain", "uncertain")
            assert abs(geometry["coordinates"][0]) <= 180 and abs(geometry["coordinates"][1]) <= 90
    for kind in place.get("types", []):
        assert URI.fullmatch(kind["identifier"]) and kind["label"] and kind["sourceLabels"][0]["label"]
    assert all(isinstance(told["value"], str) for told in place.get("descriptions", []))
    for span in place.get("when", {"timespans": []})["timespans"]:
        assert span["start"] and set(span) <= {"start", "end"}
        for end in span.values():
            assert set(end) == {"in"} or (end and set(end) <= {"earliest", "latest"})
            assert all(DATE.fullmatch(date) for date in end.values())


def test_every_bundled_place_is_as_the_format_asks():
    document = collection(bundled(), Dataset("T", 280, {}))
    assert (document["type"], document["@context"]) == ("FeatureCollection", CONTEXT)
    assert len(document["features"]) == 280
    for place in document["features"]:
        check(place)


@pytest.mark.parametrize("text", [text for text in TEXTS if text])
def test_a_hostile_text_is_a_text_and_the_rest_is_as_the_format_asks(text):
    place = one(
        {"name": text, "names": {text: text}, "aliases": [text], "kind": text, "country": text, "opened": text,
         "note": text, "sources": [{"title": text, "url": text}]},
        place_id=text if text.strip() else "a",
    )  # fmt: skip
    check(place)
    assert place["properties"]["title"] == text
    assert [name["toponym"] for name in place["names"]] == [text] * 3
    assert place["names"][0]["citations"][0]["label"] == f"{text}, {text}"
    assert "links" not in place


def test_an_address_that_is_none_is_no_link_and_is_not_lost():
    place = one(
        {"name": "x", "sources": [{"title": "S", "url": "javascript:alert(1)"}, {"url": "https://example.org/a b"}]}
    )
    assert "links" not in place
    assert [told["label"] for told in place["names"][0]["citations"]] == [
        "S, javascript:alert(1)",
        "https://example.org/a b",
    ]


def test_an_address_is_a_link_that_claims_nothing_and_stands_once():
    source = {"title": "S", "url": "https://example.org/1?a=b#c"}
    place = one({"name": "x", "sources": [source, source]})
    assert place["links"] == [{"type": "seeAlso", "identifier": "https://example.org/1?a=b#c"}]
    assert place["names"][0]["citations"][0] == {"label": "S", "@id": "https://example.org/1?a=b#c"}


def test_names_with_their_languages_and_aliases():
    names = one({"name": "Onsong", "names": {"ko": "온성", "written": "y"}, "aliases": ["z"]})["names"]
    assert names[1:] == [{"toponym": "온성", "lang": "ko"}, {"toponym": "y"}, {"toponym": "z"}]


def test_a_place_without_a_source_cites_the_data_themselves():
    assert made(feature("a"), version="2.0")["features"][0]["names"] == [
        {"toponym": "a", "citations": [{"label": "Camps, version 2.0"}]}
    ]


@pytest.mark.parametrize(
    ("precision", "certainty"),
    [("site", "certain"), ("locality", "less-certain"), ("admin1", "uncertain"), (None, "uncertain")],
)
def test_certainty_follows_precision(precision, certainty):
    geometry = one({"precision": precision})["geometry"]["geometries"][0]
    assert geometry == {"type": "Point", "coordinates": [129.0, 42.0], "certainty": certainty}


def test_a_place_without_a_position_has_no_geometry():
    assert one(position=None)["geometry"] is None


def test_the_id_is_no_invented_web_address_and_differs_from_file_to_file():
    ids = [made(feature("수용소 14"), name=name)["features"][0]["@id"] for name in ("mine", "yours")]
    assert ids[0] == "urn:x-gazetteer:mine:%EC%88%98%EC%9A%A9%EC%86%8C%2014"
    assert ids[0] != ids[1]


def test_countries_of_a_crossing_and_only_codes():
    assert one({"countries": ["KP", "cn", "KP", "Korea"]})["properties"]["ccodes"] == ["KP", "CN"]
    assert "ccodes" not in one({"country": "Korea"})["properties"]


@pytest.mark.parametrize(
    ("kind", "label", "own"),
    [("road_bridge", "bridge", "road bridge"), ("prison", "site", "prison"), ("airport", "airport", "airport")],
)
def test_kinds_keep_our_own_word(kind, label, own):
    told = one({"kind": kind})["types"][0]
    assert (told["label"], told["sourceLabels"]) == (label, [{"label": own}])


@pytest.mark.parametrize(
    ("opened", "closed", "start", "end"),
    [
        ("1965", "2012-05", {"in": "1965"}, {"in": "2012-05"}),
        ("1965", None, {"in": "1965"}, {"earliest": "1965"}),
        ("196X", None, {"earliest": "1960-01-01", "latest": "1969-12-31"}, {"earliest": "1960-01-01"}),
        ("../1965", None, {"latest": "1965-12-31"}, None),
        (None, "2012", {"latest": "2012"}, {"in": "2012"}),
        (None, "2010/2012", {"latest": "2012-12-31"}, {"earliest": "2010-01-01", "latest": "2012-12-31"}),
        ("1965?", "1970", {"earliest": "1965-01-01", "latest": "1965-12-31"}, {"in": "1970"}),
        ("1965-22", "x", {"earliest": "1965-06-01", "latest": "1965-08-31"}, {"earliest": "1965-06-01"}),
    ],
)
def test_dates_are_those_of_the_record(opened, closed, start, end):
    when = one({"opened": opened, "closed": closed})["when"]
    assert when["timespans"] == [{"start": start} | ({"end": end} if end else {})]


def test_the_text_of_the_dates_is_kept_and_doubt_is_said():
    when = one({"opened": "1965?", "closed": "2012"})["when"]
    assert (when["label"], when["certainty"]) == ("opened 1965?; closed 2012", "less-certain")


@pytest.mark.parametrize("dates", [{}, {"opened": "long ago"}, {"opened": "Y-170000002"}, {"closed": "2012/.."}])
def test_without_a_date_that_can_be_read_there_is_no_when(dates):
    assert "when" not in one(dates)


def test_descriptions_and_fields_of_the_record():
    place = one({"chosen_because": "c", "note": "n", "authority": "MSS", "uncertainty_m": 500})
    assert place["descriptions"] == [{"value": "c"}, {"value": "n"}]
    assert (place["properties"]["authority"], place["properties"]["uncertainty_m"]) == ("MSS", 500.0)

import html
from xml.etree import ElementTree

import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import kml
from geodata.dataset import Dataset
from geodata.places import bundled
from tests.geodata.test_place_rows import feature, places_of
from tests.layers.hostile import TEXTS

IN_KML = {"k": kml.NAMESPACE}
ORDER = ("name", "Snippet", "description", "styleUrl", "ExtendedData", "Point")  # that of the schema of KML 2.2


def made(*features, title="T"):
    places = places_of(*features)
    return kml.dumps(places, Dataset(title, len(places), {"p.geojson": "5e1f"}))


def parsed(text):
    return ElementTree.fromstring(text.encode())  # noqa: S314 - our own file


def placemark(text):
    return parsed(text).find(".//k:Placemark", IN_KML)


def data(mark):
    return {one.get("name"): one.findtext("k:value", None, IN_KML) for one in mark.iterfind(".//k:Data", IN_KML)}


def shown(text):
    """What XML can hold of a text."""
    return text.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")


def test_a_place_with_everything():
    mark = placemark(
        made(
            feature(
                "a", (129.5, -42.25),
                {"name": "Camp 14", "names": {"ko": "14호"}, "kind": "prison", "precision": "locality", "uncertainty_m": 5000,
                 "sources": [{"title": "S", "url": "https://example.org"}], "beds": 7},
            )
        )
    )  # fmt: skip
    assert [child.tag.partition("}")[2] for child in mark] == list(ORDER)
    assert mark.findtext(".//k:coordinates", None, IN_KML) == "129.5,-42.25"
    assert mark.findtext("k:styleUrl", None, IN_KML) == "#locality"
    told = data(mark)
    assert (told["place_id"], told["names"], told["extra"], told["uncertainty_m"]) == (
        "a",
        '{"ko": "14호"}',
        '{"beds": 7}',
        "5000.0",
    )
    assert mark.findtext("k:description", None, IN_KML).splitlines() == [
        "Camp 14", "ko: 14호", "Kind: prison", "Position: known to the town or county, within 5,000 m",
        "Source: S, https://example.org", "Id: a",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("precision", "style"),
    [
        ("site", "site"),
        ("locality", "locality"),
        ("admin1", "coarser"),
        ("country", "coarser"),
        (None, "coarser"),
        ("x", "coarser"),
    ],
)
def test_a_place_known_to_the_town_never_looks_like_a_site(precision, style):
    text = made(feature(properties={"precision": precision}))
    assert placemark(text).findtext("k:styleUrl", None, IN_KML) == f"#{style}"
    styles = {
        one.get("id"): one.findtext(".//k:color", None, IN_KML) for one in parsed(text).iterfind(".//k:Style", IN_KML)
    }
    assert len(set(styles.values())) == len(styles) == 3


def test_folders_by_group_and_one_for_places_without_a_position():
    text = made(
        feature("a", properties={"kind": "prison"}), feature("b", properties={"kind": "airport"}), feature("c", None)
    )
    folders = parsed(text).findall(".//k:Folder", IN_KML)
    ids = {
        folder.findtext("k:name", None, IN_KML): [
            data(mark)["place_id"] for mark in folder.findall("k:Placemark", IN_KML)
        ]
        for folder in folders
    }
    assert ids == {"Facilities": ["a"], "Border crossings": ["b"], "Without a position": ["c"]}


def test_a_place_without_a_name_is_called_by_its_id():
    assert placemark(made(feature("a"))).findtext("k:name", None, IN_KML) == "a"


def test_nothing_in_the_file_is_fetched_from_another_host():
    tree = parsed(kml.dumps(bundled(), Dataset("T", 280, {})))
    assert not [
        one.tag for one in tree.iter() if one.tag.partition("}")[2] in ("href", "Icon", "NetworkLink", "Link", "Schema")
    ]


@pytest.mark.parametrize("text", [text for text in TEXTS if text])
def test_a_hostile_text_survives_as_text_everywhere(text):
    mark = placemark(made(feature(properties={"name": text, "note": text, "names": {"ko": text}}), title=text))
    assert mark.findtext("k:name", None, IN_KML) == shown(text)
    assert data(mark)["note"] == shown(text)
    description = mark.findtext("k:description", None, IN_KML)
    assert "<" not in description
    assert "$[" not in description
    assert f"Note: {shown(text)}\n" in html.unescape(description)


def test_a_text_brings_in_no_other_field():
    mark = placemark(made(feature(properties={"note": "$[name]"})))
    assert "Note: &#36;[name]\n" in mark.findtext("k:description", None, IN_KML)
    assert data(mark)["note"] == "$[name]"


@given(st.text(st.characters()))
def test_any_text_survives_but_for_what_xml_cannot_hold(text):
    note = data(placemark(made(feature(properties={"note": "x" + text}))))["note"]
    assert len(note) == len(text) + 1
    assert all(now in (before, "\ufffd") for now, before in zip(note, "x" + text, strict=True))
    assert not any(now != before and before.isprintable() for now, before in zip(note, "x" + text, strict=True))


def test_gdal_reads_every_place_with_its_position_and_fields(tmp_path):
    path = tmp_path / "p.kml"
    path.write_text(kml.dumps(bundled(), Dataset("T", 280, {})), encoding="utf-8")
    tables = {name: pyogrio.read_dataframe(path, layer=name) for name, _ in pyogrio.list_layers(path)}
    assert {name: len(table) for name, table in tables.items()} == {"Facilities": 263, "Border crossings": 17}
    expected = bundled().set_index("place_id")
    for table in tables.values():
        own = expected.loc[table["place_id"]]
        assert table["Name"].tolist() == own["name"].tolist()
        assert "name2" not in table
        assert table.geometry.x.tolist() == own["longitude"].tolist()
        assert table["precision"].tolist() == own["precision"].tolist()


def test_gdal_reads_a_place_without_a_position_and_a_hostile_name(tmp_path):
    path = tmp_path / "p.kml"
    path.write_text(made(feature("a", None, {"name": "<b>&amp;]]>"})), encoding="utf-8")
    table = pyogrio.read_dataframe(path)
    assert (table["Name"].item(), table["place_id"].item(), table.geometry.item()) == ("<b>&amp;]]>", "a", None)

"""KML, GeoPackage, GeoParquet and Linked Places as independent readers open them, with hostile texts in every field."""

import html
import json
import sqlite3
from xml.etree import ElementTree

import geopandas as gpd
import pyarrow as pa
import pyogrio
import pytest
import shapely
from pyarrow import parquet

from geodata import kml
from layers.datafile import FORMATS, make
from layers.datafile.fields import FIELDS, POINTS, TABLES
from layers.datafile.kml import LINES
from layers.picture import signs
from routes.output import GDAL_DATE
from routes.reasons import EVIDENCE
from tests.layers.hostile import TEXTS
from tests.layers.small import ladder, places, walk
from tests.layers.test_data_files import GIVEN, file, layers
from tests.layers.test_profiles import crowd

IN_KML = {"k": kml.NAMESPACE}
OF_RECORDS = [text.strip() for text in TEXTS if text.strip() and "\ud800" not in text]  # as UTF-8, and as it is read


@pytest.fixture(scope="module")
def built():
    gap = [*walk("P2", "onsong"), {"person_id": "P2", "event": "unknown_place"}, *walk("P2", "nongpo")]
    return ladder(
        *walk("P1", "tumen", "onsong", "yodok", arrival="1998-05-17", source="A book"), *gap, *crowd(6, "onsong", "nongpo")
    )  # fmt: skip


@pytest.fixture(scope="module")
def hostile():
    """Every text as an id, a name, a source, an authority and a case; the persons in the order of OF_RECORDS."""
    table = places(
        onsong={"name": TEXTS[0], "aliases": TEXTS, "names": {"ko": TEXTS[1]}, "authority": TEXTS[5], "sources": [{"title": text} for text in TEXTS]},
        yodok={"name": TEXTS[5], "locality": TEXTS[6]},
    )  # fmt: skip
    rows = [
        row
        for n, text in enumerate(OF_RECORDS)
        for row in walk(f"{n:03d}{text}", "onsong", "yodok", source=text, authority=text, case_id=text, reason=text)
    ]
    return ladder(*rows, table=table)


def opened(tmp_path, data, ending):
    path = tmp_path / f"data{ending}"
    path.write_bytes(data)
    return path


def tree(data):
    return ElementTree.fromstring(data)  # noqa: S314 - our own file


def test_a_kml_has_folders_by_evidence_flows_and_places(built):
    folders = tree(file(built, ".kml")).findall("k:Document/k:Folder", IN_KML)
    assert [folder.findtext("k:name", None, IN_KML) for folder in folders] == [
        "Transfer paths: Documented", "Transfer paths: Inferred", "Transfer paths: Gap in the record",
        "How many people were taken from where to where", "Facilities", "Border crossings", "Without a position",
    ]  # fmt: skip


def test_a_kml_opens_in_gdal(built, tmp_path):
    path = opened(tmp_path, file(built, ".kml"), ".kml")
    names = [name for name, _ in pyogrio.list_layers(path)]
    legs = pyogrio.read_dataframe(path, layer=names[1])
    assert set(legs.geom_type) == {"LineString"}
    assert legs[["origin", "evidence", "person_id"]].iloc[0].tolist() == ["tumen", "inferred", "P1"]
    facilities = pyogrio.read_dataframe(path, layer="Facilities")
    assert facilities.set_index("place_id").loc["nongpo", "persons"] == "6"


def test_every_style_that_a_kml_names_is_there_and_fetches_nothing(built):
    root = tree(file(built, ".kml"))
    ids = {style.get("id") for style in root.iterfind(".//k:Style", IN_KML)}
    assert {url.text for url in root.iterfind(".//k:styleUrl", IN_KML)} <= {f"#{one}" for one in ids}
    assert set(EVIDENCE) <= ids
    assert root.findall(".//k:href", IN_KML) == []


def test_flows_are_off_where_there_are_paths_and_on_where_there_are_none(built):
    def off(data):
        return {folder.findtext("k:name", None, IN_KML) for folder in tree(data).iterfind(".//k:Folder", IN_KML)
                if folder.findtext("k:visibility", None, IN_KML) == "0"}  # fmt: skip

    assert off(file(built, ".kml")) == {"How many people were taken from where to where"}
    assert off(file(ladder(*crowd(6, "onsong", "nongpo")), ".kml")) == set()


def test_colours_of_a_kml_are_those_of_the_pictures():
    drawn = dict(zip(EVIDENCE, signs.EVIDENCE_COLOURS, strict=True))
    made = {name: f"#{colour[6:8]}{colour[4:6]}{colour[2:4]}" for name, (colour, _) in LINES.items()}
    assert made == drawn


def test_a_line_over_the_antimeridian_is_two_lines_of_one_mark():
    rows = [{"person_id": "P1", "longitude": lon, "latitude": 10} for lon in (179, -179)]
    root = tree(file(ladder(*rows), ".kml", "internal"))
    mark = root.find(".//k:MultiGeometry", IN_KML)
    assert len(mark.findall("k:LineString", IN_KML)) == 2


def test_a_kml_says_what_it_was_made_of(built):
    text = tree(file(built, ".kml")).findtext("k:Document/k:description", None, IN_KML)
    for words in ("Profile: for the public.", "ab" * 32, "not the road taken", "have not agreed"):
        assert words in text


def test_texts_in_a_kml_are_texts(hostile):
    root = tree(file(hostile, ".kml"))
    for described in root.iter(f"{{{kml.NAMESPACE}}}description"):
        assert not set("<>") & set(described.text)
        assert "$[" not in described.text
    ids = {data.findtext("k:value", None, IN_KML) for data in root.iterfind(".//k:Data[@name='person_id']", IN_KML)}
    assert {text.replace("\ufffd", "") for text in ids} == {
        f"{n:03d}{kml.NOT_XML.sub('', text)}" for n, text in enumerate(OF_RECORDS)
    }
    described = html.unescape(root.find(".//k:Placemark/k:description", IN_KML).text)
    assert described.splitlines()[1:3] == ["person id: 000{{ 7*7 }}", "detention: 1"]


def test_a_geopackage_has_a_layer_a_table_and_the_manifest(built, tmp_path):
    path = opened(tmp_path, file(built, ".gpkg"), ".gpkg")
    assert [name for name, _ in pyogrio.list_layers(path)] == [*TABLES, "manifest"]
    told = pyogrio.read_dataframe(path, layer="manifest").set_index("key")["value"]
    assert told["profile"] == "public"
    assert json.loads(told["inputs"]) == [{"role": "records", "sha256": "ab" * 32}]


@pytest.mark.parametrize("table", TABLES)
def test_a_geopackage_opens_in_gdal(built, table, tmp_path):
    path = opened(tmp_path, file(built, ".gpkg"), ".gpkg")
    read = pyogrio.read_dataframe(path, layer=table)
    assert read.crs.to_epsg() == 4326
    assert set(read.geom_type.dropna()) == {"Point" if table in POINTS else "MultiLineString"}
    held = layers(file(built, ".geojson"))[table]
    assert len(read) == len(held)
    assert list(read.columns) == [*[name for name in FIELDS[table] if name in read], "geometry"]


def test_no_time_of_writing_is_in_a_geopackage(built, tmp_path):
    with sqlite3.connect(opened(tmp_path, file(built, ".gpkg"), ".gpkg")) as database:
        assert {row[0] for row in database.execute("SELECT last_change FROM gpkg_contents")} == {GDAL_DATE}


def test_texts_in_a_geopackage_are_texts(hostile, tmp_path):
    path = opened(tmp_path, file(hostile, ".gpkg"), ".gpkg")
    read = pyogrio.read_dataframe(path, layer="paths")
    assert read["case_id"].tolist() == [text.replace("\0", "\u2400") for text in OF_RECORDS]


@pytest.mark.parametrize("table", TABLES)
def test_a_geoparquet_opens_in_geopandas(built, table, tmp_path):
    path = opened(tmp_path, file(built, ".parquet", table=table), ".parquet")
    read = gpd.read_parquet(path)
    held = layers(file(built, ".geojson"))[table]
    assert read.crs == "OGC:CRS84"
    shapes = [one["geometry"] and shapely.geometry.shape(one["geometry"]) for one in held]
    assert all(a == b or (a is None and b is None) for a, b in zip(read.geometry, shapes, strict=True))


def test_a_geoparquet_has_types_and_the_manifest(built):
    data = file(built, ".parquet")
    schema = parquet.read_schema(pa.BufferReader(data))
    assert schema.field("sources").type == pa.list_(pa.string())
    assert pa.types.is_timestamp(schema.field("departed_earliest").type)
    assert json.loads(schema.metadata[b"manifest"])["profile"] == "public"
    assert json.loads(schema.metadata[b"geo"])["version"] == "1.1.0"


def test_texts_in_a_geoparquet_are_texts(hostile):
    table = parquet.read_table(pa.BufferReader(file(hostile, ".parquet", table="paths")))
    assert table["case_id"].to_pylist() == OF_RECORDS


def test_texts_in_a_geojson_are_texts(hostile):
    held = layers(file(hostile, ".geojson"))
    assert [one["properties"]["case_id"] for one in held["paths"]] == OF_RECORDS
    aliases = held["places"][0]["properties"]["aliases"]
    assert aliases == [text.replace("\ud800", "\ufffd") for text in TEXTS]


def test_linked_places_are_the_places_alone(built):
    document = json.loads(file(built, ".lpf.json"))
    assert [place["properties"]["place_id"] for place in document["features"]] == [
        "onsong", "nongpo", "yodok", "tumen", "bridge", "lost",
    ]  # fmt: skip
    assert document["@context"].endswith(".jsonld")
    assert document["features"][0]["geometry"]["geometries"][0]["coordinates"] == [129.99, 42.95]
    assert document["manifest"]["profile"] == "public"


def test_linked_places_do_not_tell_the_names_of_files():
    given = [GIVEN[0]._replace(role="places", name="kim.geojson")]
    data, _ = make(ladder(*walk("P1", "onsong")), {"inputs": given}, {}, ".lpf.json")
    assert b"kim" not in data
    assert b"urn:x-gazetteer:places:onsong" in data


def test_texts_in_linked_places_are_texts(hostile):
    first = json.loads(file(hostile, ".lpf.json"))["features"][0]
    assert [name["toponym"] for name in first["names"]][2:] == [text.replace("\ud800", "\ufffd") for text in TEXTS]


@pytest.mark.parametrize("ending", FORMATS)
def test_no_table_that_the_manifest_names_is_missing(built, ending):
    _, told = make(built, {"inputs": GIVEN}, {}, ending)
    assert set(told["tables"]) == ({"legs"} if FORMATS[ending].one else set(FORMATS[ending].only))

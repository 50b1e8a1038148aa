"""GeoJSON and CSV as other programs read them, the sidecar, the command."""

import csv
import io
import json
from hashlib import sha256

import pandas as pd
import pyogrio
import pytest
import shapely
from pyproj import Geod

from geodata.csv_safe import plain
from layers.__main__ import main
from layers.datafile import FORMATS, make
from layers.datafile.fields import FIELDS, TABLES
from layers.manifest import RECORDS, Input
from layers.profiles import PROFILES
from layers.words import LANGUAGES, catalogue
from routes.cli import main as build_tables
from tests.layers.hostile import TEXTS
from tests.layers.small import ladder, places, walk
from tests.layers.test_export import EVENTS
from tests.layers.test_profiles import KEY, crowd, house

GIVEN = [Input(RECORDS, "events.csv", "ab" * 32)]
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝")


@pytest.fixture(scope="module")
def built():
    return ladder(
        *walk("P1", "tumen", "onsong", "yodok", arrival="1998-05-17", source="A book", case_id="C1", note="a note"),
        {"person_id": "P2", "event": "unknown_place"},
        *crowd(6, "onsong", "nongpo"),
    )


def file(built, ending, profile="public", table=None, **options):
    told = {"profile": profile, "inputs": GIVEN, **({"key": KEY} if profile == "partner" else {}), **options}
    return make(built, told, {"table": table}, ending)[0]


def sidecar(built, ending, name="map", **asked):
    data, told = make(built, {"inputs": GIVEN}, asked, ending)
    return data, json.loads(told["beside"](name + ending))


def layers(data):
    features = json.loads(data)["features"]
    return {name: [one for one in features if one["properties"]["layer"] == name] for name in TABLES}


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_geojson_holds_every_table(built):
    held = layers(file(built, ".geojson"))
    assert {name: len(features) for name, features in held.items()} == {
        "legs": 3, "paths": 2, "flows": 4, "places": 6, "stints": 4,
    }  # fmt: skip


def test_a_geojson_opens_in_gdal(built, tmp_path):
    path = tmp_path / "map.geojson"
    path.write_bytes(file(built, ".geojson"))
    table = pyogrio.read_dataframe(path)
    assert table.crs.to_epsg() == 4326
    assert set(table[table["layer"] == "legs"].geom_type) == {"LineString"}
    assert table.loc[table["layer"] == "places", "persons"].notna().any()


def test_a_leg_says_what_is_known_of_it(built):
    leg = layers(file(built, ".geojson"))["legs"][0]["properties"]
    assert (leg["origin"], leg["origin_name"], leg["destination_name"]) == (
        "tumen",
        "Tumen detention centre",
        "Tumen bridge",
    )
    assert (leg["evidence"], leg["via_name"], leg["departed"], leg["arrived"]) == (
        "inferred",
        "Tumen bridge",
        None,
        None,
    )
    assert leg["reasons"][0].startswith("No source says where the border was crossed")
    assert layers(file(built, ".geojson"))["legs"][1]["properties"]["arrived"] == "1998"


def test_names_and_reasons_are_in_the_language_of_the_file(built):
    leg = layers(file(built, ".geojson", lang="ko"))["legs"][1]["properties"]
    assert leg["destination_name"] == "온성군 보위부"
    assert "국경" in leg["reasons"][0]


def test_a_person_without_a_place_is_a_row_without_geometry(built):
    path = layers(file(built, ".geojson"))["paths"][1]
    assert (path["properties"]["person_id"], path["geometry"]) == ("P2", None)


def test_a_path_is_all_lines_of_the_person(built):
    held = layers(file(built, ".geojson"))
    path = held["paths"][0]
    assert shapely.geometry.shape(path["geometry"]).length == pytest.approx(
        sum(shapely.geometry.shape(leg["geometry"]).length for leg in held["legs"])
    )
    assert path["properties"]["length_m"] == pytest.approx(sum(leg["properties"]["length_m"] for leg in held["legs"]))
    assert path["properties"]["evidence"] == "inferred"


def test_a_path_tells_of_the_legs_in_the_file_alone(built):
    path = layers(file(built, ".geojson", where={"evidence": ["documented"]}))["paths"][0]["properties"]
    assert (path["legs"], path["evidence"]) == (1, "documented")


def test_a_count_that_is_withheld_is_empty(built):
    persons = {one["id"]: one["properties"]["persons"] for one in layers(file(built, ".geojson"))["places"]}
    assert (persons["onsong"], persons["nongpo"], persons["yodok"], persons["lost"]) == (6, 5, 1, None)


def test_notes_and_rows_leave_in_internal_alone():
    table = places(onsong={"note": "a note", "beds": 7, "verified": {"by": "somebody"}})
    rows = walk("P1", "onsong", "yodok", own="x")
    for profile in PROFILES:
        held = layers(file(ladder(*rows, table=table), ".geojson", profile))
        told = [held["places"][0]["properties"], held["stints"][0]["properties"], held["paths"][0]["properties"]]
        found = [name for name, one in zip(("note", "rows", "own"), told, strict=True) if name in one]
        assert found == (["note", "rows", "own"] if profile == "internal" else [])
        assert ("beds" in told[0], "verified" in told[0]) == (profile == "internal",) * 2


def test_no_length_tells_where_a_house_is():
    held = layers(file(house(), ".geojson"))
    leg = held["legs"][0]
    start, end = leg["geometry"]["coordinates"][0], leg["geometry"]["coordinates"][-1]
    assert leg["properties"]["length_m"] == pytest.approx(Geod(ellps="WGS84").inv(*start, *end)[2], abs=0.1)
    assert {held[name][0]["properties"]["length_m"] for name in ("legs", "paths", "flows")} == {
        leg["properties"]["length_m"]
    }


def test_a_date_stands_at_the_end_of_the_way_that_it_is_of():
    legs = layers(file(ladder(*walk("P1", "tumen", "onsong", departure="1999-06", arrival="1998")), ".geojson"))["legs"]
    told = [(leg["properties"]["departed"], leg["properties"]["arrived"]) for leg in legs]
    assert told == [("1999", None), (None, "1998")]


def test_a_place_in_the_words_of_the_record_is_told_where_no_place_is_known():
    rows = [
        *walk("P1", "onsong", place_name="My words"),
        {"person_id": "P1", "event": "unknown_place", "place_name": "A barn"},
    ]
    stints = layers(file(ladder(*rows), ".geojson"))["stints"]
    assert [stint["properties"]["place_as_recorded"] for stint in stints] == [None, "A barn"]


def test_a_column_of_the_records_and_a_property_of_a_place_do_not_replace_ours():
    table = places(onsong={"layer": "mine", "persons": "many"})
    held = layers(file(ladder(*walk("P1", "onsong", layer="own"), table=table), ".geojson", "internal"))
    assert held["paths"][0]["properties"]["layer_in_file"] == "own"
    place = held["places"][0]["properties"]
    assert (place["layer_in_file"], place["persons_in_file"], place["persons"]) == ("mine", "many", 1)


@pytest.mark.parametrize("published", [True, False])
def test_a_detour_from_a_moved_place_is_not_told(published):
    table = places(**({} if published else {"tumen": {"sources": []}}))
    other = table[table["place_id"] == "bridge"].assign(place_id="second", name="Second bridge", latitude=42.9)
    table = pd.concat([table, other], ignore_index=True)
    legs = layers(file(ladder(*walk("P1", "tumen", "onsong"), table=table), ".geojson"))["legs"]
    told = [[one["place_id"] for one in leg["properties"]["alternatives"]] for leg in legs]
    assert told == ([["second"]] * 2 if published else [[], []])


def test_another_crossing_that_is_not_in_the_file_is_not_told():
    table = places()
    other = table[table["place_id"] == "bridge"].assign(place_id="second", name="Second bridge", latitude=42.9)
    found = ladder(*walk("P1", "tumen", "onsong"), table=pd.concat([table, other], ignore_index=True))
    legs = layers(file(found, ".geojson", where={"place_text": "Onsong"}))["legs"]
    assert [leg["properties"]["alternatives"] for leg in legs] == [[], []]


def test_why_a_moved_place_was_put_there_is_not_told():
    table = places(onsong={"sources": [], "chosen_because": "42.95 by GPS"})
    data = file(ladder(*walk("P1", "onsong"), table=table), ".geojson")
    assert b"by GPS" not in data


@pytest.mark.parametrize("table", TABLES)
def test_a_csv_holds_one_table(built, table):
    held = rows(file(built, ".csv", table=table))
    known = [name for name in FIELDS[table] if name in held[0]]
    assert list(held[0]) == [*known, "geometry"]
    assert len(held) == len(layers(file(built, ".geojson"))[table])


def test_a_csv_is_of_legs_unless_another_is_asked_for(built):
    assert file(built, ".csv") == file(built, ".csv", table="legs")


def test_a_csv_has_lists_as_json_and_geometry_as_wkt(built):
    leg = rows(file(built, ".csv"))[0]
    assert json.loads(leg["sources"]) == ["A book"]
    assert shapely.from_wkt(leg["geometry"]).geom_type == "LineString"


def test_a_csv_opens_right_in_excel_with_its_mark(built):
    data, _ = make(built, {}, {"bom": True, "table": "places"}, ".csv")
    assert data.startswith(b"\xef\xbb\xbfplace_id,name")
    assert "온성군 보위부".encode() in data


def hostile(texts):
    """Texts in ids, names and fields of a record, as far as a record can hold them."""
    told = [text for text in texts if text.strip() and text.isprintable()]
    return [row for n, text in enumerate(told) for row in walk(f"{text}{n}", "onsong", "yodok", source=text, authority=text, case_id=text)]  # fmt: skip


def test_no_cell_of_a_csv_runs():
    texts = [*TEXTS, "=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0"]
    table = places(onsong={"name": "=1+1", "aliases": ["=2"], "names": {"ko": "@x"}}, yodok={"name": "\t=1"})
    built = ladder(*hostile(texts), table=table)
    for name in TABLES:
        for row in rows(file(built, ".csv", table=name)):
            for column, cell in row.items():
                number = column in ("longitude", "latitude") and cell.startswith("-")
                assert number or not cell.startswith(RUNS), (name, column, cell)


def test_a_guarded_cell_can_be_read_back():
    built = ladder(*walk("=1+1", "onsong", "yodok"))
    assert {plain(row["person_id"]) for row in rows(file(built, ".csv"))} == {"=1+1"}


@pytest.mark.parametrize("ending", [ending for ending in FORMATS if ending != ".lpf.json"])
@pytest.mark.parametrize(("profile", "lang"), [*zip(PROFILES, ("ko", "en", "ko"), strict=True)])
def test_the_same_input_gives_the_same_bytes(built, ending, profile, lang):
    assert file(built, ending, profile, lang=lang) == file(built, ending, profile, lang=lang)


@pytest.mark.parametrize("ending", FORMATS)
def test_nobody_to_show_is_a_file_too(ending):
    nobody = ladder(*crowd(4, "onsong", "nongpo"))
    assert file(nobody, ending)


@pytest.mark.parametrize("ending", FORMATS)
def test_half_a_character_stops_no_file(ending):
    table = places(onsong={"name": "\ud800 half", "aliases": ["\udfff"]}, tumen={"names": {"ko": "\ud800"}})
    assert file(ladder(*walk("P1", "tumen", "onsong", "yodok"), table=table), ending)


def test_a_sidecar_has_size_and_hash_of_the_file(built):
    data, package = sidecar(built, ".csv")
    (resource,) = package["resources"]
    assert (resource["path"], resource["bytes"]) == ("map.csv", len(data))
    assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"


@pytest.mark.parametrize("table", TABLES)
def test_a_sidecar_describes_every_column_of_a_csv(built, table):
    data, package = sidecar(built, ".csv", table=table)
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(rows(data)[0])
    assert all(len(field["description"]) > 3 for field in fields)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sidecar_describes_columns_in_the_language_of_the_file(built, lang):
    _, told = make(built, {"inputs": GIVEN, "lang": lang}, {"table": "flows"}, ".csv")
    (resource,) = json.loads(told["beside"]("map.csv"))["resources"]
    words = catalogue(lang)
    meaning = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
    assert (resource["title"], meaning["persons"]) == (words["field.table.flows"], words["field.persons_of_line"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_has_a_meaning_in_words(lang):
    asked = {f"field.{word}" for table in FIELDS.values() for _, word in table.values()}
    assert asked | {f"field.table.{table}" for table in TABLES} <= set(catalogue(lang))


@pytest.mark.parametrize("table", TABLES)
def test_a_csv_is_of_the_types_that_its_sidecar_says(built, table):
    data, package = sidecar(built, ".csv", table=table)
    read = {
        "integer": int, "number": float, "array": json.loads, "object": json.loads, "string": str,
        "datetime": lambda text: pd.to_datetime(text, format="%Y-%m-%dT%H:%M:%S"),
    }  # fmt: skip
    kinds = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    for row in rows(data):
        assert all(read[kinds[name]](cell) is not None for name, cell in row.items() if cell)


def test_a_sidecar_of_several_tables_has_a_resource_each(built):
    _, package = sidecar(built, ".geojson")
    assert [(one["layer"], one["path"]) for one in package["resources"]] == [(name, "map.geojson") for name in TABLES]
    assert len({one["name"] for one in package["resources"]}) == len(TABLES)


def test_a_sidecar_says_profile_manifest_and_no_licence_that_nobody_gave(built):
    _, package = sidecar(built, ".geojson")
    assert package["exportProfile"] == package["manifest"]["profile"] == "public"
    assert "licenses" not in package
    assert json.loads(file(built, ".geojson"))["manifest"] == package["manifest"]


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, encoding="utf-8")
    return path


def export(*arguments):
    return main(["export", *map(str, arguments)])


@pytest.mark.parametrize("ending", FORMATS)
def test_the_command_writes_the_file_and_its_sidecar(events, tmp_path, ending):
    out = tmp_path / "new" / f"map{ending}"
    assert export(events, "--out", out) == 0
    assert {path.name for path in out.parent.iterdir()} == {out.name, f"{out.name}.datapackage.json"}


def test_the_command_says_the_manifest(events, tmp_path, capsys):
    assert export(events, "--out", tmp_path / "map.csv", "--json") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["tables"] == {"legs": 1}
    for words in ("Profile: for the public.", "People: 1 of 1.", "have not agreed", "facilities.geojson, 1."):
        assert words in told.err


def test_a_file_without_a_row_is_said(events, tmp_path, capsys):
    export(events, "--out", tmp_path / "map.csv", "--where", "reason=none", "--where", "person=nobody")
    export(events, "--out", tmp_path / "map.csv", "--where", "person=nobody")
    assert "No row is in the file (legs). Choose another --table" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "map.html", "--table", "legs"], "--table: is for .geojson"),
        (["--out", "map.geojson", "--bom"], "--bom: is for .csv only"),
        (["--out", "map.csv", "--grey"], "--grey: is for .png, .svg, .pdf"),
        (["--out", "map.csv.datapackage.json"], "this kind of file cannot be written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_file(events, tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    assert export(events, *arguments) == 2
    assert sentence in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


def test_a_sidecar_does_not_replace_what_is_read(events, tmp_path, capsys):
    places = tmp_path / "map.csv.datapackage.json"
    places.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert export(events, "--out", tmp_path / "map.csv", "--places", places) == 2
    assert "would write over what is read" in capsys.readouterr().err


def test_a_folder_that_was_built_gives_the_same_file(events, tmp_path):
    build_tables(["build", str(events), "--out", str(tmp_path / "built")])
    for name, source in (("a.csv", events), ("b.csv", tmp_path / "built")):
        export(source, "--out", tmp_path / name)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()

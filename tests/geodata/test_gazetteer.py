import csv
import hashlib
import io
import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import geojson
from geodata.csv_safe import plain
from geodata.dataset import PACKAGE
from geodata.errors import DataError
from geodata.gazetteer import FORMATS, document, dump, form_of, of
from geodata.places import COLUMNS, bundled, parse_features, read_place_file
from geodata.store import Store
from tests.geodata.corrected import new_store, recorded
from tests.geodata.test_place_rows import MEMBER, POSITION, PROPERTIES, TEXT, VALUE, feature
from tests.layers.hostile import TEXTS

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
FILES = [path for path in sorted(SAMPLES.glob("*/facilities.*")) if path.suffix in (".csv", ".geojson")]


def places_of(*features):
    return parse_features(collection(*features))[0]


def collection(*features, **members):
    return {"type": "FeatureCollection", **members, "features": list(features)}


def parsed(data):
    return json.loads(data.decode())


def texts_of(form, data):
    """Every text of a file, by a reader that is none of ours."""
    if form == "csv":
        return [cell for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row]
    if form == "kml":
        elements = ElementTree.fromstring(data).iter()  # noqa: S314 - our own file
        return [text for element in elements for text in (element.text, *element.attrib.values())]
    found, stack = [], [parsed(data)]
    while stack:
        thing = stack.pop()
        if isinstance(thing, dict | list):
            stack.extend([*thing, *thing.values()] if isinstance(thing, dict) else thing)
        elif isinstance(thing, str):
            found.append(thing)
    return found


@pytest.mark.parametrize(
    ("name", "form"), [("a.geojson", "geojson"), ("b/A.CSV", "csv"), ("a.kml", "kml"), ("x.lpf.json", "lpf.json")]
)
def test_the_ending_says_the_format(name, form):
    assert form_of(name) == form


@pytest.mark.parametrize("name", ["a.json", "a.kmz", "csv", "a", "lpf.json"])
def test_another_ending_is_refused_and_all_good_ones_are_named(name):
    with pytest.raises(DataError, match=r"\.geojson, \.csv, \.kml, \.lpf\.json"):
        form_of(name)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_of_which_data_it_is(form, tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    places, _, told = of(store)
    data = dump(places, form, **told | {"licence": "LIC", "credits": "CRED", "version": "4.5"})
    text = "\n".join(text for text in texts_of(form, data) if text)
    base = hashlib.sha256((tmp_path / "places.geojson").read_bytes()).hexdigest()
    for fact in ("places.geojson", base, "4.5", "LIC", "CRED", store.head):
        assert fact in text
    assert store.entry(3).time[:10] in text


@pytest.mark.parametrize("form", ["geojson", "lpf.json"])
def test_json_tells_how_many_places_and_from_how_many_lines(form, tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    places, _, told = of(store)
    about = parsed(dump(places, form, **told))["gazetteer"]
    assert (about["places"], about["journal"]["lines"]) == (3, 3)


@pytest.mark.parametrize("form", ["csv", "kml"])
def test_words_tell_how_many_places_and_from_how_many_lines(form, tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    places, _, told = of(store)
    assert b"3 places. " in (data := dump(places, form, **told))
    assert b"up to line 3 of 20" in data


def test_the_bundled_data_tell_their_version_licence_and_credits(tmp_path):
    told = of(Store.open(tmp_path / "none"))[2]
    assert told["version"] == json.loads(PACKAGE.read_text(encoding="utf-8"))["version"]
    assert "not established" in told["licence"]
    assert "NKDB" in told["credits"]
    assert "journal" not in told


def test_the_hash_of_a_file_is_the_one_that_sha256sum_gives(tmp_path):
    store = new_store(tmp_path)
    told = of(store)[2]["files"]["places.geojson"]
    run = subprocess.run(["sha256sum", store.paths[0]], capture_output=True, text=True, check=True)
    assert run.stdout.split()[0] == told


def test_of_somebodys_own_files_nothing_is_claimed(tmp_path):
    told = of(new_store(tmp_path))[2]
    assert told["title"] == "places.geojson"
    assert not {"licence", "credits", "version"} & set(told)


def test_shipped_files_that_were_changed_claim_no_version(tmp_path):
    for name in ("facilities.geojson", "border_crossings.geojson"):
        (tmp_path / name).write_text(json.dumps(collection(feature(name))))
    store = Store.open(tmp_path / "s", [tmp_path / "facilities.geojson", tmp_path / "border_crossings.geojson"])
    told = of(store)[2]
    assert (told["version"], bool(told["licence"])) == (None, True)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_places_give_the_same_bytes(form, tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    one, other = (of(Store.open(store.folder, store.paths)) for _ in range(2))
    assert dump(one[0], form, **one[2]) == dump(other[0], form, **other[2])


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_alone_is_enough_and_its_hash_follows_its_content(form):
    one, other = places_of(feature("a")), places_of(feature("a", (1.0, 2.0)))
    hashes = [dump(table, form, title="T") for table in (one, one.copy(), other)]
    assert hashes[0] == hashes[1] != hashes[2]
    assert b"sha256" in hashes[0]


@pytest.mark.parametrize("form", FORMATS)
def test_no_places_at_all_is_a_good_file(form):
    data = dump(bundled().iloc[:0], form, title="T")
    assert texts_of(form, data)


# GeoJSON


def test_unknown_members_ids_order_and_big_numbers_survive(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    places, _, told = of(store)
    made = geojson.parse(dump(places, "geojson", **told))
    assert [one.get("id") for one in made["features"]] == ["onsong", 7, None]
    assert made["features"][0]["properties"]["name"] == "Onsŏng"
    assert made["features"][0]["mark"] == [1]
    assert made["features"][0]["geometry"]["coordinates"] == [129.99, 42.95, 7]
    assert (made["made by"], made["after"]) == ({"a": 12345678901234567890123}, True)
    assert made["features"] == store.documents()[0]["features"]


def test_nothing_is_added_but_one_member_of_the_collection():
    one = collection(feature("a", properties={"x": 1}), version="theirs")
    made = parsed(dump(places_of(*one["features"]), "geojson", title="T", documents=[one]))
    assert {key: value for key, value in made.items() if key != "gazetteer"} == one


def test_somebodys_own_member_of_that_name_is_kept():
    one = collection(feature("a"), gazetteer="theirs")
    made = parsed(dump(places_of(*one["features"]), "geojson", title="T", documents=[one]))
    assert (made["gazetteer"], made["gazetteer_"]["title"]) == ("theirs", "T")


def test_an_export_of_an_export_tells_of_itself_once():
    one = parsed(dump(places_of(feature("a")), "geojson", title="First"))
    made = parsed(dump(places_of(feature("a")), "geojson", title="Second", documents=[one]))
    assert made["gazetteer"]["title"] == "Second"
    assert "First" not in json.dumps(made)


def test_several_files_become_one_collection_and_keep_what_they_said_of_themselves():
    documents = [collection(feature("a"), note="x"), feature("b"), collection(feature("c"))]
    files = {"one.geojson": "1", "two.geojson": "2", "three.geojson": "3"}
    places = places_of(feature("a"), feature("b"), feature("c"))
    made = parsed(dump(places, "geojson", title="T", documents=documents, files=files))
    assert [one["id"] for one in made["features"]] == ["a", "b", "c"]
    assert [file.get("members") for file in made["gazetteer"]["files"]] == [{"note": "x"}, None, None]
    assert set(made) == {"type", "gazetteer", "features"}


@given(PROPERTIES, st.dictionaries(TEXT, VALUE), MEMBER, POSITION)
def test_any_document_comes_back_the_same(properties, unknown, member, position):
    one = collection(member | feature("a", position, {**unknown, **properties}))
    data = dump(places_of(*one["features"]), "geojson", title="T", documents=[one])
    assert geojson.parse(data)["features"] == one["features"]


@given(PROPERTIES, st.dictionaries(TEXT, VALUE), MEMBER, POSITION)
def test_any_table_comes_back_the_same_as_geojson(properties, unknown, member, position):
    table = places_of(member | feature("a", position, {**unknown, **properties}))[list(COLUMNS)]
    back = parse_features(geojson.parse(dump(table, "geojson", title="T")))[0][list(COLUMNS)]
    pd.testing.assert_frame_equal(back, table)


def test_the_bundled_places_as_a_document_are_the_bundled_places():
    back = parse_features(document(bundled()))[0][list(COLUMNS)]
    pd.testing.assert_frame_equal(back, bundled()[list(COLUMNS)])


# CSV


def test_csv_is_one_row_a_place_and_read_back_the_same(tmp_path):
    (tmp_path / "p.csv").write_bytes(dump(bundled(), "csv", title="T"))
    back, problems = read_place_file(tmp_path / "p.csv")
    assert problems.empty
    pd.testing.assert_frame_equal(back[list(COLUMNS)], bundled()[list(COLUMNS)])


def test_a_byte_order_mark_for_excel(tmp_path):
    data = dump(places_of(feature("a")), "csv", title="T", bom=True)
    assert data.startswith(b"\xef\xbb\xbfplace_id,")
    (tmp_path / "p.csv").write_bytes(data)
    assert read_place_file(tmp_path / "p.csv")[0]["place_id"].tolist() == ["a"]


# Texts


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_text_comes_out_as_a_text(text, form):
    properties = {
        "name": text,
        "names": {"ko": text},
        "aliases": [text],
        "kind": text,
        "note": text,
        "chosen_because": text,
    }
    data = dump(places_of(feature("a", properties=properties)), form, title=text, credits=text)
    shown = text.replace("\ud800", "\ufffd").replace("\x00", "\ufffd" if form == "kml" else "\x00")
    found = texts_of(form, data)
    assert not text or any(shown in one for one in found if one)
    if form in ("geojson", "lpf.json"):
        assert text == "" or shown in found


if FILES:  # the sample records are not part of the repository

    @pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
    @pytest.mark.parametrize("form", FORMATS)
    def test_every_name_of_real_records_is_in_the_file(path, form):
        table, _ = read_place_file(path)
        found = {
            plain(text) if form == "csv" else text for text in texts_of(form, dump(table, form, title="T")) if text
        }
        assert found >= set(table["name"].dropna())

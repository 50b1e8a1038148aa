import json
from pathlib import Path

import pytest

from geodata import dataset
from geodata.places import bundled
from layers.columns import read_column
from layers.filters import FILTERS
from layers.page import render
from layers.payload import payload
from layers.registry import LAYERS
from layers.words import LANGUAGES, catalogue
from routes.build import build
from routes.reading import read_events
from tests.layers.small import generated, ladder, walk

DEMO = Path(__file__).parents[2] / "data" / "demo_custody_events.csv"
TABLES = ("places", "lines", "persons", "stints", "dates", "legs", "flows")


@pytest.fixture(scope="module")
def content():
    rows = [
        *walk("P1", "tumen", "bridge", "onsong", authority="MSS", source="SYNTHETIC one", case_id="C1"),
        *walk("P2", "onsong", "nope", "nongpo", authority="MPS", reason="attempted_escape"),
    ]
    return payload(ladder(*rows))


def column(content, table, name):
    return list(read_column(content[table][name]))


def words(content, table, name):
    return [None if at < 0 else content["text"][at] for at in column(content, table, name)]


@pytest.mark.parametrize("table", TABLES)
def test_columns_of_a_table_are_equally_long(content, table):
    assert len({len(read_column(values)) for values in content[table].values()}) == 1


def test_a_person_has_their_stints_from_the_first_on(content):
    assert (column(content, "persons", "first_stint"), column(content, "persons", "stints")) == ([0, 3], [3, 3])


def test_texts_are_held_once(content):
    assert len(set(content["text"])) == len(content["text"])


def test_a_stop_that_nobody_can_place_says_what_was_recorded(content):
    assert words(content, "stints", "said")[4] == "nope"


def test_a_leg_across_a_stop_without_place_is_a_gap_that_counts_it(content):
    assert (column(content, "legs", "evidence")[-1], column(content, "legs", "hidden")[-1]) == (2, 1)


def test_lines_run_between_places(content):
    ids = words(content, "places", "id")
    pairs = [
        (ids[a], ids[b]) for a, b in zip(column(content, "lines", "a"), column(content, "lines", "b"), strict=True)
    ]
    assert set(pairs) == {("tumen", "bridge"), ("bridge", "onsong"), ("onsong", "nongpo")}


def test_the_people_at_a_place_are_counted_once_each(content):
    at = dict(zip(words(content, "places", "id"), column(content, "places", "persons"), strict=True))
    assert (at["onsong"], at["tumen"], at["yodok"]) == (2, 1, 0)


def test_the_version_of_the_data_that_ship_is_not_that_of_other_records(content):
    assert (content["meta"]["version"], content["meta"]["date"]) == ("", "")
    demo = build(read_events(DEMO), bundled())
    assert payload(demo)["meta"]["version"] == dataset.package()["version"]


def test_synthetic_records_say_so(content):
    assert content["meta"]["synthetic"]


def test_other_records_do_not():
    assert not payload(ladder(*walk("P1", "onsong", "nongpo", source="A book")))["meta"]["synthetic"]


def test_notes_and_unknown_columns_of_the_file_are_not_in_it():
    told = payload(ladder(*walk("P1", "onsong", "nongpo", note="a secret note", other="another secret")))
    assert "secret" not in json.dumps(told)


def test_filters_are_those_of_the_table_in_their_order(content):
    keys = [row["key"] for row in content["filters"]]
    assert keys == [item.key for item in FILTERS if item.key in keys]


def test_layers_are_those_of_the_table(content):
    assert [layer["key"] for layer in content["layers"]] == [layer.key for layer in LAYERS]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_layer_has_a_name(lang):
    assert {f"layer.{layer.key}" for layer in LAYERS} <= set(catalogue(lang))


def test_without_paths_the_flows_are_shown():
    told = payload(ladder(*walk("P1", "onsong", "nongpo", consent="")), profile="public")
    assert next(layer["on"] for layer in told["layers"] if layer["key"] == "flows")


def test_the_filters_that_chose_are_said_in_words():
    told = payload(ladder(*walk("P1", "onsong", "nongpo")), where={"person": "P1"})
    assert told["meta"]["filters_in_words"] == ["Person: P1"]


def test_it_says_of_how_many_it_is_a_part():
    told = payload(ladder(*walk("P1", "onsong", "nongpo"), *walk("P2", "onsong", "yodok")), where={"person": "P1"})
    assert (len(read_column(told["persons"]["id"])), told["meta"]["totals"]["persons"]) == (1, 2)


def test_nobody_at_all_is_still_a_document():
    told = payload(ladder(*walk("P1", "onsong", "nongpo")), where={"person": "nobody"})
    assert '"id":[]' in render(told, standalone=True)


def test_the_same_input_gives_the_same_payload():
    rows = walk("P1", "onsong", "nongpo")
    assert json.dumps(payload(ladder(*rows))) == json.dumps(payload(ladder(*rows)))


def test_a_page_of_10_000_legs_is_under_2_mb():
    built = generated(3334)
    assert len(built.legs) > 9_000
    assert len(render(payload(built), standalone=True).encode()) < 2_000_000


def test_the_data_of_100_000_legs_are_under_4_mb():
    built = generated(33_334)
    assert len(built.legs) > 90_000
    told = {key: value for key, value in payload(built).items() if key != "basemap"}
    assert len(json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()) < 4_000_000

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.csv_safe import dumps
from geodata.place_rows import ABOUT, COLUMNS, rows, unpacked
from geodata.places import COLUMNS as OF_PLACES
from geodata.places import bundled, parse_features, read_place_file
from tests.layers.hostile import TEXTS

WHITE = "".join(
    map(chr, [*range(9, 14), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
)
TEXT = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: text.strip(WHITE + "\x1c\x1d\x1e\x1f"))
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
PROPERTIES = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(["name", "kind", "locality", "opened", "note", "chosen_because", "country"], TEXT | st.none()),
        "names": st.dictionaries(TEXT, TEXT | st.none()) | VALUE,
        "aliases": st.lists(TEXT) | TEXT | VALUE,
        "countries": st.lists(TEXT),
        "sources": st.lists(st.dictionaries(TEXT, VALUE)) | VALUE,
        "verified": st.dictionaries(TEXT, VALUE) | VALUE,
        "uncertainty_m": st.floats(0, 1e6) | st.integers(0, 10**20),
        "group": st.sampled_from(["facility", "crossing", "other"]),
    },
)
MEMBER = st.dictionaries(TEXT.map(lambda text: f"x{text}"), VALUE)  # none that RFC 7946 forbids a Feature
POSITION = st.tuples(st.floats(-180, 180), st.floats(-90, 90)).filter(any) | st.none()


def feature(place_id="a", position=(129.0, 42.0), properties=None):
    geometry = None if position is None else {"type": "Point", "coordinates": list(position)}
    return {"type": "Feature", "id": place_id, "properties": properties or {}, "geometry": geometry}


def places_of(*features):
    return parse_features({"type": "FeatureCollection", "features": list(features)})[0][list(OF_PLACES)]


def back(tmp_path, table, **about):
    path = tmp_path / "places.csv"
    path.write_text(dumps(rows(table, **about)), encoding="utf-8", newline="")
    found, problems = read_place_file(path)
    assert problems.empty
    return found[list(OF_PLACES)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rows")


def test_the_columns_are_those_of_places_and_what_is_told_of_the_data():
    assert set(COLUMNS) == {*OF_PLACES, *ABOUT}
    assert list(rows(places_of()).columns) == list(COLUMNS)


def test_the_bundled_gazetteer_comes_back_the_same(tmp_path):
    pd.testing.assert_frame_equal(back(tmp_path, bundled(), dataset="x", rights="y"), bundled()[list(OF_PLACES)])


@given(PROPERTIES, st.dictionaries(TEXT, VALUE), MEMBER, POSITION)
def test_any_place_comes_back_the_same(folder, properties, unknown, member, position):
    table = places_of(member | feature("a", position, {**unknown, **properties}), feature("b", None))
    pd.testing.assert_frame_equal(back(folder, table), table)


@pytest.mark.parametrize("text", [text for text in TEXTS if text.strip(WHITE) and "\ud800" not in text])
def test_a_hostile_text_comes_back_in_every_field(tmp_path, text):
    stripped = text.strip(WHITE)
    properties = {
        "name": stripped,
        "names": {"ko": text},
        "aliases": [text],
        "sources": [{"title": text}],
        "x": text,
        "note": stripped,
    }
    one = places_of(feature(properties=properties))
    pd.testing.assert_frame_equal(back(tmp_path, one), one)


def test_numbers_stay_numbers_and_lists_are_json():
    table = places_of(feature("a", (-71.6, -33.0), {"aliases": ["-x", "b"], "uncertainty_m": 500}))
    row = next(csv.DictReader(io.StringIO(dumps(rows(table)), newline="")))
    assert (row["longitude"], row["latitude"], row["uncertainty_m"]) == ("-71.6", "-33.0", "500.0")
    assert row["aliases"] == '["-x", "b"]'


def test_each_row_tells_of_which_data_it_is():
    assert rows(places_of(feature("a"), feature("b")), "D", "R")[list(ABOUT)].values.tolist() == [["D", "R"]] * 2


def test_what_is_told_of_the_data_is_no_property_of_the_place(tmp_path):
    assert back(tmp_path, places_of(feature()), dataset="D", rights="R")["extra"].item() == {}


def test_a_member_that_somebody_wrote_into_a_cell_replaces_none_of_the_features_own(tmp_path):
    text = dumps(rows(places_of(feature("a") | {"mark": 1})))
    (tmp_path / "p.csv").write_text(text.replace('""mark""', '""type"": 2, ""mark""'), encoding="utf-8")
    assert read_place_file(tmp_path / "p.csv")[0]["member"].item() == {"mark": 1}


def test_somebody_elses_columns_of_that_name_are_kept(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text('id,dataset,extra\na,D,"{""x"": 1}"\n')
    assert read_place_file(path)[0]["extra"].item() == {"dataset": "D", "extra": '{"x": 1}'}


def test_a_table_with_fewer_columns_gives_empty_cells():
    assert rows(pd.DataFrame({"place_id": ["a"]})).loc[0, "sources"] is None


def test_json_in_a_csv_of_somebody_else_is_read(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text('id,names,sources\na,"{""ko"": ""청진""}","[{""title"": ""T""}]"\n', encoding="utf-8")
    place = read_place_file(path)[0].iloc[0]
    assert (place["names"], place["sources"]) == ({"ko": "청진"}, [{"title": "T"}])


def test_aliases_with_semicolons_are_read_as_before():
    assert places_of(feature(properties={"aliases": "a; [b]"}))["aliases"].item() == ["a", "[b]"]


@pytest.mark.parametrize("text", ["[", "[1", "{}", '["a",]', "[NaN]", "x"])
def test_what_is_no_json_list_stays_a_text(text):
    assert unpacked({"sources": text}) == {"sources": text}

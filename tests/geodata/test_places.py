import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import geojson, places
from geodata.errors import DataError
from geodata.places import read_place_file, read_places, read_places_with_problems

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


def feature(place_id="a", coordinates=(129.0, 42.0), **properties):
    geometry = None if coordinates is None else {"type": "Point", "coordinates": list(coordinates)}
    return {"type": "Feature", "id": place_id, "properties": properties, "geometry": geometry}


def read(*features):
    return places.parse_features({"type": "FeatureCollection", "features": list(features)}, "p.geojson")


def written(tmp_path, text, name="p.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_place_with_everything():
    table, problems = read(
        feature(
            name="Camp", names={"ko": "수용소"}, aliases=["C"], kind="prison", country="KP", uncertainty_m=250,
            sources=[{"title": "S", "longitude": 1.5}], opened="1965", closed=None, verified={"by": "x"}, colour="red",
        ) | {"bbox": [1, 2, 3, 4]}
    )  # fmt: skip
    row = table.iloc[0].to_dict()
    assert problems.empty
    assert row["names"] == {"ko": "수용소"}
    assert row["sources"] == [{"title": "S", "longitude": 1.5}]
    assert (row["countries"], row["group"], row["closed"]) == (["KP"], "facility", None)
    assert (row["extra"], row["member"]) == ({"colour": "red"}, {"bbox": [1, 2, 3, 4]})


def test_a_place_with_an_id_alone():
    table, problems = read(feature(coordinates=None))
    row = table.iloc[0]
    assert problems.empty
    assert (row["name"], row["aliases"], row["names"], row["sources"], row["countries"]) == (None, [], {}, [], [])
    assert pd.isna(row["longitude"])


@pytest.mark.parametrize("kind", ["road_bridge", "land_checkpoint"])
def test_a_crossing_is_told_by_its_kind(kind):
    assert read(feature(kind=kind))[0]["group"].item() == "crossing"


def test_two_countries_make_a_crossing():
    assert read(feature(kind="other", countries=["KP", "CN"]))[0]["group"].item() == "crossing"


@pytest.mark.parametrize("name", places.ID_NAMES)
def test_the_id_may_be_a_property(name):
    table, _ = read({"type": "Feature", "properties": {name: "x"}, "geometry": None})
    assert (table["place_id"].item(), table["extra"].item()) == ("x", {})


def test_a_number_is_an_id():
    assert read(feature(7))[0]["place_id"].item() == "7"


@pytest.mark.parametrize(
    ("coordinates", "told"),
    [
        ((42.0, 129.0), "swapped"),
        ((0, 0), "0, 0"),
        ((5_000_000.0, 4_300_000.0), "metres"),
        ((200.0, 42.0), "outside the globe"),
        ((-965.98, 42.0), "metres"),
    ],
)
def test_a_position_that_cannot_be_right_is_left_out_and_told(coordinates, told):
    table, problems = read(feature(coordinates=coordinates), feature("b"))
    assert table["longitude"].isna().tolist() == [True, False]
    assert told in problems["reason"].item()
    assert problems["row"].item() == 1
    assert problems["place_id"].item() == "a"
    assert problems["remedy"].item()


def test_a_polygon_says_no_position():
    table, problems = read(feature() | {"geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}})
    assert table["longitude"].isna().all()
    assert "Point" in problems["reason"].item()


def test_a_place_without_id_is_told_and_the_others_stay():
    nameless = feature()
    del nameless["id"]
    table, problems = read(nameless, feature("b"))
    assert table["place_id"].tolist() == ["b"]
    assert "no id" in problems["reason"].item()


def test_a_file_without_ids_is_refused():
    nameless = feature()
    del nameless["id"]
    with pytest.raises(DataError, match="no feature has an id"):
        read(nameless)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("id,lon,lat", "a,129.5,42.0"),
        ("facility_id;Latitude;Longitude", "a;42.0;129.5"),
        ("place_id\tlat\tlng", "a\t42.0\t129.5"),
    ],
)
def test_csv_by_any_of_the_names(tmp_path, header, cells):
    table = read_places(written(tmp_path, f"{header}\n{cells}\n"))
    assert table[["place_id", "longitude", "latitude"]].values.tolist() == [["a", 129.5, 42.0]]


@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [
        ('"129,75"', "42", "comma"),
        ("x", "42", "not a number"),
        ("129", "", "no latitude"),
        ("1_000", "42", "not a number"),
        ("NaN", "42", "not a number"),
        ("１２９", "42", "not a number"),
        ("42", "129", "swapped"),
    ],
)
def test_csv_problems_name_the_line(tmp_path, lon, lat, told):
    table, problems = read_places_with_problems(written(tmp_path, f"id,lon,lat\nb,1,2\na,{lon},{lat}\n"))
    assert table["longitude"].isna().tolist() == [False, True]
    assert problems["row"].item() == 3
    assert told in problems["reason"].item()


def test_csv_without_positions_and_with_names(tmp_path):
    row = read_places(written(tmp_path, "id,name,name_ko,aliases,extra\na,Camp,수용소,C; D,x\n")).iloc[0]
    assert (row["names"], row["aliases"], row["extra"]) == ({"ko": "수용소"}, ["C", "D"], {"extra": "x"})


@pytest.mark.parametrize("heading", ["nombre", "name_local", "Local name", "이름", "Название", "other_names", "الاسم"])
def test_a_name_under_a_heading_in_another_language_is_an_alias(tmp_path, heading):
    row = read_places(written(tmp_path, f"id,name,aliases,{heading},town\na,Camp,C,Campo; C,Lima\n")).iloc[0]
    assert (row["name"], row["aliases"], row["extra"]) == (
        "Camp",
        ["C", "Campo"],
        {heading: "Campo; C", "town": "Lima"},
    )
    alone = read_places(written(tmp_path, f"id,{heading}\na,Campo\n")).iloc[0]
    assert (alone["name"], alone["aliases"]) == ("Campo", [])


def test_csv_without_an_id_column_is_refused(tmp_path):
    with pytest.raises(DataError, match="no column holds the id"):
        read_places(written(tmp_path, "name,lon,lat\nx,1,2\n"))


def test_an_id_in_two_files_names_both(tmp_path):
    one, two = written(tmp_path, "id\na\n", "one.csv"), written(tmp_path, "id\nb\na\n", "two.csv")
    with pytest.raises(DataError, match=r"one\.csv row 2 and two\.csv row 3"):
        read_places([one, two])


def test_one_file_alone_may_be_looked_at_with_its_double_ids(tmp_path):
    table, _ = read_place_file(written(tmp_path, "id\na\na\n"))
    assert table[["place_id", "row"]].values.tolist() == [["a", 2], ["a", 3]]


def test_several_files_are_one_table(tmp_path):
    one = written(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature()]}), "one.geojson")
    table = read_places([one, written(tmp_path, "id\nb\n")])
    assert table["place_id"].tolist() == ["a", "b"]
    assert table.index.tolist() == [0, 1]
    assert list(table.columns) == list(places.COLUMNS)


def test_no_file_is_an_empty_table():
    assert list(read_places([]).columns) == list(places.COLUMNS)


def test_a_broken_geojson_is_not_taken_for_csv(tmp_path):
    with pytest.raises(DataError, match="JSON"):
        read_places(written(tmp_path, "type,id\nFeature,a\n", "p.geojson"))


def test_the_bundled_gazetteer_has_no_problems():
    table, problems = read_places_with_problems([places.DATA / name for name in places.BUNDLED])
    assert problems.empty
    assert table["place_id"].is_unique
    assert table["longitude"].between(95, 150).all()


def test_the_bundled_gazetteer_is_read_once():
    assert places.bundled() is places.bundled()


@pytest.mark.parametrize(("folder", "count"), [("densho_far_2camps", 1008), ("densho_journeys", 48), ("ttav", 78)])
def test_samples(folder, count):
    if not SAMPLES.exists():
        pytest.skip("../shared/samples is not here")
    table = read_places(SAMPLES / folder / "facilities.csv")
    assert len(table) == count


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from([*places.COLUMNS, "id", "group", "name_ko"]), json_values),
    json_values,
    st.floats(),
    st.floats(),
)
def test_any_properties_give_a_place_or_a_problem(properties, place_id, lon, lat):
    one = {
        "type": "Feature",
        "id": place_id,
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }
    table, problems = read(feature("z"), one)
    assert len(table) + problems["reason"].str.contains("no id").sum() == 2
    assert table["place_id"].map(type).eq(str).all()
    assert geojson.dumps({"extra": table["extra"].iloc[0]})


@given(st.text(alphabet='id,lon;\t\n"12.5x', max_size=60))
def test_any_csv_is_read_or_refused(text):
    try:
        table, _ = places._parse_rows("id,lon,lat\n" + text, "f.csv")
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert table["longitude"].isna().eq(table["latitude"].isna()).all()

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.corrections.base import from_rows, place_id
from geodata.errors import DataError
from geodata.gazetteer import dump
from geodata.places import COLUMNS, parse_features, read_places_with_problems
from geodata.store import Store

TABLE = """Code,facility_id,Name,LON,Lat,aliases,Beds
1,a,Onsong,129.50,42.9,x;y,007
2,b,Musan,"129,2",42.2,,
3,,nameless,129,42,,
4,c,Hoeryong,42,129,,
5,d,Nowhere,,,,
6,e,Uneven,129,42,,7,8
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "camps.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_keeps_every_cell_as_it_was_written():
    document, _ = from_rows(TABLE, "camps.csv")
    first, second = document["features"][:2]
    assert first["properties"] == {"Code": "1", "facility_id": "a", "name": "Onsong", "aliases": "x;y", "Beds": "007"}
    assert first["geometry"] == {"type": "Point", "coordinates": [129.5, 42.9]}
    assert (second["properties"]["lon"], second["properties"]["lat"], second["geometry"]) == ("129,2", "42.2", None)


def test_the_places_of_a_table_are_those_that_its_reader_gives(table, tmp_path):
    store = Store.open(tmp_path / "store", [table])
    read, problems = read_places_with_problems(table)
    for places, told in (store.places(), recorded_places(store)):
        shown = ["place_id", "name", "longitude", "latitude", "aliases"]
        assert places[shown].astype(str).equals(read[shown].astype(str))
        assert said(told) == said(problems)


def test_our_own_export_as_a_base_gives_the_same_places(tmp_path):
    properties = {"name": "=1", "names": {"ko": "온성"}, "sources": [{"title": "S"}], "beds": 7}
    one = {"type": "Feature", "id": "a", "mark": [1], "properties": properties, "geometry": None}
    table = parse_features({"type": "FeatureCollection", "features": [one]})[0]
    (tmp_path / "p.csv").write_bytes(dump(table, "csv", title="T"))
    store = Store.open(tmp_path / "store", [tmp_path / "p.csv"])
    for places, _ in (store.places(), recorded_places(store)):
        shown = [name for name in COLUMNS if name != "note"]
        pd.testing.assert_frame_equal(places[shown], table[shown])


def said(problems):
    columns = ["place_id", "field", "value", "reason", "remedy", "code"]
    return sorted(map(str, problems[columns].astype(object).fillna("").values.tolist()))


def recorded_places(store):
    store.propose("a", {"note": "x"}, who="Kim", reason="x")
    return store.places()


def test_a_position_that_could_not_be_read_is_told_until_it_is_corrected(table, tmp_path):
    store = Store.open(tmp_path / "store", [table])
    assert "b" in store.places()[1]["place_id"].tolist()
    store.accept(store.propose("b", {"position": [129.2, 42.2]}, who="Kim", reason="x").n, who="Lee")
    again = Store.open(tmp_path / "store")
    assert "b" not in again.places()[1]["place_id"].tolist()
    assert "c" in again.places()[1]["place_id"].tolist()
    assert again.places()[0].set_index("place_id").loc["b", "longitude"] == 129.2


def test_the_table_itself_is_kept_too(table, tmp_path):
    store = Store.open(tmp_path / "store", [table])
    recorded_places(store)
    assert next((store.folder / "base").glob("*/camps.csv")).read_text(encoding="utf-8") == TABLE
    assert [path.name for path in store.paths] == ["camps.geojson"]
    table.unlink()
    assert Store.open(store.folder).verify() == []


@pytest.mark.parametrize("name", ["camps.csv", "camps.csv.as.geojson"])
def test_a_changed_copy_is_found(table, tmp_path, name):
    store = Store.open(tmp_path / "store", [table])
    recorded_places(store)
    copy = next((store.folder / "base").glob(f"*/{name}"))
    copy.write_bytes(copy.read_bytes().replace(b"Onsong", b"Insong"))
    assert name in store.verify()[0].file


def test_a_table_without_ids_is_refused():
    with pytest.raises(DataError, match="no column holds the id"):
        from_rows("name\nx\n", "t.csv")


@pytest.mark.parametrize("text", ['{"type": "Point", "coordinates": [1, 2]}', "{", "", "name\nx\n"])
def test_what_holds_no_places_is_refused(tmp_path, text):
    path = tmp_path / "p.csv"
    path.write_text(text)
    with pytest.raises(DataError):
        Store.open(tmp_path / "store", [path])


def test_a_journal_cannot_name_files_outside_of_its_store(tmp_path):
    from geodata.corrections.base import read_copy  # noqa: PLC0415

    good = "base/0123456789abcdef"
    for folder, name, made in (
        ("..", "x", "m"), ("base/..", "x", "m"), ("/etc", "passwd", "m"), (good, "../x", "m"), (good, "x", "../m"),
    ):  # fmt: skip
        with pytest.raises(DataError, match="outside of the store"):
            read_copy(tmp_path, folder, [{"name": name, "made": made, "sha256": "0"}])


IDS = st.none() | st.booleans() | st.integers(0, 3) | st.floats(0, 3) | st.text(max_size=2) | st.just([1])


@given(
    IDS.filter(lambda one: not isinstance(one, bool | list)),
    st.dictionaries(st.sampled_from(["id", "place_id", "facility_id", "x"]), IDS),
)
def test_the_id_of_a_feature_is_that_of_its_row(own, properties):
    feature = {"type": "Feature", "id": own, "properties": properties, "geometry": None}
    try:
        places, _ = parse_features({"type": "FeatureCollection", "features": [feature]})
    except DataError:
        assert place_id(feature) is None
        return
    assert places["place_id"].tolist() == [place_id(feature)]


def test_utf_16_with_its_mark_is_rebuilt_as_utf_8(tmp_path):
    path = tmp_path / "p.geojson"
    path.write_text('{"type":"FeatureCollection","features":[{"type":"Feature","id":"청"}]}', encoding="utf-16")
    store = Store.open(tmp_path / "store", [path])
    store.accept(store.propose("청", {"name": "진"}, who="Kim", reason="x").n, who="Lee")
    assert "진" in store.paths[0].read_text(encoding="utf-8")
    assert Store.open(store.folder).verify() == []

import json

import pytest

from geodata.errors import DataError
from geodata.headings import pairs
from geodata.places import read_place_file


def written(tmp_path, text, name="p.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def geojson(tmp_path, *features):
    return written(tmp_path, json.dumps({"type": "FeatureCollection", "features": list(features)}), "p.geojson")


def test_a_csv_with_other_headings(tmp_path):
    path = written(tmp_path, "Code,X,Y,Label\na,129.5,42.0,Camp\n")
    places, problems = read_place_file(path, {"id": "Code", "lon": "X", "lat": "Y", "name": "Label"})
    assert problems.empty
    assert places[["place_id", "name", "longitude", "latitude"]].values.tolist() == [["a", "Camp", 129.5, 42.0]]
    assert places["extra"].item() == {}


def test_a_mapping_goes_before_our_own_heading_which_is_kept(tmp_path):
    places, _ = read_place_file(written(tmp_path, "id,Code,name\n1,a,Camp\n"), {"id": "Code"})
    assert (places["place_id"].item(), places["extra"].item()) == ("a", {"id_in_file": "1"})


def test_a_mapped_heading_is_not_taken_for_the_name_of_ours_that_it_has(tmp_path):
    places, _ = read_place_file(written(tmp_path, "id,x,lon,lat\na,here,129,42\n"), {"locality": "x"})
    assert (places["locality"].item(), places["longitude"].item()) == ("here", 129.0)


def test_geojson_with_other_properties(tmp_path):
    feature = {"type": "Feature", "id": 1, "properties": {"Code": "a", "X": "129.5", "Y": "42"}, "geometry": None}
    places, problems = read_place_file(geojson(tmp_path, feature), {"id": "Code", "longitude": "X", "latitude": "Y"})
    assert problems.empty
    assert places[["place_id", "longitude", "latitude"]].values.tolist() == [["a", 129.5, 42.0]]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"id": "Kode"}, "there is no such column"),
        ({"colour": "Code"}, "is none of our columns"),
        ({"lon": "Code", "longitude": "Code"}, "is given twice"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(tmp_path, columns, told):
    with pytest.raises(DataError, match=told):
        read_place_file(written(tmp_path, "Code\na\n"), columns)


def test_a_pair_without_a_sign_is_refused():
    with pytest.raises(DataError, match="OURS=THEIRS"):
        pairs(["id"])


@pytest.mark.parametrize(
    ("lon", "lat", "decimals"), [("129.50", "42.1", 2), ("129", "42", 0), ("1.2345e2", "42.00000", 5), ("", "", None)]
)
def test_digits_of_a_csv_count_as_they_are_written(tmp_path, lon, lat, decimals):
    places, _ = read_place_file(written(tmp_path, f"id,lon,lat\na,{lon},{lat}\n"))
    assert places["decimals"].astype(object).where(places["decimals"].notna(), None).item() == decimals


def test_digits_of_geojson_are_those_of_the_number(tmp_path):
    feature = {"type": "Feature", "id": 1, "geometry": {"type": "Point", "coordinates": [129.125, 42.0]}}
    assert read_place_file(geojson(tmp_path, feature))[0]["decimals"].item() == 3


def test_a_feature_that_cannot_be_one_does_not_lose_the_file_of_whoever_asks_for_each(tmp_path):
    good = {"type": "Feature", "id": "a", "geometry": {"type": "Point", "coordinates": [129.125, 42.0]}}
    texts = {"type": "Feature", "id": "b", "properties": {"name": "B"},
             "geometry": {"type": "Point", "coordinates": ["129", "42"]}}  # fmt: skip
    path = geojson(tmp_path, texts, good, 7)
    places, problems = read_place_file(path, each=True)
    assert places["place_id"].tolist() == ["b", "a"]
    assert places["name"].tolist() == ["B", None]
    assert problems["place_id"].dropna().tolist() == ["b"]
    assert problems["row"].tolist() == [1, 3, 3]
    assert problems["code"].tolist() == ["feature_unreadable", "no_id", "feature_unreadable"]
    with pytest.raises(DataError, match="feature 1"):
        read_place_file(path)


def test_a_file_in_metres_is_told_place_by_place_to_whoever_asks_for_each(tmp_path):
    feature = {"type": "Feature", "id": "b", "geometry": {"type": "Point", "coordinates": [14000000.0, 5000000.0]}}
    assert read_place_file(geojson(tmp_path, feature), each=True)[1]["code"].item() == "projected_metres"

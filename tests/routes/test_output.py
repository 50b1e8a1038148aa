import csv
import json
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from routes.build import build
from routes.output import FILES, FORMATS, CsvFile, tables, write
from tests.routes.ladders import journey, ladder, places, rows

DATED = "person_id seq place_id arrival source authority"
CELLS = [
    ("p", 1, "CN", "199X", 's"1', "MSS"),
    ("p", 2, "A", "2003-05~", "{{ 7*7 }}", "보위부"),
    ("q", 1, "N", None, None, None),
]


def written(form, folder, *, found=None):
    write(found or ladder(DATED, *CELLS), folder, form)
    return folder


def features(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_ladder_gives_the_same_bytes(form, tmp_path):
    first, second = written(form, tmp_path / "1"), written(form, tmp_path / "2")
    names = sorted(path.name for path in first.iterdir())
    assert names == sorted(path.name for path in second.iterdir())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)


@pytest.mark.parametrize("form", FORMATS)
def test_a_build_writes_four_tables_two_reports_on_rows_and_one_in_figures(form, tmp_path):
    assert sorted(path.name for path in written(form, tmp_path).iterdir()) == sorted(
        [f"{name}.{form}" for name in ("stints", "legs", "paths", "flows")]
        + ["rejected.csv", "audit.csv", "report.json"]
    )


def read(form, folder, name):
    path = folder / f"{name}.{form}"
    if form == "csv":
        table = pd.read_csv(path)
        return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries.from_wkt(table["geometry"]))
    return gpd.read_parquet(path) if form == "parquet" else gpd.read_file(path)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["stints", "legs", "paths", "flows"])
def test_every_format_holds_every_row_and_its_geometry(form, name, tmp_path):
    found = ladder(DATED, *CELLS)
    table = read(form, written(form, tmp_path, found=found), name)
    assert len(table) == len(getattr(found, name))
    missing = found.stints["place_id"].eq("N") if name == "stints" else getattr(found, name).geometry.isna()
    assert (table.geometry.isna() | table.geometry.is_empty).tolist() == missing.tolist()


@pytest.mark.parametrize("form", FORMATS)
def test_dates_stay_as_recorded_in_every_format(form, tmp_path):
    table = read(form, written(form, tmp_path), "stints")
    assert table["arrival"].iloc[:2].tolist() == ["199X", "2003-05~"]


@pytest.mark.parametrize("form", FORMATS)
def test_bounds_are_iso_times_in_every_format(form, tmp_path):
    table = read(form, written(form, tmp_path), "stints")
    assert str(table["earliest_arrival"].iloc[0]).replace(" ", "T") == "1990-01-01T00:00:00"


@given(st.lists(st.text("a\r\n,\"' ", min_size=1), min_size=1, max_size=4))
def test_a_text_in_csv_is_read_back_whatever_stands_in_it(texts):
    with tempfile.TemporaryDirectory() as folder:
        file = CsvFile(Path(folder, "audit.csv"))
        file.add(pd.DataFrame({"value": texts, "row": range(len(texts))}))
        file.close()
        with Path(folder, "audit.csv").open(encoding="utf-8", newline="") as read:
            assert [cells[0] for cells in csv.reader(read)][1:] == texts


def test_a_list_in_csv_is_json(tmp_path):
    table = pd.read_csv(written("csv", tmp_path) / "legs.csv")
    assert json.loads(table["sources"][0]) == ['s"1', "{{ 7*7 }}"]
    assert json.loads(table["alternatives"][0])[0]["place_id"] == "X-far"


def test_a_list_in_geojson_is_a_list(tmp_path):
    leg = features(written("geojson", tmp_path) / "legs.geojson")[0]
    assert leg["properties"]["sources"] == ['s"1', "{{ 7*7 }}"]
    assert leg["properties"]["alternatives"][0]["place_id"] == "X-far"


def test_a_list_in_parquet_is_a_list(tmp_path):
    table = gpd.read_parquet(written("parquet", tmp_path) / "legs.parquet")
    assert list(table["sources"][0]) == ['s"1', "{{ 7*7 }}"]


def test_a_missing_value_in_geojson_is_null(tmp_path):
    stint = features(written("geojson", tmp_path) / "stints.geojson")[2]
    assert (stint["geometry"], stint["properties"]["arrival"], stint["properties"]["earliest_arrival"]) == (None,) * 3


def test_a_column_of_the_file_with_odd_characters_in_its_name_is_written(tmp_path):
    name = 'Ünits %s "of" {x}'
    table = rows("person_id place_id odd", ("p", "A", "100 %")).rename(columns={"odd": name})
    path = features(written("geojson", tmp_path, found=build(table, places())) / "paths.geojson")[0]
    assert path["properties"][name] == "100 %"


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_ladder_can_be_written(form, tmp_path):
    found = ladder("person_id place_id", (None, "A"))
    assert len(read(form, written(form, tmp_path, found=found), "legs")) == 0


def test_a_geopackage_keeps_a_text_behind_a_nul(tmp_path):
    found = ladder("person_id place_id authority", ("p", "A", "a\0b"))
    assert gpd.read_file(written("gpkg", tmp_path, found=found) / "stints.gpkg")["authority"].tolist() == ["a\u2400b"]


def test_columns_that_differ_in_case_only_fit_into_a_geopackage(tmp_path):
    found = ladder("person_id place_id Remark remark fid", ("p", "A", "x", "y", "z"))
    table = gpd.read_file(written("gpkg", tmp_path, found=found) / "paths.gpkg")
    assert table[["Remark", "remark_2", "fid_2"]].values.tolist() == [["x", "y", "z"]]


def test_a_leg_names_its_stints_by_their_number(tmp_path):
    found = ladder("person_id seq place_id", ("p", 1, "A"), ("q", 1, "A"), ("q", 2, "B"))
    leg = features(written("geojson", tmp_path, found=found) / "legs.geojson")[0]["properties"]
    assert (leg["from_stint"], leg["to_stint"]) == (1, 2)


def test_a_line_in_csv_is_wkt(tmp_path):
    table = pd.read_csv(written("csv", tmp_path, found=journey("A", "B")) / "legs.csv")
    assert shapely.from_wkt(table["geometry"][0]).geom_type == "LineString"


def test_writing_again_replaces_the_files(tmp_path):
    written("csv", tmp_path, found=journey("A", "B"))
    written("csv", tmp_path, found=journey("A"))
    assert len(pd.read_csv(tmp_path / "legs.csv")) == 0


@pytest.fixture(scope="module")
def old_and_new():
    """What lies in the folder, and what is written then."""
    return journey("A", "B"), journey("A")


@pytest.mark.parametrize(
    ("form", "step"),
    [("csv", step) for step in ("stints", "legs", "paths", "flows", "audit", "rejected", "report")]
    + [(form, step) for form in FORMATS if form != "csv" for step in ("legs", "flows")],
)
def test_a_disk_that_fails_leaves_the_folder_as_it_was(form, step, old_and_new, tmp_path, monkeypatch):
    written(form, tmp_path / "out", found=old_and_new[0])
    before = contents(tmp_path)

    def full(*_, **__):
        raise OSError("no space left on device")

    if step == "report":
        monkeypatch.setattr("routes.output.write_report", full)
    else:
        _full_at(step, FILES["csv"] if step in ("audit", "rejected") else FILES[form], full, monkeypatch)
    with pytest.raises(OSError, match="no space"):
        write(old_and_new[1], tmp_path / "out", form)
    assert contents(tmp_path) == before


def _full_at(step, kind, full, monkeypatch):
    """The file of that name takes no row."""
    begin, add = kind.__init__, kind.add
    monkeypatch.setattr(kind, "__init__", lambda self, path: (begin(self, path), setattr(self, "name", path.stem))[0])
    monkeypatch.setattr(kind, "add", lambda self, *given: full() if self.name == step else add(self, *given))


def contents(folder):
    return {str(path.relative_to(folder)): path.is_file() and path.read_bytes() for path in folder.rglob("*")}


@pytest.mark.parametrize("form", ["geojson", "csv", "parquet"])
@pytest.mark.parametrize("cut", [1, 2])
def test_the_bytes_do_not_hang_on_where_the_pieces_were_cut(form, cut, tmp_path, monkeypatch):
    monkeypatch.setattr("routes.output.ROW_GROUP", 3)
    cells = (*CELLS, ("r", 1, "RU", None, None, None), ("r", 2, "B", "1999", "s", "MPS"))
    table = tables(ladder(DATED, *cells))["stints"]
    pieces = [table[at : at + cut].reset_index(drop=True) for at in range(0, len(table), cut)]
    for name, parts in (("whole", [table]), ("cut", pieces)):
        (tmp_path / name).mkdir()
        file = FILES[form](tmp_path / name / "stints")
        for piece in parts:
            file.add(piece)
        file.close()
    assert (tmp_path / "whole" / "stints").read_bytes() == (tmp_path / "cut" / "stints").read_bytes()


def test_the_rows_of_a_geopackage_do_not_hang_on_where_the_pieces_were_cut(tmp_path):
    table = tables(ladder(DATED, *CELLS))["stints"]
    file = FILES["gpkg"](tmp_path / "stints.gpkg")
    for at in range(len(table)):
        file.add(table[at : at + 1].reset_index(drop=True))
    written("gpkg", tmp_path / "whole", found=ladder(DATED, *CELLS))
    assert gpd.read_file(tmp_path / "stints.gpkg").equals(gpd.read_file(tmp_path / "whole" / "stints.gpkg"))


def test_the_ladder_is_not_changed_by_writing(tmp_path):
    found = journey("CN", "A", "B")
    before = found.legs.copy(), found.paths.copy(), found.flows.copy()
    written("geojson", tmp_path, found=found)
    assert all(a.equals(b) for a, b in zip(before, (found.legs, found.paths, found.flows), strict=True))


@pytest.mark.parametrize("form", FORMATS)
def test_years_beyond_four_digits_are_written(form, tmp_path):
    found = ladder(DATED, ("p", 1, "A", "Y170000002", None, None), ("p", 2, "B", "Y-17E7", None, None))
    assert read(form, written(form, tmp_path, found=found), "stints")["arrival"].tolist() == ["Y170000002", "Y-17E7"]

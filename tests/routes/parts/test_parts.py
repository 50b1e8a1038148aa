import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from geodata.places import chosen
from geodata.tables import TEXT
from routes.parts.local import build_in_parts
from routes.parts.sources import of_table, open_events
from routes.progress import Progress, Stopped
from routes.reading import read_events
from tests.routes.ladders import places, rows
from tests.routes.parts.whole_and_parts import files, in_one_piece, in_parts

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "data" / "demo_custody_events.csv"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """Few rows fill a chunk and a row group here."""
    monkeypatch.setattr("routes.parts.sources.CHUNK_ROWS", 40)
    monkeypatch.setattr("routes.output.ROW_GROUP", 16)


@pytest.mark.parametrize(("form", "parts"), [("csv", 7), ("parquet", 2)])
def test_the_demo_cases_in_parts_are_the_same_bytes_as_in_one_piece(form, parts, tmp_path):
    events, (gazetteer, _) = read_events(DEMO), chosen(None)
    whole = in_one_piece(events, gazetteer, tmp_path / "whole", form)
    assert in_parts(events, gazetteer, tmp_path / "parts", parts, form, like=whole) == whole


def test_a_geopackage_in_parts_has_the_same_rows(tmp_path):
    events, (gazetteer, _) = read_events(DEMO), chosen(None)
    in_one_piece(events, gazetteer, tmp_path / "whole", "gpkg")
    in_parts(events, gazetteer, tmp_path / "parts", 2, "gpkg")
    for name in ("stints.gpkg", "legs.gpkg", "paths.gpkg", "flows.gpkg"):
        assert gpd.read_file(tmp_path / "whole" / name).equals(gpd.read_file(tmp_path / "parts" / name))


def faulty(count: int) -> pd.DataFrame:
    """Generated records, of which many are at fault in every way there is."""
    random = np.random.default_rng(7)

    def one_of(*values):
        return np.array(values, dtype=object)[random.integers(0, len(values), count)]

    table = pd.DataFrame(
        {
            "person_id": [None if n % 17 == 0 else f"p{n % 61:02d}" for n in random.permutation(count)],
            "seq": one_of("1", "2", "3", "4", "x", None),
            "event": one_of(None, None, None, "crossing", "release", "death", "unknown_place", "party"),
            "place_id": one_of("A", "B", "C", "CN", "RU", "KR", "N", "lost", "gone", None),
            "longitude": one_of(None, None, "129.1", "129.100001", "999", "12,5"),
            "latitude": one_of(None, None, "42.1", "72.5", "x"),
            "place_name": one_of(None, None, "Here", "There"),
            "arrival": one_of(None, "1998", "1999-05", "2001-02-30", "2003-07-01", "soon"),
            "departure": one_of(None, None, "1999", "2000-01-01"),
            "duration": one_of(None, None, "P8M", "long"),
            "consent": one_of("public", "public", "partner", None, "maybe"),
            "detention_id": one_of(None, None, "1", "2"),
            "source": one_of(None, "s1", "s2"),
            "case_id": one_of(None, "c"),
            "colour": one_of(None, "red", "blue"),
            "stints": one_of(None, "a name of ours"),
        }
    )
    table["row_fault"] = [f"has {n} cells where the header has 9" if n % 23 == 0 else None for n in range(count)]
    return table.astype(TEXT).assign(row=np.arange(2, count + 2))


@pytest.mark.parametrize(
    ("how", "form", "parts"),
    [({}, "csv", 1), ({}, "geojson", 7), ({"infer_crossings": False, "silence_days": 30.0}, "csv", 2)],
)
def test_records_with_faults_in_parts_are_the_same_bytes_as_in_one_piece(how, form, parts, tmp_path):
    problems = pd.DataFrame(
        {"place_id": ["Q"], "row": [4], "field": ["latitude"], "value": ["x"], "file": ["p.csv"], "reason": "is none", "remedy": "mend"}
    )  # fmt: skip
    how = {**how, "place_problems": problems, "file": "records.csv"}
    whole = in_one_piece(faulty(300), places(), tmp_path / "whole", form, **how)
    assert in_parts(faulty(300), places(), tmp_path / "parts", parts, form, like=whole, **how) == whole
    report = json.loads(whole["report.json"])
    assert report["events_rejected"] and report["places_unmatched"] and report["crossings_inferred"] + len(how) > 2


WORDS = {
    "person_id": ("p", "q", "r", "김", "\U00010400", "\ufb01", None),
    "seq": ("1", "2", None, "x"),
    "event": (None, "release", "unknown_place", "party"),
    "place_id": ("A", "CN", "N", "lost", None),
    "longitude": ("129.1", "12,5", None),
    "latitude": ("42.1", "88.9", None),
    "place_name": ("Here", "There", None),
    "arrival": ("1998", "2001-02-30", "199X", None),
    "consent": ("public", "partner", None),
}


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(*(st.sampled_from(words) for words in WORDS.values())), min_size=1, max_size=6),
    st.integers(2, 3),
)
def test_any_small_table_in_parts_is_the_same_bytes_as_in_one_piece(tmp_path_factory, cells, parts):
    table, folder = rows(" ".join(WORDS), *cells), tmp_path_factory.mktemp("tables")
    whole = in_one_piece(table, places(), folder / "whole")
    assert in_parts(table, places(), folder / "parts", parts, like=whole) == whole


def test_a_position_that_two_names_share_across_parts_has_both_in_its_ids(tmp_path):
    table = rows("person_id longitude latitude place_name", ("a", 130, 42, "Here"), ("z", 130, 42, "There"))
    whole = in_one_piece(table, places(), tmp_path / "whole")
    assert b"at:42.00000,130.00000:Here" in whole["stints.csv"]
    assert in_parts(table, places(), tmp_path / "parts", 2, like=whole) == whole


def test_nothing_but_the_results_is_left(tmp_path):
    in_parts(rows("person_id place_id", ("p", "A"), ("q", "B")), places(), tmp_path / "out", 2)
    assert os.listdir(tmp_path) == ["out"]
    assert not [name for name in os.listdir(tmp_path / "out") if name.startswith(".")]


@pytest.mark.parametrize("stage", ["splitting", "building", "joining"])
def test_a_stop_in_any_stage_leaves_the_folder_as_it_was(stage, tmp_path):
    table = rows("person_id place_id", *((f"p{n}", "A") for n in range(6)))
    before = in_parts(table, places(), tmp_path / "out", 1)
    progress = Progress(lambda at, done, total: progress.stop() if at == stage else None)
    later = of_table(table[:5], "e.csv", "0")
    with pytest.raises(Stopped):
        build_in_parts(later, places(), tmp_path / "out", "csv", parts=2, progress=progress)
    assert files(tmp_path / "out") == before
    assert os.listdir(tmp_path) == ["out"]


def test_an_error_in_a_part_is_the_error_of_the_run(tmp_path, monkeypatch):
    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr("routes.output.CsvFile.add", full)
    with pytest.raises(OSError, match="no space"):
        in_parts(rows("person_id place_id", ("p", "A"), ("q", "B")), places(), tmp_path / "out", 2)
    assert os.listdir(tmp_path) == []


def test_an_interrupt_of_the_command_ends_with_2_and_leaves_no_results(tmp_path):
    events = "person_id,seq,place_id\n" + "".join(f"p{n},1,onsong\n" for n in range(2_000))
    (tmp_path / "events.csv").write_text(events)
    command = [sys.executable, "-m", "routes", "build", str(tmp_path / "events.csv"), "--out", str(tmp_path / "out")]
    child = subprocess.Popen([*command, "--parts", "2000"], cwd=ROOT, stderr=subprocess.PIPE, text=True)
    while child.poll() is None and not [name for name in os.listdir(tmp_path) if name.startswith(".out.draft-")]:
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    said = child.communicate(timeout=60)[1]
    assert (child.returncode, said.count("\n")) == (2, 1)
    assert said.startswith("Stopped. Nothing was written")
    assert os.listdir(tmp_path) == ["events.csv"]


def test_a_file_without_a_record_is_a_sentence(tmp_path):
    (tmp_path / "e.parquet").write_bytes(b"")
    pd.DataFrame({"person_id": pd.Series(dtype=str), "place_id": pd.Series(dtype=str)}).to_parquet(
        tmp_path / "e.parquet"
    )
    with pytest.raises(DataError, match="no record"):
        build_in_parts(open_events(tmp_path / "e.parquet"), places(), tmp_path / "out", "csv")

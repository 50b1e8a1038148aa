import json
import os

import pandas as pd
import pytest

from routes import engines
from routes.cli import main
from tests.routes.parts.whole_and_parts import files

EVENTS = (
    "person_id,seq,place_id,arrival\n" + "".join(f"p{n % 9},{n},{'ab'[n % 2]},1998\n" for n in range(40)) + "q,1,,\n"
)
PLACES = "id,name,lon,lat,country\na,Onsong,129.99,42.96,KP\nb,Chongjin,129.78,41.8,KP\n"


@pytest.fixture
def build(tmp_path):
    """Run `build` of EVENTS; returns exit code and files."""
    (tmp_path / "events.csv").write_text(EVENTS)
    (tmp_path / "places.csv").write_text(PLACES)

    def run(name, *options, events="events.csv"):
        arguments = ["build", str(tmp_path / events), "--out", str(tmp_path / name), "--places"]
        return main([*arguments, str(tmp_path / "places.csv"), *options]), files(tmp_path / name)

    return run


def test_many_records_are_built_in_parts_and_nobody_sees_it(build, monkeypatch):
    few = build("few")
    monkeypatch.setattr(engines, "ONE_PIECE_ROWS", 5)
    monkeypatch.setattr("routes.parts.local.PART_ROWS", 10)
    made = []
    monkeypatch.setattr("routes.parts.local.build", lambda *given, **how: made.append(1) or real(*given, **how))
    real = engines.build
    assert build("many") == few
    assert len(made) == 5


def test_the_parts_that_are_asked_for_are_made(build):
    assert build("parts", "--parts", "3") == build("one")


def test_a_folder_of_parquet_files_is_read_as_one_table(build, tmp_path):
    table = pd.read_csv(tmp_path / "events.csv", dtype=str)
    (tmp_path / "folder").mkdir()
    table[:20].to_parquet(tmp_path / "folder" / "0.parquet")
    table[20:].to_parquet(tmp_path / "folder" / "1.parquet")
    code, found = build("folder-out", events="folder")
    whole_code, whole = build("one")
    assert code == whole_code == 1
    for name in ("stints.geojson", "legs.geojson", "paths.geojson", "flows.geojson"):
        assert found[name] == whole[name]
    assert json.loads(found["report.json"])["events_rejected"] == 1


def test_what_cannot_be_read_leaves_no_folder(build, tmp_path, capsys):
    (tmp_path / "events.csv").write_text("person_id,place_id\n")
    assert build("out", "--parts", "2")[0] == 2
    assert "no record" in capsys.readouterr().err
    assert sorted(os.listdir(tmp_path)) == ["events.csv", "places.csv"]

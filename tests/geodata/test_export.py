import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geodata import geojson
from geodata.__main__ import main
from geodata.gazetteer import FORMATS
from geodata.places import read_place_file
from tests.geodata.corrected import base_file, new_store, recorded

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_store_of_the_machine(monkeypatch, tmp_path):
    monkeypatch.setenv("STORE", str(tmp_path / "store"))


@pytest.fixture
def places(tmp_path):
    return str(base_file(tmp_path))


@pytest.mark.parametrize("form", FORMATS)
def test_the_ending_says_the_format(form, tmp_path, places):
    out = tmp_path / f"out/p.{form}"
    assert main(["export", "--out", str(out), "--places", places]) == 0
    start = {
        "geojson": '{"type": "FeatureCollection"',
        "csv": "place_id,",
        "kml": "<?xml",
        "lpf.json": '{"type": "FeatureCollection", "@context"',
    }
    assert out.read_text(encoding="utf-8").startswith(start[form])


def test_corrections_in_force_are_in_the_file_and_proposals_are_not(tmp_path):
    store = new_store(tmp_path)
    recorded(store, "Onsŏng")
    store.propose("onsong", {"name": "Waits"}, who="Kim", reason="x")
    assert main(["export", "--out", str(tmp_path / "p.csv")]) == 0
    assert read_place_file(tmp_path / "p.csv")[0]["name"].tolist() == ["Onsŏng", None, "무산"]


def test_the_store_may_be_named(tmp_path, monkeypatch):
    recorded(new_store(tmp_path), "Onsŏng")
    monkeypatch.delenv("STORE")
    assert main(["export", "--store", str(tmp_path / "store"), "--out", str(tmp_path / "p.geojson")]) == 0
    assert geojson.read(tmp_path / "p.geojson")["features"][0]["properties"]["name"] == "Onsŏng"


def test_a_named_store_that_holds_nothing_is_2(tmp_path, capsys):
    assert main(["export", "--store", str(tmp_path / "none"), "--out", str(tmp_path / "p.csv")]) == 2
    assert "holds no corrections" in capsys.readouterr().err
    assert not (tmp_path / "p.csv").exists()


def test_the_bundled_places_are_the_default(tmp_path, monkeypatch):
    monkeypatch.delenv("STORE")
    monkeypatch.setattr("geodata.store.CORRECTIONS", tmp_path)
    assert main(["export", "--out", str(tmp_path / "p.csv")]) == 0
    assert len(read_place_file(tmp_path / "p.csv")[0]) == 280


def test_the_same_call_gives_the_same_bytes(tmp_path):
    recorded(new_store(tmp_path))
    for name in ("one.kml", "two.kml"):
        assert main(["export", "--out", str(tmp_path / name)]) == 0
    assert (tmp_path / "one.kml").read_bytes() == (tmp_path / "two.kml").read_bytes()


def test_standard_output_takes_the_file(places, capfdbinary):
    assert main(["export", "--out", "-", "--places", places]) == 0
    assert json.loads(capfdbinary.readouterr().out)["gazetteer"]["places"] == 3


def test_standard_output_in_another_format(places, capfdbinary):
    assert main(["export", "--out", "-", "--format", "csv", "--places", places]) == 0
    assert capfdbinary.readouterr().out.startswith(b"place_id,")


def test_a_reader_that_leaves_early_is_no_fault():
    command = f"{sys.executable} -m geodata export --out - | true"
    environment = {name: value for name, value in os.environ.items() if name != "STORE"}
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False, env=environment)
    assert (run.returncode, run.stderr) == (0, b"")


def test_json_says_what_was_written(tmp_path, places, capsys):
    out = tmp_path / "p.csv"
    assert main(["export", "--out", str(out), "--places", places, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["out"], told["format"], told["bytes"], told["places"]) == (str(out), "csv", out.stat().st_size, 3)
    assert list(told["files"]) == ["places.geojson"]


def test_a_byte_order_mark_for_excel(tmp_path, places):
    assert main(["export", "--out", str(tmp_path / "p.csv"), "--places", places, "--bom"]) == 0
    assert (tmp_path / "p.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_entries_that_could_not_be_used_are_told_and_the_code_is_1(tmp_path, capsys):
    (tmp_path / "p.csv").write_text("id,lon,lat\na,42.0,129.0\nb,129,42\n")
    assert main(["export", "--out", str(tmp_path / "out.csv"), "--places", str(tmp_path / "p.csv")]) == 1
    assert "1 entry of the files could not be used" in capsys.readouterr().err
    assert read_place_file(tmp_path / "out.csv")[0]["longitude"].isna().tolist() == [True, False]


def test_files_that_changed_since_are_told_and_the_code_is_1(tmp_path, places, capsys):
    recorded(new_store(tmp_path))
    Path(places).write_text(Path(places).read_text(encoding="utf-8").replace("무산", "Musan"), encoding="utf-8")
    assert main(["export", "--out", str(tmp_path / "out.csv"), "--places", places]) == 1
    assert "python -m geodata update" in capsys.readouterr().err


def test_a_damaged_store_gives_what_is_known_and_the_code_is_1(tmp_path, capsys):
    store = new_store(tmp_path)
    recorded(store)
    journal = store.folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b"spelling", b"spilling"))
    assert main(["export", "--out", str(tmp_path / "p.csv")]) == 1
    assert "journal.jsonl, line 2" in capsys.readouterr().err
    assert read_place_file(tmp_path / "p.csv")[0]["name"].tolist()[0] == "Onsŏng"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--out", "p.json"],
        ["--out", "p.kml", "--bom"],
        ["--out", "-", "--json"],
        ["--out", "p.csv", "--places", "none.csv"],
    ],
)
def test_a_call_that_cannot_be_done_is_2_and_one_sentence(arguments, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["export", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [["export"], ["export", "--out", "p.csv", "--format", "xls"]])
def test_a_bad_call_is_2(arguments):
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2


def test_what_is_read_is_never_written_over(places, tmp_path, capsys):
    before = Path(places).read_bytes()
    assert main(["export", "--out", places, "--places", places]) == 2
    assert "write over" in capsys.readouterr().err
    assert Path(places).read_bytes() == before


def test_a_folder_is_no_file(places, tmp_path):
    (tmp_path / "d.csv").mkdir()
    assert main(["export", "--out", str(tmp_path / "d.csv"), "--places", places]) == 2


def test_a_file_that_cannot_be_written_stays_as_it_was(places, tmp_path, monkeypatch, capsys):
    (tmp_path / "p.csv").write_text("before")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert main(["export", "--out", str(tmp_path / "p.csv"), "--places", places]) == 2
    assert "No space left" in capsys.readouterr().err
    assert (tmp_path / "p.csv").read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.csv", "places.geojson"]

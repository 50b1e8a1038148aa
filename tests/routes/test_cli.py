import csv
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from routes.cli import main

ROOT = Path(__file__).parents[2]
PLACES = "id,name,lon,lat,country\na,Onsong,129.99,42.96,KP\nb,Chongjin,129.78,41.8,KP\n"
EVENTS = "person_id,seq,place_id,arrival\np,1,a,1998\np,2,b,1999\n"


@pytest.fixture
def build(tmp_path, capsys):
    """Run `build` on texts of events and places; returns exit code, folder, stdout and stderr."""

    def run(events=EVENTS, *options, places=PLACES):
        (tmp_path / "events.csv").write_bytes(events if isinstance(events, bytes) else events.encode())
        (tmp_path / "places.csv").write_text(places, encoding="utf-8")
        arguments = ["build", str(tmp_path / "events.csv"), "--out", str(tmp_path / "out")]
        code = main([*arguments, "--places", str(tmp_path / "places.csv"), *options])
        said = capsys.readouterr()
        return code, tmp_path / "out", said.out, said.err

    return run


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_clean_file_is_done(build):
    code, out, stdout, stderr = build()
    assert (code, stdout) == (0, "")
    assert stderr.startswith("2 events read, 2 used, 0 rejected; 1 people, 2 stints")
    assert (out / "legs.geojson").is_file()


def test_the_report_has_its_figures(build):
    _, out, *_ = build()
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert list(report) == [
        "events_read", "events_used", "events_rejected", "persons", "detentions", "stints", "stints_unlocated", "legs",
        "legs_by_evidence", "flows", "crossings_inferred", "places_unmatched", "data_sha256", "version",
    ]  # fmt: skip


def test_the_hash_is_that_of_the_file(build, tmp_path):
    _, out, *_ = build()
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["data_sha256"] == sha256((tmp_path / "events.csv").read_bytes()).hexdigest()


def test_a_long_path_is_told_whole(build, tmp_path):
    out = tmp_path / ("x" * 120)
    assert f"Written to {out}." in build(EVENTS, "--out", str(out))[-1]


def test_json_prints_the_report_and_nothing_else(build):
    _, out, stdout, _ = build(EVENTS, "--json")
    assert json.loads(stdout) == json.loads((out / "report.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("row", "file", "field"),
    [
        (",3,b,", "rejected.csv", "person_id"),
        ("p,3,,", "rejected.csv", "place_id"),
        ("p,3,nowhere,", "audit.csv", "place_id"),
        ("p,3,a,9/31/1945", "audit.csv", "arrival"),
        ("p,x,a,", "audit.csv", "seq"),
    ],
)
def test_a_bad_row_is_told_with_line_field_and_remedy_and_the_rest_is_built(build, row, file, field):
    code, out, _, stderr = build(EVENTS + row + "\n")
    found = table(out / file)[0]
    assert (code, found["row"], found["field"]) == (1, "4", field)
    assert found["remedy"]
    assert file in stderr
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["legs"] >= 1


@pytest.mark.parametrize(
    "events",
    [b"", b"person_id,place_id\n", b"place_id\na\n", b"person_id,person_id\np,q\n", b"person_id,place_id\np,\xff\n"],
)
def test_what_cannot_be_read_is_one_sentence(build, events):
    code, out, _, stderr = build(events)
    assert (code, stderr.count("\n")) == (2, 1)
    assert "events.csv" in stderr
    assert not out.exists()


def test_columns_are_mapped(build):
    events = EVENTS.replace("person_id", "who").replace("place_id", '"camp, name"')
    code, *_ = build(events, "--columns", 'person_id=who,"place_id=camp, name"')
    assert code == 0


@pytest.mark.parametrize("text", ["seq", "sequence=seq", "seq=order"])
def test_columns_that_do_not_fit_are_one_sentence(build, text):
    code, *_, stderr = build(EVENTS, "--columns", text)
    assert (code, stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("options", [("--engine", "spark"), ("--workers", "4"), ("--scheduler", "x"), ("--parts", "0")])
def test_an_engine_that_is_not_there_is_one_sentence(build, options):
    code, *_, stderr = build(EVENTS, *options)
    assert (code, stderr.count("\n")) == (2, 1)
    assert options[0] in stderr


@pytest.mark.parametrize("options", [("--silence", "-1"), ("--silence", "nan"), ("--format", "kml")])
def test_options_that_are_none_end_with_2(build, options):
    with pytest.raises(SystemExit) as left:
        build(EVENTS, *options)
    assert left.value.code == 2


def test_silence_makes_gaps(build):
    _, out, *_ = build(EVENTS.replace("1999", "2005"), "--silence", "100")
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["legs_by_evidence"]["gap"] == 1


def test_crossings_are_left_out_on_demand(build):
    places = PLACES + "c,Yanji,129.5,42.9,CN\n"
    events = EVENTS + "p,3,c,2000\n"
    _, out, *_ = build(events, "--no-inferred-crossings", places=places)
    legs = json.loads((out / "legs.geojson").read_text(encoding="utf-8"))["features"]
    assert legs[1]["properties"]["reason_codes"][1].startswith("crossing_unrecorded")


def test_a_missing_file_is_one_sentence(tmp_path, capsys):
    assert main(["build", str(tmp_path / "none.csv"), "--out", str(tmp_path / "out")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_one_sentence(build, tmp_path):
    (tmp_path / "out").write_text("a file")
    code, *_, stderr = build()
    assert (code, stderr.count("\n")) == (2, 1)


def test_problems_of_the_places_are_told(build):
    code, out, *_ = build(EVENTS, places=PLACES + "c,Swapped,42.9,129.5,CN\n")
    assert code == 1
    assert [(row["code"], row["file"][-10:], row["row"]) for row in table(out / "audit.csv")] == [
        ("place_file", "places.csv", "4")
    ]


def test_the_bundled_records_build_without_a_finding_that_needs_a_person(tmp_path):
    assert main(["build", str(ROOT / "data" / "demo_custody_events.csv"), "--out", str(tmp_path)]) == 0


def test_python_m_routes_runs_it(tmp_path):
    (tmp_path / "e.csv").write_text("person_id,place_id\n")
    command = [sys.executable, "-m", "routes", "build", str(tmp_path / "e.csv"), "--out", str(tmp_path / "out")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize(("arrivals", "said"), [(("soon", "1999"), "1 error is"), (("soon", "later"), "2 errors are")])
def test_one_finding_is_and_several_are(build, arrivals, said):
    code, _, _, stderr = build("person_id,seq,place_id,arrival\np,1,a,{}\np,2,b,{}\n".format(*arrivals))
    assert code == 1
    assert f"\n{said} in " in stderr

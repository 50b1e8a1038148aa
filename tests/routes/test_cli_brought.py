"""`propose` and `build --mapping`: somebody's own file from its first look to built tables, by the command line."""

import csv
import json
from pathlib import Path

import pytest

from routes.cli import main
from routes.mapping import loads

DEMO = Path(__file__).parents[2] / "data" / "demo_custody_events.csv"
PLACES = "id,name,lon,lat,country\na,Onsong,129.99,42.96,KP\nb,York,-1.08,53.96,GB\nc,York,-76.73,39.96,US\n"
RECORDS = "Prisoner;Step;Camp;Date in\nP1;1;Onsong;25/4/1998\nP1;2;York;3/5/1998\nP2;1;Onsong;\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "places.csv").write_text(PLACES, encoding="utf-8")
    (tmp_path / "mine.csv").write_text(RECORDS, encoding="utf-8")

    def run(*arguments):
        code = main([*arguments, "--places", "places.csv"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_mapping_is_proposed_to_stdout(run):
    code, out, said = run("propose", "mine.csv")
    assert (code, said) == (0, "")
    assert loads(out).columns["person_id"] == "Prisoner"


def test_what_is_proposed_builds(run, tmp_path):
    assert run("propose", "mine.csv", "--out", "mine.mapping.toml")[0] == 0
    code, _, said = run("build", "mine.csv", "--mapping", "mine.mapping.toml", "--out", "out", "--format", "csv")
    assert code == 1 and "1 named place is not matched; out/matches.csv says what fits." in said
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert (report["records_read"], report["records_used"], report["legs"]) == (3, 3, 0)
    assert [(row["text"], row["status"], row["candidates"]) for row in rows(tmp_path / "out" / "matches.csv")] == [
        ("Onsong", "exact", "a"),
        ("York", "ambiguous", "b; c"),
    ]


def test_what_was_decided_is_used(run, tmp_path):
    run("propose", "mine.csv", "--out", "m.toml")
    header = "text,country,admin1,place_id,who,when,why\n"
    (tmp_path / "d.csv").write_text(header + "York,,,b,A. Kim,2026-11-29,asked\n", encoding="utf-8")
    run("build", "mine.csv", "--mapping", "m.toml", "--decisions", "d.csv", "--out", "out", "--format", "csv")
    assert [(leg["origin"], leg["destination"]) for leg in rows(tmp_path / "out" / "legs.csv")] == [("a", "b")]


def test_an_open_question_needs_a_person_and_cannot_be_built(run, tmp_path):
    (tmp_path / "mine.csv").write_text(RECORDS.replace("25/4", "5/4"), encoding="utf-8")
    code, _, said = run("propose", "mine.csv", "--out", "m.toml")
    assert code == 1 and '1 question is open in the mapping. Answer where it says "?".' in said
    code, _, said = run("build", "mine.csv", "--mapping", "m.toml", "--out", "out")
    assert code == 2 and "dates.arrival.order" in said
    assert not (tmp_path / "out").exists()


def test_what_is_not_certain_of_the_file_is_asked_with_how_each_option_reads(run, tmp_path):
    (tmp_path / "mine.csv").write_bytes(RECORDS.replace("Onsong", "온성").encode("cp949"))
    code, out, said = run("propose", "mine.csv")
    assert (code, out) == (2, "")
    assert "--encoding cp949" in said and "온성" in said
    code, out, _ = run("propose", "mine.csv", "--encoding", "cp949")
    assert loads(out).file.encoding == "cp949"


def test_a_mapping_is_not_written_over_the_records(run, tmp_path):
    code, _, said = run("propose", "mine.csv", "--out", "mine.csv")
    assert code == 2 and "would write over what is read" in said
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == RECORDS


def test_records_in_our_own_columns_come_out_the_same_by_a_mapping(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["propose", str(DEMO), "--out", "demo.mapping.toml"]) == 0
    main(["build", str(DEMO), "--out", "plain", "--format", "csv"])
    main(["build", str(DEMO), "--mapping", "demo.mapping.toml", "--out", "mapped", "--format", "csv"])
    for name in ("stints.csv", "legs.csv", "paths.csv", "flows.csv", "audit.csv", "rejected.csv"):
        assert (tmp_path / "mapped" / name).read_bytes() == (tmp_path / "plain" / name).read_bytes()


@pytest.mark.parametrize("more", [["--columns", "seq=Step", "--mapping", "m.toml"], ["--decisions", "d.csv"]])
def test_options_that_do_not_go_together_are_refused(run, tmp_path, more):
    run("propose", "mine.csv", "--out", "m.toml")
    code, _, said = run("build", "mine.csv", "--out", "out", *more)
    assert code == 2 and more[0] in said

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


def test_find_prints_the_matches(capsys):
    assert main(["find", "Camp 14"]) == 0
    assert "[kwanliso-14-kaechon]  another name: Camp 14" in capsys.readouterr().out


def test_find_json_has_the_stated_shape(capsys):
    assert main(["find", "Camp 14", "--json"]) == 0
    match = json.loads(capsys.readouterr().out)["matches"][0]
    assert (match["id"], match["score"], match["reason"]) == ("kwanliso-14-kaechon", 0.95, "another name: Camp 14")
    assert match["name"]


def test_nothing_found_is_1_and_still_json(capsys):
    assert main(["find", "zzzzzz", "--json"]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"matches": []}
    assert "zzzzzz" in printed.err


def test_another_gazetteer(tmp_path, capsys):
    (tmp_path / "p.csv").write_text("id,name\nx,Somewhere\n")
    assert main(["find", "somewhere", "--places", str(tmp_path / "p.csv")]) == 0
    assert "[x]" in capsys.readouterr().out


def test_an_unreadable_file_is_2_and_one_sentence(tmp_path, capsys):
    (tmp_path / "p.geojson").write_text("{")
    assert main(["find", "x", "--places", str(tmp_path / "p.geojson")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["find"], ["nonsense"], ["find", "-rf"]])
def test_a_bad_call_is_2(arguments, capsys):
    with pytest.raises(SystemExit) as raised:
        main(arguments)
    assert raised.value.code == 2


def test_a_name_moves_no_cursor(tmp_path, capsys):
    (tmp_path / "p.csv").write_text('id,name\nx,"some\x1b[2J\u202ewhere"\n', encoding="utf-8")
    main(["find", "x", "--places", str(tmp_path / "p.csv")])
    assert "\x1b" not in capsys.readouterr().out


def test_it_runs_where_the_terminal_knows_no_hangul():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    run = subprocess.run(
        [sys.executable, "-m", "geodata", "find", "청진", "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0
    assert json.loads(run.stdout)["matches"]


def test_a_reader_that_leaves_early_is_no_fault():
    command = f"{sys.executable} -m geodata find Hyesan | true"
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert b"Traceback" not in run.stderr

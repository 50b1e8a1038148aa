import contextlib
import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.__main__ import main


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "p.csv"

    def written(text, name=None):
        target = tmp_path / (name or "p.csv")
        target.write_text(text, encoding="utf-8")
        return str(target)

    return written if path else None


def check_json(capsys, *arguments):
    code = main(["check", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_json_has_the_stated_shape(file, capsys):
    code, told = check_json(capsys, file("id,lon,lat\na,0,0\nb,129.5,42.1\n"))
    assert (code, told["places"]) == (1, 2)
    finding = told["findings"][0]
    assert {"code", "severity", "place", "other", "field", "value", "explanation", "remedy"} <= set(finding)
    assert (finding["code"], finding["severity"], finding["place"], finding["other"]) == (
        "zero_zero",
        "error",
        "a",
        None,
    )


def test_nothing_found_is_0(file, capsys):
    assert check_json(capsys, file("id,lon,lat\nb,129.5,42.1\n")) == (0, {"findings": [], "places": 1})


def test_notes_alone_are_0(file, capsys):
    code, told = check_json(capsys, file("id,lon,lat\nb,,\n"))
    assert (code, told["findings"][0]["severity"]) == (0, "note")


def test_text_for_a_person_worst_first_and_counted_at_last(file, capsys):
    assert main(["check", file("id,lon,lat\na,,\nb,200,42.1\n")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Errors")
    assert lines[1].startswith("  [b] row 3: 200 lies outside the globe; check it")
    assert lines[2].startswith("Notes")
    assert lines[-1] == "2 places checked: 1 error, 0 warnings, 1 note."


def test_places_on_one_point_are_one_line_for_a_person(file, capsys):
    rows = "".join(f"p{number},129.5123,42.1234\n" for number in range(6))
    main(["check", file(f"id,lon,lat\n{rows}")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Warnings: somebody has to decide (6)"
    assert lines[1].startswith("  [p0] [p1] [p2] [p3] and 2 more: 6 places stand on exactly this point")
    assert len(lines) == 3


def test_a_country_for_the_places_that_state_none(file, capsys):
    path = file("id,lon,lat,country\na,129.5123,42.1234,KP\nb,129.5123,42.2234,\n")
    findings = check_json(capsys, path, "--country", "US")[1]["findings"]
    assert [(finding["place"], finding["code"]) for finding in findings] == [("b", "wrong_country")]


def test_somebodys_own_headings(file, capsys):
    path = file("Code;X;Y\na;0;0\n")
    assert check_json(capsys, path, "--columns", "id=Code,lon=X,lat=Y")[1]["findings"][0]["code"] == "zero_zero"


def test_a_bad_line_does_not_stop_the_check(file, capsys):
    code, told = check_json(capsys, file("id,lon,lat\na,129.5,42.1,x\n,1,2\nb,129.6\nc,0,0\n"))
    assert code == 1
    assert [finding["code"] for finding in told["findings"]] == ["uneven_row", "uneven_row", "zero_zero", "no_id"]


def test_a_file_that_is_none_is_2_in_one_sentence(file, capsys):
    assert main(["check", file("{", "p.geojson")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_id_moves_no_cursor(file, capsys):
    main(["check", file('id,lon,lat\n"a\x1b[2J",0,0\n')])
    assert "\x1b" not in capsys.readouterr().out


def test_the_same_bytes_each_time(file, capsys):
    path = file("id,lon,lat\na,0,0\nb,129.5,42.1\nb,129.5,42.1\nc,129.5,42.1\nd,129.5,42.1\n")
    runs = [(main(["check", path, "--json"]), capsys.readouterr().out) for _ in range(2)]
    assert runs[0] == runs[1]


def test_two_files_are_one_gazetteer(file, capsys):
    one, two = (
        file("id,lon,lat\na,129.5123,42.1234\n", "one.csv"),
        file("id,lon,lat\nb,1.5123,2.1234\na,1,2\n", "two.csv"),
    )
    found = check_json(capsys, one, two)[1]["findings"][0]
    assert (found["code"], found["row"], found["file"]) == ("duplicate_id", 3, two)
    assert "row 2" in found["explanation"]
    assert "one.csv" in found["explanation"]


def test_against_another_file(file, capsys):
    here = file("id,name,lon,lat\na,Camp,129.5123,42.1234\nb,,1,2\n", "here.csv")
    there = file("Code;X;Y\na;129.5123;42.2234\nc;1;2\n", "there.csv")
    code, told = check_json(capsys, here, "--against", there, "--against-columns", "id=Code,lon=X,lat=Y")
    assert code == 1
    difference = told["differences"][0]
    assert (difference["id"], difference["other_id"], difference["matched"]) == ("a", "a", "id")
    assert (told["only_here"], told["only_there"], told["shift"]) == (["b"], ["c"], None)


def test_a_file_against_itself(file, capsys):
    path = file("id,name,lon,lat\na,Camp,129.5123,42.1234\n")
    assert check_json(capsys, path, "--against", path)[1]["differences"] == []


def test_differences_for_a_person(file, capsys):
    here = file("id,lon,lat\na,129.5123,42.1234\nb,1.5123,2.1234\n", "here.csv")
    main(["check", here, "--against", file("id,lon,lat\na,129.5123,42.2234\n", "there.csv")])
    lines = capsys.readouterr().out.splitlines()
    assert lines[-4:-1] == [
        "Differences (1)",
        "  [a] 11 km apart: here 129.5123, 42.1234, there 129.5123, 42.2234 (longitude, latitude).",
        "  1 only here: b",
    ]


def test_without_ids_it_says_how_to_name_their_column(file, capsys):
    assert main(["check", file("name,lon,lat\na,1,2\n")]) == 2
    assert "--columns id=" in capsys.readouterr().err


cells = st.sampled_from(["", "a", "b", "129.5123", "42.1234", "0", "x", "1e400", "129,5", '"', "=1+1", "KP"])


@given(st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=6))
def test_every_row_is_a_place_or_told_to_have_no_id(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.csv"
        with path.open("w", newline="", encoding="utf-8") as target:
            csv.writer(target).writerows([("id", "lon", "lat", "country"), *rows])
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            main(["check", str(path), "--json"])
    told = json.loads(out.getvalue())
    without = sum(finding["code"] == "no_id" for finding in told["findings"])
    assert told["places"] + without == sum(any(row) for row in rows)

"""Texts that somebody wrote to break a program: through the command line, none crashes and none vanishes."""

import csv
import json
from pathlib import Path

import pytest

from routes.cli import main
from routes.reading import COLUMNS

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "hostile" / "texts.json"
OWN = [
    "{{ 7*7 }}", "{% raise %}", "</script><img src=x onerror=alert(1)>", "javascript:alert(1)", "=1+1", "a\tb", 'q"u"o',
    "\u202eabc", "x\u2028y", "\0x", "NaN", "null", "1e400", "٣", "../../etc/passwd", "%s %d {0}", "넓은 이름", "x" * 100_000,
]  # fmt: skip
FREE_TEXTS = ["case_id", "authority", "reason", "source", "place_name", "note", "extra"]


def texts() -> list[str]:
    sample = json.loads(SAMPLE.read_text(encoding="utf-8")) if SAMPLE.is_file() else {}
    return OWN + [text for group in sample.values() for text in group]


def built(tmp_path, columns, cells, form="csv"):
    with (tmp_path / "e.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *cells])
    (tmp_path / "p.csv").write_text("id,lon,lat,country\na,129,42,KP\n")
    arguments = ["build", str(tmp_path / "e.csv"), "--places", str(tmp_path / "p.csv"), "--out", str(tmp_path / "out")]
    code = main([*arguments, "--format", form])
    return code, tmp_path / "out"


def read(path):
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_text_of_a_free_column_crashes_or_vanishes(tmp_path):
    hostile = [text for text in texts() if text.strip()]
    cells = [[f"p{n:03}", "a", *[text] * len(FREE_TEXTS)] for n, text in enumerate(hostile)]
    code, out = built(tmp_path, ["person_id", "place_id", *FREE_TEXTS], cells)
    assert code == 0
    assert [row["extra"] for row in read(out / "paths.csv")] == [text.strip() for text in hostile]
    assert [row["authority"] for row in read(out / "stints.csv")] == [text.strip() for text in hostile]


@pytest.mark.parametrize("form", ["geojson", "parquet", "gpkg"])
def test_every_format_takes_every_text(form, tmp_path):
    hostile = [text for text in texts() if text.strip()]
    cells = [[f"p{n:03}", "a", *[text] * len(FREE_TEXTS)] for n, text in enumerate(hostile)]
    code, out = built(tmp_path, ["person_id", "place_id", *FREE_TEXTS], cells, form)
    assert code == 0
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["persons"] == len(hostile)


@pytest.mark.parametrize(
    "column", [name for name in COLUMNS if name not in (*FREE_TEXTS, "outcome", "age", "sex", "person_id", "place_id")]
)
def test_every_text_in_a_column_that_is_read_is_used_or_told(column, tmp_path):
    hostile = texts()
    cells = [[f"p{n}", "a", text] for n, text in enumerate(hostile)]
    code, out = built(tmp_path, ["person_id", "place_id", column], cells)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert code in (0, 1)
    assert report["events_used"] + report["events_rejected"] == len(hostile)


@pytest.mark.parametrize("column", ["person_id", "place_id"])
def test_every_text_as_an_id_is_used_or_told(column, tmp_path):
    hostile = texts()
    other = "place_id" if column == "person_id" else "person_id"
    code, out = built(tmp_path, [column, other], [[text, "a"] for text in hostile])
    told = {row["value"] for name in ("rejected", "audit") for row in read(out / f"{name}.csv")}
    kept = {row["person_id"] for row in read(out / "stints.csv")}
    assert code == 1
    assert {text.strip() for text in hostile if text.strip()} <= told | kept


@pytest.mark.parametrize("columns", [("longitude", "latitude"), ("latitude", "longitude")])
def test_every_text_as_a_degree_is_used_or_told(columns, tmp_path):
    hostile = [text for text in texts() if text.strip()]
    code, out = built(tmp_path, ["person_id", *columns], [["p", text, "42"] for text in hostile])
    told = {row["row"] for row in read(out / "audit.csv")}
    located = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert code == 1
    assert len(told) == located["stints_unlocated"]


def test_a_hostile_header_is_a_column_like_any_other(tmp_path):
    headers = [
        "{{ 7*7 }}",
        '"; DROP TABLE legs; --',
        "</script>",
        "%s",
        "a\nb",
        "geometry",
        "fid",
        "rows",
        "Legs",
        "a\0b",
        "x" * 2_000,
    ]
    for form in ("csv", "geojson", "parquet", "gpkg"):
        code, _ = built(tmp_path, ["person_id", "place_id", *headers], [["p", "a", *headers]], form)
        assert code == 0, form
    assert read(tmp_path / "out" / "paths.csv")[0]["%s"] == "%s"

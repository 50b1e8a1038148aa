import json

import pytest

from layers.__main__ import main
from routes.cli import main as build

EVENTS = """person_id,seq,place_id,arrival,authority,consent,source
P1,1,onsong-county-mss-office,1998,MSS,public,A book
P1,2,kyohwaso-12-jongori,1999,MPS,public,A book
second-person,1,onsong-county-mss-office,2003,MSS,,A friend
"""


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, encoding="utf-8")
    return path


def export(*arguments):
    return main(["export", *map(str, arguments)])


def said(capsys):
    return capsys.readouterr().err


def test_a_page_is_written(events, tmp_path):
    assert export(events, "--out", tmp_path / "map.html") == 0
    assert (tmp_path / "map.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_lines_to_embed_a_page_are_printed(events, tmp_path, capsys):
    export(events, "--out", tmp_path / "map.html", "--embed", "--title", "Taken <1998>")
    told = capsys.readouterr().out
    assert told.startswith('<iframe src="./map.html" title="Taken &lt;1998&gt;" sandbox="allow-scripts"')


def test_only_a_page_is_embedded(events, tmp_path, capsys):
    assert export(events, "--out", tmp_path / "map.csv", "--embed") == 2
    assert "is for .html only" in said(capsys)


def test_public_is_the_default(events, tmp_path):
    export(events, "--out", tmp_path / "map.html")
    assert "second-person" not in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_internal_has_to_be_asked_for(events, tmp_path):
    export(events, "--out", tmp_path / "map.html", "--profile", "internal")
    assert '"second-person"' in (tmp_path / "map.html").read_text(encoding="utf-8")


def test_the_same_input_gives_the_same_bytes(events, tmp_path):
    for name in ("a.html", "b.html"):
        export(events, "--out", tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_what_was_cut_is_said(events, tmp_path, capsys):
    export(events, "--out", tmp_path / "map.html")
    assert "have not agreed" in said(capsys)


def test_a_choice_is_said_in_words(events, tmp_path, capsys):
    export(events, "--out", tmp_path / "map.html", "--where", "authority=MSS", "--lang", "ko")
    assert "구금 기관: 국가보위성(보위부)" in said(capsys)


def test_what_it_holds_can_be_read_by_a_program(events, tmp_path, capsys):
    export(events, "--out", tmp_path / "map.html", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["profile"], told["bytes"]) == ("public", (tmp_path / "map.html").stat().st_size)


def test_a_row_that_cannot_be_used_needs_a_person(events, tmp_path, capsys):
    events.write_text(EVENTS + ",4,onsong-county-mss-office,,,,\n", encoding="utf-8")
    assert export(events, "--out", tmp_path / "map.html") == 1
    assert "events.csv: 1 rows could not be used" in said(capsys)
    assert (tmp_path / "map.html").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "map.xyz"], "end the name in one of .html"),
        (["--out", "events.csv/map.html"], "cannot be written"),
        (["--out", "map.html", "--where", "colour=red"], "there is no such filter. Filters are time_from"),
        (["--out", "map.html", "--where", "evidence=bogus"], "is nowhere in these records"),
        (["--out", "map.html", "--where", "time_from=yesterday"], "cannot be read as a date"),
        (["--out", "map.html", "--profile", "partner"], "needs a key of at least 32 bytes"),
        (["--out", "map.html", "--profile", "partner", "--key", "none.key"], "the key cannot be read"),
        (["--out", "map.html", "--places", "none.geojson"], "none.geojson"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_file(events, tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    assert export(events, *arguments) == 2
    words = said(capsys)
    assert sentence in words
    assert words.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


def test_the_folder_of_the_file_is_made(events, tmp_path):
    assert export(events, "--out", tmp_path / "new" / "folder" / "map.html") == 0
    assert (tmp_path / "new" / "folder" / "map.html").exists()


def test_what_is_read_is_not_written_over(tmp_path, capsys):
    page = tmp_path / "events.html"
    page.write_text(EVENTS, encoding="utf-8")
    assert export(page, "--out", page) == 2
    assert page.read_text(encoding="utf-8") == EVENTS


def test_a_folder_that_was_built_gives_the_same_page(events, tmp_path):
    build(["build", str(events), "--out", str(tmp_path / "built"), "--format", "csv"])
    for name, source in (("a.html", events), ("b.html", tmp_path / "built")):
        assert export(source, "--out", tmp_path / name, "--profile", "internal") == 0
    one, other = ((tmp_path / name).read_bytes().rpartition(b"<!--seal")[0] for name in ("a.html", "b.html"))
    assert one.replace(b'"name":"events.csv"', b'"name":"built"') == other


def test_a_folder_that_was_not_built_is_told_how_to_build_it(tmp_path, capsys):
    assert export(tmp_path, "--out", tmp_path / "map.html") == 2
    assert "python -m routes build" in said(capsys)


def test_a_bad_call_is_told_by_its_usage(capsys):
    with pytest.raises(SystemExit) as left:
        export()
    assert left.value.code == 2


def test_a_file_that_is_there_is_replaced_whole(events, tmp_path):
    out = tmp_path / "map.html"
    out.write_text("old", encoding="utf-8")
    export(events, "--out", out)
    assert out.read_text(encoding="utf-8").endswith("</html>")
    assert {path.name for path in tmp_path.iterdir()} == {"events.csv", "map.html"}

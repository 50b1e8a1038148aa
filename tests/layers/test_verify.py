"""`python -m layers verify`: every kind of file is recognised, made again to the byte, and found out when changed."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from layers import label, made, seal, verify
from layers import manifest as manifests
from layers.__main__ import main
from layers.commands import verify as command
from layers.datafile.sidecar import ENDING
from layers.export import WRITERS
from layers.words import LANGUAGES, catalogue
from routes.cli import main as build

EVENTS = """person_id,seq,place_id,arrival,authority,consent,source,note
P1,1,tumen-detention-centre,1998-05-06,PSB,public,"A <b>book</b>, {{ 7*7 }}",secret
P1,2,onsong-county-mss-office,1999,MSS,public,A book,secret
P1,3,kyohwaso-12-jongori,1999-07,MPS,public,=A book,secret
P2,1,onsong-county-mss-office,2001,MSS,partner,SYNTHETIC,secret
P2,2,kyohwaso-12-jongori,2004,MPS,partner,SYNTHETIC,secret
P3,1,onsong-county-mss-office,2003,MSS,,A friend,secret
"""
PLACES = "place_id,name,lat,lon,country\n" + "".join(
    f"{key},{name},{lat},{lon},{country}\n"
    for key, name, lat, lon, country in (
        ("tumen-detention-centre", "Tumen", 42.97, 129.85, "CN"),
        ("onsong-county-mss-office", "온성", 42.95, 129.99, "KP"),
        ("kyohwaso-12-jongori", "Jongori", 42.3, 129.75, "KP"),
    )
)
PICKED = {".brief.pdf": ("--person", "P1")}  # what a kind of file cannot do without
SIDECAR = [ending for ending in WRITERS if not ending.endswith((".html", ".png", ".svg", ".pdf"))]
SEALED = [ending for ending in WRITERS if ending not in SIDECAR]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("verify")
    (path / "events.csv").write_text(EVENTS, encoding="utf-8")
    (path / "places.csv").write_text(PLACES, encoding="utf-8")
    (path / "key").write_bytes(b"k" * 32)
    return path


@pytest.fixture(scope="module")
def files(folder):
    """The path of a file of each kind, written once."""

    @cache
    def file(ending, *more):
        out = folder / f"{len(list(folder.iterdir()))}{ending}"
        export(folder, out, *PICKED.get(ending, ()), *more)
        return out

    return file


def export(folder, out, *more, source="events.csv"):
    arguments = ["export", str(folder / source), "--places", str(folder / "places.csv"), "--out", str(out), *more]
    assert main(arguments) < 2
    return out


def against(folder, source="events.csv", places="places.csv"):
    return ["--against", str(folder / source), "--places", str(folder / places)]


def told(capsys, path, *more):
    """Exit code, answers by name, all words of a call."""
    capsys.readouterr()
    code = main(["verify", str(path), "--json", *more])
    said = capsys.readouterr()
    answers = json.loads(said.out)["answers"] if said.out else []
    return code, {one["what"]: one["holds"] for one in answers}, said.out + said.err


@pytest.mark.parametrize("ending", WRITERS)
def test_a_file_is_as_it_was_written(files, capsys, ending):
    code, answers, _ = told(capsys, files(ending))
    assert code == 0
    assert answers == ({"file_whole": True, "beside_whole": True} if ending in SIDECAR else {"sealed": True})


@pytest.mark.parametrize("ending", WRITERS)
def test_a_file_is_made_again_to_the_byte(folder, files, capsys, ending):
    code, answers, words = told(capsys, files(ending), *against(folder))
    assert (code, answers.get("again")) == (0, True), words


LOOKS = [
    (".png", "--size", "180.5x120mm", "--dpi", "130.5", "--grey", "--lang", "ko", "--title", "“지도” & <b>"),
    (".svg", "--layers", "flows,facilities", "--view", "42.123456789,129.5,7.25", "--address", "http://x.test/?a=1&b=2"),
    (".pdf", "--size", "a4-portrait", "--person", "P1", "--profile", "internal"),
    (".html", "--layers", "paths", "--place", "kyohwaso-12-jongori", "--profile", "internal"),
    (".csv", "--table", "stints", "--bom", "--profile", "internal", "--where", "authority=MSS|MPS"),
    (".geojson", "--table", "flows", "--where", "bbox=129.123456,41.5,130.654321,43", "--where", "time_from=1998"),
    (".parquet", "--table", "paths", "--where", "person=P1", "--where", "time_mode=certainly"),
    (".gpkg", "--lang", "ko", "--where", "place_text=온성"),
]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
def test_whatever_was_asked_of_it_it_is_made_again(folder, files, capsys, look):
    code, answers, words = told(capsys, files(*look), *against(folder))
    assert (code, answers.get("again")) == (0, True), words


@pytest.mark.parametrize("ending", WRITERS)
def test_a_partner_s_file_is_made_again_with_the_key(folder, files, capsys, ending):
    if ending in PICKED:  # a partner picks people by their hashes
        picked = label.read(files(".geojson", "--profile", "partner", "--key", str(folder / "key")))
        more = ("--person", json.loads(picked.data)["features"][0]["properties"]["person_id"])
    else:
        more = ("--where", "person=P2")
    path = files(ending, "--profile", "partner", "--key", str(folder / "key"), *more)
    code, answers, words = told(capsys, path, *against(folder), "--key", str(folder / "key"))
    assert (code, answers.get("again")) == (0, True), words


def test_without_the_key_it_is_said_that_it_takes_one(folder, files, capsys):
    path = files(".csv", "--profile", "partner", "--key", str(folder / "key"))
    code, answers, _ = told(capsys, path, *against(folder))
    assert (code, answers["key"]) == (1, False)


def test_another_key_gives_another_file(folder, files, capsys):
    path = files(".csv", "--profile", "partner", "--key", str(folder / "key"))
    (folder / "other.key").write_bytes(b"o" * 32)
    code, answers, _ = told(capsys, path, *against(folder), "--key", str(folder / "other.key"))
    assert (code, answers["not_again"], "because_key" in answers) == (1, False, True)


def test_records_that_were_built_in_another_way_are_built_so_again(folder, capsys):
    build(
        ["build", str(folder / "events.csv"), "--places", str(folder / "places.csv"), "--out", str(folder / "built"),
         "--silence", "30", "--no-inferred-crossings"]
    )  # fmt: skip
    for ending in (".html", ".geojson"):
        path = export(folder, folder / f"built{ending}", "--profile", "internal", source="built")
        for source in ("built", "events.csv"):
            code, answers, words = told(capsys, path, *against(folder, source))
            assert (code, answers.get("again")) == (0, True), words


def test_a_file_that_was_renamed_is_the_same(folder, files, capsys, tmp_path):
    for ending in (".csv", ".png"):
        path = tmp_path / f"other name{ending}"
        path.write_bytes(files(ending).read_bytes())
        if ending == ".csv":
            beside(path).write_bytes(beside(files(ending)).read_bytes())
        code, answers, words = told(capsys, path, *against(folder))
        assert (code, answers.get("again")) == (0, True), words


def test_the_name_of_the_sidecar_will_do(files, capsys):
    assert told(capsys, beside(files(".csv")))[0] == 0


def beside(path):
    return Path(f"{path}{ENDING}")


def changed(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def regions(data):
    """Positions all over a file, at its start and at its end."""
    return sorted({*range(0, len(data), max(len(data) // 40, 1)), *range(12), *range(len(data) - 12, len(data))})


@pytest.mark.parametrize("ending", WRITERS)
def test_a_change_anywhere_in_a_file_is_found_out(files, capsys, tmp_path, ending):
    data = files(ending).read_bytes()
    path = tmp_path / f"map{ending}"
    if ending in SIDECAR:
        beside(path).write_bytes(beside(files(ending)).read_bytes())
    for at in regions(data):
        path.write_bytes(changed(data, at))
        assert main(["verify", str(path)]) > 0, at


@pytest.mark.parametrize("ending", WRITERS)
def test_a_file_that_was_cut_short_is_found_out(files, capsys, tmp_path, ending):
    data = files(ending).read_bytes()
    path = tmp_path / f"map{ending}"
    if ending in SIDECAR:
        beside(path).write_bytes(beside(files(ending)).read_bytes())
    for length in (0, 1, 8, 100, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:length])
        assert main(["verify", str(path)]) > 0, length


def test_a_change_anywhere_in_a_sidecar_is_found_out(files, capsys, tmp_path):
    path = tmp_path / "map.csv"
    path.write_bytes(files(".csv").read_bytes())
    data = beside(files(".csv")).read_bytes()
    for at in range(0, len(data), 17):
        beside(path).write_bytes(changed(data, at))
        assert main(["verify", str(path)]) > 0, at


def test_a_sidecar_of_another_file_is_found_out(files, capsys, tmp_path):
    path = tmp_path / "map.csv"
    path.write_bytes(files(".csv").read_bytes())
    beside(path).write_bytes(beside(files(".csv", "--table", "flows")).read_bytes())
    assert told(capsys, path)[:2] == (1, {"file_changed": False, "beside_whole": True, "renamed": None})


@pytest.mark.parametrize("ending", [".html", ".svg", ".pdf"])
def test_who_changes_a_file_and_seals_it_anew_is_found_out_by_the_records(folder, files, capsys, tmp_path, ending):
    forged = label.read(files(ending, "--profile", "internal")).data
    form = ending[1:]
    before = seal.SEALS[form].before
    forged = forged.replace(b'"shown": 3', b'"shown": 9').replace(b'"shown":3', b'"shown":9')
    at = forged.rindex(before)
    end = at + len(before) + seal.DIGITS + len(seal.SEALS[form].after)
    path = tmp_path / f"map{ending}"
    path.write_bytes(seal.sealed(forged[:at] + forged[end:], form))
    assert told(capsys, path)[:2] == (0, {"sealed": True})
    code, answers, words = told(capsys, path, *against(folder))
    assert (code, answers["not_again"], "because_claim" in answers) == (1, False, True), words


def test_other_records_are_named(folder, files, capsys):
    (folder / "other.csv").write_text(EVENTS.replace("2003", "2005"), encoding="utf-8")
    code, answers, _ = told(capsys, files(".html"), *against(folder, "other.csv"))
    assert (code, answers["other_records"], answers["same_places"]) == (1, False, True)
    assert (answers["not_again"], "because_other" in answers) == (False, True)


def test_other_places_are_named(folder, files, capsys):
    (folder / "other-places.csv").write_text(PLACES.replace("42.3,", "42.4,"), encoding="utf-8")
    code, answers, _ = told(capsys, files(".html"), *against(folder, places="other-places.csv"))
    assert (code, answers["same_records"], answers["other_places"]) == (1, True, False)


def test_another_version_of_the_program_is_named(folder, files, capsys, monkeypatch):
    for module in (manifests, verify):
        monkeypatch.setattr(module, "PROGRAM", "nowhere-map 99")
    code, answers, words = told(capsys, files(".png"), *against(folder))
    assert (code, "because_program" in answers) == (1, True)
    assert "nowhere-map 99" in words


def test_another_version_of_a_library_is_named(folder, files, capsys, monkeypatch):
    path = files(".png")
    monkeypatch.setattr(made, "version", lambda name: "0.0.1")
    code, answers, words = told(capsys, path, *against(folder))
    assert (code, "because_library" in answers, "0.0.1" in words) == (1, True, True)


@pytest.mark.parametrize("ending", [".html", ".csv", ".svg"])
def test_where_a_profile_withholds_a_filter_that_is_said(folder, files, capsys, ending):
    path = files(ending, "--where", "person=P3")
    code, answers, words = told(capsys, path, *against(folder))
    assert (code, answers["withheld"]) == (1, False)
    assert "P3" not in words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ending", [".html", ".csv"])
def test_it_says_in_sentences_what_the_file_is(folder, files, capsys, ending, lang):
    path = files(ending, "--title", "Who was held in Onsong", "--where", "authority=MSS")
    capsys.readouterr()
    assert main(["verify", str(path), "--lang", lang, *against(folder)]) == 0
    words = capsys.readouterr().out
    for fact in ("Who was held in Onsong", "nowhere-map", label.read(path).manifest["inputs"][0]["sha256"]):
        assert fact in words
    assert "verify." not in words
    assert "{" not in words


def test_every_answer_has_words_and_all_words_are_answers():
    source = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (verify, command))
    words = {key.removeprefix("verify.") for key in catalogue("en") if key.startswith("verify.")}
    assert set(re.findall(r'finding\("(\w+)"', source)) <= words
    of_roles = {f"{what}_{role}" for what in ("same", "other") for role in (manifests.RECORDS, manifests.PLACES)}
    assert words - {"title"} <= set(re.findall(r'"(\w+)"', source)) | of_roles


def test_a_key_without_records_is_told(files, folder, capsys):
    assert main(["verify", str(files(".csv")), "--key", str(folder / "key")]) == 2
    assert "--against only" in capsys.readouterr().err


@pytest.mark.parametrize("ending", [".csv", ".html"])
def test_a_file_of_mapped_records_is_made_again_by_their_mapping(folder, ending, capsys):
    mine = EVENTS.replace("person_id,seq,place_id", "Prisoner,Step,Camp")
    (folder / "mine.csv").write_text(mine, encoding="utf-8")
    read = [str(folder / "mine.csv"), "--mapping", str(folder / "mine.toml"), "--places", str(folder / "places.csv")]
    build(["propose", read[0], "--places", read[-1], "--out", read[2]])
    out = folder / f"mapped{ending}"
    assert main(["export", *read, "--profile", "internal", "--out", str(out)]) in (0, 1)
    assert main(["verify", str(out), "--against", *read]) == 0
    assert main(["verify", str(out), "--mapping", read[2]]) == 2
    assert "is for --against only" in capsys.readouterr().err

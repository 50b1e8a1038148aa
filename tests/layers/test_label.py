"""Files from anybody: whatever they hold, they are answered with a sentence, and nothing in them is run or unpacked."""

import json
import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.errors import DataError
from layers import label, made, seal, verify
from layers.__main__ import main
from layers.datafile.sidecar import ENDING
from layers.label import MOST_BYTES, STARTS
from layers.manifest import PROGRAM, read_inputs
from tests.layers.hostile import TEXTS
from tests.layers.small import ladder, walk

MANIFEST = {
    "title": "T", "profile": "public", "program": PROGRAM, "synthetic": False, "cut": [], "filters": [],
    "filters_in_words": [], "inputs": [{"role": "records", "sha256": "ab" * 32}],
    "shown": {"persons": {"shown": 1, "of": 1}, "legs": {"shown": 1, "of": 1}, "places": {"shown": 1}},
    "made": {"ending": ".csv", "lang": "en", "again": True},
}  # fmt: skip


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks):
    return STARTS["png"] + b"".join(chunk(*one) for one in chunks) + seal.IEND


def html(text):
    return b'<!DOCTYPE html>\n<script type="application/json" id="payload">' + text + b"</script></html>"


def svg(text):
    return b'<?xml version="1.0"?>\n<svg xmlns="x"><metadata id="manifest">' + text + b"</metadata></svg>"


def pdf(text):
    return b"%PDF-1.4\n<< /Manifest (" + text + b") >>\nstartxref\n9\n%%EOF\n"


def sidecar(tmp_path, package, data=b"x"):
    (tmp_path / "a.csv").write_bytes(data)
    text = json.dumps(package).encode() if isinstance(package, dict) else package
    (tmp_path / f"a.csv{ENDING}").write_bytes(text)
    return tmp_path / "a.csv"


def written(tmp_path, data, name="a.bin"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def refused(path, capsys):
    """The one sentence that answers a file that is none of ours."""
    capsys.readouterr()
    assert main(["verify", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "fault of the program" not in said.err
    return said.err


TOLD = json.dumps(MANIFEST).encode()
PAGE = json.dumps({"meta": {"manifest": MANIFEST}}).encode()
BOMB = zlib.compress(b" " * 100_000_000)
DEEP = b"[" * 100_000


@pytest.mark.parametrize("data", [png((b"tEXt", b"Manifest\0" + TOLD)), html(PAGE), svg(TOLD), pdf(TOLD)])
def test_a_manifest_is_read_wherever_it_may_stand(tmp_path, data):
    assert label.read(written(tmp_path, data)).manifest == MANIFEST


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "says nothing of itself"),
        (b"person_id,place_id\nP1,a\n", "says nothing of itself"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><kml>&b;</kml>", "says nothing"),
        (b"%PDF-1.4\n%%EOF\n", "has no manifest"),
        (b"<!DOCTYPE html><p>a</p>", "has no manifest"),
        (png((b"IHDR", b"0" * 13)), "has no manifest"),
        (png((b"zTXt", b"Manifest\0\0" + BOMB)), "has no manifest"),
        (png((b"iTXt", b"Manifest\0\1\0\0\0" + BOMB)), "has no manifest"),
        (STARTS["png"] + chunk(b"tEXt", b"Manifest\0" + TOLD)[:-30], "is cut short"),
        (STARTS["png"] + struct.pack(">I", 2**32 - 1) + b"tEXtManifest\0{}", "is cut short"),
        (png(*[(b"tEXt", b"a\0b")] * 100_001), "more pieces"),
        (png((b"tEXt", b"Manifest\0")), "is empty"),
        (pdf(TOLD) + pdf(TOLD), "has no manifest"),
        (html(PAGE) + html(PAGE), "has no manifest"),
        (html(b"{}"), "what it says of itself cannot be read"),
        (html(b"[]"), "what it says of itself cannot be read"),
        (html(b'{"meta": [1]}'), "what it says of itself cannot be read"),
        (html(DEEP), "nested more than"),
        (svg(DEEP), "nested more than"),
        (html(b'{"meta": NaN}'), "is not a JSON number"),
        (html(b'{"meta": 1' + b"0" * 5000 + b"}"), "digits"),
        (svg(TOLD[:-5]), "is not JSON"),
        (svg(b"\xff\xfe\x00"), "is marked as UTF-16 but is broken"),
        (pdf(b"\xff" + TOLD), "is not UTF-8"),
        (svg(b"&lt;" * 1000), "is not JSON"),
    ],
)
def test_what_cannot_be_ours_is_told_in_a_sentence(tmp_path, capsys, data, sentence):
    assert sentence in refused(written(tmp_path, data), capsys)


WRONG = [
    {"profile": "secret"}, {"profile": ["public"]}, {"title": None}, {"inputs": {}}, {"inputs": [{"role": "records"}]},
    {"inputs": [{"role": "x", "sha256": "a"}]}, {"inputs": [{"role": "records", "sha256": 1}]},
    {"inputs": [{"role": "records", "sha256": "a", "name": {}}]}, {"filters": "person=1"}, {"filters": [1]},
    {"inputs": [{"role": "records", "sha256": "a", "version": 1}]}, {"made": []}, {"cut": [None]}, {"synthetic": 1},
    {"shown": {}}, {"shown": {"persons": {"shown": True, "of": 1}, "legs": {}, "places": {}}}, {"program": 3},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_manifest_of_another_shape_is_none(tmp_path, capsys, wrong):
    path = written(tmp_path, svg(json.dumps(MANIFEST | wrong).encode()))
    assert "what it says of itself cannot be read" in refused(path, capsys)


@pytest.mark.parametrize("missing", MANIFEST)
def test_nothing_but_how_it_was_made_may_be_missing(tmp_path, capsys, missing):
    path = written(tmp_path, svg(json.dumps({k: v for k, v in MANIFEST.items() if k != missing}).encode()))
    if missing == "made":
        assert label.read(path).manifest["title"] == "T"
    else:
        refused(path, capsys)


def described(**changes):
    return {"resources": [{"path": "a.csv", "bytes": 1, "hash": "sha256:0"} | changes], "manifest": MANIFEST}


@pytest.mark.parametrize(
    "package",
    [
        b"", b"{", b"[]", DEEP, {"manifest": MANIFEST}, {"resources": [], "manifest": MANIFEST}, described(path=1),
        described(bytes="1"), described(hash=None), described() | {"manifest": None}, described() | {"resources": {}},
        {"resources": [*described()["resources"], *described(path="b")["resources"]], "manifest": MANIFEST},
    ],
)  # fmt: skip
def test_a_sidecar_that_is_none_is_told_in_a_sentence(tmp_path, capsys, package):
    refused(sidecar(tmp_path, package), capsys)


def test_a_file_that_a_sidecar_names_is_never_opened(tmp_path, capsys):
    (tmp_path / "secret").write_bytes(b"x")
    path = sidecar(tmp_path, described(path=str(tmp_path / "secret")))
    assert main(["verify", str(path)]) == 1
    assert "The file is not the one" in capsys.readouterr().out


def test_what_is_no_plain_file_is_told_in_a_sentence(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "nowhere.png", tmp_path / "pipe", Path("/dev/zero"), Path("a\0b.png")):
        refused(path, capsys)


def test_a_file_too_large_to_read_is_told_in_a_sentence(tmp_path, capsys):
    with (tmp_path / "large.png").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert "is larger than" in refused(tmp_path / "large.png", capsys)


@pytest.mark.parametrize("text", TEXTS)
def test_what_a_manifest_says_moves_no_cursor_and_stays_on_its_line(tmp_path, capsys, text):
    words = (text + "\x1b[2J\r\n" + text).encode("utf-8", "replace").decode()
    said = MANIFEST | {"title": words, "cut": [words], "filters_in_words": [words], "program": words}
    path = written(tmp_path, svg(json.dumps(said).replace("&", "&amp;").replace("<", "&lt;").encode()))
    assert main(["verify", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert all(character.isprintable() for line in lines for character in line)


def test_a_file_that_says_it_is_of_another_kind_is_compared_with_nothing(tmp_path):
    for ending in (".html", ".png", ".csv", ".brief.pdf"):
        said = MANIFEST | {"made": {**MANIFEST["made"], "ending": ending}}
        with pytest.raises(DataError, match="of another kind"):
            verify.again(label.read(written(tmp_path, svg(json.dumps(said).encode()))))


def test_a_text_without_end_is_cut(tmp_path, capsys):
    path = written(tmp_path, svg(json.dumps(MANIFEST | {"title": "x" * 100_000}).encode()))
    main(["verify", str(path)])
    assert max(map(len, capsys.readouterr().out.splitlines())) < 1000


@given(st.sampled_from(sorted(STARTS)), st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage_is_refused_in_a_sentence(tmp_path, form, rest):
    with pytest.raises(DataError):
        label.read(written(tmp_path, STARTS[form] + rest))


@given(st.integers(0, len(TOLD) - 1), st.binary(max_size=3), st.sampled_from(["png", "svg", "pdf"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_manifest_is_read_or_refused(tmp_path, at, damage, form):
    text = TOLD[:at] + damage + TOLD[at + len(damage) :]
    data = {"png": png((b"tEXt", b"Manifest\0" + text)), "svg": svg(text), "pdf": pdf(text)}[form]
    try:
        read = label.read(written(tmp_path, data))
    except DataError:
        return
    assert read.seal is None


LOOKS = {
    **dict.fromkeys(("size", "person", "place", "address", "accessed", "table"), st.text(max_size=5)),
    **dict.fromkeys(("grey", "bom", "split"), st.just(True)),
    "table": st.sampled_from(["legs", "places", "nowhere"]),
    "size": st.sampled_from(["a4", "1x1px", "99999x99999px"]),
    "dpi": st.floats(),
    "view": st.lists(st.floats(-90, 90), min_size=3, max_size=3),
    "layers": st.dictionaries(st.sampled_from(["flows", "paths", "nothing"]), st.booleans()),
}
BUILT = ladder(*walk("P1", "onsong", "yodok"))


@given(
    st.sampled_from([".html", ".csv", ".kml", ".geojson", ".lpf.json", ".bib", ".exe", ""]),
    st.fixed_dictionaries({}, optional=LOOKS),
    st.sampled_from([[], ["authority=MSS"], ["person=…"], ["bbox=1,2,3"], ["colour=red"], ["last_place=nowhere"]]),
    st.sampled_from(["internal", "public", "partner"]),
)
@settings(deadline=None, max_examples=60)
def test_whatever_a_manifest_asks_for_is_made_or_refused_in_a_sentence(ending, look, filters, profile):
    said = MANIFEST | {"made": {**MANIFEST["made"], "ending": ending, **look}, "filters": filters, "profile": profile}
    form = "html" if ending == ".html" else "json"
    one = label.Label("a", b"data", form, said, True, {"path": "a", "bytes": 4, "hash": ""}, b"{}")
    try:
        asked = verify.again(one)
    except DataError:
        return
    read = read_inputs(BUILT, Path("a.csv"), None)
    found = {each.what: each.holds for each in verify.against(one, asked, BUILT, read, b"k" * 32)}
    assert found["other_records"] is False
    assert {"cannot", "not_again"} & set(found)
    assert set(asked.look) <= set(made.READ)

"""Pictures by the command: `python -m layers export EVENTS --out FILE.png`."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from layers.__main__ import main
from layers.export import WRITERS
from tests.layers.test_export import EVENTS

WITH_ALL = EVENTS + "P3,1,onsong-county-mss-office,2004,MPS,public,A book\n"


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(WITH_ALL, encoding="utf-8")
    return path


@pytest.fixture
def export(events, tmp_path):
    def call(name, *options):
        out = tmp_path / name
        code = main(["export", str(events), "--out", str(out), *options])
        return code, out.read_bytes() if out.exists() else None

    return call


def test_pictures_can_be_written():
    assert {".png", ".svg", ".pdf"} <= set(WRITERS)


def test_a_png_of_the_size_and_resolution_that_was_asked_for(export):
    code, data = export("map.png", "--size", "a4-portrait", "--dpi", "100")
    assert (code, Image.open(io.BytesIO(data)).size) == (0, (827, 1169))


def test_public_is_the_default_of_pictures_too(export):
    _, data = export("map.svg")
    assert "second-person" not in data.decode()
    assert "have not agreed" in data.decode()


def test_a_title_and_an_address_stand_on_it(export):
    _, data = export("map.pdf", "--title", "Two people of Onsong", "--address", "http://127.0.0.1:8501/?lang=en")
    text = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "Two people of Onsong" in text
    assert "http://127.0.0.1:8501/?lang=en" in text


def test_a_title_stands_over_a_picked_person_too(export):
    _, data = export("map.svg", "--person", "P1", "--title", "One path")
    assert ">One path<" in data.decode()


def test_grey_is_without_colour(export):
    _, data = export("map.png", "--grey", "--size", "square")
    saturation = Image.open(io.BytesIO(data)).convert("HSV").getextrema()[1]
    assert saturation == (0, 0)


def test_layers_can_be_chosen(export):
    _, flows = export("flows.svg", "--layers", "flows,facilities")
    assert 'id="flows"' in flows.decode()
    assert 'id="paths"' not in flows.decode()


def test_a_view_of_the_page_can_be_asked_for(export):
    _, near = export("near.svg", "--view", "42.9,129.9,10")
    _, far = export("far.svg", "--view", "42.9,129.9,5")
    assert near != far
    assert "42.9° N" in near.decode()


def test_korean_words(export):
    _, data = export("map.svg", "--lang", "ko")
    assert "기호 설명" in data.decode()


def test_the_same_call_gives_the_same_bytes(export):
    for form in ("png", "svg", "pdf"):
        assert export(f"a.{form}") == export(f"b.{form}")


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("map.png", ["--size", "poster"], "write one of article"),
        ("map.png", ["--size", "100x100mm"], "too small"),
        ("map.png", ["--dpi", "5"], "no resolution between 50 and 1200"),
        ("map.png", ["--layers", "paths,tunnels"], "is no layer of a picture"),
        ("map.png", ["--view", "somewhere"], "write latitude, longitude and zoom"),
        ("map.png", ["--view", "nan,1,2"], "write latitude, longitude and zoom"),
        ("map.png", ["--person", "second-person"], "no person of that id is in the picture"),
        ("map.png", ["--place", "atlantis"], "no place of that id is in the picture"),
        ("map.html", ["--size", "a4"], "--size: is for .png, .svg, .pdf, .brief.pdf only"),
        ("map.html", ["--grey"], "--grey: is for .png, .svg, .pdf, .brief.pdf only"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence_and_no_file(export, capsys, name, options, sentence):
    code, data = export(name, *options)
    told = capsys.readouterr().err
    assert (code, data) == (2, None)
    assert sentence in told
    assert told.strip().count("\n") == 0

"""PNG, SVG and PDF as other programs read them: metadata, text, names of groups, the same bytes each time."""

import io
import os
import re
import subprocess
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from layers import picture
from tests.layers.pictures import VIEWS, demo, small

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "http://127.0.0.1:8501/?person=S-082&lang=ko"


@pytest.fixture(scope="module")
def png():
    return Image.open(io.BytesIO(picture.draw(demo(), format="png", address=ADDRESS)))


@pytest.fixture(scope="module")
def svg():
    return parsed(picture.draw(demo("ko"), format="svg", size="a4", address=ADDRESS))


@pytest.fixture(scope="module")
def pdf():
    return PdfReader(io.BytesIO(picture.draw(demo("ko"), format="pdf", size="a4", address=ADDRESS)))


def parsed(data):
    return ElementTree.fromstring(data)  # noqa: S314  what we wrote ourselves


def svg_texts(root):
    """Texts of a drawing without their halos, which say the same again."""
    halos = {
        id(text) for group in root.iter(f"{SVG}g") if group.get("id", "").startswith("halo-") for text in group.iter()
    }
    return [text.text for text in root.iter(f"{SVG}text") if id(text) not in halos]


def test_a_png_carries_title_credits_version_hash_and_address(png):
    told = png.text
    meta = demo()["meta"]
    assert told["Title"] == "Where detainees were taken"
    assert "Natural Earth" in told["Copyright"]
    assert told["Version"] == f"data {meta['version']}"
    assert told["Fingerprint"] == f"sha256:{meta['data_sha256']}"
    assert (told["Source"], told["Creation Time"]) == (ADDRESS, meta["date"])


def test_a_description_holds_all_the_words_of_the_picture(png):
    for part in (
        "113 of 113 people",
        "SYNTHETIC",
        "All records, no filter set",
        "not the road taken",
        "nobody reported",
    ):
        assert part in png.text["Description"]


def test_a_pdf_carries_the_same(pdf):
    meta, told = demo("ko")["meta"], pdf.metadata
    assert told.title == "구금된 사람들이 끌려간 곳"
    assert "Natural Earth" in told.author
    assert all(part in told["/Keywords"] for part in (meta["version"], meta["data_sha256"], ADDRESS))
    assert "전체 113명 중 113명" in told.subject
    assert f"{told.creation_date:%Y-%m-%d}" == meta["date"]


def test_a_pdf_is_one_page_of_its_size_in_text_that_can_be_searched(pdf):
    page = pdf.pages[0]
    assert len(pdf.pages) == 1
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx([297 / 25.4 * 72, 210 / 25.4 * 72], abs=0.01)
    text = page.extract_text()
    for words in (
        "구금된 사람들이 끌려간 곳",
        "기호 설명",
        "113명",
        demo()["meta"]["data_sha256"][:12],
    ):
        assert words in text


def test_fonts_of_a_pdf_are_embedded(pdf):
    fonts = pdf.pages[0]["/Resources"]["/Font"].values()
    for font in fonts:
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


def test_a_pdf_runs_nothing_and_leads_nowhere(pdf):
    assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(pdf.trailer["/Root"])
    assert not pdf.pages[0]["/Annots"].get_object()


def test_an_svg_has_its_size_and_its_text_as_text(svg):
    assert (svg.get("width"), svg.get("height")) == ("297mm", "210mm")
    texts = svg_texts(svg)
    for words in ("구금된 사람들이 끌려간 곳", "기호 설명", "북"):
        assert words in texts
    assert not list(svg.iter(f"{SVG}glyph"))


def test_an_svg_names_its_groups(svg):
    ids = {group.get("id") for group in svg.iter(f"{SVG}g")}
    assert {
        "title", "map", "basemap", "land", "borders", "paths", "paths-documented", "paths-inferred", "paths-gap",
        "places", "facilities", "crossings", "last-known", "place-names", "basemap-names", "legend", "notes", "scale",
        "credits",
    } <= ids  # fmt: skip


def test_ids_of_an_svg_are_its_own(svg):
    ids = [element.get("id") for element in svg.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_an_svg_in_pixels_says_pixels():
    root = parsed(picture.draw(small(), format="svg", size="1601x901px"))
    assert (root.get("width"), root.get("height")) == ("1601", "901")
    assert root.get("viewBox") == "0 0 800.5 450.5"


def test_an_svg_asks_nobody_for_anything():
    text = picture.draw(small(), format="svg").decode()
    assert "<!DOCTYPE" not in text
    assert not re.search(r"""(href|src)=["'](?!#)""", text)
    assert not re.search(r"url\((?!#)", text)
    assert "@import" not in text


def test_names_have_a_halo_in_an_svg(svg):
    halos = [group for group in svg.iter(f"{SVG}g") if group.get("id", "").startswith("halo-")]
    texts = [text for group in halos for text in group.iter(f"{SVG}text")]
    assert len(texts) == len(halos) > 5
    assert all("stroke-width" in text.get("style") and "stroke: #" in text.get("style") for text in texts)


def test_an_svg_names_fonts_that_machines_have(svg):
    fonts = svg.get("font-family").split(", ")
    assert {"Arial", "Malgun Gothic", "Apple SD Gothic Neo", "PingFang SC"} <= set(fonts)
    assert fonts[-1] == "sans-serif"
    assert not [text for text in svg.iter(f"{SVG}text") if "font-family" in text.get("style")]


@cache
def drawn_first(form, view="paths"):
    """The bytes of a picture, which others are compared with."""
    return picture.draw(demo("ko"), format=form, **VIEWS[view])


# Every view as an SVG, which says most of what was drawn and in which order; what packs it, by the views that ask most.
@pytest.mark.parametrize(
    ("form", "view"), [*(("svg", view) for view in VIEWS), ("png", "paths"), ("pdf", "paths"), ("pdf", "uncertainty")]
)
def test_the_same_input_gives_the_same_bytes(form, view):
    assert picture.draw(demo("ko"), format=form, **VIEWS[view]) == drawn_first(form, view)


DRAW = (
    "import sys; from layers import picture; from tests.layers.pictures import demo; from hashlib import sha256\n"
    + ("print([sha256(picture.draw(demo('ko'), format=form)).hexdigest() for form in picture.FORMATS])")
)


def test_another_process_gives_the_same_bytes(tmp_path):
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\nfont.size: 40\nsvg.fonttype: path\n", encoding="utf-8")
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "2" else "2"
    more = {"PYTHONHASHSEED": seed, "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"), "TZ": "Asia/Seoul"}
    told = subprocess.run(
        [sys.executable, "-c", DRAW],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **more}, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert told == f"{[sha256(drawn_first(form)).hexdigest() for form in picture.FORMATS]}\n"


def test_threads_at_once_give_the_same_bytes():
    alone = {form: picture.draw(small(), format=form) for form in picture.FORMATS}
    made = {}
    threads = [
        Thread(target=lambda form=form, n=n: made.update({(form, n): picture.draw(small(), format=form)}))
        for form in picture.FORMATS
        for n in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(made[form, n] == alone[form] for form in picture.FORMATS for n in range(2))


def test_settings_of_matplotlib_are_left_as_they_were():
    before = dict(matplotlib.rcParams)
    picture.draw(small(), format="svg")
    assert dict(matplotlib.rcParams) == before


def test_nothing_asks_for_a_window():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, layers.picture; print('matplotlib.pyplot' in sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "False"


def test_grey_has_no_colour():
    pixels = np.asarray(Image.open(io.BytesIO(picture.draw(demo(), grey=True))).convert("RGB")).astype(int)
    assert np.ptp(pixels, axis=2).max() <= 2


def test_a_format_that_is_none_is_told():
    with pytest.raises(ValueError, match="Choose one of: png, svg, pdf"):
        picture.draw(small(), format="bmp")

"""Text of the data is drawn as text: no formula, no markup, no letter that a file cannot hold."""

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from layers import picture
from layers.payload import payload
from layers.picture.content import line_of
from tests.layers.hostile import TEXTS
from tests.layers.pictures import only, small
from tests.layers.small import ladder, places, walk

pytestmark = pytest.mark.filterwarnings("ignore:Glyph .* missing")  # such letters are drawn as boxes
SVG = "{http://www.w3.org/2000/svg}"
FORMULAS = ["$x^2$", r"$\frac{1}{0}$", "$", "$$", r"\alpha", r"$\nonsense{$", "a_b^c", r"\write18{id}", "%", "#1"]
DRAWN = {"svg", "g", "path", "text", "title", "metadata", "defs", "style", "clipPath", "rect", "use", "tspan"}
SEA = (38.0, 132.0, 9.0)  # nothing of the basemap takes time there
NOTHING = {"layers": only(), "view": SEA}


def everywhere(text):
    """Records in which the text stands in every field that a picture tells."""
    text = text.encode("utf-8", "replace").decode()  # no file of records can hold half a pair
    told = {"name": text, "names": {"ko": text}, "kind": text, "locality": text, "country": text}
    rows = walk(text or "P", "onsong", "nongpo", authority=text, arrival=text, duration=text, source=text, event=None)
    return ladder(*rows, {"person_id": text, "event": "unknown_place"}, table=places(onsong=told))


def svg_of(content, **told):
    return ElementTree.fromstring(picture.draw(content, format="svg", **told))  # noqa: S314  what we wrote ourselves


def words(root):
    return "".join("".join(element.itertext()) for element in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("text", [*TEXTS, *FORMULAS], ids=lambda text: ascii(text[:20]))
def test_a_text_comes_out_as_the_text_that_it_is(text):
    root = svg_of(small(), title=text or "-", address=text, **NOTHING)
    wanted = "".join(line_of(text, 160).split())
    begins = "".join(words(root).split())
    assert begins.startswith(wanted[:40])
    assert root.find(f"{SVG}title").text == line_of(text or "-", 160)


@pytest.mark.parametrize("text", [*TEXTS[:16], *TEXTS[16::6], *FORMULAS[:3]], ids=lambda text: ascii(text[:20]))
def test_no_text_becomes_markup(text):
    root = svg_of(payload(everywhere(text)), view=(42.4, 129.9, 9.0))
    drawn = {element.tag.removeprefix(SVG) for element in root.iter() if element.tag.startswith(SVG)}
    assert drawn <= DRAWN
    assert not [key for element in root.iter() for key in element.attrib if key.lower().startswith("on")]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_no_formula_in_a_pdf(text):
    data = picture.draw(small(), format="pdf", title=f"Onsong {text} end", **NOTHING)
    told = PdfReader(io.BytesIO(data))
    assert f"Onsong {text} end" in told.pages[0].extract_text()
    assert told.metadata.title == f"Onsong {text} end"


@pytest.mark.parametrize("form", ["png", "pdf"])
def test_all_of_them_can_be_drawn(form):
    """As an SVG each of them is drawn above; here several stand in one address."""
    for first in range(0, len(TEXTS), 16):
        several = TEXTS[first : first + 16]
        assert picture.draw(small(), format=form, title=several[0], address=" ".join(several), **NOTHING)


def test_metadata_of_a_png_is_text_of_one_line():
    told = Image.open(io.BytesIO(picture.draw(small(), title="a\nb\x00c\u202ed \ud800", address="x\r\ny", **NOTHING)))
    assert (told.text["Title"], told.text["Source"]) == ("a b c d", "x y")


@given(st.text(max_size=80))
def test_a_line_holds_nothing_that_a_file_cannot(text):
    line = line_of(text, 60)
    assert len(line) <= 60
    assert line == line.strip()
    ElementTree.fromstring("<a>" + line.replace("&", "&amp;").replace("<", "&lt;") + "</a>")  # noqa: S314
    line.encode()


@settings(max_examples=15)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_any_name_of_a_place_can_be_drawn(name):
    content = payload(ladder(*walk("P", "onsong", "nongpo"), table=places(onsong={"name": name, "names": {}})))
    root = svg_of(content, place="onsong", view=SEA)
    assert root.find(f"{SVG}title").text == (line_of(name, 90) or "Place without a name")

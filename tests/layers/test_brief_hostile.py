"""Text of the data is printed in a brief as text: all of it, in every field, and nothing in the file can run."""

import io

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from layers.export import WRITERS
from layers.label import manifest_in
from layers.picture.content import line_of
from tests.layers.briefs import INPUTS
from tests.layers.hostile import TEXTS
from tests.layers.small import ladder, places

pytestmark = pytest.mark.filterwarnings("ignore:Glyph .* missing")  # such letters are drawn as boxes
# What a file of records can hold: no half of a pair, nothing empty.
RECORDED = list(dict.fromkeys(text.encode("utf-8", "replace").decode().strip() for text in TEXTS if text.strip()))
OF_STOPS = ("authority", "arrival", "departure", "duration", "source_relation", "reliability", "place_id")
OF_PERSON = ("reason", "outcome", "age", "sex", "case_id")
OF_PLACE = ("name", "kind", "authority", "locality", "status", "opened", "chosen_because")
ID, PLACE = "P\\) /OpenAction ${7*191} =1+1", "onsong"
TITLE, ADDRESS = "</title><script>window.PWNED=1</script> {{ 7*191 }}", "javascript:alert(1) (x) \\) /JS"
RUNS = {"/JS", "/JavaScript", "/OpenAction", "/AA", "/A", "/URI", "/Launch", "/EmbeddedFiles", "/AcroForm"}


def marked(number, text):
    """A text that is found only where it is printed from its first to its last letter."""
    return f"{number:03d}{text}{number:03d}"


NUMBERED = [marked(*told) for told in enumerate(RECORDED)]
FIELDS = {
    field: f"{field} {RECORDED[7 * at % len(RECORDED)]} {field}" for at, field in enumerate((*OF_STOPS, *OF_PERSON))
}
NAMES = {field: f"{field} {RECORDED[11 * at % len(RECORDED)]} {field}" for at, field in enumerate(OF_PLACE)}


def records():
    """A person with the texts as sources and in the other fields; a place with them as names, sources and fields."""
    rows = [{"person_id": ID, "place_id": PLACE, "source": text} for text in NUMBERED]
    claims = [{"title": text, "url": text, "coords_as_published": text} for text in NUMBERED]
    table = places(onsong={**NAMES, "aliases": NUMBERED, "sources": claims})
    return ladder(*rows, {"person_id": ID, **FIELDS, "source": NUMBERED[0]}, table=table)


@pytest.fixture(scope="module", params=["person", "place"])
def brief(request):
    """What is picked, and the bytes of its brief."""
    look = {request.param: {"person": ID, "place": PLACE}[request.param], "address": ADDRESS}
    return look, WRITERS[".brief.pdf"](records(), {"profile": "internal", "inputs": INPUTS, "title": TITLE}, look)[0]


def plain(text):
    return "".join(line_of(text, 3000).split())


def test_every_text_is_printed_whole(brief):
    look, data = brief
    said = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)
    own = (ID, *FIELDS.values()) if "person" in look else NAMES.values()
    assert [text for text in (*NUMBERED, *own, TITLE, ADDRESS) if plain(text) not in said] == []


def test_nothing_in_it_runs_opens_or_links(brief):
    reader = PdfReader(io.BytesIO(brief[1]))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    assert {str(key) for one in objects for key in keys(one)} & RUNS == set()
    assert not any(page.annotations for page in reader.pages)


def keys(told):
    """Every key of an object of a PDF and of the objects inside it."""
    if isinstance(told, DictionaryObject):
        yield from told
        told = [value for value in told.values() if isinstance(value, DictionaryObject | ArrayObject)]
    for inner in told if isinstance(told, list) else ():
        yield from keys(inner)


def test_its_manifest_is_read_as_it_was_written(brief):
    look, data = brief
    manifest = manifest_in(data, "pdf")
    assert (manifest["title"], manifest["made"]["address"]) == (TITLE, ADDRESS)
    assert {kind: manifest["made"].get(kind) for kind in look} == look

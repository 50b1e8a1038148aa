import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import folium
import pytest

from layers import assets
from layers.element import Document, LadderLayer, OfflineMap, Verbatim
from layers.page import render
from layers.payload import payload
from tests.layers.hostile import TEXTS
from tests.layers.small import ladder, places, walk

TEXT_OF_A_PLACE = (
    "name", "kind", "authority", "admin1", "admin1_name", "locality", "precision", "status", "chosen_because",
)  # fmt: skip


class Reader(HTMLParser):
    """Elements with their attributes, and the text of each script, style and title."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style", "title"):
            self.texts.append((tag, dict(attrs), ""))

    def handle_data(self, data):
        if self.texts and self.elements[-1][0] in ("script", "style", "title"):
            tag, attrs, text = self.texts[-1]
            self.texts[-1] = (tag, attrs, text + data)

    def handle_endtag(self, tag):
        self.elements.append(("/" + tag, {}))


def everywhere(text):
    """Records in which the text stands in every field that can hold one."""
    source = {"title": text, "url": text, "coords_as_published": text}
    told = dict.fromkeys(TEXT_OF_A_PLACE, text) | {"names": {"ko": text, "zh": text}, "aliases": [text]}
    table = places(onsong={**told, "opened": text, "closed": text, "sources": [source]})
    table.loc[len(table)] = {**table.iloc[0].to_dict(), "place_id": text or "empty"}
    rows = [
        *walk(text, "onsong", "nongpo", text, case_id=text, authority=text, reason=text, outcome=text, age=text, sex=text,
              arrival=text, departure=text, duration=text, source=text, source_relation=text, reliability=text,
              note=text, other=text),
        {"person_id": text, "longitude": "129.1", "latitude": "42.3", "place_name": text},
    ]  # fmt: skip
    return ladder(*rows, table=table)


@pytest.fixture(scope="module")
def plain():
    return render(payload(ladder(*walk("P1", "onsong", "nongpo"))), standalone=True)


def shape(html):
    return [(tag, sorted(attrs)) for tag, attrs in Reader(html).elements]


# Half a surrogate pair cannot be read from a file (tests/geodata); tests/layers/test_embed.py has it. Several texts
# stand in one, apart by a line end: a document of its own for each would take a minute.
READABLE = [text for text in TEXTS if text.strip() and "\ud800" not in text]


@pytest.mark.parametrize(
    "text", [*READABLE[:8], *("\n".join(READABLE[n : n + 12]) for n in range(8, len(READABLE), 12))]
)
def test_a_hostile_text_anywhere_changes_no_element_of_the_document(text, plain):
    html = render(payload(everywhere(text), title=text, where={"authority": [text]}), standalone=True)
    assert shape(html) == shape(plain)


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "</script><img src=x onerror=window.PWNED=1>", "{% raise %}", "\u202eabc"]
)
def test_a_hostile_text_is_in_the_data_as_it_was(text):
    html = render(payload(everywhere(text)), standalone=True)
    data = next(content for tag, attrs, content in Reader(html).texts if attrs.get("id") == "payload")
    assert text in json.loads(data)["text"]


def test_a_name_of_100_kb_comes_out_whole():
    name = "<b>" * 33_000
    html = render(
        payload(ladder(*walk("P1", "onsong", "nongpo"), table=places(onsong={"name": name}))), standalone=True
    )
    data = next(content for tag, attrs, content in Reader(html).texts if attrs.get("id") == "payload")
    assert name in json.loads(data)["text"]


def test_same_payload_same_bytes(plain):
    assert render(payload(ladder(*walk("P1", "onsong", "nongpo"))), standalone=True) == plain


def test_no_element_loads_anything(plain):
    for tag, attrs in Reader(plain).elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "audio", "video", "source", "a"}
        assert not {"src", "href", "srcset", "data", "action", "background", "poster", "ping"} & set(attrs), tag


def test_no_style_loads_anything(plain):
    for tag, _, text in Reader(plain).texts:
        assert tag != "style" or not re.search(r"url\(|@import|image-set|src:", text)


def test_no_element_runs_a_script_of_its_own(plain):
    for tag, attrs in Reader(plain).elements:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], tag


def policy(html):
    content = next(
        attrs["content"] for tag, attrs in Reader(html).elements if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    return dict(part.strip().split(" ", 1) for part in content.split(";"))


@pytest.mark.parametrize(("tag", "directive"), [("script", "script-src"), ("style", "style-src")])
def test_the_policy_names_each_script_and_style_by_its_hash_and_nothing_else(plain, tag, directive):
    texts = [text for kind, attrs, text in Reader(plain).texts if kind == tag and "type" not in attrs]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]
    assert policy(plain)[directive].split() == hashes


def test_the_policy_allows_nothing_else(plain):
    assert {key: value for key, value in policy(plain).items() if key not in ("script-src", "style-src")} == {
        "default-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_policy_stands_before_everything_that_it_governs(plain):
    tags = [(tag, attrs.get("http-equiv")) for tag, attrs in Reader(plain).elements]
    before = [tag for tag, _ in tags[: tags.index(("meta", "Content-Security-Policy"))]]
    assert set(before) <= {"html", "head", "meta"}


def test_no_referrer_leaves(plain):
    assert ("meta", {"name": "referrer", "content": "no-referrer"}) in Reader(plain).elements


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_document_says_its_language(lang):
    html = render(payload(ladder(*walk("P1", "onsong", "nongpo")), lang=lang), standalone=True)
    assert ("html", {"lang": lang}) in Reader(html).elements


def test_it_is_told_whether_it_stands_alone(plain):
    framed = render(payload(ladder(*walk("P1", "onsong", "nongpo"))), standalone=False)
    assert '"standalone":true' in plain
    assert '"standalone":false' in framed


def test_data_comes_before_the_script_that_reads_it(plain):
    scripts = [attrs.get("id") for tag, attrs, _ in Reader(plain).texts if tag == "script"]
    assert scripts[0] == "payload"


def test_folium_makes_the_map_and_our_last_script_runs_after_it(plain):
    last = Reader(plain).texts[-1][2]
    assert last.index("var map = L.map(") < last.index("window.nowhere")


def test_the_layer_is_a_folium_element():
    layer = LadderLayer({})
    assert isinstance(layer, folium.MacroElement)
    assert isinstance(OfflineMap(), folium.Map)


def test_what_we_add_is_no_template():
    assert Verbatim("{{ 7*7 }}").render() == "{{ 7*7 }}"


def test_folium_brings_no_address():
    document = Document("en")
    document.add_child(OfflineMap())
    assert "http" not in document.render()


def test_the_program_fetches_no_map_of_its_source():
    assert not any("sourceMappingURL" in text for text in assets.scripts())

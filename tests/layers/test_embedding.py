"""The lines that show an exported page within another page: whatever the title says, it stays a title."""

from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from layers.embedding import snippet
from tests.layers.hostile import TEXTS


def tags(text):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.append((tag, dict(attributes)))
    parser.feed(text)
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_a_title_and_a_name_stay_what_they_are(text):
    name = text.encode("utf-8", "replace").decode()
    ((tag, told),) = tags(snippet(name, text.replace("\x00", "")))
    assert tag == "iframe"
    assert told["sandbox"] == "allow-scripts"
    assert unquote(told["src"]) == f"./{name}"
    assert set(told) == {"src", "title", "sandbox", "referrerpolicy", "loading", "style"}

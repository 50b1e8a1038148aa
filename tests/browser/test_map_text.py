"""Text from data is shown as text and nothing of it runs: one property a test, in Chromium, on a few invented people."""

from tests.browser.documents import PLACES, content, person, stop
from tests.browser.driving import apply

EVIL = '{{ 7*7 }} {% raise %} </script><img src=x onerror="window.hacked=1"> \u202egnol'


def test_hostile_text_is_shown_as_text_and_nothing_runs(opened):
    places = [dict(place, name=EVIL, locality=EVIL, because=EVIL) for place in PLACES]
    page = opened(content([person(EVIL, stop("alpha", authority=EVIL, source=EVIL), stop("beta"), case=EVIL)], places))
    apply(page, pick={"kind": "place", "id": "alpha"})
    assert EVIL in page.text_content("#panel .body")
    apply(page, pick={"kind": "person", "id": EVIL})
    assert EVIL in page.text_content("#panel .body")
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0


def test_a_right_to_left_override_ends_with_its_text(opened):
    page = opened(content([person("P1", stop("alpha"), case="\u202egnol")]))
    apply(page, pick={"kind": "person", "id": "P1"})
    value = page.locator("#panel dd bdi").first
    assert value.evaluate("(element) => getComputedStyle(element).unicodeBidi") == "isolate"


def test_a_name_of_100_kb_is_short_until_asked_for(opened):
    long = "name " * 20_000
    page = opened(content(places=[dict(place, because=long) for place in PLACES]))
    apply(page, pick={"kind": "place", "id": "gamma"})
    assert len(page.text_content("#panel .body")) < 2000
    page.click("#panel .more >> nth=0")
    assert len(page.text_content("#panel .body")) > 100_000


def test_no_handler_or_style_stands_in_the_markup(opened):
    page = opened()
    apply(page, pick={"kind": "person", "id": "P2"})
    handlers = "[...document.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter(({ name }) => name.startsWith('on')).length"
    assert page.evaluate(handlers) == 0


def test_opening_and_using_the_document_asks_nobody(opened):
    page = opened()
    apply(page, pick={"kind": "place", "id": "gamma"}, layers={"flows": True, "uncertainty": True})
    assert [url for url in page.requests_seen if not url.startswith("file:")] == []
    assert len(page.requests_seen) == 1

"""The page *Coordinates* where something is wrong: the disk, the journal, the file of places, the texts in it."""

import json
import re

from tests.browser.desk import click, fill, main, painted, says, seek, settle, told
from tests.browser.serving import serving
from tests.layers.hostile import TEXTS

WHERE = {"Position,_in_any_notation": "41.175 N, 126.283 E", "Source:_who_says_so": "Imagery"}


def places_file(folder, *features) -> object:
    path = folder / "places.geojson"
    point = {"type": "Point", "coordinates": [126.3, 41.1]}
    told_of = [{"type": "Feature", "geometry": point, "properties": {}, **feature} for feature in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told_of}), encoding="utf-8")
    return path


def propose(page, why: str = "seen"):
    settle(page)
    fill(page, Your_name="A", **WHERE)
    settle(page)  # what the reading of the position says moves what is below it
    fill(page, Why_this_is_better=why)
    click(page, "Propose")


def test_a_folder_that_cannot_be_written_to_is_a_sentence_and_the_form_keeps_what_was_typed(tmp_path, visit):
    (tmp_path / "plain").write_text("a file, not a folder", encoding="utf-8")
    with serving(places=places_file(tmp_path, {"id": "a"}), store=tmp_path / "plain" / "store") as server:
        page = visit(f"{server.url}/coordinates?place=a")
        says(page, "Propose a correction")
        propose(page)
        says(page, "This was not recorded")
        says(page, "nothing was recorded, because")
        settle(page)
        assert told(page, "Position, in any") == "41.175 N, 126.283 E"
        assert told(page, "Why this is better") == "seen"
        assert "Nothing about this place was proposed" in main(page)


def test_a_damaged_journal_is_told_with_its_line_and_nothing_more_is_recorded(tmp_path, visit):
    store = tmp_path / "store"
    with serving(places=places_file(tmp_path, {"id": "a"}), store=store) as server:
        page = visit(f"{server.url}/coordinates?place=a")
        says(page, "Propose a correction")
        propose(page)
        says(page, "Proposed: line 2")
        journal = store / "journal.jsonl"
        damaged = journal.read_bytes().replace(b'"reason":"seen"', b'"reason":"SEEN"')
        journal.write_bytes(damaged)
        propose(page, "again")
        says(page, "The journal of corrections is damaged")
        says(page, "journal.jsonl, line 2")
        says(page, "This was not recorded")
        assert journal.read_bytes() == damaged
        assert told(page, "Why this is better") == "again"


def test_an_id_that_stands_twice_is_a_sentence(tmp_path, visit):
    with serving(places=places_file(tmp_path, {"id": "a"}, {"id": "a"})) as server:
        page = visit(f"{server.url}/coordinates")
        says(page, "the id is met twice")
        assert "Traceback" not in main(page)


def test_sources_with_anything_in_them_are_shown(tmp_path, visit):
    odd = {"title": 5, "precision": ["a"], "uncertainty_m": "some 3", "note": {"a": 1}, "url": 7, "longitude": "x"}
    properties = {
        "sources": [odd, {}, {"title": "ok", "note": "n"}],
        "uncertainty_m": "some 500",
        "precision": "village",
    }
    with serving(places=places_file(tmp_path, {"id": "a", "properties": properties}), store=tmp_path / "s") as server:
        page = visit(f"{server.url}/coordinates?place=a")
        says(page, "Propose a correction")
        fill(page, Uncertainty="400")
        propose(page)
        says(page, "Uncertainty: some 500 → 400 m")


def test_texts_in_places_and_in_the_form_stay_texts(tmp_path, visit):
    texts = [text.replace("\x00", "").encode("utf-8", "replace").decode() for text in TEXTS]
    texts += ["# x", "[x](https://example.org) :red[x] **x** $x$ ![x](https://example.org/x.png)"]
    fields = (
        "name",
        "locality",
        "admin1",
        "country",
        "kind",
        "status",
        "precision",
        "opened",
        "chosen_because",
        "note",
    )
    features = [
        {"id": f"{n} {text}", "properties": {**dict.fromkeys(fields, text), "sources": [{"title": text, "url": text}]}}
        for n, text in enumerate(texts)
    ]
    with serving(places=places_file(tmp_path, *features), store=tmp_path / "store") as server:
        page = visit(f"{server.url}/coordinates")
        painted(page)
        for text in texts[-2:]:
            settle(page)  # what is still being drawn takes the keys from the control
            seek(page, f"{texts.index(text)} {text}")
            page.wait_for_url(re.compile(f"place={texts.index(text)}"))
            says(page, "Propose a correction")
            settle(page)
            fill(page, Your_name=text, Source="S " + text, Position="41.175 N, 126.283 E")
            settle(page)
            fill(page, Why_this_is_better=text + "\n9 · accepted · nobody")
            click(page, "Propose")
            says(page, "Proposed: line")
            settle(page)
            assert f"· {text} ·" in main(page)
            assert "\n9 · accepted" not in main(page)
        assert page.evaluate("window.PWNED === undefined")
        assert page.locator("[data-testid=stMain]").locator("a[href*=example], img[src*=example], h1, em").count() == 0

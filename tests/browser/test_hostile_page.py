"""Somebody's file is full of templates, markup and addresses: the page shows them as the texts that they are."""

import csv

import pytest

from tests.browser.serving import serving
from tests.browser.waiting import until
from tests.layers.hostile import TEXTS

COLUMNS = ("case_id", "authority", "reason", "outcome", "place_name", "source", "note", "reliability", "arrested_in")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "events.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        table = csv.writer(file)
        table.writerow(["person_id", "seq", "longitude", "latitude", *COLUMNS])
        for number, text in enumerate(text.replace("\x00", "") for text in TEXTS):
            for stop in range(2):
                place = (f"{125 + number / 50:.4f}", f"{39 + stop}")
                table.writerow([f"P{number} {text}", stop, *place, *([text] * len(COLUMNS))])
    with serving(path) as running:
        yield running


def test_nothing_in_the_data_runs_on_the_page_or_in_the_map(server, visit):
    page = visit(server.url)
    page.wait_for_selector("iframe", timeout=60_000)
    frame = page.query_selector("iframe").content_frame()
    until(frame, "Boolean(window.nowhere && nowhere.painted > 1)", 60)
    for table in ("Legs", "Places", "People"):
        page.locator("[data-testid=stMain] [data-testid=stButtonGroup] button", has_text=table).click()
        page.wait_for_timeout(800)
    page.get_by_role("link", name="About the data").click()
    page.wait_for_selector("text=What is missing")
    assert page.evaluate("window.PWNED === undefined")


def test_a_template_in_a_name_is_shown_as_it_was_written(server, visit):
    page = visit(f"{server.url}/?pick=person:P0 {TEXTS[0]}")
    page.wait_for_selector("iframe", timeout=60_000)
    frame = page.query_selector("iframe").content_frame()
    until(frame, "document.querySelector('#panel')?.innerText.includes('{{ 7*7 }}')", 60)
    assert frame.evaluate("window.PWNED === undefined && !document.body.innerText.includes('P0 49')")

"""The page *Coordinates* with several people and programs at work, and with what somebody only half typed."""

import json
import subprocess
import sys

import pytest

from geodata.gazetteer import FORMATS
from tests.browser.desk import click, fill, holds, main, map_of, painted, says, seek, settle, stands_at, told
from tests.browser.serving import ROOT, serving
from tests.browser.test_page import outside
from tests.browser.waiting import until

DETAILS, NAME = "Name, town, province", "Name"
POSITION = {"Position,_in_any_notation": "41.175 N, 126.283 E", "Source:_who_says_so": "Imagery of 2024"}


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A file of places, each test its own: their positions lie in Chagang, near Manpo."""
    path = tmp_path_factory.mktemp("people") / "places.geojson"
    features = [
        {"type": "Feature", "id": f"camp-{n}", "properties": {"name": f"Camp {n}", "closed": "1999", "country": "KP"},
         "geometry": {"type": "Point", "coordinates": [126.3 + n / 20, 41.1]}}
        for n in range(9)
    ]  # fmt: skip
    features.append({**features[0], "id": "swapped", "geometry": {"type": "Point", "coordinates": [41.2, 126.5]}})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(places):
    return places.parent / "corrections"


@pytest.fixture(scope="module")
def server(places, store):
    events = places.parent / "events.csv"
    events.write_text("person_id,seq,place_id\nP1,1,camp-0\nP1,2,camp-1\n", encoding="utf-8")
    with serving(events, places, store=store) as running:
        yield running


@pytest.fixture
def look(server, visit):
    """Open the page at a place."""

    def go(place_id: str):
        page = visit(f"{server.url}/coordinates?place={place_id}")
        says(page, "Propose a correction")
        painted(page)
        return page

    return go


def lines(store) -> list[dict]:
    path = store / "journal.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def move(page, who: str, why: str):
    fill(page, Your_name=who, **POSITION)
    settle(page)  # what the reading of the position says moves what is below it
    fill(page, Why_this_is_better=why)


def rename(page, name: str, who: str):
    fill(page, Your_name=who, Why_this_is_better="It is spelt so")
    page.get_by_text(DETAILS).click()
    page.get_by_role("textbox", name=NAME, exact=True).fill(name)


def choose(page, place_id: str):
    seek(page, place_id)
    page.wait_for_url(f"**place={place_id}")
    settle(page)


def test_what_was_typed_just_before_the_button_is_recorded(look, store):
    page = look("camp-0")
    move(page, "A. Researcher", "The wall is here")
    click(page, "Propose")
    says(page, "Proposed: line")
    assert (lines(store)[-1]["who"], lines(store)[-1]["reason"]) == ("A. Researcher", "The wall is here")
    settle(page)
    assert told(page, "Why this is better") == ""
    fill(page, Your_name="B. Reviewer", Comment_on_the_decision="Looked at it")
    click(page, "Accept")
    says(page, "Accepted: line")
    assert (lines(store)[-1]["who"], lines(store)[-1]["comment"]) == ("B. Reviewer", "Looked at it")


def test_a_position_that_cannot_be_read_is_never_left_out_in_silence(look, store):
    page, before = look("camp-1"), len(lines(store))
    rename(page, "Camp One", "A")
    fill(page, Position="somewhere north")
    click(page, "Propose")
    says(page, "This was not recorded")
    says(page, "does not say one position")
    assert len(lines(store)) == before
    assert told(page, "Position, in any") == "somewhere north"


def test_the_second_of_two_people_is_told_what_the_first_did_and_keeps_the_form(look, store):
    first, second = look("camp-2"), look("camp-2")
    rename(first, "Camp Two", "A")
    click(first, "Propose")
    says(first, "Proposed: line")
    rename(second, "Camp 2 (Manpo)", "B")
    click(second, "Propose")
    says(second, "This was not recorded")
    says(second, "Name: Camp 2 → Camp Two")
    assert told(second, "Why this is better") == "It is spelt so"
    click(second, "Propose")
    says(second, "Proposed: line")
    assert lines(store)[-1]["changes"] == [{"field": "name", "old": "Camp 2", "new": "Camp 2 (Manpo)"}]


def test_a_corrected_name_is_not_proposed_back_and_its_place_stays_chosen(look):
    page = look("camp-3")
    rename(page, "Camp Three", "A")
    click(page, "Propose")
    says(page, "Proposed: line")
    fill(page, Your_name="B")
    click(page, "Accept")
    says(page, "Accepted: line")
    settle(page)
    assert page.get_by_role("combobox", name="Place").input_value() == "Camp Three  [camp-3]"
    assert "What would change" not in main(page)


def test_an_emptied_field_is_a_change_that_is_seen(look, store):
    page = look("camp-4")
    fill(page, Your_name="A", Why_this_is_better="Nobody says when")
    page.get_by_text(DETAILS).click()
    fill(page, Closed="")
    page.keyboard.press("Tab")
    says(page, "Closed: 1999 → nothing")
    click(page, "Propose")
    says(page, "Proposed: line")
    assert lines(store)[-1]["changes"] == [{"field": "closed", "old": "1999", "new": None}]


def test_what_is_half_typed_outlives_a_look_at_another_place_and_page(look, server):
    page = look("camp-5")
    fill(page, Why_this_is_better="half a reas")
    page.keyboard.press("Tab")
    settle(page)
    choose(page, "camp-6")
    holds(page, "Why this is better", "")
    page.get_by_role("link", name="Map").click()
    page.wait_for_url(f"{server.url}/")
    page.get_by_role("link", name="Coordinates").click()
    page.wait_for_url("**place=camp-6")
    choose(page, "camp-5")
    holds(page, "Why this is better", "half a reas")


def test_a_position_that_a_check_offers_is_taken_into_the_form(look):
    page = look("swapped")
    page.get_by_role("button", name="Take 41.2° N, 126.5° E").click()
    says(page, "What would change")
    assert told(page, "Position, in any") == "41.2° N, 126.5° E"


def test_another_program_accepts_and_the_map_page_has_the_path_there(look, store, visit, server):
    page = look("camp-1")
    move(page, "A", "seen")
    click(page, "Propose")
    says(page, "Proposed: line")
    number = str(lines(store)[-1]["n"])
    command = [sys.executable, "-m", "geodata", "accept", number, "--who", "C", "--store", str(store)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    other = visit(server.url)
    painted(other)
    stands_at(other, "camp-1", 126.283, 41.175)
    fill(page, Your_name="B")
    page.keyboard.press("Tab")
    stands_at(page, "camp-1", 126.283, 41.175)
    says(page, "accepted · C")


@pytest.mark.parametrize(
    ("query", "words"), [("place=nowhere%20*x*", "nowhere *x*"), ("grade=Z", "“Z”"), ("question=bogus", "“bogus”")]
)
def test_what_the_address_asks_for_in_vain_is_said(server, visit, query, words):
    page = visit(f"{server.url}/coordinates?{query}")
    until(page, f"document.body.innerText.includes({json.dumps(words)})")
    assert page.locator("[data-testid=stAlert]").count() > 0


def test_the_focus_stays_where_it_is_while_the_page_answers(look):
    page = look("camp-7")
    page.get_by_role("textbox", name="Position, in any").fill("41.2 N, 126.5 E")
    page.keyboard.press("Tab")
    settle(page)
    focused = "[document.activeElement.tagName, document.activeElement.getAttribute('aria-label')]"
    assert page.evaluate(focused) == ["INPUT", "Nobody knows where it is: take the position away"]


def test_every_control_used_once_asks_no_other_host(look, server):
    page = look("camp-8")
    for button in page.locator("[data-testid=stSidebar] [data-testid=stButtonGroup] button").all()[2:]:
        button.click()
        settle(page)
        button.click()
        settle(page)
    fill(page, Find_a_place="camp", Read_a_coordinate="52SDG1234567890", Address="https://example.org/x")
    move(page, "A", "seen")
    page.get_by_text("Everything the checks found").click()
    for kind, said in (("Propose", "Proposed"), ("Withdraw", "Withdrawn"), ("Propose", "not recorded")):
        click(page, kind)
        says(page, said)
    for name in FORMATS.values():
        with page.expect_download():
            click(page, f"Download {name}")
    for button in map_of(page).locator("button:visible, a.leaflet-control-zoom-in").all()[:8]:
        button.click(force=True)
    settle(page)
    assert outside(server) == []

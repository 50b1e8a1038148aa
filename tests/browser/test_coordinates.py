"""The page *Coordinates* as somebody uses it who checks where a facility is: by keyboard, in Chromium."""

import json
import re

import pytest

from tests.browser.desk import main, map_of, painted, position_on_the_map, push, says, stands_at, write
from tests.browser.serving import serving

PLACE = "chagang-provincial-mps-holding-centre-manpo"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tmp_path_factory.mktemp("desk") / "corrections"


@pytest.fixture(scope="module")
def server(store):
    with serving(store=store) as running:
        yield running


@pytest.fixture
def desk(server, visit):
    """Open the page; returns the page once its map has painted."""

    def go(query: str = "", **options):
        page = visit(f"{server.url}/coordinates{query}", **options)
        painted(page)
        return page

    return go


def test_nothing_is_written_by_looking(desk, store):
    desk(f"?place={PLACE}")
    assert not store.exists()


def test_propose_accept_see_it_on_the_map_and_undo_all_by_keyboard(desk, store):
    page = desk(f"?place={PLACE}")
    before = position_on_the_map(page, PLACE)
    write(page, "Your name", "A. Researcher")
    write(page, "Position, in any notation", "41°10'30\"N 126°17'00\"E")
    says(page, "41.175000, 126.283333")
    write(page, "Source: who says so", "Imagery of 2024, our own reading")
    write(page, "Why this is better", "The compound with the wall is here")
    push(page, "Propose")
    says(page, "Proposed: line 2 of the journal")
    stands_at(page, PLACE, *before)

    write(page, "Your name", "B. Reviewer")
    write(page, "Comment on the decision", "Looked at it, agree")
    push(page, "Accept")
    says(page, "Accepted: line 3 of the journal")
    stands_at(page, PLACE, 126.283333, 41.175)

    write(page, "Why it is undone", "The source was withdrawn")
    push(page, "Undo this")
    says(page, "Undone: line 4 of the journal")
    stands_at(page, PLACE, *before)
    lines = [json.loads(line) for line in (store / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["base", "propose", "accept", "undo"]


def test_whoever_proposed_may_not_accept(desk):
    page = desk("?place=kyohwaso-77-danchon")
    write(page, "Your name", "A. Researcher")
    write(page, "Position, in any notation", "40.44, 128.9")
    write(page, "Source: who says so", "Imagery")
    write(page, "Why this is better", "Seen there")
    push(page, "Propose")
    push(page, "Accept")
    says(page, "This was not recorded")


def test_the_worst_places_come_first_and_the_map_is_narrowed_with_the_table(desk):
    page = desk("?grade=C")
    shown, of = map(int, re.search(r"(\d+) of (\d+) places", main(page)).groups())
    assert 0 < shown < of


def test_a_pasted_coordinate_is_read_and_the_places_near_it_are_named(desk):
    page = desk()
    write(page, "Read a coordinate", "N41°10'30\" E126°17'00\"")
    says(page, "41.175000, 126.283333")


def test_what_may_be_read_in_two_ways_is_asked(desk):
    page = desk()
    write(page, "Read a coordinate", "23.4 14.2")
    says(page, "It can be read in more than one way")


def test_the_page_in_korean(desk):
    page = desk("?lang=ko")
    says(page, "좌표 읽기")
    assert map_of(page).evaluate("document.documentElement.lang") == "ko"

"""The table in an exported file: one property a test, in Chromium, on a few invented people."""

import pytest

from layers.words import catalogue
from tests.browser.documents import PLACES, content, people, person, stop
from tests.browser.driving import apply
from tests.browser.waiting import until

EVIL = '{{ 7*7 }}</td><img src=x onerror="window.hacked=1">\u202egnol'


@pytest.fixture
def table(opened):
    """A document whose table is open on one of its kinds."""

    def open_table(kind=None, payload=None, **options):
        page = opened(payload, **options)
        page.click("#rows .fold")
        if kind:
            page.click(f"#rows .tab:text-is('{kind}')")
        return page

    return open_table


def rows(page):
    """Texts of the cells, a list a row."""
    return page.evaluate(
        "[...document.querySelectorAll('#rows tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )


def names(page):
    return [row[0] for row in rows(page)]


def test_it_is_folded_and_empty_until_somebody_opens_it(opened):
    page = opened()
    assert page.is_hidden("#rows .body") and rows(page) == []


def test_it_has_a_row_for_each_person_shown(table):
    page = table()
    assert names(page) == ["P1", "P2", "P3", "P10"]
    assert page.inner_text("#rows .note") == "4 of 4 rows"


def test_it_has_the_rows_that_the_filters_leave(table):
    page = table()
    apply(page, filters={"ending": ["released"]})
    assert names(page) == ["P2", "P10"]


def test_a_person_is_told_as_recorded(table):
    (row,) = [row for row in rows(table()) if row[0] == "P3"]
    assert row[5:7] == ["2010", "2012"]
    assert row[9:] == ["Beta Camp", "3", "1", "1", "gap"]


def test_a_leg_is_told_with_its_evidence_and_why(table):
    told = rows(table("Legs"))
    assert told[2] == ["P2", "Alpha Holding Centre", "Gamma", "not recorded", "2006", "inferred", "why inferred", "100",
                       "SYNTHETIC interview"]  # fmt: skip


def test_a_filter_on_evidence_leaves_only_such_legs(table):
    page = table("Legs")
    apply(page, filters={"evidence": ["inferred"]})
    assert names(page) == ["P2"]


def test_flows_are_counted_as_on_the_map_the_widest_first(table):
    persons = [person(f"P{i}", stop("alpha"), stop("beta")) for i in range(3)] + [
        person("Q", stop("beta"), stop("gamma"))
    ]
    page = table("Flows between places", content(persons))
    assert [row[:4] for row in rows(page)] == [
        ["Alpha Holding Centre", "Beta Camp", "3", "documented"], ["Beta Camp", "Gamma", "1", "documented"]
    ]  # fmt: skip


def test_places_are_told_with_how_exactly_they_are_known(table):
    told = {row[0]: row for row in rows(table("Places"))}
    assert told["Delta"][6:] == [catalogue("en")["code.precision.admin1"], "60,000", "1"]


def test_a_count_that_is_withheld_is_not_told_as_none(table):
    payload = content()
    payload["places"]["persons"] = [-1, *payload["places"]["persons"][1:]]
    told = {row[0]: row for row in rows(table("Places", payload))}
    assert told["Alpha Holding Centre"][-1] == "withheld"


@pytest.mark.parametrize(("kind", "name", "heading"), [("People", "P2", "Person P2"), ("Legs", "P2", "Person P2"),
                                                       ("Places", "Gamma", "Gamma"), ("Flows between places", "Beta Camp", "From Beta Camp to Alpha Holding Centre")])  # fmt: skip
def test_a_row_picks_what_it_names(table, kind, name, heading):
    page = table(kind)
    page.click(f"#rows tbody button:has-text('{name}') >> nth=0")
    assert page.inner_text("#panel h2") == heading
    assert page.get_attribute(f"#rows tbody button:has-text('{name}') >> nth=0", "aria-pressed") == "true"


def test_it_works_by_keyboard_alone_and_the_focus_comes_back(opened):
    page = opened()
    page.focus("#rows .fold")
    for key in ("Enter", "Tab", "Tab", "Enter", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    assert page.inner_text("#panel h2") == "Person P2"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "P2"
    assert page.evaluate("document.activeElement.closest('#rows') !== null")


def test_headings_and_rows_have_their_roles(table):
    page = table()
    assert page.get_by_role("columnheader", name="Last known place").count() == 1
    assert page.get_by_role("rowheader", name="P10").count() == 1


def test_a_hundred_rows_come_at_a_time(table):
    page = table(payload=content([person(f"P{i:03}", stop("alpha")) for i in range(230)]))
    assert len(rows(page)) == 100
    page.click("#rows .more")
    assert page.inner_text("#rows .note") == "200 of 230 rows"
    assert page.evaluate("document.activeElement.textContent") == "P100"
    assert page.inner_text("#rows .more") == "Show 30 more"
    page.click("#rows .more")
    assert len(rows(page)) == 230 and page.is_hidden("#rows .more")


def test_where_places_are_all_there_is_they_are_the_table(table):
    page = table(payload=content([], places_only=True))
    assert page.locator("#rows .tab").all_inner_texts() == ["Places"]
    assert "People who passed through" not in page.inner_text("#rows thead")


def test_hostile_text_is_text(table):
    places = [dict(place, name=EVIL) for place in PLACES]
    page = table(payload=content([person(EVIL, stop("alpha", source=EVIL), stop("beta"), case=EVIL)], places))
    assert rows(page)[0][0] == EVIL.replace("\u202e", " ")  # one line of text, without control characters
    assert page.evaluate("window.hacked") is None and page.locator("img").count() == 0


def test_within_the_page_there_is_none(opened):
    assert opened(content(standalone=False)).locator("#rows").count() == 0


def test_on_a_phone_it_scrolls_in_itself(table):
    page = table(width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate("document.querySelector('#map').clientHeight") > 150


def test_on_paper_an_open_table_is_whole_and_a_folded_one_is_gone(table):
    page = table(payload=content([*people(), *(person(f"Q{i}", stop("alpha")) for i in range(60))]))
    page.emulate_media(media="print")
    assert page.evaluate(
        "(sheet => sheet.scrollHeight <= sheet.clientHeight + 1)(document.querySelector('#rows .sheet'))"
    )
    page.emulate_media(media="screen")
    page.click("#rows .fold")
    page.emulate_media(media="print")
    assert page.is_hidden("#rows")


def test_it_is_in_korean(table):
    page = table(payload=content(lang="ko"))
    until(page, "document.querySelector('#rows thead').textContent.includes('마지막으로 알려진 곳')")
    assert page.inner_text("#rows .note") == "전체 4행 중 4행"

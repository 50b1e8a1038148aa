"""The control *Export* as a person uses it, in Chromium: filter, export, open the file, see the same count."""

import io
import json
import re

import pytest
from PIL import Image

from layers.exportlog import read
from tests.browser.serving import serving
from tests.browser.test_page import map_of, settle, shown
from tests.browser.waiting import until


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("exports")


@pytest.fixture(scope="module")
def server(folder):
    (folder / "key").write_bytes(b"a key for tests, of 32 bytes or more")
    with serving(exports=folder, key=folder / "key") as running:
        yield running


@pytest.fixture
def dialog(server, visit):
    """Open an address of the page and its Export control; the page."""

    def go(query="", address="", name="Export", **options):
        page = visit(f"{(address or server.url).rstrip('/')}/{query}", **options)
        map_of(page)
        push(page, name)
        return page

    return go


def push(page, name="Export"):
    """Push the control once nothing moves any more, and wait for what opens."""
    button = page.get_by_role("button", name=name, exact=True)
    button.wait_for(timeout=60_000)
    settle(page)
    button.click()
    page.wait_for_selector("[role=dialog]")
    settle(page)


def choose(page, kind):
    page.get_by_role("dialog").get_by_text(kind, exact=True).first.click()
    settle(page)


def pick(page, label, option):
    page.get_by_role("dialog").get_by_label(label, exact=True).click()
    page.get_by_role("option", name=re.compile(f"^{option}")).click()
    settle(page)


def make(page):
    page.get_by_role("button", name="Make the file").click()
    page.wait_for_selector("[role=dialog] [data-testid=stDownloadButton]", timeout=60_000)
    settle(page)


def save(page, tmp_path):
    with page.expect_download() as waiting:
        page.locator("[role=dialog] [data-testid=stDownloadButton] button").first.click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def counted(page):
    """How many people the page says it shows."""
    return int(re.search(r"(\d+) of 113 people", page.inner_text("[data-testid=stMain]")).group(1))


def test_a_page_that_was_filtered_opens_from_disk_with_the_same_count(dialog, visit, tmp_path):
    page = dialog("?ending=died&authority=MSS")
    choose(page, "Interactive page")
    make(page)
    path = save(page, tmp_path)
    opened = visit(path)
    until(opened, "Boolean(window.nowhere && nowhere.painted > 0)")
    assert 0 < shown(opened) == counted(page) < 113
    assert len([url for url in opened.requests_seen if not url.startswith("data:")]) == 1


def test_the_address_on_a_picture_opens_the_same_view(dialog, visit, tmp_path):
    page = dialog("?ending=died&layers=flows&layers=facilities&view=41.5,128.5,7")
    make(page)
    with Image.open(io.BytesIO(save(page, tmp_path).read_bytes())) as picture:
        assert picture.size == (1200, 800)
        told = picture.info["Source"], picture.info["Description"]
    again = visit(told[0])
    frame = map_of(again)
    assert f"{shown(frame)} of 113 people" in told[1]
    assert shown(frame) == counted(page)
    assert frame.evaluate("nowhere.state.layers.flows && !nowhere.state.layers.paths")
    assert frame.evaluate("map.getZoom()") == pytest.approx(7)


def test_data_come_with_the_description_that_verifies_them(dialog, tmp_path):
    page = dialog("?ending=died")
    choose(page, "Data")
    pick(page, "Format", "CSV")
    pick(page, "Table", "People")
    make(page)
    rows = save(page, tmp_path).read_text(encoding="utf-8").splitlines()
    assert len(rows) - 1 == counted(page)
    with page.expect_download() as waiting:
        page.locator("[role=dialog] [data-testid=stDownloadButton] button").nth(1).click()
    package = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert package["resources"][0]["path"] == waiting.value.suggested_filename.removesuffix(".datapackage.json")
    assert package["manifest"]["profile"] == "public"


def test_a_brief_is_of_the_person_who_is_picked(dialog, tmp_path):
    page = dialog("?pick=person:S-082")
    choose(page, "Brief")
    make(page)
    path = save(page, tmp_path)
    assert path.name == "nowhere-map-S-082-public.brief.pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_a_brief_of_nobody_is_not_offered(dialog):
    page = dialog()
    choose(page, "Brief")
    assert "about one person or one place" in page.inner_text("[role=dialog]")
    assert page.get_by_role("button", name="Make the file").count() == 0


def test_a_citation_can_be_read_and_copied_at_once(dialog):
    page = dialog()
    choose(page, "Citation")
    make(page)
    assert "Where detainees were taken" in page.locator("[role=dialog] [data-testid=stCode]").inner_text()


def test_everything_leaves_after_a_deliberate_act_only_and_is_logged_before(dialog, folder, tmp_path):
    before = len(read(folder))
    page = dialog("?ending=died")
    choose(page, "For the team alone")
    button = page.get_by_role("button", name="Make the file")
    for label, text in (("Your name", "Kim"), ("For whom, and what for", "the committee in Geneva")):
        assert button.is_disabled()
        page.get_by_label(label, exact=True).fill(text)
        page.keyboard.press("Enter")
        settle(page)
    assert button.is_disabled()
    page.get_by_text("This file can put people in danger").click()
    settle(page)
    assert len(read(folder)) == before
    make(page)
    line = read(folder)[-1]
    assert (line["who"], line["purpose"], line["filters"]) == ("Kim", "the committee in Geneva", ["ending=died"])
    assert line["file"] == save(page, tmp_path).name == "nowhere-map-internal.png"


def test_another_wish_takes_the_file_of_the_first_away(dialog):
    page = dialog()
    make(page)
    page.get_by_text("Without colours").click()
    settle(page)
    assert page.locator("[role=dialog] [data-testid=stDownloadButton]").count() == 0


def test_by_keyboard_alone(server, visit):
    page = visit(server.url)
    map_of(page)
    page.get_by_role("button", name="Export", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=dialog]")
    settle(page)
    for _ in range(40):
        if page.evaluate("document.activeElement.innerText") == "Make the file":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=dialog] [data-testid=stDownloadButton]", timeout=60_000)
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=dialog]", state="detached")


def test_a_place_and_the_whole_data_can_be_taken_from_their_pages(server, visit):
    page = visit(f"{server.url}/coordinates?place=kyohwaso-12-jongori")
    push(page)
    make(page)
    assert "nowhere-map-kyohwaso-12-jongori-public.brief.pdf" in page.inner_text("[role=dialog]")
    page = visit(f"{server.url}/about")
    push(page)
    make(page)
    assert page.locator("[role=dialog] [data-testid=stCode]").count() == 1


def test_a_person_who_has_not_agreed_is_refused_in_a_sentence(tmp_path, dialog):
    (tmp_path / "events.csv").write_text(
        "person_id,seq,longitude,latitude\nP1,1,129,42\nP1,2,128,41\n", encoding="utf-8"
    )
    with serving(tmp_path / "events.csv") as running:
        page = dialog("?pick=person:P1", running.url)
        page.get_by_role("button", name="Make the file").click()
        page.wait_for_selector("text=may not leave in this way")
        choose(page, "For a partner organisation")
        assert "need a key" in page.inner_text("[role=dialog]")
        assert page.get_by_role("button", name="Make the file").is_disabled()
        page.close()


def test_on_a_phone_in_korean_nothing_is_cut_off(dialog):
    page = dialog("?lang=ko", name="내보내기", width=390, height=844)
    wide = page.evaluate(
        "[...document.querySelectorAll('[role=dialog] *')].filter((e) => e.getBoundingClientRect().right > 391).length"
    )
    assert wide == 0

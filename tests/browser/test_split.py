"""The page as a folder on a plain web server, in Chromium: the same map, or a sentence that says which file is not as it was."""

import contextlib
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from layers.__main__ import main
from tests.browser.conftest import visits
from tests.browser.serving import ROOT
from tests.browser.waiting import until

DRAWN = "Boolean(window.nowhere && nowhere.painted > 0)"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def visit(chromium):
    """Each visit in a window of its own: what was changed must not come out of a cache."""
    with visits(chromium) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder, and the page of one file."""
    out = tmp_path_factory.mktemp("split")
    for name, more in (("site.html", ["--split"]), ("one.html", [])):
        assert main(["export", str(ROOT / "data" / "demo_custody_events.csv"), "--out", str(out / name), *more]) == 0
    return out


@pytest.fixture(scope="module")
def address(written):
    """Of ``python -m http.server`` on the folder above: the page is in a subfolder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=written))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextlib.contextmanager
def instead(written, kind, data):
    """One of the files with other bytes for a while, or none of it; its name."""
    (path,) = (written / "site").glob(kind)
    kept = path.read_bytes()
    path.unlink()
    if data is not None:
        path.write_bytes(data(kept))
    yield path.name
    path.write_bytes(kept)


def shown(page):
    return page.evaluate("nowhere.counts()"), page.inner_text("#count")


def test_it_is_the_map_of_the_page_of_one_file_and_asks_for_nothing_else(visit, written, address):
    page, one = visit(f"{address}/site"), visit(written / "one.html")
    until(page, DRAWN)
    until(one, DRAWN)
    assert shown(page) == shown(one)
    assert "113" in page.inner_text("#count")
    assert page.evaluate("[map.getCenter(), map.getZoom()]") == one.evaluate("[map.getCenter(), map.getZoom()]")
    until(page, "!document.querySelector('#loading, #refused')")
    names = {path.name for path in (written / "site").iterdir()} - {"index.html"}
    asked = sorted(url.removeprefix(address) for url in page.requests_seen if not url.startswith("data:"))
    assert asked == sorted(["/site", "/site/", *(f"/site/{name}" for name in names)])


@pytest.mark.parametrize("kind", ["data-*.json", "start-*.js", "map-*.js", "leaflet-*.css"])
def test_a_file_that_was_changed_is_refused_in_a_sentence(visit, written, address, kind):
    with instead(written, kind, lambda data: data + b"\n") as name:
        page = visit(f"{address}/site/")
        page.wait_for_selector("#refused:not([hidden])")
    said = page.inner_text("body")
    assert name in said
    assert "was changed after the page was made" in said
    assert "is being loaded" not in said
    assert page.evaluate("!window.nowhere && !document.querySelector('canvas')")
    page.errors_seen.clear()  # the browser says it, too


def test_a_file_that_is_missing_is_named(visit, written, address):
    with instead(written, "data-*.json", None) as name:
        page = visit(f"{address}/site/")
        page.wait_for_selector("#refused:not([hidden])")
    assert name in page.inner_text("#refused")
    assert "does not have this file" in page.inner_text("#refused")
    page.errors_seen.clear()


def test_a_script_that_says_so_and_was_changed_itself_leaves_the_sentence_of_the_document(visit, written, address):
    with instead(written, "load-*.js", lambda data: data + b"\n"):
        page = visit(f"{address}/site/")
        page.wait_for_load_state()
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")  # the reasons come late
    assert "was changed after the page was made" in page.inner_text("#loading")
    assert page.evaluate("!window.nowhere")
    page.errors_seen.clear()


def test_opened_from_a_disk_it_says_what_it_needs(visit, written):
    page = visit(written / "site" / "index.html")
    page.wait_for_load_state()
    assert "web server" in page.inner_text("body")
    assert page.evaluate("!window.nowhere")
    page.errors_seen.clear()


def test_it_can_be_shown_within_another_page(visit, written, address, capsys):
    events = ROOT / "data" / "demo_custody_events.csv"
    main(["export", str(events), "--out", str(written / "again.html"), "--split", "--embed", "--lang", "ko"])
    (written / "around.html").write_text(
        f"<!DOCTYPE html><link rel=icon href=data:,>{capsys.readouterr().out}", encoding="utf-8"
    )
    page = visit(f"{address}/around.html")
    until(page.frame_locator("iframe").locator("html").element_handle().owner_frame(), DRAWN)

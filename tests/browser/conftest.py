"""Chromium for the tests, with every request and every error recorded. No test here is skipped: a missing browser fails."""

import contextlib
import os
import re
import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.documents import content, write
from tests.browser.waiting import until

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # as root in a container there is none
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
LOCAL = ("file", "data", "blob", "about")


def executable() -> str | None:
    """The browser named by $CHROMIUM, else the one on the path, else None: playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in LOCAL or parts.hostname in ("127.0.0.1", "localhost")


def asking(message) -> bool:
    """Streamlit's page, opened below the root, first asks there for its server; only then at the root."""
    return bool(re.search(r"^https?://[^/]+/\w+/_stcore/(health|host-config)$", message.location["url"]))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium):
    """The window of all first visits that wish nothing special: one of its own, with no code compiled, costs a second each."""
    context = chromium.new_context()
    context.new_page()  # without a page left in it the window would be closed and made again
    yield context
    context.close()


def forget(page):
    """Leave nothing in the window of what the page wrote down there, but for compiled code."""
    origin = urlsplit(page.url)
    where = {"origin": f"{origin.scheme}://{origin.netloc}", "storageTypes": "cookies,local_storage,indexeddb"}
    page.context.new_cdp_session(page).send("Storage.clearDataForOrigin", where)


@contextlib.contextmanager
def visits(chromium, window=None):
    """Open an address or a file: ``page.requests_seen`` and ``page.errors_seen`` are lists that grow.

    At the end no request may have left this machine and nothing may have gone wrong in the page.
    ``window``: where the first page is opened if it wishes nothing special.
    """
    contexts, pages = [], []

    def open_page(url, width=1440, height=900, **options):
        size = {"width": width, "height": height}
        if window is None or pages or options:  # another person, or another device
            contexts.append(chromium.new_context(viewport=size, **options))
            page = contexts[-1].new_page()
        else:
            page = window.new_page()
            page.set_viewport_size(size)
        pages.append(page)
        page.requests_seen, page.errors_seen = [], []
        page.on("request", lambda request: page.requests_seen.append(request.url))
        page.on("pageerror", lambda error: page.errors_seen.append(str(error)))
        page.on("console", lambda m: page.errors_seen.append(m.text) if m.type == "error" and not asking(m) else None)
        page.goto(url if "://" in str(url) else f"file://{url}")
        return page

    try:
        yield open_page
        outside = [url for page in pages for url in page.requests_seen if not is_local(url)]
        errors = [error for page in pages for error in page.errors_seen]
    finally:
        for page in pages[:1]:
            if page.context is window and not page.is_closed():
                forget(page)
                page.close()
        for context in contexts:
            context.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def visit(chromium, window):
    """Open an address or a file, see ``visits``."""
    with visits(chromium, window) as open_page:
        yield open_page


@pytest.fixture
def opened(visit, tmp_path):
    """Open the document of a payload and wait for its first painting."""

    def open_document(payload=None, **options):
        page = visit(write(payload or content(), tmp_path), **options)
        until(page, "window.nowhere && nowhere.painted > 0")
        return page

    return open_document

"""How a test drives the page *Coordinates*: by keyboard as a person without a pointer does, or by pointer."""

import contextlib
import json
import time

import pytest
from playwright.sync_api import Error, expect

from tests.browser.waiting import until


def painted(page):
    page.wait_for_selector("iframe[data-ready]", timeout=60_000)
    until(map_of(page), "Boolean(window.nowhere && window.nowhere.painted > 1)", 60)


def map_of(page):
    return page.query_selector("iframe").content_frame()


def main(page) -> str:
    return page.inner_text("[data-testid=stMain]")


def says(page, text: str):
    """Until the page says so."""
    until(page, f"document.querySelector('[data-testid=stMain]').innerText.includes({json.dumps(text)})", 60)


def settle(page):
    """Until Streamlit has nothing left to do. What it shows while it works comes late, so its own word is taken."""
    for _ in range(2):  # an answer may make the map say something in its turn
        page.wait_for_timeout(300)
        until(page, "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'", 60)


def press_to(page, label: str, tags: tuple[str, ...], most: int = 250):
    """Press Tab until the control of that label has the focus: no pointer is used."""
    for _ in range(most):
        page.keyboard.press("Tab")
        tag, name = page.evaluate(
            """() => { const e = document.activeElement;
            const said = e.labels && e.labels.length ? e.labels[0].innerText : "";
            return [e.tagName, [e.getAttribute("aria-label") || "", said, e.innerText || ""].join(" | ")]; }"""
        )
        if tag in tags and label in name:
            return
    raise AssertionError(f"Tab never reaches {label!r}")


def write(page, label: str, text: str):
    press_to(page, label, ("INPUT", "TEXTAREA"))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    settle(page)


def push(page, label: str):
    press_to(page, label, ("BUTTON",))
    page.keyboard.press("Enter")
    settle(page)


def position_on_the_map(page, place_id: str) -> list[float] | None:
    """Where the map document has the place; None while the document changes."""
    with contextlib.suppress(Error):
        return map_of(page).evaluate(
            """(id) => { const { data } = window.nowhere.app;
            const i = Array.from(data.places.id).findIndex((k) => data.string(k) === id);
            return [data.places.lon[i], data.places.lat[i]]; }""",
            place_id,
        )


def stands_at(page, place_id: str, longitude: float, latitude: float):
    """Until the map has the place there. It may lie outside of the window, where Chromium does not paint."""
    end = time.monotonic() + 60
    while (found := position_on_the_map(page, place_id)) != pytest.approx([longitude, latitude], abs=1e-4):
        assert time.monotonic() < end, found
        page.wait_for_timeout(100)


def fill(page, **texts: str):
    """Type into the controls of these labels (`_` for a space) by pointer, and wait for nothing."""
    for label, text in texts.items():
        page.get_by_role("textbox", name=label.replace("_", " ")).first.fill(text)


def click(page, button: str):
    """Push a button by pointer, once the page stands still: one that moves under the pointer is not pushed."""
    if button != "Propose":
        settle(page)
    page.get_by_role("button", name=button, exact=True).first.click()


def seek(page, text: str):
    """Choose the first place that the text finds. It is put in at once: a list that is opening takes single keys away."""
    box = page.get_by_role("combobox", name="Place")
    box.click()
    box.fill(text)
    box.press("Enter")


def told(page, label: str) -> str:
    """What stands in a control."""
    return page.get_by_role("textbox", name=label).first.input_value()


def holds(page, label: str, text: str):
    """Until the control holds the text."""
    expect(page.get_by_role("textbox", name=label).first).to_have_value(text, timeout=60_000)

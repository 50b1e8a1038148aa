"""``make pictures``: the pictures of the README, taken from the bundled cases, so that they never go stale."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, executable
from tests.browser.serving import serving
from tests.browser.waiting import until

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES = {
    "page": "",
    "person": "?pick=person:S-073",
    "facility": "?pick=place:onsong-county-mss-office&view=42.3,129.9,8",
    "flows": "?layers=flows&layers=facilities&layers=crossings",
    "korean": "?lang=ko&province=KP-10",
    "coordinates": "coordinates?place=kwanliso-14-kaechon",
}
WIDTH, HEIGHT = 1440, 900
RECORDS = b"""Prisoner,Step,Camp,Country,Date in,Phone
A-1,1,Hoeryong City MSS Detention Centre,KP,3/4/1998,
A-1,2,Chongjin,KP,25/4/1998,
A-2,1,Onsong County MSS Office,KP,1/2/1999,
A-2,2,"Kyo-hwa-so No. 12, Jongo-ri",KP,xx/6/1999,
"""  # invented


def take() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        for name, query in PICTURES.items():
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            page.goto(f"{server.url}/{query}")
            frame = page.wait_for_selector("iframe[data-ready]", timeout=60_000).content_frame()
            until(frame, "Boolean(window.nowhere && window.nowhere.painted > 1)", 60)
            page.wait_for_timeout(1_000)  # Streamlit draws the table last
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        yours(browser.new_page(viewport={"width": WIDTH, "height": 2 * HEIGHT}), server.url)
        browser.close()


def yours(page, url: str) -> None:
    """The page *Your records* with a file on it."""
    page.goto(f"{url}/yours")
    page.wait_for_selector("[data-testid=stFileUploader] input", state="attached", timeout=60_000)
    file = {"name": "our list.csv", "mimeType": "text/csv", "buffer": RECORDS}
    page.set_input_files("[data-testid=stFileUploader] input", file)
    page.wait_for_selector("text=What came of it", timeout=60_000)
    page.wait_for_timeout(1_000)
    page.screenshot(path=FOLDER / "yours.png")


if __name__ == "__main__":
    take()

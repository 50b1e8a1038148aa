"""How does the page bear ten thousand, a hundred thousand, a million legs? From the start of the server to a filter.

The records of bench/records.py as Parquet, four stints a person, some of them a second one at the same place; served by
``streamlit run app.py`` in a process of its own, looked at in one Chromium with software drawing.
"""

import statistics
import tempfile
import time
import urllib.request
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from bench import records
from bench.map_ways import HEAR_PAINTED, WINDOW, key_press
from layers import tables
from layers.big import MANY
from layers.words import translator
from routes.build import build
from tests.browser.conftest import FLAGS, executable
from tests.browser.serving import Server, serving
from tests.browser.waiting import until
from views.shown import Shown

SIZES = (10_000, 100_000, 1_000_000)  # legs, about
EVENTS_A_LEG = 1.431  # a person has one leg less than stints, and some stints are of two events
PLACE_COLUMNS = ["place_id", "name", "kind", "country", "admin1", "longitude", "latitude"]
ROUNDS = 5
FILTERS = (
    {},
    {"authority": ["MSS"]},
    {"authority": ["MSS", "PSB"], "time_from": "2001"},
    {"time_from": "1998", "time_to": "2003"},
    {"time_from": "1998", "time_to": "1999-06", "time_mode": "certainly"},
    {"country": ["KP"]},
    {"province": ["KP-01"]},
    {"ending": ["last_known"]},
    {"evidence": ["documented"]},
    {"facility_kind": ["detention_centre"]},
    {"last_place": ["place-0001"]},
    {"last_place": ["place-0300", "place-0007"], "time_to": "2005"},
    {"place_text": "Place 7"},
    {"place_text": "place 15", "authority": ["MPS"]},
    {"bbox": [125.0, 35.0, 127.0, 37.0]},
    {"bbox": [124.0, 34.0, 131.0, 43.0], "ending": ["last_known"]},
    {"person": "P0000007"},
    {"person": "p 0000011, P0000012"},
)
YEARS = ("1995", "1999", "2003", "1996", "2001")
NARROW = ("place-0700", "place-0800", "place-0900")


def measure() -> dict:
    """``{legs: figures}`` for each size."""
    found = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, "--disable-gpu"])
        folder = Path(name)
        records.places()[PLACE_COLUMNS].to_csv(folder / "places.csv", index=False)
        for size in SIZES:
            events = records.events(round(size * EVENTS_A_LEG))
            events.drop(columns="row").to_parquet(folder / "events.parquet")
            found[str(size)] = on_the_server(events) | in_the_browser(browser, folder)
    return found


def on_the_server(events) -> dict[str, float]:
    """Milliseconds of what the server does at a change of filters: choosing, counting, telling, rows of the table."""
    shown, t = Shown(build(events, records.places())).ready(), translator("en")
    chosen, with_rows = np.empty((ROUNDS, len(FILTERS))), np.empty((ROUNDS, len(FILTERS)))
    for at in np.ndindex(chosen.shape):
        start = time.perf_counter()
        choice = shown.choose(FILTERS[at[1]], t)
        chosen[at] = time.perf_counter() - start
        most = tables.FEW_ROWS if choice.flows_first else tables.MOST_ROWS
        tables.people(shown.ladder, np.flatnonzero(choice.selection.persons)[:most], t, "en")
        with_rows[at] = time.perf_counter() - start
    told = {"legs": len(shown.ladder.legs), "persons": len(shown.ladder.paths), "flows": len(shown.ladder.lines)}
    for name, seconds in (("choose", chosen), ("rows", with_rows)):
        told |= {f"{name}_{share}": 1000 * float(np.percentile(seconds.min(axis=0), share)) for share in (50, 95)}
    return told


def in_the_browser(browser: Browser, folder: Path) -> dict[str, float]:
    """Seconds from the start of the server to the first map, from a key press to the painted map; size and memory."""
    start = time.perf_counter()
    with serving(folder / "events.parquet", folder / "places.csv") as server:
        page = browser.new_context(viewport=WINDOW).new_page()
        opened(page, server.url)
        told = {"start_s": time.perf_counter() - start}
        start = time.perf_counter()
        again = browser.new_context(viewport=WINDOW).new_page()
        opened(again, server.url)
        told["open_s"] = time.perf_counter() - start
        again.context.close()
        told["document_mb"] = size_of_document(server, page)
        told["filter_s"] = key_press(page, "From", list(YEARS), HEAR_PAINTED)
        told["narrow_s"] = statistics.median(narrowed(page, server, place) for place in NARROW)
        told |= {"memory_mb": megabytes(server, "VmRSS"), "peak_mb": megabytes(server, "VmHWM")}
        page.context.close()
    return told


def opened(page: Page, url: str) -> None:
    """Open the page and wait for the painted map."""
    page.goto(url)
    page.wait_for_selector("iframe[data-ready]", timeout=300_000)
    frame = page.query_selector("iframe").content_frame()
    until(frame, "Boolean(window.nowhere && nowhere.painted > 1)", 60)


def narrowed(page: Page, server: Server, place: str) -> float:
    """Seconds from opening the address of a small choice until its single paths are painted."""
    start = time.perf_counter()
    opened(page, f"{server.url}/?last_place={place}")
    return time.perf_counter() - start


def size_of_document(server: Server, page: Page) -> float:
    """Megabytes of the map document."""
    with urllib.request.urlopen(server.url + page.locator("iframe").get_attribute("data-src")) as answer:  # noqa: S310
        return len(answer.read()) / 1e6


def megabytes(server: Server, line: str) -> float:
    """Memory of the server's process."""
    for text in Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if text.startswith(line + ":"):
            return int(text.split()[1]) / 1024
    raise OSError(f"no {line} of the server")


ABOUT = """Generated records as Parquet, four events a person, {places:,} places by Zipf's law; Streamlit's server in a
process of its own, one Chromium with software drawing, a window of 1440 × 900. Up to {many:,} legs the browser filters
by itself what its document holds; above, the document holds places and the server tells it flows. *Server*: choosing,
counting flows and places and writing what the map is told, over {filters} filters, each the best of {rounds} times,
because what else the machine does only adds; *with rows*: and the first rows of the table of people ({few:,} beside
flows, else {rows:,}). *Key press*: from Enter in a filter to the
painted map, median of five. *Narrowed*: from opening the address of a choice of one last known place to its painted
paths."""


def words(found: dict) -> str:
    """The section of RESULTS.md."""
    rows = [
        f"| {one['legs']:,} | {one['persons']:,} | {one['flows']:,} | {one['start_s']:.1f} | {one['open_s']:.1f} "
        f"| {one['document_mb']:.2f} | {one['choose_50']:.0f} / {one['choose_95']:.0f} "
        f"| {one['rows_50']:.0f} / {one['rows_95']:.0f} | {1000 * one['filter_s']:.0f} | {one['narrow_s']:.1f} "
        f"| {one['memory_mb']:,.0f} / {one['peak_mb']:,.0f} |"
        for one in found.values()
    ]
    about = ABOUT.format(
        places=records.PLACES,
        filters=len(FILTERS),
        rounds=ROUNDS,
        few=tables.FEW_ROWS,
        rows=tables.MOST_ROWS,
        many=MANY,
    ).replace("\n", " ")
    return "\n".join(
        (
            "## The page\n",
            about + "\n",
            "| legs | people | flows | start to first map, s | next visit, s | document, MB | server, ms p50 / p95 "
            "| with rows, ms p50 / p95 | key press, ms | narrowed, s | memory, MB now / peak |",
            "|---|---|---|---|---|---|---|---|---|---|---|",
            *rows,
        )
    )

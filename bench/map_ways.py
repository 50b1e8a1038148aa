"""How fast is the map? Ours against the ways that Folium offers, and the page against an empty Streamlit page.

The same generated legs (bench/records.py) each time, all lines of their own; one Chromium with software drawing.
*Drawn* is the time from opening the file until a picture of it can be taken, so with all painting done. Rounds
alternate between the ways, and medians are compared, so that a slow moment of the machine meets all of them.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

import folium
import numpy as np
from playwright.sync_api import Page, sync_playwright
from xstatic.pkg import leaflet

from bench import records
from layers.page import render
from layers.payload import payload
from routes.build import Ladder, build
from tests.browser.serving import serving

LEGS, MANY_LEGS = 10_000, 100_000
ROUNDS = 3
LEAFLET = Path(leaflet.BASE_DIR)
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
FILTER = """async (authority) => {
  const before = nowhere.painted;
  nowhere.apply({ filters: { authority: [authority] } });
  while (nowhere.painted === before) await new Promise(requestAnimationFrame);
  return nowhere.ms;
}"""
HEAR_PAINTED = """window.addEventListener("message", (event) => {
  if (event.data && event.data.type === "painted") window.t1 = performance.now();
})"""
HEAR_WORDS = """new MutationObserver(() => {
  const said = document.querySelector("[data-testid=stMain]").innerText;
  if (window.t1 === undefined && said.includes("said: " + window.text)) window.t1 = performance.now();
}).observe(document.body, { subtree: true, characterData: true, childList: true })"""
EMPTY_PAGE = "import streamlit as st\nst.write('said: ' + st.text_input('Words', key='words'))\n"


def ladder(legs: int) -> Ladder:
    """A ladder of about so many legs between places drawn evenly, so that nearly every line is met once."""
    stays = records.STINTS_A_PERSON
    return build(records.events(legs * stays // (stays - 1), zipf=0.0), records.places())


def lines_of(built: Ladder) -> list[list[tuple[float, float]]]:
    """Latitude and longitude of each leg's points, as Folium wants them."""
    return [np.asarray(line.coords)[:, ::-1].tolist() for line in built.legs.geometry if line.geom_type == "LineString"]


def folium_map(**options) -> folium.Map:
    """A Folium map without tiles, on the same Leaflet from disk, showing what ours shows."""
    drawn = folium.Map(tiles=None, **options)
    west, south, east, north = records.BOX
    drawn.fit_bounds([[south, west], [north, east]])
    drawn.default_js = [("leaflet", (LEAFLET / "leaflet.js").as_uri())]
    drawn.default_css = [("leaflet_css", (LEAFLET / "leaflet.css").as_uri())]
    return drawn


def as_polylines(built: Ladder) -> str:
    """Folium's first way: a PolyLine each."""
    drawn = folium_map()
    for line in lines_of(built):
        folium.PolyLine(line).add_to(drawn)
    return drawn.get_root().render()


def as_geojson(built: Ladder) -> str:
    """Folium's second way: one GeoJson layer, as it comes."""
    drawn = folium_map()
    folium.GeoJson(built.legs[["person_id", "evidence", "geometry"]]).add_to(drawn)
    return drawn.get_root().render()


def as_thin_geojson(built: Ladder) -> str:
    """The same at its fastest: on a canvas, every line one pixel wide."""
    drawn = folium_map(prefer_canvas=True)
    table = built.legs[["person_id", "evidence", "geometry"]]
    folium.GeoJson(table, style_function=lambda _: {"weight": 1}).add_to(drawn)
    return drawn.get_root().render()


def as_ours(built: Ladder) -> str:
    """One canvas layer, with basemap, places, panel, legend and filters."""
    return render(payload(built, profile="internal"), standalone=True)


WAYS = {
    "a PolyLine each": as_polylines,
    "one folium.GeoJson": as_geojson,
    "the same, canvas, 1 px": as_thin_geojson,
    "ours": as_ours,
}


def opened(page: Page, path: Path) -> float:
    """Seconds from opening the file until its picture is there; taking the picture waits for the drawing."""
    page.goto("about:blank")
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.evaluate(FRAMES)
    page.screenshot()
    return time.perf_counter() - start


def filtered(page: Page) -> float:
    """Seconds from a filter's choice in the mounted map until it is painted again."""
    return statistics.median(page.evaluate(FILTER, name) for name in ("MSS", "MPS", "PSB", "MSS", "MPS")) / 1000


def measure_files(page: Page, folder: Path) -> dict[str, dict[str, float]]:
    """Making, size, drawing and filtering of each way at LEGS, and of ours at MANY_LEGS."""
    results = {}
    cases = {name: (LEGS, way) for name, way in WAYS.items()} | {f"ours, {MANY_LEGS:,} legs": (MANY_LEGS, as_ours)}
    built = {legs: ladder(legs) for legs in (LEGS, MANY_LEGS)}
    for name, (legs, way) in cases.items():
        start = time.perf_counter()
        html = way(built[legs])
        results[name] = {"made_s": time.perf_counter() - start, "page_mb": len(html.encode()) / 1e6}
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    drawn = {name: [] for name in cases}
    for _ in range(ROUNDS):
        for name in cases:
            drawn[name].append(opened(page, folder / f"{name}.html"))
    for name in cases:
        results[name]["drawn_s"] = statistics.median(drawn[name])
        if name.startswith("ours"):
            opened(page, folder / f"{name}.html")
            results[name]["filter_s"] = filtered(page)
    return results


def key_press(page: Page, label: str, texts: list[str], heard: str) -> float:
    """Median seconds from Enter in a text box until ``heard`` (a script that sets window.t1 at the right moment)."""
    page.evaluate(heard)
    page.evaluate(
        "window.addEventListener('keydown', (e) => { if (e.key === 'Enter') window.t0 = performance.now(); }, true)"
    )
    seconds = []
    for text in texts:
        page.evaluate("(text) => { window.t1 = undefined; window.text = text; }", text)
        page.locator(f'input[aria-label="{label}"]').fill(text)
        page.keyboard.press("Enter")
        while not page.evaluate("window.t1 !== undefined"):
            page.wait_for_timeout(20)
        seconds.append(page.evaluate("window.t1 - window.t0") / 1000)
        page.wait_for_timeout(700)
    return statistics.median(seconds)


def measure_page(page: Page, folder: Path) -> dict[str, float]:
    """Key press to painted map at LEGS, beside key press to shown words on an empty Streamlit page."""
    texts = ["1995", "1999", "2003", "1996", "2001"]
    (folder / "empty.py").write_text(EMPTY_PAGE, encoding="utf-8")
    with serving(script=folder / "empty.py") as server:
        page.goto(server.url)
        page.locator("input[aria-label=Words]").wait_for()
        empty = key_press(page, "Words", texts, HEAR_WORDS)
    events, places = folder / "events.csv", folder / "places.csv"
    stays = records.STINTS_A_PERSON
    records.events(LEGS * stays // (stays - 1), zipf=0.0).drop(columns="row").to_csv(events, index=False)
    records.places().to_csv(places, index=False)
    with serving(events, places) as server:
        page.goto(server.url)
        frame = page.wait_for_selector("iframe", timeout=60_000).content_frame()
        while not frame.evaluate("Boolean(window.nowhere && nowhere.painted > 1)"):
            page.wait_for_timeout(200)
        ours = key_press(page, "From", texts, HEAR_PAINTED)
    return {"empty_page_s": empty, "map_page_s": ours}


def measure() -> dict:
    """Everything, in one run."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=flags)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        files = measure_files(page, Path(name))
        return {"files": files, "page": measure_page(page, Path(name))}

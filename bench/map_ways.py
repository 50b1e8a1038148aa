"""How fast is the map? Ours against the ways that Folium offers, and the page against an empty Streamlit page.

The same generated legs (bench/records.py) each time, all lines of their own; one Chromium with software drawing.
*Drawn* is the time from opening the file until a picture of it can be taken, so with all painting done. Rounds
alternate between the ways, and medians are compared, so that a slow moment of the machine meets all of them.
"""

import math
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import folium
import numpy as np
import pandas as pd
from playwright.sync_api import Browser, Page, sync_playwright
from xstatic.pkg import leaflet

from bench import records
from layers.page import render
from layers.payload import payload
from routes.build import Ladder, build
from tests.browser.conftest import FLAGS, executable
from tests.browser.serving import serving
from tests.browser.waiting import until

LEGS, MANY_LEGS = 10_000, 100_000
ROUNDS = 5
WINDOW = {"width": 1440, "height": 900}
STYLE = {  # the legend's, in Leaflet's words
    "documented": {"color": "#1b4f72", "weight": 2},
    "inferred": {"color": "#b35806", "weight": 2, "dashArray": "10 5"},
    "gap": {"color": "#6a3d9a", "weight": 2.6, "dashArray": "0.1 5", "lineCap": "round"},
}
BOX = (113.0, 33.0, 143.0, 45.0)  # degrees; fills the window at Leaflet's zoom 6
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
  if (window.t1 !== undefined || !said.includes("said: " + window.text)) return;
  requestAnimationFrame(() => setTimeout(() => { window.t1 ??= performance.now(); })); // painted, as the map means it
}).observe(document.body, { subtree: true, characterData: true, childList: true })"""
ONE_BOX = "import streamlit as st\nst.write('said: ' + st.text_input('Words', key='words'))\n"
CONTROLS = f"""import sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
import streamlit as st
from layers.words import translator
from views import map, records
shown = records.shown()
with st.sidebar:
    values = map.chosen(shown, "en", translator("en"))
st.write("said: " + values.get("time_from", ""))
"""


def events(legs: int) -> pd.DataFrame:
    """Events of about so many legs between places drawn evenly, so that nearly every line is met once.

    A fifth of the people have no recorded order (inferred legs), a fifth an unlocated stop on their way (a gap).
    """
    stays = records.STINTS_A_PERSON
    table = records.events(legs * stays * 15 // (14 * (stays - 1)), zipf=0.0)
    person = table["person_id"].str[1:].astype(int)
    table.loc[person % 5 == 0, "seq"] = None
    unlocated = (person % 5 == 1) & (table["seq"] == "2")
    return table.assign(event=np.where(unlocated, "unknown_place", "custody"))


def ladder(legs: int) -> Ladder:
    """The ladder of these events."""
    return build(events(legs), records.places(box=BOX))


def lines_of(built: Ladder) -> list[list[tuple[float, float]]]:
    """Latitude and longitude of each leg's points, as Folium wants them."""
    return [np.asarray(line.coords)[:, ::-1].tolist() for line in built.legs.geometry if line.geom_type == "LineString"]


def folium_map(**options) -> folium.Map:
    """A Folium map without tiles, on the same Leaflet from disk, showing what ours shows."""
    drawn = folium.Map(tiles=None, **options)
    west, south, east, north = BOX
    drawn.fit_bounds([[south, west], [north, east]])
    drawn.default_js = [("leaflet", (LEAFLET / "leaflet.js").as_uri())]
    drawn.default_css = [("leaflet_css", (LEAFLET / "leaflet.css").as_uri())]
    return drawn


def as_polylines(built: Ladder) -> str:
    """Folium's first way: a PolyLine each."""
    drawn = folium_map()
    for line, evidence in zip(lines_of(built), built.legs["evidence"], strict=True):
        folium.PolyLine(line, **STYLE[evidence]).add_to(drawn)
    return drawn.get_root().render()


def as_geojson(built: Ladder) -> str:
    """Folium's second way: one GeoJson layer in the same style, the person in a tooltip."""
    drawn = folium_map()
    geojson(built, lambda feature: STYLE[feature["properties"]["evidence"]]).add_to(drawn)
    return drawn.get_root().render()


def as_canvas_geojson(built: Ladder) -> str:
    """The same on Leaflet's canvas instead of SVG."""
    drawn = folium_map(prefer_canvas=True)
    geojson(built, lambda feature: STYLE[feature["properties"]["evidence"]]).add_to(drawn)
    return drawn.get_root().render()


def as_thin_geojson(built: Ladder) -> str:
    """Folium's fastest: on a canvas, every line solid and one pixel wide, so that colour alone tells the evidence."""
    drawn = folium_map(prefer_canvas=True)
    thin = {evidence: {"color": style["color"], "weight": 1} for evidence, style in STYLE.items()}
    geojson(built, lambda feature: thin[feature["properties"]["evidence"]]).add_to(drawn)
    return drawn.get_root().render()


def geojson(built: Ladder, style: Callable[[dict], dict]) -> folium.GeoJson:
    """The legs as Folium's layer."""
    table = built.legs[["person_id", "evidence", "geometry"]]
    return folium.GeoJson(table, style_function=style, tooltip=folium.GeoJsonTooltip(["person_id"]))


def as_ours(built: Ladder) -> str:
    """One canvas layer, with basemap, places, panel, legend and filters."""
    return render(payload(built, profile="internal"), standalone=True)


WAYS = {
    "folium.PolyLine, one each": as_polylines,
    "folium.GeoJson": as_geojson,
    "folium.GeoJson on a canvas": as_canvas_geojson,
    "folium.GeoJson on a canvas, thin and solid": as_thin_geojson,
    "ours": as_ours,
}


def opened(browser: Browser, path: Path) -> tuple[float, Page]:
    """Seconds from opening the file until its picture is there (taking it waits for the drawing), and the page.

    In a tab of its own, that no page before has left anything to tidy up in.
    """
    page = browser.new_context(viewport=WINDOW).new_page()
    page.goto("about:blank")
    page.wait_for_timeout(200)
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.evaluate(FRAMES)
    page.screenshot()
    return time.perf_counter() - start, page


def filtered(page: Page) -> float:
    """Seconds from a filter's choice in the mounted map until it is painted again."""
    return statistics.median(page.evaluate(FILTER, name) for name in ("MSS", "MPS", "PSB", "MSS", "MPS")) / 1000


def measure_files(browser: Browser, folder: Path) -> dict[str, dict[str, float]]:
    """Making, size, drawing and filtering of each way at LEGS, and of ours at MANY_LEGS."""
    results = {}
    cases = {name: (LEGS, way) for name, way in WAYS.items()} | {f"ours, {MANY_LEGS:,} legs": (MANY_LEGS, as_ours)}
    built = {legs: ladder(legs) for legs in (LEGS, MANY_LEGS)}
    for name, (legs, way) in cases.items():
        start = time.perf_counter()
        html = way(built[legs])
        results[name] = {"made_s": time.perf_counter() - start, "page_mb": len(html.encode()) / 1e6}
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    (folder / "empty.html").write_text("<!doctype html><title>Empty</title>", encoding="utf-8")
    drawn = {name: [] for name in ("empty", *cases)}
    for _ in range(ROUNDS):
        for name, rounds in drawn.items():
            seconds, page = opened(browser, folder / f"{name}.html")
            rounds.append(seconds)
            page.context.close()
    empty = statistics.median(drawn["empty"])
    for name in cases:
        results[name]["drawn_s"] = statistics.median(drawn[name]) - empty
        results[name]["filter_s"] = math.nan  # Folium has no filter: its map is made anew
        if name.startswith("ours"):
            _, page = opened(browser, folder / f"{name}.html")
            results[name]["filter_s"] = filtered(page)
            page.context.close()
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
    """Key press to painted map at LEGS; beside it Streamlit's own time for the same controls, and for one text box."""
    events(LEGS).drop(columns="row").to_csv(folder / "events.csv", index=False)
    places = records.places(box=BOX)[["place_id", "name", "country", "longitude", "latitude"]]
    places.to_csv(folder / "places.csv", index=False)
    texts = ["1995", "1999", "2003", "1996", "2001"]
    seconds = {}
    for name, script, label in (("empty", ONE_BOX, "Words"), ("controls", CONTROLS, "From")):
        (folder / f"{name}.py").write_text(script, encoding="utf-8")
        with serving(folder / "events.csv", folder / "places.csv", folder / f"{name}.py") as server:
            page.goto(server.url)
            page.locator(f"input[aria-label={label}]").wait_for()
            seconds[name] = key_press(page, label, texts, HEAR_WORDS)
    with serving(folder / "events.csv", folder / "places.csv") as server:
        page.goto(server.url)
        frame = page.wait_for_selector("iframe", timeout=60_000).content_frame()
        until(frame, "Boolean(window.nowhere && nowhere.painted > 1)", 60)
        seconds["map"] = key_press(page, "From", texts, HEAR_PAINTED)
    return seconds


def measure() -> dict:
    """Everything, in one run."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*FLAGS, "--disable-gpu"])
        files = measure_files(browser, Path(name))
        return {"files": files, "page": measure_page(browser.new_page(viewport=WINDOW), Path(name))}


ABOUT = """{legs:,} legs, nearly each along a line of its own, filling a window of 1440 × 900; seven tenths documented,
two inferred, one a gap. One Chromium, software drawing, medians of five rounds in which the ways take turns, each in a
tab of its own. *Drawn*: from opening the file until a picture of it can be taken, less the same for an empty file.
Folium's pages hold the lines and a tooltip; ours also basemap, places, panel, legend and filters."""
TYPING = """On the Streamlit page at {legs:,} legs, key press to painted map: {map:.0f} ms. To painted words with the
same controls and no map: {controls:.0f} ms; on a page with one text box: {empty:.0f} ms."""


def words(measured: dict) -> str:
    """The section of RESULTS.md."""
    files, page = measured["files"], {key: 1000 * seconds for key, seconds in measured["page"].items()}
    ours = files["ours"]["drawn_s"]
    rows = [
        f"| {name} | {one['made_s']:.2f} | {one['page_mb']:.2f} | {one['drawn_s']:.2f} | {one['drawn_s'] / ours:.1f} × "
        f"| {1000 * one['filter_s']:.0f} |".replace("nan", "none")
        for name, one in files.items()
    ]
    return "\n".join(
        (
            "## The map\n",
            ABOUT.format(legs=LEGS).replace("\n", " ") + "\n",
            "| way | made, s | page, MB | drawn, s | to ours | filter in the browser, ms |",
            "|---|---|---|---|---|---|",
            *rows,
            "\n" + TYPING.format(legs=LEGS, **page).replace("\n", " "),
        )
    )

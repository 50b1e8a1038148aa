"""The map on the page: mounted once, told what to show, telling what was picked.

The map document (layers/page.py) lives in a frame without an origin: it can draw, but neither reach the page
around it nor any other host. They talk by messages alone; what comes back is checked before it is used.
"""

from collections.abc import Callable

import streamlit as st

HEIGHT_PX = 760

SCRIPT = """
const frames = new WeakMap();
const listeners = new WeakMap(); // the one of each frame that knows its present state

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  let frame = frames.get(parentElement);
  if (!frame || !frame.isConnected) {
    frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.setAttribute("referrerpolicy", "no-referrer");
    frame.style.cssText = "display:block;width:100%;border:1px solid #c9d1d9;border-radius:4px;";
    parentElement.appendChild(frame);
    frames.set(parentElement, frame);
  }
  frame.title = data.title;
  frame.style.height = `min(${data.height}px, 86vh)`;
  // What a long choice holds is told once: it comes again at each pan.
  const send = (view, before = false) => {
    const { choice, ...state } = data.state;
    const told = `${data.src} ${choice?.key}`;
    if (choice && (view || frame.dataset.told !== told)) state.choice = choice;
    frame.dataset.told = told;
    frame.contentWindow.postMessage({ type: "state", ...state, view: view ?? null, before }, "*");
  };
  const listen = (event) => {
    // The listener of the state before may still be there: it would tell a new document what the one before was told.
    if (listeners.get(frame) !== listen || event.source !== frame.contentWindow) return;
    if (typeof event.data !== "object" || event.data === null) return;
    const { type, kind, id, view, bounds } = event.data;
    if (type === "ready") {
      frame.dataset.ready = data.src;
      delete frame.dataset.told;
      const stood = frame.dataset.view; // where the document stood that was in this frame before
      if (stood) send(JSON.parse(stood), true);
      else send(data.view);
    } else if (type === "painted" && frame.dataset.ready === data.src && Array.isArray(view)) {
      frame.dataset.view = JSON.stringify(view.map(Number));
    } else if (type === "pick") {
      setTriggerValue("pick", { kind: String(kind), id: id === null ? null : String(id) });
    } else if (type === "view" && Array.isArray(view)) {
      frame.dataset.view = JSON.stringify(view.map(Number));
      setStateValue("view", view.map(Number));
    } else if (type === "area") {
      setTriggerValue("area", { bounds: Array.isArray(bounds) ? bounds.map(Number) : null });
    }
  };
  listeners.set(frame, listen);
  window.addEventListener("message", listen);
  if (frame.dataset.src !== data.src) {
    frame.dataset.src = data.src;
    frame.src = data.src;
  } else if (frame.dataset.ready === data.src) {
    send();
  }
  return () => window.removeEventListener("message", listen);
}
"""


def show(
    name: str,
    title: str,
    state: dict,
    view: list[float] | None,
    *,
    height: int = HEIGHT_PX,
    **callbacks: Callable,
) -> None:
    """Mount the map document of that name, or tell the mounted one its new state.

    ``view`` (latitude, longitude, zoom) is where a map that is mounted anew begins; a mounted one stays where it is,
    also where another document takes its place.
    The callbacks ``on_pick``, ``on_view``, ``on_area`` find what happened under ``st.session_state["mapframe"]``:
    ``pick`` {kind, id}, ``view`` [latitude, longitude, zoom], ``area`` {bounds: [west, south, east, north] or None}.
    """
    component = st.components.v2.component("nowhere_map", js=SCRIPT, isolate_styles=False)
    component(
        key="mapframe",
        data={"src": f"/map/{name}.html", "title": title, "height": height, "state": state, "view": view},
        **{f"{told}_change": callback for told, callback in callbacks.items()},
    )

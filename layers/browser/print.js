"use strict";
/* Printing: the map gets the size of the paper, shows the same area there, and goes back afterwards. */

class Print {
  /* A file of its own is printed across (A4 or Letter, margins of 10 mm); within the page the frame goes on upright paper. */
  static SIZE = { standalone: ["277mm", "112mm"], framed: ["180mm", "100mm"] };

  constructor(app) {
    this.app = app;
    window.addEventListener("beforeprint", () => this.before());
    window.addEventListener("afterprint", () => this.after());
  }

  /* The browser lays the page out for paper without asking our canvases to draw again, so it is done here, first. */
  before() {
    const { map, data } = this.app;
    const frame = map.getContainer();
    const [width, height] = Print.SIZE[data.meta.standalone ? "standalone" : "framed"];
    this.view = [map.getCenter(), map.getZoom()];
    const area = map.getBounds();
    CanvasLayer.paper = true;
    Object.assign(frame.style, { flex: "none", width, height });
    map.invalidateSize({ pan: false, animate: false });
    map.fitBounds(area, { animate: false });
    this._onOneCanvas(frame);
  }

  /* All layers on one canvas. Chromium prints a canvas by repeating how it was drawn, and the clearing that each
     drawing begins with would take from the paper what the canvases below have put there. */
  _onOneCanvas(frame) {
    const layers = [...frame.querySelectorAll(".leaflet-pane canvas")].filter((canvas) => canvas.style.display !== "none");
    if (!layers.length) return;
    this.sheet = layers[0].cloneNode();
    this.sheet.classList.add("sheet");
    const context = this.sheet.getContext("2d");
    for (const canvas of layers) context.drawImage(canvas, 0, 0);
    layers[layers.length - 1].after(this.sheet);
    frame.classList.add("on-paper");
  }

  after() {
    const { map } = this.app;
    const frame = map.getContainer();
    CanvasLayer.paper = false;
    frame.classList.remove("on-paper");
    if (this.sheet) this.sheet.remove();
    Object.assign(frame.style, { flex: "", width: "", height: "" });
    map.invalidateSize({ pan: false, animate: false });
    map.setView(...this.view, { animate: false });
  }
}

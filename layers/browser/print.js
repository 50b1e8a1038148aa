"use strict";
/* Printing: the map gets the width of the paper, shows the same area there, and goes back afterwards. */

class Print {
  static WIDTH = "277mm"; // A4 across with margins of 10 mm; the style sheet says the same
  static HEIGHT = "150mm";

  constructor(app) {
    this.app = app;
    window.addEventListener("beforeprint", () => this.before());
    window.addEventListener("afterprint", () => this.after());
  }

  /* The browser lays the page out for paper without asking our canvases to draw again, so it is done here, first. */
  before() {
    const { map } = this.app;
    const frame = map.getContainer();
    this.view = [map.getCenter(), map.getZoom()];
    const area = map.getBounds();
    frame.style.flex = "none";
    frame.style.width = Print.WIDTH;
    frame.style.height = Print.HEIGHT;
    map.invalidateSize({ pan: false, animate: false });
    map.fitBounds(area, { animate: false });
  }

  after() {
    const { map } = this.app;
    const frame = map.getContainer();
    for (const property of ["flex", "width", "height"]) frame.style[property] = "";
    map.invalidateSize({ pan: false, animate: false });
    map.setView(...this.view, { animate: false });
  }
}

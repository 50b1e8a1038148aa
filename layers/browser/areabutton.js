"use strict";
/* A button on the map: only people who were within what is now in view; and the outline of that area. */

class AreaButton {
  /* choose(bounds) with [west, south, east, north] in degrees, or null for everywhere. */
  constructor(map, words, choose) {
    this.map = map;
    this.words = words;
    this.active = false;
    this.button = Dom.make("button", { type: "button", class: "area", "aria-pressed": "false", text: words.t("map.only_this_area") });
    this.button.addEventListener("click", () => choose(this.active ? null : AreaButton.bounds(map)));
    const Box = L.Control.extend({ onAdd: () => this.button });
    new Box({ position: "topleft" }).addTo(map);
    L.DomEvent.disableClickPropagation(this.button);
  }

  /* What is in view, with longitudes from -180 to 180 (west may be east of east, across the antimeridian). */
  static bounds(map) {
    const box = map.getBounds();
    const round = (value) => Number(value.toFixed(4));
    if (box.getEast() - box.getWest() >= 360) return [-180, round(box.getSouth()), 180, round(box.getNorth())];
    const wrap = (longitude) => round(L.Util.wrapNum(longitude, [-180, 180], true));
    return [wrap(box.getWest()), round(box.getSouth()), wrap(box.getEast()), round(box.getNorth())];
  }

  /* bounds: the area that the filters hold, or nothing. */
  show(bounds) {
    const box = AreaButton.read(bounds);
    this.active = Boolean(box);
    this.button.setAttribute("aria-pressed", String(this.active));
    this.button.textContent = this.words.t(this.active ? "map.everywhere" : "map.only_this_area");
    if (this.outline) this.outline.remove();
    this.outline = null;
    if (!box) return;
    const [west, south, east, north] = box;
    const corners = [[south, west], [north, east < west ? east + 360 : east]];
    this.outline = L.rectangle(corners, { interactive: false, fill: false, weight: 1.5, color: "#37474f", dashArray: "2 4" }).addTo(this.map);
  }

  /* Four numbers, from a list or a text with commas; else null. */
  static read(bounds) {
    const numbers = (Array.isArray(bounds) ? bounds : String(bounds ?? "").split(",")).map((part) => (part === "" ? NaN : Number(part)));
    return numbers.length === 4 && numbers.every(Number.isFinite) ? numbers : null;
  }
}

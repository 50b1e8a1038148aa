"use strict";
/* Mouse and touch on the map: what lies under the pointer, in words, and what a click on it picks. */

class Pointer {
  static TOUCH = 1.7; // how much less exact a finger is

  constructor(app) {
    this.app = app;
    this.waiting = false;
    app.map.on("click", (event) => this._click(event));
    app.map.on("mousemove", (event) => this._move(event));
    app.map.on("mouseout", () => app.tooltip.hide());
    app.map.on("place:focus", ({ place }) => this._focus(place));
    app.map.on("place:blur", () => app.tooltip.hide());
    app.map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") app.clear(true);
    });
  }

  /* What is drawn at a point of the map: a flag before a claim before a sign before a leg before a band. */
  at(point, reach = 1) {
    const { app } = this;
    const view = app.places.view;
    const { x, y } = app.map.containerPointToLayerPoint(point).subtract(view.topLeft);
    const flag = app.lastKnown.hit(x, y);
    if (flag) return { kind: "flag", flag };
    const claims = app.comparison.hit(x, y);
    if (claims) return { kind: "claims", claims };
    const place = app.places.hit(x, y, 11 * reach);
    const line = app.paths.hit(x, y, 6 * reach);
    if (place >= 0 && !(line && this._isSoft(place))) return { kind: "place", position: place };
    if (line) return { kind: "line", position: line.line };
    const band = app.flows.hit(x, y);
    return band ? { kind: "line", position: band.line } : null;
  }

  /* A disc of uncertainty may be large; a line across it can still be picked. */
  _isSoft(place) {
    return !["site", "locality"].includes(this.app.places.precision[place]);
  }

  _click(event) {
    const { app } = this;
    const touch = event.originalEvent && event.originalEvent.pointerType === "touch";
    const hit = this.at(event.containerPoint, touch ? Pointer.TOUCH : 1);
    app.tooltip.hide();
    if (!hit) app.clear(false);
    else if (hit.kind === "flag") this._pickFlag(hit.flag, event);
    else if (hit.kind === "claims") app.panel.reveal(hit.claims[0].number);
    else app.choose(this._onlyOne(hit), false);
  }

  _pickFlag({ places }, event) {
    const { app } = this;
    if (places.length === 1) app.choose({ kind: "place", position: places[0] }, false);
    else if (app.map.getZoom() < app.map.getMaxZoom()) app.map.setZoomAround(event.containerPoint, app.map.getZoom() + 2);
    else app.choose({ kind: "place", position: places[0] }, false);
  }

  /* A leg that only one person was taken along picks that person. */
  _onlyOne(hit) {
    if (hit.kind !== "line") return hit;
    const { data, selection } = this.app;
    const persons = new Set();
    for (let i = 0; i < data.legCount && persons.size < 2; i += 1) {
      if (selection.legs[i] && data.legLine[i] === hit.position) persons.add(data.legPerson[i]);
    }
    return persons.size === 1 ? { kind: "person", position: [...persons][0] } : hit;
  }

  /* At most one look a frame. */
  _move(event) {
    this.point = event.containerPoint;
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const hit = this.at(this.point);
      this.app.map.getContainer().style.cursor = hit ? "pointer" : "";
      if (hit) this.app.tooltip.show(this._words(hit), this.point);
      else this.app.tooltip.hide();
    });
  }

  _focus(place) {
    const { app } = this;
    const point = CanvasLayer.toScreen(app.map, app.data.placeX[place], app.data.placeY[place]);
    app.tooltip.show(this._words({ kind: "place", position: place }), point);
  }

  _words(hit) {
    const { places, words, data } = this.app;
    if (hit.kind === "place") {
      const [name, ...rest] = [places.name(hit.position, 90), ...this.app.markers.details(hit.position)];
      return [name, rest.filter(Boolean).join(", ")];
    }
    if (hit.kind === "claims") return hit.claims.flatMap(({ number, title, metres }) => [`${number ? `${number} ` : ""}${Dom.line(title, 80)}`, metres >= 1 ? words.distance(metres) : ""]);
    if (hit.kind === "flag") {
      const names = hit.flag.places.slice(0, 3).map((place) => places.name(place));
      const more = hit.flag.places.length > 3 ? words.t("map.more_places", { n: hit.flag.places.length - 3 }) : "";
      return [words.t("map.last_seen_here", { n: words.number(hit.flag.count) }), ...names, more];
    }
    const [from, to] = [data.lineA[hit.position], data.lineB[hit.position]].map((place) => places.name(place));
    return [`${from} → ${to}`, this._counts(hit.position)];
  }

  /* "12 people: documented 8, inferred 4" */
  _counts(line) {
    const { data, words, selection, flows } = this.app;
    const persons = new Set();
    const legs = selection.flows ? Data.EVIDENCE.map((evidence) => selection.flows[evidence][line]) : [0, 0, 0];
    for (let i = 0; i < data.legCount; i += 1) {
      if (!selection.legs[i] || data.legLine[i] !== line) continue;
      persons.add(data.legPerson[i]);
      legs[data.legEvidence[i]] += 1;
    }
    const people = words.people(Math.max(persons.size, flows.shown ? flows.persons[line] : 0));
    const parts = Data.EVIDENCE.map((evidence, i) => (legs[i] ? `${words.t(`legend.${evidence}_short`)} ${words.number(legs[i])}` : "")).filter(Boolean);
    return parts.length ? `${people}: ${parts.join(", ")}` : people;
  }
}

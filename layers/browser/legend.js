"use strict";
/* What each sign means, how much is shown, what an empty area means. Only signs of layers that are on are explained. */

class Legend {
  static BESIDE_PANEL = 1000; // pixels of width that legend, panel and something of the map between them need

  constructor(parent, data, words) {
    this.data = data;
    this.words = words;
    this.list = Dom.make("ul");
    this.notes = Dom.make("div", { class: "notes" });
    this.body = Dom.make("div", { class: "body" }, this.list, this.notes);
    this.toggle = Dom.make("button", { type: "button", class: "fold", "aria-controls": "legend-body", text: words.t("legend.title") });
    this.body.id = "legend-body";
    this.toggle.addEventListener("click", () => this.fold(this.body.hidden));
    this.element = Dom.make("section", { id: "legend", "aria-label": words.t("legend.title") }, this.toggle, this.body);
    parent.append(this.element);
    L.DomEvent.disableClickPropagation(this.element);
    L.DomEvent.disableScrollPropagation(this.element);
    this.fold(window.innerWidth > 700 && window.innerHeight > 560);
  }

  fold(open) {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  /* On a map too narrow for both, an open legend folds while the panel is open. */
  giveWay(panelOpen) {
    const narrow = this.element.parentNode.clientWidth < Legend.BESIDE_PANEL;
    if (panelOpen && narrow && !this.body.hidden) {
      this.fold(false);
      this.yielded = true;
    } else if (!panelOpen && this.yielded) {
      this.fold(true);
      this.yielded = false;
    }
  }

  /* Pixels at the left that the open legend covers; on a small map it is folded before anything is looked at. */
  covers() {
    const narrow = this.element.parentNode.clientWidth < 900;
    return this.body.hidden || narrow ? 0 : this.element.offsetWidth + 10;
  }

  /* on: which layers are on. one: whether one person's path stands out. unlocated: people last seen nobody knows where.
     most: people of the widest flow. */
  show(on, { one, unlocated, most }) {
    const state = JSON.stringify([on, Boolean(one), unlocated, most]);
    if (state === this.state) return; // drawing the signs anew at each filter would take a tenth of its time
    this.state = state;
    const rows = [];
    const row = (sign, key, values) => rows.push(Dom.make("li", {}, sign, Dom.make("span", { text: this.words.t(key, values) })));
    if (on.paths) for (const evidence of Data.EVIDENCE) row(Legend.line(evidence), `legend.${evidence}`);
    if (on.paths) row(Legend.icon((c) => Legend._mark(c)), "legend.unknown");
    if (on.paths || on.flows) row(Legend.icon((c) => Legend._loop(c, on.paths ? PathsLayer.COLOUR[0] : FlowsLayer.COLOUR)), "legend.loop");
    if (one) row(Legend.icon((c) => Legend._number(c)), "legend.number");
    if (on.flows) row(Legend.icon((c) => Legend._flow(c)), "legend.flow", { n: this.words.number(most) });
    if (on.last_known) row(Legend.icon((c) => LastKnownLayer.flag(c, 17, 32, 3), 34), "legend.last_known");
    if (on.facilities) this._facilities(row);
    if (on.facilities) rows.push(this._kinds());
    if (on.crossings) row(Legend._sign("crossing", false, PlacesLayer.CROSSING), "legend.crossing");
    if (on.comparison) this._comparison(row);
    if ((on.facilities || on.crossings) && this.data.review.some((waiting) => waiting > 0)) row(Legend.icon((c) => Legend._review(c)), "legend.review");
    if (on.uncertainty) {
      row(Legend.icon((c) => Legend._circle(c)), "legend.uncertain");
      row(Legend.icon((c) => Legend._dispute(c)), "legend.disputed");
    }
    Dom.clear(this.list).append(...rows);
    this._notes(on, unlocated);
  }

  _facilities(row) {
    row(Legend._sign("round", false), "legend.site");
    row(Legend._sign("round", true), "legend.locality");
    row(Legend.icon((c) => Legend._soft(c)), "legend.coarser");
  }

  _comparison(row) {
    row(Legend.icon((c) => Legend._claim(c), 20), "legend.claim");
    row(Legend.icon((c) => Legend._ring(c, 7.5, [], 1.6)), "legend.claim_chosen");
    row(Legend.icon((c) => Legend._ring(c, 7.5, [2, 4], 1)), "legend.claim_circle");
    if (this.data.proposed.some((points) => points && points.length)) row(Legend.icon((c) => Legend._proposal(c)), "legend.proposed");
  }

  /* Shapes of the kinds of facility, two beside each other. */
  _kinds() {
    const kinds = { square: "camp", triangle: "prison", wedge: "labour", round: "other" };
    const items = Object.entries(kinds).map(([shape, kind]) => Dom.make("li", {}, Legend._sign(shape, false), Dom.make("span", { text: this.words.t(`legend.kind_${kind}`) })));
    return Dom.make("li", { class: "kinds" }, Dom.make("ul", {}, ...items));
  }

  _notes(on, unlocated) {
    const { words, data } = this;
    const { meta } = data;
    const texts = [];
    if (on.last_known && unlocated) texts.push(words.t("legend.last_unlocated", { n: words.number(unlocated) }));
    if (on.paths || on.flows) texts.push(words.t("legend.order_not_road"));
    texts.push(words.t(data.placesOnly ? "legend.empty_area_places" : "legend.empty_area"));
    if (on.flows && !data.told && data.personCount < (meta.totals?.persons ?? 0)) texts.push(words.t("legend.flows_of_all"));
    for (const sentence of meta.cut || []) texts.push(String(sentence));
    if (meta.synthetic) texts.push(words.t("legend.synthetic"));
    texts.push(this._version(meta));
    if (meta.address) texts.push(words.t("legend.address", { address: meta.address }));
    Dom.clear(this.notes).append(...texts.map((text) => Dom.make("p", { text: Dom.line(text, 1000) })));
  }

  /* "Data 1.0.0 · 2025-11-24 · fingerprint ab12…"; a document may lack each of them. */
  _version({ version, date, data_sha256: hash }) {
    const parts = [version && this.words.t("map.data_version", { version: Dom.line(version, 40) }), Dom.line(date, 20)];
    if (hash) parts.push(this.words.t("legend.fingerprint", { hash: String(hash).slice(0, 12) }));
    return parts.filter(Boolean).join(" · ");
  }

  /* A sample of a line, dashed as on the map, with its arrow. */
  static line(evidence) {
    const i = Data.EVIDENCE.indexOf(evidence);
    const colour = PathsLayer.COLOUR[i];
    const line = Dom.shape("line", { x1: 1, y1: 8, x2: 33, y2: 8, stroke: colour, "stroke-width": i === 2 ? 2.6 : 2, "stroke-dasharray": PathsLayer.DASH[i].join(" "), "stroke-linecap": i === 2 ? "round" : "butt" });
    const arrow = Dom.shape("path", { d: "M 25 8 L 16 4 L 16 12 Z", fill: colour });
    return Dom.shape("svg", { width: 34, height: 16, viewBox: "0 0 34 16", "aria-hidden": "true" }, line, arrow);
  }

  /* A sign drawn by the same code that draws it on the map. */
  static icon(draw, height = 18) {
    const canvas = Dom.make("canvas", { "aria-hidden": "true" });
    canvas.width = 68;
    canvas.height = 2 * height;
    canvas.style.width = "34px";
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    context.scale(2, 2);
    draw(context);
    return canvas;
  }

  static _sign(shape, hollow, colour = PlacesLayer.INK) {
    return Legend.icon((c) => PlacesLayer.sign(c, shape, 17, 9, 5, colour, hollow));
  }

  static _mark(context) {
    context.strokeStyle = PathsLayer.COLOUR[2];
    context.fillStyle = PathsLayer.COLOUR[2];
    PathsLayer.unknown(context, 17, 9);
  }

  static _loop(context, colour) {
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = 1.8;
    PathsLayer.loop(context, 17, 9, 6);
  }

  static _number(context) {
    context.strokeStyle = "#000000";
    context.lineWidth = 1.6;
    context.beginPath();
    context.arc(17, 9, 8, 0, 2 * Math.PI);
    context.stroke();
    context.font = `700 11px ${CanvasLayer.FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText("2", 17, 9.5);
  }

  static _flow(context) {
    context.fillStyle = FlowsLayer.COLOUR;
    context.fillRect(1, 6, 22, 6);
    context.beginPath();
    context.moveTo(33, 9);
    context.lineTo(22, 2);
    context.lineTo(22, 16);
    context.fill();
  }

  static _soft(context) {
    const soft = context.createRadialGradient(17, 9, 0, 17, 9, 9);
    soft.addColorStop(0, "rgba(38, 50, 56, 0.5)");
    soft.addColorStop(1, "rgba(38, 50, 56, 0.06)");
    context.fillStyle = soft;
    context.arc(17, 9, 9, 0, 2 * Math.PI);
    context.fill();
  }

  static _claim(context) {
    ComparisonLayer.line(context, { x: 0, y: 13 }, { x: 13, y: 13 }, ComparisonLayer.SOURCE, 1.3);
    ComparisonLayer.cross(context, 14, 13);
    ComparisonLayer.number(context, [18, 0, 34, 16], "2");
  }

  static _proposal(context) {
    ComparisonLayer.line(context, { x: 0, y: 9 }, { x: 18, y: 9 }, ComparisonLayer.PROPOSED, 1.3, true);
    ComparisonLayer.question(context, 24, 9, 7);
  }

  static _review(context) {
    PlacesLayer.sign(context, "round", 14, 11, 5, PlacesLayer.INK, false);
    ComparisonLayer.question(context, 23, 6, 4.5);
  }

  static _ring(context, radius, dash, width) {
    context.strokeStyle = UncertaintyLayer.COLOUR;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.arc(17, 9, radius, 0, 2 * Math.PI);
    context.stroke();
  }

  static _circle(context) {
    context.strokeStyle = UncertaintyLayer.COLOUR;
    context.setLineDash([3, 2]);
    context.arc(17, 9, 7.5, 0, 2 * Math.PI);
    context.stroke();
  }

  static _dispute(context) {
    context.strokeStyle = UncertaintyLayer.COLOUR;
    for (const [x0, y0, x1, y1] of [[4, 9, 28, 9], [24, 5, 32, 13], [24, 13, 32, 5]]) {
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
    }
    context.stroke();
    context.fillStyle = PlacesLayer.INK;
    context.beginPath();
    context.arc(5, 9, 4, 0, 2 * Math.PI);
    context.fill();
  }
}

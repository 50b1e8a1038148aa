"use strict";
/* The rows behind the map, in an exported file: the same people, legs, flows and places that are drawn, to read and to
   go through by keyboard. The columns are those of the table on the page (layers/tables.py). */

class Rows {
  static STEP = 100; // rows more at each push of the button: 10,000 at once take seconds

  /* open(kind, position): pick a person, a place or a leg's line. */
  constructor(parent, data, words, open) {
    this.data = data;
    this.words = words;
    this.open = open;
    this.cells = new Cells(data, words);
    this.flows = new FlowsLayer(data, "flows"); // never on the map: it counts
    this.kinds = Rows.KINDS.filter(({ of, count }) => count(data) || of === "places");
    this.kind = this.kinds[0];
    this.most = Rows.STEP;
    this.toggle = Dom.make("button", { type: "button", class: "fold", "aria-controls": "rows-body", text: words.t("map.table"), on: { click: () => this.fold(this.body.hidden) } });
    this.tabs = this.kinds.map((kind) => Dom.make("button", { type: "button", class: "tab", on: { click: () => this._turn(kind) } }));
    this.table = Dom.make("table");
    this.more = Dom.make("button", { type: "button", class: "more", on: { click: () => this._more() } });
    this.note = Dom.make("p", { class: "note", role: "status" });
    this.sheet = Dom.make("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": words.t("map.table") }, this.table, this.more);
    this.body = Dom.make("div", { class: "body", id: "rows-body" }, Dom.make("div", { class: "tabs", role: "group", "aria-label": words.t("map.table") }, ...this.tabs, this.note), this.sheet);
    this.element = Dom.make("section", { id: "rows", "aria-label": words.t("map.table") }, this.toggle, this.body);
    parent.append(this.element);
    this.fold(false);
  }

  /* What there is a table of: its rows (positions), its words, what a row picks and how that is called where the first
     cell does not say it. */
  static KINDS = [
    { of: "people", title: "table.people", count: (data) => data.personCount, rows: ({ selection }) => Rows.set(selection.persons), pick: "person" },
    { of: "legs", title: "table.legs", count: (data) => data.legCount, rows: ({ selection }) => Rows.set(selection.legs), pick: "person" },
    { of: "flows", title: "layer.flows", count: (data) => data.flows.line.length, rows: (rows) => rows._flows(), pick: "line", label: (cells, line) => cells.between(line) },
    { of: "places", title: "table.places", count: (data) => data.placeCount, rows: ({ selection }) => Rows.set(selection.places), pick: "place" },
  ];

  /* Positions that are set in a mask. */
  static set(mask) {
    const rows = [];
    for (let i = 0; i < mask.length; i += 1) if (mask[i]) rows.push(i);
    return rows;
  }

  /* Lines, the most people first. */
  _flows() {
    this.flows.show(this.selection.all ? null : this.selection.legs);
    return [...this.flows.order];
  }

  fold(open) {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this._draw();
  }

  _turn(kind) {
    this.kind = kind;
    this.most = Rows.STEP;
    this._draw();
    this.sheet.scrollTop = 0;
  }

  /* selection: what the filters leave. pick: what is picked. */
  show(selection, pick) {
    const fresh = selection !== this.selection;
    this.selection = selection;
    this.pick = pick;
    if (fresh) this.most = Rows.STEP;
    if (fresh) this._draw();
    else this._mark();
  }

  /* Give the focus back to the row that was picked from here. */
  focus(pick) {
    const { kind, position, button } = this.from || {};
    if (this.body.hidden || kind !== pick.kind || position !== pick.position || !button.isConnected) return false;
    button.focus();
    return true;
  }

  /* Only made while it is open. */
  _draw() {
    if (this.body.hidden || !this.selection) return;
    const { words, kind } = this;
    const rows = kind.rows(this);
    const shown = rows.slice(0, this.most);
    const columns = Cells.COLUMNS[kind.of].filter(([title]) => !(this.data.placesOnly && title === "table.people_through"));
    const heads = columns.map(([title, , number]) => Dom.make("th", { scope: "col", class: number ? "number" : undefined, text: words.t(title) }));
    const caption = Dom.make("caption", { text: words.t(kind.title) });
    this.buttons = [];
    const body = Dom.make("tbody", {}, ...shown.map((row) => this._row(row, columns)));
    Dom.clear(this.table).append(caption, Dom.make("thead", {}, Dom.make("tr", {}, ...heads)), body);
    this.tabs.forEach((tab, i) => {
      tab.textContent = words.t(this.kinds[i].title);
      tab.setAttribute("aria-pressed", String(this.kinds[i] === kind));
    });
    this.note.textContent = words.t("map.table_rows", { shown: words.number(shown.length), total: words.number(rows.length) });
    this.more.hidden = rows.length <= shown.length;
    this.more.textContent = words.t("map.table_more", { n: words.number(Math.min(Rows.STEP, rows.length - shown.length)) });
    this._mark();
  }

  /* The first cell names the row and is the button that picks it. */
  _row(row, columns) {
    const [first, ...rest] = columns;
    const pick = { kind: this.kind.pick, position: this.kind.of === "legs" ? this.data.legPerson[row] : row };
    const button = Dom.make("button", { type: "button", class: "link", "aria-label": this.kind.label && this.kind.label(this.cells, row) }, Dom.make("bdi", { text: Dom.line(first[1](this.cells, row, this), 120) || this.words.t("map.unnamed") }));
    button.addEventListener("click", () => {
      this.from = { ...pick, button };
      this.open(pick.kind, pick.position);
    });
    this.buttons.push({ ...pick, button });
    const cell = ([, text, number]) => Dom.make("td", number ? { class: "number" } : {}, Dom.make("bdi", { text: Dom.line(text(this.cells, row, this), 240) }));
    return Dom.make("tr", {}, Dom.make("th", { scope: "row" }, button), ...rest.map(cell));
  }

  _mark() {
    const { pick } = this;
    for (const { kind, position, button } of this.buttons || []) {
      button.setAttribute("aria-pressed", String(Boolean(pick) && pick.kind === kind && pick.position === position));
    }
  }

  _more() {
    const before = this.most;
    this.most += Rows.STEP;
    this._draw();
    if (this.buttons[before]) this.buttons[before].button.focus(); // the first of the new rows
  }
}

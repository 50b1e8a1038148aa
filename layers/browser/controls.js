"use strict";
/* The column of controls in an exported file: built from the table of filters, so that a new filter needs no code here. */

class Controls {
  static TYPING_MS = 250; // wait for the end of a word before drawing

  /* change(state) is called with {filters} or {layers}; pick(person) when a name in the list is chosen. */
  constructor(parent, data, words, payload, { change, pick }) {
    this.data = data;
    this.words = words;
    this.change = change;
    this.pick = pick;
    this.values = {};
    this.fields = new Map();
    const body = Dom.make("div", { class: "body", id: "filters-body" });
    this.body = body;
    this.toggle = Dom.make("button", { type: "button", class: "fold", "aria-controls": "filters-body", text: words.t("map.filters"), on: { click: () => this.fold(body.hidden) } });
    const layers = Dom.make("fieldset", {}, Dom.make("legend", { text: words.t("map.layers") }), ...(payload.layers || []).map((layer) => this._layer(layer)));
    const clear = Dom.make("button", { type: "button", class: "clear", text: words.t("map.clear_filters"), on: { click: () => this.change({ filters: {} }) } });
    this.people = Dom.make("details", { class: "people" }, Dom.make("summary"), Dom.make("ul"));
    body.append(layers, ...(payload.filters || []).filter(({ kind }) => kind !== "area").map((filter) => this._filter(filter)), clear, this.people);
    this.people.addEventListener("toggle", () => this._listPeople());
    this.element = Dom.make("nav", { id: "filters", "aria-label": words.t("map.filters") }, this.toggle, body);
    this.element.addEventListener("submit", (event) => event.preventDefault());
    parent.append(this.element);
    this.fold(window.innerWidth > 900);
  }

  fold(open) {
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  _layer({ key, label }) {
    const box = Dom.make("input", { type: "checkbox", name: `layer-${key}` });
    box.addEventListener("change", () => this.change({ layers: { [key]: box.checked } }));
    this.fields.set(`layer-${key}`, (values, on) => (box.checked = Boolean(on[key])));
    return Dom.make("label", { class: "check" }, box, Dom.make("span", { text: label }));
  }

  _filter(filter) {
    if (filter.kind === "choice") return this._choice(filter);
    if (filter.kind === "mode") return this._mode(filter);
    return this._text(filter);
  }

  _set(key, value) {
    const values = { ...this.values };
    if (Filters.isSet(value)) values[key] = value;
    else delete values[key];
    this.change({ filters: values });
  }

  /* Several of a list: ticks that fold away, with the number that is ticked. There may be thousands of ticks, so they
     are only made when the list is first opened. */
  _choice({ key, label, help, options }) {
    const summary = Dom.make("summary", {}, Dom.make("span", { text: label }), Dom.make("b"));
    const list = Dom.make("div", { class: "options", role: "group", "aria-label": label });
    const boxes = [];
    const tick = (values) => {
      const chosen = new Set(Filters.isSet(values[key]) ? Filters.list(values[key]) : []);
      for (const box of boxes) box.checked = chosen.has(box.value);
      summary.querySelector("b").textContent = chosen.size ? String(chosen.size) : "";
    };
    const change = () => this._set(key, boxes.filter((box) => box.checked).map((box) => box.value));
    const fill = () => {
      if (boxes.length) return;
      for (const [value, text] of options || []) {
        boxes.push(Dom.make("input", { type: "checkbox", name: key, value: String(value), on: { change } }));
        list.append(Dom.make("label", { class: "check" }, boxes[boxes.length - 1], Dom.make("span", {}, Dom.make("bdi", { text: Dom.line(text, 120) }))));
      }
      tick(this.values);
    };
    this.fields.set(key, tick);
    return Dom.make("details", { class: "choice", title: help, on: { toggle: fill } }, summary, list);
  }

  _mode({ key, label, help, options }) {
    const select = Dom.make("select", { name: key }, ...(options || []).map(([value, text]) => Dom.make("option", { value: String(value), text })));
    select.addEventListener("change", () => this._set(key, select.value));
    this.fields.set(key, (values) => (select.value = values[key] || "possibly"));
    return Dom.make("label", { class: "field", title: help }, Dom.make("span", { text: label }), select);
  }

  _text({ key, kind, label, help }) {
    const input = Dom.make("input", { type: "text", name: key, autocomplete: "off", spellcheck: "false", placeholder: kind === "period" ? this.words.t("map.date_example") : undefined });
    const fault = Dom.make("small", { class: "fault", role: "alert" });
    let timer = 0;
    const tell = () => {
      clearTimeout(timer);
      const text = input.value.trim();
      const wrong = kind === "period" && text !== "" && !Period.days(text);
      fault.textContent = wrong ? this.words.t("map.date_fault", { example: this.words.t("map.date_example") }) : "";
      input.setAttribute("aria-invalid", String(wrong));
      if (!wrong) this._set(key, text);
    };
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, Controls.TYPING_MS);
    });
    input.addEventListener("change", tell);
    this.fields.set(key, (values) => {
      if (document.activeElement !== input) input.value = values[key] ?? "";
    });
    return Dom.make("label", { class: "field", title: help }, Dom.make("span", { text: label }), input, fault);
  }

  /* Set every control to the state, also when something else changed it. */
  show(values, on, selection, pick) {
    this.values = values;
    this.selection = selection;
    this.picked = pick && pick.kind === "person" ? pick.position : -1;
    for (const set of this.fields.values()) set(values, on);
    this.people.querySelector("summary").textContent = this.words.t("map.people_shown", { n: this.words.number(selection.personsShown) });
    this.people.hidden = this.data.personCount === 0;
    this._listPeople();
  }

  /* The people of the choice as buttons: the way to a path without a mouse. Only made while the list is open. */
  _listPeople() {
    const list = Dom.clear(this.people.querySelector("ul"));
    if (!this.people.open || !this.selection) return;
    const { data, selection } = this;
    let left = 0;
    for (let p = 0; p < data.personCount; p += 1) {
      if (!selection.persons[p]) continue;
      if (list.childElementCount >= PlaceCard.MOST_PEOPLE) left += 1;
      else list.append(Dom.make("li", {}, this._person(p)));
    }
    if (left) list.append(Dom.make("li", { class: "note", text: this.words.t("panel.more_people", { n: this.words.number(left) }) }));
  }

  _person(person) {
    const name = Dom.make("bdi", { text: Dom.line(this.data.string(this.data.persons.id[person]), 60) });
    return Dom.make("button", { type: "button", class: "link", "aria-pressed": String(person === this.picked), on: { click: () => this.pick(person) } }, name);
  }
}

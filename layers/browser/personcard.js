"use strict";
/* One person's path in words: who, why, how it ended, and every stop in the order of the record. */

class PersonCard {
  constructor(data, words, open) {
    this.data = data;
    this.words = words;
    this.open = open; // open(kind, position): pick a place or a person
  }

  /* Heading and elements of one person. */
  build(person) {
    const { data, words } = this;
    const { persons } = data;
    const title = words.t("panel.person", { id: Dom.line(data.string(persons.id[person]), 120) });
    const facts = Dom.make("dl", { class: "facts" });
    this._fact(facts, "panel.case", data.string(persons.case[person]));
    this._fact(facts, "panel.arrested_at", this._arrest(person));
    this._fact(facts, "panel.reason", words.code("reason", data.string(persons.reason[person])));
    this._fact(facts, "panel.ending", words.code("ending", data.string(persons.ending[person])));
    this._fact(facts, "panel.outcome", words.code("outcome", data.string(persons.outcome[person])));
    this._fact(facts, "panel.last_place", this._last(person));
    this._fact(facts, "panel.age", data.string(persons.age[person]));
    this._fact(facts, "panel.sex", words.code("sex", data.string(persons.sex[person])));
    const heading = Dom.make("h3", { text: words.t("panel.stops", { n: words.number(persons.stints[person]) }) });
    return { title, body: [facts, heading, this._stops(person), Dom.make("p", { class: "note", text: words.t("legend.order_not_road") })] };
  }

  _fact(list, key, value) {
    if (!value) return;
    list.append(Dom.make("dt", { text: this.words.t(key) }), Dom.make("dd", {}, typeof value === "string" ? Dom.text(value, this.words) : value));
  }

  _arrest(person) {
    const place = this.data.persons.arrest[person];
    if (place >= 0) return this.placeLink(place);
    return this.words.t("panel.place_unknown");
  }

  _last(person) {
    const place = this.data.persons.last[person];
    return place >= 0 ? this.placeLink(place) : this.words.t("panel.place_unknown");
  }

  placeLink(place) {
    const name = PlacesLayer.nameOf(this.data, place) || this.words.t("map.unnamed");
    const button = Dom.make("button", { type: "button", class: "link" }, Dom.make("bdi", { text: Dom.line(name, 160) }));
    button.addEventListener("click", () => this.open("place", place));
    return button;
  }

  /* Stints in order, each followed by the leg that leaves it; a new detention says that the person was free between. */
  _stops(person) {
    const { data, words } = this;
    const list = Dom.make("ol", { class: "stops" });
    const leaving = new Map();
    for (const leg of data.legsOf(person)) {
      const from = data.legs.from[leg];
      leaving.set(from, [...(leaving.get(from) || []), leg]);
    }
    let detention = null;
    for (const stint of data.stintsOf(person)) {
      const now = data.stints.detention[stint];
      const item = Dom.make("li");
      if (detention !== null && now !== detention) item.append(Dom.make("p", { class: "break", text: words.t("panel.new_detention", { n: now }) }));
      detention = now;
      item.append(...this._stop(stint));
      for (const leg of leaving.get(stint) || []) item.append(this._leg(leg));
      list.append(item);
    }
    return list;
  }

  _stop(stint) {
    const { data, words } = this;
    const { stints } = data;
    const place = stints.place[stint];
    const name = place >= 0
      ? Dom.make("strong", {}, this.placeLink(place))
      : Dom.make("strong", { class: "unknown" }, Dom.make("span", { class: "mark", "aria-hidden": "true", text: "?" }), words.t("panel.place_unknown"));
    const parts = [name];
    if (place >= 0) {
      const precision = data.string(data.places.precision[place]);
      if (precision && precision !== "site") parts.push(Dom.make("span", { class: "precision", text: words.t(`map.precision_${precision}`) }));
    }
    const events = (stints.events[stint] || []).map((code) => words.code("event", typeof code === "number" ? data.string(code) : code));
    const lines = Dom.make("dl", { class: "facts" });
    this._fact(lines, "panel.what", events.join(", "));
    this._fact(lines, "panel.arrived", this.date(stints.arrived[stint]));
    this._fact(lines, "panel.left", this.date(stints.departed[stint]));
    this._fact(lines, "panel.duration", this.duration(data.string(stints.duration[stint])));
    this._fact(lines, "panel.authority", words.code("authority", data.string(stints.authority[stint])));
    this._fact(lines, "panel.sources", this.list(stints.sources[stint]));
    this._fact(lines, "panel.relation", words.code("relation", this._text(stints.relation, stint)));
    this._fact(lines, "panel.reliability", words.code("reliability", this._text(stints.reliability, stint)));
    return [...parts, lines];
  }

  /* A text of a column that a document may lack. */
  _text(column, row) {
    return column ? this.data.string(column[row]) : "";
  }

  list(positions) {
    const texts = (positions || []).map((position) => this.data.string(position)).filter(Boolean);
    if (!texts.length) return "";
    if (texts.length === 1) return texts[0];
    return Dom.make("ul", {}, ...texts.map((text) => Dom.make("li", {}, Dom.text(text, this.words))));
  }

  /* The date as it is recorded, and what its signs mean. */
  date(position) {
    if (position === null || position === undefined || position < 0) return "";
    const text = this.data.string(this.data.dates.text[position]);
    const notes = [];
    if (/[~%]/.test(text)) notes.push(this.words.t("panel.date_about"));
    if (/[?%]/.test(text)) notes.push(this.words.t("panel.date_uncertain"));
    if (/X/.test(text)) notes.push(this.words.t("panel.date_digits"));
    if (/^(\.\.|\/)|(\.\.|\/)$/.test(text)) notes.push(this.words.t("panel.date_open"));
    return notes.length ? `${text} (${notes.join(", ")})` : text;
  }

  /* "8 months" for P8M, in the words that the browser has for the language; anything else as it is. */
  duration(text) {
    const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(text);
    if (!match || text === "P") return text;
    const units = ["year", "month", "week", "day"];
    const say = (number, unit) => new Intl.NumberFormat(this.data.meta.lang, { style: "unit", unit, unitDisplay: "long" }).format(number);
    return match.slice(1).map((number, i) => (number ? say(number, units[i]) : "")).filter(Boolean).join(", ");
  }

  _leg(leg) {
    const { data, words } = this;
    const { legs } = data;
    const evidence = Data.EVIDENCE[legs.evidence[leg]];
    const item = Dom.make("div", { class: `leg ${evidence}` });
    const what = Dom.make("p", {}, Legend.line(evidence), " ", Dom.make("b", { text: words.t(`legend.${evidence}_short`) }));
    item.append(what);
    if (legs.line[leg] >= 0) item.append(this._between(leg));
    if (legs.via[leg] >= 0) item.append(Dom.make("p", {}, words.t("panel.via"), " ", this.placeLink(legs.via[leg])));
    if (legs.hidden[leg] > 0) item.append(Dom.make("p", { text: words.t("panel.hidden_stops", { n: words.number(legs.hidden[leg]) }) }));
    const others = data.alternatives[leg] || [];
    if (others.length) item.append(Dom.make("p", { text: words.t("panel.alternatives") }), this._alternatives(others));
    const reasons = (legs.reasons[leg] || []).map((position) => data.string(position));
    if (reasons.length) item.append(Dom.make("ul", {}, ...reasons.map((text) => Dom.make("li", {}, Dom.text(text, words)))));
    return item;
  }

  /* Crossings that would also have been possible: "Nanping to Musan, 12 km further" */
  _alternatives(others) {
    const say = ([place, metres]) => Dom.make("li", {}, this.placeLink(place), ` ${this.words.t("panel.detour", { distance: this.words.distance(metres) })}`);
    return Dom.make("ul", {}, ...others.map(say));
  }

  /* "Onsong to Chongjin, 92 km as the crow flies" */
  _between(leg) {
    const { data, words } = this;
    const line = data.legs.line[leg];
    const [from, to] = [data.lineA[line], data.lineB[line]].map((place) => Dom.line(PlacesLayer.nameOf(data, place), 80));
    if (data.lineA[line] === data.lineB[line]) return Dom.make("p", { text: words.t("panel.same_place", { place: from }) });
    return Dom.make("p", { text: words.t("panel.from_to", { from, to, distance: words.distance(1000 * data.lineKm[line]) }) });
  }
}

"use strict";
/* One place in words: what it is, how exactly it is known and from whom, and who passed through. */

class PlaceCard {
  static MOST_PEOPLE = 200;

  constructor(data, words, open) {
    this.data = data;
    this.words = words;
    this.open = open;
    this.people = () => null; // set by the panel: which persons the filters leave
    this.counts = () => null; // set by the panel: how many of them were at each place
  }

  build(place) {
    const { data, words } = this;
    const { places } = data;
    const title = Dom.line(PlacesLayer.nameOf(data, place), 160) || words.t("map.unnamed");
    const facts = Dom.make("dl", { class: "facts" });
    const exact = data.placesOnly ? Dom.make("dl", { class: "facts" }) : facts; // whoever comes for positions sees them first
    this._fact(facts, "panel.names", this._names(place));
    this._fact(facts, "panel.kind", words.code("kind", data.string(places.kind[place])));
    this._fact(facts, "panel.authority", words.code("authority", data.string(places.authority[place])));
    this._fact(facts, "panel.where", this._where(place));
    this._fact(exact, "panel.precision", this._precision(place));
    this._fact(exact, "panel.position", this._position(place));
    this._fact(facts, "panel.status", words.code("status", data.string(places.status[place])));
    this._fact(facts, "panel.opened", data.string(places.opened[place]));
    this._fact(facts, "panel.closed", data.string(places.closed[place]));
    const parts = data.placesOnly ? [exact, ...this._sources(place), facts] : [facts, ...this._people(place), ...this._sources(place)];
    return { title, body: [this._review(place), ...parts] };
  }

  _fact(list, key, value) {
    if (!value) return;
    list.append(Dom.make("dt", { text: this.words.t(key) }), Dom.make("dd", {}, typeof value === "string" ? Dom.text(value, this.words) : value));
  }

  /* Every name it goes by, each once. */
  _names(place) {
    const { data } = this;
    const names = data.places.names[place] || {};
    const all = [data.places.name[place], ...Object.values(names), ...(data.places.aliases[place] || [])];
    const texts = [...new Set(all.map((name) => (typeof name === "number" ? data.string(name) : name)).filter(Boolean))];
    if (!texts.length) return "";
    return Dom.make("ul", { class: "plain" }, ...texts.map((text) => Dom.make("li", {}, Dom.text(text, this.words))));
  }

  _where(place) {
    const { data, words } = this;
    const { locality, admin1, country } = data.places;
    const land = data.string(country[place]);
    return [data.string(locality[place]), words.code("admin1", data.string(admin1[place])), words.code("country", land)].filter(Boolean).join(", ");
  }

  _precision(place) {
    const { precision, uncertainty } = this.data.places;
    return this._exact(this.data.string(precision[place]) || "none", uncertainty[place]);
  }

  /* How exactly a position is known, in words; empty where nobody says. */
  _exact(precision, uncertainty) {
    const { words } = this;
    const known = precision === "none" ? words.t("panel.precision_none") : words.has(`map.precision_${precision}`) ? words.t(`map.precision_${precision}`) : precision;
    return [known, uncertainty > 0 ? words.t("panel.within", { distance: words.distance(uncertainty) }) : ""].filter(Boolean).join("; ");
  }

  _position(place) {
    const { lon, lat } = this.data.places;
    return lon[place] === null || lat[place] === null ? this.words.t("panel.no_position") : PlaceCard.degrees(lat[place], lon[place]);
  }

  static degrees(latitude, longitude) {
    return `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  }

  /* What is proposed and not yet decided, with the positions that are. */
  _review(place) {
    const { data, words } = this;
    const waiting = data.review[place] || 0;
    const points = data.proposed[place] || [];
    if (!(waiting > 0) && !points.length) return null;
    const lines = points.map(([longitude, latitude, metres]) => Dom.make("span", { class: "detail", text: `${words.t("map.proposed")}: ${this._away(latitude, longitude, metres)}` }));
    return Dom.make("p", { class: "review" }, words.t("panel.review", { n: words.number(Math.max(waiting, points.length)) }), ...lines);
  }

  /* A position, and how far it is from the one shown. */
  _away(latitude, longitude, metres) {
    const position = PlaceCard.degrees(latitude, longitude);
    if (!Number.isFinite(metres)) return position;
    return this.words.t(metres < 1 ? "panel.position_chosen" : "panel.position_apart", { position, distance: this.words.distance(metres) });
  }

  /* People of the current choice first; people that the filters leave out are counted, not hidden in silence. */
  _people(place) {
    const { data, words } = this;
    if (data.told && !data.personCount) return this._counted(place);
    const all = data.personsAt(place);
    const chosen = this.people();
    const here = chosen ? all.filter((person) => chosen[person]) : all;
    const recorded = data.places.persons[place] || 0;
    const parts = [Dom.make("h3", { text: words.t("panel.passed", { n: words.number(here.length) }) })];
    if (recorded < 0) parts.push(Dom.make("p", { class: "note", text: words.t("panel.withheld") }));
    if (here.length) {
      const list = Dom.make("ul", { class: "people" }, ...here.slice(0, PlaceCard.MOST_PEOPLE).map((person) => Dom.make("li", {}, this.personLink(person))));
      parts.push(list);
    }
    if (here.length > PlaceCard.MOST_PEOPLE) parts.push(Dom.make("p", { class: "note", text: words.t("panel.more_people", { n: words.number(here.length - PlaceCard.MOST_PEOPLE) }) }));
    if (all.length > here.length) parts.push(Dom.make("p", { class: "note", text: words.t("panel.filtered_out", { n: words.number(all.length - here.length) }) }));
    if (recorded > all.length) parts.push(Dom.make("p", { class: "note", text: words.t("panel.not_in_file", { n: words.number(recorded - all.length) }) }));
    return parts;
  }

  /* Too many people for names. */
  _counted(place) {
    const { words } = this;
    return [Dom.make("h3", { text: words.t("panel.passed", { n: words.number(this.counts()[place]) }) }), Dom.make("p", { class: "note", text: words.t("panel.narrow") })];
  }

  personLink(person) {
    const { data, words } = this;
    const { persons } = data;
    const details = [words.code("ending", data.string(persons.ending[person])), words.code("reason", data.string(persons.reason[person]))];
    const button = Dom.make("button", { type: "button", class: "link" }, Dom.make("bdi", { text: Dom.line(data.string(persons.id[person]), 80) }));
    button.addEventListener("click", () => this.open("person", person));
    const about = details.filter(Boolean).join(", ");
    return Dom.make("span", {}, button, about ? Dom.make("small", { text: ` ${Dom.line(about, 120)}` }) : null);
  }

  /* Each source with the number that it has on the map, its own position and how far that is from the one shown.
     Addresses are text, not links. */
  _sources(place) {
    const { data, words } = this;
    const sources = data.places.sources[place] || [];
    const parts = [Dom.make("h3", { text: words.t("panel.place_sources", { n: words.number(sources.length) }) })];
    if (!sources.length) parts.push(Dom.make("p", { class: "note", text: words.t("panel.no_sources") }));
    const list = Dom.make("ol", { class: "sources" });
    for (const source of sources) list.append(this._source(source));
    if (sources.length) parts.push(list);
    const because = data.string(data.places.because[place]);
    if (because) parts.push(Dom.make("h3", { text: words.t("panel.why_chosen") }), Dom.make("p", {}, Dom.text(because, words)));
    return parts;
  }

  _source([title, url, published, longitude, latitude, uncertainty, precision, metres]) {
    const { data, words } = this;
    const text = (position) => Dom.text(data.string(position), words);
    const detail = (...parts) => Dom.make("span", { class: "detail" }, ...parts);
    const item = Dom.make("li", {}, title < 0 ? words.t("panel.untitled") : text(title));
    const located = Number.isFinite(longitude) && Number.isFinite(latitude);
    item.append(detail(located ? this._away(latitude, longitude, metres) : words.t("panel.no_position_given")));
    if (published >= 0) item.append(detail(words.t("panel.as_published"), " ", text(published)));
    const exact = this._exact(data.string(precision), uncertainty);
    if (exact) item.append(detail(words.t("panel.own_precision"), " ", exact));
    if (url >= 0) item.append(Dom.make("code", { class: "address" }, text(url)));
    return item;
  }
}

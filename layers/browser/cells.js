"use strict";
/* What stands in a cell of a table: codes in words, places by their names, dates as recorded. */

class Cells {
  constructor(data, words) {
    this.data = data;
    this.words = words;
  }

  /* Columns by table: heading, text of a row (cells, row, rows), whether it is a number. The first names the row. */
  static COLUMNS = {
    people: [
      ["table.person", (c, p) => c.text("persons", "id", p)],
      ["table.case", (c, p) => c.text("persons", "case", p)],
      ["table.arrested_at", (c, p) => c.place(c.data.persons.arrest[p])],
      ["table.country", (c, p) => c.code("persons", "country", p, "country")],
      ["table.admin1", (c, p) => c.code("persons", "admin1", p, "admin1")],
      ["map.first_date", (c, p) => c.dateOf(p, 1)],
      ["map.last_date", (c, p) => c.dateOf(p, -1)],
      ["table.reason", (c, p) => c.code("persons", "reason", p, "reason")],
      ["table.ending", (c, p) => c.code("persons", "ending", p, "ending")],
      ["table.last_place", (c, p) => c.place(c.data.persons.last[p])],
      ["table.stops", (c, p) => c.words.number(c.data.persons.stints[p]), true],
      ["table.unlocated", (c, p) => c.words.number(c.data.stintsOf(p).filter((stint) => c.data.stints.place[stint] < 0).length), true],
      ["table.legs_count", (c, p) => c.words.number(c.data.legsOf(p).length), true],
      ["table.evidence", (c, p) => c.weakest(p)],
    ],
    legs: [
      ["table.person", (c, leg) => c.text("persons", "id", c.data.legPerson[leg])],
      ["table.origin", (c, leg) => c.place(c.data.lineA[c.data.legLine[leg]])],
      ["table.destination", (c, leg) => c.place(c.data.lineB[c.data.legLine[leg]])],
      ["table.departed", (c, leg) => c.date(c.data.stints.departed[c.data.legs.from[leg]])],
      ["table.arrived", (c, leg) => c.date(c.data.stints.arrived[c.data.legs.to[leg]])],
      ["table.evidence", (c, leg) => c.evidence(c.data.legEvidence[leg])],
      ["table.why", (c, leg) => c.texts(c.data.legs.reasons[leg], " ")],
      ["table.km", (c, leg) => c.km(c.data.legLine[leg]), true],
      ["table.sources", (c, leg) => c.sources(leg)],
    ],
    flows: [
      ["table.origin", (c, line) => c.place(c.data.lineA[line])],
      ["table.destination", (c, line) => c.place(c.data.lineB[line])],
      ["table.people", (c, line, { flows }) => c.words.number(flows.persons[line]), true],
      ["table.evidence", (c, line, { flows }) => c.evidence(flows.evidence[line])],
      ["table.km", (c, line) => c.km(line), true],
    ],
    places: [
      ["table.name", (c, place) => c.place(place)],
      ["table.kind", (c, place) => c.code("places", "kind", place, "kind")],
      ["table.authority", (c, place) => c.code("places", "authority", place, "authority")],
      ["table.country", (c, place) => c.code("places", "country", place, "country")],
      ["table.admin1", (c, place) => c.code("places", "admin1", place, "admin1")],
      ["table.locality", (c, place) => c.text("places", "locality", place)],
      ["table.precision", (c, place) => c.code("places", "precision", place, "precision")],
      ["table.uncertainty", (c, place) => c.number(c.data.places.uncertainty[place]), true],
      ["table.people_through", (c, place, { selection }) => c.passed(place, selection), true],
    ],
  };

  text(table, column, row) {
    return this.data.string(this.data[table][column][row]);
  }

  code(table, column, row, group) {
    return this.words.code(group, this.text(table, column, row));
  }

  texts(positions, between) {
    return (positions || []).map((position) => this.data.string(position)).filter(Boolean).join(between);
  }

  place(place) {
    return place >= 0 ? PlacesLayer.nameOf(this.data, place) || this.words.t("map.unnamed") : this.words.t("panel.place_unknown");
  }

  between(line) {
    return this.words.t("panel.line", { from: this.place(this.data.lineA[line]), to: this.place(this.data.lineB[line]) });
  }

  /* As recorded; a word where nothing is. */
  date(date) {
    const text = date >= 0 ? this.data.string(this.data.dates.text[date]) : "";
    return text || this.words.t("table.not_recorded");
  }

  /* The first date that is recorded of a person (step 1), or the last (step -1). */
  dateOf(person, step) {
    const { arrived, departed } = this.data.stints;
    const dates = this.data.stintsOf(person).flatMap((stint) => [arrived[stint], departed[stint]]).filter((date) => date >= 0 && this.data.dates.text[date] >= 0);
    return this.date(dates.length ? dates.at(step > 0 ? 0 : -1) : -1);
  }

  evidence(code) {
    return this.words.t(`legend.${Data.EVIDENCE[code]}_short`);
  }

  weakest(person) {
    const legs = [...this.data.legsOf(person)].map((leg) => this.data.legEvidence[leg]);
    return legs.length ? this.evidence(Math.max(...legs)) : "";
  }

  /* Both ends are known from these, each once. */
  sources(leg) {
    const { sources } = this.data.stints;
    const ends = [this.data.legs.from[leg], this.data.legs.to[leg]].flatMap((stint) => sources[stint] || []);
    return this.texts([...new Set(ends)], "; ");
  }

  km(line) {
    return line >= 0 ? this.words.number(this.data.lineKm[line]) : "";
  }

  number(value) {
    return value === null || value === undefined ? "" : this.words.number(value);
  }

  /* With no filter what the file counts, which may be withheld. */
  passed(place, { people, all }) {
    if (all && this.data.places.persons[place] < 0) return this.words.t("map.withheld");
    return this.words.number(people[place]);
  }
}

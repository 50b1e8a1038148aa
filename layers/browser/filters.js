"use strict";
/* Who and what the filters leave: the declared table (layers/filters.py), evaluated here without asking anyone. */

class Filters {
  constructor(data, table, words) {
    this.data = data;
    this.table = table;
    this.words = words;
  }

  /* values by key → {persons, legs, places: 0 or 1 each; people: persons left at each place; personsShown, legsShown; all}.
     told: the choice, where the page around made it. */
  apply(values, told) {
    const { data } = this;
    if (data.told) return this._told(told);
    const persons = new Uint8Array(data.personCount).fill(1);
    const places = new Uint8Array(data.placeCount).fill(1);
    let legs = null; // which pass the filters on legs; null: no such filter
    for (const { key, kind } of this.table) {
      if (!Filters.isSet(values[key]) || kind === "period" || kind === "mode") continue;
      if (key === "evidence") legs = this._evidence(values[key], persons, legs);
      else if (["facility_kind", "place_text", "bbox"].includes(key)) this._places(key, values, persons, places);
      else this._persons(key, values[key], persons);
    }
    legs = this._time(values, persons, legs);
    return this._selection(persons, legs, places, values);
  }

  /* Who is in the document was chosen; nobody is where there are too many, and flows (of all people) are what is shown. */
  _told(told) {
    const { data } = this;
    const read = told && Choice.read(told, data.placeCount);
    if (read) this.choice = read;
    if (read && read.flows && !data.personCount) data.setLines(read.flows);
    const nobody = new Uint32Array(data.placeCount);
    const choice = this.choice || { persons: 0, legs: 0, unlocated: 0, places: new Uint8Array(data.placeCount).fill(1), at: nobody, last: nobody, words: [] };
    const persons = new Uint8Array(data.personCount).fill(1);
    const legs = new Uint8Array(data.legCount).fill(1);
    const shown = { persons, legs, places: choice.places, words: choice.words, all: false };
    if (data.personCount) return { ...shown, people: this._people(persons, false), personsShown: data.personCount, legsShown: data.legCount };
    return { ...shown, people: choice.at, personsShown: choice.persons, legsShown: choice.legs, flows: choice.flows, last: choice };
  }

  /* Absent, null, "" and [] are no filter. */
  static isSet(value) {
    return value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
  }

  static list(value) {
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  _selection(persons, passing, places, values) {
    const { data } = this;
    const legs = new Uint8Array(data.legCount);
    let legsShown = 0;
    for (let i = 0; i < data.legCount; i += 1) {
      if (!persons[data.legPerson[i]] || (passing && !passing[i])) continue;
      legs[i] = 1;
      legsShown += 1;
    }
    const personsShown = persons.reduce((sum, chosen) => sum + chosen, 0);
    const all = !this.table.some(({ key, kind }) => kind !== "mode" && Filters.isSet(values[key]));
    return { persons, legs, places, people: this._people(persons, all), personsShown, legsShown, all };
  }

  /* How many of the persons left were at each place. Without a filter the file's own count also holds those not in it. */
  _people(persons, all) {
    const { data } = this;
    if (all) return Uint32Array.from(data.places.persons, (count) => Math.max(0, count || 0));
    const people = new Uint32Array(data.placeCount);
    const last = new Int32Array(data.placeCount).fill(-1);
    const count = (place, person) => {
      if (place < 0 || person < 0 || !persons[person] || last[place] === person) return;
      last[place] = person;
      people[place] += 1;
    };
    const { place } = data.stints;
    const { via } = data.legs;
    // Person by person, because a place is to count each person once.
    let leg = 0;
    for (let i = 0; i < place.length; i += 1) {
      const person = data.stintPerson[i];
      count(place[i], person);
      while (leg < data.legCount && data.legs.from[leg] <= i) count(via[leg++], person);
    }
    return people;
  }

  _persons(key, value, persons) {
    const { data } = this;
    if (key === "person" || key === "case") return this._ids(key, value, persons);
    const wanted = new Set(Filters.list(value));
    const column = { country: "country", province: "admin1", reason: "reason", ending: "ending" }[key];
    let passes;
    if (key === "authority") passes = (p) => data.persons.authorities[p].some((text) => wanted.has(data.string(text)));
    else if (key === "last_place") passes = (p) => data.persons.last[p] >= 0 && wanted.has(data.string(data.places.id[data.persons.last[p]]));
    else if (column) passes = (p) => data.persons[column][p] >= 0 && wanted.has(data.string(data.persons[column][p]));
    else return undefined; // a filter of a later version: ignored rather than guessed
    for (let p = 0; p < persons.length; p += 1) if (persons[p] && !passes(p)) persons[p] = 0;
    return undefined;
  }

  _ids(key, value, persons) {
    const { data } = this;
    const wanted = new Set(Filters.list(value).flatMap((text) => text.split(",")).map(Filters.fold).filter(Boolean));
    const column = data.persons[key === "person" ? "id" : "case"];
    for (let p = 0; p < persons.length; p += 1) if (!wanted.has(Filters.fold(data.string(column[p])))) persons[p] = 0;
  }

  _evidence(value, persons, legs) {
    const { data } = this;
    const wanted = Filters.list(value);
    const passes = Uint8Array.from(data.legEvidence, (evidence) => (wanted.includes(Data.EVIDENCE[evidence]) ? 1 : 0));
    return this._both(passes, persons, legs, null);
  }

  _time(values, persons, legs) {
    const from = Period.days(values.time_from);
    const to = Period.days(values.time_to);
    if (!from && !to) return legs;
    if (!this.period) this.period = new Period(this.data);
    const bounds = [from ? from[0] : -Infinity, to ? to[1] : Infinity, values.time_mode === "certainly"];
    const stints = Period.within(this.period.stints, ...bounds);
    return this._both(Period.within(this.period.legs, ...bounds), persons, legs, stints);
  }

  /* Leaves the persons of whom a leg (or stint) passes; says which legs pass this filter and those before it. */
  _both(passes, persons, legs, stints) {
    const { data } = this;
    const found = new Uint8Array(persons.length);
    for (let i = 0; i < passes.length; i += 1) if (passes[i]) found[data.legPerson[i]] = 1;
    if (stints) for (let i = 0; i < stints.length; i += 1) if (stints[i] && data.stintPerson[i] >= 0) found[data.stintPerson[i]] = 1;
    for (let p = 0; p < persons.length; p += 1) persons[p] &= found[p];
    return legs ? passes.map((pass, i) => pass & legs[i]) : passes;
  }

  _places(key, values, persons, places) {
    const { data } = this;
    const matches = new Uint8Array(data.placeCount);
    const passes = this[{ facility_kind: "_ofKind", place_text: "_named", bbox: "_inside" }[key]](values);
    if (!passes) return;
    for (let i = 0; i < matches.length; i += 1) matches[i] = passes(i) ? 1 : 0;
    const crossing = key === "facility_kind"; // a crossing has no kind of facility: never hidden by one, never a reason
    const found = new Uint8Array(persons.length);
    for (let i = 0; i < data.stintCount; i += 1) {
      const place = data.stints.place[i];
      if (place >= 0 && matches[place] && !(crossing && data.places.group[place] === 1)) found[data.stintPerson[i]] = 1;
    }
    if (key === "place_text") for (let i = 0; i < data.legCount; i += 1) if (data.legs.via[i] >= 0 && matches[data.legs.via[i]]) found[data.legPerson[i]] = 1;
    for (let p = 0; p < persons.length; p += 1) persons[p] &= found[p];
    for (let i = 0; i < places.length; i += 1) places[i] &= matches[i];
  }

  _ofKind({ facility_kind: value }) {
    const wanted = new Set(Filters.list(value));
    const { kind, group } = this.data.places;
    return (i) => group[i] === 1 || (kind[i] >= 0 && wanted.has(this.data.string(kind[i])));
  }

  _named({ place_text: text, place_ids: ids }) {
    const { data } = this;
    if (Array.isArray(ids)) {
      const wanted = new Set(ids.map(String));
      return (i) => wanted.has(data.string(data.places.id[i]));
    }
    const part = Filters.fold(text);
    if (!part) return () => false;
    if (!this.folded) this.folded = Array.from({ length: data.placeCount }, (_, i) => this._allNames(i).map(Filters.fold));
    return (i) => this.folded[i].some((name) => name.includes(part));
  }

  _allNames(i) {
    const { id, name, names, aliases, locality } = this.data.places;
    const all = [id[i], name[i], locality[i], ...Object.values(names[i] || {}), ...(aliases[i] || [])];
    return all.map((text) => (typeof text === "number" ? this.data.string(text) : String(text ?? "")));
  }

  _inside({ bbox }) {
    const box = AreaButton.read(bbox);
    if (!box) return null;
    const [west, south, east, north] = box;
    const turn = (degrees) => ((degrees % 360) + 360) % 360;
    const width = east - west >= 360 ? 360 : turn(east - west);
    const { lon, lat } = this.data.places;
    return (i) => lon[i] !== null && lat[i] !== null && turn(lon[i] - west) <= width && lat[i] >= south && lat[i] <= north;
  }

  /* Spelling set aside: accents, apostrophes, hyphens, dots, spaces and capitals. */
  static fold(text) {
    return String(text ?? "").normalize("NFKD").replace(/[\p{M}'’ʻʼ`\-_.\s]/gu, "").toLowerCase().normalize("NFC");
  }

  /* The period in one sentence, as layers/filters.py says it; empty for none. */
  static period({ time_from: first, time_to: last, time_mode: mode }, words) {
    if (!Filters.isSet(first) && !Filters.isSet(last)) return "";
    const span = Filters.isSet(first) ? (Filters.isSet(last) ? "between" : "from") : "to";
    return words.t(`filter.time.${mode || "possibly"}.${span}`, { first, last });
  }

  label(key) {
    return (this.table.find((row) => row.key === key) || { label: key }).label;
  }

  /* Each filter that is set, as words: "Authority: MSS". */
  inWords(values) {
    if (this.data.told) return this.choice ? this.choice.words : [];
    const period = Filters.period(values, this.words);
    const parts = period ? [period] : [];
    for (const { key, kind, label, options } of this.table) {
      if (!Filters.isSet(values[key]) || kind === "mode" || kind === "period") continue;
      const names = new Map((options || []).map(([value, text]) => [String(value), text]));
      const text = kind === "area" ? this.words.t("map.area_on_map") : Filters.list(values[key]).map((value) => names.get(value) ?? value).join(", ");
      parts.push(`${label}: ${text}`);
    }
    return parts;
  }
}

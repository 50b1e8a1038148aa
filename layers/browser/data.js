"use strict";
/* What the document holds: the payload's columns as arrays that the layers draw from. Nothing is added to it. */

class Data {
  static EVIDENCE = ["documented", "inferred", "gap"];

  constructor(payload) {
    this.meta = payload.meta;
    this.strings = payload.text;
    this.places = payload.places;
    this.persons = payload.persons;
    this.stints = payload.stints;
    this.dates = payload.dates;
    this.legs = payload.legs;
    this.flows = payload.flows;
    this.placesOnly = Boolean(payload.meta.places_only); // no records of people: nothing of them is counted or said
    this.told = Boolean(payload.meta.told); // too many people for a document: the page around chooses and counts them
    this.review = payload.places.review || []; // corrections of a place that nobody has decided on; none where it is empty
    this.proposed = payload.places.proposed || []; // where they would put it: [longitude, latitude, metres from where it is]
    this.alternatives = payload.legs.alternatives || []; // other crossings of an inferred leg, with their detour in metres
    this.placeCount = payload.places.id.length;
    this.personCount = payload.persons.id.length;
    this.legCount = payload.legs.from.length;
    this.lineCount = payload.lines.a.length;
    this.stintCount = payload.stints.place.length;
    this._readPlaces(payload.places);
    this._readLines(payload.lines);
    this._readPersons();
    this._index = {};
  }

  /* A text by its position; texts that are not there are empty. */
  string(position) {
    return position === null || position === undefined || position < 0 ? "" : this.strings[position];
  }

  _readPlaces(places) {
    this.placeX = new Float64Array(this.placeCount).fill(NaN);
    this.placeY = new Float64Array(this.placeCount).fill(NaN);
    for (let i = 0; i < this.placeCount; i += 1) {
      if (places.lon[i] === null || places.lat[i] === null) continue;
      this.placeX[i] = CanvasLayer.worldX(places.lon[i]);
      this.placeY[i] = CanvasLayer.worldY(places.lat[i]);
    }
  }

  /* Other lines than before, from place to place. */
  setLines({ a, b, km, count }) {
    this.lineCount = count;
    this._readLines({ a, b, km, mid: { flat: [], counts: new Uint8Array(count) } });
  }

  /* Each line as points in world units, end to end in one array; its points are start[i]..start[i + 1]. */
  _readLines({ a, b, km, mid }) {
    const { placeX, placeY, lineCount: count } = this;
    const { lon, lat } = this.places;
    this.lineA = Int32Array.from(a);
    this.lineB = Int32Array.from(b);
    this.lineKm = km;
    this.lineStart = new Int32Array(count + 1);
    this.lineX = new Float64Array(2 * count + mid.flat.length / 2);
    this.lineY = new Float64Array(this.lineX.length);
    this.lineBox = new Float64Array(4 * count); // west, north, east, south
    let at = 0;
    let read = 0;
    for (let i = 0; i < count; i += 1) {
      const from = this.lineA[i];
      const to = this.lineB[i];
      this.lineStart[i] = at;
      this.lineX[at] = placeX[from];
      this.lineY[at] = placeY[from];
      at += 1;
      this._readMiddle(mid.flat, read, read + mid.counts[i], lon[from], lat[from], at);
      read += mid.counts[i];
      at += mid.counts[i] / 2;
      this.lineX[at] = placeX[to] + Math.round(this.lineX[at - 1] - placeX[to]); // the copy of the end that is nearest
      this.lineY[at] = placeY[to];
      at += 1;
      this._box(i, this.lineStart[i], at);
    }
    this.lineStart[count] = at;
  }

  /* The points between, from position `at` on: deltas[from..to] are steps in 1e-4 degree, longitude and latitude in turn. */
  _readMiddle(deltas, from, to, longitude, latitude, at) {
    for (let j = from; j < to; j += 2) {
      longitude += deltas[j] / 1e4;
      latitude += deltas[j + 1] / 1e4;
      this.lineX[at] = CanvasLayer.worldX(longitude);
      this.lineY[at] = CanvasLayer.worldY(latitude);
      at += 1;
    }
  }

  _box(line, from, to) {
    let west = Infinity;
    let north = Infinity;
    let east = -Infinity;
    let south = -Infinity;
    for (let j = from; j < to; j += 1) {
      const x = this.lineX[j];
      const y = this.lineY[j];
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    }
    const at = 4 * line;
    this.lineBox[at] = west;
    this.lineBox[at + 1] = north;
    this.lineBox[at + 2] = east;
    this.lineBox[at + 3] = south;
  }

  /* Whose is each stint and leg; where a person's legs and stints are. */
  _readPersons() {
    const { first_stint: first, stints: count } = this.persons;
    this.stintPerson = new Int32Array(this.stintCount).fill(-1);
    for (let p = 0; p < this.personCount; p += 1) {
      if (first[p] >= 0) this.stintPerson.fill(p, first[p], first[p] + count[p]);
    }
    this.legPerson = new Int32Array(this.legCount);
    this.legLine = Int32Array.from(this.legs.line);
    this.legEvidence = Uint8Array.from(this.legs.evidence);
    for (let i = 0; i < this.legCount; i += 1) this.legPerson[i] = this.stintPerson[this.legs.from[i]];
  }

  /* How far apart a line's ends are, in world units: 0 where someone is back at the same place. */
  reach(line) {
    const at = 4 * line;
    return Math.hypot(this.lineBox[at + 2] - this.lineBox[at], this.lineBox[at + 3] - this.lineBox[at + 1]);
  }

  stintsOf(person) {
    const first = this.persons.first_stint[person];
    return Array.from({ length: first < 0 ? 0 : this.persons.stints[person] }, (_, i) => first + i);
  }

  /* Positions in legs of one person, in order. */
  legsOf(person) {
    const index = this._once("legsOf", () => Data.group(this.legPerson, this.personCount));
    return index.items.subarray(index.start[person], index.start[person + 1]);
  }

  /* Persons who were ever at a place, each once. */
  personsAt(place) {
    const index = this._once("stintsAt", () => Data.group(this.stints.place, this.placeCount));
    const persons = new Set();
    for (const stint of index.items.subarray(index.start[place], index.start[place + 1])) {
      if (this.stintPerson[stint] >= 0) persons.add(this.stintPerson[stint]);
    }
    for (const leg of this._legsVia(place)) persons.add(this.legPerson[leg]);
    return [...persons];
  }

  /* An inferred crossing is on a leg, not a stint: who is thought to have passed it. */
  _legsVia(place) {
    const index = this._once("legsVia", () => Data.group(this.legs.via, this.placeCount));
    return index.items.subarray(index.start[place], index.start[place + 1]);
  }

  placeById(id) {
    const index = this._once("placeById", () => new Map(Array.from(this.places.id, (text, i) => [this.string(text), i])));
    return index.has(id) ? index.get(id) : -1;
  }

  personById(id) {
    const index = this._once("personById", () => new Map(Array.from(this.persons.id, (text, i) => [this.string(text), i])));
    return index.has(id) ? index.get(id) : -1;
  }

  _once(name, make) {
    if (!(name in this._index)) this._index[name] = make();
    return this._index[name];
  }

  /* Positions by key: those of key k are items[start[k]]..items[start[k + 1]]; keys below 0 are left out. */
  static group(keys, count) {
    const start = new Int32Array(count + 1);
    for (let i = 0; i < keys.length; i += 1) if (keys[i] >= 0) start[keys[i] + 1] += 1;
    for (let k = 0; k < count; k += 1) start[k + 1] += start[k];
    const next = start.slice();
    const items = new Int32Array(start[count]);
    for (let i = 0; i < keys.length; i += 1) {
      if (keys[i] < 0) continue;
      items[next[keys[i]]] = i;
      next[keys[i]] += 1;
    }
    return { start, items };
  }
}

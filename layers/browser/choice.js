"use strict";
/* What the page around says of a choice that it made itself (layers/big.py): how many people and legs, the places that
   the filters leave, people at each place, and where there are too many paths the flows. The document holds no people
   then, or only those of the choice. Nothing is used before its shape has been looked at. */

class Choice {
  static MOST = 1e6; // numbers in a column
  static PLACES = ["places", "at", "last"]; // columns with a number a place
  static FLOWS = ["a", "b", "km", "along", ...Data.EVIDENCE]; // and a number a flow

  /* The columns as arrays; null where something has another shape. */
  static read(told, placeCount) {
    const numbers = ["persons", "legs", "unlocated"].every((name) => Number.isInteger(told[name]) && told[name] >= 0);
    const columns = Choice.PLACES.map((name) => Choice.column(told[name]));
    if (!numbers || columns.some((column) => !column || column.length !== placeCount)) return null;
    const [places, at, last] = columns;
    const words = Array.isArray(told.words) ? told.words.map(String) : [];
    const { persons, legs, unlocated } = told;
    return { persons, legs, unlocated, places: Uint8Array.from(places), at, last, words, flows: Bridge.isRecord(told.flows) ? Choice.flows(told.flows, placeCount) : null };
  }

  static flows(told, placeCount) {
    const columns = Object.fromEntries(Choice.FLOWS.map((name) => [name, Choice.column(told[name])]));
    const count = columns.a ? columns.a.length : 0;
    const fits = Object.values(columns).every((column) => column && column.length === count) && Number.isInteger(told.all);
    const inside = (place) => place >= 0 && place < placeCount;
    return fits && columns.a.every(inside) && columns.b.every(inside) ? { ...columns, count, all: told.all } : null;
  }

  /* A column of integers in one of the writings of layers/columns.py that a choice uses; null for anything else. */
  static column(packed) {
    if (Array.isArray(packed)) return packed.length <= Choice.MOST && packed.every(Number.isInteger) ? packed : null;
    if (!Bridge.isRecord(packed)) return null;
    const text = packed.n ?? packed.d;
    if (typeof text === "string") return text.length <= 7 * Choice.MOST ? Codec.column(packed) : null;
    return Number.isInteger(packed.all) && packed.count >= 0 && packed.count <= Choice.MOST ? Codec.column(packed) : null;
  }
}

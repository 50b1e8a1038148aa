"use strict";
/* Reads the compact writing of numbers and columns (written by layers/payload.py and layers/basemap.py). */

const Codec = {
  TABLES: ["places", "lines", "persons", "stints", "dates", "legs", "flows"],
  DIGITS: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",

  /* The payload in the page, with every column as an array. */
  read(text) {
    const payload = JSON.parse(text);
    for (const table of Codec.TABLES) {
      for (const [name, column] of Object.entries(payload[table])) payload[table][name] = Codec.column(column);
    }
    return payload;
  },

  /* A column is a list, or {n} integers, {d} integers as differences, {all, count} a constant, {of, at} a dictionary,
     {flat, counts} lists of numbers end to end, which stay so: an array for each of 10,000 takes long to make. */
  column(packed) {
    if (Array.isArray(packed)) return packed;
    if ("n" in packed) return Codec.numbers(packed.n);
    if ("d" in packed) return Codec.sums(Codec.numbers(packed.d));
    if ("all" in packed) return new Array(packed.count).fill(packed.all);
    if ("flat" in packed) return { flat: Codec.column(packed.flat), counts: Codec.column(packed.counts) };
    return Codec.chosen(packed.of, Codec.column(packed.at));
  },

  chosen(values, positions) {
    const column = new Array(positions.length);
    for (let i = 0; i < column.length; i += 1) column[i] = values[positions[i]];
    return column;
  },

  sums(numbers) {
    for (let i = 1; i < numbers.length; i += 1) numbers[i] += numbers[i - 1];
    return numbers;
  },

  /* Integers from text: each is zigzagged and cut in groups of five bits, lowest first; +32 says that another follows. */
  numbers(text) {
    const values = Codec.values();
    const numbers = new Int32Array(text.length);
    let count = 0;
    let bits = 0;
    let shift = 0;
    for (let i = 0; i < text.length; i += 1) {
      const group = values[text.charCodeAt(i) & 127];
      bits |= (group & 31) << shift;
      shift += 5;
      if (group & 32) continue;
      numbers[count] = bits & 1 ? -(bits >>> 1) - 1 : bits >>> 1;
      count += 1;
      bits = 0;
      shift = 0;
    }
    return numbers.slice(0, count);
  },

  values() {
    if (!Codec._values) {
      Codec._values = new Uint8Array(128);
      [...Codec.DIGITS].forEach((digit, value) => (Codec._values[digit.charCodeAt(0)] = value));
    }
    return Codec._values;
  },
};

"use strict";
/* When was each stint and leg? The bounds of dates, filled from the stints around, in days since 1970-01-01.

   The meaning is that of layers/filters.py, word for word: a person who was elsewhere in 2000 was not here in 2010;
   what nobody recorded stays open. */

class Period {
  constructor(data) {
    this.stints = Period._stints(data);
    this.legs = Period._legs(data, this.stints);
  }

  /* Four bounds a stint: a0, a1 of the arrival, d0, d1 of the departure. */
  static _stints(data) {
    const count = data.stintCount;
    const read = (column, bound) => Float64Array.from(column, (date) => (date < 0 || bound[date] === null ? NaN : bound[date]));
    const { arrived, departed } = data.stints;
    const { lo, hi } = data.dates;
    const a0 = read(arrived, lo);
    const a1 = read(arrived, hi);
    const d0 = read(departed, lo);
    const d1 = read(departed, hi);
    const filled = { a0: a0.slice(), a1: a1.slice(), d0: d0.slice(), d1: d1.slice() };
    for (let person = 0; person < data.personCount; person += 1) {
      const first = data.persons.first_stint[person];
      if (first < 0) continue;
      const end = Math.min(count, first + data.persons.stints[person]);
      Period._fromBefore(filled, { a0, a1, d0, d1 }, first, end);
      Period._fromAfter(filled, { a0, a1, d0, d1 }, first, end);
    }
    for (let i = 0; i < count; i += 1) {
      if (Number.isNaN(filled.a1[i])) filled.a1[i] = filled.d1[i];
      if (Number.isNaN(filled.d0[i])) filled.d0[i] = filled.a0[i];
    }
    return filled;
  }

  /* Nobody arrived before they last were somewhere else. */
  static _fromBefore(filled, { a0, a1, d0, d1 }, first, end) {
    let known = NaN;
    for (let i = first; i < end; i += 1) {
      if (Number.isNaN(a0[i])) filled.a0[i] = known <= Period.or(a1[i], d1[i], Infinity) ? known : -Infinity;
      known = Period.or(d0[i], a0[i], known);
    }
  }

  /* Nobody left after they next were somewhere else. */
  static _fromAfter(filled, { a0, a1, d0, d1 }, first, end) {
    let known = NaN;
    for (let i = end - 1; i >= first; i -= 1) {
      if (Number.isNaN(d1[i])) filled.d1[i] = known >= Period.or(d0[i], a0[i], -Infinity) ? known : Infinity;
      known = Period.or(a1[i], d1[i], known);
    }
  }

  /* The first of three that is known. */
  static or(a, b, c) {
    if (!Number.isNaN(a)) return a;
    return Number.isNaN(b) ? c : b;
  }

  /* A leg is between the departure from its origin and the arrival at its destination. */
  static _legs(data, stints) {
    const { from, to } = data.legs;
    const pick = (bound, ends) => Float64Array.from(ends, (stint) => bound[stint]);
    return { a0: pick(stints.d0, from), a1: pick(stints.d1, from), d0: pick(stints.a0, to), d1: pick(stints.a1, to) };
  }

  /* 1 for each stint or leg that is possibly (or certainly) within two days, both included. */
  static within({ a0, a1, d0, d1 }, first, last, certainly) {
    const inside = new Uint8Array(a0.length);
    for (let i = 0; i < inside.length; i += 1) {
      inside[i] = (certainly ? a1[i] <= last && d0[i] >= first : a0[i] <= last && d1[i] >= first) ? 1 : 0;
    }
    return inside;
  }

  /* First and last day of "1998", "1998-05" or "1998-05-17"; null for anything else. */
  static days(text) {
    const match = /^(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(String(text ?? "").trim());
    if (!match) return null;
    const year = Number(match[1]);
    const month = match[2] ? Number(match[2]) - 1 : null;
    const day = match[3] ? Number(match[3]) : null;
    if (month !== null && (month < 0 || month > 11)) return null;
    const at = (y, m, d) => new Date(0).setUTCFullYear(y, m, d) / 86400000;
    if (day !== null) return day < 1 || new Date(86400000 * at(year, month, day)).getUTCMonth() !== month ? null : [at(year, month, day), at(year, month, day)];
    if (month !== null) return [at(year, month, 1), at(year, month + 1, 0)];
    return [at(year, 0, 1), at(year, 11, 31)];
  }
}

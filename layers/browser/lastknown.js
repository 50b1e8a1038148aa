"use strict";
/* Where people were last seen of whom nothing later is known: a flag with their number. Flags that would cover each
   other are one flag with the sum, until the map is large enough. */

class LastKnownLayer extends CanvasLayer {
  static INK = "#111111";
  static APART = 24; // pixels between two flags
  static APART_OF_MANY = 64; // where flows are what is to be seen

  constructor(data, pane) {
    super(pane);
    this.data = data;
    this.count = new Uint32Array(data.placeCount);
    this.unlocated = 0;
    this.flags = [];
    this.apart = LastKnownLayer.APART;
  }

  /* persons: which are shown. Counts those who have no later word, by the place where they were last seen. */
  show(persons) {
    const { last, ending } = this.data.persons;
    this.count.fill(0);
    this.unlocated = 0;
    for (let p = 0; p < this.data.personCount; p += 1) {
      if (!persons[p] || this.data.string(ending[p]) !== "last_known") continue;
      if (last[p] >= 0 && Number.isFinite(this.data.placeX[last[p]])) this.count[last[p]] += 1;
      else this.unlocated += 1;
    }
  }

  /* The counts of a choice that the page around made (Choice). */
  tell({ last, unlocated }) {
    this.apart = LastKnownLayer.APART_OF_MANY;
    this.count = Uint32Array.from(last);
    this.unlocated = unlocated;
  }

  draw(context, view) {
    this.flags = this._flags(view);
    for (const flag of this.flags) LastKnownLayer.flag(context, flag.x, flag.y, flag.count);
  }

  /* The largest first; each takes in the smaller ones too near to be told apart. */
  _flags(view) {
    const { placeX, placeY } = this.data;
    const places = [];
    for (let i = 0; i < this.count.length; i += 1) {
      if (!this.count[i] || placeY[i] < view.north || placeY[i] > view.south) continue;
      for (const copy of view.copies) {
        const x = placeX[i] + copy;
        if (x < view.west || x > view.east) continue;
        places.push({ x: x * view.scale - view.left, y: placeY[i] * view.scale - view.top, count: this.count[i], places: [i] });
      }
    }
    places.sort((a, b) => b.count - a.count);
    return LastKnownLayer._merged(places, this.apart).sort((a, b) => a.y - b.y);
  }

  /* In squares of the distance that keeps flags apart, so that only the nine around one need be looked at. */
  static _merged(places, apart) {
    const squares = new Map();
    const square = (column, row) => 1e6 * row + column;
    const flags = [];
    for (const item of places) {
      const column = Math.floor(item.x / apart);
      const row = Math.floor(item.y / apart);
      let near = null;
      for (let i = 0; i < 9; i += 1) {
        for (const flag of squares.get(square(column - 1 + (i % 3), row - 1 + Math.trunc(i / 3))) || []) {
          const meets = Math.hypot(flag.x - item.x, flag.y - item.y) < apart;
          if (meets && (!near || flag.order < near.order)) near = flag;
        }
      }
      if (near) {
        near.count += item.count;
        near.places.push(...item.places);
        continue;
      }
      item.order = flags.length;
      flags.push(item);
      const here = square(column, row);
      if (squares.has(here)) squares.get(here).push(item);
      else squares.set(here, [item]);
    }
    return flags;
  }

  static radius(count) {
    return Math.min(17, 8.5 + 1.6 * Math.log2(count));
  }

  static flag(context, x, y, count) {
    const r = LastKnownLayer.radius(count);
    const top = y - 9 - r;
    context.lineWidth = 2;
    context.strokeStyle = LastKnownLayer.INK;
    context.beginPath();
    context.moveTo(x, y - 2);
    context.lineTo(x, top + r);
    context.stroke();
    context.beginPath();
    context.arc(x, top, r, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = "#ffffff";
    context.stroke();
    context.fillStyle = LastKnownLayer.INK;
    context.fill();
    context.fillStyle = "#ffffff";
    context.font = `600 ${count > 99 ? 10 : 11}px ${CanvasLayer.FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(count), x, top + 0.5);
  }

  /* The flag under a point of the canvas: {places, count} or null. */
  hit(x, y) {
    if (!this.shown) return null;
    const hits = this.flags.filter((flag) => {
      const r = LastKnownLayer.radius(flag.count);
      return Math.hypot(x - flag.x, y - (flag.y - 9 - r)) <= r + 2;
    });
    return hits.length ? hits[hits.length - 1] : null;
  }
}

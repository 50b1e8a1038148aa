"use strict";
/* Where small labels go, so that none lies over another or over a sign. A box is [left, top, right, bottom], in pixels. */

class Seats {
  static ANGLES = 16; // directions that are tried around a point
  static FARTHEST = 190; // pixels from the point
  static STEP = 10; // pixels
  static TURN = 11; // pixels farther away that are as bad as a radian away from the direction

  /* room: a box that labels should stay in. signs: boxes that labels only lie over when there is no other way. */
  constructor(room = null, signs = []) {
    this.room = room;
    this.signs = signs;
    this.taken = [];
  }

  static meet(a, b) {
    return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  }

  static box(x, y, width, height) {
    return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  }

  /* Nothing may lie on this box. */
  block(box) {
    this.taken.push(box);
    return box;
  }

  isFree(box) {
    return !this.taken.some((other) => Seats.meet(box, other));
  }

  /* The best of the boxes, which is taken then; null where each of them lies over something. */
  take(boxes) {
    const free = boxes.filter((box) => this.isFree(box));
    const inside = free.filter((box) => !this.room || (box[0] >= this.room[0] && box[1] >= this.room[1] && box[2] <= this.room[2] && box[3] <= this.room[3]));
    const clear = inside.find((box) => !this.signs.some((sign) => Seats.meet(box, sign)));
    const best = clear || inside[0] || free[0] || null;
    return best && this.block(best);
  }

  /* Boxes of a size around a point, the nearest and those in a direction (radians) first. */
  static around(x, y, width, height, direction, gap) {
    const seats = [];
    for (let away = gap; away < Seats.FARTHEST; away += Seats.STEP) {
      for (let i = 0; i < Seats.ANGLES; i += 1) {
        const turn = (i / Seats.ANGLES) * 2 * Math.PI - Math.PI;
        const box = Seats.box(x + Math.cos(direction + turn) * (away + width / 2), y + Math.sin(direction + turn) * (away + height / 2), width, height);
        seats.push({ box, cost: away + Seats.TURN * Math.abs(turn) });
      }
    }
    return seats.sort((a, b) => a.cost - b.cost).map(({ box }) => box);
  }

  /* Small boxes on a line from a to b: signs that labels keep clear of. */
  static alongLine(a, b) {
    const count = Math.min(200, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / 8));
    return Array.from({ length: count }, (_, i) => Seats.box(a.x + (i / count) * (b.x - a.x), a.y + (i / count) * (b.y - a.y), 4, 4));
  }

  /* Boxes of a size beside a line from a to b, on both sides, from its middle outwards. */
  static along(a, b, width, height, gap = 4) {
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [nx, ny] = [-(b.y - a.y) / length, (b.x - a.x) / length];
    const off = (Math.abs(nx) * width) / 2 + (Math.abs(ny) * height) / 2 + gap;
    return [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].flatMap((share) => [-1, 1].map((side) => {
      return Seats.box(a.x + share * (b.x - a.x) + side * nx * off, a.y + share * (b.y - a.y) + side * ny * off, width, height);
    }));
  }
}

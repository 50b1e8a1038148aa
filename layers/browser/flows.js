"use strict";
/* Legs between the same two places as one band: its width is the number of people, its head points where they were
   taken. It is as solid as the best-evidenced of its legs: dashed where all are inferred, dotted where the record is silent. */

class FlowsLayer extends CanvasLayer {
  static COLOUR = "#33658a";
  static COLOURS = [FlowsLayer.COLOUR, PathsLayer.COLOUR[1], PathsLayer.COLOUR[2]]; // by evidence
  static MOST_PX = 13;
  static MANY = 1500;
  static FEW = 400; // in view, out of all flows of too many people: more are a blue ground; weaker ones come on zooming in

  constructor(data, pane) {
    super(pane);
    this.data = data;
    this.persons = new Uint32Array(data.lineCount);
    this.evidence = new Uint8Array(data.lineCount);
    this.order = new Int32Array(0);
    this.most = 1;
    this.few = Infinity;
    this.drawn = 0; // in view
    this.left = false; // whether weaker ones in view are not drawn
  }

  /* The flows of a choice that the page around made (Choice): their lines are those of the data now. */
  tell({ along, documented, inferred, count }) {
    this.few = FlowsLayer.FEW;
    this.persons = Uint32Array.from(along);
    this.evidence = Uint8Array.from({ length: count }, (_, i) => (documented[i] ? 0 : inferred[i] ? 1 : 2));
    this._order();
  }

  /* legs: which are shown, or null for the flows as they are in the file (these may count people whose path is not in it). */
  show(legs) {
    this.few = Infinity;
    this.persons.fill(0);
    this.evidence.fill(Data.EVIDENCE.length - 1);
    if (legs) this._count(legs);
    else {
      const { line, persons, evidence } = this.data.flows;
      for (let i = 0; i < line.length; i += 1) {
        if (line[i] < 0) continue;
        this.persons[line[i]] += persons[i] || 0;
        this.evidence[line[i]] = Math.min(this.evidence[line[i]], evidence[i]);
      }
    }
    this._order();
  }

  /* The lines that anybody was taken along, the most people first. */
  _order() {
    const lines = [];
    for (let i = 0; i < this.persons.length; i += 1) if (this.persons[i] > 0) lines.push(i);
    lines.sort((a, b) => this.persons[b] - this.persons[a]);
    this.order = Int32Array.from(lines);
    this.most = lines.length ? this.persons[lines[0]] : 1;
  }

  /* Persons and evidence of each line; legs stand by person, so one look at the last person counted is enough. */
  _count(legs) {
    const { legLine, legPerson, legEvidence, legCount } = this.data;
    const last = new Int32Array(this.data.lineCount).fill(-1);
    for (let i = 0; i < legCount; i += 1) {
      const line = legLine[i];
      if (!legs[i] || line < 0) continue;
      if (legEvidence[i] < this.evidence[line]) this.evidence[line] = legEvidence[i];
      if (last[line] === legPerson[i]) continue;
      last[line] = legPerson[i];
      this.persons[line] += 1;
    }
  }

  /* Pixels; in proportion to persons, so that a band of twice the people is twice as wide. */
  width(persons) {
    return Math.max(1.2, (FlowsLayer.MOST_PX * persons) / Math.max(this.most, FlowsLayer.MOST_PX));
  }

  draw(context, view) {
    const inView = this._inView(view);
    const bands = inView.slice(0, this.few);
    this.drawn = bands.length;
    this.left = bands.length < inView.length;
    const wide = bands.slice(0, FlowsLayer.MANY);
    context.globalAlpha = 0.45;
    FlowsLayer.COLOURS.forEach((colour, evidence) => {
      context.strokeStyle = colour;
      this._thin(context, bands.slice(FlowsLayer.MANY).filter((band) => band.evidence === evidence), view);
    });
    context.globalAlpha = 0.78;
    for (const band of wide) {
      context.strokeStyle = FlowsLayer.COLOURS[band.evidence];
      context.fillStyle = FlowsLayer.COLOURS[band.evidence];
      this._band(context, band, view);
    }
    context.globalAlpha = 1;
    this._numbers(context, wide);
    this.bands = bands;
  }

  _inView(view) {
    const box = this.data.lineBox;
    const bands = [];
    for (const line of this.order) {
      const at = 4 * line;
      if (!(box[at + 1] <= view.south && box[at + 3] >= view.north)) continue;
      for (const copy of view.copies) {
        if (box[at] + copy > view.east || box[at + 2] + copy < view.west) continue;
        bands.push({ line, copy, persons: this.persons[line], evidence: this.evidence[line], width: this.width(this.persons[line]) });
      }
    }
    return bands;
  }

  _thin(context, bands, view) {
    context.lineWidth = 1 / view.ratio;
    bands.forEach((band, i) => {
      if (i % 20 === 0) context.beginPath();
      const { from, to } = this._ends(band, view);
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      if (i % 20 === 19 || i === bands.length - 1) context.stroke();
    });
  }

  _ends({ line, copy }, view) {
    const { lineX, lineY, lineStart } = this.data;
    const point = (j) => ({ x: (lineX[j] + copy) * view.scale - view.left, y: lineY[j] * view.scale - view.top });
    return { from: point(lineStart[line]), to: point(lineStart[line + 1] - 1) };
  }

  /* A bow to the right of the way, so that there and back lie apart, with a head at its end. */
  _band(context, band, view) {
    const { from, to } = this._ends(band, view);
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const length = Math.hypot(dx, dy);
    if (length < PathsLayer.SHORT) return this._stay(context, band, from);
    const bow = Math.min(40, 0.13 * length) + band.width / 2;
    const knee = { x: from.x + dx / 2 - (dy / length) * bow, y: from.y + dy / 2 + (dx / length) * bow };
    const along = { x: to.x - knee.x, y: to.y - knee.y };
    const reach = Math.hypot(along.x, along.y) || 1;
    const unit = { x: along.x / reach, y: along.y / reach };
    const head = Math.min(length * 0.45, 5 + band.width * 0.9);
    const neck = { x: to.x - unit.x * head, y: to.y - unit.y * head };
    context.lineWidth = Math.min(band.width, length * 0.5);
    FlowsLayer.dash(context, band.evidence);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.quadraticCurveTo(knee.x, knee.y, neck.x, neck.y);
    context.stroke();
    FlowsLayer.dash(context, 0);
    const half = context.lineWidth / 2 + 3;
    context.beginPath();
    context.moveTo(to.x, to.y);
    context.lineTo(neck.x - unit.y * half, neck.y + unit.x * half);
    context.lineTo(neck.x + unit.y * half, neck.y - unit.x * half);
    context.closePath();
    context.fill();
    band.middle = { x: (from.x + 2 * knee.x + neck.x) / 4, y: (from.y + 2 * knee.y + neck.y) / 4 };
    band.curve = [from, knee, to];
    band.length = length;
    return undefined;
  }

  /* Dashes and dots grow with the width of the line that the context is set to. */
  static dash(context, evidence) {
    const width = context.lineWidth;
    context.setLineDash([[], [8 + width, 4 + width / 2], [0.1, 4 + 1.5 * width]][evidence]);
    context.lineCap = evidence === 2 ? "round" : "butt";
  }

  /* Back at the same place, or at one too near to see a band: a loop beside it. */
  _stay(context, band, { x, y }) {
    context.lineWidth = Math.min(band.width, 5);
    PathsLayer.loop(context, x + 9, y + 9, 7);
    band.middle = { x: x + 9, y: y + 9 };
    band.curve = [{ x: x + 2, y: y + 9 }, band.middle, { x: x + 16, y: y + 9 }];
    band.length = 20;
  }

  /* The number of people on the widest bands, none over another. */
  _numbers(context, bands) {
    const taken = [];
    context.font = `600 11px ${CanvasLayer.FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const band of bands.slice(0, 60)) {
      if (!band.middle || band.length < 46 || band.persons < 2) continue;
      const { x, y } = band.middle;
      if (taken.some((t) => Math.abs(t.x - x) < 20 && Math.abs(t.y - y) < 14)) continue;
      taken.push(band.middle);
      context.lineWidth = 3.5;
      context.strokeStyle = "#ffffff";
      context.strokeText(String(band.persons), x, y);
      context.fillStyle = "#17324a";
      context.fillText(String(band.persons), x, y);
    }
  }

  /* The band under a point of the canvas: {line, persons} or null. */
  hit(x, y) {
    if (!this.shown || !this.bands) return null;
    for (let i = 0; i < Math.min(this.bands.length, FlowsLayer.MANY); i += 1) {
      const { curve, width, line, persons } = this.bands[i];
      if (!curve) continue;
      const [a, b, c] = curve;
      for (let t = 0; t <= 1; t += 1 / 24) {
        const px = (1 - t) ** 2 * a.x + 2 * t * (1 - t) * b.x + t * t * c.x;
        const py = (1 - t) ** 2 * a.y + 2 * t * (1 - t) * b.y + t * t * c.y;
        if (Math.hypot(px - x, py - y) < width / 2 + 5) return { line, persons };
      }
    }
    return null;
  }
}

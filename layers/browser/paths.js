"use strict";
/* The legs of the people shown: one line for each two places, direction and kind of evidence. */

class PathsLayer extends CanvasLayer {
  static COLOUR = ["#1b4f72", "#b35806", "#6a3d9a"]; // documented, inferred, gap: told apart also when red-green blind
  static DASH = [[], [10, 5], [0.1, 5]]; // with round ends the last is dots
  static MANY = 1500; // lines in view; above it dashes and arrows cost seconds and show nothing
  static SEGMENTS_A_STROKE = 20; // longer strokes are slower in software drawing
  static SHORT = 9; // pixels; a shorter leg would hide under the signs of its places and is drawn as a ring
  static FINE = 6; // pixels between two bends; nearer ones are left out of thin lines
  static FADED = 0.2; // what is left of the other lines beside a chosen path
  static SIDE = 2.6; // pixels to the right of the way, so that A to B and B to A are both seen
  static LANE = 3.4; // pixels between two kinds of evidence on the same line

  constructor(data, pane) {
    super(pane);
    this.data = data;
    this.keys = new Int32Array(0);
    this.lane = new Uint8Array(3 * data.lineCount);
    this.hidden = new Uint8Array(data.lineCount);
    this.x = new Float64Array(64);
    this.y = new Float64Array(64);
  }

  /* legs: which are shown (0 or 1 each). focus: persons whose legs stand out, or null. */
  show(legs, focus) {
    const { legLine, legEvidence, legPerson, legCount, lineCount } = this.data;
    const state = new Uint8Array(3 * lineCount); // 1 shown, 2 in focus
    const hiddenStops = this.data.legs.hidden;
    this.hidden.fill(0);
    for (let i = 0; i < legCount; i += 1) {
      if (!legs[i] || legLine[i] < 0) continue;
      const key = 3 * legLine[i] + legEvidence[i];
      if (focus && focus.has(legPerson[i])) state[key] = 2;
      else if (state[key] === 0) state[key] = 1;
      if (hiddenStops[i] > 0 && (!focus || focus.has(legPerson[i]))) this.hidden[legLine[i]] = 1;
    }
    this.keys = PathsLayer._keys(state, (s) => s > 0);
    this.focusKeys = focus ? PathsLayer._keys(state, (s) => s === 2) : null;
    for (let line = 0; line < lineCount; line += 1) {
      let lane = 0;
      for (let e = 0; e < 3; e += 1) {
        this.lane[3 * line + e] = lane;
        if (state[3 * line + e]) lane += 1;
      }
    }
  }

  static _keys(state, chosen) {
    let count = 0;
    for (let i = 0; i < state.length; i += 1) if (chosen(state[i])) count += 1;
    const keys = new Int32Array(count);
    for (let i = 0, at = 0; i < state.length; i += 1) if (chosen(state[i])) keys[at++] = i;
    return keys;
  }

  draw(context, view) {
    const inView = this._inView(this.keys, view);
    this.dense = inView.length / 2 > PathsLayer.MANY;
    this.lines = inView;
    context.lineCap = "butt";
    context.lineJoin = "round";
    if (this.focusKeys) {
      this._thin(context, view, inView);
      PathsLayer._fade(context, view);
      const focused = this._inView(this.focusKeys, view);
      if (focused.length / 2 > PathsLayer.MANY) this._thin(context, view, focused);
      else this._detailed(context, view, focused, 2.6);
    } else if (this.dense) this._thin(context, view, inView);
    else this._detailed(context, view, inView, 1.8);
  }

  /* Fade what is drawn as one: lines faded one by one would add up to a solid tangle. */
  static _fade(context, view) {
    context.globalCompositeOperation = "destination-out";
    context.fillStyle = `rgba(0, 0, 0, ${1 - PathsLayer.FADED})`;
    context.fillRect(0, 0, view.width, view.height);
    context.globalCompositeOperation = "source-over";
  }

  /* Keys and world copies that touch the view: [key, copy, key, copy, …]. */
  _inView(keys, view) {
    const box = this.data.lineBox;
    const found = [];
    for (let i = 0; i < keys.length; i += 1) {
      const at = 4 * Math.trunc(keys[i] / 3);
      if (!(box[at + 1] <= view.south && box[at + 3] >= view.north)) continue; // also leaves out NaN: no position
      for (const copy of view.copies) {
        if (box[at] + copy <= view.east && box[at + 2] + copy >= view.west) found.push(keys[i], copy);
      }
    }
    return found;
  }

  /* One device pixel, solid, no arrows; evidence by colour. In the order of the lines, a few in one stroke, so that no
     kind of evidence lies on top of the others. */
  _thin(context, view, items) {
    context.setLineDash([]);
    context.lineWidth = 1 / view.ratio;
    const strokes = PathsLayer.COLOUR.map((colour) => ({ colour, path: new Path2D(), segments: 0 }));
    const draw = (stroke) => {
      context.strokeStyle = stroke.colour;
      context.stroke(stroke.path);
      stroke.path = new Path2D();
      stroke.segments = 0;
    };
    for (let i = 0; i < items.length; i += 2) {
      const stroke = strokes[items[i] % 3];
      stroke.segments += this._plain(stroke.path, view, Math.trunc(items[i] / 3), items[i + 1]);
      if (stroke.segments >= PathsLayer.SEGMENTS_A_STROKE) draw(stroke);
    }
    strokes.forEach(draw);
  }

  /* Adds a line without its finer bends to a path; returns its number of segments. */
  _plain(path, view, line, copy) {
    const { lineX, lineY, lineStart } = this.data;
    const shift = copy * view.scale - view.left;
    const end = lineStart[line + 1];
    let segments = 0;
    let px = lineX[lineStart[line]] * view.scale + shift;
    let py = lineY[lineStart[line]] * view.scale - view.top;
    path.moveTo(px, py);
    for (let j = lineStart[line] + 1; j < end; j += 1) {
      const x = lineX[j] * view.scale + shift;
      const y = lineY[j] * view.scale - view.top;
      if (j < end - 1 && Math.abs(x - px) + Math.abs(y - py) < PathsLayer.FINE) continue;
      path.lineTo(x, y);
      px = x;
      py = y;
      segments += 1;
    }
    return segments;
  }

  /* Dashes by evidence, arrows for direction, a question mark where a stop is hidden, a loop for a line without length. */
  _detailed(context, view, items, width) {
    for (let evidence = 2; evidence >= 0; evidence -= 1) {
      context.strokeStyle = PathsLayer.COLOUR[evidence];
      context.fillStyle = PathsLayer.COLOUR[evidence];
      context.lineWidth = evidence === 2 ? width + 0.6 : width; // dots need more ink than strokes
      for (let i = 0; i < items.length; i += 2) {
        if (items[i] % 3 !== evidence) continue;
        const line = (items[i] - evidence) / 3;
        context.setLineDash(PathsLayer.DASH[evidence]);
        context.lineCap = evidence === 2 ? "round" : "butt";
        if (this._isLoop(line, view)) this._loop(context, view, items[i], items[i + 1]);
        else this._line(context, view, items[i], items[i + 1], width);
      }
    }
    context.setLineDash([]);
  }

  _line(context, view, key, copy, width) {
    const line = Math.trunc(key / 3);
    const count = this._trace(line, view, copy, PathsLayer.SIDE + PathsLayer.LANE * this.lane[key]);
    const visible = this._stroke(context, view, count);
    if (visible.length < 14) return;
    context.setLineDash([]);
    this._arrow(context, visible, 0.62, 3.4 + width);
    if (key % 3 !== 2 || !this.hidden[line] || visible.length < 34) return;
    const { x, y } = Geometry.along(visible, 0.4) || {};
    if (x !== undefined) PathsLayer.unknown(context, x, y);
    context.lineWidth = width;
  }

  _isLoop(line, view) {
    return this.data.reach(line) * view.scale < PathsLayer.SHORT;
  }

  _isThin() {
    return this.dense && !this.focusKeys;
  }

  /* Back at the same place, or at one too near to see a line: a loop beside it, one in the other for each evidence. */
  _loop(context, view, key, copy) {
    const line = Math.trunc(key / 3);
    const j = this.data.lineStart[line];
    const x = (this.data.lineX[j] + copy) * view.scale - view.left + 8;
    const y = this.data.lineY[j] * view.scale - view.top + 8;
    PathsLayer.loop(context, x, y, 6 + 3 * this.lane[key]);
    if (this.hidden[line]) PathsLayer.unknown(context, x + 7, y + 7);
  }

  /* Three quarters of a ring, open towards its place at the upper left, with an arrow at its end. */
  static loop(context, x, y, r) {
    context.beginPath();
    context.arc(x, y, r, -0.5 * Math.PI, Math.PI);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(x - r, y - 4.5);
    context.lineTo(x - r - 3.5, y + 1.5);
    context.lineTo(x - r + 3.5, y + 1.5);
    context.fill();
  }

  /* The line in screen pixels, moved to its right by `side`, into this.x and this.y. Returns the number of points. */
  _trace(line, view, copy, side) {
    const { lineX, lineY, lineStart } = this.data;
    const from = lineStart[line];
    const count = lineStart[line + 1] - from;
    if (count > this.x.length) {
      this.x = new Float64Array(2 * count);
      this.y = new Float64Array(2 * count);
    }
    const shift = copy * view.scale - view.left;
    for (let j = 0; j < count; j += 1) {
      const before = from + Math.max(0, j - 1);
      const after = from + Math.min(count - 1, j + 1);
      const dx = lineX[after] - lineX[before];
      const dy = lineY[after] - lineY[before];
      const length = Math.hypot(dx, dy) || 1;
      this.x[j] = lineX[from + j] * view.scale + shift - (side * dy) / length;
      this.y[j] = lineY[from + j] * view.scale - view.top + (side * dx) / length;
    }
    return count;
  }

  /* Stroke the part of the traced line that is in view (a dash pattern a million pixels long takes seconds). */
  _stroke(context, view, count) {
    const parts = [];
    let length = 0;
    context.beginPath();
    for (let j = 1; j < count; j += 1) {
      const part = Geometry.clip(this.x[j - 1], this.y[j - 1], this.x[j], this.y[j], view.width, view.height);
      if (!part) continue;
      const last = parts[parts.length - 1];
      if (!last || last[2] !== part[0] || last[3] !== part[1]) context.moveTo(part[0], part[1]);
      context.lineTo(part[2], part[3]);
      parts.push(part);
      length += Math.hypot(part[2] - part[0], part[3] - part[1]);
    }
    context.stroke();
    return { parts, length };
  }

  _arrow(context, visible, share, size) {
    const at = Geometry.along(visible, share);
    if (!at) return;
    const { x, y, dx, dy } = at;
    context.beginPath();
    context.moveTo(x + dx * size, y + dy * size);
    context.lineTo(x - dx * size - dy * size * 0.8, y - dy * size + dx * size * 0.8);
    context.lineTo(x - dx * size + dy * size * 0.8, y - dy * size - dx * size * 0.8);
    context.closePath();
    context.fill();
  }

  /* Stops of which nobody knows the place lie somewhere on this leg. Colour and line are those of the context. */
  static unknown(context, x, y) {
    const colour = context.strokeStyle;
    context.lineWidth = 1.2;
    context.fillStyle = "#ffffff";
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    context.fillStyle = colour;
    context.font = `700 11px ${CanvasLayer.FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText("?", x, y + 0.5);
  }

  /* The nearest drawn line within some pixels of a point of the canvas: {line, evidence} or null.
     Boxes throw out nearly all lines, so a walk over all of them takes about a millisecond at 100,000. */
  hit(x, y, tolerance = 7) {
    if (!this.shown || !this.view || !this.lines) return null;
    const { view } = this;
    const { lineBox } = this.data;
    const items = this.focusKeys ? this._inView(this.focusKeys, view) : this.lines;
    const slack = (tolerance + 12) / view.scale;
    const wx = (x + view.left) / view.scale;
    const wy = (y + view.top) / view.scale;
    let best = null;
    let nearest = tolerance;
    for (let i = 0; i < items.length; i += 2) {
      const line = Math.trunc(items[i] / 3);
      const at = 4 * line;
      const px = wx - items[i + 1];
      if (px < lineBox[at] - slack || px > lineBox[at + 2] + slack) continue;
      if (wy < lineBox[at + 1] - slack || wy > lineBox[at + 3] + slack) continue;
      const side = this._isThin() ? 0 : PathsLayer.SIDE + PathsLayer.LANE * this.lane[items[i]];
      const distance = this._distance(line, items[i + 1], side, x, y);
      if (distance < nearest) {
        nearest = distance;
        best = { line, evidence: items[i] % 3 };
      }
    }
    return best;
  }

  _distance(line, copy, side, x, y) {
    const count = this._trace(line, this.view, copy, side);
    if (!this._isThin() && this._isLoop(line, this.view)) return Math.abs(Math.hypot(x - this.x[0] - 8, y - this.y[0] - 8) - 6);
    return Geometry.distance(this.x, this.y, count, x, y);
  }
}

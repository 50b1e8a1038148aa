"use strict";
/* Facilities, crossings and other places, drawn by how exactly they are known:
   a filled sign = the site, a hollow one = the town, a soft disc = somewhere within its true radius. */

class PlacesLayer extends CanvasLayer {
  static INK = "#263238";
  static CROSSING = "#00695c";
  static GROUPS = ["facility", "crossing", "other"];
  // One simple shape for each group of kinds; everything else is round.
  static SHAPES = {
    political_prison_camp: "square",
    reeducation_camp: "triangle",
    prison: "triangle",
    labour_training_camp: "wedge",
  };
  static LABEL_ZOOM = 9.5;
  static BADGE = 8; // pixels to the right of and above a sign: the mark of what is under review
  static BADGE_PICKED = 14; // the same outside the ring of the picked place

  constructor(data, pane, words) {
    super(pane);
    this.data = data;
    this.words = words;
    this.groups = [true, true, true];
    this.keepClear = () => []; // boxes where no name may stand: (context, view, boxes of signs) → boxes
    this.pictures = new Map(); // of the signs drawn so far
    this.precision = Array.from(data.places.precision, (value) => data.string(value));
    this.shape = Array.from(data.places.kind, (kind, i) => PlacesLayer.shapeOf(data.places.group[i], data.string(kind)));
  }

  static shapeOf(group, kind) {
    return group === 1 ? "crossing" : PlacesLayer.SHAPES[kind] || "round";
  }

  /* shown: places that the filters leave. people: how many of the people shown passed each. picked: a place or -1.
     focus: places that stand out (the rest fade), or null. */
  show(shown, people, picked, focus) {
    this.visible = shown;
    this.people = people;
    this.picked = picked;
    this.focus = focus;
  }

  setGroups(facilities, crossings) {
    this.groups = [facilities, crossings, facilities];
  }

  isVisible(place) {
    if (this.picked === place || (this.focus && this.focus.has(place))) return true;
    return Boolean(this.visible[place]) && this.groups[this.data.places.group[place]];
  }

  draw(context, view) {
    const items = this._inView(view);
    for (const item of items) if (item.disc) this._disc(context, item);
    for (const item of items) if (!item.disc) this._sign(context, item, view.ratio);
    const picked = items.find((item) => item.place === this.picked);
    if (picked) this._ring(context, picked);
    for (const item of items) if (this.data.review[item.place] > 0) this._review(context, item, view.ratio);
    const signs = items.filter(({ place }) => place !== this.picked).map(({ x, y }) => [x - 5, y - 5, x + 5, y + 5]);
    const kept = this.picked >= 0 ? this.keepClear(context, view, signs) : [];
    if (view.zoom >= PlacesLayer.LABEL_ZOOM) this._labels(context, items, kept);
  }

  /* What is to be drawn and where: nobody's places first, so that the others lie on top. */
  _inView(view) {
    const { placeX, placeY, placeCount } = this.data;
    const items = [];
    const margin = 30 / view.scale;
    for (let i = 0; i < placeCount; i += 1) {
      if (!(placeY[i] >= view.north - 1 && placeY[i] <= view.south + 1) || !this.isVisible(i)) continue;
      const disc = !["site", "locality"].includes(this.precision[i]) && this.data.places.uncertainty[i] > 0;
      const radius = disc
        ? Math.max(7, this.data.places.uncertainty[i] * CanvasLayer.pixelsPerMetre(placeY[i], view.scale))
        : this._full(i) ? 5 : 4;
      const reach = margin + (disc ? radius / view.scale : 0);
      if (placeY[i] < view.north - reach || placeY[i] > view.south + reach) continue;
      for (const copy of view.copies) {
        const x = placeX[i] + copy;
        if (x < view.west - reach || x > view.east + reach) continue;
        items.push({ place: i, x: x * view.scale - view.left, y: placeY[i] * view.scale - view.top, disc, radius });
      }
    }
    items.sort((a, b) => this._rank(a.place) - this._rank(b.place));
    this.items = items;
    return items;
  }

  _rank(place) {
    return (this.focus && this.focus.has(place) ? 1e6 : 0) + this.people[place];
  }

  /* Full for places of the people shown, light for those where none of them was, faint beside a chosen path. */
  _alpha(place) {
    if (place === this.picked) return 1;
    if (this.focus) return this.focus.has(place) ? 1 : 0.25;
    return this._full(place) ? 1 : 0.55;
  }

  _full(place) {
    return this.people[place] > 0 || this.data.placesOnly;
  }

  _colour(place) {
    return this.data.places.group[place] === 1 ? PlacesLayer.CROSSING : PlacesLayer.INK;
  }

  _disc(context, { place, x, y, radius }) {
    const soft = context.createRadialGradient(x, y, 0, x, y, radius);
    soft.addColorStop(0, "rgba(38, 50, 56, 0.34)");
    soft.addColorStop(0.7, "rgba(38, 50, 56, 0.2)");
    soft.addColorStop(1, "rgba(38, 50, 56, 0.04)");
    context.globalAlpha = this._alpha(place);
    context.fillStyle = soft;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
  }

  /* Thousands of signs are few pictures: each is drawn once, then copied to the nearest whole pixel of the screen. */
  _sign(context, { place, x, y, radius }, ratio) {
    const alpha = this._alpha(place);
    const look = [this.shape[place], radius, this._colour(place), this.precision[place] !== "site"];
    const [shape, ...rest] = look;
    this._stamp(context, `${look} ${alpha}`, x, y, ratio, 1.5 * radius + 4, alpha, (c) => PlacesLayer.sign(c, shape, 0, 0, ...rest));
  }

  /* Under review: a small square with a question mark at the sign's upper right. */
  _review(context, { place, x, y }, ratio) {
    const alpha = Math.max(0.55, this._alpha(place));
    const off = place === this.picked ? PlacesLayer.BADGE_PICKED : PlacesLayer.BADGE;
    this._stamp(context, `review ${alpha}`, x + off, y - off, ratio, 9, alpha, (c) => ComparisonLayer.question(c, 0, 0, 4.5));
  }

  /* A picture by its name, drawn the first time that it is asked for; reach: pixels from its middle to its edge. */
  _stamp(context, name, x, y, ratio, reach, alpha, draw) {
    const key = `${name} ${ratio}`;
    if (!this.pictures.has(key)) this.pictures.set(key, PlacesLayer._picture(ratio, reach, alpha, draw));
    const picture = this.pictures.get(key);
    const [left, top] = [x, y].map((middle) => (Math.round(middle * ratio) - picture.width / 2) / ratio);
    context.drawImage(picture, left, top, picture.width / ratio, picture.height / ratio);
  }

  static _picture(ratio, reach, alpha, draw) {
    const picture = document.createElement("canvas");
    const middle = Math.ceil(ratio * reach);
    picture.width = 2 * middle;
    picture.height = 2 * middle;
    const context = picture.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, middle, middle);
    context.globalAlpha = alpha;
    draw(context);
    return picture;
  }

  /* One sign with a thin white edge, so that it stands out from lines and from its neighbours. */
  static sign(context, shape, x, y, r, colour, hollow) {
    context.beginPath();
    PlacesLayer.outline(context, shape, x, y, r);
    context.lineJoin = "round";
    context.strokeStyle = "#ffffff";
    context.lineWidth = hollow ? 4 : 2.4;
    context.stroke();
    context.fillStyle = hollow ? "#ffffff" : colour;
    context.fill();
    if (!hollow) return;
    context.strokeStyle = colour;
    context.lineWidth = 1.8;
    context.stroke();
  }

  static outline(context, shape, x, y, r) {
    if (shape === "square") context.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
    else if (shape === "round") context.arc(x, y, r, 0, 2 * Math.PI);
    else {
      const corners = {
        triangle: [[0, -1.2], [1.15, 0.85], [-1.15, 0.85]],
        wedge: [[0, 1.2], [1.15, -0.85], [-1.15, -0.85]],
        crossing: [[0, -1.5], [1.05, 0], [0, 1.5], [-1.05, 0]],
      }[shape];
      corners.forEach(([dx, dy], i) => (i ? context.lineTo(x + dx * r, y + dy * r) : context.moveTo(x + dx * r, y + dy * r)));
      context.closePath();
    }
  }

  _ring(context, { x, y, radius, disc }) {
    context.beginPath();
    context.arc(x, y, disc ? radius : 11, 0, 2 * Math.PI);
    context.lineWidth = 5;
    context.strokeStyle = "#ffffff";
    context.stroke();
    context.lineWidth = 2.5;
    context.strokeStyle = "#000000";
    context.stroke();
  }

  /* Names beside the signs, the most visited first, none over another. */
  _labels(context, items, kept) {
    const taken = [...items.map(({ x, y }) => [x - 5, y - 5, x + 5, y + 5]), ...kept];
    context.font = `12px ${CanvasLayer.FONT}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    for (const { place, x, y } of [...items].reverse()) {
      if (this.focus && !this.focus.has(place)) continue;
      PlacesLayer.label(context, this.name(place), x, y, taken, this._colour(place));
    }
  }

  /* A name beside a point where it is free and, where there is one, within a room: right, left, below or above it. */
  static label(context, text, x, y, taken, colour, { gap = 8, room = null } = {}) {
    const width = context.measureText(text).width;
    const seats = [[x + gap, y], [x - gap - width, y], [x - width / 2, y + gap + 10], [x - width / 2, y - gap - 10]];
    const boxes = (room ? seats : seats.slice(0, 2)).map(([left, middle]) => [left, middle - 8, left + width, middle + 8]);
    const free = boxes.filter((box) => !taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]));
    const box = (room && free.find((b) => b[0] >= room[0] && b[1] >= room[1] && b[2] <= room[2] && b[3] <= room[3])) || free[0];
    if (!box) return;
    taken.push(box);
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = "rgba(255, 255, 255, 0.9)";
    context.strokeText(text, box[0], box[1] + 8);
    context.fillStyle = colour;
    context.fillText(text, box[0], box[1] + 8);
  }

  /* The name in the document's language, else the English or romanised one. */
  name(place, length = 60) {
    return Dom.line(PlacesLayer.nameOf(this.data, place), length) || this.words.t("map.unnamed");
  }

  static nameOf(data, place) {
    if (place < 0) return "";
    const names = data.places.names[place];
    const own = names && typeof names === "object" ? names[data.meta.lang] : undefined;
    return data.string(typeof own === "number" ? own : -1) || (typeof own === "string" ? own : "") ||
      data.string(data.places.name[place]) || data.string(data.places.id[place]);
  }

  /* The nearest sign within some pixels of a point of the canvas, or -1. A disc is hit anywhere in it, but last. */
  hit(x, y, tolerance = 11) {
    if (!this.shown || !this.items) return -1;
    let best = -1;
    let nearest = tolerance;
    let inDisc = -1;
    let smallest = Infinity;
    for (const item of this.items) {
      const distance = Math.hypot(item.x - x, item.y - y);
      if (item.disc && distance < item.radius && item.radius < smallest) {
        smallest = item.radius;
        inDisc = item.place;
      }
      if (distance <= nearest && !(item.disc && item.radius > 40)) {
        nearest = distance;
        best = item.place;
      }
    }
    return best >= 0 ? best : inDisc;
  }
}

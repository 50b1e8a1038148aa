"use strict";
/* Of the picked place: where each of its sources puts it, where open proposals would, and how far each of these lies from
   the position shown. Sources have the numbers of their list in the panel. */

class ComparisonLayer extends CanvasLayer {
  static SOURCE = UncertaintyLayer.COLOUR;
  static PROPOSED = "#8a1259";
  static DASH = [5, 3]; // of the line to a proposal
  static SAME = 3; // pixels: claims this near to each other have one sign
  static SIGN = 13; // pixels around the middle of the place's own sign and its ring
  static LETTERS = 17; // pixels: height of a number's box and of a line of letters
  static MOST = 60; // numbers drawn; a place with more sources has the rest as crosses

  constructor(data, pane, words) {
    super(pane);
    this.data = data;
    this.words = words;
    this.room = null; // container pixels where letters are best seen
    this.show(-1);
  }

  /* place: the one whose claims are compared, or -1. */
  show(place) {
    const { data } = this;
    this.place = place;
    this.spots = [];
    this.chosen = place >= 0 && Number.isFinite(data.placeX[place])
      ? { lon: data.places.lon[place], lat: data.places.lat[place], x: data.placeX[place], y: data.placeY[place], radius: data.places.uncertainty[place] || 0 }
      : null;
    this.claims = place < 0 ? [] : [...this._sources(place), ...this._proposals(place)];
    const [first] = this.points();
    if (first) for (const claim of this.claims) claim.x -= Math.round(claim.x - first.x); // the copy of the world that is nearest
    this.shown = this.claims.length > 0;
  }

  _sources(place) {
    const claims = (this.data.places.sources[place] || []).map(([title, , , lon, lat, radius, , metres], i) => ({ number: i + 1, title: this.data.string(title), lon, lat, radius: radius || 0, metres }));
    return claims.filter(ComparisonLayer._located);
  }

  _proposals(place) {
    const points = this.data.proposed[place] || [];
    return points.map(([lon, lat, metres]) => ({ number: 0, title: this.words.t("map.proposed"), lon, lat, radius: 0, metres })).filter(ComparisonLayer._located);
  }

  static _located(claim) {
    if (!Number.isFinite(claim.lon) || !Number.isFinite(claim.lat)) return false;
    claim.x = CanvasLayer.worldX(claim.lon);
    claim.y = CanvasLayer.worldY(claim.lat);
    return true;
  }

  /* All positions with the radius of their circle: {lon, lat, radius}, the chosen one first. */
  points() {
    return this.chosen ? [this.chosen, ...this.claims] : this.claims;
  }

  draw(context, view) {
    const { spots, chosen } = this.layout(context, view);
    const pixels = ({ y, radius }) => radius * CanvasLayer.pixelsPerMetre(y, view.scale);
    if (chosen) UncertaintyLayer.ring(context, view, chosen, pixels(this.chosen), { dash: [], width: 1.6 });
    for (const spot of spots) for (const claim of spot.claims) UncertaintyLayer.ring(context, view, spot, pixels(claim), { dash: [2, 4], width: 1, fill: false });
    if (chosen) ComparisonLayer._lines(context, chosen, spots);
    for (const spot of spots) ComparisonLayer._mark(context, spot, chosen);
    for (const spot of spots) ComparisonLayer._letters(context, spot);
  }

  /* Where everything goes, as {spots, chosen, boxes}; boxes hold letters and marks, for other layers to keep clear of.
     signs: boxes of other places' signs. */
  layout(context, view, signs = this.signs || []) {
    this.signs = signs;
    const [first] = this.points();
    if (!first) return { spots: [], chosen: null, boxes: [] };
    const copy = Math.round((view.west + view.east) / 2 - first.x);
    const at = ({ x, y }) => ({ x: (x + copy) * view.scale - view.left, y: y * view.scale - view.top });
    const chosen = this.chosen && at(this.chosen);
    this.spots = this._spots(at);
    const lines = chosen ? this.spots.flatMap((spot) => Seats.alongLine(chosen, spot)) : [];
    const seats = new Seats(this._roomOn(view), [...signs, ...lines]);
    if (chosen) for (const box of ComparisonLayer._ofPlace(chosen, this.data.review[this.place] > 0)) seats.block(box);
    for (const spot of this.spots) this._prepare(spot, chosen, seats);
    const byHand = [...this.spots].sort((a, b) => (a.length < ComparisonLayer.SAME) - (b.length < ComparisonLayer.SAME)); // the place's own number yields
    for (const spot of byHand.slice(0, ComparisonLayer.MOST)) this._seat(context, spot, chosen, seats);
    return { spots: this.spots, chosen, boxes: seats.taken };
  }

  /* What the places layer draws for the place itself. */
  static _ofPlace({ x, y }, underReview) {
    const sign = Seats.box(x, y, 2 * ComparisonLayer.SIGN, 2 * ComparisonLayer.SIGN);
    return underReview ? [sign, Seats.box(x + PlacesLayer.BADGE_PICKED, y - PlacesLayer.BADGE_PICKED, 12, 12)] : [sign];
  }

  _roomOn(view) {
    if (!this.room) return null;
    const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(view.topLeft);
    const { min, max } = this.room;
    return [min.x + corner.x, min.y + corner.y, max.x + corner.x, max.y + corner.y];
  }

  /* Claims on the screen; those of a kind and a distance that fall together are one spot. */
  _spots(at) {
    const spots = [];
    for (const claim of this.claims) {
      const { x, y } = at(claim);
      const proposed = claim.number === 0;
      const distance = claim.metres >= 1 ? this.words.distance(claim.metres) : "";
      const same = spots.find((spot) => spot.proposed === proposed && spot.distance === distance && Math.hypot(spot.x - x, spot.y - y) <= ComparisonLayer.SAME);
      if (same) same.claims.push(claim);
      else spots.push({ x, y, proposed, distance, claims: [claim] });
    }
    return spots;
  }

  /* Sign and number of a spot. A proposal's square stands on its position where that is free. */
  _prepare(spot, chosen, seats) {
    spot.label = spot.proposed ? "?" : spot.claims.map(({ number }) => number).join(", ");
    spot.length = chosen ? Math.hypot(spot.x - chosen.x, spot.y - chosen.y) : Infinity;
    spot.under = spot.length < ComparisonLayer.SIGN; // the place's own sign lies on it
    spot.over = this.signs.some(([left, top, right, bottom]) => Math.hypot(spot.x - (left + right) / 2, spot.y - (top + bottom) / 2) < 7);
    const side = spot.proposed ? 16 : 12;
    const box = Seats.box(spot.x, spot.y, side, side);
    if (spot.proposed && seats.isFree(box)) spot.square = seats.block(box);
    else if (!spot.proposed && !spot.under) seats.block(box);
  }

  /* Seats for the number and the distance: the distance beside the line, or beside the number where the line is short. */
  _seat(context, spot, chosen, seats) {
    const { LETTERS, SIGN } = ComparisonLayer;
    context.font = ComparisonLayer._font();
    const away = chosen && spot.length > ComparisonLayer.SAME ? Math.atan2(spot.y - chosen.y, spot.x - chosen.x) : -Math.PI / 4;
    const letters = spot.distance ? Math.ceil(context.measureText(spot.distance).width) : 0;
    const box = spot.square ? 0 : Math.max(LETTERS, Math.ceil(context.measureText(spot.label).width) + 9);
    const beside = letters > 0 && chosen && spot.length < letters + 56;
    const width = box + (beside ? letters + (box ? 4 : 0) : 0);
    const seat = width > 0 && seats.take(Seats.around(spot.x, spot.y, width, LETTERS, away, spot.under ? SIGN : 7));
    const leftwards = seat && seat[0] + seat[2] < 2 * spot.x; // the number is nearer to the spot than the distance
    if (seat && box) spot.box = leftwards ? [seat[2] - box, seat[1], seat[2], seat[3]] : [seat[0], seat[1], seat[0] + box, seat[3]];
    if (seat && beside) spot.words = leftwards ? [seat[0], seat[1], seat[0] + letters, seat[3]] : [seat[2] - letters, seat[1], seat[2], seat[3]];
    if (letters && chosen && !beside) {
      spot.words = seats.take([...Seats.along(chosen, spot, letters, LETTERS), ...Seats.around(spot.x, spot.y, letters, LETTERS, away, 7)]);
    }
  }

  static _font() {
    return `600 12px ${CanvasLayer.FONT}`;
  }

  static colour(spot) {
    return spot.proposed ? ComparisonLayer.PROPOSED : ComparisonLayer.SOURCE;
  }

  /* A thin line to each spot from the edge of the place's sign; where two lie on each other, both are seen. */
  static _lines(context, chosen, spots) {
    const lines = spots.filter(({ under }) => !under).map((spot) => ({ spot, from: ComparisonLayer._edge(chosen, spot) }));
    for (const { spot, from } of lines) ComparisonLayer.line(context, from, spot, "rgba(255, 255, 255, 0.85)", 3.4);
    for (const proposed of [false, true]) {
      for (const { spot, from } of lines) if (spot.proposed === proposed) ComparisonLayer.line(context, from, spot, ComparisonLayer.colour(spot), 1.3, proposed);
    }
  }

  /* The point of the edge of a sign that faces another point. */
  static _edge(middle, { x, y }) {
    const share = ComparisonLayer.SIGN / (Math.hypot(x - middle.x, y - middle.y) || 1);
    return { x: middle.x + share * (x - middle.x), y: middle.y + share * (y - middle.y) };
  }

  /* Dashed to what is only proposed. */
  static line(context, from, to, colour, width, proposed = false) {
    context.setLineDash(proposed ? ComparisonLayer.DASH : []);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    context.setLineDash([]);
  }

  /* A cross for a source; a hollow square with a question mark for a proposal. */
  static _mark(context, spot, chosen) {
    if (spot.box) ComparisonLayer._leader(context, spot, chosen);
    if (spot.square) ComparisonLayer.question(context, spot.x, spot.y, 7);
    else if (!spot.under && !spot.proposed) ComparisonLayer.cross(context, spot.x, spot.y, spot.over);
  }

  /* From a spot, or from the sign that lies on it, to the box of its number. */
  static _leader(context, spot, chosen) {
    const [left, top, right, bottom] = spot.box;
    const to = { x: Math.max(left, Math.min(right, spot.x)), y: Math.max(top, Math.min(bottom, spot.y)) };
    ComparisonLayer.line(context, spot.under ? ComparisonLayer._edge(chosen, to) : spot, to, ComparisonLayer.colour(spot), 1);
  }

  /* A cross; open in the middle where it lies on the sign of another place, which is to be seen. */
  static cross(context, x, y, open = false) {
    const [inner, outer] = open ? [4, 8] : [0, 4];
    for (const [width, colour] of [[4.4, "#ffffff"], [2, ComparisonLayer.SOURCE]]) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.beginPath();
      for (const [dx, dy] of [[1, 1], [1, -1], [-1, 1], [-1, -1]]) {
        context.moveTo(x + inner * dx, y + inner * dy);
        context.lineTo(x + outer * dx, y + outer * dy);
      }
      context.stroke();
    }
  }

  /* The sign of what is proposed and not decided: a hollow square with a question mark. */
  static question(context, x, y, half) {
    context.setLineDash([]);
    context.fillStyle = "#ffffff";
    context.strokeStyle = "#ffffff";
    context.lineWidth = 4;
    context.strokeRect(x - half, y - half, 2 * half, 2 * half);
    context.fillRect(x - half, y - half, 2 * half, 2 * half);
    context.strokeStyle = ComparisonLayer.PROPOSED;
    context.lineWidth = 1.6;
    context.strokeRect(x - half, y - half, 2 * half, 2 * half);
    context.fillStyle = ComparisonLayer.PROPOSED;
    context.font = `700 ${Math.round(1.6 * half)}px ${CanvasLayer.FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText("?", x, y + 0.5);
  }

  /* A number in a box, as beside the sources of the panel. */
  static number(context, [left, top, right, bottom], text) {
    context.beginPath();
    context.roundRect(left + 0.8, top + 0.8, right - left - 1.6, bottom - top - 1.6, 3);
    context.fillStyle = "#ffffff";
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = ComparisonLayer.SOURCE;
    context.stroke();
    context.fillStyle = "#3d2900";
    context.font = ComparisonLayer._font();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, (left + right) / 2, (top + bottom) / 2 + 0.5);
  }

  static _letters(context, spot) {
    if (spot.box && spot.proposed) ComparisonLayer.question(context, (spot.box[0] + spot.box[2]) / 2, (spot.box[1] + spot.box[3]) / 2, 7);
    else if (spot.box) ComparisonLayer.number(context, spot.box, spot.label);
    if (!spot.words) return;
    const [left, top, , bottom] = spot.words;
    context.font = ComparisonLayer._font();
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = "rgba(255, 255, 255, 0.92)";
    context.strokeText(spot.distance, left, (top + bottom) / 2 + 0.5);
    context.fillStyle = spot.proposed ? ComparisonLayer.PROPOSED : "#3d2900";
    context.fillText(spot.distance, left, (top + bottom) / 2 + 0.5);
  }

  /* The claims drawn at a point of the canvas, or null. */
  hit(x, y, tolerance = 8) {
    if (!this.shown) return null;
    const in_ = ([left, top, right, bottom]) => x >= left && x <= right && y >= top && y <= bottom;
    const spot = this.spots.find((one) => [one.box, one.words, one.square].some((box) => box && in_(box))) ||
      this.spots.find((one) => !one.under && Math.hypot(one.x - x, one.y - y) <= tolerance);
    return spot ? spot.claims : null;
  }
}

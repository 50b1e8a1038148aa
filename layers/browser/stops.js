"use strict";
/* One person's path, stop by stop: numbers in the order of the record, and the names of the places. */

class StopsLayer extends CanvasLayer {
  constructor(data, pane, places) {
    super(pane);
    this.data = data;
    this.places = places;
    this.stops = [];
    this.room = null; // container pixels where names are best seen
  }

  /* person: whose stops, or -1. Numbers count also the stops without a place, which have no sign on the map. */
  show(person) {
    const byPlace = new Map();
    if (person >= 0) {
      this.data.stintsOf(person).forEach((stint, i) => {
        const place = this.data.stints.place[stint];
        if (place < 0) return;
        if (!byPlace.has(place)) byPlace.set(place, []);
        byPlace.get(place).push(i + 1);
      });
    }
    this.stops = [...byPlace].map(([place, numbers]) => ({ place, text: numbers.join(", ") }));
  }

  draw(context, view) {
    const taken = [];
    const spots = [];
    for (const { place, text } of this.stops) {
      for (const copy of view.copies) {
        const x = (this.data.placeX[place] + copy) * view.scale - view.left;
        const y = this.data.placeY[place] * view.scale - view.top;
        if (x > -20 && x < view.width + 20 && y > -20 && y < view.height + 20) spots.push({ place, text, x, y });
      }
    }
    for (const spot of spots) this._seat(context, spot, taken);
    for (const spot of spots) this._number(context, spot);
    if (view.zoom < PlacesLayer.LABEL_ZOOM && this.room) this._names(context, view, spots, taken);
  }

  /* Where the number goes: beside the sign, on the first side that is free. */
  _seat(context, spot, taken) {
    context.font = `700 12px ${CanvasLayer.FONT}`;
    spot.half = Math.max(9, context.measureText(spot.text).width / 2 + 5);
    const away = spot.half + 7;
    const seats = [[-away, -12], [away, -12], [-away, 12], [away, 12], [0, -21], [0, 21], [-away - 14, 0], [away + 14, 0]];
    const free = seats.find(([dx, dy]) => !taken.some((t) => this._meet(this._box(spot, dx, dy), t))) || seats[0];
    spot.nx = spot.x + free[0];
    spot.ny = spot.y + free[1];
    taken.push(this._box(spot, free[0], free[1]), [spot.x - 6, spot.y - 6, spot.x + 6, spot.y + 6]);
  }

  _box(spot, dx, dy) {
    return [spot.x + dx - spot.half, spot.y + dy - 9, spot.x + dx + spot.half, spot.y + dy + 9];
  }

  _meet(a, b) {
    return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  }

  _number(context, { x, y, nx, ny, half, text }) {
    context.strokeStyle = "#000000";
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(nx, ny);
    context.stroke();
    context.beginPath();
    context.roundRect(nx - half, ny - 9, 2 * half, 18, 9);
    context.fillStyle = "#ffffff";
    context.fill();
    context.lineWidth = 1.6;
    context.stroke();
    context.fillStyle = "#000000";
    context.font = `700 12px ${CanvasLayer.FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, nx, ny + 0.5);
  }

  /* Names of the stops, kept clear of panel and legend where there is room. */
  _names(context, view, spots, taken) {
    const corner = this._map.containerPointToLayerPoint([0, 0]).subtract(view.topLeft);
    const { min, max } = this.room;
    const room = [min.x + corner.x, min.y + corner.y, max.x + corner.x, max.y + corner.y];
    context.font = `600 12px ${CanvasLayer.FONT}`;
    context.textAlign = "left";
    context.textBaseline = "middle";
    for (const { place, x, y, nx, half } of spots) {
      const gap = Math.max(10, Math.abs(nx - x) + half + 5);
      PlacesLayer.label(context, this.places.name(place, 40), x, y, taken, "#000000", { gap, room });
    }
  }
}

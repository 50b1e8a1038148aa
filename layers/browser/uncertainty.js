"use strict";
/* How far off a place may be: a circle that holds the true position, and thin lines to what other sources say. */

class UncertaintyLayer extends CanvasLayer {
  static COLOUR = "#7a5200";

  constructor(data, pane, places) {
    super(pane);
    this.data = data;
    this.places = places; // the places layer: what is visible there is circled here
    this.compared = -1; // a place that the comparison shows: left to it
    this.sources = Array.from(data.places.sources, (sources) => UncertaintyLayer._positions(sources));
  }

  static _positions(sources) {
    return (sources || [])
      .filter((source) => Number.isFinite(source[3]) && Number.isFinite(source[4]))
      .map((source) => [CanvasLayer.worldX(source[3]), CanvasLayer.worldY(source[4])]);
  }

  draw(context, view) {
    const { placeX, placeY, placeCount } = this.data;
    for (let i = 0; i < placeCount; i += 1) {
      if (!Number.isFinite(placeX[i]) || i === this.compared || !this.places.isVisible(i)) continue;
      const radius = this.data.places.uncertainty[i] * CanvasLayer.pixelsPerMetre(placeY[i], view.scale);
      for (const copy of view.copies) {
        const x = (placeX[i] + copy) * view.scale - view.left;
        const y = placeY[i] * view.scale - view.top;
        if (x < -200 - radius || x > view.width + 200 + radius || y < -200 - radius || y > view.height + 200 + radius) continue;
        UncertaintyLayer.ring(context, view, { x, y }, radius, { dash: radius > 600 ? [] : [4, 3], width: 1.2 });
        for (const [sx, sy] of this.sources[i]) this._dispute(context, x, y, (sx + copy) * view.scale - view.left, sy * view.scale - view.top);
      }
    }
  }

  /* A circle of so many pixels around a point; none where it is too small to see or as large as the map. */
  static ring(context, view, { x, y }, radius, { dash, width, fill = true }) {
    if (!(radius >= 4) || radius > 4 * view.width) return;
    context.strokeStyle = UncertaintyLayer.COLOUR;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = "rgba(122, 82, 0, 0.07)";
    if (fill) context.fill();
    context.stroke();
    context.setLineDash([]);
  }

  /* Another source's position: a small cross, joined to the chosen one. */
  _dispute(context, x, y, sx, sy) {
    if (Math.hypot(x - sx, y - sy) < 6) return;
    context.strokeStyle = UncertaintyLayer.COLOUR;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(sx, sy);
    context.moveTo(sx - 4, sy - 4);
    context.lineTo(sx + 4, sy + 4);
    context.moveTo(sx - 4, sy + 4);
    context.lineTo(sx + 4, sy - 4);
    context.stroke();
  }
}

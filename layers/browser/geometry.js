"use strict";
/* Lines on the screen: the part in view, a point along it, how far a point is from it. All in pixels. */

const Geometry = {
  /* The part of a segment inside the canvas (Liang and Barsky), or null. */
  clip(x0, y0, x1, y1, width, height) {
    const dx = x1 - x0;
    const dy = y1 - y0;
    let from = 0;
    let to = 1;
    for (const [p, q] of [[-dx, x0 + 20], [dx, width + 20 - x0], [-dy, y0 + 20], [dy, height + 20 - y0]]) {
      if (p === 0 && q < 0) return null;
      if (p < 0) from = Math.max(from, q / p);
      if (p > 0) to = Math.min(to, q / p);
    }
    if (from > to) return null;
    return [x0 + from * dx, y0 + from * dy, x0 + to * dx, y0 + to * dy];
  },

  /* Point and direction at a share of the visible length. */
  along({ parts, length }, share) {
    let rest = share * length;
    for (const [x0, y0, x1, y1] of parts) {
      const step = Math.hypot(x1 - x0, y1 - y0);
      if (rest <= step && step > 0) {
        return { x: x0 + ((x1 - x0) * rest) / step, y: y0 + ((y1 - y0) * rest) / step, dx: (x1 - x0) / step, dy: (y1 - y0) / step };
      }
      rest -= step;
    }
    return null;
  },

  /* From a point to the nearest spot of a line with that many corners. */
  distance(xs, ys, count, x, y) {
    let nearest = Infinity;
    for (let j = 1; j < count; j += 1) {
      const dx = xs[j] - xs[j - 1];
      const dy = ys[j] - ys[j - 1];
      const along = ((x - xs[j - 1]) * dx + (y - ys[j - 1]) * dy) / (dx * dx + dy * dy || 1);
      const t = Math.max(0, Math.min(1, along));
      nearest = Math.min(nearest, Math.hypot(x - xs[j - 1] - t * dx, y - ys[j - 1] - t * dy));
    }
    return nearest;
  },
};

"use strict";
/* Where the map goes: to the whole of what was picked, or only so far that nothing lies over it. */

class Moves {
  static FAR = 11; // the closest look at a path, a place or a leg: what the basemap shows well
  static NEAR = 16; // at positions some metres apart
  static WIDER = 3; // a circle so many times wider than the claims are apart would make them one point: left out
  static LEAST_M = 150; // metres around a single position
  static DEGREE_M = 111320; // metres of a degree of latitude

  constructor(app) {
    this.app = app;
    this.compared = -1; // the place whose claims the map went to last
  }

  /* Bounds of a whole path, a place or the two ends of a leg; null when nothing of it has a position. */
  boundsOf({ kind, position }) {
    const { app } = this;
    if (kind === "person") return Home.around(app.data, [...app.placesOf(new Set([position]))]);
    if (kind === "line") return Home.around(app.data, [app.data.lineA[position], app.data.lineB[position]]);
    return Home.around(app.data, [position]);
  }

  /* Move, but never zoom, so that what was picked is not hidden by the panel or out of view. */
  intoView() {
    const { map, pick } = this.app;
    const bounds = pick && this.boundsOf(pick);
    if (!bounds) return;
    const room = this.room();
    const corners = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) => map.latLngToContainerPoint(corner));
    const shape = L.bounds(corners);
    const inside = pick.kind === "person" && !Moves.fits(shape, room) ? room.intersects(shape) : room.contains(shape);
    if (!inside) map.panBy(shape.getCenter().subtract(room.getCenter()).round(), { animate: false });
  }

  /* The part of the map (container pixels) that neither legend nor panel lies on, with a margin. */
  room(margin = 40) {
    const { panel, legend, map } = this.app;
    const { right, bottom } = panel.covers();
    const size = map.getSize();
    return L.bounds([legend.covers() + margin, margin], [size.x - right - margin, size.y - bottom - margin]);
  }

  static fits(shape, room) {
    return shape.getSize().x <= room.getSize().x && shape.getSize().y <= room.getSize().y;
  }

  fit(bounds, maxZoom = Moves.FAR) {
    if (!bounds) return;
    const { map } = this.app;
    const free = this.room(0).getSize();
    const { min, max } = this.room(Math.max(8, Math.min(60, Math.round(Math.min(free.x, free.y) / 5)))); // a low window keeps room for the path
    map.fitBounds(bounds, { paddingTopLeft: min, paddingBottomRight: map.getSize().subtract(max), maxZoom, animate: false });
  }

  /* To all claims of the place that is compared: once, when it is picked or the comparison is switched on. False when
     there is nothing new to go to. */
  toClaims(move = true) {
    const { comparison } = this.app;
    const fresh = comparison.place >= 0 && comparison.place !== this.compared;
    this.compared = comparison.place;
    if (fresh && move) this.fit(Moves.around(comparison.points()), Moves.NEAR);
    return fresh;
  }

  /* Bounds of positions {lon, lat, radius} with their circles, as far as these leave the positions apart; null for none. */
  static around(points) {
    if (!points.length) return null;
    const cosine = Math.max(0.05, Math.cos((points[0].lat * Math.PI) / 180));
    const lons = points.map(({ lon }) => lon - 360 * Math.round((lon - points[0].lon) / 360));
    const lats = points.map(({ lat }) => lat);
    const apart = Moves.DEGREE_M * Math.hypot((Math.max(...lons) - Math.min(...lons)) * cosine, Math.max(...lats) - Math.min(...lats));
    const reach = points.map(({ radius }) => (apart < 1 || radius <= Moves.WIDER * apart ? Math.max(radius, Moves.LEAST_M) : Moves.LEAST_M) / Moves.DEGREE_M);
    const edge = (values, side, scale) => values.map((value, i) => value + (side * reach[i]) / scale);
    return L.latLngBounds(
      [Math.min(...edge(lats, -1, 1)), Math.min(...edge(lons, -1, cosine))],
      [Math.max(...edge(lats, 1, 1)), Math.max(...edge(lons, 1, cosine))],
    );
  }
}

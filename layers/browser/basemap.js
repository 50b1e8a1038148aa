"use strict";
/* Land, water, borders, provinces and towns, drawn from what is in the document: no tiles, no requests. */

class BasemapLayer extends CanvasLayer {
  static WATER = "#dbe5ec";
  static LAND = "#f7f6f2";
  static COAST = "#9fb2bf";
  static RIVER = "#a9c3d3";
  static BORDER = "#8a8580";
  static PROVINCE = "#d3cec6";
  // Smallest zoom at which a town of that rank is named; 0 is the greatest.
  static TOWN_ZOOM = [3.5, 4.75, 6, 7.25, 8.25];
  static TOWN_SIZE = [13, 13, 12, 11.5, 11];

  constructor(basemap, lang, words, pane) {
    super(pane);
    this.lang = lang;
    this.words = words;
    const { scale, world } = basemap;
    this.box = basemap.box;
    this.world = BasemapLayer.later(() => BasemapLayer.shapes(world.land, world.scale));
    this.worldBorders = BasemapLayer.later(() => BasemapLayer.shapes(world.borders, world.scale));
    this.land = BasemapLayer.shapes(basemap.land, scale, this.box);
    this.lakes = BasemapLayer.shapes(basemap.lakes.ring, scale);
    this.rivers = BasemapLayer.shapes(basemap.rivers.line, scale);
    this.rivers.forEach((river, i) => (river.rank = basemap.rivers.rank[i]));
    this.borders = BasemapLayer.shapes(basemap.borders.line, scale);
    this.borders.forEach((border, i) => (border.disputed = basemap.borders.kind[i] === 1));
    this.provinces = BasemapLayer.later(() => BasemapLayer.shapes(basemap.provinces.line, scale));
    this.labels = [...this._countryNames(basemap), ...this._provinceNames(basemap, scale), ...this._townNames(basemap, scale)];
  }

  /* Shapes that are read when they are first drawn: what few views show is not to cost every opening. */
  static later(read) {
    let shapes = null;
    return () => (shapes ??= read());
  }

  static shapes(texts, scale, box) {
    return texts.map((text) => BasemapLayer.shape(Codec.numbers(text), scale, box));
  }

  /* A line in world units with its box, from differences of whole units, longitude and latitude in turn.
     Points on the edge of the cut-out are marked, so that no coast is drawn there. */
  static shape(steps, scale, box) {
    const count = steps.length / 2;
    const shape = { x: new Float64Array(count), y: new Float64Array(count), edge: box ? new Uint8Array(count) : null, west: 9, east: -9, north: 9, south: -9 };
    const [left, bottom, right, top] = box ? box.map((degrees) => degrees * scale) : [];
    let longitude = 0;
    let latitude = 0;
    for (let i = 0; i < count; i += 1) {
      longitude += steps[2 * i];
      latitude += steps[2 * i + 1];
      const x = CanvasLayer.worldX(longitude / scale);
      const y = CanvasLayer.worldY(latitude / scale);
      shape.x[i] = x;
      shape.y[i] = y;
      if (box && (longitude <= left || longitude >= right || latitude <= bottom || latitude >= top)) shape.edge[i] = 1;
      if (x < shape.west) shape.west = x;
      if (x > shape.east) shape.east = x;
      if (y < shape.north) shape.north = y;
      if (y > shape.south) shape.south = y;
    }
    return shape;
  }

  _countryNames(basemap) {
    return Object.entries(basemap.countries)
      .filter(([code]) => this.words.has(`code.country.${code}`))
      .map(([code, [longitude, latitude]]) => this._label(this.words.t(`code.country.${code}`), longitude, latitude, { from: 3, to: 6.5, size: 13, kind: "country" }));
  }

  _provinceNames(basemap, scale) {
    const { id, name, x, y } = basemap.provinces;
    return name.map((text, i) => {
      const words = this.words.has(`code.admin1.${id[i]}`) ? this.words.t(`code.admin1.${id[i]}`) : text;
      const own = id[i].startsWith("KP") ? 0 : 0.75; // the provinces of North Korea are named first
      return this._label(words, x[i] / scale, y[i] / scale, { from: 6.25 + own, to: 10, size: 12, kind: "province" });
    });
  }

  _townNames(basemap, scale) {
    const { name, ko, x, y, rank } = basemap.towns;
    return name.map((text, i) => {
      const words = (this.lang === "ko" && ko[i]) || text;
      return this._label(words, x[i] / scale, y[i] / scale, { from: BasemapLayer.TOWN_ZOOM[rank[i]], to: 99, size: BasemapLayer.TOWN_SIZE[rank[i]], kind: "town" });
    });
  }

  _label(text, longitude, latitude, style) {
    return { text: Dom.line(text, 40), x: CanvasLayer.worldX(longitude), y: CanvasLayer.worldY(latitude), ...style };
  }

  draw(context, view) {
    context.fillStyle = BasemapLayer.WATER;
    context.fillRect(0, 0, view.width, view.height);
    context.lineJoin = "round";
    if (!this._covers(view)) {
      this._fill(context, view, this.world(), BasemapLayer.LAND);
      this._lines(context, view, this.worldBorders(), BasemapLayer.BORDER, 0.7);
    }
    this._fill(context, view, this.land, BasemapLayer.LAND);
    if (view.zoom >= 5.5) this._lines(context, view, this.provinces(), BasemapLayer.PROVINCE, 1);
    this._fill(context, view, this.lakes, BasemapLayer.WATER);
    this._lines(context, view, this.rivers.filter((river) => river.rank <= view.zoom), BasemapLayer.RIVER, view.zoom >= 8 ? 1.4 : 0.9);
    this._lines(context, view, this.land, BasemapLayer.COAST, 0.8);
    this._lines(context, view, this.borders.filter((border) => !border.disputed), BasemapLayer.BORDER, 1.3);
    context.setLineDash([5, 3]);
    this._lines(context, view, this.borders.filter((border) => border.disputed), BasemapLayer.BORDER, 1.3);
    context.setLineDash([]);
    this._names(context, view);
  }

  /* Whether the detailed part fills the view, so that nothing of the coarse world (which reaches a little under it) shows. */
  _covers(view) {
    const [west, south, east, north] = this.box.map((degrees, i) => degrees + (i < 2 ? 0.1 : -0.1));
    if (view.north < CanvasLayer.worldY(north) || view.south > CanvasLayer.worldY(south)) return false;
    return view.copies.some((copy) => view.west >= CanvasLayer.worldX(west) + copy && view.east <= CanvasLayer.worldX(east) + copy);
  }

  /* Shapes in view, each with the copy of the world in which it is seen. */
  _visible(shapes, view) {
    const found = [];
    for (const shape of shapes) {
      if (shape.north > view.south || shape.south < view.north) continue;
      for (const copy of view.copies) if (shape.west + copy < view.east && shape.east + copy > view.west) found.push([shape, copy]);
    }
    return found;
  }

  _fill(context, view, shapes, colour) {
    context.fillStyle = colour;
    context.beginPath();
    for (const [shape, copy] of this._visible(shapes, view)) {
      this._trace(context, view, shape, copy);
      context.closePath();
    }
    context.fill("evenodd");
  }

  _lines(context, view, shapes, colour, width) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    for (const [shape, copy] of this._visible(shapes, view)) {
      if (shape.edge) this._coast(context, view, shape, copy);
      else this._trace(context, view, shape, copy);
    }
    context.stroke();
  }

  /* Points nearer than half a pixel to the last one drawn are left out. */
  _trace(context, view, shape, copy) {
    const shift = copy * view.scale - view.left;
    let lastX = Infinity;
    let lastY = Infinity;
    const last = shape.x.length - 1;
    for (let i = 0; i <= last; i += 1) {
      const x = shape.x[i] * view.scale + shift;
      const y = shape.y[i] * view.scale - view.top;
      if (i > 0 && i < last && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.7) continue;
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
      lastX = x;
      lastY = y;
    }
  }

  /* The outline of land without the cut edges of the detailed part. */
  _coast(context, view, shape, copy) {
    const shift = copy * view.scale - view.left;
    const count = shape.x.length;
    let open = false;
    for (let i = 0; i <= count; i += 1) {
      const at = i % count;
      const before = (i + count - 1) % count;
      const x = shape.x[at] * view.scale + shift;
      const y = shape.y[at] * view.scale - view.top;
      if (i === 0 || (shape.edge[at] && shape.edge[before])) open = false;
      if (open) context.lineTo(x, y);
      else context.moveTo(x, y);
      open = true;
    }
  }

  _names(context, view) {
    const taken = [];
    context.lineJoin = "round";
    context.textBaseline = "middle";
    for (const label of this.labels) {
      if (view.zoom < label.from || view.zoom >= label.to || label.y < view.north || label.y > view.south) continue;
      for (const copy of view.copies) {
        const x = (label.x + copy) * view.scale - view.left;
        if (x < 0 || x > view.width) continue;
        this._name(context, label, x, label.y * view.scale - view.top, taken);
      }
    }
  }

  _name(context, label, x, y, taken) {
    const town = label.kind === "town";
    context.font = `${town ? "" : "500 "}${label.size}px ${CanvasLayer.FONT}`;
    const width = context.measureText(label.text).width;
    const left = town ? x + 9 : x - width / 2;
    const box = [left - 3, y - 9, left + width + 3, y + 9];
    if (taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) return;
    taken.push(box);
    context.textAlign = "left";
    if (town) {
      context.fillStyle = "#8b8f93";
      context.fillRect(x - 1.75, y - 1.75, 3.5, 3.5);
    }
    context.lineWidth = 3;
    context.strokeStyle = "rgba(247, 246, 242, 0.85)";
    context.strokeText(label.text, left, y);
    context.fillStyle = town ? "#5b6166" : "#8a857d";
    context.fillText(label.text, left, y);
  }
}

"use strict";
/* A canvas that covers the map and is drawn anew after each move. A layer says draw(context, view).

   Positions are in world units: Web Mercator, 0..1 from west to east and from north to south. */

class CanvasLayer extends L.Layer {
  constructor(pane) {
    super();
    L.Util.setOptions(this, { pane });
    this.shown = true;
    this.lastMs = 0; // what the last drawing took
  }

  static PADDING = 0.06; // of the map's size on each side, so that dragging does not uncover the edge at once
  static PAPER_RATIO = 3; // canvas pixels to a pixel of the style sheet on paper: 288 dpi
  static paper = false; // while printing
  static SLOW_MS = 25; // a layer slower than this is not drawn while the map is being dragged

  static FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", NanumGothic, sans-serif';

  static worldX(longitude) {
    return longitude / 360 + 0.5;
  }

  static worldY(latitude) {
    const phi = (Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180;
    return 0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI);
  }

  /* Screen pixels of one metre on the ground at that world y. */
  static pixelsPerMetre(worldY, scale) {
    return (scale / 40075016.686) * Math.cosh(2 * Math.PI * (0.5 - worldY));
  }

  onAdd() {
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated", this.getPane());
    this.canvas.setAttribute("aria-hidden", "true"); // what it shows is said by markers, panel and legend
    this.context = this.canvas.getContext("2d");
    this.redraw();
  }

  onRemove() {
    this.canvas.remove();
    this.canvas = null;
  }

  getEvents() {
    return { moveend: this.redraw, move: this._follow, zoom: this._scale, zoomanim: this._animate };
  }

  redraw() {
    if (!this.canvas || !this._map) return;
    const start = performance.now();
    this.view = this._measure();
    this.canvas.style.display = this.shown ? "" : "none";
    if (this.shown) {
      this.context.setTransform(this.view.ratio, 0, 0, this.view.ratio, 0, 0);
      this.context.clearRect(0, 0, this.view.width, this.view.height);
      this.draw(this.context, this.view);
    }
    this.lastMs = performance.now() - start;
  }

  /* Size and place the canvas; say what it shows. */
  _measure() {
    const map = this._map;
    const size = map.getSize();
    const ratio = CanvasLayer.paper ? CanvasLayer.PAPER_RATIO : Math.min(2, window.devicePixelRatio || 1);
    const topLeft = map.containerPointToLayerPoint(size.multiplyBy(-CanvasLayer.PADDING)).floor();
    const width = Math.ceil(size.x * (1 + 2 * CanvasLayer.PADDING));
    const height = Math.ceil(size.y * (1 + 2 * CanvasLayer.PADDING));
    if (this.canvas.width !== width * ratio || this.canvas.height !== height * ratio) {
      this.canvas.width = width * ratio;
      this.canvas.height = height * ratio;
      this.canvas.style.width = width + "px";
      this.canvas.style.height = height + "px";
    }
    L.DomUtil.setPosition(this.canvas, topLeft);
    const zoom = map.getZoom();
    const scale = 256 * 2 ** zoom;
    const origin = map.getPixelOrigin().add(topLeft);
    const view = { zoom, scale, ratio, width, height, left: origin.x, top: origin.y, topLeft, center: map.getCenter() };
    view.west = view.left / scale;
    view.east = (view.left + width) / scale;
    view.north = view.top / scale;
    view.south = (view.top + height) / scale;
    view.copies = CanvasLayer.copies(view.west, view.east);
    return view;
  }

  /* Which copies of the world (0 is the one around Greenwich) lie between two world x; lines may stick out by one. */
  static copies(west, east) {
    const copies = [];
    for (let k = Math.floor(west) - 1; k <= Math.floor(east) + 1; k += 1) copies.push(k);
    return copies;
  }

  /* While dragging: draw again once the map has moved past the drawn edge. */
  _follow() {
    if (!this.view || this.lastMs > CanvasLayer.SLOW_MS || this._map._animatingZoom) return;
    if (this._map.getZoom() !== this.view.zoom) return;
    const position = this._map.containerPointToLayerPoint([0, 0]).subtract(this.view.topLeft);
    const size = this._map.getSize();
    const out =
      position.x < 0 || position.y < 0 || position.x + size.x > this.view.width || position.y + size.y > this.view.height;
    if (out) this.redraw();
  }

  _animate(event) {
    this._place(event.center, event.zoom);
  }

  _scale() {
    this._place(this._map.getCenter(), this._map.getZoom());
  }

  /* Stretch what is drawn to another centre and zoom until it is drawn anew. */
  _place(center, zoom) {
    if (!this.view) return;
    const scale = 2 ** (zoom - this.view.zoom);
    const map = this._map;
    const pane = map.containerPointToLayerPoint([0, 0]); // how far the map was dragged since its last reset
    const newOrigin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).subtract(pane).round();
    const topLeft = L.point(this.view.left, this.view.top).multiplyBy(scale).subtract(newOrigin);
    L.DomUtil.setTransform(this.canvas, topLeft, scale);
  }

  /* Where on the map's screen (container pixels) a world position lies, in the copy nearest to the middle. */
  static toScreen(map, x, y) {
    const scale = 256 * 2 ** map.getZoom();
    const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    const middle = (origin.x + map.getSize().x / 2) / scale;
    const copy = Math.round(middle - x);
    return L.point((x + copy) * scale - origin.x, y * scale - origin.y);
  }
}

"use strict";
/* The places in view as buttons: for the keyboard and for screen readers. The signs themselves are on the canvas. */

class Markers {
  static MOST = 400; // more buttons than that help nobody and slow the page

  /* pick(place, event) is called when one is chosen. */
  constructor(map, data, places, words, pick) {
    this.map = map;
    this.data = data;
    this.places = places;
    this.words = words;
    this.pick = pick;
    this.buttons = new Map();
    this.pane = map.createPane("markers");
    this.pane.setAttribute("role", "group");
    this.pane.setAttribute("aria-label", words.t("map.places_on_map"));
    this.pane.addEventListener("keydown", (event) => this._key(event));
    map.on("moveend", () => this.update());
  }

  /* Make the buttons that are missing, move those that stay (one with the focus keeps it), drop the rest. */
  update() {
    const inView = this._inView();
    this.tooMany = inView.length > Markers.MOST;
    const wanted = new Set(this.tooMany ? [] : inView);
    for (const [place, button] of this.buttons) {
      if (wanted.has(place)) continue;
      button.remove();
      this.buttons.delete(place);
    }
    if (this.tooMany) return;
    const origin = this.map.containerPointToLayerPoint([0, 0]);
    let before = null;
    for (const place of inView) {
      const button = this.buttons.get(place) || this._make(place);
      const point = CanvasLayer.toScreen(this.map, this.data.placeX[place], this.data.placeY[place]).add(origin);
      L.DomUtil.setPosition(button, point.round());
      button.setAttribute("aria-label", this.label(place));
      button.setAttribute("aria-pressed", String(place === this.places.picked));
      if (button.previousSibling !== before || !button.parentNode) {
        if (before) before.after(button);
        else this.pane.prepend(button);
      }
      before = button;
    }
  }

  /* Most visited first: the order in which Tab goes through them. */
  _inView() {
    if (!this.places.shown || !this.places.visible) return [];
    const size = this.map.getSize();
    const found = [];
    for (let i = 0; i < this.data.placeCount; i += 1) {
      if (!Number.isFinite(this.data.placeX[i]) || !this.places.isVisible(i)) continue;
      const { x, y } = CanvasLayer.toScreen(this.map, this.data.placeX[i], this.data.placeY[i]);
      if (x >= 0 && y >= 0 && x <= size.x && y <= size.y) found.push(i);
    }
    return found.sort((a, b) => this.places.people[b] - this.places.people[a] || a - b);
  }

  _make(place) {
    const button = Dom.make("button", { type: "button", class: "place" });
    button.dataset.place = this.data.string(this.data.places.id[place]).slice(0, 200);
    button.addEventListener("click", (event) => {
      if (event.detail > 0) return; // a pointer: the map asks for the sign nearest to it
      event.stopPropagation();
      this.pick(place, event);
    });
    button.addEventListener("focus", () => this.map.fire("place:focus", { place }));
    button.addEventListener("blur", () => this.map.fire("place:blur"));
    this.buttons.set(place, button);
    return button;
  }

  /* "Hoeryong MSS office, holding centre, known to the town only, 12 people" */
  label(place) {
    return [this.places.name(place), ...this.details(place)].filter(Boolean).join(", ");
  }

  details(place) {
    const { data, words } = this;
    const precision = data.string(data.places.precision[place]);
    return [
      words.code("kind", data.string(data.places.kind[place])),
      precision ? words.t(`map.precision_${precision}`) : "",
      data.placesOnly ? "" : words.people(this.places.people[place]),
      data.review[place] > 0 ? words.t("map.under_review") : "",
    ];
  }

  focus(place) {
    const button = this.buttons.get(place);
    if (button) button.focus({ preventScroll: true });
    return Boolean(button);
  }

  /* The map's keys work from a marker as well. */
  _key(event) {
    const by = { ArrowLeft: [-90, 0], ArrowRight: [90, 0], ArrowUp: [0, -90], ArrowDown: [0, 90] }[event.key];
    if (by) this.map.panBy(by, { animate: false });
    else if (event.key === "+" || event.key === "=") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else return;
    event.preventDefault();
  }
}

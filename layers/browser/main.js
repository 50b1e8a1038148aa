"use strict";
/* The map document: puts the parts together and keeps the one state that they all show. */

class NowhereMap {
  constructor(payload) {
    this.data = new Data(payload);
    this.words = new Words(payload.words);
    this.filters = new Filters(this.data, payload.filters || [], this.words);
    this.on = Object.fromEntries((payload.layers || []).map(({ key, on }) => [key, Boolean(on)]));
    this.values = {};
    this.selection = this.filters.apply(this.values);
    this.pick = null; // {kind: person | place | line, position}
    this.painted = 0;
    this._build(payload);
    this._show(false);
    this.bridge = new Bridge(Boolean(this.data.meta.standalone), (state) => this.apply(state));
    this.bridge.send({ type: "ready" });
    const { start } = this.data.meta; // as it was seen when the file was made
    if (start) this.apply(Bridge.read({ ...start, type: "state" }));
    else this._afterPaint(performance.now());
  }

  /* The elements and layers, from the bottom to the top. */
  _build(payload) {
    const { data, words } = this;
    const standalone = Boolean(data.meta.standalone);
    document.body.classList.add(standalone ? "standalone" : "framed");
    document.body.classList.toggle("places-only", data.placesOnly);
    const main = Dom.make("main");
    const skip = Dom.make("a", { class: "skip", href: "#legend", text: words.t("map.skip") });
    const frame = document.getElementById("map") || Dom.make("div", { id: "map" });
    const stage = Dom.make("div", { class: "stage" }, skip, frame); // the map and what lies over it
    this.caption = new Caption(main, stage, data, words);
    this.caption.show(this.selection, []); // before the map, whose height depends on it
    const years = standalone && TimeSlider.years(data, this.filters.table);
    if (years) this.time = new TimeSlider(main, words, years, (key) => this.filters.label(key), (filters) => this.apply({ filters }));
    main.append(stage);
    if (standalone) this.rows = new Rows(main, data, words, (kind, position) => this.choose({ kind, position }, true));
    if (standalone) this.controls = new Controls(document.body, data, words, payload, {
      change: (state) => this.apply(state),
      pick: (person) => this.choose({ kind: "person", position: person }, true),
    });
    document.body.append(main);
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", words.t(data.placesOnly ? "map.name_places" : "map.name"));
    this.map = this._makeMap(frame);
    this._addLayers(payload.basemap);
    this.markers = new Markers(this.map, data, this.places, words, (place) => this.choose({ kind: "place", position: place }, true));
    this.legend = new Legend(stage, data, words);
    this.panel = new Panel(stage, data, words, {
      open: (kind, position) => this.choose({ kind, position }, true),
      close: (byKeyboard) => this.clear(byKeyboard),
      whole: () => this.moves.fit(this.moves.boundsOf(this.pick)),
    });
    this.tooltip = new Tooltip(this.map);
    this.pointer = new Pointer(this);
    this.moves = new Moves(this);
    this.map.on("moveend", () => this._hint());
    this.print = new Print(this);
    new ResizeObserver(() => this.map.invalidateSize({ pan: false })).observe(frame);
  }

  /* Folium has made the map already where the document comes from it. */
  _makeMap(frame) {
    const map = window.map instanceof L.Map ? window.map : L.map(frame, { attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 16, zoomSnap: 0.25 });
    map.setMinZoom(2).setMaxZoom(16); // Folium keeps these for its tiles
    map.invalidateSize({ pan: false });
    const left = frame.clientWidth > 900 ? 310 : 16; // the legend lies there
    map.fitBounds(Home.bounds(this.data), { animate: false, paddingTopLeft: [left, 16], paddingBottomRight: [40, 16], maxZoom: 9 });
    L.control.zoom({ position: "topleft", zoomInTitle: this.words.t("map.zoom_in"), zoomOutTitle: this.words.t("map.zoom_out") }).addTo(map);
    const version = Dom.line(this.data.meta.version, 40);
    const credit = L.control.attribution({ prefix: false, position: "bottomright" }).addTo(map);
    credit.getContainer().textContent = [version && this.words.t("map.data_version", { version }), this.words.t("map.credits")].filter(Boolean).join(" · ");
    L.control.scale({ imperial: false, position: "bottomright", maxWidth: 120 }).addTo(map);
    this.area = new AreaButton(map, this.words, (bounds) => this._area(bounds));
    this.area.button.hidden = this.data.placesOnly && !this.data.meta.standalone; // the page has its own list of places
    map.on("moveend", () => this._tellView());
    return map;
  }

  _addLayers(basemap) {
    const { map, data, words } = this;
    ["basemap", "uncertainty", "flows", "paths", "places", "last_known", "stops", "comparison"].forEach((name, i) => {
      const pane = map.createPane(name);
      pane.style.zIndex = 300 + 10 * i;
      pane.style.pointerEvents = "none";
    });
    this.places = new PlacesLayer(data, "places", words);
    this.basemap = new BasemapLayer(basemap, data.meta.lang, words, "basemap");
    this.uncertainty = new UncertaintyLayer(data, "uncertainty", this.places);
    this.flows = new FlowsLayer(data, "flows");
    this.paths = new PathsLayer(data, "paths");
    this.lastKnown = new LastKnownLayer(data, "last_known");
    this.stops = new StopsLayer(data, "stops", this.places);
    this.comparison = new ComparisonLayer(data, "comparison", words);
    this.places.keepClear = (...args) => this.comparison.layout(...args).boxes;
    this.canvases = [this.uncertainty, this.flows, this.paths, this.places, this.lastKnown, this.stops, this.comparison];
    this._tell();
    for (const layer of [this.basemap, ...this.canvases]) layer.addTo(map);
  }

  /* A new state, in parts: filters, layers, pick (by id) and view; what is not named stays as it is. */
  apply(state) {
    const start = performance.now();
    if (state.filters) {
      this.values = state.filters;
      this.selection = this.filters.apply(this.values, state.choice);
      if (state.choice && this.pick && this.pick.kind === "line") this.pick = null; // lines are others now
    }
    if (state.layers) this.on = { ...this.on, ...state.layers };
    const picked = state.pick !== undefined && this._read(state.pick);
    const { view, before } = state; // before: where the document in this place before stood
    this._show(!view);
    if (view) this.map.setView([view[0], view[1]], view[2], { animate: false });
    if (!this.moves.toClaims(!view) && (!view || before) && picked) {
      if (this.painted <= 1 && !before) this.moves.fit(this.moves.boundsOf(this.pick)); // opened on a pick: nobody has moved the map yet
      else this.moves.intoView();
    }
    this._afterPaint(start);
  }

  /* A pick named by id; whether it is another one than before. The page knows nothing of legs, so its "nothing picked"
     leaves a picked leg alone. */
  _read(pick) {
    const before = this.pick;
    if (pick === null) {
      if (before && before.kind !== "line") this.pick = null;
      return false;
    }
    const position = pick.kind === "person" ? this.data.personById(pick.id) : this.data.placeById(pick.id);
    this.pick = position < 0 ? null : { kind: pick.kind, position };
    return Boolean(this.pick) && !(before && before.kind === pick.kind && before.position === position);
  }

  /* Someone chose a person, a place or a leg in this document. */
  choose(pick, byKeyboard) {
    const before = this.pick;
    this.pick = pick;
    this._show();
    this._tellPick(before);
    if (!this.moves.toClaims()) this.moves.intoView();
    if (byKeyboard) this.panel.focus();
    this._afterPaint(performance.now());
  }

  clear(byKeyboard) {
    if (!this.pick) return;
    const before = this.pick;
    this.pick = null;
    this._show();
    this.moves.toClaims(); // there are none: the same place picked again is gone to again
    this._tellPick(before);
    if (byKeyboard && !this._focusOn(before)) this.map.getContainer().focus();
    this._afterPaint(performance.now());
  }

  /* The focus back to where something was picked: a row of the table, a place on the map. */
  _focusOn(pick) {
    return Boolean(this.rows && this.rows.focus(pick)) || (pick.kind === "place" && this.markers.focus(pick.position));
  }

  /* Hand the state to every part and draw (the layers draw themselves when the map has just been made or moves). */
  _show(draw = true) {
    this._tell();
    this.panel.show(this.pick, this.selection);
    this.legend.giveWay(!this.panel.element.hidden);
    this.stops.room = this.moves.room(4);
    this.comparison.room = this.stops.room;
    if (draw) for (const layer of this.canvases) layer.redraw();
    this.markers.update();
    this.legend.show(this.on, { one: this.pick && this.pick.kind === "person", unlocated: this.lastKnown.unlocated, most: this.flows.most });
    this.caption.show(this.selection, this.filters.inWords(this.values));
    this._hint();
    this.area.show(this.values.bbox);
    if (this.time) this.time.show(this.values);
    if (this.rows) this.rows.show(this.selection, this.pick);
    if (this.controls) this.controls.show(this.values, this.on, this.selection, this.pick);
  }

  _hint() {
    this.caption.showHint(Boolean(this.on.paths && this.paths.dense && !this.pick), this.flows);
  }

  /* Tell the layers what is chosen. */
  _tell() {
    const { selection, data, pick } = this;
    const focus = this._focus();
    const legs = pick && pick.kind === "person" ? Uint8Array.from(selection.legs) : selection.legs;
    if (legs !== selection.legs) for (const leg of data.legsOf(pick.position)) legs[leg] = 1; // a picked path is whole
    const focusPlaces = focus && focus.size <= 200 && !data.placesOnly ? this.placesOf(focus) : null;
    this.paths.shown = Boolean(this.on.paths) || Boolean(pick && pick.kind === "person");
    this.paths.show(this.on.paths ? legs : this._only(legs, focus), focus);
    this.flows.shown = Boolean(this.on.flows);
    if (this.flows.shown && selection.flows) this.flows.tell(selection.flows);
    else if (this.flows.shown) this.flows.show(selection.all ? null : selection.legs);
    const picked = pick && pick.kind === "place" ? pick.position : -1;
    this.places.show(selection.places, selection.people, picked, focusPlaces);
    this.places.setGroups(Boolean(this.on.facilities), Boolean(this.on.crossings));
    this.comparison.show(this.on.comparison ? picked : -1);
    this.uncertainty.compared = this.comparison.place;
    this.uncertainty.shown = Boolean(this.on.uncertainty);
    this.lastKnown.shown = Boolean(this.on.last_known) && !(pick && pick.kind === "person");
    if (selection.last) this.lastKnown.tell(selection.last);
    else this.lastKnown.show(selection.persons);
    this.stops.shown = Boolean(pick && pick.kind === "person");
    this.stops.show(this.stops.shown ? pick.position : -1);
  }

  _only(legs, focus) {
    return legs.map((shown, leg) => (shown && focus && focus.has(this.data.legPerson[leg]) ? 1 : 0));
  }

  /* Persons whose paths stand out, or null when nothing is picked. */
  _focus() {
    const { pick, data, selection } = this;
    if (!pick || (data.told && !data.personCount)) return null;
    if (pick.kind === "person") return new Set([pick.position]);
    if (pick.kind === "place") return new Set(data.personsAt(pick.position).filter((person) => selection.persons[person]));
    const persons = new Set();
    for (let i = 0; i < data.legCount; i += 1) if (selection.legs[i] && data.legLine[i] === pick.position) persons.add(data.legPerson[i]);
    return persons;
  }

  placesOf(persons) {
    const places = new Set();
    for (const person of persons) {
      for (const stint of this.data.stintsOf(person)) places.add(this.data.stints.place[stint]);
      for (const leg of this.data.legsOf(person)) places.add(this.data.legs.via[leg]);
    }
    places.delete(-1);
    return places;
  }

  /* The area button: the page keeps the filters when there is one around us. */
  _area(bounds) {
    this.bridge.send({ type: "area", bounds });
    if (this.bridge.framed) return;
    const { bbox, ...rest } = this.values;
    this.apply({ filters: bounds ? { ...rest, bbox: bounds } : rest });
  }

  _tellPick(before) {
    const { pick, data } = this;
    if (pick && pick.kind === "person") this.bridge.send({ type: "pick", kind: "person", id: data.string(data.persons.id[pick.position]) });
    else if (pick && pick.kind === "place") this.bridge.send({ type: "pick", kind: "place", id: data.string(data.places.id[pick.position]) });
    else if (before && before.kind !== "line") this.bridge.send({ type: "pick", kind: before.kind, id: null });
  }

  _tellView() {
    clearTimeout(this.viewTimer);
    this.viewTimer = setTimeout(() => {
      const { lat, lng } = this.map.getCenter();
      const round = (value, places = 4) => Number(value.toFixed(places));
      this.bridge.send({ type: "view", view: [round(lat), round(lng), this.map.getZoom()], bounds: AreaButton.bounds(this.map) });
    }, 300);
  }

  /* Count and report once the browser has painted what was drawn. */
  _afterPaint(start) {
    requestAnimationFrame(() => setTimeout(() => {
      this.painted += 1;
      const ms = Math.round(10 * (performance.now() - start)) / 10;
      this.lastMs = ms;
      const { lat, lng } = this.map.getCenter();
      this.bridge.send({ type: "painted", persons: this.selection.personsShown, legs: this.selection.legsShown, ms, view: [lat, lng, this.map.getZoom()] });
    }));
  }
}

/* For tests and for whoever opens the console: the state, how often it was painted, and what is shown. */
(() => {
  const app = new NowhereMap(Codec.read(document.getElementById("payload").textContent));
  window.nowhere = {
    app,
    map: app.map,
    get painted() { return app.painted; },
    get ms() { return app.lastMs; },
    get state() { return { filters: app.values, layers: app.on, pick: app.pick }; },
    apply: (state) => app.apply(state),
    counts: () => ({ persons: app.selection.personsShown, legs: app.selection.legsShown, lines: app.paths.lines.length / 2, dense: app.paths.dense }),
  };
})();

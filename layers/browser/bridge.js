"use strict";
/* Messages between this document and the page around it. The document lives in a frame without an origin; only its
   parent is listened to, and nothing that arrives is used before its shape has been looked at. */

class Bridge {
  /* onState(state) is called with a checked state; an absent part means "as it is". standalone: an exported file, which
     tells a page that somebody embeds it in nothing about its reader, and takes nothing from it. */
  constructor(standalone, onState) {
    this.framed = !standalone && window.parent !== window;
    window.addEventListener("message", (event) => {
      if (!this.framed || event.source !== window.parent) return;
      const state = Bridge.read(event.data);
      if (state) onState(state);
    });
  }

  send(message) {
    if (this.framed) window.parent.postMessage(message, "*"); // the parent's origin is not known to a frame without one
  }

  /* A state message with only what has the right shape, or null. */
  static read(message) {
    if (!Bridge.isRecord(message) || message.type !== "state") return null;
    const state = {};
    if (Bridge.isRecord(message.filters)) state.filters = Bridge.readFilters(message.filters);
    if (Bridge.isRecord(message.choice)) state.choice = message.choice; // looked at by Choice, which knows the places
    if (Bridge.isRecord(message.layers)) state.layers = Bridge.readLayers(message.layers);
    if (message.pick === null) state.pick = null;
    else if (Bridge.isRecord(message.pick) && ["person", "place"].includes(message.pick.kind) && typeof message.pick.id === "string") {
      state.pick = { kind: message.pick.kind, id: message.pick.id };
    }
    if (Array.isArray(message.view) && message.view.length === 3 && message.view.every(Number.isFinite)) state.view = message.view;
    if (state.view && message.before === true) state.before = true;
    return state;
  }

  static isRecord(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  /* Values of filters are texts, numbers, booleans or lists of these. */
  static readFilters(filters) {
    const simple = (value) => ["string", "number", "boolean"].includes(typeof value);
    const fit = ([, value]) => simple(value) || (Array.isArray(value) && value.every(simple));
    return Object.fromEntries(Object.entries(filters).filter(fit));
  }

  static readLayers(layers) {
    return Object.fromEntries(Object.entries(layers).filter(([, on]) => typeof on === "boolean"));
  }
}

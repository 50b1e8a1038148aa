"use strict";
/* The strip over the map: what it shows, how many of how many, by which filters, and that it is synthetic. */

class Caption {
  /* parent: of the strip. stage: what the hint lies on. */
  constructor(parent, stage, data, words) {
    this.data = data;
    this.words = words;
    const { meta } = data;
    this.count = Dom.make("span", { id: "count", role: "status", "aria-live": "polite" });
    this.filters = Dom.make("span", { class: "chosen" });
    this.hint = Dom.make("p", { class: "hint", hidden: true });
    const title = meta.standalone ? Dom.make("h1", {}, Dom.text(meta.title, words)) : null;
    const made = (meta.filters_in_words || []).map((part) => Dom.make("bdi", { text: Dom.line(part, 400) }));
    const synthetic = meta.synthetic ? Dom.make("strong", { class: "synthetic", text: words.t("map.synthetic") }) : null;
    this.element = Dom.make("header", { id: "caption" }, ...[title, synthetic, this.count, made.length ? Dom.make("span", { class: "made" }, ...made) : null, this.filters].filter(Boolean));
    parent.append(this.element);
    stage.append(this.hint);
  }

  /* selection: what the filters leave. inWords: the filters. What was chosen when the file was made stands before them,
     always, and in as many lines as it needs. */
  show(selection, inWords) {
    const { data } = this;
    const text = (data.placesOnly ? this._places(selection) : this._people(selection)).join(" · ");
    if (this.count.textContent !== text) this.count.textContent = text; // a screen reader says it at each change
    this.flows = selection.flows;
    Dom.clear(this.filters).append(...inWords.map((part) => Dom.make("bdi", { text: Dom.line(part, 120) })));
  }

  _people(selection) {
    const { words, data } = this;
    const total = data.meta.totals || {};
    const people = words.t("map.count_people", { shown: words.number(selection.personsShown), total: words.number(total.persons ?? data.personCount) });
    return [people, words.t("map.count_legs", { shown: words.number(selection.legsShown), total: words.number(total.legs ?? data.legCount) })];
  }

  /* How many of how many places, and how many of these no sign on the map can stand for. */
  _places({ places }) {
    const { words, data } = this;
    const shown = places.reduce((sum, one) => sum + one, 0);
    const nowhere = places.reduce((sum, one, i) => sum + (one && !Number.isFinite(data.placeX[i]) ? 1 : 0), 0);
    const counted = words.t("map.count_places", { shown: words.number(shown), total: words.number(data.meta.totals?.places ?? data.placeCount) });
    return nowhere ? [counted, words.t("map.without_position", { n: words.number(nowhere) })] : [counted];
  }

  /* dense: so many lines that none can be followed. flows: their layer. On the map, so that it does not change the map's
     size. */
  showHint(dense, flows) {
    const few = this.flows && flows.shown && (flows.left || this.flows.count < this.flows.all);
    this.hint.hidden = !dense && !few;
    if (few) this.hint.textContent = this.words.t("map.strongest_flows", { n: this.words.number(flows.drawn), total: this.words.number(this.flows.all) });
    else if (dense) this.hint.textContent = this.words.t("map.too_many_lines");
  }
}

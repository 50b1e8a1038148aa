"use strict";
/* Beside the map: the person, the place or the leg that was picked. On a small screen a sheet at the bottom. */

class Panel {
  /* open(kind, position) picks another; close() clears the pick; whole() shows the whole of what was picked. */
  constructor(parent, data, words, { open, close, whole }) {
    this.words = words;
    this.told = data.placesOnly && !data.meta.standalone; // by the page around the map, which shows more of a place
    const person = new PersonCard(data, words, open);
    const place = new PlaceCard(data, words, open);
    const line = new LineCard(data, words, open, { person, place });
    this.cards = { person, place, line };
    this.title = Dom.make("h2", { tabindex: "-1" });
    this.body = Dom.make("div", { class: "body" });
    this.whole = Dom.make("button", { type: "button", text: words.t("panel.whole_path"), on: { click: whole } });
    const shut = Dom.make("button", { type: "button", class: "shut", "aria-label": words.t("panel.close"), text: "×", on: { click: () => close(true) } });
    this.element = Dom.make("section", { id: "panel", hidden: true, "aria-label": words.t("panel.title") },
      Dom.make("header", {}, this.title, shut), Dom.make("p", { class: "actions" }, this.whole), this.body);
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(true);
    });
    parent.append(this.element);
  }

  /* pick: {kind, position} or null. selection: what the filters leave. */
  show(pick, selection) {
    this.cards.place.people = () => selection.persons;
    this.cards.place.counts = () => selection.people;
    this.cards.line.selection = () => selection;
    this.element.hidden = !pick || this.told;
    document.body.classList.toggle("picked", !this.element.hidden);
    if (this.element.hidden) return;
    const { title, body } = this.cards[pick.kind].build(pick.position);
    this.title.textContent = title;
    this.whole.hidden = pick.kind !== "person";
    Dom.clear(this.body).append(...body.filter(Boolean));
    this.element.scrollTop = 0;
  }

  /* A source of the place, by its number, into view. */
  reveal(number) {
    const item = this.body.querySelectorAll("ol.sources > li")[number - 1];
    if (item) item.scrollIntoView({ block: "center" });
  }

  focus() {
    this.title.focus({ preventScroll: true });
  }

  /* Container pixels that the panel covers: {right, bottom}. */
  covers() {
    if (this.element.hidden) return { right: 0, bottom: 0 };
    const box = this.element.getBoundingClientRect();
    const sheet = box.width > 0.9 * window.innerWidth;
    return { right: sheet ? 0 : box.width + 10, bottom: sheet ? box.height : 0 };
  }
}

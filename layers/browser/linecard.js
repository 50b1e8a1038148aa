"use strict";
/* Who was taken from one place to another. */

class LineCard {
  constructor(data, words, open, cards) {
    this.data = data;
    this.words = words;
    this.cards = cards;
    this.selection = () => null; // set by the panel: which legs the filters leave
  }

  build(line) {
    const { data, words } = this;
    const selection = this.selection();
    const [from, to] = [data.lineA[line], data.lineB[line]];
    const title = words.t("panel.line", { from: Dom.line(PlacesLayer.nameOf(data, from), 80), to: Dom.line(PlacesLayer.nameOf(data, to), 80) });
    const told = selection && selection.flows;
    const legs = [];
    for (let i = 0; i < data.legCount; i += 1) if (data.legLine[i] === line && (!selection || selection.legs[i])) legs.push(i);
    const persons = [...new Set(legs.map((leg) => data.legPerson[leg]))];
    const facts = Dom.make("dl", { class: "facts" });
    const fact = (key, value) => facts.append(Dom.make("dt", { text: words.t(key) }), Dom.make("dd", {}, value));
    fact("panel.from", this.cards.person.placeLink(from));
    fact("panel.to", this.cards.person.placeLink(to));
    fact("panel.distance", words.distance(1000 * data.lineKm[line]));
    for (let e = 0; e < 3; e += 1) {
      const count = told ? told[Data.EVIDENCE[e]][line] : legs.filter((leg) => data.legEvidence[leg] === e).length;
      if (count) fact(`legend.${Data.EVIDENCE[e]}`, words.number(count));
    }
    const heading = Dom.make("h3", { text: words.t("panel.passed", { n: words.number(told ? told.along[line] : persons.length) }) });
    const list = Dom.make("ul", { class: "people" }, ...persons.slice(0, PlaceCard.MOST_PEOPLE).map((person) => Dom.make("li", {}, this.cards.place.personLink(person))));
    const more = persons.length - PlaceCard.MOST_PEOPLE;
    const rest = told ? Dom.make("p", { class: "note", text: words.t("panel.narrow") }) : more > 0 ? Dom.make("p", { class: "note", text: words.t("panel.more_people", { n: words.number(more) }) }) : null;
    return { title, body: [facts, heading, list, rest, Dom.make("p", { class: "note", text: words.t("legend.order_not_road") })] };
  }
}

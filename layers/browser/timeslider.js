"use strict";
/* Two handles over the years that the records hold: the same period as the typed dates, in whole years.

   At its end a handle sets no limit, so that what nobody dated stays in the choice. The handles are two plain range
   inputs beside each other, which the keyboard and a screen reader know; they meet where both stand at one year. */

class TimeSlider {
  static HANDLE = 24; // pixels of width, as in style.css

  /* years: [first, last]. label(key): the name of a filter. change(values): the filters that the handles set. */
  constructor(parent, words, years, label, change) {
    this.words = words;
    this.years = years;
    this.change = change;
    this.values = {};
    this.from = this._handle("from", label("time_from"));
    this.to = this._handle("to", label("time_to"));
    this.bar = Dom.make("span", { class: "chosen" });
    this.said = Dom.make("p", { class: "said" });
    this.all = Dom.make("button", { type: "button", class: "more", text: words.t("map.all_years"), on: { click: () => this._clear() } });
    const edge = (year) => Dom.make("span", { class: "edge", text: TimeSlider.text(year) });
    this.element = Dom.make("section", { id: "time", "aria-label": words.t("map.years") },
      edge(years[0]), Dom.make("div", { class: "track" }, this.bar, this.from, this.to), edge(years[1]), this.said, this.all);
    parent.append(this.element);
  }

  /* First and last year of all dates; null where there is nothing to choose between, or no such filter. */
  static years({ dates }, table) {
    const days = [...dates.lo, ...dates.hi].filter(Number.isFinite);
    if (!days.length || !table.some(({ key }) => key === "time_from")) return null;
    const [first, last] = [Math.min, Math.max].map((edge) => TimeSlider.year(days.reduce((a, b) => edge(a, b))));
    return first < last ? [first, last] : null;
  }

  static year(day) {
    return new Date(86400000 * day).getUTCFullYear();
  }

  /* As a filter has it: four digits, also of the year 44. */
  static text(year) {
    return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}`;
  }

  _handle(side, label) {
    const [min, max] = this.years;
    const input = Dom.make("input", { type: "range", class: side, min, max, step: 1, "aria-label": label });
    input.addEventListener("input", () => this._moved(side));
    return input;
  }

  /* One handle cannot pass the other. Drawn at most once a frame, however fast the hand is. */
  _moved(side) {
    const [from, to] = [Number(this.from.value), Number(this.to.value)];
    if (from > to) this[side].value = side === "from" ? to : from;
    this._say();
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.change(this._period());
    });
  }

  /* The filters with the period of the handles. */
  _period() {
    const { time_from: _from, time_to: _to, ...values } = this.values;
    if (Number(this.from.value) > this.years[0]) values.time_from = TimeSlider.text(Number(this.from.value));
    if (Number(this.to.value) < this.years[1]) values.time_to = TimeSlider.text(Number(this.to.value));
    return values;
  }

  _clear() {
    const { time_from: _from, time_to: _to, ...values } = this.values;
    this.change(values);
    this.from.focus(); // the button has gone
  }

  /* Set the handles to the filters, also where these were typed: a day stands at its year. */
  show(values) {
    this.values = values;
    if (this.waiting) return; // the hand is further than what was drawn
    const at = (text, end, otherwise) => (Period.days(text) ? TimeSlider.year(Period.days(text)[end]) : otherwise);
    this.from.value = at(values.time_from, 0, this.years[0]);
    this.to.value = at(values.time_to, 1, this.years[1]);
    this._say(values);
  }

  _say(values = this._period()) {
    const [first, last] = this.years;
    const text = Filters.period(values, this.words) || this.words.t("map.all_years");
    this.said.textContent = text;
    this.all.hidden = !Filters.period(values, this.words);
    for (const input of [this.from, this.to]) input.setAttribute("aria-valuetext", `${TimeSlider.text(Number(input.value))}. ${text}`);
    const share = (input) => (Number(input.value) - first) / (last - first);
    const at = (part) => `calc(${TimeSlider.HANDLE}px + (100% - ${2 * TimeSlider.HANDLE}px) * ${part})`;
    this.bar.style.left = at(share(this.from));
    this.bar.style.right = at(1 - share(this.to));
  }
}

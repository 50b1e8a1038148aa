"use strict";
/* How text from the data becomes something on the screen: always as text, never as markup. */

const Dom = {
  LONG: 400, // characters shown of a text before "show all"; a name of 100 kB must not bury the panel

  /* An element with properties and children; a child that is a string becomes a text node. */
  make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (value === undefined || value === null || value === false) continue;
      if (name === "text") element.textContent = value;
      else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
      else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  },

  /* A shape in SVG: signs of the legend. */
  shape(tag, properties = {}, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  },

  /* Text of the data, kept apart from its surroundings (a right-to-left override ends where the text ends). */
  text(value, words) {
    const text = String(value ?? "");
    if (text.length <= Dom.LONG) return Dom.make("bdi", { text });
    const bdi = Dom.make("bdi", { text: text.slice(0, Dom.LONG) + "…" });
    const more = Dom.make("button", { type: "button", class: "more", text: words.t("panel.show_all", { n: text.length }) });
    more.addEventListener("click", () => {
      bdi.textContent = text;
      more.remove();
    });
    return Dom.make("span", { class: "long" }, bdi, " ", more);
  },

  /* One line for a canvas, a tooltip or an accessible name: no control characters, not too long. */
  line(value, length = 60) {
    const text = String(value ?? "").slice(0, 4 * length).replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
    return text.length > length ? text.slice(0, length - 1) + "…" : text;
  },

  clear(element) {
    element.replaceChildren();
    return element;
  },
};

/* The words of the document in its one language. */
class Words {
  constructor(texts) {
    this.texts = texts || {};
  }

  /* The text of a key with {name} filled in; a key without a text reads as its last part. Where words of their own stand
     under key.one, a total of 1 is told by these. */
  t(key, values = {}) {
    const text = (String(values.total) === "1" && this.texts[`${key}.one`]) || this.texts[key];
    if (typeof text !== "string") return key.slice(key.lastIndexOf(".") + 1);
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  has(key) {
    return typeof this.texts[key] === "string";
  }

  /* A code of the record in words (code.kind.holding_centre); what somebody's own file brings reads as they wrote it. */
  code(group, value) {
    if (value === "") return "";
    const text = this.texts[`code.${group}.${value}`];
    return typeof text === "string" ? text : value;
  }

  people(count) {
    return count === 1 ? this.t("map.one_person") : this.t("map.people", { n: this.number(count) });
  }

  number(value) {
    return Number(value).toLocaleString(document.documentElement.lang || "en");
  }

  /* Metres as people say them: 250 m, 1.4 km, 70 km. */
  distance(metres) {
    if (metres < 1000) return this.t("map.metres", { n: this.number(Math.round(metres)) });
    const km = metres / 1000;
    return this.t("map.kilometres", { n: this.number(km < 10 ? Math.round(km * 10) / 10 : Math.round(km)) });
  }
}

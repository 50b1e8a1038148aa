"use strict";
/* A line of words beside the pointer or beside the marker that has the focus. */

class Tooltip {
  constructor(map) {
    this.map = map;
    this.element = Dom.make("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    map.getContainer().append(this.element);
    map.on("movestart zoomstart", () => this.hide());
  }

  /* lines: texts, the first one strong. point: container pixels. */
  show(lines, point) {
    Dom.clear(this.element);
    lines.filter(Boolean).forEach((text, i) => this.element.append(Dom.make(i ? "span" : "strong", {}, Dom.make("bdi", { text: Dom.line(text, 90) }))));
    this.element.hidden = false;
    const size = this.map.getSize();
    const width = this.element.offsetWidth;
    const height = this.element.offsetHeight;
    const left = point.x + 14 + width > size.x ? point.x - 14 - width : point.x + 14;
    const top = point.y + 14 + height > size.y ? point.y - 14 - height : point.y + 14;
    this.element.style.transform = `translate(${Math.max(2, left)}px, ${Math.max(2, top)}px)`;
  }

  hide() {
    this.element.hidden = true;
  }
}

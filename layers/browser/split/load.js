"use strict";
/* The page as a folder on a web server: nothing is drawn before every file is there as it was written. The browser itself
   refuses a script, a style or the data where the hash is another one than index.html says; then a sentence of index.html
   stands in place of the map. The hash of the data is checked by fetch: crypto.subtle is not there without HTTPS. */

const Loading = {
  refused: false,
  whole: new Promise((resolve) => window.addEventListener("load", resolve)),

  async start() {
    window.addEventListener("error", ({ target }) => target instanceof Element && Loading.refuse(target), true);
    const payload = document.getElementById("payload");
    const text = await Loading.read(payload);
    await Loading.whole; // scripts and styles have come, or were refused
    if (Loading.refused) return;
    payload.textContent = text; // main.js seeks it there, as in the page of one file
    document.getElementById("loading").hidden = true;
    Loading.run(document.getElementById("start"));
  },

  async read(element) {
    try {
      const answer = await fetch(element.getAttribute("src"), { integrity: element.integrity });
      return await answer.text();
    } catch {
      Loading.refuse(element);
      return "";
    }
  },

  /* The last script, which stood there as one that no browser runs. */
  run(element) {
    const script = document.createElement("script");
    script.addEventListener("load", () => document.querySelectorAll("#loading, #refused").forEach((told) => told.remove()));
    script.integrity = element.integrity;
    script.src = element.getAttribute("src");
    element.replaceWith(script);
  },

  /* Say which file is not as it was written, and draw nothing. */
  async refuse(element) {
    if (Loading.refused) return;
    Loading.refused = true;
    const name = element.getAttribute("src") || element.getAttribute("href");
    const why = await Loading.why(name);
    await Loading.whole;
    const told = document.getElementById("refused");
    told.querySelector(`[data-why=${why}]`).hidden = false;
    told.querySelector("code").textContent = name;
    told.hidden = false;
    document.getElementById("loading").hidden = true;
  },

  /* What the browser does not tell: whether the file is there at all. Nothing of it is used. */
  async why(name) {
    try {
      const { ok } = await fetch(name, { method: "HEAD", cache: "no-store" });
      return ok ? "changed" : "missing";
    } catch {
      return "unreachable";
    }
  },
};

Loading.start();

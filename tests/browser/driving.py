"""What the tests of the map document do to it and ask of it."""

import json

from tests.browser.waiting import until

SHOW_ALL = "[...document.querySelectorAll('#filters details')].forEach((details) => (details.open = true))"


def apply(page, **state):
    """Give the document a state as its own controls do, and wait until it is painted."""
    painted = page.evaluate("nowhere.painted")
    page.evaluate("(state) => nowhere.apply(state)", state)
    until(page, f"nowhere.painted > {painted}")


def screen(page, place):
    """Where a place is drawn, in pixels of the window."""
    return page.evaluate(
        """(id) => {
          const { data, map } = nowhere.app;
          const i = data.placeById(id);
          const point = CanvasLayer.toScreen(map, data.placeX[i], data.placeY[i]);
          const box = map.getContainer().getBoundingClientRect();
          return [point.x + box.left, point.y + box.top];
        }""",
        place,
    )


def colours(page, layer):
    """Colours (#rrggbb) of a layer's canvas, at least some pixels of them, without the half-transparent ones."""
    return set(
        page.evaluate(
            """(layer) => {
              const { canvas, context } = nowhere.app[layer];
              const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
              const count = {};
              for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] < 255) continue;
                const colour = "#" + [0, 1, 2].map((c) => data[i + c].toString(16).padStart(2, "0")).join("");
                count[colour] = (count[colour] || 0) + 1;
              }
              return Object.keys(count).filter((colour) => count[colour] > 8);
            }""",
            layer,
        )
    )


def chosen(page):
    """Ids of the people whom the filters leave."""
    return page.evaluate(
        "[...nowhere.app.selection.persons].flatMap((on, i) => on ? [nowhere.app.data.string(nowhere.app.data.persons.id[i])] : [])"
    )


def tell(page, **state):
    """Say a state to the document in the frame, as the page around it does."""
    page.evaluate("(state) => frame.contentWindow.postMessage({ type: 'state', ...state }, '*')", state)


def heard(page, kind):
    """The last message of a kind that the page around heard from the document."""
    until(page, f"heard.some(({{ type }}) => type === {json.dumps(kind)})")
    return page.evaluate(f"heard.filter(({{ type }}) => type === {json.dumps(kind)})")[-1]

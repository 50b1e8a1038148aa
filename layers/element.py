"""The one Folium layer of ours: all paths, flows and places of a payload, drawn by ``layers/browser`` on canvases.

Folium's own ways (a PolyLine a leg, one GeoJson) do not scale, see DESIGN section 5. Folium and branca compile what a
template printed as a template *again*, so nothing that we add is part of a template: each piece is a ``Verbatim``,
whose template is one constant that prints its text. Data is JSON in a script element (layers/embed.py).

``OfflineMap`` is Folium's map without its addresses: no tiles, none of Folium's scripts and style sheets from content
networks, and a fixed name, so that the same payload gives the same bytes. Folium's part makes ``window.map``; our last
script, which runs in the same script element right after it, takes that map and adds the layers.
"""

import html

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from layers import assets
from layers.embed import to_json

MAP_OPTIONS = {
    "attribution_control": False,  # credits stand in the frame that layers/browser draws, in the map's language
    "zoom_control": False,  # likewise, with words for a screen reader
    "zoom_snap": 0.25,
    "min_zoom": 2,
    "max_zoom": 16,
}
KOREA = (40.5, 127.5)  # latitude, longitude: what is seen until the data's own bounds are known
POLICY_PLACE = "<!--policy-->"  # layers/page.py writes the policy here when all scripts are known


class Verbatim(Element):
    """A piece of a document that comes out as it is."""

    _template = Template("{{ this.text }}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Document(Figure):
    """branca's figure as one HTML document in one language, its script inside the body."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.lang }}">\n<head>\n<meta charset="utf-8">\n{{ this.header.render() }}\n'
        "</head>\n<body>\n{{ this.html.render() }}\n<script>{{ this.script.render() }}</script>\n</body>\n</html>\n"
    )

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang
        self.header._children.clear()  # the content type: stated above, once


class OfflineMap(folium.Map):
    """Folium's map: ``window.map`` in the element ``#map``, without any address."""

    default_js = ()
    default_css = ()
    _template = Template(
        """{% macro html(this, kwargs) %}<div class="folium-map" id="map"></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var map = L.map("map", {center: {{ this.location|tojson }}, ...{{ this.options|tojavascript }}});
        {% endmacro %}"""
    )

    def __init__(self) -> None:
        super().__init__(location=KOREA, zoom_start=6, tiles=None, **MAP_OPTIONS)


class LadderLayer(MacroElement):
    """Everything that a payload (layers/payload.py) holds, as one Folium layer of an ``OfflineMap``."""

    def __init__(self, payload: dict) -> None:
        super().__init__()
        self._name = "LadderLayer"
        self.payload = payload

    def render(self, **_) -> None:
        """Add the pieces to the document around the map."""
        document = self.get_root()
        *scripts, start = assets.scripts()
        head = [POLICY_PLACE, *head_of(self.payload), *(f"<style>{text}</style>" for text in assets.styles())]
        body = [
            f'<script type="application/json" id="payload">{to_json(self.payload)}</script>',
            *(f"<script>{text}</script>" for text in scripts),
        ]
        for part, pieces in ((document.header, head), (document.html, body), (document.script, [start])):
            for piece in pieces:
                part.add_child(Verbatim(piece))


def head_of(payload: dict) -> list[str]:
    """What the head of any document of a payload has, after its policy."""
    return [
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{html.escape(payload['meta']['title'])}</title>",
    ]

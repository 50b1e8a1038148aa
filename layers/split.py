"""The map as a folder for a plain web server: index.html, and scripts, styles and data as files of their own.

Payload and program text are those of the page of one file (layers/page.py, layers/element.py), and the same payload
gives the same bytes. ``index.html`` has nothing inside that runs: its Content-Security-Policy lets it load from its
own server alone, and each part is named by its hash twice, in its name (so that it may be kept forever) and for the
browser (Subresource Integrity), which refuses a part that was changed. ``browser/split/load.js`` draws only when all
parts are there, and else says which is not.

=======  =======================================================================
load     shows the sentence that says what is wrong, or lets the map begin
leaflet  Leaflet, its script and its style
map      our scripts but the last, in their order; our styles
start    Folium's map and our last script, which begins
data     the payload as JSON
=======  =======================================================================
"""

import html

from layers import assets
from layers.element import Document, OfflineMap, Verbatim, head_of
from layers.embed import to_json
from layers.split_folder import INDEX, integrity, name_of
from layers.words import translator

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
OWN = assets.BROWSER / "split"
CAUSES = ("disk", "no_script", "part")  # why the map may not appear, where no script can say it
REFUSALS = ("changed", "missing", "unreachable")  # as load.js calls them


def render(payload: dict) -> dict[str, bytes]:
    """The files by their names, ``index.html`` first. ``payload``: of an export, with its manifest."""
    payload = {**payload, "meta": {**payload["meta"], "standalone": True}}
    leaflet, *ours, start = assets.scripts()
    document = _folium(payload["meta"]["lang"], start)
    styles = assets.styles()
    texts = {
        "load": (".js", _own("load.js")),
        "data": (".json", to_json(payload)),
        "start": (".js", document.script.render()),
        "leaflet_style": (".css", styles[0]),
        "map_style": (".css", "\n".join([*styles[1:], _own("load.css")])),
        "leaflet": (".js", leaflet),
        "map": (".js", "\n".join(ours)),
    }
    parts = {what: (ending, text.encode()) for what, (ending, text) in texts.items()}
    names = {what: name_of(what.removesuffix("_style"), ending, data) for what, (ending, data) in parts.items()}
    hashes = {what: integrity(data) for what, (_, data) in parts.items()}
    index = _index(payload, names, hashes, document.html.render().strip())
    return {INDEX: index.encode(), **{names[what]: data for what, (_, data) in parts.items()}}


def _folium(lang: str, start: str) -> Document:
    """Folium's part: the element of the map, and the script that makes ``window.map``; after it our last one."""
    document = Document(lang)
    document.add_child(OfflineMap())
    document.render()
    document.script.add_child(Verbatim(start))
    return document


def _own(name: str) -> str:
    return (OWN / name).read_text(encoding="utf-8")


def _index(payload: dict, names: dict[str, str], hashes: dict[str, str], element: str) -> str:
    """The document. The data of the payload are in it as escaped text alone: the title, the manifest."""

    def script(what: str, attributes: str = "") -> str:
        return f'<script{attributes} src="{names[what]}" integrity="{hashes[what]}"></script>'

    def style(what: str) -> str:
        return f'<link rel="stylesheet" href="{names[what]}" integrity="{hashes[what]}">'

    meta = payload["meta"]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{meta["lang"]}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        *head_of(payload),
        f'<meta name="manifest" content="{html.escape(to_json(meta["manifest"]))}">',
        '<link rel="icon" href="data:,">',  # else a browser asks the server for one
        script("data", ' type="application/json" id="payload"'),  # load.js fetches these two
        script("start", ' type="text/plain" id="start"'),
        script("load"),
        style("leaflet_style"),
        style("map_style"),
        "</head>",
        "<body>",
        *_sentences(meta["lang"]),
        element,
        script("leaflet"),
        script("map"),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _sentences(lang: str) -> list[str]:
    """What is read until the map is there, and what in its place. Words of ours alone."""
    t = translator(lang)

    def words(key: str) -> str:
        return html.escape(t(f"split.{key}"))

    return [
        f'<section id="loading" role="status"><p>{words("waiting")}</p>',
        f'<div class="late"><p>{words("causes")}</p><ul>',
        *(f"<li>{words(f'cause.{cause}')}</li>" for cause in CAUSES),
        "</ul></div></section>",
        '<section id="refused" role="alert" hidden>',
        *(f'<p data-why="{why}" hidden>{words(f"refused.{why}")}</p>' for why in REFUSALS),
        f"<p><code></code></p><p>{words('remedy')}</p></section>",
    ]

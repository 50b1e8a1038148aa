"""The map as one HTML document that asks nobody for anything: in the page's frame, or as a file on its own.

Same payload, same bytes. Its Content-Security-Policy names the hash of each script and style in it, and nothing else
may run, load or connect: what comes with the data stays text.
"""

import base64
import hashlib
import re

from layers.element import POLICY_PLACE, Document, LadderLayer, OfflineMap

INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def render(payload: dict, standalone: bool) -> str:
    """The document. ``standalone``: a file of its own, with its own filter controls; else the page around has them."""
    payload = {**payload, "meta": {**payload["meta"], "standalone": standalone}}
    document = Document(payload["meta"]["lang"])
    drawn_on = OfflineMap()
    document.add_child(drawn_on)
    drawn_on.add_child(LadderLayer(payload))
    html = document.render()
    return html.replace(POLICY_PLACE, f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">', 1)


def policy(html: str) -> str:
    """The Content-Security-Policy of a document: its own scripts and styles by hash, pictures inside it, no more."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style'])}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )

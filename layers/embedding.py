"""Which lines show an exported page within another page? A frame that may draw, and may do as little else as can be."""

import html
from urllib.parse import quote

HEIGHT_PX = 640


def snippet(name: str, title: str, height: int = HEIGHT_PX, *, split: bool = False) -> str:
    """HTML for another page: a frame of that height (pixels) with the file ``name``, which stands beside that page.

    ``title`` is what a screen reader says of the frame. ``sandbox`` gives the file no origin: it cannot read the page
    around it, its cookies or its storage. ``split``: ``name`` is a folder (layers/split.py). Its page keeps its origin,
    without which a browser cannot check the hashes of its parts; where the page around has the same origin, only the
    policy and the hashes in the folder hold then.

    >>> print(snippet("my map.html", 'Taken <"1998">'))
    <iframe src="./my%20map.html" title="Taken &lt;&quot;1998&quot;&gt;" sandbox="allow-scripts"
      referrerpolicy="no-referrer" loading="lazy" style="width: 100%; height: 640px; border: 0"></iframe>
    >>> snippet("site", "Taken", split=True).partition("\\n")[0]
    '<iframe src="./site/index.html" title="Taken" sandbox="allow-scripts allow-same-origin"'
    """
    style = f"width: 100%; height: {int(height)}px; border: 0"
    address = quote(name, safe="") + ("/index.html" if split else "")
    allowed = "allow-scripts allow-same-origin" if split else "allow-scripts"
    return (
        f'<iframe src="./{address}" title="{html.escape(title, quote=True)}" sandbox="{allowed}"\n'
        f'  referrerpolicy="no-referrer" loading="lazy" style="{style}"></iframe>'
    )

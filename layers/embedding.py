"""Which lines show an exported page within another page? A frame that may draw, and may do nothing else."""

import html
from urllib.parse import quote

HEIGHT_PX = 640


def snippet(name: str, title: str, height: int = HEIGHT_PX) -> str:
    """HTML for another page: a frame of that height (pixels) with the file ``name``, which stands beside that page.

    ``title`` is what a screen reader says of the frame. ``sandbox`` gives the file no origin: it cannot read the page
    around it, its cookies or its storage.

    >>> print(snippet("my map.html", 'Taken <"1998">'))
    <iframe src="./my%20map.html" title="Taken &lt;&quot;1998&quot;&gt;" sandbox="allow-scripts"
      referrerpolicy="no-referrer" loading="lazy" style="width: 100%; height: 640px; border: 0"></iframe>
    """
    style = f"width: 100%; height: {int(height)}px; border: 0"
    return (
        f'<iframe src="./{quote(name, safe="")}" title="{html.escape(title, quote=True)}" sandbox="allow-scripts"\n'
        f'  referrerpolicy="no-referrer" loading="lazy" style="{style}"></iframe>'
    )

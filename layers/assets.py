"""Which program text goes into the map document? Leaflet from the installed package, ours from ``layers/browser``.

Nothing is vendored and nothing is fetched: ``XStatic-Leaflet`` carries the files that Folium expects.
"""

import re
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

BROWSER = Path(__file__).parent / "browser"
LEAFLET = Path(leaflet.BASE_DIR)
WITH_ADDRESS = re.compile(r"[^;{}]*\burl\([^)]*\)[^;}]*;?")  # a declaration: pictures of controls that we do not use
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)  # developer tools would fetch it


@cache
def scripts() -> tuple[str, ...]:
    """Scripts in the order in which they must run; the last one starts the map."""
    ours = (BROWSER / "order.txt").read_text(encoding="utf-8").split()
    return tuple(_script(path) for path in (LEAFLET / "leaflet.js", *(BROWSER / name for name in ours)))


@cache
def styles() -> tuple[str, ...]:
    """Style sheets, Leaflet's first; no address is left in them."""
    return tuple(WITH_ADDRESS.sub("", _read(path)) for path in (LEAFLET / "leaflet.css", BROWSER / "style.css"))


def _script(path: Path) -> str:
    text = SOURCE_MAP.sub("", _read(path))
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError(f"{path.name} holds </script or <!--, which ends a script inside HTML. Write it in two parts.")
    return text


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")

"""How does a sheet become a file? PNG, SVG or PDF with title, credits, version and hash in its metadata.

The manifest of the export (layers/manifest.py) is in the file too, as JSON in ASCII: in the text ``Manifest`` of a PNG,
in ``<metadata id="manifest">`` of an SVG, in ``Manifest`` of a PDF's information; a seal ends it (layers/seal.py).
The same sheet gives the same bytes: dates are those of the data, ids do not depend on the run, and matplotlib's own
settings, which a user can change, are set back to its defaults while we draw.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from threading import Lock
from xml.sax.saxutils import escape

import matplotlib
from matplotlib import RcParams, rcParamsDefault
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from layers.picture.fonts import FAMILY, FAMILY_IN_SVG
from layers.picture.sheet import HALO_ID, HALO_PT, Sheet
from layers.seal import sealed
from layers.sizes import Size

FORMATS = ("png", "svg", "pdf")
SOFTWARE = "nowhere-map"
SETTINGS = {
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": SOFTWARE,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.usetex": False,
    "text.parse_math": False,
    "text.hinting": "none",
    "lines.scale_dashes": False,
    "path.simplify": False,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "figure.facecolor": "white",
}
LOCK = Lock()  # matplotlib's settings and fonts are one for the whole process; the server has threads


def settings() -> RcParams:
    """matplotlib's defaults with ours over them."""
    told = RcParams({key: value for key, value in rcParamsDefault.items() if key != "backend"})
    told.update(SETTINGS)
    return told


def write(sheet: Sheet, size: Size, form: str, about: Mapping) -> bytes:
    """The file. ``about``: ``title, description, credits, version, hash, date, language, address`` (texts), and
    ``manifest`` (a dict) where there is one."""
    if form == "pdf":
        return pdf([sheet.figure], about)
    file = BytesIO()
    if form == "png":
        _png(sheet, size, about, file)
        return sealed(file.getvalue(), form)
    sheet.figure.savefig(file, format="svg", metadata=_svg_metadata(about))
    return sealed(_for_editors(file.getvalue().decode(), size, about).encode(), form)


def pdf(figures: Iterable[Figure], about: Mapping) -> bytes:
    """A PDF with a page a figure; ``about`` as of ``write``."""
    file = BytesIO()
    with PdfPages(file, metadata=pdf_metadata(about)) as pages:
        if about.get("manifest"):
            pages.infodict()["Manifest"] = _json(about["manifest"])
        for figure in figures:
            pages.savefig(figure)
    return sealed(file.getvalue(), "pdf")


def _json(manifest: Mapping) -> str:
    """In ASCII, which each of the three holds as it is, half a character too."""
    return json.dumps(manifest)


def _png(sheet: Sheet, size: Size, about: Mapping, file: BytesIO) -> None:
    wide, high = size.pixels
    sheet.figure.set_size_inches((wide + 0.01) / size.dpi, (high + 0.01) / size.dpi)  # cut to whole pixels, not below
    told = {
        "Title": about["title"],
        "Description": about["description"],
        "Copyright": about["credits"],
        "Source": about["address"],
        "Version": about["version"],
        "Fingerprint": about["hash"],
        "Creation Time": about["date"],
        "Language": about["language"],
        "Software": SOFTWARE,
        "Manifest": _json(about["manifest"]) if about.get("manifest") else "",
    }
    sheet.figure.savefig(file, format="png", dpi=size.dpi, metadata={key: text for key, text in told.items() if text})


def _svg_metadata(about: Mapping) -> dict:
    return {
        "Title": about["title"],
        "Description": about["description"],
        "Rights": about["credits"],
        "Identifier": about["hash"] or None,
        "Source": about["address"] or None,
        "Coverage": about["version"] or None,
        "Language": about["language"],
        "Date": about["date"] or None,
        "Creator": SOFTWARE,
    }


def pdf_metadata(about: Mapping) -> dict:
    """What a PDF says of itself; ``about`` as of ``write``."""
    day = datetime.fromisoformat(about["date"]).replace(tzinfo=UTC) if about["date"] else None
    keywords = ", ".join(part for part in (about["version"], about["hash"], about["address"]) if part)
    return {
        "Title": about["title"],
        "Author": about["credits"],
        "Subject": about["description"],
        "Keywords": keywords,
        "Creator": SOFTWARE,
        "Producer": f"matplotlib {matplotlib.__version__}",
        "CreationDate": day,
    }


def _for_editors(text: str, size: Size, about: Mapping) -> str:
    """The SVG in its own unit, with fonts that a machine may have, and the halos of names as outlines.

    Only what matplotlib wrote is changed: text of the data cannot hold ``<`` or ``"`` there.
    """
    unit = "mm" if size.unit == "mm" else ""
    told = f'width="{size.width:g}{unit}" height="{size.height:g}{unit}"'
    text = re.sub(r'width="[\d.]+pt" height="[\d.]+pt"', told, text, count=1)
    text = re.sub(r"<!DOCTYPE[^>]*>\s*", "", text, count=1)  # names an address on the network
    if about.get("manifest"):
        told = f'<metadata id="manifest">{escape(_json(about["manifest"]))}</metadata>'
        text = re.sub(r"(</svg>\s*)\Z", lambda found: f"{told}\n{found[1]}", text)
    ours = ", ".join(f"'{name}'" for name in FAMILY)
    text = text.replace(f" font-family: {ours};", "")  # said once, below
    text = text.replace("<svg ", f'<svg xml:lang="{about["language"]}" font-family="{", ".join(FAMILY_IN_SVG)}" ', 1)
    outline = f"stroke-width: {HALO_PT}px; stroke-linejoin: round; stroke: "

    def outlined(found: re.Match) -> str:
        colour = re.search(r"fill: (#[0-9a-f]{6})", found[2])
        return f"{found[1]}{outline}{colour[1] if colour else '#000000'}; {found[2]}"

    return re.sub(rf'(<g id="{HALO_ID}\d+">\s*(?:<g clip-path="[^"]*">\s*)?<text style=")([^"]*)', outlined, text)

"""How do the places become KML 2.2 that Google Earth and QGIS open, with every text as the text that it is?

A folder a group (QGIS makes a layer of each), places without a position in one of their own; a style a precision. Each
place has all its fields as ExtendedData, just as the CSV has them, and a description for people.

Google Earth takes a description for HTML and runs what it finds, so every text in it is escaped as HTML, and then, as
everything here, as XML. Its balloon shows nothing but the description. No icon is named: it would be fetched from
another host. A character that XML cannot hold (most controls, half characters) is shown as U+FFFD.
"""

import html
import re
from xml.etree import ElementTree

import pandas as pd

from geodata.dataset import Dataset
from geodata.place_rows import ABOUT, rows

NAMESPACE = "http://www.opengis.net/kml/2.2"
FOLDERS = {"facility": "Facilities", "crossing": "Border crossings"}
NOWHERE = "Without a position"
STYLES = {  # id: (colour as aabbggrr, size of the mark); the less is known, the paler and smaller
    "site": ("ff1a1aa6", 1.1),
    "locality": ("cc2b8cff", 0.9),
    "coarser": ("80b0b0b0", 0.8),
}
BALLOON = '<div style="white-space: pre-wrap">$[description]</div>'
KNOWN_TO = {"site": "the site", "locality": "the town or county", "admin1": "the province", "country": "the country"}
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dumps(places: pd.DataFrame, dataset: Dataset) -> str:
    """The places as a KML document."""
    kml = ElementTree.Element("kml", xmlns=NAMESPACE)
    top = _add(kml, "Document")
    _add(top, "name", dataset.title)
    _add(top, "description", _escaped("\n".join(filter(None, (dataset.words(), dataset.rights())))))
    for name, (colour, scale) in STYLES.items():
        _style(top, name, colour, scale)
    table = rows(places).drop(columns=list(ABOUT))
    nowhere = table["longitude"].isna() | table["latitude"].isna()
    folder = table["group"].map(FOLDERS).where(~nowhere, NOWHERE).fillna(FOLDERS["facility"])
    for name in (*FOLDERS.values(), NOWHERE):
        part = (folder == name).to_numpy()
        if part.any():
            _folder(top, name, table[part], places[part])
    text = ElementTree.tostring(kml, encoding="unicode")
    # A parser takes a lone carriage return for a line feed; ElementTree writes it as it is.
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text.replace("\r", "&#13;") + "\n"


def _folder(top: ElementTree.Element, name: str, table: pd.DataFrame, places: pd.DataFrame) -> None:
    folder = _add(top, "Folder")
    _add(folder, "name", name)
    cells = table.astype(object).where(table.notna(), None).to_dict("records")
    for row, place in zip(cells, places.to_dict("records"), strict=True):
        mark = _add(folder, "Placemark")
        _add(mark, "name", row["name"] or row["place_id"])
        _add(mark, "Snippet").set("maxLines", "0")
        _add(mark, "description", _escaped("\n".join(_lines(row, place))))
        _add(mark, "styleUrl", f"#{row['precision'] if row['precision'] in STYLES else 'coarser'}")
        _data(mark, row)
        if name != NOWHERE:
            _add(_add(mark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")


def _lines(row: dict, place: dict):
    """What a person wants to know of a place, a line each."""
    yield row["name"] or row["place_id"]
    yield from (f"{language}: {name}" for language, name in (place.get("names") or {}).items())
    for label, value in (
        ("Also", "; ".join(place.get("aliases") or [])),
        ("Kind", (row["kind"] or "").replace("_", " ")),
        ("Authority", row["authority"]),
        ("Where", ", ".join(filter(None, (row["locality"], row["admin1_name"] or row["admin1"], _countries(place))))),
        ("Status", row["status"]),
        ("Opened", row["opened"]),
        ("Closed", row["closed"]),
        ("Position", _precision(row)),
        ("Why here", row["chosen_because"]),
        *(("Source", _source(source)) for source in place.get("sources") or []),
        ("Note", row["note"]),
        ("Id", row["place_id"]),
    ):
        if value:
            yield f"{label}: {value}"


def _countries(place: dict) -> str:
    return " and ".join(place.get("countries") or filter(None, [place.get("country")]))


def _precision(row: dict) -> str:
    if row["longitude"] is None or row["latitude"] is None:
        return "not known"
    known = f"known to {KNOWN_TO[row['precision']]}" if row["precision"] in KNOWN_TO else "how exact is not known"
    metres = row["uncertainty_m"]
    return known if metres is None else f"{known}, within {metres:,.0f} m"


def _source(source: dict) -> str:
    return ", ".join(str(source[name]) for name in ("title", "coords_as_published", "url") if source.get(name))


def _style(top: ElementTree.Element, name: str, colour: str, scale: float) -> None:
    style = _add(top, "Style")
    style.set("id", name)
    icon = _add(style, "IconStyle")
    _add(icon, "color", colour)
    _add(icon, "scale", str(scale))
    _add(_add(style, "LabelStyle"), "scale", str(round(scale * 0.75, 2)))
    _add(_add(style, "BalloonStyle"), "text", BALLOON)


def _data(parent: ElementTree.Element, fields: dict) -> None:
    extended = _add(parent, "ExtendedData")
    for name, value in fields.items():
        if value is not None and name != "name":  # a second field of that name is lost on GDAL's way
            data = _add(extended, "Data")
            data.set("name", name)
            _add(data, "value", str(value))


def _escaped(text: str) -> str:
    """Plain text for a place where HTML is expected; `$[` would bring in another field in Google Earth."""
    return html.escape(text, quote=False).replace("$[", "&#36;[")


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag)
    if text is not None:
        child.text = NOT_XML.sub("\ufffd", text)
    return child

"""How do the places become KML 2.2 that Google Earth and QGIS open, with every text as the text that it is?

A folder a group (QGIS makes a layer of each), places without a position in one of their own; a style a precision. Each
place has all its fields as ExtendedData, just as the CSV has them, and a description for people.

Google Earth takes a description for HTML and runs what it finds, so every text in it is escaped as HTML, and then, as
everything here, as XML. Its balloon shows nothing but the description. No icon is named: it would be fetched from
another host. A character that XML cannot hold (most controls, half characters) is shown as U+FFFD.
"""

import html
import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree

import pandas as pd

from geodata.dataset import Dataset
from geodata.place_rows import ABOUT, rows

NAMESPACE = "http://www.opengis.net/kml/2.2"
FOLDERS = MappingProxyType({"facility": "Facilities", "crossing": "Border crossings"})
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
    kml, top = document(dataset.title, "\n".join(filter(None, (dataset.words(), dataset.rights()))))
    add_places(top, places)
    return text_of(kml)


def document(title: str, description: str) -> tuple[ElementTree.Element, ElementTree.Element]:
    """`(kml, top)` of a new document; styles and folders go into `top`."""
    kml = ElementTree.Element("kml", xmlns=NAMESPACE)
    top = add(kml, "Document")
    add(top, "name", title)
    add(top, "description", escaped(description))
    return kml, top


def text_of(kml: ElementTree.Element) -> str:
    """The document as the text of a file."""
    text = ElementTree.tostring(kml, encoding="unicode")
    # A parser takes a lone carriage return for a line feed; ElementTree writes it as it is.
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text.replace("\r", "&#13;") + "\n"


def add_places(
    top: ElementTree.Element,
    places: pd.DataFrame,
    folders: Mapping[str, str] = FOLDERS,
    nowhere: str = NOWHERE,
    further: pd.DataFrame | None = None,
) -> None:
    """Styles and folders of places. `folders`: group → title; `nowhere`: title of the folder of those without a
    position; `further`: columns that each place has besides those of geodata.place_rows."""
    for name, (colour, scale) in STYLES.items():
        _style(top, name, colour, scale)
    table = rows(places).drop(columns=list(ABOUT))
    if further is not None:
        table = table.assign(**further)
    lost = table["longitude"].isna() | table["latitude"].isna()
    folder = table["group"].map(dict(folders)).where(~lost, nowhere).fillna(folders["facility"])
    for name in (*folders.values(), nowhere):
        part = (folder == name).to_numpy()
        if part.any():
            _folder(top, name, table[part], places[part], points=name != nowhere)


def _folder(top: ElementTree.Element, name: str, table: pd.DataFrame, places: pd.DataFrame, *, points: bool) -> None:
    folder = add(top, "Folder")
    add(folder, "name", name)
    cells = table.astype(object).where(table.notna(), None).to_dict("records")
    for row, place in zip(cells, places.to_dict("records"), strict=True):
        mark = add(folder, "Placemark")
        add(mark, "name", row["name"] or row["place_id"])
        add(mark, "Snippet").set("maxLines", "0")
        add(mark, "description", escaped("\n".join(_lines(row, place))))
        add(mark, "styleUrl", f"#{row['precision'] if row['precision'] in STYLES else 'coarser'}")
        add_data(mark, row)
        if points:
            add(add(mark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")


def _lines(row: dict, place: dict):
    """What a person wants to know of a place, a line each."""
    yield row["name"] or row["place_id"]
    yield from (f"{language}: {name}" for language, name in (place.get("names") or {}).items())
    for label, value in (
        ("Also", "; ".join(place.get("aliases") or [])),
        ("Kind", (row["kind"] or "").replace("_", " ")),
        ("Authority", row["authority"]),
        (
            "Where",
            ", ".join(filter(None, (row["locality"], row["admin1_name"] or row["admin1"], _countries(row, place)))),
        ),
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


def _countries(row: dict, place: dict) -> str:
    return " and ".join(place.get("countries") or filter(None, [row["country"]]))


def _precision(row: dict) -> str:
    if row["longitude"] is None or row["latitude"] is None:
        return "not known"
    known = f"known to {KNOWN_TO[row['precision']]}" if row["precision"] in KNOWN_TO else "how exact is not known"
    metres = row["uncertainty_m"]
    return known if metres is None else f"{known}, within {metres:,.0f} m"


def _source(source: dict) -> str:
    return ", ".join(str(source[name]) for name in ("title", "coords_as_published", "url") if source.get(name))


def _style(top: ElementTree.Element, name: str, colour: str, scale: float) -> None:
    style = add(top, "Style")
    style.set("id", name)
    icon = add(style, "IconStyle")
    add(icon, "color", colour)
    add(icon, "scale", str(scale))
    add(add(style, "LabelStyle"), "scale", str(round(scale * 0.75, 2)))
    add(add(style, "BalloonStyle"), "text", BALLOON)


def add_data(parent: ElementTree.Element, fields: dict) -> None:
    """What is known of the fields, as ExtendedData."""
    extended = add(parent, "ExtendedData")
    for name, value in fields.items():
        if value is not None and name != "name":  # a second field of that name is lost on GDAL's way
            data = add(extended, "Data")
            data.set("name", name)
            add(data, "value", str(value))


def escaped(text: str) -> str:
    """Plain text for a place where HTML is expected; `$[` would bring in another field in Google Earth."""
    return html.escape(text, quote=False).replace("$[", "&#36;[")


def add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    """A new element in another, with a text as far as XML can hold it."""
    child = ElementTree.SubElement(parent, tag)
    if text is not None:
        child.text = NOT_XML.sub("\ufffd", text)
    return child

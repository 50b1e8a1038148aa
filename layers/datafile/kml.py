"""How do the data become KML that Google Earth and QGIS open? Legs in a folder an evidence, flows, places.

Folders stand side by side and not in each other, because QGIS makes a layer of each. KML has no dashes: evidence is
told by the folder, the colour and the width. Where there are legs, the flows are off at first: both are a tangle.
Texts are made safe, and places written, as in the gazetteer (geodata/kml.py).
"""

from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import shapely

from geodata import dataset, kml
from geodata.csv_safe import json_cell
from layers import manifest as manifests
from layers.words import translator
from routes.output import is_lists, iso
from routes.reasons import EVIDENCE

LINES = {  # evidence: (colour as aabbggrr, that of layers/picture/signs.py; width)
    "documented": ("ff724f1b", 3.0),
    "inferred": ("ff0658b3", 2.2),
    "gap": ("cc9a3d6a", 1.4),
}
FLOW_COLOUR = "b3724f1b"
FLOW_WIDTHS = {1: 2.0, 2: 3.5, 5: 6.0, 10: 9.0}  # from so many people on


def dumps(tables: dict[str, gpd.GeoDataFrame], places: pd.DataFrame, manifest: dict, lang: str) -> str:
    """``tables``: legs, flows and places; ``places``: the last as a table of geodata.places."""
    t = translator(lang)
    rights = [licence["title"] for licence in manifests.licences(manifest)]
    credits = [source["title"] for source in dataset.credits()] if manifests.any_shipped(manifest) else []
    words = [*manifests.sentences(manifest, t), t("export.kml.order"), "; ".join(rights), "; ".join(credits)]
    document, top = kml.document(manifest["title"], "\n".join(filter(None, words)))
    for evidence, look in LINES.items():
        _line_style(top, evidence, *look)
    for least, width in FLOW_WIDTHS.items():
        _line_style(top, f"flow-{least}", FLOW_COLOUR, width)
    legs, flows = tables["legs"], tables["flows"]
    for evidence in EVIDENCE:
        part = legs[legs["evidence"] == evidence]
        names = [f"{row.person_id}: {row.origin_name} → {row.destination_name}" for row in part.itertuples()]
        title = f"{t('export.kml.paths')}: {t(f'code.evidence.{evidence}')}"
        _lines(top, title, part, names, [evidence] * len(part))
    names = [
        t("export.kml.flow", persons=row.persons, origin=row.origin_name, destination=row.destination_name)
        for row in flows.itertuples()
    ]
    styles = [f"flow-{max(least for least in FLOW_WIDTHS if least <= persons)}" for persons in flows["persons"]]
    _lines(top, t("export.kml.flows"), flows, names, styles, shown=legs.empty)
    folders = {group: t(f"export.kml.{group}") for group in ("facility", "crossing", "other")}
    counts = tables["places"][["persons"]].set_axis(places.index)
    kml.add_places(top, places, folders, t("export.kml.nowhere"), counts)
    return kml.text_of(document)


def _line_style(top: ElementTree.Element, name: str, colour: str, width: float) -> None:
    style = kml.add(top, "Style")
    style.set("id", name)
    line = kml.add(style, "LineStyle")
    kml.add(line, "color", colour)
    kml.add(line, "width", str(width))
    kml.add(kml.add(style, "BalloonStyle"), "text", kml.BALLOON)


def _lines(
    top: ElementTree.Element,
    title: str,
    table: gpd.GeoDataFrame,
    names: list[str],
    styles: list[str],
    *,
    shown: bool = True,
) -> None:
    """A folder of lines, one a row; none where there is no row."""
    if table.empty:
        return
    folder = kml.add(top, "Folder")
    kml.add(folder, "name", title)
    if not shown:
        kml.add(folder, "visibility", "0")
    flat = {name: _texts(table[name]) for name in table.columns if name != "geometry"}
    rows = pd.DataFrame(flat).to_dict("records")
    for name, row, style, line in zip(names, rows, styles, table.geometry.to_numpy(), strict=True):
        mark = kml.add(folder, "Placemark")
        kml.add(mark, "name", name)
        if not shown:
            kml.add(mark, "visibility", "0")
        kml.add(mark, "Snippet").set("maxLines", "0")
        kml.add(mark, "description", kml.escaped("\n".join(_told(name, row))))
        kml.add(mark, "styleUrl", f"#{style}")
        kml.add_data(mark, row)
        _geometry(mark, line)


def _texts(column: pd.Series) -> list:
    if is_lists(column):
        return [json_cell(cell) if len(cell) else None for cell in column]
    cells = iso(column).astype(object)
    return cells.where(cells.notna(), None).tolist()


def _told(name: str, row: dict) -> list[str]:
    return [name, *(f"{field.replace('_', ' ')}: {value}" for field, value in row.items() if value is not None)]


def _geometry(mark: ElementTree.Element, line: shapely.Geometry) -> None:
    parts = shapely.get_parts(line)
    at = mark if len(parts) == 1 else kml.add(mark, "MultiGeometry")
    for part in parts:
        drawn = kml.add(at, "LineString")
        kml.add(drawn, "tessellate", "1")
        kml.add(drawn, "coordinates", " ".join(f"{x},{y}" for x, y in shapely.get_coordinates(part).tolist()))

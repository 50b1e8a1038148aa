"""What does each sign mean? Only signs that are on the map are explained, each drawn by what draws it there."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from layers.picture import flows, lastknown, paths, places, signs
from layers.picture.content import Content
from layers.picture.map import Seen, Shown
from layers.picture.sheet import Sheet

SIGN_PT = 30.0  # width of the column of signs
KINDS = {"square": "camp", "triangle": "prison", "wedge": "labour", "round": "other"}


class Row(NamedTuple):
    """A sign, drawn around the middle (x, y) of a space SIGN_PT wide, and its words."""

    draw: Callable[[Sheet, float, float], None]
    text: str
    height: float = 11.0  # points that the sign takes


def rows(content: Content, state: Shown, seen: Seen) -> list[Row]:
    """The rows of the legend, in the order of the page's. ``seen``: what is on the map."""
    t, on = content.t, state.on
    told: list[tuple[str | None, Row]] = []
    if on["paths"]:
        words = enumerate(("documented", "inferred", "gap"))
        told += [(None, Row(leg_line(i), t(f"legend.{word}"))) for i, word in words]
        told.append(("others", Row(_pale, t("picture.others"))))
        told.append(("unknown", Row(lambda s, x, y: signs.unknown(s, x, y, signs.GAP), t("legend.unknown"), 12)))
    if on["flows"]:
        told.append((None, Row(_band(0), t("picture.flow", n=f"{flows.most(content):,}"))))
        told += [(None, Row(_band(i), t(f"picture.flow_{word}"))) for i, word in ((1, "inferred"), (2, "gap"))]
    told.append(("loop", Row(_loop(signs.DOCUMENTED if on["paths"] else flows.COLOUR), t("legend.loop"), 13)))
    if state.person >= 0:
        told.append((None, Row(lambda s, x, y: signs.pill(s, x, y, "2"), t("legend.number"), 14)))
    told.append(("flag", Row(lambda s, x, y: signs.flag(s, x, y + 13, 3), t("legend.last_known"), 27)))
    if state.place >= 0:
        told.append((None, Row(_picked, t("picture.picked", name=content.name(state.place, 60)), 17)))
    told += [
        ("site", Row(_place("round", hollow=False), t("legend.site"))),
        ("locality", Row(_place("round", hollow=True), t("legend.locality"))),
        ("coarser", Row(lambda s, x, y: signs.soft(s, x, y, 6), t("legend.coarser"), 13)),
        *(_kinds(content, seen)),
        ("crossing", Row(_place("crossing", hollow=False), t("legend.crossing"))),
    ]
    told.append(("light", Row(_light, t("picture.light"))))
    if on["uncertainty"]:
        told += [(None, Row(_circle, t("legend.uncertain"), 14)), (None, Row(_dispute, t("legend.disputed")))]
    return [row for name, row in told if name is None or name in seen.signs]


def _kinds(content: Content, seen: Seen) -> list[tuple[str, Row]]:
    """The shapes of kinds of facilities, where more than one is there to be told apart."""
    there = [shape for shape in KINDS if shape in seen.signs]
    rows_of = {shape: Row(_place(shape, hollow=False), content.t(f"legend.kind_{KINDS[shape]}")) for shape in there}
    return list(rows_of.items()) if len(there) > 1 else []


def notes(content: Content, state: Shown, seen: Seen) -> list[str]:
    """What a reader has to know besides: what a line is, what an empty area means, what was left out."""
    t, meta, on = content.t, content.meta, state.on
    _, nowhere = lastknown.counts(content, state.focus)
    told = []
    if on["last_known"] and state.person < 0 and nowhere:
        told.append(t("legend.last_unlocated", n=f"{nowhere:,}"))
    if on["paths"] or on["flows"]:
        told.append(t("legend.order_not_road"))
    if seen.dense:
        told.append(t("picture.dense"))
    if seen.outside:
        told.append(t("picture.outside", n=f"{seen.outside:,}"))
    told.append(t("legend.empty_area_places" if meta["places_only"] else "legend.empty_area"))
    if on["flows"] and len(content.persons.id) < meta["totals"]["persons"]:
        told.append(t("picture.flows_of_all"))
    return [*told, *meta["cut"]]


def leg_line(evidence: int) -> Callable[[Sheet, float, float], None]:
    """The sign of a leg by its evidence (0, 1, 2), drawn around a middle."""
    colour = signs.EVIDENCE_COLOURS[evidence]

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.line(np.array([(x - 13, y), (x + 13, y)]), colour, **signs.stroke(evidence, 1.5))
        signs.arrow(sheet, (x + 3.5, y, 1, 0), 3.4, colour)

    return draw


def _band(evidence: int) -> Callable[[Sheet, float, float], None]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        way = tuple(np.array(point, dtype=float) for point in ((x - 13, y), (x, y), (x + 13, y)))
        wide = 4.2 if evidence == 0 else 2.6
        signs.band(sheet, way, wide, evidence, flows.look(evidence))

    return draw


def _place(shape: str, *, hollow: bool) -> Callable[[Sheet, float, float], None]:
    colour = signs.CROSSING if shape == "crossing" else signs.INK
    return lambda sheet, x, y: signs.place(sheet, shape, (x, y), places.FULL_PT, colour=colour, hollow=hollow)


def _pale(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(np.array([(x - 13, y), (x + 13, y)]), paths.PALE[0], paths.PALE_PT)


def _loop(colour: str) -> Callable[[Sheet, float, float], None]:
    return lambda sheet, x, y: signs.loop(sheet, (x, y), signs.LOOP_PT, evidence=0, width=1.35, colour=colour)


def _picked(sheet: Sheet, x: float, y: float) -> None:
    signs.place(sheet, "round", (x, y), places.FULL_PT, colour=signs.INK, hollow=False)
    signs.ring(sheet, x, y, places.PICKED_PT - 1.5)


def _light(sheet: Sheet, x: float, y: float) -> None:
    look = {"colour": signs.INK, "hollow": False, "alpha": places.LIGHT}
    signs.place(sheet, "round", (x, y), places.LIGHT_PT, **look)


def _circle(sheet: Sheet, x: float, y: float) -> None:
    sheet.disc(x, y, 5.8, fill=signs.UNCERTAIN, alpha=0.07)
    sheet.disc(x, y, 5.8, line=signs.UNCERTAIN, width=0.8, dash=(3, 2))


def _dispute(sheet: Sheet, x: float, y: float) -> None:
    sheet.line(np.array([(x - 9, y), (x + 9, y)]), signs.UNCERTAIN, 0.7)
    signs.cross(sheet, x + 9, y, signs.UNCERTAIN)
    signs.place(sheet, "round", (x - 9, y), 3, colour=signs.INK, hollow=False)

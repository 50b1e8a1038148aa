"""How are places drawn? By how exactly they are known: filled the site, hollow the town, a soft disc its radius."""

from typing import NamedTuple

import numpy as np

from layers.picture import signs
from layers.picture.content import Content, line_of
from layers.picture.labels import Seats
from layers.picture.mercator import Box, View, world_y
from layers.picture.sheet import Sheet

FULL_PT, LIGHT_PT = 3.8, 3.0
LIGHT = 0.55
PICKED_PT = 8.0
NAME_PT = 7.2
NAME_LETTERS = 60
MOST_NAMES = 60
MOST_ON_LINES, MOST_OF_WANTED = 0.2, 0.5  # share of a name that lines may cross
LEAST_DISC_PT = 5.5
MOST_DISC_PT = 2000.0
EXACT = ("site", "locality")


class Item(NamedTuple):
    """A place in one copy of the world."""

    place: int
    x: float
    y: float
    radius: float
    disc: bool
    alpha: float


def items(content: Content, view: View, on: dict, picked: int, focus: set[int] | None) -> list[Item]:
    """What is to be drawn and where: nobody's places first, so that the others lie on top."""
    table, found = content.places, []
    groups = np.array(table.group)
    shown = np.where(groups == 1, on["crossings"], on["facilities"])
    if focus is not None:  # beside a chosen path other places would only be in the way
        shown = np.isin(np.arange(len(groups)), list(focus))
    if picked >= 0:
        shown[picked] = True
    reach = 30 / view.scale
    disc = ~np.isin(table.precision, EXACT) & (table.uncertainty > 0)
    metre = np.array([view.points_a_metre(y) if np.isfinite(y) else 0.0 for y in table.y])
    radius = np.where(disc, np.maximum(LEAST_DISC_PT, np.nan_to_num(table.uncertainty) * metre), 0)
    for copy in view.copies:
        x = table.x + copy
        margin = reach + radius / view.scale
        near = shown & (x >= view.world.left - margin) & (x <= view.world.right + margin)
        near &= (table.y >= view.world.top - margin) & (table.y <= view.world.bottom + margin)
        for at in np.flatnonzero(near).tolist():
            full = bool(table.people[at] > 0 or content.meta["places_only"])
            size = min(radius[at], MOST_DISC_PT) if disc[at] else FULL_PT if full else LIGHT_PT
            alpha = 1.0 if full or focus is not None else LIGHT
            found.append(Item(at, float(view.x(x[at])), float(view.y(table.y[at])), float(size), bool(disc[at]), alpha))
    rank = {at: (focus is not None and at in focus, int(table.people[at])) for at in {item.place for item in found}}
    return sorted(found, key=lambda item: (rank[item.place], -item.place, item.x))


def draw(sheet: Sheet, content: Content, found: list[Item], picked: int) -> None:
    """The signs; the picked place has a ring."""
    table = content.places
    with sheet.group("places"):
        for item in found:
            if item.disc:
                signs.soft(sheet, item.x, item.y, item.radius, item.alpha)
        for group, name in enumerate(("facilities", "crossings", "other-places")):
            with sheet.group(name):
                for item in found:
                    if not item.disc and table.group[item.place] == group:
                        _sign(sheet, content, item)
        for item in found:
            if item.place == picked:
                signs.ring(sheet, item.x, item.y, item.radius if item.disc else PICKED_PT)


def _sign(sheet: Sheet, content: Content, item: Item) -> None:
    table, place = content.places, item.place
    shape = signs.shape_of(int(table.group[place]), table.kind[place])
    colour = signs.CROSSING if table.group[place] == 1 else signs.INK
    hollow = table.precision[place] != "site"
    signs.place(sheet, shape, (item.x, item.y), item.radius, colour=colour, hollow=hollow, alpha=item.alpha)


def signs_of(content: Content, found: list[Item]) -> set[str]:
    """The legend's words for these signs."""
    table, told = content.places, set()
    for item in found:
        place = item.place
        shape = signs.shape_of(int(table.group[place]), table.kind[place])
        exact = "site" if table.precision[place] == "site" else "locality"
        told |= {"light"} if item.alpha == LIGHT else set()
        told |= {"coarser"} if item.disc else {shape} if shape == "crossing" else {exact, shape}
    return told


def boxes(found: list[Item]) -> list[Box]:
    """What the signs cover."""
    sizes = [(item, min(item.radius, FULL_PT) + 1.2) for item in found]
    return [Box(item.x - r, item.y - r, item.x + r, item.y + r) for item, r in sizes]


def names(
    sheet: Sheet, content: Content, found: list[Item], seats: Seats, *, picked: int, wanted: set[int] | None
) -> None:
    """Names beside the signs, the most visited first; ``wanted``: of these places, else of those where anyone was."""
    table, told = content.places, 0
    order = sorted(found, key=lambda item: (item.place != picked, -int(table.people[item.place]), item.place, item.x))
    with sheet.group("place-names"):
        for item in order:
            chosen = item.place in wanted if wanted is not None else item.alpha == 1.0
            if not chosen or told >= MOST_NAMES:
                continue
            text = content.name(item.place, NAME_LETTERS)
            most = MOST_ON_LINES if wanted is None else MOST_OF_WANTED
            gap = PICKED_PT + 3 if item.place == picked else FULL_PT + 2.6
            box = seats.seat(item.x, item.y, text, NAME_PT, gap=gap, most=most)
            if box is not None:
                told += 1
                colour = signs.CROSSING if table.group[item.place] == 1 else signs.INK
                sheet.text(box.left + 0.5, box.bottom - NAME_PT * 0.36, text, NAME_PT, colour, halo="#f7f6f2")


def uncertain(sheet: Sheet, view: View, content: Content, found: list[Item]) -> None:
    """A circle that holds the true position, and thin lines to what other sources say."""
    table = content.places
    with sheet.group("uncertainty"):
        for item in found:
            radius = float(table.uncertainty[item.place]) * view.points_a_metre(float(table.y[item.place]))
            if 3 <= radius <= 4 * view.frame.width and not item.disc:
                sheet.disc(item.x, item.y, radius, fill=signs.UNCERTAIN, alpha=0.07)
                sheet.disc(item.x, item.y, radius, line=signs.UNCERTAIN, width=0.8, dash=(3, 2))
            for x, y in _positions(view, content, item):
                if np.hypot(item.x - x, item.y - y) >= 4.5:
                    sheet.line(np.array([(item.x, item.y), (x, y)]), signs.UNCERTAIN, 0.7)
                    signs.cross(sheet, x, y, signs.UNCERTAIN)


def _positions(view: View, content: Content, item: Item) -> list[tuple[float, float]]:
    """Where the sources of a place put it, on the sheet."""
    told = [
        source for source in content.places.sources[item.place] or () if source[3] is not None and source[4] is not None
    ]
    east = [(lon - content.places.lon[item.place] + 180) % 360 - 180 for _, _, _, lon, _, *_ in told]
    world = view.scale / 360
    return [(item.x + d * world, float(view.y(world_y(source[4])))) for d, source in zip(east, told, strict=True)]


def description(content: Content, place: int, people: int) -> str:
    """Kind, precision and country of a place, and how many people passed, in words."""
    table, t = content.places, content.t
    precision, withheld = table.precision[place], table.persons[place] < 0
    parts = (
        content.code("kind", table.kind[place]),
        t(f"map.precision_{precision}") if precision else "",
        content.string(table.locality[place]),
        content.code("country", content.string(table.country[place])),
        "" if content.meta["places_only"] else t("panel.withheld") if withheld else t("panel.passed", n=people),
    )
    return " · ".join(line_of(part, 90) for part in parts if part)

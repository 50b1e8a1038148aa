"""What is on the map, from bottom to top? The layers that are on, as on the page."""

from dataclasses import dataclass, field

import numpy as np

from layers.picture import extent, flows, land, lastknown, names, paths, places, signs, stops
from layers.picture.content import Content
from layers.picture.labels import Seats
from layers.picture.mercator import Box, View
from layers.picture.sheet import Sheet


@dataclass(frozen=True)
class Shown:
    """What a picture shows of its content. ``person``, ``place``: rows of what is picked, -1 nothing."""

    on: dict[str, bool]
    person: int = -1
    place: int = -1
    focus: set[int] | None = field(default=None)  # persons whose paths stand out


def shown(content: Content, layers: dict[str, bool], person: int, place: int) -> Shown:
    """The state that the page would have with these layers on and this picked."""
    focus = {person} if person >= 0 else content.persons_at(place) if place >= 0 else None
    on = {**content.on, **layers}
    if person >= 0:
        on = {**on, "paths": True}
    return Shown(on, person, place, focus)


def draw(sheet: Sheet, view: View, content: Content, state: Shown) -> tuple[Seats, bool]:
    """The map in its frame. What was taken by names and signs, and whether there are too many lines to follow one."""
    sheet.clipped(view.frame)
    with sheet.group("map"):
        land.draw(sheet, view)
        seats = Seats(view.frame)
        near = _places_of(content, state.focus) if state.focus is not None else None
        found = places.items(content, view, state.on, state.place, near)
        seats.keep(*places.boxes(found))
        flags = lastknown.flags(content, view) if state.on["last_known"] and state.person < 0 else []
        seats.keep(*(signs.flag_box(flag.x, flag.y, flag.count) for flag in flags))
        dense = False
        if state.on["uncertainty"]:
            places.uncertain(sheet, view, content, found)
        if state.on["flows"]:
            drawn = flows.draw(sheet, view, content, seats)
            dense = drawn.dense
            seats.mark(drawn.lines)
        if state.on["paths"]:
            drawn = paths.draw(sheet, view, content, state.focus, only_focus=False)
            dense = dense or drawn.dense
            seats.mark(drawn.lines)
        places.draw(sheet, content, found, state.place)
        lastknown.draw(sheet, flags)
        if state.person >= 0:
            stops.draw(sheet, view, content, state.person, seats)
        wanted = set(stops.numbered(content, state.person)) if state.person >= 0 else None
        places.names(sheet, content, found, seats, picked=state.place, wanted=wanted)
        names.draw(sheet, view, content, seats)
    sheet.clipped(None)
    return seats, dense


def _places_of(content: Content, persons: set[int]) -> set[int]:
    """Where these people were, and the crossings they are thought to have passed."""
    found = {int(content.stints.place[stint]) for person in persons for stint in content.stints_of(person)}
    found |= {int(content.legs.via[leg]) for person in persons for leg in content.legs_of(person).tolist()}
    return found - {-1}


def wanted(content: Content, state: Shown) -> Box | None:
    """The box of the world that the data takes up; None where nothing has a position."""
    if state.focus is not None:
        near = _places_of(content, state.focus) | ({state.place} - {-1})
        legs = np.isin(content.legs.person, list(state.focus))
        return extent.of(content, np.array(sorted(near), dtype=int), np.array(content.legs.line)[legs])
    lines = np.array(content.flows.line if state.on["flows"] else content.legs.line, dtype=int)
    used = np.flatnonzero(content.places.people > 0)
    rows = used if len(used) else np.arange(len(content.places.x))
    whole = extent.of(content, rows, lines[lines >= 0])
    return whole and extent.best(whole, extent.middle(content))


def crowd(view: View, content: Content, state: Shown) -> tuple[bool, int]:
    """Whether there are too many lines in view to follow one, and how many lines lead beyond its edge."""
    lines = content.lines
    drawn = np.zeros(len(lines.a), dtype=bool)
    told = np.array(content.legs.line, dtype=int)
    if state.focus is not None:
        told = told[np.isin(content.legs.person, list(state.focus))]
    dense = False
    if state.on["paths"]:
        keys = np.unique(told[told >= 0])
        drawn[keys] = True
        dense = (
            len(np.unique(3 * told + np.array(content.legs.evidence, dtype=int))) > paths.MANY
            if state.focus is None
            else False
        )
    if state.on["flows"]:
        told = np.array(content.flows.line, dtype=int)
        drawn[told[told >= 0]] = True
        dense = dense or len(told) > flows.MANY
    west, north, east, south = lines.box[drawn & np.isfinite(lines.box).all(axis=1)].T
    inside = np.zeros(len(west), dtype=bool)
    for copy in view.copies:
        at = (west + copy >= view.world.left) & (east + copy <= view.world.right)
        inside |= at & (north >= view.world.top) & (south <= view.world.bottom)
    return dense, int((~inside).sum())

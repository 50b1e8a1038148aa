"""What is on the map, from bottom to top? The layers that are on, as on the page."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from layers.picture import extent, flows, land, lastknown, names, paths, places, signs, stops
from layers.picture.content import Content
from layers.picture.labels import Seats
from layers.picture.mercator import Box, View
from layers.picture.sheet import Sheet
from layers.registry import LAYERS


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
    on = {**dict.fromkeys((layer.key for layer in LAYERS), False), **content.on, **layers}
    if person >= 0:
        on = {**on, "paths": True}
    return Shown(on, person, place, focus)


class Plan(NamedTuple):
    """What will be on the map in a view."""

    view: View
    state: Shown
    places: list[places.Item]
    flags: list[lastknown.Flag]
    paths: paths.Plan | None
    flows: flows.Plan | None


class Seen(NamedTuple):
    """What a reader will see: the signs to be explained, whether lines are too many, how many lead beyond the edge."""

    signs: frozenset[str]
    dense: bool
    outside: int


def plan(view: View, content: Content, state: Shown) -> Plan:
    """Everything that will be drawn in this view."""
    near = _places_of(content, state.focus) if state.focus is not None else None
    return Plan(
        view,
        state,
        places.items(content, view, state.on, state.place, near),
        lastknown.flags(content, view, state.focus) if state.on["last_known"] and state.person < 0 else [],
        paths.plan(view, content, state.focus) if state.on["paths"] else None,
        flows.plan(view, content) if state.on["flows"] else None,
    )


def seen(planned: Plan, content: Content) -> Seen:
    """What of it a reader has to be told about."""
    names = places.signs_of(content, planned.places)
    names |= {"flag"} if planned.flags else set()
    for layer, drawn in ((paths, planned.paths), (flows, planned.flows)):
        names |= layer.signs_of(drawn) if drawn else set()
    dense = any(drawn is not None and drawn.dense for drawn in (planned.paths, planned.flows))
    return Seen(frozenset(names), dense, _outside(planned.view, content, planned.state))


def draw(sheet: Sheet, content: Content, planned: Plan) -> Seats:
    """The map in its frame; what is taken by names and signs."""
    view, state, found = planned.view, planned.state, planned.places
    sheet.clipped(view.frame)
    seats = Seats(view.frame)
    seats.keep(*places.boxes(found))
    seats.keep(*(signs.flag_box(flag.x, flag.y, flag.count) for flag in planned.flags))
    with sheet.group("map"):
        land.draw(sheet, view)
        if state.on["uncertainty"]:
            places.uncertain(sheet, view, content, found)
        if planned.flows:
            flows.draw(sheet, planned.flows)
            seats.mark(planned.flows.lines)
        if planned.paths:
            paths.draw(sheet, view, planned.paths)
            seats.mark(planned.paths.lines)
        places.draw(sheet, content, found, state.place)
        lastknown.draw(sheet, planned.flags)
        if planned.flows:
            flows.numbers(sheet, view, planned.flows, seats)
        if state.person >= 0:
            stops.draw(sheet, view, content, state.person, seats)
        wanted = set(stops.numbered(content, state.person)) if state.person >= 0 else None
        places.names(sheet, content, found, seats, picked=state.place, wanted=wanted)
        names.draw(sheet, view, content, seats)
    sheet.clipped(None)
    return seats


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
    return extent.of(content, rows, lines[lines >= 0])


def _outside(view: View, content: Content, state: Shown) -> int:
    """How many of the lines of what is shown lead beyond the edge of the map."""
    lines, told = content.lines, []
    if state.on["paths"]:
        chosen = np.isin(content.legs.person, list(state.focus)) if state.focus is not None else slice(None)
        told.append(np.array(content.legs.line, dtype=int)[chosen])
    if state.on["flows"]:
        told.append(np.array(content.flows.line, dtype=int))
    drawn = np.unique(np.concatenate(told)) if told else np.empty(0, dtype=int)
    boxes = lines.box[drawn[drawn >= 0]]
    west, north, east, south = boxes[np.isfinite(boxes).all(axis=1)].T
    inside = np.zeros(len(west), dtype=bool)
    for copy in view.copies:
        at = (west + copy >= view.world.left) & (east + copy <= view.world.right)
        inside |= at & (north >= view.world.top) & (south <= view.world.bottom)
    return int((~inside).sum())

"""How does one person's path, or one place, become a paper to hand over? A brief: A4 or Letter, as a PDF.

A brief is made of the payload of the map document (layers/payload.py) and of the part that the profile let out
(layers/profiles.py), and of nothing else; what the audit found in the rows themselves is for the team alone. Whatever
does not fit goes on on the next page. The same arguments give the same bytes.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.errors import DataError
from layers.brief import article17, closing, figure, of_person, of_place, questions
from layers.brief.flow import Row
from layers.brief.paper import Foot, Paper, paper, write
from layers.brief.text import Text
from layers.brief.told import Told, stops_of
from layers.picture import frame
from layers.picture import map as drawn_map
from layers.picture.content import Content, line_of
from layers.sizes import Size
from layers.subset import Part

__all__ = ["Brief", "Found", "brief", "draw", "found_of"]


class Found(NamedTuple):
    """What only the team may know: findings of the audit (of all people), and whose rows could not be used."""

    audit: pd.DataFrame
    rejected: pd.Series


class Brief(NamedTuple):
    """A brief before it is printed."""

    name: str
    told: Told
    rows: list[Row]
    paper: Paper
    foot: Foot


def draw(payload: dict, part: Part, *, grey: bool = False, **asked) -> bytes:
    """The brief of a person or a place as the bytes of a PDF; arguments of ``brief``. ``grey``: no colours."""
    made = brief(payload, part, **asked)
    return write(made.rows, made.paper, made.foot, _about(made, asked.get("address")), grey=grey)


def brief(
    payload: dict,
    part: Part,
    *,
    person: str | None = None,
    place: str | None = None,
    size: str | Size | None = None,
    title: str | None = None,
    address: str | None = None,
    found: Found | None = None,
) -> Brief:
    """The brief of a person or of a place, by id. ``payload`` and ``part``: of the same records, reduced alike.

    ``size``: a4 or letter. ``found``: for the team (``found_of``). Where exactly one person is in the payload and
    nothing is picked, that one. DataError where nobody is picked, or somebody who is not in the part.
    """
    content = Content(payload)
    picked = _picked(content, person, place)
    told = Told(content, part, *picked, *_of_rows(found, content, picked[0]))
    on = paper(size)
    name, rows = (_person if told.person >= 0 else _place)(told, on, title, address)
    return Brief(name, told, rows, on, _foot(told, name))


def found_of(ladder) -> Found:
    """What the audit found in a ladder (routes.build)."""
    return Found(ladder.audit, ladder.rejected["person_id"])


def _picked(content: Content, person: str | None, place: str | None) -> tuple[int, int]:
    if person and place:
        raise DataError("a brief is of one person or of one place, not of both", field="--place", value=place,
                        remedy="leave one of the two away")  # fmt: skip
    row, at = (find(wanted) if wanted else -1 for find, wanted in
               ((content.person_by_id, person), (content.place_by_id, place)))  # fmt: skip
    if not person and not place and len(content.persons.id) == 1:
        row = 0
    if row < 0 and at < 0:
        what, wanted = ("place", place) if place else ("person", person)
        reason = f"no {what} of that id is in this profile" if wanted else "a brief is of one person or of one place"
        remedy = "check the id, or choose a profile that lets it out" if wanted else "give --person or --place"
        raise DataError(reason, field=f"--{what}", value=wanted, remedy=remedy)
    return row, at


def _of_rows(found: Found | None, content: Content, row: int) -> tuple[pd.DataFrame | None, int]:
    if found is None or row < 0:
        return None, 0
    person = content.string(int(content.persons.id[row]))
    return found.audit[found.audit["person_id"] == person], int((found.rejected == person).sum())


def _person(told: Told, on: Paper, title: str | None, address: str | None) -> tuple[str, list[Row]]:
    text = Text(on.wide)
    told.content.only_legs_of({told.person})
    stops = stops_of(told)
    of_person.heading(told, text, title)
    of_person.facts(told, text, stops)
    state = drawn_map.shown(told.content, {"uncertainty": True}, told.person, -1)
    text.rows += figure.rows(told.content, (state, drawn_map.wanted(told.content, state)), on, text.rows)
    of_person.path(told, text, stops)
    questions.section(told, text, questions.of_person(told, stops))
    article17.checklist(told, text, stops)
    closing.close(told, text, _passed(told, stops), address)
    return told.t("panel.person", id=told.said(told.content.persons.id[told.person])), text.rows


def _place(told: Told, on: Paper, title: str | None, address: str | None) -> tuple[str, list[Row]]:
    text = Text(on.wide)
    of_place.heading(told, text, title)
    text.rows += figure.rows(told.content, of_place.on_map(told), on, text.rows)
    if not told.content.meta["places_only"]:
        of_place.people(told, text)
        of_place.ways(told, text)
    questions.section(told, text, of_place.questions(told))
    closing.close(told, text, [told.place], address)
    return told.name(told.place), text.rows


def _passed(told: Told, stops: list) -> list[int]:
    """The places of a path, with the crossings that were inferred, each once, in order."""
    via = np.array(told.content.legs.via, dtype=int).tolist()
    return [place for place in dict.fromkeys([*(stop.place for stop in stops), *via]) if place >= 0]


def _foot(told: Told, name: str) -> Foot:
    t, meta = told.t, told.content.meta
    profile = t(f"export.profile.{meta['profile']}")
    parts = (line_of(name, 60), profile, frame.data_in_words(told.content))
    return Foot(t("map.synthetic") if meta["synthetic"] else "", " · ".join(part for part in parts if part))


def _about(made: Brief, address: str | None) -> dict:
    """What the PDF says of itself, as a picture does."""
    meta, t = made.told.content.meta, made.told.t
    told = (
        t("brief.of_person"),
        t("map.synthetic") if meta["synthetic"] else "",
        *meta["filters_in_words"],
        *meta["cut"],
    )
    return {
        "title": line_of(made.name, 160),
        "description": " · ".join(line_of(part, 600) for part in told if part),
        "credits": t("map.credits"),
        "version": line_of(f"data {meta['version']}", 60) if meta["version"] else "",
        "hash": line_of(f"sha256:{meta['data_sha256']}", 80) if meta["data_sha256"] else "",
        "date": meta["date"],
        "language": meta["lang"],
        "address": line_of(address, 600) if address else "",
        "manifest": meta.get("manifest"),
    }

"""What is a brief made of? The payload and the part that a profile let out, and the sources with their numbers."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
from babel.units import format_unit

from layers.brief.text import MOST_LETTERS, whole
from layers.desk import distance
from layers.picture import stops
from layers.picture.content import Content
from layers.subset import Part
from routes.dates import bounds

DURATION = stops.DURATION
UNITS = ("duration-year", "duration-month", "duration-week", "duration-day")
WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ](?P<time>\d\d:\d\d).*)?")


class Register:
    """Sources, each once, numbered in the order in which they are first named."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], int] = {}

    def number(self, words: str, address: str = "") -> int:
        """The number of a source by its words and its address.

        >>> register = Register()
        >>> register.number("A book"), register.number("A report"), register.number("A book")
        (1, 2, 1)
        """
        return self.known.setdefault((words, address), len(self.known) + 1)


@dataclass(frozen=True)
class Told:
    """Everything that a brief may say. ``person``, ``place``: rows of ``content``, -1 none. ``audit``: what the audit
    of the records found of the person, and ``rejected``: how many of its rows could not be used, for the team alone."""

    content: Content
    part: Part
    person: int = -1
    place: int = -1
    audit: pd.DataFrame | None = None
    rejected: int = 0
    register: Register = field(default_factory=Register)

    def t(self, key: str, **values: object) -> str:
        """The words of a key."""
        return self.content.t(key, **values)

    def said(self, position: int | None) -> str:
        """A text of the records by its position, whole."""
        return self.whole(self.content.string(-1 if position is None else int(position)))

    def whole(self, text: object) -> str:
        """A text of the records on one line, whole."""
        return whole(text, self.t("brief.more_letters"))

    def code(self, kind: str, position: int | None) -> str:
        """A code of the records in words."""
        text = self.content.string(-1 if position is None else int(position))
        return self.whole(self.content.code(kind, text))

    def name(self, place: int) -> str:
        """The name of a place, whole."""
        return self.content.name(place, MOST_LETTERS)

    def metres(self, metres: float) -> str:
        """A distance in words."""
        return distance(metres, self.content.t)

    def number(self, value: float) -> str:
        """A number with its thousands apart."""
        return f"{value:,.0f}"

    def duration(self, text: str) -> str:
        """ "8 months" for P8M; anything else as it is recorded."""
        match = DURATION.fullmatch(text)
        if not match or text in ("", "P"):
            return self.whole(text)
        told = zip(match.groups(), UNITS, strict=True)
        return ", ".join(format_unit(int(n), unit, locale=self.content.lang) for n, unit in told if n)

    def cite(self, numbers) -> str:
        """Numbers of sources as they stand behind a sentence."""
        return "".join(f"[{number}]" for number in dict.fromkeys(numbers))


class Day(NamedTuple):
    """A date: as it is recorded and explained; whether its text says any time at all, the day, the time of day; its
    bounds (days since 1970-01-01), which may come from a duration beside it."""

    words: str = ""
    dated: bool = False
    to_the_day: bool = False
    with_time: bool = False
    first: float = np.nan
    last: float = np.nan


class Stop(NamedTuple):
    """A stop of a person in words; empty where the record says nothing. ``via``: see ``legs_from``."""

    number: int
    row: int
    place: int
    name: str
    detention: int
    events: tuple[str, ...]
    arrived: Day
    left: Day
    duration: str
    authority: str
    sources: tuple[int, ...]
    relation: str
    reliability: str
    doubtful: bool  # the source itself is unsure, or it is hearsay
    of_one_row: bool  # else its dates may be those of different events

    @property
    def cited(self) -> str:
        """The numbers of its sources."""
        return "".join(f"[{number}]" for number in self.sources)


DOUBTFUL = ("unsure", "likely_unreliable", "highly_unreliable")


def stops_of(told: Told) -> list[Stop]:
    """The stops of the person, in order; their sources get numbers."""
    return [_stop(told, number, row) for number, row in enumerate(told.content.stints_of(told.person), start=1)]


def _stop(told: Told, number: int, row: int) -> Stop:
    table, content = told.content.stints, told.content
    place = int(table.place[row])
    events = tuple(content.string(at) if isinstance(at, int) else at for at in table.events[row])
    recorded = told.said(table.said[row]) if place < 0 else ""
    unknown = told.t("brief.unknown_recorded", text=recorded) if recorded else told.t("panel.place_unknown")
    relation, reliability = (content.string(int(column[row])) for column in (table.relation, table.reliability))
    return Stop(
        number,
        row,
        place,
        told.name(place) if place >= 0 else unknown,
        int(table.detention[row]),
        events,
        _day(told, int(table.arrived[row])),
        _day(told, int(table.departed[row])),
        told.duration(content.string(int(table.duration[row]))),
        told.code("authority", table.authority[row]),
        tuple(told.register.number(text) for at in table.sources[row] or () if (text := told.said(at))),
        told.whole(content.code("relation", relation)),
        told.whole(content.code("reliability", reliability)),
        relation == "rumour" or reliability in DOUBTFUL,
        len(told.part.stints["rows"].iloc[row]) == 1,
    )


def _day(told: Told, position: int) -> Day:
    """A date by its position; bounds alone (from a duration) are no words."""
    if position < 0:
        return Day()
    dates = told.content.dates
    text = told.content.string(int(dates.text[position]))
    found = WHOLE_DATE.fullmatch(text)
    first, last = (np.nan if column[position] is None else float(column[position]) for column in (dates.lo, dates.hi))
    words = stops.date_in_words(told.content, position, MOST_LETTERS)
    dated = bool(bounds([text])[["earliest", "latest"]].notna().any(axis=None))
    return Day(words, dated, bool(found), bool(found and found["time"]), first, last)

"""What of what a register of detainees must hold does the record hold? Article 17 (3) of the ICPPED, point by point.

The International Convention for the Protection of All Persons from Enforced Disappearance lists, (a) to (h), what a
State must keep of everybody deprived of liberty. Each point is *known* (everything that it asks for is recorded), *in
part*, or *not known*. Nothing is concluded: an authority that held somebody is not said to have ordered it, a date to
the month is not a date with its time, an identifier is not an identity.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from layers.brief.flow import Cell
from layers.brief.text import SMALL_PT, Text
from layers.brief.told import Day, Stop, Told
from layers.picture.blocks import INK, SOFT
from layers.picture.fonts import BOLD

KNOWN, IN_PART, NOT_KNOWN = "known", "in_part", "not_known"
SIGNS = {KNOWN: "●", IN_PART: "◐", NOT_KNOWN: "○"}
SIZE = SMALL_PT + 0.4
FOLLOWED = ("arrest", "custody", "unknown_place")  # first events of a stop that begin it, so that its arrival is theirs
HELD = ("custody", "unknown_place", "sighting")  # events that say where somebody was held, or was seen


class Answer(NamedTuple):
    """How much of a point is known, and what the record says, a sentence each."""

    status: str
    says: list[str]


class Said(NamedTuple):
    """A part of a point: its words, empty where nothing is recorded; whether that is all that the point asks for."""

    words: str
    whole: bool = False


def status_of(parts: Sequence[Said]) -> str:
    """From the parts of a point to one word.

    >>> status_of([Said("1998-03-02", True), Said("")]), status_of([Said("")]), status_of([])
    ('in_part', 'not_known', 'not_known')
    """
    if not any(part.words for part in parts):
        return NOT_KNOWN
    return KNOWN if all(part.words and part.whole for part in parts) else IN_PART


def answers(told: Told, stops: list[Stop]) -> dict[str, Answer]:
    """The answer to each point, ``a`` to ``h``."""
    return {letter: ask(told, stops) for letter, ask in POINTS.items()}


def _date(day: Day) -> list[Said]:
    """Date and time of something, two parts. What cannot be read as a date is no date."""
    if not day.dated:
        return [Said(""), Said("")]
    return [Said(day.words, day.to_the_day), Said(day.words if day.with_time else "", day.with_time)]


def _date_in_words(told: Told, day: Day, key: str, missing: str) -> str:
    """What is recorded as the date, also where it cannot be read."""
    if not day.words:
        return told.t(missing)
    return told.t(key, date=day.words) + ("" if day.with_time else f" {told.t('brief.a17.no_time')}")


def _place(told: Told, stop: Stop) -> Said:
    """The place of a stop; whole where it is known to the site."""
    if stop.place < 0:
        return Said("")
    exact = told.content.places.precision[stop.place] == "site"
    return Said(stop.name, exact)


def _identity(told: Told, stops: list[Stop]) -> Answer:
    t, persons, row = told.t, told.content.persons, told.person
    age, sex = told.said(persons.age[row]), told.code("sex", persons.sex[row])
    facts = [t("brief.a17.sex", sex=sex)] if sex else []
    facts += [t("brief.a17.age", age=age)] if age else []
    says = [t("brief.a17.identifier", id=told.said(persons.id[row])), *facts]
    return Answer(IN_PART if facts else NOT_KNOWN, says)


def _arrest(told: Told, stops: list[Stop]) -> Answer:
    t, parts, says = told.t, [], []
    for detention in dict.fromkeys(stop.detention for stop in stops):
        mine = [stop for stop in stops if stop.detention == detention]
        arrest = next((stop for stop in mine if "arrest" in stop.events), None)
        if arrest is None:
            parts.append(Said(""))
            says.append(t("brief.a17.no_arrest", n=detention, stop=mine[0].number, place=mine[0].name))
            continue
        first = arrest.of_one_row  # else the date may be that of another event there, such as a sighting
        date, authority = _date(arrest.arrived if first else Day()), Said(arrest.authority, True)
        place = _place(told, arrest)
        parts += [*date, place, authority]
        words = [
            _date_in_words(told, arrest.arrived, "brief.a17.date" if first else "brief.a17.seen", "brief.a17.no_date"),
            t("brief.a17.place", place=place.words) if place.words else t("brief.a17.no_place"),
            t("brief.a17.authority", authority=authority.words) if authority.words else t("brief.a17.no_authority"),
        ]
        says.append(f"{t('brief.a17.arrest', n=detention, stop=arrest.number)} {' '.join(words)} {arrest.cited}")
    return Answer(status_of(parts), says)


def _order(told: Told, stops: list[Stop]) -> Answer:
    t = told.t
    reason = told.code("reason", told.content.persons.reason[told.person])
    ground = t("brief.a17.reason", reason=reason) if reason else t("brief.a17.no_reason")
    return Answer(status_of([Said(reason), Said("")]), [t("brief.a17.no_order"), ground])


def _supervision(told: Told, stops: list[Stop]) -> Answer:
    t = told.t
    held: dict[str, list[Stop]] = {}
    for stop in stops:
        if stop.authority and _is_held(stop):
            held.setdefault(stop.authority, []).append(stop)
    says = [
        t("brief.a17.held_by", authority=authority, stops=_numbers(mine), cited=_cited(told, mine))
        for authority, mine in held.items()
    ]
    silent = [stop for stop in stops if _is_held(stop) and not stop.authority]
    if silent:
        says.append(t("brief.a17.held_by_nobody", stops=_numbers(silent)))
    return Answer(status_of([Said(words) for words in held]), [*says, t("brief.a17.not_supervision")])


def _detention(told: Told, stops: list[Stop]) -> Answer:
    t, parts, says = told.t, [], []
    for stop in (stop for stop in stops if _is_held(stop)):
        begun = stop.of_one_row and stop.events[0] in FOLLOWED
        place, date = _place(told, stop), _date(stop.arrived if begun else Day())
        authority = _place_authority(told, stop)
        parts += [place, *date, authority]
        words = [
            t("brief.a17.stop", stop=stop.number, place=stop.name),
            _date_in_words(
                told, stop.arrived, "brief.a17.admission" if begun else "brief.a17.seen", "brief.a17.no_admission"
            ),
            stop.cited,
            t("brief.a17.place_authority", authority=authority.words)
            if authority.words
            else t("brief.a17.no_place_authority"),
        ]
        says.append(" ".join(part for part in words if part))
    return Answer(status_of(parts), says or [t("brief.a17.no_detention")])


def _place_authority(told: Told, stop: Stop) -> Said:
    """Who is in charge of the place, which the list of places says, not the record of the person."""
    return Said(told.code("authority", told.content.places.authority[stop.place]) if stop.place >= 0 else "", True)


def _health(told: Told, stops: list[Stop]) -> Answer:
    return Answer(NOT_KNOWN, [told.t("brief.a17.no_health")])


def _death(told: Told, stops: list[Stop]) -> Answer:
    t = told.t
    dead = [stop for stop in stops if "death" in stop.events]
    ending = told.content.string(int(told.content.persons.ending[told.person]))
    if not dead and ending != "died":
        return Answer(NOT_KNOWN, [t("brief.a17.no_death")])
    says = [
        t(
            "brief.a17.death",
            stop=stop.number,
            place=stop.name,
            arrived=stop.arrived.words or t("brief.no_date"),
            left=stop.left.words or t("brief.no_date"),
            cited=stop.cited,
        )
        for stop in dead
    ]
    return Answer(IN_PART, [*(says or [t("brief.a17.death_recorded")]), t("brief.a17.no_remains")])


def _transfer(told: Told, stops: list[Stop]) -> Answer:
    t, parts, says = told.t, [], []
    for before, after in pairwise(stops):
        if before.detention == after.detention:
            place = _place(told, after)
            parts += [*_date(before.left), place, Said("")]
            arrived = t("brief.a17.arrived", date=after.arrived.words) if after.arrived.words else ""
            words = (_date_in_words(told, before.left, "brief.a17.left", "brief.a17.not_left"), arrived)
            moved = t("brief.a17.transfer", stop=before.number, next=after.number, place=after.name)
            says.append(" ".join(part for part in (moved, *words, _cited(told, [before, after])) if part))
    for stop in (stop for stop in stops if "release" in stop.events):
        parts += _date(stop.left)
        words = stop.left.words or t("brief.no_date")
        says.append(t("brief.a17.release", stop=stop.number, place=stop.name, date=words, cited=stop.cited))
    if not says:
        return Answer(NOT_KNOWN, [t("brief.a17.no_transfer")])
    return Answer(status_of([*parts, Said("")]), [*says, t("brief.a17.no_transfer_authority")])


POINTS: dict[str, Callable[[Told, list[Stop]], Answer]] = {
    "a": _identity,
    "b": _arrest,
    "c": _order,
    "d": _supervision,
    "e": _detention,
    "f": _health,
    "g": _death,
    "h": _transfer,
}


def _is_held(stop: Stop) -> bool:
    return any(event in HELD for event in stop.events)


def _numbers(stops: Sequence[Stop]) -> str:
    return ", ".join(str(stop.number) for stop in stops)


def _cited(told: Told, stops: Sequence[Stop]) -> str:
    return told.cite(number for stop in stops for number in stop.sources)


def checklist(told: Told, text: Text, stops: list[Stop]) -> None:
    """The points as a table: what is asked, how much is known, what the record says and from which source."""
    t = told.t
    text.heading(t("brief.a17"))
    text.note(t("brief.a17_note"))
    text.space(5)
    for letter, answer in answers(told, stops).items():
        status = f"{SIGNS[answer.status]} {t(f'brief.a17.{answer.status}')}"
        text.columns(
            [Cell(f"({letter})", 0, 18, SIZE, SOFT)],
            [Cell(t(f"brief.a17.{letter}"), 18, 132, SIZE)],
            [Cell(status, 158, 68, SIZE, INK, BOLD)],
            [Cell(words, 234, text.wide - 234, SIZE) for words in answer.says],
        )
        text.space(5)

"""What is still open about one person? Worked out from what the record leaves empty, vague, silent or contradictory.

Each question is a sentence; a kind of question that the record does not raise is not mentioned. Nothing is guessed.
"""

from collections.abc import Callable, Iterator

import numpy as np

from layers.brief import contradictions, findings
from layers.brief.of_person import leg_words
from layers.brief.text import Text
from layers.brief.told import Stop, Told

GRAVE = ("error", "warning")
Asked = Callable[[Told, list[Stop]], Iterator[str]]


def _fate(told: Told, stops: list[Stop]) -> Iterator[str]:
    ending = told.content.string(int(told.content.persons.ending[told.person]))
    if stops and ending == "last_known":
        yield told.t("brief.open_fate", stop=stops[-1].number, place=stops[-1].name)
    if stops and ending == "in_custody":
        yield told.t("brief.open_custody", stop=stops[-1].number, place=stops[-1].name)


def _places(told: Told, stops: list[Stop]) -> Iterator[str]:
    t, places = told.t, told.content.places
    if unknown := [stop for stop in stops if stop.place < 0]:
        yield t("brief.open_places", stops=_numbers(unknown))
    known = [stop for stop in stops if stop.place >= 0]
    if nowhere := [stop for stop in known if not np.isfinite(places.lon[stop.place])]:
        yield t("brief.open_positions", stops=_numbers(nowhere))
    if vague := [stop for stop in known if stop not in nowhere and places.precision[stop.place] != "site"]:
        yield t("brief.open_precision", stops=_numbers(vague))


def _dates(told: Told, stops: list[Stop]) -> Iterator[str]:
    t = told.t
    if undated := [stop for stop in stops if not stop.arrived.words and not stop.left.words]:
        yield t("brief.open_dates", stops=_numbers(undated))
    dated = [stop for stop in stops if stop not in undated]
    if arrival := [stop for stop in dated if not stop.arrived.words]:
        yield t("brief.open_arrivals", stops=_numbers(arrival))
    if departure := [stop for stop in dated if not stop.left.words]:
        yield t("brief.open_departures", stops=_numbers(departure))
    if vague := [stop for stop in dated if any(day.words and not day.to_the_day for day in (stop.arrived, stop.left))]:
        every = told.content.meta["profile"] == "internal"
        yield t("brief.open_days" if every else "brief.open_days_told", stops=_numbers(vague))


def _holders(told: Told, stops: list[Stop]) -> Iterator[str]:
    if silent := [stop for stop in stops if not stop.authority]:
        yield told.t("brief.open_authority", stops=_numbers(silent))


def _sources(told: Told, stops: list[Stop]) -> Iterator[str]:
    if silent := [stop for stop in stops if not stop.sources]:
        yield told.t("brief.open_sources", stops=_numbers(silent))
    if doubtful := [stop for stop in stops if stop.doubtful]:
        yield told.t("brief.open_reliability", stops=_numbers(doubtful))
    if alone := [stop for stop in stops if len(stop.sources) == 1]:
        yield told.t("brief.open_one_source", stops=_numbers(alone))


def _legs(told: Told, stops: list[Stop]) -> Iterator[str]:
    """Every way from stop to stop that no source documents, with why; two legs through a crossing are one way."""
    legs = told.content.legs
    number = {stop.row: stop.number for stop in stops}
    ways: dict[tuple[int, int], list[int]] = {}
    for leg in np.flatnonzero(np.array(legs.evidence) > 0).tolist():
        ways.setdefault((number[int(legs["from"][leg])], number[int(legs.to[leg])]), []).append(leg)
    for (stop, after), parts in ways.items():
        why = dict.fromkeys(told.said(reason) for leg in parts for reason in legs.reasons[leg] or ())
        words = "; ".join(leg_words(told, leg, with_crossing=leg == parts[-1]) for leg in parts)
        yield " ".join((told.t("brief.open_leg", leg=words, stop=stop, next=after), *why))


def _positions(told: Told, stops: list[Stop]) -> Iterator[str]:
    """What speaks against the position of a place that the path goes through."""
    places = list(dict.fromkeys(stop.place for stop in stops if stop.place >= 0))
    for place, (_, found) in findings.checked(told, places).items():
        mine = _numbers([stop for stop in stops if stop.place == place])
        for words in (told.whole(one["words"]) for one in found if one["severity"] in GRAVE):
            yield told.t("brief.open_place", stops=mine, place=told.name(place), words=words)


def _rejected(told: Told, stops: list[Stop]) -> Iterator[str]:
    if told.rejected:
        yield told.t("brief.open_rejected", n=told.rejected)


def _contradictions(told: Told, stops: list[Stop]) -> Iterator[str]:
    yield from contradictions.of_dates(told, stops)
    yield from contradictions.of_rows(told)


ASKED: tuple[Asked, ...] = (
    _fate, _places, _legs, _dates, _contradictions, _holders, _sources, _positions, _rejected,
)  # fmt: skip


def of_person(told: Told, stops: list[Stop]) -> list[str]:
    """The open questions, the gravest kinds first, each once."""
    return list(dict.fromkeys(words for ask in ASKED for words in ask(told, stops)))


def section(told: Told, text: Text, questions: list[str]) -> None:
    """The questions as a list."""
    text.heading(told.t("brief.open"))
    text.note(told.t("brief.open_note"))
    if told.person >= 0 and told.audit is None:
        text.note(told.t("brief.open_rows"))
    text.space(3)
    for words in questions or [told.t("brief.open_none")]:
        text.item(words)
        text.space(1.5)


def _numbers(stops: list[Stop]) -> str:
    return ", ".join(str(stop.number) for stop in stops)

"""How are the dates of a sheet read, whichever columns its mapping names? Rules for every date that has none yet.

A person may choose another column of dates at any time; what is then not certain is asked again. Columns between which
a question stands are read together. One column that is both departure and arrival is read by the rules of arrival.
"""

import numpy as np
import pandas as pd

from routes.mapping.evidence import Column, column_of
from routes.mapping.model import DATES, DateRules, Mapping, MappingQuestion, headers
from routes.mapping.notations import CENTURIES, Proposed, propose_dates
from routes.mapping.sentences import tell
from routes.mapping.stops import per_stop
from routes.sheets import Sheet


def with_dates(mapping: Mapping, sheet: Sheet) -> Mapping:
    """The mapping with rules for its columns of dates; rules and questions that it has already stay.

    >>> from routes.sheets import read_sheet
    >>> sheet = read_sheet(b"who,in\\np,5/13/1950\\n", "e.csv")
    >>> with_dates(Mapping(columns={"person_id": "who", "arrival": "in"}), sheet).dates["arrival"].formats
    ('M/D/YYYY',)
    """
    names = headers(sheet.table)
    found = {}
    for ours in DATES:
        columns = [column_of(sheet.table[name]) for name in _columns(mapping, ours, names) if name in names]
        columns = [column for column in columns if column.filled]
        if columns and not _told(mapping, ours):
            found[ours] = _together(columns)
    found = {ours: told for ours, told in _compared(found).items() if told.questions or told.rules != DateRules()}
    reasons, questions = dict(mapping.reasons), list(mapping.questions)
    for ours, told in found.items():
        reasons |= {f"dates.{ours}.{name}": why for name, why in told.reasons.items()}
        questions += [MappingQuestion(f"dates.{ours}.{name}", why, options) for name, why, options in told.questions]
    dates = mapping.dates | {ours: told.rules for ours, told in found.items()}
    return mapping.with_(dates=dates, reasons=reasons, questions=tuple(questions))


def with_century(mapping: Mapping, ours: str) -> Mapping:
    """The mapping with a question for the century, where a notation of a date has two figures of the year.

    >>> said = with_century(Mapping(dates={"arrival": DateRules(("D/M/YY",))}), "arrival")
    >>> [question.key for question in said.questions]
    ['dates.arrival.century']
    """
    rules, key = mapping.dates[ours], f"dates.{ours}.century"
    short = [notation for notation in rules.notations if "YY" in notation.replace("YYYY", "")]
    if not short or rules.century is not None or any(question.key == key for question in mapping.questions):
        return mapping
    asked = MappingQuestion(key, tell("century", notations=" | ".join(short)), CENTURIES)
    return mapping.with_(questions=(*mapping.questions, asked))


def rules_of(mapping: Mapping, ours: str) -> DateRules | None:
    """The rules by which a date is read.

    >>> rules_of(Mapping(), "arrival") is None
    True
    """
    one = mapping.shape in ("wide", "itinerary") and mapping.stops.departure == mapping.stops.arrival != ""
    return mapping.dates.get("arrival" if one and "arrival" in mapping.dates else ours)


def _told(mapping: Mapping, ours: str) -> bool:
    """Whether something is said or asked of how a date is read."""
    asked = any(question.key.startswith(f"dates.{ours}.") for question in mapping.questions)
    return asked or mapping.dates.get(ours, DateRules()) != DateRules()


def _columns(mapping: Mapping, ours: str, names: list[str]) -> list[str]:
    stops = mapping.stops
    table = {"long": "columns", "stops": "stops.numbered"}.get(mapping.shape, "stops")
    for question in mapping.questions:
        if question.key == f"{table}.{ours}":
            return [name for name in question.options if name]
    if mapping.shape == "long":
        return [mapping.columns[ours]] if ours in mapping.columns else []
    if mapping.shape == "stops":
        return [stop[ours] for stop in per_stop(mapping, names) if ours in stop]
    if ours == "departure" and stops.departure == stops.arrival:
        return []
    return [getattr(stops, ours)] if getattr(stops, ours) else []


def _together(columns: list[Column]) -> Proposed:
    codes, texts = pd.factorize(np.concatenate([column.texts for column in columns]))
    counts = np.bincount(codes, np.concatenate([column.counts for column in columns]))
    return propose_dates(texts, counts.astype(np.int64))


def _compared(found: dict[str, Proposed]) -> dict[str, Proposed]:
    """Two columns of one table that are read in contrary orders contradict each other: then both are asked."""
    if len(found) < 2:
        return found
    formats = {ours: proposal.rules.formats for ours, proposal in found.items()}
    asked = {}
    for ours, other in (DATES, DATES[::-1]):
        contrary = [name for name in formats[ours] if _contrary(name) != name and _contrary(name) in formats[other]]
        asked[ours] = _asked(found[ours], contrary, other) if contrary else found[ours]
    return asked


def _asked(proposal: Proposed, contrary: list[str], other: str) -> Proposed:
    kept = tuple(name for name in proposal.rules.formats if name not in contrary)
    rules = {name: getattr(proposal.rules, name) for name in DateRules.__dataclass_fields__} | {"formats": kept}
    reason = tell(f"{other}_other_way_round", why=proposal.reasons["formats"])
    reasons = {name: why for name, why in proposal.reasons.items() if name != "formats" or kept}
    options = tuple(f"{one}" for name in contrary[:1] for one in (name, _contrary(name)))
    questions = [question for question in proposal.questions if question[0] != "order"]
    return Proposed(DateRules(**rules), reasons, [*questions, ("order", reason, options)])


def _contrary(notation: str) -> str:
    """The notation with day and month the other way round.

    >>> _contrary("D/M/YYYY"), _contrary("D MON YYYY")
    ('M/D/YYYY', 'D MON YYYY')
    """
    return notation if "MON" in notation else notation.translate(str.maketrans("DM", "MD"))

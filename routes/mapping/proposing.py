"""Which mapping fits a table that nobody has described? A proposal from headers and cells, each setting with a reason.

What headers and cells do not make certain is a question with its options. One column is taken once; those that nothing
takes are kept as further columns and listed; those that name people are left out unless somebody keeps them.
"""

import numpy as np
import pandas as pd

from routes.events import CONSENT, KINDS
from routes.mapping.dating import with_dates
from routes.mapping.draft import OPTIONS, Draft
from routes.mapping.evidence import MOST, Column, Places, rises
from routes.mapping.laying import propose_shape
from routes.mapping.model import Mapping, count, shown
from routes.mapping.words import MARKS, OURS, WITHIN, meanings, plain
from routes.sheets import Sheet

BY_HEADER = ("case_id", "detention_id", "authority", "reason", "outcome", "source", "source_relation", "reliability",
             "age", "sex", "note", "consent")  # fmt: skip
NEARLY = 0.9  # of the cells
WORDS = 100  # distinct texts that a column of events may hold
UNKNOWN_WORDS = 30  # texts of events that are asked one by one
CODED = {"id", "code", "no", "number", "key", "코드", "번호", "ид", "код", "编号", "代码", "codigo", "nr", "nummer"}


def propose(sheet: Sheet, places: pd.DataFrame | None = None) -> Mapping:
    """A mapping for a sheet, with reasons and open questions; `places` (geodata.places) tell ids and names of places.

    >>> from routes.sheets import read_sheet
    >>> said = propose(read_sheet(b"prisoner id,order,camp\\np,1,A\\np,2,B\\n", "e.csv"))
    >>> said.columns, said.places.name, said.questions
    ({'person_id': 'prisoner id', 'seq': 'order'}, 'camp', ())
    >>> said.reasons["columns.seq"]
    'the header is "order"; it counts 1, 2, 3 within each person'
    """
    draft = Draft(sheet)
    shape = propose_shape(draft)
    person = _person(draft, shape)
    known = Places(places)
    if shape == "long":
        _dates(draft)
        _number(draft, person)
        _places(draft, known)
    else:
        _number(draft, person)
        _holds(draft, known)
        _several_rows(draft, person)
    _unknown(draft)
    _event(draft)
    _duration(draft, shape)
    for ours in BY_HEADER:
        draft.take_or_ask(f"columns.{ours}", draft.candidates(f"columns.{ours}"), lambda name: "")
    _consent(draft)
    _sex(draft)
    return with_dates(draft.mapping(), sheet)


def _person(draft: Draft, shape: str) -> Column | None:
    key = "columns.person_id"
    found = draft.candidates(key)
    sure = [name for name in found if draft.level(name, key) > WITHIN]
    if len(sure) == 1 and _tells_people(draft, sure[0], shape):
        column = draft.columns[sure[0]]
        draft.take(
            key,
            sure[0],
            f"the header is {shown(sure)}",
            f"{count(len(column.texts), 'person')} in {count(column.filled, 'row')}",
        )
        return column
    likely = found or [name for name in draft.free() if _may_tell_people(draft.columns[name], shape)][:OPTIONS]
    reason = f"the columns {shown(likely)} may say who it is" if likely else "no column says for certain who it is"
    if found == sure and len(found) == 1:
        reason = f"{shown(found)} is another in every row, so it may number rows and not people"
        likely = [*found, *(n for n in draft.free() if n not in found and _may_tell_people(draft.columns[n], shape))]
    named = [name for name in draft.people if draft.columns[name].filled]
    if named:
        reason += f"; {shown(named)} would too, but names can hurt people: give them ids of their own first"
    draft.ask(key, reason, (*likely[:OPTIONS], *named))
    return None


def _tells_people(draft: Draft, name: str, shape: str) -> bool:
    """Whether a header that says an id is that of people: a bare "id" or "no" may number the rows."""
    column = draft.columns[name]
    if len(plain(name)) > 3 or shape != "long" or draft.level(name, "columns.person_id") == OURS:
        return True
    return column.filled < 2 or len(column.texts) < column.filled


def _may_tell_people(column: Column, shape: str) -> bool:
    repeats = len(column.texts) < column.filled or shape != "long"
    return column.filled == len(column.codes) > 0 and len(column.texts) > 1 and repeats and column.dates < MOST


def _dates(draft: Draft) -> None:
    for ours in ("arrival", "departure"):
        key = f"columns.{ours}"
        found = draft.candidates(key, lambda column: column.dated)
        if len(found) > 1:  # a header that says no more than "date" gives way
            found = [name for name in found if "date" not in draft.said[name]] or found
        draft.take_or_ask(key, found, lambda name: _read_as_dates(draft.columns[name]))
        if not found and (odd := draft.candidates(key)):
            reason = f"the header says a date, but only {draft.columns[odd[0]].dates:.0%} of the values read as one"
            draft.ask(key, f"{shown(odd)}: {reason}", (*odd, ""))
    if "columns.arrival" not in draft.set and not any(q.key == "columns.arrival" for q in draft.questions):
        likely = [name for name in draft.free() if draft.columns[name].filled and draft.columns[name].dates >= NEARLY
                  and draft.columns[name].whole < MOST]  # fmt: skip
        if likely:
            reason = "nothing says when somebody arrived, and these columns hold dates"
            draft.ask("columns.arrival", f"{reason}: {shown(likely)}", (*likely, ""))


def _read_as_dates(column: Column) -> str:
    return f"{column.dates:.0%} of {count(column.filled)} read as dates" if column.filled else ""


def _number(draft: Draft, person: Column | None) -> None:
    key = "columns.seq"
    rising = {name: rises(person, draft.columns[name]) if person else (False, False) for name in draft.free()}
    counts = {True: "it counts 1, 2, 3 within each person", False: "its numbers rise within each person"}

    def why(name: str) -> str:
        rise, count = rising[name]
        return counts[count] if rise else f"{draft.columns[name].whole:.0%} of the values are whole numbers"

    found = draft.candidates(key, lambda column: not column.filled or column.whole >= NEARLY)
    short = [name for name in found if len(plain(name)) <= 3 and draft.level(name, key) < OURS and plain(name) != "seq"]
    found = [name for name in found if name not in short or rising[name][1]]  # a bare "no" may count anything
    if found:
        draft.take_or_ask(key, found, why)
        return
    counting = [name for name in draft.free() if rising[name][1]]
    if len(counting) == 1:
        draft.take(key, counting[0], f"the header is {shown(counting)}", counts[True])
    elif likely := [name for name in draft.free() if rising[name][0]]:
        draft.ask(
            key, f"the whole numbers of {shown(likely)} rise within each person; are they the order?", (*likely, "")
        )


def _places(draft: Draft, known: Places) -> None:
    for setting, limit in (("longitude", 180), ("latitude", 90)):
        found = draft.candidates(f"places.{setting}", lambda column, limit=limit: column.degrees(limit) >= NEARLY)
        draft.take_or_ask(f"places.{setting}", found, lambda name, limit=limit: f"numbers up to {limit}")
    for setting in ("longitude", "latitude"):  # half a position is none
        if len({"places.longitude", "places.latitude"} & draft.set.keys()) == 1 and f"places.{setting}" in draft.set:
            draft.taken.discard(draft.set.pop(f"places.{setting}"))
            draft.reasons.pop(f"places.{setting}")
    ids = {name: draft.columns[name].share(known.ids_in(draft.columns[name])) for name in draft.free()}
    said = draft.candidates("places", lambda column: column.filled == 0 or column.dates < MOST)
    matched = [name for name, share in ids.items() if share >= (MOST if name in said else NEARLY)]
    coded = [
        name
        for name in said
        if {*plain(name).split()} & CODED or any(w in plain(name) for w in ("코드", "번호", "编号"))
    ]
    if len(matched) == 1:
        column = draft.columns[matched[0]]
        draft.take("places.id", matched[0], f"the header is {shown(matched)}",
                   f"{column.found(known.ids_in(column))} are ids of the places")  # fmt: skip
    elif matched:
        draft.take_or_ask("places.id", matched)
    elif len(coded) == 1 and not known.given:
        draft.take("places.id", coded[0], f"the header is {shown(coded)}", "no places were given to compare with")
    _named_places(draft, known, [name for name in said if name not in draft.taken])
    for setting in ("country", "admin1"):
        found = draft.candidates(f"places.{setting}")
        draft.take_or_ask(f"places.{setting}", found, lambda name: _codes(draft.columns[name]))


def _named_places(draft: Draft, known: Places, said: list[str]) -> None:
    names = {name: draft.columns[name].share(known.names_in(draft.columns[name])) for name in draft.free()}
    matched = [name for name, share in names.items() if share >= (MOST if name in said else NEARLY)]
    found = [name for name in said if name in matched] or ([] if said else matched) or said
    if "places.id" in draft.set and found and not matched:
        found = [name for name in found if "name" in plain(name).split() or name in matched] or found

    def why(name: str) -> str:
        column = draft.columns[name]
        mask = known.names_in(column)
        if not known.given or not column.filled:
            return ""
        return (
            f"{column.found(mask)} are names of the places" if mask.any() else "none is a name or an id of the places"
        )

    draft.take_or_ask("places.name", found, why)


def _codes(column: Column) -> str:
    return f"{column.found(column.countries)} are codes of ISO 3166" if column.countries.any() else ""


def _holds(draft: Draft, known: Places) -> None:
    """Whether the texts of stops are ids."""
    texts = [draft.columns[name] for name in draft.place_columns if draft.columns[name].filled]
    cells = sum(column.filled for column in texts)
    hits = sum(column.cells(known.ids_in(column)) for column in texts)
    if not cells or hits / cells < MOST:
        return
    reason = f"{hits:,} of {cells:,} values are ids of the places"
    if numbered := draft.set.get("stops.numbered"):
        draft.say("stops.numbered", {"place_id" if ours == "place_name" else ours: p for ours, p in numbered.items()})
        draft.reasons["stops.numbered.place_id"] = f"{draft.reasons.pop('stops.numbered.place_name')}; {reason}"
    else:
        draft.say("stops.holds", "id", reason)


def _several_rows(draft: Draft, person: Column | None) -> None:
    """Ask for the order of rows where a person has several and neither a number nor a date tells it."""
    several = person is not None and len(person.texts) < person.filled
    told = {"columns.seq", "stops.departure", "stops.arrival"} & draft.set.keys()
    numbered = draft.set.get("stops.numbered", {})
    if several and not told and not {"arrival", "departure"} & {*numbered}:
        reason = "some people have several rows; do their rows stand in the order in which it happened?"
        draft.ask("stops.ordered", reason, ("true", "false"))


def _unknown(draft: Draft) -> None:
    """Words in columns of places that say that the place is not known."""
    words, cells = [], 0
    names = [draft.set[key] for key in ("places.name", "places.id") if key in draft.set]
    for name in (*names, *draft.place_columns):
        column = draft.columns[name]
        mask = np.array([text in MARKS or plain(text) in meanings("unknown") for text in column.texts], bool)
        cells += column.cells(mask)
        words += column.texts[mask].tolist()
    if words:
        words = tuple(dict.fromkeys(words))
        draft.say("places.unknown", words, f"words for a place that is not known, in {count(cells)}: {shown(words)}")


def _event(draft: Draft) -> None:
    def known(column: Column) -> np.ndarray:
        return np.array([text.lower() in KINDS or plain(text) in meanings("event") for text in column.texts], bool)

    def accept(column: Column) -> bool:
        return not column.filled or (len(column.texts) <= WORDS and column.share(known(column)) >= MOST)

    def why(name: str) -> str:
        column = draft.columns[name]
        return f"{column.found(known(column))} are known words" if column.filled else ""

    key = "columns.event"
    name = draft.take_or_ask(key, draft.candidates(key, accept), why)
    if name is None:
        return
    column = draft.columns[name]
    words, mask = {}, known(column)
    for text in column.texts[mask].tolist():
        if text.lower() not in KINDS:
            words[text] = meanings("event")[plain(text)]
            draft.reasons[f"values.event.{text}"] = f"a known word for {words[text]}"
    draft.say("values.event", words)
    for text in column.texts[~mask].tolist()[:UNKNOWN_WORDS]:
        draft.ask(
            f"values.event.{text}",
            "a row with a word that is no event cannot be used; which event is it?",
            (*KINDS, ""),
        )


def _duration(draft: Draft, shape: str) -> None:
    if shape == "long":
        draft.take_or_ask("columns.duration", draft.candidates("columns.duration"))


def _consent(draft: Draft) -> None:
    name = draft.set.get("columns.consent")
    if name is not None and draft.columns[name].filled:
        column = draft.columns[name]
        mask = np.isin(column.texts, [word for word in CONSENT if word])
        draft.reasons["columns.consent"] += (
            f"; {column.found(mask)} are public or partner, and every other word agrees to nothing"
        )


def _sex(draft: Draft) -> None:
    name = draft.set.get("columns.sex")
    if name is None:
        return
    said = meanings("sex")
    words = {text: said[plain(text)] for text in draft.columns[name].texts.tolist()
             if plain(text) in said and said[plain(text)] != text}  # fmt: skip
    draft.say("values.sex", words)
    for text, ours in words.items():
        draft.reasons[f"values.sex.{text}"] = f"a known word for {ours}"

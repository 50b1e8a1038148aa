"""Which mapping fits a table that nobody has described? A proposal from headers and cells, each setting with a reason.

What headers and cells do not make certain is a question with its options. One column is taken once; those that nothing
takes are kept as further columns and listed; those that name people are left out unless somebody keeps them.
"""

import pandas as pd

from geodata.sentences import joined
from routes.mapping.dating import with_dates
from routes.mapping.draft import OPTIONS, Draft, header
from routes.mapping.evidence import MOST, NEARLY, Column, Places, rises
from routes.mapping.laying import propose_shape
from routes.mapping.locating import propose_kind_of_stops, propose_places, propose_position, propose_unknown
from routes.mapping.model import Mapping, count, shown
from routes.mapping.people import look_like_names
from routes.mapping.sentences import tell
from routes.mapping.wording import explain_consent, propose_events, propose_sexes
from routes.mapping.words import OURS, WITHIN, plain, says_code, tells_apart
from routes.sheets import Sheet

BY_HEADER = ("case_id", "detention_id", "authority", "reason", "outcome", "source", "source_relation", "reliability",
             "age", "sex", "note", "consent")  # fmt: skip
NUMBERS = ("columns.person_id", "columns.case_id", "columns.detention_id", "columns.seq")  # settings that ids are of
CASES = ("columns.case_id", "columns.detention_id")  # what may tell people apart where nothing else does


def propose(sheet: Sheet, places: pd.DataFrame | None = None) -> Mapping:
    """A mapping for a sheet, with reasons and open questions; `places` (geodata.places) tell ids and names of places.

    >>> from routes.sheets import read_sheet
    >>> said = propose(read_sheet(b"prisoner id,order,camp\\np,1,A\\np,2,B\\n", "e.csv"))
    >>> said.columns, said.places.name, said.questions
    ({'person_id': 'prisoner id', 'seq': 'order'}, 'camp', ())
    >>> said.reasons["columns.seq"]
    'the header is "order"; it counts 1, 2, 3 within each person'
    """
    known = Places(places)
    draft = Draft(sheet, known)
    shape = propose_shape(draft)
    if shape == "long":
        propose_position(draft)
    person = _person(draft, shape)
    if shape == "long":
        _dates(draft)
        _number(draft, person)
        propose_places(draft, known)
    else:
        _number(draft, person)
        propose_kind_of_stops(draft, known)
        _several_rows(draft, person)
    propose_unknown(draft)
    propose_events(draft)
    _duration(draft, shape)
    for ours in BY_HEADER:
        draft.take_or_ask(f"columns.{ours}", draft.candidates(f"columns.{ours}"))
    explain_consent(draft)
    propose_sexes(draft)
    return with_dates(draft.mapping(), sheet)


def _person(draft: Draft, shape: str) -> Column | None:
    key = "columns.person_id"
    found = [name for name in draft.candidates(key) if not _of_something_else(draft, name)]
    sure = [name for name in found if draft.level(name, key) > WITHIN]
    if len(sure) == 1 and _tells_people(draft, sure[0], shape):
        column = draft.columns[sure[0]]
        people = tell("people_in_rows", people=count(len(column.texts), "person"), rows=count(column.filled, "row"))
        draft.take(key, sure[0], header(sure[0]), people, tell("like_names") if look_like_names(column) else "")
        return column
    others = [name for name in draft.free() if name not in found and _may_tell_people(draft, name, shape)]
    likely = found or others
    reason = tell("may_be_who", columns=shown(likely)) if likely else tell("nobody_says_who")
    if found == sure and len(found) == 1:
        reason = tell("may_number_rows", columns=shown(found))
        likely = [*found, *others]
    # What is asked as the id of people cannot be that of their case too, and whoever answers may take either.
    draft.taken |= {name for name in likely[:OPTIONS] if {*draft.said[name]} & {*CASES}}
    named = [name for name in draft.people if draft.columns[name].filled and tells_apart(name)]
    if named:
        reason = joined([reason, tell("names_would_too", columns=shown(named))])
    draft.ask(key, reason, (*likely[:OPTIONS], *named))
    return None


def _tells_people(draft: Draft, name: str, shape: str) -> bool:
    """Whether a header that says an id is that of people: a bare "id" or "no" may number the rows."""
    column = draft.columns[name]
    if len(plain(name)) > 3 or shape != "long" or draft.level(name, "columns.person_id") == OURS:
        return True
    return column.filled < 2 or len(column.texts) < column.filled


def _of_something_else(draft: Draft, name: str) -> bool:
    """Whether a header says another thing than an id: "sex of prisoner" does, "facility prisoner no" may not."""
    said = {*draft.said[name]} - {*NUMBERS}
    return bool(said) and draft.level(name, "columns.person_id") <= WITHIN and not says_code(name)


def _may_tell_people(draft: Draft, name: str, shape: str) -> bool:
    """Whether a column whose header does not say so may tell who it is; one that says another thing never does."""
    said, column = {*draft.said[name]}, draft.columns[name]
    if said & {*CASES} and not said - {*NUMBERS}:
        return column.filled > 0
    if said - {"columns.person_id"}:
        return False
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
            few = tell("few_dates", columns=shown(odd), share=f"{draft.columns[odd[0]].dates:.0%}")
            draft.ask(key, few, (*odd, ""))
    if "columns.arrival" not in draft.set and not any(q.key == "columns.arrival" for q in draft.questions):
        likely = [name for name in draft.free() if draft.columns[name].filled and draft.columns[name].dates >= NEARLY
                  and draft.columns[name].whole < MOST]  # fmt: skip
        if likely:
            draft.ask("columns.arrival", tell("hold_dates", columns=shown(likely)), (*likely, ""))


def _read_as_dates(column: Column) -> str:
    values = count(column.filled)
    return tell("read_as_dates", share=f"{column.dates:.0%}", values=values) if column.filled else ""


def _number(draft: Draft, person: Column | None) -> None:
    key = "columns.seq"
    rising = {name: rises(person, draft.columns[name]) if person else (False, False) for name in draft.free()}

    def why(name: str) -> str:
        rise, count = rising[name]
        if rise:
            return tell("counts" if count else "rises")
        return tell("whole_numbers", share=f"{draft.columns[name].whole:.0%}")

    found = draft.candidates(key, lambda column: not column.filled or column.whole >= NEARLY)
    short = [name for name in found if len(plain(name)) <= 3 and draft.level(name, key) < OURS and plain(name) != "seq"]
    found = [name for name in found if name not in short or rising[name][1]]  # a bare "no" may count anything
    if found:
        draft.take_or_ask(key, found, why)
        return
    unsaid = [name for name in draft.free() if not {*draft.said[name]} - {key, "columns.person_id"}]
    counting = [name for name in unsaid if rising[name][1]]
    if len(counting) == 1:
        draft.take(key, counting[0], header(counting[0]), tell("counts"))
    elif likely := [name for name in unsaid if rising[name][0]]:
        draft.ask(key, tell("rising_order", columns=shown(likely)), (*likely, ""))


def _several_rows(draft: Draft, person: Column | None) -> None:
    """Ask for the order of rows where a person has several and neither a number nor a date tells it."""
    several = person is not None and len(person.texts) < person.filled
    told = {"columns.seq", "stops.departure", "stops.arrival"} & draft.set.keys()
    numbered = draft.set.get("stops.numbered", {})
    if several and not told and not {"arrival", "departure"} & {*numbered}:
        draft.ask("stops.ordered", tell("rows_in_order"), ("true", "false"))


def _duration(draft: Draft, shape: str) -> None:
    if shape == "long":
        draft.take_or_ask("columns.duration", draft.candidates("columns.duration"))

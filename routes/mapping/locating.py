"""Which columns of a table that nobody has described say where? By ids and names of known places, else by headers.

A column is one of ids where most of its cells are ids of the places that are given; where none are given, where its
header says a code. All other texts are names, which geodata.matching looks at. Half a position is none. What a header
says is a position and its cells do not bear out is asked: the builder reports each that it cannot use.
"""

import numpy as np

from geodata.sentences import joined
from routes.mapping.draft import Draft
from routes.mapping.evidence import MOST, NEARLY, Column, Places
from routes.mapping.model import count, shown
from routes.mapping.sentences import tell
from routes.mapping.wordlists import MARKS
from routes.mapping.words import ALONE, meanings, plain, says_code

DEGREES = {"longitude": 180, "latitude": 90}


def propose_places(draft: Draft, known: Places) -> None:
    """The columns of [places] of a table with a row an event."""
    said = draft.candidates("places", lambda column: not column.filled or column.dates < MOST)
    _ids(draft, known, said)
    _names(draft, known, [name for name in said if name not in draft.taken])
    draft.take_or_ask("places.country", draft.candidates("places.country"), lambda name: _codes(draft.columns[name]))
    draft.take_or_ask("places.admin1", draft.candidates("places.admin1"))


def propose_position(draft: Draft) -> None:
    """The columns of longitude and latitude; the geometry of GeoJSON is the position, whatever it holds."""
    if draft.sheet.kind == "geojson" and set(DEGREES) <= {*draft.said}:
        for setting in DEGREES:
            draft.take(f"places.{setting}", setting, tell("geometry"))
        return
    found = {setting: _degrees(draft, setting) for setting in DEGREES}
    if not all(found.values()):
        return
    for setting, limit in DEGREES.items():
        key, names = f"places.{setting}", found[setting]
        share = draft.columns[names[0]].degrees(limit)
        if len(names) == 1 and share < NEARLY:
            draft.taken |= {*names}
            few = tell(f"few_{setting}s", columns=shown(names), share=f"{share:.0%}", limit=limit)
            draft.ask(key, few, (*names, ""))
        else:
            draft.take_or_ask(key, names, lambda name, limit=limit: tell("degrees", limit=limit))


def propose_kind_of_stops(draft: Draft, known: Places) -> None:
    """Whether the texts of stops are ids."""
    texts = [draft.columns[name] for name in draft.place_columns if draft.columns[name].filled]
    cells = sum(column.filled for column in texts)
    hits = sum(column.cells(known.ids_in(column)) for column in texts)
    if not cells or hits / cells < MOST:
        return
    reason = tell("ids_of_places", found=tell("some_values", some=hits, number=cells))
    if numbered := draft.set.get("stops.numbered"):
        draft.say("stops.numbered", {"place_id" if ours == "place_name" else ours: p for ours, p in numbered.items()})
        draft.reasons["stops.numbered.place_id"] = joined([draft.reasons.pop("stops.numbered.place_name"), reason])
    else:
        draft.say("stops.holds", "id", reason)


def propose_unknown(draft: Draft) -> None:
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
        draft.say("places.unknown", words, tell("unknown_places", values=count(cells), words=shown(words)))


def _degrees(draft: Draft, setting: str) -> list[str]:
    """The columns that may be a longitude or a latitude: those whose cells are, else those whose header says no less.

    A short header such as "x" says it only where most cells are such numbers.
    """
    key, limit = f"places.{setting}", DEGREES[setting]
    found = draft.candidates(key, lambda column: column.degrees(limit) >= NEARLY)
    return found or [name for name in draft.candidates(key, lambda column: column.filled > 0)
                     if draft.level(name, key) > ALONE or draft.columns[name].degrees(limit) >= MOST]  # fmt: skip


def _ids(draft: Draft, known: Places, said: list[str]) -> None:
    shares = {name: draft.columns[name].share(known.ids_in(draft.columns[name])) for name in draft.free()}
    matched = [name for name, share in shares.items() if share >= (MOST if name in said else NEARLY)]
    if matched:
        found = {name: draft.columns[name].found(known.ids_in(draft.columns[name])) for name in matched}
        draft.take_or_ask("places.id", matched, lambda name: tell("ids_of_places", found=found[name]))
        return
    coded = [name for name in said if says_code(name)]
    if len(coded) == 1 and not known.given:
        draft.take_or_ask("places.id", coded, lambda name: tell("no_places_given"))


def _names(draft: Draft, known: Places, said: list[str]) -> None:
    masks = {name: known.names_in(draft.columns[name]) for name in draft.free()}
    shares = {name: draft.columns[name].share(mask) for name, mask in masks.items()}
    matched = [name for name, share in shares.items() if share >= (MOST if name in said else NEARLY)]
    found = [name for name in said if name in matched] or said or matched
    if "places.id" in draft.set and not matched:
        found = [name for name in found if "name" in plain(name).split()] or found

    def why(name: str) -> str:
        column, mask = draft.columns[name], masks[name]
        if not known.given or not column.filled:
            return ""
        return tell("names_of_places", found=column.found(mask)) if mask.any() else tell("no_name_of_place")

    draft.take_or_ask("places.name", found, why)


def _codes(column: Column) -> str:
    return tell("codes_of_countries", found=column.found(column.countries)) if column.countries.any() else ""

"""Which events does a sheet hold under its mapping? A table as routes.reading.read_events gives it, and what was met.

Every row of the sheet is the row of some event; nothing is judged that routes.events judges. A word that is translated,
a date that is rewritten and a place that is said to be unknown stay texts, so that later steps need not know where they
came from.
"""

import numpy as np
import pandas as pd

from geodata.tables import TEXT
from routes.events import ENDINGS, KINDS
from routes.mapping.checking import problems, used
from routes.mapping.dates import REMEDIES, rewritten
from routes.mapping.dating import rules_of
from routes.mapping.model import DATES, EVENT_COLUMNS, Applied, Mapping, MappingFault, count, headers
from routes.mapping.people import ids_of
from routes.mapping.stops import Laid, first_and_last, lay_out, numbered_within, texts_of
from routes.sheets import Sheet

NOTED = ("code", "row", "person_id", "field", "value", "explanation", "remedy")
LEFT_OUT = "column_left_out"
NUMBER = r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,15})?"  # as routes.events reads seq
ODD = {
    "date_without_place": (
        "a date stands where there is no place; a stop that it says somebody came to has no position",
        "name the place, or a word for unknown",
    ),
    "stop_empty": (
        "nothing stands beside a separator; between two places it is a stop without a position",
        "write a word for unknown where a stop is missing",
    ),
    "event_replaced": (
        "the place is not known, and the event became unknown_place",
        "look whether the source says more",
    ),
    "event_elsewhere": (
        "the event is of the row and stands at its {} stop only",
        "number the events under [stops.numbered]",
    ),
}


def apply(mapping: Mapping, sheet: Sheet) -> Applied:
    """The events of a sheet; MappingFault with every problem where the mapping does not fit it.

    >>> from routes.sheets import read_sheet
    >>> sheet = read_sheet(b"who,order,camp\\np,1,A\\np,2,?\\n", "e.csv")
    >>> from routes.mapping.model import PlaceColumns
    >>> said = Mapping(columns={"person_id": "who", "seq": "order"}, places=PlaceColumns(name="camp", unknown=("?",)))
    >>> apply(said, sheet).events[["person_id", "place_name", "event", "row"]].to_numpy().tolist()
    [['p', 'A', nan, 2], ['p', nan, 'unknown_place', 3]]
    """
    if faults := problems(mapping, sheet):
        raise MappingFault(faults)
    table = sheet.table
    laid = lay_out(mapping, table)
    events, noted = laid.events.reset_index(drop=True), _Noted(table, mapping)
    for code, rows, field, values in laid.odd:
        noted.add(code, rows, field, values, ODD[code])
    for ours, text in mapping.constants.items():
        events[ours] = pd.array([text], dtype=TEXT).take(np.zeros(len(events), int))
    for ours, words in mapping.values.items():
        if ours in events:
            events[ours] = _translated(events[ours], words)
    if mapping.shape != "long":
        _place_event(events, laid, mapping, noted)
        _number(events, laid, mapping)
    if mapping.places.unknown or laid.nameless.any():
        _unknown_places(events, laid, mapping.places.unknown, noted)
    for ours in DATES:
        rules = rules_of(mapping, ours)
        if ours in events and rules is not None:
            events[ours], told = rewritten(events[ours], rules)
            for code, rows, values, why in told:
                noted.add(code, laid.source[rows], ours, values, (why, REMEDIES[code]))
    filled = {name: int(table[name].notna().sum()) for name in mapping.left_out}
    noted.parts.append(left_out(filled, sheet.understood.header or 0))
    events = _with_further(events, table, mapping, laid.source)
    events.attrs["sha256"] = sheet.sha256
    return Applied(events, noted.table())


def _translated(column: pd.Series, words: dict[str, str]) -> pd.Series:
    """Words that are listed by what they mean, an empty text by nothing; all others as they stand."""
    codes, distinct = pd.factorize(column)
    said = [words.get(text, text) or None for text in distinct]
    return pd.Series(pd.array([*said, None], dtype=column.dtype)[codes])


def _place_event(events: pd.DataFrame, laid: Laid, mapping: Mapping, noted: "_Noted") -> None:
    """An event said once for a row of several stops: an arrest is where they begin, an ending where they end."""
    if "event" not in events or "event" in mapping.stops.numbered:
        return
    word = events["event"].str.lower()
    first, last = first_and_last(laid.source)
    for words, here, name in ((("arrest",), first, "first"), (tuple(ENDINGS), last, "last")):
        away = word.isin(words).to_numpy() & ~here
        if away.any():
            why, remedy = ODD["event_elsewhere"]
            rows, at = np.unique(laid.source[away], return_index=True)
            values = events["event"].to_numpy(object)[away][at]
            noted.add("event_elsewhere", rows, "event", values, (why.format(name), remedy))
            events["event"] = events["event"].mask(away)


def _number(events: pd.DataFrame, laid: Laid, mapping: Mapping) -> None:
    """`seq` from the order in the row, and of the rows of a person where something says it."""
    if "seq" in mapping.stops.numbered:
        return
    person = pd.factorize(events["person_id"], use_na_sentinel=False)[0]
    if "seq" in events:
        plain = events["seq"].str.fullmatch(NUMBER).fillna(False).to_numpy(bool)
        order = pd.to_numeric(events["seq"].where(plain)).to_numpy(float, na_value=np.nan)
    elif mapping.stops.ordered:
        order = laid.source.astype(float)
    else:
        first, _ = first_and_last(laid.source)
        rows = np.bincount(person[first], minlength=int(person.max(initial=-1)) + 1)
        order = np.where(rows[person] == 1, 0.0, np.nan)
    some = np.isin(person, person[np.isnan(order)])
    numbers = pd.Series(pd.array(texts_of(numbered_within(person, order, laid.stop)), dtype=events["person_id"].dtype))
    said = events["seq"] if "seq" in events else pd.Series(None, index=events.index, dtype=numbers.dtype)
    events["seq"] = numbers.mask(some, said)


def _unknown_places(events: pd.DataFrame, laid: Laid, words: tuple[str, ...], noted: "_Noted") -> None:
    folded = {word.strip().casefold() for word in words}
    says = laid.nameless.copy()
    named = np.zeros(len(events), bool)
    for ours in ("place_name", "place_id"):
        if ours in events:
            codes, distinct = pd.factorize(events[ours])
            unknown = np.array([*(text.casefold() in folded for text in distinct), False])[codes]
            events[ours] = events[ours].mask(unknown)
            says |= unknown
            named |= events[ours].notna().to_numpy()
    if {"longitude", "latitude"} <= set(events):
        named |= (events["longitude"].notna() & events["latitude"].notna()).to_numpy()
    says &= ~named
    if "event" not in events:
        events["event"] = pd.Series(None, index=events.index, dtype=events["person_id"].dtype)
    said = events["event"].str.lower()
    says &= ~said.isin(list(ENDINGS)).to_numpy()  # these need no place
    lost = np.flatnonzero(
        says & said.isin([kind for kind in KINDS if kind not in ("custody", "unknown_place")]).to_numpy()
    )
    if len(lost):
        values = events["event"].to_numpy(object)[lost]
        noted.add("event_replaced", laid.source[lost], "event", values, ODD["event_replaced"])
    events["event"] = events["event"].mask(says, "unknown_place")


def _with_further(events: pd.DataFrame, table: pd.DataFrame, mapping: Mapping, source: np.ndarray) -> pd.DataFrame:
    """Our columns in their order, then those of the file that the mapping does not name, and `row`."""
    ours = [name for name in EVENT_COLUMNS if name in events]
    taken = {*used(mapping, headers(table)), *mapping.left_out}
    names, cells = {*EVENT_COLUMNS}, {name: events[name].array for name in ours}
    for theirs in headers(table):
        if theirs not in taken:
            name = theirs
            # A header that looks like ours and was not said to be ours is nothing that routes may read as ours.
            while name in names or name.casefold().replace(" ", "_").replace("-", "_") in EVENT_COLUMNS:
                name = f"{name}_in_file"
            names.add(name)
            cells[name] = table[theirs].take(source).array
    for name in ("row", "row_fault"):
        if name in table:
            cells[name] = table[name].take(source).array
    return pd.DataFrame(cells, index=pd.RangeIndex(len(source)))


def left_out(filled: dict[str, int], row: int) -> pd.DataFrame:
    """The columns that are not kept, and how many cells of each say something; `row` is the line of the header.

    >>> left_out({"name": 1}, 1)[["code", "row", "field", "value"]].values.tolist()
    [['column_left_out', 1, 'name', '1']]
    """
    told = [f"this column and what it holds ({count(cells, 'cell')}) are left out, as the mapping says"
            for cells in filled.values()]  # fmt: skip
    cells = [str(cells) for cells in filled.values()]
    remedy = "take it out of left_out to keep it"
    return _table((LEFT_OUT, row, None, list(filled), cells, told, remedy), len(filled))


def _table(told, rows: int) -> pd.DataFrame:
    index = pd.RangeIndex(rows)
    return pd.DataFrame({name: pd.Series(value, index, dtype=object) for name, value in zip(NOTED, told, strict=True)})


class _Noted:
    """Findings as they are met, by position of their row."""

    def __init__(self, table: pd.DataFrame, mapping: Mapping):
        self.rows = table["row"].to_numpy(np.int64)
        theirs = mapping.columns.get("person_id")
        ids = table[theirs].to_numpy(object) if theirs else np.full(len(table), None, object)
        self.ids = ids_of(mapping, ids)  # a name that has an id stands nowhere
        self.parts = []

    def add(self, code: str, at: np.ndarray, field: str, values, why: tuple) -> None:
        """Rows of one code; `why` is the explanation, a row or one, and the remedy."""
        explanation, remedy = why
        told = (code, self.rows[at], self.ids[at], field, values, explanation, remedy)
        self.parts.append(_table(told, len(at)))

    def table(self) -> pd.DataFrame:
        nothing = pd.DataFrame({name: pd.Series(dtype=object) for name in NOTED})
        found = pd.concat([nothing, *self.parts], ignore_index=True)
        ids = found["person_id"].where(found["person_id"].notna(), None)
        return (
            found.assign(person_id=ids).astype({"row": np.int64}).sort_values("row", kind="stable", ignore_index=True)
        )

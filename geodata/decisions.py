"""Which place did somebody decide that a text means? Decisions as rows of a CSV, used again with the next file.

Columns: text, country, admin1 (exactly as they stand in the records; an id that no place has is a text), place_id
(empty: none of the places, the stop stays without a position), who (never empty), when (a date, or empty), why. A
decision holds for its text, country and admin1 and for no other; two decisions about the same must agree. Texts are
guarded against spreadsheets on the way out and back (geodata.csv_safe).
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from geodata.corrections import fields
from geodata.csv_safe import dumps, unguard
from geodata.errors import DataError, printable
from geodata.files import decode, read_bytes, write_whole
from geodata.sentences import Sentence, teller
from geodata.tables import parse_csv

COLUMNS = ("text", "country", "admin1", "place_id", "who", "when", "why")
ABOUT = COLUMNS[:3]  # what a decision is about
SIZE_LIMIT = 64_000_000  # bytes
HEADER = f"the header must be {','.join(COLUMNS)}"
REMEDIES = {
    "who": "write who decided, on one line of no more than 100 characters",
    "when": "write the date as YYYY-MM-DD, or leave it empty",
}
DECIDED = {  # who, then where something is said of it when and why, a sentence in all
    "decided": "Decided by {who}",
    "decided_for_none": "Decided for none of the places by {who}",
    "decided_on": "{decided} on {when}",
    "decided_why": "{decided}: {why}",
    "decided_whole": "{decided}.",
}
tell = teller("match", DECIDED)


class Decision(NamedTuple):
    """What was decided, by whom, when and why; "" where nothing is written."""

    place_id: str
    who: str
    when: str
    why: str

    def sentence(self) -> Sentence:
        """Who decided, in words.

        >>> Decision("", "A. Kim", "2026-11-29", "the interviewer asked").sentence()
        'Decided for none of the places by A. Kim on 2026-11-29: the interviewer asked.'
        """
        told = tell("decided" if self.place_id else "decided_for_none", who=printable(self.who))
        told = tell("decided_on", decided=told, when=printable(self.when)) if self.when else told
        told = tell("decided_why", decided=told, why=printable(self.why).rstrip(".")) if self.why else told
        return tell("decided_whole", decided=told)


def read_decisions(path: str | Path) -> pd.DataFrame:
    """The decisions of a file, COLUMNS as texts, None where a cell is empty; DataError for whatever cannot be right."""
    return parse_decisions(read_bytes(path, SIZE_LIMIT), path)


def parse_decisions(data: bytes, path: str | Path = "") -> pd.DataFrame:
    """The same of a file's bytes; `path` is its name in messages.

    >>> header = b"text,country,admin1,place_id,who,when,why\\n"
    >>> parse_decisions(header + b"Falmouth,,,falmouth-gb,A. Kim,2026-11-29,\\n")["place_id"].tolist()
    ['falmouth-gb']
    """
    text = decode(data, path)
    table = unguard(parse_csv(text, str(path), COLUMNS))
    lines = table.pop("row").tolist()
    faults = table.pop("row_fault") if "row_fault" in table else pd.Series(None, index=table.index, dtype=object)
    if set(table.columns) != set(COLUMNS):
        odd = sorted(set(table.columns) ^ set(COLUMNS))
        raise DataError("these are no decisions", file=path, line=1, value=", ".join(odd), remedy=HEADER)
    for line, fault in zip(lines, faults, strict=True):
        if isinstance(fault, str):
            raise DataError(fault, file=path, line=line, remedy="put texts that hold a comma in quotation marks")
    table = _texts(table)
    _check(table, str(path), lines)
    return table


def write_decisions(path: str | Path, decisions: pd.DataFrame) -> None:
    """Put the decisions into a file, whole or not at all; DataError where they are none or cannot be written."""
    data = as_bytes(decisions, path)  # a DataError of its own is no fault of the folder
    try:
        write_whole(path, data)
    except (OSError, ValueError) as error:
        raise DataError(f"cannot be written ({error})", file=path, remedy="check the folder and its space") from error


def as_bytes(decisions: pd.DataFrame, path: str | Path = "") -> bytes:
    """The decisions as the bytes of a file; DataError where they are none. `path` is its name in messages."""
    if set(COLUMNS) - set(decisions.columns):
        raise DataError("these are no decisions", file=path or None, remedy=HEADER)
    table = _texts(decisions)
    _check(table, str(path), range(2, len(table) + 2))
    try:
        return dumps(table).encode()
    except UnicodeEncodeError as error:
        raise DataError("holds half a character, which no file can hold", file=path or None,
                        remedy="write it again") from error  # fmt: skip


def added(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The decisions with new ones; a new one about the same takes the place of the one before. DataError as in a file.

    >>> one = pd.DataFrame([["Falmouth", None, None, "falmouth-gb", "A. Kim", "2026-11-29", "asked"]], columns=COLUMNS)
    >>> added(added(pd.DataFrame(columns=COLUMNS), one), one.assign(place_id=None))["place_id"].tolist()
    [None]
    """
    both = pd.concat([_texts(before), _texts(new)], ignore_index=True)
    table = _texts(both.drop_duplicates(list(ABOUT), keep="last"))
    _check(table, None, [None] * len(table))
    return table


def by_text(decisions: pd.DataFrame | None) -> dict[tuple[str, str, str], Decision]:
    """(text, country, admin1) → decision, "" where nothing is written; the last row where several agree.

    >>> by_text(pd.DataFrame({"text": ["Falmouth"], "country": [None], "admin1": [None], "place_id": ["falmouth-gb"],
    ...     "who": ["A. Kim"], "when": [None], "why": [None]}))[("Falmouth", "", "")].place_id
    'falmouth-gb'
    """
    if decisions is None or not len(decisions):
        return {}
    table = _texts(decisions.reindex(columns=list(COLUMNS)))
    _check(table, None, range(2, len(table) + 2))
    told = table.where(table.notna(), "")
    return {tuple(row[:3]): Decision(*row[3:]) for row in told.itertuples(index=False, name=None)}


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    """COLUMNS as texts without white space around them, None where there is nothing."""
    made = {}
    for name in COLUMNS:
        cells = [None if pd.isna(cell) else str(cell).strip() or None for cell in table[name].tolist()]
        made[name] = pd.Series(cells, dtype=object)
    return pd.DataFrame(made)


def _check(table: pd.DataFrame, file: str | None, lines) -> None:
    """DataError for a decision about nothing, of nobody or on no date, and for two that contradict each other."""
    seen: dict[tuple, tuple[int, str | None]] = {}
    for line, (text, country, admin1, place_id, who, when, _) in zip(
        lines, table.itertuples(index=False, name=None), strict=True
    ):
        if text is None:
            raise DataError("a decision about no text", file=file, line=line, field="text", remedy="write the text")
        try:
            fields.who(who)
            if when is not None:
                fields.checked_date("when", when)
        except DataError as told:
            raise DataError(told.reason, file=file, line=line, field=told.field, value=told.value,
                            remedy=REMEDIES.get(told.field)) from None  # fmt: skip
        before, other = seen.setdefault((text, country, admin1), (line, place_id))
        if other != place_id:
            raise DataError(
                f"lines {before} and {line} decide differently about one text",
                file=file, line=line, field="place_id", value=text, remedy="leave one of the two out",
            )  # fmt: skip

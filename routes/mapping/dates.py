"""What do dates in somebody's notation say as EDTF? Texts in, EDTF texts out, and what is odd about them.

A text that fits a declared notation (routes.mapping.notation) and names a day of the calendar is written as EDTF: as
much of it as is known, `1943-01` for `1/?/1943`. What two declared notations read as two dates is not used: nobody
has said which of them it is. Everything else stays as it is written too: ISO 8601 and EDTF are dates already, and what
is none is rejected by name in routes.dates. Nothing is done a row: all work is on distinct texts.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.edtf import month_days
from geodata.errors import printable
from geodata.unreadable import MONTHS
from routes.dates import bounds
from routes.mapping.digits import with_plain_digits
from routes.mapping.model import DateRules
from routes.mapping.months import either
from routes.mapping.notation import ABSENT, UNKNOWN, Parts, read

MIDNIGHT = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:[.,]0+)?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?$"
BEGINS = r"^(?:[~?%]?-?[0-9Xx]{4}|[\[{/Y]|\.\.)"  # what ISO 8601 and EDTF can begin with
REMEDIES = {
    "date_far_off": "check the year against the source; if it is right, widen what is expected in the mapping",
    "date_impossible": "check it against the source; write only the parts that are sure",
    "date_ambiguous": "write the date as YYYY-MM-DD, or leave one of two notations out of the mapping",
    "date_part_unused": "look whether the source says more",
}


class Read(NamedTuple):
    """Dates of distinct texts: `texts` as EDTF (or as written), and the findings `(code, position, explanation)`."""

    texts: np.ndarray
    findings: list[tuple[str, int, str]]


def read_dates(texts, rules: DateRules) -> Read:
    """The dates that distinct texts name.

    >>> found = read_dates(["5/8/1945", "9/31/1945", "1945-08", "?/1/1043"], DateRules(("M/D/YYYY",), unknown=("?",),
    ...                                                                               expected=(1900, 1960)))
    >>> found.texts.tolist()
    ['1945-05-08', '9/31/1945', '1945-08', '1043']
    >>> [(code, at) for code, at, _ in found.findings]
    [('date_impossible', 1), ('date_part_unused', 3), ('date_far_off', 3)]
    """
    cells = pa.array(texts, pa.large_string())
    cells = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    told = _Told(cells)
    if rules.digits:
        cells = with_plain_digits(cells, rules.digits)
        told.stands_as(cells)
    for notation in rules.notations:
        told.add(notation, read(cells, notation, rules.unknown, rules.century))
    found = told.read()
    if rules.midnight:
        found = _without_midnight(found)
    return Read(found, told.findings() + _far_off(found, rules.expected))


class _Told:
    """What all notations say of the same texts."""

    def __init__(self, cells: pa.Array):
        self.written = np.asarray(cells.to_pylist(), object) if len(cells) else np.empty(0, object)
        self.texts = self.written.copy()
        count = len(cells)
        self.by = np.full(count, None, object)  # the notation that reads it
        self.unused, self.impossible, self.unsure, self.other = {}, {}, {}, {}

    def stands_as(self, cells: pa.Array) -> None:
        """Texts in other figures that are a date as they stand, in the figures 0 to 9."""
        plain = np.asarray(cells.to_pylist(), object) if len(cells) else np.empty(0, object)
        good = (plain != self.written) & as_they_stand(plain)[0]
        self.written = np.where(good, plain, self.written)
        self.texts = self.written.copy()

    def add(self, notation: str, parts: Parts) -> None:
        good = parts.fits & possible(parts)
        edtf = _written(parts, good)
        new = good & np.equal(self.by, None)
        again = np.flatnonzero(good & ~new)
        for at in again[edtf[again] != self.texts[again]].tolist():
            self.other.setdefault(at, (notation, edtf[at]))
        self.texts[new], self.by[new] = edtf[new], notation
        lost = new & (parts.day > 0) & (parts.month == UNKNOWN)
        self.unused |= dict.fromkeys(np.flatnonzero(lost).tolist(), "the day is known and its month is not")
        timeless = new & ~lost & (parts.hour >= 0) & (parts.day == UNKNOWN)
        self.unused |= dict.fromkeys(np.flatnonzero(timeless).tolist(), "the time is known and its day is not")
        for at in np.flatnonzero(parts.fits & ~good).tolist():
            year, month, day = (int(part[at]) for part in parts[1:4])
            if len(months := either(month)) > 1:
                self.unsure[at] = f"the month can be {' or '.join(MONTHS[number - 1] for number in months)}"
            else:
                self.impossible.setdefault(at, _why_impossible(year, month, day))

    def read(self) -> np.ndarray:
        """The texts as EDTF; as written where two notations contradict each other."""
        found, contrary = self.texts.copy(), list(self.other)
        found[contrary] = self.written[contrary]
        return found

    def findings(self) -> list[tuple[str, int, str]]:
        at = [at for at in self.impossible if self.by[at] is None]
        # What fits a notation by chance may be a date as it stands, such as a year of ISO 8601.
        valid = as_they_stand(self.written[at])[0] if at else []
        wrong = [("date_impossible", n, self.impossible[n]) for n, good in zip(at, valid, strict=True) if not good]
        lost = [
            ("date_part_unused", n, f"{why}; {self.texts[n]} is used")
            for n, why in self.unused.items()
            if n not in self.other
        ]
        twice = [
            ("date_ambiguous", n, f"{self.texts[n]} as {self.by[n]}, and {edtf} as {notation}; neither is used")
            for n, (notation, edtf) in self.other.items()
        ]
        unsure = [("date_ambiguous", n, why) for n, why in self.unsure.items() if self.by[n] is None]
        return wrong + lost + twice + unsure


def possible(parts: Parts) -> np.ndarray:
    """Whether the calendar and the clock have such a day and time; a part that is not known fits any.

    >>> possible(read(pa.array(["29/2/2000", "29/2/1900", "31/?/1900"]), "D/M/YYYY", ("?",))).tolist()
    [True, False, True]
    """
    year, month, day = parts.year, parts.month, parts.day
    good = (month < 0) | ((month >= 1) & (month <= 12))
    known = good & (month > 0)
    months = np.where(known, (np.where(year >= 0, year, 2000) - 1970) * 12 + month - 1, 0).astype("M8[M]")
    last = ((months + 1).astype("M8[D]") - months.astype("M8[D]")).astype(int)
    good &= (day < 0) | ((day >= 1) & (day <= np.where(known, last, 31)))
    return good & (parts.hour < 24) & (parts.minute < 60) & (parts.second < 60)


def _written(parts: Parts, good: np.ndarray) -> np.ndarray:
    """EDTF of the rows that are good, None elsewhere."""
    found = np.full(len(good), None, object)
    year, month, day, known = parts.year, parts.month, parts.day, parts.year >= 0
    months = (np.where(known, year, 2000) - 1970) * 12 + np.maximum(month, 1) - 1
    days = months.astype("M8[M]").astype("M8[D]") + np.maximum(day, 1) - 1
    for rows, unit in (
        (good & (month < 0), "Y"),
        (good & (month > 0) & (day < 0), "M"),
        (good & (month > 0) & (day > 0), "D"),
    ):
        found[rows] = days[rows].astype(f"M8[{unit}]").astype(str)
    nobody = np.flatnonzero(good & ~known)
    found[nobody] = ["XXXX" + text[4:] for text in found[nobody]]
    timed = np.flatnonzero(good & (day > 0) & (month > 0) & (parts.hour >= 0))
    if len(timed):
        found[timed] = found[timed] + _clock(parts, timed)
    return found


def _clock(parts: Parts, rows: np.ndarray) -> np.ndarray:
    two = np.array([f"{number:02d}" for number in range(60)], object)
    minute = np.where(parts.minute[rows] == ABSENT, 0, parts.minute[rows])
    second = np.where(parts.second[rows] == ABSENT, "", ":" + two[np.maximum(parts.second[rows], 0)])
    return "T" + two[parts.hour[rows]] + ":" + two[minute] + second + parts.zone[rows]


def _without_midnight(texts: np.ndarray) -> np.ndarray:
    cells = pa.array(texts, pa.large_string())
    return pc.replace_substring_regex(cells, MIDNIGHT, r"\1").to_numpy(zero_copy_only=False)


def _why_impossible(year: int, month: int, day: int) -> str:
    if month == 0 or month > 12:
        return f"there is no month {month}"
    if day == 0:
        return "there is no day 0"
    if month == UNKNOWN and day > 31:
        return f"no month has {day} days"
    last = month_days(year if year >= 0 else 2000, month) if month > 0 else 31
    if day > last:
        return f"{MONTHS[month - 1]}{f' {year}' if month == 2 and year >= 0 else ''} has {last} days"
    return "there is no such time of day"


def _far_off(texts: np.ndarray, expected: tuple[int, int] | None) -> list[tuple[str, int, str]]:
    if expected is None or not len(texts):
        return []
    valid, earliest, latest = as_they_stand(texts)
    first, last = (np.datetime64(f"{year:04d}", "Y") for year in (expected[0], expected[1] + 1))
    outside = valid & ((latest < first) | (earliest >= last))
    why = f"lies outside the years {expected[0]:04d} to {expected[1]:04d} that are expected; it is used as written"
    return [("date_far_off", at, f"{printable(texts[at])} {why}") for at in np.flatnonzero(outside).tolist()]


def as_they_stand(texts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`(valid, earliest, latest)` of distinct texts as ISO 8601 or EDTF; others are seen by how they begin.

    To say why a text is no date takes far longer than to read one, and nobody asks here.

    >>> as_they_stand(np.array(["5/8/1945", "1945-08"], object))[0].tolist()
    [False, True]
    """
    may = pc.match_substring_regex(pa.array(texts, pa.large_string()), BEGINS).to_numpy(zero_copy_only=False)
    told = bounds(texts[may])
    valid = np.zeros(len(texts), bool)
    ends = np.full((2, len(texts)), np.datetime64("NaT", "s"))
    valid[may] = told["valid"].to_numpy(bool)
    ends[:, may] = told["earliest"].to_numpy("M8[s]"), told["latest"].to_numpy("M8[s]")
    return valid, *ends


def rewritten(
    column: pd.Series, rules: DateRules
) -> tuple[pd.Series, list[tuple[str, np.ndarray, np.ndarray, np.ndarray]]]:
    """A column of dates as EDTF, and findings as `(code, rows, values, explanations)`."""
    codes, distinct = pd.factorize(column)
    found = read_dates(pa.array(distinct, pa.large_string(), from_pandas=True), rules)
    again = pd.array(np.append(found.texts, None), dtype=column.dtype)
    told = []
    for code in dict.fromkeys(code for code, _, _ in found.findings):
        by = {at: why for name, at, why in found.findings if name == code}
        rows = np.flatnonzero(np.isin(codes, list(by)))
        values = np.asarray(distinct, object)[codes[rows]]
        told.append((code, rows, values, np.array([by[at] for at in codes[rows].tolist()], object)))
    return pd.Series(again[codes], index=column.index), told

"""When may it have been, at the earliest and at the latest? EDTF texts (levels 0 and 1, most of 2) as bounds.

The text is the truth and is what people read; the bounds are what filters and checks compute with. Both are inclusive,
to the second, in the proleptic Gregorian calendar and on the clock of the place; NaT is an open end. The rules are
ours, because the standard (ISO 8601-2, loc.gov/standards/datetime) gives meanings and no bounds. The one behind them
all: the bounds hold the true time whenever the text is right.

| text                               | bounds                                                                      |
|------------------------------------|-----------------------------------------------------------------------------|
| (empty)                            | open on both sides                                                          |
| `1998` `1998-05` `1998-05-17`      | first to last second of it; also `0000` and years before it, `-0044`        |
| `20160229` `2016-060` `2016-W09`   | ISO 8601's other spellings of day, day of the year, week (and `2016-W09-1`) |
| `2016-02-29T10:00` `… 10:00:00`    | that minute or second, as the clock stood                                   |
| `2016-02-29T10:00:00+09:00`        | the same: a day without a time has no offset to compare with (1)            |
| `1945-10-11 00:00:00`              | the whole day: this is how databases write a day alone                      |
| `1998?`                            | as `1998`; `uncertain` (2)                                                  |
| `1998~` `2003-05~` `2003-05-17~`   | a year, a month, a week more on each side; `approximate` (3)                |
| `199X~`                            | ten years more on each side                                                 |
| `1998%`                            | as `~`; both `uncertain` and `approximate`                                  |
| `2004-06~-11` `2004-~06`           | widened by one step of the marked part (4)                                  |
| `199X` `2004-XX` `156X-12-25`      | the first to the last date that fits; also `19XX`, `1999-XX-XX`, `2004-1X`  |
| `XXXX` `XXXX-12`                   | open on both sides                                                          |
| `2001-21` `2001-22` `2001-23`      | spring March to May, summer June to August, autumn September to November    |
| `2001-24`                          | December 2000 to February 2002 (5)                                          |
| `2001-25` … `2001-32`              | seasons of the northern (25–28) and of the southern (29–32) hemisphere      |
| `2001-33` … `2001-41`              | quarters (33–36), thirds (37–39), halves (40, 41) of a year                 |
| `2001-21~`                         | one season, quarter, third, half more on each side                          |
| `2010/2012` `2004-06/2006-08~`     | from the earliest of the first to the latest of the last                    |
| `2009/..` `../2011` `2009/` `/2011`| open at that end; open and unknown are alike here                           |
| `[1667,1668,1670..1672]` `[..1984]`| one of these: from the earliest to the latest of them                       |
| `{1960,1961-12}`                   | all of these: the same                                                      |
| `Y170000002` `Y-17E7`              | years of more than four digits, up to 1,000,000,000                         |
| `1950S2` `Y171010000S3`            | the significant digits stay, the others may be anything                     |

(1) The day must stay the one that was written: 20:00Z is the next day in Korea, and who wrote Z may have meant neither.
(2) A doubtful source gives no number to widen by.
(3) One step of what is stated; for a day a week, as who says "around the 17th" does not mean the 16th to the 18th.
(4) A sign behind a part covers all parts before it, a sign before a part this part alone.
(5) "Winter 2001" is the one that ends in 2001 or the one that begins in it; the text does not say which.

Anything else is not valid and is not guessed: `reason` says why and `remedy` what to write (routes.unreadable).
Durations (`P8M`) are read by routes.durations; both functions are here too.
"""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata import edtf
from geodata.unreadable import NotADate
from routes.durations import add_duration, durations

__all__ = ["add_duration", "bounds", "durations"]

DAY = edtf.DAY
NAT = np.iinfo(np.int64).min  # what datetime64 holds for "not a time"
DATE_LENGTHS = (4, 7, 10)  # YYYY, YYYY-MM, YYYY-MM-DD
EPOCH_MONTH = 1970 * 12


def bounds(texts) -> pd.DataFrame:
    """One row a text, on the index of `texts` when it is a Series.

    Columns: earliest, latest (datetime64[s], inclusive, NaT = open), valid, uncertain, approximate (bool), reason,
    remedy (text where not valid, else missing). A missing or empty text is valid and open. Each distinct text is read
    once.

    >>> print(bounds(["2003-05~", "2010/..", None])[["earliest", "latest"]].to_csv(index=False))
    earliest,latest
    2003-04-01,2003-06-30 23:59:59
    2010-01-01,
    ,
    <BLANKLINE>
    >>> bounds(["2/30/1945"])["reason"].item()
    'no calendar has such a day, whichever part is the month'
    """
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    codes, distinct = pd.factorize(series)
    read = _Distinct(_strings(distinct))
    # The row that code -1 (a missing text) takes is the last one: open on both sides.
    return pd.DataFrame(
        {
            "earliest": np.append(read.low, NAT)[codes].view("M8[s]"),
            "latest": np.append(read.high, NAT)[codes].view("M8[s]"),
            "valid": np.append(read.valid, True)[codes],
            "uncertain": np.append(read.uncertain, False)[codes],
            "approximate": np.append(read.approximate, False)[codes],
            "reason": np.append(read.reason, None)[codes],
            "remedy": np.append(read.remedy, None)[codes],
        },
        index=series.index,
    )


def _strings(distinct) -> pa.Array:
    try:
        texts = pa.array(distinct, pa.large_string())
    except (pa.ArrowException, UnicodeEncodeError, TypeError):  # numbers, or half a character
        values = [str(value).encode("utf-8", "replace").decode() for value in distinct]
        texts = pa.array(values, pa.large_string())
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    return pc.utf8_trim_whitespace(texts)


class _Distinct:
    """Bounds of distinct texts: the common forms as arrays of bytes of one length, the rest one by one."""

    def __init__(self, texts: pa.Array):
        count = len(texts)
        self.low, self.high = np.full(count, NAT), np.full(count, NAT)
        self.valid = np.zeros(count, bool)
        self.uncertain, self.approximate = np.zeros(count, bool), np.zeros(count, bool)
        self.reason, self.remedy = np.full(count, None, object), np.full(count, None, object)
        lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
        self.valid[lengths == 0] = True
        for length in np.unique(lengths):
            rows = np.flatnonzero(lengths == length)
            if length in _FORMS:
                taken = texts.take(pa.array(rows))  # a copy, so its bytes lie one text after the other
                cells = np.frombuffer(taken.buffers()[2], np.uint8, len(rows) * length)
                self._by_form(cells.reshape(-1, length), rows)
        for row in np.flatnonzero(~self.valid):
            self._one(row, texts[int(row)].as_py())

    def _by_form(self, cells: np.ndarray, rows: np.ndarray) -> None:
        for form in _FORMS[cells.shape[1]]:
            left = np.flatnonzero(~self.valid[rows])
            low, high, uncertain, approximate, good = form(cells[left])
            into = rows[left[good]]
            self.low[into], self.high[into] = low[good], high[good]
            self.uncertain[into], self.approximate[into] = uncertain[good], approximate[good]
            self.valid[into] = True

    def _one(self, row: int, text: str) -> None:
        try:
            span = edtf.read(text)
        except NotADate as told:
            self.reason[row], self.remedy[row] = told.reason, told.remedy
            return
        self.low[row] = NAT if span.earliest is None else span.earliest
        self.high[row] = NAT if span.latest is None else span.latest
        self.valid[row], self.uncertain[row], self.approximate[row] = True, span.uncertain, span.approximate


def _digits(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(number, all digits) of columns of bytes."""
    figures = cells.astype(np.int64) - ord("0")
    number = figures @ (10 ** np.arange(cells.shape[1])[::-1])
    return number, ((figures >= 0) & (figures <= 9)).all(axis=1)


def _date(cells: np.ndarray, months: int | np.ndarray = 0, around: int | np.ndarray = 0):
    """(first day, last day, good) of YYYY, YYYY-MM or YYYY-MM-DD, widened by months or days on each side."""
    year, good = _digits(cells[:, :4])
    first = last = year * 12 - EPOCH_MONTH
    last = last + 11
    if cells.shape[1] >= 7:
        month, digits = _digits(cells[:, 5:7])
        good &= digits & (cells[:, 4] == ord("-")) & (month >= 1) & (month <= 12)
        first = last = year * 12 - EPOCH_MONTH + month - 1
    low, high = _month_start(first - months), _month_start(last + months + 1) - 1
    if cells.shape[1] == 10:
        day, digits = _digits(cells[:, 8:10])
        low = low + day - 1
        good &= digits & (cells[:, 7] == ord("-")) & (day >= 1) & (low <= high)
        high = low
    return low - around, high + around, good


def _month_start(month: np.ndarray) -> np.ndarray:
    return month.astype("M8[M]").astype("M8[D]").astype(np.int64)


def _plain_form(cells: np.ndarray):
    low, high, good = _date(cells)
    no = np.zeros(len(cells), bool)
    return low * DAY, high * DAY + DAY - 1, no, no, good


def _signed_form(cells: np.ndarray):
    sign, body = cells[:, -1], cells[:, :-1]
    uncertain, approximate = (sign == ord("?")) | (sign == ord("%")), (sign == ord("~")) | (sign == ord("%"))
    length = body.shape[1]
    widen = approximate.astype(np.int64)
    months, around = {4: (12 * widen, 0), 7: (widen, 0), 10: (0, edtf.WEEK * widen)}[length]
    low, high, good = _date(body, months, around)
    return low * DAY, high * DAY + DAY - 1, uncertain, approximate, good & (uncertain | approximate)


def _interval_form(length: int):
    def form(cells: np.ndarray):
        low, _, good = _date(cells[:, :length])
        _, high, good_last = _date(cells[:, length + 1 :])
        no = np.zeros(len(cells), bool)
        good = good & good_last & (cells[:, length] == ord("/")) & (low <= high)
        return low * DAY, high * DAY + DAY - 1, no, no, good

    return form


def _clock_form(cells: np.ndarray):
    day, _, good = _date(cells[:, :10])
    (hour, h), (minute, m), (second, s) = (_digits(cells[:, start : start + 2]) for start in (11, 14, 17))
    good = good & h & m & s & (hour < 24) & (minute < 60) & (second < 60)
    good &= np.isin(cells[:, 10], (ord("T"), ord(" "))) & (cells[:, 13] == ord(":")) & (cells[:, 16] == ord(":"))
    time = hour * 3600 + minute * 60 + second
    low, no = day * DAY + time, np.zeros(len(cells), bool)
    return low, np.where(time == 0, low + DAY - 1, low), no, no, good


_FORMS: dict[int, list] = {19: [_clock_form]}
for _length in DATE_LENGTHS:
    _FORMS.setdefault(_length, []).append(_plain_form)
    _FORMS.setdefault(_length + 1, []).append(_signed_form)
    for _other in DATE_LENGTHS:
        _FORMS.setdefault(_length + 1 + _other, []).append(_interval_form(_length))

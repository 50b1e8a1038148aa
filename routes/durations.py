"""How many days does an ISO 8601 duration last, at the least and at the most?

`P8M` is eight calendar months, and these have 242 to 245 days, by the month they begin in. Years count as twelve
months; weeks, days, hours, minutes and seconds are what they are; a part may have decimals. A duration is taken as it
was said: a witness's "eight months" is `P8M`, and no margin of ours is added.
"""

import functools
import re

import numpy as np
import pandas as pd

from geodata import edtf

DAY = edtf.DAY
CYCLE_MONTHS, CYCLE_DAYS = 4800, 146_097  # the Gregorian calendar repeats after 400 years
NUMBER = r"([0-9]{1,6}(?:[.,][0-9]{1,9})?)"
PERIOD = re.compile(
    rf"P(?:{NUMBER}Y)?(?:{NUMBER}M)?(?:{NUMBER}W)?(?:{NUMBER}D)?(?:T(?:{NUMBER}H)?(?:{NUMBER}M)?(?:{NUMBER}S)?)?"
)
WORDED = re.compile(
    r"(?:about |approx\.? |ca\.? |~)?([0-9]{1,4}(?:[.,][0-9])?) ?"
    r"(d|w|m|y|days?|weeks?|months?|years?|일|주|개월|달|년|天|周|月|年)",
    re.I,
)
UNITS = {"일": "D", "주": "W", "개월": "M", "달": "M", "년": "Y", "天": "D", "周": "W", "月": "M", "年": "Y"}
FORMS = "write days, weeks, months, years as P10D, P2W, P8M, P1Y6M"


def durations(texts) -> pd.DataFrame:
    """One row a text, on the index of `texts` when it is a Series; each distinct text is read once.

    Columns: days_min, days_max (float, NaN = nothing known), valid (bool), reason, remedy (text where not valid). A
    missing text is valid and has no days.

    >>> durations(["P8M", "P10D", "8 months"])[["days_min", "days_max", "valid"]].values.tolist()
    [[242.0, 245.0, True], [10.0, 10.0, True], [nan, nan, False]]
    >>> durations(["8 months"])["remedy"].item()
    'write P8M'
    """
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype=object)
    codes, distinct = pd.factorize(series)
    read = [_read(str(text).strip()) for text in distinct] + [(np.nan, np.nan, True, None, None)]
    table = pd.DataFrame(read, columns=["days_min", "days_max", "valid", "reason", "remedy"])
    table = table.astype({"days_min": float, "days_max": float})
    # The row that code -1 (a missing text) takes is the last one.
    return table.take(np.where(codes < 0, len(distinct), codes)).set_axis(series.index)


def add_duration(earliest, latest, texts, *, backwards: bool = False) -> pd.DataFrame:
    """Bounds of the end of a stay from the bounds of its beginning (or of its beginning from its end, `backwards`).

    `earliest`, `latest`: datetime64[s]; `texts`: durations. Columns earliest, latest (NaT where an end or the duration
    is not known), valid, reason, remedy; on the index of `texts` when it is a Series.

    >>> start = np.array(["2001-01-31"], "M8[s]")
    >>> print(add_duration(start, start, ["P1M"])[["earliest", "latest"]].to_csv(index=False))
    earliest,latest
    2001-02-28,2001-03-03
    <BLANKLINE>
    """
    table = durations(texts)
    shift = {}
    for name, rounded in (("days_min", np.floor), ("days_max", np.ceil)):
        seconds = rounded(table[name].to_numpy() * DAY)
        known = np.where(np.isnan(seconds), 0, seconds).astype(np.int64).astype("m8[s]")
        shift[name] = np.where(np.isnan(seconds), np.timedelta64("NaT", "s"), known)
    earliest, latest = (np.asarray(side, "M8[s]") for side in (earliest, latest))
    if backwards:
        table["earliest"], table["latest"] = earliest - shift["days_max"], latest - shift["days_min"]
    else:
        table["earliest"], table["latest"] = earliest + shift["days_min"], latest + shift["days_max"]
    return table[["earliest", "latest", "valid", "reason", "remedy"]]


def _read(text: str) -> tuple:
    if not text:
        return np.nan, np.nan, True, None, None
    match = PERIOD.fullmatch(text.upper())
    if not match or not any(match.groups()) or text[-1] in "Tt":
        return np.nan, np.nan, False, *_refusal(text)
    years, months, weeks, days, hours, minutes, seconds = (
        float(part.replace(",", ".")) if part else 0.0 for part in match.groups()
    )
    low, high = _months(round(years * 12 + months, 9))
    exact = weeks * 7 + days + (hours * 3600 + minutes * 60 + seconds) / DAY
    return low + exact, high + exact, True, None, None


def _refusal(text: str) -> tuple[str, str]:
    if match := WORDED.fullmatch(text[:50]):
        unit = UNITS.get(match[2], match[2][0].upper())
        return "is not written as ISO 8601", f"write P{match[1].replace(',', '.')}{unit}"
    if re.fullmatch(r"[0-9]{1,5}(?:[.,][0-9]+)?", text):
        return "has no unit", f"write P{text}D for days, P{text}M for months"
    return "is not an ISO 8601 duration", FORMS


def _months(months: float) -> tuple[float, float]:
    """The fewest and the most days of so many consecutive months; a part of a month is a part of 28 to 31 days."""
    cycles, rest = divmod(int(months), CYCLE_MONTHS)
    low, high = _span(rest)
    part = months - int(months)
    return cycles * CYCLE_DAYS + low + part * 28, cycles * CYCLE_DAYS + high + part * 31


@functools.cache
def _span(months: int) -> tuple[int, int]:
    starts = np.arange(CYCLE_MONTHS + months + 1).astype("M8[M]").astype("M8[D]").astype(np.int64)
    lasting = starts[months:] - starts[: len(starts) - months]
    return int(lasting.min()), int(lasting.max())

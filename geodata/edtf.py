"""What span of time does one EDTF text name? The rules are tabled in routes.dates; this reads one text at a time.

Time is counted in whole seconds from 1970-01-01T00:00:00 of the proleptic Gregorian calendar, on the clock of the
place.
"""

import re
from typing import NamedTuple

from geodata.unreadable import NotADate, refusal

DAY = 86_400  # seconds
YEAR_LIMIT = 1_000_000_000  # years from 0; far beyond any record and well inside datetime64[s]
WEEK = 7  # days by which an approximate day is widened each way
SEASONS = {  # code: (first month, months); a winter and a southern summer are handled in _season
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3), 33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}  # fmt: skip
SIGN = "[?~%]?"
DATE = re.compile(
    rf"({SIGN})(-?[0-9Xx]{{4}})({SIGN})(?:-({SIGN})([0-9Xx]{{2}})({SIGN})(?:-({SIGN})([0-9Xx]{{2}})({SIGN}))?)?"
)
LONG_YEAR = re.compile(r"Y(-?[0-9]{1,12})(?:E([0-9]{1,2}))?(?:S([0-9]{1,2}))?")
SHORT_YEAR = re.compile(r"(-?[0-9]{4})S([0-9])")
OFFSET = r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
TIME = re.compile(
    rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})[T ]([0-9]{{2}}):([0-9]{{2}})(?::([0-9]{{2}})([.,][0-9]+)?)?{OFFSET}"
)
COMPACT = re.compile(
    rf"([0-9]{{4}})([0-9]{{2}})([0-9]{{2}})(?:T([0-9]{{2}})([0-9]{{2}})(?:([0-9]{{2}})([.,][0-9]+)?)?{OFFSET})?"
)
ORDINAL = re.compile(r"([0-9]{4})-([0-9]{3})")
WEEK_DATE = re.compile(r"([0-9]{4})-W([0-9]{2})(?:-([1-7]))?")


class Span(NamedTuple):
    """Seconds, both included, None = open; and what the text says of itself."""

    earliest: int | None
    latest: int | None
    uncertain: bool = False
    approximate: bool = False


def read(text: str) -> Span:
    """The span that a text names; NotADate (with `reason` and `remedy`) where it names none.

    >>> read("1970-01-02")
    Span(earliest=86400, latest=172799, uncertain=False, approximate=False)
    """
    text = text.strip()
    if len(text) > 1 and text[0] + text[-1] in ("[]", "{}"):
        return _set(text)
    if text.count("/") == 1 and len(text) > 1:
        return _interval(text)
    return _date(text)


def _interval(text: str) -> Span:
    first, last = (_end(part, text) for part in text.split("/"))
    span = Span(first.earliest, last.latest, first.uncertain or last.uncertain, first.approximate or last.approximate)
    if span.earliest is not None and span.latest is not None and span.earliest > span.latest:
        raise NotADate("the interval ends before it begins", "put the earlier end first")
    return span


def _end(text: str, whole: str) -> Span:
    if text in ("", ".."):
        return Span(None, None)
    try:
        return _date(text)
    except NotADate:
        raise refusal(whole) from None


def _set(text: str) -> Span:
    """One of several dates `[…]` or all of them `{…}`: from the earliest to the latest."""
    spans = []
    for part in text[1:-1].split(","):
        ends = part.strip().split("..")
        if len(ends) > 2 or not any(ends) or "/" in part:
            raise refusal(text)
        spans.append(_interval("/".join(end.strip() for end in ends)) if len(ends) == 2 else _date(ends[0]))
    lows, highs = [span.earliest for span in spans], [span.latest for span in spans]
    return Span(
        None if None in lows else min(lows),
        None if None in highs else max(highs),
        any(span.uncertain for span in spans),
        any(span.approximate for span in spans),
    )


def _date(text: str) -> Span:
    if match := DATE.fullmatch(text):
        return _calendar(match.groups(), text)
    if match := LONG_YEAR.fullmatch(text):
        return _long_year(*match.groups(), text)
    if match := SHORT_YEAR.fullmatch(text):
        return _years(int(match[1]), 4, int(match[2]), text)
    if match := TIME.fullmatch(text) or COMPACT.fullmatch(text):
        return _clock(match.groups(), text)
    if match := ORDINAL.fullmatch(text):
        first, day = days(int(match[1]), 1, 1), int(match[2])
        if not 1 <= day <= days(int(match[1]) + 1, 1, 1) - first:
            raise NotADate(f"{match[1]} has no day {match[2]}", "write the date as YYYY-MM-DD")
        return _span(first + day - 1, first + day - 1)
    if match := WEEK_DATE.fullmatch(text):
        return _week(int(match[1]), int(match[2]), match[3])
    raise refusal(text)


def _calendar(parts: tuple, text: str) -> Span:
    """A date of year, month and day with signs and unspecified digits anywhere."""
    before_year, year, after_year, before_month, month, after_month, before_day, day, after_day = (
        part or "" for part in parts
    )
    year, month, day = year.upper(), month.upper(), day.upper()
    signs = (before_year, after_year, before_month, after_month, before_day, after_day)
    uncertain = any(sign in ("?", "%") for sign in signs if sign)
    # A sign before a part is for that part alone, a sign behind it for all up to it: either way the part is its unit.
    levels = [level // 2 for level, sign in enumerate(signs) if sign and sign in "~%"]
    if year == "-0000":
        raise NotADate("there is no year -0000", "write 0000 for the year before 0001")
    if month.isdigit() and int(month) in SEASONS:
        if day:
            raise NotADate("a season has no days", "leave the day away")
        low, high = _season(_year_ends(year), int(month), bool(levels))
        return Span(*_seconds(low, high), uncertain, bool(levels))
    pattern = (year, month, day)
    units = [_unit(pattern, level) for level in levels]
    lows, highs = _matching(pattern, text)
    if year.strip("-") == "XXXX":
        return Span(None, None, uncertain, bool(levels))
    years = max((size for size, unit in units if unit == "year"), default=0)
    months = max((size for size, unit in units if unit == "month"), default=0)
    around = max((size for size, unit in units if unit == "day"), default=0)
    low = _moved(lows, -12 * years - months, False) - around
    high = _moved(highs, 12 * years + months, not day or day == "XX") + around
    return Span(*_seconds(low, high), uncertain, bool(levels))


def _unit(pattern: tuple[str, str, str], level: int) -> tuple[int, str]:
    """By how much `~` widens: one step of the finest part that is stated, at or before the sign."""
    while level and set(pattern[level]) <= {"X"}:
        level -= 1
    if level == 0:
        return 10 ** (len(pattern[0]) - len(pattern[0].rstrip("X"))), "year"
    return (1, "month") if level == 1 else (WEEK, "day")


def _year_ends(pattern: str) -> tuple[int, int]:
    ends = int(pattern.replace("X", "0")), int(pattern.replace("X", "9"))
    return min(ends), max(ends)


def _matching(pattern: tuple[str, str, str], text: str) -> tuple[tuple, tuple]:
    """The first and the last (year, month, day) that a pattern of digits and X fits."""
    year, month, day = pattern
    if "X" not in year + month + day and (not month or 1 <= int(month) <= 12):
        one = int(year), int(month or 1), int(day or 1)
        if not 1 <= one[2] <= month_days(*one[:2]):
            raise refusal(text)
        return one, (one[0], int(month or 12), int(day or 31))
    first, last = _year_ends(year)
    expression = re.compile(year.replace("X", "[0-9]"))
    years = [y for y in range(first, last + 1) if expression.fullmatch(f"{y:0{5 if y < 0 else 4}d}")]
    months = [m for m in range(1, 13) if _fits(month, m)]
    if not months:
        raise NotADate(f"there is no month {month}", "write months as 01 to 12")
    if not day:
        return (years[0], months[0], 1), (years[-1], months[-1], 31)
    ends = []
    for order in (1, -1):
        found = next(
            ((y, m, d) for y in years[::order] for m in months[::order]
             for d in range(1, month_days(y, m) + 1)[::order] if _fits(day, d)),
            None,
        )  # fmt: skip
        if found is None:
            raise refusal(text)
        ends.append(found)
    return ends[0], ends[1]


def _fits(pattern: str, number: int) -> bool:
    return not pattern or all(p in ("X", n) for p, n in zip(pattern, f"{number:02d}", strict=True))


def _season(years: tuple[int, int], code: int, approximate: bool) -> tuple[int, int]:
    """First and last day of a season, quarter, four months or half year."""
    month, length = SEASONS[code]
    across = month + length > 13  # over the turn of the year: begins or ends in it, the text does not say which
    low = (years[0] - across, month, 1)
    high = (years[1] + across, (month + length - 2) % 12 + 1, 31)
    widen = length if approximate else 0
    return _moved(low, -widen, False), _moved(high, widen, True)


def _moved(date: tuple[int, int, int], months: int, to_end: bool) -> int:
    """Day number of a date moved by months; at the end of its month when the day was not stated."""
    year, month = divmod(date[0] * 12 + date[1] - 1 + months, 12)
    last = month_days(year, month + 1)
    return days(year, month + 1, last if to_end else min(date[2], last))


def _long_year(mantissa: str, exponent: str | None, digits: str | None, text: str) -> Span:
    year = int(mantissa) * 10 ** int(exponent or 0)
    if abs(year) <= 9999:
        raise NotADate("Y is for years of more than four digits", "write the year with four digits")
    return _years(year, len(str(abs(year))), int(digits) if digits else None, text)


def _years(year: int, length: int, digits: int | None, text: str) -> Span:
    """A year of which the first `digits` are significant."""
    if abs(year) > YEAR_LIMIT:
        raise NotADate("lies beyond the calendar of this map", "leave the cell empty")
    if digits is not None and not 1 <= digits <= length:
        raise refusal(text)
    step = 1 if digits is None else 10 ** (length - digits)
    low = abs(year) // step * step
    first, last = (low, low + step - 1) if year >= 0 else (-low - step + 1, -low)
    return _span(days(first, 1, 1), days(last, 12, 31))


def _clock(parts: tuple, text: str) -> Span:
    """A date with a time of day; midnight is how databases write a day alone."""
    year, month, day, hour, minute, second = (int(part) if part else None for part in parts[:6])
    if not 1 <= month <= 12 or not 1 <= day <= month_days(year, month):
        raise refusal(text)
    number = days(year, month, day)
    if hour is None or (not hour and not minute and not second and not (parts[6] or "").strip(".,0")):
        return _span(number, number)
    if hour > 23 or minute > 59 or (second or 0) > 59:
        raise NotADate("there is no such time of day", "write times as 00:00:00 to 23:59:59")
    start = number * DAY + hour * 3600 + minute * 60 + (second or 0)
    return Span(start, start if second is not None else start + 59)


def _week(year: int, week: int, day: str | None) -> Span:
    # Week 1 of ISO 8601 holds 4 January; day number 0 (1970-01-01) is a Thursday.
    fourth = days(year, 1, 4)
    monday = fourth - (fourth + 3) % 7 + 7 * (week - 1)
    fourth = days(year + 1, 1, 4)
    if week < 1 or monday >= fourth - (fourth + 3) % 7:
        raise NotADate(f"{year} has no week {week}", "write the date as YYYY-MM-DD")
    return _span(monday, monday + 6) if day is None else _span(monday + int(day) - 1, monday + int(day) - 1)


def _span(first: int, last: int) -> Span:
    return Span(*_seconds(first, last))


def _seconds(first: int, last: int) -> tuple[int, int]:
    return first * DAY, last * DAY + DAY - 1


def days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the proleptic Gregorian calendar, for any year.

    >>> days(2000, 3, 1), days(0, 1, 1)
    (11017, -719528)
    """
    year -= month <= 2
    past = 365 * year + year // 4 - year // 100 + year // 400
    return past + (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1 - 719_468


def month_days(year: int, month: int) -> int:
    """Days of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]

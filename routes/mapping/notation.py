"""How is one date written? A notation such as `D/M/YYYY` as a pattern, and texts in it as parts of a date.

| sign                | stands for                                                                       |
|---------------------|----------------------------------------------------------------------------------|
| `YYYY` `YY`         | year of four, of two figures (`century` says of which hundred years)             |
| `MM` `M` `MON`      | month of two, of one or two figures; its name (routes.mapping.months)            |
| `DD` `D`            | day of two, of one or two figures                                                |
| `hh` `mm` `ss` `AM` | hour (also of one figure), minute, second; AM or PM                              |
| `zone`              | `Z`, `UTC` or an offset such as `+09:00`                                         |
| a blank             | one blank or more                                                                |
| `'Day'`             | the letters between the signs                                                    |
| anything else       | itself                                                                           |

`excel-serial` and `excel-serial-1904` are the five figures in which a spreadsheet keeps a day. Fewer are a year.
Every notation is of the Gregorian calendar. The years of other calendars, such as 1360 or 1447, are read as they stand
and flagged as far off (routes.mapping.notations asks).
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geodata.errors import DataError
from routes.mapping.faults import fault
from routes.mapping.months import MONTHS

SERIALS = {"excel-serial": "1899-12-30", "excel-serial-1904": "1904-01-01"}  # their day 0, for five figures
SIGNS = re.compile(r"'([^']*)'|(YYYY|YY|MON|MM|M|DD|D|hh|mm|ss|AM|zone)|(\s+)|(.)", re.DOTALL)
FIGURES = {"YYYY": "[0-9]{4}", "YY": "[0-9]{2}", "MM": "[0-9]{2}", "M": "[0-9]{1,2}", "DD": "[0-9]{2}",
           "D": "[0-9]{1,2}", "hh": "[0-9]{1,2}", "mm": "[0-9]{2}", "ss": "[0-9]{2}"}  # fmt: skip
PARTS = {"YYYY": "year", "YY": "year", "MON": "month", "MM": "month", "M": "month", "DD": "day", "D": "day",
         "hh": "hour", "mm": "minute", "ss": "second", "AM": "half", "zone": "zone"}  # fmt: skip
MARKED = ("year", "month", "day")  # parts that a mark may stand for
LENGTH_LIMIT = 200  # characters of a notation
UNKNOWN, ABSENT = -1, -2
BLANKS = "[\\s\u00a0\u2000-\u200a\u202f\u3000]+"  # also of those that print wide or do not break

# Capitals of the Turkish i and ı, which a pattern without case does not know
MONTH_NAMES = "|".join(re.escape(name).replace("\\ ", BLANKS).replace("i", "[iİ]").replace("ı", "[ıI]")
                       for name in sorted(MONTHS, key=len, reverse=True))  # fmt: skip
MONTH_NAMES = f"(?:{MONTH_NAMES})"


class Parts(NamedTuple):
    """Texts in one notation, an entry each: whether they fit it, and numbers (UNKNOWN by a mark, ABSENT in it)."""

    fits: np.ndarray
    year: np.ndarray
    month: np.ndarray
    day: np.ndarray
    hour: np.ndarray
    minute: np.ndarray
    second: np.ndarray
    zone: np.ndarray  # texts: "", "Z" or an offset


def signs(notation: str) -> list[tuple[str, str]]:
    """`(part, sign)` of a notation, or `("", text)`; DataError where it says no date.

    >>> signs("D. MON YYYY")[:3]
    [('day', 'D'), ('', '.'), ('', ' ')]
    >>> signs("D/M")
    Traceback (most recent call last):
    geodata.errors.DataError: a notation of dates without a year ("D/M"); write YYYY or YY where the year stands.
    """
    found = []
    for quoted, sign, blank, other in SIGNS.findall(notation[:LENGTH_LIMIT]):
        found.append((PARTS[sign], sign) if sign else ("", " " if blank else quoted or other))
    if told := _wrong([part for part, _ in found if part]):
        raise DataError(told[0], value=notation, remedy=told[1])
    if len(notation) > LENGTH_LIMIT:
        told = fault("notation_too_long", limit=LENGTH_LIMIT)
        raise DataError(told[0], value=notation, remedy=told[1])
    return found


def _wrong(parts: list[str]) -> tuple[str, str] | None:
    """What is wrong with the parts that a notation says, and the way out."""
    said = {*parts}
    if len(said) < len(parts):
        twice = next(part for part in parts if parts.count(part) > 1)
        code = f"{twice}_twice" if twice in MARKED else "part_twice"
        return fault(code, part=twice, letters="put letters that stand for themselves in quotes: 'Day' D")
    if "year" not in said:
        return fault("no_year")
    if "day" in said and "month" not in said:
        return fault("day_without_month")
    if ("hour" in said and "day" not in said) or ({"minute", "second", "half", "zone"} & said and "hour" not in said):
        return fault("time_without_day")
    return None


def has_short_year(notation: str) -> bool:
    """Whether a notation says only the last two figures of the year."""
    return notation not in SERIALS and ("year", "YY") in signs(notation)


@cache
def pattern(notation: str, marks: tuple[str, ...] = ()) -> str:
    """A regular expression (of RE2 and of Python, whole text) with a group for each part.

    >>> pattern("D/M/YYYY")
    '(?i)^(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})$'
    """
    unknown = "".join(f"|{re.escape(mark)}" for mark in sorted(marks, key=len, reverse=True) if mark)
    pieces = []
    for part, sign in signs(notation):
        if not part:
            pieces.append(BLANKS if sign == " " else re.escape(sign))
        elif part == "zone":
            pieces.append("(?P<zone>Z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)")
        elif part == "half":
            pieces.append(r"(?P<half>[AP]\.?M\.?)")
        else:
            figures = MONTH_NAMES if sign == "MON" else FIGURES[sign]
            pieces.append(
                f"(?P<{part}>{figures}{unknown if part in MARKED else ''})" + (r"\.?" if sign == "MON" else "")
            )
    return f"(?i)^{''.join(pieces)}$"


def read(texts: pa.Array, notation: str, marks: tuple[str, ...] = (), century: int | None = None) -> Parts:
    """The parts of texts in one notation, not judged yet: 31 September fits `D/M/YYYY`.

    >>> parts = read(pa.array(["5/8/1945", "1945", "?/8/1945"]), "D/M/YYYY", ("?",))
    >>> parts.fits.tolist(), parts.day.tolist()
    ([True, False, True], [5, -2, -1])
    """
    if notation in SERIALS:
        return _serial(texts, notation)
    cells = pc.extract_regex(texts, pattern(notation, marks))
    fits = pc.fill_null(pc.is_valid(cells), False).to_numpy(zero_copy_only=False)
    taken = cells.filter(pa.array(fits))
    found = {field.name: pc.struct_field(taken, field.name) for field in cells.type}
    numbers = {}
    for part in ("year", "month", "day", "hour", "minute", "second"):
        numbers[part] = np.full(len(texts), ABSENT)
        if part in found:
            numbers[part][fits] = _numbers(found[part], part, marks)
    if has_short_year(notation) and century is not None:
        short = numbers["year"] >= 0
        numbers["year"] = np.where(short, century + (numbers["year"] - century) % 100, numbers["year"])
    if "half" in found:
        numbers["hour"][fits] = _by_half(numbers["hour"][fits], found["half"])
    zone = np.full(len(texts), "", object)
    if "zone" in found:
        zone[fits] = pc.replace_substring_regex(pc.utf8_upper(found["zone"]), "^UTC$", "Z").to_numpy(
            zero_copy_only=False
        )
    return Parts(fits, **numbers, zone=zone)


def _numbers(texts: pa.Array, part: str, marks: tuple[str, ...]) -> np.ndarray:
    lower = pc.utf8_lower(texts)
    marked = (
        pc.is_in(lower, pa.array([mark.lower() for mark in marks], lower.type)) if part in MARKED and marks else None
    )
    if part == "month":
        coded = lower.dictionary_encode()
        known = [MONTHS.get(" ".join(name.split()), int(name) if name.isascii() and name.isdigit() else UNKNOWN)
                 for name in coded.dictionary.to_pylist()]  # fmt: skip
        numbers = np.array([*known, UNKNOWN])[coded.indices.to_numpy(zero_copy_only=False)]
    else:
        figures = pc.if_else(marked, pa.scalar("0", texts.type), texts) if marked is not None else texts
        numbers = pc.cast(figures, pa.int64()).to_numpy(zero_copy_only=False)
    return numbers if marked is None else np.where(marked.to_numpy(zero_copy_only=False), UNKNOWN, numbers)


def _by_half(hour: np.ndarray, half: pa.Array) -> np.ndarray:
    """The hour of a clock of twelve; one that such a clock does not have becomes one that no clock has."""
    after = pc.starts_with(pc.utf8_lower(half), "p").to_numpy(zero_copy_only=False)
    return np.where((hour < 1) | (hour > 12), 99, hour % 12 + np.where(after, 12, 0))


def _serial(texts: pa.Array, notation: str) -> Parts:
    fits = pc.fill_null(pc.match_substring_regex(texts, r"^[0-9]{5}(?:\.[0-9]+)?$"), False).to_numpy(
        zero_copy_only=False
    )
    absent = np.full(len(texts), ABSENT)
    numbers = {part: absent.copy() for part in ("year", "month", "day", "hour", "minute", "second")}
    taken = texts.filter(pa.array(fits))
    seconds = np.round(pc.cast(taken, pa.float64()).to_numpy(zero_copy_only=False) * 86_400).astype(np.int64)
    when = np.datetime64(SERIALS[notation], "s") + seconds
    day = when.astype("M8[D]")
    numbers["year"][fits] = day.astype("M8[Y]").astype(int) + 1970
    numbers["month"][fits] = day.astype("M8[M]").astype(int) % 12 + 1
    numbers["day"][fits] = (day - day.astype("M8[M]")).astype(int) + 1
    timed = pc.match_substring(taken, ".").to_numpy(zero_copy_only=False)
    for part, step, size in (("hour", 3600, 24), ("minute", 60, 60), ("second", 1, 60)):
        numbers[part][fits] = np.where(timed, seconds // step % size, ABSENT)
    return Parts(fits, **numbers, zone=np.full(len(texts), "", object))

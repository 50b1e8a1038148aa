"""What should somebody do whose date cannot be read? A reason and a remedy for each kind of text that is not EDTF.

Nothing is guessed: 10/8/1862 is the tenth of August or the eighth of October, and only its source knows. But both can
be offered.
"""

import datetime
import re

from geodata.errors import printable

EMPTY_WORDS = re.compile(
    r"(?:unknown|unk\.?|n/?a|none|null|nan|nat|\?+|-+|–|—|not known|no date|undated|tbd|"
    r"미상|불명|모름|不明|不详|неизвестно)",
    re.I,
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
FORMS = (
    "write what is known as 1998, 1998-05, 1998-05-17, 1998?, 199X or 1998/2000, and leave the cell empty if nothing is"
)
SERIAL_DAYS = range(20_000, 80_000)  # spreadsheet day numbers of 1954 to 2119


class NotADate(ValueError):
    """A text that names no span of time; `reason` and `remedy` are sentences without a full stop."""

    def __init__(self, reason: str, remedy: str):
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


def refusal(text: str) -> NotADate:
    """Why a text is not a date, and what to write.

    >>> told = refusal("10/8/1862"); print(told.reason, "|", told.remedy)
    day and month could be either way round | write 1862-10-08 or 1862-08-10, whichever the source means
    >>> refusal("2001-13-01").reason
    'there is no month 13'
    """
    text = text.strip()
    if not text:
        return NotADate("is empty", "leave the cell empty")
    for kind in (_words_for_nothing, _calendar, _day_first, _year_first, _month_year, _serial, _old_edtf):
        told = kind(text)
        if told:
            return NotADate(*told)
    years = re.findall(r"(?<![0-9])(1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])", text[:200])
    if len(set(years)) == 1 and not re.match(r"[0-9X]{4}-", text):
        return NotADate("is not an EDTF date", f"write what is known, such as {years[0]}, and put the rest into note")
    return NotADate("is not an EDTF date", FORMS)


def _words_for_nothing(text: str):
    if EMPTY_WORDS.fullmatch(text):
        return "says that the date is not known", "leave the cell empty"
    return None


def _calendar(text: str):
    """YYYY-MM or YYYY-MM-DD, alone or in an interval, that no calendar has."""
    for year, month, day in re.findall(r"(?<![0-9-])([0-9]{4})-?([0-9]{2})(?:-?([0-9]{2}))?(?![0-9])", text[:100]):
        told = _impossible(int(year), int(month), int(day) if day else 1)
        if told:
            return told, "check it against the source; write only the parts that are sure"
    return None


def _impossible(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12:
        return f"there is no month {month:02d}"
    try:
        datetime.date(year or 4, month, day)  # the year 0 is a leap year as 4 is
    except ValueError:
        last = next(d for d in (31, 30, 29, 28) if _exists(year or 4, month, d))
        return f"{MONTHS[month - 1]} {year} has {last} days" if day else "there is no day 00"
    return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _day_first(text: str):
    """9/31/1945, 12.03.1944, 1/?/1943, xx.xx.1944: two parts, then a year."""
    match = re.fullmatch(r"([0-9]{1,2}|[?xX]{1,2})([/.\-])([0-9]{1,2}|[?xX]{1,2})\2([0-9]{4})(?:[ T][0-9:.]+)?", text)
    if not match:
        return None
    one, other, year = match[1], match[3], int(match[4])
    if not one.isdigit() or not other.isdigit():
        known = next((int(part) for part in (one, other) if part.isdigit()), 0)
        day = f"{year:04d}-XX-{known:02d}"
        if 1 <= known <= 12:
            return "a part is not known", f"write {year:04d}-{known:02d} if {known} is the month, {day} if the day"
        return "a part is not known", f"write {day if known and known <= 31 else f'{year:04d}'}"
    readings = [
        f"{year:04d}-{month:02d}-{day:02d}"
        for month, day in dict.fromkeys([(int(one), int(other)), (int(other), int(one))])
        if year and _exists(year, month, day)
    ]
    if not readings:
        remedy = f"check it against the source; write {year:04d} if in doubt" if year else "leave the cell empty"
        return "no calendar has such a day, whichever part is the month", remedy
    if len(readings) == 1:
        return "is not written year first", f"write {readings[0]}"
    return "day and month could be either way round", f"write {' or '.join(readings)}, whichever the source means"


def _year_first(text: str):
    """1945.3.12, 1945/3/12, 1945-3-12, 1945년 3월 12일, 1945年3月12日."""
    match = re.fullmatch(
        r"([0-9]{4})\s*(?:[./\-]|년|年)\s*([0-9]{1,2})(?:\s*(?:[./\-]|월|月)\s*(?:([0-9]{1,2})\s*(?:[.]|일|日)?)?)?",
        text,
    )
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    told = _impossible(year, month, day)
    if told:
        return told, "check it against the source; write only the parts that are sure"
    written = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if match[3] else "")
    return "is not written with two digits and hyphens", f"write {written}"


def _month_year(text: str):
    match = re.fullmatch(r"([0-9]{1,2})[/.\-]([0-9]{4})", text)
    if match and 1 <= int(match[1]) <= 12:
        return "is not written year first", f"write {match[2]}-{int(match[1]):02d}"
    return None


def _serial(text: str):
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text) and int(text[:5]) in SERIAL_DAYS:
        day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(text[:5]))
        return "looks like a spreadsheet's day number", f"write {day.isoformat()} if that is the date meant"
    return None


def _old_edtf(text: str):
    """Spellings that are near to EDTF: words for open ends, u for X, 1990s, dashes that are not hyphens."""
    plain = text.translate(dict.fromkeys(map(ord, "‐‑‒–—−"), "-"))
    if re.fullmatch(r"[0-9]{4} ?- ?[0-9]{4}", plain):
        return "an interval is written with a slash", f"write {plain[:4]}/{plain[-4:]}"
    if re.fullmatch(r"[0-9]{3}0'?s", text, re.I):
        return "a decade is written with X", f"write {text[:3]}X"
    if re.fullmatch(r"[0-9u]{4}(?:-[0-9u]{2}){0,2}", text):
        return "an unknown digit is written X", f"write {text.replace('u', 'X')}"
    if re.fullmatch(r"(?:open|unknown|[0-9~?%-]+)/(?:open|unknown|[0-9~?%-]+)", text, re.I):
        ends = [".." if end.lower() == "open" else "" if end.lower() == "unknown" else end for end in text.split("/")]
        if "/".join(ends) != text:
            return "an open end is written ..", f"write {printable('/'.join(ends))}"
    if plain != text and re.fullmatch(r"[0-9X]{4}(?:-[0-9X]{2}){0,2}[?~%]?", plain):
        return "the dashes are not hyphens", f"write {plain}"
    return None

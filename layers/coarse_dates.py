"""How exactly may a date be told? To the month or to the year, in every column that tells one.

One mechanism with a ``Unit``: dates as recorded lose what is finer, bounds go to the first and the last second of the
unit, a duration keeps its years (and months), a silence is told as "at least" so many whole units. What cannot be made
coarser as a text is told by its bounds, and where these are not known it is left out. A sign of doubt (``?``, ``~``,
``%``) stays: a date that was uncertain to the day is not certain to the year.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from layers.subset import Part
from routes.dates import bounds
from routes.reasons import sentence

Q = "[?~%]?"
TIME = r"(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?"
DAY = (
    rf"(?P<year>[\dX]{{4}})(?P<of_year>{Q})-{Q}(?P<month>[\dX]{{2}})(?P<of_month>{Q})-{Q}[\dX]{{2}}(?P<last>{Q}){TIME}"
)
MONTH_OR_DAY = (
    rf"(?P<year>[\dX]{{4}})(?P<of_year>{Q})-{Q}[\dX]{{2}}(?P<of_month>{Q})(?:-{Q}[\dX]{{2}}(?P<last>{Q}){TIME})?"
)
WHOLE = r"(?<![\dX]){}(?![\dX]|-[\dX])"
COARSE = re.compile(r"[\dX?~%/.\[\]{}, Y-]*")
FINEST_YEAR = 9999  # of a date that is written with four digits


class Unit(NamedTuple):
    """How exact a date may be."""

    code: str  # of NumPy
    finer: re.Pattern  # a date that says more
    left: re.Pattern  # what no text may hold once that is cut: a day without hyphens, a day of the year, …
    duration: re.Pattern
    days: int  # of the shortest such unit, nearly
    digits: int  # of a date of this unit
    cut: str  # message


MONTH = Unit(
    "M", re.compile(WHOLE.format(DAY)), re.compile(r"\d{5}|-[\dX]{3}|-\d\d-\d"),
    re.compile(r"P(?=\d)(\d+Y)?(\d+M)?"), 30, 7, "export.cut.months",
)  # fmt: skip
YEAR = Unit(
    "Y", re.compile(WHOLE.format(MONTH_OR_DAY)), re.compile(r"\d{5}|[\dX?~%]-"),
    re.compile(r"P(\d+Y)"), 365, 4, "export.cut.years",
)  # fmt: skip


def coarse_dates(part: Part, unit: Unit) -> Part:
    """The part with dates to a unit; a column ``coarser`` of its stints counts the texts that said more."""
    stints = part.stints
    columns = {
        name: distinct(stints[name], lambda texts: coarse_texts(texts, unit)) for name in ("arrival", "departure")
    }
    columns["duration"] = distinct(stints["duration"], lambda texts: [_duration(text, unit) for text in texts])
    finer = [
        stints[name].notna().to_numpy() & (column.to_numpy(object) != stints[name].to_numpy(object))
        for name, column in columns.items()
    ]
    for what in ("arrival", "departure"):
        columns[f"earliest_{what}"] = _start(stints[f"earliest_{what}"], unit)
        columns[f"latest_{what}"] = _end(stints[f"latest_{what}"], unit)
    times = {
        f"{what}_{edge}": cut(part.legs[f"{what}_{edge}"], unit)
        for what in ("departed", "arrived")
        for edge, cut in (("earliest", _start), ("latest", _end))
    }
    return replace(
        part,
        stints=stints.assign(**columns, coarser=np.sum(finer, axis=0)),
        legs=part.legs.assign(**times, **_reasons(part.legs["reason_codes"], unit)),
        paths=part.paths.assign(earliest=_start(part.paths["earliest"], unit), latest=_end(part.paths["latest"], unit)),
    )


def coarse_texts(texts: Iterable[str], unit: Unit) -> list[str | None]:
    """Dates as recorded, without what is finer than a unit; None where what is left could still hold it.

    >>> coarse_texts(["2003-05-17~/2003-06", "1998-137", "17 May 2003"], MONTH)
    ['2003-05~/2003-06', '1998-05', None]
    >>> coarse_texts(["2003-05-17?/2003-06", "199X", "2003-05-17/2003-06-01"], YEAR)
    ['2003?/2003', '199X', '2003']
    """
    texts = list(texts)
    cut = [_one_end(unit.finer.sub(lambda found: _coarse(found, unit), text)) for text in texts]
    valid = bounds(cut)["valid"].tolist()
    plain = _by_bounds(texts, unit)
    return [
        text if text and good and COARSE.fullmatch(text) and not unit.left.search(text) else other
        for text, good, other in zip(cut, valid, plain, strict=True)
    ]


def _coarse(found: re.Match, unit: Unit) -> str:
    """A date without its day, or its month and day, with the signs of doubt that its end has."""
    signs = {sign for name in ("of_year", "of_month", "last") for sign in found[name] or ""}
    doubt = "%" if len(signs) > 1 else "".join(signs)
    return (found["year"] if unit is YEAR else f"{found['year']}-{found['month']}") + doubt


def _one_end(text: str) -> str:
    """A period that begins and ends in the same unit is that unit."""
    first, slash, last = text.partition("/")
    return first if slash and first == last else text


def _by_bounds(texts: list[str], unit: Unit) -> list[str | None]:
    """The unit, or the two, in which a date that is spelt in another way must lie; None where its bounds are open."""
    read = bounds(texts)
    ends = [read[name].to_numpy("datetime64[s]").astype(f"datetime64[{unit.code}]") for name in ("earliest", "latest")]
    years = [end.astype("datetime64[Y]").astype(int) + 1970 for end in ends]
    known = ~np.isnat(ends).any(axis=0) & (years[0] >= 0) & (years[1] <= FINEST_YEAR)
    return [
        _one_end(f"{str(first)[: unit.digits]}/{str(last)[: unit.digits]}") if good else None
        for first, last, good in zip(*ends, known.tolist(), strict=True)
    ]


def _duration(text: str, unit: Unit) -> str | None:
    found = unit.duration.match(text)
    return found[0] if found and len(found[0]) > 1 else None


def _reasons(said: pd.Series, unit: Unit) -> dict[str, pd.Series]:
    codes = [[_silence(code, unit) for code in each] for each in said]
    words = [[sentence(code) for code in each] for each in codes]
    told = {"reason_codes": codes, "reasons": words}
    return {name: pd.Series(lists, index=said.index, dtype=object) for name, lists in told.items()}


def _silence(code: str, unit: Unit) -> str:
    """The days of a silence tell the day of one of its ends from that of the other: "at least" so many is left.

    >>> _silence("silence:100", MONTH), _silence("silence:100", YEAR), _silence("hidden_stops:2", YEAR)
    ('silence:90', 'silence:1', 'hidden_stops:2')
    """
    name, _, days = code.partition(":")
    return f"silence:{max(int(days) // unit.days * unit.days, 1)}" if name == "silence" else code


def distinct(column: pd.Series, change: Callable[[Iterable[str]], Iterable[str | None]]) -> pd.Series:
    """Each different text changed once; None where nothing is left."""
    codes, texts = pd.factorize(column)
    changed = np.array([*change(texts), None], dtype=object)
    return pd.Series(changed[codes], index=column.index, dtype=object)


def _start(times: pd.Series, unit: Unit) -> pd.Series:
    values = times.to_numpy("datetime64[s]")
    return pd.Series(values.astype(f"datetime64[{unit.code}]").astype("datetime64[s]"), index=times.index)


def _end(times: pd.Series, unit: Unit) -> pd.Series:
    values = times.to_numpy("datetime64[s]").astype(f"datetime64[{unit.code}]")
    after = (values + np.timedelta64(1, unit.code)).astype("datetime64[s]")
    return pd.Series(after - np.timedelta64(1, "s"), index=times.index)

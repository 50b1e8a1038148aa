"""What speaks against the places of a table? Each check looks at one thing; what it finds never changes a place.

Columns out: place_id (None where the finding is of the whole file), row, other (the id of a second place, or None),
code, severity (`error` | `warning` | `note`), field, value, explanation, remedy (English sentences), values (dict that
fills them, for other languages), longitude, latitude (a position that can be taken over, NaN where there is none), file
(where the table of places has such a column).
What each code means stands in geodata.findings. What a place does not state is not checked.

One cause is told once: CHECKS is in order of precedence. Where a check has found what explains a position, the checks
after it pass over that position; two places that were found to be alike are not told to be so again.
"""

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from geodata.checks import dates, digits, mended, names, points, published, reading, region, sources
from geodata.checks.context import Checking, Findings
from geodata.findings import FINDINGS, SEVERITIES, fill

COLUMNS = (
    "place_id", "row", "other", "code", "severity", "field", "value", "explanation", "remedy", "values", "longitude",
    "latitude", "file",
)  # fmt: skip


class Check(NamedTuple):
    """What is asked, and the codes of those answers that explain what is wrong with the position."""

    run: Callable[[Checking], Findings]
    explains: Collection[str] = ()


CHECKS = (
    Check(reading.problems, explains=reading.OF_POSITION),
    Check(reading.impossible, explains=reading.OF_POSITION),
    Check(reading.missing_positions),
    Check(reading.duplicate_ids),
    Check(mended.mistakes, explains=mended.CODES),
    Check(mended.unlike_the_others, explains=mended.CODES),
    Check(mended.minutes_in_file),
    Check(region.on_water, explains={"on_water"}),
    Check(region.wrong_country, explains={"wrong_country"}),
    Check(region.wrong_province, explains={"wrong_province"}),
    Check(region.far_from_town, explains={"far_from_town"}),
    Check(region.town_centre),
    Check(region.off_the_border, explains={"off_the_border"}),
    Check(region.unknown_codes),
    Check(names.duplicates),
    Check(points.same_point),
    Check(names.names_twice),
    Check(sources.shifted_positions, explains={"shifted"}),
    Check(sources.sources_disagree),
    Check(sources.position_of_no_source),
    Check(published.published),
    Check(published.finer_than_source),
    Check(digits.digits),
    Check(dates.dates),
    Check(sources.sources_without_address),
)


def check(
    places: pd.DataFrame, problems: pd.DataFrame | None = None, *, only: Iterable[str] | None = None
) -> pd.DataFrame:
    """The findings in these places (geodata.places), the gravest first, then in the order of the places.

    `problems` are those that the reader of the places told. With `only`, ids of places, these alone are checked,
    against all others.

    >>> places = pd.DataFrame({"place_id": ["a", "a"], "longitude": [129.0, 42.0], "latitude": [42.0, 129.0]})
    >>> check(places)[["place_id", "code", "longitude"]].values.tolist()
    [['a', 'swapped', 129.0], ['a', 'duplicate_id', nan]]
    """
    seen = Checking(places, problems, only)
    rows = []
    for one in CHECKS:
        found = list(one.run(seen))
        for row in found:
            seen.told.setdefault(row["code"], set()).add(row["at"])
            if row["code"] in one.explains and row["at"] is not None:
                seen.explained[row["at"]] = True
            if row["other_at"] is not None:
                seen.pairs.add((min(row["at"], row["other_at"]), max(row["at"], row["other_at"])))
        rows.extend(found)
    return _table(rows)


def _table(rows: list[dict]) -> pd.DataFrame:
    for row in rows:
        finding = FINDINGS[row["code"]]
        row["severity"] = finding.severity
        row["explanation"], row["remedy"] = fill(finding.words, row["values"]), fill(finding.remedy, row["values"])
    last = float("inf")
    rows.sort(key=lambda row: (SEVERITIES.index(row["severity"]), last if row["at"] is None else row["at"]))
    table = pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=object) for name in COLUMNS})
    numbers = {name: pd.to_numeric(table[name]).astype(float) for name in ("longitude", "latitude")}
    return table.assign(**numbers, row=pd.to_numeric(table["row"]).astype(float).round().astype("Int64"))


def counts(findings: pd.DataFrame) -> dict[str, int]:
    """How many findings of each severity, the gravest first.

    >>> counts(pd.DataFrame({"severity": ["note", "note"]}))
    {'error': 0, 'warning': 0, 'note': 2}
    """
    told = findings["severity"].value_counts()
    return {severity: int(told.get(severity, 0)) for severity in SEVERITIES}


def needs_a_person(findings: pd.DataFrame) -> bool:
    """Whether there is an error or a warning."""
    return bool(np.isin(findings["severity"].to_numpy(object), SEVERITIES[:2]).any())

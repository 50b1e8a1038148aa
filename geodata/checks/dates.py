"""Can the dates of a place be read, and did it open before it closed?"""

import numpy as np

from geodata import edtf
from geodata.checks.context import Checking, Findings
from geodata.unreadable import NotADate


def dates(seen: Checking) -> Findings:
    """Dates that are none, and places that closed before they opened whatever their dates leave open."""
    columns = {field: seen.texts(field) for field in ("opened", "closed")}
    said = np.logical_or(*(column.astype(bool) for column in columns.values()))
    for at in np.flatnonzero(seen.asked & said):
        spans = {}
        for field, column in columns.items():
            if column[at]:
                try:
                    spans[field] = edtf.read(column[at])
                except NotADate as told:
                    yield seen.found("date_unreadable", int(at), field=field, value=column[at], reason=told.reason,
                                     remedy=told.remedy)  # fmt: skip
        if len(spans) < 2 or spans["opened"].earliest is None or spans["closed"].latest is None:
            continue
        if spans["closed"].latest < spans["opened"].earliest:
            opened, closed = columns["opened"][at], columns["closed"][at]
            yield seen.found("closed_before_opened", int(at), field="closed", value=closed, opened=opened)

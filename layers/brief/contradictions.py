"""Which dates of one person contradict each other, in the dates that the profile let out?

Only what is certain is told, with each date at the end of its bounds that favours the record; dates to the year
contradict each other less often than dates to the day. What else the audit of routes found in the rows of the file is
for the team alone (``of_rows``).
"""

from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np

from layers.brief.told import Stop, Told
from routes.audit import SILENCE_DAYS
from routes.dates import bounds

OF_DATES = frozenset(
    (
        "order_contradicts_dates",
        "two_places_at_once",
        "departure_before_arrival",
        "place_closed",
        "after_death",
        "silence",
    )
)
OF_MAP = frozenset(("place_without_position", "border_without_crossing", "place_file"))  # said beside the leg or stop


def of_dates(told: Told, stops: list[Stop]) -> Iterator[str]:
    """Each contradiction in a sentence."""
    t = told.t
    for stop in stops:
        if stop.left.last < stop.arrived.first:
            yield t("brief.dates_reversed", stop=stop.number)
        yield from _closed(told, stop)
    for one, other in combinations([stop for stop in stops if stop.place >= 0], 2):
        if one.place != other.place and _meet(one, other):
            yield t("brief.two_places", stop=one.number, other=other.number)
    for before, after in pairwise(stops):
        began = _first(before.arrived.first, before.left.first)
        if after.arrived.last < began:
            yield t("brief.order_reversed", stop=before.number, next=after.number)
        silent = after.arrived.first - before.left.last
        if silent > SILENCE_DAYS and before.detention == after.detention:
            yield t("brief.silence", stop=before.number, next=after.number, days=f"{silent:,.0f}")
        if "death" in before.events:
            yield t("brief.after_death", stop=before.number, next=after.number)


def _meet(one: Stop, other: Stop) -> bool:
    """Whether the person was for certain here and there at the same time."""
    here = max(one.arrived.last, other.arrived.last)
    left = min(one.left.first, other.left.first)
    sure = all(stop.arrived.last <= stop.left.first for stop in (one, other))
    return bool(sure and here < left)


def _first(*days: float) -> float:
    known = [day for day in days if not np.isnan(day)]
    return known[0] if known else np.nan


def _closed(told: Told, stop: Stop) -> Iterator[str]:
    if stop.place < 0:
        return
    places = told.content.places
    opened, closed = (told.content.string(int(column[stop.place])) for column in (places.opened, places.closed))
    limits = bounds([opened or None, closed or None])
    opens, closes = (limits[edge].to_numpy("datetime64[s]")[at] for at, edge in enumerate(("earliest", "latest")))
    early = not np.isnat(opens) and stop.arrived.last < _days(opens)
    late = not np.isnat(closes) and _first(stop.arrived.first, stop.left.first) > _days(closes)
    if early or late:
        nothing = told.t("table.not_recorded")
        yield told.t(
            "brief.not_open", stop=stop.number, place=stop.name, opened=opened or nothing, closed=closed or nothing
        )


def _days(time: np.datetime64) -> float:
    return float(time.astype("datetime64[D]").astype(int))


def of_rows(told: Told) -> Iterator[str]:
    """What the audit of the records found besides, for the team: which row, which value."""
    if told.audit is None:
        return
    for code, stop, row, value in told.audit[["code", "stint", "row", "value"]].itertuples(index=False):
        if code not in OF_DATES | OF_MAP:
            yield told.t(f"brief.audit.{code}", stop=stop, row=row, value=told.whole(value))

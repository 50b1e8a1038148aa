"""What did a profile leave out? Every export says so, in numbers that tell of nobody.

A *report* is a tuple of ``(message, values)`` (``export.cut.*`` in ``export.po``). What belonged to people who have not
agreed is counted in the whole file, whatever was chosen, in fives rounded down, and only where these people are five or
more: of fewer, no more is said than that there are some. What was left out of people who are shown, of the columns and
of the places is counted as it is.
"""

import numpy as np

from layers.cells import STEP, rounded
from layers.subset import Part

Report = tuple[tuple[str, dict], ...]
DRAWN = (".html", ".png", ".svg", ".pdf", ".brief.pdf")  # endings of what is made of the payload (layers/payload.py)
NEVER_DRAWN = ("export.cut.notes", "export.cut.columns")  # no payload holds any of these, whatever the profile


def people_left_out(part: Part, hidden: np.ndarray, brought: np.ndarray, chosen: bool) -> Report:
    """Of the people who have not agreed (boolean, one a row of paths). ``brought``: places known from rows alone.
    ``chosen``: whether a filter was set."""
    if not hidden.any():
        return ()
    if hidden.sum() < STEP:
        return (("export.cut.people_few", {"k": STEP}), *_how_counted(chosen))
    of_stint = np.repeat(hidden, part.paths["stints"].to_numpy(int))
    place = part.stints["place"].to_numpy(int)
    theirs = np.setdiff1d(place[of_stint], place[~of_stint])
    numbers = {
        "people": hidden.sum(),
        "stops": of_stint.sum(),
        "legs": of_stint[part.legs["from_stint"].to_numpy(int)].sum(),
        "own_places": brought[theirs[theirs >= 0]].sum(),
    }
    told = [(f"export.cut.{name}", {"count": int(rounded(number))}) for name, number in numbers.items()]
    return (*((key, values) for key, values in told if values["count"]), *_how_counted(chosen))


def of_drawn(report: Report) -> Report:
    """What a profile left out of a page, a picture or a brief: nothing that would not be there for the team either.

    >>> of_drawn((("export.cut.notes", {"count": 2}), ("export.cut.years", {})))
    (('export.cut.years', {}),)
    """
    return tuple(one for one in report if one[0] not in NEVER_DRAWN)


def _how_counted(chosen: bool) -> Report:
    return (
        ("export.cut.cells", {"k": STEP}),
        ("export.cut.places_chosen" if chosen else "export.cut.places", {"k": STEP}),
    )


def notes_left_out(ladder, shown: set[str]) -> Report:
    """Rows with a note; those of people who are ``shown`` (ids) as they are, the others in fives. A folder that
    ``routes build`` wrote has none."""
    events = getattr(ladder, "events", None)
    if events is None or "note" not in events:
        return ()
    noted = events["note"].fillna("").astype(str).str.strip().ne("").to_numpy()
    theirs = events["person_id"].astype(str).str.strip().isin(shown).to_numpy()
    count = int((noted & theirs).sum() + rounded((noted & ~theirs).sum()))
    return (("export.cut.notes", {"count": count}),) if count else ()


def columns_left_out(names: list[str]) -> Report:
    """Columns of the records that the program does not know; not their names."""
    return (("export.cut.columns", {"count": len(names)}),) if names else ()


def dates_left_out(message: str, part: Part) -> Report:
    """How many dates and durations of the people shown were more exact (``coarser``, layers/coarse_dates.py)."""
    count = int(part.stints["coarser"].sum())
    return ((message, {}), *((("export.cut.dates", {"count": count}),) if count else ()))

"""Small ladders for tests: places A to E on one line of latitude, a border with crossings, and rows of events."""

import pandas as pd

from routes.build import Ladder, build

#         id, longitude, latitude, countries, group
PLACES = (
    ("A", 129.0, 42.0, ["KP"], "facility"),
    ("B", 129.5, 42.0, ["KP"], "facility"),
    ("C", 130.0, 42.0, ["KP"], "facility"),
    ("N", None, None, ["KP"], "facility"),  # no position
    ("CN", 129.2, 42.9, ["CN"], "facility"),
    ("RU", 131.0, 43.0, ["RU"], "facility"),
    ("KR", 127.0, 37.5, ["KR"], "facility"),
    ("X-near", 129.25, 42.5, ["CN", "KP"], "crossing"),
    ("X-far", 124.4, 40.1, ["CN", "KP"], "crossing"),
    ("X-russia", 130.6, 42.4, ["KP", "RU"], "crossing"),
)


def places(*changes: dict) -> pd.DataFrame:
    """The places; each change is {place_id, column: value, …}."""
    table = pd.DataFrame(PLACES, columns=["place_id", "longitude", "latitude", "countries", "group"])
    table = table.assign(name=None, country=table["countries"].str[0], admin1=table["countries"].str[0] + "-01")
    table = table.assign(status="open", opened=None, closed=None).astype({"longitude": float, "latitude": float})
    for column in ("opened", "closed", "name"):
        table[column] = table[column].astype(object)
    for change in changes:
        at = table["place_id"] == change["place_id"]
        for column, value in change.items():
            table.loc[at, column] = value
    return table


def rows(columns: str, *cells: tuple) -> pd.DataFrame:
    """Events as routes.reading gives them: `rows("person_id seq place_id", ("p", 1, "A"), …)`; lines from 2 on."""
    table = pd.DataFrame(list(cells), columns=columns.split(), dtype=object)
    table = table.map(lambda cell: None if cell is None else str(cell))
    return table.assign(row=range(2, len(table) + 2))


def ladder(columns: str, *cells: tuple, gazetteer: pd.DataFrame | None = None, **options) -> Ladder:
    """The ladder of some rows."""
    return build(rows(columns, *cells), places() if gazetteer is None else gazetteer, **options)


def journey(*stops, **options) -> Ladder:
    """One person, numbered stops: ids of places, None for a stop whose place nobody knows."""
    cells = [("p", n, stop, "custody" if stop else "unknown_place") for n, stop in enumerate(stops, 1)]
    return ladder("person_id seq place_id event", *cells, **options)


def legs(found: Ladder) -> list[tuple]:
    """Origin, destination and evidence of each leg."""
    return list(found.legs[["origin", "destination", "evidence"]].itertuples(index=False, name=None))


def codes(found: Ladder) -> list[str]:
    """The codes of the audit."""
    return found.audit["code"].tolist()

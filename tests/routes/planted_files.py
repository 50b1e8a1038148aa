"""Files of custody records, made in memory: rows of good people and of planted difficulties; and what comes of them.

All people and records are invented. A row is a dict by header, or a tuple of cells that stands in the file as it is;
`*` in a cell is the id of the person of its difficulty. The same three good people are in every file.
"""

import csv
import datetime
import gzip
import io
import itertools
import json
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from geodata.places import COLUMNS
from routes.brought import bring, built
from routes.build import Ladder
from routes.mapping import Mapping, answer, propose
from routes.sheets import Choices, Sheet, Unclear, read_sheet
from tests.routes.sheets.packed import saved, zipped

MERGED = "<merged with the cell above>"
NOTES = {"README.md": b"made for tests"}
Row = dict | tuple


def _places() -> pd.DataFrame:
    plain = dict.fromkeys(COLUMNS) | {"aliases": [], "names": {}, "countries": [], "group": "facility"}
    told = [
        plain | {"place_id": place_id, "name": name, "country": country, "countries": [country],
                 "longitude": longitude, "latitude": latitude} | more
        for place_id, name, country, longitude, latitude, more in GAZETTEER
    ]  # fmt: skip
    return pd.DataFrame(told).astype({"longitude": float, "latitude": float, "uncertainty_m": float})


GAZETTEER = (
    ("onsong", "Onsong", "KP", 129.99, 42.96, {"names": {"ko": "온성", "zh": "穩城"}, "admin1": "KP-09"}),
    ("musan", "Musan", "KP", 129.21, 42.23, {"names": {"ko": "무산", "zh": "茂山"}, "admin1": "KP-09"}),
    ("hoeryong", "Hoeryŏng", "KP", 129.75, 42.44, {"names": {"ko": "회령", "zh": "會寧"}, "admin1": "KP-09"}),
    ("magadan", "Magadan", "RU", 150.8, 59.56, {"names": {"ru": "Магадан"}, "opened": "1930", "closed": "1960"}),
    ("abashiri", "Abashiri", "JP", 144.27, 44.02, {"names": {"ja": "網走"}}),
    ("hull", "Hull", "GB", -0.34, 53.74, {"admin1": "GB-ENG"}),
    ("york-gb", "York", "GB", -1.08, 53.96, {"admin1": "GB-ENG"}),
    ("york-us", "York", "US", -76.73, 39.96, {"admin1": "US-PA"}),
    ("newtown-gb", "Newtown", "GB", -3.31, 52.51, {"admin1": "GB-WLS"}),
    ("newtown-us", "Newtown", "US", -73.3, 41.41, {"admin1": "US-CT"}),
    ("springfield-il", "Springfield", "US", -89.65, 39.8, {"admin1": "US-IL"}),
    ("springfield-mo", "Springfield", "US", -93.29, 37.21, {"admin1": "US-MO"}),
    ("falmouth", "Falmouth", "JM", -77.65, 18.49, {}),
    ("saint-denis", "Saint-Denis", "FR", 2.36, 48.94, {}),
    ("Cork", "Spike Island", "IE", -8.28, 51.84, {}),  # an id that is the name of another place
    ("cork-city", "Cork", "IE", -8.47, 51.9, {}),
    ("camp-19", "Camp 19", "RU", np.nan, np.nan, {}),
)
PLACES = _places()
DECISIONS = pd.DataFrame(
    [(text, None, None, place_id, "A. Kim", "2026-11-29", "asked the interviewer")
     for text, place_id in (("Newtown", "newtown-gb"), ("Abashiri", None), ("Spring Field", "springfield-tx"))],
    columns=["text", "country", "admin1", "place_id", "who", "when", "why"],
)  # fmt: skip
LONG = ("prisoner", "step", "camp", "date_in")
GOOD = {"good-1": "1943-01-13", "good-2": "1944-02-17", "good-3": "1945-03-19"}  # when they came to the first place
GOOD_PATH = ("Onsong", "Musan", "Hoeryong")
GOOD_LEGS = ("onsong>musan", "musan>hoeryong")


# --- good people ------------------------------------------------------------------------------------------------------


def us(day: datetime.date) -> str:
    """A date as it is written in the United States."""
    return f"{day.month}/{day.day}/{day.year}"


def long_rows(date: Callable = us, **more: str) -> list[dict]:
    """Good people, a row a stop, ten days each."""
    return [
        {"prisoner": who, "step": str(step), "camp": camp, "date_in": date(_day(first, 10 * (step - 1)))} | more
        for who, first in GOOD.items()
        for step, camp in enumerate(GOOD_PATH, 1)
    ]


def wide_rows() -> list[dict]:
    """Good people, a row a transfer."""
    pairs = list(itertools.pairwise(GOOD_PATH))
    return [
        {"prisoner": who, "from": here, "to": there, "date": us(_day(first, 10 * step))}
        for who, first in GOOD.items()
        for step, (here, there) in enumerate(pairs)
    ]


def stop_rows() -> list[dict]:
    """Good people, a row each with numbered stops."""
    return [
        {"prisoner": who}
        | {f"camp {n}": camp for n, camp in enumerate(GOOD_PATH, 1)}
        | {f"date in {n}": us(_day(first, 10 * n)) for n in (1, 2, 3)}
        for who, first in GOOD.items()
    ]


def route_rows() -> list[dict]:
    """Good people, a row each with a text of places."""
    return [{"prisoner": who, "route": " - ".join(GOOD_PATH)} for who in GOOD]


def _day(first: str, days: int) -> datetime.date:
    return datetime.date.fromisoformat(first) + datetime.timedelta(days)


# --- writing: (headers, rows) to (bytes, the line of each row) --------------------------------------------------------


class Text(NamedTuple):
    """A text with separators; `above` are lines over the header."""

    separator: str = ","
    encoding: str = "utf-8"
    above: tuple[str, ...] = ()

    def __call__(self, columns, rows: list[Row]) -> tuple[bytes, list[int]]:
        text, lines = io.StringIO(newline=""), []
        writer = csv.writer(text, delimiter=self.separator, lineterminator="\n")
        text.write("".join(f"{line}\n" for line in self.above))
        writer.writerow(columns)
        for row in rows:
            lines.append(text.getvalue().count("\n") + 1)
            writer.writerow([row.get(name, "") for name in columns] if isinstance(row, dict) else row)
        return text.getvalue().encode(self.encoding), lines


class Workbook(NamedTuple):
    """A workbook; `beside` are further worksheets with a cell each."""

    above: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def __call__(self, columns, rows: list[dict]) -> tuple[bytes, list[int]]:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Records"
        for line in [*((text,) for text in self.above), columns]:
            sheet.append(line)
        first = sheet.max_row + 1
        for number, row in enumerate(rows, first):
            cells = [row.get(name) for name in columns]
            sheet.append([None if cell == MERGED else cell for cell in cells])
            for column, cell in enumerate(cells, 1):
                if cell == MERGED:
                    sheet.merge_cells(start_row=number - 1, end_row=number, start_column=column, end_column=column)
        for name in self.beside:
            book.create_sheet(name)["A1"] = "codes"
        return saved(book), list(range(first, first + len(rows)))


def as_parquet(columns, rows: list[dict]) -> tuple[bytes, list[int]]:
    """Parquet, its columns with their types."""
    made, types = io.BytesIO(), {"step": pa.int64(), "date_in": pa.timestamp("us"), "age": pa.float64()}
    cells = {name: [row.get(name) or None for row in rows] for name in columns}
    cells["step"] = [step and int(step) for step in cells["step"]]
    parquet.write_table(pa.table({name: pa.array(cells[name], types.get(name)) for name in columns}), made)
    return made.getvalue(), list(range(2, len(rows) + 2))


def as_points(columns, rows: list[dict]) -> tuple[bytes, list[int]]:
    """GeoJSON, a point each where a row says nothing else of its geometry."""
    features = []
    for row in rows:
        properties = {name: row[name] for name in columns if name in row}
        geometry = row.get("geometry", {"type": "Point", "coordinates": row["at"]} if "at" in row else None)
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode(), list(range(1, len(rows) + 1))


def gzipped(columns, rows: list[Row]) -> tuple[bytes, list[int]]:
    """A gzip file of CSV."""
    data, lines = Text()(columns, rows)
    return gzip.compress(data), lines


def in_zip(name: str, **others: bytes) -> Callable:
    """A ZIP archive with CSV among other files."""

    def write(columns, rows: list[Row]) -> tuple[bytes, list[int]]:
        data, lines = Text()(columns, rows)
        return zipped({name: data} | others), lines

    return write


# --- files and what comes of them -------------------------------------------------------------------------------------


class File(NamedTuple):
    """A file: its name and headers, how it is written, its good people, what is said of it unasked, and their legs."""

    name: str
    columns: tuple[str, ...]
    write: Callable = Text()
    good: Callable[[], list[dict]] = long_rows
    said: dict[str, object] = {}  # noqa: RUF012 - never changed
    evidence: str = "documented"

    def made(self, planted: dict[str, tuple[Row, ...]]) -> "Made":
        """The file with the rows of these difficulties, by name, between those of good people."""
        blocks = {"good": tuple(self.good())} | {
            name: tuple(_of_person(row, name) for row in rows) for name, rows in planted.items()
        }
        data, lines = self.write(self.columns, [row for rows in blocks.values() for row in rows])
        left = iter(lines)
        return Made(data, {name: [next(left) for _ in rows] for name, rows in blocks.items()}, _records(blocks))


class Made(NamedTuple):
    """A file: its bytes, the lines of the rows of good people and of each difficulty, and those that are records."""

    data: bytes
    lines: dict[str, list[int]]
    is_record: list[bool]


class Outcome(NamedTuple):
    """What came of a file, and all that was asked on the way: key → options."""

    asked: dict[str, tuple[str, ...]]
    sheet: Sheet
    mapping: Mapping
    ladder: Ladder


def person(name: str) -> str:
    """The id of the person of a difficulty: no name of anybody, and no date."""
    return f"id-{name.replace(' ', '-')}"


def _of_person(row: Row, name: str) -> Row:
    if isinstance(row, dict):
        row = {"prisoner": "*"} | row
        return {key: person(name) + cell[1:] if _starred(cell) else cell for key, cell in row.items()}
    return tuple(person(name) + cell[1:] if _starred(cell) else cell for cell in row)


def _starred(cell) -> bool:
    return isinstance(cell, str) and cell.startswith("*")


def _records(blocks: dict[str, tuple[Row, ...]]) -> list[bool]:
    cells = [row.values() if isinstance(row, dict) else row for rows in blocks.values() for row in rows]
    return [any(str(cell).strip() for cell in row if cell is not None) for row in cells]


def bring_in(file: File, data: bytes, answers: dict[str, str]) -> Outcome:
    """The file read, mapped as proposed with these answers, and built; KeyError where something else is asked."""
    asked, choices = {}, Choices()
    while True:
        try:
            sheet = read_sheet(data, file.name, choices)
            break
        except Unclear as unclear:
            asked |= {question.field: tuple(o.value for o in question.options) for question in unclear.questions}
            choices = choices.with_(**{question.field: answers[question.field] for question in unclear.questions})
    mapping = propose(sheet, PLACES)
    asked |= {question.key: question.options for question in mapping.questions}
    for key, value in [*((question.key, answers[question.key]) for question in mapping.questions), *file.said.items()]:
        mapping = answer(mapping, key, value)
    return Outcome(asked, sheet, mapping, build_with(mapping, sheet))


def build_with(mapping: Mapping, sheet: Sheet) -> Ladder:
    """What is built of a sheet."""
    return built(bring(sheet, mapping, PLACES, DECISIONS), PLACES)


# --- what is told -----------------------------------------------------------------------------------------------------


def findings(ladder: Ladder) -> pd.DataFrame:
    """All that is reported: row, code (`rejected` too), field, value, words. A finding of a stint is of its first row."""
    audit = ladder.audit.rename(columns={"explanation": "words"})
    stint = ladder.stints[["person_id", "stint", "rows"]].itertuples(index=False)
    first = {(who, number): rows[0] for who, number, rows in stint}
    known = [first.get(key) for key in zip(audit["person_id"], audit["stint"], strict=True)]
    audit["row"] = audit["row"].astype(object).where(audit["row"].notna(), pd.Series(known, audit.index, dtype=object))
    rejected = ladder.rejected.rename(columns={"reason": "words"}).assign(code="rejected")
    told = pd.concat([table[["row", "code", "field", "value", "words"]].astype(object) for table in (rejected, audit)])
    return told.where(told.notna(), None).sort_values(["row", "code"], kind="stable", ignore_index=True)


def stops(ladder: Ladder, rows: list[int]) -> list[str]:
    """The stints of these rows: the place (`?` and its words where it is none), arrival and departure."""
    return [
        " ".join(
            filter(None, [place or f"?{recorded or ''}", f"{came or ''}/{went}" if went else came])
        )
        for place, recorded, came, went, lines in ladder.stints[
            ["place_id", "place_as_recorded", "arrival", "departure", "rows"]
        ].itertuples(index=False)
        if {*lines} & {*rows}
    ]  # fmt: skip


def legs(ladder: Ladder, rows: list[int]) -> list[str]:
    """The legs that begin or end in these rows."""
    lines = ladder.stints["rows"].tolist()
    return [
        f"{leg.origin}>{leg.destination} {leg.evidence}"
        for leg in ladder.legs.itertuples()
        if {*lines[leg.from_stint], *lines[leg.to_stint]} & {*rows}
    ]


# --- difficulties -----------------------------------------------------------------------------------------------------

HEADER = -1  # in place of the number of a row
Told = tuple[int, str, str | None, str | None, str]


class Difficulty(NamedTuple):
    """One difficulty: its name, its file, the rows that it plants, and what must come of them."""

    name: str
    file: File
    rows: tuple[Row, ...]
    stops: tuple[str, ...]
    legs: tuple[str, ...]
    told: tuple[Told, ...] = ()
    asked: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - never changed


def between(name: str, file: File, cells: Row, stop: str | None, *told: tuple, gap=None, asked=None) -> Difficulty:
    """A difficulty in the row of a stop between Onsong and Musan; `stop` is None where the row is rejected.

    `told` is of that row. Unless the stop has a place, the leg from Onsong to Musan is a gap.
    """
    rows = ({"step": "1", "camp": "Onsong"}, {"step": "2"} | cells if isinstance(cells, dict) else cells,
            {"step": "3", "camp": "Musan"})  # fmt: skip
    if gap is None:
        gap = stop is None or stop.startswith("?")
    place = (stop or "").split(" ")[0]
    legs = ("onsong>musan gap",) if gap else (f"onsong>{place} documented", f"{place}>musan documented")
    stops = tuple(each for each in ("onsong", stop, "musan") if each is not None)
    return Difficulty(name, file, rows, stops, legs, tuple((1, *words) for words in told), asked or {})

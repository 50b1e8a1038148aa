"""What is left of a mapping when somebody says that the events stand in the rows in another way? What still holds.

Columns that mean something in every shape keep it. A date of arrival or departure is one of the row or of the transfer,
as the shape has it. What the shape does not know is kept as a further column, and what it needs and nobody has said is
asked where the headers leave a choice.
"""

import re
from dataclasses import replace

from routes.mapping.dating import with_dates
from routes.mapping.meanings import KEPT, LEFT_OUT, meanings, offered, with_meanings
from routes.mapping.model import DATES, Mapping, MappingQuestion, StopColumns, headers, shown
from routes.mapping.sentences import tell
from routes.mapping.stops import NUMBER
from routes.sheets import Sheet

FEWEST = 2  # columns that differ in a number alone are numbered stops
ASKED = ("place_name", "arrival", "departure")  # of numbered stops


def reshaped(mapping: Mapping, shape: str, sheet: Sheet) -> Mapping:
    """The mapping for a table of that shape.

    >>> from routes.sheets import read_sheet
    >>> sheet = read_sheet(b"who,stop1,stop2\\np,A,B\\n", "e.csv")
    >>> said = reshaped(Mapping(columns={"person_id": "who", "arrival": "stop1"}), "stops", sheet)
    >>> said.columns, [(question.key, question.options) for question in said.questions]
    ({'person_id': 'who'}, [('stops.numbered.place_name', ('stop{n}',))])
    """
    if shape == mapping.shape:
        return mapping
    names = headers(sheet.table)
    known = offered(shape)
    told = {name: _meant(meaning, known) for name, meaning in meanings(mapping, names).items()}
    kept = [question for question in mapping.questions if question.key in (*known, "columns.person_id")]
    bare = StopColumns(holds=mapping.stops.holds)
    if shape != "long":
        bare = replace(bare, ordered=mapping.stops.ordered)
    changed = with_meanings(mapping.with_(shape=shape, stops=bare, questions=tuple(kept)), told)
    reasons = {key: why for key, why in changed.reasons.items() if not key.startswith(("shape.", "stops.numbered."))}
    if shape == "stops":
        changed = changed.with_(questions=(*changed.questions, *_numbered(names)))
    return with_dates(changed.with_(reasons=reasons), sheet)


def _meant(meaning: str, known: tuple[str, ...]) -> str:
    """The meaning in another shape; KEPT where it has none there."""
    table, _, name = meaning.partition(".")
    other = {"columns": f"stops.{name}", "stops": f"columns.{name}"}.get(table) if name in DATES else None
    return next(
        (one for one in (meaning, other) if one in known and one not in (None, KEPT)),
        KEPT if meaning != LEFT_OUT else LEFT_OUT,
    )


def _numbered(names: list[str]) -> list[MappingQuestion]:
    """What numbered columns mean, where there are any."""
    patterns = [re.sub("[0-9]+", NUMBER.replace("\\", r"\\"), name, count=1) for name in names]
    found = tuple(dict.fromkeys(one for one in patterns if NUMBER in one and patterns.count(one) >= FEWEST))
    if not found:
        return []
    reason = tell("numbered", columns=shown(found))
    return [
        MappingQuestion(f"stops.numbered.{ours}", reason, found if ours == "place_name" else (*found, ""))
        for ours in (ASKED if len(found) > 1 else ASKED[:1])
    ]

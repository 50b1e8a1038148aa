"""What is proposed so far? A mapping in the making, which takes each column once and keeps reasons and questions.

A column is a *candidate* for a setting where its header says so as surely as it says anything else. Among candidates
the surest is taken; where two are as sure, a person is asked. A column that names people is no candidate for anything.
"""

from collections.abc import Callable

from geodata.sentences import joined
from routes.mapping.evidence import Column, Places, column_of
from routes.mapping.model import (
    Mapping,
    MappingQuestion,
    PlaceColumns,
    StopColumns,
    headers,
    shown,
)
from routes.mapping.plain import OPEN
from routes.mapping.sentences import tell
from routes.mapping.words import fields, names_people
from routes.sheets import Sheet

OF_DATES = ("columns.arrival", "columns.departure", "date")  # settings whose cells are dates
OPTIONS = 12  # columns offered where nothing says which it is


class Draft:
    """Settings by key, with their reasons, and open questions."""

    def __init__(self, sheet: Sheet, known: Places):
        self.sheet = sheet
        self.columns = {name: column_of(sheet.table[name]) for name in headers(sheet.table)}
        # A column called "name" that holds names of known places names no people.
        self.people = [name for name, column in self.columns.items() if names_people(name) and not known.are(column)]
        self.said = {name: fields(name) for name in self.columns if name not in (*self.people, OPEN)}
        self.set: dict[str, object] = {}
        self.reasons: dict[str, str] = {}
        self.questions: list[MappingQuestion] = []
        self.taken: set[str] = set()
        self.place_columns: list[str] = []  # those of the stops of a row

    def free(self) -> list[str]:
        """The headers that nothing has taken and that name nobody."""
        return [name for name in self.said if name not in self.taken]

    def level(self, name: str, setting: str) -> int:
        """How surely a header says a setting; 0 where it says another one more surely."""
        said = self.said[name]
        if setting not in said:
            return 0
        # A header such as "departure" is of a place where the cells are no dates.
        dated = setting in OF_DATES or self.columns[name].dated
        level = said[setting][0]
        return level if level == max(said[key][0] for key in said if dated or key not in OF_DATES) else 0

    def candidates(self, setting: str, accept: Callable[[Column], bool] = lambda column: True) -> list[str]:
        """The surest columns for a setting; one that is empty only where no other is as sure."""
        levels = {name: self.level(name, setting) for name in self.free() if accept(self.columns[name])}
        best = max(levels.values(), default=0)
        found = [name for name, level in levels.items() if level == best and best]
        return [name for name in found if self.columns[name].filled] or found[:1]

    def say(self, key: str, value, reason: str = "") -> None:
        """Settle a setting."""
        self.set[key] = value
        if reason:
            self.reasons[key] = reason

    def ask(self, key: str, reason: str, options=()) -> None:
        """Leave a setting open."""
        self.questions.append(MappingQuestion(key, reason, tuple(dict.fromkeys(options))))

    def take(self, key: str, name: str, *why: str) -> None:
        """A column for a setting; the reason names the header and the evidence."""
        self.taken.add(name)
        column = self.columns[name]
        self.say(key, name, joined([*why, "" if column.filled else tell("every_cell_empty")]))

    def take_or_ask(self, key: str, found: list[str], why: Callable[[str], str] = lambda name: "") -> str | None:
        """The one candidate, or a question where there are several; the name where one was taken."""
        if len(found) == 1:
            self.take(key, found[0], header(found[0]), why(found[0]))
            return found[0]
        if found:
            self.taken |= {*found}
            self.ask(key, tell("look_alike", columns=shown(found)), (*found, ""))
        return None

    def mapping(self) -> Mapping:
        """The mapping with everything that was said."""
        left_out = tuple(self.people)
        if left_out:
            self.reasons["file.left_out"] = tell("names_people", headers=joined(header(name) for name in left_out))
        further = [name for name in self.free() if self.columns[name].filled]
        empty = [name for name in self.free() if not self.columns[name].filled]
        told = [
            tell("kept", columns=shown(further)) if further else "",
            tell("empty", columns=shown(empty)) if empty else "",
        ]
        self.reasons["columns"] = joined(told)
        for name, reason in self.sheet.reasons.items():
            self.reasons[f"file.{name}"] = reason
        return Mapping(
            file=self.sheet.understood,
            shape=self.set.get("shape.kind", "long"),
            columns=self._of("columns"),
            values={ours: words for ours, words in self._of("values").items() if words},
            places=PlaceColumns(**self._of("places")),
            stops=StopColumns(**self._of("stops")),
            left_out=left_out,
            reasons=self.reasons,
            questions=tuple(self.questions),
        )

    def _of(self, table: str) -> dict:
        return {key.partition(".")[2]: value for key, value in self.set.items() if key.startswith(f"{table}.")}


def header(name: str) -> str:
    """What a header is, for a reason.

    >>> header("order")
    'the header is "order"'
    """
    return tell("header", columns=shown([name]))

"""What is told of a file that somebody brings: what was chosen, what was understood, what must be asked.

A *choice* is what a person (or a saved mapping) says of a file; a *question* is what must be chosen before the file can
be read, with an option for each way that it could be read and a preview of what differs between them.
"""

from dataclasses import dataclass, field, fields, replace

import pandas as pd

from geodata.errors import DataError, printable
from geodata.tables import NO_HEADER
from routes.sheets.sentences import tell

CHOSEN = tell("chosen")


@dataclass(frozen=True)
class Choices:
    """What is said of a file; None where nothing is said.

    `encoding`: its name, such as utf-8 or cp949. `delimiter`: the character between cells. `sheet`: the name of the
    worksheet. `header`: the line (worksheet: the row) of the names of the columns, from 1; 0 where there are none.
    `member`: the name of the file inside a ZIP archive.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header: int | None = None
    member: str | None = None

    def with_(self, **more) -> "Choices":
        """The same with some more said; `header` may be text, as the value of an option is.

        >>> Choices(encoding="cp949").with_(header="3")
        Choices(encoding='cp949', delimiter=None, sheet=None, header=3, member=None)
        """
        if isinstance(more.get("header"), str) and more["header"].isdecimal():
            more["header"] = int(more["header"])
        return replace(self, **more)

    def check(self, file: str) -> None:
        """DataError where something said cannot be of any file."""
        for name, value in vars(self).items():
            if value is None:
                continue
            if name == "header" and (isinstance(value, bool) or not isinstance(value, int) or value < NO_HEADER):
                raise DataError("is no line of a header", file=file, field=name, value=value,
                                remedy="say its number, from 1; 0 where the columns have no names")  # fmt: skip
            if name != "header" and not isinstance(value, str):
                raise DataError("must be text", file=file, field=name, value=value, remedy="put it in quotation marks")


FIELDS = tuple(choice.name for choice in fields(Choices))


@dataclass(frozen=True)
class Option:
    """One way to answer: `value` as Choices holds it, as text, and a few lines as they read when it is chosen."""

    value: str
    preview: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """What must be chosen: a `field` of Choices, why it is not certain in one sentence, the options.

    `others` are options that are less likely, so that nobody has to compare them first.
    """

    field: str
    reason: str
    options: tuple[Option, ...]
    others: tuple[Option, ...] = ()


class Unclear(DataError):
    """A file that cannot be read before somebody has chosen; `questions` says what, `str()` names the options.

    >>> question = Question("sheet", "two worksheets hold cells", (Option("2023"), Option("2024")))
    >>> print(Unclear((question,), file="e.xlsx"))
    e.xlsx, sheet: two worksheets hold cells; choose one of: 2023, 2024.
    """

    def __init__(self, questions, file=None):
        self.questions = tuple(questions)
        first = self.questions[0]
        options, others = (
            ", ".join(_shown(first.field, option.value) for option in some) for some in (first.options, first.others)
        )
        remedy = f"choose one of: {options}" + (f"; less likely: {others}" if others else "")
        super().__init__(first.reason, file=file, field=first.field, remedy=remedy)

    def __reduce__(self):
        return _again, (self.questions, self.file)


def _again(questions, file) -> Unclear:
    return Unclear(questions, file=file)


NAMED = {",": "comma", ";": "semicolon", "\t": "tabulator", "|": "pipe", " ": "space", ":": "colon", "^": "caret"}


def _shown(name: str, value: str) -> str:
    return NAMED.get(value, printable(value)) if name == "delimiter" else printable(value)


@dataclass(frozen=True)
class Sheet:
    """A table of texts as it stands in a file; nothing in it is judged yet.

    `table`: every cell a text without white space around it or missing, `row`, and `row_fault` only where some record
    has one. `kind`: csv, xlsx, parquet or geojson. `understood`: what was used to read it; `reasons` says for each of
    these why it is certain, or "chosen". `sha256` is that of the bytes as given.
    """

    file: str
    table: pd.DataFrame
    kind: str
    understood: Choices
    reasons: dict[str, str] = field(default_factory=dict)
    sha256: str = ""

"""What does a mapping say of somebody's table? Which column is which of ours, how dates are written, where stops are.

*Ours* is a name of routes.reading.COLUMNS, *theirs* a header of the file. A *shape* is how events lie in rows: `long`,
a row an event; `wide`, a row a transfer from an origin to a destination; `stops`, several numbered stops in a row;
`itinerary`, one text of several places. The *key* of a setting is its place in the mapping file, such as
`dates.arrival.order`. A setting that nobody could be certain of has no value and is a *question* with the same key.
"""

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, fields, replace

import pandas as pd

from geodata.errors import DataError, printable
from geodata.sentences import Sentence
from routes.mapping.sentences import tell
from routes.reading import COLUMNS
from routes.sheets import Choices

VERSION = 1
BY_HAND = tell("by_hand")
SHAPES = ("long", "wide", "stops", "itinerary")
DATES = ("arrival", "departure")
WHERE = {  # settings of [places] and the columns of events that they fill
    "id": "place_id", "name": "place_name", "country": "place_country", "admin1": "place_admin1",
    "longitude": "longitude", "latitude": "latitude",
}  # fmt: skip
PLAIN = tuple(name for name in COLUMNS if name not in WHERE.values())  # what [columns] may name
EVENT_COLUMNS = (*COLUMNS, "place_country", "place_admin1")
HOLDS = {"name": "place_name", "id": "place_id"}


@dataclass(frozen=True)
class DateRules:
    """How the dates of one column are written. ISO dates and EDTF are read as they are, whatever stands here.

    `formats`: notations (routes.mapping.notation), what two of them read differently is not used. `order`: one more,
    chosen by a person where day and month could be either way round. `serial`: `excel-serial` or `excel-serial-1904`
    where five figures are a day. `unknown`: marks that stand for a part that is not known. `midnight`: whether 00:00:00
    says a day without a time. `century`: the first of the hundred years that YY means. `expected`: first and last year
    that can be right. `digits`: kinds of figures (routes.mapping.digits) besides 0 to 9.
    """

    formats: tuple[str, ...] = ()
    order: str = ""
    serial: str = ""
    unknown: tuple[str, ...] = ()
    midnight: bool = False
    century: int | None = None
    expected: tuple[int, int] | None = None
    digits: tuple[str, ...] = ()

    @property
    def notations(self) -> tuple[str, ...]:
        """All notations; an order may name several, apart by ` | `."""
        chosen = [part.strip() for part in self.order.split("|") if part.strip()]
        return (*self.formats, *chosen, *([self.serial] if self.serial else []))


@dataclass(frozen=True)
class PlaceColumns:
    """Which columns say where; `unknown` are words that say that a place is not known."""

    id: str = ""
    name: str = ""
    country: str = ""
    admin1: str = ""
    longitude: str = ""
    latitude: str = ""
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class StopColumns:
    """Which columns hold the stops of a row, for every shape but `long`.

    wide: `origin`, `destination`, and `via` in between. itinerary: `text`, cut at `separator` with its spaces. Both:
    `departure` is when the person left the first of them, `arrival` when they reached the last; one column may be both.
    stops: `numbered` maps ours to a pattern such as `place{n}`, or to a list of columns in order (an empty text where a
    stop has none). `holds`: whether these texts are names or ids of places. `ordered`: whether the rows of a person
    stand in the order in which they happened.
    """

    origin: str = ""
    destination: str = ""
    via: tuple[str, ...] = ()
    text: str = ""
    separator: str = ""
    departure: str = ""
    arrival: str = ""
    holds: str = "name"
    ordered: bool = False
    numbered: dict[str, str | tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class MappingQuestion:
    """What a person must say before the mapping is used: the `key` of the setting, why, and what it may be.

    An option "" is "none of them". Without options any text is an answer.
    """

    key: str
    reason: str
    options: tuple[str, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "reason", one_line(self.reason))


@dataclass(frozen=True)
class Mapping:
    """All that is said of a table. `left_out`: columns that are not kept, because they name people."""

    file: Choices = field(default_factory=Choices)
    shape: str = "long"
    columns: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    dates: dict[str, DateRules] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    places: PlaceColumns = PlaceColumns()
    stops: StopColumns = StopColumns()
    left_out: tuple[str, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    questions: tuple[MappingQuestion, ...] = ()

    def __post_init__(self):
        told = {key: one_line(reason) for key, reason in self.reasons.items()}
        object.__setattr__(self, "reasons", {key: reason for key, reason in told.items() if reason})
        object.__setattr__(self, "questions", tuple(sorted(self.questions, key=lambda question: question.key)))

    def with_(self, **more) -> "Mapping":
        """The same with some settings replaced.

        >>> Mapping().with_(shape="wide").shape
        'wide'
        """
        return replace(self, **more)


@dataclass(frozen=True)
class Applied:
    """`events` as routes.reading.read_events gives them, and `noted`, what was met."""

    events: pd.DataFrame
    noted: pd.DataFrame


class MappingFault(DataError):
    """A mapping file that cannot be used; `faults` are all that is wrong, `str()` tells each in a sentence."""

    def __init__(self, faults):
        self.faults = tuple(faults)
        first = self.faults[0]
        told = ("file", "line", "feature", "field", "value", "remedy")
        super().__init__(first.reason, **{name: getattr(first, name) for name in told})

    def __str__(self):
        return "\n".join(map(str, self.faults))

    def __reduce__(self):
        return MappingFault, (self.faults,)


def one_line(text: str) -> str:
    r"""A text that can stand in a comment: on one line, with nothing in it that is not printed.

    >>> one_line("a\n b\x00"), one_line("")
    ('a b\\x00', '')
    """
    if isinstance(text, Sentence):
        return text.with_values(one_line)
    words = " ".join(str(text).split())
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in words)


def headers(table: pd.DataFrame) -> list[str]:
    """The columns of the file itself."""
    return [name for name in table.columns if name not in ("row", "row_fault")]


def shown(names, limit: int = 40) -> str:
    """Names for a sentence: quoted, on one line, no more than anybody reads.

    >>> shown(["a", "b"]), shown([])
    ('"a", "b"', 'none')
    """
    names = list(names)
    if not names:
        return tell("no_names")
    told = ", ".join(f'"{printable(name)}"' for name in names[:limit])
    return tell("and_more", names=told, number=len(names) - limit) if len(names) > limit else told


def count(number: int, noun: str = "value") -> str:
    """How many, for a sentence.

    >>> count(1), count(1200, "row")
    ('1 value', '1,200 rows')
    """
    return tell(f"number.{noun}", count=number)


def settings(kind) -> tuple[str, ...]:
    """Names of the settings of one of the classes above."""
    return tuple(part.name for part in fields(kind))


def merged(*tables: AnyMapping[str, str]) -> dict[str, str]:
    """Several of ours → theirs as one, without what is not set."""
    return {ours: theirs for table in tables for ours, theirs in table.items() if theirs}

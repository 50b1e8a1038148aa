"""How does *Your records* call what a mapping calls by keys? Questions, answers and faults in words of the page."""

from geodata.errors import DataError, printable
from geodata.sentences import Sentence
from layers.words import in_words
from routes.mapping.model import WHERE

FAULTS_SHOWN = 20
SAID_AS = {"true": "yours.yes", "false": "yours.no", "": "yours.none_of_them"}  # options that are no words of the file


def option(key: str, value: str, t) -> str:
    """An answer that can be chosen, in words; what stands in the file as it stands there.

    >>> from layers.words import translator
    >>> option("values.event.moved", "custody", translator("en")), option("columns.seq", "No", translator("en"))
    ('Held', 'No')
    """
    if value in SAID_AS:
        return t(SAID_AS[value])
    return t(f"code.event.{value}") if key.startswith("values.event.") else value


def asked(key: str, t) -> str:
    """What a question is about, in words; of what there are no words for, the name in the mapping.

    >>> from layers.words import translator
    >>> asked("columns.person_id", translator("en")), asked("dates.arrival.order", translator("en"))
    ('person: id', 'date of arrival: what comes first, day or month')
    >>> asked("values.event", translator("en")), asked("shape.wide", translator("en"))
    ('what happened', 'a row for each transfer: from, to, date')
    """
    table, which, what = (*key.split(".", 2), "", "")[:3]
    if table == "values" and what:
        return t("yours.asked.values", word=what)
    if table == "dates" and what:
        return f"{t(f'yours.meaning.columns.{which}')}: {t(f'yours.asked.dates.{what}')}"
    if table in ("values", "dates", "constants"):
        return ours_in_words(which, t)
    said = t(f"yours.meaning.{key}", fallback=t(f"yours.asked.{key}", fallback=t(f"yours.{key}", fallback="")))
    if not said and what:
        return f"{t('yours.meaning.stops.numbered')}: {ours_in_words(what, t)}"
    return said or key


def ours_in_words(ours: str, t) -> str:
    """What a column of events is called."""
    named = {column: f"places.{name}" for name, column in WHERE.items()}.get(ours, f"columns.{ours}")
    return t(f"yours.meaning.{named}", fallback=ours)


def told(error: DataError, t) -> str:
    """What is wrong, in words of the page: the name of the control for the key of a setting.

    >>> from layers.words import translator
    >>> from routes.mapping.faults import fault
    >>> told(DataError(fault("nobody")[0], field="columns.person_id"), translator("en"))
    'person: id — no column says who; choose this for the column of the ids of people'
    """
    faults = getattr(error, "faults", (error,))
    return "\n".join(one_told(one, t) for one in faults[:FAULTS_SHOWN])


def one_told(error: DataError, t) -> str:
    """One fault; of a text that somebody wrote, with its line and key."""
    if not isinstance(error.reason, Sentence):
        return str(error)
    key = error.field or ""
    where = asked(key, t) if key else ""
    if error.line is not None:
        where = t("yours.line", line=error.line, setting=key) if key else t("yours.line_alone", line=error.line)

    def words(code: str, **values) -> str:
        return asked(code.removeprefix("setting."), t) if code.startswith("setting.") else t(code, **values)

    said, value = in_words(error.reason, words), printable(error.value)
    if error.value is not None and value not in said:
        said += f' ("{value}")'
    return " — ".join(part for part in (where, said) if part)

"""How is a fault in somebody's file told? One sentence: where it is, what it is, how to mend it."""

SHOWN_CHARACTERS = 80  # of a value; more of a 100 kB name would bury the sentence around it
PATH_SHOWN = 4096  # of the name of a file that was written, which somebody has to find


class DataError(ValueError):
    """A fault in a file that a person can mend; `str(error)` is one sentence.

    `file`, `line` (in a text file, from 1) or `feature` (in a GeoJSON file, from 1), `field`, `value`, `remedy` and
    `reason` are kept apart for programs.

    >>> print(DataError("there is no month 13", file="e.csv", line=4, field="arrival", value="2001-13",
    ...                 remedy="write months as 01 to 12"))
    e.csv, line 4, arrival: there is no month 13 ("2001-13"); write months as 01 to 12.
    """

    def __init__(self, reason, *, file=None, line=None, feature=None, field=None, value=None, remedy=None):
        self.reason, self.file, self.line, self.feature = reason, None if file is None else str(file), line, feature
        self.field, self.value, self.remedy = field, value, remedy
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        where = [
            _shown_path(self.file) if self.file else "",
            f"line {self.line}" if self.line is not None else "",
            f"feature {self.feature}" if self.feature is not None else "",
            printable(self.field) if self.field else "",
        ]
        where = ", ".join(part for part in where if part)
        text = f"{where}: {self.reason}" if where else str(self.reason)
        if self.value is not None:
            text += f' ("{printable(self.value)}")'
        if self.remedy:
            text += f"; {self.remedy}"
        return text.rstrip(".") + "."

    def __reduce__(self):
        # Keyword arguments do not survive the default pickling, and workers send errors back pickled.
        told = ("file", "line", "feature", "field", "value", "remedy")
        return _again, (self.reason, {name: getattr(self, name) for name in told})


def _shown_path(file: str) -> str:
    """A path; of a long one the end, which tells files apart."""
    return printable(file) if len(file) <= SHOWN_CHARACTERS else "…" + printable(file[-SHOWN_CHARACTERS:])


def _again(reason: str, told: dict) -> DataError:
    return DataError(reason, **told)


def printable(value: object, most: int = SHOWN_CHARACTERS) -> str:
    r"""A value on one line, at most so many characters of it, with nothing in it that moves a terminal's cursor.

    >>> printable("a\nb\u202ec"), printable("abcd", 2)
    ('a\\nb\\u202ec', 'ab…')
    """
    text = value[: most + 1] if isinstance(value, str) else str(value)[: most + 1]
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[:most])
    return shown + ("…" if len(text) > most else "")

"""By which rules are corrections decided? `settings.toml` in the folder of a store."""

import tomllib
import unicodedata
from pathlib import Path
from typing import NamedTuple

from geodata.errors import DataError

FILE = "settings.toml"
TEXT = """\
# Rules for the corrections in this folder. A change holds from the next decision on.

# true: whoever proposed a correction may not accept or decline it; another person has to.
# false: one person may do both, for somebody who works alone.
second_person = true
"""


class Settings(NamedTuple):
    """The rules, as they are without a file."""

    second_person: bool = True


def read(folder: Path) -> Settings:
    """The rules of a store; DataError where the file cannot be understood, for a rule must not fall away in silence."""
    path = folder / FILE
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise DataError(f"cannot be read ({error})", file=path, remedy="mend it, or take it away") from error
    for name, value in told.items():
        if name not in Settings._fields:
            raise DataError("there is no such setting", file=path, field=name,
                            remedy=f"use {', '.join(Settings._fields)}")  # fmt: skip
        if not isinstance(value, bool):
            raise DataError("must be true or false", file=path, field=name, value=value)
    return Settings(**told)


def one_person(name: str, other: str) -> bool:
    """Whether two names are those of one person: without case, spaces and width.

    >>> one_person("Kim Min-a", "kim  min-A "), one_person("Kim", "Kím")
    (True, False)
    """
    first, second = ("".join(unicodedata.normalize("NFKC", one).casefold().split()) for one in (name, other))
    return first == second

"""Do names of people stand where their ids should? Which are left, and ids in their place.

An id leaves the house in a public export where the records consent to it; a name must not. Ids are given in the order
in which the names are met, and kept in the mapping as words of `person_id`, so that next month's file has the same. The
mapping then holds the names, as the records do: it is kept where they are.
"""

import numpy as np
import pandas as pd

from routes.mapping.evidence import NEARLY, Column, column_of
from routes.mapping.model import Mapping
from routes.mapping.words import names_people, tells_apart
from routes.sheets import Sheet

# Two to five words of letters, as Latin, Cyrillic and Arabic write names; two to four signs, as Korean and Chinese do.
PART = r"\p{L}[\p{L}\p{M}.'’-]*"
NAME = rf"^(?:{PART}(?:,? +{PART}){{1,4}}|\p{{Hangul}}{{2,4}}|\p{{Han}}{{2,4}})$"
FIGURES = 3  # of an id, at least


def like_names(ids: pd.Series) -> int:
    """How many of these ids of people are written as names of people are.

    >>> like_names(pd.Series(["P-07", "Kim Chol-su", "P-08", None]))
    1
    """
    column = column_of(ids)
    return column.cells(column.matches(NAME))


def look_like_names(column: Column) -> bool:
    """Whether nearly all cells are written as names of people are.

    >>> [look_like_names(column_of(pd.Series(texts))) for texts in (["Kim Chol-su"], ["김철수"], ["P-07"], ["p"])]
    [True, True, False, False]
    """
    return column.filled > 0 and column.share(column.matches(NAME)) >= NEARLY


def names_left(mapping: Mapping, sheet: Sheet) -> list[str]:
    """The names that are taken for ids of people and have no id yet, in the order of the file.

    >>> from routes.sheets import read_sheet
    >>> names_left(Mapping(columns={"person_id": "who"}), read_sheet(b"who,no\\nKim Chol-su,1\\n", "e.csv"))
    ['Kim Chol-su']
    """
    theirs = mapping.columns.get("person_id")
    if theirs not in sheet.table:
        return []
    column = column_of(sheet.table[theirs])
    if not (names_people(theirs) and tells_apart(theirs)) and not look_like_names(column):
        return []
    known = mapping.values.get("person_id", {})
    return [text for text in column.texts.tolist() if text not in known]


def with_ids(mapping: Mapping, sheet: Sheet) -> Mapping:
    """The mapping with an id for each name that has none.

    >>> from routes.sheets import read_sheet
    >>> sheet = read_sheet(b"who,no\\nKim Chol-su,1\\nPak Yong-hui,1\\n", "e.csv")
    >>> with_ids(Mapping(columns={"person_id": "who"}), sheet).values
    {'person_id': {'Kim Chol-su': 'P-001', 'Pak Yong-hui': 'P-002'}}
    """
    left, known = names_left(mapping, sheet), mapping.values.get("person_id", {})
    taken = {*known.values(), *left}
    numbers = (f"P-{number:0{FIGURES}d}" for number in range(1, len(taken) + len(left) + 1))
    free = [one for one in numbers if one not in taken]
    given = known | dict(zip(left, free, strict=False))
    return mapping.with_(values=mapping.values | {"person_id": given}) if left else mapping


def ids_of(mapping: Mapping, texts: np.ndarray) -> np.ndarray:
    """The ids of people, where names have some in their place; other texts as they stand."""
    known = mapping.values.get("person_id")
    return np.array([known.get(text, text) for text in texts], object) if known else texts

"""Difficulties of records that people bring, each planted among good rows, and what must come of it.

`stops` are the stints of its rows: the place, or `?` and the words of the record, and its dates in EDTF. `told` is all
that is reported of its rows: number of the row, code (`rejected` where nothing of the row is used), field, value, and a
word of the reason. `asked` must be asked of whoever brings the file: what, and the options, the first of them the one
that is chosen.
"""

from functools import cache

from tests.routes.planted_files import Difficulty, Made, Outcome, bring_in
from tests.routes.planted_lives import ORDERED, PLACED
from tests.routes.planted_reading import DATED, READING, SHAPED

DIFFICULTIES = (*READING, *DATED, *SHAPED, *PLACED, *ORDERED)
FILES = {each.file.name: each.file for each in DIFFICULTIES}


def of_file(name: str) -> list[Difficulty]:
    """The difficulties of a file."""
    return [each for each in DIFFICULTIES if each.file.name == name]


@cache
def outcome(name: str) -> tuple[Made, Outcome]:
    """A file with all of its difficulties, and what comes of it where every question is answered as declared."""
    answers = {key: options[0] for each in of_file(name) for key, options in each.asked.items()}
    made = FILES[name].made({each.name: each.rows for each in of_file(name)})
    return made, bring_in(FILES[name], made.data, answers)

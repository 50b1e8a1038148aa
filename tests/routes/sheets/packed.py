"""Archives and workbooks for the tests, whole and tampered with."""

import io
import zipfile

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"


def zipped(files: dict[str, bytes], compression=zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def workbook(*sheets, shared=True, **named) -> bytes:
    """A workbook of sheets given as rows; by name, or one without."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in {**{f"Sheet{n}": rows for n, rows in enumerate(sheets, 1)}, **named}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one of its parts replaced."""
    files = parts(data)
    assert old in files[part], (old, files[part][:2000])
    return zipped({**files, part: files[part].replace(old, new)})


def added(data: bytes, **more: bytes) -> bytes:
    return zipped({**parts(data), **more})

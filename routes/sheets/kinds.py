"""What kind of file is this? Told by its first bytes; its name may only agree.

Kinds that are read: csv, xlsx, parquet, geojson, and gzip and zip with one of these inside. Everything else that people
bring has its own sentence with the way out. A text that names another file or an address is refused for what it is:
nothing here opens either.
"""

import re
from pathlib import PurePosixPath

from geodata.errors import DataError

LOOKED_AT = 4096  # bytes at the beginning; enough for every mark but that of JSON
AS_CSV = "save the table as CSV in UTF-8"
UNPACK = "unpack it and bring the table inside, or pack it as ZIP"
BINARY = (  # (first bytes, what it is, remedy); the longer mark first
    (b"%PDF", "a PDF document", "take the table out of it as CSV in UTF-8"),
    (b"SQLite format 3\0", "an SQLite or GeoPackage database", "export the table as CSV or GeoJSON"),
    (b"\x89PNG", "a picture", AS_CSV),
    (b"\xff\xd8\xff", "a picture", AS_CSV),
    (b"GIF8", "a picture", AS_CSV),
    (b"II*\0", "a picture", AS_CSV),
    (b"MM\0*", "a picture", AS_CSV),
    (b"RIFF", "a picture or a recording", AS_CSV),
    (b"{\\rtf", "a text document", AS_CSV),
    (b"BZh", "compressed with bzip2", UNPACK),
    (b"\xfd7zXZ\0", "compressed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "compressed with zstandard", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"ARROW1", "an Arrow or Feather file", "save the table as Parquet or CSV"),
    (b"ORC", "an ORC file", "save the table as Parquet or CSV"),
    (b"\x89HDF", "an HDF5 file", "save the table as Parquet or CSV"),
    (b"fgb\x03", "a FlatGeobuf file", "save it as GeoJSON"),
    (b"MZ", "a program", AS_CSV),
    (b"\x7fELF", "a program", AS_CSV),
)
MARKUP = (  # (what the text begins with or holds near its beginning, what it is, remedy)
    (re.compile(r"<OGRVRTDataSource\b|<VRTDataset\b", re.I), "a virtual file (VRT), which names other files",
     "bring the file that it names"),
    (re.compile(r"<!doctype html|<html\b|<table\b|<body\b", re.I), "a web page",
     "open it in a spreadsheet program and save the table as CSV in UTF-8"),
    (re.compile(r"<kml\b|<gpx\b|<gml:", re.I), "a map file in XML", "save it as GeoJSON"),
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet|<office:document", re.I),
     "a spreadsheet in XML", "save it as an Excel workbook (.xlsx) or as CSV in UTF-8"),
    (re.compile(r"<\?xml|<!doctype|<svg\b", re.I), "an XML document", AS_CSV),
)  # fmt: skip
ELSEWHERE = re.compile(  # a lone line that names something outside of it
    r"/vsi\w+[/?].*|[a-z][a-z0-9+.\-]*://\S+|(?:PG|MYSQL|MSSQL|ODBC|WFS|WMS|ES|GPKG|SQLITE|CSV|GEOJSON):\S.*|"
    r"(?:[a-z]:\\|[a-z]:/|\\\\|//|/|~/|\./|\.\./)[^,;\t|]+",
    re.I,
)
ENDINGS = {  # of names, and the kind that each promises; None: any text
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".psv": "csv", ".txt": None, ".dat": None, ".xlsx": "xlsx",
    ".parquet": "parquet", ".pq": "parquet", ".geojson": "geojson", ".json": "geojson", ".gz": "gzip", ".zip": "zip",
}  # fmt: skip
TABLES = tuple(ending for ending in ENDINGS if ending not in (".gz", ".zip"))
OTHER_NAMES = {  # endings of what is not read, and the remedy
    ".xlsm": ("an Excel workbook with macros", "save it as an Excel workbook without macros (.xlsx)"),
    ".xltm": ("an Excel template with macros", "save it as an Excel workbook without macros (.xlsx)"),
    ".xlsb": ("a binary Excel workbook", "save it as an Excel workbook (.xlsx) or as CSV in UTF-8"),
    ".xls": ("an old Excel workbook", "save it as an Excel workbook (.xlsx) or as CSV in UTF-8"),
    ".ods": ("an OpenDocument spreadsheet", "save it as an Excel workbook (.xlsx) or as CSV in UTF-8"),
    ".vrt": ("a virtual file (VRT), which names other files", "bring the file that it names"),
    ".shp": ("a part of a shapefile", "save it as GeoJSON"),
    ".kmz": ("a packed map file", "save it as GeoJSON"),
}
CALLED = {"csv": "text", "xlsx": "an Excel workbook", "parquet": "a Parquet file", "geojson": "GeoJSON",
          "gzip": "compressed with gzip", "zip": "a ZIP archive"}  # fmt: skip
RENAMED = {"csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet", "geojson": ".geojson", "gzip": ".gz", "zip": ".zip"}


def kind_of(data: bytes, file: str) -> str:
    """The kind by content; DataError where it is none that is read.

    A workbook is a ZIP archive and called `zip` here; routes.sheets.archives looks inside.

    >>> kind_of(b"PAR1...", "a.parquet"), kind_of(b"id,name", "a.csv"), kind_of(b'{"type": "Feature"}', "a.json")
    ('parquet', 'csv', 'geojson')
    """
    if not data:
        raise DataError("is empty", file=file or None, remedy="bring a file that holds a table")
    for mark, kind, remedy in BINARY:
        if data.startswith(mark) and not (mark.isalnum() and _is_text(data)):  # a header may begin with "MZ" or "ORC"
            raise _none(kind, file, remedy)
    if data[257:262] == b"ustar":
        raise _none("a tar archive", file, UNPACK)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _old_office(data, file)
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"PARE"):
        raise _none("an encrypted Parquet file", file, "write it again without encryption")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"PK\x07\x08"):
        raise _none("a part of a ZIP archive", file, "pack it as one file")
    if data.startswith(b"\x1f\x8b"):
        return "gzip"
    return _text(data, file)


def named(kind: str, file: str) -> None:
    """DataError where the ending of the name promises another kind than the content has."""
    ending = PurePosixPath(file.replace("\\", "/").rstrip(". ")).suffix.lower()
    if ending in OTHER_NAMES:
        promised = OTHER_NAMES[ending][0]
    elif ending not in ENDINGS or ENDINGS[ending] == kind or (ENDINGS[ending] is None and kind in ("csv", "geojson")):
        return
    else:
        promised = CALLED[ENDINGS[ending] or "csv"]
    raise DataError(f"is {CALLED[kind]} by its content, and its name says that it is {promised}", file=file,
                    remedy=f"rename it to end in {RENAMED[kind]}, or bring the file that was meant")  # fmt: skip


def _none(kind: str, file: str, remedy: str) -> DataError:
    return DataError(f"is {kind}, not a table that can be read", file=file or None, remedy=remedy)


def _is_text(data: bytes) -> bool:
    return not re.search(rb"[\0-\x08\x0e-\x1f]", data[:LOOKED_AT])


def _old_office(data: bytes, file: str) -> DataError:
    """The error for a compound file: an encrypted workbook, an old one, or a document."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _none("protected with a password", file, "save it without a password")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return _none("an old Excel workbook (.xls)", file, OTHER_NAMES[".xls"][1])
    return _none("an old Office document", file, AS_CSV)


def _text(data: bytes, file: str) -> str:
    beginning = _beginning(data)
    start = beginning.lstrip()
    if start.startswith("<"):
        for mark, kind, remedy in MARKUP:
            if mark.search(start):
                raise _none(kind, file, remedy)
    line = start.strip()
    if len(data) < LOOKED_AT and len(line.splitlines()) == 1 and ELSEWHERE.fullmatch(line):
        raise DataError("holds the address of something else and no table", file=file or None, value=line,
                        remedy="bring the file itself; nothing is fetched from here")  # fmt: skip
    if start.startswith("{") and "gdal_streamed_alg" in start:
        raise _none("a recipe of GDAL (GDALG), which names other files", file, "bring the file that it makes")
    return "geojson" if _is_json(start, file) else "csv"


def _is_json(start: str, file: str) -> bool:
    """Whether a text is JSON, or was meant to be; a header such as [name],[place] is none."""
    if file.lower().endswith((".json", ".geojson")):
        return start.startswith(("{", "["))
    return bool(re.match(r'\{\s*["}]|\[\s*[\[{"\]]', start))


def _beginning(data: bytes) -> str:
    head = data[:LOOKED_AT]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff")
    if head[:4].count(b"\0") >= 2:  # UTF-16 without its mark
        return head.replace(b"\0", b"").decode("latin-1")
    return head.decode("utf-8-sig", "replace")

import pytest

from geodata.errors import DataError
from routes.sheets import read_sheet
from routes.sheets.kinds import kind_of
from tests.routes.sheets.packed import workbook, zipped

BOOK = workbook([["name"], ["A"]])
POINT = b'{"type": "Feature", "properties": {"n": "A"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}'


def refused(data, name, told):
    with pytest.raises(DataError, match=told) as raised:
        read_sheet(data, name)
    assert raised.value.remedy
    assert str(raised.value).startswith(name)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>', "virtual file"),
        (b'\xef\xbb\xbf\n<?xml version="1.0"?>\n<OGRVRTDataSource>', "virtual file"),
        ('<OGRVRTDataSource relative="1">'.encode("utf-16"), "virtual file"),
        (b'<VRTDataset rasterXSize="1">', "virtual file"),
        (b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read /etc/passwd"}', "GDALG"),
        (b"/vsizip/vsicurl/http://example.org/a.zip", "address of something else"),
        (b"/vsicurl?url=http://x,y\n", "address of something else"),
        (b"http://example.org/events.csv", "address of something else"),
        (b"file:///etc/passwd\r\n", "address of something else"),
        (b"/etc/passwd", "address of something else"),
        (b"../../etc/passwd", "address of something else"),
        (b"C:\\data\\events.csv", "address of something else"),
        (b"\\\\server\\share\\events.csv", "address of something else"),
        (b"PG:dbname=x user=y", "address of something else"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\0", "SQLite or GeoPackage"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"{\\rtf1 a", "text document"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\n<TABLE><tr>", "web page"),
        (b'<kml xmlns="x">', "map file in XML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "spreadsheet in XML"),
        (b'<?xml version="1.0"?><a/>', "XML document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20 + "Workbook".encode("utf-16-le"), "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20 + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 20, "old Office document"),
        (b"PARE", "encrypted Parquet"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"BZh9\x17\x72", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"MZ\x90\0\x03", "program"),
        (b"x" * 257 + b"ustar\0", "tar archive"),
        (zipped({"word/document.xml": b""}), "Word document"),
        (zipped({"xl/workbook.bin": b""}), "binary Excel workbook"),
        (zipped({"mimetype": b"", "content.xml": b""}), "OpenDocument"),
        (zipped({"doc.kml": b""}), "packed map file"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_for_what_it_is(data, told):
    refused(data, "events", told)


@pytest.mark.parametrize("text", [b"MZ,ORC\n1,2\n", b"[id],[name]\n1,2\n", b"ORC\nx\n", b"BZh,a\n1,2\n", b"a/b\nc\n"])
def test_a_table_may_begin_like_something_else(text):
    assert kind_of(text, "f.csv") == "csv"


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"a,b\n", "f.xlsx", "is text by its content, and its name says that it is an Excel workbook; rename it"),
        (b"a\tb\n", "f.xls", "is text by its content.*an old Excel workbook"),
        (b"a,b\n", "f.parquet", "is text.*a Parquet file"),
        (b"a,b\n", "f.geojson", "is text.*GeoJSON"),
        (b"a,b\n", "f.csv.gz", "is text.*compressed with gzip"),
        (BOOK, "f.csv", "is an Excel workbook by its content.*text"),
        (BOOK, "f.xls", "is an Excel workbook.*rename it to end in .xlsx"),
        (BOOK, "f.xlsm", "is an Excel workbook.*with macros"),
        (BOOK, "f.zip", "is an Excel workbook.*ZIP"),
        (POINT, "f.csv", "is GeoJSON.*rename it to end in .geojson"),
        (POINT, "f.xlsx", "is GeoJSON"),
        (zipped({"a.csv": b"a,b\n"}), "f.csv", "is a ZIP archive"),
        (b"a,b\n", "f.shp", "is text.*shapefile"),
    ],
)
def test_a_name_that_contradicts_the_content_is_refused(data, name, told):
    refused(data, name, told)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"a,b\n", "f.csv", "csv"),
        (b"a,b\n", "f.TSV", "csv"),
        (b"a,b\n", "f.txt", "csv"),
        (b"a,b\n", "f", "csv"),
        (b"a,b\n", "f.backup", "csv"),
        (BOOK, "f.xlsx", "xlsx"),
        (BOOK, "f", "xlsx"),
        (POINT, "f.geojson", "geojson"),
        (POINT, "f.json", "geojson"),
        (POINT, "f.txt", "geojson"),
        (b"\xef\xbb\xbf " + POINT, "f", "geojson"),
    ],
)
def test_the_kind_is_told_by_the_content(data, name, kind):
    assert read_sheet(data, name).kind == kind


def test_json_that_is_no_geojson_is_refused():
    refused(b'{"a": 1}', "f.json", "type: is missing")
    refused(b"[1, 2", "f.json", "is not JSON")
    refused(b'[{"a": 1}]', "f.json", "one JSON object")

import datetime
import io

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from geodata.errors import DataError
from routes.sheets import Choices, limits, read_sheet
from tests.routes.sheets.packed import zipped

TABLE = pa.table({"name": ["A", " ", None], "year": [1998.0, None, 1999.5], "seen": [datetime.date(2001, 2, 3)] * 3})


def packed(table, **how) -> bytes:
    made = io.BytesIO()
    parquet.write_table(table, made, **how)
    return made.getvalue()


def cells(data):
    table = read_sheet(data, "f.parquet").table
    return table.astype(object).where(table.notna(), None).to_dict("list")


def refused(data, told, **said):
    with pytest.raises(DataError, match=told) as raised:
        read_sheet(data, "f.parquet", Choices(**said))
    assert raised.value.remedy
    assert "\n" not in str(raised.value)


def test_every_cell_is_text():
    sheet = read_sheet(packed(TABLE), "f.parquet")
    assert cells(packed(TABLE)) == {
        "name": ["A", None, None], "year": ["1998", None, "1999.5"], "seen": ["2001-02-03"] * 3, "row": [2, 3, 4],
    }  # fmt: skip
    assert (sheet.kind, sheet.understood) == ("parquet", Choices())


def test_a_path_and_bytes_are_the_same(tmp_path):
    (tmp_path / "f.parquet").write_bytes(packed(TABLE))
    given_path, given_bytes = read_sheet(tmp_path / "f.parquet", "f"), read_sheet(packed(TABLE), "f")
    assert given_path.table.equals(given_bytes.table)
    assert given_path.sha256 == given_bytes.sha256


def test_parquet_in_an_archive_is_read():
    assert read_sheet(zipped({"f.parquet": packed(TABLE)}), "f.zip").kind == "parquet"


def test_no_records_are_a_table_without_rows():
    assert cells(packed(TABLE.slice(0, 0))) == {"name": [], "year": [], "seen": [], "row": []}


@pytest.mark.parametrize(
    "kind", [pa.list_(pa.string()), pa.struct([("a", pa.int64())]), pa.map_(pa.string(), pa.int8())]
)
def test_a_column_of_nested_values_is_named_with_its_type(kind):
    nested = pa.table({"a": ["x"], "parts": pa.array([None], kind)})
    refused(packed(nested), "parts: a column of (list|struct|map)")


def test_deeply_nested_types_are_a_sentence():
    kind = pa.int8()
    for _ in range(60):
        kind = pa.struct([("a", kind)])
    refused(packed(pa.table({"deep": pa.array([None], kind)})), "deep: a column of struct")


def test_a_choice_that_is_none_of_this_kind_is_refused():
    refused(packed(TABLE), "encoding: is not something that can be said", encoding="utf-8")


@pytest.mark.parametrize("limit", ["ROWS", "COLUMNS"])
def test_too_many_records_or_columns_are_refused_before_they_are_read(limit, monkeypatch):
    monkeypatch.setattr(limits, limit, 2)
    refused(packed(TABLE), "and at most 2 are read")


def test_more_bytes_than_the_limit_are_refused_by_what_the_file_claims(monkeypatch):
    monkeypatch.setattr(limits, "PARQUET", 100)
    refused(packed(TABLE), "unpacks to 0 MB or more")


def test_a_long_description_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "FOOTER", 10_000)
    refused(packed(TABLE.replace_schema_metadata({"note": "x" * 20_000})), "has a description of 0 MB")


@pytest.mark.parametrize("length", [0, 2**31 - 1, 2**32 - 1])
def test_a_description_of_a_length_that_cannot_be_is_refused(length):
    data = bytearray(packed(TABLE))
    data[-8:-4] = length.to_bytes(4, "little")
    refused(bytes(data), "is not a Parquet file that can be read")


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1PAR1", b"PAR1" + b"\0" * 50, packed(TABLE)[:-1], packed(TABLE)[:200]])
def test_a_file_that_is_cut_off_is_refused(data):
    refused(data, "is not a Parquet file that can be read")


def repeated(length: int, times: int) -> pa.Table:
    return pa.table(
        {"a": pa.DictionaryArray.from_arrays(pa.array(np.zeros(times, np.int32)), pa.array(["x" * length]))}
    )


@pytest.mark.parametrize("schema", [True, False])
def test_a_text_that_is_referred_to_many_times_is_counted_before_it_is_written_out(schema, monkeypatch):
    monkeypatch.setattr(limits, "TEXTS", 1_000_000)
    data = packed(repeated(1000, 5000), store_schema=schema)
    assert len(data) < 5000
    refused(data, "holds more than 1 MB of text")


def test_a_text_that_is_referred_to_a_few_times_is_read(monkeypatch):
    monkeypatch.setattr(limits, "TEXTS", 10_000_000)
    assert cells(packed(repeated(1000, 1500)))["a"] == ["x" * 1000] * 1500


def prefixed(length: int, times: int) -> bytes:
    texts = pa.table({"a": ["x" * length + str(n) for n in range(times)]})
    return packed(texts, use_dictionary=False, column_encoding={"a": "DELTA_BYTE_ARRAY"})


def test_texts_that_grow_from_the_one_before_are_refused_where_they_might_fill_the_memory(monkeypatch):
    monkeypatch.setattr(limits, "TEXTS", 1_000_000)
    refused(prefixed(5000, 500), "in the encoding DELTA_BYTE_ARRAY")
    refused(prefixed(3000, 800), "in the encoding DELTA_BYTE_ARRAY|MB of text")


def test_texts_that_grow_from_the_one_before_are_read():
    assert cells(prefixed(10, 600))["a"][599] == "x" * 10 + "599"


def test_a_cell_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "CELL", 100)
    refused(packed(pa.table({"a": ["x" * 101]})), "line 2, a: a cell has 101 characters")


@pytest.mark.parametrize("way", ["snappy", "gzip", "zstd", "brotli", "none"])
def test_every_compression_is_read(way):
    assert cells(packed(TABLE, compression=way))["name"] == ["A", None, None]


DATA = packed(TABLE)
damage = st.lists(st.tuples(st.integers(0, len(DATA) - 1), st.integers(0, 255)), max_size=3)


@given(damage, st.one_of(st.none(), st.integers(4, len(DATA))))
@settings(deadline=None)
def test_a_damaged_file_is_a_table_or_a_sentence(places, end):
    data = bytearray(DATA)
    for at, byte in places:
        data[at] = byte
    try:
        read_sheet(bytes(data[:end]), "f")
    except DataError as error:
        assert "\n" not in str(error)

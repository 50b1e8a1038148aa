import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from geodata.errors import DataError
from routes.reading import read_events

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
PLAIN = "person_id,place_id,arrival\np1,a,1998\np1,b,\n"


@pytest.fixture
def write(tmp_path):
    def _write(data, name="events.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return _write


def rows(path, **more):
    table = read_events(path, **more)
    return table.astype(object).where(table.notna(), None).to_dict("records")


def test_cells_are_texts_and_rows_are_lines(write):
    assert rows(write(PLAIN)) == [
        {"person_id": "p1", "place_id": "a", "arrival": "1998", "row": 2},
        {"person_id": "p1", "place_id": "b", "arrival": None, "row": 3},
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("p1,a", '"p1","a"').encode(),
        PLAIN.replace("person_id", "Person ID").encode(),
    ],
)
def test_read_where_it_is_certain(write, data):
    assert rows(write(data)) == rows(write(PLAIN, "plain.csv"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        ("person_id,place_id\np,청진\n".encode("cp949"), "line 2: is not UTF-8"),
        ("person_id,place_id\np,M\xe4rz\n".encode("cp1252"), "byte 0xe4 at byte 4 of the line; save it as UTF-8"),
        (PLAIN.encode("utf-16-le"), "UTF-16 without a mark"),
        (b"PK\x03\x04" + b"x" * 50, "spreadsheet workbook"),
        (b"place_id,arrival\na,1\n", "person_id is missing"),
        (b"person_id,arrival\na,1\n", "no column says where"),
        (b"person_id,longitude\na,1\n", "no column says where"),
        (b"person_id,place_id,person_id\n1,2,3\n", "columns 1 and 3 have the same name"),
        (b"person_id,place_id,Person_ID\n1,2,3\n", "two columns have the same name"),
        (b'person_id,place_id\np,"a\nq,b\n', "line 2: a quotation mark opens here"),
        (b"PAR1 and nothing more", "not a Parquet file"),
    ],
)
def test_refused_in_one_sentence_with_file_and_remedy(write, data, told):
    with pytest.raises(DataError) as raised:
        read_events(write(data))
    message = str(raised.value)
    assert told in message
    assert "events.csv" in message
    assert "\n" not in message
    assert raised.value.remedy


def test_no_file_is_refused(tmp_path):
    with pytest.raises(DataError, match="no such file"):
        read_events(tmp_path / "none.csv")


def test_headers_only_are_no_rows(write):
    table = read_events(write("person_id,place_id\n"))
    assert table.empty
    assert {"person_id", "place_id", "row"} <= set(table.columns)


@pytest.mark.parametrize("header", ["person_id,place_id", "person_id,longitude,latitude", "person_id,event"])
def test_what_is_required(write, header):
    assert read_events(write(header + "\n")).empty


def test_columns_are_mapped(write):
    path = write("who,order,facility_id\np,1,a\n")
    mapping = {"person_id": "who", "place_id": "facility_id", "seq": "order"}
    assert rows(path, columns=mapping) == [{"person_id": "p", "seq": "1", "place_id": "a", "row": 2}]


def test_a_column_in_the_way_of_a_mapped_one_is_kept_beside_it(write):
    path = write("person_id,place_id,code\np,x,a\n")
    assert rows(path, columns={"place_id": "code"}) == [
        {"person_id": "p", "place_id_in_file": "x", "place_id": "a", "row": 2}
    ]


@pytest.mark.parametrize(
    ("mapping", "told"),
    [({"place_id": "nowhere"}, "the columns are person_id, place_id, arrival"), ({"arival": "arrival"}, "use one of")],
)
def test_a_mapping_that_cannot_be_is_refused(write, mapping, told):
    with pytest.raises(DataError, match=told):
        read_events(write(PLAIN), mapping)


def test_other_columns_are_kept(write):
    assert rows(write("person_id,place_id,Battalion\np,a,7\n"))[0]["Battalion"] == "7"


def test_rows_of_another_width_are_told(write):
    table = read_events(write("person_id,place_id\np\nq,a\nr,a,b\n"))
    assert table["row_fault"].notna().tolist() == [True, False, True]
    assert table["row"].tolist() == [2, 3, 4]


def test_parquet_as_texts(tmp_path):
    table = pa.table(
        {
            "person_id": pa.array([1, 2]),
            "place_id": pa.array(["a", " "]).dictionary_encode(),
            "longitude": [129.5, None],
            "latitude": [42.123456789012, float("nan")],
            "seq": [1.0, 2.0],
            "arrival": pa.array([0, None], pa.timestamp("us")),
            "departure": pa.array([1, None], pa.date32()),
        }
    )
    parquet.write_table(table, tmp_path / "events.parquet")
    assert rows(tmp_path / "events.parquet") == [
        {
            "person_id": "1", "place_id": "a", "longitude": "129.5", "latitude": "42.123456789012", "seq": "1",
            "arrival": "1970-01-01T00:00:00", "departure": "1970-01-02", "row": 2,
        },
        {"person_id": "2", "place_id": None, "longitude": None, "latitude": None, "seq": "2", "arrival": None,
         "departure": None, "row": 3},
    ]  # fmt: skip


def test_parquet_and_csv_of_the_same_texts_are_the_same(tmp_path, write):
    frame = pd.DataFrame({"person_id": ["p", "q"], "place_id": ["a", None], "arrival": ["1998?", "199X"]})
    frame.to_parquet(tmp_path / "events.parquet")
    frame.to_csv(tmp_path / "same.csv", index=False)
    pd.testing.assert_frame_equal(read_events(tmp_path / "events.parquet"), read_events(tmp_path / "same.csv"))


def test_a_column_that_cannot_be_text_is_named(tmp_path):
    parquet.write_table(pa.table({"person_id": ["p"], "place_id": [["a"]]}), tmp_path / "events.parquet")
    with pytest.raises(DataError, match="place_id: a column of list"):
        read_events(tmp_path / "events.parquet")


def test_hostile_texts_come_through(tmp_path):
    source = SAMPLES / "hostile" / "texts.json"
    if not source.exists():
        pytest.skip("../shared/samples is not here")
    texts = [text for group in json.loads(source.read_text()).values() for text in group]
    pd.DataFrame({"person_id": [f"p{n}" for n in range(len(texts))], "place_id": texts}).to_csv(
        tmp_path / "e.csv", index=False
    )
    table = read_events(tmp_path / "e.csv")
    assert table["place_id"].fillna("").tolist() == [text.strip() for text in texts]


@pytest.mark.parametrize("folder", ["densho_far_2camps", "densho_journeys", "ttav"])
def test_samples_are_read_to_the_last_row(folder):
    if not SAMPLES.exists():
        pytest.skip("../shared/samples is not here")
    truth = json.loads((SAMPLES / folder / "truth.json").read_text())
    table = read_events(SAMPLES / folder / "events.csv", {"place_id": "facility_id", "seq": "order"})
    assert len(table) == truth["events"]
    assert table["person_id"].nunique() == truth["persons"]


@given(
    data=st.one_of(st.binary(max_size=80), st.text(alphabet='person_id,place;\t\r\n"\0é', max_size=80).map(str.encode))
)
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "events.csv"
    path.write_bytes(b"person_id,place_id\n" + data)
    try:
        table = read_events(path)
    except DataError as error:
        assert "\n" not in str(error)
    else:
        assert table["row"].is_unique

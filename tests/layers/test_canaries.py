"""Whatever a profile holds back is in no byte of any file that can be written: planted, written, unpacked, looked for.

A new format is swept as soon as it has a row in WRITERS; one that is packed needs a way to unpack it in UNPACKED.
"""

import csv
import io
import json
import sqlite3
import struct
from argparse import Namespace

import pyarrow as pa
import pytest
from PIL import Image
from pyarrow import parquet
from pypdf import PdfReader
from pypdf.generic import StreamObject

from geodata.errors import DataError
from layers.__main__ import main
from layers.commands.records import ladder_of
from layers.datafile import FORMATS
from layers.export import WRITERS
from layers.export import export as write_file
from layers.filters import parse_where
from layers.looks import OPTIONS
from layers.manifest import read_inputs
from layers.profiles import hashed

KEY = b"canary-key-of-more-than-32-bytes!!"
SECRET = (129.34567, 42.34567)  # of somebody who has not agreed
HOUSE = (128.76543, 41.76543)  # of somebody who has
HELD_BACK = {  # profile: texts
    "public": ("canary", "129.34567", "42.34567", "128.76543", "41.76543", "1987-06-05", "1988-07-06"),
    "partner": ("canary", "129.34567", "42.34567", "1987-06-05", "1988-07-06", "agreed-person", "agreed-case"),
}
POSITIONS = {"public": (*SECRET, *HOUSE), "partner": SECRET}
HEADER = (
    "person_id", "case_id", "seq", "event", "place_id", "longitude", "latitude", "place_name", "arrival", "departure",
    "duration", "authority", "reason", "outcome", "source", "age", "sex", "consent", "note", "canary column",
)  # fmt: skip


def rows():
    told = {
        "case_id": "canary-case", "arrival": "1987-06-05", "departure": "1987-06-05", "authority": "canary authority",
        "reason": "canary reason", "outcome": "canary outcome", "source": "canary source", "age": "canary age",
        "sex": "canary sex", "note": "canary note", "canary column": "canary cell",
    }  # fmt: skip
    secret = {"longitude": SECRET[0], "latitude": SECRET[1], "place_name": "canary house"}
    for person in ("canary-1", "canary-2"):
        yield {"person_id": person, "seq": 1, **secret, **told}
        yield {"person_id": person, "seq": 2, "place_id": "canary-nowhere", "event": "custody", **told}
        yield {"person_id": person, "seq": 3, "place_id": "camp", **told}
        yield {"person_id": person, "seq": 4, "place_id": "bridge", "event": "crossing", **told}
    agreed = {
        "person_id": "agreed-person", "case_id": "agreed-case", "consent": "public", "arrival": "1988-07-06",
        "note": "canary note", "canary column": "canary cell", "source": "A book",
    }  # fmt: skip
    yield {**agreed, "seq": 1, "longitude": HOUSE[0], "latitude": HOUSE[1], "place_name": "Their house"}
    yield {**agreed, "seq": 2, "place_id": "camp"}
    yield {**agreed, "seq": 3, "place_id": "abroad"}


def places():
    common = {
        "precision": "site", "note": "canary note", "canary_property": "canary value", "verified": {"by": "canary"},
        "sources": [{"title": "A report", "canary_member": "canary value"}],
    }  # fmt: skip
    told = {
        "camp": (126.9, 39.7, {"kind": "political_prison_camp", "country": "KP"}),
        "abroad": (129.8, 42.99, {"kind": "detention_centre", "country": "CN"}),
        "bridge": (129.85, 42.95, {"kind": "road_bridge", "countries": ["CN", "KP"]}),
    }
    features = [
        {
            "type": "Feature", "id": key, "canary": "canary member", "properties": {"name": key, **common, **own},
            "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        }
        for key, (longitude, latitude, own) in told.items()
    ]  # fmt: skip
    return {"type": "FeatureCollection", "canary": "canary member", "features": features}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canary-folder")
    with (folder / "canary-events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER)
        writer.writeheader()
        writer.writerows(rows())
    (folder / "canary-places.geojson").write_text(json.dumps(places()), encoding="utf-8")
    (folder / "key").write_bytes(KEY)
    return folder


def png(data):
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return [repr(image.info).encode()]


def pdf(data):
    reader = PdfReader(io.BytesIO(data))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]
    text = "".join(page.extract_text() for page in reader.pages)
    streams = [one.get_data() for one in objects if isinstance(one, StreamObject)]
    return [repr(reader.metadata).encode(), text.encode(), *streams]


def gpkg(data):
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    return ["\n".join(database.iterdump()).encode()]


def parquets(data):
    table = parquet.read_table(pa.BufferReader(data))
    plain = pa.BufferOutputStream()
    parquet.write_table(table, plain, compression="none", use_dictionary=False)
    return [plain.getvalue().to_pybytes(), repr(table.to_pylist()).encode(), repr(table.schema.metadata).encode()]


UNPACKED = {".png": png, ".pdf": pdf, ".brief.pdf": pdf, ".gpkg": gpkg, ".parquet": parquets}


def found(data, ending, profile):
    """Which of the canaries are in the bytes, as texts in UTF-8 and UTF-16, as numbers of 8 bytes in both orders."""
    unpacked = [data, *UNPACKED.get(ending, lambda _: [])(data)]
    sought = {text: [text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")] for text in HELD_BACK[profile]}
    sought |= {number: [struct.pack(order + "d", number) for order in "<>"] for number in POSITIONS[profile]}
    return {what for what, forms in sought.items() for form in forms if any(form in part for part in unpacked)}


@pytest.fixture(scope="module")
def built(planted):
    """The ladder of what was planted, and what exports are told of it."""
    events, places = planted / "canary-events.csv", planted / "canary-places.geojson"
    ladder = ladder_of(events, Namespace(places=[places], mapping=None, decisions=None))[0]
    return ladder, {"inputs": read_inputs(ladder, events, [places]), "key": KEY}


def write(built, out, profile, look, **options):
    """A file as the command writes it, of records that are read once for all tests."""
    ladder, told = built
    return write_file(ladder, out, {**told, "profile": profile, **options}, look)


def export(planted, out, profile, *more):
    return main(
        [
            "export", str(planted / "canary-events.csv"), "--places", str(planted / "canary-places.geojson"),
            "--out", str(out), "--profile", profile, "--key", str(planted / "key"), *more,
        ]
    )  # fmt: skip


@pytest.mark.parametrize("profile", HELD_BACK)
@pytest.mark.parametrize("ending", WRITERS)
def test_what_is_held_back_is_in_no_byte(planted, tmp_path, capsys, ending, profile):
    out = tmp_path / f"map{ending}"
    assert export(planted, out, profile, "--json") < 2
    told = capsys.readouterr()
    assert found(told.out.replace(str(out), "").encode(), "", profile) == set()
    for path in tmp_path.iterdir():
        assert found(path.name.encode(), "", profile) == set()
        assert found(path.read_bytes(), ending if path == out else "", profile) == set(), path.name


@pytest.mark.parametrize("profile", HELD_BACK)
def test_nor_in_any_file_or_name_of_a_page_that_was_split(planted, tmp_path, capsys, profile):
    assert export(planted, tmp_path / "map.html", profile, "--split", "--json") < 2
    assert found(capsys.readouterr().out.replace(str(tmp_path), "").encode(), "", profile) == set()
    files = list((tmp_path / "map").iterdir())
    assert len(files) > 5
    for path in files:
        assert found(path.name.encode() + b"\0" + path.read_bytes(), "", profile) == set(), path.name


@pytest.mark.parametrize("profile", HELD_BACK)
@pytest.mark.parametrize("table", ["legs", "paths", "flows", "places", "stints"])
@pytest.mark.parametrize("ending", [ending for ending, form in FORMATS.items() if form.one])
def test_nor_in_another_table(built, tmp_path, ending, table, profile):
    out = tmp_path / f"map{ending}"
    write(built, out, profile, {"table": table})
    assert found(out.read_bytes(), ending, profile) == set()


@pytest.mark.parametrize("profile", HELD_BACK)
@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "where", ["person=canary-1", "case=canary-case", "place_text=canary house", "authority=canary authority",
              "reason=canary reason", "last_place=bridge"],
)  # fmt: skip
def test_nor_where_somebody_asks_for_it(built, tmp_path, ending, profile, where):
    out = tmp_path / f"map{ending}"
    said = write(built, out, profile, {}, where=parse_where([where]))
    assert found(repr({**said, "out": ""}).encode(), "", profile) == set()
    for path in tmp_path.iterdir():
        assert found(path.read_bytes(), ending if path == out else "", profile) == set(), path.name


PICKS = [(kind, ending) for kind in ("person", "place") for ending in OPTIONS[kind].endings]
HELD = {"person": "canary-1", "place": "at:42.34567,129.34567"}  # of somebody who has not agreed
PICKED = {  # what somebody who has the export can pick: a person who agreed, and the most delicate place, their house
    "public": {"person": "agreed-person", "place": "at:41.75,128.75/1"},
    "partner": {"person": hashed(KEY, "person", ["agreed-person"])[0], "place": "at:41.76543,128.76543"},
}


@pytest.mark.parametrize("profile", HELD_BACK)
@pytest.mark.parametrize(("kind", "ending"), PICKS)
def test_nor_where_somebody_is_picked(built, tmp_path, kind, ending, profile):
    out = tmp_path / f"map{ending}"
    said = write(built, out, profile, {kind: PICKED[profile][kind]})
    assert found(repr({**said, "out": ""}).encode(), "", profile) == set()
    files = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert any(PICKED[profile][kind].encode() in data for data in files.values())
    for path, data in files.items():
        assert found(data, ending if path == out else "", profile) == set(), path.name


@pytest.mark.parametrize("profile", HELD_BACK)
@pytest.mark.parametrize(("kind", "ending"), PICKS)
def test_who_is_held_back_cannot_be_picked(built, tmp_path, kind, ending, profile):
    with pytest.raises(DataError, match=f"no {kind} of that id"):
        write(built, tmp_path / f"map{ending}", profile, {kind: HELD[kind]})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", WRITERS)
def test_the_sweep_would_find_what_the_team_may_see(built, tmp_path, ending):
    out = tmp_path / f"map{ending}"
    write(built, out, "internal", {"person": "canary-1"} if ending == ".brief.pdf" else {})
    assert "canary" in found(out.read_bytes(), ending, "public") or ending in (".png", ".svg", ".pdf")


def test_the_sweep_finds_positions_in_numbers_and_in_packed_columns(built, tmp_path):
    for ending in (".gpkg", ".parquet"):
        write(built, tmp_path / f"map{ending}", "internal", {"table": "stints"})
        assert {*SECRET, *HOUSE} <= found((tmp_path / f"map{ending}").read_bytes(), ending, "public"), ending


def test_a_partner_gets_positions_as_recorded(built, tmp_path):
    out = tmp_path / "map.geojson"
    write(built, out, "partner", {})
    assert b"128.76543" in out.read_bytes()

"""Records that a mapping reads, built piece by piece: the files are those of one piece, whatever is wrong with them."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.decisions import write_decisions
from geodata.errors import DataError
from routes.brought import bring, built, matches
from routes.cli import main
from routes.mapping import DateRules, Mapping, PlaceColumns, StopColumns, dumps
from routes.output import write, write_csv
from routes.parts.local import build_in_parts
from routes.parts.mapped import build_mapped, sheets_of
from routes.progress import Progress, Stopped
from routes.sheets import read_sheet
from tests.routes.mapping.test_samples import NAMES, SAMPLES, SAVED
from tests.routes.parts.whole_and_parts import files
from tests.routes.planted_records import outcome
from tests.routes.test_brought import PLACES

RULES = DateRules(formats=("D/M/YYYY",), expected=(1900, 2030))
LONG = Mapping(
    columns={"person_id": "who", "seq": "order", "arrival": "in", "departure": "out", "event": "what"},
    places=PlaceColumns(name="camp", country="land", longitude="x", latitude="y", unknown=("?",)),
    dates={"arrival": RULES, "departure": RULES},
    left_out=("name",),
)
HEADER = "who,order,camp,land,in,out,what,x,y,name,colour\n"
RECORDS = HEADER + (
    "p,1,Onsong,KP,25/4/1998,,,,,Kim,red\n"
    "q,1,York,,,,,,,Lee,\n"  # ambiguous
    "q,2,Hull,GB,31/9/1999,soon,,,,Lee,\n"  # no such day, and no date
    ",1,Hull,,,,,,,Park,\n"  # nobody
    "r,1,York,GB,1/2/1043,,,,,,\n"  # decided; a year far off
    "r,2,Atlantis,,,,,,,,\n"  # unmatched
    "r,3,York,US,,,,,,,\n"
    'r,4,Onsong,,2/3/2001,,"par\rty",,,,\n'  # no such event; it holds a carriage return
    's,1,Hull,,"1\r9",,,130,43,,\n'  # a date that holds a carriage return; the words and the position disagree
    's,2,Quarry,,,,,"130,0",43,,\n'
    "s,3,Quarry,,,,,131,43.5,,\n"
    "t,1,hull,US,,,,,,,blue\n"  # by chance the id of another place
    "t,2,?,,,,,,,,\n"
    "t,3,Hull,,,,unknown_place,,,,\n"
    "u,1,Newtown,,,,,,,,\n"  # decided to be none of ours
    "v,1,Hull,,,,,,,,,one more\n"  # too many cells
    "p,2,York,GB,3/5/1999,4/5/1999,,,,Kim,green\n"  # far from the row before of that person
)
STOPS = Mapping(
    shape="stops",
    columns={"person_id": "who", "note": "said"},
    places=PlaceColumns(unknown=("?",)),
    stops=StopColumns(numbered={"place_name": "camp{n}", "arrival": "in{n}", "event": "what{n}"}),
    dates={"arrival": RULES},
)
STOPS_RECORDS = (
    "who,camp1,in1,what1,camp2,in2,what2,camp3,in3,what3,said\n"
    "p,Onsong,1/1/1990,,York,,,Hull,2/1/1990,,x\n"
    "q,Hull,,,?,,,,5/5/1995,,\n"
    ",Hull,,,Onsong,,,,,,\n"  # nobody, twice
    "r,Hull,,party,Onsong,,,,,,\n"  # one of two events is none: the record is used
    "s,,,,,,,,,,\n"  # no stop at all
    "p,Hull,3/1/1990,,Atlantis,31/2/1990,,,,,y\n"
)
DECISIONS = pd.DataFrame(
    [(text, country, None, place_id, "A. Kim", "2026-11-29", "asked the interviewer")
     for text, country, place_id in (("York", "GB", "york-gb"), ("Newtown", None, None))],
    columns=["text", "country", "admin1", "place_id", "who", "when", "why"],
)  # fmt: skip
SHAPES = {"long": (LONG, RECORDS), "stops": (STOPS, STOPS_RECORDS)}


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    """Few rows fill a piece here."""
    monkeypatch.setattr("routes.parts.mapped.CHUNK_ROWS", 4)
    monkeypatch.setattr("routes.parts.told.HELD", 3)


def write_mapped(folder: Path) -> None:
    """The records, their mapping, the places and the decisions as files: mine.csv, m.toml, p.csv, d.csv."""
    (folder / "mine.csv").write_text(RECORDS, newline="")
    (folder / "m.toml").write_text(dumps(LONG))
    PLACES.rename(columns={"place_id": "id", "longitude": "lon", "latitude": "lat"}).to_csv(folder / "p.csv")
    write_decisions(folder / "d.csv", DECISIONS)


def in_one_piece(data: bytes, mapping: Mapping, folder: Path, form: str = "csv", name: str = "mine.csv", **how) -> dict:
    """The files of records that are built in one piece."""
    brought = bring(read_sheet(data, name), mapping, PLACES, DECISIONS)
    write(built(brought, PLACES, **how), folder, form)
    write_csv(matches(brought), folder / "matches.csv")
    return files(folder)


def piece_by_piece(path: Path, mapping: Mapping, folder: Path, form: str = "csv", parts: int = 3, **how) -> dict:
    """The files of the same, built in parts."""

    def run(source, inner):
        return build_in_parts(source, PLACES, inner, form, parts=parts, **how)

    build_mapped(sheets_of(path, mapping), mapping, PLACES, folder, run, decisions=DECISIONS)
    return files(folder)


@pytest.mark.parametrize(("shape", "form"), [("long", "csv"), ("long", "geojson"), ("stops", "csv")])
def test_the_files_are_the_same_bytes_as_in_one_piece(shape, form, tmp_path):
    mapping, text = SHAPES[shape]
    (tmp_path / "mine.csv").write_text(text, encoding="utf-8", newline="")
    problems = pd.DataFrame(
        {"place_id": ["Q"], "row": [4], "field": ["latitude"], "value": ["x"], "file": ["p.csv"], "reason": "is none", "remedy": "mend"}
    )  # fmt: skip
    whole = in_one_piece(text.encode(), mapping, tmp_path / "whole", form, place_problems=problems)
    assert piece_by_piece(tmp_path / "mine.csv", mapping, tmp_path / "parts", form, place_problems=problems) == whole
    report = json.loads(whole["report.json"])
    assert report["records_rejected"] == (3 if shape == "long" else 2)


def test_the_records_are_wrong_in_every_way_that_is_told(tmp_path):
    whole = in_one_piece(RECORDS.encode(), LONG, tmp_path)
    told = {line.split(",")[0] for line in whole["audit.csv"].decode().split("\n")}
    assert told > {"place_ambiguous", "place_unmatched", "date_impossible", "date_unreadable", "date_far_off",
                   "place_contradicts_event", "position_contradicts_place", "position_unusable", "column_left_out"}  # fmt: skip


def test_a_parquet_file_is_read_by_pieces_and_gives_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("routes.sheets.parquets.BATCH", 3)
    table = read_sheet(RECORDS.encode(), "mine.csv").table.drop(columns=["row", "row_fault"])
    table.to_parquet(tmp_path / "mine.parquet", row_group_size=5)
    assert [len(sheet.table) for sheet in sheets_of(tmp_path / "mine.parquet", LONG)] == [6, 6, 5]
    whole = in_one_piece((tmp_path / "mine.parquet").read_bytes(), LONG, tmp_path / "whole", name="mine.parquet")
    assert piece_by_piece(tmp_path / "mine.parquet", LONG, tmp_path / "parts") == whole


@pytest.mark.parametrize("name", ["moves.csv", "routes.csv", "points.geojson"])
def test_other_shapes_and_kinds_of_files_give_the_same(name, tmp_path):
    made, found = outcome(name)
    (tmp_path / name).write_bytes(made.data)
    mapping = found.mapping.with_(file=found.sheet.understood)
    whole = in_one_piece(made.data, mapping, tmp_path / "whole", name=name)
    assert piece_by_piece(tmp_path / name, mapping, tmp_path / "parts") == whole


CELLS = (
    st.sampled_from(["p", "q", ""]), st.sampled_from(["1", "2", "x", ""]),
    st.sampled_from(["Onsong", "York", "nowhere", "?", ""]), st.sampled_from(["GB", "Atlantis", ""]),
    st.sampled_from(["1/2/1999", "31/2/1999", "?/1/1999", "soon", ""]), st.sampled_from(["1999", "31/2/1999", ""]),
    st.sampled_from(["", "unknown_place", "party"]), st.sampled_from(["", "130", "x"]), st.sampled_from(["", "43"]),
    st.just("a"), st.just("b"),
)  # fmt: skip


@settings(max_examples=6)
@given(st.lists(st.tuples(*CELLS), min_size=1, max_size=9), st.integers(1, 3))
def test_any_small_table_gives_the_same_bytes(tmp_path_factory, rows, parts):
    folder = tmp_path_factory.mktemp("tables")
    (folder / "mine.csv").write_text(text := HEADER + "".join(",".join(cells) + "\n" for cells in rows))
    whole = in_one_piece(text.encode(), LONG, folder / "whole")
    assert piece_by_piece(folder / "mine.csv", LONG, folder / "parts", parts=parts) == whole


@pytest.mark.parametrize("stage", ["reading", "matching", "building"])
def test_a_stop_leaves_nothing(stage, tmp_path):
    (tmp_path / "mine.csv").write_text(RECORDS)
    progress = Progress(lambda at, *_: progress.stop() if at == stage else None)

    def run(source, inner):
        return build_in_parts(source, PLACES, inner, "csv", progress=progress)

    with pytest.raises(Stopped):
        build_mapped(sheets_of(tmp_path / "mine.csv", LONG), LONG, PLACES, tmp_path / "out", run, progress=progress)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_a_file_without_a_record_is_a_sentence(tmp_path):
    (tmp_path / "mine.csv").write_text(HEADER)
    with pytest.raises(DataError, match="no record"):
        piece_by_piece(tmp_path / "mine.csv", LONG, tmp_path / "out")


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample records are not part of the repository")
@pytest.mark.parametrize("name", NAMES)
def test_real_records_give_their_counts_in_parts(name, tmp_path, monkeypatch):
    monkeypatch.undo()
    folder = SAMPLES / name
    arguments = ["build", str(folder / "events.csv"), "--mapping", str(SAVED / f"{name}.mapping.toml"), "--parts", "3"]
    main([*arguments, "--places", str(folder / "facilities.csv"), "--out", str(tmp_path), "--format", "parquet"])
    report, truth = (json.loads(path.read_text()) for path in (tmp_path / "report.json", folder / "truth.json"))
    found = [report[name] for name in ("events_used", "persons", "legs", "stints_unlocated")]
    assert found == [truth[name] for name in ("events", "persons", "legs", "gaps")]

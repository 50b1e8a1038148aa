import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import distributed
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from geodata.errors import DataError
from routes import VERSION
from routes.cli import main
from routes.parts import cluster
from routes.parts.cluster import build_on_cluster
from routes.parts.local import build_in_parts
from routes.parts.sources import open_events
from routes.progress import Progress, Stopped
from routes.written import read_ladder
from tests.routes.ladders import places
from tests.routes.parts.test_mapped import write_mapped
from tests.routes.parts.test_parts import faulty

TABLES = ("stints", "legs", "paths")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """Two workers, as `--engine dask` starts them."""
    with cluster._client(2, None, tmp_path_factory.mktemp("work")) as client:
        yield client


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    """Records with faults, in a folder of two Parquet files of several row groups."""
    folder = tmp_path_factory.mktemp("events")
    table = faulty(600).drop(columns=["row", "row_fault"])
    for number, piece in enumerate((table[:350], table[350:])):
        piece.to_parquet(folder / f"{number}.parquet", row_group_size=100)
    return folder


@pytest.fixture(scope="module")
def here(events, tmp_path_factory):
    """What the local engine gives of them in one part."""
    folder = tmp_path_factory.mktemp("local")
    build_in_parts(open_events(events), places(), folder, "parquet", parts=1)
    return folder


@pytest.fixture(scope="module")
def there(client, events, tmp_path_factory):
    """What the two workers give of them."""
    folder = tmp_path_factory.mktemp("dask") / "out"
    on(client, events, folder)
    return folder


def on(client, events, folder, **options):
    return build_on_cluster(
        open_events(events), places(), folder, scheduler=client.scheduler.address, parts=6, **options
    )


def same(there, here, parts=6):
    for name in TABLES:
        pieces = [parquet.read_table(path) for path in sorted((there / name).iterdir())]
        assert len(pieces) == parts
        assert pa.concat_tables(pieces).equals(parquet.read_table(here / f"{name}.parquet"))
    for name in ("flows.parquet", "rejected.csv", "audit.csv", "report.json"):
        assert (there / name).read_bytes() == (here / name).read_bytes()


def test_two_workers_give_the_rows_of_the_local_engine(there, here):
    same(there, here)


def test_nothing_but_the_results_is_left(there):
    assert os.listdir(there.parent) == ["out"]
    ones = ["flows.parquet", "rejected.csv", "audit.csv", "report.json"]
    assert sorted(os.listdir(there)) == sorted([*TABLES, *ones])


def test_a_folder_of_parts_is_read_as_one_ladder(there, here):
    found, whole = read_ladder(there, places()), read_ladder(here, places())
    assert found.legs.equals(whole.legs)
    assert found.paths.equals(whole.paths)


def test_results_in_one_file_beside_results_in_parts_are_refused(there, here, tmp_path):
    shutil.copytree(there, tmp_path / "both")
    for name in TABLES:
        shutil.copy(here / f"{name}.parquet", tmp_path / "both")
    with pytest.raises(DataError, match="several formats"):
        read_ladder(tmp_path / "both", places())


def test_records_that_a_mapping_reads_are_the_rows_of_the_local_engine(client, tmp_path, monkeypatch):
    monkeypatch.setattr("routes.parts.mapped.CHUNK_ROWS", 4)
    write_mapped(tmp_path)
    common = [str(tmp_path / "mine.csv"), "--mapping", str(tmp_path / "m.toml"), "--places", str(tmp_path / "p.csv")]
    common += ["--decisions", str(tmp_path / "d.csv"), "--format", "parquet"]
    dask = ["--engine", "dask", "--scheduler", client.scheduler.address, "--parts", "3"]
    assert main(["build", *common, "--out", str(tmp_path / "there"), *dask]) == 1
    assert main(["build", *common, "--out", str(tmp_path / "here")]) == 1
    same(tmp_path / "there", tmp_path / "here", parts=3)
    assert (tmp_path / "there" / "matches.csv").read_bytes() == (tmp_path / "here" / "matches.csv").read_bytes()


def die_once(marker):
    """In a worker: the first part that is built ends the process as the kernel does when memory is short."""
    real = cluster.build

    def dies(*given, **options):
        try:
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return real(*given, **options)
        os.kill(os.getpid(), signal.SIGKILL)

    cluster.build = dies


def test_a_worker_killed_half_way_costs_no_row(client, events, here, tmp_path):
    client.run(die_once, str(tmp_path / "died"))
    on(client, events, tmp_path / "out")
    assert (tmp_path / "died").exists()
    same(tmp_path / "out", here)


def test_a_stop_leaves_nothing(client, events, tmp_path):
    progress = Progress(lambda stage, *_: progress.stop() if stage == "building" else None)
    with pytest.raises(Stopped):
        on(client, events, tmp_path / "out", progress=progress)
    assert not (tmp_path / "out").exists()


def test_an_error_in_a_worker_is_the_error_of_the_run(client, tmp_path):
    pd.DataFrame({"name": ["x"]}).to_parquet(tmp_path / "e.parquet")
    with pytest.raises(DataError, match="person_id is missing"):
        on(client, tmp_path / "e.parquet", tmp_path / "out")
    assert os.listdir(tmp_path) == ["e.parquet"]


def test_only_this_machine_reaches_what_is_started_and_nothing_is_shown(client):
    about = client.scheduler_info()
    told = [about["address"], *about["workers"], *(worker["nanny"] for worker in about["workers"].values())]
    assert {address.rpartition(":")[0] for address in told} == {"tcp://127.0.0.1"}
    with socket.create_connection(("127.0.0.1", about["services"]["dashboard"])) as page:
        page.sendall(b"GET /info/main/workers.html HTTP/1.0\r\n\r\n")
        assert page.recv(100).startswith(b"HTTP/1.1 404")


class Workers:
    """A client whose workers say this of a file that they are asked for."""

    def __init__(self, *said):
        self.said = said

    def run(self, *_):
        if self.said and isinstance(self.said[0], Exception):
            raise self.said[0]
        return {
            f"tcp://10.0.0.{n}:1": (text or str(os.getpid()), version) for n, (text, version) in enumerate(self.said)
        }


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ([(None, VERSION), ("other", VERSION)], "the worker tcp://10.0.0.1:1 does not see this folder"),
        ([(None, "0.0.1")], "has version 0.0.1"),
        ([], "no workers"),
        ([ModuleNotFoundError("routes")], "do not have this program"),
    ],
)
def test_workers_that_cannot_do_it_are_told_before_anything_is_built(said, words, tmp_path):
    with pytest.raises(DataError, match=words):
        cluster._check_shared(Workers(*said), tmp_path)


def test_without_dask_a_sentence_says_how_to_get_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    (tmp_path / "e.csv").write_text("person_id,place_id\np,onsong\n")
    assert main(["build", str(tmp_path / "e.csv"), "--out", str(tmp_path / "out"), "--engine", "dask"]) == 2
    assert 'pip install "dask[distributed]"' in capsys.readouterr().err
    assert os.listdir(tmp_path) == ["e.csv"]


def test_no_scheduler_at_the_address_is_a_sentence(tmp_path, capsys, monkeypatch):
    def nobody(*_, **__):
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", nobody)
    (tmp_path / "e.csv").write_text("person_id,place_id\np,onsong\n")
    arguments = ["build", str(tmp_path / "e.csv"), "--out", str(tmp_path / "out"), "--engine", "dask"]
    assert main([*arguments, "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "no scheduler answers" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--format", "csv"], ["--workers", "0"], ["--workers", "2", "--scheduler", "x"]])
def test_choices_that_do_not_fit_dask_are_a_sentence(more, tmp_path, capsys):
    assert main(["build", "none.csv", "--out", str(tmp_path / "out"), "--engine", "dask", *more]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_dask_is_imported_only_where_it_is_asked_for():
    command = [sys.executable, "-c", "import sys, routes.cli, routes.commands.build; print('dask' in sys.modules)"]

    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

import fcntl
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.corrections import disk as disks
from geodata.corrections.disk import Disk, NotRecorded
from geodata.store import Store
from tests.geodata.corrected import BROKEN, FULL, READ_ONLY, FailingDisk, base_file, lines, new_store, recorded

ROOT = Path(__file__).resolve().parents[3]


def propose(store, name="X"):
    return store.propose("musan", {"name": name}, who="Kim", reason="x")


@pytest.fixture
def disk():
    return FailingDisk()


@pytest.fixture
def store(tmp_path, disk):
    store = new_store(tmp_path, disk)
    recorded(store)
    return store


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("write", FULL, "nothing was recorded, because the disk is full"),
        ("open", READ_ONLY, "nothing was recorded, because the disk may only be read"),
        ("open", 13, "nothing was recorded, because the folder may not be written to"),
        ("write", BROKEN, "nothing was recorded, because the disk reports an error"),
        ("fsync", BROKEN, "not certain whether this was recorded, because the disk reports an error"),
    ],
)
def test_an_edit_that_fails_is_told_and_nothing_acknowledged_is_lost(store, disk, call, code, words):
    before = lines(store)
    disk.fails = {call: code}
    with pytest.raises(NotRecorded, match=words):
        propose(store)
    assert lines(store) == before
    disk.fails = {}
    assert propose(store).n == 4
    assert Store.open(store.folder).verify() == []


@pytest.mark.parametrize("taken", [1, 10, 200])
def test_a_write_that_stops_half_way_leaves_nothing(store, disk, taken):
    before = store.folder.joinpath("journal.jsonl").read_bytes()
    disk.short, disk.fails = taken, {"write": FULL}
    with pytest.raises(NotRecorded, match="the disk is full"):
        propose(store)
    assert store.folder.joinpath("journal.jsonl").read_bytes() == before
    assert store.version_of_all == 3


def test_a_short_write_goes_on(store, disk):
    disk.short = 10
    assert propose(store).n == 4
    assert store.verify() == []


def test_where_cutting_back_fails_too_it_says_so_and_the_next_look_tells(store, disk):
    disk.fails = {"fsync": BROKEN, "truncate": BROKEN}
    with pytest.raises(NotRecorded, match="not certain") as raised:
        propose(store)
    assert not raised.value.certain
    disk.fails = {}
    assert [entry.kind for entry in store.history("musan")] == ["propose"]  # it did reach the file
    assert store.verify() == []


def test_half_a_line_that_could_not_be_cut_is_cut_by_the_next_edit(store, disk):
    disk.short, disk.fails = 50, {"write": FULL, "truncate": BROKEN}
    with pytest.raises(NotRecorded, match="not certain"):
        propose(store)
    assert store.version_of_all == 3
    disk.fails = {}
    assert propose(store).n == 4
    assert "cut short" in store.repaired
    assert store.verify() == []


def test_nothing_is_written_into_an_end_that_could_not_be_mended(store, disk):
    path = store.folder / "journal.jsonl"
    torn = path.read_bytes() + b'{"n":4,"reason":"' + b"x" * 5000
    path.write_bytes(torn)
    disk.fails = {"rename": FULL}
    with pytest.raises(NotRecorded, match=r"The end of journal\.jsonl needs mending, and that failed"):
        propose(store)
    assert path.read_bytes() == torn
    disk.fails = {}
    assert propose(store).n == 4
    assert store.verify() == []


def test_after_a_failed_fsync_the_journal_is_read_anew(store, disk, monkeypatch):
    disk.fails = {"fsync": BROKEN}
    with pytest.raises(NotRecorded):
        propose(store)
    disk.fails = {}
    read = []
    monkeypatch.setattr(disk, "read", lambda path, start=0: read.append(start) or Disk.read(disk, path, start))
    assert store.version_of_all == 3
    assert set(read) == {0}


@pytest.mark.parametrize("call", ["mkdir", "open", "write", "rename"])
def test_a_store_that_cannot_be_begun_is_told(tmp_path, disk, call):
    store = new_store(tmp_path, disk)
    disk.fails = {call: FULL}
    with pytest.raises(NotRecorded, match="the disk is full"):
        propose(store)
    disk.fails = {}
    assert propose(store).n == 2
    assert store.verify() == []


def test_a_rebuilt_file_that_cannot_be_made_does_not_undo_the_edit(store, disk):
    disk.fails = {"rename": FULL}
    number = propose(store).n
    assert "Everything is recorded, but places.geojson could not be made again" in store.warning
    store.accept(number, who="Lee")
    assert store.feature("musan")["properties"]["name"] == "X"
    assert list(store.folder.glob(".*")) == []
    disk.fails = {}
    assert Store.open(store.folder).feature("musan")["properties"]["name"] == "X"
    assert store.verify() == []


def test_a_store_that_may_only_be_read_is_read(store, disk):
    disk.fails = {"open": READ_ONLY}
    again = Store.open(store.folder, disk=disk)
    assert again.version_of_all == 3
    assert again.verify() == []
    with pytest.raises(NotRecorded, match="only be read"):
        propose(again)


def test_the_last_line_is_shown_where_it_cannot_be_mended(store, disk):
    path = store.folder / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    disk.fails = {"open": READ_ONLY}
    again = Store.open(store.folder, disk=disk)
    assert (again.version_of_all, again.repaired) == (3, None)


def test_who_waits_too_long_for_the_lock_is_told(store, monkeypatch):
    monkeypatch.setattr(disks, "LOCK_WAIT", 0.05)
    with Disk().lock(store.folder), pytest.raises(NotRecorded, match="another program has held the store"):
        propose(store)
    assert propose(store).n == 4


def test_a_lock_whose_file_was_taken_away_meanwhile_is_no_lock(tmp_path):
    class TakenAway(Disk):
        times = 0

        def _wait(self, handle, kind, until, path):
            super()._wait(handle, kind, until, path)
            self.times += 1
            if self.times == 1:
                path.unlink()

    disk = TakenAway()
    with disk.lock(tmp_path):
        assert disk.times == 2
        with pytest.raises(BlockingIOError), (tmp_path / "lock").open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_file_that_may_grow_no_more(tmp_path):
    """The kernel itself refuses, after a part of the line: the size of files of another process is limited."""
    store = new_store(tmp_path)
    recorded(store)
    program = (
        "import sys; from geodata.store import Store; store = Store.open(sys.argv[1])\n"
        "for n in range(999): print(store.propose('musan', {'name': str(n)}, who='Kim', reason='x').n, flush=True)"
    )
    limit = (store.folder / "journal.jsonl").stat().st_size + 5000
    run = subprocess.run(
        [sys.executable, "-c", program, str(store.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert "nothing was recorded, because the file may not grow any larger" in run.stderr
    acknowledged = [int(n) for n in run.stdout.split()]
    assert len(acknowledged) > 5
    assert store.version_of_all == acknowledged[-1]
    assert store.verify() == []


def test_a_full_device(tmp_path):
    with pytest.raises(NotRecorded, match="the disk is full"):
        Disk().append(Path("/dev/full"), b"x", 0)


def test_a_whole_file_is_put_in_place_or_not_at_all(tmp_path, disk):
    path = tmp_path / "f"
    disk.replace(path, b"old")
    for call in ("write", "fsync", "rename"):
        disk.fails = {call: FULL}
        with pytest.raises(OSError, match="No space"):
            disk.replace(path, b"new")
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["f"]


def test_a_base_file_larger_than_one_write_is_copied_whole(tmp_path, disk):
    disk.short = 3
    base_file(tmp_path)
    store = Store.open(tmp_path / "store", [tmp_path / "places.geojson"], disk)
    recorded(store)
    copy = next((store.folder / "base").glob("*/places.geojson"))
    assert json.loads(copy.read_bytes())["after"] is True
    assert store.verify() == []

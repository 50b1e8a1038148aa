import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from routes.folder import whole, work_folder

ROOT = Path(__file__).parents[2]
NAMES = ("legs.csv", "stints.csv", "report.json")


def put(folder, text, names=NAMES):
    with whole(folder) as draft:
        for name in names:
            (draft / name).write_text(text)


def texts(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("there", ["nothing", "empty", "results"])
def test_a_folder_holds_the_new_results_and_nothing_lies_beside_it(there, tmp_path):
    if there != "nothing":
        (tmp_path / "out").mkdir()
    if there == "results":
        put(tmp_path / "out", "old")
    put(tmp_path / "out", "new")
    assert texts(tmp_path / "out") == dict.fromkeys(NAMES, "new")
    assert os.listdir(tmp_path) == ["out"]


def test_until_the_end_the_old_results_stay(tmp_path):
    put(tmp_path / "out", "old")
    with whole(tmp_path / "out") as draft:
        (draft / "legs.csv").write_text("new")
        assert texts(tmp_path / "out") == dict.fromkeys(NAMES, "old")


def test_other_files_in_the_folder_stay(tmp_path):
    (tmp_path / "events.csv").write_text("mine")
    (tmp_path / "folder").mkdir()
    put(tmp_path, "old")
    put(tmp_path, "new")
    assert texts(tmp_path) == {"events.csv": "mine", **dict.fromkeys(NAMES, "new")}
    assert sorted(os.listdir(tmp_path)) == sorted(["events.csv", "folder", *NAMES])


def test_who_stands_in_the_folder_goes_on_standing_in_it(tmp_path, monkeypatch):
    put(tmp_path / "out", "old")
    monkeypatch.chdir(tmp_path / "out")
    put(Path("."), "new")
    assert texts(Path(".")) == dict.fromkeys(NAMES, "new")


def test_a_link_to_a_folder_stays_a_link(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "there")
    put(tmp_path / "out", "new")
    assert (tmp_path / "out").is_symlink()
    assert texts(tmp_path / "there") == dict.fromkeys(NAMES, "new")


def test_what_was_needed_on_the_way_is_no_result(tmp_path):
    with whole(tmp_path / "out") as draft:
        (work_folder(draft) / "part").touch()
        (draft / "report.json").touch()
    assert os.listdir(tmp_path / "out") == ["report.json"]


def test_a_folder_can_be_read_as_any_other_that_is_made(tmp_path):
    put(tmp_path / "out", "new")
    (tmp_path / "plain").mkdir()
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_in_the_way_is_an_error(tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(NotADirectoryError):
        put(tmp_path / "out", "new")


@pytest.mark.parametrize("others", [(), ("events.csv",)])
@pytest.mark.parametrize("number", range(1, 8))
def test_a_disk_that_fails_while_results_are_put_in_place_leaves_the_old_ones(others, number, tmp_path, monkeypatch):
    put(tmp_path / "out", "old")
    for name in others:
        (tmp_path / "out" / name).write_text("mine")
    old, rename, calls = texts(tmp_path / "out"), os.rename, []

    def fails(*names):
        calls.append(names)
        if len(calls) == number:
            raise OSError("input/output error")
        rename(*names)

    monkeypatch.setattr("routes.folder.ctypes.CDLL", lambda *_, **__: object())  # an exchange takes two steps here
    try:
        with whole(tmp_path / "out") as draft:
            for name in NAMES:
                (draft / name).write_text("new")
            monkeypatch.setattr("os.rename", fails)
    except OSError:
        assert texts(tmp_path / "out") == old
    else:
        assert len(calls) < number
        assert texts(tmp_path / "out") == old | dict.fromkeys(NAMES, "new")
    assert os.listdir(tmp_path) == ["out"]


def test_a_folder_that_may_not_be_moved_gets_its_files_replaced(tmp_path, monkeypatch):
    put(tmp_path / "out", "old")
    rename = os.rename

    def refuses(source, target):
        if Path(source).is_dir():
            raise PermissionError(1, "not yours")
        rename(source, target)

    monkeypatch.setattr("routes.folder.ctypes.CDLL", lambda *_, **__: object())
    with whole(tmp_path / "out") as draft:
        for name in NAMES:
            (draft / name).write_text("new")
        monkeypatch.setattr("os.rename", refuses)
    assert texts(tmp_path / "out") == dict.fromkeys(NAMES, "new")
    assert os.listdir(tmp_path) == ["out"]


def test_what_a_kill_between_two_steps_moved_aside_is_brought_back(tmp_path):
    put(tmp_path / "out", "old")
    (tmp_path / "out").rename(tmp_path / ".out.old-1")
    with pytest.raises(KeyError), whole(tmp_path / "out"):
        raise KeyError
    assert texts(tmp_path / "out") == dict.fromkeys(NAMES, "old")


KILLED = """
import sys
from pathlib import Path
from routes.folder import whole, work_folder
print("begun", flush=True)
for number in range(10**9):
    with whole(Path(sys.argv[1])) as draft:
        (work_folder(draft) / "part").write_text("part")
        for name in ("legs.csv", "stints.csv", "report.json"):
            (draft / name).write_text(str(number))
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_kill_at_any_moment_leaves_old_or_new_results_and_the_next_run_tidies_up(number, tmp_path):
    for wait in (0.001, 0.003, 0.007, 0.012, 0.02, 0.031):
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path / "out")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        child.stdout.readline()
        time.sleep(wait)
        child.send_signal(number)
        child.wait()
        child.stdout.close()
        if (tmp_path / "out").exists():
            found = texts(tmp_path / "out")
            assert sorted(found) == sorted(NAMES)
            assert len(set(found.values())) == 1
        assert all(name.startswith(".out.") for name in os.listdir(tmp_path) if name != "out")
    put(tmp_path / "out", "new")
    assert [name for name in os.listdir(tmp_path) if not name.startswith(".out.new-")] == ["out"]


def test_a_run_leaves_another_run_alone(tmp_path):
    with whole(tmp_path / "out") as draft:
        (draft / "report.json").write_text("first")
        put(tmp_path / "out", "second")
        assert (draft / "report.json").exists()
    assert texts(tmp_path / "out")["report.json"] == "first"

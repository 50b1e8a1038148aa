"""How does a folder of results appear whole or not at all? Written under a hidden name first, put in place at the end.

Whoever is stopped, killed or out of disk leaves the folder as it was: without results, or with those of an earlier run.
Where the folder is new, or holds nothing but earlier results, one step of the file system exchanges the whole folder.
Where it holds other files too (or is the folder that one stands in), these stay, and the files are moved in one by one:
an error undoes that; only a kill in these milliseconds can leave a mixture, which then has no report.json and is not
read as results.

What a killed run left behind has a hidden name and is removed by the next run into the same folder. A run holds a lock
on its own hidden folder, so that two runs at one time leave each other alone.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

WORK = ".work"  # inside a draft: files that are needed on the way only
LAST = "report.json"  # without it a folder is no results
AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
OLD = ".old"
# A folder of somebody else, or of a layer of the file system below: what is in it can be replaced, not itself.
NOT_TO_BE_MOVED = (errno.EPERM, errno.EACCES, errno.EXDEV)


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A hidden folder to write into; it becomes `folder` where nothing is raised, and is removed otherwise.

    >>> with tempfile.TemporaryDirectory() as parent:
    ...     with whole(Path(parent, "out")) as draft:
    ...         (draft / "report.json").touch()
    ...         before = Path(parent, "out").exists()
    ...     before, os.listdir(parent), os.listdir(Path(parent, "out"))
    (False, ['out'], ['report.json'])
    """
    folder = Path(os.path.realpath(folder))
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "is a file, not a folder", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    _bring_back(folder)
    _remove_stale(folder)
    draft, lock = _draft(folder)
    try:
        yield draft
        shutil.rmtree(draft / WORK, ignore_errors=True)
        _put_in_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # the unfinished new results, or the old ones
        os.close(lock)


def work_folder(draft: Path) -> Path:
    """A folder inside a draft for what is needed on the way; it is no part of the results."""
    (draft / WORK).mkdir(exist_ok=True)
    return draft / WORK


def _prefix(folder: Path, what: str) -> str:
    return f".{folder.name}.{what}-"


def _draft(folder: Path) -> tuple[Path, int]:
    """A new hidden folder, beside the folder if that can be, and the lock on it."""
    fresh = _prefix(folder, "new")
    try:
        if folder.exists() and os.path.ismount(folder):
            raise PermissionError
        made = Path(tempfile.mkdtemp(prefix=fresh, dir=folder.parent))
    except PermissionError:  # somebody may write into this folder and not beside it
        folder.mkdir(exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=fresh, dir=folder))
    lock = os.open(made, os.O_RDONLY | os.O_DIRECTORY)
    with suppress(OSError):  # a file system without locks
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    # Only now under the name that other runs look for: what has it and no lock is left over.
    draft = made.with_name(made.name.replace(fresh, _prefix(folder, "draft"), 1))
    os.rename(made, draft)
    return draft, lock


def _remove_stale(folder: Path) -> None:
    for what in ("draft", "old"):
        for parent in (folder.parent, folder):
            for left in parent.glob(_glob_safe(_prefix(folder, what)) + "*"):
                with suppress(OSError):
                    lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
                    try:
                        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        shutil.rmtree(left, ignore_errors=True)
                    finally:
                        os.close(lock)


def _glob_safe(text: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def _put_in_place(draft: Path, folder: Path) -> None:
    names = os.listdir(draft)
    there = os.listdir(folder) if folder.exists() else []
    own = draft.parent == folder.parent and set(there) <= set(names) and not (folder.exists() and _stands_in(folder))
    if own:
        draft.chmod(folder.stat().st_mode & 0o7777 if folder.exists() else 0o777 & ~_umask())
        try:
            _exchange(draft, folder) if there else os.rename(draft, folder)
            return
        except OSError as error:
            if error.errno not in NOT_TO_BE_MOVED or not folder.exists():
                raise
    folder.mkdir(exist_ok=True)
    _move_in(draft, folder, names)


def _stands_in(folder: Path) -> bool:
    """Whether this is the folder that the program was called in: a shell would go on standing in the old one."""
    try:
        return os.path.samefile(folder, Path.cwd())
    except OSError:
        return False


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _exchange(draft: Path, folder: Path) -> None:
    """Two folders take each other's names, in one step where the system can do that."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
        if rename(AT_FDCWD, os.fsencode(draft), AT_FDCWD, os.fsencode(folder), RENAME_EXCHANGE) == 0:
            return
    except AttributeError:  # no Linux
        pass
    aside = Path(tempfile.mkdtemp(prefix=_prefix(folder, "old"), dir=folder.parent))
    try:
        os.rename(folder, aside)  # onto an empty folder
        os.rename(draft, folder)
    except BaseException:
        if not folder.exists():
            os.rename(aside, folder)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _bring_back(folder: Path) -> None:
    """Results that a killed run had moved aside and not yet replaced (only where an exchange takes two steps)."""
    if not folder.exists():
        for aside in sorted(folder.parent.glob(_glob_safe(_prefix(folder, "old")) + "*")):
            if (aside / LAST).exists():
                os.rename(aside, folder)
                return


def _move_in(draft: Path, folder: Path, names: list[str]) -> None:
    """Replace files of these names one by one; LAST goes first and comes last. An error puts everything back."""
    aside = draft / OLD
    aside.mkdir()
    names = sorted(names, key=lambda name: name == LAST)
    moves = [(folder / name, aside / name) for name in reversed(names) if os.path.lexists(folder / name)]
    moves += [(draft / name, folder / name) for name in names]
    done = []
    try:
        for move in moves:
            os.rename(*move)
            done.append(move)
    except BaseException:
        for source, target in reversed(done):
            os.rename(target, source)
        raise

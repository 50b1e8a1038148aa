"""How do bytes reach the disk so that they stay there? Appending durably, replacing at once, one writer at a time.

`Disk` gathers the calls to the file system that can fail, so that tests can put a failing one in its place. What is
promised:

- `append` returns after fsync has. Where anything fails, the file is cut back to its former length, and NotRecorded
  says what happened; `certain` is False where even the cutting could not be made durable.
- After an fsync that failed, no handle that was open then is used again: Linux reports such an error once and takes the
  lost pages for written. The file is opened anew, and its pages are dropped, so that the next look reads the disk.
- `replace` puts a whole file in place of another: a reader sees the old one or the new one.
- `lock` lets one writer in, be it a process or a thread; the lock goes with the process, also by `kill -9`.
"""

import contextlib
import errno
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from geodata.errors import DataError

LOCK = "lock"
LOCK_WAIT = 10.0  # seconds until a writer gives up; an edit takes well under one
LOCK_POLL = 0.002  # seconds between two tries
FILE_MODE = 0o644
CAUSES = {  # errno → (what it means, what to do)
    errno.ENOSPC: ("the disk is full", "make room and try again"),
    errno.EDQUOT: ("the space that you may use is full", "make room and try again"),
    errno.EFBIG: ("the file may not grow any larger", "ask whoever looks after the machine"),
    errno.EROFS: ("the disk may only be read", "move the folder to a disk that may be written to"),
    errno.EACCES: ("the folder may not be written to", "check the permissions of the folder"),
    errno.EPERM: ("the folder may not be written to", "check the permissions of the folder"),
    errno.EIO: ("the disk reports an error", "copy the folder to another disk and go on there"),
}


class NotRecorded(DataError):
    """Nothing was recorded; `certain` is False where a power cut could still bring it back."""

    certain = True


def not_recorded(path: Path, error: OSError, certain: bool = True) -> NotRecorded:
    """The sentence for an edit that a failing disk refused.

    >>> print(not_recorded(Path("journal.jsonl"), OSError(errno.ENOSPC, "No space left on device")))
    journal.jsonl: nothing was recorded, because the disk is full; make room and try again.
    """
    cause, remedy = CAUSES.get(error.errno, (f"of an error ({error.strerror or error})", "try again"))
    reason = f"nothing was recorded, because {cause}"
    if not certain:
        reason = f"it is not certain whether this was recorded, because {cause}"
        remedy = f"look at the history before you repeat it; {remedy}"
    refusal = NotRecorded(reason, file=path, remedy=remedy)
    refusal.certain = certain
    return refusal


class Disk:
    """The file system, as the store uses it."""

    def open(self, path: Path, flags: int) -> int:
        """A handle of a file."""
        return os.open(path, flags | os.O_CLOEXEC, FILE_MODE)

    def write(self, handle: int, data: bytes, at: int) -> int:
        """Write at an offset; how many bytes were taken."""
        return os.pwrite(handle, data, at)

    def fsync(self, handle: int) -> None:
        """Wait until the disk has what was written."""
        if hasattr(fcntl, "F_FULLFSYNC"):  # on macOS fsync leaves the data in the disk's own cache
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)

    def truncate(self, handle: int, length: int) -> None:
        """Cut a file to a length."""
        os.ftruncate(handle, length)

    def rename(self, old: Path, new: Path) -> None:
        """Put a file in place of another."""
        os.replace(old, new)

    def mkdir(self, folder: Path) -> None:
        """Make a folder, with those above it."""
        folder.mkdir(parents=True, exist_ok=True)

    def append(self, path: Path, data: bytes, at: int) -> None:
        """Write at the end of a file, which is `at`, durably; NotRecorded where that fails."""
        try:
            handle = self.open(path, os.O_WRONLY | os.O_CREAT)
        except OSError as error:
            raise not_recorded(path, error) from error
        try:
            self._write_all(handle, data, at)
            self.fsync(handle)
        except BaseException as error:
            certain = self.cut(path, at)
            if isinstance(error, OSError):
                raise not_recorded(path, error, certain) from error
            raise
        finally:
            with contextlib.suppress(OSError):
                os.close(handle)

    def create(self, path: Path) -> None:
        """Make an empty file, if there is none, with its name durable; OSError where that fails."""
        os.close(self.open(path, os.O_WRONLY | os.O_CREAT))
        self.sync_folder(path.parent)

    def cut(self, path: Path, length: int) -> bool:
        """Cut a file to a length through a handle of its own; whether that is durable."""
        try:
            handle = self.open(path, os.O_RDWR)
        except OSError:
            return False
        try:
            self.truncate(handle, length)
            self.fsync(handle)
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError:
            return False
        finally:
            with contextlib.suppress(OSError):
                os.close(handle)
        return True

    def replace(self, path: Path, data: bytes, durable: bool = True) -> None:
        """Put the bytes in place of a file at once; OSError where that cannot be done, then nothing was changed.

        Call it under the lock: the new file has a fixed name until it takes its place, so that a writer that is killed
        leaves one such file and not a new one each time.
        """
        new = path.with_name(f".{path.name}.new")
        try:
            handle = self.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            try:
                self._write_all(handle, data, 0)
                if durable:
                    self.fsync(handle)
            finally:
                os.close(handle)
            self.rename(new, path)
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        if durable:
            self.sync_folder(path.parent)

    def sync_folder(self, folder: Path) -> None:
        """Make the names in a folder durable."""
        handle = self.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.fsync(handle)
        except OSError as error:
            if error.errno != errno.EINVAL:  # some file systems cannot, and need not
                raise
        finally:
            os.close(handle)

    def read(self, path: Path, start: int = 0) -> bytes:
        """The bytes of a file from an offset on; DataError where they cannot be read. They are made durable, for a
        writer may have died before its fsync, and what is shown as recorded must stay."""
        try:
            handle = self.open(path, os.O_RDONLY)
            with os.fdopen(handle, "rb") as file:
                file.seek(start)
                data = file.read()
                with contextlib.suppress(OSError):  # what a failing disk holds can still be shown; writing will tell
                    self.fsync(handle)
        except OSError as error:
            raise DataError(f"cannot be read ({error.strerror or error})", file=path,
                            remedy="check the disk and the permissions") from error  # fmt: skip
        return data

    def _write_all(self, handle: int, data: bytes, at: int) -> None:
        view, written = memoryview(data), 0
        while written < len(data):
            taken = self.write(handle, view[written:], at + written)
            if not taken:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            written += taken

    @contextlib.contextmanager
    def lock(self, folder: Path, exclusive: bool = True) -> Iterator[None]:
        """Keep others out: all of them, or (shared) only writers. NotRecorded where the lock is not to be had in time.

        A folder that may not be written to needs no lock to be read: nobody writes there.
        """
        try:
            handle = self._locked(folder / LOCK, exclusive)
        except OSError as error:
            if exclusive:
                raise not_recorded(folder, error) from error
            handle = None
        try:
            yield
        finally:
            if handle is not None:
                os.close(handle)

    def _locked(self, path: Path, exclusive: bool) -> int:
        until = time.monotonic() + LOCK_WAIT
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        while True:
            handle = self.open(path, os.O_RDWR | os.O_CREAT if exclusive else os.O_RDONLY)
            try:
                self._wait(handle, kind, until, path)
                if os.fstat(handle).st_ino == path.stat().st_ino:  # else somebody took the file away meanwhile
                    return handle
            except FileNotFoundError:
                pass
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)

    def _wait(self, handle: int, kind: int, until: float, path: Path) -> None:
        while True:
            try:
                return fcntl.flock(handle, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise NotRecorded(
                        f"another program has held the store for {LOCK_WAIT:.0f} seconds",
                        file=path,
                        remedy="nothing was recorded; end that program and try again",
                    ) from None
                time.sleep(LOCK_POLL)

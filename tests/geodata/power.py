"""A disk of a machine that loses its power: what was not made durable may be gone, in part, or be NUL bytes.

POSIX promises less than most file systems keep: bytes are there after fsync of the file, names (new ones, and which file
a name means after a rename) after fsync of the folder. Whatever was not asked for may have happened or not, in any order.
"""

import os
import random
from pathlib import Path

from geodata.corrections.disk import Disk


class PowerCut(BaseException):
    """The machine went down: no code of ours runs any more. (Not an Exception, for nobody may catch it.)"""


class LosingDisk(Disk):
    """A disk under the folder `root`; from the call number `cut_at` on, the machine is down."""

    def __init__(self, root: Path, cut_at: int | None = None):
        self.root, self.cut_at, self.calls = root, cut_at, 0
        self.bytes: dict[int, bytes] = {}  # inode → what of it is durable
        self.names: dict[Path, int] = {}  # path → inode, as the folders on the disk have it
        self.folders: set[Path] = {root}
        for path in root.rglob("*"):
            self._name_is_durable(path)
            if path.is_file():
                self.bytes[path.stat().st_ino] = path.read_bytes()

    def _call(self):
        if self.cut_at is not None and self.calls >= self.cut_at:
            raise PowerCut
        self.calls += 1

    def _name_is_durable(self, path: Path):
        if path.is_dir():
            self.folders.add(path)
        else:
            self.names[path] = path.stat().st_ino

    def open(self, path, flags):
        self._call()
        return super().open(path, flags)

    def write(self, handle, data, at):
        self._call()
        return super().write(handle, data, at)

    def truncate(self, handle, length):
        self._call()
        super().truncate(handle, length)

    def rename(self, old, new):
        self._call()
        super().rename(old, new)

    def mkdir(self, folder):
        self._call()
        super().mkdir(folder)

    def fsync(self, handle):
        self._call()
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if not path.is_dir():
            self.bytes[os.fstat(handle).st_ino] = path.read_bytes()
            return
        for known in [known for known in self.names if known.parent == path and not known.exists()]:
            del self.names[known]
        for child in path.iterdir():
            self._name_is_durable(child)

    def lose(self, dice: random.Random) -> None:
        """Make the folder what the disk may hold after the power came back."""
        there = {path: path.stat().st_ino for path in self.root.rglob("*") if path.is_file()}
        now = {inode: path.read_bytes() for path, inode in there.items()}
        for path in there.keys() | self.names.keys():
            inode = dice.choice([there.get(path), self.names.get(path)])
            path.unlink(missing_ok=True)
            if inode is not None:
                path.write_bytes(self._survives(inode, now.get(inode, b""), dice))
        for folder in sorted((path for path in self.root.rglob("*") if path.is_dir()), reverse=True):
            if folder not in self.folders and dice.random() < 0.5:
                for path in sorted(folder.rglob("*"), reverse=True):
                    path.rmdir() if path.is_dir() else path.unlink()
                folder.rmdir()

    def _survives(self, inode: int, now: bytes, dice: random.Random) -> bytes:
        durable = self.bytes.get(inode, b"")
        if durable == now:
            return now
        some = now[: dice.randint(min(len(durable), len(now)), len(now))]
        return dice.choice([durable, now, some, some + b"\0" * (len(now) - len(some))])

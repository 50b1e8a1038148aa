"""Small stores for tests: three places, a proposer and a reviewer, and a disk that fails when it is told to."""

import errno
import json
import os
from pathlib import Path

from geodata.corrections.disk import Disk
from geodata.store import Store

PLACES = """{"type": "FeatureCollection", "made by": {"a": 12345678901234567890123}, "features": [
{"type": "Feature", "id": "onsong", "properties": {"name": "Onsong", "beds": 1.10, "sources": [{"title": "A"}]}, "geometry": {"type": "Point", "coordinates": [129.99, 42.95, 7]}, "mark": [1]},
{"type": "Feature", "id": 7, "properties": null, "geometry": null},
  {"type":"Feature","properties":{"id":"musan","name":"무산"},"geometry":{"coordinates":[129.2,42.2],"type":"Point"}}
], "after": true}
"""


def base_file(folder: Path) -> Path:
    path = folder / "places.geojson"
    path.write_text(PLACES, encoding="utf-8")
    return path


def new_store(folder: Path, disk: Disk | None = None) -> Store:
    return Store.open(folder / "store", [base_file(folder)], disk)


def recorded(store: Store, value: str = "Onsŏng") -> int:
    """A proposal that was accepted; its number."""
    proposal = store.propose("onsong", {"name": value}, who="Kim", reason="spelling")
    store.accept(proposal.n, who="Lee")
    return proposal.n


def lines(store: Store) -> list[dict]:
    return [json.loads(line) for line in (store.folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]


class FailingDisk(Disk):
    """A disk on which `fails[name]` is the number of an error (errno) that the call of that name then raises.

    `short`: a write takes at most so many bytes before it fails with `fails["write"]`.
    """

    def __init__(self):
        self.fails: dict[str, int] = {}
        self.short: int | None = None

    def _may_fail(self, name: str) -> None:
        if name in self.fails:
            raise OSError(self.fails[name], os.strerror(self.fails[name]))

    def open(self, path, flags):
        if flags & (os.O_WRONLY | os.O_RDWR):
            self._may_fail("open")
        return super().open(path, flags)

    def write(self, handle, data, at):
        if self.short:
            data, self.short = data[: self.short], 0
            return super().write(handle, data, at)
        self._may_fail("write")
        return super().write(handle, data, at)

    def fsync(self, handle):
        self._may_fail("fsync")
        super().fsync(handle)

    def truncate(self, handle, length):
        self._may_fail("truncate")
        super().truncate(handle, length)

    def rename(self, old, new):
        self._may_fail("rename")
        super().rename(old, new)

    def mkdir(self, folder):
        self._may_fail("mkdir")
        super().mkdir(folder)


FULL, READ_ONLY, BROKEN = errno.ENOSPC, errno.EROFS, errno.EIO

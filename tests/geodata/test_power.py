"""The power is cut at every single call to the disk: what was acknowledged is there when it comes back."""

import random

import pytest

from geodata.store import Store
from tests.geodata.corrected import PLACES, base_file
from tests.geodata.power import LosingDisk, PowerCut


def scenario(folder, disk, acknowledged):
    """Begin a store and use it; the hash of each line as it is acknowledged."""

    def done(entry):
        acknowledged[entry.n] = entry.hash

    store = Store.open(folder / "store", [folder / "places.geojson"], disk)
    done(store.propose("onsong", {"position": [129.9, 42.9]}, who="Kim", source="Report"))
    done(store.accept(2, who="Lee"))
    done(store.propose("musan", {"name": "Musan"}, who="Kim", reason="x" * 5000))
    store.update([folder / "newer.geojson"], who="Lee")
    done(store.entry(5))
    store = Store.open(folder / "store", disk=disk)
    done(store.undo(2, who="Park", reason="x"))
    done(store.decline(4, who="Lee", comment="y"))


def files(folder):
    base_file(folder)
    (folder / "newer.geojson").write_text(PLACES.replace("무산", "Musan-gun"), encoding="utf-8")


def number_of_calls(folder):
    files(folder)
    disk = LosingDisk(folder)
    scenario(folder, disk, {})
    return disk.calls


@pytest.mark.parametrize("seed", range(4))
def test_what_was_acknowledged_survives_a_power_cut_at_any_call(tmp_path, seed):
    (tmp_path / "counted").mkdir()
    calls = number_of_calls(tmp_path / "counted")
    assert calls > 80
    seen = set()
    for cut_at in range(calls):
        folder = tmp_path / str(cut_at)
        folder.mkdir()
        files(folder)
        disk, acknowledged = LosingDisk(folder, cut_at), {}
        with pytest.raises(PowerCut):
            scenario(folder, disk, acknowledged)
        disk.lose(random.Random(1000 * cut_at + seed))  # noqa: S311
        store = Store.open(folder / "store", [folder / "places.geojson"], LosingDisk(folder))
        assert store.damaged is None, (cut_at, store.damaged)
        assert {n: store.entry(n).hash for n in acknowledged} == acknowledged, cut_at
        seen.add(len(acknowledged))
        place = store.propose("7", {"note": "and on it goes"}, who="Kim", reason="x")
        store.accept(place.n, who="Lee")
        assert store.verify() == [], cut_at
    assert seen == set(range(6))

"""Any series of edits: the state in memory is what base and journal make, and what nobody edited is as it was."""

import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import geojson
from geodata.corrections.splice import feature_spans
from geodata.errors import DataError
from geodata.store import Store
from tests.geodata.power import LosingDisk

PLACES = ("a", "b", "3")
TEXT = st.text('xyz청\u0301"\\ ', max_size=3) | st.just("no\nname")
VALUES = st.one_of(
    st.fixed_dictionaries({"name": st.none() | TEXT}),
    st.fixed_dictionaries({"aliases": st.lists(TEXT, max_size=3)}),
    st.fixed_dictionaries({"position": st.none() | st.tuples(st.floats(-181, 181), st.floats(-90, 90))}),
    st.fixed_dictionaries({"note": TEXT, "sources": st.lists(st.fixed_dictionaries({"title": TEXT}), max_size=2)}),
)
VERSIONS = st.sampled_from([None, None, None, 0, 5])
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(PLACES), VALUES, VERSIONS),
    st.tuples(st.just("edit"), st.just("a"), VALUES, st.none()),
    st.tuples(st.just("undo"), st.integers(0, 30)),
    st.tuples(st.just("propose"), st.sampled_from([*PLACES, "nowhere"]), VALUES, VERSIONS),
    st.tuples(st.sampled_from(["accept", "decline", "withdraw"]), st.integers(0, 30)),
    st.tuples(st.just("update"), st.sampled_from(["{}", '{"name": "other"}', '{"aliases": ["q"]}'])),
    st.tuples(st.just("open")),
)


def document(properties: str) -> str:
    return (
        '{"type": "FeatureCollection", "x": 1e2, "features": ['
        f'{{"type":"Feature","id":"a","properties":{properties},"geometry":null,"m":{{"b":1.50,"a":99999999999999999999}}}},'
        '{"type":"Feature","id":"b","properties":null,"geometry":{"type":"Point","coordinates":[1.10,2]}},\n'
        '{"type":"Feature","id":3,"properties":{"aliases":["p"],"keep":[0.10]},"geometry":null}]}'
    )


def take(store, step, folder):
    """Whether a step was recorded (True), refused (False), or records nothing by itself (None)."""
    what, *rest = step
    if what in ("accept", "decline", "withdraw") and store.pending():
        rest = [store.pending()[rest[0] % len(store.pending())].n]
    elif what == "undo":
        rest = [rest[0] % (store.version_of_all + 2)]
    try:
        if what in ("edit", "propose"):
            place, values, version = rest
            entry = store.propose(place, values, who="Kim", source="Report", version=version)
            if what == "edit":
                entry = store.accept(entry.n, who="Lee")
        elif what == "update":
            path = folder / "newer" / "places.geojson"
            path.parent.mkdir(exist_ok=True)
            path.write_text(document(rest[0]), encoding="utf-8")
            before = store.version_of_all
            store.update([path], who="Lee")
            return True if store.version_of_all > before else None
        elif what == "undo":
            entry = store.undo(rest[0], who="Kim", reason="x")
        else:
            entry = getattr(store, what)(rest[0], who="Kim" if what == "withdraw" else "Lee", comment="x")
    except DataError:
        return False
    assert entry == store.entry(entry.n)
    return True


@settings(max_examples=150)
@given(st.lists(STEPS, min_size=4, max_size=25))
def test_live_is_replayed_and_recorded_and_refused_are_all(steps):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        disk = LosingDisk(folder)  # no real fsync, which would take most of the time
        (folder / "places.geojson").write_text(document("{}"), encoding="utf-8")
        store = Store.open(folder / "store", [folder / "places.geojson"], disk)
        done = []
        for step in steps:
            if step == ("open",):
                store = Store.open(folder / "store", [folder / "places.geojson"], disk)
            else:
                before = store.version_of_all
                done.append(take(store, step, folder))
                grown = store.version_of_all - before - (before == 0)  # the first one brings the line of the base
                assert max(grown, 0) == (1 + (step[0] == "edit") if done[-1] else 0)
        assert done.count(True) + done.count(False) + done.count(None) == len([s for s in steps if s != ("open",)])
        assert store.verify() == []
        again = Store.open(folder / "store", [folder / "places.geojson"], disk)
        for place in PLACES:
            assert again.feature(place) == store.feature(place)
            assert again.history(place) == store.history(place)
            assert again.version(place) == store.version(place)
        assert again.pending() == store.pending()
        assert [json.dumps(one) for one in again.documents()] == [json.dumps(one) for one in store.documents()]
        untouched(store)


def untouched(store):
    """Places that nobody changed have the very bytes of the base; the others all that cannot be corrected."""
    if not store.begun:
        return
    lines = [json.loads(line) for line in (store.folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    folder = [line["folder"] for line in lines if line["kind"] == "base"][-1]
    old = (store.folder / folder / "places.geojson").read_text(encoding="utf-8")
    new = store.paths[0].read_text(encoding="utf-8")
    changed = {line.get("place") for line in lines if line["kind"] in ("accept", "undo")}
    for place, was, now in zip(PLACES, feature_spans(old), feature_spans(new), strict=True):
        before, after = old[slice(*was)], new[slice(*now)]
        if place not in changed:
            assert before == after
        before, after = json.loads(before), json.loads(after)
        assert before.get("m") == after.get("m")
        assert (before["properties"] or {}).get("keep") == (after["properties"] or {}).get("keep")
    assert geojson.parse(new)["x"] == 100.0

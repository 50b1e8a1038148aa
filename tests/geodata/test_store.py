import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from geodata import geojson
from geodata.errors import DataError
from geodata.places import read_places_with_problems
from geodata.store import Conflict, Store, folder_for
from tests.geodata.corrected import PLACES, base_file, lines, new_store, recorded

SOURCE = {"title": "Report, p. 9", "url": "https://example.org/9", "coords_as_published": "42.9, 129.9"}


def test_looking_makes_no_folder(tmp_path):
    store = new_store(tmp_path)
    store.places(), store.history("onsong"), store.pending(), store.verify()
    assert not store.folder.exists()
    assert (store.version_of_all, store.head, store.begun) == (0, None, False)
    assert store.paths == [tmp_path / "places.geojson"]


def test_what_cannot_be_recorded_makes_no_folder(tmp_path):
    store = new_store(tmp_path)
    with pytest.raises(DataError):
        store.propose("onsong", {"position": [500, 0]}, who="Kim", reason="x")
    assert not store.folder.exists()


def test_an_edit_is_a_line_with_everything(tmp_path):
    store = new_store(tmp_path)
    entry = store.propose("onsong", {"name": "Onsŏng"}, who="Kim", source=SOURCE, reason="its own sign")
    told = lines(store)[1]
    assert list(told) == [
        "n", "time", "kind", "who", "place", "changes", "source", "reason", "previous", "hash",
    ]  # fmt: skip
    assert told["changes"] == [{"field": "name", "old": "Onsong", "new": "Onsŏng"}]
    assert told["previous"] == lines(store)[0]["hash"]
    assert (entry.n, entry.hash, entry.source) == (told["n"], told["hash"], SOURCE)


def test_a_proposal_changes_nothing_yet(tmp_path):
    store = new_store(tmp_path)
    before = store.feature("onsong")
    proposal = store.propose("onsong", {"name": "X"}, who="Kim", reason="x")
    assert store.feature("onsong") == before
    assert store.pending() == store.pending("onsong") == [proposal]
    assert store.pending("musan") == []


def test_acceptance_changes_feature_table_and_file(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    assert store.feature("onsong")["properties"]["name"] == "Onsŏng"
    assert store.places()[0]["name"].tolist()[0] == "Onsŏng"
    assert read_places_with_problems(store.paths)[0]["name"].tolist()[0] == "Onsŏng"
    assert store.pending() == []


def test_no_other_byte_of_the_file_moves(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    before, after = PLACES.splitlines(), store.paths[0].read_text(encoding="utf-8").splitlines()
    changed = [number for number, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    assert changed == [1, 4]
    assert after[4].startswith('], "after": true, "journal": {"lines": 3, "head": "')


def test_undo_brings_back_the_very_bytes(tmp_path):
    store = new_store(tmp_path)
    store.undo(recorded(store), who="Kim", reason="I was wrong")
    assert store.paths[0].read_text(encoding="utf-8").splitlines()[:4] == PLACES.splitlines()[:4]


def test_members_that_nobody_edits_survive(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    document = geojson.read(store.paths[0])
    assert document["made by"] == {"a": 12345678901234567890123}
    assert document["features"][0]["mark"] == [1]
    assert [feature.get("id") for feature in document["features"]] == ["onsong", 7, None]
    assert document["features"][0]["geometry"]["coordinates"] == [129.99, 42.95, 7]


def test_a_new_position_brings_its_source_along(tmp_path):
    store = new_store(tmp_path)
    values = {"position": [129.9, 42.9], "precision": "site", "uncertainty_m": 50}
    proposal = store.propose("onsong", values, who="Kim", source=SOURCE)
    store.accept(proposal.n, who="Lee")
    feature = store.feature("onsong")
    first, added = feature["properties"]["sources"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [129.9, 42.9]}
    assert first == {"title": "A"}
    assert {
        **SOURCE,
        "longitude": 129.9,
        "latitude": 42.9,
        "precision": "site",
        "uncertainty_m": 50,
    }.items() <= added.items()
    assert added["accessed"] == proposal.time[:10]


def test_preview_is_what_acceptance_makes(tmp_path):
    store = new_store(tmp_path)
    shown = store.preview("onsong", {"position": [129.9, 42.9]}, SOURCE)
    proposal = store.propose("onsong", {"position": [129.9, 42.9]}, who="Kim", source=SOURCE)
    store.accept(proposal.n, who="Lee")
    assert store.feature("onsong") == shown


def test_the_version_of_a_place_is_its_last_line(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    store.propose("musan", {"name": "Musan"}, who="Kim", reason="x")
    assert [store.version(place) for place in ("onsong", "7", "musan")] == [3, 0, 4]
    assert store.version_of_all == 4


def test_the_second_of_two_editors_is_told_what_changed(tmp_path):
    store, other = new_store(tmp_path), new_store(tmp_path)
    version = other.version("onsong")
    proposal = store.propose("onsong", {"name": "X"}, who="Kim", reason="x")
    with pytest.raises(Conflict) as raised:
        other.propose("onsong", {"name": "Y"}, who="Lee", reason="y", version=version)
    assert raised.value.entries == (proposal,)
    assert "Kim proposed name" in str(raised.value)
    other.propose("onsong", {"name": "Y"}, who="Lee", reason="y", version=other.version("onsong"))


def test_a_proposal_that_was_overtaken_is_not_accepted(tmp_path):
    store = new_store(tmp_path)
    early = store.propose("onsong", {"name": "X"}, who="Kim", reason="x")
    recorded(store, "Y")
    with pytest.raises(Conflict, match="Lee accepted") as raised:
        store.accept(early.n, who="Lee")
    assert [entry.kind for entry in raised.value.entries] == ["accept"]
    assert store.feature("onsong")["properties"]["name"] == "Y"


def test_two_sources_added_at_once_are_both_kept(tmp_path):
    store = new_store(tmp_path)
    both = [store.propose("onsong", {"position": [129.9 + n, 42.9]}, who="Kim", source=f"Source {n}") for n in range(2)]
    store.accept(both[0].n, who="Lee")
    store.decline(both[1].n, who="Lee", comment="no")
    alias = [store.propose("musan", {"aliases": [name]}, who="Kim", reason="x") for name in "ab"]
    for proposal in alias:
        store.accept(proposal.n, who="Lee")
    assert store.feature("musan")["properties"]["aliases"] == ["a", "b"]
    store.undo(alias[0].n, who="Lee", reason="y")
    assert store.feature("musan")["properties"]["aliases"] == ["b"]


@pytest.mark.parametrize("who", ["Kim", " kim ", "KIM", "Ｋim"])
def test_the_proposer_may_not_decide(tmp_path, who):
    store = new_store(tmp_path)
    number = store.propose("onsong", {"name": "X"}, who="Kim", reason="x").n
    for decide in (store.accept, store.decline):
        with pytest.raises(DataError, match="another person"):
            decide(number, who=who, comment="x")


def test_the_proposer_may_decide_where_the_settings_say_so(tmp_path):
    store = new_store(tmp_path)
    number = store.propose("onsong", {"name": "X"}, who="Kim", reason="x").n
    (store.folder / "settings.toml").write_text("second_person = false")
    store.accept(number, who="Kim")
    assert store.feature("onsong")["properties"]["name"] == "X"


def test_decided_is_decided(tmp_path):
    store = new_store(tmp_path)
    number = store.propose("onsong", {"name": "X"}, who="Kim", reason="x").n
    store.decline(number, who="Lee", comment="no sign says so")
    for decide in (store.accept, store.decline):
        with pytest.raises(Conflict, match="decided already: line 3, Lee declined line 2"):
            decide(number, who="Park", comment="x")


def test_only_the_proposer_withdraws(tmp_path):
    store = new_store(tmp_path)
    number = store.propose("onsong", {"name": "X"}, who="Kim", reason="x").n
    with pytest.raises(DataError, match="decline it instead"):
        store.withdraw(number, who="Lee")
    assert store.undo(number, who="Kim", reason="typed too fast").kind == "withdraw"
    assert store.pending() == []


def test_declining_and_undoing_need_a_word_why(tmp_path):
    store = new_store(tmp_path)
    number = store.propose("onsong", {"name": "X"}, who="Kim", reason="x").n
    with pytest.raises(DataError, match="comment: must not be empty"):
        store.decline(number, who="Lee", comment=" ")
    store.accept(number, who="Lee")
    with pytest.raises(DataError, match="reason: must not be empty"):
        store.undo(number, who="Lee", reason="")


@pytest.mark.parametrize("who", ["", "  ", None, "a\nb", "x" * 101])
def test_somebody_must_have_done_it(tmp_path, who):
    with pytest.raises(DataError, match=r"^who: "):
        new_store(tmp_path).propose("onsong", {"name": "X"}, who=who, reason="x")


def test_a_correction_says_from_where_it_is_known(tmp_path):
    with pytest.raises(DataError, match="needs a source or a reason"):
        new_store(tmp_path).propose("onsong", {"name": "X"}, who="Kim", source={}, reason=" ")


def test_nothing_would_change(tmp_path):
    with pytest.raises(DataError, match="nothing would change"):
        new_store(tmp_path).propose("onsong", {"name": "Onsong"}, who="Kim", reason="x")


def test_undo_and_its_undo(tmp_path):
    store = new_store(tmp_path)
    number = recorded(store)
    undo = store.undo(number, who="Kim", reason="wrong")
    assert undo.changes == ({"field": "name", "old": "Onsŏng", "new": "Onsong"},)
    assert store.feature("onsong")["properties"]["name"] == "Onsong"
    with pytest.raises(Conflict, match="undone already"):
        store.undo(number, who="Kim", reason="again")
    store.undo(undo.n, who="Lee", reason="right after all")
    assert store.feature("onsong")["properties"]["name"] == "Onsŏng"
    store.undo(number, who="Kim", reason="no")
    assert store.feature("onsong")["properties"]["name"] == "Onsong"


def test_an_undo_is_refused_while_something_later_lies_on_it(tmp_path):
    store = new_store(tmp_path)
    first, second = recorded(store, "X"), recorded(store, "Y")
    with pytest.raises(Conflict, match=r"Lee accepted line 4 \(name\)") as raised:
        store.undo(first, who="Kim", reason="x")
    assert [entry.n for entry in raised.value.entries] == [second + 1]
    store.undo(second, who="Kim", reason="x")
    with pytest.raises(Conflict):  # the undo of `second` touched the same field
        store.undo(second, who="Kim", reason="x")


@pytest.mark.parametrize("number", [1, 99])
def test_a_line_that_changed_nothing_cannot_be_undone(tmp_path, number):
    store = new_store(tmp_path)
    recorded(store)
    with pytest.raises(DataError, match="changed nothing"):
        store.undo(number, who="Kim", reason="x")


def test_history_has_every_kind_in_order(tmp_path):
    store = new_store(tmp_path)
    store.undo(recorded(store), who="Kim", reason="x")
    store.propose("musan", {"name": "Musan"}, who="Kim", reason="x")
    assert [entry.kind for entry in store.history("onsong")] == ["propose", "accept", "undo"]
    assert store.history("7") == []
    with pytest.raises(DataError, match="no such place"):
        store.history("nowhere")


def test_another_process_is_seen(tmp_path):
    store, other = new_store(tmp_path), new_store(tmp_path)
    recorded(other)
    assert store.version_of_all == 3
    recorded(store, "X")
    recorded(other, "Y")
    assert store.feature("onsong") == other.feature("onsong")
    assert store.head == other.head
    assert store.verify() == []


def test_the_store_does_not_need_its_files_any_more(tmp_path):
    recorded(new_store(tmp_path))
    (tmp_path / "places.geojson").unlink()
    assert Store.open(tmp_path / "store").feature("onsong")["properties"]["name"] == "Onsŏng"


def test_a_changed_file_is_told_and_not_taken(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    assert not store.changed_base
    path = tmp_path / "places.geojson"
    path.write_text(PLACES.replace("무산", "Musan"), encoding="utf-8")
    assert store.changed_base
    assert Store.open(store.folder, [path]).places()[0]["name"].tolist()[2] == "무산"


def test_a_rebuilt_file_that_somebody_changed_is_put_aside(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    path = store.paths[0]
    path.write_text(path.read_text(encoding="utf-8").replace("무산", "Musan"), encoding="utf-8")
    recorded(store, "X")
    assert "places.changed-4.geojson" in store.repaired
    assert "Musan" in (store.folder / "places.changed-4.geojson").read_text(encoding="utf-8")
    assert Store.open(store.folder).verify() == []


def test_a_rebuilt_file_that_is_missing_or_stale_is_made_again(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    stale = store.paths[0].read_bytes()
    recorded(store, "X")
    whole = store.paths[0].read_bytes()
    store.paths[0].write_bytes(stale)
    assert Store.open(store.folder).warning is None
    assert store.paths[0].read_bytes() == whole
    store.paths[0].unlink()
    Store.open(store.folder)
    assert store.paths[0].read_bytes() == whole


def test_a_store_begun_from_a_rebuilt_file_keeps_its_stamp(tmp_path):
    first = new_store(tmp_path)
    recorded(first)
    second = Store.open(tmp_path / "second", first.paths)
    recorded(second, "X")
    document = geojson.read(second.paths[0])
    assert document["journal"]["head"] == first.head
    assert document["journal_2"]["head"] == second.head
    assert second.verify() == []


def test_threads_share_a_store(tmp_path):
    store = new_store(tmp_path)
    barrier = threading.Barrier(8)

    def work(number):
        barrier.wait()
        return [store.propose("7", {"note": f"{number} {turn}"}, who="Kim", reason="x").n for turn in range(5)]

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(n for found in pool.map(work, range(8)) for n in found)
    assert numbers == list(range(2, 42))
    assert store.verify() == []


def test_the_folder_is_named_after_the_files():
    assert folder_for().parts[-2:] == ("corrections", "bundled")
    assert folder_for(["a/camps.csv"]).parts[-2:] == ("corrections", "camps")


def test_a_lone_feature_becomes_a_collection(tmp_path):
    path = tmp_path / "one.json"
    path.write_text('{"type": "Feature", "id": "a", "properties": {}, "geometry": null, "more": 1}')
    store = Store.open(tmp_path / "store", [path])
    store.accept(store.propose("a", {"name": "A"}, who="Kim", reason="x").n, who="Lee")
    assert [path.name for path in store.paths] == ["one.geojson"]
    assert geojson.read(store.paths[0])["features"][0]["more"] == 1
    assert Store.open(store.folder).verify() == []


def test_files_of_one_name_are_kept_apart(tmp_path):
    (tmp_path / "other").mkdir()
    table = tmp_path / "other" / "places.csv"
    table.write_text("id,name\nx,X\n")
    store = Store.open(tmp_path / "store", [base_file(tmp_path), table])
    recorded(store)
    assert [path.name for path in store.paths] == ["places.geojson", "places-2.geojson"]
    assert store.places()[0]["place_id"].tolist() == ["onsong", "7", "musan", "x"]


def test_an_id_in_two_files_is_refused(tmp_path):
    table = tmp_path / "more.csv"
    table.write_text("id\nmusan\n")
    with pytest.raises(DataError, match="met twice"):
        Store.open(tmp_path / "store", [base_file(tmp_path), table])


def test_documents_are_those_of_the_files(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    told = json.loads(store.paths[0].read_bytes())
    del told["journal"]
    assert json.loads(json.dumps(store.documents()[0])) == told | {
        "features": [{"properties": None, "geometry": None, **feature} for feature in told["features"]]
    }

import pytest

from geodata.errors import DataError
from geodata.store import Conflict, Store
from tests.geodata.corrected import PLACES, new_store, recorded


def newer(tmp_path, *pairs):
    text = PLACES
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "newer" / "places.geojson"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    return store


def name(store, place="onsong"):
    return store.feature(place)["properties"]["name"]


def test_corrections_stay_in_force_on_newer_files(store, tmp_path):
    path = newer(tmp_path, ("무산", "Musan"))
    assert store.update([path], who="Lee") == []
    assert (name(store), name(store, "musan")) == ("Onsŏng", "Musan")
    assert Store.open(store.folder, [path]).changed_base is False
    assert Store.open(store.folder).feature("onsong") == store.feature("onsong")
    assert store.verify() == []


def test_another_value_below_a_correction_is_told(store, tmp_path):
    found = store.update([newer(tmp_path, ('"Onsong"', '"Namyang"'))], who="Lee")
    assert [one[:6] for one in found] == [("onsong", "name", 3, "Onsong", "Namyang", "Onsŏng")]
    assert "stays in force" in found[0].reason
    assert name(store) == "Onsŏng"


def test_an_undo_after_it_leads_to_the_newer_value(store, tmp_path):
    store.update([newer(tmp_path, ('"Onsong"', '"Namyang"'))], who="Lee")
    store.undo(2, who="Kim", reason="x")
    assert name(store) == "Namyang"
    assert Store.open(store.folder).feature("onsong") == store.feature("onsong")


def test_newer_files_that_agree_are_no_difference(store, tmp_path):
    assert store.update([newer(tmp_path, ('"Onsong"', '"Onsŏng"'))], who="Lee") == []


def test_the_correction_of_a_place_that_is_gone_waits(store, tmp_path):
    waiting = store.propose("onsong", {"note": "x"}, who="Kim", reason="x").n
    found = store.update([newer(tmp_path, ('"id": "onsong"', '"id": "elsewhere"'))], who="Lee")
    assert [(one.place, one.field, one.line) for one in found] == [("onsong", "name", 3), ("onsong", "note", waiting)]
    with pytest.raises(DataError, match="no such place"):
        store.feature("onsong")
    with pytest.raises(DataError, match="no such place"):
        store.accept(waiting, who="Lee")
    assert [entry.kind for entry in store.history("onsong")] == ["propose", "accept", "propose", "base"]
    assert Store.open(store.folder).verify() == []
    store.update([tmp_path / "places.geojson"], who="Lee")
    assert name(store) == "Onsŏng"


def test_what_was_added_to_a_list_is_added_to_the_newer_list(store, tmp_path):
    store.accept(store.propose("onsong", {"position": [129.9, 42.9]}, who="Kim", source="B").n, who="Lee")
    path = newer(tmp_path, ('[{"title": "A"}]', '[{"title": "A"}, {"title": "C"}]'))
    assert store.update([path], who="Lee") == []
    assert [one["title"] for one in store.feature("onsong")["properties"]["sources"]] == ["A", "C", "B"]


def test_the_same_files_are_not_recorded_again(store, tmp_path):
    assert store.update([tmp_path / "places.geojson"], who="Lee") == []
    assert store.version_of_all == 3


def test_before_the_first_correction_nothing_is_recorded(tmp_path):
    store = new_store(tmp_path)
    assert store.update([newer(tmp_path, ("무산", "Musan"))], who="Lee") == []
    assert not store.folder.exists()


def test_who_began_before_the_update_is_told(store, tmp_path):
    version = store.version("musan")
    store.update([newer(tmp_path, ("무산", "Musan"))], who="Lee")
    with pytest.raises(Conflict, match="Lee brought a newer version of the files"):
        store.propose("musan", {"name": "X"}, who="Kim", reason="x", version=version)


def test_a_proposal_that_the_newer_files_overtook_is_not_accepted(store, tmp_path):
    waiting = store.propose("musan", {"name": "X"}, who="Kim", reason="x").n
    store.update([newer(tmp_path, ("무산", "Musan"))], who="Lee")
    with pytest.raises(Conflict, match="brought a newer version"):
        store.accept(waiting, who="Lee")


def test_a_file_must_not_be_forgotten(tmp_path):
    table = tmp_path / "more.csv"
    table.write_text("id\nx\n")
    path = newer(tmp_path, ("무산", "Musan"))
    store = Store.open(tmp_path / "store", [path, table])
    recorded(store)
    with pytest.raises(DataError, match="stands on 2 files"):
        store.update([path], who="Lee")


def test_files_that_are_no_places_change_nothing(store, tmp_path):
    (tmp_path / "bad.geojson").write_text("{")
    with pytest.raises(DataError):
        store.update([tmp_path / "bad.geojson"], who="Lee")
    twice = newer(tmp_path, ('"id": 7', '"id": "onsong"'))
    with pytest.raises(DataError, match="met twice"):
        store.update([twice], who="Lee")
    assert store.version_of_all == 3


def test_another_process_sees_the_newer_files(store, tmp_path):
    other = Store.open(store.folder)
    store.update([newer(tmp_path, ("무산", "Musan"))], who="Lee")
    assert name(other, "musan") == "Musan"
    assert other.verify() == []

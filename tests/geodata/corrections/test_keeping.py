"""What the start makes of a journal that was cut short, changed, or lost."""

import shutil

import pytest

from geodata.corrections.disk import NotRecorded
from geodata.store import Store
from tests.geodata.corrected import lines, new_store, recorded


@pytest.fixture
def store(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    return store


def journal_of(store):
    return store.folder / "journal.jsonl"


def propose(store):
    return store.propose("musan", {"name": "X"}, who="Kim", reason="x")


def name(store):
    return store.feature("onsong")["properties"]["name"]


@pytest.mark.parametrize("tail", [b'{"n":4,"time":"2026-', b'{"n":4,"who":"K\xec\xb2', b"\0" * 100, b'{"n":4,\0\0\0'])
def test_a_torn_line_is_cut_off_kept_and_told(store, tail):
    whole = journal_of(store).read_bytes()
    journal_of(store).write_bytes(whole + tail)
    again = Store.open(store.folder)
    assert journal_of(store).read_bytes() == whole
    assert (store.folder / "journal.torn-4").read_bytes() == tail
    assert "journal.torn-4; nothing that was acknowledged is lost" in again.repaired
    assert Store.open(store.folder).repaired is None
    assert again.verify() == []


def test_a_second_torn_line_does_not_overwrite_the_first(store):
    for tail in (b'{"n":4,"a', b'{"n":4,"b'):
        with journal_of(store).open("ab") as file:
            file.write(tail)
        Store.open(store.folder)
    assert (store.folder / "journal.torn-4").read_bytes() == b'{"n":4,"a'
    assert (store.folder / "journal.torn-4-2").read_bytes() == b'{"n":4,"b'


def test_the_next_edit_mends_what_a_killed_writer_left_meanwhile(store):
    with journal_of(store).open("ab") as file:
        file.write(b'{"n":4,"time":"2026-')
    assert (store.version_of_all, store.repaired) == (3, None)
    assert propose(store).n == 4
    assert "journal.torn-4" in store.repaired
    assert store.verify() == []


@pytest.mark.parametrize("end", [b"", b"\0\0\0"])
def test_a_last_line_without_its_end_gets_one(store, end):
    whole = journal_of(store).read_bytes()
    journal_of(store).write_bytes(whole[:-1] + end)
    again = Store.open(store.folder)
    assert journal_of(store).read_bytes() == whole
    assert "line 3) was whole but had no end" in again.repaired
    assert name(again) == "Onsŏng"
    assert propose(again).n == 4
    assert again.verify() == []


def damaged(store, change):
    before = journal_of(store).read_bytes()
    after = change(before)
    assert after != before
    journal_of(store).write_bytes(after)
    again = Store.open(store.folder)
    with pytest.raises(NotRecorded, match="the journal is damaged"):
        propose(again)
    assert journal_of(store).read_bytes() == after
    assert again.verify() != []
    return again


def test_a_changed_line_stops_all_writing_and_what_was_acknowledged_is_still_shown(store):
    again = damaged(store, lambda data: data.replace(b"spelling", b"Spelling"))
    assert "line 2: was changed after it was written" in again.damaged
    assert name(again) == "Onsŏng"
    assert again.version_of_all == 1
    assert again.places()[0]["name"].tolist()[0] == "Onsŏng"


def test_without_rebuilt_files_the_good_lines_are_shown(store):
    recorded(store, "Y")
    store.paths[0].unlink()
    again = damaged(store, lambda data: data[:-3] + b"x" + data[-2:])
    assert "line 5" in again.damaged
    assert name(again) == "Onsŏng"
    assert [entry.n for entry in again.history("onsong")] == [2, 3, 4]


def test_whole_lines_that_are_missing_at_the_end_are_missed(store):
    again = damaged(store, lambda data: b"".join(data.splitlines(keepends=True)[:2]))
    assert "3 lines were recorded, as places.geojson knows, but only 2 are here" in again.damaged
    assert name(again) == "Onsŏng"


def test_an_acknowledged_line_that_lost_its_end_is_not_taken_for_torn(store):
    again = damaged(store, lambda data: data[:-30])
    assert "only 2 are here" in again.damaged
    assert not list(store.folder.glob("journal.torn*"))


def test_a_journal_that_is_gone_is_missed(store):
    journal_of(store).unlink()
    again = Store.open(store.folder, [store.folder.parent / "places.geojson"])
    assert "3 lines were recorded" in again.damaged
    assert name(again) == "Onsŏng"
    with pytest.raises(NotRecorded):
        propose(again)
    assert not journal_of(store).exists()


def test_another_journal_is_not_taken_for_this_one(store, tmp_path):
    (tmp_path / "b").mkdir()
    other = new_store(tmp_path / "b")
    for value in "XYZ":
        recorded(other, value)
    shutil.copy(journal_of(other), journal_of(store))
    assert "made from another journal" in Store.open(store.folder).damaged


def test_the_way_out_is_to_move_the_rebuilt_file_away(store):
    damaged(store, lambda data: b"".join(data.splitlines(keepends=True)[:2]))
    store.paths[0].rename(store.folder.parent / "kept.geojson")
    again = Store.open(store.folder)
    assert again.damaged is None
    assert propose(again).n == 3
    assert again.verify() == []


def test_a_journal_put_back_is_taken_without_a_restart(store):
    whole = journal_of(store).read_bytes()
    again = damaged(store, lambda data: data.replace(b"spelling", b"Spelling"))
    journal_of(store).write_bytes(whole)
    assert again.version_of_all == 3
    assert again.damaged is None
    assert propose(again).n == 4


@pytest.mark.parametrize("change", [lambda data: data[:-40], lambda data: data.replace(b"Kim", b"Lee"), lambda _: b""])
def test_damage_done_while_the_store_is_open_is_seen(store, change):
    journal_of(store).write_bytes(change(journal_of(store).read_bytes()))
    with pytest.raises(NotRecorded, match="the journal is damaged"):
        propose(store)
    assert name(store) == "Onsŏng"


def test_a_journal_that_goes_away_while_the_store_is_open_is_missed(store):
    store.paths[0].unlink()
    journal_of(store).unlink()
    assert store.version_of_all == 0
    assert "was here and is gone" in store.damaged


def test_a_changed_copy_of_the_base_stops_writing(store):
    copy = next((store.folder / "base").glob("*/places.geojson"))
    copy.write_bytes(copy.read_bytes().replace(b"Onsong", b"Insong"))
    again = Store.open(store.folder)
    assert "places.geojson: was changed after it was copied here" in again.damaged
    assert name(again) == "Onsŏng"
    assert "places.geojson: was changed after it was copied here" in str(again.verify()[0])


def test_a_line_that_answers_nothing_is_damage_though_its_hash_fits(store):
    from geodata import journal  # noqa: PLC0415

    head = lines(store)[-1]["hash"]
    told = {"n": 4, "time": journal.now(), "kind": "accept", "who": "Lee", "place": "onsong", "of": 2, "previous": head}
    with journal_of(store).open("ab") as file:
        file.write(journal.line(told))
    assert "line 4: answers line 2, which is no proposal that waits" in Store.open(store.folder).damaged
    assert store.verify()[0].line == 4


def test_a_half_made_rebuilt_file_of_a_killed_writer_is_of_no_account(store):
    (store.folder / ".places.geojson.new").write_bytes(b'{"type": "Feat')
    propose(store)
    assert list(store.folder.glob(".*")) == []
    assert store.verify() == []


def test_a_folder_begun_by_a_killed_writer_is_begun_again(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    store.paths[0].unlink()
    journal_of(store).write_bytes(b'{"n":1,"time"')
    again = Store.open(store.folder, [tmp_path / "places.geojson"])
    assert "journal.torn-1" in again.repaired
    assert propose(again).n == 2
    assert again.verify() == []

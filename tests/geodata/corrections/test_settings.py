import tomllib

import pytest

from geodata.corrections import settings
from geodata.errors import DataError
from tests.geodata.corrected import new_store, recorded


def test_without_a_file_a_second_person_decides(tmp_path):
    assert settings.read(tmp_path).second_person is True


def test_a_new_store_has_the_file_with_its_words(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    text = (store.folder / "settings.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {"second_person": True}
    assert text.count("#") >= 3


def test_a_change_holds_at_once(tmp_path):
    store = new_store(tmp_path)
    recorded(store)
    (store.folder / "settings.toml").write_text("second_person = false")
    assert store.settings.second_person is False


def test_settings_that_were_there_before_the_store_are_kept(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "settings.toml").write_text("second_person = false")
    store = new_store(tmp_path)
    store.accept(store.propose("onsong", {"name": "X"}, who="Kim", reason="x").n, who="Kim")
    assert (store.folder / "settings.toml").read_text() == "second_person = false"


@pytest.mark.parametrize("text", ["second_person = 1", "second_persons = true", "= false", "\x00"])
def test_a_rule_does_not_fall_away_in_silence(tmp_path, text):
    store = new_store(tmp_path)
    number = store.propose("onsong", {"name": "X"}, who="Kim", reason="x").n
    (store.folder / "settings.toml").write_text(text)
    with pytest.raises(DataError, match=r"settings\.toml"):
        store.accept(number, who="Lee")
    assert any("settings.toml" in str(fault) for fault in store.verify())

"""What is taken away from a page: every kind of file, reduced for whom it is, recorded before it is given."""

import re

import pytest

from geodata.errors import DataError
from layers.export import WRITERS
from layers.exportlog import read
from layers.manifest import Input
from tests.layers.small import ladder, walk
from views import outbox
from views.outbox import NotLetOut, View, Wish, make

KEY = b"a key for tests, of 32 bytes or more"
BASE = "http://127.0.0.1:8501/"


@pytest.fixture(autouse=True)
def _folders(tmp_path, monkeypatch):
    (tmp_path / "key").write_bytes(KEY)
    monkeypatch.setenv("EXPORTS", str(tmp_path / "exports"))
    monkeypatch.setenv("KEY", str(tmp_path / "key"))


def view(pick=None, where=None, parameters=None, consent="public"):
    told = ladder(*walk("P1", "tumen", "onsong", "nongpo", consent=consent), *walk("P2", "tumen", "onsong"))
    return View(
        lambda: told, lambda: [Input("records", "secret-village.csv", "0" * 64)], "en", where or {}, {"paths": True}, pick,
        at=None, parameters=parameters or {}, base=BASE,
    )  # fmt: skip


def wish(ending, profile="public", **look):
    return Wish(ending, profile, tuple(look.items()), who="Kim", purpose="the committee")


@pytest.mark.parametrize("ending", WRITERS)
def test_every_kind_of_file_can_be_taken_from_the_page(ending):
    look = {"person": "P1"} if ending == ".brief.pdf" else {}
    made = make(view(("person", "P1")), wish(ending, **look))
    assert len(made.data) > 100
    assert made.name == f"nowhere-map{'-P1' if look else ''}-public{ending}"
    assert made.in_words


def test_what_is_for_the_public_is_not_in_the_log():
    assert make(view(), wish(".csv")).recorded is None
    assert read(outbox.log_folder()) == []


@pytest.mark.parametrize("profile", ["internal", "partner"])
def test_what_leaves_otherwise_is_in_the_log(profile):
    made = make(view(where={"ending": ["last_known"]}), wish(".csv", profile, table="paths"))
    (line,) = read(outbox.log_folder())
    assert made.recorded == 1
    assert (line["who"], line["purpose"], line["profile"]) == ("Kim", "the committee", profile)
    assert line["filters"] == ["ending=last_known"]
    assert line["file"] == made.name
    assert line["bytes"] == len(made.data)


def test_nothing_is_given_that_cannot_be_recorded(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EXPORTS", str(tmp_path / "file"))
    with pytest.raises(DataError, match="nothing was recorded"):
        make(view(), wish(".csv", "internal"))


def test_nobody_takes_the_records_without_a_name():
    with pytest.raises(DataError, match="who takes it"):
        make(view(), wish(".csv", "internal")._replace(who=" "))


def test_a_person_who_has_not_agreed_cannot_be_taken_for_the_public():
    with pytest.raises(NotLetOut):
        make(view(("person", "P1"), consent=""), wish(".svg", person="P1"))


def test_a_partner_gets_the_picked_person_under_a_hash():
    made = make(view(("person", "P1"), consent="partner"), wish(".svg", "partner", person="P1"))
    text = made.data.decode()
    assert "Person P1" not in text
    assert re.search(r"Person [0-9a-f]{20}", text)
    assert made.name == "nowhere-map-partner.svg"


def test_a_picture_says_the_address_that_opens_the_view_again():
    made = make(view(parameters={"view": ["42,129,8"]}), wish(".svg"))
    assert f"{BASE}?view=42,129,8" in made.data.decode()


def test_who_wants_no_address_gets_none():
    assert BASE not in make(view(), wish(".svg")._replace(address=False)).data.decode()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b", "<img src=x>", "{{ 7*7 }}", "정치범", "x" * 500, "[a](b)"]
)
def test_the_name_of_a_file_is_plain(name):
    assert re.fullmatch(
        r"nowhere-map(-[A-Za-z0-9-]{1,60})?-internal\.png", outbox.file_name(Wish(".png", "internal"), ("person", name))
    )


@pytest.mark.parametrize("given", [None, b"too short"])
def test_without_a_key_of_some_length_there_is_nothing_for_partners(tmp_path, monkeypatch, given):
    monkeypatch.setenv("KEY", str(tmp_path / "short") if given else "")
    (tmp_path / "short").write_bytes(given or b"")
    assert outbox.partner_ready() == (False, "")


def test_a_key_that_cannot_be_read_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("KEY", str(tmp_path / "nowhere"))
    able, why = outbox.partner_ready()
    assert not able
    assert "the key cannot be read" in why

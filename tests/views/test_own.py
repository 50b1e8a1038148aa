"""Records of one visit: when the visit lets go of them, no frame gets their map any more."""

import gc

import pytest

from tests.layers.small import ladder, walk
from views import documents, own
from views.shown import Shown


@pytest.fixture
def visit(monkeypatch):
    """The memory of a visit, without a browser."""
    memory = {}
    monkeypatch.setattr(own.st, "session_state", memory)
    return memory


def shown(person="P1"):
    records = own.Own("a.csv", Shown(ladder(*walk(person, "onsong", "yodok"))), [])
    own.show(records)
    name, _, _ = records.shown.drawn(records.shown.choose({}, str), None, "en")
    return name


def test_the_map_can_be_asked_for_while_the_visit_shows_it(visit):
    assert "P1" in documents.get(shown())


def test_a_map_that_was_forgotten_is_not_given(visit):
    name = shown()
    own.forget()
    assert documents.get(name) is None and own.current() is None


def test_other_records_in_their_place_withdraw_the_map_before(visit):
    first, second = shown("P1"), shown("P2")
    assert documents.get(first) is None and documents.get(second)


def test_when_the_visit_ends_its_map_is_not_given(visit):
    name = shown()
    visit.clear()
    gc.collect()
    assert documents.get(name) is None

"""What the control Export says before a file is made."""

import pytest

from layers import profiles
from layers.datafile.fields import TABLES
from layers.words import translator
from tests.layers.small import ladder, walk
from views import outbox
from views.export import SLOW_FROM, made, rows_of, said_of

MANY = dict.fromkeys(TABLES, SLOW_FROM + 1)


@pytest.fixture(scope="module")
def built():
    return ladder(
        *walk("P1", "tumen", "onsong", "nongpo", consent="public"), *walk("P2", "tumen", "onsong", consent="partner"),
        *walk("P3", "onsong", "nongpo", consent=None),
    )  # fmt: skip


@pytest.mark.parametrize("profile", ["internal", "public"])
@pytest.mark.parametrize("where", [{}, {"person": "P1"}])
def test_as_many_rows_are_told_as_the_profile_lets_out(built, profile, where):
    part = profiles.reduce(built, profile, where=where)
    told = rows_of(built, where, profile)
    assert {name: told[name] for name in ("legs", "paths", "stints")} == {
        "legs": len(part.legs), "paths": len(part.paths), "stints": len(part.stints)
    }  # fmt: skip


@pytest.mark.parametrize(
    "ending, key",
    [(".html", "take.too_many"), (".csv", "take.slow.rows"), (".kml", "take.slow.rows"), (".png", "take.slow.legs")],
)
def test_a_large_file_is_said_to_be_so_and_a_smaller_one_is_not(ending, key):
    assert said_of(MANY, ending, {})[0] == key
    assert said_of(dict.fromkeys(TABLES, 1), ending, {}) is None


def test_the_rows_are_those_of_the_table_that_is_chosen():
    rows = {**MANY, "paths": 1234}
    assert said_of(rows, ".csv", {"table": "paths"})[1]["count"] == "1,234"


def test_a_file_that_would_tell_names_is_refused_in_the_language_of_the_page(monkeypatch):
    named = ladder(*walk("Kim Chol-su", "tumen", "onsong", consent="public"))
    monkeypatch.setattr(outbox, "make", lambda *_: profiles.reduce(named, "public"))
    t = translator("ko")
    assert made(None, None, t) == [t("take.names_as_ids")]

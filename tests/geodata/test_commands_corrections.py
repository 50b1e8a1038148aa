import getpass
import json

import pytest

from geodata.__main__ import main
from tests.geodata.corrected import PLACES, base_file


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command on a store of its own; (exit code, stdout, stderr)."""
    base_file(tmp_path)
    monkeypatch.setenv("STORE", str(tmp_path / "store"))

    def run(*words):
        code = main([*words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    run.folder = tmp_path
    return run


@pytest.fixture
def begun(call):
    """The same, with one proposal (line 2) recorded."""
    places = str(call.folder / "places.geojson")
    code, _, _ = call(
        "propose", "onsong", "--places", places, "--set", "name=Onsŏng", "--reason", "sign", "--who", "Kim"
    )
    assert code == 0
    return call


def test_propose_accept_history_undo_verify(begun):
    assert begun("accept", "2", "--who", "Lee")[0] == 0
    assert begun("undo", "2", "--who", "Park", "--reason", "wrong")[0] == 0
    code, out, _ = begun("history", "onsong")
    assert code == 0
    assert out.startswith("Line 2, Kim proposed name (20")
    assert "  name: Onsong → Onsŏng\n" in out
    assert "  reason: wrong\n" in out
    code, out, _ = begun("verify")
    assert code == 0
    assert out.startswith("4 lines, all as written.")


def test_history_says_what_waits(begun):
    assert "waits for a decision" in begun("history", "onsong")[1]
    assert begun("history", "musan")[1] == "Nothing about this place is recorded.\n"


def test_json(begun):
    told = json.loads(begun("history", "onsong", "--json")[1])
    assert (told["place"], told["version"], told["entries"][0]["waits"]) == ("onsong", 2, True)
    assert json.loads(begun("accept", "2", "--who", "Lee", "--json")[1])["recorded"]["of"] == 2
    told = json.loads(begun("verify", "--json")[1])
    assert (told["problems"], told["lines"], len(told["head"])) == ([], 3, 64)


def test_a_position_in_any_notation_brings_its_source(begun):
    words = ["--at", "42°54′N 129°54′E", "--source", "Report, p. 9", "--url", "https://example.org", "--who", "Kim"]
    code, out, _ = begun("propose", "onsong", *words, "--json")
    assert code == 0
    changes = {change["field"]: change["new"] for change in json.loads(out)["recorded"]["changes"]}
    assert changes["position"] == [129.9, 42.9]
    assert changes["sources"][1]["coords_as_published"] == "42°54′N 129°54′E"


def test_what_was_added_to_a_list_is_shown_alone(begun):
    out = begun("propose", "onsong", "--at=42.9 N 129.9 E", "--source", "Report", "--who", "Kim")[1]
    assert "  sources: + Report, 42.9 N 129.9 E\n" in out


def test_a_southern_position_is_no_option(begun):
    assert begun("propose", "onsong", "--at", "-33.9, 151.2", "--reason", "x")[0] == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["propose", "onsong", "--at", "23.4 14.2", "--reason", "x"], "more than one way"),
        (["propose", "onsong", "--set", "name", "--reason", "x"], "FIELD=VALUE"),
        (["propose", "onsong", "--set", "position=1", "--reason", "x"], "--at"),
        (["propose", "onsong", "--set", "names=ko", "--reason", "x"], "such as"),
        (["propose", "onsong", "--set", "colour=red", "--reason", "x"], "not a field"),
        (["propose", "nowhere", "--set", "name=x", "--reason", "x"], "no such place"),
        (["accept", "2", "--who", "kim"], "another person"),
        (["accept", "77"], "no proposal"),
        (["undo", "1", "--reason", "x"], "changed nothing"),
        (["verify", "--store", "/nowhere/at/all"], "no such folder"),
        (["history", "onsong", "--store", "/nowhere/at/all"], "holds no corrections"),
    ],
)
def test_what_cannot_be_done_is_2_and_one_sentence(begun, words, told):
    code, out, err = begun(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1


def test_decline_with_a_word_why(begun):
    code, out, _ = begun("decline", "2", "--comment", "no sign says so", "--who", "Lee")
    assert code == 0
    assert "  comment: no sign says so" in out


def test_an_empty_value_is_unknown(begun):
    out = begun("propose", "onsong", "--set", "name=", "--reason", "x", "--json")[1]
    assert json.loads(out)["recorded"]["changes"] == [{"field": "name", "old": "Onsong", "new": None}]


def test_who_is_the_login_name_unless_said(begun, monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "min-a")
    assert "min-a proposed" in begun("propose", "musan", "--set", "name=x", "--reason", "x")[1]


def test_verify_names_the_line_of_a_changed_byte_and_mends_nothing(begun):
    path = begun.folder / "store" / "journal.jsonl"
    path.write_bytes(path.read_bytes().replace(b"sign", b"Sign"))
    changed = path.read_bytes()
    code, out, _ = begun("verify")
    assert code == 1
    assert "journal.jsonl, line 2: was changed after it was written" in out
    code, out, _ = begun("verify", "--json")
    assert (code, json.loads(out)["problems"][0]["line"]) == (1, 2)
    assert path.read_bytes() == changed


def test_verify_of_a_torn_line_mends_nothing_but_history_does(begun):
    path = begun.folder / "store" / "journal.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"n":3,"time":"20')
    code, out, _ = begun("verify")
    assert code == 1
    assert "line 3: was cut short" in out
    assert path.read_bytes() != whole
    code, _, err = begun("history", "onsong")
    assert code == 0
    assert "journal.torn-3" in err
    assert path.read_bytes() == whole


def test_update_lists_what_a_person_must_look_at(begun):
    assert begun("accept", "2", "--who", "Lee")[0] == 0
    newer = begun.folder / "places.geojson"
    newer.write_text(PLACES.replace('"Onsong"', '"Namyang"'), encoding="utf-8")
    code, out, _ = begun("update", str(newer), "--who", "Lee")
    assert code == 1
    assert "[onsong] name, line 3: the newer files say something else" in out
    code, out, _ = begun("update", str(newer), "--json")
    assert (code, json.loads(out)) == (0, {"recorded": None, "differences": []})


def test_nothing_recorded_yet_is_as_written(call, monkeypatch, tmp_path):
    (tmp_path / "store").mkdir()
    code, out, _ = call("verify")
    assert (code, out.split(",")[0]) == (0, "0 lines")

import json

import pytest

from geodata.__main__ import main


def run(capsys, *arguments):
    code = main(["locate", *arguments])
    return code, capsys.readouterr()


def test_an_answer_is_0(capsys):
    code, printed = run(capsys, "41.7983, 129.7758")
    assert (code, printed.err) == (0, "")
    assert "latitude 41.7983000, longitude 129.7758000  (decimal degrees, to about 11 m)" in printed.out


def test_json_has_the_stated_shape(capsys):
    code, printed = run(capsys, "41.7983, 129.7758", "--json")
    told = json.loads(printed.out)
    assert code == 0
    assert list(told) == ["longitude", "latitude", "notation", "precision_m", "readings", "warnings"]
    assert (told["longitude"], told["latitude"], told["notation"]) == (129.7758, 41.7983, "decimal")
    assert told["readings"][0]["longitude"] == 129.7758
    assert told["warnings"] == []


@pytest.mark.parametrize(("text", "readings"), [("23.4 14.2", 2), ("23.43 N", 1)])
def test_what_needs_a_person_is_1(text, readings, capsys):
    code, printed = run(capsys, text, "--json")
    told = json.loads(printed.out)
    assert (code, told["longitude"], len(told["readings"])) == (1, None, readings)
    assert all(isinstance(warning, str) for warning in told["warnings"]) and told["warnings"]


def test_readings_are_numbered_for_a_person(capsys):
    _, printed = run(capsys, "23.4 14.2")
    assert [line[:2] for line in printed.out.splitlines()] == ["It", "1.", "2.", "Ei"]


def test_what_is_no_coordinate_is_2_and_one_sentence(capsys):
    code, printed = run(capsys, "some_crap\x1b[2J")
    assert (code, printed.out) == (2, "")
    assert len(printed.err.splitlines()) == 1
    assert "\x1b" not in printed.err


def test_a_refusal_as_json_has_no_longitude(capsys):
    code, printed = run(capsys, "-45 N", "--json")
    told = json.loads(printed.out)
    assert (code, told["readings"]) == (2, [])
    assert "longitude" not in told
    assert told["warnings"] == [printed.err.strip()]


@pytest.mark.parametrize("text", ["-33.9,151.2", "-33.9, 151.2", "-.5 100"])
def test_a_minus_at_the_beginning_is_no_option(text, capsys):
    assert run(capsys, text)[0] == 0


def test_a_bad_call_is_2():
    with pytest.raises(SystemExit) as raised:
        main(["locate", "--nonsense", "41, 129"])
    assert raised.value.code == 2


def test_a_system_is_converted_and_named(capsys):
    code, printed = run(capsys, "42.9012, 129.5012", "--system", "bd09", "--json")
    told = json.loads(printed.out)
    assert (code, told["notation"]) == (0, "bd09")
    assert told["longitude"] == pytest.approx(129.48778, abs=1e-5)


def test_in_china_the_answer_stays_and_others_are_offered(capsys):
    code, printed = run(capsys, "42.9012, 129.5012")
    assert code == 0
    lines = printed.out.splitlines()
    assert lines[0] == "latitude 42.9012000, longitude 129.5012000  (decimal degrees, to about 11 m)"
    assert [line[:2] for line in lines[1:6]] == ["Ot", "1.", "2.", "3.", "4."]
    assert "if the numbers are GCJ-02" in printed.out

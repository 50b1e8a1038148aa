import json
from hashlib import sha256
from pathlib import Path

import pytest

from geodata.places import DATA
from layers.manifest import PLACES, RECORDS, Input, licences, manifest, read_inputs, sentences
from layers.profiles import PROFILES, WITHHELD, reduce
from layers.words import LANGUAGES, translator
from tests.layers.small import ladder, walk
from tests.layers.test_profiles import KEY, crowd, hidden

GIVEN = [Input(RECORDS, "kim-family.csv", "ab" * 32)]


def told(built, profile="public", given=GIVEN, **options):
    keyed = {"key": KEY} if profile == "partner" else {}
    part = reduce(built, profile, where=options.get("where"), **keyed)
    return manifest(built, part, inputs=given, profile=profile, **keyed, **options)


@pytest.fixture(scope="module")
def built():
    return ladder(*walk("P1", "onsong", "yodok"), *crowd(6, "onsong", "nongpo"))


def test_a_name_of_a_file_is_told_to_the_team_alone(built):
    names = {profile: [one.get("name") for one in told(built, profile)["inputs"]] for profile in PROFILES}
    assert names == {"internal": ["kim-family.csv"], "partner": [None], "public": [None]}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_hash_of_what_was_read_is_always_told(built, profile):
    assert [one["sha256"] for one in told(built, profile)["inputs"]] == ["ab" * 32]


def test_files_that_ship_are_told_with_name_version_and_licence(built):
    given = read_inputs(built, Path("x.csv"), None)[1:]
    shown = told(built, given=given)
    assert [one["name"] for one in shown["inputs"]] == ["facilities.geojson", "border_crossings.geojson"]
    assert all(one["version"] and one["licences"] for one in shown["inputs"])
    assert {"not-established", "CC-BY-4.0"} == {one["name"] for one in licences(shown)}


def test_no_licence_is_claimed_for_somebodys_own_records(built):
    assert licences(told(built, given=read_inputs(built, Path("x.csv"), None))) == []


def test_an_input_has_no_folder_and_the_hash_that_sha256sum_gives(built, tmp_path):
    path = tmp_path / "places.geojson"
    path.write_bytes((DATA / "border_crossings.geojson").read_bytes() + b"\n")
    read = read_inputs(built, tmp_path / "events.csv", [path])
    assert read == [
        Input(RECORDS, "events.csv", built.report["data_sha256"]),
        Input(PLACES, "places.geojson", sha256(path.read_bytes()).hexdigest()),
    ]


def test_how_many_of_how_many(built):
    assert told(built)["shown"] == {
        "persons": {"shown": 1, "of": 6}, "legs": {"shown": 1, "of": 6}, "places": {"shown": 6},
    }  # fmt: skip


def test_filters_are_told_in_words_and_as_the_command_takes_them(built):
    shown = told(built, where={"last_place": ["yodok"]})
    assert shown["filters"] == ["last_place=yodok"]
    assert shown["filters_in_words"] == ["Last known place: Camp 15"]


@pytest.mark.parametrize("profile", ["partner", "public"])
@pytest.mark.parametrize(
    "where",
    [
        {"person": "canary-person"}, {"case": "canary-case"}, {"place_text": "canary house"},
        {"last_place": ["at:42.34567,129.34567"]}, {"authority": ["canary authority"]}, {"reason": ["canary reason"]},
    ],
)  # fmt: skip
def test_a_filter_tells_nothing_of_who_has_not_agreed(profile, where):
    shown = told(ladder(*walk("P1", "onsong"), *hidden("canary-person")), profile, where=where)
    assert WITHHELD in shown["filters"][0]
    assert not [word for word in ("canary", "42.34567") if word in json.dumps(shown)]


def test_a_word_that_everybody_knows_is_told_even_where_nobody_is_shown():
    shown = told(ladder(*hidden("p", authority="MSS")), where={"authority": ["MSS"]})
    assert shown["filters"] == ["authority=MSS"]


def test_it_is_said_that_records_are_invented():
    assert told(ladder(*walk("P1", "onsong", source="SYNTHETIC interview")))["synthetic"]
    assert not told(ladder(*walk("P1", "onsong", source="An interview")))["synthetic"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_is_in_the_sentences(built, lang):
    shown = told(built, lang=lang, where={"evidence": ["inferred"]})
    words = "\n".join(sentences(shown, translator(lang)))
    for fact in (*shown["cut"], *shown["filters_in_words"], "ab" * 32, "nowhere-map 0", "6"):
        assert fact in words
    assert "{" not in words


def test_it_is_json_and_the_same_each_time(built):
    assert json.dumps(told(built), allow_nan=False) == json.dumps(told(built))

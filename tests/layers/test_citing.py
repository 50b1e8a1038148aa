"""What is cited: the view, the data, each source of a place once; and nothing that nobody told."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from geodata import dataset
from geodata.errors import DataError
from layers.__main__ import main
from layers.citing import FORMATS, make
from layers.citing.references import DATA, MAP, NAMED, PLACES, VIEW, references
from layers.manifest import PLACES as PLACE_FILES
from layers.manifest import RECORDS, Input, manifest, read_inputs
from layers.profiles import PROFILES, WITHHELD, reduce
from layers.words import LANGUAGES, translator
from tests.layers.small import SOURCE, ladder, places, walk
from tests.layers.test_export import EVENTS
from tests.layers.test_profiles import KEY, crowd

OWN = [Input(RECORDS, "kim-family.csv", "ab" * 32), Input(PLACE_FILES, "villages.csv", "cd" * 32)]
TODAY = "2026-12-31"


def cited(built, profile="public", given=OWN, lang="en", look=None, **options):
    keyed = {"key": KEY} if profile == "partner" else {}
    part = reduce(built, profile, where=options.get("where"), **keyed)
    told = manifest(built, part, inputs=given, profile=profile, lang=lang, **keyed, **options)
    return references(part, told, look or {}, lang)


def of(section, every):
    return [one for one in every if one.section == section]


def view(*arguments, **options):
    (one,) = of(VIEW, cited(*arguments, **options))
    return one


def sources(*arguments, **options):
    return of(PLACES, cited(*arguments, **options))


def with_sources(*told, **others):
    return ladder(*walk("P1", "onsong", "yodok"), table=places(onsong={"sources": list(told)}, **others))


@pytest.fixture(scope="module")
def built():
    return ladder(*walk("P1", "onsong", "yodok"), *crowd(6, "onsong", "nongpo"))


def demo(built):
    """As if the records were those that ship."""
    shipped = next(part for part in json.loads(dataset.PACKAGE.read_text())["resources"] if "demo" in part["path"])
    return [Input(RECORDS, "x.csv", shipped["hash"].removeprefix("sha256:")), *read_inputs(built, Path("x"), None)[1:]]


def test_a_view_says_title_filters_profile_how_many_of_how_many_and_hash(built):
    one = view(built, title="My map", where={"last_place": ["yodok"]})
    assert (one.title, one.kind) == ("My map", MAP)
    told = "\n".join(one.notes)
    for words in ("Last known place: Camp 15", "Profile: for the public.", "People: 1 of", "ab" * 32, "nowhere-map 0"):
        assert words in told


def test_all_of_the_manifest_is_in_a_view(built):
    told = "\n".join(view(built).about)
    assert all(words in told for words in ("have not agreed", "Legs: 1", "cd" * 32))


def test_a_view_of_invented_records_says_so_first():
    one = view(ladder(*walk("P1", "onsong", source="SYNTHETIC interview")))
    assert one.notes[0] == "SYNTHETIC: the records are invented."


def test_an_address_and_the_day_of_reading_are_told_where_they_are_given(built):
    assert (view(built).url, view(built).accessed) == ("", "")
    one = view(built, look={"address": "http://localhost:8501/?lang=en", "accessed": TODAY})
    assert (one.url, one.accessed) == ("http://localhost:8501/?lang=en", TODAY)


def test_what_is_no_address_is_told_in_words(built):
    one = view(built, look={"address": "javascript:alert(1)"})
    assert (one.url, one.notes[-1]) == ("", "Address as recorded: javascript:alert(1).")


def test_a_day_of_reading_that_is_none_is_refused(built):
    with pytest.raises(DataError, match="is no day"):
        view(built, look={"accessed": "yesterday"})


def test_the_date_is_that_of_the_data_that_ship(built):
    told = dataset.package()
    one = view(built, given=demo(built))
    assert (one.date, one.version) == (told["created"], told["version"])


def test_of_somebodys_own_records_no_date_and_no_version_is_claimed(built):
    given = [OWN[0], *demo(built)[1:]]
    assert (view(built, given=given).date, view(built, given=given).version) == ("", "")
    read = [one for one in of(DATA, cited(built, given=given)) if "ab" * 32 in str(one.notes)]
    assert [(one.title, one.date, one.version) for one in read] == [("Records", "", "")]


def test_data_that_ship_are_one_data_set_with_its_files_and_whom_it_thanks(built):
    first, *rest = of(DATA, cited(built, given=demo(built)))
    assert first.title == dataset.package()["title"]
    for words in ("demo_custody_events.csv (sha256 ", "facilities.geojson (sha256 ", "not established"):
        assert words in " ".join(first.notes)
    assert [(one.title, one.url) for one in rest] == [(one["title"], one["path"]) for one in dataset.credits()]


def test_the_name_of_a_file_is_told_to_the_team_alone(built):
    titles = {profile: [one.title for one in of(DATA, cited(built, profile))] for profile in PROFILES}
    assert titles["internal"] == ["kim-family.csv", "villages.csv"]
    assert titles["partner"] == titles["public"] == ["Records", "Places"]


def test_each_source_of_a_place_is_told_once_with_the_places(built):
    (one,) = sources(built)
    assert (one.title, one.url) == (SOURCE["title"], SOURCE["url"])
    assert one.notes == (f"Source for {NAMED + 1} places.",)


def test_few_places_are_named():
    one = next(one for one in sources(with_sources(SOURCE, {"title": "A book"})) if one.title == "A book")
    assert one.notes == ("Source for: Onsong MSS office.",)


def test_sources_that_differ_in_one_word_are_two():
    told = [{"title": "A"}, {"title": "A", "url": "https://a.org/"}, {"title": "A", "accessed": "2024-01-02"}]
    found = [one for one in sources(with_sources(*told)) if one.title == "A"]
    assert [(one.url, one.accessed) for one in found] == [("", ""), ("", "2024-01-02"), ("https://a.org/", "")]
    assert len({one.key for one in found}) == 3


def test_nothing_is_told_of_a_source_that_its_record_does_not_say():
    (one,) = [one for one in sources(with_sources({"title": "Kim (1999)", "publisher": "x"})) if "Kim" in one.title]
    assert one._replace(key="", notes=()) == one._replace(
        key="", notes=(), section=PLACES, kind="document", title="Kim (1999)", url="", date="", version="", accessed=""
    )
    assert one.notes == ("Source for: Onsong MSS office.",)


@pytest.mark.parametrize("accessed", ["2024", "2024-13-01", "in spring"])
def test_when_a_source_was_read_is_told_as_recorded(accessed):
    (one,) = [one for one in sources(with_sources({"title": "A", "accessed": accessed})) if one.title == "A"]
    assert (one.accessed, one.notes[0]) == ("", f"Accessed {accessed}.")


def test_a_source_without_a_title_is_not_dropped():
    found = sources(with_sources({}, {"url": "https://a.org/"}, {"url": "page 7"}))
    assert [(one.title, one.url) for one in found if one.title != SOURCE["title"]] == [
        ("A source without a title", ""), ("", "https://a.org/"), ("A source without a title", ""),
    ]  # fmt: skip


def test_a_source_of_a_place_that_is_not_in_the_view_is_not_cited():
    table = places(yodok={"sources": [{"title": "Of the camp"}]})
    built = ladder(*walk("P1", "onsong", "nongpo"), table=table)
    titles = [one.title for one in sources(built, where={"place_text": "Onsong"})]
    assert titles == [SOURCE["title"]]


@pytest.mark.parametrize(
    ("look", "titles"),
    [
        ({"person": "P1"}, ["A book", "A report"]),
        ({"place": "onsong"}, ["A book"]),
        ({"place": "nongpo"}, ["A report"]),
    ],
)
def test_a_person_or_a_place_that_is_picked_has_sources_of_its_own(look, titles):
    built = with_sources({"title": "A book"}, lost={"sources": [{"title": "Of a place elsewhere"}]})
    assert [one.title for one in sources(built, look=look)] == titles
    assert view(built, look=look).notes[0] in ("The path of person P1.", "Picked place: Onsong MSS office.",
                                               "Picked place: Nongpo holding centre.")  # fmt: skip


@pytest.mark.parametrize("look", [{"person": "nobody"}, {"place": "nowhere"}])
def test_who_is_not_in_the_view_cannot_be_cited(built, look):
    with pytest.raises(DataError, match="is in the view"):
        cited(built, look=look)


def test_a_person_who_has_not_agreed_cannot_be_cited():
    built = ladder(*walk("P1", "onsong", "yodok", consent=""))
    with pytest.raises(DataError, match="is in the view"):
        cited(built, look={"person": "P1"})


def test_a_filter_that_is_withheld_is_not_told(built):
    hidden = ladder(*walk("canary-person", "onsong", consent=""), *walk("P1", "onsong"))
    for one in cited(hidden, where={"person": "canary-person"}):
        assert "canary" not in str(one)
    assert WITHHELD in " ".join(view(hidden, where={"person": "canary-person"}).notes)


@pytest.mark.parametrize("profile", PROFILES)
def test_no_two_references_have_one_key(profile, built):
    twice = [*OWN, OWN[1], *demo(built)]
    keys = [one.key for one in cited(built, profile, given=twice)]
    assert len(set(keys)) == len(keys) > len(OWN) + len(dataset.credits())


def test_a_source_has_the_same_key_in_every_file():
    built = with_sources({"title": "A book"}, {"title": "조사 보고서"})
    whole = {one.title: one.key for one in sources(built)}
    part = {one.title: one.key for one in sources(built, look={"place": "onsong"}, lang="ko", profile="internal")}
    assert part.items() < whole.items()
    assert whole["A book"].startswith("a-book-")


def test_another_view_has_another_key(built):
    keys = [
        view(built).key,
        view(built, lang="ko").key,
        view(built, "internal").key,
        view(built, where={"last_place": ["yodok"]}).key,
        view(built, given=demo(built)).key,
        view(built, look={"person": "P1"}).key,
        view(built, title="Another").key,
    ]
    assert len(set(keys)) == len(keys)


def test_the_day_of_reading_does_not_change_a_key(built):
    assert view(built).key == view(built, look={"accessed": TODAY, "address": "http://localhost/"}).key


def file(built, ending, look=None, **options):
    return make(built, {"inputs": OWN, **options}, look or {}, ending)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_input_gives_the_same_bytes(built, ending, lang):
    assert file(built, ending, lang=lang)[0] == file(built, ending, lang=lang)[0]


def test_plain_words_are_a_paragraph_a_reference_with_a_number(built):
    data, told = file(built, ".txt", {"address": "http://localhost/", "accessed": TODAY})
    text = data.decode()
    paragraphs = [part for part in text.split("\n\n") if part.startswith("[")]
    assert len(paragraphs) == told["references"] == 4
    assert paragraphs[0].startswith("[1] Where detainees were taken. Map. ")
    assert paragraphs[0].endswith(f"http://localhost/ Accessed {TODAY}.")
    assert paragraphs[3] == f"[4] A report. https://example.org/report Source for {NAMED + 1} places."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plain_words_are_in_the_language_of_the_file(built, lang):
    text = file(built, ".txt", lang=lang)[0].decode()
    t = translator(lang)
    for section in ("view", "data", "places", "about"):
        assert t(f"citing.section.{section}").upper() in text
    assert "{" not in text


def test_csl_json_has_the_manifest_inside(built):
    data, told = file(built, ".csl.json")
    inside = json.loads(data)[0]["custom"]["manifest"]
    assert inside["filters"] == [] and inside["inputs"] == told["inputs"]


def test_a_view_without_places_can_be_cited():
    table = places()
    nobody = ladder(*walk("P1", "onsong"), table=table[table["place_id"] == "x"])
    assert of(PLACES, cited(nobody)) == []


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, encoding="utf-8")
    return path


def export(*arguments):
    return main(["export", *map(str, arguments)])


@pytest.mark.parametrize("ending", FORMATS)
def test_the_command_writes_citations_and_a_sidecar_with_their_hash(events, tmp_path, capsys, ending):
    out = tmp_path / "new" / f"map{ending}"
    assert export(events, "--out", out, "--accessed", TODAY) == 0
    assert "Citations in the file: " in capsys.readouterr().err
    package = json.loads(out.with_name(out.name + ".datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    assert (resource["path"], resource["bytes"]) == (out.name, out.stat().st_size)
    assert resource["hash"] == f"sha256:{sha256(out.read_bytes()).hexdigest()}"
    assert package["manifest"]["made"]["accessed"] == TODAY


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "map.bib", "--accessed", "today"], "--accessed"),
        (["--out", "map.png", "--accessed", TODAY], "is for .txt, .bib, .ris, .csl.json only"),
        (["--out", "map.ris", "--grey"], "--grey"),
        (["--out", "map.json"], "this kind of file cannot be written"),
        (["--out", "map.bib", "--person", "nobody"], "no person of that id is in the view"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_file(events, tmp_path, monkeypatch, capsys, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    assert export(events, *arguments) == 2
    assert sentence in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]

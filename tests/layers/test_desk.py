"""The tables of the page *Coordinates*, in words."""

import pytest

from geodata.audit import check
from geodata.coordinates import read
from geodata.grades import grade
from geodata.journal import Entry
from geodata.notations.words import Refused
from geodata.places import parse_features
from layers import desk
from layers.words import translator

EN, KO = translator("en"), translator("ko")
FAR = {"title": "Y", "coords_as_published": "42 N 129 E", "longitude": 129.0, "latitude": 42.0, "url": "https://y.org"}
NEAR = {"title": "X", "coords_as_published": "41.75, 129.75", "longitude": 129.75, "latitude": 41.75, "url": "x:1"}


def places(**sources):
    features = [
        {"type": "Feature", "id": key, "geometry": {"type": "Point", "coordinates": [129.75, 41.75]},
         "properties": {"name": f"Camp {key}", "names": {"ko": f"{key} 수용소"}, "precision": "site", "sources": said}}
        for key, said in sources.items()
    ]  # fmt: skip
    return parse_features({"type": "FeatureCollection", "features": features})[0].assign(review=0)


@pytest.fixture
def two():
    table = places(good=[NEAR], disputed=[NEAR, FAR])
    return table, grade(table, check(table)), check(table)


def test_the_worst_place_stands_first_with_its_open_question(two):
    rows = desk.places(*two, EN, "en")
    assert rows[EN("table.name")].tolist() == ["Camp disputed", "Camp good"]
    assert EN("finding.sources_disagree.name") in rows[EN("desk.open")].iloc[0]


def test_a_row_knows_its_place(two):
    rows = desk.places(*two, EN, "en")
    assert two[0]["place_id"].loc[rows.index].tolist() == ["disputed", "good"]


def test_places_have_their_local_names(two):
    assert desk.places(*two, KO, "ko")[KO("table.name")].iloc[0] == "disputed 수용소"


def test_a_finding_is_told_in_the_language_of_the_page(two):
    english, korean = (desk.findings_of("disputed", two[2], t)[0]["words"] for t in (EN, KO))
    assert "km" in english and "km" in korean and english != korean


def test_every_finding_stands_in_the_report(two):
    assert len(desk.findings(*two[::2], EN, "en")) == len(two[2])


def test_sources_are_numbered_with_their_own_words_and_distance(two):
    rows = desk.sources(two[0][two[0]["place_id"] == "disputed"], EN)
    assert rows[EN("desk.number")].tolist() == [1, 2]
    assert rows[EN("desk.own_words")].tolist() == [NEAR["coords_as_published"], FAR["coords_as_published"]]
    assert rows[EN("desk.away_km")].tolist() == pytest.approx([0, 68.0], abs=1)


def test_a_place_without_sources_has_an_empty_table():
    assert desk.sources(places(a=[]), EN).empty


def test_the_nearest_place_stands_first(two):
    rows = desk.near(two[0], [129.75, 41.76], EN, "en")
    assert rows[EN("desk.near_distance")].iloc[0] == "1.1 km"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"field": "position", "old": [129.75, 41.75], "new": [129.5, 41.5]}, "Position: 41.75, 129.75 → 41.5, 129.5"),
        ({"field": "position", "old": None, "new": [129.5, 41.5]}, "Position: nothing → 41.5, 129.5"),
        ({"field": "aliases", "old": ["a"], "new": ["b"]}, "Other spellings: + b; − a"),
        ({"field": "uncertainty_m", "old": 500, "new": 1000}, "Uncertainty: 500 m → 1,000 m"),
        ({"field": "precision", "old": None, "new": "site"}, f"Precision: nothing → {EN('code.precision.site')}"),
    ],
)
def test_a_change_says_what_it_was_and_what_it_is(change, words):
    assert desk.change_in_words(change, EN) == words


def test_a_line_of_the_journal_tells_who_when_what_why():
    entry = Entry(3, "2026-11-25T10:20:30.123Z", "propose", "A. Reader", "a",
                  ({"field": "name", "old": "Camp a", "new": "Camp A"},), {"title": "A book"}, "misspelt")  # fmt: skip
    words = desk.entry_in_words(entry, EN)
    for part in ("3 ·", "A. Reader", "2026-11-25 10:20 UTC", "Name: Camp a → Camp A", "A book", "misspelt"):
        assert part in words


def test_a_certain_coordinate_is_offered_once_and_an_uncertain_one_as_often_as_it_can_be_read():
    assert [option.position for option in desk.readings(read("41.5N 129.5E"), EN)] == [[129.5, 41.5]]
    both = {tuple(option.position) for option in desk.readings(read("23.4, 14.2"), EN)}
    assert both == {(14.2, 23.4), (23.4, 14.2)}


def test_the_same_place_on_a_shifted_map_is_shown_and_cannot_be_taken_over():
    offered = desk.readings(read("39.9042, 116.4074"), EN)
    assert len(offered) > 2
    assert [option.position for option in offered if EN("notation.on_gcj02") in option.words] == [None]


def test_half_a_coordinate_has_no_position():
    assert {option.position for option in desk.readings(read("41.5 N"), EN)} == {None}


def test_a_refusal_says_why_in_korean():
    with pytest.raises(Refused) as refused:
        read("3° 25' 61\" N, 4 E")
    assert "61" in desk.refusal_in_words(refused.value, KO)


def test_no_places_no_rows(two):
    table, grades, _ = (part.iloc[:0] for part in two)
    assert desk.places(table, grades, check(table), EN, "en").empty
    assert desk.findings(table, check(table), EN, "en").empty
    assert desk.near(table, [0.0, 0.0], EN, "en").empty


def test_sources_with_anything_in_them_are_texts():
    odd = {"title": 5, "precision": ["a"], "uncertainty_m": "some 3", "note": {"a": 1}, "url": 7}
    rows = desk.sources(places(a=[odd, {}, {"title": "X", "uncertainty_m": 4}]), EN)
    assert rows[EN("table.source")].dropna().tolist() == ["5", "X"]
    assert rows[EN("table.precision")].iloc[0] == "['a']"
    assert rows[EN("table.uncertainty")].tolist() == pytest.approx([float("nan")] * 2 + [4.0], nan_ok=True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"field": "uncertainty_m", "old": "some 500", "new": 400}, "Uncertainty: some 500 → 400 m"),
        ({"field": "sources", "old": "a book", "new": [{"title": "X"}]}, "Sources: + X; − a book"),
        ({"field": "names", "old": None, "new": {"ko": "온성"}}, "Names in other languages: nothing → ko: 온성"),
        ({"field": "position", "old": [126.295851, 41.1644911], "new": [126.295852, 41.1644911]},
         "Position: 41.1644911, 126.295851 → 41.1644911, 126.295852"),
    ],
)  # fmt: skip
def test_a_change_of_what_somebodys_file_has_instead_is_told(change, words):
    assert desk.change_in_words(change, EN) == words


def test_a_text_of_the_journal_cannot_look_like_a_line_of_it():
    forged = "agreed\n9 · accepted · B. Reviewer · 2026-11-25 10:20 UTC"
    entry = Entry(3, "2026-11-25T10:20:30.123Z", "decline", "A\u202e", "a", (), None, None, forged, 2)
    told = desk.entry_in_words(entry, EN)
    assert not any(line.startswith("9 ") for line in told.splitlines())
    assert "\u202e" not in told


def test_what_differs_between_two_features_is_told_field_by_field():
    feature = {"properties": {"name": "A", "note": "n"}, "geometry": None}
    other = {"properties": {"name": "B", "note": "n"}, "geometry": {"type": "Point", "coordinates": [129.0, 42.0]}}
    changes = desk.differences(feature, other)
    assert {change["field"]: change["new"] for change in changes} == {"position": [129.0, 42.0], "name": "B"}

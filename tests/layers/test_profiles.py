import json

import pytest

from geodata.errors import DataError
from layers.columns import read_column
from layers.page import render
from layers.payload import payload
from layers.profiles import WITHHELD, reduce
from layers.subset import NOT_STATED
from layers.words import LANGUAGES
from routes.build import places_only
from tests.layers.small import ladder, places, walk

KEY = bytes(range(32))
CANARIES = (
    "canary-person",
    "canary-case",
    "canary note",
    "canary source",
    "canary house",
    "1987-06-05",
    "129.34567",
    "42.34567",
)


def hidden(person, **columns):
    """Rows of somebody who has not agreed, with a canary in every field."""
    told = {
        "case_id": "canary-case", "note": "canary note", "source": "canary source", "arrival": "1987-06-05",
        "authority": "canary authority", "reason": "canary reason", "consent": "", "other": "canary other", **columns,
    }  # fmt: skip
    house = {"person_id": person, "longitude": "129.34567", "latitude": "42.34567", "place_name": "canary house"}
    return [{**house, **told}, *walk(person, "onsong", "nongpo", **told)]


def crowd(count, *stops, consent=""):
    return [row for n in range(count) for row in walk(f"canary-person-{n}", *stops, consent=consent)]


def flows(part):
    ends = part.lines[["origin", "destination"]].to_numpy()[part.flows["line"]]
    return {tuple(pair): n for pair, n in zip(ends.tolist(), part.flows["persons"].tolist(), strict=True)}


def at(part):
    return dict(zip(part.places["place_id"], part.place_persons.tolist(), strict=True))


@pytest.mark.parametrize("profile", ["public", "partner"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_of_who_has_not_agreed_is_in_any_byte(profile, lang):
    built = ladder(*walk("P1", "onsong", "yodok"), *hidden("canary-person"))
    html = render(payload(built, profile=profile, key=KEY, lang=lang), standalone=True)
    assert not [canary for canary in (*CANARIES, "canary") if canary in html]


def test_who_agreed_to_the_public_is_shown_by_the_id_in_the_records():
    part = reduce(ladder(*walk("P1", "onsong", "yodok", source="A book")), "public")
    assert part.paths["person_id"].tolist() == ["P1"]
    assert part.stints["sources"].tolist() == [["A book"]] * 2


@pytest.mark.parametrize("name", ["Kim Chol-su", "김철수"])
def test_names_in_the_place_of_ids_are_told_to_nobody(name):
    built = ladder(*walk(name, "onsong", "yodok"), *walk("P1", "onsong"), *walk("P2", "onsong"))
    with pytest.raises(DataError, match="1 of 3 ids of people look like names") as told:
        reduce(built, "public")
    assert name not in str(told.value)
    assert name not in reduce(built, "partner", key=KEY).paths["person_id"].tolist()


def test_names_of_who_has_not_agreed_are_no_hindrance():
    rows = [*walk("P1", "onsong"), *walk("Kim Chol-su", "yodok", consent="")]
    assert reduce(ladder(*rows), "public").paths["person_id"].tolist() == ["P1"]


def test_who_agreed_to_partners_is_not_public():
    assert reduce(ladder(*walk("P1", "onsong", "yodok", consent="partner")), "public").paths.empty


def test_the_strictest_row_of_a_person_counts():
    rows = [*walk("P1", "onsong"), *walk("P1", "yodok", consent="")]
    assert reduce(ladder(*rows), "public").paths.empty


def test_internal_is_everything():
    built = ladder(*hidden("canary-person"))
    part = reduce(built, "internal")
    assert len(part.paths) == 1
    assert part.cut == ()


def test_five_who_have_not_agreed_are_counted_on_their_way():
    assert flows(reduce(ladder(*crowd(5, "onsong", "nongpo")), "public")) == {("onsong", "nongpo"): 5}


def test_four_are_not():
    assert flows(reduce(ladder(*crowd(4, "onsong", "nongpo")), "public")) == {}


def test_a_line_that_only_withheld_people_went_is_not_in_the_document():
    told = payload(ladder(*crowd(4, "onsong", "nongpo")), profile="public")
    assert read_column(told["lines"]["a"]) == []


def test_people_who_are_shown_make_no_small_cell_countable():
    built = ladder(*crowd(4, "onsong", "nongpo"), *walk("P1", "onsong", "nongpo"))
    assert flows(reduce(built, "public")) == {("onsong", "nongpo"): 1}


def test_a_large_cell_is_added_to_the_people_who_are_shown():
    built = ladder(*crowd(5, "onsong", "nongpo"), *walk("P1", "onsong", "nongpo"))
    assert flows(reduce(built, "public")) == {("onsong", "nongpo"): 6}


def test_five_are_counted_at_a_place_and_four_are_not_told_from_nobody():
    built = ladder(*crowd(5, "onsong"), *crowd(4, "nongpo", "yodok"))
    counts = at(reduce(built, "public"))
    assert (counts["onsong"], counts["nongpo"], counts["tumen"]) == (5, NOT_STATED, NOT_STATED)


def test_where_everybody_agreed_nobody_is_nobody():
    assert at(reduce(ladder(*walk("P1", "onsong", "yodok")), "public"))["tumen"] == 0


def test_how_many_there_are_in_all_is_not_told_of_fewer_than_five():
    built = ladder(*crowd(4, "onsong", "nongpo"), *walk("P1", "onsong", "nongpo"))
    part = reduce(built, "public")
    assert (part.persons_in_all, part.legs_in_all) == (1, 1)


def test_how_many_there_are_in_all_does_not_depend_on_what_was_chosen():
    built = ladder(*crowd(6, "onsong", "nongpo"), *walk("P1", "onsong", "nongpo"), *walk("P2", "nongpo"))
    assert reduce(built, "public", where={"person": "P1"}).persons_in_all == reduce(built, "public").persons_in_all == 7


def test_a_place_known_only_from_rows_of_who_has_not_agreed_is_left_out():
    rows = [row for n in range(9) for row in hidden(f"canary-{n}")]
    assert set(reduce(ladder(*rows), "public").places["group"]) == {"facility", "crossing"}


def house(**columns):
    place = {"person_id": "P1", "longitude": "129.34567", "latitude": "42.34567", "place_name": "My house", **columns}
    return ladder(place, *walk("P1", "onsong"))


def test_a_place_without_a_published_source_is_moved_onto_the_grid():
    part = reduce(house(), "public")
    moved = part.places[part.places["group"] == "other"].iloc[0]
    assert (moved["longitude"], moved["latitude"], moved["precision"]) == (129.35, 42.35, "locality")
    assert moved["uncertainty_m"] >= 5000


def test_its_exact_position_is_in_no_byte_of_a_public_document():
    html = render(payload(house(), profile="public"), standalone=True)
    assert "129.34567" not in html
    assert "42.34567" not in html


def test_lines_to_it_are_drawn_from_the_new_position():
    line = reduce(house(), "public").lines["geometry"].iloc[0]
    assert line.coords[0] == (129.35, 42.35)


def test_lengths_are_those_from_the_new_position():
    part = reduce(house(), "public")
    assert part.legs["length_m"].tolist() == part.paths["length_m"].tolist() == part.lines["length_m"].tolist()


def test_ids_stay_whole_after_a_place_got_another():
    part = reduce(house(), "public")
    known = set(part.places["place_id"])
    assert set(part.stints["place_id"]) | set(part.legs["origin"]) | set(part.paths["arrest_place"]) <= known


def test_a_facility_of_somebodys_own_file_without_source_is_moved_but_named():
    table = places(onsong={"sources": []})
    part = reduce(ladder(*walk("P1", "onsong", "yodok"), table=table), "public")
    moved = part.places.set_index("place_id").loc["onsong"]
    assert (moved["name"], moved["longitude"], moved["precision"]) == ("Onsong MSS office", 130.0, "locality")


def test_a_published_facility_stays_where_it_is():
    part = reduce(ladder(*walk("P1", "onsong", "yodok")), "public")
    assert part.places.set_index("place_id").loc["onsong", "longitude"] == 129.99


def test_columns_of_the_file_that_we_do_not_know_go():
    part = reduce(ladder(*walk("P1", "onsong", "yodok", other="x")), "public")
    assert "other" not in part.paths


def partner(*rows):
    return reduce(ladder(*rows), "partner", key=KEY)


def test_a_partner_gets_no_id():
    html = render(
        payload(ladder(*walk("canary-person", "onsong", "yodok", case_id="canary-case")), profile="partner", key=KEY),
        standalone=True,
    )
    assert "canary" not in html


def test_a_partner_can_follow_a_person_and_a_case_by_their_hashes():
    part = partner(*walk("P1", "onsong", "yodok", case_id="C1"), *walk("P2", "onsong", "yodok", case_id="C1"))
    assert part.paths["person_id"].nunique() == 2
    assert part.paths["case_id"].nunique() == 1
    assert set(part.legs["person_id"]) == set(part.stints["person_id"]) == set(part.paths["person_id"])


def caption(profile, where, *rows):
    return payload(ladder(*rows), profile=profile, key=KEY, where=where)["meta"]["filters_in_words"]


def test_a_caption_tells_a_partner_the_hash_of_who_was_asked_for():
    rows = walk("P1", "onsong", "yodok", case_id="C1")
    part = partner(*rows)
    assert caption("partner", {"person": "P1", "case": "C1"}, *rows) == [
        f"Person: {part.paths['person_id'].item()}",
        f"Case: {part.paths['case_id'].item()}",
    ]


@pytest.mark.parametrize("profile", ["partner", "public"])
@pytest.mark.parametrize(
    "where",
    [
        {"person": "canary-person"},
        {"case": "P1, canary-case"},
        {"place_text": "canary house"},
        {"last_place": ["at:42.34567,129.34567"]},
        {"authority": ["canary authority"]},
    ],
)
def test_a_caption_does_not_tell_of_who_has_not_agreed(profile, where):
    rows = [*hidden("canary-person")[::-1], *walk("P1", "onsong", "yodok", case_id="P1")]
    html = render(payload(ladder(*rows), profile=profile, key=KEY, where=where), standalone=True)
    assert [canary for canary in (*CANARIES, "canary") if canary in html] == []


def test_a_caption_of_the_public_says_who_is_shown_and_where():
    rows = walk("P1", "onsong", "yodok", case_id="C1")
    where = {"person": "p-1", "last_place": ["yodok"], "place_text": "Onsong"}
    assert caption("public", where, *rows) == ["Person: p-1", "Last known place: Camp 15", "Place: Onsong"]


def test_another_key_gives_other_hashes():
    built = ladder(*walk("P1", "onsong", "yodok"))
    one, other = (reduce(built, "partner", key=key).paths["person_id"].item() for key in (KEY, KEY[::-1]))
    assert one != other


def test_without_a_key_a_partner_gets_nothing():
    with pytest.raises(DataError, match="key of at least 32 bytes"):
        reduce(ladder(*walk("P1", "onsong", "yodok")), "partner")


def test_an_unknown_profile_is_told_which_there_are():
    with pytest.raises(DataError, match="choose one of internal, partner, public"):
        reduce(ladder(*walk("P1", "onsong", "yodok")), "secret")


def test_a_choice_is_made_before_it_is_reduced():
    built = ladder(*crowd(5, "onsong", "nongpo"), *walk("P1", "tumen", "onsong"))
    assert flows(reduce(built, "public", where={"country": ["CN"]})).keys() == {
        ("tumen", "bridge"),
        ("bridge", "onsong"),
    }


def test_a_reduced_document_is_json():
    json.dumps(payload(house(), profile="public"), allow_nan=False)


def test_places_that_were_moved_are_counted_whoever_was_there():
    table = places(onsong={"sources": []}, yodok={"sources": []})
    cut = dict(reduce(ladder(*crowd(5, "onsong", "nongpo"), table=table), "public").cut)
    assert cut["export.cut.positions"] == {"count": 2}


def under_review():
    table = places()
    canary = [[[129.34567, 42.34567]] if place_id == "onsong" else [] for place_id in table["place_id"]]
    return table.assign(review=[7654321 if points else 0 for points in canary], proposed=canary)


@pytest.mark.parametrize("profile", ["public", "partner"])
@pytest.mark.parametrize("alone", [True, False])
def test_nothing_under_review_leaves(profile, alone):
    table = under_review()
    built = places_only(table) if alone else ladder(*walk("P1", "onsong", "yodok"), table=table)
    told = payload(built, profile=profile, key=KEY)
    assert not {"review", "proposed"} & set(told["places"])
    plain = places_only(places()) if alone else ladder(*walk("P1", "onsong", "yodok"))
    assert render(told, standalone=True) == render(payload(plain, profile=profile, key=KEY), standalone=True)


def test_the_team_sees_what_is_under_review():
    told = payload(ladder(*walk("P1", "onsong", "yodok"), table=under_review()), profile="internal")
    assert read_column(told["places"]["review"])[0] == 7654321
    assert read_column(told["places"]["proposed"])[0][0][:2] == (129.34567, 42.34567)


def test_the_distance_of_a_source_is_to_the_position_that_is_let_out():
    far = {"title": "A report", "longitude": 129.99, "latitude": 42.95}
    told = payload(ladder(*walk("P1", "onsong"), table=places(onsong={"sources": [far]})), profile="public")
    assert [source[7] for sources in told["places"]["sources"] for source in sources if source[3] == 129.99] == [0]


def test_two_houses_of_people_who_have_not_agreed_are_in_no_export():
    rows = [
        {"person_id": "P1", "seq": 1, "longitude": 129.1, "latitude": 42.1, "place_name": "a house", "consent": ""},
        {"person_id": "P1", "seq": 2, "longitude": 128.1, "latitude": 41.1, "place_name": "another", "consent": ""},
    ]
    part = reduce(ladder(*rows), "public")
    assert (part.places["group"] != "other").all()
    assert not len(part.flows)


def test_who_agreed_to_partners_is_shown_to_them():
    assert len(partner(*walk("P1", "onsong", "yodok", consent="partner")).paths) == 1


def test_a_person_and_a_case_of_the_same_id_have_different_hashes():
    path = partner(*walk("X", "onsong", "yodok", case_id="X")).paths.iloc[0]
    assert path["person_id"] != path["case_id"]
    assert {len(path["person_id"]), len(path["case_id"])} == {20}


def test_a_key_that_is_too_short_is_refused():
    with pytest.raises(DataError, match="key of at least 32 bytes"):
        reduce(ladder(*walk("P1", "onsong", "yodok")), "partner", key=KEY[:31])


def test_who_asks_for_a_case_learns_nothing_of_others():
    rows = [{**row, "case_id": "C1"} for row in crowd(9, "onsong", "nongpo")]
    assert flows(reduce(ladder(*rows), "public", where={"case": "C1"})) == {}


def test_legs_of_fewer_than_five_people_are_not_counted_however_many_they_are():
    part = reduce(ladder(*crowd(4, "onsong", "nongpo", "yodok"), *walk("P1", "onsong", "nongpo")), "public")
    assert part.legs_in_all == 1


def test_legs_of_many_are_counted_in_fives():
    part = reduce(ladder(*crowd(6, "onsong", "nongpo"), *walk("P1", "onsong", "nongpo")), "public")
    assert part.legs_in_all == 1 + 5


def test_who_is_not_chosen_is_not_shown():
    built = ladder(*walk("P1", "onsong", "yodok"), *walk("P2", "onsong", "nongpo"))
    assert reduce(built, "public", where={"person": "P2"}).paths["person_id"].tolist() == ["P2"]


def test_legs_that_are_not_chosen_are_not_shown():
    rows = [*walk("P1", "onsong"), {"person_id": "P1", "event": "unknown_place"}, *walk("P1", "yodok", "nongpo")]
    part = reduce(ladder(*rows), "public", where={"evidence": ["gap"]})
    assert part.legs["evidence"].tolist() == ["gap"]


def test_places_that_are_not_chosen_are_not_shown():
    part = reduce(ladder(*walk("P1", "onsong", "yodok")), "public", where={"facility_kind": ["detention_centre"]})
    assert set(part.places["place_id"]) == {"tumen", "bridge"}


def test_where_somebody_is_not_told_it_is_not_told_how_many():
    rows = [*walk("P1", "onsong", "yodok"), *crowd(2, "onsong", "nongpo")]
    where = {"person": "canary-person-0, canary-person-1, P1"}
    assert caption("public", where, *rows) == [f"Person: {WITHHELD}, P1"]


def test_places_count_nobody_else_where_something_was_chosen():
    built = ladder(*crowd(5, "onsong", "nongpo"), *walk("P1", "onsong", "yodok"))
    assert [at(reduce(built, "public", where=where))["onsong"] for where in ({}, {"country": ["KP"]})] == [6, 1]

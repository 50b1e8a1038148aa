import pytest

from layers.choosing import for_browser, select
from tests.layers.small import ladder, walk

ROWS = [
    *walk(
        "P1",
        "tumen",
        "bridge",
        "onsong",
        "nongpo",
        authority="MSS",
        reason="attempted_escape",
        case_id="C1",
        source="x",
    ),
    *walk("P2", "onsong", "yodok", authority="MPS", reason="guilt_by_association", case_id="C1"),
    {"person_id": "P2", "place_id": "yodok", "event": "release", "case_id": "C1"},
    {"person_id": "P10", "event": "unknown_place", "case_id": "C10"},
    *walk("P4", "lost", case_id="C4"),
]


@pytest.fixture(scope="module")
def built():
    return ladder(*ROWS)


def chosen(built, **values):
    return built.paths["person_id"][select(built, values).persons].tolist()


def shown(built, **values):
    return built.places["place_id"][select(built, values).places].tolist()


def test_no_filter_chooses_everything(built):
    selection = select(built, {})
    assert selection.persons.all()
    assert selection.legs.all()
    assert selection.places.all()


def test_country_is_that_of_the_first_stop(built):
    assert chosen(built, country=["CN"]) == ["P1"]


def test_province_is_that_of_the_first_stop(built):
    assert chosen(built, province=["CN-JL"]) == ["P1"]


def test_values_of_one_filter_are_alternatives(built):
    assert chosen(built, authority=["MSS", "MPS"]) == ["P1", "P2"]


def test_filters_are_combined(built):
    assert chosen(built, authority=["MSS", "MPS"], reason=["guilt_by_association"]) == ["P2"]


def test_ending(built):
    assert chosen(built, ending=["released"]) == ["P2"]


def test_last_place(built):
    assert chosen(built, last_place=["nongpo"]) == ["P1"]


def test_an_id_is_compared_whole_and_without_case(built):
    assert chosen(built, person="p1") == ["P1"]


def test_several_ids_stand_with_commas_between_them(built):
    assert chosen(built, person="P1, P10") == ["P1", "P10"]


def test_a_case_holds_several_people(built):
    assert chosen(built, case="C1") == ["P1", "P2"]


def test_evidence_chooses_people_and_draws_only_such_legs(built):
    selection = select(built, {"evidence": ["documented"]})
    assert set(built.legs["evidence"][selection.legs]) == {"documented"}


def test_a_kind_of_facility_chooses_people_who_were_in_one(built):
    assert chosen(built, facility_kind=["political_prison_camp"]) == ["P2"]


def test_a_kind_of_facility_leaves_crossings_alone(built):
    assert set(shown(built, facility_kind=["political_prison_camp"])) == {"yodok", "bridge"}


def test_a_kind_of_crossing_is_no_kind_of_facility(built):
    assert chosen(built, facility_kind=["road_bridge"]) == []


def test_a_place_is_found_by_its_name_in_hangul(built):
    assert chosen(built, place_text="온성군 보위부") == ["P1", "P2"]


def test_the_places_found_are_the_ones_shown(built):
    assert shown(built, place_text="Nongpo") == ["nongpo"]


def test_an_area_chooses_people_who_were_inside(built):
    assert chosen(built, bbox=[126, 39, 127, 40]) == ["P2"]


def test_an_area_over_the_antimeridian_is_the_short_way(built):
    assert chosen(built, bbox=[170, -90, -170, 90]) == []


def test_an_area_of_a_map_panned_round_the_world_is_where_it_was(built):
    assert chosen(built, bbox=[126 + 360, 39, 127 + 360, 40]) == ["P2"]


def test_the_whole_world_is_every_place_with_a_position(built):
    assert set(shown(built, bbox=[-180, -90, 180, 90])) == {"onsong", "nongpo", "yodok", "tumen", "bridge"}


def test_a_person_filter_hides_no_place(built):
    assert len(shown(built, person="P1")) == len(built.places)


def test_legs_are_those_of_the_chosen_people(built):
    assert set(built.legs["person_id"][select(built, {"person": "P2"}).legs]) == {"P2"}


def test_an_inferred_crossing_counts_as_passed():
    built = ladder(*walk("P1", "tumen", "onsong", source="x"))
    assert built.legs["via"].tolist() == ["bridge", "bridge"]
    assert chosen(built, place_text="Tumen bridge") == ["P1"]


def test_the_browser_is_told_which_places_a_text_means(built):
    assert for_browser({"place_text": "Nongpo"}, built) == {"place_text": "Nongpo", "place_ids": ["nongpo"]}

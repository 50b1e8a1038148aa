import pytest

from tests.routes.ladders import journey, ladder

WITH_OUTCOME = "person_id seq place_id event outcome"


def test_a_person_with_one_stint_is_a_person_without_a_line():
    found = journey("A").paths
    assert found[["person_id", "stints", "legs", "last_place"]].values.tolist() == [["p", 1, 0, "A"]]
    assert found.geometry.isna().all()


def test_a_person_who_was_never_located_is_a_person():
    found = journey(None).paths
    assert found[["stints", "stints_unlocated", "last_place"]].values.tolist() == [[1, 1, None]]
    assert found.geometry.isna().all()


def test_the_path_is_all_lines_of_its_legs():
    found = journey("A", "B", "C")
    assert found.paths["length_m"][0] == found.legs["length_m"].sum()
    assert len(found.paths.geometry[0].geoms) == 2


def test_a_leg_of_length_0_adds_no_line():
    assert journey("A", None, "A").paths.geometry.isna().all()


def test_the_last_place_is_known_even_when_an_unlocated_stop_follows():
    assert journey("A", "B", None).paths["last_place"].tolist() == ["B"]


def test_nobody_was_last_seen_before_a_place_that_is_named_and_not_known():
    assert journey("A", "B", "never heard of").paths["last_place"].tolist() == [None]
    assert journey("never heard of", "B").paths["last_place"].tolist() == ["B"]


def test_the_last_place_may_have_no_position():
    assert journey("A", "N").paths["last_place"].tolist() == ["N"]


def test_nobody_knows_where_a_person_was_arrested_whose_first_stop_is_unlocated():
    assert journey(None, "B").paths[["arrest_place", "first_place"]].values.tolist() == [[None, "B"]]


@pytest.mark.parametrize(
    ("event", "outcome", "ending"),
    [
        (None, None, "last_known"),
        (None, "fate unknown", "last_known"),
        (None, "in_custody", "in_custody"),
        (None, "died", "died"),
        ("release", None, "released"),
        ("escape", None, "escaped"),
        ("death", None, "died"),
        ("release", "in_custody", "released"),
    ],
)
def test_ending(event, outcome, ending):
    assert ladder(WITH_OUTCOME, ("p", 1, "A", event, outcome)).paths["ending"].tolist() == [ending]


def test_an_ending_that_is_followed_by_another_detention_is_none():
    found = ladder(WITH_OUTCOME, ("p", 1, "A", "release", None), ("p", 2, "B", None, None))
    assert found.paths["ending"].tolist() == ["last_known"]


def test_the_last_outcome_counts():
    found = ladder(WITH_OUTCOME, ("p", 1, "A", None, "in_custody"), ("p", 2, "B", None, "died"))
    assert found.paths[["outcome", "ending"]].values.tolist() == [["died", "died"]]


def test_the_evidence_of_a_path_is_the_weakest_of_its_legs():
    assert journey("A", "B", None, "C").paths["evidence"].tolist() == ["gap"]


def test_a_path_without_legs_has_no_evidence():
    assert journey("A").paths["evidence"].tolist() == [None]


def test_the_period_spans_all_dates():
    found = ladder(
        "person_id seq place_id arrival departure", ("p", 1, "A", None, "1998-05"), ("p", 2, "B", "2001", None)
    )
    assert [str(time)[:10] for time in found.paths[["earliest", "latest"]].iloc[0]] == ["1998-05-01", "2001-12-31"]


def test_where_a_person_was_arrested_is_told_by_country_and_province():
    assert journey("CN", "A").paths[["arrest_country", "arrest_admin1"]].values.tolist() == [["CN", "CN-01"]]


def test_authorities_are_told_once_each_in_order():
    cells = [("p", 1, "A", "MSS"), ("p", 2, "B", "MPS"), ("p", 3, "C", "MSS")]
    assert ladder("person_id seq place_id authority", *cells).paths["authorities"].tolist() == [["MSS", "MPS"]]


def test_other_columns_are_carried():
    found = ladder("person_id seq place_id ethnicity", ("p", 1, "A", None), ("p", 2, "B", "x"))
    assert found.paths["ethnicity"].tolist() == ["x"]


@pytest.mark.parametrize("name", ["legs", "geometry", "evidence", "rows", "reasons"])
def test_a_column_of_a_name_of_ours_is_carried_beside_it(name):
    found = ladder(f"person_id place_id {name}", ("p", "A", "x"))
    assert found.paths[f"{name}_in_file"].tolist() == ["x"]


def test_people_stand_in_the_order_of_their_ids():
    found = ladder("person_id place_id", ("q", "A"), ("p", "A"), ("나", "A"), ("Z", "A"))
    assert found.paths["person_id"].tolist() == ["Z", "p", "q", "나"]


def test_a_path_points_at_its_stints():
    found = ladder("person_id seq place_id", ("p", 1, "A"), ("p", 2, "B"), ("q", 1, "C"))
    assert found.paths[["first_stint", "last_stint"]].values.tolist() == [[0, 1], [2, 2]]

from tests.routes.ladders import codes, journey, ladder, legs, places

DATED = "person_id seq place_id arrival departure"


def dated(arrival, **options):
    return ladder(DATED, ("p", 1, "CN", None, None), ("p", 2, "A", arrival, None), **options)


def test_a_border_is_crossed_where_the_detour_is_smallest():
    assert legs(journey("CN", "A")) == [("CN", "X-near", "inferred"), ("X-near", "A", "inferred")]


def test_both_legs_name_the_crossing_and_the_same_stints():
    found = journey("CN", "A").legs
    assert found[["via", "from_stint", "to_stint"]].values.tolist() == [["X-near", 0, 1], ["X-near", 0, 1]]


def test_the_legs_say_that_no_source_names_the_crossing():
    assert journey("CN", "A").legs["reason_codes"][0][0] == "crossing_inferred:X-near"


def test_the_next_best_crossings_stay_listed_with_their_detour():
    other = journey("CN", "A").legs["alternatives"][0]
    assert [(found["place_id"], found["status"], found["detour_m"] > 100_000) for found in other] == [
        ("X-far", "open", True)
    ]


def test_only_crossings_between_the_two_countries_count():
    assert legs(journey("RU", "C")) == [("RU", "X-russia", "inferred"), ("X-russia", "C", "inferred")]


def test_a_recorded_crossing_is_not_added_to():
    assert legs(journey("CN", "X-far", "A")) == [("CN", "X-far", "documented"), ("X-far", "A", "documented")]


def test_no_known_crossing_leaves_the_leg_direct_and_says_so():
    found = journey("RU", "CN")
    assert legs(found) == [("RU", "CN", "documented")]
    assert "crossing_unknown:RU–CN" in found.legs["reason_codes"][0]


def test_inference_can_be_switched_off_and_the_leg_says_that_nobody_recorded_the_crossing():
    found = journey("CN", "A", infer_crossings=False)
    assert legs(found) == [("CN", "A", "documented")]
    assert "crossing_unrecorded:CN–KP" in found.legs["reason_codes"][0]


def test_a_gap_over_a_border_is_left_whole():
    found = journey("CN", None, "A")
    assert legs(found) == [("CN", "A", "gap")]
    assert "crossing_unrecorded:CN–KP" in found.legs["reason_codes"][0]


def test_a_crossing_that_was_closed_by_then_is_not_taken():
    shut = places({"place_id": "X-near", "status": "closed", "closed": "1990"})
    assert dated("1995", gazetteer=shut).legs["via"][0] == "X-far"


def test_a_crossing_that_was_still_open_is_taken():
    shut = places({"place_id": "X-near", "status": "closed", "closed": "2010"})
    found = ladder(DATED, ("p", 1, "CN", "1994", None), ("p", 2, "A", "1995", None), gazetteer=shut)
    assert found.legs["via"][0] == "X-near"


def test_a_crossing_that_was_not_open_yet_is_not_taken():
    new = places({"place_id": "X-near", "opened": "2019-04"})
    assert dated("1995", gazetteer=new).legs["via"][0] == "X-far"


def test_a_crossing_closed_nobody_knows_since_when_is_never_taken():
    shut = places({"place_id": "X-near", "status": "closed"})
    assert dated("1995", gazetteer=shut).legs["via"][0] == "X-far"


def test_no_open_crossing_leaves_the_leg_direct_and_says_so():
    shut = places({"place_id": "X-near", "status": "closed"}, {"place_id": "X-far", "status": "closed"})
    found = dated("1995", gazetteer=shut)
    assert legs(found) == [("CN", "A", "documented")]
    assert "crossing_not_open:CN–KP" in found.legs["reason_codes"][0]


def test_an_open_crossing_comes_before_one_of_unknown_status():
    unknown = places({"place_id": "X-near", "status": "unknown"})
    found = dated("1995", gazetteer=unknown).legs
    assert found["via"][0] == "X-far"
    assert found["alternatives"][0][0]["place_id"] == "X-near"


def test_a_crossing_of_unknown_status_is_taken_where_there_is_no_other_and_says_so():
    unknown = places({"place_id": "X-near", "status": None}, {"place_id": "X-far", "status": "closed"})
    assert "crossing_status_unknown:X-near" in dated("1995", gazetteer=unknown).legs["reason_codes"][0]


def test_whether_a_crossing_that_closed_was_open_is_not_known_without_a_date():
    shut = places(
        {"place_id": "X-near", "status": "closed", "closed": "1990"}, {"place_id": "X-far", "status": "closed"}
    )
    assert "crossing_status_unknown:X-near" in journey("CN", "A", gazetteer=shut).legs["reason_codes"][0]


def test_the_crossing_is_passed_neither_before_leaving_nor_after_arriving():
    found = ladder(DATED, ("p", 1, "CN", None, "2001-05-01"), ("p", 2, "A", "2001-05-03", None)).legs
    assert [str(time)[:10] for time in found["arrived_earliest"]] == ["2001-05-01", "2001-05-03"]
    assert [str(time)[:10] for time in found["departed_latest"]] == ["2001-05-01", "2001-05-03"]


def test_each_time_has_its_own_crossing():
    new = places({"place_id": "X-near", "opened": "2000"})
    cells = [("p", 1, "CN", None, "1995"), ("p", 2, "A", "1995", "1996"), ("p", 3, "CN", "2005", None)]
    found = ladder(DATED, *cells, ("p", 4, "A", "2006", None), gazetteer=new)
    assert found.legs["via"].tolist() == ["X-far"] * 2 + ["X-near"] * 4


def test_a_place_of_unknown_country_is_looked_up_by_its_position():
    unsaid = places({"place_id": "A", "country": None, "longitude": 129.8, "latitude": 41.8})
    unsaid.at[0, "countries"] = []
    assert journey("CN", "A", gazetteer=unsaid).report["crossings_inferred"] == 1


def test_crossings_are_counted_once_a_leg_of_the_record():
    assert journey("CN", "A", "CN").report["crossings_inferred"] == 2


def test_a_crossing_without_a_position_is_not_taken():
    lost = places({"place_id": "X-near", "longitude": None, "latitude": None})
    assert journey("CN", "A", gazetteer=lost).legs["via"][0] == "X-far"


def test_without_any_crossing_in_the_gazetteer_borders_are_no_finding():
    none = places()
    assert codes(journey("RU", "CN", gazetteer=none[none["group"] == "facility"].reset_index(drop=True))) == []

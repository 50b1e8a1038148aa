from tests.routes.ladders import journey, ladder


def test_a_flow_counts_legs_and_people():
    found = ladder("person_id seq place_id", *[(p, n, place) for p in "pq" for n, place in enumerate("ABAB")])
    flow = found.flows.set_index(["origin", "destination"]).loc[("A", "B")]
    assert (flow["legs"], flow["persons"]) == (4, 2)


def test_a_flow_counts_its_legs_by_evidence():
    found = ladder(
        "person_id seq place_id event",
        ("p", 1, "A", None), ("p", 2, "B", None), ("q", 1, "A", None), ("q", 2, None, "unknown_place"), ("q", 3, "B", None),
    )  # fmt: skip
    assert found.flows[["documented", "inferred", "gap"]].values.tolist() == [[1, 0, 1]]


def test_flows_of_both_directions_are_two():
    assert len(journey("A", "B", "A").flows) == 2


def test_the_length_of_a_flow_is_that_of_its_line():
    found = journey("A", "B", "A", "B")
    assert found.flows["length_m"].tolist() == found.lines["length_m"].tolist()


def test_legs_of_all_flows_are_all_legs():
    found = journey("CN", "A", None, "B", "A", "B")
    assert found.flows["legs"].sum() == len(found.legs)

"""What holds for every ladder, whatever the records are."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.build import build
from routes.events import KINDS
from tests.routes.ladders import places, rows


def few_or_many(row):
    """Forty rows are built in the time of four, and hold ten times as many difficulties; of few rows a fault is told in few."""
    return st.lists(row, max_size=14) | st.lists(row, min_size=24, max_size=48)


PERSONS = st.sampled_from(["p", "q", "r", None])
PLACES = st.sampled_from(["A", "B", "C", "N", "CN", "RU", "X-near", "lost", None])
EVENTS = st.sampled_from([*KINDS, None, None, None, "nonsense"])
DATES = st.sampled_from(["1998", "2003-05~", "2001-05-03", "199X", "../2011", "9/31/1945", None, None])
NUMBERS = st.sampled_from(["1", "2", "3", "4", "5", "x", None])
IDS = st.sampled_from(["d1", "d2", None])
COLUMNS = "person_id seq place_id event arrival departure detention_id"
ROWS = few_or_many(st.tuples(PERSONS, NUMBERS, PLACES, EVENTS, DATES, DATES, IDS))
NUMBERED = few_or_many(st.tuples(st.sampled_from("pq"), PLACES, EVENTS, DATES, DATES, IDS))
GAZETTEER = places()

every = settings(max_examples=12, deadline=None)


def built(cells, **options):
    return build(rows(COLUMNS, *cells), GAZETTEER, **options)


@every
@given(ROWS)
def test_used_and_rejected_rows_are_the_rows_read(cells):
    found = built(cells)
    assert sorted([*found.events["row"], *found.rejected["row"]]) == list(range(2, len(cells) + 2))
    assert found.report["events_used"] + found.report["events_rejected"] == found.report["events_read"]


@every
@given(ROWS)
def test_every_used_row_is_in_one_stint(cells):
    found = built(cells)
    assert [row for stint in found.stints["rows"] for row in stint] == found.events["row"].tolist()


@every
@given(ROWS)
def test_no_leg_leads_from_one_detention_or_person_to_another(cells):
    found = built(cells)
    ends = [found.stints.iloc[found.legs[end].to_numpy()] for end in ("from_stint", "to_stint")]
    for column in ("person_id", "detention"):
        assert (ends[0][column].to_numpy() == ends[1][column].to_numpy()).all()


@every
@given(ROWS)
def test_both_ends_of_every_leg_have_a_position(cells):
    found = built(cells)
    known = GAZETTEER.loc[GAZETTEER["longitude"].notna(), "place_id"]
    assert found.legs["origin"].isin(known).all()
    assert found.legs["destination"].isin(known).all()


@every
@given(ROWS)
def test_legs_of_a_detention_hang_together(cells):
    legs = built(cells).legs
    same = (legs["person_id"] == legs["person_id"].shift()) & (legs["detention"] == legs["detention"].shift())
    assert (legs["origin"][same] == legs["destination"].shift()[same]).all()


@every
@given(ROWS)
def test_a_leg_that_passes_over_something_is_a_gap(cells):
    found = built(cells)
    over = (found.legs["to_stint"] - found.legs["from_stint"]) > 1
    assert (found.legs["evidence"][over] == "gap").all()
    assert ((found.legs["hidden_stops"] > 0) == (found.legs["evidence"] == "gap")).all()


@every
@given(ROWS)
def test_everything_unreadable_is_told(cells):
    found = built(cells)
    told = {*found.rejected["row"], *found.audit["row"].dropna()}
    bad = [n for n, row in enumerate(cells, 2) if "9/31/1945" in row or "lost" in row or "x" in row or row[0] is None]
    assert {*bad} <= told


@every
@given(ROWS)
def test_figures_of_the_report_are_those_of_the_tables(cells):
    found = built(cells)
    report = found.report
    assert report["legs"] == len(found.legs) == sum(report["legs_by_evidence"].values()) == found.paths["legs"].sum()
    assert report["stints"] == len(found.stints) == found.paths["stints"].sum()
    assert report["detentions"] == len(found.stints[["person_id", "detention"]].drop_duplicates())
    assert found.flows["legs"].sum() == len(found.legs)
    assert np.isclose(found.paths["length_m"].sum(), found.legs["length_m"].sum())


@every
@given(ROWS)
def test_persons_of_a_flow_are_those_of_its_legs(cells):
    found = built(cells)
    counted = found.legs.groupby("line")["person_id"].nunique()
    assert found.flows["persons"].tolist() == counted.reindex(found.flows["line"]).tolist()


@every
@given(NUMBERED, st.randoms())
def test_numbered_rows_give_the_same_ladder_in_any_order(cells, random):
    numbered = rows(COLUMNS, *((person, n, *rest) for n, (person, *rest) in enumerate(cells)))
    shuffled = numbered.sample(frac=1, random_state=random.randrange(2**32)).reset_index(drop=True)
    first, second = build(numbered, GAZETTEER), build(shuffled, GAZETTEER)
    for name in ("legs", "paths", "flows", "audit", "rejected"):
        pd.testing.assert_frame_equal(pd.DataFrame(getattr(first, name)), pd.DataFrame(getattr(second, name)))


@every
@given(ROWS)
def test_without_inference_no_leg_goes_by_way_of_a_crossing(cells):
    found = built(cells, infer_crossings=False)
    assert found.legs["via"].isna().all()
    assert found.report["crossings_inferred"] == 0


@every
@given(ROWS)
def test_inference_splits_legs_and_adds_none(cells):
    direct, inferred = built(cells, infer_crossings=False), built(cells)
    assert len(inferred.legs) == len(direct.legs) + inferred.report["crossings_inferred"]
    assert inferred.stints["rows"].tolist() == direct.stints["rows"].tolist()

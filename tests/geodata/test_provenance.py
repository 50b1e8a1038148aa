"""Counts of sources and of what is missing."""

import numpy as np
import pandas as pd
import pytest

from geodata.provenance import by_source, missing, positions


def places(*sources, precision="site", lon=129.0, lat=42.0):
    count = len(sources)
    return pd.DataFrame(
        {
            "place_id": [f"p{i}" for i in range(count)],
            "longitude": [lon] * count,
            "latitude": [lat] * count,
            "precision": [precision] * count,
            "sources": list(sources),
        }
    )


HERE = {"title": "X", "longitude": 129.0, "latitude": 42.0}
FAR = {"title": "Y", "longitude": 129.0, "latitude": 42.1}


def test_every_source_of_every_place_is_counted_once():
    counted = by_source(places([HERE, FAR], [HERE]))
    assert counted.to_dict("records") == [
        {"source": "X", "positions": 2, "chosen": 2},
        {"source": "Y", "positions": 1, "chosen": 0},
    ]


def test_distance_is_geodesic_metres():
    assert positions(places([HERE, FAR]))["distance_m"].to_numpy() == pytest.approx([0, 11107], abs=2)


def test_a_place_without_position_has_no_distance():
    told = positions(places([HERE], lon=np.nan, lat=np.nan))
    assert told["distance_m"].isna().all() and not told["chosen"].any()


def test_missing_counts_disputes_of_three_kilometres_and_more():
    assert missing(places([HERE, FAR], [HERE]))["disputed"] == 1


def test_places_without_any_source_do_not_break_the_counts():
    assert missing(places([], []))["one_source"] == 0


@pytest.mark.parametrize("longitude", ["abc", [129], {"lon": 129}, True, 1e9, None])
def test_what_is_no_longitude_is_no_position(longitude):
    told = positions(places([{"title": "X", "longitude": longitude, "latitude": 42.0}, HERE]))
    assert told["distance_m"].isna().tolist() == [True, False]

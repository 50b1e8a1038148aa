import math

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geodata import audit, places
from geodata.audit import check
from geodata.findings import FINDINGS, SEVERITIES
from tests.geodata.checked import source, table


def test_nothing_found_has_the_columns_too():
    found = check(*table({}))
    assert found.empty
    assert list(found.columns) == list(audit.COLUMNS)


def test_every_check_has_a_place_in_the_order():
    assert len({one.run for one in audit.CHECKS}) == len(audit.CHECKS)


def test_only_the_places_asked_about_are_told_of_against_all_others():
    found = check(*table({}, {}, {}, {"lon": 0, "lat": 0}), only=["p1"])
    assert found[["place_id", "code"]].values.tolist() == [["p1", "same_point"]]


def test_the_gravest_come_first():
    found = check(*table({"sources": [source(url=None)]}, {"lon": 0, "lat": 0}))
    assert found["severity"].tolist() == ["error", "note"]


def test_values_fill_the_words_again():
    found = check(*table({}, {"lon": 42.0, "lat": 129.25})).iloc[0]
    assert FINDINGS["swapped"].remedy.format(**found["values"]) == found["remedy"]


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
nested = st.recursive(
    anything,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "url", "longitude", "latitude", "uncertainty_m", "x"]), inner, max_size=4
        )
    ),
    max_leaves=6,
)
often = st.sampled_from([0.0, 42.0, 129.5, -42.0, 1e6, math.nan, math.inf])
FIELDS = [name for name in places.COLUMNS if name not in ("place_id", "longitude", "latitude")]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "place_id": st.sampled_from(["a", "b", "c"]),
                "longitude": often | st.floats(),
                "latitude": often | st.floats(),
            },
            optional=dict.fromkeys(FIELDS, nested),
        ),
        max_size=4,
    ),
    st.none() | st.lists(st.sampled_from(["a", "c", "z"])),
)
def test_any_table_gives_findings(rows, only):
    found = check(
        pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in places.COLUMNS}),
        only=only,
    )
    assert list(found.columns) == list(audit.COLUMNS)
    assert found["severity"].isin(SEVERITIES).all()
    assert found["explanation"].map(str.isprintable).all()
    assert found["longitude"].isna().eq(found["latitude"].isna()).all()
    assert only is None or found["place_id"].isin(only).all()
    assert np.isfinite(found["longitude"].dropna()).all()

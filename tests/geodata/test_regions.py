import numpy as np
import pandas as pd
import pytest

from data.build import collection
from geodata.regions import locate


def square(west, south, east, north, **properties):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@pytest.fixture
def basemap(tmp_path):
    files = {
        "provinces": [
            square(0, 0, 1, 1, country="AA", admin1="AA-1", name="West"),
            square(1, 0, 2, 1, country="AA", admin1="AA-2", name="East"),
        ],
        "world_provinces": [],
        "world_countries": [
            square(0, 0, 2.01, 1, country="AA", name="A"),
            square(2.01, 0, 3, 1, country="BB", name="B"),
            square(179, 0, 180, 1, country="CC", name="C"),
            square(-180, -90, 180, -80, country="AQ", name="Antarctica"),
            square(20, 70, 21, 71, country="NN", name="North"),
        ],
    }
    for name, features in files.items():
        (tmp_path / f"{name}.geojson").write_bytes(collection(features))
    return tmp_path


def told(basemap, lon, lat):
    row = locate([lon], [lat], basemap).iloc[0]
    return row["country"], row["admin1"]


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (0.5, 0.5, ("AA", "AA-1")),
        (1.5, 0.5, ("AA", "AA-2")),
        (1.0, 0.5, ("AA", "AA-1")),  # on the border of two: the first in the file
        (1.5, 1.03, ("AA", "AA-2")),  # 3 km off the coast
        (1.5, 1.06, (None, None)),  # 7 km off
        (2.005, 0.5, ("AA", "AA-2")),  # in the country's outline, just outside the finer one
        (2.02, 0.5, ("BB", None)),  # near a province, but inside a country of which no province is drawn
        (2.5, 0.5, ("BB", None)),
        (-179.99, 0.5, ("CC", None)),  # 1 km beyond the antimeridian
        (360.5, 0.5, ("AA", "AA-1")),  # around the globe
        (180, 0.5, ("CC", None)),
        (-180, 0.5, ("CC", None)),
        (0, -90, ("AQ", None)),
        (0, 90, (None, None)),
        (21.1, 70.5, ("NN", None)),  # a tenth of a degree is under 4 km up there
        (0.5, 91, (None, None)),
        (np.nan, 0.5, (None, None)),
    ],
)
def test_where_a_point_lies(basemap, lon, lat, expected):
    assert told(basemap, lon, lat) == expected


def test_how_far_outside(basemap):
    outside = locate([0.5, 1.5, 10], [0.5, 1.03, 10], basemap)["outside_m"]
    assert outside[0] == 0
    assert outside[1] == pytest.approx(3317, abs=1)
    assert np.isnan(outside[2])


def test_the_index_is_kept(basemap):
    lon, lat = pd.Series([0.5, 2.5], index=[7, 3]), pd.Series([0.5, 0.5], index=[7, 3])
    assert locate(lon, lat, basemap)["country"].to_dict() == {7: "AA", 3: "BB"}


def test_no_points(basemap):
    assert locate([], [], basemap).empty


@pytest.mark.parametrize(
    ("lon", "lat", "country", "admin1"),
    [
        (129.78, 41.80, "KP", "KP-09"),
        (129.51, 42.89, "CN", "CN-JL"),
        (2.35, 48.85, "FR", "FR-75C"),
        (106.9, 47.9, "MN", "MN-1"),
    ],
)
def test_the_bundled_outlines(lon, lat, country, admin1):
    row = locate([lon], [lat]).iloc[0]
    assert (row["country"], row["admin1"]) == (country, admin1)

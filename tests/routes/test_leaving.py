import numpy as np
import shapely

from routes.columns import frame
from routes.leaving import parquet_tables, tables
from routes.lines import Drawn, geodesics
from tests.routes.ladders import ladder, places

EAST = {"place_id": "KR", "longitude": 178.0, "latitude": 10.0}
WEST = {"place_id": "RU", "longitude": -178.0, "latitude": 12.0}


def test_geometries_put_together_as_wkb_are_those_of_the_tables():
    """Also over the antimeridian, at one place, without a position, of people without a leg."""
    cells = [("p", "A"), ("p", "B"), ("p", "KR"), ("p", "RU"), ("q", "A"), ("r", "A"), ("r", "N"), ("r", "A")]
    cells += [("s", "RU"), ("s", "KR"), ("t", "N")]
    found = ladder("person_id place_id", *cells, gazetteer=places(EAST, WEST), infer_crossings=False)
    plain = tables(found)
    assert plain["legs"].geom_type.nunique() == 2
    for name, (columns, geometry) in parquet_tables(found).items():
        assert frame(columns).equals(plain[name].drop(columns="geometry"))
        made = shapely.from_wkb(geometry.to_numpy(zero_copy_only=False))
        assert shapely.equals_identical(made, plain[name].geometry.to_numpy()).tolist() == (
            plain[name].geometry.notna().tolist()
        )
        assert (made == None).tolist() == plain[name].geometry.isna().tolist()  # noqa: E711


def test_lines_that_were_drawn_before_are_those_that_are_drawn_now():
    """Places beyond the lasting ones are others each time, whatever their number."""
    drawn, random = Drawn(5), np.random.default_rng(1)
    for _ in range(4):
        own = random.uniform(-80, 80, (2, 3))
        lon, lat = np.append([1.0, 20, 30, 40, 50], own[0]), np.append([5.0, 6, 7, 8, 9], own[1])
        origin, destination = random.integers(0, 8, (2, 30))
        length, lines = drawn.geodesics(lon, lat, origin, destination)
        straight = geodesics(lon[origin], lat[origin], lon[destination], lat[destination])
        assert (length == straight[0]).all()
        assert shapely.equals_identical(lines, straight[1]).all()

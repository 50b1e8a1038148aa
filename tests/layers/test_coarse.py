"""Nothing that is told of a place which no source has published says more exactly where it is than its town."""

import numpy as np
import pandas as pd
import pytest

from layers.profiles import reduce
from routes.lines import geodesics
from tests.layers.small import SOURCE, ladder, places, walk

HOUSE = {"longitude": "129.3127", "latitude": "42.3271", "place_name": "My house"}
TOLD = "at:42.35,129.30/1"


@pytest.fixture(scope="module")
def part():
    """Somebody who was arrested at a house, taken to a published place, and seen last at the house."""
    house = {"person_id": "P1", **HOUSE}
    return reduce(
        ladder({**house, "event": "arrest"}, *walk("P1", "onsong"), house, *walk("P2", "onsong", "yodok")), "public"
    )


def test_its_id_holds_the_corner_of_the_grid_alone(part):
    place = part.places[part.places["group"] == "other"].iloc[0]
    assert (place["place_id"], place["longitude"], place["latitude"]) == (TOLD, 129.3, 42.35)


def test_everything_refers_to_it_by_that_id(part):
    path = part.paths.iloc[0]
    assert (path["first_place"], path["last_place"], path["arrest_place"]) == (TOLD,) * 3
    assert part.stints["place_id"].tolist() == [TOLD, "onsong", TOLD, "onsong", "yodok"]
    pairs = [(TOLD, "onsong"), ("onsong", TOLD), ("onsong", "yodok")]
    for table in (part.legs, part.lines):
        assert sorted(zip(table["origin"], table["destination"], strict=True)) == sorted(pairs)


def test_lines_and_lengths_are_those_between_the_positions_that_are_told(part):
    at = part.places.set_index("place_id")[["longitude", "latitude"]]
    for line in part.lines.itertuples():
        ends = [*at.loc[line.origin], *at.loc[line.destination]]
        length, geometry = geodesics(*(np.array([value]) for value in ends))
        assert line.length_m == length[0]
        assert line.geometry.equals(geometry[0])
    lengths = part.lines["length_m"].to_numpy()[part.legs["line"]]
    assert part.legs["length_m"].tolist() == lengths.tolist()
    assert part.paths["length_m"].tolist() == pytest.approx([lengths[:2].sum(), lengths[2]])


def of_places(**properties):
    """The places that are told, by id; none of those named has a source."""
    table = places(**{name: {"sources": [], **told} for name, told in properties.items()})
    return reduce(ladder(*walk("P1", "onsong", "yodok"), table=table), "public").places.set_index("place_id")


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"precision": "site", "uncertainty_m": 50}, ("locality", 5000)),
        ({"precision": "site", "uncertainty_m": None}, ("locality", 5000)),
        ({"precision": "site", "uncertainty_m": 9000}, ("locality", 9000)),
        ({"precision": "admin1", "uncertainty_m": 60000}, ("admin1", 60000)),
        ({"precision": "country", "uncertainty_m": 300000}, ("country", 300000)),
    ],
)
def test_it_is_said_to_be_known_to_the_town_and_never_better_than_it_is(known, told):
    place = of_places(onsong=known).loc["onsong"]
    assert (place["precision"], place["uncertainty_m"]) == told


def test_why_it_was_put_there_is_not_told_and_of_a_published_place_it_is():
    found = of_places(
        onsong={"chosen_because": "a path by the river"}, yodok={"chosen_because": "x", "sources": [SOURCE]}
    )
    assert (found.loc["onsong", "chosen_because"], found.loc["yodok", "chosen_because"]) == (None, "x")


def test_a_detour_is_not_told_where_either_end_was_moved():
    table = places(onsong={"sources": []})
    other = table[table["place_id"] == "bridge"].assign(place_id="second", latitude=42.9)
    built = ladder(*walk("P1", "tumen", "onsong"), table=pd.concat([table, other], ignore_index=True))
    assert built.legs["alternatives"].str.len().tolist() == [1, 1]
    assert reduce(built, "public").legs["alternatives"].tolist() == [[], []]


def test_houses_of_people_who_have_not_agreed_are_not_counted_among_those_that_were_moved():
    hidden = [{"person_id": f"H{n}", "longitude": f"128.{n}", "latitude": "41.5", "consent": ""} for n in range(1, 8)]
    cut = dict(reduce(ladder(*hidden, {"person_id": "P1", **HOUSE}), "public").cut)
    assert cut["export.cut.positions"] == {"count": 1}

import json

import pytest

from geodata.errors import DataError
from geodata.places import bundled
from routes.build import build
from routes.output import FORMATS, write
from routes.reading import read_events
from routes.written import read_ladder

EVENTS = """person_id,seq,event,place_id,longitude,latitude,place_name,arrival,departure,authority,source,consent,other
p1,1,arrest,,129.1,42.3,"A house, by the river",1998-05-17,,MSS,A book,public,x
p1,2,,onsong-county-mss-office,,,,1998-05~,1999,MSS,A book,public,
p1,3,unknown_place,,,,,,,,A book,public,
p1,4,,kyohwaso-12-jongori,,,,2000,,MPS,"Another, book",public,
p2,1,,changchun-prison,,,,,,PSB,A book,,
p2,2,,onsong-county-mss-office,,,,2001,,MSS,A book,,
p3,1,unknown_place,,,,,,,,,partner,
"""


@pytest.fixture
def ladder(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, encoding="utf-8")
    return build(read_events(path), bundled())


@pytest.fixture(params=FORMATS)
def again(request, ladder, tmp_path):
    write(ladder, tmp_path / "built", request.param)
    return read_ladder(tmp_path / "built", bundled())


def cells(table, *names):
    return [[None if cell != cell else cell for cell in row] for row in table[list(names)].values.tolist()]


def test_stints_come_back(ladder, again):
    names = ("person_id", "stint", "place", "arrival", "departure", "events", "sources", "place_as_recorded")
    assert cells(again.stints, *names) == cells(ladder.stints, *names)


@pytest.mark.parametrize("name", ["earliest_arrival", "latest_arrival", "earliest_departure", "latest_departure"])
def test_bounds_of_stints_come_back(ladder, again, name):
    assert again.stints[name].equals(ladder.stints[name].astype(again.stints[name].dtype))


def test_legs_come_back_with_their_positions(ladder, again):
    names = ("person_id", "origin", "destination", "from_stint", "to_stint", "evidence", "reason_codes", "hidden_stops")
    assert cells(again.legs, *names) == cells(ladder.legs, *names)


def test_paths_come_back(ladder, again):
    names = ("person_id", "first_stint", "last_stint", "consent", "arrest_place", "last_place", "authorities", "ending")
    assert cells(again.paths, *names) == cells(ladder.paths, *names)


def test_lines_join_the_places_of_their_legs(ladder, again):
    assert again.lines["origin"].tolist() == ladder.lines["origin"].tolist()
    ids = again.places["place_id"].to_numpy()
    assert ids[again.lines["destination_place"]].tolist() == ladder.lines["destination"].tolist()


def test_flows_come_back(ladder, again):
    assert cells(again.flows, "line", "legs", "persons") == cells(ladder.flows, "line", "legs", "persons")


def test_a_place_that_a_row_brought_comes_back(ladder, again):
    names = ("place_id", "name", "group", "country", "admin1", "longitude", "latitude")
    assert cells(again.places.tail(1), *names) == cells(ladder.places.tail(1), *names)


def test_an_empty_folder_says_how_to_fill_it(tmp_path):
    with pytest.raises(DataError, match="python -m routes build EVENTS --out DIR"):
        read_ladder(tmp_path, bundled())


def test_two_formats_in_one_folder_are_not_guessed_between(ladder, tmp_path):
    for form in ("csv", "geojson"):
        write(ladder, tmp_path / "built", form)
    with pytest.raises(DataError, match="several formats"):
        read_ladder(tmp_path / "built", bundled())


def test_another_gazetteer_is_refused(ladder, tmp_path):
    write(ladder, tmp_path / "built", "csv")
    with pytest.raises(DataError, match="is not among the places"):
        read_ladder(tmp_path / "built", bundled().head(3))


def test_a_gazetteer_in_which_a_place_has_moved_is_refused(ladder, tmp_path):
    write(ladder, tmp_path / "built", "csv")
    moved = bundled().assign(longitude=bundled()["longitude"] + 0.01)
    with pytest.raises(DataError, match="lies elsewhere"):
        read_ladder(tmp_path / "built", moved)


def test_tables_of_two_builds_are_refused(ladder, tmp_path):
    write(ladder, tmp_path / "built", "csv")
    paths = tmp_path / "built" / "paths.csv"
    paths.write_text("".join(paths.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    with pytest.raises(DataError, match="do not fit each other"):
        read_ladder(tmp_path / "built", bundled())


def test_what_stands_in_lists_is_plain(again):
    tables = (again.stints, again.legs, again.paths)
    lists = [table[name].tolist() for table in tables for name in table.columns.intersection(["rows", "alternatives"])]
    assert len(lists) >= 2
    json.dumps(lists)

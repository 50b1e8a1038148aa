import pytest

from geodata.audit import check
from tests.geodata.checked import codes, near, table


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoeryong Prison", "HOERYONG PRISON"),
        ("Hoeryong Prison", "Prison, Hoeryong"),
        ("Adams County Detention Center", "Adams Co. Detention Centre"),
        ("Hoeryong Prison", "Hoeryung Prison"),
        ("Ch’ŏngjin Prison", "Chongjin Prison"),
        ("Jongo-ri", "Jongo ri"),
    ],
)
def test_names_alike_near_each_other_are_one_place(one, other):
    found = check(*table({"name": one}, near(500, name=other)))
    assert found[["place_id", "code", "other"]].values.tolist() == [["p1", "duplicate", "p0"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Camp 14", "Camp 15"),
        ("Camp 22", "Camp 2"),
        ("Onsong County MPS Office", "Onsong County MSS Office"),
        ("Onsong Prison", "Onsong Police Station"),
    ],
)
def test_names_that_differ_where_it_counts_are_two_places(one, other):
    assert codes({"name": one}, near(500, name=other)) == []


def test_an_alias_in_another_script_is_a_name_too():
    assert codes({"name": "Camp", "names": {"ko": "회령교화소"}}, near(500, name="X", aliases=["회령 교화소"])) == [
        "duplicate"
    ]


@pytest.mark.parametrize(("metres", "told"), [(1900, ["duplicate"]), (2100, ["name_twice"])])
def test_the_same_name_further_away_is_a_name_that_two_places_have(metres, told):
    assert codes({"name": "Hoeryong Prison"}, near(metres, name="Hoeryong prison")) == told


def test_the_same_name_in_one_town_is_one_place_also_without_a_position():
    town = {"locality": "Northtown", "name": "North Prison"}
    assert "duplicate_unlocated" in codes(town, town | {"lon": 0, "lat": 0})


def test_a_common_name_in_one_town_is_no_wonder():
    town = {"locality": "Northtown", "name": "Police Station"}
    assert codes(town, near(4000, **town)) == ["name_elsewhere"]


def test_a_bridge_is_not_the_prison_beside_it():
    assert codes({"name": "Hoeryong"}, near(100, name="Hoeryong", kind="road_bridge")) == ["name_twice"]


def test_the_same_name_in_two_provinces_is_a_note():
    one = {"name": "Kim Il Prison", "admin1": "KP-09"}
    assert codes(one, {"name": "Kim Il Prison", "lat": 41.4321, "lon": 128.1712}) == ["name_elsewhere"]


def test_another_name_that_is_only_that_of_the_town_says_nothing_of_the_place():
    town = {"lon": 129.7512, "lat": 42.4413, "country": "KP", "locality": "Hoeryong", "aliases": ["회령"]}
    assert codes(town | {"name": "Border Office"}, town | {"name": "Customs", "lat": 42.4513}) == ["name_elsewhere"]
    assert codes(town | {"name": "회령"}, town | {"name": "회령", "lat": 42.4513}) == ["duplicate"]


def test_a_name_that_many_have_is_told_once():
    rows = [{"name": "Camp Nine", "lon": 127.5123, "lat": 40.1234 + number / 10} for number in range(10)]
    assert codes(*rows) == ["name_of_many"]


def test_a_place_is_told_once_with_the_first_that_it_repeats():
    found = check(*table({"name": "North Prison"}, near(50, name="North Prison"), near(90, name="North Prison")))
    assert found[["place_id", "other"]].values.tolist() == [["p1", "p0"], ["p2", "p0"]]


def test_a_duplicate_is_told_at_the_place_that_is_asked_about():
    rows = table({"name": "North Prison"}, near(50, name="North Prison"))
    assert check(*rows, only=["p0"])[["place_id", "other"]].values.tolist() == [["p0", "p1"]]

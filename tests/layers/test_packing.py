import pandas as pd
import pytest
import shapely

from layers import packing
from layers.columns import Texts, read_column
from layers.packing import legs, lines, stints_and_dates
from layers.words import reasons_in_words, translator
from tests.layers.small import ladder, places, walk


def one_line(geometry):
    table = pd.DataFrame({"origin_place": [0], "destination_place": [1], "length_m": [1234.5]})
    return lines(table.assign(geometry=[geometry]))


def middle(geometry):
    return read_column(one_line(geometry)["mid"])[0]


def test_a_line_without_points_between_has_an_empty_middle():
    assert middle(shapely.LineString([(129, 42), (130, 42)])) == []


def test_a_middle_is_told_from_the_first_end_on():
    assert middle(shapely.LineString([(129, 42), (129.5, 42.1), (130, 42.05), (131, 42)])) == [
        5_000,
        1_000,
        5_000,
        -500,
    ]


def test_points_that_half_a_kilometre_would_not_miss_are_left_out():
    assert middle(shapely.LineString([(129, 42), (129.5, 42.004), (130, 42)])) == []


def test_a_line_cut_at_the_antimeridian_runs_on():
    cut = shapely.MultiLineString([[(170, 50), (180, 51)], [(-180, 51), (-170, 52), (-160, 52)]])
    assert middle(cut) == [100_000, 10_000, 100_000, 10_000]


def test_a_line_between_two_equal_points_has_an_empty_middle():
    assert middle(shapely.LineString([(129, 42), (129, 42)])) == []


def test_each_line_begins_anew():
    table = pd.DataFrame({"origin_place": [0, 1], "destination_place": [1, 0], "length_m": [1.0, 1.0]})
    two = lines(
        table.assign(
            geometry=[
                shapely.LineString([(170, 1), (175, 2), (179, 1)]),
                shapely.LineString([(-170, 1), (-171, 2), (-172, 1)]),
            ]
        )
    )
    assert read_column(two["mid"]) == [[50_000, 10_000], [-10_000, 10_000]]


def test_short_lengths_keep_a_digit():
    assert one_line(shapely.LineString([(129, 42), (130, 42)]))["km"] == [1.2]


def test_no_line_at_all_is_no_trouble():
    assert lines(ladder(*walk("P1", "onsong", "nongpo")).lines.iloc[:0])["km"] == []


def dates_of(*rows):
    texts = Texts()
    packed = stints_and_dates(ladder(*rows).stints, texts)
    dates = {name: read_column(column) for name, column in packed["dates"].items()}
    at = [read_column(packed["stints"][name]) for name in ("arrived", "departed")]
    return texts.table, dates, at


def test_a_date_has_its_text_and_its_bounds_in_days():
    texts, dates, (arrived, _) = dates_of(*walk("P1", "onsong", "nongpo", arrival="1970"))
    row = arrived[0]
    assert (texts[dates["text"][row]], dates["lo"][row], dates["hi"][row]) == ("1970", 0, 364)


def test_a_stop_without_any_date_has_none():
    _, _, (arrived, departed) = dates_of(*walk("P1", "onsong", "nongpo"))
    assert (arrived, departed) == ([-1, -1], [-1, -1])


def test_a_departure_that_follows_from_a_duration_has_bounds_and_no_text():
    rows = [*walk("P1", "onsong", arrival="1970-01-01", duration="P1M"), *walk("P1", "nongpo")]
    _, dates, (_, departed) = dates_of(*rows)
    assert dates["text"][departed[0]] == -1
    assert dates["lo"][departed[0]] is not None


def test_an_open_end_is_null():
    _, dates, (arrived, _) = dates_of(*walk("P1", "onsong", "nongpo", arrival="../1970"))
    assert (dates["lo"][arrived[0]], dates["hi"][arrived[0]]) == (None, 364)


@pytest.mark.parametrize(("lang", "word"), [("en", "official crossing"), ("ko", "국경")])
def test_reasons_are_in_the_language(lang, word):
    texts = Texts()
    codes = pd.Series([["crossing_inferred:Tumen bridge"]])
    texts.lists(reasons_in_words(codes, translator(lang)))
    assert word in texts.table[0]
    assert "Tumen bridge" in texts.table[0]


def test_other_crossings_of_a_leg_are_places_with_a_detour():
    table = places()
    other = {**table.set_index("place_id").loc["bridge"].to_dict(), "place_id": "second", "longitude": 129.9}
    built = ladder(
        *walk("P1", "tumen", "onsong", source="x"),
        table=pd.concat([table, pd.DataFrame([other])]).reset_index(drop=True),
    )
    ((place, metres),) = read_column(legs(built.legs, built.places, Texts(), translator("en"))["alternatives"])[0]
    assert built.places["place_id"][place] in {"bridge", "second"}
    assert metres > 0


def test_a_place_without_a_position_has_none():
    built = ladder(*walk("P1", "lost"), *walk("P1", "onsong", "nongpo"))
    packed = packing.places(built.places, [0] * len(built.places), Texts())
    assert packed["lon"][built.places["place_id"].tolist().index("lost")] is None


@pytest.mark.parametrize(("key", "group"), [("onsong", 0), ("bridge", 1)])
def test_crossings_are_told_from_facilities(key, group):
    table = places()
    packed = packing.places(table, [0] * len(table), Texts())
    assert read_column(packed["group"])[table["place_id"].tolist().index(key)] == group

"""The rows behind the map, in words."""

import numpy as np

from layers import tables
from layers.words import translator
from tests.layers.small import ladder, walk

EN, KO = translator("en"), translator("ko")


def every(table):
    return np.ones(len(table), dtype=bool)


def test_one_row_a_chosen_person():
    built = ladder(*walk("P1", "onsong", "nongpo"), *walk("P2", "nongpo"))
    shown = tables.people(built, np.array([True, False]), EN, "en")
    assert shown["Person"].tolist() == ["P1"]


def test_one_row_a_chosen_leg_with_its_reasons_in_words():
    built = ladder(*walk("P1", "onsong", "nongpo"))
    shown = tables.legs(built, every(built.legs), EN, "en")
    assert len(shown) == 1
    assert shown["Why this evidence"].str.len().min() > 10


def test_a_date_that_nobody_recorded_says_so_in_the_language_of_the_page():
    built = ladder(*walk("P1", "onsong", "nongpo"))
    assert "기록 없음" in set(tables.people(built, every(built.paths), KO, "ko")["가능한 가장 이른 날"]) | set(
        tables.legs(built, every(built.legs), KO, "ko")["떠난 때"]
    )


def test_codes_become_words_and_unknown_codes_stay():
    built = ladder(*walk("P1", "onsong", "nongpo"))
    shown = tables.places(built, every(built.places), EN, "en")
    assert not {"interrogation_centre", "holding_centre"} & set(shown["Kind"])


def test_a_place_counts_each_person_once():
    built = ladder(*walk("P1", "onsong", "nongpo", "onsong"))
    shown = tables.places(built, every(built.places), EN, "en")
    assert shown["People who passed through"].max() == 1


def test_silences_count_people_who_were_never_located():
    built = ladder(*walk("P1", "onsong"))
    assert tables.silences(built)["never_located"] == 0


def test_provinces_are_counted_most_first():
    built = ladder(*walk("P1", "onsong"))
    counts = tables.provinces(built.places, EN)["Count"].tolist()
    assert counts == sorted(counts, reverse=True) and sum(counts) == len(built.places)

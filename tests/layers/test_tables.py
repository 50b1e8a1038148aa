"""The rows behind the map, in words."""

import numpy as np
import pandas as pd

from layers import tables
from layers.words import translator
from routes.reasons import AUDIT
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


def test_english_words_of_the_page_are_those_of_the_audit():
    for code, told in AUDIT.items():
        assert EN(f"audit.{code}") == told.words
        assert EN(f"audit.{code}.remedy", fallback=told.remedy) == told.remedy


def test_findings_and_rejected_rows_are_told_in_the_language_of_the_page():
    rows = [*walk("P1", "onsong", "nongpo", "nowhere"), {"person_id": "P2"}]
    rows[0] |= {"departure": "1998-05-02"}
    rows[1] |= {"arrival": "1998-05-02", "seq": "x"}
    built = ladder(*rows)
    told = [tables.findings(built.audit, KO), tables.rejected(built.rejected, KO)]
    for table, names in zip(told, (("severity", "explanation", "remedy"), ("reason", "remedy")), strict=True):
        assert len(table)
        for name in names:
            assert table[name].str.contains("[가-힣]").all(), table[name]


def test_values_of_a_finding_stand_in_its_words_and_are_no_words_themselves():
    row = {"code": "silence", "severity": "note", "remedy": AUDIT["silence"].remedy}
    text = "nothing is recorded for at least 400 days from {days} to to"
    shown = tables.findings(pd.DataFrame([{**row, "explanation": text}]), KO)
    assert shown["explanation"].tolist() == ["{days}에서 to까지 적어도 400일 동안 아무 기록이 없습니다"]

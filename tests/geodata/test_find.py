import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.find import COLUMNS, REASONS, find
from geodata.places import COLUMNS as PLACE_COLUMNS
from geodata.places import bundled

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "hostile" / "texts.json"


def gazetteer(*rows):
    plain = dict.fromkeys(PLACE_COLUMNS) | {"aliases": [], "names": {}, "countries": ["KP"], "country": "KP"}
    return pd.DataFrame([plain | row for row in rows])


PLACES = gazetteer(
    {
        "place_id": "chongjin-office",
        "name": "Chongjin City Office",
        "names": {"ko": "청진시 사무소"},
        "locality": "Chongjin",
    },
    {
        "place_id": "kwanliso-14",
        "name": "Kwan-li-so No. 14, Kaechon",
        "aliases": ["Camp 14"],
        "locality": "Kaechon (Oedong)",
    },
    {"place_id": "kwanliso-1", "name": "Kwan-li-so No. 1", "names": {"ko": "관리소"}},
    {"place_id": "tumen-bridge", "name": "Border bridge", "countries": ["KP", "CN"], "locality": "Tumen / Namyang"},
    {"place_id": "jongori", "name": "Jongo-ri"},
)


def best(text):
    row = find(text, PLACES).iloc[0]
    return row["place_id"], row["reason_code"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kwanliso-14", ("kwanliso-14", "exact_id")),
        ("jongo-ri", ("jongori", "exact_name")),
        ("CAMP 14", ("kwanliso-14", "alias")),
        ("관리소", ("kwanliso-1", "alias")),
        ("전거리", ("jongori", "romanised")),
        ("Jeongeo-ri", ("jongori", "romanised")),
        ("Ch'ŏngjin", ("chongjin-office", "town")),
        ("청진", ("chongjin-office", "town")),
        ("清津市", ("chongjin-office", "town")),
        ("图们", ("tumen-bridge", "town")),
        ("圖們", ("tumen-bridge", "town")),
        ("Domun", ("tumen-bridge", "town")),
        ("kaechon", ("kwanliso-14", "town")),
        ("city off", ("chongjin-office", "part")),
        ("office cheongjin", ("chongjin-office", "part")),
        ("kwalliso 14", ("kwanliso-14", "part")),
        ("Chungjin", ("chongjin-office", "near")),
        ("offise chongjin", ("chongjin-office", "near")),
    ],
)
def test_best_match_and_its_reason(text, expected):
    assert best(text) == expected


def test_a_number_is_a_whole_number():
    assert find("Kwan-li-so 1", PLACES)["place_id"].tolist() == ["kwanliso-1"]


def test_scores_fall_and_lie_between_0_and_1():
    scores = find("kwanliso", PLACES)["score"]
    assert scores.is_monotonic_decreasing
    assert scores.between(0, 1).all()


def test_each_place_once():
    assert find("chongjin", PLACES)["place_id"].is_unique


def test_the_reason_names_what_matched():
    assert find("camp 14", PLACES)["reason"].item() == "another name: Camp 14"


def test_nothing_found_is_an_empty_table():
    table = find("zzzzzz", PLACES)
    assert table.empty
    assert tuple(table.columns) == COLUMNS


def test_a_table_is_not_taken_for_another():
    assert find("camp 14", gazetteer({"place_id": "x", "name": "Y"})).empty
    assert not find("camp 14", PLACES).empty


TUMEN = {"tumen-detention-centre", "tumen-namyang-road-bridge"}


@pytest.mark.parametrize("text", ["Tumen", "Domun", "图们", "圖們", "도문", "Тумень"])
def test_tumen_in_the_bundled_gazetteer(text):
    assert set(find(text, bundled())["place_id"]) >= TUMEN


@pytest.mark.parametrize("text", ["Chongjin", "Ch'ŏngjin", "Cheongjin", "청진", "청진시", "清津", "Чхонджин"])
def test_chongjin_in_the_bundled_gazetteer(text):
    table = find(text, bundled())
    assert "chongjin-city-mps-office" in set(table["place_id"])
    assert table["score"].iloc[0] >= 0.75


def test_each_bundled_place_is_found_first_by_its_own_name():
    places = bundled()
    for place_id, name in zip(places["place_id"], places["name"], strict=True):
        table = find(name, places)
        assert place_id in set(table.loc[table["score"] >= 0.98, "place_id"]), name


@given(st.text(max_size=200))
def test_any_text_is_looked_up(text):
    table = find(text, PLACES)
    assert set(table["reason_code"]) <= set(REASONS)


def test_hostile_texts():
    if not HOSTILE.exists():
        pytest.skip("../shared/samples is not here")
    texts = [text for group in json.loads(HOSTILE.read_text()).values() for text in group]
    places = gazetteer(
        *({"place_id": f"p{n}", "name": text, "aliases": [text], "locality": text} for n, text in enumerate(texts))
    )
    for number, text in enumerate(texts):
        found = find(text, places)
        assert f"p{number}" in set(found["place_id"]) or not any(c.isalnum() for c in text)

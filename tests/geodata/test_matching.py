import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.matching import COLUMNS, STATUSES, match
from geodata.matching.asking import alike, readings
from geodata.names import key
from geodata.places import COLUMNS as PLACE_COLUMNS
from geodata.places import bundled, read_places

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


def gazetteer(*rows):
    """Places by (id, name, country) and further columns."""
    plain = dict.fromkeys(PLACE_COLUMNS) | {"aliases": [], "names": {}, "countries": []}
    told = []
    for place_id, name, country, *more in rows:
        columns = {"place_id": place_id, "name": name, "country": country, "countries": [country] if country else []}
        told.append(plain | {"longitude": np.nan, "latitude": np.nan} | columns | (more[0] if more else {}))
    return pd.DataFrame(told).astype({"longitude": float, "latitude": float, "uncertainty_m": float})


JAMAICA = ("falmouth-jm", "Falmouth", "JM", {"longitude": -77.65, "latitude": 18.49})
ENGLAND = ("falmouth-gb", "Falmouth", "GB", {"longitude": -5.07, "latitude": 50.15, "admin1": "GB-CON"})
CAMP = (
    "kwanliso-14", "Kwan-li-so No. 14, Kaechon", "KP",
    {"aliases": ["Camp 14"], "names": {"ko": "제14호 관리소 (개천)"}, "locality": "Kaechon", "admin1": "KP-02"},
)  # fmt: skip
OFFICE = ("hoeryong-office", "Hoeryong City Office", "KP", {"names": {"ko": "회령시 로동 사무소"}, "admin1": "KP-09"})
PLACES = gazetteer(
    JAMAICA,
    ENGLAND,
    CAMP,
    OFFICE,
    ("jongori", "Chonggori-dong", "KP", {"admin1": "KP-09"}),
    ("london", "London", "GB", {"longitude": -0.12, "latitude": 51.5}),
    ("liverpool", "Liverpool", "GB", {"longitude": -2.98, "latitude": 53.4}),
    ("aspinwall", "Aspinwall, Colon", "PA"),
    ("springfield-il", "Springfield", "US", {"admin1": "US-IL"}),
    ("springfield-mo", "Springfield", "US", {"admin1": "US-MO"}),
    ("poston", "Poston", "US"),
    ("musan", "Musan", "KP"),
)


def asked(*texts, **columns):
    return pd.DataFrame({"text": list(texts)} | columns, dtype=object)


def one(text=None, places=PLACES, decisions=None, **columns):
    """The answer to one row."""
    row = {"text": [text]} | {name: [value] for name, value in columns.items()}
    return match(pd.DataFrame(row, dtype=object), places, decisions).iloc[0]


def meant(text=None, places=PLACES, **columns):
    found = one(text, places, **columns)
    return found["status"], found["place_id"]


# --- by id and name ---------------------------------------------------------------------------------------------------


def test_an_id_is_exact():
    assert meant(place_id="kwanliso-14") == ("exact", "kwanliso-14")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kwan-li-so  no 14 KAECHON", "kwanliso-14"),
        ("camp 14", "kwanliso-14"),
        ("제14호 관리소 (개천)", "kwanliso-14"),
        ("제14호관리소(개천)", "kwanliso-14"),
        ("회령시 노동 사무소", "hoeryong-office"),
        ("Aspinwall, Colon", "aspinwall"),
        ("Camp 14, Kaechon", "kwanliso-14"),
        ("Camp No. 14", "kwanliso-14"),
        ("14호 관리소 (개천)", "kwanliso-14"),
        ("Camp 14 (제14호 관리소 (개천))", "kwanliso-14"),
    ],
)
def test_a_name_written_alike_is_exact(text, expected):
    assert meant(text) == ("exact", expected)


def test_a_name_of_two_places_is_ambiguous_and_both_are_offered():
    found = one("Falmouth")
    assert found["status"] == "ambiguous"
    assert {candidate[0] for candidate in found["candidates"]} == {"falmouth-gb", "falmouth-jm"}


def test_an_alias_is_as_good_as_a_name():
    both = gazetteer(("a", "Camp 14", "KP"), ("b", "Kaechon", "KP", {"aliases": ["Camp 14"]}))
    assert one("Camp 14", both)["status"] == "ambiguous"


def test_an_id_of_one_place_beside_the_name_of_another_is_asked():
    assert one("London", place_id="liverpool")["status"] == "ambiguous"


def test_a_text_that_is_the_id_of_one_place_and_the_name_of_another_is_asked():
    assert one("London", gazetteer(("London", "Londinium", "GB"), ("x", "London", "CA")))["status"] == "ambiguous"


def test_an_id_that_no_place_has_is_never_used_even_where_a_name_is_alike():
    assert meant(place_id="LONDON") == ("likely", None)


# --- what binds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Falmouth (England)", "falmouth-gb"),
        ("Falmouth, Jamaica", "falmouth-jm"),
        ("Falmouth/UK", "falmouth-gb"),
        ("Falmouth - Cornwall", "falmouth-gb"),
        ("Falmouth (자메이카)", "falmouth-jm"),
        ("Springfield, IL", "springfield-il"),
        ("Springfield, Missouri, USA", "springfield-mo"),
        ("Camp 14, 평안남도, 북한", "kwanliso-14"),
        ("함경북도 회령시 로동 사무소", "hoeryong-office"),
        ("Hoeryong City Office (Hamgyŏng-bukto)", "hoeryong-office"),
    ],
)
def test_a_country_or_province_in_the_text_decides(text, expected):
    assert meant(text) == ("exact", expected)


@pytest.mark.parametrize(
    "text",
    ["Falmouth (England)", "Falmouth, England", "Falmouth/England", "Falmouth England", "Falmouth, Old Gaol (England)"],
)
def test_falmouth_in_england_is_not_the_one_in_jamaica_even_where_no_other_is_known(text):
    only = gazetteer(JAMAICA)
    assert meant(text, only) == ("none", None)


def test_a_place_that_the_text_rules_out_is_named_with_what_rules_it_out():
    found = one("Falmouth (England)", gazetteer(JAMAICA))
    assert "England" in found["reason"]
    assert "does not lie in England" in found["candidates"][0][3]


@pytest.mark.parametrize(
    "columns", [{"country": "France"}, {"country": "FR"}, {"admin1": "US-IL"}, {"country": "프랑스"}]
)
def test_a_column_that_contradicts_rules_out(columns):
    assert meant("London", **columns) == ("none", None)


@pytest.mark.parametrize(
    "columns", [{"country": "gb"}, {"country": "Britain"}, {"admin1": "England"}, {"country": "영국"}]
)
def test_a_column_that_agrees_is_exact(columns):
    assert meant("London", **columns) == ("exact", "london")


def test_an_id_is_not_used_where_the_country_contradicts_it():
    assert meant(place_id="london", country="FR") == ("likely", None)


def test_a_country_that_nobody_knows_does_not_confirm():
    assert meant("London", country="Ruritania") == ("likely", None)


def test_a_place_of_which_no_country_is_known_is_not_confirmed():
    assert meant("Nowhere (England)", gazetteer(("n", "Nowhere", None))) == ("likely", None)


def test_where_a_place_tells_no_country_its_position_does():
    bare = gazetteer(("f", "Falmouth", None, {"longitude": -77.65, "latitude": 18.49}))
    assert [meant("Falmouth, Jamaica", bare)[0], meant("Falmouth, England", bare)[0]] == ["exact", "none"]


def test_a_place_just_outside_of_a_province_by_its_position_alone_is_not_ruled_out():
    beside_hoeryong = gazetteer(("y", "Yonghwa", None, {"longitude": 129.72, "latitude": 42.44}))  # on the Tumen
    assert {meant(f"Yonghwa ({country})", beside_hoeryong)[0] for country in ("China", "North Korea")} <= {
        "exact",
        "likely",
    }


def test_a_crossing_lies_in_both_its_countries():
    bridge = gazetteer(("b", "Tumen Bridge", None, {"countries": ["KP", "CN"]}))
    assert [meant(f"Tumen Bridge ({country})", bridge)[0] for country in ("China", "DPRK", "Russia")] == [
        "exact",
        "exact",
        "none",
    ]


def test_a_place_that_fits_stands_before_one_that_the_text_rules_out():
    found = one("Falmouth England")
    assert found["status"] == "likely"
    assert [candidate[0] for candidate in found["candidates"]] == ["falmouth-gb", "falmouth-jm"]


# --- several places in one text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "London or Liverpool", "London & Liverpool", "London/Liverpool", "London, Liverpool", "London and Liverpool",
        "London; Liverpool", "London & Nowhere", "London 또는 Liverpool", "London, Liverpool & Hull", "Havre or London",
    ],
)  # fmt: skip
def test_a_text_that_joins_places_is_none_of_them(text):
    found = one(text)
    assert (found["status"], found["candidates"]) == ("none", [])


def test_half_of_a_name_with_a_comma_is_not_the_place():
    assert meant("Aspinwall") == ("likely", None)
    assert meant("Colon") == ("none", None)


def test_a_joined_text_that_is_a_name_is_that_place():
    assert meant("Hospital & Prison", gazetteer(("h", "Hospital & Prison", "US"))) == ("exact", "h")


@pytest.mark.parametrize("text", ["Camp 14/Kaechon", "Camp 14 / 제14호 관리소 (개천)", "Falmouth/Cornwall/UK"])
def test_a_slash_between_words_of_one_place_joins_nothing(text):
    assert one(text)["status"] == "exact"


@pytest.mark.parametrize("text", ["London?", "London (?)", "London ？", "London?, England"])
def test_a_place_that_the_record_doubts_is_asked(text):
    assert meant(text) == ("likely", None)


# --- position ---------------------------------------------------------------------------------------------------------


def test_a_position_tells_two_places_of_one_name_apart():
    assert meant("Falmouth", longitude="-5.07", latitude="50.16") == ("exact", "falmouth-gb")


def test_a_position_far_from_the_place_is_asked_with_the_distance():
    found = one("London", longitude="3", latitude="51")
    assert found["status"] == "likely"
    assert "225 km" in found["candidates"][0][3]


def test_a_position_within_the_circle_of_the_place_agrees():
    wide = gazetteer(("l", "London", "GB", {"longitude": -0.12, "latitude": 51.5, "uncertainty_m": 20_000}))
    assert meant("London", wide, longitude="-0.3", latitude="51.5") == ("exact", "l")


def test_a_position_alone_is_asked_never_used():
    found = one(longitude="-0.12", latitude="51.505")
    assert (found["status"], found["candidates"][0][0]) == ("likely", "london")


def test_a_position_that_cannot_be_read_says_nothing():
    assert meant("London", longitude="x", latitude="y") == ("exact", "london")


# --- weaker evidence --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Kaechon", "개천", "Hoeryong", "Livrepool", "Boston", "Port of London", "무산"])
def test_weaker_evidence_is_asked_never_used(text):
    found = one(text)
    assert (found["status"], found["place_id"]) == ("likely", None)
    assert len(found["candidates"]) == 1


def test_in_korea_a_name_that_sounds_alike_is_exact():
    assert meant("전거리동", gazetteer(("j", "Chŏn'gŏri-dong", "KP"))) == ("exact", "j")


def test_elsewhere_a_name_that_sounds_alike_is_another():
    assert meant("Boston, USA") == ("likely", None)


def test_two_places_that_sound_alike_are_ambiguous():
    both = gazetteer(("c", "Chongjin-dong", "KP"), ("j", "Jongjin-dong", "KP"))
    assert meant("청진동", both) == ("ambiguous", None)


def test_a_prison_is_not_another_because_both_are_called_prison():
    prisons = gazetteer(("s", "Sariwon political prison camp", "KP"), ("r", "라남구역 안전부", "KP"))
    assert {one(text, prisons)["status"] for text in ("Yodok political prison camp", "수남구역 안전부")} == {"none"}


@pytest.mark.parametrize("text", ["North Korea", "중국", "Jamaica, Cornwall"])
def test_a_country_alone_is_no_place(text):
    assert meant(text) == ("none", None)


def test_a_number_is_not_nearly_another():
    assert meant("Camp 15") == ("none", None)


@pytest.mark.parametrize("text", ["unknown", "Unknown.", "?", "n/a", "미상", "неизвестно", "-", "...", "not known"])
def test_a_record_that_does_not_know_is_none_and_says_so(text):
    found = one(text)
    assert (found["status"], found["candidates"]) == ("none", [])
    assert "itself" in found["reason"]


def test_nothing_asked_is_none():
    assert meant(None) == ("none", None)


# --- decisions --------------------------------------------------------------------------------------------------------


def ruling(text="Falmouth", place_id="falmouth-gb", **columns):
    row = {"text": text, "country": None, "admin1": None, "place_id": place_id, "who": "A. Kim", "when": "2026-11-29"}
    return pd.DataFrame([row | {"why": "the ship's log"} | columns], dtype=object)


def test_a_decision_is_used_and_says_who():
    found = one("Falmouth", decisions=ruling())
    assert (found["status"], found["place_id"]) == ("decided", "falmouth-gb")
    assert "A. Kim" in found["reason"]


def test_a_decision_for_none_of_the_places_leaves_the_stop_without_one():
    found = one("Falmouth", decisions=ruling(place_id=None))
    assert (found["status"], found["place_id"]) == ("decided", None)


@pytest.mark.parametrize("columns", [{"text": "falmouth"}, {"country": "GB"}, {"admin1": "GB-CON"}])
def test_a_decision_holds_for_its_text_country_and_admin1_alone(columns):
    assert one("Falmouth", decisions=ruling(**columns))["status"] == "ambiguous"


def test_a_decision_for_a_place_that_is_no_longer_known_is_told_and_not_used():
    found = one("Falmouth", decisions=ruling(place_id="gone"))
    assert found["status"] == "ambiguous"
    assert "gone" in found["reason"]


def test_what_was_once_decided_otherwise_is_not_exact_without_being_asked_again():
    assert one("London", decisions=ruling("London", "gone"))["status"] == "likely"


def test_a_decision_about_an_id_that_no_place_has_is_used():
    found = one(place_id="L-17", decisions=ruling("L-17", "london"))
    assert (found["status"], found["place_id"]) == ("decided", "london")


def test_an_id_of_a_place_is_stronger_than_a_decision_about_a_text():
    assert one("The port", place_id="london", decisions=ruling("The port", "liverpool"))["place_id"] == "london"


# --- always -----------------------------------------------------------------------------------------------------------

TEXTS = st.one_of(
    st.sampled_from(
        ["Falmouth", "London", "Camp 14", "Springfield, IL", "Falmouth (England)", "unknown", "개천", "Boston"]
    ),
    st.text(max_size=20),
)
COUNTRIES = st.sampled_from([None, "GB", "JM", "KP", "Jamaica", "Ruritania"])


@given(st.lists(st.tuples(TEXTS, COUNTRIES), min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_the_order_of_rows_and_of_places_changes_nothing(rows, random):
    table = pd.DataFrame(rows, columns=["text", "country"], dtype=object)
    known = PLACES.iloc[[0, 1, 2, 8, 9, 10]]
    plain = match(table, known)
    order, places = list(table.index), list(known.index)
    random.shuffle(order)
    random.shuffle(places)
    shuffled = match(table.loc[order], known.loc[places].reset_index(drop=True))
    assert shuffled.loc[table.index].to_dict("list") == plain.to_dict("list")


@given(TEXTS, COUNTRIES)
@settings(max_examples=60, deadline=None)
def test_every_row_has_one_status_and_only_what_is_used_has_a_place(text, country):
    found = match(asked(text, country=[country]), PLACES)
    assert found.columns.tolist() == list(COLUMNS)
    row = found.iloc[0]
    assert row["status"] in STATUSES
    assert (row["place_id"] is not None) == (row["status"] == "exact")
    assert row["reason"].endswith(".")


@st.composite
def nearly_names(draw):
    """A name of a place with a letter less, some text more, or something between."""
    name = draw(st.sampled_from(PLACES["name"].tolist()))
    at = draw(st.integers(0, len(name)))
    return name[:at] + draw(st.text(max_size=4)) + name[at + draw(st.integers(0, 1)) :]


@given(nearly_names())
@settings(max_examples=60, deadline=None)
def test_an_exact_text_holds_a_name_written_alike_or_in_korea_one_that_sounds_alike(text):
    found = one(text)
    if found["status"] == "exact":
        place = PLACES.set_index("place_id").loc[found["place_id"]]
        names = [place["name"], *place["aliases"], *place["names"].values()]
        heads = [reading.head for reading in readings(text.strip())]
        alike_ones = {alike(name) for name in names} & {alike(head) for head in heads}
        sounding = place["country"] == "KP" and {key(name) for name in names} & {key(head) for head in heads}
        assert alike_ones or sounding


@given(st.sampled_from(["London", "Camp 14", "회령시 로동 사무소", "Aspinwall, Colon", "Liverpool, England"]))
def test_a_second_place_of_the_same_name_makes_exact_ambiguous(text):
    found = one(text)
    again = PLACES[PLACES["place_id"] == found["place_id"]].assign(place_id="second")
    assert found["status"] == "exact"
    assert one(text, pd.concat([PLACES, again], ignore_index=True))["status"] == "ambiguous"


@given(TEXTS, st.sampled_from(["FR", "Brazil", "일본", "AU-NSW"]))
@settings(max_examples=30, deadline=None)
def test_a_country_that_no_place_lies_in_is_never_exact(text, country):
    assert one(text, country=country)["status"] != "exact"
    assert one(f"{text} ({country})")["status"] != "exact"


def test_the_index_of_the_rows_is_kept():
    assert match(asked("London", None).set_axis([7, 3]), PLACES).index.tolist() == [7, 3]


def test_nothing_asked_of_no_places():
    assert match(asked(), PLACES).empty
    assert match(asked("London"), gazetteer(JAMAICA).head(0))["status"].tolist() == ["none"]


def test_places_may_lack_columns():
    bare = pd.DataFrame({"place_id": ["a"], "name": ["London"], "longitude": [np.nan], "latitude": [np.nan]})
    assert meant("London", bare) == ("exact", "a")


def test_hostile_texts_are_texts():
    path = SAMPLES / "hostile" / "texts.json"
    if not path.is_file():
        pytest.skip("../shared/samples is not here")
    texts = [text for text in _texts(json.loads(path.read_text(encoding="utf-8"))) if text.strip()]
    found = match(asked(*texts), PLACES)
    assert not (found["status"] == "exact").any()
    assert found["reason"].map(str.isprintable).all()


def _texts(node):
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for each in node.values() if isinstance(node, dict) else node:
            yield from _texts(each)


def test_of_the_bundled_places_each_name_is_exact_or_asked_and_never_another_place():
    places = bundled()
    found = match(asked(*places["name"]), places)
    exact = found["status"] == "exact"
    assert (found["place_id"][exact] == places["place_id"][exact]).all()
    assert exact.mean() > 0.95


# --- real records -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample records are not part of the repository")
@pytest.mark.parametrize(("name", "unused"), [("densho_far_2camps", 0), ("densho_journeys", 0), ("ttav", 4664)])
def test_ids_of_real_records_are_exact_and_joined_names_are_nobodys(name, unused):
    events = pd.read_csv(SAMPLES / name / "events.csv", dtype=str)
    rows = events["facility_id"].str.strip().value_counts()
    found = match(pd.DataFrame({"place_id": rows.index}), read_places(SAMPLES / name / "facilities.csv"))
    exact = (found["status"] == "exact").to_numpy()
    assert rows[~exact].sum() == unused
    assert (found["place_id"][exact] == rows.index[exact]).all()
    joined = rows.index.str.contains(" & ") & ~exact
    assert (found["status"][joined] == "none").all()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.matching.asking import alike, core, joins_several, parts, readings, says_nothing
from geodata.matching.region_words import codes


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("United Kingdom", "GB"), ("UK", "GB"), ("England", "GB-ENG"), ("영국", "GB"), ("Deutschland", "DE"),
        ("Россия", "RU"), ("日本", "JP"), ("조선", "KP"), ("북한", "KP"), ("DPRK", "KP"), ("N. Korea", "KP"),
        ("한국", "KR"), ("중국", "CN"), ("Korea", "KP KR"), ("USA", "US"), ("PRK", "KP"), ("Georgia", "GE US-GA"),
        ("IL", "IL US-IL"), ("Illinois", "US-IL"), ("Jilin Province", "CN-JL"), ("吉林省", "CN-JL"), ("길림성", "CN-JL"),
        ("연해주", "RU-PRI"), ("함경북도", "KP-09"), ("함북", "KP-09"), ("North Hamgyong", "KP-09"),
        ("Hamgyŏng-bukto", "KP-09"), ("Hamgyeongbuk-do", "KP-09"), ("South Hamgyong Province", "KP-08"),
        ("Yanggang", "KP-10"), ("량강도", "KP-10"), ("Kangwon", "KP-07 KR-42"), ("KP-09", "KP-09"),
    ],
)  # fmt: skip
def test_the_codes_of_a_word(word, expected):
    assert codes(word) == set(expected.split())


@pytest.mark.parametrize("word", ["", "in", "no", "is", "Kaechon", "Liverpool Street", "12", "?", "x" * 500])
def test_a_word_that_is_none(word):
    assert not codes(word)


def test_in_a_column_of_countries_small_letters_are_a_code():
    assert codes("kp", True) == {"KP"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Camp No. 14", "camp no 14"), ("Jongo-ri", "Jongo ri"), ("Ch’ŏngjin", "Chongjin"), ("圖們", "图们"),
        ("온성군 로동단련대", "온성군노동단련대"), ("양강도", "량강도"), ("녀자 감옥", "여자감옥"), ("St. Louis", "Saint Louis"),
    ],
)  # fmt: skip
def test_written_alike(one, other):
    assert alike(one) == alike(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Camp 1", "Camp 14"), ("청진", "정진"), ("Boston", "Poston"), ("Camp 22", "Camp 2"), ("청량리", "청양리")],
)
def test_not_written_alike(one, other):
    assert alike(one) != alike(other)


@pytest.mark.parametrize(
    "text", ["A or B", "A & B", "A/B", "A + B", "A; B", "A und B", "A 또는 B", "A, B & C", "A → B"]
)
def test_a_text_that_joins(text):
    assert joins_several(text)


@pytest.mark.parametrize(
    "text", ["A", "A, B", "Falmouth/England", "Hull, Trinidad and Tobago", "Oregon", "Andover", "Trinidad & Tobago"]
)
def test_a_text_that_does_not_join(text):
    assert not joins_several(text)


def test_a_province_beside_a_name_is_no_name():
    assert "Panama" not in {reading.head for reading in readings("Aspinwall, Panama")}


def test_a_name_of_several_parts_is_a_reading():
    assert ("Aspinwall, Colon", ("Panama",), False) in readings("Aspinwall, Colon, Panama")


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    found = readings(text)
    assert found[0].head == text
    assert all(reading.head.strip() for reading in found[1:])
    assert bool(core(text).head) == bool(text)


@given(st.text(max_size=20))
def test_a_text_without_a_letter_or_figure_says_nothing(text):
    assert says_nothing(text) or alike(text)


@given(st.text(max_size=60))
def test_parts_are_parts_of_the_text(text):
    assert all(part in text and part == part.strip() for part in parts(text))

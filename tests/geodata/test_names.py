import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.names import folded, key, town_spellings, words

# One name a row: McCune–Reischauer, Revised, North Korean, everyday spellings, Hangul.
ALIKE = [
    ("Chongjin", "Ch'ŏngjin", "Ch’ŏngjin", "Cheongjin", "Chŏngjin", "CHONGJIN", "청진"),
    ("Hoeryong", "Hoeryŏng", "Hoeryeong", "Hoiryong", "회령"),
    ("Sinuiju", "Sinŭiju", "Shinuiju", "신의주"),
    ("Onsong", "Onsŏng", "Onseong", "온성"),
    ("Kaechon", "Kaech'ŏn", "Gaecheon", "개천"),
    ("Pukchang", "Bukchang", "북창"),
    ("Yongbyon", "Nyongbyon", "Yeongbyeon", "녕변", "영변"),
    ("Rason", "Nason", "Naseon", "Rasŏn", "라선", "나선"),
    ("Ryanggang", "Yanggang", "량강", "양강"),
    ("Chollima", "Ch'ŏllima", "Cheollima", "천리마"),
    ("Pyongyang", "P'yŏngyang", "Pyeongyang", "Phyongyang", "평양"),
    ("Kimchaek", "Gimchaek", "Kim Chaek", "김책"),
    ("Jongo-ri", "Chongo-ri", "Jeongeo-ri", "Chŏn'gŏ-ri", "전거리"),
    ("Paekam", "Baekam", "Paegam", "백암"),
    ("Paengnyong", "Baengnyeong", "백령"),
    ("Kangnung", "Gangneung", "강릉"),
    ("Songnim", "Songrim", "송림"),
    ("Tongrim", "Dongrim", "Tongnim", "동림"),
    ("Hamhung", "Hamheung", "Hamhŭng", "함흥"),
    ("Wonsan", "Wŏnsan", "Weonsan", "원산"),
    ("Kwan-li-so", "Kwalliso", "Gwanliso", "관리소"),
    ("Kyo-hwa-so", "Kyohwaso", "Gyohwaso", "교화소"),
    ("Tomun", "Domun", "도문"),
    ("Tumen", "Тумень"),
    ("Khasan", "Хасан"),
    ("Rajin", "Раджин", "라진"),
]


@pytest.mark.parametrize("spellings", ALIKE)
def test_spellings_of_one_name_have_one_key(spellings):
    assert len({key(spelling) for spelling in spellings}) == 1


def test_different_names_have_different_keys():
    keys = [key(spellings[0]) for spellings in ALIKE]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("one", "other"), [("圖們", "图们"), ("図們", "图们"), ("清津", "淸津"), ("ＣＨＯＮＧＪＩＮ", "chongjin")]
)
def test_folded_alike(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("청진시", {"청진시", "청진"}),
        ("图们市", {"图们市", "图们"}),
        ("Musan County", {"musan county", "musan"}),
        ("ri", {"ri"}),
    ],
)
def test_town_spellings(text, expected):
    assert town_spellings(text) == expected


def test_hanzi_tell_no_sounds():
    assert key("图们") == ""


def test_a_number_keeps_its_digits():
    assert key("Camp 22") != key("Camp 2")


@given(st.one_of(st.text(), st.text(alphabet="가힣ㅇᄀ청진 ŏŭ'-chngj图Чьё\u0301\u202e{}", max_size=40)))
def test_any_text_has_keys(text):
    assert folded(folded(text)) == folded(text)
    assert key(folded(text)) == key(text)
    assert all(word and " " not in word for word in words(text))
    assert key(text).isprintable()


@given(st.text(alphabet=[chr(code) for code in range(0xAC00, 0xD7A4, 37)], min_size=1, max_size=6))
def test_any_hangul_has_sounds(text):
    assert key(text).isascii()

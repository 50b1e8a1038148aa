"""Which country or province does a word mean? Names, short forms and codes, in English, Korean and the country's own.

Countries have the names that CLDR gives them (Babel) in English, Korean, Chinese, Japanese, Russian and in their own
official languages, and some that people write besides (`UK`, `북조선`, `USSR`); provinces those of the base map, and in
both Koreas and the land around Korean, Chinese and Russian ones too. A word may mean several: `Georgia` is a country
and a state, `CA` Canada and California. So the answer is a set of codes: ISO 3166-1 alpha-2, ISO 3166-2.
"""

import functools
import re
from collections import defaultdict

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from geodata.names import key
from geodata.outlines import BASEMAP, outlines
from geodata.towns import plain

LANGUAGES = ("en", "ko", "zh", "zh_Hant", "ja", "ru")
NO_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
# What CLDR has not: short forms, names of before, parts of the United Kingdom.
FURTHER = {
    "KP": "dprk; d p r k; n korea; nk; north korea; korea north; democratic peoples republic of korea; "
    "조선; 북조선; 북; 이북; 조선민주주의인민공화국; 朝鲜; 북측; корейская народно демократическая республика; "
    "северная корея",
    "KR": "한국; rok; s korea; south korea; korea south; republic of korea; 남한; 남조선; 남측; 韩国; 南朝鲜; "
    "южная корея",
    "KP KR": "korea; 조선반도; 한반도; корея",
    "CN": "prc; peoples republic of china; 중화인민공화국; 中国; 중공; кнр",
    "RU": "russian federation; 로씨야; 러시아연방; 로시야; рф",
    "MN": "몽골; 몽고; монголия",
    "US": "usa; u s a; u s; united states of america; america",
    "GB": "uk; u k; great britain; britain; gb",
    "GB-ENG": "england; 잉글랜드", "GB-SCT": "scotland; 스코틀랜드", "GB-WLS": "wales; 웨일스",
    "GB-NIR": "northern ireland",
    "NL": "holland", "CZ": "czech republic", "MM": "burma", "TR": "turkey", "IR": "persia", "TH": "siam",
    "LK": "ceylon", "CI": "ivory coast", "SZ": "swaziland", "CV": "cape verde", "VN": "viet nam; 월남", "LA": "라오스",
    "RU UA BY MD EE LV LT AM AZ GE KZ KG TJ TM UZ": "ussr; u s s r; soviet union; 소련; ссср; 쏘련",
    "CZ SK": "czechoslovakia", "RS HR SI BA ME MK XK": "yugoslavia", "DE": "east germany; west germany; gdr; ddr; brd",
}  # fmt: skip
# Korean, Chinese and Russian names of provinces; the Latin ones of both Koreas go by their sounds (geodata.names.key).
PROVINCES = {
    "KP-01": "평양; 平壤; пхеньян", "KP-02": "평안남도; 평남; 平安南道; южный пхенан",
    "KP-03": "평안북도; 평북; 平安北道; северный пхенан", "KP-04": "자강도; 자강; 慈江道; 慈江; чагандо; чаган",
    "KP-05": "황해남도; 황남; 黄海南道; южный хванхэ", "KP-06": "황해북도; 황북; 黄海北道; северный хванхэ",
    "KP-07": "강원도; 강원; 江原道; канвондо; канвон", "KP-08": "함경남도; 함남; 咸镜南道; южный хамген",
    "KP-09": "함경북도; 함북; 咸镜北道; северный хамген",
    "KP-10": "량강도; 양강도; 량강; 양강; 两江道; 两江; янгандо; рянган", "KP-13": "라선; 나선; 라진선봉; 罗先; расон",
    "KR-11": "서울; 首尔; сеул", "KR-26": "부산; 釜山; пусан", "KR-27": "대구", "KR-28": "인천", "KR-29": "광주",
    "KR-30": "대전", "KR-31": "울산", "KR-41": "경기도; 경기", "KR-42": "강원도; 강원",
    "KR-43": "충청북도; 충북", "KR-44": "충청남도; 충남", "KR-45": "전라북도; 전북", "KR-46": "전라남도; 전남",
    "KR-47": "경상북도; 경북", "KR-48": "경상남도; 경남", "KR-49": "제주도; 제주",
    "CN-JL": "길림; 길림성; 지린; 지린성; 吉林; 吉林省; цзилинь",
    "CN-LN": "료녕; 료녕성; 요녕; 요녕성; 요령성; 랴오닝; 랴오닝성; 辽宁; 辽宁省; ляонин",
    "CN-HL": "흑룡강; 흑룡강성; 헤이룽장; 헤이룽장성; 黑龙江; 黑龙江省; хэйлунцзян",
    "CN-NM": "내몽골; 내몽고; 내몽골자치구; 内蒙古; 内蒙古自治区", "CN-BJ": "북경; 베이징; 北京; пекин; peking",
    "CN-TJ": "천진; 톈진; 天津", "CN-SH": "상해; 상하이; 上海; шанхай",
    "CN-SD": "산동; 산동성; 산둥; 산둥성; 山东; 山东省",
    "CN-HE": "하북; 하북성; 허베이; 허베이성; 河北; 河北省", "CN-YN": "운남; 운남성; 윈난; 윈난성; 云南; 云南省",
    "CN-GX": "광서; 광시; 广西", "CN-GD": "광동; 광동성; 광둥; 광둥성; 广东; 广东省",
    "RU-PRI": "연해주; 연해변강; 프리모르스키; 프리모리예; 滨海边疆区; приморскии краи; приморье; primorye; primorsky; "
    "maritime territory",
    "RU-KHA": "하바롭스크; 하바롭스크주; хабаровскии краи", "RU-AMU": "아무르; 아무르주; амурская область",
    "RU-SAK": "사할린; 사할린주; сахалинская область; сахалин", "RU-MOW": "모스크바; москва; moscow",
}  # fmt: skip
SOUNDING = {  # Latin names of provinces of Korea, by their sounds
    "KP-01": "Pyongyang", "KP-02": "Pyongannam; Pyongannamdo; Pyongnam", "KP-03": "Pyonganbuk; Pyonganbukdo; Pyongbuk",
    "KP-04": "Chagang; Chagangdo", "KP-05": "Hwanghaenam; Hwanghaenamdo; Hwangnam",
    "KP-06": "Hwanghaebuk; Hwanghaebukdo; Hwangbuk", "KP-07": "Kangwon; Kangwondo",
    "KP-08": "Hamgyongnam; Hamgyongnamdo; Hamnam", "KP-09": "Hamgyongbuk; Hamgyongbukdo; Hambuk",
    "KP-10": "Ryanggang; Ryanggangdo", "KP-13": "Rason; Naseon", "KR-42": "Gangwon; Gangwondo", "KR-41": "Gyeonggido",
    "KR-43": "Chungcheongbukdo; Chungbuk", "KR-44": "Chungcheongnamdo; Chungnam", "KR-45": "Jeollabukdo; Jeonbuk",
    "KR-46": "Jeollanamdo; Jeonnam", "KR-47": "Gyeongsangbukdo; Gyeongbuk", "KR-48": "Gyeongsangnamdo; Gyeongnam",
    "KR-49": "Jejudo",
}  # fmt: skip
HALVES = {  # North Hamgyong, N. Hamgyong, Hamgyong North
    "Pyongan": ("KP-03", "KP-02"), "Hwanghae": ("KP-06", "KP-05"), "Hamgyong": ("KP-09", "KP-08"),
    "Chungcheong": ("KR-43", "KR-44"), "Jeolla": ("KR-45", "KR-46"), "Gyeongsang": ("KR-47", "KR-48"),
}  # fmt: skip
SIDES = {"north": 0, "n": 0, "northern": 0, "south": 1, "s": 1, "southern": 1}
POSTAL = ("US", "CA", "AU")  # countries whose provinces people write by two or three letters behind a town
GENERIC = re.compile(
    r"\b(?:province|state|oblast|krai|prefecture|region|county|republic|territory|governorate|of|the)\b"
)
CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
LENGTH_LIMIT = 80  # characters; no region has a longer name


@functools.lru_cache(maxsize=1 << 14)
def codes(word: str, said_to_be_one: bool = False) -> frozenset[str]:
    """The codes of every country and province that a word may mean; empty where none is known.

    `said_to_be_one`: the word stands where only a country or province stands, so that a code in small letters is one.

    >>> sorted(codes("England")), sorted(codes("함경북도")), sorted(codes("N. Hamgyŏng")), sorted(codes("Ruritania"))
    (['GB-ENG'], ['KP-09'], ['KP-09'], [])
    >>> sorted(codes("IL")), sorted(codes("no")), sorted(codes("no", True))
    (['IL', 'US-IL'], [], ['NO'])
    """
    word = word.strip()
    if not word or len(word) > LENGTH_LIMIT:
        return frozenset()
    found = set()
    letters = word.replace(".", "")
    if (said_to_be_one or letters.isupper()) and letters.isascii():
        found |= _by_letters().get(letters.upper(), set())
    if CODE.fullmatch(word.upper()):
        found.add(word.upper())
    spelled = plain(word)
    bare = " ".join(GENERIC.sub(" ", spelled).split())
    for spelling in {spelled, bare} - {""}:
        # Names of two or three small letters are words of a sentence as a rule: "no", "of", "the".
        if len(spelling) > 3 or not spelling.isascii() or letters.isupper() or said_to_be_one:
            found |= _by_name().get(spelling, set())
    return frozenset(found | _korean(bare))


def country_of(code: str) -> str:
    """The country of a code: its first two letters.

    >>> country_of("GB-ENG")
    'GB'
    """
    return code[:2]


def coarser(admin1: str) -> str | None:
    """The coarser province (GB-ENG) that a province (GB-CON) lies in, where a country has two levels.

    >>> coarser("IT-MI"), coarser("KP-09")
    ('IT-25', None)
    """
    return _regions().get(admin1)


def is_coarse(code: str) -> bool:
    """Whether a code is one that other provinces lie in.

    >>> is_coarse("GB-ENG"), is_coarse("KP-09")
    (True, False)
    """
    return code in _coarse()


def _korean(spelled: str) -> set[str]:
    """Provinces of both Koreas, by the sounds of their Latin names."""
    words = spelled.split()
    for at in (0, -1):
        if len(words) > 1 and words[at] in SIDES:
            rest = key("".join(words[1:] if at == 0 else words[:-1]))
            return {pair[SIDES[words[at]]] for name, pair in HALVES.items() if rest in (key(name), key(name + "do"))}
    sound = key(spelled.replace(" ", ""))
    return _by_sound().get(sound, set()) if len(sound) >= 5 else set()


@functools.lru_cache(maxsize=1)
def _by_sound() -> dict[str, set[str]]:
    found = defaultdict(set)
    for code, names in SOUNDING.items():
        for name in names.split("; "):
            found[key(name)].add(code)
    return found


@functools.lru_cache(maxsize=1)
def _by_letters() -> dict[str, set[str]]:
    """Letters in capitals: ISO's two and three of a country, and those of provinces in POSTAL."""
    found = defaultdict(set)
    for code in _countries():
        found[code].add(code)
    for letters, meant in get_global("territory_aliases").items():
        if len(letters) == 3 and letters.isalpha() and len(meant) == 1 and meant[0] in _countries():
            found[letters].add(meant[0])
    for told in _provinces():
        if told["country"] in POSTAL:
            found[told["admin1"].partition("-")[2]].add(told["admin1"])
    return found


@functools.lru_cache(maxsize=1)
def _by_name() -> dict[str, set[str]]:
    found = defaultdict(set)
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        for code in _countries():
            for name in {names.get(code, ""), names.get(code, "").replace("&", "and")}:
                found[plain(name)].add(code)
    for code in _countries():
        for language in get_official_languages(code, de_facto=True):
            found[plain(_own_names(language).get(code, ""))].add(code)
    for told in _provinces():
        name = plain(told["name"] or "")
        for spelling in {name, " ".join(GENERIC.sub(" ", name).split())}:
            found[spelling] |= {told["admin1"], *(told.get("also") or ())}
    for table in (FURTHER, PROVINCES):
        for meant, names in table.items():
            for name in names.split("; "):
                found[plain(name)] |= set(meant.split())
    found.pop("", None)
    return found


@functools.lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(c for c in Locale.parse("en").territories if len(c) == 2 and c.isalpha()) - NO_COUNTRIES


@functools.lru_cache(maxsize=256)
def _own_names(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        return {}


def _provinces() -> list[dict]:
    """What the base map tells of each province; the coarse ones of the base map have codes and no names."""
    told = [*outlines("provinces", BASEMAP).properties, *outlines("world_provinces", BASEMAP).properties]
    return [one for one in told if one.get("admin1") and one.get("country")]


@functools.lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return {told["admin1"]: told["region"] for told in _provinces() if told.get("region")}


@functools.lru_cache(maxsize=1)
def _coarse() -> frozenset[str]:
    return frozenset(_regions().values())

"""When are two spellings the same name? Keys under which Chongjin, Ch'ŏngjin, Cheongjin and 청진 are one.

`folded` takes away what people do not type alike: case, accents, apostrophes, width, traditional characters. `key` goes
on to a skeleton of sounds on which the McCune–Reischauer, the Revised, the North Korean and the everyday romanisation
of a Korean name agree with its Hangul: voiced and unvoiced consonants are one, so are the vowels ŏ/eo/o and ŭ/eu/u, l
and r; consonants that meet are assimilated as they are spoken; ㄹ and ㄴ at the head of a word fall as in the South.
A skeleton is for comparing only, and two different names may share one: a match by it says so.
"""

import functools
import re
import unicodedata

LENGTH_LIMIT = 2000  # characters of a name that are looked at; longer texts are no names
HANGUL = range(0xAC00, 0xD7A4)
# The jamo of a syllable in Unicode's order, as skeleton letters.
INITIALS = "k k n t t l m p p s s - c c c k t p h".replace("-", "").split(" ")
VOWELS = tuple("a e ya ye o e yo ye o wa we we yo u wo we ui yu u ui i".split(" "))  # noqa: SIM905 - as a row it reads best
FINALS = "- k k k n n n t l k m l l l p l m p p t t nk t t k t p -".replace("-", "").split(" ")
LIAISONS = {19: "s", 20: "s", 22: "c", 23: "c"}  # finals that sound as themselves before a vowel
NO_INITIAL = 11  # ㅇ at the head of a syllable is silent
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјђљњћџ",
        "a b v g d e yo zh z i i k l m n o p r s t u f kh ts ch sh sh - y - e yu ya i i e g u i j l n c j".replace(
            "-", ""
        ).split(" "),
        strict=True,
    )
)
ASPIRATED = (("чх", "ch"), ("пх", "p"), ("тх", "t"), ("кх", "k"), ("дж", "j"), ("дз", "j"))  # Kontsevich's romanisation
SOUNDS = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("tch|ch|zh|ts", "c"), ("sh", "s"), ("kh", "k"), ("ph", "p"), ("th", "t"),
        ("yeo", "yo"), ("yae", "ye"), ("eui", "ui"), ("weo", "wo"), ("wae|oe|oi", "we"), ("eo", "o"), ("eu", "u"),
        ("ae", "e"), ("oo", "u"), ("ee", "i"), ("wi", "ui"),
        ("g", "k"), ("d", "t"), ("b", "p"), ("[jzq]", "c"), ("r", "l"), ("x", "s"),
        # Consonants that meet: 백마 Paengma, 갑문 Kammun, 강릉 Kangnung, 금릉 Kumnung, 천리마 Chollima.
        ("(?<!n)k(?=[lmn])", "nk"), ("p(?=[lmn])", "m"), ("t(?=[lmn])", "n"), ("(?<=nk)l|(?<=m)l", "n"), ("nl|ln", "l"),
        ("^l", "n"), ("^n(?=[yi])", ""),
        (r"([^0-9])\1+", r"\1"),  # Camp 22 is not Camp 2
    )
)  # fmt: skip
# Traditional and Japanese characters of place names here and of the words for prisons, each before its simplified one.
SIMPLIFIED = {
    ord(pair[0]): pair[1]
    for pair in (  # noqa: SIM905 - a list of single pairs would fill a page
        "圖图 図图 們们 門门 龍龙 東东 長长 遼辽 寧宁 鴨鸭 綠绿 緑绿 橋桥 國国 義义 羅罗 "
        "鏡镜 兩两 両两 慶庆 興兴 會会 鎮镇 鎭镇 鐵铁 鉄铁 監监 獄狱 邊边 辺边 連连 瀋沈 "
        "陽阳 雲云 琿珲 縣县 県县 廠厂 場场 勞劳 訓训 隊队 館馆 關关 関关 島岛 漢汉 灣湾 "
        "濱滨 浜滨 區区 廣广 広广 臨临 開开 遠远 撫抚 順顺 鷄鸡 雞鸡 錦锦 營营 農农 車车 "
        "軍军 輯辑 機机 從从 習习 恵惠 溫温 穩稳 穏稳 鳳凤 鮮鲜 圏圈 務务 護护 衛卫 審审 "
        "問问 總总 黃黄 淸清 靑青 黒黑 眞真 獨独 戶户"
    ).split()
}
SUFFIXES = {
    "city", "county", "district", "town", "province", "municipality", "prefecture", "si", "shi", "gun", "kun", "up",
    "eup", "ri", "ni", "li", "dong", "tong", "gu", "ku", "guyok", "kuyok", "do",
}  # fmt: skip
ENDINGS = re.compile(r"(?<=..)(?:구역|[시군구읍리동면도]|[市县镇区省州])$")
PUNCTUATION = re.compile(r"[^\w\s-]|_")
APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʻʼ`´ʹ′ˈ·\u00ad\u200b\u200c\u200d\u2060\ufeff"))
DASHES = dict.fromkeys(map(ord, "‐‑"), "-")


def folded(text: str) -> str:
    """A name without case, accents, apostrophes, punctuation and traditional characters; words apart by one space.

    >>> folded("Ch’ŏngjin  CITY"), folded("圖們"), folded("（청진）")
    ('chongjin city', '图们', '청진')
    """
    text = str(text)[:LENGTH_LIMIT].translate(APOSTROPHES).translate(DASHES)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    text = text.translate(APOSTROPHES).translate(SIMPLIFIED)
    return " ".join(PUNCTUATION.sub(" ", text).split()).strip("- ")


def key(text: str) -> str:
    """The skeleton of sounds of a name, its words written together; empty for scripts that tell no Korean sounds.

    >>> {key(name) for name in ("Chongjin", "Ch'ŏngjin", "Cheongjin", "Chŏngjin", "청진")}
    {'conkcin'}
    >>> {key(name) for name in ("Ryanggang", "Yanggang", "Ryang-gang", "량강", "양강")}
    {'yankank'}
    """
    return "".join(word_key(word.replace("-", "")) for word in folded(text).split())


def words(text: str) -> set[str]:
    """The folded words of a name; of a hyphenated one also its parts and the whole.

    >>> sorted(words("Jongo-ri (Hoeryong)"))
    ['hoeryong', 'jongo', 'jongori', 'ri']
    """
    found = set()
    for word in folded(text).split():
        found |= {word.replace("-", ""), *word.split("-")}
    return found - {""}


@functools.lru_cache(maxsize=1 << 16)
def word_key(word: str) -> str:
    """The skeleton of one folded word."""
    return _sounds(word)


def town_spellings(text: str) -> set[str]:
    """A town's name with and without what says that it is one: `청진시` and `청진`, `Musan-ŭp` and `Musan`.

    >>> sorted(town_spellings("Musan-ŭp")), sorted(town_spellings("청진시"))
    (['musan', 'musan-up'], ['청진', '청진시'])
    """
    whole = folded(text)
    parts = re.split(r"([ -])", whole)
    while len(parts) > 1 and parts[-1] in SUFFIXES:
        parts = parts[:-2]
    return {whole, "".join(parts), ENDINGS.sub("", whole)} - {""}


def _sounds(word: str) -> str:
    letters = _latin(word)
    if not letters:
        return ""
    for pattern, replacement in SOUNDS:
        letters = pattern.sub(replacement, letters)
    return letters


def _latin(word: str) -> str:
    """A word in skeleton letters and Latin; empty when it holds another script, such as Hanzi."""
    if word.isascii():
        return word
    for pair, letters in ASPIRATED:
        word = word.replace(pair, letters)
    written = []
    for position, character in enumerate(word):
        if ord(character) in HANGUL:
            written.append(_syllable(character, word[position + 1 : position + 2]))
        elif character in CYRILLIC:
            written.append(CYRILLIC[character])
        elif character.isascii() or character.isdigit():
            written.append(character)
        else:
            return ""
    return "".join(written)


def _syllable(character: str, following: str) -> str:
    code = ord(character) - HANGUL.start
    initial, vowel, final = code // 588, code // 28 % 21, code % 28
    before_vowel = following and ord(following) in HANGUL and (ord(following) - HANGUL.start) // 588 == NO_INITIAL
    end = LIAISONS.get(final, FINALS[final]) if before_vowel else FINALS[final]
    return INITIALS[initial] + VOWELS[vowel] + end

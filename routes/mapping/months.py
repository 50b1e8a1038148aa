"""Which month does a name say? Names and short forms in ten languages; 8월, 8月.

All are months of the Gregorian calendar; the months of other calendars are not read. A name that languages, or two
months of one, have for different months (`تشرين` alone is October or November) says neither: it is told by name.
"""

import unicodedata

BLANK = "_"  # stands for blanks in a name
NAMES = {  # language → the names of each month, months apart by semicolons
    "en": "january jan; february feb; march mar; april apr; may; june jun; july jul; august aug; september sep sept; "
    "october oct; november nov; december dec",
    "de": "januar jänner jan; februar feber feb; märz maerz mär mrz; april apr; mai; juni jun; juli jul; august aug; "
    "september sep sept; oktober okt; november nov; dezember dez",
    "ru": "январь января янв; февраль февраля фев февр; март марта мар; апрель апреля апр; май мая; июнь июня июн; "
    "июль июля июл; август августа авг; сентябрь сентября сен сент; октябрь октября окт; ноябрь ноября ноя нояб; "
    "декабрь декабря дек",
    "es": "enero ene; febrero feb; marzo mar; abril abr; mayo may; junio jun; julio jul; agosto ago; "
    "septiembre setiembre sep sept set; octubre oct; noviembre nov; diciembre dic",
    "fr": "janvier janv jan; février févr fév; mars; avril avr; mai; juin; juillet juil; août; septembre sept; "
    "octobre oct; novembre nov; décembre déc",
    "pt": "janeiro jan; fevereiro fev; março mar; abril abr; maio mai; junho jun; julho jul; agosto ago; setembro set; "
    "outubro out; novembro nov; dezembro dez",
    "tr": "ocak oca; şubat şub; mart mar; nisan nis; mayıs may; haziran haz; temmuz tem; ağustos ağu; eylül eyl; "
    "ekim eki; kasım kas; aralık ara",
    # As the Gulf, the Levant and the Maghreb say; آذار/مارس where two of them stand side by side.
    "ar": "يناير كانون_الثاني كانون_الثاني/يناير جانفي كانون; فبراير شباط شباط/فبراير فيفري; مارس آذار آذار/مارس; "
    "أبريل إبريل نيسان نيسان/أبريل أفريل; مايو أيار أيار/مايو ماي; يونيو يونيه حزيران حزيران/يونيو جوان; "
    "يوليو يوليه تموز تموز/يوليو جويلية; أغسطس آب آب/أغسطس أوت; سبتمبر أيلول أيلول/سبتمبر; "
    "أكتوبر تشرين_الأول تشرين_الأول/أكتوبر تشرين; نوفمبر تشرين_الثاني تشرين_الثاني/نوفمبر تشرين; "
    "ديسمبر كانون_الأول كانون_الأول/ديسمبر كانون",
    "fa": "ژانویه; فوریه; مارس; آوریل; مه; ژوئن; ژوئیه; اوت; سپتامبر; اکتبر; نوامبر; دسامبر",
    "numbers": "1월 1月 一月; 2월 2月 二月; 3월 3月 三月; 4월 4月 四月; 5월 5月 五月; 6월 6月 六月; 7월 7月 七月; "
    "8월 8月 八月; 9월 9月 九月; 10월 10月 十月; 11월 11月 十一月; 12월 12月 十二月",
}
BARE = str.maketrans("أإآı", "اااi")  # letters that people write without their sign
HUNDRED = 100  # a month that is `10 or 11` is the number 1011


def _spellings(name: str) -> set[str]:
    """A name with and without its accents."""
    apart = (c for c in unicodedata.normalize("NFD", name) if not "\u0300" <= c <= "\u036f")
    plain = unicodedata.normalize("NFC", "".join(apart))
    return {each.replace(BLANK, " ") for each in (name, name.translate(BARE), plain.translate(BARE))}


def _months() -> dict[str, int]:
    said: dict[str, set[int]] = {}
    for names in NAMES.values():
        for number, listed in enumerate(names.split(";"), 1):
            for spelled in {each for name in listed.split() for each in _spellings(name)}:
                said.setdefault(spelled, set()).add(number)
    return {name: int("".join(f"{number:02d}" for number in sorted(months))) for name, months in said.items()}


MONTHS = _months()


def either(month: int) -> tuple[int, ...]:
    """The months that a number stands for: one, or those that its name may say.

    >>> either(MONTHS["تشرين"]), either(3), either(13)
    ((10, 11), (3,), (13,))
    """
    return divmod(month, HUNDRED) if month > HUNDRED else (month,)

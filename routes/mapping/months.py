"""Which month does a name say? Names and short forms in English, German, Russian, Spanish, French; 8월, 8月."""

NAMES = """
january jan januar jänner jan январь января янв enero ene janvier janv 1월 1月 一月
february feb februar feber февраль февраля фев февр febrero février fevrier févr fevr 2월 2月 二月
march mar märz maerz mär mrz март марта мар marzo mars 3월 3月 三月
april apr апрель апреля апр abril abr avril avr 4월 4月 四月
may mai май мая mayo 5월 5月 五月
june jun juni июнь июня июн junio juin 6월 6月 六月
july jul juli июль июля июл julio juillet juil 7월 7月 七月
august aug август августа авг agosto ago août aout 8월 8月 八月
september sep sept сентябрь сентября сен сент septiembre setiembre septembre 9월 9月 九月
october oct oktober okt октябрь октября окт octubre octobre 10월 10月 十月
november nov ноябрь ноября ноя нояб noviembre novembre 11월 11月 十一月
december dec dezember dez декабрь декабря дек diciembre dic décembre decembre déc 12월 12月 十二月
"""
MONTHS = {name: number for number, names in enumerate(NAMES.split("\n")[1:-1], 1) for name in names.split()}

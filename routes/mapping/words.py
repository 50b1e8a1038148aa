"""Which words head a column, and which say an event? In English, Korean, Russian, Chinese, Spanish, German, French.

A header is compared folded: without case, accents, punctuation and line ends. A phrase is met as the whole header, or
as words within it; one with `=` before it as the whole header alone, because it is short or means much else too.
"""

import re
from functools import cache

from geodata.names import folded

PHRASES = {  # setting: phrases
    "columns.person_id": """person id; person; person no; person number; pid; detainee id; detainee; prisoner id;
        prisoner number; prisoner no; prisoner; inmate id; inmate number; inmate; individual id; individual;
        victim id; victim; subject id; unique id; unique identifier; =id; =uid; =no; =nr; =number; =voyage id;
        수감자; 수감자번호; 피해자; 인물; 개인번호; 식별번호; =사람; =번호; =아이디; заключенный;
        номер заключенного; =человек; =ид; =номер; 人员编号; 囚犯编号; 囚犯編號; 被拘留者; 囚犯; =人员; =编号; =人;
        persona; id persona; detenido; preso; prisionero; haftling; haftlingsnummer; gefangener; gefangenennummer;
        person nr; personne; detenu; prisonnier; matricule""",
    "columns.case_id": """case id; case; case no; case number; file number; 사건번호; 사건; дело; номер дела; 案件;
        案件编号; 案号; caso; numero de caso; expediente; fall; fallnummer; aktenzeichen; affaire; dossier""",
    "columns.detention_id": """detention id; detention no; stay id; stay no; booking id; custody id; 구금번호;
        수감번호; 拘留编号; id detencion; haft id; id detention""",
    "columns.seq": """seq; sequence; order; step; step no; stop no; stop number; leg; =position; =rank; =index;
        =nr; =no; =number; =#; 순서; 순번; 차수; =번호; порядок; шаг; порядковый номер; =номер; =no п п; 顺序;
        次序; 序号; orden; paso; secuencia; reihenfolge; schritt; laufende nummer; lfd nr; ordre; etape; =rang;
        numero d ordre""",
    "columns.event": """event; event type; type of event; =type; =status; =action; =movement; 사건유형; 사건종류;
        =유형; =구분; =상태; событие; тип события; =тип; 事件; 事件类型; =类型; =类别; evento; tipo de evento;
        =tipo; ereignis; =art; evenement; type d evenement""",
    "places": """facility; facility id; facility code; facility name; detention facility; detention facility code;
        camp; camp name; prison; prison name; jail; place; place id; place name; place code; location; location id;
        =site; detention site; =centre; =center; detention centre; detention center; port; 시설; 시설명; 시설코드;
        수용소; 수용소명; 교도소; 구금시설; 구금장소; 장소; 관리소; учреждение; лагерь; тюрьма; место;
        место содержания; лагпункт; 设施; 监狱; 看守所; 拘留所; 地点; 劳教所; 关押地点; lugar; prision; carcel;
        campo; centro de detencion; penal; lager; gefangnis; haftanstalt; haftort; =ort; einrichtung; lieu; prison;
        etablissement; lieu de detention""",
    "columns.arrival": """arrival; arrived; arrival date; date of arrival; date in; in date; date arrived; book in;
        book in date; booked in; booking date; intake; intake date; admission; admission date; admitted;
        date admitted; entry date; date of entry; start date; =start; =begin; =from; =since; =in; from date;
        date from; arrested; arrested on; arrest date; date of arrest; detained on; date detained; detention date;
        =date; 입소; 입소일; 도착일; 도착; 체포일; 체포일자; 수감일; 구금일; 시작일; =부터; =날짜; =일자; прибытие;
        дата прибытия; прибыл; поступил; дата ареста; дата поступления; =с; =дата; 到达; 到达日期; 入所; 入狱;
        入狱日期; 拘留日期; 逮捕日期; 开始日期; =日期; llegada; fecha de llegada; ingreso; fecha de ingreso;
        fecha de detencion; =desde; =fecha; ankunft; ankunftsdatum; einlieferung; zugang; zugangsdatum;
        verhaftet am; =von; =ab; =datum; arrivee; date d arrivee; date d entree; =entree; date d arrestation; =du""",
    "columns.departure": """departure; departed; departure date; date of departure; date out; out date; date left;
        book out; book out date; booked out; release date; released on; date of release; discharge; discharge date;
        exit date; date of exit; end date; =end; =to; =until; =left; =out; to date; date to; 퇴소; 퇴소일; 출소일;
        출발일; 전출일; 석방일; 종료일; =까지; убытие; дата убытия; выбыл; освобожден; дата освобождения; =по; =до;
        离开; 離開; 离开日期; 離開日期; 出所; 释放日期; 结束日期; salida; fecha de salida; fecha de liberacion;
        =hasta; abgang; abgangsdatum; entlassung; entlassen am; abfahrt; =bis; depart; date de depart; sortie;
        date de sortie; =au""",
    "columns.duration": """duration; length of stay; 기간; 구금기간; длительность; 时长; 期限; duracion; dauer;
        duree""",
    "columns.authority": """authority; agency; held by; custodian; detaining authority; 기관; 담당기관; 구금기관;
        орган; ведомство; 机关; 当局; autoridad; behorde; autorite""",
    "columns.reason": """reason; reason for arrest; charge; charges; offence; offense; accusation; alleged reason;
        사유; 체포사유; 혐의; 죄목; причина; статья; обвинение; 原因; 罪名; motivo; cargo; delito; grund;
        haftgrund; motif; raison""",
    "columns.outcome": """outcome; fate; final outcome; 결과; 생사; 생사여부; судьба; исход; 结果; 下落; resultado;
        destino final; schicksal; ergebnis; =sort; =resultat""",
    "columns.source": """source; source citation; citation; reference; 출처; 자료출처; источник; 来源; fuente;
        quelle; reference""",
    "columns.source_relation": """source relation; relation of source; how known; 출처관계""",
    "columns.reliability": """reliability; confidence; 신뢰도; достоверность; 可靠性; fiabilidad; zuverlassigkeit;
        fiabilite""",
    "columns.consent": """consent; 동의; 공개동의; согласие; 同意; consentimiento; einwilligung; consentement""",
    "columns.age": """age; age at arrest; 나이; 연령; возраст; 年龄; edad; =alter; =age""",
    "columns.sex": """sex; gender; 성별; =пол; 性别; sexo; genero; geschlecht; sexe; =genre""",
    "columns.note": """note; notes; remark; remarks; comment; comments; 비고; 메모; примечание; примечания; 备注;
        nota; notas; observaciones; bemerkung; bemerkungen; anmerkung; remarque; remarques""",
    "places.longitude": """longitude; =lon; =lng; =long; =x; facility longitude; place longitude; 경도; долгота;
        经度; longitud; langengrad; geographische lange""",
    "places.latitude": """latitude; =lat; =y; facility latitude; place latitude; 위도; широта; 纬度; latitud;
        breitengrad; geographische breite""",
    "places.country": """=country; country code; place country; facility country; =국가; =나라; =страна; =国家;
        =pais; =land; =pays""",
    "places.admin1": """=province; =state; =admin1; =region; facility state; place state; =도; =지역;
        =область; =省; =省份; =provincia; =estado; =bundesland; =provinz""",
    "stops.origin": """=from; origin; place of origin; from place; from facility; from camp; moved from;
        transferred from; =departure; departure place; port of departure; 출발지; 출발; 이송전; =откуда;
        место отправления; 出发地; =从; =自; =desde; origen; lugar de origen; herkunft; abgangsort; =von; origine;
        lieu de depart; =de; provenance""",
    "stops.destination": """=to; destination; to place; to facility; to camp; moved to; transferred to; =arrival;
        arrival place; port of arrival; 도착지; 목적지; 이송지; =куда; место назначения; 目的地; =到; =至; =hacia;
        =hasta; destino; =nach; =ziel; zielort; destination; lieu d arrivee; =vers; =a""",
    "stops.via": """=via; =through; 경유; 경유지; =через; 经由; 途经; =uber; =par""",
    "stops.text": """itinerary; route; =path; =journey; places; camps; 경로; 이동경로; 이송경로; маршрут; =путь;
        路线; 行程; itinerario; ruta; reiseweg; =weg; itineraire; parcours; trajet""",
    "date": """=date; date of transfer; transfer date; date moved; 이송일; 이송일자; =날짜; =일자; =дата;
        дата этапа; 转移日期; =日期; fecha de traslado; =fecha; =datum; verlegt am; date de transfert""",
}  # fmt: skip
# What tells who somebody is, or of their family: such a column is never kept without a word.
IDENTIFYING = """name; names; surname; forename; nickname; full name; first name; last name; given name;
    family name; alias; date of birth; birth date; birthdate; birthday; dob; born; place of birth; phone;
    telephone; mobile; passport; address; email; e mail; ssn; social security; alien number; a number; national id;
    이름; 성명; 실명; 본명; 가명; 성함; 생년월일; 생일; 전화; 전화번호; 연락처; 여권; 주소; 주민등록번호; 이메일;
    фио; имя; фамилия; отчество; дата рождения; телефон; паспорт; адрес; 姓名; 名字; =姓; =名; 出生日期; 电话;
    护照; 地址; 身份证; 身份证号; nombre; nombres; apellido; apellidos; fecha de nacimiento; telefono; pasaporte;
    direccion; dni; vorname; nachname; familienname; geburtsdatum; geboren; telefon; adresse; anschrift; reisepass;
    nom; prenom; date de naissance; passeport; =성"""
# A name of one of these is the name of no person.
OF_NO_PERSON = """facility; camp; prison; jail; place; location; site; centre; center; port; station; country;
    province; state; region; city; town; county; district; agency; authority; file; sheet; route; 시설; 수용소;
    교도소; 장소; 기관; 지역; 도시; учреждение; лагерь; тюрьма; город; 设施; 监狱; 城市; lugar; campo; prision;
    ciudad; lager; ort; stadt; lieu; ville"""
EVENTS = {
    "arrest": """arrest; arrested; apprehended; seized; 체포; 연행; арест; арестован; арестована; 逮捕; 被捕; 抓捕;
        arresto; arrestado; detencion; verhaftung; verhaftet; festnahme; arrestation; arrete""",
    "custody": """custody; detained; detention; held; imprisoned; imprisonment; transfer; transferred; moved;
        admitted; booked in; 구금; 수감; 이송; 전출; 전입; 이감; 입소; 수용; этапирован; содержание под стражей;
        переведен; заключен; 关押; 拘留; 拘禁; 转移; 移送; 入狱; traslado; trasladado; detenido; encarcelado; haft;
        inhaftiert; verlegt; verlegung; uberstellt; detenu; transfere; transfert; incarcere""",
    "crossing": """crossing; border crossing; crossed border; repatriated; 월경; 국경통과; 북송; 강제북송;
        переход границы; 过境; 越境; 遣返; grenzubertritt; passage de frontiere; cruce de frontera""",
    "sighting": """sighting; seen; last seen; witnessed; 목격; 최종목격; видели; 目击; 最后目击; visto; gesehen; vu""",
    "release": """release; released; freed; discharged; 석방; 출소; 퇴소; освобожден; освобождена; освобождение;
        释放; 出狱; 获释; liberado; liberacion; entlassen; entlassung; freigelassen; libere; liberation""",
    "escape": """escape; escaped; fled; 탈출; 도주; 탈옥; побег; бежал; 逃脱; 逃跑; 脱逃; fuga; fugado; flucht;
        geflohen; evasion; evade""",
    "death": """death; died; dead; deceased; executed; 사망; 처형; 옥사; умер; умерла; смерть; расстрелян; казнен;
        死亡; 处决; 去世; muerte; murio; fallecido; ejecutado; tod; gestorben; verstorben; hingerichtet; mort;
        decede; execute""",
    "unknown_place": """unknown place; whereabouts unknown; 행방불명; 소재불명; местонахождение неизвестно;
        下落不明; paradero desconocido; verbleib unbekannt; lieu inconnu""",
}  # fmt: skip
SEXES = {
    "m": "m; male; man; 남; 남자; 남성; м; муж; мужской; 男; 男性; masculino; hombre; mannlich; homme; masculin",
    "f": "f; female; woman; 여; 여자; 여성; ж; жен; женский; 女; 女性; femenino; mujer; weiblich; w; femme; feminin",
}
UNKNOWN = """unknown; unknown place; not known; unk; n a; 미상; 불명; 모름; 알 수 없음; неизвестно; неизв; 不明;
    不详; 未知; desconocido; se desconoce; unbekannt; inconnu; inconnue"""
MARKS = ("?", "??", "???", "-", "--", "—")  # what stands alone in a cell for a place that is not known
COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - as rows they read best
)  # ISO 3166-1 alpha-2
OURS, WHOLE, ALONE, WITHIN = 4, 3, 2, 1  # how surely a header says a setting


def plain(header: str) -> str:
    """A header as it is compared.

    >>> plain("Book-In\\nDate"), plain("personId"), plain("Départ")
    ('book in date', 'person id', 'depart')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return " ".join(folded(apart.replace("'", " ").replace("’", " ")).replace("-", " ").split())


def fields(header: str) -> dict[str, tuple[int, int]]:
    """The settings that a header may be of, each with how surely: (OURS, WHOLE, ALONE, WITHIN; length of the phrase).

    >>> fields("order"), fields("Facility code (old)")
    ({'columns.seq': (3, 5)}, {'places': (1, 13)})
    """
    name = plain(header)
    found = {}
    for setting, phrases in _phrases().items():
        own = setting.partition(".")[2].replace("_", " ")
        scores = [score for phrase, alone in phrases if (score := _score(phrase, alone, name))]
        if setting.startswith("columns.") and name == own:
            scores.append((OURS, len(own)))
        if scores:
            found[setting] = max(scores)
    return found


def names_people(header: str) -> bool:
    """Whether a header says that its cells tell who somebody is.

    >>> [names_people(header) for header in ("성명", "Surname", "Camp name", "Name of witness", "date of birth")]
    [True, True, False, True, True]
    """
    name = plain(header)
    person, other = (
        max((score[1] for phrase, alone in _list(words) if (score := _score(phrase, alone, name))), default=0)
        for words in (IDENTIFYING, OF_NO_PERSON)
    )
    return person > other


@cache
def meanings(kind: str) -> dict[str, str]:
    """Folded word → what it means: of `event`, `sex` and (to itself) `unknown` places."""
    if kind == "unknown":
        return {phrase: phrase for phrase, _ in _list(UNKNOWN)}
    words = {"event": EVENTS, "sex": SEXES}[kind]
    return {phrase: ours for ours, phrases in words.items() for phrase, _ in _list(phrases)}


@cache
def _list(phrases: str) -> tuple[tuple[str, bool], ...]:
    found = (phrase.strip() for phrase in phrases.split(";"))
    return tuple((plain(phrase.removeprefix("=")), phrase.startswith("=")) for phrase in found if phrase)


@cache
def _phrases() -> dict[str, tuple[tuple[str, bool], ...]]:
    return {setting: _list(phrases) for setting, phrases in PHRASES.items()}


def _score(phrase: str, alone: bool, name: str) -> tuple[int, int] | None:
    if not phrase or phrase == name:
        return (ALONE if alone else WHOLE, len(phrase)) if phrase else None
    if alone:
        return None
    if phrase.isascii() or " " in phrase or any("Ѐ" <= c <= "ӿ" for c in phrase):
        return (WITHIN, len(phrase)) if f" {phrase} " in f" {name} " else None
    # Korean and Chinese write words without blanks between them.
    return (WITHIN, len(phrase)) if len(phrase) > 1 and phrase in name else None

"""Which words head a column, and which say an event? Lists in eight languages.

English, Korean, Russian, Chinese, Spanish, German, French and Arabic; routes.mapping.words compares them. A phrase with
`=` before it is met as the whole header only, because it is short or means much else too.
"""

PHRASES = {  # setting: phrases
    "columns.person_id": """person id; person; person no; person number; pid; detainee id; detainee; prisoner id;
        prisoner number; prisoner no; prisoner; inmate id; inmate number; inmate; individual id; individual;
        victim id; victim; subject id; unique id; unique identifier; =id; =uid; =no; =nr; =number; =voyage id;
        수감자; 수감자번호; 피해자; 인물; 개인번호; 식별번호; =사람; =번호; =아이디; заключенный;
        номер заключенного; =человек; =ид; =номер; 人员编号; 囚犯编号; 囚犯編號; 被拘留者; 囚犯; =人员; =编号; =人;
        persona; id persona; detenido; preso; prisionero; haftling; haftlingsnummer; gefangener; gefangenennummer;
        person nr; personne; detenu; prisonnier; matricule;
        prison number; inmate no; register number; numero d ecrou; n d ecrou; узник; осужденный; =лицо;
        репрессированный; 수인번호; 수형번호; 칭호번호; 犯人编号; 囚号; =interno; numero de interno; رقم السجين;
        رقم المعتقل; رقم الشخص; رقم الضحية; معرف الشخص; السجين; الضحية; =الشخص; =المعرف; =رقم; =الرقم""",
    "columns.case_id": """case id; case; case no; case number; file number; 사건번호; 사건; дело; номер дела; 案件;
        案件编号; 案号; caso; numero de caso; expediente; fall; fallnummer; aktenzeichen; affaire; dossier;
        record no; record number; docket no; docket number; личное дело; личного дела; номер личного дела; № дела;
        档案号; legajo; numero de legajo; prontuario; carpeta; akte; aktennummer; numero de dossier; رقم الحالة;
        رقم القضية; رقم الملف; القضية; الملف""",
    "columns.detention_id": """detention id; detention no; stay id; stay no; booking id; custody id; 구금번호;
        수감번호; 拘留编号; id detencion; haft id; id detention""",
    "columns.seq": """=stop;
        seq; sequence; order; step; step no; stop no; stop number; leg; =position; =rank; =index;
        =nr; =no; =number; =#; 순서; 순번; 차수; =번호; порядок; шаг; порядковый номер; =номер; =no п п; 顺序;
        次序; 序号; orden; paso; secuencia; reihenfolge; schritt; laufende nummer; lfd nr; ordre; etape; =rang;
        numero d ordre;
        الترتيب; ترتيب; التسلسل; تسلسل; =رقم; =الرقم""",
    "columns.event": """event; event type; type of event; =type; =status; =action; =movement; 사건유형; 사건종류;
        =유형; =구분; =상태; событие; тип события; =тип; 事件; 事件类型; =类型; =类别; evento; tipo de evento;
        =tipo; ereignis; =art; evenement; type d evenement;
        الحدث; نوع الحدث""",
    "places": """taken to; brought to; moved to; sent to; transferred to; held at; held in; where held; kept at;
        kept in; detained at; detained in;
        facility; facility id; facility code; facility name; detention facility; detention facility code;
        camp; camp name; prison; prison name; jail; place; place id; place name; place code; location; location id;
        =site; detention site; =centre; =center; detention centre; detention center; port; 시설; 시설명; 시설코드;
        수용소; 수용소명; 교도소; 구금시설; 구금장소; 장소; 관리소; учреждение; лагерь; тюрьма; место;
        место содержания; лагпункт; 设施; 监狱; 看守所; 拘留所; 地点; 劳教所; 关押地点; lugar; prision; carcel;
        campo; centro de detencion; penal; lager; gefangnis; haftanstalt; haftort; =ort; einrichtung; lieu; prison;
        etablissement; lieu de detention;
        =stop; stop place; stop name; name of stop; =stopover; место заключения; место отбывания; место пребывания;
        колония; =этап; =остановка; =пункт; 체류지; 경유 시설; 收押地点; 羁押地点; 羁押场所; =站点; 停留地; =parada;
        =escala; centro clandestino; =ccd; =centro; unidad penal; =unidad; comisaria; penitenciaria; =dependencia;
        =station; =halt; aufenthaltsort; =etape; =escale; المكان; مكان; مكان الاحتجاز; مكان الاعتقال; السجن; سجن;
        معسكر; المعسكر; الفرع; مركز الاحتجاز; الموقع; =المنشاة; =محطة; =المحطة""",
    "columns.arrival": """taken on; date taken; brought on; held from; held since;
        arrival; arrived; arrival date; date of arrival; date in; in date; date arrived; book in;
        book in date; booked in; booking date; intake; intake date; admission; admission date; admitted;
        date admitted; entry date; date of entry; start date; =start; =begin; =from; =since; =in; from date;
        date from; arrested; arrested on; arrest date; date of arrest; detained on; date detained; detention date;
        =date; 입소; 입소일; 도착일; 도착; 체포일; 체포일자; 수감일; 구금일; 시작일; =부터; =날짜; =일자; прибытие;
        дата прибытия; прибыл; поступил; дата ареста; дата поступления; =с; =дата; 到达; 到达日期; 入所; 入狱;
        入狱日期; 拘留日期; 逮捕日期; 开始日期; =日期; llegada; fecha de llegada; ingreso; fecha de ingreso;
        fecha de detencion; =desde; =fecha; ankunft; ankunftsdatum; einlieferung; zugang; zugangsdatum;
        verhaftet am; =von; =ab; =datum; arrivee; date d arrivee; date d entree; =entree; date d arrestation; =du;
        дата водворения; дата приема; дата заключения под стражу; 입감; 입감일; 收押日期; fecha ingreso;
        fecha de secuestro; fecha de entrada; aufnahmedatum; einlieferungsdatum; eingewiesen am; date d ecrou; الوصول;
        تاريخ الوصول; =الدخول; تاريخ الدخول; =الاعتقال; تاريخ الاعتقال; تاريخ التوقيف; تاريخ الاحتجاز; تاريخ البدء; =من;
        =منذ; =تاريخ; =التاريخ""",
    "columns.departure": """held until; held till; left on;
        departure; departed; departure date; date of departure; date out; out date; date left;
        book out; book out date; booked out; release date; released on; date of release; discharge; discharge date;
        exit date; date of exit; end date; =end; =to; =until; =left; =out; to date; date to; 퇴소; 퇴소일; 출소일;
        출발일; 전출일; 석방일; 종료일; =까지; убытие; дата убытия; выбыл; освобожден; дата освобождения; =по; =до;
        离开; 離開; 离开日期; 離開日期; 出所; 释放日期; 结束日期; salida; fecha de salida; fecha de liberacion;
        =hasta; abgang; abgangsdatum; entlassung; entlassen am; abfahrt; =bis; depart; date de depart; sortie;
        date de sortie; =au;
        discharged; discharged on; дата выбытия; выбытие; отбыл; дата отбытия; дата отправки; 출감; 출감일; 출소;
        이감일; 出狱日期; egreso; fecha de egreso; fecha egreso; fecha de baja; entlassungsdatum; levee d ecrou;
        date de levee d ecrou; elargissement; =المغادرة; تاريخ المغادرة; =الخروج; تاريخ الخروج; =الافراج; تاريخ الافراج;
        تاريخ الانتهاء; =الى; =حتى""",
    "columns.duration": """duration; length of stay; 기간; 구금기간; длительность; 时长; 期限; duracion; dauer;
        duree;
        المدة; مدة""",
    "columns.authority": """authority; agency; held by; who held; holding authority; custodian; detaining authority;
        기관; 담당기관; 구금기관;
        орган; ведомство; 机关; 当局; autoridad; behorde; autorite;
        fuerza interviniente; الجهة; الجهة المسؤولة; السلطة""",
    "columns.reason": """reason; reason for arrest; charge; charges; offence; offense; accusation; alleged reason;
        사유; 체포사유; 혐의; 죄목; причина; статья; обвинение; 原因; 罪名; motivo; cargo; delito; grund;
        haftgrund; motif; raison;
        السبب; سبب; سبب الاعتقال; التهمة; تهمة""",
    "columns.outcome": """outcome; fate; final outcome; 결과; 생사; 생사여부; судьба; исход; 结果; 下落; resultado;
        destino final; schicksal; ergebnis; =sort; =resultat;
        المصير; مصير; النتيجة""",
    "columns.source": """source; source citation; citation; reference; 출처; 자료출처; источник; 来源; fuente;
        quelle; reference;
        المصدر; مصدر""",
    "columns.source_relation": """source relation; relation of source; how known; 출처관계""",
    "columns.reliability": """reliability; confidence; 신뢰도; достоверность; 可靠性; fiabilidad; zuverlassigkeit;
        fiabilite;
        الموثوقية""",
    "columns.consent": """consent; 동의; 공개동의; согласие; 同意; consentimiento; einwilligung; consentement;
        الموافقة; موافقة""",
    "columns.age": """age; age at arrest; 나이; 연령; возраст; 年龄; edad; =alter; =age;
        العمر; السن; العمر عند الاعتقال""",
    "columns.sex": """sex; gender; 성별; =пол; 性别; sexo; genero; geschlecht; sexe; =genre;
        الجنس""",
    "columns.note": """note; notes; remark; remarks; comment; comments; 비고; 메모; примечание; примечания; 备注;
        nota; notas; observaciones; bemerkung; bemerkungen; anmerkung; remarque; remarques;
        ملاحظات; ملاحظة""",
    "places.longitude": """longitude; =lon; =lng; =long; =x; facility longitude; place longitude; 경도; долгота;
        经度; longitud; langengrad; geographische lange;
        خط الطول""",
    "places.latitude": """latitude; =lat; =y; facility latitude; place latitude; 위도; широта; 纬度; latitud;
        breitengrad; geographische breite;
        خط العرض""",
    "places.country": """=country; country code; place country; facility country; =국가; =나라; =страна; =国家;
        =pais; =land; =pays;
        =البلد; =الدولة""",
    "places.admin1": """=province; =state; =admin1; =region; facility state; place state; =도; =지역;
        =область; =省; =省份; =provincia; =estado; =bundesland; =provinz;
        =المحافظة; =محافظة""",
    "stops.origin": """taken from; brought from; sent from;
        =from; origin; place of origin; from place; from facility; from camp; moved from;
        transferred from; =departure; departure place; port of departure; 출발지; 출발; 이송전; =откуда;
        место отправления; 出发地; =从; =自; =desde; origen; lugar de origen; herkunft; abgangsort; =von; origine;
        lieu de depart; =de; provenance;
        =من; من مكان; مكان المغادرة; مكان الانطلاق""",
    "stops.destination": """taken to; brought to; sent to;
        =to; destination; to place; to facility; to camp; moved to; transferred to; =arrival;
        arrival place; port of arrival; 도착지; 목적지; 이송지; =куда; место назначения; 目的地; =到; =至; =hacia;
        =hasta; destino; =nach; =ziel; zielort; destination; lieu d arrivee; =vers; =a;
        =الى; الى مكان; مكان الوصول; الوجهة""",
    "stops.via": """=via; =through; 경유; 경유지; =через; 经由; 途经; =uber; =par;
        =عبر""",
    "stops.text": """itinerary; route; =path; =journey; places; camps; 경로; 이동경로; 이송경로; маршрут; =путь;
        路线; 行程; itinerario; ruta; reiseweg; =weg; itineraire; parcours; trajet;
        المسار; خط السير""",
    "date": """=date; date of transfer; transfer date; date moved; 이송일; 이송일자; =날짜; =일자; =дата;
        дата этапа; 转移日期; =日期; fecha de traslado; =fecha; =datum; verlegt am; date de transfert;
        تاريخ النقل; تاريخ التحويل; =تاريخ; =التاريخ""",
}  # fmt: skip
# What tells who somebody is, or of their family: such a column, or a private one, is never kept without a word.
IDENTIFYING = """name; names; surname; forename; nickname; full name; first name; last name; given name;
    family name; alias; passport; ssn; social security; alien number; a number; national id; 이름; 성명; 실명; 본명;
    가명; 성함; 여권; 주민등록번호; фио; имя; фамилия; отчество; паспорт; 姓名; 名字; =姓; =名; 护照; 身份证;
    身份证号; nombre; nombres; apellido; apellidos; pasaporte; dni; vorname; nachname; familienname; reisepass; nom;
    prenom; passeport; =성; الاسم; اسم; الاسم الكامل; اللقب; الكنية; جواز السفر; الرقم الوطني; رقم الهوية"""
# What tells more of somebody, and can tell who it is; it is no id of people.
PRIVATE = """date of birth; birth date; birthdate; birthday; dob; born; place of birth; phone; telephone; mobile;
    address; email; e mail; 생년월일; 생일; 전화; 전화번호; 연락처; 주소; 이메일; дата рождения; телефон; адрес;
    出生日期; 电话; 地址; fecha de nacimiento; telefono; direccion; geburtsdatum; geboren; telefon; adresse;
    anschrift; date de naissance; year of birth; birth year; birthplace; 출생지; 출생년도; 출생연도; место рождения;
    год рождения; 出生地; 出生年; lugar de nacimiento; ano de nacimiento; geburtsort; geburtsjahr;
    lieu de naissance; annee de naissance; تاريخ الميلاد; تاريخ الولادة; سنة الميلاد; مكان الولادة; مكان الميلاد;
    الهاتف; رقم الهاتف; العنوان"""
# A name of one of these is the name of no person.
OF_NO_PERSON = """facility; camp; prison; jail; place; location; site; centre; center; port; station; country;
    province; state; region; city; town; county; district; agency; authority; file; sheet; route; 시설; 수용소;
    교도소; 장소; 기관; 지역; 도시; учреждение; лагерь; тюрьма; город; 设施; 监狱; 城市; lugar; campo; prision;
    ciudad; lager; ort; stadt; lieu; ville;
    stop; centro; unidad; السجن; سجن; مكان; المكان; مركز; المدينة; مدينة; المحافظة; الفرع; الموقع"""
EVENTS = {
    "arrest": """arrest; arrested; apprehended; seized; 체포; 연행; арест; арестован; арестована; 逮捕; 被捕; 抓捕;
        arresto; arrestado; detencion; verhaftung; verhaftet; festnahme; arrestation; arrete;
        secuestro; secuestrado; secuestrada; اعتقال; اعتقل; اعتقلت; توقيف""",
    "custody": """custody; detained; detention; held; imprisoned; imprisonment; transfer; transferred; moved;
        admitted; booked in; 구금; 수감; 이송; 전출; 전입; 이감; 입소; 수용; этапирован; содержание под стражей;
        переведен; заключен; 关押; 拘留; 拘禁; 转移; 移送; 入狱; traslado; trasladado; detenido; encarcelado; haft;
        inhaftiert; verlegt; verlegung; uberstellt; detenu; transfere; transfert; incarcere;
        detenida; trasladada; احتجاز; محتجز; نقل; حبس""",
    "crossing": """crossing; border crossing; crossed border; repatriated; 월경; 국경통과; 북송; 강제북송;
        переход границы; 过境; 越境; 遣返; grenzubertritt; passage de frontiere; cruce de frontera""",
    "sighting": """sighting; seen; last seen; witnessed; 목격; 최종목격; видели; 目击; 最后目击; visto; gesehen; vu;
        شوهد; مشاهدة""",
    "release": """release; released; freed; discharged; 석방; 출소; 퇴소; освобожден; освобождена; освобождение;
        释放; 出狱; 获释; liberado; liberacion; entlassen; entlassung; freigelassen; libere; liberation;
        liberada; افراج; افرج عنه; اطلق سراحه; اخلاء سبيل""",
    "escape": """escape; escaped; fled; 탈출; 도주; 탈옥; побег; бежал; 逃脱; 逃跑; 脱逃; fuga; fugado; flucht;
        geflohen; evasion; evade;
        هروب; فرار""",
    "death": """death; died; dead; deceased; executed; 사망; 처형; 옥사; умер; умерла; смерть; расстрелян; казнен;
        死亡; 处决; 去世; muerte; murio; fallecido; ejecutado; tod; gestorben; verstorben; hingerichtet; mort;
        decede; execute;
        وفاة; توفي; توفيت; اعدام; قتل""",
    "unknown_place": """unknown place; whereabouts unknown; 행방불명; 소재불명; местонахождение неизвестно;
        下落不明; paradero desconocido; verbleib unbekannt; lieu inconnu;
        مكان مجهول""",
}  # fmt: skip
SEXES = {
    "m": "m; male; man; 남; 남자; 남성; м; муж; мужской; 男; 男性; masculino; hombre; mannlich; homme; masculin; ذكر",
    "f": """f; female; woman; 여; 여자; 여성; ж; жен; женский; 女; 女性; femenino; mujer; weiblich; w; femme; feminin;
        انثى""",
}
# What says only of which kind a cell is, and of what kind of thing another part of the header says: "시설 ID".
KINDS_OF_CELL = """id; ids; uid; no; nr; n; number; code; date; name; names; type; status; 번호; 코드; 날짜; 일자; 이름;
    명칭; 编号; 号; 代码; 日期; 名称; номер; код; ид; дата; имя; тип; رقم; الرقم; تاريخ; التاريخ; اسم; الاسم"""
UNKNOWN = """unknown; unknown place; not known; unk; n a; 미상; 불명; 모름; 알 수 없음; неизвестно; неизв; 不明;
    不详; 未知; desconocido; se desconoce; unbekannt; inconnu; inconnue;
    s d; sin datos; مجهول; مجهولة; غير معروف; غير معلوم; لا يعرف"""
MARKS = ("?", "??", "???", "؟", "؟؟", "؟؟؟", "？", "-", "--", "—")  # alone in a cell: a place that is not known
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

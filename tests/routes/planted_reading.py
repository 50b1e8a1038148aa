"""Difficulties of reading a file, of its dates and of its shape (see tests.routes.planted_records)."""

import datetime

from tests.routes.planted_files import (
    HEADER,
    LONG,
    MERGED,
    NOTES,
    Difficulty,
    File,
    Text,
    Workbook,
    as_parquet,
    as_points,
    between,
    gzipped,
    in_zip,
    long_rows,
    route_rows,
    stop_rows,
    wide_rows,
)  # fmt: skip

ENCODED = {
    name: File(f"{name}.csv", LONG, Text(separator, encoding))
    for name, separator, encoding in (
        ("marked", ",", "utf-8-sig"), ("utf16", "\t", "utf-16"), ("unmarked", ",", "utf-16-le"),
        ("korean", ";", "cp949"), ("russian", ";", "cp1251"), ("japanese", ",", "shift_jis"),
    )
}  # fmt: skip
DATES = File("dates.csv", (*LONG, "date_out"))
AMBIGUOUS = File("ambiguous.csv", LONG, Text(";"), lambda: long_rows(lambda day: day.isoformat()))
CONTRARY = File("contrary.csv", LONG, Text(";"), lambda: long_rows(lambda day: day.isoformat()))
NAMED = File("named.csv", (*LONG, "surname"), Text(), lambda: long_rows(surname="Surname"))
CELLS = File("cells.csv", (*LONG, "notes"), Text("|"))
TITLED = File("titled.csv", LONG, Text(";", above=("Prisoners of the war", "", "Copied by hand; 1946")))
DECLARED = File("declared.csv", LONG, Text("^", above=("sep=^",)))
UNCERTAIN = File("uncertain.csv", (*LONG, "height, weight"), Text(";"),
                 lambda: long_rows(**{"height, weight": "170, 60"}))  # fmt: skip
BOOK = File(
    "book.xlsx", LONG, Workbook(above=("Prisoners of the war",), beside=("Codes",)), lambda: long_rows(lambda d: d)
)
TYPED = File("typed.parquet", ("prisoner", "step", "camp", "date_in", "age"), as_parquet,
             lambda: long_rows(lambda day: datetime.datetime(day.year, day.month, day.day)))  # fmt: skip
POINTS = File("points.geojson", LONG, as_points)
GZIPPED = File("packed.csv.gz", LONG, gzipped)
ZIPPED = File("packed.zip", LONG, in_zip("records/list.csv", **NOTES))
TWO_IN_ZIP = File("two.zip", LONG, in_zip("list.csv", **{"codes.csv": b"code,camp\n1,Onsong\n2,Musan\n"}))
WIDE = File("moves.csv", ("prisoner", "from", "via", "to", "date"), Text(";"), wide_rows, evidence="inferred")
STOPS = File("stops.csv", ("prisoner", *(f"{word} {n}" for n in (1, 2, 3, 4) for word in ("camp", "date in"))),
             Text("\t"), stop_rows)  # fmt: skip
ROUTES = File("routes.csv", ("prisoner", "route"), Text(), route_rows)
LIVES = File("lives.tsv", (*LONG, "date_out", "status", "detention_id", "source", "consent"), Text("\t"),
             lambda: long_rows(source="register"))  # fmt: skip

# --- difficulties -----------------------------------------------------------------------------------------------------

READING = (
    between("UTF-8 with a mark", ENCODED["marked"], {"camp": "회령"}, "hoeryong"),
    between("UTF-16 with a mark", ENCODED["utf16"], {"camp": "網走"}, "abashiri"),
    between("UTF-16 without a mark", ENCODED["unmarked"], {"camp": "Hull"}, "hull",
            asked={"encoding": ("utf-16-le", "utf-16-be")}),
    between("Korean bytes", ENCODED["korean"], {"camp": "회령"}, "hoeryong", asked={"encoding": ("cp949",)}),
    between("Russian bytes", ENCODED["russian"], {"camp": "Магадан"}, "magadan",
            asked={"encoding": ("windows-1251",)}),
    between("Japanese bytes", ENCODED["japanese"], {"camp": "網走"}, "abashiri", asked={"encoding": ("cp932",)}),
    between("titles above the header", TITLED, {"camp": "Hull"}, "hull", asked={"header": ("4",)}),
    between("a separator that the first line declares", DECLARED, {"camp": "Hull"}, "hull"),
    between("two separators that divide alike", UNCERTAIN, {"camp": "Hull", "height, weight": "180, 70"}, "hull",
            asked={"delimiter": (";", ",")}),
    between("a separator within a cell", CELLS, {"camp": "Hull", "notes": "tall | thin"}, "hull"),
    between("a line break within a cell", CELLS, {"camp": "Hull", "notes": "one\ntwo\n\nthree"}, "hull"),
    between("quotation marks within a cell", CELLS, {"camp": "Hull", "notes": 'called "the bull"'}, "hull"),
    between("typographic quotation marks", CELLS, {"camp": "“Hull”"}, "hull"),
    between("blanks that do not break", CELLS, {"prisoner": "*\u00a0", "camp": "\u00a0 Hull\u3000"}, "hull"),
    between("a formula", CELLS, {"camp": "Hull", "notes": '=HYPERLINK("http://x.example")'}, "hull"),
    between("a NUL", CELLS, {"camp": "Hull", "notes": "a\0b"}, "hull"),
    between("too many cells", CELLS, ("*", "2", "Hull", "", "", "more"), None,
            ("rejected", None, None, "has 6 cells where the header has 5")),
    between("too few cells", CELLS, ("*", "2", "Hull"), None,
            ("rejected", None, None, "has 3 cells where the header has 5")),
    Difficulty("empty rows", CELLS, ((), {"step": "1", "camp": "Onsong"}, ("",) * 5, (), {"step": "2", "camp": "Hull"}),
               ("onsong", "hull"), ("onsong>hull documented",)),
    between("a worksheet beside", BOOK, {"camp": "Hull"}, "hull", asked={"sheet": ("Records", "Codes")}),
    between("a date of a spreadsheet", BOOK, {"camp": "Hull", "date_in": datetime.date(1944, 5, 3)}, "hull 1944-05-03"),
    between("a title above a worksheet's header", BOOK, {"camp": "Hull"}, "hull", asked={"header": ("2",)}),
    between("a time of a spreadsheet", BOOK, {"camp": "Hull", "date_in": datetime.datetime(1944, 5, 3, 4, 5)},
            "hull 1944-05-03T04:05:00"),
    between("a date as text in a spreadsheet", BOOK, {"camp": "Hull", "date_in": "17.5.1944"}, "hull 1944-05-17"),
    Difficulty("merged cells", BOOK, ({"camp": "Onsong", "step": 1}, {"prisoner": MERGED, "camp": "Hull", "step": 2},
                                      {"prisoner": MERGED, "camp": "Musan", "step": 3}),
               ("onsong", "hull", "musan"), ("onsong>hull documented", "hull>musan documented")),
    between("an error of a spreadsheet", BOOK, {"camp": "#REF!"}, "?#REF!",
            ("place_unmatched", "place_id", "#REF!", "No place")),
    between("nothing there, as a spreadsheet says it", BOOK, {"camp": "#N/A"}, "?"),
    between("a time with its type", TYPED, {"camp": "Hull", "date_in": datetime.datetime(1944, 5, 3, 4, 5)},
            "hull 1944-05-03T04:05:00"),
    between("whole numbers that became decimals", TYPED, {"camp": "Hull", "age": 33.0}, "hull"),
    Difficulty("nobody in a typed row", TYPED, ({"prisoner": None, "step": 1, "camp": "Hull"},), (), (),
               ((0, "rejected", "person_id", None, "no person"),)),
    between("a point", POINTS, {"camp": "Quarry", "at": [129.5, 42.5]}, "at:42.50000,129.50000"),
    between("a polygon among points", POINTS,
            {"camp": "Hull", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}, None,
            ("rejected", None, None, "Polygon")),
    between("a point off the globe", POINTS, {"camp": "Quarry", "at": [229.5, 42.5]}, "?Quarry",
            ("place_unmatched", "place_id", "Quarry", "No place"),
            ("position_unusable", "longitude", "229.5", "outside the globe")),
    between("a gzip file", GZIPPED, {"camp": "Hull"}, "hull"),
    between("a ZIP archive with a note beside", ZIPPED, {"camp": "Hull"}, "hull"),
    between("a ZIP archive with two tables", TWO_IN_ZIP, {"camp": "Hull"}, "hull",
            asked={"member": ("list.csv", "codes.csv")}),
    Difficulty("names of people", NAMED, ({"step": "1", "camp": "Hull", "surname": "Somebody"},), ("hull",), (),
               ((HEADER, "column_left_out", "surname", "10", "10 cells"),)),
)  # fmt: skip

WHEN = {
    "an ISO date among others": ("1944-05-03", "1944-05-03"),
    "a time in UTC": ("1944-05-03T10:30:00Z", "1944-05-03T10:30:00Z"),
    "a time in another zone": ("1944-05-03T10:30+09:00", "1944-05-03T10:30+09:00"),
    "about a month": ("1944-05~", "1944-05~"),
    "an unspecified month": ("1944-XX", "1944-XX"),
    "one of two years": ("[1943,1944]", "[1943,1944]"),
    "another notation in the same column": ("17.05.1944", "1944-05-17"),
    "a day that is not known": ("1/?/1943", "1943-01"),
    "day and month that are not known": ("xx.xx.1944", "1944"),
    "the name of a month": ("3 May 1944", "1944-05-03"),
    "a Korean date": ("1944년 5월 3일", "1944-05-03"),
    "a Russian date": ("3 мая 1944", "1944-05-03"),
}
FAR_OFF = {"dates.arrival.expected": ("1930/1960", "1030/2060")}
DATED = (
    *(between(name, DATES, {"camp": "Hull", "date_in": text}, f"hull {edtf}") for name, (text, edtf) in WHEN.items()),
    between("a year of two figures", DATES, {"camp": "Hull", "date_in": "5/13/44"}, "hull 1944-05-13",
            asked={"dates.arrival.century": ("1900", "1800", "2000")}),
    between("a day number of a spreadsheet", DATES, {"camp": "Hull", "date_in": "16195"}, "hull 1944-05-03",
            asked={"dates.arrival.serial": ("excel-serial", "excel-serial-1904", "")}),
    between("a day that is none", DATES, {"camp": "Hull", "date_in": "9/31/1945"}, "hull 9/31/1945",
            ("date_impossible", "arrival", "9/31/1945", "September has 30 days")),
    between("a month that is none", DATES, {"camp": "Hull", "date_in": "13.13.1944"}, "hull 13.13.1944",
            ("date_impossible", "arrival", "13.13.1944", "no month 13")),
    between("no leap year", DATES, {"camp": "Hull", "date_in": "2/29/1943"}, "hull 2/29/1943",
            ("date_impossible", "arrival", "2/29/1943", "February 1943 has 28 days")),
    between("a word for a date", DATES, {"camp": "Hull", "date_in": "soon"}, "hull soon",
            ("date_unreadable", "arrival", "soon", "cannot be read")),
    between("a year long before", DATES, {"camp": "Hull", "date_in": "1043"}, "hull 1043",
            ("date_far_off", "arrival", "1043", "1930 to 1960"), asked=FAR_OFF),
    between("a year to come", DATES, {"camp": "Hull", "date_in": "3/14/2045"}, "hull 2045-03-14",
            ("date_far_off", "arrival", "3/14/2045", "1930 to 1960"), asked=FAR_OFF),
    between("a departure before the arrival", DATES, {"camp": "Hull", "date_in": "5/13/1944", "date_out": "4/13/1944"},
            "hull 1944-05-13/1944-04-13", ("departure_before_arrival", "departure", "1944-04-13", "1944-05-13")),
    between("a departure alone", DATES, {"camp": "Hull", "date_out": "4/13/1944"}, "hull /1944-04-13"),
    between("a day that may be a month", AMBIGUOUS, {"camp": "Hull", "date_in": "5/8/1944"}, "hull 1944-08-05",
            asked={"dates.arrival.order": ("D/M/YYYY", "M/D/YYYY")}),
    between("days and months either way round", CONTRARY, {"camp": "Hull", "date_in": "13/5/1944"}, "hull 1944-05-13",
            asked={"dates.arrival.order": ("D/M/YYYY | M/D/YYYY",)}),
    between("days and months the other way round", CONTRARY, {"camp": "Hull", "date_in": "5/14/1944"},
            "hull 1944-05-14"),
    between("a date that two notations read", CONTRARY, {"camp": "Hull", "date_in": "5/8/1944"}, "hull 5/8/1944",
            ("date_ambiguous", "arrival", "5/8/1944", "neither is used")),
)  # fmt: skip

SHAPED = (
    Difficulty("a transfer through a third place", WIDE, ({"from": "Onsong", "via": "Hull", "to": "Musan"},),
               ("onsong", "hull", "musan"), ("onsong>hull documented", "hull>musan documented")),
    Difficulty("a transfer to nowhere", WIDE, ({"from": "Onsong", "date": "5/13/1944"},
                                               {"from": "Hull", "to": "Musan", "date": "6/13/1944"}),
               ("onsong /1944-05-13", "? 1944-05-13", "hull /1944-06-13", "musan 1944-06-13"),
               ("onsong>hull gap", "hull>musan inferred"),
               ((0, "date_without_place", "arrival", "5/13/1944", "no place"),)),
    Difficulty("a transfer from nowhere", WIDE, ({"to": "Musan", "date": "5/13/1944"},), ("musan 1944-05-13",), (),
               ((0, "date_without_place", "departure", "5/13/1944", "no place"),)),
    Difficulty("a transfer without its ends", WIDE, ({},), (), (), ((0, "rejected", "place_id", None, "no place is named"),)),
    Difficulty("a transfer without its ends between others", WIDE,
               ({"from": "Onsong", "to": "Hull", "date": "5/13/1944"}, {},
                {"from": "Falmouth", "to": "Musan", "date": "6/13/1944"}),
               ("onsong /1944-05-13", "hull 1944-05-13", "falmouth /1944-06-13", "musan 1944-06-13"),
               ("onsong>hull inferred", "hull>falmouth gap", "falmouth>musan inferred"),
               ((1, "rejected", "place_id", None, "no place is named"),)),
    Difficulty("a transfer through a homonym", WIDE, ({"from": "Onsong", "via": "York", "to": "Musan"},),
               ("onsong", "?York", "musan"), ("onsong>musan gap",),
               ((0, "place_ambiguous", "place_id", "York", "2 places fit"),)),
    Difficulty("numbered stops with a hole", STOPS, ({"camp 1": "Onsong", "camp 3": "Hull", "camp 4": "Musan"},),
               ("onsong", "hull", "musan"), ("onsong>hull documented", "hull>musan documented")),
    Difficulty("a date at a hole", STOPS, ({"camp 1": "Onsong", "date in 2": "5/13/1944", "camp 3": "Musan"},),
               ("onsong", "? 1944-05-13", "musan"), ("onsong>musan gap",),
               ((0, "date_without_place", "arrival", "5/13/1944", "no place"),)),
    Difficulty("holes alone", STOPS, ({},), (), (), ((0, "rejected", "place_id", None, "no place is named"),)),
    Difficulty("a word for unknown among stops", STOPS, ({"camp 1": "Onsong", "camp 2": "?", "camp 3": "Musan"},),
               ("onsong", "?", "musan"), ("onsong>musan gap",)),
    Difficulty("a hyphen within a name", ROUTES, ({"route": "Onsong - Saint-Denis - Musan"},),
               ("onsong", "saint-denis", "musan"), ("onsong>saint-denis documented", "saint-denis>musan documented"),
               asked={"stops.separator": (" - ",)}),
    Difficulty("an empty piece", ROUTES, ({"route": "Onsong -  - Musan"},), ("onsong", "?", "musan"),
               ("onsong>musan gap",), ((0, "stop_empty", "place_name", "Onsong -  - Musan", "separator"),)),
    Difficulty("an empty piece at the end", ROUTES, ({"route": "Onsong - Musan -"},), ("onsong", "musan"),
               ("onsong>musan documented",), ((0, "stop_empty", "place_name", "Onsong - Musan -", "separator"),)),
    Difficulty("a single stop", ROUTES, ({"route": "Hull"},), ("hull",), ()),
    Difficulty("an empty route", ROUTES, ({"route": ""},), (), (), ((0, "rejected", "place_id", None, "no place is named"),)),
    Difficulty("an unknown piece", ROUTES, ({"route": "Onsong - ? - Musan"},), ("onsong", "??", "musan"),
               ("onsong>musan gap",), ((0, "place_unmatched", "place_id", "?", "not known"),)),
    Difficulty("a return", ROUTES, ({"route": "Onsong - Hull - Onsong"},), ("onsong", "hull", "onsong"),
               ("onsong>hull documented", "hull>onsong documented")),
)  # fmt: skip

HEAD = "prisoner,step,camp\n"
NAMED_TWICE = "prisoner,camp,camp\np,Onsong,Musan\n"
REFUSED = {  # what can be read of nothing: name, bytes, line, and a word of the reason
    "a byte that is no UTF-8": ((HEAD + "p,1,온성 회령 무산\n" * 3).encode() + b"p,5,\xff\n", 5, "0xff"),
    "a quotation mark that nothing closes": ((HEAD + 'p,1,Onsong\np,2,"Hull\np,3,Musan\n').encode(), 3, "closes it"),
    "two columns of one name": (NAMED_TWICE.encode(), 1, "the same name"),
    "UTF-32": (HEAD.encode("utf-32"), None, "UTF-32"),
    "nothing": (b"", None, "is empty"),
}

"""A mapping is proposed from headers and cells, with reasons; what is not certain is asked."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.places import bundled
from routes.build import build
from routes.mapping import Mapping, answer, apply, dumps, loads, problems, propose
from routes.mapping.evidence import Places, column_of
from routes.mapping.model import headers
from routes.mapping.words import fields, names_people
from routes.reading import read_events
from routes.sheets import Choices, read_sheet

CHOICES = Choices(encoding="utf-8", delimiter=",", header=1)
PLACES = pd.DataFrame({"place_id": ["c1", "c2"], "name": ["Camp Ōsaka", "Yodok"], "names": [{}, {"ko": "요덕"}]})


def proposed(text: str, places: pd.DataFrame | None = None) -> Mapping:
    said = propose(read_sheet(text.encode(), "e.csv", CHOICES), places)
    assert loads(dumps(said)) == said
    return said


def questions(said: Mapping) -> dict[str, tuple[str, ...]]:
    return {question.key: question.options for question in said.questions}


HEADERS = {
    "English": "prisoner id,step,facility,date in,date out,agency,charge,remarks",
    "Korean": "수감자번호,순번,시설명,입소일,퇴소일,담당기관,혐의,비고",
    "Russian": "номер заключённого,порядок,лагерь,дата прибытия,дата убытия,ведомство,статья,примечание",
    "Chinese": "囚犯编号,顺序,監獄,入獄日期,離開日期,机关,罪名,备注",
    "Spanish": "detenido,orden,prisión,fecha de ingreso,fecha de salida,autoridad,delito,observaciones",
    "German": "Häftlingsnummer,Reihenfolge,Haftanstalt,Zugangsdatum,Entlassung,Behörde,Haftgrund,Bemerkung",
    "Arabic": "رقم السجين,الترتيب,السجن,تاريخ الدخول,تاريخ الخروج,الجهة,التهمة,ملاحظات",
    "Argentine": "interno,orden,centro clandestino,fecha de secuestro,fecha de egreso,autoridad,motivo,observaciones",
    "Korean and English": "수감자번호 (Prisoner ID),순번 No.,시설명 Name,입소일 Date,퇴소일 Date out,기관 Agency,혐의/Charge,비고Notes",
    "French": "détenu,étape,lieu de détention,date d'entrée,date de sortie,autorité,motif,remarques",
}


@pytest.mark.parametrize("language", HEADERS)
def test_headers_in_many_languages(language):
    head = HEADERS[language]
    said = proposed(f"{head}\np,1,Yodok,1950-02-01,1951,x,y,z\np,2,Ōsaka,1951,1952,x,y,z\n")
    names = head.split(",")
    ours = ("person_id", "seq", "arrival", "departure", "authority", "reason", "note")
    assert said.columns == dict(zip(ours, [n for n in names if n != names[2]], strict=True))
    assert said.places.name == names[2]
    assert said.questions == ()


def test_every_setting_has_a_reason_that_names_the_header():
    said = proposed("prisoner,step,camp,date in\np,1,A,1950\np,2,B,1951\n")
    for key in ("columns.person_id", "columns.seq", "columns.arrival", "places.name"):
        assert '"' in said.reasons[key]


def test_each_part_of_a_header_in_two_scripts_is_compared_by_itself():
    for header, alone in (
        ("من From", "from"),
        ("تاريخ النقل Transfer date", "transfer date"),
        ("성별(Gender)", "gender"),
    ):
        assert {key: level for key, (level, _) in fields(header).items()} == {
            key: level for key, (level, _) in fields(alone).items()
        }


@pytest.mark.parametrize("header", ["건물 ID", "출생 Date", "№ здания"])
def test_a_part_that_tells_only_of_which_kind_a_cell_is_says_nothing(header):
    assert fields(header) == {}


@pytest.mark.parametrize("name", ["Name", "surname", "Full name", "성명", "이름", "ФИО", "Фамилия", "姓名", "Apellidos", "Vorname",
                                  "Prénom", "Detainee name", "Name of witness", "Date of birth", "전화번호", "Passport no",
                                  "place of birth", "E-mail", "الاسم Name", "اسم الأب", "수감자 Name", "Год рождения"])  # fmt: skip
def test_a_column_that_names_people_is_left_out_and_said(name):
    said = proposed(f"person_id,{name},camp\np,Kim,A\nq,Lee,A\n")
    assert said.left_out == (name,)
    assert "names can hurt" in said.reasons["file.left_out"]


@pytest.mark.parametrize(
    "name",
    ["Facility name", "camp name", "시설명", "Name of prison", "agency name", "시설명 Name", "Camp 이름", "اسم السجن"],
)
def test_a_name_of_no_person_is_not_left_out(name):
    assert not names_people(name)


def test_where_only_names_tell_people_apart_a_person_decides():
    said = proposed("Name,camp\nKim,A\nKim,B\n")
    assert questions(said)["columns.person_id"][-1] == "Name"
    asked = next(question for question in said.questions if question.key == "columns.person_id")
    assert "names can hurt people" in asked.reason


@pytest.mark.parametrize("header", ["성별", "Статья", "reason", "sex of prisoner", "camp", "detainee facility", "note", "Age",
                                    "Lugar", "order", "Nationality sex", "Consent", "Provincia", "prisoner's camp"])  # fmt: skip
def test_a_column_whose_header_says_another_thing_is_not_offered_as_who_it_is(header):
    said = proposed(f"{header},what\nm,x\nm,x\nf,y\n")
    assert questions(said)["columns.person_id"] == ("what",)


def test_where_they_were_born_and_live_is_not_offered_as_who_it_is():
    said = proposed("Surname,Birthplace,Phone,Год рождения,camp\nKim,X,1,1950,A\nKim,X,1,1950,B\n")
    assert questions(said)["columns.person_id"] == ("Surname",)
    assert said.left_out == ("Surname", "Birthplace", "Phone", "Год рождения")


def test_from_and_to_are_never_who_it_is():
    said = proposed("من From,إلى To,Case No.\nA,B,1\nA,C,1\nB,A,\n")
    assert questions(said)["columns.person_id"] == ("Case No.",)
    said = answer(said, "columns.person_id", "Case No.")
    assert said.columns == {"person_id": "Case No."}


@pytest.mark.parametrize(
    "header", ["Nro Legajo", "Prontuario", "Номер личного дела", "رقم الملف", "档案号", "Aktennummer"]
)
def test_a_number_of_a_file_may_be_who_it_is_and_is_asked(header):
    said = proposed(f"{header},camp\nL1,A\nL1,B\nL2,A\n")
    assert questions(said) == {"columns.person_id": (header,)}
    with_ids = proposed(f"person_id,{header},camp\np,L1,A\np,L1,B\nq,L2,A\n")
    assert with_ids.columns["case_id"] == header and with_ids.questions == ()


def test_ids_of_the_places_are_found_whatever_the_header():
    said = proposed("person_id,x1\np,c1\np,c2\n", PLACES)
    assert said.places.id == "x1"
    assert "all 2 values are ids of the places" in said.reasons["places.id"]


def test_names_of_the_places_are_found_however_they_are_spelled():
    said = proposed("person_id,camp,ward\np,CAMP OSAKA,1\np,요덕,2\n", PLACES)
    assert said.places.name == "camp"
    assert "all 2 values are names of the places" in said.reasons["places.name"]


def test_two_columns_with_one_meaning_are_asked():
    said = proposed("person_id,camp,prison\np,A,B\n")
    assert questions(said)["places.name"] == ("camp", "prison", "")


def test_an_id_and_a_name_of_the_place_are_both_taken():
    said = proposed("person_id,facility_id,facility_name\np,c1,Osaka\nq,c2,Yodok\n", PLACES)
    assert (said.places.id, said.places.name) == ("facility_id", "facility_name")


def test_numbers_that_count_within_each_person_are_the_order():
    said = proposed("person_id,k,camp\np,1,A\np,2,B\nq,1,A\n")
    assert said.columns["seq"] == "k"


def test_numbers_that_only_rise_are_asked():
    said = proposed("person_id,k,camp\np,10,A\np,20,B\nq,30,A\n")
    assert questions(said)["columns.seq"] == ("k", "")


def test_an_id_that_is_another_in_every_row_may_number_rows():
    said = proposed("id,prisoner code,camp\n1,p,A\n2,p,B\n")
    assert "columns.person_id" in questions(said) or said.columns["person_id"] == "prisoner code"


def test_longitude_and_latitude_by_header_and_range():
    said = proposed("person_id,lon,lat\np,129.1,42.0\n")
    assert (said.places.longitude, said.places.latitude) == ("lon", "lat")
    assert proposed("person_id,camp,x,y\np,A,500,1000\n").places.longitude == ""


def test_the_geometry_of_geojson_is_the_position_and_a_bad_one_is_reported_by_the_builder():
    points = [(129.9, 42.9), (126, 39), (139, 95)]
    features = [{"type": "Feature", "properties": {"victim": f"g{n}", "site": "X"},
                 "geometry": {"type": "Point", "coordinates": at}} for n, at in enumerate(points)]  # fmt: skip
    text = json.dumps({"type": "FeatureCollection", "features": features})
    read = read_sheet(text.encode(), "e.geojson")
    said = propose(read)
    assert (said.places.longitude, said.places.latitude, said.questions) == ("longitude", "latitude", ())
    found = build(apply(said, read).events, bundled())
    assert found.report["stints_unlocated"] == 1
    assert found.audit[["code", "row", "value"]].values.tolist() == [["position_unusable", 3, "95"]]


@pytest.mark.parametrize("bad", ["95", "129,5", "42°30'N"])
def test_a_position_that_only_its_header_says_is_asked(bad):
    rows = "".join(f"p{n},A,129.5,{'42.1' if n else bad}\n" for n in range(3))
    said = proposed(f"person_id,camp,longitude,latitude\n{rows}".replace(bad, f'"{bad}"'))
    assert said.places.longitude == "longitude"
    assert questions(said) == {"places.latitude": ("latitude", "")}
    assert "67% of the values are numbers up to 90" in said.questions[0].reason


def test_half_a_position_is_kept_and_not_asked():
    said = proposed("person_id,camp,latitude\np,A,42.1\n")
    assert said.questions == () and said.places.latitude == ""
    assert '"latitude"' in said.reasons["columns"]


def test_country_codes_are_told():
    said = proposed("person_id,camp,country\np,A,KP\nq,B,CN\nr,C,China\n")
    assert said.places.country == "country"
    assert "2 of 3 values are codes of ISO 3166" in said.reasons["places.country"]


def test_words_that_say_unknown_are_listed():
    said = proposed("person_id,camp\np,미상\np,Unknown\nq,?\nq,A\nq,غير معروف\nq,؟\n")
    assert said.places.unknown == ("미상", "Unknown", "?", "غير معروف", "؟")


def test_known_words_of_events_are_translated_and_unknown_ones_asked():
    said = proposed("person_id,event,camp\np,체포,A\np,전출,A\np,관찰중,A\np,release,B\n")
    assert said.values["event"] == {"체포": "arrest", "전출": "custody"}
    assert "custody" in questions(said)["values.event.관찰중"]


def test_a_column_called_type_that_holds_no_event_is_none():
    assert "event" not in proposed("person_id,type,camp\np,blue,A\np,red,B\n").columns


def test_consent_is_never_translated_nor_the_same_for_all():
    said = proposed("person_id,camp,consent\np,A,yes\nq,A,public\n")
    assert said.columns["consent"] == "consent" and "consent" not in said.values and not said.constants
    assert "1 of 2 values are public or partner" in said.reasons["columns.consent"]


def test_an_empty_column_is_mapped_by_its_header_and_said_to_be_empty():
    said = proposed("person_id,camp,departure,ward\np,A,,\n")
    assert said.columns["departure"] == "departure"
    assert "every cell is empty" in said.reasons["columns.departure"]
    assert 'empty: "ward"' in said.reasons["columns"]


def test_columns_that_nothing_takes_are_listed():
    assert 'further columns: "ward", "bed"' in proposed("person_id,camp,ward,bed\np,A,x,y\n").reasons["columns"]


def test_a_header_with_a_line_end_is_read_and_written():
    said = proposed('person_id,"date\nin",camp\np,1950,A\n')
    assert said.columns["arrival"] == "date\nin"


def test_from_and_to_are_dates_where_they_hold_dates():
    said = proposed("person_id,camp,from,to\np,A,1950,1951-02\n")
    assert (said.shape, said.columns["arrival"], said.columns["departure"]) == ("long", "from", "to")


def test_a_stop_that_is_a_number_is_the_order_and_where_somebody_was_taken_the_place():
    said = proposed("person_id,Stop,Taken to,Taken on\np,1,Onsong,12/3/1998\np,2,Hoeryong,20/3/1998\n")
    assert (said.columns["seq"], said.places.name, said.columns["arrival"]) == ("Stop", "Taken to", "Taken on")


def test_taken_from_and_taken_to_are_a_transfer():
    said = proposed("person_id,taken from,taken to,date\np,A,B,1950-01-02\n")
    assert (said.shape, said.stops.origin, said.stops.destination) == ("wide", "taken from", "taken to")


def test_from_and_to_are_places_where_they_hold_places():
    said = proposed("person_id,from,via,to,date\np,A,X,B,1950-01-02\n")
    assert (said.shape, said.stops.origin, said.stops.via, said.stops.destination) == ("wide", "from", ("via",), "to")
    assert (said.stops.departure, said.stops.arrival) == ("date", "date")


def test_a_date_of_a_transfer_that_few_cells_bear_out_is_asked():
    said = proposed("person_id,from,to,transfer date\np,A,B,soon\nq,A,B,late\nr,A,B,1950-01-02\n")
    assert questions(said) == dict.fromkeys(("stops.arrival", "stops.departure"), ("transfer date", ""))
    said = answer(answer(said, "stops.arrival", "transfer date"), "stops.departure", "transfer date")
    assert (said.stops.arrival, said.stops.departure, said.questions) == ("transfer date", "transfer date", ())


def test_stops_of_a_transfer_that_are_ids():
    assert proposed("person_id,from,to\np,c1,c2\n", PLACES).stops.holds == "id"


def test_numbered_places_are_stops():
    said = proposed("person_id,place1,date1,place2,date2\np,A,13.2.1950,B,14.2.1950\n")
    assert said.shape == "stops"
    assert said.stops.numbered == {"place_name": "place{n}", "arrival": "date{n}"}
    assert said.dates["arrival"].formats == ("D.M.YYYY",)


@pytest.mark.parametrize(("place", "date"), [
    ("stop{}", "date{}"), ("parada {}", "fecha {}"), ("étape {}", "date {}"), ("этап {}", "дата {}"),
    ("경유지{}", "날짜{}"), ("Station {}", "Datum {}"), ("محطة {}", "تاريخ {}"), ("站点{}", "日期{}"),
    ("stop{} place", "stop{} date"), ("camp{}", "date camp{}"), ("camp no {}", "camp {} date in"),
])  # fmt: skip
def test_numbered_stops_in_many_words(place, date):
    head = ",".join(name.format(n) for n in (1, 2, 10) for name in (place, date))
    said = proposed(f"person_id,{head}\np,Onsong,1998-01-01,Musan,1998-02,,\nq,Musan,2001,,,Hyesan,2002\n")
    places, dates = (name.format("{n}") for name in (place, date))
    assert said.stops.numbered == {"place_name": places, "arrival": dates}
    assert (said.shape, said.questions) == ("stops", ())


def test_numbered_places_on_the_way_of_a_transfer_are_on_its_way():
    said = proposed("person_id,from,via 1,경유지2,via 2,to\np,A,X,Y,Z,B\n")
    assert (said.shape, {*said.stops.via}) == ("wide", {"via 1", "경유지2", "via 2"})


def test_a_separator_of_an_itinerary_is_asked():
    said = proposed("person_id,route\np,Saint-Denis - Drancy\nq,A - B; C\n")
    assert said.shape == "itinerary"
    assert questions(said)["stops.separator"] == (" - ", "; ")


def test_an_arrow_stands_in_no_name():
    said = proposed("person_id,경로\np,온성 → 전거리\n")
    assert said.stops.separator == " → "


def test_rows_of_a_person_in_no_told_order_are_asked():
    said = proposed("person_id,from,to\np,A,B\np,B,C\n")
    assert questions(said)["stops.ordered"] == ("true", "false")


def test_dates_that_nothing_names_are_asked():
    assert questions(proposed("person_id,camp,when\np,A,1950-01-02\n"))["columns.arrival"] == ("when", "")


def test_a_date_column_that_holds_none_is_asked():
    assert questions(proposed("person_id,camp,arrival\np,A,blue\nq,A,red\n"))["columns.arrival"] == ("arrival", "")


def test_day_numbers_of_a_spreadsheet_are_asked():
    said = proposed("person_id,camp,arrival\np,A,16654\nq,A,16655\n")
    assert questions(said)["dates.arrival.serial"] == ("excel-serial", "excel-serial-1904", "")


CELLS = st.sampled_from(
    ["", "1", "2", "p", "A", "c1", "1950", "5/6/1950", "5/13/1950", "?", "A - B", "체포", "x\ny", "=1+1"]
)
NAMES = ["id", "person_id", "name", "camp", "prison", "from", "to", "date", "arrival", "order", "no", "event", "route",
         "place1", "place2", "lon", "lat", "consent", "순번", "비고", "row", "what\never"]  # fmt: skip


@st.composite
def files(draw) -> str:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    rows = draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), max_size=5))
    return pd.DataFrame(rows, columns=names).to_csv(index=False)


@settings(max_examples=50)
@given(files(), st.booleans())
def test_any_proposal_can_be_written_and_takes_no_column_twice_and_none_that_names_people(text, with_places):
    sheet = read_sheet(text.encode(), "e.csv", CHOICES)
    places = PLACES if with_places else None
    said = propose(sheet, places)
    assert loads(dumps(said)) == said
    of_places = {name for name in headers(sheet.table) if Places(places).are(column_of(sheet.table[name]))}
    assert {*said.left_out} == {name for name in headers(sheet.table) if names_people(name)} - of_places
    asked = {question.key for question in said.questions}
    missing = ("no column says where", "no column says who")
    found = [told for told in problems(said, sheet) if told.field not in asked]
    assert [told for told in found if told.reason not in missing] == []
    if not asked and not found:
        apply(said, sheet)


def test_a_header_says_the_longest_phrase():
    assert fields("date of transfer")["date"] == (3, len("date of transfer"))


def test_departure_and_arrival_are_places_where_they_hold_places():
    said = proposed("person_id,departure,arrival,date\np,Hamburg,New York,1862\n")
    assert (said.shape, said.stops.origin, said.stops.destination) == ("wide", "departure", "arrival")


def test_a_bare_number_gives_way_to_an_id_of_people():
    assert proposed("no,prisoner id,camp\n1,p,A\n2,p,B\n").columns["person_id"] == "prisoner id"


def test_the_records_that_ship_need_no_answer_and_build_as_without_a_mapping():
    path = Path(__file__).parents[3] / "data" / "demo_custody_events.csv"
    read = read_sheet(path, path.name)
    said = propose(read, bundled())
    assert said.questions == () and said.left_out == ()
    mapped = build(apply(said, read).events, bundled()).report
    assert mapped == build(read_events(path), bundled()).report


def test_a_column_called_name_that_holds_names_of_the_places_names_no_people():
    said = proposed("person_id,name\np,Yodok\nq,camp osaka\n", PLACES)
    assert (said.places.name, said.left_out) == ("name", ())

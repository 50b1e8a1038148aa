"""Difficulties of places, of the order of events and of what they say (see tests.routes.planted_records)."""

from tests.routes.planted_files import LONG, Difficulty, File, Text, Told, between, long_rows

POSITION = {"places.longitude": "longitude", "places.latitude": "latitude"}
CAMPS = File("camps.csv", (*LONG, "country", "longitude", "latitude"), Text(";"), said=POSITION)
IDS = File("ids.csv", (*LONG, "place_id"), Text(), lambda: [r | {"place_id": r["camp"].lower()} for r in long_rows()])
LIVES = File("lives.tsv", (*LONG, "date_out", "status", "detention_id", "source", "consent"), Text("\t"),
             lambda: long_rows(source="register"))  # fmt: skip


def placed(name: str, text: str, stop: str | None, *told: tuple, gap=None, asked=None, **more: str) -> Difficulty:
    """A difficulty of a place as it is written."""
    return between(name, CAMPS, {"camp": text} | more, stop, *told, gap=gap, asked=asked)


def not_used(name: str, text: str, code: str, word: str, value: str | None = None, **more: str) -> Difficulty:
    """A place that is not used: the words of the record stay, without a position."""
    return placed(name, text, f"?{value or text}", (code, "place_id", text, word), **more)


PLACED = (
    not_used("a homonym", "York", "place_ambiguous", "2 places fit"),
    placed("a homonym with its country", "York", "york-gb", country="GB"),
    placed("a homonym with its country in the text", "York (England)", "york-gb"),
    placed("a homonym with its province in the text", "York, Pennsylvania", "york-us"),
    not_used("two towns of one name in one country", "Springfield", "place_ambiguous", "2 places fit", country="US"),
    placed("one of them by its province", "Springfield, Missouri", "springfield-mo"),
    placed("the only place of that name", "Falmouth", "falmouth"),
    not_used("a place of that name in another country", "Falmouth (England)", "place_unmatched", "Falmouth"),
    not_used("a place of that name in another country by column", "Falmouth", "place_unmatched", "Falmouth",
             country="GB"),
    not_used("two places with or", "Hull or Musan", "place_unmatched", "several places"),
    not_used("two places with a slash", "Hull/Musan", "place_unmatched", "several places"),
    not_used("a question mark", "Hull?", "place_likely", "question mark"),
    not_used("a spelling that is nearly right", "Magaden", "place_likely", "Magadan"),
    not_used("a place that nobody knows", "Atlantis", "place_unmatched", "No place"),
    placed("a word for unknown", "미상", "?"),
    placed("Hangul", "회령", "hoeryong"),
    placed("Hanja", "會寧", "hoeryong"),
    placed("another romanisation", "Hoeryeong", "hoeryong"),
    placed("other hyphens and capitals", "HOE-RYONG", "hoeryong"),
    not_used("a name that is the id of another place", "Cork", "place_ambiguous", "Spike Island; Cork",
             "Cork (not the place of that id)"),
    placed("a place that was decided", "Newtown", "newtown-gb"),
    not_used("a place that was decided to be none", "Abashiri", "place_unmatched", "Decided for none"),
    not_used("a decision for a place that is gone", "Spring Field", "place_ambiguous", "no longer known"),
    placed("a place without a position", "Camp 19", "camp-19",
           ("place_without_position", "place_id", "camp-19", "no position"), gap=True),
    placed("no place at all", "", None, ("rejected", "place_id", None, "no place is named")),
    placed("a position without a name", "", "at:42.50000,129.50000", longitude="129.5", latitude="42.5"),
    placed("a position of a place that nobody knows", "Quarry", "at:42.60000,129.50000", longitude="129.5",
           latitude="42.6"),
    placed("a position beside its place", "Hull", "hull", longitude="-0.345", latitude="53.745"),
    placed("a position far from its place", "Hull", "at:42.70000,129.50000",
           ("position_contradicts_place", "place_id", "Hull", "8,300 km"), longitude="129.5", latitude="42.7"),
    placed("a decimal comma", "Quarry", "?Quarry", ("place_unmatched", "place_id", "Quarry", "No place"),
           ("position_unusable", "longitude", "129,5", "comma"), longitude="129,5", latitude="42.5",
           asked={"places.longitude": ("longitude", "")}),
    placed("half a position", "Quarry", "?Quarry", ("place_unmatched", "place_id", "Quarry", "No place"),
           ("position_unusable", "longitude", None, "no longitude"), latitude="42.5"),
    between("an id and its name", IDS, {"camp": "Hull", "place_id": "hull"}, "hull"),
    between("an id alone", IDS, {"place_id": "york-gb"}, "york-gb"),
    between("an id of one place and the name of another", IDS, {"camp": "Falmouth", "place_id": "hull"}, "?Falmouth",
            ("place_ambiguous", "place_id", "Falmouth", "id")),
    between("an id that no place has, and a name", IDS, {"camp": "Hull", "place_id": "h-7"}, "hull"),
    between("an id that no place has", IDS, {"place_id": "h-8"}, "?h-8", ("place_unmatched", "place_id", "h-8", "No")),
)  # fmt: skip

STATUS = {"values.event.vanished": ("sighting",)}


def life(name: str, rows: str, stops: str, legs: str, *told: Told, asked: dict | None = None) -> Difficulty:
    """A difficulty of several rows, a line each: step, camp, date in, date out, status, detention_id, source, consent."""
    columns = LIVES.columns[1:]
    cells = [[cell.strip() for cell in line.split(";")] for line in rows.strip().splitlines()]
    planted = tuple(dict(zip(columns, row, strict=False)) for row in cells)
    return Difficulty(name, LIVES, planted, *(tuple(filter(None, text.split("; "))) for text in (stops, legs)),
                      told, asked or {})  # fmt: skip


ORDERED = (
    life("the same row twice", """
         1; Onsong
         2; Hull; 5/13/1944
         2; Hull; 5/13/1944
         3; Musan""", "onsong; hull 1944-05-13; musan", "onsong>hull documented; hull>musan documented",
         (2, "duplicate_record", "person_id", None, "says the same as line")),
    life("two sources that agree", """
         1; Onsong
         2; Hull; 5/13/1944; ; ; ; register
         2; Hull; 5/13/1944; ; ; ; interview
         3; Musan""", "onsong; hull 1944-05-13; musan", "onsong>hull documented; hull>musan documented"),
    life("numbers that tie and dates that do not", """
         1; Onsong; 5/13/1944
         2; Musan; 7/13/1944
         2; Hull; 6/13/1944""", "onsong 1944-05-13; hull 1944-06-13; musan 1944-07-13",
         "onsong>hull documented; hull>musan inferred"),
    life("numbers and dates that tie", """
         1; Onsong; 5/13/1944
         2; Hull; 6/13/1944
         2; Musan; 6/13/1944""", "onsong 1944-05-13; hull 1944-06-13; musan 1944-06-13",
         "onsong>hull documented; hull>musan inferred"),
    life("dates alone", """
         ; Hull; 6/13/1944
         ; Onsong; 5/13/1944""", "onsong 1944-05-13; hull 1944-06-13", "onsong>hull inferred"),
    life("neither numbers nor dates", """
         ; Hull
         ; Onsong""", "hull; onsong", "hull>onsong inferred"),
    life("booked out after booked in on one day", """
         ; Hull; 6/13/1944; 6/20/1944
         ; Onsong; ; 6/13/1944
         ; Onsong; 6/1/1944""", "onsong 1944-06-01/1944-06-13; hull 1944-06-13/1944-06-20", "onsong>hull inferred"),
    life("custody that overlaps", """
         1; Onsong; 5/13/1944; 7/13/1944
         2; Hull; 6/13/1944; 8/13/1944""", "onsong 1944-05-13/1944-07-13; hull 1944-06-13/1944-08-13",
         "onsong>hull documented",
         (1, "two_places_at_once", "arrival", None, "from 1944-06-13 to 1944-07-13")),
    life("two detentions by their ids", """
         1; Onsong; ; ; ; first
         2; Hull; ; ; ; second""", "onsong; hull", ""),
    life("two detentions with a release between", """
         1; Onsong
         2; Onsong; 5/13/1944; ; release
         3; Hull; 6/13/1944""", "onsong /1944-05-13; hull 1944-06-13", ""),
    life("a detention within another", """
         1; Onsong; ; ; ; outer
         2; Hull; ; ; ; inner
         3; Musan; ; ; ; outer""", "onsong; hull; musan", "",
         (2, "detention_resumed", "detention_id", "outer", "before and after")),
    life("numbers against dates", """
         1; Onsong; 6/13/1944
         2; Hull; 5/13/1944""", "onsong 1944-06-13; hull 1944-05-13", "onsong>hull documented",
         (1, "order_contradicts_dates", "arrival", None, "the reverse")),
    life("a number that is none", """
         1; Onsong; 5/13/1944
         2nd; Hull; 6/13/1944
         3; Musan; 7/13/1944""", "onsong 1944-05-13; hull 1944-06-13; musan 1944-07-13",
         "onsong>hull inferred; hull>musan inferred", (1, "seq_unreadable", "seq", "2nd", "not a number")),
    life("events after a death", """
         1; Onsong
         2; Onsong; 5/13/1944; ; death
         3; Hull; 6/13/1944""", "onsong /1944-05-13; hull 1944-06-13", "",
         (2, "after_death", "event", None, "death")),
    life("too fast", """
         1; Onsong; 1944-05-13T08:00; 1944-05-13T09:00
         2; Hull; 1944-05-13T10:00""", "onsong 1944-05-13T08:00/1944-05-13T09:00; hull 1944-05-13T10:00",
         "onsong>hull documented", (1, "impossible_travel", "arrival", None, "1.0 hours")),
    life("silence", """
         1; Onsong; 5/13/1943; 6/13/1943
         2; Hull; 5/13/1945""", "onsong 1943-05-13/1943-06-13; hull 1945-05-13", "onsong>hull documented",
         (1, "silence", None, None, "699 days")),
    life("a camp that is closed", """
         1; Onsong
         2; Magadan; 5/13/1961""", "onsong; magadan 1961-05-13", "onsong>magadan documented",
         (1, "place_closed", "arrival", None, "not open")),
    life("a word for consent that is none", """
         1; Onsong; ; ; ; ; ; yes
         2; Hull""", "onsong; hull", "onsong>hull documented",
         (0, "consent_unreadable", "consent", "yes", "as if it were empty")),
    life("consent", """
         1; Onsong; ; ; ; ; ; partner
         2; Hull; ; ; ; ; ; public""", "onsong; hull", "onsong>hull documented"),
    life("a word for an event that is none", """
         1; Onsong
         2; Hull; ; ; vanished""", "onsong; hull", "onsong>hull documented", asked=STATUS),
    life("an unknown place that has a name", """
         1; Onsong
         2; Hull; ; ; unknown_place
         3; Musan""", "onsong; ?Hull; musan", "onsong>musan gap",
         (1, "place_contradicts_event", "place_id", "Hull", "the place is unknown")),
    life("a release without a place", """
         1; Onsong
         2; ; 5/13/1944; ; released""", "onsong; ? 1944-05-13/1944-05-13", ""),
    Difficulty("nobody", LIVES, ({"prisoner": "", "step": "1", "camp": "Hull"},), (), (),
               ((0, "rejected", "person_id", None, "no person"),)),
    life("no place amid others", """
         1; Onsong
         2; ; 5/13/1944
         3; Musan""", "onsong; musan", "onsong>musan gap", (1, "rejected", "place_id", None, "no place")),
)  # fmt: skip

"""A brief on paper: what it says of a person, that nothing is lost, cut or covered, and whose it may be."""

import io
from contextlib import nullcontext
from itertools import combinations

import pytest
from pypdf import PdfReader

from geodata.errors import DataError
from layers.brief import flow, questions
from layers.brief.paper import MARGIN
from layers.brief.told import stops_of
from layers.export import WRITERS
from tests.layers.briefs import INPUTS, KEY, bundled_cases, made, pages, words
from tests.layers.small import ladder, walk

STOPS = walk("P1", "tumen", "bridge", "onsong", "nongpo", arrival="1998-03", source="Interview 1", authority="MSS")
ON_MAP = {"map", "place-names", "basemap-names", "stop-numbers"}


def write(*rows, profile="internal", look=None, **options):
    return WRITERS[".brief.pdf"](
        ladder(*rows), {"profile": profile, "inputs": INPUTS, "key": KEY, **options}, look or {}
    )[0]


@pytest.fixture(scope="module")
def written():
    """The bytes of the brief of STOPS, as nobody asked for anything else."""
    return write(*STOPS)


@pytest.fixture(scope="module", params=["a4-en", "letter-en", "a4-ko"])
def of_many_stops(request):
    size, _, lang = request.param.partition("-")
    return made(bundled_cases(), person="S-082", size=size, lang=lang)


def test_no_text_runs_over_another(of_many_stops):
    for page in pages(of_many_stops):
        beside = [text for text in page if not ON_MAP & {*text.groups}]
        for one, other in combinations(beside, 2):
            assert not one.box.grown(-0.5).meets(other.box.grown(-0.5)), (one.text, other.text)


def test_no_text_leaves_the_page(of_many_stops):
    on = of_many_stops.paper
    for page in pages(of_many_stops):
        for text in page:
            assert text.box.left >= MARGIN - 1, text
            assert text.box.right <= on.width - MARGIN + 1, text
            assert text.box.top >= 30, text
            assert text.box.bottom <= on.height - 20, text


def test_nothing_but_the_foot_is_below_the_last_row(of_many_stops):
    foot = of_many_stops.paper.height - 55
    for page in pages(of_many_stops):
        assert all(text.box.bottom <= foot + 2 or "foot" in text.groups for text in page)


def test_the_map_stands_on_the_first_page(of_many_stops):
    where = [n for n, page in enumerate(pages(of_many_stops)) for text in page if "map" in text.groups]
    assert set(where) == {0}


def test_every_stop_is_told_with_its_number():
    said = words(made(ladder(*STOPS)))
    for number, name in enumerate(
        ("Tumen detention centre", "Tumen bridge", "Onsong MSS office", "Nongpo holding centre")
    ):
        assert f"{number + 1} {name}" in said


def test_what_became_of_the_person_stands_first():
    first = " ".join(text.text for text in pages(made(ladder(*STOPS)))[0] if "map" not in text.groups)
    assert "Nothing later is known. The last stop in the record is stop 4: Nongpo holding centre (1998-03)." in first


def test_a_leg_that_is_inferred_says_so_with_why_and_with_its_other_ways():
    said = words(made(ladder(*walk("P1", "tumen", "onsong", source="Interview 1"))))
    assert "inferred · Tumen detention centre to Tumen bridge" in said
    assert "No source says where the border was crossed; Tumen bridge" in said


def test_a_way_over_a_border_is_one_open_question_with_each_reason_once():
    one = made(ladder(*walk("P1", "tumen", "onsong")))
    asked = [
        words_ for words_ in questions.of_person(one.told, stops_of(one.told)) if "From stop 1 to stop 2" in words_
    ]
    assert len(asked) == 1
    for part in ("Tumen detention centre to Tumen bridge", "Tumen bridge to Onsong", "Through", "No source says"):
        assert asked[0].count(part) == 1


def test_a_stop_without_a_place_is_told_as_it_is_recorded():
    said = words(made(ladder(*walk("P1", "onsong", "nope", "nongpo"))))
    assert "2 Place unknown; recorded as: nope" in said


def test_sources_have_numbers_each_once():
    said = words(made(ladder(*STOPS)))
    assert "[1] Interview 1 [2] A report https://example.org/report" in said


def test_the_seal_and_the_manifest_are_in_it(written):
    info = PdfReader(io.BytesIO(written)).metadata
    assert '"profile": "internal"' in info["/Manifest"]
    assert '"ending": ".brief.pdf"' in info["/Manifest"]
    assert info["/Title"] == "Person P1"


def test_the_same_records_give_the_same_bytes(written):
    assert write(*STOPS) == written


@pytest.mark.parametrize(("size", "points"), [("letter", (612, 792)), (None, (595, 842))])
def test_paper_stands_upright(written, size, points):
    page = PdfReader(io.BytesIO(write(*STOPS, look={"size": size}) if size else written)).pages[0]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == points


def test_a_picture_of_a_screen_is_no_paper():
    with pytest.raises(DataError, match="no paper of a brief"):
        write(*STOPS, look={"size": "story"})


def test_grey_has_no_colour(written):
    def colours(data):
        content = b"".join(page.get_contents().get_data() for page in PdfReader(io.BytesIO(data)).pages)
        words_ = content.split()
        told = [words_[at - 3 : at] for at, word in enumerate(words_) if word in (b"rg", b"RG")]
        return {tuple(parts) for parts in told if len({*parts}) > 1}

    assert colours(written)
    assert not colours(write(*STOPS, look={"grey": True}))


def test_a_brief_of_nobody_is_refused():
    with pytest.raises(DataError, match="one person or of one place"):
        write(*STOPS, *walk("P2", "onsong"))


def test_a_brief_of_two_things_is_refused():
    with pytest.raises(DataError, match="not of both"):
        write(*STOPS, look={"person": "P1", "place": "onsong"})


def test_who_has_not_agreed_is_in_no_public_brief():
    rows = [{**row, "consent": ""} for row in STOPS]
    with pytest.raises(DataError, match="no person of that id is in this profile"):
        write(*rows, profile="public", look={"person": "P1"})


def test_a_public_brief_has_no_day_and_no_month():
    rows = walk("P1", "onsong", "nongpo", arrival="1998-03-17", departure="1998-04-02")
    said = words(made(ladder(*rows), profile="public"))
    assert "1998" in said
    assert "1998-0" not in said


@pytest.mark.parametrize(("profile", "lacks"), [("internal", False), ("partner", True), ("public", True)])
def test_a_brief_without_the_findings_in_the_rows_says_that_it_has_none(profile, lacks):
    rows = walk("P1", "onsong", "nongpo", arrival="rubbish", departure="1998-05-17")
    said = words(made(ladder(*rows), profile=profile))
    assert ("the rows of the file themselves is for the team alone" in said) == lacks
    assert ("the date cannot be read: rubbish" in said) != lacks


def test_a_long_text_is_shortened_aloud():
    said = words(made(ladder(*walk("P1", "onsong", source="word " * 1000, reason="x" * 3500))))
    assert "[… more characters in the record: " in said
    assert "x" * 60 in said.replace(" ", "")


def answers_of(*rows):
    told = made(ladder(*rows))
    said = words(told)
    return said[said.index("article 17 (3)") :]


def stop(place, seq, event="custody", **dates):
    return {"person_id": "P1", "seq": seq, "place_id": place, "event": event, "source": "Interview 1", **dates}


def test_an_arrival_is_no_date_of_a_death():
    said = answers_of(stop("onsong", 1, arrival="1998-03-17"), stop("onsong", 2, "death", arrival="1998-05-02"))
    assert "arrival 1998-03-17; end of custody 1998-05-02" in said


def test_a_sighting_is_no_admission():
    said = answers_of(stop("onsong", 1, "sighting", arrival="1998-03-17"), stop("onsong", 2, arrival="1998-05"))
    assert "First recorded there: 1998-03-17." in said
    assert "Admission: 1998-03-17" not in said


def test_a_date_that_cannot_be_read_is_told_and_is_no_date():
    dated, unreadable = (answers_of(stop("onsong", 1, "release", arrival=text)) for text in ("1998-03-17", "rubbish"))
    assert dated.count("in part") == unreadable.count("in part") + 1
    assert "rubbish" in unreadable


def test_the_brief_of_a_place_is_of_that_place_and_of_nobody():
    said = words(made(ladder(*STOPS), place="nongpo"))
    assert "Nongpo holding centre" in said
    assert "P1" not in said


def test_the_date_of_a_custody_is_no_date_of_an_arrest_there():
    said = answers_of(stop("onsong", 1, "arrest"), stop("onsong", 2, arrival="2000-05-05"))
    assert "First recorded there: 2000-05-05." in said
    assert "Date: 2000-05-05" not in said


def test_the_date_of_an_arrest_alone_is_that_of_the_arrest():
    assert "Date: 2000-05-05." in answers_of(stop("onsong", 1, "arrest", arrival="2000-05-05"))


def test_a_duration_does_not_make_a_date_of_what_cannot_be_read():
    dated, unreadable = (
        answers_of(stop("onsong", 1, "release", arrival="1998", departure=text, duration="P1Y"))
        for text in ("1999", "x")
    )
    assert dated.count("in part") == unreadable.count("in part") + 1


class Reader:
    """Something to draw a row on that keeps its texts alone."""

    def __init__(self, row):
        self.said = []
        row.draw(self, 0.0, 0.0)

    def text(self, _x, _y, text, *_, **__):
        self.said.append(text)

    def __getattr__(self, _name):
        return lambda *_, **__: nullcontext()


@pytest.mark.parametrize(("picked", "profile"), [("person", "internal"), ("place", "public")])
def test_no_page_ends_with_a_heading_or_with_what_stands_below_it_alone(picked, profile):
    one = made(
        bundled_cases(), profile=profile, **{picked: {"person": "S-082", "place": "onsong-county-mss-office"}[picked]}
    )
    notes = [
        one.told.t(f"brief.{key}")
        for key in ("path_note", "people_here", "flows_note", "open_note", "a17_note", "positions_note", "sources_note")
    ]
    rows = [row for row in one.rows if row.height < 200]  # the map draws itself where it stands
    said = {id(row): Reader(row).said for row in rows}
    headings = {"".join(said[id(rows[at + 1])]) for at, row in enumerate(rows[:-1]) if row.glued and row.height == 5}
    assert len(headings) > 4
    for most in range(330, 760, 3):
        for page in flow.pages(rows, most)[:-1]:
            last = "".join(next(said[id(row)] for row in reversed(page) if said[id(row)]))
            assert last not in headings
            assert not any(note.endswith(last) for note in notes if last), (most, last)

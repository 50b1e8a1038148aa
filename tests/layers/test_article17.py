"""How much of each point of article 17 (3) a record is said to hold: known, in part, not known, and never more."""

import pytest

from layers.brief.article17 import IN_PART, KNOWN, NOT_KNOWN, POINTS, SIGNS, answers
from layers.brief.told import Told, stops_of
from layers.payload import payload
from layers.picture.content import Content
from layers.profiles import reduce
from tests.layers.briefs import made, words
from tests.layers.small import ladder, places

HOUR = "1998-03-17T10:00:00"


def event(place="onsong", event="custody", **columns):
    return {"person_id": "P1", "place_id": place, "event": event, **columns}


def answered(*rows, **properties):
    built = ladder(*rows, table=places(onsong={"authority": "MSS", **properties}))
    told = Told(Content(payload(built)), reduce(built, "internal"), person=0)
    return answers(told, stops_of(told))


STATUSES = [
    ("a", NOT_KNOWN, [event()]),
    ("a", IN_PART, [event(age="30", sex="f")]),
    ("b", NOT_KNOWN, [event()]),
    ("b", IN_PART, [event(event="arrest", arrival="1998-03-17", authority="MSS")]),
    ("b", IN_PART, [event(event="arrest", arrival=HOUR)]),
    ("b", KNOWN, [event(event="arrest", arrival=HOUR, authority="MSS")]),
    ("c", NOT_KNOWN, [event(authority="MSS")]),
    ("c", IN_PART, [event(reason="attempted_escape")]),
    ("d", NOT_KNOWN, [event()]),
    ("d", IN_PART, [event(authority="MSS")]),
    ("e", NOT_KNOWN, [event(event="arrest", arrival=HOUR)]),
    ("e", IN_PART, [event(arrival="1998-03-17")]),
    ("e", IN_PART, [event(event="sighting", arrival=HOUR)]),
    ("e", KNOWN, [event(arrival=HOUR)]),
    ("f", NOT_KNOWN, [event(arrival=HOUR, authority="MSS", outcome="ill", note="was ill")]),
    ("g", NOT_KNOWN, [event(arrival=HOUR)]),
    ("g", IN_PART, [event(event="death", arrival=HOUR)]),
    ("h", NOT_KNOWN, [event(departure=HOUR)]),
    ("h", NOT_KNOWN, [event(detention_id="1", departure=HOUR), event("nongpo", detention_id="2", arrival=HOUR)]),
    ("h", IN_PART, [event(departure=HOUR), event("nongpo", arrival=HOUR)]),
    ("h", IN_PART, [event(event="release", departure=HOUR)]),
]


@pytest.mark.parametrize(("letter", "status", "rows"), STATUSES)
def test_a_point_is_known_as_far_as_the_record_says(letter, status, rows):
    assert answered(*rows)[letter].status == status


def test_there_is_a_case_of_every_point_and_of_every_status():
    assert ({letter for letter, *_ in STATUSES}, {status for _, status, _ in STATUSES}) == ({*POINTS}, {*SIGNS})


@pytest.mark.parametrize("letter", ["b", "e"])
def test_a_place_that_is_known_to_the_town_is_no_whole_answer(letter):
    event_ = {"b": "arrest", "e": "custody"}[letter]
    rows = [event(event=event_, arrival=HOUR, authority="MSS")]
    assert [answered(*rows, precision=exact)[letter].status for exact in ("site", "locality")] == [KNOWN, IN_PART]


def test_one_of_two_arrests_without_a_date_leaves_the_point_in_part():
    whole = event(event="arrest", arrival=HOUR, authority="MSS", detention_id="1")
    rows = [whole, event("nongpo", "arrest", authority="MSS", detention_id="2")]
    assert answered(*rows)["b"].status == IN_PART


def test_an_arrest_that_is_missing_from_one_of_two_detentions_is_said():
    rows = [event(event="arrest", arrival=HOUR, authority="MSS", detention_id="1"), event("nongpo", detention_id="2")]
    answer = answered(*rows)["b"]
    assert answer.status == IN_PART
    assert any("Detention 2: no arrest is recorded." in sentence for sentence in answer.says)


def test_the_status_is_printed_as_a_sign_and_in_words():
    said = words(made(ladder(event(event="arrest", arrival=HOUR, authority="MSS", age="30"))))
    assert [words_ for words_ in ("● known", "◐ in part", "○ not known") if words_ not in said] == []


def of_place(*rows, place="onsong", profile="internal", **properties):
    """What the brief of a place says."""
    return words(made(ladder(*rows, table=places(**properties)), place=place, profile=profile))


def between(said, first, last):
    return said[said.index(first) : said.index(last)]


def test_a_place_with_transfers_to_itself_alone_says_so_on_both_sides():
    said = of_place(event(), event("", "unknown_place"), event())
    for title, following in (("Brought here from", "Taken from here to"), ("Taken from here to", "What is still open")):
        ways = between(said, title, following)
        assert "Onsong MSS office people: 1 · transfers: 1 gap" in ways
        assert "No connection" not in ways


def test_a_place_whose_transfers_are_withheld_has_no_connection():
    rows = [{**row, "consent": ""} for row in (event(), event("nongpo"))]
    said = of_place(*rows, profile="public")
    assert said.count("No connection is in this brief.") == 2
    assert "people: " not in between(said, "Brought here from", "What is still open")


def source(**columns):
    return {"title": "Another report", "longitude": 129.99, "latitude": 42.95, **columns}


@pytest.mark.parametrize(("latitude", "apart"), [(42.95, False), (42.955, False), (42.97, True)])
def test_two_sources_that_lie_a_kilometre_apart_do_not_agree(latitude, apart):
    sources = [source(), source(title="A report", latitude=latitude)]
    said = of_place(event(), onsong={"sources": sources})
    assert ("Its sources do not agree: they lie up to 2.2 km from the position shown." in said) == apart
    assert "Its sources do not agree" not in said or apart
    assert "Only one source is named" not in said


def test_one_source_cannot_disagree():
    said = of_place(event(), onsong={"sources": [source(latitude=42.97)]})
    assert "Its sources do not agree" not in said
    assert "Only one source is named for it." in said

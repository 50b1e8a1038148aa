"""What stands around the map: title, n of N, filters, notes, versions, stops; and what a profile lets into it."""

import pytest

from geodata.errors import DataError
from layers import picture
from layers.looks import DRAWN
from layers.payload import payload
from layers.picture import stops
from layers.registry import LAYERS
from layers.words import LANGUAGES
from routes.build import places_only
from tests.layers.pictures import VIEWS, demo, drawn, only, small
from tests.layers.small import ladder, places, walk


def said(told):
    return " ".join(words.text for words in told.texts)


@pytest.fixture(scope="module")
def records():
    return ladder(
        *walk("P1", "tumen", "bridge", "onsong", authority="MSS"),
        *walk("secret", "onsong", "yodok", consent="", note="never"),
        *walk("P2", "onsong", "nope", "nongpo", authority="MPS", arrival="2003-05~", duration="P8M"),
    )


def test_a_picture_says_of_how_many_it_shows_how_many(records):
    told = drawn(payload(records, where={"authority": ["MSS"]}))
    assert "1 of 3 people" in said(told)


def test_filters_stand_in_words(records):
    told = drawn(payload(records, where={"authority": ["MSS"]}))
    assert told.words.filters == ("Held by: Ministry of State Security (MSS)",)
    assert "Held by: Ministry of State Security (MSS)" in said(told)


def test_where_nothing_is_filtered_it_says_so(records):
    assert "All records, no filter set" in said(drawn(payload(records)))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_footnotes_stand_on_every_picture(view, lang):
    content = demo(lang)
    told = drawn(content, address="http://127.0.0.1:8501/?x=1", **VIEWS[view])
    t, text = told.content.t, said(told)
    for part in (
        t("legend.title"), t("legend.empty_area"), content["meta"]["version"], content["meta"]["date"],
        content["meta"]["data_sha256"][:12], "http://127.0.0.1:8501/?x=1", "Natural Earth", t("map.synthetic"),
    ):  # fmt: skip
        assert part in text, part


@pytest.mark.parametrize("view", ["paths", "flows", "person", "place"])
def test_a_line_is_said_to_be_no_road(view):
    assert "A line shows the order of places, not the road taken." in said(drawn(demo(), **VIEWS[view]))


def test_evidence_has_its_key():
    text = said(drawn(demo(), "a4"))
    assert all(f"{word}:" in text for word in ("Documented", "Inferred", "Gap"))


def test_a_long_title_is_shortened_on_the_sheet_alone():
    told = drawn(small(), title="Where people were taken " * 6)
    assert [words.text for words in told.texts if "title" in words.groups and words.text.endswith("…")]
    assert told.words.title == ("Where people were taken " * 6).strip()


def test_what_a_profile_cut_is_said(records):
    told = drawn(payload(records, profile="public"))
    assert any("have not agreed" in note for note in told.words.notes)


@pytest.mark.parametrize("form", picture.FORMATS)
def test_who_has_not_agreed_is_in_no_public_picture(records, form):
    data = picture.draw(payload(records, profile="public"), format=form, size="a4", dpi=96)
    assert b"secret" not in data
    assert b"never" not in data


def test_stops_stand_in_their_order_and_in_words(records):
    told = drawn(payload(records), person="P2")
    listed = [words.text for words in told.texts if "stops" in words.groups]
    names = [name for name in ("Onsong MSS office", "Place unknown", "Nongpo holding centre") if name in listed]
    assert names == ["Onsong MSS office", "Place unknown", "Nongpo holding centre"]
    assert sorted(names, key=listed.index) == names


def test_a_stop_says_date_and_duration_as_recorded(records):
    told = drawn(payload(records), person="P2")
    stop = stops.in_words(told.content, told.content.person_by_id("P2"))[0]
    assert "2003-05~ (about)" in stop.details
    assert "8 mo" in stop.details


def test_a_leg_across_a_stop_that_nobody_can_place_says_so(records):
    told = drawn(payload(records), person="P2")
    leaving = stops.in_words(told.content, told.content.person_by_id("P2"))[0]
    assert leaving.leg == 2
    assert "Stops in between whose place is unknown: 1" in leaving.remark


def test_numbers_on_the_map_are_those_of_the_list(records):
    told = drawn(payload(records), person="P2")
    on_map = [words.text for words in told.texts if "stop-numbers" in words.groups]
    assert sorted(on_map) == ["1", "3"]


def test_one_person_alone_is_picked(records):
    alone = payload(records, where={"person": "P1"})
    assert picture.draw(alone) == picture.draw(alone, person="P1")


@pytest.mark.parametrize(("what", "field"), [({"person": "secret"}, "--person"), ({"place": "nowhere"}, "--place")])
def test_who_is_not_in_the_picture_cannot_be_picked(records, what, field):
    with pytest.raises(DataError, match=f"{field}.*is in the picture|is in the picture.*") as told:
        picture.draw(payload(records, profile="public"), **what)
    assert told.value.field == field


def test_a_picked_place_says_what_it_is(records):
    told = drawn(payload(records), place="yodok")
    assert told.words.title == "Camp 15"
    assert "Political prison camp" in told.words.subject
    assert "exact site known" in told.words.subject


def test_a_number_of_people_that_is_withheld_is_not_told(records):
    content = payload(records)
    content["places"]["persons"] = [-1] * len(content["places"]["lon"])
    told = drawn(content, place="onsong")
    assert "People who passed through" not in told.words.subject
    assert "to protect them" in told.words.subject


def test_places_alone_make_a_picture():
    told = drawn(payload(places_only(places())))
    assert "6 of 6 places" in said(told)
    assert "no source names a place there" in said(told)


def test_every_layer_of_the_page_is_drawn_or_named_here():
    assert {layer.key for layer in LAYERS} - set(DRAWN) == {"comparison"}  # of one place, on the page alone


@pytest.mark.parametrize("key", DRAWN)
def test_each_layer_shows_by_itself(key):
    assert picture.draw(small(), layers=only(key)) != picture.draw(small(), layers=only())

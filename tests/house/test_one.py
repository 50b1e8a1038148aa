"""No text says "1 people": what can be one is told in words of its own, or as a label with the number behind it."""

import re

import pytest

from layers.words import SENTENCES, catalogue, translator

COUNTED = re.compile(
    r"\{(\w+)\} (?:more |other |strongest )?(people|persons|legs|paths|stops|stints|places|positions|facilities|rows|columns|lines|files|"
    r"records|events|notes|texts|values|cells|dates|numbers|characters|sources|flows|connections|corrections|"
    r"questions|days|hours|minutes|seconds|months|years|things|features|options)\b"
)
NEVER_ONE = {  # key → why the number is not 1
    "audit.impossible_travel": "hours are those between two days, with a decimal",
    "audit.silence": "longer than a year, unless another silence was asked for",
    "brief.silence": "longer than a year",
    "citing.for_many": "more than are named",
    "coordinate.geojson_features": "one feature is read",
    "coordinate.minutes": "more than 59",
    "coordinate.seconds": "more than 59",
    "coordinate.too_long": "a limit",
    "export.cut.people_few": "five (layers.cells.STEP)",
    "fault.notation_too_long": "a limit",
    "fault.taken_twice": "at least two",
    "fault.too_long": "a limit",
    "finding.minutes_in_file": "many positions",
    "finding.name_of_many": "many places",
    "finding.same_point": "at least two",
    "finding.sources_without_address": "more than a few",
    "finding.too_many_digits_often": "more than a few",
    "finding.town_point": "at least two",
    "finding.unknown_codes": "more than a few",
    "map.strongest_flows": "as many as can be read",
    "page.first_rows": "more than the page shows",
    "page.too_many.legs": "more than can be drawn one by one",
    "page.too_many.people": "more than can be drawn one by one",
    "panel.show_all": "more than a panel shows",
    "take.slow.legs": "views.export.SLOW_FROM or more",
    "take.slow.rows": "views.export.SLOW_FROM or more legs",
    "take.too_many": "layers.big.MANY or more",
    "verify.parts_whole": "a page and its styles and scripts",
    "yours.first_rows": "more than the page shows",
    "yours.first_rows_only": "more than the page shows",
    "yours.left.minutes": "less than two minutes are told in seconds",
    "yours.left.seconds": "told in tens",
    "yours.so_far": "two or more, or nothing is said",
}
SAID_BY = {"map.people": "map.one_person"}  # beside those with .one


def test_every_number_of_things_that_can_be_one_has_words_for_one():
    texts = {key: text for key, text in catalogue("en").items() if key.partition(".")[0] not in SENTENCES}
    counted = {key for key, text in texts.items() if COUNTED.search(text)}
    bare = {key for key in counted if f"{key}.one" not in texts and SAID_BY.get(key) not in texts}
    assert bare - set(NEVER_ONE) == set()
    assert (set(NEVER_ONE) & set(texts)) - bare == set(), "no longer needed"


@pytest.mark.parametrize("what", ["people", "legs", "places"])
def test_of_one_is_said_in_the_singular(what):
    one = {"people": "person", "legs": "leg", "places": "place"}[what]
    for key in (f"count.{what}", f"map.count_{what}"):
        said = translator("en")(key, shown="1", total="1")
        assert said == f"1 of 1 {one}"

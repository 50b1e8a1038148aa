"""Mapping files: what is written is what is read; what a person got wrong is told with line and key."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routes.mapping import (
    DateRules,
    Mapping,
    MappingFault,
    MappingQuestion,
    PlaceColumns,
    StopColumns,
    answer,
    dumps,
    loads,
)
from routes.mapping.model import EVENT_COLUMNS, PLAIN
from routes.sheets import Choices

TEXT = st.text(max_size=8).filter(lambda text: text not in ("", "?"))
TEXTS = st.lists(st.text(max_size=4), max_size=3).map(tuple)
YEARS = st.tuples(st.integers(0, 9999), st.integers(0, 9999)).map(lambda years: tuple(sorted(years)))
RULES = st.builds(
    DateRules,
    formats=TEXTS,
    order=st.text(max_size=6).filter(lambda text: text != "?"),
    serial=st.sampled_from(["", "excel-serial"]),
    unknown=TEXTS,
    midnight=st.booleans(),
    century=st.none() | st.integers(0, 9900),
    expected=st.none() | YEARS,
)
OPTIONAL = st.just("") | TEXT
MAPPINGS = st.builds(
    Mapping,
    file=st.builds(
        Choices,
        encoding=st.none() | TEXT,
        delimiter=st.none() | TEXT,
        sheet=st.none() | TEXT,
        header=st.none() | st.integers(0, 99),
        member=st.none() | TEXT,
    ),
    shape=st.sampled_from(["long", "wide", "stops", "itinerary"]),
    columns=st.dictionaries(st.sampled_from(PLAIN), TEXT, max_size=4),
    constants=st.dictionaries(st.sampled_from(EVENT_COLUMNS), TEXT, max_size=3),
    dates=st.dictionaries(st.sampled_from(["arrival", "departure"]), RULES),
    values=st.dictionaries(
        st.sampled_from(EVENT_COLUMNS),
        st.dictionaries(st.text(max_size=6), st.text(max_size=6).filter(lambda text: text != "?"), max_size=3),
        max_size=2,
    ),
    places=st.builds(PlaceColumns, id=OPTIONAL, name=OPTIONAL, country=OPTIONAL, unknown=TEXTS),
    stops=st.builds(
        StopColumns,
        origin=OPTIONAL,
        via=TEXTS,
        separator=OPTIONAL,
        holds=st.sampled_from(["name", "id"]),
        ordered=st.booleans(),
        numbered=st.dictionaries(st.sampled_from(["place_name", "arrival"]), TEXT | TEXTS.filter(len), max_size=2),
    ),
    left_out=TEXTS,
)


@st.composite
def explained(draw) -> Mapping:
    """A mapping with reasons of what is set, and questions of what is not."""
    mapping = draw(MAPPINGS)
    said = [f"columns.{ours}" for ours in mapping.columns] + [f"constants.{ours}" for ours in mapping.constants]
    said += [f"values.{ours}.{word}" for ours, words in mapping.values.items() for word in words]
    told = draw(st.dictionaries(st.sampled_from([*said, "columns", "shape"]), st.text(max_size=20)))
    open_ = [f"columns.{ours}" for ours in PLAIN if ours not in mapping.columns]
    asked = draw(st.lists(st.sampled_from(open_), max_size=3, unique=True))
    questions = tuple(MappingQuestion(key, draw(st.text(max_size=20)), draw(TEXTS)) for key in asked)
    return mapping.with_(reasons=told, questions=questions)


@settings(max_examples=60)
@given(explained())
def test_what_is_written_is_what_is_read(mapping):
    text = dumps(mapping)
    assert loads(text) == mapping
    assert dumps(loads(text)) == text


@settings(max_examples=20)
@given(explained())
def test_a_written_mapping_holds_nothing_that_moves_a_cursor(mapping):
    assert all(c.isprintable() or c == "\n" for c in dumps(mapping))


FAULTS = {
    'version = 1\n[columns]\nperson = "id"': (3, "columns.person", "no setting"),
    "version = 1\n\n[columns]\nperson_id = 7": (4, "columns.person_id", "must be a text"),
    'version = 1\n[columns]\nplace_id = "id"': (3, "columns.place_id", "no setting"),
    'version = 1\n[shape]\nkind = "broad"': (3, "shape.kind", "none of the words"),
    'version = 1\n[dates.arrival]\nformats = "D/M/YYYY"': (3, "dates.arrival.formats", "list of texts"),
    'version = 1\n[dates.arrival]\nmidnight = "yes"': (3, "dates.arrival.midnight", "true or false"),
    'version = 1\n[dates.arrival]\nexpected = "1900-1960"': (3, "dates.arrival.expected", "two years"),
    "version = 1\n[dates.arrival]\ncentury = 19.5": (3, "dates.arrival.century", "whole number"),
    "version = 1\n[dates.birth]\nmidnight = true": (2, "dates.birth", "no setting"),
    'version = 1\n[values.event]\n"석방" = 1': (3, "values.event.석방", "must be a text"),
    'version = 1\nvalues = "none"': (2, "values", "must be a table"),
    'version = 1\n[stops.numbered]\nplace_name = ["a", 2]': (3, "stops.numbered.place_name", "list of texts"),
    'version = 1\n[file]\nheader = "one"': (3, "file.header", "whole number"),
    'version = 1\ncolour = "red"': (2, "colour", "no setting"),
    'version = 2\n[file]\nencoding = "utf-8"': (1, "version", "does not know"),
    '[file]\nencoding = "utf-8"': (None, "version", "missing"),
    'version = 1\n[columns]\nseq = "a"\nseq = "b"': (4, None, "TOML"),
    "version = 1\n[columns]\nseq = order": (3, None, "TOML"),
    "version = 1\nx = " + "[" * 100_000: (None, None, "lists in lists"),
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text[:60])
def test_a_fault_has_its_line_and_key(text):
    line, key, reason = FAULTS[text]
    with pytest.raises(MappingFault) as told:
        loads(text, "own.mapping.toml")
    fault = told.value.faults[0]
    assert (fault.file, fault.line, fault.field) == ("own.mapping.toml", line, key)
    assert reason in fault.reason


def test_all_faults_are_told_at_once():
    with pytest.raises(MappingFault) as told:
        loads('version = 1\n[columns]\nseq = 1\nage = 2\n[places]\nwhere = "x"', "m.toml")
    assert [(fault.line, fault.field) for fault in told.value.faults] == [
        (3, "columns.seq"),
        (4, "columns.age"),
        (6, "places.where"),
    ]
    assert str(told.value).count("\n") == 2


@given(st.text(alphabet=string.printable, max_size=60))
def test_any_text_is_a_mapping_or_a_sentence(text):
    try:
        loads(text)
    except MappingFault as told:
        assert str(told)


def test_a_question_mark_is_an_open_question_with_what_stands_above_it():
    text = (
        "version = 1\n[dates.arrival]\n# 10/8/1862 can be both\n"
        '# write one of ["D/M/YYYY", "M/D/YYYY"]\norder = "?"  # mine\n'
    )
    asked = MappingQuestion("dates.arrival.order", "10/8/1862 can be both", ("D/M/YYYY", "M/D/YYYY"))
    assert loads(text).questions == (asked,)


def test_an_answer_by_hand_closes_the_question():
    text = 'version = 1\n[dates.arrival]\n# write one of ["D/M/YYYY", "M/D/YYYY"]\norder = "M/D/YYYY"\n'
    assert loads(text).dates["arrival"].order == "M/D/YYYY"
    assert loads(text).questions == ()


def test_an_empty_answer_says_that_there_is_none():
    assert loads('version = 1\n[columns]\nseq = ""').columns == {}


def test_an_answer_that_cannot_stand_there_is_a_sentence():
    with pytest.raises(MappingFault, match=r"dates.arrival.century: must be a whole number"):
        answer(Mapping(), "dates.arrival.century", "nineteen")


def test_a_column_of_names_that_somebody_chooses_is_not_left_out_any_more():
    asked = Mapping(left_out=("Name",), questions=(MappingQuestion("columns.person_id", "only names", ("Name",)),))
    said = answer(asked, "columns.person_id", "Name")
    assert (said.columns, said.left_out) == ({"person_id": "Name"}, ())


def test_a_carriage_return_and_a_byte_order_mark_change_nothing():
    text = 'version = 1\n[columns]\n# why\nseq = "order"\n'
    assert loads("\ufeff" + text.replace("\n", "\r\n")) == loads(text)

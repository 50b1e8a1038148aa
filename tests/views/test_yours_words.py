"""What is wrong with a mapping is said on the page without a key, in both languages."""

import re

import pytest

from geodata.errors import DataError
from layers.words import LANGUAGES, catalogue, translator
from routes.mapping import DateRules, Mapping, MappingFault, PlaceColumns, StopColumns, loads, problems
from routes.mapping.faults import FAULTS
from routes.mapping.meanings import with_meanings
from routes.mapping.model import MappingQuestion
from routes.sheets import Choices, read_sheet
from tests.routes.mapping.test_shapes import PROBLEMS
from tests.routes.mapping.test_written import FAULTS as WRITTEN
from views.yours_words import told

SHEET = read_sheet(b"who,a,b,c,d1,d2,from,to,route\n", "e.csv", Choices(encoding="utf-8", delimiter=",", header=1))
WHO = Mapping(columns={"person_id": "who"}, places=PlaceColumns(name="a"))
MORE = [
    *(WHO.with_(dates={"arrival": DateRules((notation,))})
      for notation in ("YYYY YYYY", "M/M/YYYY", "D/D/M/YYYY", "D/M/YYYY hh hh", "D YYYY", "YYYY hh", "YYYY" + "-" * 300)),
    WHO.with_(shape="round"),
    WHO.with_(dates={"birth": DateRules()}),
    WHO.with_(columns={"person_id": "whom"}),
    WHO.with_(questions=(MappingQuestion("columns.seq", "which?"),)),
    WHO.with_(shape="stops", places=PlaceColumns(), columns={"person_id": "who", "source": "a"},
              stops=StopColumns(numbered={"source": "d{n}", "place_name": "d{n}"})),
]  # fmt: skip
TEXTS = (*WRITTEN, "version = true", 'version = 1\n[stops.numbered]\nplace_name = 7', "#" * 2_000_001)  # fmt: skip


def faults() -> list[DataError]:
    found = [fault for said in (*(said for said, _ in PROBLEMS.values()), *MORE) for fault in problems(said, SHEET)]
    for text in TEXTS:
        with pytest.raises(MappingFault) as raised:
            loads(text)
        found += raised.value.faults
    with pytest.raises(DataError) as raised:
        with_meanings(WHO, {"a": "columns.seq", "b": "columns.seq"})
    return [*found, raised.value]


FOUND = faults()


def test_every_fault_that_there_is_is_met_here():
    assert {fault.reason.code.removeprefix("fault.") for fault in FOUND} == set(FAULTS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_is_said_without_a_key(lang):
    t = translator(lang)
    keys = re.compile(r"\[\w+\]|\b(?:columns|places|stops|dates|values|shape|file)\.\w|\{(?!n\})")
    for fault in FOUND:
        of_a_text = fault.line is not None or fault.field in ("version", "dates.birth")
        if not of_a_text:
            assert not keys.search(told(fault, t)), fault


def test_a_fault_of_a_text_that_somebody_wrote_has_its_line():
    with pytest.raises(MappingFault) as raised:
        loads("version = 1\n[columns]\nseq = 7\nage = 8")
    lines = told(raised.value, translator("en")).splitlines()
    assert [line.partition(" — ")[0] for line in lines] == ["line 3, columns.seq", "line 4, columns.age"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fault_has_words(lang):
    assert {key.removeprefix("fault.") for key in catalogue(lang) if key.startswith("fault.")} == set(FAULTS)

"""Each code of the bundled data has words in every language."""

import csv

import pytest

from geodata.places import DATA, bundled
from layers.words import LANGUAGES, catalogue
from routes.events import KINDS
from routes.paths import ENDING
from routes.reasons import EVIDENCE

GROUPS = {"source_relation": "relation"}


def rows():
    with (DATA / "demo_custody_events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def missing(group, values, lang):
    return {value for value in values if value and f"code.{group}.{value}" not in catalogue(lang)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("column", ["event", "authority", "reason", "outcome", "source_relation", "reliability", "sex"])
def test_codes_of_the_bundled_cases(column, lang):
    assert not missing(GROUPS.get(column, column), {row[column] for row in rows()}, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("column", ["kind", "authority", "country", "admin1", "precision", "status"])
def test_codes_of_the_bundled_places(column, lang):
    assert not missing(column, set(bundled()[column].dropna()), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("group", "values"), [("event", KINDS), ("ending", ENDING), ("evidence", EVIDENCE)])
def test_codes_of_the_ladder(group, values, lang):
    assert not missing(group, values, lang)

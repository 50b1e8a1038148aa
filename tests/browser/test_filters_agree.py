"""A filter means the same in the browser as in Python: the same people, legs and places, for many choices."""

import random
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from geodata.places import bundled
from layers import page
from layers.choosing import for_browser, select
from layers.filters import FILTERS, options, parse
from layers.payload import payload
from layers.words import translator
from routes.build import build
from routes.reading import read_events
from tests.browser.waiting import until

EVENTS = Path(__file__).parents[2] / "data" / "demo_custody_events.csv"
TEXTS = {
    "person": ["S-001", "s 001, S-113", "nobody", "-"],
    "case": ["C-01", "c01,C-66", "-"],
    "place_text": ["chongjin", "Ch'ŏngjin", "청진", "MSS", "no such place", "-"],
    "time_from": ["1999", "2003-07", "2012-02-29"],
    "time_to": ["1998", "2005-12", "2010-01-01"],
    "bbox": [[124, 39, 130, 43], [170, -10, -100, 60], [-180, -90, 180, 90], [128.5, 41.0, 129.0, 41.5]],
}


@pytest.fixture(scope="module")
def ladder():
    return build(read_events(EVENTS), bundled())


def choices(ladder, count=250, seed=3):
    """Sets of filter values: each value of each filter alone, then several at random."""
    rng = random.Random(seed)  # noqa: S311
    t = translator("en")
    known = {item.key: TEXTS.get(item.key) or [value for value, _ in options(item, ladder, t)] for item in FILTERS}
    alone = [{key: value} for key, values in known.items() for value in values]
    mixed = []
    while len(mixed) < count:
        keys = rng.sample(sorted(known), rng.randint(2, 4))
        mixed.append({key: rng.choice(known[key]) for key in keys if known[key]})
    raw = ({key: _listed(key, value) for key, value in one.items()} for one in chain(alone, mixed))
    return [parse(one)[0] for one in raw]


def _listed(key, value):
    return [value] if {item.key: item.kind for item in FILTERS}[key] == "choice" else value


def test_browser_and_python_choose_the_same(visit, tmp_path, ladder):
    path = tmp_path / "map.html"
    path.write_text(page.render(payload(ladder), standalone=True), encoding="utf-8")
    opened = visit(path)
    until(opened, "window.nowhere && nowhere.painted > 0")
    asked = choices(ladder)
    answers = opened.evaluate(
        """(asked) => asked.map((values) => {
          const { persons, legs, places } = nowhere.app.filters.apply(values);
          return [persons, legs, places].map((mask) => [...mask].flatMap((on, i) => (on ? [i] : [])));
        })""",
        [for_browser(values, ladder) for values in asked],
    )
    for values, answer in zip(asked, answers, strict=True):
        expected = [np.flatnonzero(mask).tolist() for mask in select(ladder, values)]
        assert answer == expected, values


def test_a_file_by_itself_finds_no_place_that_python_does_not(visit, tmp_path, ladder):
    """In an exported file nobody resolves the text beforehand: parts of names are found, other romanisations are not."""
    path = tmp_path / "map.html"
    path.write_text(page.render(payload(ladder), standalone=True), encoding="utf-8")
    opened = visit(path)
    until(opened, "window.nowhere && nowhere.painted > 0")
    for text in TEXTS["place_text"]:
        found = opened.evaluate("(text) => [...nowhere.app.filters.apply({ place_text: text }).places]", text)
        assert not np.any(np.array(found, dtype=bool) & ~select(ladder, {"place_text": text}).places), text

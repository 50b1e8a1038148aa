"""What the tests of briefs share: a brief of small records, and what stands on its pages."""

from functools import cache
from pathlib import Path

import matplotlib

from geodata.places import bundled
from layers import brief
from layers.brief.paper import sheets
from layers.manifest import Input
from layers.payload import payload
from layers.picture.formats import settings
from layers.profiles import reduce
from routes.build import build
from routes.reading import read_some_events
from tests.layers.pictures import DEMO, _texts

KEY = b"k" * 32
INPUTS = [Input("records", "rows.csv", "0" * 64)]


@cache
def bundled_cases():
    """The ladder of the bundled cases."""
    return build(read_some_events(Path(__file__).parents[2] / DEMO), bundled())


def made(ladder, *, profile="internal", lang="en", where=None, **asked):
    """The brief of a ladder; of the only person where nobody is picked."""
    told = {"profile": profile, "where": where, "key": KEY}
    content = payload(ladder, lang=lang, inputs=INPUTS, made={"ending": ".brief.pdf", "look": asked}, **told)
    found = brief.found_of(ladder) if profile == "internal" else None
    return brief.brief(content, reduce(ladder, profile, where=where, key=KEY), found=found, **asked)


def pages(one, grey=False):
    """The texts of each page, as tests of pictures have them."""
    with matplotlib.rc_context(settings()):
        return [list(_texts(sheet)) for sheet in sheets(one.rows, one.paper, one.foot, grey=grey)]


def words(one):
    """All that is said, in the order of reading, off the map and its legend."""
    return " ".join(
        text.text for page in pages(one) for text in page if not {"map", "legend", "notes", "foot"} & {*text.groups}
    )

"""Which layers has the map, in the order in which they are drawn, and which are on at first?

A new layer is one row here, one file in ``layers/browser`` (named in ``order.txt``) and the words ``layer.<key>``.
"""

from typing import NamedTuple


class MapLayer(NamedTuple):
    """A layer that a person can switch on and off."""

    key: str
    on: bool  # before anybody chose
    of_people: bool = False  # shows nothing where no records of people are
    on_alone: bool = False  # on where places are all there is, whatever ``on`` says


LAYERS = (
    MapLayer("uncertainty", on=False),
    MapLayer("flows", on=False, of_people=True),
    MapLayer("paths", on=True, of_people=True),
    MapLayer("facilities", on=True),
    MapLayer("crossings", on=True),
    MapLayer("last_known", on=True, of_people=True),
    MapLayer("comparison", on=False, on_alone=True),
)

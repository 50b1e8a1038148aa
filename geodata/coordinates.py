"""Which place does a text mean? One coordinate in any usual notation, and never a silent choice.

Where a text allows two readings, there is no answer but the list of `readings`, the usual one first, and `warnings` say
why; a person chooses. What is no coordinate is refused with the reason (geodata.coordinates_words.Refused, a
DataError). Nothing is fetched. Notations and what decides between them: angles.py, pairs.py.
"""

from geodata import pairs
from geodata.coordinates_words import Refused
from geodata.readings import Coordinate, Reading, coordinate

__all__ = ["Coordinate", "Reading", "read"]

LENGTH_LIMIT = 2000  # characters; the longest map links are some 1,000


def read(text: str, system: str = "wgs84") -> Coordinate:
    """The coordinate that a text writes, in degrees of WGS 84; Refused where it writes none.

    >>> read("41°47′54″N 129°46′33″E")[:4]
    (129.77583333333334, 41.79833333333333, 'dms', 30.9)
    >>> ambiguous = read("23.4 14.2")
    >>> ambiguous.longitude, len(ambiguous.readings), str(ambiguous.warnings[0])
    (None, 2, 'Either number can be the latitude.')
    """
    if len(text) > LENGTH_LIMIT:
        raise Refused("too_long", value=f"{LENGTH_LIMIT:,}")
    return coordinate(*pairs.readings(text))

"""What can a check of places say? Codes, how grave each is, and its English words.

`error`: the place cannot be right as it stands; `warning`: something speaks against it, and somebody has to decide;
`note`: worth a look, perhaps nothing to mend. A sentence has {named} holes for values. The Korean words, and these
again for the page, stand in `layers/locale/*/LC_MESSAGES/findings.po` under `finding.<code>`, `finding.<code>.remedy`
and, in two or three words for a choice of kinds, `finding.<code>.name`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

SEVERITIES = ("error", "warning", "note")  # the gravest first
HOLE = re.compile(r"\{(\w+)\}")


class Finding(NamedTuple):
    """How grave it is, what was found, what to do."""

    severity: str
    words: str
    remedy: str


READING = {
    "no_id": Finding("error", "the place has no id and was left out", "give each place an id"),
    "duplicate_id": Finding(
        "error", "the id {value} stands here again; row {row_before} has it too", "give each place its own id"
    ),
    "uneven_row": Finding(
        "error", "the row has more or fewer cells than the header, so its cells may be shifted",
        "put texts that hold the delimiter in quotation marks",
    ),
    "feature_unreadable": Finding(
        "error", "GeoJSON does not allow this here: {value}", "write longitude and latitude as two numbers, or null"
    ),
    "not_a_point": Finding(
        "error", "the geometry is a {value}, and only a point says where a place is", "give a point, or null"
    ),
    "half_position": Finding(
        "error", "one half of the position is missing ({field})", "give longitude and latitude, or leave both empty"
    ),
    "not_a_number": Finding("error", "{value} is not a number", "write decimal degrees such as 129.75"),
    "decimal_comma": Finding(
        "error", "{value} is written with a decimal comma and cannot be read", "write {written}"
    ),
    "zero_zero": Finding(
        "error", "0, 0 lies in the Atlantic and stands for a missing position", "leave both empty"
    ),
    "swapped": Finding(
        "error", "latitude and longitude look swapped ({value})",
        "if the source agrees, take longitude {to_longitude}, latitude {to_latitude}",
    ),
    "projected_metres": Finding(
        "error", "{value} are metres in a projected system, not degrees",
        "convert the position to WGS 84 longitude and latitude (EPSG:4326)",
    ),
    "out_of_range": Finding(
        "error", "{value} lies outside the globe",
        "check it against the source: latitude is -90 to 90, longitude -180 to 180",
    ),
    "uncertainty_unreadable": Finding("error", "{value} is not a distance in metres", "write a number such as 500"),
    "missing_position": Finding("note", "the place has no position", "give it one when a source for it is found"),
}  # fmt: skip
POINTS = {
    "same_point": Finding(
        "warning", "{count} places stand on exactly this point, {name} too; it may be the middle of a town or province",
        "look for the position of each place, or say with precision that only the town is known",
    ),
    "town_point": Finding(
        "note", "{count} places of {locality} stand on one point for the town, {name} too",
        "look for the position of each place",
    ),
}  # fmt: skip
SOURCES = {
    "sources_disagree": Finding(
        "warning", "{source} and {other_source} put the place {distance} apart",
        "decide which position is right, and write in chosen_because why",
    ),
    "sources_differ": Finding(
        "note", "{source} and {other_source} put the place {distance} apart",
        "look at both positions; they may be two corners of one site",
    ),
    "source_without_address": Finding(
        "note", "the source {source} has no address", "add its url, so that others can look it up"
    ),
}  # fmt: skip
FINDINGS: Mapping[str, Finding] = MappingProxyType({**READING, **POINTS, **SOURCES})


def fill(template: str, values: Mapping[str, object]) -> str:
    """The template with the values in its holes; a value that looks like a hole stays as it is.

    >>> fill("{a} and {b}", {"a": "{b}", "b": 2})
    '{b} and 2'
    """
    return HOLE.sub(lambda hole: str(values[hole[1]]), template)

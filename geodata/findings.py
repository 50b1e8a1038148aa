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
    "projected_system": Finding(
        "error", "{value} are metres of {system}, not degrees",
        "if the source agrees, take longitude {to_longitude}, latitude {to_latitude}",
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
    "shared_point": Finding(
        "note", "it stands on exactly the point of {name} ({other_id}); the two may be one place, or share a building",
        "make one place of the two if they are one",
    ),
    "town_point": Finding(
        "note", "{count} places of {locality} stand on one point for the town, {name} too",
        "look for the position of each place",
    ),
}  # fmt: skip
MENDED = {
    "sign_lost": Finding(
        "error", "{value} does not fit what the place says of itself; with the other sign it does",
        "if the source agrees, take longitude {to_longitude}, latitude {to_latitude}",
    ),
    "swapped_among_others": Finding(
        "warning", "{value} lies in {there}, nearly all other places in {country}; swapped it would too",
        "if the source agrees, take longitude {to_longitude}, latitude {to_latitude}",
    ),
    "sign_lost_among_others": Finding(
        "warning", "{value} lies in {there}, nearly all other places in {country}; with the other sign it would too",
        "if the source agrees, take longitude {to_longitude}, latitude {to_latitude}",
    ),
    "minutes_in_file": Finding(
        "warning", "in none of {value} positions do the decimals exceed .60; they seem to be minutes, as when 41°24′ is"
        " written as 41.24",
        "look at a few in the source; convert minutes to decimals by dividing them by 60",
    ),
    "minutes_as_decimals": Finding(
        "warning", "{value} fits better if its decimals are minutes, as when 41°24′ is written as 41.24",
        "if the source agrees, take longitude {to_longitude}, latitude {to_latitude}",
    ),
}  # fmt: skip
REGIONS = {
    "on_water": Finding(
        "warning", "it lies in water, {distance} from the nearest land", "check the position against the source"
    ),
    "on_water_perhaps": Finding(
        "note", "it lies in water, {distance} from the nearest land; the shore is drawn coarsely here",
        "check the position on a better map",
    ),
    "wrong_country": Finding(
        "error", "it lies in {there}, {distance} outside of {value}, where it is said to be",
        "check the position and the country against the source",
    ),
    "beyond_border": Finding(
        "note", "it lies {distance} outside of {value}, where it is said to be; the border is drawn coarsely here",
        "check the position on a better map",
    ),
    "wrong_province": Finding(
        "warning", "it lies in {there}, {distance} outside of {value}, where it is said to be",
        "check the position and the province against the source",
    ),
    "beyond_province": Finding(
        "note", "it lies {distance} outside of {value}, where it is said to be; the border is drawn coarsely here",
        "check the position on a better map",
    ),
    "off_the_border": Finding(
        "warning", "it joins {value}, yet it lies {distance} from one of them", "check the position against the source"
    ),
    "far_from_town": Finding(
        "warning", "it lies {distance} from {value}, the town that it names", "check the position and the town"
    ),
    "far_from_town_perhaps": Finding(
        "note", "it lies {distance} from {value}, the town that it names, or from the next of that name",
        "check the position and the town, and state the province",
    ),
    "town_centre": Finding(
        "note", "it stands on the very point of {value} in lists of towns, yet precision says that the site is known",
        "look for the position of the site, or set precision to locality",
    ),
    "unknown_country": Finding(
        "note", "{value} is not known here as a country, so positions were not compared with it (places: {count})",
        "write the code of two letters, such as KP (ISO 3166-1)",
    ),
    "unknown_province": Finding(
        "note", "{value} is not known here as a province, so positions were not compared with it (places: {count})",
        "write the code, such as KP-09 (ISO 3166-2), and the country",
    ),
    "unknown_codes": Finding(
        "note", "{count} texts of {field}, {value} for one, are not known here, so nothing was compared with them",
        "write codes such as KP and KP-09 (ISO 3166), and the country with the province",
    ),
    "unknown_precision": Finding(
        "note", "{value} is not known here as a precision, so digits were not compared with it (places: {count})",
        "write site, locality, admin1 or country",
    ),
}  # fmt: skip
NAMES = {
    "duplicate": Finding(
        "warning", "it seems to be the same place as {name} ({other_id}), {distance} away; {value} is a name alike",
        "make one place of the two, or give each the name that tells them apart",
    ),
    "duplicate_unlocated": Finding(
        "warning", "it seems to be the same place as {name} ({other_id}) in the same town; {value} is a name alike",
        "make one place of the two, or give each the name that tells them apart",
    ),
    "name_twice": Finding(
        "warning", "{value} is a name of another place too, {other_id}",
        "take the name from the place that it is not of, or add to it",
    ),
    "name_elsewhere": Finding(
        "note", "{value} is a name of another place too, {other_id}",
        "leave it if both are called so; add to the name if they could be mixed up",
    ),
    "name_of_many": Finding(
        "note", "{value} is a name of {count} places, {other_id} too", "add to each what tells it from the others"
    ),
}  # fmt: skip
DIGITS = {
    "too_few_digits": Finding(
        "warning", "the last digit of {value} stands for {step}, yet the position is said to be known to {radius}",
        "give more digits from the source, or a larger radius in uncertainty_m",
    ),
    "too_many_digits": Finding(
        "note", "{value} has {digits} digits behind the point; {enough} are enough for this precision",
        "leave out the digits that no source gives",
    ),
    "too_many_digits_often": Finding(
        "note", "{value} positions have more digits than their precision needs, {name} has {digits} behind the point",
        "leave out the digits that no source gives",
    ),
}  # fmt: skip
DATES = {
    "date_unreadable": Finding("error", "{value} is not a date that can be read: {reason}", "{remedy}"),
    "closed_before_opened": Finding(
        "error", "it closed ({value}) before it opened ({opened})", "check both dates against the source"
    ),
}
SOURCES = {
    "sources_disagree": Finding(
        "warning", "{source} and {other_source} put the place {distance} apart",
        "decide which position is right, and say why",
    ),
    "sources_differ": Finding(
        "note", "{source} and {other_source} put the place {distance} apart",
        "look at both positions; a site may be that large",
    ),
    "shifted": Finding(
        "warning", "{value} is where {source} puts the place, as a Chinese map shows it ({system}), {distance} off",
        "take longitude {to_longitude}, latitude {to_latitude}, which is the same in WGS 84",
    ),
    "shifted_source": Finding(
        "note", "{other_source} puts the place where {source} does, as a Chinese map shows it ({system})",
        "convert the position of {other_source} to WGS 84, or note its system",
    ),
    "position_of_no_source": Finding(
        "warning", "none of its sources puts the place here; the nearest, {source}, lies {distance} away",
        "take the position of a source, or add the source of this one",
    ),
    "published_differs": Finding(
        "warning", "{source} writes {value}, which lies {distance} from the position that is recorded for it",
        "compare with the source; its own words are longitude {to_longitude}, latitude {to_latitude}",
    ),
    "finer_than_source": Finding(
        "warning", "precision is {value}, but {source}, which the position is from, knows it to {known} only",
        "set precision to {known}, or take the position of a better source",
    ),
    "smaller_than_source": Finding(
        "warning", "the radius is {value}, but {source}, which the position is from, knows it to {known} only",
        "set uncertainty_m to that, or take the position of a better source",
    ),
    "source_without_address": Finding(
        "note", "the source {source} has no address", "add its url, so that others can look it up"
    ),
    "sources_without_address": Finding(
        "note", "{value} sources have no address, {source} for one", "add their urls, so that others can look them up"
    ),
}  # fmt: skip
FINDINGS: Mapping[str, Finding] = MappingProxyType(
    {**READING, **MENDED, **REGIONS, **NAMES, **POINTS, **DIGITS, **DATES, **SOURCES}
)


def fill(template: str, values: Mapping[str, object]) -> str:
    """The template with the values in its holes; a value that looks like a hole stays as it is.

    >>> fill("{a} and {b}", {"a": "{b}", "b": 2})
    '{b} and 2'
    """
    return HOLE.sub(lambda hole: str(values[hole[1]]), template)

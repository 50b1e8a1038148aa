"""Why is a leg drawn as it is, and what did the audit find? Codes and their English words.

A *reason* belongs to a leg: `code` or `code:value`. A *finding* belongs to a row, a stint, a leg or a person: its code
has a severity, a sentence and what to do. `error`: a value in the file that has to be mended; `warning`: the record
contradicts itself or the map of the world; `note`: worth knowing, nothing to mend. The Korean words, and these again
for the page, stand in `layers/locale/*/LC_MESSAGES/reasons.po` under `reason.<code>` and `audit.<code>`.
"""

import re
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

DOCUMENTED, INFERRED, GAP = "documented", "inferred", "gap"
EVIDENCE = (DOCUMENTED, INFERRED, GAP)  # from the strongest to the weakest

REASONS = MappingProxyType(
    {
        "recorded": "The record names both places and their order.",
        "no_source": "Neither end names a source.",
        "order_from_dates": "No number gives the order; the dates do.",
        "order_from_file": "Neither a number nor a date gives the order for certain; it is that of the earliest "
        "possible dates, on one date a departure before an arrival, and else that of the rows in the file.",
        "hidden_stops": "Stops in between that have no position: {value}.",
        "rejected_rows": "Rows in between that could not be used: {value}.",
        "silence": "Nothing is recorded for at least {value} days in between.",
        "silence.one": "Nothing is recorded for at least one day in between.",
        "crossing_inferred": "No source says where the border was crossed; {value} is the official crossing with the "
        "smallest detour.",
        "crossing_status_unknown": "Whether {value} was open at that time is not known.",
        "crossing_unknown": "No official crossing between {value} is known; the line is direct.",
        "crossing_not_open": "No official crossing between {value} was open at that time; the line is direct.",
        "crossing_unrecorded": "No source says where the border between {value} was crossed; the line is direct.",
    }
)


class Finding(NamedTuple):
    """What the audit says: how grave it is, what was found (with places for values), what to do."""

    severity: str
    words: str
    remedy: str


AUDIT = MappingProxyType(
    {
        "place_unknown": Finding(
            "error",
            "no place has this id; the stop is kept without a position and no line is drawn across it",
            "mend the id, or add the place to a file given with --places",
        ),
        "position_unusable": Finding(
            "error",
            "the position cannot be used: {reason}; the stop is kept without a position",
            "{remedy}",
        ),
        "date_unreadable": Finding(
            "error", "the date cannot be read: {reason}; the stop is kept with this date unknown", "{remedy}"
        ),
        "duration_unreadable": Finding(
            "error",
            "the duration cannot be read: {reason}; the stop is kept without it",
            "{remedy}",
        ),
        "seq_unreadable": Finding(
            "error",
            "the order number is not a number; the row is ordered without it",
            "write a number such as 1 or 2.5",
        ),
        "departure_before_arrival": Finding(
            "error", "the departure lies before the arrival ({arrival})", "check both dates against the source"
        ),
        "consent_unreadable": Finding(
            "warning",
            "the word is none of public, partner or empty; the person is treated as if it were empty",
            "write public or partner, or leave it empty",
        ),
        "place_contradicts_event": Finding(
            "warning",
            "the event says that the place is unknown, yet a place is given; the stop is kept without a position",
            "leave place_id empty, or write another event",
        ),
        "position_contradicts_place": Finding(
            "warning",
            "the row brings a position {km} km from that of the place; the place is drawn where the places have it",
            "mend the id or the position, or leave one of the two empty",
        ),
        "place_without_position": Finding(
            "note",
            "the place has no position; no line is drawn to it or across it",
            "give the place a position when one is found",
        ),
        "place_file": Finding("error", "in a file of places, place {place_id}: {reason}", "{remedy}"),
        "impossible_travel": Finding(
            "warning",
            "{km} km in at most {hours} hours from {origin} to {destination}",
            "check both dates and both places",
        ),
        "two_places_at_once": Finding(
            "warning",
            "held at {origin} and at {destination} at the same time, from {first} to {last}",
            "check the dates, or whether the two rows are of one person",
        ),
        "order_contradicts_dates": Finding(
            "warning",
            "the order puts {destination} ({last}) after {origin} ({first}), the dates say the reverse",
            "check the order numbers and the dates",
        ),
        "place_closed": Finding(
            "warning", "{origin} was not open at that time ({first})", "check the date and the dates of the place"
        ),
        "after_death": Finding(
            "warning", "events follow the recorded death", "check the order, or whether the rows are of one person"
        ),
        "duplicate_record": Finding(
            "warning",
            "says the same as line {first}: the same person, place, event, dates and source; it counts once",
            "leave one of the two rows out, or mend what tells them apart",
        ),
        "detention_resumed": Finding(
            "warning",
            "the rows of this detention stand before and after those of another one; no line joins the two parts",
            "check the detention ids, the order numbers and the dates",
        ),
        "date_far_off": Finding(
            "warning",
            "the year lies outside the years that are expected in these records; the date is used as it is written",
            "check the date against the source, or state other years",
        ),
        "date_impossible": Finding(
            "error",
            "there is no such day or time; the date is kept as it is written and not used",
            "check it against the source, and write only the parts that are sure",
        ),
        "date_ambiguous": Finding(
            "error",
            "two of the notations read the date differently; it is kept as it is written and not used",
            "write the date as YYYY-MM-DD, or leave one of the notations out of the mapping",
        ),
        "date_part_unused": Finding(
            "note",
            "a part of the date says nothing without the others and is not used",
            "look whether the source says more",
        ),
        "date_without_place": Finding(
            "warning",
            "a date stands where there is no place; a stop that it says somebody came to has no position",
            "name the place, or a word for unknown",
        ),
        "stop_empty": Finding(
            "note",
            "nothing stands beside a separator; between two places it is a stop without a position",
            "write a word for unknown where a stop is missing",
        ),
        "event_replaced": Finding(
            "note",
            "the place is not known, and the event became unknown_place",
            "look whether the source says more",
        ),
        "event_elsewhere": Finding(
            "note",
            "the event is of the row and stands at one of its stops only",
            "number the events under [stops.numbered]",
        ),
        "column_left_out": Finding("note", "the column is not used", "name it in the mapping if it is needed"),
        "place_likely": Finding(
            "warning",
            "one place is likely meant, and nobody has confirmed it; the stop is kept without a position",
            "decide whether it is the place",
        ),
        "place_ambiguous": Finding(
            "warning",
            "several places may be meant; the stop is kept without a position",
            "decide which of them it is, or that it is none",
        ),
        "place_unmatched": Finding(
            "warning",
            "no place that is known here fits; the stop is kept without a position",
            "add the place to a file of places, or decide which one it is",
        ),
        "silence": Finding(
            "note", "nothing is recorded for at least {days} days from {origin} to {destination}", "look for a source"
        ),
        "unlikely_border": Finding(
            "warning",
            "through {destination} the way from {origin} is {km} km longer than straight",
            "check whether another crossing, or a stop in between, is missing",
        ),
        "border_without_crossing": Finding(
            "note",
            "between {origin} and {destination} a border lies to which no official crossing is known here",
            "look for a source that says where it was crossed",
        ),
    }
)


def sentence(code: str) -> str:
    """The English words of a reason, `code` or `code:value`.

    >>> sentence("hidden_stops:2")
    'Stops in between that have no position: 2.'
    >>> sentence("silence:1"), sentence("silence:90")
    ('Nothing is recorded for at least one day in between.', 'Nothing is recorded for at least 90 days in between.')
    """
    name, _, value = code.partition(":")
    words = REASONS.get(f"{name}.one") if value == "1" else None
    return (words or REASONS[name]).replace("{value}", value)


def fill(template: str, count: int, **values: np.ndarray) -> np.ndarray:
    """The template with a value a row in each `{name}`, as an array of `count` texts.

    >>> fill("{km} km", 2, km=np.array([3, 4])).tolist()
    ['3 km', '4 km']
    """
    made = np.full(count, "", dtype=object)
    for position, part in enumerate(re.split(r"\{(\w+)\}", template)):
        made = made + (np.frompyfunc(str, 1, 1)(values[part]) if position % 2 else part)
    return made

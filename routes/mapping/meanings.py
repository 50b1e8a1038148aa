"""What does each column of a file mean, by a mapping? One answer a column, and the mapping that other answers give.

A *meaning* is the key of the setting that names the column: `columns.person_id`, `places.name`, `stops.origin`; KEPT
for a column that is carried along as it is, LEFT_OUT for one that is not, BOTH_DATES for the date of a transfer that
says when somebody left and arrived. Numbered stops (NUMBERED) are declared by pattern in the mapping file alone.
"""

from collections.abc import Iterable
from collections.abc import Mapping as Pairs
from dataclasses import replace

from geodata.errors import DataError
from routes.mapping.faults import fault
from routes.mapping.model import BY_HAND, DATES, PLAIN, DateRules, Mapping
from routes.mapping.stops import per_stop

KEPT, LEFT_OUT, NUMBERED, BOTH_DATES = "", "left_out", "stops.numbered", "stops.dates"
OF_PLACES = ("id", "name", "country", "admin1", "longitude", "latitude")
OF_STOPS = {
    "long": (),
    "wide": ("origin", "via", "destination", "departure", "arrival"),
    "itinerary": ("text", "departure", "arrival"),
    "stops": (),
}
SEVERAL = (KEPT, LEFT_OUT, NUMBERED, "stops.via")  # what more than one column may mean


def offered(shape: str) -> tuple[str, ...]:
    """The meanings that a column can have in a table of that shape.

    >>> offered("itinerary")[-4:]
    ('stops.text', 'stops.departure', 'stops.arrival', 'stops.dates')
    """
    plain = [name for name in PLAIN if shape == "long" or name not in DATES]
    places = OF_PLACES if shape == "long" else ()
    stops = [f"stops.{name}" for name in OF_STOPS[shape]]
    both = [BOTH_DATES] if {"departure", "arrival"} <= set(OF_STOPS[shape]) else []
    return (
        KEPT,
        LEFT_OUT,
        *(f"columns.{name}" for name in plain),
        *(f"places.{name}" for name in places),
        *stops,
        *both,
    )


def meanings(mapping: Mapping, headers: Iterable[str]) -> dict[str, str]:
    """Header → meaning.

    >>> meanings(Mapping(columns={"person_id": "Name"}, left_out=("Phone",)), ["Name", "Phone", "Ward"])
    {'Name': 'columns.person_id', 'Phone': 'left_out', 'Ward': ''}
    """
    said = {theirs: f"columns.{ours}" for ours, theirs in mapping.columns.items()}
    said |= {getattr(mapping.places, name): f"places.{name}" for name in OF_PLACES}
    stops = mapping.stops
    said |= dict.fromkeys(stops.via, "stops.via")
    for name in ("origin", "destination", "text", "departure", "arrival"):
        theirs = getattr(stops, name)
        said[theirs] = BOTH_DATES if name == "arrival" and theirs == stops.departure else f"stops.{name}"
    said |= dict.fromkeys(mapping.left_out, LEFT_OUT)
    headers = list(headers)
    numbered = {theirs for stop in per_stop(mapping.with_(shape="stops"), headers) for theirs in stop.values()}
    return {header: said.get(header, NUMBERED if header in numbered else KEPT) for header in headers}


def with_meanings(mapping: Mapping, said: Pairs[str, str]) -> Mapping:
    """The mapping in which each header of `said` means that; what it says of words and shape stays.

    A date that another column holds now has no rules yet: routes.mapping.with_dates proposes them. DataError where two
    columns are to mean one thing.

    >>> with_meanings(Mapping(columns={"person_id": "Name"}), {"Name": "", "No": "columns.person_id"}).columns
    {'person_id': 'No'}
    """
    _once(said)
    of = {meaning: header for header, meaning in said.items() if meaning not in SEVERAL}
    columns = {name: of[f"columns.{name}"] for name in PLAIN if f"columns.{name}" in of}
    stops = {name: of.get(f"stops.{name}", "") for name in ("origin", "destination", "text", "departure", "arrival")}
    if BOTH_DATES in of:
        stops |= {"departure": of[BOTH_DATES], "arrival": of[BOTH_DATES]}
    via = tuple(header for header, meaning in said.items() if meaning == "stops.via")
    changed = mapping.with_(
        columns=columns,
        places=replace(mapping.places, **{name: of.get(f"places.{name}", "") for name in OF_PLACES}),
        stops=replace(mapping.stops, via=via, **stops),
        left_out=tuple(header for header, meaning in said.items() if meaning == LEFT_OUT),
    )
    return _told(mapping, changed, said)


def _once(said: Pairs[str, str]) -> None:
    seen: dict[str, str] = {}
    for header, meaning in said.items():
        if meaning in seen and meaning not in SEVERAL:
            reason, remedy = fault("same_meaning", one=seen[meaning], other=header)
            raise DataError(reason, field=meaning, remedy=remedy)
        seen[meaning] = header


def _told(before: Mapping, after: Mapping, said: Pairs[str, str]) -> Mapping:
    """With the reasons, questions and rules of dates that still hold."""
    old = {meaning: header for header, meaning in meanings(before, said).items()}
    new = {meaning: header for header, meaning in said.items()}
    moved = {meaning for meaning in old.keys() | new.keys() if old.get(meaning) != new.get(meaning)}
    anew = {name for name in DATES if moved & {f"columns.{name}", f"stops.{name}", BOTH_DATES}}
    of_dates = tuple(f"dates.{name}." for name in anew)
    reasons = {key: told for key, told in before.reasons.items() if key not in moved and not key.startswith(of_dates)}
    reasons |= {key: BY_HAND for key in moved & new.keys() if key and key != LEFT_OUT}
    # Ids were given to names of another column.
    words = {
        ours: told for ours, told in after.values.items() if ours != "person_id" or "columns.person_id" not in moved
    }
    dated = [name for name in DATES if name in after.columns or getattr(after.stops, name)]
    return after.with_(
        dates={name: before.dates.get(name, DateRules()) if name not in anew else DateRules() for name in dated},
        reasons=reasons,
        values=words,
        questions=tuple(q for q in before.questions if q.key not in moved and not q.key.startswith(of_dates)),
    )

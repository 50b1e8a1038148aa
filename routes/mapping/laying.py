"""How do events lie in the rows of a table that nobody has described: a row an event, a transfer, or several stops?

`stops` where numbered headers are places (`place1`, `place2`), `wide` where one column is a place left and one a place
reached, `itinerary` where one text holds several places; else `long`.
"""

import re
from collections import defaultdict

from geodata.sentences import joined
from routes.mapping.draft import OF_DATES, Draft, header
from routes.mapping.evidence import MOST, Column
from routes.mapping.model import shown
from routes.mapping.sentences import tell
from routes.mapping.stops import NUMBER
from routes.mapping.words import WITHIN, fields, names_people, plain

NUMBERED = re.compile(r"(\D*)(\d{1,3})(\D*)")
OF_STOPS = {"places": "place_name", "stops.via": "place_name", "date": "arrival", "columns.arrival": "arrival",
            "columns.departure": "departure", "columns.event": "event", "places.country": "place_country",
            "places.longitude": "longitude", "places.latitude": "latitude", "places.admin1": "place_admin1",
            "columns.authority": "authority", "columns.reason": "reason", "columns.duration": "duration",
            "columns.source": "source"}  # fmt: skip
SEPARATORS = (" → ", "→", " -> ", "->", " => ", " > ", " – ", " — ", " - ", " | ", "|", "; ", ";", " / ", ", ")
ARROWS = ("→", "->", "=>")  # what stands in no name


def propose_shape(draft: Draft) -> str:
    """The shape of a table, with the columns of its stops."""
    for attempt in (_stops, _wide, _itinerary):
        if shape := attempt(draft):
            return shape
    draft.say("shape.kind", "long", tell("shape_long"))
    return "long"


def _stops(draft: Draft) -> str | None:
    numbered = {}
    for (before, after), names in _groups(draft).items():
        setting = _of_group(draft, before, after, names)
        if setting == "stops.via" and all(_ends_of_transfer(draft)):
            continue
        if ours := OF_STOPS.get(setting):
            numbered.setdefault(ours, (f"{before}{NUMBER}{after}", names))
    if "place_name" not in numbered:
        return None
    _, names = numbered["place_name"]
    draft.say("shape.kind", "stops", tell("shape_stops", number=len(names), columns=shown(names, 6)))
    draft.say("stops.numbered", {ours: pattern for ours, (pattern, _) in numbered.items()})
    for ours, (_, columns) in numbered.items():
        draft.reasons[f"stops.numbered.{ours}"] = tell("headers", columns=shown(columns, 6))
        draft.taken |= {*columns}
    draft.place_columns = names
    return "stops"


def _groups(draft: Draft) -> dict[tuple[str, str], list[str]]:
    """The columns whose headers differ in a number alone, by what stands before and after it."""
    groups = defaultdict(dict)
    for name in draft.free():
        if match := NUMBERED.fullmatch(name):
            groups[match[1], match[3]][int(match[2])] = name
    return {sides: [names[number] for number in sorted(names)] for sides, names in groups.items() if len(names) > 1}


def _of_group(draft: Draft, before: str, after: str, names: list[str]) -> str | None:
    """What numbered columns are of: "camp1 date" is a date of the camp, as the word at the end says by itself."""
    both = f"{before} {after}"
    if names_people(both):
        return None
    columns = [draft.columns[name] for name in names if draft.columns[name].filled]
    said, words = fields(both), plain(both).split()
    if all(level == WITHIN for level, _ in said.values()):
        alone = [fields(after), *(fields(word) for word in reversed(words))]
        dated = bool(columns) and all(column.dated for column in columns)
        kinds = OF_DATES if dated else [key for key in OF_STOPS if key not in OF_DATES]
        said = next((one for one in alone if {*one} & {*kinds}), said)
    # A header such as "étape" counts steps or names them, as its cells say.
    if "places" in said and "columns.seq" in said and any(column.whole < MOST for column in columns):
        return "places"
    return max(said, key=lambda key: (said[key], key in OF_STOPS), default=None)


def _ends_of_transfer(draft: Draft) -> tuple[list[str], list[str]]:
    return draft.candidates("stops.origin", _text), draft.candidates("stops.destination", _text)


def _text(column: Column) -> bool:
    return column.filled > 0 and not column.dated and column.whole < 0.9


def _wide(draft: Draft) -> str | None:
    origin, destination = _ends_of_transfer(draft)
    if len(origin) != 1 or len(destination) != 1 or origin == destination:
        return None
    places = draft.candidates("places", _text)
    more = tell("says_no_more", columns=shown(places)) if places else ""
    reason = tell("shape_wide", origin=shown(origin), destination=shown(destination))
    draft.say("shape.kind", "wide", joined([reason, more]))
    draft.take("stops.origin", origin[0], tell("header_of_place", columns=shown(origin)))
    draft.take("stops.destination", destination[0], tell("header_of_place", columns=shown(destination)))
    numbered = [names for sides, names in _groups(draft).items() if "stops.via" in fields(" ".join(sides))]
    via = [*draft.candidates("stops.via", _text), *(name for names in numbered for name in names)]
    via = [name for name in dict.fromkeys(via) if _text(draft.columns[name])]
    if via:
        draft.taken |= {*via}
        draft.say("stops.via", tuple(via), tell("header", columns=shown(via)))
    draft.place_columns = [*origin, *via, *destination]
    _ends(draft)
    return "wide"


def _ends(draft: Draft, both: bool = True) -> None:
    """When the first place was left and the last was reached; one date of a transfer is `both`."""
    date = [name for name in draft.candidates("date", lambda column: column.dated) if draft.columns[name].filled]
    said = {}
    for ours in ("departure", "arrival"):
        found = [name for name in draft.candidates(f"columns.{ours}", lambda column: column.dated) if name not in date]
        if name := draft.take_or_ask(f"stops.{ours}", found):
            said[ours] = name
    if len(date) == 1 and not said and not both:
        draft.taken |= {*date}
        draft.ask("stops.arrival", tell("day_of_reaching", columns=shown(date)), (*date, ""))
    elif len(date) == 1 and not said:
        for ours in ("departure", "arrival"):
            draft.take(f"stops.{ours}", date[0], tell("header_of_both_dates", columns=shown(date)))
            said[ours] = date[0]
    elif len(date) == 1 and "arrival" not in said:
        draft.take("stops.arrival", date[0], header(date[0]))
        said["arrival"] = date[0]
    elif not date and not said:
        _ask_odd_date(draft, both)


def _ask_odd_date(draft: Draft, both: bool) -> None:
    """Ask for a column that its header says is the date of a transfer, and of which few cells read as one."""
    odd = draft.candidates("date", lambda column: column.filled > 0)
    asked = any(question.key.startswith("stops.") for question in draft.questions)
    if len(odd) != 1 or asked:
        return
    draft.taken |= {*odd}
    few = tell("few_dates", columns=shown(odd), share=f"{draft.columns[odd[0]].dates:.0%}")
    for ours, code in (("departure", "is_day_of_leaving"), ("arrival", "is_day_of_reaching")):
        if both or ours == "arrival":
            draft.ask(f"stops.{ours}", tell(code, odd=few), (*odd, ""))


def _itinerary(draft: Draft) -> str | None:
    found = draft.candidates("stops.text", _text)
    if len(found) != 1 or draft.candidates("places", _text):
        return None
    column = draft.columns[found[0]]
    cells = {sign: column.cells(column.matches(re.escape(sign))) for sign in SEPARATORS}
    met = [sign for sign in sorted(SEPARATORS, key=lambda sign: -cells[sign]) if cells[sign]]
    met = [
        sign for sign in met if not any(sign in other and cells[sign] == cells[other] for other in met if sign != other)
    ]
    if not met:
        return None
    draft.say("shape.kind", "itinerary", tell("shape_itinerary", columns=shown(found)))
    draft.take("stops.text", found[0], header(found[0]))
    told = joined([tell("sign_in", sign=sign, some=cells[sign], number=column.filled) for sign in met], ", ")
    if len(met) == 1 and met[0].strip() in ARROWS:
        draft.say("stops.separator", met[0], tell("arrow", signs=told))
    else:
        draft.ask("stops.separator", tell("separator", signs=told), met)
    _ends(draft, both=False)
    return "itinerary"

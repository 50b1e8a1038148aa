"""What does each column of a data file mean? One table for every format, which the sidecar tells.

``table → column → (type, meaning)``, in the order of the file. Types are those of Frictionless Table Schema. Not among
them: ``geometry``, which every format writes in its own way, and columns that somebody's own records bring.
"""

PERSON = ("string", "id of the person; a keyed hash in the partner profile")
EVIDENCE = (
    "string",
    "documented: a source records both ends and their order; inferred: the program added or ordered it; "
    "gap: the record is silent in between",
)
SOURCES = ("array", "citations")
PLACE = "id of a place, as in the table places"
NAME = "its name, in the language of the file where the place has one"
EARLIEST, LATEST = "not before this time", "not after this time"

FIELDS = {
    "legs": {
        "person_id": PERSON,
        "detention": ("integer", "number of the detention within the person, from 1"),
        "leg": ("integer", "number of the leg within the person, from 1"),
        "from_stint": ("integer", "number of the stop that it leads from, as in the table stints"),
        "to_stint": ("integer", "number of the stop that it leads to"),
        "origin": ("string", PLACE),
        "origin_name": ("string", NAME),
        "destination": ("string", PLACE),
        "destination_name": ("string", NAME),
        "via": ("string", "id of the border crossing that the program added; the leg begins or ends there"),
        "via_name": ("string", NAME),
        "evidence": EVIDENCE,
        "reason_codes": ("array", "why that evidence, as codes"),
        "reasons": ("array", "why that evidence, in words"),
        "departed": ("string", "date of leaving as recorded (EDTF)"),
        "departed_earliest": ("datetime", EARLIEST),
        "departed_latest": ("datetime", LATEST),
        "arrived": ("string", "date of arriving as recorded (EDTF)"),
        "arrived_earliest": ("datetime", EARLIEST),
        "arrived_latest": ("datetime", LATEST),
        "length_m": ("number", "length of the line in metres; it is the order of places, not the road taken"),
        "hidden_stops": ("integer", "stops in between whose place is not known"),
        "alternatives": ("array", "other crossings, with how many metres the way is longer by each"),
        "sources": SOURCES,
    },
    "paths": {
        "person_id": PERSON,
        "case_id": ("string", "id of the case; several people may share one"),
        "detentions": ("integer", "unbroken deprivations of liberty"),
        "stints": ("integer", "stops, known and unknown"),
        "stints_unlocated": ("integer", "stops whose place is not known"),
        "legs": ("integer", "legs of the person in this file"),
        "length_m": ("number", "length of these legs in metres"),
        "arrest_place": ("string", "id of the place of the first stop"),
        "arrest_place_name": ("string", NAME),
        "arrest_country": ("string", "ISO 3166-1 alpha-2"),
        "arrest_admin1": ("string", "ISO 3166-2"),
        "first_place": ("string", "id of the first place that is known"),
        "last_place": ("string", "id of the last place that is known"),
        "last_place_name": ("string", NAME),
        "ending": ("string", "last_known (nothing is known later), released, escaped, died or in_custody"),
        "earliest": ("datetime", EARLIEST),
        "latest": ("datetime", LATEST),
        "evidence": ("string", "the weakest evidence of these legs; empty without legs"),
        "reason": ("string", "alleged reason"),
        "outcome": ("string", "what became of the person, as recorded"),
        "age": ("string", "at arrest, number or range"),
        "sex": ("string", "as recorded"),
        "authorities": ("array", "who held the person"),
        "sources": SOURCES,
        "consent": ("string", "who may see the path: public, partner or empty (nobody outside the team)"),
    },
    "flows": {
        "origin": ("string", PLACE),
        "origin_name": ("string", NAME),
        "destination": ("string", PLACE),
        "destination_name": ("string", NAME),
        "legs": ("integer", "legs along this line"),
        "persons": ("integer", "different people taken along this line"),
        "length_m": ("number", "length of the line in metres"),
        "documented": ("integer", "legs of this evidence"),
        "inferred": ("integer", "legs of this evidence"),
        "gap": ("integer", "legs of this evidence"),
    },
    "places": {
        "place_id": ("string", "id of the place"),
        "name": ("string", "English or romanised name"),
        "names": ("object", "names by language"),
        "aliases": ("array", "other spellings"),
        "group": ("string", "facility, crossing, or other (known from records alone)"),
        "kind": ("string", "kind of facility or crossing"),
        "authority": ("string", "body in charge"),
        "country": ("string", "ISO 3166-1 alpha-2"),
        "countries": ("array", "both countries of a crossing"),
        "admin1": ("string", "ISO 3166-2"),
        "admin1_name": ("string", "name of the province"),
        "locality": ("string", "town or county"),
        "longitude": ("number", "degrees, WGS 84"),
        "latitude": ("number", "degrees, WGS 84"),
        "precision": ("string", "to what the position is known: site, locality, admin1 or country"),
        "uncertainty_m": ("number", "radius in metres that holds the true position"),
        "status": ("string", "open, closed or unknown"),
        "opened": ("string", "EDTF"),
        "closed": ("string", "EDTF"),
        "sources": ("array", "who puts the place where: title, url, position as published and in degrees"),
        "chosen_because": ("string", "why this position, where sources differ"),
        "persons": ("integer", "different people recorded here; empty where the profile withholds how many"),
        "verified": ("object", "who verified the position, when and how"),
        "note": ("string", "free text"),
        "extra": ("object", "further properties of the place in the file that it came from"),
        "member": ("object", "further members of its feature in that file"),
    },
    "stints": {
        "person_id": PERSON,
        "detention": ("integer", "number of the detention within the person, from 1"),
        "stint": ("integer", "number of the stop within the person, from 1"),
        "place_id": ("string", PLACE + "; empty where nobody knows it"),
        "place_name": ("string", NAME),
        "place_as_recorded": ("string", "the place in the words of the record, where no place is known by them"),
        "arrival": ("string", "as recorded (EDTF)"),
        "earliest_arrival": ("datetime", EARLIEST),
        "latest_arrival": ("datetime", LATEST),
        "departure": ("string", "as recorded (EDTF)"),
        "earliest_departure": ("datetime", EARLIEST),
        "latest_departure": ("datetime", LATEST),
        "duration": ("string", "ISO 8601, as recorded"),
        "authority": ("string", "who held the person"),
        "events": ("array", "what is recorded: arrest, custody, crossing, sighting, release, escape, death"),
        "sources": SOURCES,
        "source_relation": ("string", "how the source knows"),
        "reliability": ("string", "of the source, in the words of HURIDOCS"),
        "rows": ("array", "rows of the file of records"),
    },
}  # fmt: skip
TABLES = tuple(FIELDS)
POINTS = ("places", "stints")  # the others are lines
TEAM_ALONE = {  # columns that leave in no profile but internal
    "paths": ("consent",),
    "places": ("verified", "note", "extra", "member"),
    "stints": ("rows",),
}
OF_THE_RECORDS = ("string", "a column of the records, as it stands there")


def schema(table: str, columns: list[str]) -> list[dict]:
    """The columns of a table as the fields of a Frictionless Table Schema; ``geometry`` is left to the caller.

    >>> schema("flows", ["persons", "Mine"])[1]
    {'name': 'Mine', 'type': 'string', 'description': 'a column of the records, as it stands there'}
    """
    return [_field(name, *FIELDS[table].get(name, OF_THE_RECORDS)) for name in columns if name != "geometry"]


def _field(name: str, kind: str, meaning: str) -> dict:
    stated = {"format": "%Y-%m-%dT%H:%M:%S"} if kind == "datetime" else {}
    return {"name": name, "type": kind, **stated, "description": meaning}

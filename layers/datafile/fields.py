"""What does each column of a data file mean? One table for every format, which the sidecar tells.

``table → column → (type, word)``, in the order of the file. Types are those of Frictionless Table Schema. What a column
means is ``field.<word>`` of fields.po, in the language of the file. Not among them: ``geometry``, which every format
writes in its own way, and columns that somebody's own records bring.
"""

from collections.abc import Callable

FIELDS = {
    "legs": {
        "person_id": ("string", "person_id"),
        "detention": ("integer", "detention"),
        "leg": ("integer", "leg"),
        "from_stint": ("integer", "from_stint"),
        "to_stint": ("integer", "to_stint"),
        "origin": ("string", "place"),
        "origin_name": ("string", "place_name"),
        "destination": ("string", "place"),
        "destination_name": ("string", "place_name"),
        "via": ("string", "via"),
        "via_name": ("string", "place_name"),
        "evidence": ("string", "evidence"),
        "reason_codes": ("array", "reason_codes"),
        "reasons": ("array", "reasons"),
        "departed": ("string", "departed"),
        "departed_earliest": ("datetime", "earliest"),
        "departed_latest": ("datetime", "latest"),
        "arrived": ("string", "arrived"),
        "arrived_earliest": ("datetime", "earliest"),
        "arrived_latest": ("datetime", "latest"),
        "length_m": ("number", "length_of_leg"),
        "hidden_stops": ("integer", "hidden_stops"),
        "alternatives": ("array", "alternatives"),
        "sources": ("array", "citations"),
    },
    "paths": {
        "person_id": ("string", "person_id"),
        "case_id": ("string", "case_id"),
        "detentions": ("integer", "detentions"),
        "stints": ("integer", "stints"),
        "stints_unlocated": ("integer", "stints_unlocated"),
        "legs": ("integer", "legs_of_person"),
        "length_m": ("number", "length_of_person"),
        "arrest_place": ("string", "arrest_place"),
        "arrest_place_name": ("string", "place_name"),
        "arrest_country": ("string", "country"),
        "arrest_admin1": ("string", "province"),
        "first_place": ("string", "first_place"),
        "last_place": ("string", "last_place"),
        "last_place_name": ("string", "place_name"),
        "ending": ("string", "ending"),
        "earliest": ("datetime", "earliest"),
        "latest": ("datetime", "latest"),
        "evidence": ("string", "weakest_evidence"),
        "reason": ("string", "reason"),
        "outcome": ("string", "outcome"),
        "age": ("string", "age"),
        "sex": ("string", "as_recorded"),
        "authorities": ("array", "held_by"),
        "sources": ("array", "citations"),
        "consent": ("string", "consent"),
    },
    "flows": {
        "origin": ("string", "place"),
        "origin_name": ("string", "place_name"),
        "destination": ("string", "place"),
        "destination_name": ("string", "place_name"),
        "legs": ("integer", "legs_of_line"),
        "persons": ("integer", "persons_of_line"),
        "length_m": ("number", "length_of_line"),
        "documented": ("integer", "legs_of_evidence"),
        "inferred": ("integer", "legs_of_evidence"),
        "gap": ("integer", "legs_of_evidence"),
    },
    "places": {
        "place_id": ("string", "place_id"),
        "name": ("string", "name"),
        "names": ("object", "names"),
        "aliases": ("array", "aliases"),
        "group": ("string", "group"),
        "kind": ("string", "kind"),
        "authority": ("string", "in_charge"),
        "country": ("string", "country"),
        "countries": ("array", "countries"),
        "admin1": ("string", "province"),
        "admin1_name": ("string", "admin1_name"),
        "locality": ("string", "locality"),
        "longitude": ("number", "degrees"),
        "latitude": ("number", "degrees"),
        "precision": ("string", "precision"),
        "uncertainty_m": ("number", "uncertainty_m"),
        "status": ("string", "status"),
        "opened": ("string", "edtf"),
        "closed": ("string", "edtf"),
        "sources": ("array", "sources_of_place"),
        "chosen_because": ("string", "chosen_because"),
        "persons": ("integer", "persons_at_place"),
        "verified": ("object", "verified"),
        "note": ("string", "note"),
        "extra": ("object", "extra"),
        "member": ("object", "member"),
    },
    "stints": {
        "person_id": ("string", "person_id"),
        "detention": ("integer", "detention"),
        "stint": ("integer", "stint"),
        "place_id": ("string", "place_or_empty"),
        "place_name": ("string", "place_name"),
        "place_as_recorded": ("string", "place_as_recorded"),
        "arrival": ("string", "date_as_recorded"),
        "earliest_arrival": ("datetime", "earliest"),
        "latest_arrival": ("datetime", "latest"),
        "departure": ("string", "date_as_recorded"),
        "earliest_departure": ("datetime", "earliest"),
        "latest_departure": ("datetime", "latest"),
        "duration": ("string", "duration"),
        "authority": ("string", "held_by"),
        "events": ("array", "events"),
        "sources": ("array", "citations"),
        "source_relation": ("string", "source_relation"),
        "reliability": ("string", "reliability"),
        "rows": ("array", "rows"),
    },
}  # fmt: skip
TABLES = tuple(FIELDS)
POINTS = ("places", "stints")  # the others are lines
TEAM_ALONE = {  # columns that leave in no profile but internal
    "paths": ("consent",),
    "places": ("verified", "note", "extra", "member"),
    "stints": ("rows",),
}
OF_THE_RECORDS = ("string", "of_the_records")


def schema(table: str, columns: list[str], t: Callable[..., str]) -> list[dict]:
    """The columns of a table as the fields of a Frictionless Table Schema; ``geometry`` is left to the caller.

    >>> from layers.words import translator
    >>> schema("flows", ["persons", "Mine"], translator("en"))[1]
    {'name': 'Mine', 'type': 'string', 'description': 'a column of the records, as it stands there'}
    """
    return [_field(name, *FIELDS[table].get(name, OF_THE_RECORDS), t) for name in columns if name != "geometry"]


def _field(name: str, kind: str, word: str, t: Callable[..., str]) -> dict:
    stated = {"format": "%Y-%m-%dT%H:%M:%S"} if kind == "datetime" else {}
    return {"name": name, "type": kind, **stated, "description": t(f"field.{word}")}

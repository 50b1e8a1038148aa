"""How do the places become Linked Places format, which gazetteers of historians exchange (World Historical Gazetteer)?

https://github.com/LinkedPasts/linked-places-format, v1.2 with the `fclasses` that v1.3 asks for: GeoJSON and JSON-LD.
Nothing is claimed that the record does not say:

- `@id` is a URN of the data's name and the place's id. It is no web address, because the places have none.
- A source's address is a link of the weakest kind, `seeAlso`: whether it is of the very same place, people must say.
- The kinds are our own words, as source labels of the Getty concepts *site*, *bridge* and *airport*.
- `when` has bounds where EDTF does not name a plain date; its label is the record's own text. A place of which no end
  is known has one that is not earlier than its beginning: without any, the format would read "only in that year".
- The certainty of a geometry is the precision: to the site certain, to the town less-certain, else uncertain.
"""

import re
from urllib.parse import quote

import numpy as np
import pandas as pd

from geodata import edtf
from geodata.dataset import Dataset
from geodata.unreadable import NotADate

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
URN = "urn:x-gazetteer"
CERTAINTY = {"site": "certain", "locality": "less-certain"}
FEATURE_CLASSES = ["S"]  # GeoNames: spots, buildings, farms; bridges and border posts are of it too
SITE = ("aat:300000809", "site")
TYPES = {  # kind → concept of the Getty Art & Architecture Thesaurus, from the format's own list of place types
    "road_bridge": ("aat:300007836", "bridge"),
    "rail_bridge": ("aat:300007836", "bridge"),
    "road_rail_bridge": ("aat:300007836", "bridge"),
    "airport": ("aat:300000681", "airport"),
}
FIELDS = ("authority", "admin1", "admin1_name", "locality", "precision", "uncertainty_m", "status")  # as they are
ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][^\s<>\"{}|\\^`]*)?", re.I)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
COUNTRY = re.compile(r"[A-Z]{2}")
PLAIN_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


def collection(places: pd.DataFrame, dataset: Dataset) -> dict:
    """The places as one document of the format, with what is told of the data as `gazetteer`."""
    own = {"label": dataset.title + (f", version {dataset.version}" if dataset.version else "")}
    features = [_feature(place, dataset.name, own) for place in places.to_dict("records")]
    return {"type": "FeatureCollection", "@context": CONTEXT, "gazetteer": dataset.members(), "features": features}


def _feature(place: dict, name: str, own: dict) -> dict:
    sources = place.get("sources") or []
    properties = {"title": _known(place, "name") or place["place_id"], "place_id": place["place_id"]}
    countries = [code.upper() for code in place.get("countries") or [_known(place, "country") or ""]]
    codes = list(dict.fromkeys(filter(COUNTRY.fullmatch, countries)))
    properties |= ({"ccodes": codes} if codes else {}) | {"fclasses": FEATURE_CLASSES}
    properties |= {field: value for field in FIELDS if (value := _known(place, field)) is not None}
    links = dict.fromkeys(address for source in sources if (address := _address(source)))
    described = [text for field in ("chosen_because", "note") if (text := _known(place, field))]
    kind = _known(place, "kind")
    made = {
        "@id": f"{URN}:{quote(name, safe='')}:{quote(place['place_id'].encode('utf-8', 'replace'), safe='')}",
        "type": "Feature",
        "properties": properties,
        "when": _when(_known(place, "opened"), _known(place, "closed")),
        "names": _names(place, [_citation(source) for source in sources] or [own]),
        "types": [_type(kind)] if kind else [],
        "geometry": _geometry(place),
        "links": [{"type": "seeAlso", "identifier": address} for address in links],
        "descriptions": [{"value": text} for text in described],
    }
    return {key: value for key, value in made.items() if value or key == "geometry"}


def _names(place: dict, citations: list[dict]) -> list[dict]:
    """The name first, with the sources that tell of the place; further ones as they are."""
    title = _known(place, "name") or place["place_id"]
    names = [{"toponym": title, "citations": citations}]
    for language, name in (place.get("names") or {}).items():
        names.append({"toponym": name} | ({"lang": language} if LANGUAGE.fullmatch(language) else {}))
    return names + [{"toponym": alias} for alias in place.get("aliases") or []]


def _citation(source: dict) -> dict:
    """What a source calls itself; its address as an identifier only where it is one."""
    address, label = _address(source), str(source.get("title") or "")
    if not address and source.get("url"):
        label = ", ".join(filter(None, (label, str(source["url"]))))
    return {"label": label or address or "a source without a title"} | ({"@id": address} if address else {})


def _address(source: dict) -> str | None:
    url = source.get("url")
    return url if isinstance(url, str) and ADDRESS.fullmatch(url) else None


def _type(kind: str) -> dict:
    identifier, label = TYPES.get(kind, SITE)
    return {"identifier": identifier, "label": label, "sourceLabels": [{"label": kind.replace("_", " ")}]}


def _geometry(place: dict) -> dict | None:
    """A collection, as the format has it; null for a place without a position, as GeoJSON has it."""
    if pd.isna(place["longitude"]) or pd.isna(place["latitude"]):
        return None
    point = {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
    point["certainty"] = CERTAINTY.get(_known(place, "precision"), "uncertain")
    return {"type": "GeometryCollection", "geometries": [point]}


def _when(opened: str | None, closed: str | None) -> dict | None:
    """One timespan of what is known of the two dates; None where neither can be read."""
    first, last = _read(opened), _read(closed)
    start, end = _bounds(opened, first), _bounds(closed, last)
    if not start and (at_latest := end.get("in") or end.get("latest")):
        start = {"latest": at_latest}  # it was there before it was closed
    if not end and (at_earliest := start.get("in") or start.get("earliest")):
        end = {"earliest": at_earliest}
    if not start:
        return None
    span = {"start": start} | ({"end": end} if end else {})
    label = "; ".join(f"{word} {text}" for word, text in (("opened", opened), ("closed", closed)) if text)
    unsure = any(date and (date.uncertain or date.approximate) for date in (first, last))
    return {"timespans": [span], "label": label} | ({"certainty": "less-certain"} if unsure else {})


def _read(text: str | None) -> edtf.Span | None:
    try:
        return edtf.read(text) if text else None
    except NotADate:
        return None


def _bounds(text: str | None, span: edtf.Span | None) -> dict:
    """`in` for a plain date, else `earliest` and `latest` as far as they are known and have four digits of a year."""
    if span is None:
        return {}
    if PLAIN_DATE.fullmatch(text.strip()) and int(text.strip()[5:7] or 1) <= 12:  # else a season
        return {"in": text.strip()}
    days = {name: _day(seconds) for name, seconds in (("earliest", span.earliest), ("latest", span.latest))}
    return {name: day for name, day in days.items() if day}


def _day(seconds: int | None) -> str | None:
    day = "" if seconds is None else str(np.datetime64(seconds, "s").astype("datetime64[D]"))
    return day if re.fullmatch(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}", day) else None


def _known(place: dict, field: str):
    value = place.get(field)
    return None if value is None or value != value else value  # noqa: PLR0124 - NaN

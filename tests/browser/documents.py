"""Map documents of a few invented people and places, for the tests of the browser side.

``content(people, places)`` makes a payload as layers/payload.py describes it, ``write(payload, folder)`` the document.
"""

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd

from layers import claims, page
from layers.basemap import basemap
from layers.columns import read_column
from layers.words import catalogue

PLACES = (
    {"id": "alpha", "name": "Alpha Holding Centre", "kind": "holding_centre", "lon": 129.7, "lat": 42.4},
    {"id": "beta", "name": "Beta Camp", "kind": "political_prison_camp", "lon": 128.0, "lat": 40.0},
    {"id": "gamma", "name": "Gamma", "kind": "police_station", "lon": 126.0, "lat": 39.0, "precision": "locality"},
    {"id": "delta", "name": "Delta", "lon": 127.0, "lat": 41.0, "precision": "admin1", "uncertainty": 60000},
    {"id": "bridge", "name": "Bridge", "kind": "road_bridge", "lon": 129.8, "lat": 42.96, "group": 1, "country": "CN"},
)
TEXTS = ("kind", "authority", "country", "admin1", "locality", "precision", "status", "opened", "closed", "because")
EVIDENCE = ("documented", "inferred", "gap")
FILTERS = (
    ("time_from", "period"), ("time_to", "period"), ("time_mode", "mode"), ("country", "choice"), ("province", "choice"),
    ("authority", "choice"), ("reason", "choice"), ("ending", "choice"), ("last_place", "choice"), ("evidence", "choice"),
    ("facility_kind", "choice"), ("person", "text"), ("case", "text"), ("place_text", "text"), ("bbox", "area"),
)  # fmt: skip
OPTIONS = {
    "time_mode": ["possibly", "certainly"],
    "country": ["KP", "CN"],
    "authority": ["MSS", "MPS"],
    "reason": ["defection", "religion"],
    "ending": ["last_known", "released"],
    "last_place": ["beta", "gamma"],
    "evidence": list(EVIDENCE),
    "facility_kind": ["holding_centre", "political_prison_camp", "police_station"],
}
LAYERS = {
    "facilities": 1, "crossings": 1, "paths": 1, "flows": 0, "last_known": 1, "uncertainty": 0, "comparison": 0
}  # fmt: skip

HOST = """<!doctype html><meta charset="utf-8"><iframe sandbox="allow-scripts" src="map.html" width="900" height="600"></iframe>
<script>
  window.heard = [];
  const frame = document.querySelector("iframe");
  addEventListener("message", ({ source, data }) => source === frame.contentWindow && heard.push(data));
</script>"""


class Texts(list):
    """Distinct texts and their positions; -1 for none."""

    def of(self, text):
        if text is None:
            return -1
        if text not in self:
            self.append(text)
        return self.index(text)

    def positions(self, values):
        return np.array([self.of(text) for text in values], dtype=int)


def stop(place=None, arrived=None, departed=None, **more):
    """One stint of a person; place None: nobody knows where. Dates are EDTF years, months or days, or None."""
    return {"place": place, "arrived": arrived, "departed": departed, **more}


def person(id, *stops, evidence="documented", **more):
    """A person with stops; ``evidence`` of all legs, or of each in a list."""
    return {"id": id, "stops": stops, "evidence": evidence, **more}


def people():
    return [
        person("P1", stop("alpha", "1998"), stop("beta", "1999-05~"), case="C1", ending="last_known", reason="religion"),
        person("P2", stop("beta", "2004"), stop("alpha", "2005"), stop("gamma", "2006"), case="C1", ending="released",
               evidence=["documented", "inferred"], authorities=["MPS"]),
        person("P3", stop("gamma", "2010"), stop(None), stop("beta", "2012"), case="C2", evidence="gap", ending="last_known"),
        person("P10", stop("delta", "2001"), case="C3", ending="released", country="CN"),
    ]  # fmt: skip


def content(persons=None, places=PLACES, *, lang="en", standalone=True, **meta):
    """The payload of a document."""
    persons = people() if persons is None else persons
    texts = Texts()
    places = [{"precision": "site", "uncertainty": 500, "country": "KP", "group": 0, **place} for place in places]
    where = {place["id"]: i for i, place in enumerate(places)}
    tables = _ladder(persons, where, places, texts)
    totals = {"persons": len(persons), "legs": len(tables["legs"]["from"]), "places": len(places)}
    return {
        "meta": {"title": "A map", "version": "1.2.3", "data_sha256": "f" * 64, "lang": lang, "profile": "internal",
                 "synthetic": True, "standalone": standalone, "date": "2025-01-01", "totals": totals, "cut": [],
                 "filters_in_words": [], **meta},
        "words": dict(catalogue(lang)),
        "filters": [_filter(key, kind) for key, kind in FILTERS],
        "layers": [{"key": key, "label": key, "on": bool(on)} for key, on in LAYERS.items()],
        "places": _places(places, persons, texts),
        **tables,
        "text": list(texts),
        "basemap": basemap(),
    }  # fmt: skip


def _filter(key, kind):
    options = [[value, value] for value in OPTIONS.get(key, [])]
    return {"key": key, "kind": kind, "level": "person", "label": key, "help": key, "options": options}


def _places(places, persons, texts):
    def passed(place):
        return sum(any(s["place"] == place["id"] for s in p["stops"]) for p in persons)

    return {
        "id": [texts.of(place["id"]) for place in places],
        "name": [texts.of(place.get("name")) for place in places],
        **{key: [texts.of(place.get(key)) for place in places] for key in TEXTS},
        **{
            key: [place.get(key) for place in places]
            for key in ("names", "lon", "lat", "group", "uncertainty", "aliases")
        },
        **_claims(places, texts),
        "persons": [passed(place) for place in places],
    }


def _claims(places, texts):
    """Sources, as in a place file, and what is proposed, packed as layers/packing.py does."""
    rows = [(place["lon"], place["lat"], place.get("sources", []), place.get("review", 0), place.get("proposed", []))
            for place in places]  # fmt: skip
    table = pd.DataFrame(rows, columns=["longitude", "latitude", "sources", "review", "proposed"])
    packed = {name: read_column(column) for name, column in claims.review(table).items()}
    return {"sources": claims.sources(table.astype({"longitude": float, "latitude": float}), texts), **packed}


def _ladder(persons, where, places, texts):
    lines, dates = [], Texts()
    stints = {
        key: [] for key in ("place", "detention", "arrived", "departed", "duration", "authority", "events", "sources")
    }
    legs = {key: [] for key in ("from", "to", "line", "evidence", "via", "reasons", "hidden")}
    rows = {key: [] for key in ("id", "case", "ending", "reason", "outcome", "age", "sex", "arrest", "country", "admin1",
                                "last", "first_stint", "stints", "authorities")}  # fmt: skip
    for one in persons:
        first = len(stints["place"])
        _stints(one, where, stints, dates, texts)
        _legs(one, first, stints, legs, lines, texts)
        located = [place for place in stints["place"][first:] if place >= 0]
        country = one.get("country", "KP")
        for key in ("id", "case", "ending", "reason", "outcome", "age", "sex", "admin1"):
            rows[key].append(texts.of(one.get(key)))
        for key, value in (
            ("arrest", stints["place"][first]), ("country", texts.of(country)), ("last", located[-1] if located else -1),
            ("first_stint", first), ("stints", len(one["stops"])),
            ("authorities", [texts.of(a) for a in one.get("authorities", ["MSS"])]),
        ):  # fmt: skip
            rows[key].append(value)
    taken = [(legs["line"].count(i), i) for i in range(len(lines))]
    return {
        "lines": {
            "a": [a for a, _ in lines],
            "b": [b for _, b in lines],
            "mid": {"flat": [], "counts": [0 for _ in lines]},
            "km": [100 for _ in lines],
        },
        "persons": rows,
        "stints": stints,
        "dates": {
            "text": [texts.of(d) for d in dates],
            "lo": [_day(d, 0) for d in dates],
            "hi": [_day(d, 1) for d in dates],
        },
        "legs": legs,
        "flows": {
            "line": [i for _, i in taken],
            "legs": [n for n, _ in taken],
            "persons": [n for n, _ in taken],
            "evidence": [0 for _ in taken],
        },
    }


def _stints(one, where, stints, dates, texts):
    for i, s in enumerate(one["stops"]):
        stints["place"].append(where[s["place"]] if s["place"] else -1)
        stints["detention"].append(s.get("detention", 1))
        stints["arrived"].append(dates.of(s["arrived"]))
        stints["departed"].append(dates.of(s["departed"]))
        stints["duration"].append(texts.of(s.get("duration")))
        stints["authority"].append(texts.of(s.get("authority", "MSS")))
        stints["events"].append(["arrest" if i == 0 else "custody"])
        stints["sources"].append([texts.of(s.get("source", "SYNTHETIC interview"))])


def _legs(one, first, stints, legs, lines, texts):
    evidence = one["evidence"]
    last, hidden, made = None, 0, 0
    for i in range(first, len(stints["place"])):
        place = stints["place"][i]
        if place < 0:
            hidden += 1
            continue
        if last is not None and stints["detention"][last] == stints["detention"][i]:
            line = (stints["place"][last], place)
            if line not in lines:
                lines.append(line)
            kind = evidence if isinstance(evidence, str) else evidence[made]
            for key, value in (
                ("from", last), ("to", i), ("line", lines.index(line)), ("evidence", EVIDENCE.index(kind)), ("via", -1),
                ("reasons", [texts.of(f"why {kind}")]), ("hidden", hidden),
            ):  # fmt: skip
                legs[key].append(value)
            made += 1
        last, hidden = i, 0


def _day(text, end):
    """First or last day of a year, month or day, in days since 1970-01-01; signs of doubt are set aside."""
    year, *rest = (int(part) for part in text.rstrip("~?%").split("-"))
    month, day = (*rest, None, None)[:2]
    if day:
        date = dt.date(year, month, day)
    elif not end:
        date = dt.date(year, month or 1, 1)
    else:
        date = dt.date(year + (month in (None, 12)), (month or 12) % 12 + 1, 1) - dt.timedelta(days=1)
    return (date - dt.date(1970, 1, 1)).days


def write(payload, folder: Path) -> Path:
    """The document of a payload as a file."""
    path = folder / "map.html"
    path.write_text(page.render(payload, payload["meta"]["standalone"]), encoding="utf-8")
    return path


def hosted(payload, folder):
    """A page that has the document in a frame."""
    write(payload, folder)
    host = folder / "host.html"
    host.write_text(HOST, encoding="utf-8")
    return host

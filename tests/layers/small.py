"""Small records for the tests of layers, built into ladders by routes; and many generated ones from a fixed seed."""

import numpy as np
import pandas as pd

from geodata.places import bundled, parse_features
from routes.build import build

PLACES = {
    "onsong": (
        129.99,
        42.95,
        {"name": "Onsong MSS office", "names": {"ko": "온성군 보위부"}, "kind": "interrogation_centre"},
    ),
    "nongpo": (129.72, 41.74, {"name": "Nongpo holding centre", "aliases": ["Songpyong"], "kind": "holding_centre"}),
    "yodok": (126.85, 39.67, {"name": "Camp 15", "kind": "political_prison_camp", "locality": "Yodok"}),
    "tumen": (
        129.85,
        42.97,
        {"name": "Tumen detention centre", "kind": "detention_centre", "country": "CN", "admin1": "CN-JL"},
    ),
    "bridge": (129.8508, 42.9544, {"name": "Tumen bridge", "kind": "road_bridge", "countries": ["CN", "KP"]}),
    "lost": (None, None, {"name": "A place without a position", "kind": "prison"}),
}
SOURCE = {"title": "A report", "url": "https://example.org/report", "longitude": 129.0, "latitude": 42.0}


def places(**properties):
    """PLACES as a table; ``onsong={"sources": []}`` changes properties of one."""
    features = []
    for key, (longitude, latitude, own) in PLACES.items():
        common = {"country": "KP", "admin1": "KP-09", "precision": "site", "uncertainty_m": 500, "sources": [SOURCE]}
        point = None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
        told = {**common, **own, **properties.get(key, {})}
        features.append({"type": "Feature", "id": key, "properties": told, "geometry": point})
    return parse_features({"type": "FeatureCollection", "features": features})[0].drop(columns="row", errors="ignore")


def ladder(*rows, table=None, **options):
    """The ladder of rows given as dicts; ``row`` and ``seq`` are counted, ``consent`` is public unless said."""
    told = [{"seq": str(n), "consent": "public", "row": n + 2, **row} for n, row in enumerate(rows)]
    return build(pd.DataFrame(told), places() if table is None else table, **options)


def walk(person, *stops, **columns):
    """Rows of one person through places, in order."""
    return [{"person_id": person, "place_id": stop, **columns} for stop in stops]


def generated(people, stops=4, seed=1):
    """A ladder of many people through the bundled places, some places far more often than others (Zipf)."""
    random = np.random.default_rng(seed)
    ids = bundled()["place_id"].to_numpy(object)
    weight = 1 / np.arange(1, len(ids) + 1)
    rows = people * stops
    start = np.datetime64("1995-01-01") + random.integers(0, 9000, people).repeat(stops)
    arrival = start + 200 * np.tile(np.arange(stops), people)
    person = np.arange(people).repeat(stops)
    events = pd.DataFrame(
        {
            "person_id": np.char.mod("P%06d", person).astype(object),
            "case_id": np.char.mod("C%05d", person // 2).astype(object),
            "seq": np.tile(np.arange(stops), people).astype(str).astype(object),
            "place_id": random.permutation(ids)[random.choice(len(ids), rows, p=weight / weight.sum())],
            "arrival": np.datetime_as_string(arrival).astype(object),
            "authority": np.array(["MSS", "MPS", "PSB"], dtype=object)[random.integers(0, 3, rows)],
            "reason": np.array(["attempted_escape", "guilt_by_association"], dtype=object)[person % 2],
            "source": np.char.mod("Interview %d", person % 60).astype(object),
            "source_relation": "present",
            "consent": "public",
            "row": np.arange(rows) + 2,
        }
    )
    return build(events, bundled())

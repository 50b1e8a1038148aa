"""Generated records to measure on: nobody's, any number of them, the same for the same seed.

STINTS_A_PERSON events a person in order of `seq`, the places drawn by Zipf's law (few places meet most people), days of
stay of one week to two years, rows shuffled as exports of databases are. One country, so that no crossing is inferred:
the peers do not infer any.
"""

import numpy as np
import pandas as pd

from geodata.places import parse_features

STINTS_A_PERSON = 4
PLACES = 2_000
ZIPF = 1.2  # exponent; some 15 % of all stays fall on the first place
CROSSINGS = 200
SEED = 20241031
BOX = (124.0, 34.0, 131.0, 43.0)  # degrees: west, south, east, north


def places(count: int = PLACES, seed: int = SEED, box: tuple[float, ...] = BOX) -> pd.DataFrame:
    """A gazetteer of invented places, as geodata.places reads it."""
    random = np.random.default_rng(seed)
    west, south, east, north = box
    lon, lat = random.uniform(west, east, count).round(5), random.uniform(south, north, count).round(5)
    features = [
        {
            "type": "Feature",
            "id": f"place-{number:04d}",
            "properties": {"name": f"Place {number}", "kind": "detention_centre", "country": "KP", "admin1": "KP-01"},
            "geometry": {"type": "Point", "coordinates": [float(lon[number]), float(lat[number])]},
        }
        for number in range(count)
    ]
    return parse_features({"type": "FeatureCollection", "features": features})[0].drop(columns="row")


def with_border(gazetteer: pd.DataFrame, crossings: int = CROSSINGS, seed: int = SEED) -> pd.DataFrame:
    """The same places with a border down a meridian, a third of them abroad, and official crossings on it."""
    random = np.random.default_rng(seed + 2)
    west, south, east, north = BOX
    border = west + (east - west) / 3
    posts = gazetteer.head(crossings).assign(
        place_id=[f"crossing-{number:03d}" for number in range(crossings)],
        group="crossing",
        kind="road_bridge",
        status="open",
        countries=[["CN", "KP"]] * crossings,
        longitude=border,
        latitude=random.uniform(south, north, crossings).round(5),
    )
    abroad = gazetteer["longitude"] < border
    inland = gazetteer.assign(country=np.where(abroad, "CN", "KP"))
    inland["countries"] = inland["country"].str.split(" ")
    return pd.concat([inland, posts], ignore_index=True)


def events(count: int, seed: int = SEED, zipf: float = ZIPF) -> pd.DataFrame:
    """`count` custody events as routes.reading gives them: texts, and `row`."""
    random = np.random.default_rng(seed + 1)
    persons = -(-count // STINTS_A_PERSON)
    weight = 1 / np.arange(1, PLACES + 1) ** zipf
    place = random.choice(PLACES, (persons, STINTS_A_PERSON), p=weight / weight.sum())
    stay = random.integers(7, 730, (persons, STINTS_A_PERSON))
    begin = random.integers(0, 9_000, (persons, 1))  # days after 1990
    leave = begin + np.cumsum(stay, axis=1)
    came = np.datetime64("1990-01-01") + (leave - stay)
    left = np.datetime64("1990-01-01") + leave
    table = pd.DataFrame(
        {
            "person_id": np.repeat([f"P{number:07d}" for number in range(persons)], STINTS_A_PERSON),
            "seq": np.tile(np.arange(1, STINTS_A_PERSON + 1).astype(str), persons),
            "place_id": np.array([f"place-{number:04d}" for number in range(PLACES)])[place.ravel()],
            "arrival": np.datetime_as_string(came.ravel()),
            "departure": np.datetime_as_string(left.ravel()),
            "authority": np.array(["MSS", "MPS", "PSB"])[random.integers(0, 3, persons * STINTS_A_PERSON)],
        }
    ).astype("str")
    table = table.iloc[random.permutation(len(table))[:count]].reset_index(drop=True)
    return table.assign(row=np.arange(2, count + 2))

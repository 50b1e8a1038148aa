"""Five hundred good places in four countries, invented from real towns; and the faults that are planted among them.

Nothing in it is a real facility: each place has the name of a town and of a kind, and lies at random within 3 km of the
town's middle. The same places each time.
"""

import copy
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
from pyproj import Transformer

from geodata import regions, shifted
from geodata.outlines import BASEMAP

COUNTRIES = {"KP": 100, "CN": 130, "US": 140, "BR": 130}  # places in each
MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
KINDS = {"Prison": "prison", "Detention Centre": "detention_centre", "Police Station": "police_station",
         "Holding Centre": "holding_centre"}  # fmt: skip


@cache
def good() -> tuple[dict, ...]:
    """The places as GeoJSON Features."""
    towns = pd.read_csv(BASEMAP / "world_towns.csv", keep_default_na=False)
    generator = np.random.default_rng(20241001)
    return tuple(
        feature for country in COUNTRIES for feature in _country(towns[towns["country"] == country], country, generator)
    )


def _country(towns: pd.DataFrame, country: str, generator: np.random.Generator) -> list[dict]:
    towns = towns.assign(name=towns["names"].str.split("|").str[0])
    towns = towns[towns["name"].str.fullmatch(r"[a-z]{4,}( [a-z]+)?") & ~towns["name"].duplicated(keep=False)]
    towns = towns.sample(min(len(towns), 3 * COUNTRIES[country]), random_state=np.random.RandomState(len(towns)))
    lon = (towns["longitude"] + generator.uniform(-0.02, 0.02, len(towns))).round(6)
    lat = (towns["latitude"] + generator.uniform(-0.02, 0.02, len(towns))).round(6)
    where, water = regions.locate(lon, lat), regions.water(lon, lat)
    there = (
        (where["country"] == country) & where["admin1"].notna() & (where["outside_m"] == 0) & (water["water_m"] == 0)
    )
    kept = towns.assign(lon=lon, lat=lat, admin1=where["admin1"])[there.to_numpy()].head(COUNTRIES[country])
    return [_feature(row, number, country, generator) for number, row in enumerate(kept.itertuples())]


def _feature(town, number: int, country: str, generator: np.random.Generator) -> dict:
    locality = town.name.title()
    kind = list(KINDS)[number % len(KINDS)]
    near = town.lon + generator.uniform(-0.002, 0.002), town.lat + generator.uniform(-0.002, 0.002)
    properties = {
        "name": f"{locality} {kind}", "kind": KINDS[kind], "country": country, "admin1": town.admin1,
        "locality": locality, "precision": "site", "uncertainty_m": 500, "opened": f"19{50 + number % 40}",
        "sources": [
            {"title": "Register", "url": "https://register.example/1", "longitude": town.lon, "latitude": town.lat,
             "coords_as_published": f"{town.lat}, {town.lon}", "precision": "site", "uncertainty_m": 500},
            {"title": "Survey", "url": "https://survey.example/1", "longitude": round(near[0], 6),
             "latitude": round(near[1], 6), "uncertainty_m": 500},
        ],
    }  # fmt: skip
    return _at({"type": "Feature", "id": f"{country}-{number}", "properties": properties}, town.lon, town.lat)


def _at(feature: dict, lon: object, lat: object) -> dict:
    feature["geometry"] = {"type": "Point", "coordinates": [lon, lat]}
    return feature


# --- faults -----------------------------------------------------------------------------------------------------------


def position(feature: dict) -> tuple[float, float]:
    """Where a place lies."""
    return tuple(feature["geometry"]["coordinates"])


def moved(feature: dict, lon: object, lat: object) -> dict:
    """The place elsewhere, and its only source says so too."""
    source = {"title": "Register", "url": "https://register.example/1", "longitude": lon, "latitude": lat}
    feature["properties"]["sources"] = [source]
    return _at(feature, lon, lat)


def to_mercator(lon: float, lat: float) -> tuple[float, float]:
    """The metres of Web Mercator."""
    return tuple(round(metres, 2) for metres in MERCATOR.transform(lon, lat))


def _as_minutes(number: float) -> float:
    whole, part = divmod(abs(number), 1)
    return round(float(np.sign(number)) * (whole + part * 0.6), 6)


def _within(feature: dict, metres: float) -> dict:
    """The place so far away in its own province, on land."""
    lon, lat = position(feature)
    angle = np.radians(np.arange(0, 360, 5))
    east, north = (
        lon + metres * np.sin(angle) / 111_000 / np.cos(np.radians(lat)),
        lat + metres * np.cos(angle) / 111_000,
    )
    inside = (regions.locate(east, north)["admin1"] == feature["properties"]["admin1"]).to_numpy()
    first = np.flatnonzero(inside & (regions.water(east, north)["water_m"].to_numpy() == 0))[0]
    return moved(feature, round(float(east[first]), 6), round(float(north[first]), 6))


def _changed(feature: dict, **properties: object) -> dict:
    feature["properties"] |= properties
    return feature


def _source(feature: dict, number: int, **members: object) -> dict:
    feature["properties"]["sources"][number] |= members
    return feature


def _shifted(feature: dict) -> dict:
    """The position as a Chinese map shows it, the true one in its source."""
    lon, lat = shifted.gcj02_from_wgs84(*position(feature))
    del feature["properties"]["sources"][1]
    return _at(feature, round(float(lon), 6), round(float(lat), 6))


def _beside(feature: dict, place_id: str, north: float, **properties: object) -> dict:
    """Another place that much farther north."""
    lon, lat = position(feature)
    other = _changed(copy.deepcopy(feature), **properties) | {"id": place_id}
    return moved(other, lon, round(lat + north, 6))


def _swapped(feature: dict) -> dict:
    lon, lat = position(feature)
    return moved(feature, lat, lon)


# (code, country of the place, what is done to it): each changes one good place or gives it company.
CHANGED: tuple[tuple[str, str, Callable[[dict], dict]], ...] = (
    ("out_of_range", "US", lambda f: moved(f, position(f)[0] - 100, position(f)[1])),
    ("zero_zero", "KP", lambda f: moved(f, 0, 0)),
    ("swapped", "CN", _swapped),
    ("swapped", "BR", _swapped),
    ("sign_lost", "US", lambda f: moved(f, -position(f)[0], position(f)[1])),
    ("sign_lost", "BR", lambda f: moved(f, position(f)[0], -position(f)[1])),
    ("minutes_as_decimals", "KP", lambda f: moved(f, *map(_as_minutes, position(f)))),
    ("minutes_as_decimals", "US", lambda f: moved(f, *map(_as_minutes, position(f)))),
    ("too_few_digits", "KP", lambda f: moved(f, *(round(degrees, 1) for degrees in position(f)))),
    ("too_many_digits", "CN", lambda f: moved(f, *(degrees + 1.23456e-7 for degrees in position(f)))),
    ("projected_metres", "US", lambda f: moved(f, 10_791_000.5, 23_865_000.5)),
    ("projected_system", "US", lambda f: moved(f, *to_mercator(*position(f)))),
    ("wrong_country", "CN", lambda f: _changed(f, country="BR")),
    ("wrong_province", "US", lambda f: _changed(f, admin1="US-HI" if f["properties"]["admin1"] != "US-HI" else "US-AK")),
    ("wrong_province", "KP", lambda f: moved(f, 126.6101, 37.9902)),
    ("on_water", "KP", lambda f: moved(f, 131.5123, 39.5123)),
    ("on_water", "BR", lambda f: moved(f, position(f)[0] + 25, -20.1234)),
    ("missing_position", "CN", lambda f: f | {"geometry": None}),
    ("feature_unreadable", "US", lambda f: _at(f, "100", "40")),
    ("far_from_town", "US", lambda f: _within(f, 90_000)),
    ("far_from_town", "CN", lambda f: _within(f, 90_000)),
    ("sources_disagree", "BR", lambda f: _source(f, 1, latitude=position(f)[1] + 0.1)),
    ("sources_differ", "BR", lambda f: _source(f, 1, latitude=position(f)[1] + 0.02)),
    ("source_without_address", "KP", lambda f: _source(f, 1, url=None)),
    ("finer_than_source", "CN", lambda f: _source(f, 0, precision="locality")),
    ("smaller_than_source", "CN", lambda f: _source(f, 0, uncertainty_m=5000)),
    ("published_differs", "US", lambda f: _source(f, 0, coords_as_published="40°00′30″N 100°00′30″W")),
    ("position_of_no_source", "CN", lambda f: _at(f, position(f)[0], round(position(f)[1] + 0.03, 6))),
    ("closed_before_opened", "KP", lambda f: _changed(f, opened="1998", closed="1990-05")),
    ("date_unreadable", "US", lambda f: _changed(f, opened="10/8/1962")),
    ("shifted", "CN", _shifted),
    ("unknown_country", "BR", lambda f: _changed(f, country="Ruritania", admin1=None)),
)  # fmt: skip
BESIDE: tuple[tuple[str, str, Callable[[dict], dict]], ...] = (
    ("duplicate_id", "US", lambda f: _beside(f, f["id"], 0.02, name="Elmwood Ranch")),
    ("duplicate", "KP", lambda f: _beside(f, "again", 0.004, name=" ".join(f["properties"]["name"].split()[::-1]))),
    ("name_twice", "CN", lambda f: _beside(f, "namesake", 0.04, name="Hall", aliases=[f["properties"]["name"]],
                                           locality=None)),
    ("same_point", "BR", lambda f: _beside(f, "point-1", 0, name="Old Mill")),
    ("same_point", "BR", lambda f: _beside(f, "point-2", 0, name="Quarry")),
)  # fmt: skip


@cache
def file() -> tuple[dict, dict[str, set[str]]]:
    """(the document with all faults, id → the codes that have to be found at it)."""
    features = [copy.deepcopy(feature) for feature in good()]
    by_country = {country: [f for f in features if f["properties"]["country"] == country] for country in COUNTRIES}
    free = {country: iter(found[3:]) for country, found in by_country.items()}
    wanted: dict[str, set[str]] = {}
    for code, country, change in CHANGED:
        feature = next(free[country])
        feature |= change(feature)
        wanted.setdefault(feature["id"], set()).add(code)
    near: dict[str, dict] = {}
    for code, country, change in BESIDE:
        other = change(near.setdefault(code, next(free[country])))
        features.append(other)
        wanted.setdefault(other["id"], set()).add(code)
    wanted[near["same_point"]["id"]] = {"same_point"}
    return {"type": "FeatureCollection", "features": features}, wanted

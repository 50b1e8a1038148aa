"""Where are events that name no known place but carry a longitude and a latitude?

Columns in: `longitude`, `latitude` (decimal degrees, WGS 84, as text), `place_name` or `place_id` for the name.
Out: one new place for each distinct position and name, with the id `at:<lat>,<lon>` (five decimals, about a metre),
followed by the name where several names share the position. Each distinct pair of texts is read once.
"""

import numpy as np
import pandas as pd

from geodata.places import NUMBER, NUMBER_LENGTH, position
from geodata.regions import locate
from routes.codes import encode
from routes.lines import ELLIPSOID

DECIMALS = 5
POSITION = ["latitude", "longitude"]


def places_of_rows(
    raw: pd.DataFrame, rows: np.ndarray, names: np.ndarray, crowded: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, np.ndarray, list]:
    """`(places, codes, faults)` of the chosen rows of a table that has `longitude` or `latitude`.

    `rows` are positions in `raw`, `names` their place names (None = none). `codes` are positions in `places`, -1 where
    a row has no usable position; `faults` lists `(positions in rows, field, value, reason, remedy)`, one a faulty pair.
    `crowded`: where the table is a part of the records, the positions that several names share in the whole of them.

    >>> raw = pd.DataFrame({"longitude": ["129.75", "42,1", None], "latitude": ["42.1", "129", None]})
    >>> places, codes, faults = places_of_rows(raw, np.arange(3), np.array([None, None, None]))
    >>> places["place_id"].tolist(), codes.tolist(), faults[0][3]
    (['at:42.10000,129.75000'], [0, -1, -1], 'decimals are written with a comma')
    """
    lon, lon_texts = encode(raw["longitude"].iloc[rows] if "longitude" in raw else None, len(rows))
    lat, lat_texts = encode(raw["latitude"].iloc[rows] if "latitude" in raw else None, len(rows))
    pair, pairs = pd.factorize((lon + 1) * (len(lat_texts) + 1) + lat + 1)
    lon_code, lat_code = pairs // (len(lat_texts) + 1) - 1, pairs % (len(lat_texts) + 1) - 1
    longitude, latitude = _degrees(lon_texts)[lon_code], _degrees(lat_texts)[lat_code]
    usable = (abs(longitude) <= 180) & (abs(latitude) <= 90) & ((longitude != 0) | (latitude != 0))
    silent = (lon_code < 0) & (lat_code < 0)
    said = [
        (np.flatnonzero(pair == number), *_fault(lon_texts, lon_code[number], lat_texts, lat_code[number]))
        for number in np.flatnonzero(~usable & ~silent).tolist()
    ]
    places, codes = _distinct(longitude[pair], latitude[pair], names, usable[pair], crowded)
    return places, codes, said


def crowded_positions(places: pd.DataFrame) -> pd.DataFrame:
    """Positions (latitude, longitude) that several names share; `places` has a row each position and name.

    >>> crowded_positions(pd.DataFrame({"latitude": [42.0, 42.0, 43.0], "longitude": [129.0] * 3,
    ...                                 "name": ["a", None, "a"]})).values.tolist()
    [[42.0, 129.0]]
    """
    return places.loc[places.duplicated(POSITION), POSITION].drop_duplicates(ignore_index=True)


def regions(places: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """`(two columns of ISO country codes, table of country, admin1, admin1_name)`, one row a place.

    What a place says counts; what it does not say is looked up by its position. A crossing lies in two countries.
    """
    told = places[["country", "admin1", "admin1_name"]].astype(object)
    first, second = _sides(places["countries"].to_numpy(object))
    told["country"] = told["country"].where(told["country"].notna(), first)
    lacking = told[["country", "admin1"]].isna().any(axis=1).to_numpy() & places["longitude"].notna().to_numpy()
    at = np.flatnonzero(lacking)
    if len(at):
        there = locate(places["longitude"].to_numpy()[at], places["latitude"].to_numpy()[at]).set_axis(told.index[at])
        # A province is told only with its own country: a place on a border may lie on the other side of our line.
        same = told["country"].iloc[at].isna() | (told["country"].iloc[at] == there["country"])
        told.iloc[at] = told.iloc[at].fillna(there[list(told.columns)].where(same))
    told = told.where(told.notna(), None)
    both = np.column_stack([np.where(pd.isna(first), told["country"].to_numpy(object), first), second])
    return np.where(pd.isna(both), None, both), told


def _sides(countries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first and the second of each list, None where there is none."""
    told = np.frompyfunc(lambda codes: (*codes, None, None)[:2] if isinstance(codes, list) else (None, None), 1, 1)
    pairs = np.array(told(countries).tolist(), dtype=object).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def has_position(raw: pd.DataFrame) -> np.ndarray:
    """Boolean: True where a row says something in `longitude` or `latitude`."""
    said = np.zeros(len(raw), dtype=bool)
    for column in ("longitude", "latitude"):
        if column in raw:
            said |= encode(raw[column], len(raw))[0] >= 0
    return said


def far_from_place(raw: pd.DataFrame, rows: np.ndarray, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Metres from the position that each of the rows brings to that of its place, NaN where one is not known."""
    own = []
    for column in ("longitude", "latitude"):
        codes, words = encode(raw[column].iloc[rows] if column in raw else None, len(rows))
        own.append(_degrees(words)[codes])
    metres = np.full(len(rows), np.nan)
    usable = np.flatnonzero((abs(own[0]) <= 180) & (abs(own[1]) <= 90) & ~np.isnan(longitude) & ~np.isnan(latitude))
    if len(usable):
        ends = own[0][usable], own[1][usable], longitude[usable], latitude[usable]
        metres[usable] = ELLIPSOID.inv(*ends)[2]
    return metres


def _degrees(words: np.ndarray) -> np.ndarray:
    """Numbers of texts that are plain decimal numbers, NaN for all others and (at the end) for a missing text."""
    column = pd.Series([*words, None], dtype=object)
    # As geodata.places reads numbers, since it tells of those that are none.
    plain = column.str.fullmatch(NUMBER.pattern, na=False).astype(bool) & (column.str.len() < NUMBER_LENGTH)
    return column.where(plain, None).astype(float).to_numpy()


def _fault(lon_texts: np.ndarray, lon: int, lat_texts: np.ndarray, lat: int) -> tuple:
    """The first thing that the reader of places (geodata) says against a pair of texts."""
    told: list[tuple] = []
    position(
        None if lon < 0 else lon_texts[lon], None if lat < 0 else lat_texts[lat], lambda *words: told.append(words)
    )
    return told[0][:4]


def _distinct(longitude, latitude, names, usable, crowded) -> tuple[pd.DataFrame, np.ndarray]:
    """One place a position and name; the order and the ids do not depend on the order of the rows."""
    table = pd.DataFrame(
        {"latitude": latitude.round(DECIMALS) + 0.0, "longitude": longitude.round(DECIMALS) + 0.0, "name": names}
    )[usable]
    table["name"] = table["name"].astype(object).where(table["name"].notna(), "")
    codes = table.groupby([*POSITION, "name"], sort=True).ngroup().to_numpy()
    out = np.full(len(longitude), -1)
    out[np.flatnonzero(usable)] = codes
    return with_ids(table, crowded), out


def with_ids(positions: pd.DataFrame, crowded: pd.DataFrame | None = None) -> pd.DataFrame:
    """One place a position and name, sorted by them; `positions` has latitude, longitude and name (empty = none).

    >>> with_ids(pd.DataFrame({"latitude": [42.0, 42.0], "longitude": 129.0, "name": ["b", ""]}))["place_id"].tolist()
    ['at:42.00000,129.00000', 'at:42.00000,129.00000:b']
    """
    columns = [*POSITION, "name"]
    places = positions[columns].drop_duplicates().sort_values(columns, ignore_index=True)
    shared = places.groupby(POSITION)["name"].transform("size") > 1
    if crowded is not None and len(crowded):
        shared |= pd.MultiIndex.from_frame(places[POSITION]).isin(pd.MultiIndex.from_frame(crowded[POSITION]))
    at = "at:" + _fixed(places["latitude"]) + "," + _fixed(places["longitude"])
    places["place_id"] = at + (":" + places["name"]).where(shared & (places["name"] != ""), "")
    places["name"] = places["name"].astype(object).where(places["name"] != "", None)
    return places[["place_id", "name", "longitude", "latitude"]].astype({"place_id": object})


def _fixed(degrees: pd.Series) -> pd.Series:
    return degrees.map(f"{{:.{DECIMALS}f}}".format).astype(object)

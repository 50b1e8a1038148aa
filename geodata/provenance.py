"""Where do the positions come from, and what is missing? Counts over a table of places (geodata.places).

Terms: a *position* is one source's own coordinate of a place; the *chosen* one is where the place is drawn.
Two positions *agree* when they lie less than AGREE_M apart, and are *disputed* from DISPUTED_M on (DESIGN: under one
kilometre agree, one to three look, three and more decide).
"""

import numpy as np
import pandas as pd
from pyproj import Geod

AGREE_M, DISPUTED_M = 1000.0, 3000.0  # metres
ELLIPSOID = Geod(ellps="WGS84")


def positions(places: pd.DataFrame) -> pd.DataFrame:
    """One row a place and source: place_id, source (its title), longitude, latitude (degrees, NaN where the source
    gives none), distance_m to the chosen position, chosen (this is the chosen one).

    >>> places = pd.DataFrame({
    ...     "place_id": ["a"], "longitude": [129.0], "latitude": [42.0],
    ...     "sources": [[{"title": "X", "longitude": 129.0, "latitude": 42.0}, {"title": "Y"}]],
    ... })
    >>> positions(places)[["source", "distance_m", "chosen"]].to_dict("list")
    {'source': ['X', 'Y'], 'distance_m': [0.0, nan], 'chosen': [True, False]}
    """
    rows = places[["place_id", "longitude", "latitude", "sources"]].explode("sources", ignore_index=True)
    rows = rows[rows["sources"].notna()]
    said = pd.DataFrame(rows["sources"].tolist(), index=rows.index).reindex(columns=["title", "longitude", "latitude"])
    lon, lat = (_degrees(said[axis], most) for axis, most in (("longitude", 180), ("latitude", 90)))
    known = lon.notna() & lat.notna() & rows["longitude"].notna()
    distance = np.full(len(rows), np.nan)
    ends = [column[known].to_numpy(float) for column in (lon, lat, rows["longitude"], rows["latitude"])]
    distance[known] = ELLIPSOID.inv(*ends)[2]
    return pd.DataFrame(
        {
            "place_id": rows["place_id"],
            "source": said["title"],
            "longitude": lon,
            "latitude": lat,
            "distance_m": distance,
            "chosen": distance < 1.0,
        }
    ).reset_index(drop=True)


def _degrees(column: pd.Series, most: float) -> pd.Series:
    """Numbers; NaN for what somebody's file has instead of degrees."""
    told = column.where(column.map(lambda value: not isinstance(value, bool | list | dict)))
    degrees = pd.to_numeric(told, errors="coerce").astype(float)
    return degrees.where(degrees.abs() <= most)


def by_source(places: pd.DataFrame) -> pd.DataFrame:
    """Columns source, positions (places that it locates), chosen (of these, how many are drawn), most first."""
    table = positions(places).groupby("source", sort=True)
    counted = pd.DataFrame({"positions": table["place_id"].nunique(), "chosen": table["chosen"].sum()})
    return counted.sort_values(["positions", "chosen"], ascending=False, kind="stable").reset_index()


def missing(places: pd.DataFrame) -> dict[str, int]:
    """What the places do not tell: no_position, coarse (town or coarser), one_source, disputed."""
    told = positions(places)
    spread = told.groupby("place_id")["distance_m"].max()
    return {
        "no_position": int(places["longitude"].isna().sum()),
        "coarse": int(places["precision"].isin(["locality", "admin1", "country"]).sum()),
        "one_source": int((told.groupby("place_id").size() == 1).sum()),
        "disputed": int((spread >= DISPUTED_M).sum()),
    }

"""Which tables does a data file hold? The part of a ladder that a profile let out, as tables with geometry.

In: ``layers.subset.Part`` (never the ladder itself). Out: one GeoDataFrame a table of layers/datafile/fields.py, with
these columns, ids of places beside their names, EPSG:4326. Positions of rows in our own tables do not leave: stops are
told by their number within the person. Lengths are those of the lines that are drawn, because a profile may have moved
their ends. Lists are lists of texts; the lists and objects of a place are JSON in a text.
"""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geopandas.array import GeometryArray

from geodata import place_rows
from layers.datafile.fields import FIELDS, TEAM_ALONE
from layers.subset import NOT_STATED, Part
from layers.words import local_names, reasons_in_words
from routes.build import CRS
from routes.reasons import EVIDENCE

LENGTH_DECIMALS = 1  # of a metre
OF_A_SOURCE = ("title", "url", "coords_as_published", "longitude", "latitude", "uncertainty_m", "precision", "accessed")
CARRIED_TAKEN = ("layer", "geometry")  # names that no column of somebody's records may have in a file of ours


def tables(part: Part, profile: str, t: Callable[..., str]) -> dict[str, gpd.GeoDataFrame]:
    """All tables of a part, in the order of FIELDS."""
    named = {key: _whole(name) for key, name in local_names(part.places, t("filter.language")).items()}
    made = {
        "legs": _legs(part, named, t),
        "paths": _paths(part, named),
        "flows": _flows(part, named),
        "places": _places(part, profile),
        "stints": _stints(part, named),
    }
    return {name: _in_order(name, table, profile) for name, table in made.items()}


def public_places(part: Part, profile: str) -> pd.DataFrame:
    """The places as a table of geodata.places, without what is for the team alone."""
    places = part.places
    sources = [[{name: one[name] for name in OF_A_SOURCE if name in one} for one in said] for said in places["sources"]]
    if profile == "internal":
        return places
    empty = {"verified": None, "note": None}
    objects = {name: [{} for _ in range(len(places))] for name in ("extra", "member")}
    return places.assign(**empty, **objects, sources=pd.Series(sources, index=places.index, dtype=object))


def _legs(part: Part, named: dict, t: Callable[..., str]) -> gpd.GeoDataFrame:
    legs, stints, lines = part.legs, part.stints, part.lines
    begin, end = stints.iloc[legs["from_stint"]], stints.iloc[legs["to_stint"]]
    here = legs["origin"].to_numpy(object) == begin["place_id"].to_numpy(object)  # else it begins at a crossing
    there = legs["destination"].to_numpy(object) == end["place_id"].to_numpy(object)
    known = {row["place_id"] for row in part.places[["place_id"]].to_dict("records")}
    line = legs["line"].to_numpy(int)
    return _located(
        legs.assign(
            from_stint=begin["stint"].to_numpy(),
            to_stint=end["stint"].to_numpy(),
            **{f"{place}_name": legs[place].map(named) for place in ("origin", "destination", "via")},
            reasons=reasons_in_words(legs["reason_codes"], t),
            departed=np.where(here, begin["departure"].to_numpy(object), None),
            arrived=np.where(there, end["arrival"].to_numpy(object), None),
            length_m=_metres(lines, line),
            alternatives=[[one for one in said if one["place_id"] in known] for said in legs["alternatives"]],
        ),
        lines["geometry"].to_numpy()[line],
    )


def _paths(part: Part, named: dict) -> gpd.GeoDataFrame:
    """What is told of the legs of a person is told of those that are in the file."""
    paths, count = part.paths, len(part.paths)
    owner = np.repeat(np.arange(count), paths["stints"].to_numpy(int))[part.legs["from_stint"].to_numpy(int)]
    line = part.legs["line"].to_numpy(int)
    weakest = np.full(count, -1)
    np.maximum.at(weakest, owner, part.legs["evidence"].map(EVIDENCE.index).to_numpy(int))
    table = paths.drop(columns=["first_stint", "last_stint"], errors="ignore").assign(
        legs=np.bincount(owner, minlength=count),
        length_m=np.bincount(owner, weights=part.lines["length_m"].to_numpy()[line], minlength=count),
        evidence=np.array([*EVIDENCE, None], dtype=object)[weakest],
        **{f"{place}_name": paths[place].map(named) for place in ("arrest_place", "last_place")},
    )
    table["length_m"] = table["length_m"].round(LENGTH_DECIMALS)
    return _located(table, _together(part.lines["geometry"].to_numpy()[line], owner, count))


def _together(lines: np.ndarray, owner: np.ndarray, count: int) -> np.ndarray:
    """A MultiLineString of the lines of each owner; None where there is none of any length."""
    parts, leg = shapely.get_parts(lines, return_index=True)
    long = shapely.length(parts) > 0
    together = np.full(count, None, dtype=object)
    owners, position = np.unique(owner[leg[long]], return_inverse=True)
    if len(owners):
        together[owners] = shapely.multilinestrings(parts[long], indices=position)
    return together


def _flows(part: Part, named: dict) -> gpd.GeoDataFrame:
    line = part.flows["line"].to_numpy(int)
    ends = part.lines[["origin", "destination"]].iloc[line].reset_index(drop=True)
    names = {f"{place}_name": ends[place].map(named) for place in ends}
    table = part.flows.drop(columns="line").reset_index(drop=True).assign(**ends, **names)
    return _located(table.assign(length_m=_metres(part.lines, line)), part.lines["geometry"].to_numpy()[line])


def _places(part: Part, profile: str) -> gpd.GeoDataFrame:
    table = place_rows.rows(public_places(part, profile)).drop(columns=list(place_rows.ABOUT))
    numbers = {name: table[name].astype(float) for name in ("longitude", "latitude", "uncertainty_m")}
    persons = pd.Series(part.place_persons, dtype="Int64").where(part.place_persons != NOT_STATED, pd.NA)
    return _located(table.assign(**numbers, persons=persons), _points(part.places))


def _points(places: pd.DataFrame) -> np.ndarray:
    points = np.full(len(places), None, dtype=object)
    known = places[["longitude", "latitude"]].notna().all(axis=1).to_numpy()
    points[known] = shapely.points(places.loc[known, ["longitude", "latitude"]].to_numpy(float))
    return points


def _stints(part: Part, named: dict) -> gpd.GeoDataFrame:
    stints = part.stints
    known = (stints["place"] >= 0).to_numpy()
    table = stints.drop(columns="place").assign(
        place_name=stints["place_id"].map(named),
        place_as_recorded=stints["place_as_recorded"].astype(object).where(~known, None),
    )
    return _located(table, np.append(_points(part.places), None)[stints["place"].to_numpy(int)])


def _metres(lines: pd.DataFrame, line: np.ndarray) -> np.ndarray:
    return lines["length_m"].to_numpy(float).round(LENGTH_DECIMALS)[line]


def _located(table: pd.DataFrame, geometry: np.ndarray) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table.reset_index(drop=True), geometry=GeometryArray(geometry, crs=CRS))


def _in_order(name: str, table: gpd.GeoDataFrame, profile: str) -> gpd.GeoDataFrame:
    """The columns of FIELDS, then those of the records themselves, which are in ``internal`` alone."""
    left_out = () if profile == "internal" else TEAM_ALONE.get(name, ())
    columns = [column for column in FIELDS[name] if column not in left_out and column in table]
    carried = [column for column in table.columns if column not in (*FIELDS[name], "geometry")]
    made = table[[*columns, *(carried if profile == "internal" and name == "paths" else ()), "geometry"]]
    made = made.rename(columns={column: f"{column}_in_file" for column in carried if column in CARRIED_TAKEN})
    texts = [column for column in made.columns if column != "geometry" and _holds_texts(made[column])]
    return made.assign(**{column: _whole_characters(made[column]) for column in texts})


def _holds_texts(column: pd.Series) -> bool:
    return column.dtype == object or isinstance(column.dtype, pd.StringDtype)


def _whole_characters(column: pd.Series) -> pd.Series:
    """Texts, and lists as they are; what is missing is None. Half a character, which no file can hold, is U+FFFD."""
    return pd.Series([_whole(cell) for cell in column.astype(object)], index=column.index, dtype=object)


def _whole(cell: object) -> object:
    if isinstance(cell, str):
        return cell if cell.isascii() else cell.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(cell, list | tuple | np.ndarray):
        return [_whole(one) for one in cell]
    if isinstance(cell, dict):
        return {_whole(key): _whole(value) for key, value in cell.items()}
    return None if pd.isna(cell) else cell

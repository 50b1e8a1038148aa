"""The ways to go from custody events to stints, legs, paths and flows, each with the same inputs.

`floor` is the least that numpy, pyproj and Shapely need for these tables when nothing is checked, nothing is explained
and nothing can be wrong: no rejected rows, no bounds of vague dates, no evidence, no audit. `plain` is what one writes
with pandas and Shapely without thinking of speed; the peers are used as their guides show.
"""

from datetime import timedelta

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod
from shapely.geometry import LineString, MultiLineString

from bench import records
from routes.build import build

GEOD = Geod(ellps="WGS84")
STEP_M = 100_000


def ours(events: pd.DataFrame, places: pd.DataFrame):
    """The builder of this project, every table with its geometry made."""
    ladder = build(events, places)
    return ladder.stints, ladder.legs, ladder.paths, ladder.flows


def ours_with_borders(events: pd.DataFrame, places: pd.DataFrame):
    """The same with a third of the places abroad: the crossing of every third leg or so has to be inferred."""
    return ours(events, records.with_border(places))


def floor(events: pd.DataFrame, places: pd.DataFrame):
    """Arrays only."""
    person, people = pd.factorize(events["person_id"], sort=True)
    place = pd.Index(places["place_id"]).get_indexer(events["place_id"])
    order = np.lexsort((events["seq"].to_numpy(int), person))
    arrival = events["arrival"].to_numpy("datetime64[D]")[order]
    departure = events["departure"].to_numpy("datetime64[D]")[order]
    person, place = person[order], place[order]
    new = np.append(True, (person[1:] != person[:-1]) | (place[1:] != place[:-1]))
    begin = np.flatnonzero(new)
    end = np.append(begin[1:], len(person)) - 1
    stints = pd.DataFrame(
        {"person": person[begin], "place": place[begin], "arrival": arrival[begin], "departure": departure[end]}
    )
    who, where = person[begin], place[begin]
    same = np.flatnonzero(who[1:] == who[:-1])
    origin, destination = where[same], where[same + 1]
    pairs, line = np.unique(origin * len(places) + destination, return_inverse=True)
    a, b = pairs // len(places), pairs % len(places)
    lon, lat = places["longitude"].to_numpy(), places["latitude"].to_numpy()
    azimuth, _, length = GEOD.inv(lon[a], lat[a], lon[b], lat[b])
    steps = np.maximum(np.ceil(length / STEP_M), 1).astype(int)
    number = np.repeat(np.arange(len(pairs)), steps + 1)
    share = (np.arange(len(number)) - np.repeat(np.cumsum(steps + 1) - steps - 1, steps + 1)) / steps[number]
    x, y, _ = GEOD.fwd(lon[a][number], lat[a][number], azimuth[number], length[number] * share)
    lines = shapely.linestrings(np.column_stack([x, y]), indices=number)
    left, came = stints["departure"].to_numpy()[same], stints["arrival"].to_numpy()[same + 1]
    legs = gpd.GeoDataFrame(
        {"person": who[same], "origin": origin, "destination": destination, "departed": left, "arrived": came,
         "length_m": length[line]}, geometry=lines[line], crs=4326)  # fmt: skip
    first = np.flatnonzero(np.append(True, who[1:] != who[:-1]))
    owners, at = np.unique(who[same], return_inverse=True)
    geometry = np.full(len(people), None, dtype=object)
    geometry[owners] = shapely.multilinestrings(lines[line], indices=at)
    stop = np.append(first[1:], len(who)) - 1
    counts = np.bincount(who[same], minlength=len(people))
    metres = np.bincount(who[same], weights=length[line], minlength=len(people))
    paths = gpd.GeoDataFrame(
        {"person_id": people, "stints": stop - first + 1, "legs": counts, "length_m": metres,
         "first_place": where[first], "last_place": where[stop]}, geometry=geometry, crs=4326)  # fmt: skip
    by_line = np.argsort(line, kind="stable")
    a_line, a_person = line[by_line], who[same][by_line]
    distinct = np.append(True, (a_line[1:] != a_line[:-1]) | (a_person[1:] != a_person[:-1]))
    flows = gpd.GeoDataFrame(
        {"origin": a, "destination": b, "legs": np.bincount(line), "persons": np.bincount(a_line[distinct]),
         "length_m": length}, geometry=lines, crs=4326)  # fmt: skip
    return stints, legs, paths, flows


def plain(events: pd.DataFrame, places: pd.DataFrame):
    """pandas and Shapely, row by row where that is the usual way, lines along the geodesic as ours."""
    return _plain(events, places, _geodesic)


def plain_straight(events: pd.DataFrame, places: pd.DataFrame):
    """The same with a straight line from place to place, so less work than ours."""
    return _plain(events, places, lambda row: LineString([row.iloc[:2], row.iloc[2:]]))


def _geodesic(row: pd.Series) -> LineString:
    between = int(np.ceil(GEOD.inv(*row)[2] / STEP_M)) - 1
    inner = GEOD.npts(*row, between) if between > 0 else []
    return LineString([tuple(row.iloc[:2]), *inner, tuple(row.iloc[2:])])


def _plain(events: pd.DataFrame, places: pd.DataFrame, line):
    table = events.merge(places[["place_id", "longitude", "latitude"]], on="place_id", how="left")
    table["seq"] = table["seq"].astype(int)
    for column in ("arrival", "departure"):
        table[column] = pd.to_datetime(table[column])
    table = table.sort_values(["person_id", "seq"])
    moved = (table["place_id"] != table.groupby("person_id")["place_id"].shift()).astype(int)
    table["stint"] = moved.groupby(table["person_id"]).cumsum()
    stints = table.groupby(["person_id", "stint"], as_index=False).agg(
        {"place_id": "first", "arrival": "first", "departure": "last", "longitude": "first", "latitude": "first"}
    )
    ahead = stints.groupby("person_id")[["place_id", "arrival", "longitude", "latitude"]].shift(-1).add_prefix("next_")
    legs = pd.concat([stints, ahead], axis=1).dropna(subset=["next_place_id"])
    ends = ["longitude", "latitude", "next_longitude", "next_latitude"]
    legs["geometry"] = legs[ends].apply(line, axis=1)
    legs["length_m"] = legs["geometry"].apply(GEOD.geometry_length)
    paths = legs.groupby("person_id").agg({"length_m": "sum", "stint": "count"})
    paths["geometry"] = legs.groupby("person_id")["geometry"].apply(lambda lines: MultiLineString(list(lines)))
    flows = legs.groupby(["place_id", "next_place_id"], as_index=False).agg(
        {"person_id": ["count", "nunique"], "length_m": "first", "geometry": "first"}
    )
    return stints, gpd.GeoDataFrame(legs, crs=4326), gpd.GeoDataFrame(paths, crs=4326), flows


def trackintel(events: pd.DataFrame, places: pd.DataFrame):
    """Staypoints and locations given; triplegs and trips from trackintel's own steps."""
    import trackintel as ti  # noqa: PLC0415 - only where it is installed

    table = events.merge(places[["place_id", "longitude", "latitude"]], on="place_id", how="left")
    table = table.sort_values(["person_id", "arrival"])
    points = gpd.points_from_xy(table["longitude"], table["latitude"], crs=4326)
    staypoints = gpd.GeoDataFrame(
        {
            "user_id": table["person_id"].to_numpy(object),
            "started_at": pd.to_datetime(table["arrival"], utc=True).to_numpy("datetime64[ns]"),
            "finished_at": pd.to_datetime(table["departure"], utc=True).to_numpy("datetime64[ns]"),
            "is_activity": True,
        },
        geometry=points,
    )
    for column in ("started_at", "finished_at"):
        staypoints[column] = staypoints[column].dt.tz_localize("UTC")
    staypoints.index.name = "id"
    staypoints = ti.Staypoints(staypoints)
    lines = _tripleg_lines(staypoints)
    triplegs = ti.Triplegs(lines)
    staypoints, triplegs, trips = ti.preprocessing.generate_trips(staypoints, triplegs, gap_threshold=10**6)
    tours = trips.groupby("user_id").size()
    return staypoints, triplegs, trips, tours


def _tripleg_lines(staypoints: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lines from each staypoint to the next of that person; trackintel refuses one without length."""
    ahead = staypoints.shift(-1)
    same = (staypoints["user_id"] == ahead["user_id"]) & (staypoints.geometry != ahead.geometry)
    lines = [LineString([a, b]) for a, b in zip(staypoints.geometry[same], ahead.geometry[same], strict=True)]
    legs = gpd.GeoDataFrame(
        {
            "user_id": staypoints["user_id"][same].to_numpy(),
            "started_at": staypoints["finished_at"][same].to_numpy(),
            "finished_at": ahead["started_at"][same].to_numpy(),
        },
        geometry=lines,
        crs=4326,
    )
    for column in ("started_at", "finished_at"):
        legs[column] = pd.to_datetime(legs[column], utc=True)
    legs.index.name = "id"
    return legs


def movingpandas(events: pd.DataFrame, places: pd.DataFrame):
    """A trajectory a person with a fix on arrival and one on departure; stops, lines, paths and flows as in its guides.

    A fix whose time repeats is dropped by MovingPandas, and who leaves one place arrives at the next on the same day
    here: departures are put at noon, arrivals in the evening.
    """
    import movingpandas as mpd  # noqa: PLC0415 - only where it is installed

    table = events.merge(places[["place_id", "longitude", "latitude"]], on="place_id", how="left")
    came = pd.to_datetime(table["arrival"]) + pd.Timedelta(hours=18)
    left = pd.to_datetime(table["departure"]) + pd.Timedelta(hours=12)
    points = gpd.points_from_xy(table["longitude"], table["latitude"], crs=4326)
    fixes = [gpd.GeoDataFrame({"person_id": table["person_id"], "t": t}, geometry=points) for t in (came, left)]
    collection = mpd.TrajectoryCollection(pd.concat(fixes, ignore_index=True), traj_id_col="person_id", t="t")
    day = timedelta(days=1)
    stops = mpd.TrajectoryStopDetector(collection).get_stop_points(max_diameter=100, min_duration=day)
    collection.add_distance(overwrite=True)
    legs, paths = collection.to_line_gdf(), collection.to_traj_gdf()
    aggregator = mpd.TrajectoryCollectionAggregator(collection, 1_000, 100, day)
    return stops, legs, paths, aggregator.get_flows_gdf()
